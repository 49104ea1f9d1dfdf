"""What bears a figure out: relations that hold speak against those that call the same figure wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.check.trial import BOUNDS, ORDER, Trial, by_node, corrected, hits, is_wrong
from factcheck.model import Claim, Finding, Strength, Support, Verdict


def called_for(findings: Sequence[Finding], trial: Trial) -> Iterator[Finding]:
    """All but those that no clear reading calls for, on a figure that another relation bears out.

    "10% of $8.7 trillion is $870 billion" has the digits of its base without being a slip.
    """
    agreeing: set[str] = set()
    tied: dict[str, list[frozenset[str]]] = defaultdict(list)
    for finding in findings:
        if finding.verdict is Verdict.CONSISTENT and not trial.is_repeated(finding):
            agreeing.add(trial.node(finding.claim))
            figures = _figures(finding, trial)
            for node in figures:
                tied[node].append(figures)
    for finding in findings:
        node, computed = trial.node(finding.claim), finding.relation.rule not in ORDER
        if is_wrong(finding) and finding.reading.support is not Support.CLEAR:
            figures = _figures(finding, trial)
            if node in agreeing or (computed and node in tied) or any(figures <= known for known in tied.get(node, ())):
                continue
        yield finding


def _figures(finding: Finding, trial: Trial) -> frozenset[str]:
    """All figures of a finding, the claim's own and those that it is recomputed from."""
    inputs = (operand.by for operand in finding.reading.inputs)
    sources = (trial.node(by) if isinstance(by, Claim) else by.id for by in inputs)
    return frozenset((trial.node(finding.claim), *sources))


def not_borne_out(findings: Sequence[Finding], trial: Trial) -> Iterator[Finding]:
    """All but computed ones on a figure that the table bears out, or that the same figures bear out in another way.

    "41,600 files, 7,000 fewer than the 48,600 of last year": what else is taken from the 41,600 is not to be 48,600.
    """
    naming: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.verdict is Verdict.CONSISTENT:
            for node in sorted({trial.node(finding.claim), *trial.operands(finding)}):
                naming[node].append(finding)
    for finding in findings:
        computed = is_wrong(finding) and finding.relation.rule not in ORDER
        others = naming[trial.node(finding.claim)] if computed else ()
        if not any(_bears_out(other, finding, trial) for other in others):
            yield finding


def _bears_out(other: Finding, finding: Finding, trial: Trial) -> bool:
    """Whether a relation that holds says that the figure is right: by the table, or with what should contradict it.

    What is only computed from a wrong figure bears nothing out; it must go back to a figure of the finding.
    """
    here, there = trial.node(finding.claim), trial.node(other.claim)
    if here == there and other.relation.rule == "sum-of-parts":
        return trial.operands(other) == trial.operands(finding)  # "a deficit of 14.2, 9.6 of it here and 4.6 there"
    if other.reading.support is not Support.CLEAR:
        return False
    if here == there and other.relation.rule == "equals-assumption":
        only = finding.reading.sole and finding.reading.support is Support.CLEAR  # nothing else can be meant
        return other.strength is Strength.STRICT and not only
    if here not in trial.operands(other) or other.relation.rule in BOUNDS:
        return False
    against = trial.operands(finding)
    if there not in against and not against <= trial.operands(other):
        return False
    outcome = trial.outcome(other, {here: corrected(finding)})
    return outcome is not None and not outcome.comparison.agrees


def once_mended(findings: Sequence[Finding], trial: Trial) -> Iterator[Finding]:
    """The findings, those right that fail only with a figure which the table or the article itself corrects.

    "5% of state revenue" fails with interest of "5.9 million"; with the 5.9 billion of the table it holds.
    """
    told = [f for f in findings if is_wrong(f) and f.relation.rule in ORDER]
    known = {node: corrected(about[0]) for node, about in by_node(told, trial).items()}
    for finding in findings:
        leaning = trial.nodes_of(finding.reading) & known.keys()
        doubtful = is_wrong(finding) and leaning and trial.node(finding.claim) not in known
        again = trial.again(finding, known) if doubtful else None
        yield replace(again, id=finding.id) if again is not None and hits(again) else finding
