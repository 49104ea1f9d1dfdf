"""Slips of the computing: the right figures, and the wrong thing done with them.

A change of 40 to 50 is 25%, and 20% of the later figure. 1,200 teachers for 18,000 pupils are 15 pupils a teacher, and
0.067 teachers a pupil. 96 is 240% of 40, which is growth of 140%. From 4% to 6% is two percentage points, and 50%.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from factcheck.check.slip_wording import miscomputed
from factcheck.check.slips import Kind
from factcheck.check.trial import Trial, corrected
from factcheck.check.verdicts import recomputed
from factcheck.interval import Interval, Stated, Undefined, change, combine
from factcheck.model import Finding, Slip

QUOTIENTS = ("multiple-of", "share-of", "average", "unit-price", "rate")
"""Rules that divide one figure by another, which can be turned over."""


def slips(finding: Finding, trial: Trial) -> Iterator[Slip]:
    """What else the claim would be right for, computed from the same figures."""
    claim = finding.claim
    for kind, figure in _instead(finding, trial):
        if claim.figure.strict.meets(figure.strict):
            yield miscomputed(kind, finding)


def _instead(finding: Finding, trial: Trial) -> Iterator[tuple[Kind, Stated]]:
    """What comes of the same figures by each slip, in the claim's unit."""
    rule, wanted = finding.relation.rule, corrected(finding)
    if rule in ("percent-change", "point-change"):
        yield from _as_points(finding) if finding.claim.unit == "percent" else _as_percent(finding)
    if rule == "percent-change":
        exchanged = _exchanged(finding, trial)
        if exchanged is not None:
            yield Kind.BASE, exchanged
        if wanted.value > 0:
            yield Kind.RATIO, _plus(wanted, Fraction(100) if finding.claim.unit == "percent" else Fraction(1))
    if rule == "multiple-of":
        yield Kind.RATIO, _plus(wanted, Fraction(1))
        yield Kind.RATIO, _plus(wanted, Fraction(-1))
    if rule in QUOTIENTS:
        exchanged = _exchanged(finding, trial)
        if exchanged is not None:
            yield Kind.INVERSE, exchanged


def _exchanged(finding: Finding, trial: Trial) -> Stated | None:
    """The same relation with its two figures in each other's place, its sign dropped; None where it has not two."""
    inputs = [operand.by for operand in finding.reading.inputs]
    rule = trial.rules.get(finding.relation.rule)
    if rule is None or len(inputs) != 2 or inputs[0].id == inputs[1].id:
        return None
    first, second = inputs
    figures = {first.id: second.figure, second.id: first.figure}
    outcome = recomputed(rule, finding.relation, finding.reading, figures)
    if outcome is None:
        return None
    figure = outcome.expected.figure
    return combine(lambda interval: -interval, figure) if figure.value < 0 else figure


def _as_points(finding: Finding) -> Iterator[tuple[Kind, Stated]]:
    """The change of a percentage in points: from 4% to 6% is 2."""
    ends = _percentages(finding)
    if ends is not None:
        apart = combine(lambda a, b: b - a, *ends)
        yield Kind.POINTS, combine(lambda interval: -interval, apart) if apart.value < 0 else apart


def _as_percent(finding: Finding) -> Iterator[tuple[Kind, Stated]]:
    """The change of a percentage in percent of it: from 4% to 6% is 50."""
    ends = _percentages(finding)
    if ends is not None:
        try:
            grown = combine(lambda a, b: change(a, b) * Interval.point(100), *ends)
        except Undefined:
            return
        yield Kind.POINTS, combine(lambda interval: -interval, grown) if grown.value < 0 else grown


def _percentages(finding: Finding) -> tuple[Stated, Stated] | None:
    """The two percentages, the earlier first; None where the finding is not of two."""
    by_role = {operand.role: operand.by for operand in finding.reading.inputs}
    before, after = by_role.get("before"), by_role.get("after")
    if before is None or after is None or {before.unit, after.unit} != {"percent"}:
        return None
    return before.figure, after.figure


def _plus(figure: Stated, amount: Fraction) -> Stated:
    return combine(lambda interval: interval + Interval.point(amount), figure)
