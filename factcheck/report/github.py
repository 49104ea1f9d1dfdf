"""What GitHub shows beside the lines of a pull request: workflow commands on standard output, the gravest first.

GitHub keeps ten annotations of a level and drops the rest without a word; so at most ten are written, and the last
notice says how many more there are. Errors are material, warnings minor, notices unverified. All of them, with the
rest, are for the summary page of the job, which GitHub shows as Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.model import Claim, Report, Severity, Verdict, Writer
from factcheck.report import markdown
from factcheck.report.accepted import counted, to_mend
from factcheck.report.headline import headline
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain

MOST = 10
MOST_OF_SUMMARY = 1_000_000  # bytes; GitHub takes 1 MiB a step and nothing of what is longer
ROOM = {"error": MOST, "warning": MOST, "notice": MOST - 1}  # the last notice is the sum


def write(report: Report) -> str:
    """A command a line, one for each figure that cannot be right or is not verified, and was not known before."""
    known = ledger(report)
    commands: dict[str, list[str]] = {level: [] for level in ROOM}
    for claim in (*known.new(Verdict.INCONSISTENT), *known.new(Verdict.UNVERIFIED)):
        level, title, message = _annotation(claim, known)
        commands[level].append(_command(level, [*_place(claim, known), ("title", title)], message))
    left_out = {level: len(found) - ROOM[level] for level, found in commands.items()}
    shown = [command for level, found in commands.items() for command in found[: ROOM[level]]]
    return "".join(f"{command}\n" for command in (*shown, _sum(report, known, left_out)))


def job_summary(report: Report) -> str:
    """Everything, as Markdown, cut after the last line that GitHub takes."""
    lines: list[str] = []
    size = 0
    every = markdown.write(report).splitlines(keepends=True)
    for line in every:
        size += len(line.encode())
        if size > MOST_OF_SUMMARY:
            return "".join([*lines, f"\n{len(every) - len(lines)} more lines are left out: GitHub shows no more.\n"])
        lines.append(line)
    return "".join(lines)


def _annotation(claim: Claim, known: Ledger) -> tuple[str, str, str]:
    """Level, title and message."""
    finding = known.deciding(claim)
    if finding is None or finding.verdict is Verdict.UNVERIFIED:
        why = f"“{claim.mention.text}” is not verified: {known.why_unverified(claim)}"
        return "notice", "unverified", plain(why)
    lines = [finding.message, *([f"Suggestion: {finding.suggestion}"] if finding.suggestion else [])]
    level = "warning" if finding.severity is Severity.MINOR else "error"
    return level, finding.relation.rule, "\n".join(map(plain, lines))


def _place(claim: Claim, known: Ledger) -> Iterator[tuple[str, str]]:
    start, end = known.places[claim.id], known.ends[claim.id]
    yield "file", known.path(claim.span.document)
    yield "line", str(start.line)
    if known.columns_known(claim) and start.line == end.line:
        yield "col", str(start.column)
        yield "endColumn", str(end.column)


def _sum(report: Report, known: Ledger, left_out: dict[str, int]) -> str:
    names = {"error": "material", "warning": "minor", "notice": "unverified"}
    parts = [part for part in (headline(known.totals), counted(report, known.totals)) if part]
    parts += [f"{count} more {names[level]} not shown here" for level, count in left_out.items() if count > 0]
    parts += [f"{len(report.unread)} not read"] if report.unread else []
    mend = len(list(to_mend(report, known)))
    parts += [f"{mend} stale or not applicable, see the summary of the job"] if mend else []
    return _command("notice", [("title", "factcheck")], "; ".join(parts))


def _command(level: str, properties: Iterable[tuple[str, str]], message: str) -> str:
    written = ",".join(f"{name}={_property(plain(value))}" for name, value in properties)
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


WRITER = Writer("github", "annotations for GitHub Actions", write)
