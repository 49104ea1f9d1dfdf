"""Numbers as English writes them: digits, words, fractions, with their scale and the rounding that they show.

Only the number is read here: what it counts is for parts.py, whether it claims anything for passed.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache

from factcheck.extract.lexicon import any_of, meant, words
from factcheck.interval import trailing

ONE = Fraction(1)
LONGEST = 60
"""More characters than this in one number are no quantity, and would be slow to turn into one."""

GAP = r"(?:[ \t\u00a0\u2009\u202f]{0,3}(?:\r?\n[ \t>]{0,8})?)"
"""White space inside a figure: a line may be wrapped, a paragraph never ends."""

_GROUPED = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?"
_SPACED = r"\d{1,3}(?:[\u00a0\u2009\u202f'’]\d{3})+(?!\d)(?:\.\d+)?"
_POINTED = r"\d{1,3}(?:\.\d{3}){2,}(?![\d.])(?:,\d+)?"
_PLAIN = r"\d+(?:\.\d+)?"
DIGITS = re.compile(
    rf"(?:{_GROUPED}|{_SPACED}|{_POINTED}|{_PLAIN}|(?<![\d\w])\.\d+)(?P<power>[eE][+-]?\d{{1,3}}(?!\w)|\s?[×x]\s?10\^?[⁰¹²³⁴-⁹\d]{{1,2}}(?!\w))?"
)
_WIDE = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
GLYPHS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip


class Form(StrEnum):
    """How a number is written, which decides what it can be."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"  # two-thirds, half, one in five
    MULTIPLE = "multiple"  # doubled, fivefold
    OFTEN = "often"  # twice
    VAGUE = "vague"  # hundreds of billions
    ORDINAL = "ordinal"  # 21st, third
    ENDLESS = "endless"  # too many digits to be a quantity


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its scale word, without sign or unit: "8.7 trillion", "twenty-three hundred"."""

    start: int
    end: int
    form: Form
    low: Fraction
    high: Fraction
    step: Fraction
    coarse: Fraction
    mantissa: Fraction = Fraction(0)
    scaled: bool = False  # a scale word or its abbreviation was written
    plain: bool = False  # digits only, without grouping, point or scale: may be a year or a name


def numerals(text: str, start: int, end: int) -> Iterator[Numeral]:
    """Every number in text[start:end], left to right, none overlapping another."""
    at = start
    for match in _scanner().finditer(text, start, end):
        if match.start() < at:
            continue
        found = _read(text, match, end)
        if found is not None:
            yield found
            at = found.end


_DIGIT = re.compile(rf"[\d{''.join(GLYPHS)}]")
_LETTERS = re.compile(r"[a-z]+")


def may_hold_number(text: str) -> bool:
    """Whether a stretch of text holds a digit or a word of a number or a date; in most of a text this says no."""
    return _DIGIT.search(text) is not None or not _telling_words().isdisjoint(_LETTERS.findall(text.casefold()))


@cache
def _telling_words() -> frozenset[str]:
    known = [*_starters(), *words("fraction"), *words("scale"), *words("month"), "ago", "clock"]
    return frozenset(max(_LETTERS.findall(word.casefold()), key=len, default="") for word in known)


def _starters() -> list[str]:
    """What a number that is written in letters may begin with, but for "a" and "an"."""
    starters = [*words("number"), *words("multiple"), *words("often"), *words("size"), *words("vague")]
    return [*starters, *words("fraction"), *words("ordinal"), *_tens_and_ranks()]


@cache
def _scanner() -> re.Pattern[str]:
    led = any_of([*words("fraction"), *words("scale")])
    return re.compile(
        r"(?P<digit>(?-i:[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]|\.(?<![\w.]\.)(?=\d)))"
        rf"|(?<![\w-])(?P<word>{any_of(_starters())}|an?(?=[\s-]{{1,3}}{led}))(?![\w’'])",
        re.IGNORECASE,
    )


def _tens_and_ranks() -> list[str]:
    tens = [word for word, value in words("number").items() if int(value) >= 20]
    return [f"{ten}-{rank}" for ten in tens for rank, value in words("ordinal").items() if int(value) < 10]


def _read(text: str, match: re.Match[str], end: int) -> Numeral | None:
    if match["digit"]:
        return _digits(text, match.start(), end)
    word = re.sub(r"\s+", " ", match["word"].casefold())
    if word in words("vague"):
        return _vague(match.start(), match.end(), word)
    if word in words("multiple") or word in words("often") or word in words("size"):
        return _multiple(match.start(), match.end(), word)
    return (
        _fraction(text, match.start(), end)
        or _one_in(text, match.start(), end)
        or _spelled(text, match.start(), end)
        or _ordinal(match.start(), match.end(), word)
    )


# ── Digits ────────────────────────────────────────────────────────────────────────────────────────────────


def _digits(text: str, start: int, end: int) -> Numeral:
    share = _one_in(text, start, end) or _slashed(text, start, end) if text[start] in "123456789" else None
    if share is not None:
        return share
    if text[start] in GLYPHS:
        return _scale_of(text, _glyph(start, start + 1, Fraction(0), text[start]), end)
    match = _wide(text, start, end) or DIGITS.match(text, start, end)
    if match is None:
        return _endless(start, start + 1)
    if match.end() - start > LONGEST:
        return _endless(start, match.end())
    glyph = text[match.end() : min(end, match.end() + 1)]
    if glyph in GLYPHS and match.group().isdigit():
        return _scale_of(text, _glyph(start, match.end() + 1, Fraction(match.group()), glyph), end)
    mixed = _MIXED.match(text, start, end)
    if mixed and 0 < int(mixed[2]) < int(mixed[3]) <= 16:
        value = int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3]))
        return _scale_of(text, _exact(start, mixed.end(), value, Fraction(1, int(mixed[3]))), end)
    return _figure(text, match, end)


def _endless(start: int, end: int) -> Numeral:
    return Numeral(start, end, Form.ENDLESS, Fraction(0), Fraction(0), Fraction(0), Fraction(0))


def _slashed(text: str, start: int, end: int) -> Numeral | None:
    """ "2/3 of", "3/4 the": alone such digits may be a date."""
    match = _SLASHED.match(text, start, end)
    if match is None or not 0 < int(match[1]) < int(match[2]) <= 20:
        return None
    return _part(start, match.end(2), Fraction(int(match[1]), int(match[2])))


_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?![\w/])(?=(?:rds?|ths?)?\s(?:of|the)(?!\w))")
_MIXED = re.compile(r"(\d{1,3})[ -](\d{1,2})/(\d{1,2})(?![\w/])")


def _figure(text: str, match: re.Match[str], end: int) -> Numeral:
    surface = match.group()
    power = (match["power"] or "") if match.re is DIGITS else ""
    digits = plain_digits(surface[: len(surface) - len(power)])
    exponent = int(re.sub(r".*10\^?|[eE]", "", power.translate(_SUPERSCRIPT))) if power else 0
    if abs(exponent) > LONGEST:
        return _endless(match.start(), match.end())
    mantissa = value = _decimal(digits)
    step, coarse = trailing(digits)
    if power:
        scale = Fraction(10) ** exponent
        value, step, coarse = value * scale, step * scale, coarse * scale
    found = Numeral(
        match.start(), match.end(), Form.DIGITS, value, value, step, coarse, mantissa,
        scaled=bool(power), plain=surface.isdigit(),
    )  # fmt: skip
    ordinal = _RANK.match(text, match.end(), end)
    if ordinal and found.plain:
        return replace(found, end=ordinal.end(), form=Form.ORDINAL)
    return _scale_of(text, found, end)


def _decimal(digits: str) -> Fraction:
    """Plain digits as a number: what `Fraction(digits)` gives, in a quarter of its time."""
    whole, _, places = digits.partition(".")
    return Fraction(int(whole + places), 10 ** len(places)) if places else Fraction(int(whole))


_RANK = re.compile(r"(?:st|nd|rd|th)(?!\w)", re.IGNORECASE)


def _wide(text: str, start: int, end: int) -> re.Match[str] | None:
    """Digits grouped by ordinary spaces, where nothing else can be meant: "$13 009 million", "1 234 567"."""
    match = _WIDE.match(text, start, min(end, start + LONGEST))
    if match is None:
        return None
    money = text[max(0, start - 2) : start].strip()[-1:] in tuple("$€£¥₹")
    scale = scale_after(text, match.end(), end)[1] > match.end()
    prose = _LOWER_BEFORE.search(text[max(0, start - 3) : start]) and _LOWER_BEHIND.match(text, match.end(), end)
    return match if money or scale or prose or match.group().count(" ") > 1 else None


_LOWER_BEFORE = re.compile(r"(?:^|[a-z]{2}[ (])$")
_LOWER_BEHIND = re.compile(r" (?:[a-z°]|%)")


def plain_digits(surface: str) -> str:
    """The digits with their decimal point and without grouping: "1.234.567,8" → "1234567.8"."""
    if surface.isdigit():
        return surface
    if surface.count(".") > 1:
        surface = surface.replace(".", "").replace(",", ".")
    return re.sub(r"[,\s'’\u00a0\u2009\u202f]", "", surface)


def _glyph(start: int, end: int, whole: Fraction, glyph: str) -> Numeral:
    part = GLYPHS[glyph]
    if whole == 0:
        return _part(start, end, part)
    return _exact(start, end, whole + part, Fraction(1, part.denominator))


def _part(start: int, end: int, value: Fraction) -> Numeral:
    """A fraction, of which a twentieth is one step: "two-thirds" is said of anything from 65 to 68%."""
    return Numeral(start, end, Form.FRACTION, value, value, value / 20, value / 20, value)


def _exact(start: int, end: int, value: Fraction, step: Fraction) -> Numeral:
    return Numeral(start, end, Form.WORDS, value, value, step, step, value)


# ── Scale ─────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _scale_pattern() -> re.Pattern[str]:
    latin = [word for word in words("scale") if word.isascii()]
    other = [word for word in words("scale") if not word.isascii()]
    return re.compile(
        rf"(?:-|{GAP})(?:(?P<word>(?i:{any_of(latin)}))(?![\w]|-?(?:fold)\b)|(?P<sign>{any_of(other)}))"
        rf"|{GAP}(?P<short>{any_of(words('short'))})(?![\w&'’]|\.\w)"
    )


def scale_after(text: str, at: int, end: int) -> tuple[Fraction, int]:
    """The scale words behind a number and where they end: (10^9, …) before " billion", else (1, at)."""
    scale = ONE
    for _ in range(3):
        match = _scale_pattern().match(text, at, end)
        if match is None or (match["short"] and not _is_short(match)):
            break
        known = match["word"] or match["sign"]
        scale *= meant("scale", known.casefold()) if known else meant("short", match["short"])
        at = match.end()
        if match["short"]:
            break
    return scale, at


def _is_short(match: re.Match[str]) -> bool:
    """ "5 M", "5 K" and "5 T" with a space are names more often than numbers; "5 bn" is a number."""
    return len(match["short"]) > 1 or match.start("short") == match.start()


def _scale_of(text: str, number: Numeral, end: int) -> Numeral:
    scale, after = scale_after(text, number.end, end)
    return number if after == number.end else scaled(number, scale, after)


def scaled(number: Numeral, scale: Fraction, end: int) -> Numeral:
    """The number with a scale word that ends at `end`."""
    form = Form.DIGITS if number.form is Form.DIGITS else Form.WORDS
    low, step = number.low * scale, number.step * scale
    high = low if number.high is number.low else number.high * scale
    coarse = step if number.coarse is number.step else number.coarse * scale
    return Numeral(number.start, end, form, low, high, step, coarse, number.mantissa, scaled=True)


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _word_pattern() -> re.Pattern[str]:
    latin = [word for word in words("scale") if word.isascii() and word not in ("cr", "lac", "lacs", "mio")]
    return re.compile(
        rf"(?P<gap>[\s-]{{1,3}})?(?P<and>and{GAP}\s)?"
        rf"(?P<word>{any_of([*words('number'), *latin])})(?![\w’'])",
        re.IGNORECASE,
    )


_ARTICLE = re.compile(r"an?\s{1,3}", re.IGNORECASE)
_HALF = re.compile(rf"{GAP}\s?and{GAP}\sa{GAP}\s(?P<half>half|quarter)(?!\w)|-and-a-half(?!\w)", re.IGNORECASE)


def _spelled(text: str, start: int, end: int) -> Numeral | None:
    """A number in words from `start`: "twenty-three hundred", "two and a half million", "a dozen"."""
    total = group = Fraction(0)
    smallest, last, at, seen = Fraction(1), Fraction(0), start, 0
    article = _ARTICLE.match(text, start, end)
    if article:
        group, at = Fraction(1), article.end()
    while match := _word_pattern().match(text, at, end):
        if match["gap"] is None and at != start and not (article and at == article.end()):
            break
        word = match["word"].casefold()
        if word in words("number"):
            value = Fraction(words("number")[word])
            if (article and not seen) or not _composes(group, last, value) or (match["and"] and last < 100):
                break
            group, last, smallest = group + value, value, Fraction(1)
        else:
            value = Fraction(words("scale")[word])
            if match["and"] or (not seen and not article) or (value >= 1000 and not group):
                break
            if value == 100:
                if group >= 100:
                    break
                group *= 100
            elif total and value >= smallest and total >= value:
                break
            else:
                total, group, smallest = total + group * value, Fraction(0), value
            last = value
        at, seen = match.end(), seen + 1
        if seen > 12:
            break
    if not seen:
        return None
    value = total + group
    half = _HALF.match(text, at, end)
    if half and value < 1000:
        part = Fraction(1, 4) if (half["half"] or "").casefold() == "quarter" else Fraction(1, 2)
        return _scale_of(text, _exact(start, half.end(), value + part, part), end)
    step = smallest if total and not group else Fraction(1)
    digits = str(int(value / step))
    fine, coarse = trailing(digits, step)
    is_scaled = bool(total) and value >= 1000
    return Numeral(start, at, Form.WORDS, value, value, fine, coarse, value / step, is_scaled)


def _composes(group: Fraction, last: Fraction, value: Fraction) -> bool:
    """Whether a word may follow inside one number: "twenty" + "three", not "five" + "six"."""
    if group == 0 and last == 0:
        return True
    if last >= 100:
        return True
    return 20 <= last < 100 and value < 10 and value > 0


# ── Fractions ─────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _fraction_pattern() -> re.Pattern[str]:
    counts = [word for word, value in words("number").items() if 0 < int(value) < 20]
    return re.compile(
        rf"(?:(?P<count>{any_of(counts)}|a|an)(?P<gap>-|\s{{1,2}}))?"
        rf"(?P<part>{any_of(words('fraction'))})(?![\w’'])(?!-{any_of(words('compound'))}(?!\w))",
        re.IGNORECASE,
    )


@cache
def _scaled_part_pattern() -> re.Pattern[str]:
    scales = [word for word in words("scale") if word.isascii() and len(word) > 3]
    return re.compile(rf"{GAP}\s?(?:of{GAP}\s)?an?{GAP}\s(?={any_of(scales)}(?!\w))", re.IGNORECASE)


@cache
def _before_pattern(sort: str) -> re.Pattern[str]:
    """One of a sort's words right before a place."""
    return re.compile(rf"(?<!\w){any_of(words(sort))}[\s-]{{1,2}}$", re.IGNORECASE)


