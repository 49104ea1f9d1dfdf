"""Reads the date or period that a row of the table is for: a day, month, quarter, half or whole year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from factcheck.model import Period

EXPECTED = "a day, month, quarter or year: 2025-03-31, 2025-03, 2025-Q1 or 2025"
_FORM = re.compile(r"(\d{4})(?:-?[Qq]([1-4])|-?[Hh]([12])|-(\d\d)(?:-(\d\d))?)?")


def parse(text: str) -> Period:
    """The period, both its ends included: "2025-Q1" is 1 January to 31 March 2025. Raises ValueError."""
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise ValueError(f"found {text!r}, expected {EXPECTED}")
    year, quarter, half, month, day = (int(part) if part else None for part in form.groups())
    assert year is not None
    try:
        first, last = _ends(year, quarter, half, month, day)
    except ValueError:
        raise ValueError(f"found {text!r}, which is in no calendar; expected {EXPECTED}") from None
    return Period(first, last, text.strip())


def _ends(year: int, quarter: int | None, half: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    if month and day:
        return date(year, month, day), date(year, month, day)
    if quarter:
        return _months(year, 3 * quarter - 2, 3)
    if half:
        return _months(year, 6 * half - 5, 6)
    if month is not None:
        return _months(year, month, 1)
    return _months(year, 1, 12)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """From the first day of the month to the last day of the `count`-th month from there."""
    behind = month + count - 1
    last = date(year, 12, 31) if behind == 12 else date(year, behind + 1, 1) - timedelta(days=1)
    return date(year, month, 1), last
