"""The verdict on each asserted relation, under the charity principle.

All readings of a relation are recomputed. One that agrees wins, the best supported first. Only when none agrees, and
the words support one clearly, is there a finding. A reading that agrees but that the words support much less than
another keeps the claim from being called inconsistent, and does not make it consistent either. Where the words are
less than clear, a known slip of the pen (slips.py) between the figure and what it should be can speak for them, and so
can that nothing else in the article is what they mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from factcheck.check.intervals import Comparison, compare, only_side, power, severity
from factcheck.check.slips import is_likeness, is_whole_added
from factcheck.check.wording import borne_out, equation, message, other_hedge, suggestion, tried
from factcheck.interval import Stated, Undefined, alike, is_moved
from factcheck.model import (
    Claim,
    Expected,
    Finding,
    Quantity,
    Reading,
    Relation,
    Rule,
    Severity,
    Strength,
    Support,
    Verdict,
)

HEDGE = "hedge-direction"
"""The rule under which a figure is reported that is wrong only by the side of its hedge."""

ABSURD = 13
"""What is more than so many times off was never meant to be that, if anything else can be …"""
SCALES = (10, 12, 24, 52, 60, 100, 365, 1000, 10**4, 10**6, 10**8, 10**9)
"""… unless it is so many times: a scale word (also 万, 亿), a point, months for years, minutes for hours …"""
NEARLY = Fraction(1, 20)
"""… give or take so much of it."""
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading, recomputed and compared with the stated figure."""

    stated: Stated
    reading: Reading
    expected: Expected
    comparison: Comparison
    off: Fraction


def judge(
    rule: Rule, relation: Relation, *, material: Fraction, figures: Mapping[str, Stated] | None = None
) -> Finding | None:
    """The finding of one relation; None where no reading can be computed or decides anything.

    `figures` replaces figures of operands, by id, with corrected ones.
    """
    outcomes = list(_outcomes(rule, relation, figures or {}))
    chosen = _choose(outcomes, relation)
    if chosen is None:
        return None
    verdict, outcome = chosen
    finding = _finding(relation, verdict, outcome, outcomes, material)
    ordering = relation.rule == "part-of-whole"  # "over 480 beds, of 470" is no slip of the hedge
    if verdict is Verdict.INCONSISTENT and not ordering and only_side(relation.claim.figure, outcome.expected.figure):
        return _of_the_hedge(finding, outcome)
    return finding


def _of_the_hedge(finding: Finding, outcome: Outcome) -> Finding:
    """The finding that the figure would be right if its hedge pointed the other way; never more than minor."""
    relation = replace(finding.relation, rule=HEDGE)
    return replace(
        finding,
        relation=relation,
        severity=Severity.MINOR,
        message=message(relation, outcome.expected, Verdict.INCONSISTENT),
        suggestion=other_hedge(relation.claim, outcome.expected),
    )


