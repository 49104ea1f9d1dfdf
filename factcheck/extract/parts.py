"""One number with its unit: currency, physical unit, multiple, rate, counted noun, or a reason why none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.extract import nouns, passed
from factcheck.extract.ages import with_age
from factcheck.extract.hedges import direction_pattern, hedge_pattern
from factcheck.extract.lexicon import any_of, words
from factcheck.extract.numbers import GAP, POINT, Form, Numeral, numerals, scaled
from factcheck.extract.part import Part
from factcheck.extract.surfaces import money_pattern, money_scale, opening, rate_after, unit_word

NONE = Fraction(0)


def read_parts(text: str, stretch: tuple[int, int], start: int, end: int) -> Iterator[Part]:
    """The numbers of a stretch between silent ones; units are sought to its end, nouns to the sentence's."""
    low, high = stretch
    for number in numerals(text, low, high):
        part = part_of(text, number, max(start, low), high, end)
        if part is not None:
            yield part


def part_of(text: str, number: Numeral, low: int, high: int, end: int) -> Part | None:
    if number.form is Form.ENDLESS:
        return Part(number, number.start, number.end, NONE, NONE, kind="identifier", reason="identifier")
    if number.form is Form.ORDINAL:
        return _ordinal(text, number)
    if number.form is Form.VAGUE:
        return _vague(text, number, end)
    start, currency, negative = opening(text, number, low)
    number = money_scale(text, number, high) if currency else number
    part = Part(number, start, number.end, number.low, number.high, currency or "", currency is not None)
    part = _multiple(text, part, end) or _with_unit(text, part, high, end)
    if negative:
        part = replace(part, low=-part.high, high=-part.low)
    return with_age(text, part, low, end) if part.reason is None else part


def _ordinal(text: str, number: Numeral) -> Part | None:
    per = re.search(r"(?:\bper|[/\d])\s?$", text[max(0, number.start - 5) : number.start])
    if per and text[number.start : number.end].casefold() == "second":
        return None
    return Part(number, number.start, number.end, number.low, number.high, kind="ordinal", reason="ordinal")


_OF_WHAT = re.compile(rf"{GAP}\s?of{GAP}(?=\s)|(?=\s)")


def _vague(text: str, number: Numeral, end: int) -> Part:
    """ "hundreds of billions of dollars", "dozens of hospitals": what stands behind "of" belongs to it."""
    after, unit = number.end, ""
    link = _OF_WHAT.match(text, number.end, end)
    if link:
        name = unit_word(text, link.end(), end, scaled_number=True)
        noun = None if name else nouns.counted(text, link.end(), end, one=False)
        unit, after = name or ((noun.unit, noun.end) if noun and link.end() > number.end else ("", number.end))
    return Part(number, number.start, after, number.low, number.high, unit, kind="vague", reason="vague")


_TIMES = re.compile(rf"(?:{GAP}|-)times(?!\w)", re.IGNORECASE)


@cache
def _comparing_pattern() -> re.Pattern[str]:
    """What makes "times" a multiple: "70 times the", "three times larger", not "five times a year"."""
    later = rf"(?!{GAP}\s?(?:past|course|years|months|weeks|decades)(?!\w))"
    occasion = rf"(?!{GAP}\s?{any_of(words('occasion'))}(?!\w))"
    return re.compile(rf"{occasion}{GAP}\s?(?:{any_of(words('comparing'))}|\w{{2,}}er)(?!\w){later}", re.IGNORECASE)


@cache
def _doubling_pattern() -> re.Pattern[str]:
    return re.compile(rf"{GAP}\s?{any_of(words('doubling'))}(?!\w)", re.IGNORECASE)


