"""What if a figure were another: findings asked again with corrected figures, and what a figure would have to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from factcheck.check.verdicts import Outcome, judge, recomputed
from factcheck.interval import Stated, Undefined
from factcheck.model import Claim, Finding, Reading, Rule, Verdict

ORDER = ("equals-assumption", "restated")
"""Which of several findings on one figure is the root: the table first, then the article's own words, then the rest."""
BOUNDS = ("restated", "part-of-whole")
"""Rules that only say that two figures meet, or which is the larger: nothing is computed by them."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The rules to recompute by, and which claims are one figure (twins.py)."""

    rules: Mapping[str, Rule]
    nodes: Mapping[str, str]
    material: Fraction

    def node(self, claim: Claim) -> str:
        return self.nodes.get(claim.id, claim.id)

    def nodes_of(self, reading: Reading) -> frozenset[str]:
        """The figures of the article that a reading computes with."""
        return frozenset(self.node(o.by) for o in reading.inputs if isinstance(o.by, Claim))

    def is_repeated(self, finding: Finding) -> bool:
        """Whether a finding says no more than that the article gives one figure twice."""
        return self.nodes_of(finding.reading) == {self.node(finding.claim)}

    def operands(self, finding: Finding) -> frozenset[str]:
        """Everything that a finding names beside its claim: figures, rows and witnesses."""
        named = (operand.by for operand in finding.reading.operands)
        return frozenset(self.node(by) if isinstance(by, Claim) else by.id for by in named)

    def figures(self, finding: Finding, instead: Mapping[str, Stated]) -> dict[str, Stated]:
        """The corrected figures by the ids of a relation's operands; `instead` names them by node."""
        operands = (o.by for reading in finding.relation.readings for o in reading.inputs)
        claims = (by for by in operands if isinstance(by, Claim))
        return {claim.id: instead[self.node(claim)] for claim in claims if self.node(claim) in instead}

    def outcome(self, finding: Finding, instead: Mapping[str, Stated]) -> Outcome | None:
        """The finding's own reading with other figures; None where it cannot be computed or no rule computes it."""
        rule = self.rules.get(finding.relation.rule)
        if rule is None:  # only the side of its hedge is wrong
            return None
        return recomputed(rule, finding.relation, finding.reading, self.figures(finding, instead))

    def agrees(self, finding: Finding, instead: Mapping[str, Stated]) -> bool:
        """Whether the finding's own reading holds with other figures."""
        outcome = self.outcome(finding, instead)
        return outcome is not None and outcome.comparison.agrees

    def again(self, finding: Finding, instead: Mapping[str, Stated]) -> Finding | None:
        """The whole relation judged anew with other figures: another reading of it may be the one that holds."""
        rule = self.rules.get(finding.relation.rule)
        if rule is None:
            return None
        return judge(rule, finding.relation, material=self.material, figures=self.figures(finding, instead))

    def needed(self, finding: Finding, reading: Reading, node: str) -> Fraction | None:
        """What a figure would have to be for the claim to follow from it; None where the claim does not hang on it.

        What is expected is a quotient of straight lines in each of its figures, so three trials tell all:
        "half" of 63,000 is 18,000 at 63,000: 0.286; at 126,000: 0.143; at 189,000: 0.095; so it is a half at 36,000.
        """
        rule = self.rules.get(finding.relation.rule)
        sources = [o.by for o in reading.inputs if isinstance(o.by, Claim) and self.node(o.by) == node]
        if rule is None or not sources or not sources[0].figure.value:
            return None
        points = [sources[0].figure.value * times for times in (1, 2, 3)]
        try:
            results = [
                rule.expect(finding.relation, reading, {s.id: Stated.exactly(point) for s in sources}).figure.value
                for point in points
            ]
        except Undefined:
            return None
        return _where(finding.claim.figure.value, points, results)


def _where(target: Fraction, points: Sequence[Fraction], results: Sequence[Fraction]) -> Fraction | None:
    """Where a quotient of straight lines that takes these results at these points reaches the target."""
    x0, x1, x2 = points
    e0, e1, e2 = results
    if len({e0, e1, e2}) < 3:
        return None
    if target == e2:
        return x2
    ratio = (target - e0) * (e1 - e2) / ((target - e2) * (e1 - e0)) * (x1 - x0) / (x1 - x2)
    return (x0 - ratio * x2) / (1 - ratio) if ratio != 1 else None


def corrected(finding: Finding) -> Stated:
    """What the claim of a finding should be, as a figure to compute with."""
    expected = finding.expected
    return Stated(expected.value, expected.interval, expected.interval)


def hits(finding: Finding) -> bool:
    """Whether what is expected, without its rounding, is the figure as printed: a wide band would meet anything."""
    return finding.verdict is Verdict.CONSISTENT and finding.expected.value in finding.stated.interval


def is_wrong(finding: Finding) -> bool:
    return finding.verdict is Verdict.INCONSISTENT


def precedence(finding: Finding) -> tuple[int, str]:
    """The order of several findings on one figure."""
    rule = finding.relation.rule
    return (ORDER.index(rule) if rule in ORDER else len(ORDER)), rule


def by_node(findings: Iterable[Finding], trial: Trial) -> dict[str, list[Finding]]:
    """The findings by the figure that they are on, each figure's in their order."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda f: (precedence(f), f.claim.span)):
        found[trial.node(finding.claim)].append(finding)
    return found
