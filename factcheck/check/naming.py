"""What may have happened: the slips that explain a wrong figure, each tried on all that hangs on the figure.

A slip is named where every relation that holds for the suggested figure holds for what the slip started from too. The
slips of slips.py are of the digits; those of arithmetic.py of the computing; here they are tried, and put with those of
dates: the figure is right for another date, or was computed from that of another date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import islice

from factcheck import units
from factcheck.check import arithmetic, slip_wording
from factcheck.check.intervals import compare
from factcheck.check.slips import Hypothesis, Kind, hypotheses, is_about, survives
from factcheck.check.trial import Trial, by_node, corrected, hits, is_wrong
from factcheck.check.wording import suggested
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Assumption, Claim, Finding, Slip, Verdict

MOST = 3
"""So many slips are named at most; more explain nothing."""
WITHOUT_FIGURE = ("part-of-whole", "hedge-direction", "weekday")
"""Rules that give no figure which a slip could have started from."""
TELLING = 2
"""So many digits must be those of a row of another date."""


@dataclass(frozen=True, slots=True)
class _Scene:
    """All findings, by the figure that they are on and by those that they are computed from; the rows by measure."""

    trial: Trial
    on: Mapping[str, Sequence[Finding]]
    leaning: Mapping[str, Sequence[Finding]]
    rows: Mapping[str, Sequence[Assumption]]


def name_slips(findings: Sequence[Finding], rows: Sequence[Assumption], trial: Trial) -> tuple[Finding, ...]:
    """The findings with what may have happened, and with the sentence as it would read."""
    leaning: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for node in sorted(trial.nodes_of(finding.reading)):
            leaning[node].append(finding)
    measures: dict[str, list[Assumption]] = defaultdict(list)
    for row in rows:
        measures[row.measure].append(row)
    scene = _Scene(trial, by_node(findings, trial), leaning, measures)
    return tuple(_named(finding, scene) if is_wrong(finding) else finding for finding in findings)


def _named(finding: Finding, scene: _Scene) -> Finding:
    """A wrong figure's finding; what only follows from another has no slip of its own."""
    slips = finding.slips
    if not finding.because_of and finding.causes == (finding.claim.id,):
        slips = _slips(finding, scene)
    message = f"{finding.message}; perhaps {slips[0].words}" if slips else finding.message
    plain = suggested(finding.claim, corrected(finding)) == finding.suggestion
    sentence = slip_wording.rewritten(finding.claim, finding.expected.value) if plain else None
    return replace(finding, message=message, corrected=sentence, slips=slips)


def _slips(finding: Finding, scene: _Scene) -> tuple[Slip, ...]:
    if finding.relation.rule in WITHOUT_FIGURE:
        return ()
    found = (*_of_digits(finding, scene), *arithmetic.slips(finding, scene.trial), *_of_dates(finding, scene))
    return found[:MOST] or tuple(islice(_nearly(finding, scene), 1))


# ── digits ────────────────────────────────────────────────────────────────────────────────────────────────


def _of_digits(finding: Finding, scene: _Scene) -> Iterator[Slip]:
    """The figure itself, misprinted: the commonest kind of slip that leads to one figure and no other."""
    found: dict[Kind, dict[Fraction, Hypothesis]] = defaultdict(dict)
    for hypothesis in hypotheses(finding.claim.figure, in_digits=slip_wording.has_digits(finding.claim)):
        if survives(hypothesis, corrected(finding)) and _holds_everywhere(finding, hypothesis.figure, scene):
            found[hypothesis.kind][hypothesis.figure.value] = hypothesis
    for kind, fitting in found.items():
        if len(fitting) == 1:
            yield slip_wording.misprint(finding.claim, kind, *fitting)
            return


def _nearly(finding: Finding, scene: _Scene) -> Iterator[Slip]:
    """A point moved in a figure that the table has, which comes near to its row; nothing else speaks of the figure."""
    alone = sum(is_wrong(other) for other in scene.on[scene.trial.node(finding.claim)]) == 1
    if alone and finding.relation.rule == "equals-assumption":
        for hypothesis in hypotheses(finding.claim.figure, in_digits=False):
            if is_about(hypothesis, corrected(finding)):
                slip = slip_wording.misprint(finding.claim, hypothesis.kind, hypothesis.figure.value)
                yield replace(slip, words=slip_wording.only_near(slip.words), near=True)


