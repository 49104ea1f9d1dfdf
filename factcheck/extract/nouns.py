"""What a number counts: the noun behind it, its adjectives between, without a trained model.

"70 million active participants across" counts participants; "70 million attended" names nothing. A lexicon
says which parts of speech a word can be; the number itself says that a plural must come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.extract.lexicon import singular_of_plural, words
from factcheck.extract.numbers import GAP
from factcheck.nlp import parts_of_speech

MOST_WORDS = 6
"""Words between a number and its noun; "12 large new state-owned gas power stations" has six."""

_WORD = re.compile(
    rf"(?=\s){GAP}(?P<word>(?:[A-Z]\.){{2,4}}|\d{{3}}\(?[a-z]\)?(?=\s)|[^\W\d_]+(?:[’'&-][^\W\d_]+|-\d+)*)(?![\w])"
)
_HYPHENED = re.compile(r"-(?P<word>[^\W\d_]{2,24})(?:-[^\W\d_]+)?(?![\w’'])")


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun in the singular, and where its plural ends in the text."""

    unit: str
    end: int


def counted(text: str, at: int, end: int, *, one: bool) -> Noun | None:
    """The noun that a number ending at `at` counts, or None; `one` for a number that takes a singular."""
    hyphened = _HYPHENED.match(text, at, end)
    if hyphened:
        return _hyphened(hyphened)
    return _singular(text, at, end) if one else _plural(text, at, end)


def singular(word: str) -> str:
    """The singular of a noun that may be one already: "barrels" → "barrel", "barrel" → "barrel"."""
    return singular_of_plural(word) or word.casefold()


def _hyphened(match: re.Match[str]) -> Noun | None:
    """ "three-pillar", "20-team": a compound has the singular."""
    word = match["word"]
    if word.casefold() in words("stop") or "NOUN" not in parts_of_speech(word):
        plural = singular_of_plural(word)
        return Noun(plural, match.end("word")) if plural else None
    return Noun(word.casefold(), match.end("word"))


def _plural(text: str, at: int, end: int) -> Noun | None:
    head: Noun | None = None
    for _ in range(MOST_WORDS):
        match = _WORD.match(text, at, end)
        if match is None:
            break
        word, at = match["word"], match.end()
        if not _may_belong(word):
            break
        single = inhabitant(word) or singular_of_plural(word) or _abbreviated(word)
        if single is None and head is not None:
            break
        if head is not None and single is not None and "VERB" in parts_of_speech(word):
            break
        if single is not None:
            head = Noun(single, match.end())
        elif not _describes(word):
            break
    return head


def _abbreviated(word: str) -> str | None:
    """Things counted by their abbreviation: "640,000 TEU"."""
    return word.casefold() if word.isupper() and 2 < len(word) < 7 else None


def _singular(text: str, at: int, end: int) -> Noun | None:
    head: Noun | None = None
    for _ in range(MOST_WORDS):
        match = _WORD.match(text, at, end)
        if match is None or not _may_belong(match["word"]):
            break
        word, at = match["word"], match.end()
        kinds = parts_of_speech(word)
        if head is not None and set(kinds) != {"NOUN"}:
            break
        if "NOUN" in kinds and not ("ADJ" in kinds and head is None and _noun_follows(text, at, end)):
            head = Noun(word.casefold(), match.end())
        elif not _describes(word):
            break
    return head


def _noun_follows(text: str, at: int, end: int) -> bool:
    match = _WORD.match(text, at, end)
    return match is not None and _may_belong(match["word"]) and "NOUN" in parts_of_speech(match["word"])


def _may_belong(word: str) -> bool:
    """Not a small word, nor the number of another figure: "from 1,480 five years earlier"."""
    lowered = word.casefold()
    return (lowered not in words("stop") and lowered not in words("number")) or lowered in (
        "more",
        "fewer",
        "such",
    )


def _describes(word: str) -> bool:
    """Whether a word can stand between a number and its noun."""
    if (
        word.casefold() in ("more", "fewer", "such")
        or word in words("describing")
        or word.casefold() in words("describing")
    ):
        return True
    if word[0].isupper() or word[0].isdigit() or "-" in word or "’" in word or "'" in word:
        return True
    kinds = parts_of_speech(word.casefold())
    return not kinds or "ADJ" in kinds or "NOUN" in kinds or word.endswith("ly")


_INHABITANT = re.compile(r"[A-Z][a-z]{2,}ans")


def inhabitant(word: str) -> str | None:
    """ "Americans", "Swedes" are people, whatever their country."""
    known = word in words("people") or (_INHABITANT.fullmatch(word) and singular_of_plural(word) is not None)
    return "person" if known else None
