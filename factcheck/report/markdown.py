"""The outcome as Markdown, for a pull request's comment, a job's summary page or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.model import Claim, Finding, Objection, Report, Verdict, Writer
from factcheck.report.accepted import counted, to_mend, why
from factcheck.report.headline import headline
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain
from factcheck.report.selftest import in_short
from factcheck.report.text import COLUMNS, checked, counts, sums

_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>|~$&@]|:(?=//)|(?<=www)\.")  # "$" begins a formula on GitHub


def write(report: Report) -> str:
    """What cannot be right, the gravest first; what is not verified; what was not read. Text of articles is escaped."""
    known = ledger(report)
    parts = [
        [f"# {headline(known.totals)}"],
        list(_table(known)),
        [
            *sums(known.totals, len(report.documents)),
            *checked(known.coverage),
            *_accepted(report, known),
            *_selftest(report),
        ],
        *_section("Cannot be right", [_wrong(claim, known) for claim in known.new(Verdict.INCONSISTENT)]),
        *_section("Not verified", [_unverified(claim, known) for claim in known.new(Verdict.UNVERIFIED)]),
        *_section(
            "Waived", [_waived(objection, known) for objection in report.objections if objection.id in known.waivers]
        ),
        *_section("To mend", [[_to_mend(*each)] for each in to_mend(report, known)]),
        *_section(
            "Not read", [[f"- {escaped(known.path(u.path))}: {escaped(u.reason)}"] for u in sorted(report.unread)]
        ),
    ]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in parts)


def _selftest(report: Report) -> list[str]:
    return [in_short(report.selftest)] if report.selftest else []


def _table(known: Ledger) -> Iterator[str]:
    yield f"| article | {' | '.join(COLUMNS)} |"
    yield f"|---|{'--:|' * len(COLUMNS)}"
    for document in sorted(known.documents):
        yield _row(escaped(document), counts(known.totals_of[document]))
    yield _row("**all**", counts(known.totals))


def _row(name: str, figures: tuple[int, ...]) -> str:
    return f"| {name} | {' | '.join(map(str, figures))} |"


def _section(title: str, items: list[list[str]]) -> list[list[str]]:
    return [[f"## {title}"], [line for item in items for line in item]] if items else []


def _wrong(claim: Claim, known: Ledger) -> list[str]:
    """The figure with its place, and below it every finding that contradicts it."""
    return [
        f"- {_where(claim, known)}",
        *(line for finding in known.new_findings(claim) for line in _finding(finding)),
    ]


def _finding(finding: Finding) -> Iterator[str]:
    severity = f", {finding.severity.value}" if finding.severity else ""
    yield f"  - `{finding.relation.rule}`{severity}: {escaped(finding.message)}"
    if finding.suggestion:
        yield f"  - Suggestion: {escaped(finding.suggestion)}"


def _unverified(claim: Claim, known: Ledger) -> list[str]:
    return [f"- {_where(claim, known)}: {escaped(known.why_unverified(claim))}"]


def _accepted(report: Report, known: Ledger) -> Iterator[str]:
    """What the run is compared with and why it fails, in one more paragraph."""
    if told := [part for part in (counted(report, known.totals), *report.failures) if part]:
        yield ""
        yield escaped("; ".join(told))


def _waived(objection: Objection, known: Ledger) -> list[str]:
    reason = escaped(why(objection.id, known))
    return [f"- {_where(objection.claim, known)}: `{objection.rule}`, {reason}"]


def _to_mend(path: str, line: int | None, message: str) -> str:
    return f"- **{escaped(path if line is None else f'{path}:{line}')}** {escaped(message)}"


def _where(claim: Claim, known: Ledger) -> str:
    place = known.places[claim.id]
    where = escaped(f"{known.path(claim.span.document)}:{place.line}:{place.column}")
    return f"**{where}** “{escaped(claim.mention.text)}”"


def escaped(text: str) -> str:
    """Words on one line that Markdown shows as they are. Never at the beginning of a line, where more has a meaning."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", plain(text))


WRITER = Writer("markdown", "a summary for a pull request's comment or a job's page", write)