@cache
def _behind_pattern(sort: str) -> re.Pattern[str]:
    """One of a sort's words right behind a place."""
    return re.compile(rf"(?:\s{{1,2}}|-){any_of(words(sort))}(?!\w)", re.IGNORECASE)


def _ends(text: str, at: int, end: int) -> bool:
    """Whether a phrase ends here: at a sign, at the end, or because something new begins."""
    return _SIGN.match(text, at, end) is not None or _behind_pattern("part-end").match(text, at, end) is not None


_SIGN = re.compile(r"\s{0,2}(?:[.,;:!?)\]”\"—–]|$)")
POINT = re.compile(r"-(?:percentage-)?point(?!\w)", re.IGNORECASE)
"""Central banks move by a "quarter-point"."""
_HALF_NAME = re.compile(r"\s?-|\s{1,2}(?:past|time|brother|sister|hour|century|year)(?!\w)")


def _fraction(text: str, start: int, end: int) -> Numeral | None:
    """Parts in words: "two-thirds", "a quarter of", "half the"; "the third quarter" is none."""
    match = _fraction_pattern().match(text, start, end)
    if match is None:
        return None
    name, count = match["part"].casefold(), (match["count"] or "").casefold()
    part = Fraction(words("fraction")[name])
    value = part * (int(words("number")[count]) if count in words("number") else 1)
    before = text[max(0, start - 24) : start]
    if value >= 1 or (name.endswith("s") and name != "halves") != (value != part):
        return None
    if POINT.match(text, match.end(), end):
        return _part(start, match.end(), value)
    if name == "half" and count in ("", "a", "one"):
        return _half(text, match, before, end)
    spelled_out = count in words("number") and (match["gap"] == "-" or value != part)
    of_something = _behind_pattern("partitive").match(text, match.end(), end) is not None
    follows = of_something or (count and _ends(text, match.end(), end))
    if not (spelled_out or follows) or (not count and name != "half"):
        return None
    if not spelled_out and not of_something and not _before_pattern("introducing").search(before):
        return None
    if name in ("quarter", "quarters") and spelled_out and match["gap"] != "-" and not follows:
        return None
    return _scaled_part(text, _part(start, match.end(), value), end)


