"""scenario: "if p% of A …, then B", and series of such steps, recomputed as p × A.

And what a share can rise to by what flows in (inflow.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import mul, truediv

from factcheck import units
from factcheck.interval import Interval, Stated, combine
from factcheck.model import BlockKind, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.cues import following, said_earlier, sentence_before
from factcheck.relate.inflow import INFLOW, after_inflow, most_of_all
from factcheck.relate.operands import figure, scaled, shown, supposed, to_unit
from factcheck.relate.ratios import base_phrase, bases
from factcheck.relate.scope import Scope, amount_unit, same_unit
from factcheck.units import NUMBER

STEP = "step"
"""A further step of a series, understood by the step before: p₂ / p₁ × B₁."""

NEAR = 100
"""A result stands so many letters behind its step at most, and the next step behind the result."""

_POINTS = frozenset({"point", "percentage_point", "basis_point"})
_OTHERWISE = re.compile(r"\b(?:while|whereas|but|last year|in (?:19|20)\d\d|instead of|compared|actual\w*|so far)\b")
"""Between two steps: what follows is of another kind."""

REST = "rest"
"""What is left when the share is taken: (1 − p) × A."""

_THEN = re.compile(
    r"=|['’]s\b|\b(?:would|could|will|might|can|means?|is|are|equals?|gives?|yields?|brings?|comes?|amounts?|gains?|loses?|saves?|costs?|adds?|"
    r"earns?|needs?|raises?|receives?|gets?|makes?|have|has)\b",
    re.I,
)


def find(scope: Scope) -> Iterator[Relation]:
    """The amount behind each supposed share, with the steps that go on from it; other series; shares that rise."""
    shares = tuple(_of_shares(scope))
    yield from shares
    known = {relation.claim.id for relation in shares}
    yield from (relation for relation in _series(scope) if relation.claim.id not in known)
    yield from after_inflow(scope)


def _of_shares(scope: Scope) -> Iterator[Relation]:
    for document in scope.documents:
        first: tuple[Claim, Claim, tuple[Reading, ...]] | None = None
        for share in (claim for claim in scope.claims if claim.span.document == document.id):
            going_on = first is not None and _goes_on(first[1], share)
            result = _result(scope, share, going_on=going_on)
            if result is None:
                continue
            bases_said = tuple(_by_base(scope, share, result))
            if not bases_said and first is not None and going_on:
                step = _by_step(share, first[0], first[1])
                readings: tuple[Reading, ...] = (step, *_same_base(share, first[2]))
            else:
                readings = bases_said or tuple(_by_what_was_said(scope, share, result))
                first = (share, result, readings)
            if readings:
                yield Relation("scenario", result, readings, share.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """p × A with p exact: 1% of 8.7 trillion is 87 billion."""
    if reading.manner == INFLOW:
        return most_of_all(relation, reading, figures)
    share, base = reading.of("share"), reading.of("base")
    if reading.manner == STEP:
        before = reading.of("step")
        ratio = combine(truediv, supposed(share, figures), supposed(before, figures))
        result = combine(mul, ratio, figure(base, figures))
        working = f"{shown(base, figures)} × {shown(share, figures)} / {shown(before, figures)}"
    else:
        ratio = scaled(supposed(share, figures), units.conversion(share.unit, "") or Fraction(1))
        taken = shown(share, figures)
        if reading.manner == REST:
            ratio, taken = combine(lambda part: Interval.point(1) - part, ratio), f"(1 − {taken})"
        result = combine(mul, ratio, figure(base, figures))
        working = f"{taken} × {shown(base, figures)}"
    source, target = (by.unit.partition("/")[0] for by in (base, relation.claim))
    return Expected(result if NUMBER in {source, target} else to_unit(result, source, target), working)


RULE = Rule("scenario", "a supposed share of a figure comes to the stated amount", find, expect)


def _result(scope: Scope, share: Claim, *, going_on: bool) -> Claim | None:
    """The amount that the share is said to come to: the next one of its sentence outside the share's own phrase.

    A series that goes on may leave out the verb: "at 2% it gains $4 million; and at 5%, $10 million".
    """
    if not units.is_ratio(share.unit) or share.unit == "multiple":
        return None
    if share.mention.direction and not share.stance.supposed:
        return None
    text = scope.sentence_text(share.sentence)
    if not share.stance.supposed and "=" not in text:
        return None
    phrase = base_phrase(scope.context(share))
    for other in scope.beside(share):
        if other.span.start < share.span.end or other.figure.value == 1:  # "if 5% of them gave us one evening"
            continue
        if units.is_ratio(other.unit):
            return None
        inside = phrase is not None and scope.context(other).first <= phrase.stop
        if not inside and amount_unit(other.unit):
            return other if going_on or _THEN.search(_around(scope, share, other)) else None
    return None


def _around(scope: Scope, share: Claim, result: Claim) -> str:
    """The words between a share and its result, and the few behind it: "…, $5 million would be needed"."""
    behind = scope.document(result).text[result.span.end : result.span.end + 30]
    return f"{scope.between(share, result)} {re.split(r'[.;:]', behind)[0]}"


def _by_base(scope: Scope, share: Claim, result: Claim) -> Iterator[Reading]:
    """The bases its words may mean; the result itself, said again, is none."""
    first = [
        other for other in scope.beside(share) if other.span.end <= share.span.start and not units.is_time(other.unit)
    ]
    most = Support.LIKELY if len(first) > 0 and _IF_TWICE.search(scope.sentence_text(share.sentence)) else Support.CLEAR
    for base in bases(scope, share):
        if isinstance(base.by, Claim) and base.by.figure.charitable.meets(result.figure.charitable):
            continue
        why = f"“{share.mention.text}” of {base.why}"
        operands = (Operand("share", share), Operand("base", base.by))
        yield Reading(operands, min(base.support, most), why)
        yield Reading(operands, min(base.support, Support.LIKELY), f"what is left without {why}", REST)


_IF_TWICE = re.compile(r"\bif\b.*\bif\b", re.IGNORECASE | re.DOTALL)
"""“If it charges £300, and if a quarter of the calls are charged”: the share is not all that is supposed."""


def _by_what_was_said(scope: Scope, share: Claim, result: Claim) -> Iterator[Reading]:
    """ "Energy cost €14 million. If prices rose by 15%, it would have to find another €2.1 million": of that amount.

    What the share is of is not named: the one amount of the sentence before is meant; one further back may be, where
    it gives the result to the digit.
    """
    if result.figure.value <= 0 or result.mention.direction == "down":
        return
    more = _MORE.search(scope.said_before(result).casefold()[-40:]) or _MORE_BEHIND.match(following(scope, result))
    fits = same_unit(result.unit.partition("/")[0])
    last = [o for o in sentence_before(scope, share) if fits(o.unit.partition("/")[0])]
    beside = [o for o in said_earlier(scope, share) if amount_unit(o.unit)]
    for base in scope.earlier(share):
        if not fits(base.unit.partition("/")[0]) or base.mention.direction or base.stance.supposed:
            continue
        part = base.figure.value * share.figure.value * (units.conversion(share.unit, "") or 1)
        value = part if same_unit(base.unit)(result.unit) or NUMBER in {base.unit, result.unit} else Fraction(0)
        like = value < LIKE * result.figure.value < LIKE * LIKE * value
        sole = [o.id for o in last] == [base.id] and not beside and more is not None and like
        exact = abs(value - result.figure.value) <= max(result.mention.coarse * HALF, result.figure.value / 100)
        if sole or (exact and base.sentence.block.span != result.sentence.block.span) or (exact and more):
            why = f"“{share.mention.text}” of “{base.mention.text}” said before"
            operands = (Operand("share", share), Operand("base", base))
            yield Reading(operands, Support.LIKELY, why, sole=sole and not exact)


LIKE = 3
"""A wrong result is of about the size of the right one."""
HALF = Fraction(1, 2)
_MORE = re.compile(
    r"\b(?:extra|additional|another|further|lose[sd]?|loss of|losing|gains?|sav\w+|forgo|cost of|missing|gone|due)\b"
    r"[^.;:]*$"
)
_MORE_BEHIND = re.compile(r"^\W*(?:[\w-]+ ){0,2}(?:more|less|fewer|extra|would (?:go|be gone|be lost|be missing))\b")
"""Words by which the result is what is added or taken away."""


def _goes_on(before: Claim, share: Claim) -> bool:
    """Whether the share follows the last result in the same passage, with no figure of another kind between."""
    same_block = before.sentence.block.span == share.sentence.block.span
    return same_block and share.span.start - before.span.end < 200


def _by_step(share: Claim, first_share: Claim, first_result: Claim) -> Reading:
    operands = (Operand("share", share), Operand("step", first_share), Operand("base", first_result))
    why = f"going on from “{first_share.mention.text}” and “{first_result.mention.text}”"
    return Reading(operands, Support.CLEAR, why, STEP)


def _same_base(share: Claim, readings: tuple[Reading, ...]) -> Iterator[Reading]:
    for reading in readings:
        if reading.manner == REST:
            continue
        operands = (Operand("share", share), Operand("base", reading.of("base")))
        yield Reading(operands, min(reading.support, Support.LIKELY), f"“{share.mention.text}” of the same base")


# ── series ──


@dataclass(frozen=True, slots=True)
class Step:
    """A supposed step and what it comes to: one point, €3.1 billion."""

    step: Claim
    result: Claim


def _series(scope: Scope) -> Iterator[Relation]:
    """ "One point would bring in €3 billion; two points €6 billion and three points €9 billion"."""
    for steps in _runs(scope):
        for at, one in enumerate(steps):
            others = [*steps[:at], *steps[at + 1 :]]
            agreed = len(others) >= 2 and _proportional(others[0], others[1])
            if agreed or (len(steps) == 2 and at == 1):
                support = Support.CLEAR if agreed else Support.LIKELY
                yield Relation("scenario", one.result, (_going_on(one, others[0], support),), one.step.span)


def _runs(scope: Scope) -> Iterator[list[Step]]:
    """Two or more steps one after the other in a paragraph or a list, the first of them supposed."""
    for document in scope.documents:
        members = [claim for claim in scope.claims if claim.span.document == document.id]
        at = 0
        while at < len(members) - 3:
            steps: list[Step] = []
            while (one := _step_at(members, at + 2 * len(steps))) and (not steps or _alike(scope, steps[-1], one)):
                steps.append(one)
            if len(steps) >= 2:
                yield steps
            at += 2 * len(steps) if len(steps) >= 2 else 1


def _step_at(members: list[Claim], at: int) -> Step | None:
    """Two neighbours of one sentence, or an amount in the next: what is supposed, and what comes of it."""
    if at + 1 >= len(members):
        return None
    step, result = members[at], members[at + 1]
    block = step.sentence.block.span == result.sentence.block.span
    steps = units.is_ratio(step.unit) or step.unit in _POINTS or units.is_currency(step.unit) or step.unit == NUMBER
    unlike = not same_unit(result.unit)(step.unit) or step.unit == NUMBER
    far = result.span.start - step.span.end > NEAR or step.mention.is_range or step.figure.value == 0
    if not (block and steps and unlike and amount_unit(result.unit)) or far or step.unit == "multiple":
        return None
    return None if result.unit in _POINTS or units.is_time(result.unit) else Step(step, result)


def _alike(scope: Scope, before: Step, one: Step) -> bool:
    """Whether a step goes on from the one before: its kind and its result's, no other words than a few between."""
    joint = before.step.sentence.block
    lists = joint.kind is BlockKind.ITEM and one.step.sentence.block.kind is BlockKind.ITEM
    near = one.step.span.start - before.result.span.end <= NEAR and (
        lists or joint.span == one.step.sentence.block.span
    )
    supposed = any(claim.stance.supposed for claim in (before.step, before.result))
    listed = not _OTHERWISE.search(scope.between(before.result, one.step))
    return (
        near
        and supposed
        and listed
        and before.step.figure.value != one.step.figure.value
        and _one_kind(before.step.unit, one.step.unit)
        and _one_kind(before.result.unit, one.result.unit)
    )


def _one_kind(first: str, second: str) -> bool:
    first, second = (unit.partition("/")[0] for unit in (first, second))
    points = first in _POINTS and second in _POINTS
    return points or first == second or second == NUMBER


def _proportional(one: Step, other: Step) -> bool:
    expected = combine(mul, _ratio(other, one), one.result.figure)
    return expected.charitable.meets(other.result.figure.charitable)


def _ratio(one: Step, other: Step) -> Stated:
    return Stated.exactly(one.step.figure.value / other.step.figure.value)


def _going_on(one: Step, other: Step, support: Support) -> Reading:
    reading = _by_step(one.step, other.step, other.result)
    return replace(reading, support=support)
