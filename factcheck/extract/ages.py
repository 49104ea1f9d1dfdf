"""Years of age, and the half that may follow a number: "aged 50", "a 12-year-old", "age 59 and a half"."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck.extract.lexicon import any_of, words
from factcheck.extract.numbers import GAP, Form
from factcheck.extract.part import Part
from factcheck.extract.surfaces import unit_word

_AGED = re.compile(r"(?<!\w)(?:(?:aged?|ages)(?:\s(?:of|between|from))?)\s{1,2}$", re.IGNORECASE)


_UNDER = re.compile(
    r"(?<!\w)(?:people|persons|children|those|women|men|adults|residents|inhabitants|anyone|everyone|workers|viewers|voters|"
    r"patients|pupils|drivers)\s(?:who\s(?:are|were)\s)?(?:aged\s)?(?:under|over|below|above)\s(?:the\sage\sof\s)?$",
    re.IGNORECASE,
)
"""“People under thirty” are so many years old."""


_OLD = re.compile(rf"(?P<unit>(?:-|{GAP}\s?)(?:years?|yrs?)(?:-|{GAP}\s?)olds?)(?!\w)", re.IGNORECASE)


_NAMED_AGED = re.compile(r"(?:(?P<name>(?:[A-Z][a-z]+|[A-Z]\.?)\s[A-Z][\w’'-]+)|(?<!\w)(?:[Tt]he|[Aa]n?)\s[a-z-]+),\s$")


ADULT = 14
_SURNAME_AGED = re.compile(r"(?:^|[.!?;]\s|[“\"])[A-Z][\w’'-]{2,},\s$")
"""“Fiala, 44, took”: a sentence that opens with a surname."""
_BEHIND_AGE = re.compile(r",\s(?!\d)")


@cache
def _age_ends() -> re.Pattern[str]:
    return re.compile(rf",(?!\d)(?:\s(?P<goes_on>{any_of(words('predicate'))})(?!\w))?")


_AND_HALF = re.compile(rf"{GAP}\s?and{GAP}\sa{GAP}\shalf(?!\w)", re.IGNORECASE)


def with_age(text: str, part: Part, low: int, end: int) -> Part:
    """ "aged 50", "age 59 and a half", "a 12-year-old", "Jane Doe, 45,": years of age."""
    if part.unit not in ("", "year") or part.sign or part.number.scaled or part.high > 130:
        return _halved(text, part, end)
    old = _OLD.match(text, part.number.end, end)
    if old:
        return replace(part, end=old.end(), unit="year", kind="age", noun=False)
    aged = _AGED.search(text[max(low, part.start - 16) : part.start])
    if aged:
        part = _halved(text, part, end)
        opens = part.start - len(aged.group())
        return replace(part, start=opens, unit="year", kind="age", noun=False)
    if part.bare and 1 < part.high <= 100 and _UNDER.search(text[max(low, part.start - 48) : part.start]):
        return replace(part, unit="year", kind="age")
    named = _NAMED_AGED.search(text[max(low, part.start - 40) : part.start])
    follows = _age_ends().match(text, part.end, end)
    if part.bare and named and part.number.plain and follows and (named["name"] or follows["goes_on"]):
        return replace(part, unit="year", kind="age")
    surname = _SURNAME_AGED.search(text[max(low, part.start - 40) : part.start])
    if part.bare and surname and part.number.plain and part.low >= ADULT and _BEHIND_AGE.match(text, part.end, end):
        return replace(part, unit="year", kind="age")
    return _halved(text, part, end)


def _halved(text: str, part: Part, end: int) -> Part:
    """ "59 and a half": digits with a half behind them."""
    match = _AND_HALF.match(text, part.number.end, end)
    if match is None or part.number.form is not Form.DIGITS or part.end > match.end() or part.reason:
        return part
    half = Fraction(1, 2)
    low, high = part.low + half, part.high + half
    number = replace(part.number, end=match.end(), step=half, coarse=half, plain=False, low=low, high=high)
    found = unit_word(text, match.end(), end, scaled_number=False)
    unit, after = found or (part.unit, match.end())
    return replace(part, number=number, low=number.low, high=number.high, unit=unit, end=after)
