"""Numbers that belong together: the two ends of a range, and lists that share one unit."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from factcheck import units
from factcheck.extract import passed
from factcheck.extract.hedges import direction_pattern
from factcheck.extract.numbers import Form, scaled
from factcheck.extract.part import Part

_DASH = re.compile(r"-|\s?[–−‑]\s?|—|\s?~\s?")


_TO = re.compile(r"\s{1,3}(?:to|through)\s{1,3}", re.IGNORECASE)


_AND = re.compile(r"\s{1,3}and\s{1,3}", re.IGNORECASE)


_OR = re.compile(r"\s{1,3}or\s{1,3}", re.IGNORECASE)


_LISTED = re.compile(r",\s{1,3}(?:(?:and|or)\s{1,3})?|\s{1,3}(?:and|or|to|versus|vs\.?)\s{1,3}", re.IGNORECASE)


_EACH = re.compile(r"\s{1,3}(?:each|apiece|respectively)(?!\w)", re.IGNORECASE)
"""“Eight or nine euros each for A and B” are two prices."""


_OF_THE = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|its|their|his|her|those|these|all|some|about|our|nearly|only)\s)?",
    re.IGNORECASE,
)


_BETWEEN = re.compile(
    r"(?<!\w)between\s{1,3}(?:about\s|around\s|roughly\s|some\s)?(?:(?:ages|aged|the ages of)\s)?$",
    re.IGNORECASE,
)


_FROM = re.compile(
    r"(?<!\w)from\s{1,3}(?:about\s|around\s|nearly\s|just\s|roughly\s|almost\s|over\s|under\s|some\s)?(?:(?:an?|the)\s(?:[a-z]+\sof\s)?)?$",
    re.IGNORECASE,
)


_RANGING = re.compile(
    r"(?<!\w)(?:rang\w+|vari\w+|vary\w*|span\w*|anywhere|anything|stretch\w*|aged|ages|differ\w*|open)\s{1,3}(?:in\s\w+\s)?from\s{1,3}(?:\w+\s)?$",
    re.IGNORECASE,
)


def join_ranges(text: str, parts: list[Part], start: int) -> list[Part]:
    """Two ends of a range as one part: "$150,000 to $170,000", "70-75%", "three or four years"."""
    whole: list[Part] = []
    for part in parts:
        both = _range(text, whole[-1], part, start) if whole else None
        if both:
            whole[-1] = both
        else:
            whole.append(part)
    return whole


def _range(text: str, left: Part, right: Part, start: int) -> Part | None:
    opens = left.number.start if left.kind == "age" else left.start
    if right.start - left.end > 8:
        return None
    gap, before = text[left.end : right.start], text[max(start, opens - 40) : opens]
    if left.bare and _may_be_year(text, left) and (right.number.scaled or not _may_be_year(text, right)):
        return None  # "310,000 in 1990 to 372,000 in 2020"
    if left.reason or right.reason or left.is_range or right.is_range:
        return None
    if _TOLERANCE.fullmatch(gap):
        return _give_or_take(left, right)
    if _TOGETHER.fullmatch(gap) and (left.unit, right.unit) in SMALLER:
        return _in_two_units(left, right)
    if Form.FRACTION in (left.number.form, right.number.form) and left.number.form is not right.number.form:
        return None
    if not _connects(gap, before, left, right) or (_OR.fullmatch(gap) and _EACH.match(text, right.end)):
        return None
    if left.unit and right.unit.startswith(left.unit + "/"):  # "$20 to $25 a dose"
        left = replace(left, unit=right.unit, kind=right.kind)
    left, right = _elided(left, right)
    factor = _factor(left, right)
    if factor is None or (left.unit == "" and not right.bare and right.kind not in ("age", "share", "multiple")):
        return None
    low, high = left.low, right.high * factor
    if low >= high:
        return None
    unit = left.unit or right.unit
    step, coarse = (
        min(left.number.step, right.number.step * factor),
        max(left.number.coarse, right.number.coarse * factor),
    )
    number = replace(right.number, step=step, coarse=coarse, plain=left.number.plain and right.number.plain)
    return replace(
        right, number=number, start=left.start, low=low, high=high, unit=unit, sign=left.sign or right.sign,
        kind=left.kind or right.kind,
    )  # fmt: skip


_TOLERANCE = re.compile(r"\s?(?:±|\+/-|plus or minus)\s?")


_TOGETHER = re.compile(r"\s{0,2}|,?\sand\s|,\s")
SMALLER = {
    ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24, ("hour", "minute"): 60, ("minute", "second"): 60,
    ("foot", "inch"): 12, ("stone", "pound"): 14, ("pound", "ounce"): 16,
}  # fmt: skip
"""How many of the smaller unit make one of the larger, where people say both: "6ft 7in", "one hour and 48 minutes"."""


def _in_two_units(large: Part, small: Part) -> Part:
    """ "six years and four months" are 76 months."""
    value = large.low * SMALLER[large.unit, small.unit] + small.low
    return replace(small, start=large.start, low=value, high=value)


def _give_or_take(middle: Part, reach: Part) -> Part:
    """ "2 ± 0.3 mm" is one figure, as exact as its tolerance says."""
    number = replace(middle.number, step=2 * reach.low, coarse=2 * reach.low)
    return replace(middle, number=number, end=reach.end, unit=reach.unit or middle.unit, kind=reach.kind or middle.kind)


def _connects(gap: str, before: str, left: Part, right: Part) -> bool:
    if _DASH.fullmatch(gap):
        return not (left.number.scaled and not right.number.scaled and right.bare)
    if _TO.fullmatch(gap):
        if _FROM.search(before) and not _RANGING.search(before):
            return False
        if direction_pattern().search(before):  # "rose 5% to 43%" is a change and a level, "rose 3 to 4%" a range
            shares = left.end == left.number.end and not left.sign and right.unit != "" and not right.noun
            return shares and right.high <= 3 * left.low
        return True
    if _AND.fullmatch(gap):
        return _BETWEEN.search(before) is not None
    if _OR.fullmatch(gap):
        near = right.low <= max(left.low + 1, left.low * Fraction(3, 2)) or right.low == left.low * 2
        return left.low < right.low and near
    return False


def _may_be_year(text: str, part: Part) -> bool:
    return part.number.plain and passed.is_year(text[part.start : part.end])


def _elided(left: Part, right: Part) -> tuple[Part, Part]:
    """ "$12–14 billion", "5 to 10 percent", "$150 to 170": scale and unit stand once for both ends."""
    if (
        right.number.scaled
        and not left.number.scaled
        and 0 < left.number.mantissa < right.number.mantissa
        and (left.unit == "" or left.unit == right.unit or (left.sign and right.unit == ""))
    ):
        left = _times(left, right.number.low / right.number.mantissa)
    if left.unit == "" and left.kind == "" and right.unit:
        left = replace(left, unit=right.unit, kind=right.kind, noun=right.noun)
    elif right.bare and left.sign:
        right = replace(right, unit=left.unit)
    elif right.bare and left.kind == "age":
        right = replace(right, unit="year", kind="age")
    return left, right


def _times(part: Part, scale: Fraction) -> Part:
    number = scaled(part.number, scale, part.number.end)
    return replace(part, number=number, low=part.low * scale, high=part.high * scale)


def _factor(left: Part, right: Part) -> Fraction | None:
    """What the right end is multiplied with to be in the left's unit; None where they are of two kinds."""
    if left.unit == right.unit:
        return Fraction(1)
    if units.is_physical(left.unit) and units.is_physical(right.unit):
        return units.conversion(right.unit, left.unit)
    return None