def _holds_everywhere(finding: Finding, figure: Stated, scene: _Scene) -> bool:
    """Whether the other relations that hold for the suggested figure, or are on it, hold for this one too."""
    trial, suggested = scene.trial, corrected(finding)
    node = trial.node(finding.claim)
    for other in scene.on[node]:
        known = corrected(other)
        counts = is_wrong(other) or compare(suggested, known).agrees
        if counts and other.relation.rule not in WITHOUT_FIGURE and not compare(figure, known).agrees:
            return False
    hanging = (f for f in scene.leaning[node] if not f.because_of and trial.agrees(f, {node: suggested}))
    return all(trial.agrees(other, {node: figure}) for other in hanging)


# ── dates ─────────────────────────────────────────────────────────────────────────────────────────────────


def _of_dates(finding: Finding, scene: _Scene) -> Iterator[Slip]:
    """The figure of another date, the nearest: the claim is one, or was computed from one."""
    claim = finding.claim
    if finding.relation.rule != "equals-assumption":
        yield from islice(_computed_with_others(finding, scene), 1)
        return
    row = finding.reading.of("row")
    if isinstance(row, Assumption) and slip_wording.is_telling(claim, TELLING):
        known = ((other, _in_unit(other, claim.unit)) for other in _of_other_dates(row, scene))
        fitting = (other for other, figure in known if figure is not None and claim.figure.strict.meets(figure.strict))
        yield from (slip_wording.of_another_date(finding, other) for other in islice(fitting, 1))


def _computed_with_others(finding: Finding, scene: _Scene) -> Iterator[Slip]:
    for operand in finding.reading.inputs:
        for row in _rows_of(operand.by, scene):
            for other in _of_other_dates(row, scene):
                yield from _with(finding, operand.by, other, scene)


def _with(finding: Finding, by: Claim | Assumption, row: Assumption, scene: _Scene) -> Iterator[Slip]:
    """What the finding says with a row of another date in place of one of its figures, if it holds then."""
    trial = scene.trial
    known = _in_unit(row, by.unit)
    node = trial.node(by) if isinstance(by, Claim) else by.id
    if known is None or known.charitable.meets(by.figure.charitable):
        return
    again = trial.again(finding, {node: known})
    if again is not None and hits(again) and again.reading.operands == finding.reading.operands:
        others = [f for f in scene.leaning[node] if is_wrong(f) and trial.node(f.claim) != trial.node(finding.claim)]
        mended = {trial.node(f.claim) for f in others if trial.agrees(f, {node: known})}
        yield slip_wording.computed_from_another_date(finding, by, row, known.value, len(mended))


def _rows_of(by: Claim | Assumption, scene: _Scene) -> Iterator[Assumption]:
    """The row that bears a figure out."""
    if isinstance(by, Assumption):
        yield by
        return
    for finding in scene.on.get(scene.trial.node(by), ()):
        if finding.relation.rule == "equals-assumption" and finding.verdict is Verdict.CONSISTENT:
            row = finding.reading.of("row")
            if isinstance(row, Assumption):
                yield row


def _of_other_dates(row: Assumption, scene: _Scene) -> list[Assumption]:
    """The measure's other rows for the place, the nearest date first."""
    others = [each for each in scene.rows[row.measure] if each.as_of != row.as_of and each.place == row.place]
    return sorted(others, key=lambda other: (_apart(row, other), other.id))


def _apart(row: Assumption, other: Assumption) -> timedelta:
    if row.as_of is None or other.as_of is None:
        return timedelta.max
    return abs(row.as_of.last - other.as_of.last)


def _in_unit(row: Assumption, unit: str) -> Stated | None:
    """The row's figure in a claim's unit; None where it has no such."""
    factor = units.conversion(row.unit, unit)
    if factor is None:
        return row.figure if units.is_count(row.unit) and units.is_count(unit) else None
    return combine(lambda interval: interval * Interval.point(factor), row.figure)
