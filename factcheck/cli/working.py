"""The whole working of one claim, from report.json, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from textwrap import wrap
from typing import Any

WIDTH = 100
INDENT = 13  # labels stand before this column

Record = Mapping[str, Any]


def passed_lines(passed: Record) -> Iterator[str]:
    """A number that claims nothing, with the reason."""
    yield f"{passed['text']}  ({passed['document']}:{passed['line']}:{passed['column']})"
    yield from _row("passed over", f"it claims nothing: {passed['reason']}")


def claim_lines(claim: Record, found: Record, columns: Sequence[str]) -> Iterator[str]:
    """What was read, what it was taken to measure, every check of it, and what would make it verifiable.

    `columns` are those of the table that a proposed row is for; none for the row's own.
    """
    yield f"{claim['text']}  ({claim['document']}:{claim['line']}:{claim['column']}, claim {claim['id']})"
    yield from wrap(claim["sentence"], WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield ""
    yield from _read(claim)
    yield from _taken_for(claim)
    yield ""
    yield from _verdict(claim)
    for finding in found["findings"]:
        if finding["claim"] == claim["id"]:
            yield ""
            yield from _finding(finding, found)
    if claim["tried"]:
        yield ""
        yield "tried, and not clear enough to decide:"
        yield from (f"  {tried}" for tried in claim["tried"])
    if claim["verdict"] == "unverified":
        yield ""
        yield from _wanted(claim, columns)


def _read(claim: Record) -> Iterator[str]:
    hedge = f", hedged by {claim['hedge']!r}" if claim["hedge"] else ""
    yield from _row("read as", f"{_figure(claim['value'], claim['unit'])}{hedge} ({claim['kind']})")
    strict, charitable = _ends(claim, "strict_low", "strict_high"), _ends(claim, "low", "high")
    if strict == charitable:
        yield from _row("stands for", strict)
    else:
        yield from _row("stands for", f"{strict} by every digit, {charitable} with rounding and hedge")
    yield from _row("characters", f"{claim['start']} to {claim['end']} of the text")
    yield from _row("as of", claim["as_of"])
    yield from _row("attributed", claim["attributed"])
    yield from _row("supposed", "yes" if claim["conditional"] else None)


def _taken_for(claim: Record) -> Iterator[str]:
    yield from _row("measure", claim["measure"] or "none that the table names")
    yield from _row("because", claim["measure_why"])
    yield from _row("doubt", claim["doubt"])


def _verdict(claim: Record) -> Iterator[str]:
    how = {"strict": "by every digit", "rounded": "only by rounding or a hedge"}.get(claim["strength"])
    yield from _row("verdict", f"{claim['verdict']}, {how}" if how else claim["verdict"])
    yield from _row("reason", claim["reason"])
    if claim["verdict"] != "unverified":
        yield from _row("ways", f"{claim['ways']} that share no figure" if claim["ways"] > 1 else "1")
        yield from _row("power", _power(claim["power"]))


def _power(power: str | None) -> str:
    if power is None:
        return "none: its checks only bound it, or its words are not clear enough for them to contradict it"
    return f"an error of more than {_figure(str(Fraction(power) * 100), 'percent')} would have been caught"


def _finding(finding: Record, found: Record) -> Iterator[str]:
    texts = {claim["id"]: f"{claim['text']}  ({claim['document']}:{claim['line']})" for claim in found["claims"]}
    yield ", ".join(filter(None, (f"{finding['rule']}: {finding['verdict']}", finding["severity"])))
    yield from wrap(finding["message"], WIDTH, initial_indent="  ", subsequent_indent="  ")
    for operand in finding["operands"]:
        row, claim = operand.get("assumption"), operand.get("claim", "")
        by = f"{row} of the table" if row else texts.get(claim, claim)
        yield from _row(operand["role"], by, within=2)
    yield from _row("working", finding["working"], within=2)
    for side in ("stated", "expected"):
        yield from _row(side, _quantity(finding[side]), within=2)
    if finding["verdict"] == "inconsistent" and Fraction(finding["gap"]):
        yield from _row("apart", f"{_figure(finding['gap'], '')} units of the last printed place", within=2)
    yield from _row("because", f"{finding['why']} ({finding['support']})", within=2)
    yield from _row("suggestion", finding["suggestion"], within=2)
    yield from _row("would read", finding["corrected"], within=2)
    for slip in finding["slips"]:
        yield from _row("slip", slip["words"], within=2)
    for tried in finding["tried"]:
        yield from _row("also tried", tried, within=2)
    for cause in finding["causes"]:
        yield from _row("at fault", texts.get(cause, cause), within=2)
    by_id = {each["id"]: each for each in found["findings"]}
    for other in finding["because_of"]:
        root = by_id.get(other)
        yield from _row("follows", f"{root['rule']} at {texts.get(root['claim'])}" if root else other, within=2)


def _wanted(claim: Record, columns: Sequence[str]) -> Iterator[str]:
    """The row that the table lacks, under the table's own header."""
    from factcheck.report.wanted import line

    row = claim["wanted"]
    if row is None:
        yield "no row can be proposed that would decide it"
        return
    header = columns or tuple(row)
    yield "to make it verifiable, fill in value and source and add this row to the table:"
    yield line(header)
    yield line(row.get(column, "") for column in header)


def _row(label: str, words: str | None, *, within: int = 0) -> Iterator[str]:
    """A labelled line, wrapped under itself; nothing where there is nothing to say."""
    if words:
        head = f"{' ' * within}{label}".ljust(INDENT)
        yield from wrap(words, WIDTH, initial_indent=head, subsequent_indent=" " * INDENT, break_long_words=False)


def _quantity(quantity: Record) -> str:
    """ "$870 billion, $865–875 billion"."""
    said = _figure(quantity["value"], quantity["unit"])
    return said if quantity["low"] == quantity["high"] else f"{said}, {_ends(quantity, 'low', 'high')}"


def _figure(value: str, unit: str) -> str:
    from factcheck import figures

    return figures.say(Fraction(value), unit, significant=4)


def _ends(quantity: Record, low: str, high: str) -> str:
    from factcheck import figures
    from factcheck.interval import Interval

    return figures.say_interval(Interval(Fraction(quantity[low]), Fraction(quantity[high])), quantity["unit"])
