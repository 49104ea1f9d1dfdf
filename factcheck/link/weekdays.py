"""Dates that claim something: a day of the month said together with its day of the week.

A date alone claims nothing and is passed over. "Monday, 3 March 2025" says that this day is a Monday, and the
calendar knows. Such dates become claims of their own, apart from the figures, whose rules never see them.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from factcheck.interval import Stated
from factcheck.link.claims import fingerprint
from factcheck.link.qualifiers import named
from factcheck.model import Claim, Document, Mention, Period, Sentence, Span
from factcheck.units import WEEKDAY

FIRST_YEAR = 1925
"""Before, some countries still counted by the Julian calendar."""
NEAR = timedelta(days=120)
"""So far from the article's day a date without a year is of the year that brings it nearest."""

_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name, start=1)}
_DAYS |= {name[:3]: number for name, number in _DAYS.items()} | {"tues": 2, "wednes": 3, "thur": 4, "thurs": 4}
_NAMES = "|".join(sorted(_DAYS, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?P<word>[\w’'&-]+[,.]?\s)?(?<!\w)(?P<day>{_NAMES})\b\.?(?:\s(?:morning|afternoon|evening|night))?"
    r"(?:,|\s\(|,\sthe|\sthe|,\son)?\s?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:\s\((?P<bracket>{_NAMES})\)|,?\s(?:which\s(?:is|was|falls\son|fell\son)\s)?an?\s(?P<day>{_NAMES}))(?!\w)",
    re.I,
)
_LISTED = re.compile(
    rf"(?:(?<!\w)(?:{_NAMES})s?(?:,|,?\s(?:and|or|to|until|till|through))|\b(?:every|each|most))\s$|[-–—/]$",
    re.IGNORECASE,
)
"""Days of the week that are several, or that come again: "Monday to Friday, 7 March" is left alone."""
_OPENING = re.compile(
    r"(?:on|by|between|this|last|next|from|since|before|after|for|of|the|late|early|until|ending|starting)\s",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


def weekdays(document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[Claim]:
    """A claim for each date with its day of the week, in the order of the text."""
    dated = [mention for mention in mentions if mention.kind == "date" and not mention.claim]
    seen: Counter[tuple[str, str]] = Counter()
    at = 0
    for sentence in sentences:
        while at < len(dated) and dated[at].span.start < sentence.span.end:
            claim = _claim(document, sentence, dated[at]) if dated[at].span.start >= sentence.span.start else None
            at += 1
            if claim is not None:
                said = document.text[sentence.span.start : sentence.span.end]
                key = (" ".join(said.split()), " ".join(claim.mention.text.split()))
                seen[key] += 1
                yield replace(claim, id=fingerprint(document.id, *key, str(seen[key])))


def _claim(document: Document, sentence: Sentence, mention: Mention) -> Claim | None:
    said = _weekday(document.text, sentence, mention.span)
    found = _date(document, sentence, mention.text) if said is not None else None
    if said is None or found is None:
        return None
    span, number = said
    day, sure = found
    if not sure and day.isoweekday() != number:
        return None
    text = document.text[span.start : span.end]
    value = Fraction(number)
    made = replace(
        mention, span=span, text=text, low=value, high=value, step=Fraction(0), coarse=Fraction(0), unit=WEEKDAY,
        claim=True, reason=None,
    )  # fmt: skip
    return Claim("", made, Stated.exactly(value), sentence, frozenset(), period=Period(day, day, mention.text))


def _weekday(text: str, sentence: Sentence, found: Span) -> tuple[Span, int] | None:
    """The span of date and weekday, and the number of the weekday, Monday being 1."""
    before = _BEFORE.search(text[sentence.span.start : found.start])
    if before is not None:
        word = before["word"] or ""
        name = word[:1].isupper() and word.strip().isalpha() and not _OPENING.fullmatch(word)
        ahead = text[sentence.span.start : sentence.span.start + before.start("day")]
        if _LISTED.search(ahead) or name:  # Sheffield Wednesday plays on any day
            return None
        start = sentence.span.start + before.start("day")
        end = found.end + ("(" in before.group() and text[found.end : found.end + 1] == ")")
        return Span(found.document, start, end), _DAYS[before["day"].casefold()]
    behind = _BEHIND.match(text, found.end, sentence.span.end)
    if behind is None:
        return None
    return Span(found.document, found.start, behind.end()), _DAYS[(behind["bracket"] or behind["day"]).casefold()]


def _date(document: Document, sentence: Sentence, words: str) -> tuple[date, bool] | None:
    """The day that the words name, and whether it is surely that one.

    Without a year it is the one that brings it nearest to the article's own day, or the article's. That is not sure
    far from that day, or where another year is spoken of.
    """
    plain = re.sub(r"^the\s|\sof(?=\s)", "", words)
    year = _YEAR.search(plain)
    if not _ISO.fullmatch(plain) and len(re.findall(r"\d+", plain)) != (2 if year else 1):
        return None  # "6-10 January"
    if year is not None:
        named_ = _day(plain, None) if int(year[0]) >= FIRST_YEAR else None
        return None if named_ is None else (named_, True)
    if document.published is None:
        return None
    today = document.published
    days = [_day(plain, today.replace(year=today.year + off, day=1)) for off in (0, -1, 1)]
    near = next((day for day in days if day is not None and abs(day - today) <= NEAR), None)
    day = near or days[0]
    return None if day is None else (day, near is not None and not _speaks_of_other_years(document, sentence))


def _day(words: str, today: date | None) -> date | None:
    found = named(words, today)
    return found[0].first if len(found) == 1 and found[0].first == found[0].last else None


def _speaks_of_other_years(document: Document, sentence: Sentence) -> bool:
    paragraph = document.text[sentence.block.span.start : sentence.block.span.end]
    now = document.published.year if document.published else 0
    return any(abs(int(year) - now) > 1 for year in _YEAR.findall(paragraph))
