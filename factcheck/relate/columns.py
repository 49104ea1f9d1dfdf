"""Columns of a table that are computed from others: changes between two of them, shares of a total, averages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.model import Claim, Operand, Reading, Support
from factcheck.relate.scope import amount_unit, same_unit
from factcheck.relate.sheets import Check, Family, Sheet
from factcheck.units import NUMBER

_CHANGE = re.compile(
    r"\b(?:changes?|growth|difference|variance|increase|rise|diff|gap|swing)\b|\+/[-−–]|Δ|[+±]\s?%", re.IGNORECASE
)
_FALL = re.compile(r"\b(?:decrease|fall|drop|decline|reduction|cut|savings?|loss)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\bshare\b|\bproportion\b|\bpercentage\b|% of (?:the )?(?:total|all)\b|^\W*(?:%|per ?cent)\W*$", re.I
)
_AVERAGE = re.compile(r"^\W*(?:average|mean)\W*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHEN = re.compile(
    r"(?:(?:19|20)\d\d|Q[1-4]|H[12]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|week|day)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bQ([1-4])\b|\bH([12])\b", re.IGNORECASE)


def changes(sheet: Sheet) -> Iterator[Family]:
    """ "Change, %" beside 2023 and 2024, "Difference" beside budget and actual: one family a series."""
    for series in sheet.series():
        falls = _FALL.search(sheet.heads[series]) is not None
        if not falls and not _CHANGE.search(sheet.heads[series]):
            continue
        signed = any(claim.figure.value < 0 for (_, s), claim in sheet.figures.items() if s == series)
        decimal = any("." in claim.mention.text for (_, s), claim in sheet.figures.items() if s == series)
        ways = _Ways(signed, falls, decimal)
        checks = [
            check
            for line in sheet.lines()
            if (claim := sheet.at(line, series)) is not None
            for check in _change(sheet, line, series, claim, ways)
        ]
        yield Family(tuple(checks), alone=len(checks) == 1)


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a series of changes is printed: with signs, as falls, with decimals."""

    signed: bool
    falls: bool
    decimal: bool


def _change(sheet: Sheet, line: int, series: int, claim: Claim, ways: _Ways) -> Iterator[Check]:
    levels = {
        s: level
        for s in sheet.series()
        if s != series and (level := sheet.at(line, s)) is not None and _is_level(sheet.heads[s], level)
    }
    readings = [
        reading
        for before, after, support, order in _pairs(sheet, series, list(levels))
        if same_unit(levels[before].unit)(levels[after].unit)
        for reading in _between(claim, levels[before], levels[after], support, ways, order)
    ]
    if readings:
        yield Check(claim, tuple(readings), any(reading.support is Support.CLEAR for reading in readings))


def _is_level(head: str, claim: Claim) -> bool:
    derived = (
        _CHANGE.search(head)
        or _FALL.search(head)
        or _SHARE.search(head)
        or re.search(r"\b(?:rank|total)\b", head, re.I)
    )
    return not derived and claim.unit != "percentage_point"


def _pairs(sheet: Sheet, series: int, levels: Sequence[int]) -> Iterator[tuple[int, int, Support, str]]:
    """Which series a change lies between: those of the years it names, the only two years, else the only two.

    Where no year gives their order, both are tried, the second called "turned".
    """
    named = _YEAR.findall(sheet.heads[series])
    dated = sorted((s for s in levels if _YEAR.search(sheet.heads[s])), key=lambda s: _when(sheet.heads[s], s))
    meant = [s for s in dated if _YEAR.findall(sheet.heads[s])[0] in named]
    if len(named) == 2 and len(meant) == 2:
        yield meant[0], meant[1], Support.CLEAR, ""
    elif len(dated) == 2 and len(levels) == 2:
        yield dated[0], dated[1], Support.CLEAR, ""
    elif len(dated) >= 2:
        yield dated[-2], dated[-1], Support.LIKELY, ""
        yield dated[0], dated[-1], Support.LIKELY, ""
    elif len(levels) == 2:
        yield levels[0], levels[1], Support.CLEAR, ""
        yield levels[1], levels[0], Support.CLEAR, "turned "