def _half(text: str, match: re.Match[str], before: str, end: int) -> Numeral | None:
    start = match.start()
    scaled_part = _scaled_part_pattern().match(text, match.end(), end)
    if scaled_part:
        return _scaled_part(text, _part(start, match.end(), Fraction(1, 2)), end)
    if _before_pattern("period").search(before) or _HALF_NAME.match(text, match.end(), end):
        return None
    halved = _behind_pattern("halving").match(text, match.end(), end) or match["count"]
    if halved or _before_pattern("introducing").search(before):
        return _part(start, match.end(), Fraction(1, 2))
    return None


def _scaled_part(text: str, part: Numeral, end: int) -> Numeral:
    """ "half a million", "three-quarters of a billion": the part of a scale word is a number of its own."""
    link = _scaled_part_pattern().match(text, part.end, end)
    if link is None:
        return part
    scale, after = scale_after(text, link.end() - 1, end)
    return scaled(part, scale, after) if after > link.end() else part


@cache
def _ratio_pattern() -> re.Pattern[str]:
    number = any_of([word for word, value in words("number").items() if 0 < int(value) <= 20] + ["hundred"])
    link = rf"{GAP}\s?(?:in{GAP}\severy|in|out{GAP}\sof{GAP}\severy|out{GAP}\sof|of{GAP}\severy){GAP}\s?"
    counted = r"(?:per|percent|million|billion|trillion|thousand|hundred|years|months|days|weeks)"
    tail = rf"(?![\w’'%-]|[,.]\d)(?!{GAP}\s?{counted}\b)"
    return re.compile(
        rf"(?P<first>{number}|\d{{1,2}}){link}(?P<second>a{GAP}\shundred|{number}|\d{{1,4}}){tail}",
        re.IGNORECASE,
    )


