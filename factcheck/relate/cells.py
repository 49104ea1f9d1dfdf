"""Shares and changes that a text takes from a table: "Germans account for 27% of nights", "Norte grew by 8%".

The sentence names a line of a table of the article by its label; what it is of, a series by its head, or the total of
whichever series. Where one line and one or two series are named and each fails, nothing else can be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.model import Claim, Operand, Reading, Support
from factcheck.nlp import tokens
from factcheck.phrases import content, neutral_stems, time_stems
from factcheck.relate.reach import kin
from factcheck.relate.scope import Scope, amount_unit, same_unit
from factcheck.relate.sheets import Sheet, sheets

Sheets = Sequence[tuple[Sheet, Sheet]]


def tables_of(scope: Scope) -> Sheets:
    """Every table of the articles, down and across."""
    return tuple(sheets(scope))


def shares(scope: Scope, claim: Claim, known: Sheets, base_words: Sequence[str]) -> Iterator[Reading]:
    """The line named before the share, as a part of the total of its series."""
    for sheet in of_article(claim, known):
        line = line_named(scope, claim, sheet)
        wholes = [at for at in sheet.lines() if sheet.is_total(at) and not sheet.is_subtotal(at)]
        if line is None or len(wholes) != 1 or line in wholes:
            continue
        for series in series_named(sheet, base_words):
            part, base = sheet.at(line, series), sheet.at(wholes[0], series)
            if part is not None and base is not None and _is_pair(part, base):
                operands = (Operand("part", part), Operand("base", base))
                why = f"“{sheet.labels[line]}” of “{sheet.labels[wholes[0]]}” in the table"
                yield Reading(operands, Support.LIKELY, why)


def of_article(claim: Claim, known: Sheets) -> Iterator[Sheet]:
    """The tables of the claim's article, each in both directions; none for a figure of a table itself."""
    for down, across in known:
        first = next(iter(down.figures.values()))
        if first.span.document == claim.span.document and claim.sentence.block.cell is None:
            yield from (down, across)


def _is_pair(part: Claim, base: Claim) -> bool:
    fits = amount_unit(part.unit) and same_unit(part.unit)(base.unit)
    return fits and 0 < part.figure.value < base.figure.value


def line_named(scope: Scope, claim: Claim, sheet: Sheet) -> int | None:
    """The one line whose whole label the words before the figure say."""
    said = {token.stem for token in tokens(scope.lead(claim)) if token.stem}
    found = [
        line
        for line in sheet.lines()
        if (label := label_words(sheet.labels[line])) and all(any(kin(word, o) for o in said) for word in label)
    ]
    return found[0] if len(found) == 1 else None


def label_words(label: str) -> frozenset[str]:
    """What a label names: "of which Skua", "Offshore and wind"."""
    words = content(tokens(label.split("(")[0]))
    return frozenset(word for word in words if word.isalpha()) - neutral_stems() - time_stems() - {"includ"}


def series_named(sheet: Sheet, words: Sequence[str]) -> list[int]:
    """The series whose heads name what the share is of; all of them where none does."""
    named = [
        series
        for series in sheet.series()
        if any(kin(word, head) for word in words for head in label_words(sheet.heads[series]))
    ]
    return named or sheet.series()
