"""weekday: a day of the week said with a date, "Monday, 3 March 2025": the calendar tells which day it was."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

from factcheck.interval import Stated, Undefined
from factcheck.model import Claim, Expected, Reading, Relation, Rule, Support
from factcheck.relate.scope import Scope

_BEFORE = re.compile(r"\b(?:last|previous|preceding|past) year\b|\byear (?:ago|before|earlier)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:next|following|coming) year\b|\byear (?:later|after)\b", re.IGNORECASE)
"""Words by which a date without a year may be of the year before, or after, the article's."""


def find(scope: Scope) -> Iterator[Relation]:
    """Each date with its weekday: in its own year, or, where none is said, in the years that it may be of."""
    for claim in scope.days:
        if claim.period is None:
            continue
        year = claim.period.first.year
        years = (year,) if re.search(r"\d{4}", claim.period.text) else (year, *_spoken_of(scope, claim, year))
        readings = tuple(Reading((), Support.CLEAR, f"the calendar of {each}", str(each)) for each in years)
        yield Relation("weekday", claim, readings, claim.span)


def _spoken_of(scope: Scope, claim: Claim, year: int) -> Iterator[int]:
    """The years beside the nearest one that the date may be of: its paragraph, or the one before a past date, has them.

    "The vote is on Friday, 9 May" is of no other year than the coming May's.
    """
    document = scope.document(claim)
    past = claim.period is not None and document.published is not None and claim.period.first <= document.published
    blocks = [block for block in document.blocks if block.span.start <= claim.span.start]
    near = " ".join(document.text[block.span.start : block.span.end] for block in blocks[-2 if past else -1 :])
    for other, words in ((year - 1, _BEFORE), (year + 1, _AFTER)):
        if str(other) in near or words.search(near):
            yield other


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
