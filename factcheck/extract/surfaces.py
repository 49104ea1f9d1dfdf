"""The words and signs of units as they stand around a number: "US$" before it, " km/h" behind it."""

from __future__ import annotations

import re
from functools import cache

from factcheck import units
from factcheck.extract.lexicon import any_of, meant, words
from factcheck.extract.numbers import GAP, Form, Numeral, scaled


@cache
def _prefix_pattern() -> re.Pattern[str]:
    prefixes = [word.text for word in units.table().words if word.before]
    letters = [prefix for prefix in prefixes if prefix[0].isalnum()]
    signs = [prefix for prefix in prefixes if not prefix[0].isalnum()]
    return re.compile(
        rf"(?:(?<![\w.])(?P<code>{any_of(letters)})|(?P<sign>{any_of(signs)}))"
        r"[ \u00a0\u202f]?(?P<minus>[-−])?$"
    )


@cache
def _prefix_units() -> dict[str, str]:
    return {word.text: word.unit for word in units.table().words if word.before}


@cache
def _letters() -> frozenset[str]:
    """Prefixes that are names as often as money: R250,000 is rand, the R25 a road."""
    return frozenset(word.text for word in units.table().words if word.before and word.scaled)


@cache
def _prefix_ends() -> frozenset[str]:
    """The last letters and signs of what may stand before a number: no such letter, no need to seek it."""
    return frozenset(prefix[-1] for prefix in _prefix_units())


_MONEY_FORMS = (Form.DIGITS, Form.WORDS, Form.FRACTION)


_MINUS = re.compile(r"(?:(?<![\w)\]%.,$€£])[-−](?!\s)|(?<!\w)(?<!plus or )(?:minus|negative)\s{1,2})$", re.IGNORECASE)


_SIGN_ENDS = ("-", "−", "minus", "negative", "+", "±")
"""What stands last where one of the two patterns about it matches; asked first, being cheaper."""


_PLUS = re.compile(r"(?<![\w)\]%])[+±]$")


def opening(text: str, number: Numeral, low: int) -> tuple[int, str | None, bool]:
    """Where the figure begins, its currency if that stands before it, and whether it is negative."""
    left = text[max(low, number.start - 16) : number.start]
    offset = number.start - len(left)
    may_have = left.rstrip(" \u00a0\u202f-−")[-1:] in _prefix_ends() and number.form in _MONEY_FORMS
    match = _prefix_pattern().search(left) if may_have else None
    currency = None
    start, negative = number.start, False
    if match and not (match["code"] and (number.form is not Form.DIGITS or _is_name(text, number, match["code"]))):
        currency = _prefix_units()[re.sub(r"\s+", " ", match["code"] or match["sign"])]
        start, negative = offset + match.start(), bool(match["minus"])
    left = text[max(low, start - 18) : start]
    may_have = left.rstrip().casefold().endswith(_SIGN_ENDS)
    sign = _MINUS.search(left) or _PLUS.search(left) if may_have else None
    if sign and (number.form is Form.DIGITS or sign.group().strip().isalpha()):
        start -= len(sign.group())
        negative = negative or sign.group().strip() not in "+±"
    return start, currency, negative


def _is_name(text: str, number: Numeral, code: str) -> bool:
    plain = number.plain and not number.scaled and money_pattern().match(text, number.end) is None
    return code in _letters() and plain


@cache
def money_pattern() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]?(?P<short>{any_of(words('money'))})(?![\w’'/²³])")


def money_scale(text: str, number: Numeral, high: int) -> Numeral:
    """ "$4.2b", "£35m": letters that are lengths and weights elsewhere are scales behind a currency sign."""
    match = None if number.scaled else money_pattern().match(text, number.end, high)
    return scaled(number, meant("money", match["short"]), match.end()) if match else number


@cache
def _unit_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(exact letters, any letters): in one pattern a short exact word would hide a longer loose one."""
    after = [word for word in units.table().words if not word.before and not word.listed]
    exact = any_of(word.text for word in after if word.exact)
    loose = any_of(word.text.lower() for word in after if not word.exact)
    ends = r"(?:(?<=[^\W_])(?![^\W_])|(?<=[^\w])(?!\d))"
    head = rf"(?P<gap>-|{GAP})"
    return re.compile(rf"{head}(?P<word>{exact}){ends}"), re.compile(rf"{head}(?P<word>{loose}){ends}", re.IGNORECASE)


@cache
def _unit_names() -> dict[tuple[str, bool, bool], str]:
    return {
        (word.key[0], word.exact, word.scaled): word.unit
        for word in units.table().words
        if not word.before and not word.listed
    }


@cache
def _glued_words() -> frozenset[str]:
    return frozenset(word.text for word in units.table().words if word.glued)


def unit_word(text: str, at: int, high: int, *, scaled_number: bool) -> tuple[str, int] | None:
    """The unit that begins at `at` and where it ends: ("kilometer", …) before " km"."""
    exact, loose = _unit_pattern()
    found = [(match, True) for match in (exact.match(text, at, high),) if match]
    found += [(match, False) for match in (loose.match(text, at, high),) if match]
    if not found:
        return None
    names = _unit_names()
    for match, is_exact in sorted(found, key=lambda one: -one[0].end()):
        surface = re.sub(r"\s+", " ", match["word"])
        surface = surface if is_exact else surface.casefold()
        unit = names.get((surface, is_exact, True)) if scaled_number else None
        unit = unit or names.get((surface, is_exact, False))
        loose_letter = is_exact and surface in _glued_words() and match["gap"]
        possessive = len(surface) < 3 and text[match.end() : match.end() + 2] in ("'s", "’s")
        if unit and not loose_letter and not possessive:
            return unit, match.end()
    return None


_OF_WHAT = re.compile(r"\sof(?:\s[a-z][\w-]*){1,3}?(?=\s(?:a|per|each|every)\s)")
"""May stand between a unit and its time: "1.7 million litres [of drinking water] a day"."""


def rate_after(text: str, at: int, end: int) -> re.Match[str] | None:
    """What makes a quantity that ends at `at` a rate: "/h", "a barrel", "of water a day"."""
    link = _OF_WHAT.match(text, at, end)
    return rate_pattern().match(text, at, end) or (rate_pattern().match(text, link.end(), end) if link else None)


@cache
def rate_pattern() -> re.Pattern[str]:
    listed = any_of(words("per"))
    later = rf"(?!{GAP}\s?(?:ago|earlier|later|before|after|from|since|old|in{GAP}\sadvance|when|or)(?!\w))"
    return re.compile(
        rf"(?:/|{GAP}\s?per{GAP}(?:\s|-))"
        rf"(?P<any>(?:(?:square|metric|cubic)\s|(?:kilo|mega|giga|tera)watt[\s-](?=hour))?[A-Za-z][\w²³]{{0,20}})(?!\w)"
        rf"|{GAP}\s?(?:a|an|each|every|for{GAP}\severy){GAP}\s(?P<listed>(?:(?:square|metric|cubic)\s|megawatt[\s-])?"
        rf"(?:{listed}|second|minute|hour|day|week|month|year|decade|quarter))(?!\w){later}",
        re.IGNORECASE,
    )