def _multiple(text: str, part: Part, end: int) -> Part | None:
    """ "70 times", "doubled", "twice the": how many times as much; or a number of occasions."""
    number = part.number
    if number.form is Form.MULTIPLE:
        return replace(part, unit="multiple", kind="multiple")
    word = text[number.start : number.end].casefold()
    if number.form is Form.OFTEN:
        if word in words("size"):
            follows = _doubling_pattern().match(text, number.end, end)
            return replace(part, unit="multiple", kind="multiple", reason=None if follows else "no quantity")
        if _comparing_pattern().match(text, number.end, end):
            return replace(part, unit="multiple", kind="multiple")
        counted = replace(number, step=Fraction(1), coarse=Fraction(1))
        return replace(part, number=counted, unit="time", kind="count", noun=True)
    if part.unit:
        return None
    match = _TIMES.match(text, part.end, end)
    if match is None:
        return None
    whole = number.low.denominator == 1  # nobody wins two and a half times
    if not whole or _comparing_pattern().match(text, match.end(), end) or _grew(text, part.start):
        return replace(part, end=match.end(), unit="multiple", kind="multiple")
    return replace(part, end=match.end(), unit="time", kind="count", noun=True)


def _grew(text: str, at: int) -> bool:
    return direction_pattern().search(text[max(0, at - 40) : at]) is not None


def _with_unit(text: str, part: Part, high: int, end: int) -> Part:
    """The part with the unit or the noun that follows it, or with the reason why it is none."""
    number = part.number
    if part.sign:
        return _rate(text, _named_currency(text, part, high), end)
    if number.form is Form.FRACTION:
        return _part_of_unit(text, part, end)
    found = unit_word(text, part.end, high, scaled_number=number.scaled)
    metres = found is not None and number.form is Form.DIGITS and money_pattern().match(text, part.end, high)
    if metres:
        people = _counted_in_millions(text, number, high, end)
        if people is not None:
            return _rate(text, _of_nouns(part, *people), end)
    if found is not None:
        return _rate(text, replace(part, end=found[1], unit=found[0]), end)
    if number.form is Form.DIGITS and (glued := _GLUED.match(text, part.end, end)):
        return _glued(text, part, glued, high, end)
    if _named_before(text, part):
        return replace(part, kind="identifier", reason="identifier")
    return _counted(text, part, end)


_OF_A = re.compile(rf"{GAP}\s?(?:of{GAP}\s)?an?(?=\s)", re.IGNORECASE)


def _part_of_unit(text: str, part: Part, end: int) -> Part:
    """ "half an hour", "three-quarters of a mile", else a share: "half of the pupils"."""
    point = POINT.match(text, part.end, end)
    if point:
        return replace(part, unit="percentage_point", kind="change", end=point.end())
    link = _OF_A.match(text, part.end, end)
    found = unit_word(text, link.end() if link else part.end, end, scaled_number=False)
    if found is None or not (units.is_physical(found[0]) or found[0] in ("percent", "percentage_point")):
        return replace(part, kind="share")
    return replace(part, unit=found[0], end=found[1])


_GLUED = re.compile(r"(?:[^\W\d_]|(?<=\d)-(?=[A-Z]{2}))[\w-]{0,40}")


CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


_FEET_BEFORE = re.compile(r"\d\s?(?:ft|feet|foot)\s?$")


def _glued(text: str, part: Part, glued: re.Match[str], high: int, end: int) -> Part:
    """ "5G", "747s", "3D": letters that are no unit make the number a name; "35m people" are millions."""
    if glued.group() == "in" and _FEET_BEFORE.search(text[max(0, part.start - 8) : part.start]):
        return replace(part, end=glued.end(), unit="inch")  # "6ft 7in"; alone, "in" is a word
    if CJK.match(text, part.end):
        return part
    people = _counted_in_millions(text, part.number, high, end)
    if people is not None:
        return _of_nouns(part, *people)
    return replace(part, end=min(glued.end(), high), kind="identifier", reason="identifier")


def _of_nouns(part: Part, number: Numeral, noun: nouns.Noun) -> Part:
    return replace(
        part, number=number, low=number.low, high=number.high, end=noun.end, unit=noun.unit,
        noun=not units.is_physical(noun.unit),
    )  # fmt: skip


def _counted_in_millions(text: str, number: Numeral, high: int, end: int) -> tuple[Numeral, nouns.Noun] | None:
    match = money_pattern().match(text, number.end, high)
    if match is None or number.scaled or match.start("short") != match.start():
        return None
    noun = nouns.counted(text, match.end(), end, one=False)
    currency = unit_word(text, match.end(), end, scaled_number=True)
    if currency:
        noun = nouns.Noun(currency[0], currency[1])
    if noun is None or noun.unit in words("racing"):
        return None
    return scaled(number, Fraction(words("money")[match["short"]]), match.end()), noun


