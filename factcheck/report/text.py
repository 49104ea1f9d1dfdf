"""The summary a reporter sees in the terminal: what cannot be right, where, and sums that agree.

Each finding begins `path:line:column: rule message`, which editors and terminals turn into a link to the place. In a
file and in a pipe that is one line, so that `grep` finds the whole of it; on a screen it is wrapped and coloured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from textwrap import wrap

from factcheck.figures import say
from factcheck.model import Claim, Detail, Finding, Report, Screen, Severity, Verdict, Writer
from factcheck.report.accepted import counted, to_mend
from factcheck.report.checks import Coverage
from factcheck.report.ledger import Ledger, Totals, ledger
from factcheck.report.plain import plain
from factcheck.report.selftest import in_short

COLUMNS = ("figures", "passed over", "consistent", "inconsistent", "unverified")
BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"  # of a terminal (ECMA-48)


def write(report: Report) -> str:
    """Plain text without colours, one finding a line."""
    return show(report, Screen())


def show(report: Report, screen: Screen) -> str:
    """The same as a person wants to see it: what is new, and, where that can be little, what is not verified too."""
    known, page = ledger(report), _Page(screen)
    parts: list[Iterable[str]] = [_findings(known, page)]
    if report.baseline or screen.detail is Detail.VERBOSE:
        parts.append(_unverified(known, page))
    if screen.detail is not Detail.QUIET:
        parts += [
            _table(known),
            _sums(report, known),
            _accepted(report, known, page),
            _unread(report, known, page),
        ]
    parts.append(_failures(report, page))
    return "\n".join("".join(f"{line}\n" for line in lines) for part in parts if (lines := list(part)))


class _Page:
    """Lines as wide and as colourful as the screen allows."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def lines(self, text: str, *heads: tuple[str, str], indent: str = "") -> list[str]:
        """One line, or several where the screen is narrow; `heads` are the words it begins with and their colours."""
        beginning = " ".join(plain(words) for words, _ in heads)
        whole = plain(f"{beginning} {text}")
        lines = self._wrapped(whole, indent) if self.screen.width else [f"{indent}{whole}"]
        if self.screen.colours and lines and lines[0].startswith(f"{indent}{beginning}"):
            painted = " ".join(f"\x1b[{colour}m{plain(words)}\x1b[0m" for words, colour in heads)
            lines[0] = f"{indent}{painted}{lines[0].removeprefix(f'{indent}{beginning}')}"
        return lines

    def _wrapped(self, text: str, indent: str) -> list[str]:
        return wrap(
            text,
            self.screen.width or 0,
            initial_indent=indent,
            subsequent_indent="    ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _findings(known: Ledger, page: _Page) -> Iterator[str]:
    by_id = {finding.id: finding for finding in known.findings}
    for finding in known.findings:
        if finding.verdict is Verdict.INCONSISTENT and known.is_new(finding.id):
            yield from _finding(finding, known, by_id, page)


def _finding(finding: Finding, known: Ledger, by_id: dict[str, Finding], page: _Page) -> Iterator[str]:
    colour = YELLOW if finding.severity is Severity.MINOR else RED
    where = _where(finding.claim, known)
    yield from page.lines(finding.message, (f"{where}:", BOLD), (finding.relation.rule, colour))
    for cause in finding.because_of:
        if cause in by_id and by_id[cause].claim.id != finding.claim.id:
            text = f"{_where(by_id[cause].claim, known)}: {by_id[cause].claim.mention.text}"
            yield from page.lines(text, ("follows from", DIM), indent="    ")
    if finding.suggestion:
        yield from page.lines(finding.suggestion, ("suggestion:", GREEN), indent="    ")
    if finding.would_read:
        yield from page.lines(finding.would_read, ("would read:", GREEN), indent="    ")


def _unverified(known: Ledger, page: _Page) -> Iterator[str]:
    for claim in known.claims:
        if known.verdicts[claim.id] is Verdict.UNVERIFIED and known.is_new(claim.id):
            text = f"“{claim.mention.text}”: {known.why_unverified(claim)}"
            yield from page.lines(text, (f"{_where(claim, known)}:", BOLD), ("unverified", CYAN))


def _where(claim: Claim, known: Ledger) -> str:
    place = known.places[claim.id]
    return f"{known.path(claim.span.document)}:{place.line}:{place.column}"


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


def _sums(report: Report, known: Ledger) -> Iterator[str]:
    yield from sums(known.totals, len(report.documents))
    yield from checked(known.coverage)
    if report.selftest:
        yield in_short(report.selftest)


def sums(totals: Totals, documents: int) -> Iterator[str]:
    """Two lines that show where every figure ended."""
    articles = "1 article" if documents == 1 else f"{documents} articles"
    yield f"{articles}, {totals.numbers} figures = {totals.passed} passed over + {totals.claims} claims"
    yield (
        f"{totals.claims} claims = {totals.consistent} consistent + {totals.inconsistent} inconsistent"
        f" + {totals.unverified} unverified"
    )


def _accepted(report: Report, known: Ledger, page: _Page) -> Iterator[str]:
    """What a run is compared with and what it does not complain of; what of that is to be mended."""
    if told := counted(report, known.totals):
        yield from page.lines(told)
    for path, line, message in to_mend(report, known):
        yield from page.lines(message, (f"{path}:" if line is None else f"{path}:{line}:", BOLD))


def _failures(report: Report, page: _Page) -> Iterator[str]:
    """Why the run fails."""
    if report.failures:
        yield from page.lines("; ".join(report.failures), ("fails:", RED))


def checked(coverage: Coverage) -> Iterator[str]:
    """How many of the figures were checked, in how many ways, and how large an error would have been caught."""
    if not coverage.checked:
        return
    share = say(Fraction(100 * coverage.checked, coverage.claims), "percent", significant=2)
    ways = ", ".join(f"{claims} in {_ways(count)}" for count, claims in coverage.ways)
    yield f"{coverage.checked} of {coverage.claims} claims checked ({share}): {ways}"
    if coverage.strict or coverage.rounded:
        yield f"consistent: {coverage.strict} by every digit, {coverage.rounded} only by rounding or a hedge"
        caught = ", ".join(f"of {say(error * 100, 'percent')} in {claims}" for error, claims in coverage.caught)
        yield f"an error would surely have been caught: one {caught} of these {coverage.strict + coverage.rounded}"


def _ways(count: int) -> str:
    return "one way" if count == 1 else f"{count} ways that share no figure"


def _unread(report: Report, known: Ledger, page: _Page) -> Iterator[str]:
    for unread in sorted(report.unread):
        yield from page.lines(f"{known.path(unread.path)}: {unread.reason}", ("not read:", YELLOW))


WRITER = Writer("text", "the summary for a terminal", write, show)