_PER = re.compile(r"\s(?:per|(?:for|in|out of|of) every|to every)\s")
_ROUND = {Fraction(10) ** power for power in range(2, 7)}


def join_rates(text: str, parts: list[Part]) -> list[Part]:
    """ "68 crimes per 1,000 people" is one figure, of a unit of its own: it counts neither crimes nor people."""
    whole: list[Part] = []
    for part in parts:
        left = whole[-1] if whole else None
        if left is None or left.reason or part.high not in _ROUND or not _PER.fullmatch(text[left.end : part.start]):
            whole.append(part)
        else:
            unit = f"{left.unit}/{int(part.high)}_{part.unit}".rstrip("_")
            whole[-1] = replace(left, end=part.end, unit=unit, noun=not left.sign)
    return whole


_SAID_AGAIN = re.compile(r"\s*(?:[(\[/=]|,?\s+or\b|,?\s+(?:that|which)\s+(?:is|makes)\b)[a-z\s]{0,20}", re.IGNORECASE)


def weigh_pounds(text: str, parts: list[Part]) -> list[Part]:
    """ "50,000 tonnes (about 110 million pounds)": pounds beside a weight are no money."""
    whole = list(parts)
    for i, (one, other) in enumerate(pairwise(parts), 1):
        pounds = other.unit == "GBP" and text[other.end - 7 : other.end].casefold() == " pounds"
        if not (pounds and units.is_physical(one.unit) and _SAID_AGAIN.fullmatch(text[one.end : other.start])):
            continue
        if units.conversion(one.unit, "pound") is not None:
            whole[i] = replace(other, unit="pound")
    return whole


_COMPARED = re.compile(r"\s(?:more|less|fewer|higher|lower|up|down|above|below|larger|smaller)\b", re.IGNORECASE)


def share_units(text: str, parts: list[Part]) -> list[Part]:
    """ "10, 20 and 30 km", "from 5 to 10 percent": the unit of the last is that of all before it."""
    whole = list(parts)
    for i in range(len(whole) - 2, -1, -1):
        left, right = whole[i], whole[i + 1]
        gap = text[left.end : right.start]
        if left.bare and right.noun and right.kind == "" and len(gap) < 20 and _OF_THE.fullmatch(gap):
            whole[i] = replace(left, unit=right.unit, noun=True)
            continue
        if not left.bare or not right.unit or right.sign or right.kind == "age" or not _LISTED.fullmatch(gap):
            continue
        if left.number.form not in (Form.DIGITS, Form.WORDS) or _may_be_year(text, left):
            continue
        if right.unit == "percent" and (left.number.scaled or left.high > 100 or _COMPARED.match(text, right.end)):
            continue  # "it was 3,900, 25% more", "1.1 million, or 10%"
        near = left.low < 1000 and left.number.mantissa * 1000 > right.number.mantissa > 0
        if right.number.scaled and not left.number.scaled and near:
            left = _times(left, right.number.low / right.number.mantissa)
        whole[i] = replace(left, unit=right.unit, noun=right.noun)
    for i, (left, right) in enumerate(pairwise(whole), 1):
        if left.kind == "age" and right.bare and _LISTED.fullmatch(text[left.end : right.start]):
            whole[i] = replace(right, unit="year", kind="age")
    return whole
