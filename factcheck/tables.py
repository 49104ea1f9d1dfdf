"""The tables of an article that hold figures: which words head a cell, and what is said of the whole table.

A table counts where rows and columns hold figures for the most part; one that only lays out a page does not. Its
first rows are headers as long as they hold no amounts, and one column names the rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.model import Block, BlockKind, Cell, Document

LONGEST = 200
"""A caption or note of more characters is a paragraph that happens to stand beside the table."""
MOST_HEADS = 3

_FIGURE = re.compile(
    r"(?:(?:about|around|over|under|some|c\.)\s)?[^\w\s]{0,3}(?:[A-Z]{3}\s?|[A-Z]{0,3}[$€£¥₹]\s?)?\W?\d"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?\W{0,2}(?:[\[(][^)\]]{1,25}[)\]]|[EFef])?")
_DATE = re.compile(r"\d{1,2}\s[A-Z][a-z]{2,8}\.?(?:\s\d{4})?|\d{4}-\d\d(?:-\d\d)?")
_BAND = re.compile(r"\d{1,3}\s?(?:[-–]|to)\s?\d{1,3}|\d{1,3}\s?\+|[<>≤≥]\s?\d{1,3}|\d{1,2}(?:st|nd|rd|th)")
_NONE = re.compile(r"[\W_]*|n/?a|nil|none|tb[cd]|x", re.IGNORECASE)
_ORDER = re.compile(r"#?(\d{1,4})[.)]?")


def is_amount(words: str) -> bool:
    """Whether a cell is a figure by its look: "46", "$1.2bn", "4,200 tonnes"; no year, date, age group or place."""
    if _FIGURE.match(words) is None or len(words) > 40 or len(_WORD.findall(words)) > 3:
        return False
    return not is_year(words) and not any(shape.fullmatch(words) for shape in (_DATE, _BAND))


def is_year(words: str) -> bool:
    """Whether a cell may be a year or some: "2024", "2023/24"; a count may look the same."""
    return _YEAR.fullmatch(words) is not None


def is_missing(words: str) -> bool:
    """Whether a cell says that there is no figure: "", "–", "n/a"."""
    return _NONE.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its places (row, column); `words` has a cell at every place that it reaches over.

    Rows before `heads` head columns. Columns up to `label` number and name rows; it is -1 where none does.
    `caption` stands before the table, `note` behind it.
    """

    words: Mapping[tuple[int, int], str]
    blocks: Mapping[tuple[int, int], tuple[Block, ...]]
    rows: int
    columns: int
    heads: int
    label: int
    caption: str
    note: str

    def header(self, column: int) -> str:
        """The words above a column, from the top."""
        return _joined(self.words.get((row, column), "") for row in range(self.heads))

    def name(self, row: int) -> str:
        """The words that name a row: its label, and what else of it is no figure before its first one."""
        said = []
        for column in range(self.columns):
            words = self.words.get((row, column), "")
            if column > self.label and not is_missing(words) and (is_amount(words) or self.label >= 0):
                break
            number = column < self.label and _ORDER.fullmatch(words)
            said.append("" if number or (column > self.label and is_missing(words)) else words)
        return _joined(said)

    def section(self, row: int) -> str:
        """The words of the nearest line above that heads others and holds no figures: "Part time"."""
        for above in range(row - 1, self.heads - 1, -1):
            if all(not self.words.get((above, column)) for column in range(self.label + 1, self.columns)):
                return self.name(above)
        return ""

    def body(self) -> Iterator[tuple[int, int]]:
        """The places of figures: what is neither header nor label."""
        for row in range(self.heads, self.rows):
            for column in range(self.label + 1, self.columns):
                yield row, column

    def column(self, column: int) -> list[str]:
        """The words of a column below its header."""
        return [self.words.get((row, column), "") for row in range(self.heads, self.rows)]

    def counts_rows(self, column: int) -> bool:
        """Whether a column only numbers the rows: 1, 2, 3."""
        return _is_order(self.column(column))


