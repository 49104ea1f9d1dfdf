"""When a figure is for: the dates and periods in the words about it.

A figure takes the date of its own clause ("14% in 2001"), else the one that its sentence opens with ("As of March 31,
2025, …"), else the one that its paragraph opened with by "as of". "Last year" counts from the article's own date. A
figure of some unnamed earlier time gets a period that no row of a table has, so that no row can contradict it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factcheck.model import Document, Period, Sentence, Span
from factcheck.nlp import tokens as tokenize
from factcheck.phrases import is_function_word

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ANY_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>{_ANY_MONTH})\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![.,]\d)"
"""Not the "1" of "at the end of December 1,370 households"."""
_NUMBER = r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1,2})"
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
_MANY = {"three": 3, "six": 6, "nine": 9, "3": 3, "6": 6, "9": 9}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LEAD = (
    r"(?:\b(?:as of|as at|by|in|for|during|at|since|until|through|over|on|ended|closed|finished)\s+)"
    r"(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|close\s+of\s+|whole\s+of\s+|course\s+of\s+|whole\s+year\s+|"
    r"(?:full\s+|calendar\s+|fiscal\s+|financial\s+)?year\s+|(?:spring|summer|autumn|winter|season)\s+(?:of\s+)?|end-|late\s+|early\s+|mid-)?(?:the\s+)?"
)

NOW = timedelta(days=10)

SOON = timedelta(days=120)
"""A month without its year, so far ahead of the article's day at most, is still to come: else it is last year's."""

PAST = Period(date.min, date.min, "an earlier time")
"""A time before now that the text does not name."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A period, where its words stand, and whether they are "as of", which holds for the rest of a paragraph."""

    span: Span
    period: Period
    as_of: bool


def month(year: int, number: int) -> tuple[date, date]:
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def quarter(year: int, number: int) -> tuple[date, date]:
    return date(year, 3 * number - 2, 1), month(year, 3 * number)[1]


def dates(document: Document, sentence: Sentence) -> tuple[Dated, ...]:
    """The periods that a sentence names, in order; where two readings overlap, the longer."""
    text = document.text[sentence.span.start : sentence.span.end]
    found = _dates(document.id, text, sentence.span.start, document.as_of or document.published)
    found.sort(key=lambda dated: dated.span)
    return tuple(_a_year_before(dated, found[:at]) for at, dated in enumerate(found))


def _a_year_before(dated: Dated, earlier: Sequence[Dated]) -> Dated:
    """ "A year earlier" counts from the date that the sentence gives before it, else from this year or the last."""
    if dated.period == PAST or not _YEAR_EARLIER.search(dated.period.text):
        return dated
    known = [other.period for other in earlier if other.period != PAST and not _YEAR_EARLIER.search(other.period.text)]
    first, last = (known[-1].first, known[-1].last) if known else (dated.period.first, dated.period.last)
    try:
        first, last = first.replace(year=first.year - 1), last.replace(year=last.year - (1 if known else 0))
    except ValueError:  # 29 February
        return dated
    return Dated(dated.span, Period(first, last, dated.period.text), dated.as_of)


_YEAR_EARLIER = re.compile(r"previous year|year (?:before|earlier)", re.IGNORECASE)


def named(words: str, today: date | None) -> tuple[Period, ...]:
    """The periods that a few words name by themselves: "2024", "Q1 2025", "March 2025"."""
    found = _dates("", f"in {words}", 0, today)
    bare = [Period(date(int(year), 1, 1), date(int(year), 12, 31), year) for year in _BARE_YEAR.findall(words)]
    return tuple(dated.period for dated in found) or tuple(bare)


def _dates(document: str, text: str, start: int, today: date | None) -> list[Dated]:
    found: list[Dated] = []
    for pattern, read in _SHAPES:
        for match in pattern.finditer(text):
            first_last = read(match, today)
            if first_last is None:
                continue
            first, last = first_last
            span = Span(document, start + match.start(), start + match.end())
            if any(known.span.overlaps(span) for known in found):
                continue
            words = re.sub(r"\s+", " ", match.group())
            found.append(Dated(span, Period(first, last, words), bool(re.match(r"as (of|at)\b", words, re.I))))
    return found


