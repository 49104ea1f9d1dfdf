"""What a figure in a table is of: the words of its row and its column, and the date that one of them gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from factcheck import units
from factcheck.link.measures import Measures, units_fit
from factcheck.link.qualifiers import named
from factcheck.model import Claim, Document, Link, Period, Span
from factcheck.nlp import tokens
from factcheck.phrases import content, is_a
from factcheck.tables import Table, tables

_YEARS = re.compile(r"\b(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?\b")
_ASIDE = re.compile(rf"[(\[][^)\]]*[)\]]|{_YEARS.pattern}|[^\w\s'’-]|\d+")
"""Units in brackets, years and signs say nothing of what is measured."""
_NUMBERED = re.compile(rf"{_YEARS.pattern}|\b(?:table|figure|chart)\s\d+(?:\.\d+)?", re.IGNORECASE)
_NARROWED = re.compile(
    r"[\d+±Δ]|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|quarter|half|spring|summer|autumn|winter|week|month|day)\b",
    re.IGNORECASE,
)
"""An age group, a part of the year, a change: the figure may be of something else than what the words name."""
_STRETCH = re.compile(r"\d{4}\s?(?:[-–/]|to)\s?\d{2}")
_TO_COME = re.compile(
    r"\b(?:forecast|target|projected|expected|planned|plan|budget|goal)\b|\d{4}\s?[EFef]\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The words that head a cell, and the period that they name."""

    row: str
    column: str
    caption: str
    period: Period | None

    @property
    def words(self) -> str:
        """As a reader would say them: "Exports, Kazakhstan"."""
        return ", ".join(piece for piece in (self.row, self.column) if piece)


def headings(document: Document) -> Mapping[Span, Heading]:
    """What heads each cell of figures, by the span of its block."""
    found: dict[Span, Heading] = {}
    for table in tables(document):
        for row, column in table.body():
            for block in table.blocks.get((row, column), ()):
                found[block.span] = _heading(document, table, row, column)
    return found


def _heading(document: Document, table: Table, row: int, column: int) -> Heading:
    header, name = table.header(column), table.name(row)
    named = (_period(document, words) for words in (header, name, table.caption))
    section = table.section(row) if not re.search(r"\btotal\b", name, re.IGNORECASE) else ""
    return Heading(
        f"{section} {name}".strip(),
        header,
        table.caption,
        next((period for period in named if period is not None), None),
    )


def _period(document: Document, words: str) -> Period | None:
    """The one period that the words name; none where they name two ("Change 2023–24")."""
    found = named(words, document.as_of or document.published) if words and not _STRETCH.search(words) else ()
    return found[0] if len(found) == 1 else None


def headed(claim: Claim, heading: Heading, measures: Measures) -> Claim:
    """The claim of a cell with the topic, measure and period that its headers give it."""
    own = content(tokens(claim.mention.text))
    about = content(tokens(f"{_plain(heading.row)} {_plain(heading.column)}"))
    return replace(
        claim,
        topic=frozenset((*(stem for stem in own if stem[0].isalpha()), *about)),
        link=_link(claim, heading, measures),
        doubt=None,
        period=heading.period or claim.period,
        stance=replace(claim.stance, supposed=claim.stance.supposed or bool(_TO_COME.search(heading.words))),
    )


_TOTAL = re.compile(r"\W*(?:total|sum|all|overall|altogether)\b", re.IGNORECASE)


def _link(claim: Claim, heading: Heading, measures: Measures) -> Link | None:
    """By the words of row and column, which are certain to speak of the figure, else by the caption as well.

    The caption alone decides where row and column only give dates and units.
    """

    def fits(unit: str) -> bool:
        return units_fit(claim.unit, unit)

    about = f"{_plain(heading.column)} {_plain(heading.row)}"
    found = measures.labelled(tokens(about), fits)
    total = _TOTAL.match(heading.row) is not None  # of all rows, which may be years
    narrowed = total or any(
        _NARROWED.search(_NUMBERED.sub("", words)) for words in (heading.row, heading.column, heading.caption)
    )
    if found is None:
        found = measures.labelled(tokens(f"{about} {_plain(heading.caption)}"), fits)
        narrowed = narrowed or bool(content(tokens(about)))
    return replace(found, certain=False) if found is not None and narrowed else found


def _plain(words: str) -> str:
    """The words without what says nothing of the thing measured."""
    *parts, last = words.split(", ")
    words = " ".join(parts) if parts and all(map(_is_unit, last.split())) else words
    plain = " ".join(_ASIDE.sub(" ", words).split())
    return "" if units.table_unit(plain) else plain


def _is_unit(word: str) -> bool:
    return units.table_unit(word.strip("()")) is not None or is_a(word, "neutral", "preposition")
