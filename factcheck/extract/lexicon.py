"""The words of words.txt, and what the lexicon of English says a word can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from importlib import resources

from factcheck.nlp import parts_of_speech


@cache
def _sorts() -> dict[str, dict[str, str]]:
    """Sort → word → meaning; a word marked exact keeps its letters, the others are lower-cased."""
    sorts: dict[str, dict[str, str]] = {}
    for line in resources.files("factcheck.extract").joinpath("words.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, words = line.partition(": ")
        sort, _, meaning = head.partition(" ")
        cased = sort in ("short", "money", "month", "name", "postal", "people", "describing")
        known = sorts.setdefault(sort, {})
        for word in words.split(", "):
            exact = word.startswith("=") and len(word) > 1
            known.setdefault(word.removeprefix("=") if exact else word if cased else word.casefold(), meaning)
    return sorts


@cache
def words(sort: str) -> dict[str, str]:
    """Every word of one sort of words.txt with its meaning: words("number")["seven"] is "7"."""
    return _sorts()[sort]


@cache
def meant(sort: str, word: str) -> Fraction:
    """The number that a word of a sort means: meant("scale", "million") is 1000000."""
    return Fraction(words(sort)[word])


def any_of(surfaces: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a space in a word is any white space.

    Common beginnings are written once, "t(?:en|wo|)": tried one after the other at every place of a text, two
    hundred words cost ten times as much. What matches is the same, for of two words that match at one place the
    shorter begins the longer; so words for a pattern that ignores letter case must come in one case.
    """
    root = _Branches()
    for surface in sorted(set(surfaces)):
        at = root
        for sign in surface:
            at = at.setdefault(r"\s{1,9}" if sign == " " else re.escape(sign), _Branches())
        at[""] = _Branches()
    return f"(?:{_alternatives(root)})"


class _Branches(dict[str, "_Branches"]):
    """What may come next, each with what may follow it; "" where a word ends."""


def _alternatives(branches: _Branches) -> str:
    ordered = sorted(branches, key=lambda sign: sign == "")  # an end last, so that the longest word is tried first
    return "|".join(sign + _behind(branches[sign]) for sign in ordered)


def _behind(branches: _Branches) -> str:
    return _alternatives(branches) if len(branches) < 2 else f"(?:{_alternatives(branches)})"


@cache
def singular_of_plural(word: str) -> str | None:
    """The singular if the word can be a plural noun, else None: "hospitals" → "hospital"."""
    lowered = word.lower().replace("’", "'")
    if lowered in words("many"):
        return _IRREGULAR.get(lowered, lowered)
    if len(lowered) < 3 or not lowered.isascii():
        return None
    bases = parts_of_speech(lowered).get("NOUN", ())
    if bases and lowered not in bases:
        return bases[0]
    if bases and lowered.endswith("s") and "NOUN" in parts_of_speech(lowered[:-1]):
        return lowered[:-1]  # the lexicon lists "funds" and "goods" as words of their own
    if bases or parts_of_speech(lowered):
        return None
    return _unlisted(lowered)


def _unlisted(word: str) -> str | None:
    """The singular of a plural that the lexicon does not know: "startups", "e-bikes", "councillors"."""
    if not re.fullmatch(r"[a-z][a-z'-]*[a-z]s", word) or word.endswith(("ss", "us", "is", "'s")):
        return None
    if "-" in word:
        head, _, tail = word.rpartition("-")
        known = singular_of_plural(tail) if len(tail) > 2 else None
        return f"{head}-{known}" if known else None
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
}
