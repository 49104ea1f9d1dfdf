"""Lines of plain text and the paragraphs they make: one a line, or several that were wrapped at a width.

Both habits are common in what editors have: a paragraph of 400 characters on one line, and paragraphs broken
by hand at 72 characters. A wrapped line is recognised by its being full: the next line's first word would not
have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
MARKER = re.compile(r"(?:[-*•‣◦·]|\d{1,3}[.)]|\(\d{1,3}\))[ \t]+(?=\S)")
SENTENCE_END = re.compile(r"[.!?…。!?][\"'”’)\]]*$")
NARROWEST, WIDEST = 50, 120


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `start` and `end` are offsets into the whole text."""

    start: int
    end: int
    words: str

    @property
    def is_item(self) -> bool:
        return MARKER.match(self.words) is not None


def runs(text: str, start: int = 0) -> Iterator[list[Line]]:
    """The lines of each stretch between blank lines."""
    run: list[Line] = []
    blank = True
    for match in LINE.finditer(text, start):
        piece = match.group()
        words = piece.strip()
        if words:
            at = match.start() + len(piece) - len(piece.lstrip())
            run.append(Line(at, at + len(words), words))
            blank = False
        elif piece in ("\r\n", "\r", "\n"):
            if blank and run:
                yield run
                run = []
            blank = True
    if run:
        yield run


def paragraphs(run: Sequence[Line]) -> Iterator[list[Line]]:
    """The run's paragraphs: each line one, unless the lines look wrapped."""
    width = max(len(line.words) for line in run)
    if not _wrapped(run, width):
        yield from ([line] for line in run)
        return
    paragraph: list[Line] = []
    for place, line in enumerate(run):
        if paragraph and (line.is_item or not _full(run[place - 1], line, width)):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _wrapped(run: Sequence[Line], width: int) -> bool:
    if not NARROWEST <= width <= WIDEST:
        return False
    full = [(line, after) for line, after in pairwise(run) if _full(line, after, width) and not after.is_item]
    ending = sum(SENTENCE_END.search(line.words) is not None for line, _ in full)
    opening = sum(after.words[0].isupper() for _, after in full)
    return bool(full) and 2 * ending < len(full) + 1 and 2 * opening < len(full) + 1


def _full(line: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    return len(line.words) + 1 + len(after.words.split(maxsplit=1)[0]) > width
