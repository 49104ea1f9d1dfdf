"""What a run does not complain of, in the words of every format: known, waived, ignored; and what is to be mended."""

from __future__ import annotations

from collections.abc import Iterator

from factcheck.model import Report, Status, Waiver
from factcheck.report.ledger import Ledger, Totals


def counted(report: Report, totals: Totals) -> str:
    """Of the figures that are inconsistent or unverified, how many are new; "" where nothing was accepted before."""
    counts = {"known": totals.known, "waived": totals.waived, "ignored": totals.ignored}
    if not report.baseline and not any(counts.values()):
        return ""
    parts = [f"{totals.new} new", *(f"{count} {name}" for name, count in counts.items() if count)]
    against = f"compared with {report.baseline}: " if report.baseline else ""
    return f"{against}{totals.inconsistent + totals.unverified} = {' + '.join(parts)}"


def why(id_: str, known: Ledger) -> str:
    """Why a claim or finding that is objected to is not new; "" where it is, or where nothing is held against it."""
    status = known.statuses.get(id_)
    if status is Status.WAIVED and id_ in known.waivers:
        return f"waived {in_words(known.waivers[id_])}"
    reasons = {Status.WAIVED: "waived", Status.KNOWN: "known before", Status.IGNORED: "by a rule that was not selected"}
    return reasons.get(status, "") if status else ""


def in_words(waiver: Waiver) -> str:
    """Until when, by whom and why."""
    by = f" by {waiver.by}" if waiver.by else ""
    return f"until {waiver.until.isoformat()}{by}: {waiver.reason} ({waiver.origin})"


def to_mend(report: Report, known: Ledger) -> Iterator[tuple[str, int | None, str]]:
    """Path, line and message of what no longer applies: lines of the baseline, and waivers."""
    for line in sorted(report.stale):
        yield known.path(line.document), None, f"stale: {line.rule}: {line.text} is no longer found"
    for notice in report.notices:
        path = known.path(notice.path) if notice.path in known.documents else notice.path
        yield path, notice.line, notice.message
