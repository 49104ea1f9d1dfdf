"""Puts a document together from pieces of text, for the formats whose text is not the file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from factcheck.model import Block, BlockKind, Cell, Span

SPACES = re.compile(r"[^\S\n]+")
BREAKS = re.compile(r" ?\n[ \n]*")


def collapsed(words: str) -> str:
    """White space as a reader sees it: one space, or one line break where the source has a break."""
    return BREAKS.sub("\n", SPACES.sub(" ", words)).strip()


@dataclass(slots=True)
class Composition:
    """A text growing block by block; blocks are a blank line apart, cells of a table a line."""

    name: str
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0

    def add(self, kind: BlockKind, words: str, *, place: int, level: int = 0, cell: Cell | None = None) -> None:
        """Append a block that stands at that line or page of the file; empty words are no block."""
        words = collapsed(words)
        if not words:
            return
        if self.blocks:
            cells = kind is BlockKind.CELL and self.blocks[-1].kind is BlockKind.CELL
            self._append("\n" if cells else "\n\n")
        if not self.places or self.places[-1][1] != place:
            self.places.append((self.length, place))
        self.blocks.append(Block(kind, Span(self.name, self.length, self.length + len(words)), level, cell))
        self._append(words)

    def _append(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def source_map(self) -> tuple[tuple[int, int], ...]:
        return tuple(self.places)
