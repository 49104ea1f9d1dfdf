"""Numbers that claim nothing: dates, names, addresses, marks; each found by its shape, with the reason.

The shapes of shapes.txt are looked for before anything is read as a quantity. What only looks like a name or
a year until its unit is known ("Boeing 737", "in 2024") is judged later, with the tests at this file's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from factcheck import units
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

_LIST_MARK = re.compile(
    r"[ \t]{0,12}(?:(?:[>*_#|•·–-]|\\)[ \t]{0,3}){0,8}"
    r"(?P<mark>\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]"
    r"(?=[*_]{0,3}(?:[ \t]{1,4}(?:[^\W\d_]|[\"“'‘(*_\[$€£]|\d{3}[(\w])|[ \t]*$))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t]{1,4}[A-Z][a-z]{2,}(?<!Million)(?<!Billion)))",
    re.MULTILINE,
)
_INLINE_MARK = re.compile(r"\)(?:(?<=[\s(]\d\))|(?<=[\s(]\d\d\)))(?=\s[^\W\d_])")
"""Looks back only behind its bracket: a pattern that begins with a sign is sought much faster."""

_RUN_OF_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Shape:
    """A line of shapes.txt; `near` is None for a shape that begins where a run of digits begins."""

    kind: str
    reason: str
    near: re.Pattern[str] | None
    pattern: re.Pattern[str]


@cache
def shapes() -> tuple[Shape, ...]:
    """shapes.txt as read."""
    codes = [word for word in units.table().words if word.before and word.text[-1].isalpha()]
    tables = {
        "<MONTH>": any_of(words("month")),
        "<YEAR>": _YEAR,
        "<TWO>": _TWO,
        "<NUMBER>": f"(?i:{any_of(words('number'))})",
        "<SECTION>": any_of(words("section")),
        "<CODE>": any_of(code.text for code in codes if not code.scaled),
        "<LETTER>": any_of(code.text for code in codes if code.scaled),
        "<POSTAL>": any_of(words("postal")),
    }
    read = []
    for line in resources.files("factcheck.extract").joinpath("shapes.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, reason, *patterns = line.split(" | ", 3)
            near, shape = (re.sub(r"<[A-Z]{3,}>", lambda mark: tables[mark.group()], one) for one in patterns)
            read.append(Shape(kind, reason, None if near == "digit" else re.compile(near), re.compile(shape)))
    return tuple(read)


@cache
def _any_at_digits() -> re.Pattern[str]:
    """All shapes that begin with digits in one, asked first, for most numbers are none of them."""
    return re.compile("|".join(one.pattern.pattern for one in shapes() if one.near is None))


def silent(text: str, start: int, end: int, *, opens: bool) -> list[Silent]:
    """The stretches of text[start:end] whose numbers claim nothing; `opens` where a block begins there."""
    found = [*_marks(text, start, end, opens)]
    at_digits = _any_at_digits()
    runs = [match.start() for match in _RUN_OF_DIGITS.finditer(text, start, end)]
    likely = [place for place in runs if at_digits.match(text, place, end)]
    for shape in shapes():
        if shape.near is None:
            if not likely:
                continue
            matches = matches_at(likely, shape.pattern, text, end)
        elif shape.near.search(text, start, end):
            matches = shape.pattern.finditer(text, start, end)
        else:
            continue
        for match in matches:
            found.append(Silent(match.start(), match.end(), shape.kind, shape.reason))
    return _first_come(found) if found else found


def matches_at(places: list[int], pattern: re.Pattern[str], text: str, end: int) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern that can begin only at these places."""
    at = 0
    for place in places:
        if place >= at and (match := pattern.match(text, place, end)):
            yield match
            at = match.end()


def _marks(text: str, start: int, end: int, opens: bool) -> Iterator[Silent]:
    first = False
    if opens or start == 0 or text[start - 1] == "\n":
        match = _LIST_MARK.match(text, start, end)
        if match:
            yield Silent(match.start("mark"), match.end("mark"), "identifier", "list number")
            first = match["mark"] == "1)"
    yield from _inline_marks(text, start, end, int(first))


def _inline_marks(text: str, start: int, end: int, count: int) -> Iterator[Silent]:
    """ "(1) fewer buses and (2) higher fares", "1) … 2) …": brackets that only close must count up from `count`."""
    for match in _INLINE_MARK.finditer(text, start, end):
        digits = _DIGITS_BEFORE.search(text, max(start, match.start() - 3), match.start())
        if digits is None:
            continue
        opened = digits.start() > start and text[digits.start() - 1] == "("
        if opened or int(digits.group()) == count + 1:
            yield Silent(digits.start() - opened, match.end(), "identifier", "list number")
            count = int(digits.group())


_DIGITS_BEFORE = re.compile(r"\d{1,2}$")


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
    kinds = [f"(?i:{any_of(lower)})" for _ in lower[:1]] + [any_of(exact) for _ in exact[:1]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)})(?:-|{GAP})(?:#\s?)?$")


@cache
def _label_ends(sort: str) -> tuple[str, ...]:
    """What stands last, but for GAP and "#", where the pattern matches; asked first, being cheaper."""
    return tuple(sorted({word.split()[-1].casefold() for word in words(sort)}))


_GAP_SIGNS = " \t\u00a0\u2009\u202f\r\n>-"


def is_labelled(before: str, sort: str) -> bool:
    """Whether the text before a number ends in a word that makes it a name: "section ", "Boeing "."""
    if sort == "label" and before.endswith("#"):
        return True
    word = before[-32:].rstrip().rstrip("#").rstrip(_GAP_SIGNS)
    return word.casefold().endswith(_label_ends(sort)) and _label_pattern(sort).search(before[-32:]) is not None


_PROPER = re.compile(
    r"(?P<before>(?:^|[\w,;)”\"'’%]\s{1,2}|\(\s?))(?P<word>(?:[A-Z][\w&'’-]*|[a-z]+[A-Z]\w*))[ \u00a0]$"
)


def is_named(before: str) -> bool:
    """Whether a capitalised name, not as the sentence's first word, stands right before: "the Boeing 737"."""
    match = _PROPER.search(before[-60:])
    if match is None:
        return False
    word = match["word"]
    if word.endswith(("'s", "’s")) or word.casefold() in words("stop") or word.casefold() in words("hedge"):
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
