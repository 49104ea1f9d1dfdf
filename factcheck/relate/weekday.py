"""weekday: a day of the week said with a date, "Monday, 3 March 2025": the calendar tells which day it was."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from factcheck.interval import Stated, Undefined
from factcheck.model import Expected, Reading, Relation, Rule, Support
from factcheck.relate.scope import Scope


def find(scope: Scope) -> Iterator[Relation]:
    """Each date with its weekday: in its own year, or, where none is said, in the years about the article's."""
    for claim in scope.days:
        if claim.period is None:
            continue
        year = claim.period.first.year
        years = (year,) if re.search(r"\d{4}", claim.period.text) else (year, year - 1, year + 1)
        readings = tuple(Reading((), Support.CLEAR, f"the calendar of {each}", str(each)) for each in years)
        yield Relation("weekday", claim, readings, claim.span)


def expect(relation: Relation, reading: Reading, _: Mapping[str, Stated]) -> Expected:
    """The weekday of the date: 3 March 2025 was a Monday."""
    period = relation.claim.period
    assert period is not None
    year, day = int(reading.manner), period.first
    if day.month == 2 and day.day > calendar.monthrange(year, 2)[1]:
        raise Undefined(f"no such day in {year}")
    number = calendar.weekday(year, day.month, day.day)
    words = f"{day.day} {calendar.month_name[day.month]} {year}"
    return Expected(Stated.exactly(Fraction(number + 1)), words, calendar.day_name[number])


RULE = Rule("weekday", "a day of the week is that of its date", find, expect)
