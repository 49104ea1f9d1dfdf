"""A table of an article with its claims in place, to be read down its columns or across its rows.

Both ways are the same to a rule: a `Sheet` has lines with labels, and series that run through the lines. Down a table
the lines are rows and the series columns; across it they are columns and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.model import Block, Claim, Reading
from factcheck.nlp import tokens
from factcheck.relate.scope import Scope
from factcheck.tables import Table, is_missing, tables

_TOTAL = re.compile(r"^\W*(?:grand |sub-?\s?)?totals?\b|\b(?:sub-?)?total\W*$|^\W*sum\W*$", re.IGNORECASE)
_SUB = re.compile(r"\bsub-?\s?total", re.IGNORECASE)
_WHOLE = re.compile(r"^\W*(?:all|overall|altogether|combined|together)\b|\b(?:world|national) total\b", re.IGNORECASE)
_NO_SUM = re.compile(r"\b(?:cumulative|running|to date|average|mean|median|per)\b", re.IGNORECASE)
_INSIDE = re.compile(r"^\W*(?:of which|including|incl\b|thereof|o/w)|^\s*[-–—•>]", re.IGNORECASE)
_COMPUTED = re.compile(r"\b(?:average|mean|median|changes?|difference|share|rank|per)\b|%|\+/[-−]", re.IGNORECASE)
_APART = re.compile(r"\b(?:target|budget|previous|prior|last year|earlier|balance)\b", re.IGNORECASE)
"""Lines that may be no parts of a total: what was last year, what was aimed at."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The claims of a table by (line, series).

    `labels` name the lines, `heads` the series. `blanks` are the places that say that there is no figure, or that
    hold more than one.
    """

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    figures: Mapping[tuple[int, int], Claim]
    blanks: frozenset[tuple[int, int]]
    caption: str

    def lines(self) -> list[int]:
        """The lines that hold figures or say that they have none, in order; no lines that head others."""
        return sorted({line for line, _ in (*self.figures, *self.blanks)})

    def series(self) -> list[int]:
        """The series that hold figures, in order."""
        return sorted({series for _, series in self.figures})

    def at(self, line: int, series: int) -> Claim | None:
        return self.figures.get((line, series))

    def is_total(self, line: int) -> bool:
        """Whether the label says that the line is a sum: "Total", "Sub-total fruit", "Sum", "All regions"."""
        label = self.labels[line]
        return bool(_TOTAL.search(label) or _WHOLE.search(label)) and not _NO_SUM.search(label)

    def says_total(self, line: int) -> bool:
        """Whether the label says so outright."""
        return self.is_total(line) and not _WHOLE.search(self.labels[line])

    def is_subtotal(self, line: int) -> bool:
        return _SUB.search(self.labels[line]) is not None

    def is_inside(self, line: int) -> bool:
        """Whether the line is part of the one above it: "of which arabica"."""
        return _INSIDE.search(self.labels[line]) is not None

    def is_part(self, line: int) -> bool:
        """Whether the line may be a part of a total."""
        computed = self.is_total(line) or self.is_inside(line) or self.is_computed(line)
        return not computed and _APART.search(self.labels[line]) is None

    def is_computed(self, line: int) -> bool:
        """Whether the line is an average, a change or the like of the others."""
        return _COMPUTED.search(self.labels[line]) is not None

    def own_words(self, line: int) -> frozenset[str]:
        """What a label says beside "total"."""
        said = {token.stem for token in tokens(re.sub(r"[(\[].*", "", self.labels[line])) if token.stem}
        return frozenset(said) - {"total", "subtot", "subtotal", "sub", "the", "of"}


@dataclass(frozen=True, slots=True)
class Check:
    """A figure of a table and the readings by which it follows from others.

    `firm` says that the words leave no doubt, if other lines of the table bear the reading out.
    """

    claim: Claim
    readings: tuple[Reading, ...]
    firm: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Checks of one kind side by side: the total of every column. `alone` says that one of them needs no other."""

    checks: tuple[Check, ...]
    alone: bool


def sheets(scope: Scope) -> Iterator[tuple[Sheet, Sheet]]:
    """Every table of figures, down and across."""
    by_block: dict[Block, list[Claim]] = {}
    for claim in scope.claims:
        if claim.sentence.block.cell is not None:
            by_block.setdefault(claim.sentence.block, []).append(claim)
    for document in scope.documents:
        for table in tables(document):
            figures = dict(_figures(table, by_block))
            if figures:
                yield _both_ways(table, figures)


def _figures(table: Table, by_block: Mapping[Block, Sequence[Claim]]) -> Iterator[tuple[tuple[int, int], Claim]]:
    """The places whose cell is one figure and no more."""
    for at in table.body():
        held = table.blocks.get(at, ())
        claims = [claim for block in held for claim in by_block.get(block, ())]
        if len(held) == 1 and len(claims) == 1 and _is_all(table.words[at], claims[0].mention.text):
            yield at, claims[0]


def _is_all(words: str, figure: str) -> bool:
    """Whether the cell's words are the figure, but for signs and a mark of a footnote."""
    return len([sign for sign in words.replace(figure, "") if sign.isalnum()]) <= 1


def _both_ways(table: Table, figures: Mapping[tuple[int, int], Claim]) -> tuple[Sheet, Sheet]:
    names = tuple(table.name(row) for row in range(table.rows))
    headers = tuple(table.header(column) for column in range(table.columns))
    blanks = frozenset(at for at in table.body() if at not in figures and _is_blank(table.words.get(at, "")))
    corner = table.header(table.label) if table.label >= 0 else ""
    caption = f"{table.caption} {corner}"
    turned = {(column, row): claim for (row, column), claim in figures.items()}
    across = Sheet(headers, names, turned, frozenset((c, r) for r, c in blanks), caption)
    return Sheet(names, headers, figures, blanks, caption), across


def _is_blank(words: str) -> bool:
    return bool(words) and (is_missing(words) or any(map(str.isdigit, words)))