def tables(document: Document) -> tuple[Table, ...]:
    """The document's tables of figures, in order."""
    grouped: dict[int, list[int]] = defaultdict(list)
    for place, block in enumerate(document.blocks):
        if block.cell is not None and block.kind is BlockKind.CELL:
            grouped[block.cell.table].append(place)
    found = (_table(document, [document.blocks[place] for place in places], places) for places in grouped.values())
    return tuple(table for table in found if table is not None)


def _table(document: Document, cells: Sequence[Block], places: Sequence[int]) -> Table | None:
    words: dict[tuple[int, int], str] = {}
    blocks: dict[tuple[int, int], tuple[Block, ...]] = {}
    for block in cells:
        cell = block.cell
        assert cell is not None
        said = " ".join(document.text[block.span.start : block.span.end].split()).strip("*_ ")
        at = cell.row, cell.column
        blocks[at] = (*blocks.get(at, ()), block)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                words[row, column] = _joined((words.get((row, column), ""), said))
    rows, columns = (1 + max(place[axis] for place in blocks) for axis in (0, 1))
    heads = _heads(words, blocks, rows, columns)
    label = _label(words, heads, rows, columns)
    caption, note = _before(document, places[0]), _behind(document, places[-1])
    table = Table(words, blocks, rows, columns, heads, label, caption, note)
    return table if _holds_figures(table) else None


def _joined(words: Iterator[str] | Sequence[str]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))


def _heads(
    words: Mapping[tuple[int, int], str],
    blocks: Mapping[tuple[int, int], tuple[Block, ...]],
    rows: int,
    columns: int,
) -> int:
    """How many rows at the top are headers: without amounts, and below the first only if it is a heading again."""
    for row in range(min(rows, MOST_HEADS)):
        said = [words.get((row, column), "") for column in range(1, columns)]
        marked = any(cell.header for cell in _cells(blocks, row) if cell.column)
        parted = any(cell.columns > 1 for cell in _cells(blocks, row - 1))
        units = all(piece.startswith(("(", "[")) for piece in said if piece)
        if any(map(is_amount, said)) or all(map(is_missing, said)) or not (row == 0 or marked or parted or units):
            return row
    return min(rows, MOST_HEADS)


def _cells(blocks: Mapping[tuple[int, int], tuple[Block, ...]], row: int) -> list[Cell]:
    return [held[0].cell for at, held in blocks.items() if at[0] == row and held[0].cell is not None]


def _label(words: Mapping[tuple[int, int], str], heads: int, rows: int, columns: int) -> int:
    for column in range(min(columns, 3)):
        said = [words.get((row, column), "") for row in range(heads, rows)]
        filled = [piece for piece in said if piece]
        if not filled or _is_order(said):
            continue
        return column if 2 * sum(map(is_amount, filled)) <= len(filled) else -1
    return -1


def _is_order(said: Sequence[str]) -> bool:
    """1, 2, 3 down a column; a row without a number (the total) may stand among or behind them."""
    numbers = [int(found[1]) for piece in said if (found := _ORDER.fullmatch(piece))]
    filled = sum(bool(piece) for piece in said)
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) and filled <= len(numbers) + 1


def _holds_figures(table: Table) -> bool:
    said = [words for at in table.body() if (words := table.words.get(at, "")) and not is_year(words)]
    amounts = sum(map(is_amount, said))
    return table.columns > 1 and amounts > 1 and 2 * (amounts + sum(map(is_missing, said))) >= len(said)


def _before(document: Document, place: int) -> str:
    """The caption: a short block before the table, or the last line of a longer one that leads in with a colon."""
    block = next((b for b in reversed(document.blocks[:place]) if b.kind is not BlockKind.META), None)
    if block is None or block.cell is not None or block.kind is BlockKind.BOILERPLATE:
        return ""
    said = " ".join(document.text[block.span.start : block.span.end].split())
    if len(said) <= LONGEST:
        return said
    last = re.split(r"(?<=[.!?])\s", said)[-1]
    return last if last.endswith(":") and len(last) <= LONGEST else ""


def _behind(document: Document, place: int) -> str:
    block = next(iter(document.blocks[place + 1 : place + 2]), None)
    if block is None or block.cell is not None or block.kind is BlockKind.BOILERPLATE:
        return ""
    said = " ".join(document.text[block.span.start : block.span.end].split())
    return said if len(said) <= LONGEST else ""
