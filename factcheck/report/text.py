"""The summary a reporter sees in the terminal: what cannot be right, where, and sums that agree.

Each finding begins `path:line:column: rule:`, which editors and terminals turn into a link to the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from factcheck.model import Finding, Report, Status, Verdict, Writer
from factcheck.report.ledger import Ledger, Totals, ledger
from factcheck.report.plain import plain

WIDTH = 100
COLUMNS = ("figures", "passed over", "consistent", "inconsistent", "unverified")


def write(report: Report) -> str:
    """Plain text without colours, at most 100 columns wide where words allow."""
    known = ledger(report)
    parts = [
        _findings(known),
        _table(known),
        sums(known.totals, len(report.documents)),
        _accepted(report, known.totals),
        _unread(report),
        _failures(report),
    ]
    return "\n".join("".join(f"{line}\n" for line in lines) for part in parts if (lines := list(part)))


def _findings(known: Ledger) -> Iterator[str]:
    by_id = {finding.id: finding for finding in known.findings}
    for finding in known.findings:
        if finding.verdict is Verdict.INCONSISTENT and known.statuses[finding.id] is Status.NEW:
            yield from _finding(finding, known, by_id)


def _finding(finding: Finding, known: Ledger, by_id: dict[str, Finding]) -> Iterator[str]:
    where = _where(finding, known)
    yield from _wrapped(f"{where}: {finding.relation.rule}: {finding.message}", first="")
    for cause in finding.because_of:
        if cause in by_id:
            text = by_id[cause].claim.mention.text
            yield from _wrapped(f"follows from {_where(by_id[cause], known)}: {text}")
    if finding.suggestion:
        yield from _wrapped(f"suggestion: {finding.suggestion}")


def _where(finding: Finding, known: Ledger) -> str:
    place = known.places[finding.claim.id]
    return f"{finding.claim.span.document}:{place.line}:{place.column}"


def _wrapped(text: str, *, first: str = "    ") -> list[str]:
    return wrap(
        plain(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(known: Ledger) -> Iterator[str]:
    """The counts of each article, and their sums."""
    rows: list[tuple[str, ...]] = [("", *COLUMNS)]
    rows += [_row(plain(document), known.totals_of[document]) for document in sorted(known.documents)]
    rows.append(_row("all", known.totals))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for name, *counts in rows:
        right = (count.rjust(width) for count, width in zip(counts, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *right))


def _row(name: str, totals: Totals) -> tuple[str, ...]:
    return name, *(str(count) for count in counts(totals))


def counts(totals: Totals) -> tuple[int, ...]:
    """In the order of COLUMNS."""
    return totals.numbers, totals.passed, totals.consistent, totals.inconsistent, totals.unverified


def sums(totals: Totals, documents: int) -> Iterator[str]:
    """Two lines that show where every figure ended."""
    articles = "1 article" if documents == 1 else f"{documents} articles"
    yield f"{articles}, {totals.numbers} figures = {totals.passed} passed over + {totals.claims} claims"
    yield (
        f"{totals.claims} claims = {totals.consistent} consistent + {totals.inconsistent} inconsistent"
        f" + {totals.unverified} unverified"
    )


def _accepted(report: Report, totals: Totals) -> Iterator[str]:
    """What a run is compared with and what it does not complain of; what of that is to be mended."""
    counted = {"known": totals.known, "waived": totals.waived, "ignored": totals.ignored}
    if report.baseline or any(counted.values()):
        parts = [f"{totals.new} new", *(f"{count} {name}" for name, count in counted.items() if count)]
        against = f"compared with {report.baseline}: " if report.baseline else ""
        yield from _wrapped(f"{against}{totals.inconsistent + totals.unverified} = {' + '.join(parts)}", first="")
    for line in report.stale:
        yield from _wrapped(f"stale: {line.document}: {line.rule}: {line.text} is no longer found", first="")
    for notice in report.notices:
        where = notice.path if notice.line is None else f"{notice.path}:{notice.line}"
        yield from _wrapped(f"{where}: {notice.message}", first="")


def _failures(report: Report) -> Iterator[str]:
    """Why the run fails."""
    if report.failures:
        yield from _wrapped(f"fails: {'; '.join(report.failures)}", first="")


def _unread(report: Report) -> Iterator[str]:
    for unread in sorted(report.unread):
        yield from _wrapped(f"not read: {unread.path}: {unread.reason}", first="")


WRITER = Writer("text", "the summary for a terminal", write)