def _named_currency(text: str, part: Part, high: int) -> Part:
    """ "$5 million CAD", "$5 million Canadian": the code behind it is more exact than the sign."""
    found = unit_word(text, part.end, high, scaled_number=True)
    if found and units.is_currency(found[0]) and found[0] not in units.MINOR:
        return replace(part, end=found[1], unit=found[0])
    return part


def _rate(text: str, part: Part, end: int) -> Part:
    """One unit with a stroke: "$70 a barrel", "90 km per hour". Percentages stay as they are."""
    if units.is_ratio(part.unit) or part.unit in ("percentage_point", "basis_point"):
        return part
    match = rate_after(text, part.end, end)
    if match is None:
        return part
    per = match["any"] or match["listed"]
    name = units.table_unit(per)
    if name is None:
        name = nouns.singular(per)
    kind = "price" if units.is_currency(part.unit) and not units.is_time(name) else ""
    stop = match.end() if match.start() == part.end else part.end
    return replace(part, end=stop, unit=f"{part.unit}/{name}", kind=kind or part.kind)


def _named_before(text: str, part: Part) -> bool:
    number = part.number
    if number.scaled or number.form is not Form.DIGITS:
        return False
    if "," in text[number.start : number.end]:
        return False  # "the herd numbers 212,000 cows"
    before = text[max(0, part.start - 40) : part.start]
    return passed.is_labelled(before, "label") or passed.is_labelled(before, "name")


def _counted(text: str, part: Part, end: int) -> Part:
    number = part.number
    one = number.high == 1 and number.low == 1
    if among := _among(text, part, end):
        return replace(part, unit=among.unit, noun=True)
    if number.form is Form.WORDS and one and _idle(text, part, end):
        return replace(part, kind="count", reason="no quantity")
    noun = nouns.counted(text, part.end, end, one=one)
    if noun is None or (number.plain and _year_before_noun(text, part, noun)):
        return part
    return _rate(text, replace(part, end=noun.end, unit=noun.unit, noun=True), end)


_OF_THEM = re.compile(rf"{GAP}\sof{GAP}\s(?:the|its|his|her|their|our|my|your|these|those)(?=\s)", re.IGNORECASE)
_MOST = re.compile(rf"{GAP}\s(?:most{GAP}\s[\w-]+|[\w-]+['’]s)(?=\s)", re.IGNORECASE)
"""May stand before what is counted: "one of the world's most important battles"."""


def _among(text: str, part: Part, end: int) -> nouns.Noun | None:
    """ "one of the players", "two of its ships" count players and ships; the span ends with the number."""
    if part.number.form is not Form.WORDS or part.number.scaled:
        return None
    link = _OF_THEM.match(text, part.end, end)
    if link is None:
        return None
    at = link.end()
    while most := _MOST.match(text, at, end):
        at = most.end()
    noun = nouns.counted(text, at, end, one=False)
    return None if noun is None or units.is_time(noun.unit) else noun


_WORD_BEHIND = re.compile(rf"(?:-|{GAP}\s?)(?P<word>[^\W\d_]+)")


def _idle(text: str, part: Part, end: int) -> bool:
    """ "one of", "no one", "one day": words that count nothing."""
    follows = _WORD_BEHIND.match(text, part.end, end)
    before = words_before("idling").search(text[max(0, part.start - 12) : part.start])
    if follows is None or before is not None:
        return True
    return follows["word"].casefold() in words("idiom") or follows.group()[0] == "-"


@cache
def words_before(sort: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(sort))}[\s-]{{1,2}}$", re.IGNORECASE)


def _year_before_noun(text: str, part: Part, noun: nouns.Noun) -> bool:
    """ "the 2024 elections" are those of a year; "about 2000 people" are so many."""
    surface = text[part.number.start : part.number.end]
    if not passed.is_year(surface) or int(surface) < 1900:
        return False
    before = text[max(0, part.start - 32) : part.start]
    if surface.endswith("00") and noun.unit in ("person", "job", "worker", "employee"):
        return False
    return hedge_pattern().search(before) is None
