"""Figures as people write them: "$152 billion", "748,000 BTC", "52.3–61.6%"; for messages and reports alone.

Rounding here decides nothing: verdicts rest on the exact fractions. Figures are shortened to what a reader
takes in, and lengthened again where two that differ would look the same.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from factcheck.interval import Interval

SIGNIFICANT = 3
MOST = 12  # figures that agree in so many digits may look the same

_SIGNS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩",
    "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "HKD": "HK$", "SGD": "S$", "BRL": "R$",
}  # fmt: skip
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_SCALE_FAMILIES = (
    {3: "k", 6: "m", 9: "bn", 12: "tn"},
    {3: "K", 6: "M", 9: "B", 12: "T"},
    {3: "k", 6: "mn", 9: "b", 12: "t"},
    {3: "thousand", 6: "million", 9: "billion", 12: "trillion"},
)
_PLURALS = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth",
    "half": "halves", "life": "lives", "knife": "knives", "loaf": "loaves", "calf": "calves",
    "leaf": "leaves", "shelf": "shelves", "potato": "potatoes", "tomato": "tomatoes", "hero": "heroes",
    "analysis": "analyses",
    "aircraft": "aircraft", "sheep": "sheep", "fish": "fish", "series": "series", "species": "species",
    "hertz": "hertz", "celsius": "celsius", "fahrenheit": "fahrenheit",
}  # fmt: skip
_POWER = re.compile(r"(\w+)\*\*([23])")
_POWERS = {"2": "square", "3": "cubic"}
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[,  ]\d{3})*(?:\.\d+)?)"
    r"(?:(?P<gap>[\s-]?)(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[kmbt])\b)?",
    re.IGNORECASE,
)


def say(value: Fraction, unit: str, *, significant: int = SIGNIFICANT) -> str:
    """The value for a reader, rounded half to even: $152,340,000,000 is "$152 billion".

    Below 10,000 no digit before the point is lost: 2025 stays 2025.
    """
    rounded = _round(value, _last_place(value, significant))
    return _full(rounded, unit, _scale_of(rounded))


def say_interval(interval: Interval, unit: str) -> str:
    """Both ends, "$144–156 billion", rounded by at most a tenth of the width; equal ends as one figure."""
    place = _interval_place(interval)
    low, high = _round(interval.low, place), _round(interval.high, place)
    if low == high:
        return say(interval.middle, unit)
    if _far_apart(interval):
        return f"{say(interval.low, unit)} to {say(interval.high, unit)}"
    scale = _scale_of(max(abs(low), abs(high)))
    if low < 0:
        return f"{_full(low, unit, scale)} to {_full(high, unit, scale)}"
    places = max(_places(low, scale, unit), _places(high, scale, unit))
    digits = "–".join(_digits(end, scale, places, unit) for end in (low, high))
    return _dressed(digits, unit, scale, one=False)


def say_apart(values: Sequence[Fraction], unit: str) -> tuple[str, ...]:
    """Several figures with as many digits as it takes that different ones look different.

    Figures that agree in all of the first twelve digits may still look the same.
    """
    for significant in range(SIGNIFICANT, MOST):
        shown = tuple(say(value, unit, significant=significant) for value in values)
        if len(set(shown)) == len(set(values)):
            return shown
    return tuple(say(value, unit, significant=MOST) for value in values)


def like(value: Fraction, surface: str, unit: str, *, exact: bool = False) -> str:
    """The value as the article would print it: 152 billion, printed as "$12.3 billion" is, is "$152 billion".

    It takes over the surface's significant digits (of a percentage its decimals), scale word and unit words;
    more digits where the result would repeat the surface or be more than a twentieth off, and all that there are
    where `exact`. A fraction in words becomes a percentage: 0.59 for "two-thirds" is "59%".
    """
    numbers = list(_NUMBER.finditer(surface))
    if len(numbers) != 1 or value < 0:
        return _like_words(value, unit)
    found = numbers[0]
    printed = Fraction(re.sub(r"[^\d.]", "", found["digits"]))
    exponent = _exponent(found["scale"])
    rounded = value if exact else _as_precise(value, found["digits"], printed * 10**exponent, unit)
    if (rounded == 1) != (printed * 10**exponent == 1):
        return say(rounded, unit)
    return surface[: found.start()] + _restyled(rounded, found, unit) + surface[found.end() :]


def say_gap(stated: Fraction, expected: Fraction, unit: str) -> str:
    """By how much a stated figure misses the expected one: "$20 billion (2.2%) too low".

    Percentages differ in percentage points; from twice or half on, the factor says more than the difference.
    """
    if unit == "weekday":
        return "the wrong day" if stated != expected else "the right day"
    side = "too high" if stated > expected else "too low"
    if stated == expected:
        return "no difference"
    if unit == "percent":
        return f"{say(abs(stated - expected), 'percentage_point')} {side}"
    if stated * expected <= 0:
        return f"{say(abs(stated - expected), unit)} {side}"
    factor = max(stated / expected, expected / stated)
    if factor >= 2:
        return f"a factor of {say(factor, '')} {side}"
    share = say(abs(stated / expected - 1) * 100, "percent")
    if unit in ("", "multiple"):
        return f"{share} {side}"
    return f"{say(abs(stated - expected), unit)} ({share}) {side}"


def unit_words(unit: str, *, one: bool = False) -> str:
    """The unit's name for a reader: "person" is "people", "USD/BTC" is "USD per BTC"."""
    top, _, per = unit.partition("/")
    name = _noun(top, one=one)
    return f"{name} per {_noun(per, one=True)}" if per else name


