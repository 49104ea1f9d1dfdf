"""The words of words.txt, and what the lexicon of English says a word can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


def any_of(surfaces: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; a space in a word is any white space."""
    ordered = sorted(set(surfaces), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s{1,9}") for word in ordered) + ")"


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
