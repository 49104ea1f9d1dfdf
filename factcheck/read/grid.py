"""Numbers the cells of a document's tables as they are read, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from factcheck.model import Cell

WIDEST = 1000
"""No table that people read has more rows or columns; a page that claims to is not believed."""


@dataclass(slots=True)
class Grid:
    """One table; a cell that reaches down over several rows pushes the cells beside it to the right."""

    table: int
    row: int = -1
    column: int = 0
    _free_from: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def place(self, *, rows: int = 1, columns: int = 1, header: bool = False) -> Cell:
        """The next free place of the row."""
        self.row = max(self.row, 0)
        while self._free_from.get(self.column, 0) > self.row:
            self.column += 1
        rows, columns = (min(max(reach, 1), WIDEST) for reach in (rows, columns))
        cell = Cell(self.table, self.row, self.column, rows, columns, header)
        self._free_from.update((self.column + right, self.row + rows) for right in range(columns))
        self.column += columns
        return cell