def recomputed(rule: Rule, relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Outcome | None:
    """One reading with corrected figures; None where it cannot be computed."""
    try:
        expected = rule.expect(relation, reading, figures)
    except Undefined:
        return None
    stated = relation.claim.figure
    off = abs(expected.figure.value - stated.value)
    return Outcome(stated, reading, expected, compare(stated, expected.figure), off)


def _outcomes(rule: Rule, relation: Relation, figures: Mapping[str, Stated]) -> list[Outcome]:
    made = (recomputed(rule, relation, reading, figures) for reading in relation.readings)
    return [outcome for outcome in made if outcome is not None]


def _choose(outcomes: list[Outcome], relation: Relation) -> tuple[Verdict, Outcome] | None:
    if not outcomes:
        return None
    best = max(outcome.reading.support for outcome in outcomes)
    agreeing = [outcome for outcome in outcomes if outcome.comparison.agrees]
    if agreeing:
        first = max(agreeing, key=_preference)
        comparable = first.reading.support >= best - 1
        return (Verdict.CONSISTENT if comparable else Verdict.UNVERIFIED), first
    if best is Support.POSSIBLE:
        return None
    called_for = [outcome for outcome in outcomes if outcome.reading.support is best]
    if best is Support.CLEAR:
        absurd = _absurd(called_for[0]) and not called_for[0].reading.sole
        return None if absurd else (Verdict.INCONSISTENT, called_for[0])
    sole = (o for o in called_for if o.reading.sole and _may_be_meant(o.stated, o.expected.figure))
    slips = (o for o in called_for[:1] if _is_slip(o, relation))
    telling = next(chain(sole, slips), None)
    return (Verdict.INCONSISTENT, telling) if telling is not None else None


def _is_slip(outcome: Outcome, relation: Relation) -> bool:
    """Whether a known slip leads from what is expected to what is stated, and so says that the reading is meant."""
    stated, expected = outcome.stated, outcome.expected.figure
    if relation.rule == "percent-change" and relation.claim.unit == "percent":
        return is_likeness(stated, expected) or is_whole_added(stated, expected, HUNDRED)
    return is_likeness(stated, expected)


def _may_be_meant(stated: Stated, expected: Stated) -> bool:
    """Whether a figure can be a wrong statement of another: it is of its size, or its point has moved."""
    return alike(stated, expected) or is_moved(stated, expected)


def _absurd(outcome: Outcome) -> bool:
    """Whether a figure is so many times off that it was hardly meant; a moved point is no such thing."""
    stated, expected = abs(outcome.stated.value), abs(outcome.expected.figure.value)
    parts = any(operand.role == "whole" for operand in outcome.reading.inputs)
    if not stated or not expected or parts:
        return False
    ratio = max(stated, expected) / min(stated, expected)
    return ratio > ABSURD and not any(abs(ratio / times - 1) < NEARLY for times in SCALES)


def _preference(outcome: Outcome) -> tuple[int, bool, Fraction]:
    """The best supported, then the strict, then the one that comes nearest."""
    return outcome.reading.support, outcome.comparison.strength is Strength.STRICT, -outcome.off


def _message(relation: Relation, verdict: Verdict, outcome: Outcome) -> str:
    """The finding's sentence; of a wrong figure with who else says what it should be."""
    claim, expected, witness = relation.claim, outcome.expected, outcome.reading.witness
    if verdict is not Verdict.INCONSISTENT:
        return message(relation, expected, verdict)
    return message(relation, expected, verdict, borne_out(claim, witness) if witness is not None else None)


def _finding(
    relation: Relation, verdict: Verdict, outcome: Outcome, outcomes: list[Outcome], material: Fraction
) -> Finding:
    claim, expected = relation.claim, outcome.expected.figure
    wrong = verdict is Verdict.INCONSISTENT
    return Finding(
        id="",
        relation=relation,
        reading=outcome.reading,
        verdict=verdict,
        stated=Quantity(claim.figure.value, claim.figure.charitable, claim.mention.unit),
        expected=Quantity(expected.value, expected.charitable, claim.mention.unit),
        working=equation(claim, outcome.expected),
        message=_message(relation, verdict, outcome),
        strength=outcome.comparison.strength if verdict is Verdict.CONSISTENT else None,
        severity=severity(claim.figure.value, expected.value, material=material) if wrong else None,
        suggestion=suggestion(claim, outcome.expected) if wrong else None,
        gap=outcome.comparison.gap,
        power=power(claim.figure, expected),
        tried=_tried_beside(claim, outcome, outcomes),
    )


def _tried_beside(claim: Claim, chosen: Outcome, outcomes: list[Outcome]) -> tuple[str, ...]:
    """The other readings that the words support or that agree; those with the chosen one's working are the same."""
    worth = [o for o in outcomes if o.reading.support >= Support.LIKELY or o.comparison.agrees]
    lines = dict.fromkeys(tried(claim, o.expected, o.comparison.agrees) for o in worth)
    lines.pop(tried(claim, chosen.expected, chosen.comparison.agrees), None)
    return tuple(lines)


def all_tried(rule: Rule, relation: Relation) -> tuple[str, ...]:
    """Every reading of a relation that can be recomputed, with its outcome, where none of them decides."""
    outcomes = _outcomes(rule, relation, {})
    return tuple(dict.fromkeys(tried(relation.claim, o.expected, o.comparison.agrees) for o in outcomes))