@cache
def _one_noun_in_pattern() -> re.Pattern[str]:
    number = any_of([word for word, value in words("number").items() if 1 < int(value) <= 20] + ["hundred"])
    goes_on = r"(?:of|is|are|was|were|has|have|had|does|do|did|can|could|will|would|who|that|and|or|but|now|still)"
    return re.compile(
        rf"(?P<first>one){GAP}\s?[a-z][a-z-]+{GAP}\s?(?:in|out{GAP}\sof){GAP}\s(?:every{GAP}\s)?(?P<second>{number}|\d{{1,3}})"
        rf"(?={GAP}\s{goes_on}\b|[^\w\s,.%’'-]|[,.](?!\d)|$)",
        re.IGNORECASE,
    )


def _one_in(text: str, start: int, end: int) -> Numeral | None:
    """A share: "one in five", "one cow in five", "9 out of 10"; of ten or a round number, else they are two counts."""
    match = _ratio_pattern().match(text, start, end) or _one_noun_in_pattern().match(text, start, end)
    if match is None:
        return None
    first, second = _small(match["first"]), _small(match["second"])
    if first >= second or not (second <= 10 or (first == 1 and second < 1900) or second in (20, 100, 1000)):
        return None
    return _part(start, match.end(), Fraction(first, second))


