"""An article's text cut into blocks and pieces, so that a page can show it with every figure marked in place.

Marks never change the text: the pieces of a block, joined, are its text. One pass, however many marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from factcheck.model import Block, BlockKind, Cell, Document, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure to be marked: its place, class ("inconsistent", "passed"), hover text, and where it leads."""

    span: Span
    anchor: str
    kind: str
    note: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or plain."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, quotation, list item or cell, with its figures marked.

    The `level` of headings counts from 1 and skips none, so that a page's outline has no holes.
    """

    kind: str
    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a table: its paragraphs, over how many rows and columns it reaches, whether it is a heading.

    One without paragraphs fills a place that the article leaves empty.
    """

    passages: tuple[Passage, ...] = ()
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown as one element: a single passage, a list of items, or the rows of a table."""

    kind: str
    passages: tuple[Passage, ...] = ()
    rows: tuple[tuple[Place, ...], ...] = ()

    @property
    def marks(self) -> Iterator[Mark]:
        """All marks in reading order."""
        cells = (passage for row in self.rows for cell in row for passage in cell.passages)
        for passage in (*self.passages, *cells):
            yield from (piece.mark for piece in passage.pieces if piece.mark)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A block or a gap between blocks, with the marks that begin in it."""

    block: Block
    marks: tuple[Mark, ...]


def groups(document: Document, marks: Iterable[Mark]) -> tuple[Group, ...]:
    """The article in reading order, without front matter and what stands between blocks (the signs of lists).

    Neither is left out where it holds a claim: every claim can be found on the page.
    """
    shown = (stretch for stretch in _stretches(document, sorted(marks, key=_begin)) if _is_shown(stretch))
    found = (_group(kind, tuple(members), document.text) for kind, members in groupby(shown, key=_together))
    return tuple(_without_holes(found))


def _without_holes(found: Iterable[Group]) -> Iterator[Group]:
    """The groups with headings that go down by one level at most: a text may begin with its third level."""
    reached = 0
    for group in found:
        if group.kind in (BlockKind.TITLE, BlockKind.HEADING):
            (heading,) = group.passages
            reached = min(max(heading.level, 1), reached + 1)
            group = replace(group, passages=(replace(heading, level=reached),))
        yield group


def _together(stretch: _Stretch) -> tuple[BlockKind, int]:
    """Neighbours of one key are one group: items a list, cells a table, all else stands alone."""
    block = stretch.block
    if block.kind is BlockKind.ITEM or block.cell is not None:
        return block.kind, -1 if block.cell is None else -2 - block.cell.table
    return block.kind, block.span.start


def _begin(mark: Mark) -> tuple[Span, str]:
    return mark.span, mark.anchor


def _stretches(document: Document, marks: Sequence[Mark]) -> Iterator[_Stretch]:
    """Blocks and the gaps between them, each with its marks; a text without blocks is one gap, and shown."""
    at = taken = 0
    between = BlockKind.META if document.blocks else BlockKind.PARAGRAPH
    end = Span(document.id, len(document.text), len(document.text))
    for block in (*document.blocks, Block(BlockKind.META, end)):
        gap = Block(between, Span(document.id, at, max(at, block.span.start)))
        for part in (gap, block):
            first = taken
            while taken < len(marks) and marks[taken].span.start < part.span.end:
                taken += 1
            yield _Stretch(part, tuple(marks[first:taken]))
        at = block.span.end


def _is_shown(stretch: _Stretch) -> bool:
    claims = any(mark.kind != "passed" for mark in stretch.marks)
    return claims or stretch.block.kind is not BlockKind.META


def _group(key: tuple[BlockKind, int], members: tuple[_Stretch, ...], text: str) -> Group:
    kind = key[0]
    passages = tuple(_passage(member, text) for member in members)
    if members[0].block.cell is not None:
        return Group("table", rows=tuple(_rows(members, passages)))
    return Group("list" if kind is BlockKind.ITEM else passages[0].kind, passages)


def _rows(members: Sequence[_Stretch], passages: Sequence[Passage]) -> Iterator[tuple[Place, ...]]:
    """The rows from the first that holds words; empty places before and between the cells of a row are filled."""
    said: dict[Cell, list[Passage]] = {}
    for member, passage in zip(members, passages, strict=True):
        if member.block.cell is not None:
            said.setdefault(member.block.cell, []).append(passage)
    reached: dict[int, int] = {}  # column → the first row that no cell from above reaches into
    for row, cells in groupby(sorted(said, key=lambda cell: (cell.row, cell.column)), key=lambda cell: cell.row):
        places: list[Place] = []
        at = 0
        for cell in cells:
            places += [Place() for empty in range(at, cell.column) if reached.get(empty, 0) <= row]
            places.append(Place(tuple(said[cell]), cell.rows, cell.columns, cell.header))
            at = cell.column + cell.columns
            reached.update((column, row + cell.rows) for column in range(cell.column, at))
        yield tuple(places)


def _passage(stretch: _Stretch, text: str) -> Passage:
    kind = BlockKind.PARAGRAPH if stretch.block.kind is BlockKind.META else stretch.block.kind
    return Passage(kind.value, stretch.block.level, tuple(pieces(text, stretch.block.span, stretch.marks)))


def pieces(text: str, span: Span, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text of a span with its marks; one that overlaps an earlier one or the end is cut, never lost."""
    at = span.start
    for mark in marks:
        start = min(max(mark.span.start, at), span.end)
        end = max(start, min(mark.span.end, span.end))
        if start > at:
            yield Piece(text[at:start])
        yield Piece(text[start:end], mark)
        at = end
    if at < span.end:
        yield Piece(text[at : span.end])
