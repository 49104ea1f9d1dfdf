"""Tells an article from the page around it: bylines, "2 hours ago", adverts, share lists, disclaimers.

Numbers in boilerplate claim nothing. The words and shapes are in boilerplate.txt; here is where on a page
they count: some anywhere, some only before the first paragraph, some only in the last lines. What is doubtful
stays article.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from factcheck.model import Block, BlockKind

SHORT_WORDS = 4
FEWEST_SHARES = 3
LONG_PARAGRAPH = 120
_OPEN = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sections of boilerplate.txt."""

    line: frozenset[str]
    shape: re.Pattern[str]
    byline: re.Pattern[str]
    tail: re.Pattern[str]
    share: frozenset[str]


@cache
def phrases() -> Phrases:
    """The phrase file, read once."""
    sections: dict[str, list[str]] = {"line": [], "shape": [], "byline": [], "tail": [], "share": []}
    current = sections["line"]
    for written in files("factcheck.read").joinpath("boilerplate.txt").read_text(encoding="utf-8").splitlines():
        entry = written.strip()
        if entry.startswith("[") and entry.endswith("]"):
            current = sections[entry[1:-1]]
        elif entry and not entry.startswith("#"):
            current.append(entry)
    return Phrases(
        line=frozenset(sections["line"]),
        shape=_any(sections["shape"], re.IGNORECASE),
        byline=_any(sections["byline"], re.NOFLAG),
        tail=_any(sections["tail"], re.IGNORECASE),
        share=frozenset(sections["share"]),
    )


def _any(patterns: Sequence[str], flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


def mark(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that are no part of the article turned into BOILERPLATE."""
    written = [_lines(text, block) for block in blocks]
    found = {place for place, lines in enumerate(written) if _anywhere(lines)}
    found |= _head(blocks, written, found)
    found |= _tail(text, blocks, written, found)
    return tuple(
        replace(block, kind=BlockKind.BOILERPLATE, level=0) if place in found and block.kind in _OPEN else block
        for place, block in enumerate(blocks)
    )


def _lines(text: str, block: Block) -> list[str]:
    return [" ".join(line.split()) for line in text[block.span.start : block.span.end].splitlines() if line.strip()]


def _plain(line: str) -> str:
    return line.strip("*_#>|:.!…»› \t").casefold()


def _anywhere(lines: Sequence[str]) -> bool:
    known = phrases()
    return bool(lines) and all(_plain(line) in known.line or known.shape.fullmatch(line.strip("*_ ")) for line in lines)


def _head(blocks: Sequence[Block], written: Sequence[Sequence[str]], found: set[int]) -> set[int]:
    """Short lines between the headline and the last byline or date line before the first paragraph."""
    known = phrases()
    bylines: list[int] = []
    opening: list[int] = []
    for place, lines in enumerate(written):
        if blocks[place].kind is BlockKind.META:
            continue
        if _is_paragraph(lines) and place not in found:
            break
        opening.append(place)
        if place in found or (lines and all(known.byline.fullmatch(line) for line in lines)):
            bylines.append(place)
    if not bylines:
        return set()
    between = [place for place in opening[1:] if place < bylines[-1] and _is_chrome(written[place])]
    return {*bylines, *between}


def _is_paragraph(lines: Sequence[str]) -> bool:
    words = " ".join(lines)
    return len(words) > LONG_PARAGRAPH or words.endswith((".", '."', ".”"))


def _is_chrome(lines: Sequence[str]) -> bool:
    return all(len(line.split()) < SHORT_WORDS and not any(map(str.isdigit, line)) for line in lines)


def _tail(text: str, blocks: Sequence[Block], written: Sequence[Sequence[str]], found: set[int]) -> set[int]:
    """The last lines, from the end back to the last one that belongs to the article."""
    shares = _shares(written)
    latin = _mostly_latin(text)
    tail: set[int] = set()
    for place in range(len(blocks) - 1, -1, -1):
        lines = written[place]
        foreign = latin and lines and not _mostly_latin(" ".join(lines))
        if not (place in found or place in shares or foreign or _closes(lines)):
            break
        tail.add(place)
    return tail if len(tail) < len(blocks) else set()


def _closes(lines: Sequence[str]) -> bool:
    return bool(lines) and phrases().tail.match(lines[0].lstrip("*_> ")) is not None


def _shares(written: Sequence[Sequence[str]]) -> set[int]:
    """Runs of lines that only name places where articles are shared."""
    named = phrases().share
    run: set[int] = set()
    shares: set[int] = set()
    for place, lines in enumerate([*written, []]):
        if lines and all(_plain(line) in named for line in lines):
            run.add(place)
            continue
        if sum(len(written[share]) for share in run) >= FEWEST_SHARES:
            shares |= run
        run = set()
    return shares


def _mostly_latin(text: str) -> bool:
    letters = [character for character in text[:20_000] if character.isalpha()]
    return 2 * sum(_is_latin(character) for character in letters) >= len(letters)


@cache
def _is_latin(character: str) -> bool:
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")