def _when(head: str, series: int) -> tuple[str, str, int]:
    quarter = _QUARTER.search(head)
    return _YEAR.findall(head)[0], "".join(filter(None, quarter.groups())) if quarter else "", series


def _between(claim: Claim, before: Claim, after: Claim, support: Support, ways: _Ways, order: str) -> Iterator[Reading]:
    """The change in each way that its unit allows, and without its sign where no figure of the series has one."""
    for manner, fit in _manners(claim, before, ways):
        operands = (Operand("before", before), Operand("after", after))
        why = f"from “{before.mention.text}” to “{after.mention.text}”"
        if not ways.falls:
            yield Reading(operands, min(fit, support), why, f"{order}{manner}")
        if ways.falls or not ways.signed:
            sure = min(fit, support) if ways.falls else Support.LIKELY
            yield Reading(operands, sure, why, f"size of {order}{manner}")


def _manners(claim: Claim, level: Claim, ways: _Ways) -> Iterator[tuple[str, Support]]:
    """A bare number may be a change in percent where the series has decimals."""
    if claim.unit == "percent":
        yield "growth", Support.CLEAR
    points = level.unit == "percent" and claim.unit in ("percent", "percentage_point", NUMBER)
    if points or same_unit(claim.unit)(level.unit):
        yield "difference", Support.CLEAR
    if claim.unit == NUMBER and (level.unit != NUMBER or ways.decimal):
        yield "growth", Support.LIKELY


def shares(sheet: Sheet) -> Iterator[tuple[int, Family]]:
    """ "Share, %" beside amounts that have a total: the series, and its family by each series of amounts."""
    wholes = [line for line in sheet.lines() if sheet.is_total(line) and not sheet.is_subtotal(line)]
    for series in sheet.series():
        head = sheet.heads[series]
        if not wholes or not _SHARE.search(head) or _CHANGE.search(head) or _FALL.search(head):
            continue
        for amounts in sheet.series():
            checks = tuple(_shares(sheet, series, amounts, wholes[-1]))
            if len(checks) > 1:
                yield series, Family(checks, alone=False)


def _shares(sheet: Sheet, series: int, amounts: int, whole: int) -> Iterator[Check]:
    total = sheet.at(whole, amounts)
    if total is None or not amount_unit(total.unit):
        return
    for line in sheet.lines():
        claim, part = sheet.at(line, series), sheet.at(line, amounts)
        if line == whole or claim is None or part is None or claim.unit != "percent":
            continue
        if same_unit(part.unit)(total.unit):
            why = f"its row's share of the total “{total.mention.text}”"
            reading = Reading((Operand("part", part), Operand("whole", total)), Support.CLEAR, why, "share")
            yield Check(claim, (reading,), firm=True)


def averages(sheet: Sheet) -> Iterator[Family]:
    """ "Average" below figures: their mean, which is sure where the lines are months or years."""
    for line in sheet.lines():
        if not _AVERAGE.search(sheet.labels[line]):
            continue
        above = [other for other in sheet.lines() if other < line and sheet.is_part(other)]
        checks = [
            Check(claim, (Reading(parts, Support.CLEAR, "the mean of the lines above", "mean"),), firm=True)
            for series in sheet.series()
            if (claim := sheet.at(line, series)) is not None
            and len(parts := _operands(sheet, above, series, claim)) == len(above) > 1
        ]
        dated = all(_WHEN.match(sheet.labels[other]) for other in above)
        yield Family(tuple(checks), alone=dated)


def _operands(sheet: Sheet, lines: Sequence[int], series: int, claim: Claim) -> tuple[Operand, ...]:
    known = (sheet.at(line, series) for line in lines)
    return tuple(Operand("part", part) for part in known if part is not None and same_unit(claim.unit)(part.unit))
