"""The page of the assumptions: every row, its source, who used it, which nobody used, which are contradicted most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from factcheck.model import Assumption, Claim, Finding, Verdict
from factcheck.report.pages.desk import Desk
from factcheck.report.pages.shelf import ROWS_A_PAGE, assumptions_page, chunks
from factcheck.report.pages.views import Link, RowLine, TableView
from factcheck.report.texts import text

USERS_SHOWN = 12
MOST_CONTRADICTED = 10


def table_views(desk: Desk) -> Iterable[tuple[str, TableView]]:
    """The pages of the table; one, as long as it has not very many rows."""
    users = {row.id: claims for row, claims in desk.known.used}
    wrong = Counter(row.id for finding in desk.known.findings for row in _contradicting(finding))
    rows = list(desk.table.values())
    parts = list(chunks(rows, max(len(rows), 1) if desk.shelf.one_file else ROWS_A_PAGE))
    worst = sorted((row for row in rows if wrong[row.id]), key=lambda row: (-wrong[row.id], row.id))
    for number, part in parts:
        here = desk.at(assumptions_page(number))
        yield (
            here.here,
            TableView(
                rows=tuple(_line(here, row, users.get(row.id, ()), wrong[row.id]) for row in part),
                total=len(rows),
                unused=sum(row.id not in users for row in rows),
                contradicted=tuple(
                    _line(here, row, users.get(row.id, ()), wrong[row.id]) for row in worst[:MOST_CONTRADICTED]
                ),
                pages=tuple(_page(here, n) for n, _ in parts) if len(parts) > 1 else (),
            ),
        )


def _contradicting(finding: Finding) -> Iterable[Assumption]:
    """The rows that a finding holds against a claim, where the claim is not wrong only because another one is."""
    if finding.verdict is Verdict.INCONSISTENT and not finding.because_of:
        yield from (operand.by for operand in finding.reading.operands if isinstance(operand.by, Assumption))


def _page(desk: Desk, number: int) -> Link:
    page = assumptions_page(number)
    words = text("table.page", n=number)
    return Link(words, None if page == desk.here else desk.shelf.page_link(desk.here, page, "assumptions"))


def _line(desk: Desk, row: Assumption, users: tuple[Claim, ...], contradicted: int) -> RowLine:
    return RowLine(
        row=desk.row(row),
        measure=desk.measure_link(row.measure) or Link(row.measure),
        users=tuple(desk.figure(claim) for claim in users[:USERS_SHOWN]),
        more_users=max(0, len(users) - USERS_SHOWN),
        used=len(users),
        contradicted=contradicted,
    )