# ── digits ────────────────────────────────────────────────────────────────────────────────────────────────


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 2 for 152, -1 for 0.59, 0 for 0."""
    if value == 0:
        return 0
    guess = Decimal(abs(value.numerator)).adjusted() - Decimal(value.denominator).adjusted()
    return guess if abs(value) >= Fraction(10) ** guess else guess - 1


def _last_place(value: Fraction, significant: int) -> int:
    place = _magnitude(value) - significant + 1
    return min(place, 0) if abs(value) < 10_000 else place


def _round(value: Fraction, place: int) -> Fraction:
    unit = Fraction(10) ** place
    return round(value / unit) * unit


def _scale_of(value: Fraction) -> int:
    return next((power for power, _ in _SCALES if abs(value) >= 10**power), 0)


def _places(rounded: Fraction, scale: int, unit: str) -> int:
    """How many decimals the figure needs; an amount of money in cents has two."""
    scaled = rounded / 10**scale
    places = 0
    while (scaled * 10**places).denominator != 1:
        places += 1
    return max(places, 2) if places and scale == 0 and unit.partition("/")[0] in _SIGNS else places


def _digits(rounded: Fraction, scale: int, places: int, unit: str) -> str:
    whole = Decimal(int(abs(rounded) / 10**scale * 10**places)).as_tuple().digits
    shown = Decimal((0, whole, -places))
    return f"{shown:f}" if not unit and shown < 10_000 else f"{shown:,f}"


# ── intervals ─────────────────────────────────────────────────────────────────────────────────────────────


def _interval_place(interval: Interval) -> int:
    greatest = max(abs(interval.low), abs(interval.high))
    place = _last_place(greatest, SIGNIFICANT)
    if interval.width:
        place = min(place, _magnitude(interval.width / 10))
    return max(place, _magnitude(greatest) - MOST + 1)


def _far_apart(interval: Interval) -> bool:
    """Whether the ends are written out in full, because one scale word or rounding would hide the low one."""
    low, high = interval.low, interval.high
    if low <= 0 or high <= 0:
        return False
    apart = _magnitude(high) - _magnitude(low)
    return apart > 3 or (_scale_of(low) != _scale_of(high) and apart > 1)


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _full(rounded: Fraction, unit: str, scale: int) -> str:
    if unit == "weekday":
        return calendar.day_name[int(rounded) - 1]
    shown = _dressed(_digits(rounded, scale, _places(rounded, scale, unit), unit), unit, scale, one=abs(rounded) == 1)
    return f"−{shown}" if rounded < 0 else shown


def _dressed(digits: str, unit: str, scale: int, *, one: bool) -> str:
    """Digits with scale word and unit around them: sign before, everything else behind."""
    number = f"{digits} {dict(_SCALES)[scale]}" if scale else digits
    top, _, per = unit.partition("/")
    if top in _SIGNS:
        number = _SIGNS[top] + number
    elif top == "percent":
        number += "%"
    elif top:
        number += " " + _noun(top, one=one)
    return f"{number} per {_noun(per, one=True)}" if per else number


def _noun(name: str, *, one: bool) -> str:
    words = _POWER.sub(lambda power: f"{_POWERS[power[2]]} {power[1]}", name.strip()).replace("_", " ")
    if words == "multiple":
        return "times"
    if one or not words or any(letter.isupper() for letter in words) or words == "percent":
        return words
    if words.startswith("degree "):
        return words.replace("degree", "degrees", 1)
    head, per, tail = words.partition(" per ")
    before, _, last = head.rpartition(" ")
    return " ".join(filter(None, (before, _plural(last)))) + per + tail


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


# ── in the manner of a printed figure ─────────────────────────────────────────────────────────────────────


def _like_words(value: Fraction, unit: str) -> str:
    """For figures printed in words or as a range: two digits, and a share as a percentage."""
    if not unit and 0 < value < 1:
        return say(value * 100, "percent", significant=2)
    return say(value, unit, significant=2)


def _exponent(scale: str | None) -> int:
    if scale is None:
        return 0
    words = (pair for family in _SCALE_FAMILIES for pair in family.items())
    return next(power for power, word in words if word.lower() == scale.lower())


def _as_precise(value: Fraction, digits: str, printed: Fraction, unit: str) -> Fraction:
    """The value rounded as the surface is; finer if that says nothing new or strays by over a twentieth."""
    for place in range(_printed_place(value, digits, unit), _magnitude(value) - MOST, -1):
        rounded = _round(value, place)
        if rounded != printed and abs(rounded - value) * 20 <= abs(value):
            return rounded
    return value if value == 0 or value == printed else _round(value, _magnitude(value) - MOST)


def _printed_place(value: Fraction, digits: str, unit: str) -> int:
    whole, point, decimals = re.sub(r"[^\d.]", "", digits).partition(".")
    if unit == "percent":
        return -len(decimals)
    kept = (whole + decimals).lstrip("0") if point else whole.strip("0")
    return _magnitude(value) - max(len(kept), 1) + 1


def _restyled(rounded: Fraction, found: re.Match[str], unit: str) -> str:
    """The figure with the scale word that suits it, from the same family as the one printed."""
    word = found["scale"]
    if word is None:
        return _unscaled(rounded, found["digits"], unit)
    family = next(f for f in _SCALE_FAMILIES if word in f.values() or word.lower() in f.values())
    least = 3 if _exponent(word) == 3 else 6
    scale = next((p for p in (12, 9, 6, 3) if p >= least and rounded >= 10**p), 0)
    figure = _digits(rounded, scale, _places(rounded, scale, unit), unit)
    return f"{figure}{found['gap']}{family[scale]}" if scale else figure


def _unscaled(rounded: Fraction, digits: str, unit: str) -> str:
    """A figure printed without a scale word: written out, unless it has grown to millions."""
    scale = 0 if re.sub(r"\D", "", digits.partition(".")[0])[6:] else _scale_of(rounded)
    figure = _digits(rounded, scale, _places(rounded, scale, unit), unit)
    return f"{figure} {dict(_SCALES)[scale]}" if scale else figure
