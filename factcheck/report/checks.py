"""How well the figures were checked: how many, in how many ways that share no figure, and how fine the checks are.

A verdict says less where one wrong figure would be borne out by another wrong one, and where a check would have let
a large error pass. Both are counted here, for each claim and over the whole report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from factcheck.model import Assumption, Claim, Finding, Operand, Strength, Support, Verdict

SAME = ("equals-assumption", "restated")
"""Rules by which two figures are one: what rests on either rests on the same."""
ERRORS = (Fraction(1, 100), Fraction(1, 10), Fraction(1, 2))
"""Sizes of error, as shares of the right figure, for which a report says how many checks would have caught them."""


@dataclass(frozen=True, slots=True)
class Check:
    """How well one checked claim was checked.

    `ways` is the number of checks that share no figure: the table's row and the article's own arithmetic are two,
    two sums of the same figures one. `power` is the size of error, as a share of the right figure, above which at
    least one of them would have caught it; None where none catches every such error: it only bounds the figure, or the
    words are not clear enough for it to contradict.
    """

    ways: int
    strength: Strength | None
    power: Fraction | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of all claims: how many were checked, by number of ways; of the consistent ones, how strictly and how finely.

    `caught` pairs a size of error with the number of consistent figures in which it would have been caught.
    """

    claims: int
    checked: int
    ways: tuple[tuple[int, int], ...]
    strict: int
    rounded: int
    caught: tuple[tuple[Fraction, int], ...]


def checks(findings_of: Mapping[str, Sequence[Finding]], verdicts: Mapping[str, Verdict]) -> dict[str, Check]:
    """The checks by claim; a claim that nothing decides has none."""
    roots = _Roots(finding for found in findings_of.values() for finding in found)
    made = {}
    for claim, verdict in verdicts.items():
        if verdict is not Verdict.UNVERIFIED:
            deciding = [finding for finding in findings_of[claim] if finding.verdict is verdict]
            strengths = {finding.strength for finding in deciding}
            powers = [f.power for f in deciding if f.power is not None and _may_contradict(f)]
            made[claim] = Check(
                ways=_independent(roots.of(finding) for finding in deciding),
                strength=next((s for s in (Strength.STRICT, Strength.ROUNDED) if s in strengths), None),
                power=min(powers, default=None),
            )
    return made


def _may_contradict(finding: Finding) -> bool:
    """Whether the words call for the check; one that they only allow leaves a wrong figure unverified."""
    return finding.reading.support is Support.CLEAR or finding.reading.sole


def coverage(known: Mapping[str, Check], verdicts: Mapping[str, Verdict]) -> Coverage:
    """The sums over the claims of those verdicts."""
    agreeing = [check for claim, check in known.items() if verdicts[claim] is Verdict.CONSISTENT]
    ways = sorted({check.ways for check in known.values()})
    return Coverage(
        claims=len(verdicts),
        checked=len(known),
        ways=tuple((count, sum(check.ways == count for check in known.values())) for count in ways),
        strict=sum(check.strength is Strength.STRICT for check in agreeing),
        rounded=sum(check.strength is Strength.ROUNDED for check in agreeing),
        caught=tuple((size, sum(c.power is not None and c.power < size for c in agreeing)) for size in ERRORS),
    )


def _independent(ways: Iterable[frozenset[str]]) -> int:
    """How many sets can be told off that share nothing, the smallest first."""
    used: set[str] = set()
    count = 0
    for way in sorted(set(ways), key=lambda way: (len(way), sorted(way))):
        if used.isdisjoint(way):
            used |= way
            count += 1
    return count


class _Roots:
    """Which figures are one: a row and what agrees with it, a figure and where it is said again."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.above: dict[str, str] = {}
        for finding in findings:
            if finding.relation.rule in SAME and finding.verdict is Verdict.CONSISTENT:
                for operand in finding.reading.inputs:
                    self._join(_name(finding.claim), _name(operand.by))

    def of(self, finding: Finding) -> frozenset[str]:
        """What a finding goes back to; a day of the week goes back to the calendar alone."""
        return frozenset(self._roots(finding.reading.inputs)) or frozenset({finding.relation.rule})

    def _roots(self, operands: Iterable[Operand]) -> Iterator[str]:
        for operand in operands:
            yield self._root(_name(operand.by))

    def _root(self, name: str) -> str:
        while name in self.above:
            name = self.above[name]
        return name

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self.above[second] = first


def _name(figure: Claim | Assumption) -> str:
    """Of a row or a claim; a row may be called what a claim's fingerprint is."""
    return f"row {figure.id}" if isinstance(figure, Assumption) else f"claim {figure.id}"
