"""scenario: "if p% of A …, then B", and series of such steps, recomputed as p × A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from operator import mul, truediv

from factcheck import units
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.operands import figure, scaled, shown, supposed, to_unit
from factcheck.relate.ratios import base_phrase, bases
from factcheck.relate.scope import Scope, amount_unit

STEP = "step"
"""A further step of a series, understood by the step before: p₂ / p₁ × B₁."""

REST = "rest"
"""What is left when the share is taken: (1 − p) × A."""

_THEN = re.compile(
    r"=|['’]s\b|\b(?:would|could|will|might|can|means?|is|are|equals?|gives?|yields?|brings?|comes?|amounts?|gains?|loses?|saves?|costs?|adds?|"
    r"earns?|needs?|raises?|receives?|gets?|makes?)\b",
    re.I,
)


def find(scope: Scope) -> Iterator[Relation]:
    """The amount behind each supposed share; then the steps that go on from it."""
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
                readings, first = bases_said, (share, result, bases_said)
            if readings:
                yield Relation("scenario", result, readings, share.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """p × A with p exact: 1% of 8.7 trillion is 87 billion."""
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
    result = to_unit(result, base.unit, relation.claim.unit)
    return Expected(result, working)


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
        if other.span.start < share.span.end:
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
    for base in bases(scope, share):
        if isinstance(base.by, Claim) and base.by.figure.charitable.meets(result.figure.charitable):
            continue
        why = f"“{share.mention.text}” of {base.why}"
        operands = (Operand("share", share), Operand("base", base.by))
        yield Reading(operands, base.support, why)
        yield Reading(operands, min(base.support, Support.LIKELY), f"what is left without {why}", REST)


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
