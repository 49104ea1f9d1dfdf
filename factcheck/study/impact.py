"""What a changed row of the table does to published articles: which claims have another verdict or correction then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.model import Assumption, Claim, Finding, Report, Verdict
from factcheck.report.ledger import Ledger, ledger


@dataclass(frozen=True, slots=True)
class Moved:
    """A row whose figure is another; None on the side where there is no such row."""

    id: str
    before: Assumption | None
    after: Assumption | None


@dataclass(frozen=True, slots=True)
class Change:
    """A claim with another verdict, or another right figure, than before; and what decides it then."""

    claim: Claim
    before: Verdict
    after: Verdict
    finding: Finding | None

    @property
    def mended(self) -> bool:
        return self.after is Verdict.CONSISTENT

    @property
    def broken(self) -> bool:
        """To be corrected then, or to be corrected to another figure than before."""
        return self.after is Verdict.INCONSISTENT

    @property
    def lost(self) -> bool:
        return self.after is Verdict.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Impact:
    """The rows that moved, by id, and the claims that move with them, by document and place."""

    rows: tuple[Moved, ...]
    changes: tuple[Change, ...]
    after: Report


def impact(before: Report, after: Report) -> Impact:
    """Compare two reports on the same articles with two tables."""
    return Impact(tuple(_moved(before, after)), tuple(_changes(ledger(before), ledger(after))), after)


def _moved(before: Report, after: Report) -> Iterator[Moved]:
    old, new = ({row.id: row for row in report.assumptions} for report in (before, after))
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one is None or other is None or one.figure != other.figure:
            yield Moved(name, one, other)


def _changes(before: Ledger, after: Ledger) -> Iterator[Change]:
    for claim in after.claims:
        old, new = before.verdicts[claim.id], after.verdicts[claim.id]
        was, now = before.deciding(claim), after.deciding(claim)
        corrected = new is Verdict.INCONSISTENT and (was and was.expected) != (now and now.expected)
        if old is not new or corrected:
            yield Change(claim, old, new, now)
