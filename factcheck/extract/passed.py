"""Numbers that claim nothing: dates, names, addresses, marks; each found by its shape, with the reason.

These are looked for before anything is read as a quantity. What only looks like a name or a year until its unit is
known ("Boeing 737", "in 2024") is judged in quantities.py, by `bare_reason`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from factcheck.extract.lexicon import any_of, words
from factcheck.extract.numbers import GAP


@dataclass(frozen=True, slots=True)
class Silent:
    """A stretch of text whose numbers claim nothing: `kind` for the record, `reason` for the reader."""

    start: int
    end: int
    kind: str
    reason: str


_YEAR = r"(?:1[0-9]\d\d|20\d\d)(?![\d,]\d|\d)"
_TWO = r"(?:\d{4}|\d{2})(?!\d)"

# One line a shape, tried in this order; the first that covers a character keeps it.
_SHAPES: tuple[tuple[str, str, str], ...] = (
    ("identifier", "web address", r"(?:https?://|www\.)[^\s<>\"'）)\]]{1,2000}"),
    ("identifier", "web address", r"(?<![\w.])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    ("identifier", "web address", r"(?<![\w.])[a-z0-9-]{1,63}(?<=\d)[a-z0-9-]{0,63}\.(?:com|org|net|io|gov|edu|co\.uk)(?!\w)"),
    ("identifier", "identifier", r"(?<!\w)[@#](?=\w{0,40}[A-Za-z_])\w{1,40}"),
    ("identifier", "footnote mark", r"\[\d{1,4}(?:[,–-]\s?\d{1,4}){0,20}\]"),
    # telephone numbers, codes
    ("identifier", "telephone number", r"(?<![\w.])\+\d{1,3}[\s().-]{0,2}\d(?:[\s().-]{0,2}\d){6,13}(?!\d)"),
    ("identifier", "telephone number", r"\(\d{3,5}\)\s?\d{3,4}[\s-]?\d{3,4}(?!\d)"),
    ("identifier", "telephone number", r"(?<![\w.,-])(?:1[-. ])?\d{3}[-. ]\d{3}[-.]\d{4}(?![\w-])"),
    ("identifier", "telephone number", r"(?<![\w.,-])0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?![\w-])"),
    ("identifier", "telephone number", r"(?<![\w.,-])\d{3}-\d{4}(?![\w-])"),
    # dates and times
    ("date", "date", r"(?<![\w-])(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"),
    ("date", "date", r"(?<![\w/.])(?:0?[1-9]|[12]\d|3[01])([/.])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d(?![\w/])"),
    ("date", "date", r"(?<![\w/.])(?:19|20)\d\d([/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?![\w/])"),
    ("date", "date", r"(?<!\w)(?:(?:the\s)?(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth)(?:\s?(?:-|–|to|and|or|until)\s?\d{1,2}(?:st|nd|rd|th)?)?\s(?:of\s)?)<MONTH>\.?(?:,?\s<YEAR>)?(?!\w)"),
    ("date", "date", r"(?<!\w)<MONTH>\.?,?\s(?:the\s)?\d{1,2}(?:st|nd|rd|th)?(?![\d%]|[,.]\d{1,2}(?!\d)|[,.]\d{3}(?!\d)|\s?(?:%|percent|per cent|million|billion|trillion|bn|people))(?:\s?(?:-|–|—|to|and|or|through|until)\s?\d{1,2}(?:st|nd|rd|th)?(?![\d.%:]|,\d))?(?:,?\s<YEAR>)?"),
    ("date", "date", r"(?<!\w)<MONTH>\.?,?\s(?:of\s)?(?:<YEAR>(?:\s?[-–/]\s?\d{2,4}(?!\d))?|['’]\d\d(?!\d))"),
    ("date", "date", r"(?<!\w)<MONTH>\s(?:this|last|next)\syear(?!\w)"),
    ("date", "date", r"(?<!\w)(?:Q[1-4]|[1-4]Q|H[12]|[12]H)(?:[\s-]?(?:(?:of\s|FY\s?)?['’]?<TWO>))?(?!\w)"),
    ("date", "date", r"(?<!\w)<YEAR>[\s-]?(?:Q[1-4]|H[12])(?!\w)"),
    ("date", "date", r"(?<!\w)(?:FY|CY)[\s'’-]?\d{2,4}(?:[/–-]\d{2,4})?[EF]?(?!\w)|(?<!\w)fiscal(?:\syear)?\s(?:<YEAR>(?:[/–-]\d{2,4})?)"),
    ("date", "date", r"(?<!\w)(?:the\s)?(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-](?:quarter|half)(?:\sof\s(?:(?:the\s)?(?:fiscal\s|financial\s)?(?:year\s)?<YEAR>|(?:this|last|next|the)\s(?:fiscal\s|financial\s)?year))?(?!\w)"),
    ("date", "date", r"(?<![\w.])(?:(?:early|mid|late|pre|post)[-\s])?(?:1\d|20)\d0['’]?s(?!\w)|(?<!\w)['’]\d0s(?!\w)|(?<![\w.])(?:early|mid|late)[-\s]\d0s(?!\w)"),
    ("date", "date", r"(?<!\w)(?:mid|pre|post|early|late|since|ex|non)-(?:1\d|20)\d\d(?!\w)"),
    ("date", "date", r"(?<![\w.,$€£-])(?:1[5-9]|20)\d\d\s?[-–—/]\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\w%]|[.,]\d)"),
    ("date", "date", r"(?<!\w)(?:AD|CE)\s\d{1,4}(?!\w)|(?<![\w.,])\d{1,5}\s?(?:BC|BCE|AD|CE)(?!\w)"),
    ("date", "time of day", r"(?<![\w.:,$€£])(?:[01]?\d|2[0-4])(?:[:.][0-5]\d){0,2}\s?(?:[ap]\.m\.|[ap]m|[AP]M|[AP]\.M\.)(?!\w)(?:\s(?:GMT|UTC|BST|CET|E[DS]?T|P[DS]?T|IST)(?!\w))?"),
    ("date", "time of day", r"(?<![\w.:,$€£/])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?:\s?(?:GMT|UTC|BST|CET|E[DS]?T|P[DS]?T|IST)(?!\w))?(?![\w:%]|\.\d)"),
    ("date", "time of day", r"(?<![\w.:,])\d{3,4}\s?(?:GMT|UTC|BST|CET)(?!\w)|(?<!\w)(?:\d{1,2}|<NUMBER>)\so['’]clock(?!\w)"),
    ("date", "date", r"(?<![\w.,])(?:a\s(?:few|couple\sof)|\d{1,3}|<NUMBER>|an?)(?:\sand\sa\shalf|\sor\s(?:\d{1,3}|<NUMBER>))?[\s-](?:second|minute|min|hour|hr|day|week|month|year|decade|centur(?:y|ie))s?\sago(?!\w)"),
    ("boilerplate", "byline", r"(?<![\w.,])\d{1,3}[\s-]min(?:ute)?s?\s(?:read|listen|watch)(?!\w)"),
    ("identifier", "identifier", r"(?<![\w./])(?:24/7|9/11|7/7|50/50|50-50|20/20|24/7/365|360°)(?![\w/])"),
    # names
    ("identifier", "identifier", r"(?<![\w.$])\d{1,4}(?:\([A-Za-z0-9]{1,4}\)){1,4}s?(?!\w)|(?<![\w.$])(?i:<SECTION>)s?(?!\w)"),
    ("identifier", "legal reference", r"§{1,2}\s?[\d.()a-zA-Z-]{1,20}|(?<!\w)\d{1,3}\sU\.?S\.?C\.?\s(?:§\s?)?\d[\w()-]{0,12}|(?<!\w)(?:H\.?R|S|HB|SB)\.\s?\d{1,5}(?!\w)"),
    ("identifier", "identifier", r"(?<![\w.])v?\d{1,5}(?:\.\d{1,5}){2,8}(?![\w%])|(?<!\w)[vV]\d{1,3}(?:\.\d{1,4}){0,3}(?!\w)"),
    ("identifier", "identifier", r"(?<![\w.$€£,])\d{1,10}(?:-\d{1,10}){2,8}(?![\w%])"),
    ("identifier", "identifier", r"(?<![\w$€£¥₹-])(?!<CODE>\d)(?!(?:[kcmd]?m|ft)[23](?!\w))(?!(?:mid|pre|post|sub|top|under|over|non|multi|plus|minus|the)-)[A-Za-z]{1,24}(?:-(?=\d)|(?<=[A-Z])\.(?=\d))?\d{1,24}(?:[-.]?[A-Za-z0-9]{1,12}){0,3}(?![\w])(?![.,]\d)"),
    ("identifier", "identifier", r"(?<![\w.,$€£])\d{1,4}-(?:[A-Z][a-z]+(?<!Year)(?<!Day)(?<!Month)(?<!Week)(?<!Hour)(?<!Minute)(?<!Point)(?<!Million)(?<!Billion)(?<!Trillion)|[A-Z])(?![\w-])(?<!-M)(?<!-W)(?<!-V)"),
    ("identifier", "address", r"(?<![\w.,$€£])\d{1,5}[A-Za-z]?\s(?:[A-Z][a-z]{1,20}\s){1,3}<POSTAL>(?![\w])"),
)  # fmt: skip

_LIST_MARK = re.compile(
    r"[ \t]{0,12}(?:(?:[>*_#|•·–-]|\\)[ \t]{0,3}){0,8}"
    r"(?P<mark>\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)](?=[*_]{0,3}(?:[ \t]{1,4}(?:[^\W\d_]|[\"“'‘(*_\[$€£]|\d{3}[(\w])|[ \t]*$))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t]{1,4}[A-Z][a-z]{2,}(?<!Million)(?<!Billion)))",
    re.MULTILINE,
)
_INLINE_MARK = re.compile(r"(?<=[\s:;,])\(\d{1,2}\)(?=\s[^\W\d_])")


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    from factcheck import units

    codes = [word.text for word in units.table().words if word.before and word.text[-1].isalpha()]
    fillers = {
        "<MONTH>": any_of(words("month")),
        "<YEAR>": _YEAR,
        "<TWO>": _TWO,
        "<NUMBER>": f"(?i:{any_of(words('number'))})",
        "<SECTION>": any_of(words("section")),
        "<CODE>": any_of(codes),
        "<POSTAL>": any_of(words("postal")),
    }
    filled = []
    for kind, reason, shape in _SHAPES:
        for mark, pattern in fillers.items():
            shape = shape.replace(mark, pattern)
        filled.append((kind, reason, re.compile(shape)))
    return tuple(filled)


def silent(text: str, start: int, end: int, *, opens: bool) -> list[Silent]:
    """The stretches of text[start:end] whose numbers claim nothing, in order; `opens` where a block begins there."""
    found = [*_marks(text, start, end, opens)]
    for kind, reason, pattern in _patterns():
        found += [Silent(match.start(), match.end(), kind, reason) for match in pattern.finditer(text, start, end)]
    return _first_come(found)


def _marks(text: str, start: int, end: int, opens: bool) -> Iterator[Silent]:
    if opens or start == 0 or text[start - 1] == "\n":
        match = _LIST_MARK.match(text, start, end)
        if match:
            yield Silent(match.start("mark"), match.end("mark"), "identifier", "list number")
    for match in _INLINE_MARK.finditer(text, start, end):
        yield Silent(match.start(), match.end(), "identifier", "list number")


def _first_come(found: list[Silent]) -> list[Silent]:
    """Without overlaps: what was found by an earlier shape stays."""
    kept: list[Silent] = []
    taken: set[int] = set()
    for one in found:
        if one.end - one.start > 4000 or taken.isdisjoint(range(one.start, one.end)):
            kept.append(one)
            taken.update(range(one.start, one.end))
    kept.sort(key=lambda one: one.start)
    return kept


# ── Judged once the unit is known ─────────────────────────────────────────────────────────────────────────

@cache
def _label_pattern(sort: str) -> re.Pattern[str]:
    exact = [word for word in words(sort) if not word.islower()]
    lower = [word for word in words(sort) if word.islower()]
    cased = "|" + any_of(exact) if exact else ""
    return re.compile(rf"(?<![\w])(?:(?i:{any_of(lower)}){cased})(?:-|{GAP})(?:#\s?)?$" if lower else rf"(?<!\w){any_of(exact)}(?:-|{GAP})$")


def is_labelled(before: str, sort: str) -> bool:
    """Whether the text before a number ends in a word that makes it a name: "section ", "Boeing "."""
    return _label_pattern(sort).search(before[-32:]) is not None or (sort == "label" and before.endswith("#"))


_PROPER = re.compile(r"(?P<before>(?:^|[\w,;)”\"'’%]\s{1,2}|\(\s?))(?P<word>(?:[A-Z][\w&'’-]*|[a-z]+[A-Z]\w*))[ \u00a0]$")


def is_named(before: str) -> bool:
    """Whether a capitalised name that does not begin the sentence stands right before the number: "the Boeing 737"."""
    match = _PROPER.search(before[-60:])
    if match is None:
        return False
    word = match["word"]
    if word.casefold() in words("stop") or word.casefold() in words("hedge"):
        return False
    return bool(match["before"]) or (len(word) > 1 and not word.istitle())


_YEAR_ALONE = re.compile(r"(?:1[5-9]\d\d|20\d\d|2100)")


def is_year(surface: str) -> bool:
    """Whether four bare digits can be a year."""
    return _YEAR_ALONE.fullmatch(surface) is not None


def is_score(text: str, start: int, end: int) -> bool:
    """Whether the number stands in "3-1", "2–2" or "7:6"."""
    left, right = text[max(0, start - 5) : start], text[end : end + 6]
    return bool(re.match(r"[-–:]\d{1,3}(?!\d|%|\.\d)", right) or re.search(r"(?<![\w.])\d{1,3}[-–:]$", left))