def period(document: Document, sentence: Sentence, figure: Span, clause: Span, running: Period | None) -> Period | None:
    """The period of one figure; `running` is what an "as of" earlier in the paragraph set."""
    year = _YEAR_BEFORE.search(document.text[sentence.span.start : figure.start])
    if year:
        return Period(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31), year[1])
    known = [dated for dated in dates(document, sentence) if not _is_now(dated.period, document)]
    own = [dated for dated in known if clause.covers(dated.span) or clause.overlaps(dated.span)]
    if own:
        return _nearest(own, figure, sentence.figures).period
    before = [dated for dated in known if dated.span.start < figure.start]
    opening = [dated for dated in before if dated.as_of or dated.span.start - sentence.span.start < 3]
    if opening:
        return opening[-1].period
    if before and _stands_free(document, sentence, before[-1], figure):
        return before[-1].period  # "before the collapse, in 2009, the quota was"
    if _EARLIER.search(document.text[clause.start : clause.end]):
        return PAST
    return running


def _stands_free(document: Document, sentence: Sentence, dated: Dated, figure: Span) -> bool:
    """Whether a date before the figure is no other figure's: none follows it, none stands between its commas."""
    said = document.text[sentence.span.start : dated.span.start]
    opens = sentence.span.start + max((match.end() for match in _MARK.finditer(said)), default=0)
    ahead = tokenize(document.text[opens : dated.span.start])
    alone = not any(token.stem and not is_function_word(token) for token in ahead)  # "founded in 2017" dates that
    alone = alone or (bool(ahead) and ahead[0].text.casefold() == "when")  # "When it opened in 2004, a car paid"
    return alone and not any(opens <= other.start < figure.start for other in sentence.figures)


_MARK = re.compile(r"[,;:()–—](?!\d)")


def _is_now(period: Period, document: Document) -> bool:
    """A day within a week or so of the article's is its present: "the bank said on Tuesday, 5 May"."""
    today = document.as_of or document.published
    if today is None or period.first != period.last or period == PAST:
        return False
    return abs(today - period.first) <= NOW


def opened_by(document: Document, sentence: Sentence) -> Period | None:
    """The period that an "as of" in this sentence sets for what follows in its paragraph."""
    stated = [dated.period for dated in dates(document, sentence) if dated.as_of]
    return stated[-1] if stated else None


def months_about(document: Document, sentences: Sequence[Sentence]) -> int | None:
    """How many months an article is about, by its title and its first sentences: three for a quarter's results."""
    said = [s.span for s in sentences if s.tokens and not s.block.level][:LEAD]
    words = " ".join((document.title, *(document.text[span.start : span.end] for span in said)))
    found = [_length(match) for match in _STRETCH.finditer(words)]
    return min((months for months in found if months), default=None)


def _length(match: re.Match[str]) -> int:
    if match["since"]:
        return max(_MONTHS[match["till"].casefold()] - _MONTHS[match["since"].casefold()] + 1, 0)
    if match["many"]:
        return _MANY[match["many"].casefold()]
    return 3 if match["quarter"] else 6


LEAD = 3
"""Sentences at the top of an article that say what time it is about."""
_STRETCH = re.compile(
    r"\b(?:"
    r"(?P<quarter>(?:first|second|third|fourth|1st|2nd|3rd|4th|this|last|latest|the)[- ]quarter|quarterly|Q[1-4])|"
    r"(?P<half>(?:first|second)[- ]half|half[- ]year(?:ly)?|H[12]|six[- ]month)|"
    rf"(?:between\s+|from\s+)?(?P<since>{_ANY_MONTH})\.?(?:\s+(?:to|and|until|till|through)\s+|[-–])(?P<till>{_ANY_MONTH})|"
    r"(?P<many>three|six|nine|3|6|9)[- ]months?)\b",
    re.IGNORECASE,
)


def _nearest(own: Sequence[Dated], figure: Span, figures: Sequence[Span]) -> Dated:
    """The date that follows the figure before another does ("14% in 2001"), else the nearest."""

    def away(dated: Dated) -> tuple[int, int]:
        between = range(min(figure.end, dated.span.end), max(figure.start, dated.span.start))
        others = sum(
            1 for other in figures if other.start in between and not other.overlaps(dated.span) and other != figure
        )
        return others, max(dated.span.start - figure.end, figure.start - dated.span.end)

    return min(own, key=away)


Reader = Callable[[re.Match[str], date | None], tuple[date, date] | None]


