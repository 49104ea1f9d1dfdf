"""What falls with a wrong figure: right by the article's own arithmetic, and wrong once the figure is corrected."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from factcheck.check.intervals import severity
from factcheck.check.trial import BOUNDS, Trial
from factcheck.check.verdicts import Outcome
from factcheck.check.wording import equation, follows, suggestion
from factcheck.interval import Stated
from factcheck.model import Claim, Finding, Quantity, Severity, Strength, Support, Verdict

NEAR = 2000
"""So many characters away a figure may stand that another seems to be computed from."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a wrong figure should be, and the finding that says so."""

    claim: Claim
    figure: Stated
    finding: Finding


def follow(findings: Sequence[Finding], roots: Mapping[str, Correction], trial: Trial) -> Iterator[Finding]:
    """The findings; those that hold by a wrong figure are recomputed with what it should be, link by link.

    "12.3 billion", and "70 times" that: with the 152 billion of the table it is 6 times.
    """
    known, made = dict(roots), dict[str, Finding]()
    hanging: dict[str, list[Finding]] = defaultdict(list)
    firm = {trial.node(f.claim) for f in findings if _is_firm(f)}
    for finding in sorted(findings, key=lambda f: (f.reading.support, f.claim.span), reverse=True):
        if finding.verdict is Verdict.CONSISTENT and trial.node(finding.claim) not in firm:
            for node in sorted(trial.nodes_of(finding.reading)):
                hanging[node].append(finding)
    waiting = deque(roots)
    while waiting:
        for finding in hanging[waiting.popleft()]:
            node = trial.node(finding.claim)
            if node not in known and finding.id not in made:
                following = _following(finding, known, trial)
                if following is not None:
                    made[finding.id] = following
                    known[node] = Correction(finding.claim, _figure(following), following)
                    waiting.append(node)
    yield from (made.get(finding.id, finding) for finding in findings)


def _is_firm(finding: Finding) -> bool:
    """Whether the table has the figure just as it stands: then it does not fall with another."""
    strict = finding.verdict is Verdict.CONSISTENT and finding.strength is Strength.STRICT
    return strict and finding.relation.rule == "equals-assumption"


def _figure(finding: Finding) -> Stated:
    return Stated(finding.expected.value, finding.expected.interval, finding.expected.interval)


def _following(finding: Finding, known: Mapping[str, Correction], trial: Trial) -> Finding | None:
    """The finding recomputed with its wrong operands corrected; None where it holds all the same.

    What only might be computed from a wrong figure far off does not follow from it: the words must say so.
    """
    inputs = (o.by for o in finding.reading.inputs if isinstance(o.by, Claim))
    behind = {trial.node(by): (by, known[trial.node(by)]) for by in inputs if trial.node(by) in known}
    behind = {node: pair for node, pair in behind.items() if _carries(finding, *pair)}
    if not behind or finding.relation.rule in BOUNDS or _is_sum_of_table(finding):
        return None
    figures = {node: correction.figure for node, (_, correction) in behind.items()}
    outcome = trial.outcome(finding, figures)
    if outcome is None or outcome.comparison.agrees or _holds_otherwise(finding, trial, figures):
        return None
    if finding.relation.rule == "sum-of-parts" and outcome.expected.figure.value < 0 < finding.claim.figure.value:
        return None  # no whole leaves less than nothing: the "corrected" part was of something else
    return _fallen(finding, outcome, [correction for _, correction in behind.values()], trial)


def _carries(finding: Finding, operand: Claim, wrong: Correction) -> bool:
    """Whether a wrong figure is so far off, and the words so clear or it so near, that the finding falls with it."""
    far = abs(operand.span.start - finding.claim.span.start) > NEAR
    bound = wrong.finding.relation.rule == "part-of-whole"  # "at most 864" is no figure to go by
    clear = finding.reading.support is Support.CLEAR or not far
    return wrong.finding.severity is Severity.MATERIAL and not bound and clear


def _fallen(finding: Finding, outcome: Outcome, behind: Sequence[Correction], trial: Trial) -> Finding:
    claim, expected = finding.claim, outcome.expected.figure
    causes = (cause for wrong in behind for cause in wrong.finding.causes or (wrong.claim.id,))
    return replace(
        finding,
        verdict=Verdict.INCONSISTENT,
        strength=None,
        expected=Quantity(expected.value, expected.charitable, claim.mention.unit),
        working=f"{finding.working}; {equation(claim, outcome.expected)}",
        message=follows(claim, outcome.expected, behind[0].claim.mention.text),
        severity=severity(claim.figure.value, expected.value, material=trial.material),
        suggestion=suggestion(claim, outcome.expected),
        causes=tuple(dict.fromkeys(causes)),
        because_of=tuple(correction.finding.id for correction in behind),
        gap=outcome.comparison.gap,
    )


def _holds_otherwise(finding: Finding, trial: Trial, figures: Mapping[str, Stated]) -> bool:
    """Whether a reading that the words support as well bears the figure out once the wrong ones are corrected."""
    least = min(finding.reading.support, Support.LIKELY)
    others = (reading for reading in finding.relation.readings if reading.support >= least)
    return any(trial.agrees(replace(finding, reading=reading), figures) for reading in others)


def _is_sum_of_table(finding: Finding) -> bool:
    """A sum of a table that holds speaks for the figure that fails elsewhere; it does not fall with it."""
    return finding.relation.rule == "table-total" and finding.reading.manner in {"sum", "rest"}
