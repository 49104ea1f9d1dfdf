"""What softens a figure or gives it a way: "nearly", "or more", "rose by", "5% lower"."""

from __future__ import annotations

import re
from functools import cache

from factcheck import units
from factcheck.extract.lexicon import any_of, words
from factcheck.extract.numbers import GAP
from factcheck.extract.part import Part
from factcheck.interval import HedgeKind
from factcheck.model import Hedge, Span

_DETERMINERS = ("the", "a", "an", "another", "its", "their", "his", "her")
"""May stand between a hedge and its figure."""

_FILLERS = """
by of another a an some further only just more as much sharply slightly steadily again in value around about nearly
"""
"""May stand, up to three of them, between a word of change and its figure."""


@cache
def hedge_pattern() -> re.Pattern[str]:
    """Hedges before a figure; "four times as many as the 16" compares, it does not hedge the 16."""
    symbols = [word for word in words("hedge") if not word[0].isalpha()]
    lettered = [word for word in words("hedge") if word[0].isalpha()]
    return re.compile(
        rf"(?:(?<![\w-])(?<!times )(?<!twice )(?<!half )(?P<words>{any_of(lettered)})\s{{1,9}}"
        rf"|(?P<symbol>{any_of(symbols)})\s?)(?:{any_of(_DETERMINERS)}\s{{1,9}})?$",
        re.IGNORECASE,
    )


@cache
def _hedge_ends() -> tuple[str, ...]:
    """What stands last where `hedge_pattern` matches: most figures have no such word, and this is known at once."""
    return (*sorted({word.split()[-1].casefold() for word in words("hedge")}), *_DETERMINERS)


@cache
def _hedge_after_pattern() -> re.Pattern[str]:
    glued = [word for word in words("after") if word[0] in "+-"]
    spaced = [word for word in words("after") if word[0] not in "+-"]
    return re.compile(rf"(?P<glued>{any_of(glued)})(?!\w)|{GAP}\s?(?P<spaced>{any_of(spaced)})(?!\w)", re.IGNORECASE)


@cache
def direction_pattern() -> re.Pattern[str]:
    """Words of a rise or fall before a figure; what "makes up 20%" does not rise."""
    return re.compile(
        rf"(?<![\w-])(?<!makes )(?<!make )(?<!made )(?<!making )"
        rf"(?P<way>{any_of(words('direction'))})(?:\s{{1,2}}{any_of(_FILLERS.split())}){{0,3}}\s{{1,2}}$",
        re.IGNORECASE,
    )


@cache
def _direction_ends() -> tuple[str, ...]:
    """What stands last where `direction_pattern` or the next one matches."""
    return (*sorted({word.split()[-1].casefold() for word in words("direction")}), *_FILLERS.split())


@cache
def _direction_by_pattern() -> re.Pattern[str]:
    """ "raised its rate by": the verb may be some words away when "by" says that a change follows."""
    return re.compile(
        rf"(?<![\w-])(?P<way>{any_of(words('direction'))})(?:\s{{1,2}}[\w’'-]+){{1,5}}\s{{1,2}}by\s{{1,2}}$",
        re.IGNORECASE,
    )


@cache
def _toward_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{GAP}\s?(?:(?:[a-z-]{{3,20}}\s)?(?P<way>{any_of(words('toward'))})|(?P<than>{any_of(words('than'))}))(?!\w)",
        re.IGNORECASE,
    )


def hedge_of(document: str, text: str, part: Part, start: int, end: int) -> Hedge | None:
    left = text[max(start, part.start - 48) : part.start]
    match = hedge_pattern().search(left) if left.rstrip().casefold().endswith(_hedge_ends()) else None
    lasting = units.is_time(part.unit) and part.kind != "age"  # "over two years" says when, not how long
    words_before = left[: match.start()] if match else ""
    compared = match is not None and (
        _compares(match["words"] or "", words_before) or _adds_up(match["words"] or "", words_before)
    )
    if match and not compared and not (lasting and (match["words"] or "").casefold() == "over"):
        name = "words" if match["words"] else "symbol"
        offset = part.start - len(left)
        kind = words("hedge")[re.sub(r"\s+", " ", match[name].casefold())]
        return _hedge_at(document, match[name], kind, offset + match.start(name), offset + match.end(name))
    match = _hedge_after_pattern().match(text, part.end, end)
    if match:
        name = "glued" if match["glued"] else "spaced"
        kind = words("after")[re.sub(r"\s+", " ", match[name].casefold())]
        return _hedge_at(document, match[name], kind, match.start(name), match.end(name))
    return None


_ADDS = re.compile(r"\b(?:add(?:s|ed|ing)?|sum(?:s|med)?|total(?:s|led)?|mount(?:s|ed)?)\s*$", re.IGNORECASE)
"""What "adds up to" a figure has no bound in it."""


def _adds_up(hedge: str, before: str) -> bool:
    return hedge.casefold().startswith("up") and _ADDS.search(before) is not None


_FIGURE_BEFORE = re.compile(r"(?<![\w.,])(?P<number>\d[\d.,]*)\s?(?P<noun>(?:%|[^\W\d_]+)?(?:\s[^\W\d_]+)?)\s*$")


_SHARE_BEFORE = re.compile(r"(?:%|\bper ?cent)\s+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)


def _compares(words: str, before: str) -> bool:
    """Whether the words compare with a figure before them: "a 7% increase over the 3 million", "10% above the 50"."""
    if words.casefold() in {"over", "above", "below"}:
        return _SHARE_BEFORE.search(before) is not None
    return "than" in words and _is_compared(before)


def _is_compared(before: str) -> bool:
    """Whether "more than" compares with the figure before it: "300,000 more than the 2.1 million", not "in 2024"."""
    match = _FIGURE_BEFORE.search(before)
    if match is None or re.fullmatch(r"(?:1[89]|20)\d\d", match["number"]):
        return False
    return not any(word in words("month") for word in match["noun"].split())


def _hedge_at(document: str, surface: str, kind: str, start: int, end: int) -> Hedge:
    return Hedge(surface, HedgeKind(kind.replace("-", " ")), Span(document, start, end))


def direction_of(text: str, part: Part, hedge: Hedge | None, start: int, end: int) -> str | None:
    """The way of a change: "rose by 5%", "5% lower"; None for a level."""
    if part.kind == "age" or units.is_time(part.unit):
        return None
    at = hedge.span.start if hedge and hedge.span.start < part.start else part.start
    if hedge and hedge.words.endswith(("below", "above")) and text[max(0, at - 3) : at] != "by ":
        return None  # "fell below $100" names a level
    left = text[max(start, at - 64) : at]
    near = left.rstrip().casefold().endswith(_direction_ends())
    match = direction_pattern().search(left) or _direction_by_pattern().search(left) if near else None
    if match and not _SHARE_BEFORE.search(left[: match.start()]):  # the rise of "a 7% rise over the 3 million"
        return words("direction")[re.sub(r"\s+", " ", match["way"].casefold())]
    if text.startswith("+", part.start):
        return "up"
    if part.unit in ("percent", "percentage_point", "basis_point", "multiple"):
        match = _toward_pattern().match(text, part.end, end)
        if match and not _stops(match.group()):
            return words("toward")[match["way"].casefold()] if match["way"] else words("than")[match["than"].casefold()]
    return None


def _stops(between: str) -> bool:
    return any(word.casefold() in words("stop") and word.casefold() not in words("than") for word in between.split())