def _day(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    number, year = _MONTHS[match["month"].casefold()], match.groupdict().get("year")

    def of_year(year: int) -> tuple[date, date]:
        return (date(year, number, int(match["day"])),) * 2

    try:
        if year:
            return of_year(int(year))
        return _last_before(today, of_year) if today else None
    except ValueError:
        return None


def _iso(match: re.Match[str], _: date | None) -> tuple[date, date] | None:
    try:
        day = date.fromisoformat(match["iso"])
    except ValueError:
        return None
    return day, day


def _month_of(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    number, year = _MONTHS[match["month"].casefold()], match.groupdict().get("year")
    if year:
        return month(int(year), number)
    return _last_before(today, lambda year: month(year, number)) if today else None


def _last_before(today: date, of_year: Callable[[int], tuple[date, date]]) -> tuple[date, date]:
    """What has no year is of the article's, or of the one before where that is still far off."""
    this_year = of_year(today.year)
    return this_year if this_year[0] - today <= SOON else of_year(today.year - 1)


def _quarter_of(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    number = _QUARTERS[match["quarter"].casefold()]
    return _in_year(match, today, lambda year: quarter(year, number))


def _half_of(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    first = 1 if match["half"].casefold() in {"first", "1"} else 7
    return _in_year(match, today, lambda year: (date(year, first, 1), month(year, first + 5)[1]))


def _months_to(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    """ "In the three months to June 30", "for the year ended March 2025": so many months, that one the last."""
    number, many = _MONTHS[match["month"].casefold()], (match["many"] or "12").casefold()
    count = _MANY.get(many, 12)
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if today is None:
            return None
        year = today.year if month(today.year, number)[0] <= today else today.year - 1
    before = 12 * year + number - count
    return date(before // 12, before % 12 + 1, 1), month(year, number)[1]


def _last_half(_: re.Match[str], today: date | None) -> tuple[date, date] | None:
    """ "Sales for the half-year": the last that is over, or is about to be."""
    if today is None:
        return None
    middle = today + timedelta(days=30)
    return (
        (date(middle.year, 1, 1), month(middle.year, 6)[1])
        if middle.month > 6
        else (date(middle.year - 1, 7, 1), month(middle.year - 1, 12)[1])
    )


def _months_of(match: re.Match[str], today: date | None) -> tuple[date, date] | None:
    """ "From January to March", "in the first nine months of 2024"."""
    if match.groupdict().get("many"):
        first, last = 1, _MANY[match["many"].casefold()]
    else:
        first, last = _MONTHS[match["since"].casefold()], _MONTHS[match["month"].casefold()]
    if first >= last:
        return None
    return _in_year(match, today, lambda year: (date(year, first, 1), month(year, last)[1]))


def _in_year(
    match: re.Match[str], today: date | None, of_year: Callable[[int], tuple[date, date]]
) -> tuple[date, date] | None:
    """What is of the year that is said with it, else the last that has begun; no date where none is known."""
    back = "last year" in match.group().casefold()
    if match.groupdict().get("year"):
        return of_year(int(match["year"]))
    if today is None:
        return (PAST.first, PAST.last) if back else None
    if back or "this year" in match.group().casefold():
        return of_year(today.year - back)
    return of_year(today.year if of_year(today.year)[0] <= today else today.year - 1)


def _twelve_months(_: re.Match[str], today: date | None) -> tuple[date, date]:
    """ "Over the past twelve months": a year, and no quarter of it."""
    return (today - timedelta(days=365), today) if today is not None else (PAST.first, PAST.last)


def _years_back(match: re.Match[str], today: date | None) -> tuple[date, date]:
    if today is None:
        return PAST.first, PAST.last
    number = match["number"].casefold()
    year = today.year - (int(number) if number.isdigit() else _NUMBERS[number])
    return date(year, 1, 1), date(year, 12, 31)


def _year_of(match: re.Match[str], _: date | None) -> tuple[date, date]:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _season(match: re.Match[str], _: date | None) -> tuple[date, date]:
    """ "2023/24", a season or a fiscal year: from one spring to the summer after the next."""
    year = int(match["year"])
    return date(year, 4, 1), date(year + 1, 6, 30)


def _relative(match: re.Match[str], today: date | None) -> tuple[date, date]:
    if today is None:
        return (PAST.first, PAST.last) if match["back"] else (date.min, date.max)
    year = today.year - (1 if match["back"] else 0)
    return date(year, 1, 1), date(year, 12, 31)


_SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (
            r"(?:\b(?:in|for|during|over)\s+)?\b(?:the\s+)?"
            r"(?:(?P<many>three|six|nine|twelve|[369]|12)\s+months|(?:(?:full|fiscal|financial)\s+)?year)\s+"
            r"(?:to|through|until|ended|ending|that ended)\s+(?:in\s+)?(?:the\s+)?(?:end\s+of\s+|end-)?"
            rf"(?:\d{{1,2}}(?:st|th)?\s+)?{_MONTH}\b(?:\s+\d{{1,2}}\b(?![.,]\d))?(?:,?\s+{_YEAR}\b)?",
            _months_to,
        ),
        (rf"(?:{_LEAD})?\b(?P<iso>\d{{4}}-\d\d-\d\d)\b", _iso),
        (rf"(?:{_LEAD})?\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b", _day),
        (rf"(?:{_LEAD})?\b{_DAY}\s+{_MONTH},?\s+{_YEAR}\b", _day),
        (rf"{_LEAD}{_MONTH}\s+{_DAY}(?!,?\s+\d{{4}})", _day),
        (rf"{_LEAD}{_DAY}\s+{_MONTH}\b(?!,?\s+\d{{4}})", _day),
        (
            rf"(?:{_LEAD})?\b(?P<quarter>first|second|third|fourth)[- ]quarter"
            rf"(?:\s+(?:of\s+)?(?:{_YEAR}|this year|last year)\b)?",
            _quarter_of,
        ),
        (rf"(?:{_LEAD})?\bQ(?P<quarter>[1-4])[ -]?(?:of\s+)?{_YEAR}\b", _quarter_of),
        (
            rf"(?:{_LEAD})?\b(?P<half>first|second)[- ](?:half|semester|six months)\b"
            rf"(?:\s+of\s+(?:the|its)\s+(?:(?:fiscal|financial)\s+)?year\b)?"
            rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|this year|last year)\b)?(?!\s+of\b)",
            _half_of,
        ),
        (rf"(?:{_LEAD})?\bhalf[- ]year\b", _last_half),
        (rf"(?:{_LEAD})?\bH(?P<half>[12])[ -]?(?:of\s+)?{_YEAR}\b", _half_of),
        (
            rf"\b(?:from|between|the\s+months?\s+of)\s+(?P<since>{_ANY_MONTH})\.?\s+(?:to|and|until|till|through)\s+"
            rf"{_MONTH}(?:,?\s+(?:of\s+)?(?:{_YEAR}|this year|last year)\b)?(?!\s+\d{{1,2}}\b(?![.,]\d))",
            _months_of,
        ),
        (
            rf"\bfirst\s+(?P<many>three|six|nine|3|6|9)\s+months(?:\s+(?:of\s+)?(?:{_YEAR}|this year|last year)\b)?",
            _months_of,
        ),
        (r"\b(?:past|last|previous|latest)\s+(?:twelve|12)\s+months\b", _twelve_months),
        (rf"\b{_NUMBER}\s+years\s+(?:ago|earlier|before|previously)\b", _years_back),
        (rf"(?:{_LEAD})?\b{_MONTH}(?:\s+of)?,?\s+{_YEAR}\b", _month_of),
        (rf"{_LEAD}{_MONTH}\b(?!\s+\d{{1,2}}\b(?![.,]\d))(?:\s+this\s+year)?", _month_of),
        (rf"{_LEAD}{_YEAR}\b(?!\s*(?:[-–/]|percent|%))", _year_of),
        (r"\((?P<year>(?:19|20)\d\d)\)", _year_of),
        (rf"(?:{_LEAD})?\b{_YEAR}[/–-](?:20)?\d\d\b", _season),
        (
            r"\b(?:(?P<back>last year|the previous year|the year before|a year (?:earlier|ago|before))|this year)\b",
            _relative,
        ),
    )
)
_BARE_YEAR = re.compile(r"(?<![\w.,])((?:1[89]|20)\d\d)(?![\w.,]*\d)")
_YEAR_BEFORE = re.compile(r"\b((?:1[89]|20)\d\d)\s?[,:–-]\s*$")
"""A list of years: "1994, 74%; 1998, 66%"."""
_EARLIER = re.compile(
    r"\b(previous(ly)?|formerly|earlier|once|used to|at the time|back then|years? ago|prior|"
    r"until (then|now|recently))\b",
    re.IGNORECASE,
)
