"""The outcome as Markdown, for a pull request's comment, a job's summary page or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.model import Claim, Finding, Report, Verdict, Writer
from factcheck.report.headline import headline
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain
from factcheck.report.text import COLUMNS, counts, sums

_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>|~$&@]|:(?=//)|(?<=www)\.")  # "$" begins a formula on GitHub


def write(report: Report) -> str:
    """What cannot be right, the gravest first; what is not verified; what was not read. Text of articles is escaped."""
    known = ledger(report)
    parts = [
        [f"# {headline(known.totals)}"],
        list(_table(known)),
        list(sums(known.totals, len(report.documents))),
        *_section("Cannot be right", [_wrong(claim, known) for claim in known.of_verdict(Verdict.INCONSISTENT)]),
        *_section("Not verified", [_unverified(claim, known) for claim in known.of_verdict(Verdict.UNVERIFIED)]),
        *_section("Not read", [[f"- {escaped(u.path)}: {escaped(u.reason)}"] for u in sorted(report.unread)]),
    ]
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in parts)


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
    findings = [finding for finding in known.findings_of[claim.id] if finding.verdict is Verdict.INCONSISTENT]
    return [f"- {_where(claim, known)}", *(line for finding in findings for line in _finding(finding))]


def _finding(finding: Finding) -> Iterator[str]:
    severity = f", {finding.severity.value}" if finding.severity else ""
    yield f"  - `{finding.relation.rule}`{severity}: {escaped(finding.message)}"
    if finding.suggestion:
        yield f"  - Suggestion: {escaped(finding.suggestion)}"


def _unverified(claim: Claim, known: Ledger) -> list[str]:
    return [f"- {_where(claim, known)}: {escaped(known.why_unverified(claim))}"]


def _where(claim: Claim, known: Ledger) -> str:
    place = known.places[claim.id]
    where = escaped(f"{claim.span.document}:{place.line}:{place.column}")
    return f"**{where}** “{escaped(claim.mention.text)}”"


def escaped(text: str) -> str:
    """Words on one line that Markdown shows as they are. Never at the beginning of a line, where more has a meaning."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", plain(text))


WRITER = Writer("markdown", "a summary for a pull request's comment or a job's page", write)
