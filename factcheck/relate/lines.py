"""The rows and columns of the article's own tables that a sentence names: "the night line", "the number of calls"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.model import Claim
from factcheck.nlp import tokens
from factcheck.phrases import content, neutral_stems
from factcheck.relate.scope import Scope
from factcheck.relate.sheets import sheets

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of a line, with the words that head it there."""

    head: str
    stems: frozenset[str]
    claim: Claim


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: the stems of its label, and its figures in order."""

    stems: frozenset[str]
    cells: tuple[Place, ...]

    @property
    def document(self) -> str:
        return self.cells[0].claim.span.document


def lines(scope: Scope) -> tuple[Line, ...]:
    """All rows and columns that have a label of their own; no totals."""
    return tuple(_lines(scope))


def _lines(scope: Scope) -> Iterator[Line]:
    for pair in sheets(scope):
        for sheet in pair:
            for line in sheet.lines():
                label = _stems(sheet.labels[line])
                held = [series for series in sheet.series() if sheet.at(line, series) is not None]
                held = [series for series in held if sheet.heads[series] == "" or not _is_sum(sheet.heads[series])]
                cells = tuple(
                    Place(sheet.heads[series], _stems(YEAR.sub("", sheet.heads[series])), claim)
                    for series in held
                    if (claim := sheet.at(line, series)) is not None
                )
                if label and len(cells) > 1 and not sheet.is_total(line):
                    yield Line(label, cells)


def _is_sum(head: str) -> bool:
    return re.match(r"^\W*(?:grand |sub-?\s?)?totals?\b", head, re.IGNORECASE) is not None


def _stems(words: str) -> frozenset[str]:
    return frozenset(content(tokens(re.sub(r"[(\[].*?[)\]]", "", words)))) - neutral_stems()


def named_lines(claim: Claim, known: Sequence[Line]) -> list[Line]:
    """The one line of the article's tables whose whole label stands in the sentence; none where several do."""
    said = {token.stem for token in claim.sentence.tokens if token.start < claim.span.start}
    found = [line for line in known if line.document == claim.span.document and line.stems <= said]
    found = [line for line in found if not any(line.stems < other.stems for other in found)]
    return found if len(found) == 1 and claim.sentence.block.cell is None else []


def latest(places: Sequence[Place]) -> list[Place]:
    """Of figures whose heads differ by their years only, the last year's."""
    last: dict[str, Place] = {}
    for place in places:
        name, years = YEAR.sub("", place.head), YEAR.findall(place.head)
        known = last.get(name)
        if known is None or years > YEAR.findall(known.head):
            last[name] = place
    return list(last.values())