def _small(surface: str) -> int:
    return (
        int(surface)
        if surface.isdigit()
        else 100
        if "hundred" in surface.casefold()
        else int(words("number")[surface.casefold()])
    )


# ── The rest ──────────────────────────────────────────────────────────────────────────────────────────────


def _vague(start: int, end: int, word: str) -> Numeral:
    low, high = (Fraction(bound) for bound in words("vague")[word].split())
    return Numeral(start, end, Form.VAGUE, low, high, low, low, low)


def _multiple(start: int, end: int, word: str) -> Numeral:
    """ "doubled" is said of anything near 2: within a twentieth, as with fractions."""
    form = Form.MULTIPLE if word in words("multiple") else Form.OFTEN
    value = Fraction(next(words(sort)[word] for sort in ("multiple", "often", "size") if word in words(sort)))
    return Numeral(start, end, form, value, value, value / 10, value / 10, value)


def _ordinal(start: int, end: int, word: str) -> Numeral | None:
    rank = words("ordinal").get(word.partition("-")[2] or word) or words("ordinal").get(word)
    if rank is None:
        return None
    ten = words("number").get(word.partition("-")[0], "0") if "-" in word else "0"
    value = Fraction(int(rank) + int(ten))
    return Numeral(start, end, Form.ORDINAL, value, value, Fraction(1), Fraction(1), value)
