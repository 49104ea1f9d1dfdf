"""What the headers of a table say of the figures below and beside them: unit and scale of bare numbers.

"46" under "Revenue ($ million)" is $46 million; "12" in the row "Share, %" is 12%. Numbers that name rows and columns
claim nothing. In a column of counts 1987 is one of them and no year, and "(3.1)" is a loss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from factcheck import units
from factcheck.extract.nouns import singular
from factcheck.interval import trailing
from factcheck.model import Document, Mention, Span
from factcheck.tables import Table, is_missing, is_year, tables

ONE = Fraction(1)

_SCALES = {
    "hundred": 2, "hundreds": 2, "thousand": 3, "thousands": 3, "k": 3, "000": 3, "000s": 3, "'000": 3, "'000s": 3,
    "million": 6, "millions": 6, "mn": 6, "mln": 6, "mio": 6, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7,
    "billion": 9, "billions": 9, "bn": 9, "bln": 9, "trillion": 12, "trillions": 12, "tn": 12, "trn": 12,
}  # fmt: skip
_MONEY_SCALES = {"m": 6, "mm": 6, "b": 9, "t": 12}
"""Letters that are a scale only with a currency: "£m"."""
_METRES = re.compile(
    r"\b(?:height|length|depth|width|altitude|elevation|distance|span|long|tall|deep|wide)\b", re.IGNORECASE
)
"""Where "(m)" is metres; elsewhere, as in "Passengers (m)", it is millions."""
_FILLING = frozenset({
    "in", "of", "the", "figures", "all", "amounts", "values", "numbers", "data", "current", "constant", "prices",
    "nominal",
})  # fmt: skip
_TOKEN = re.compile(
    r"['’]?000s?\b|[A-Z]{3}(?=(?:m|bn|tn|k)\b)|%[ -]?points?|[A-Z]{0,3}[$€£¥₹]|%|‰|"
    r"[^\W\d_]+[²³]?(?:/[^\W\d_]+[²³]?)?|\S"
)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bpct\b", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:%|\bper ?cent(?:age)?|\bpct)[ -]?(?:points?|pts?)\b|\bpp(?:ts?|s)?\b|\b(?:points?|pts)\b", re.IGNORECASE
)
_IN_UNITS = re.compile(r"\b(?:figures?|amounts?|values?|numbers?|data|all|table|below)\b", re.IGNORECASE)
_NO_AMOUNT = re.compile(
    r"%|\b(?:share|change|growth|rate|rank|index|ratio|per|average|mean|median|turnout|score|points?|number|no|age)\b|#",
    re.IGNORECASE,
)
"""Columns that a unit said of the whole table does not reach: "Share" in a table of million tonnes."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a header says of bare numbers: their unit, "" for none, and by how much they are to be multiplied."""

    unit: str = ""
    scale: Fraction = ONE


def in_tables(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The mentions, those in tables of figures as their headers tell them."""
    changed: dict[Span, Mention] = {}
    for table in tables(document):
        held = _held(table, found)
        for at, mentions in held.items():
            changed |= {mention.span: told for mention in mentions for told in _told(document, table, at, mention)}
        changed |= _alike(table, held, changed)
    return [changed.get(mention.span, mention) for mention in found]


def _held(table: Table, found: Sequence[Mention]) -> dict[tuple[int, int], list[Mention]]:
    """The mentions of each place of the table."""
    starts = [(block.span, at) for at, blocks in table.blocks.items() for block in blocks]
    ordered = sorted(starts)
    held: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    at = 0
    for mention in found:
        while at < len(ordered) and ordered[at][0].end <= mention.span.start:
            at += 1
        if at < len(ordered) and ordered[at][0].covers(mention.span):
            held[ordered[at][1]].append(mention)
    return held


def _told(
    document: Document,
    table: Table,
    at: tuple[int, int],
    mention: Mention,
) -> Iterator[Mention]:
    """The mention as the table tells it, where that is not as it stands."""
    row, column = at
    if row < table.heads or column <= table.label:
        if mention.claim:
            reason = "list number" if column < table.label or _numbers(table, column) else "names a row or column"
            yield _silent(mention, reason)
        return
    if table.counts_rows(column) and _RANK.search(table.header(column)):
        yield _silent(mention, "list number")
        return
    alone = _alone(document, table, at, mention)
    if not mention.claim:
        mention = _as_figure(table, at, mention) if alone else mention
    if mention.claim and mention.low is not None and alone:
        yield _with_note(mention, note_of(table, row, column), alone)


def _silent(mention: Mention, reason: str) -> Mention:
    return replace(
        mention, low=None, high=None, kind="identifier", hedging=None, direction=None, claim=False, reason=reason
    )


_RANK = re.compile(r"#|\b(?:rank(?:ing)?|place|position|no|pos)\b|^$", re.IGNORECASE)


def _numbers(table: Table, column: int) -> bool:
    return column == table.label and table.counts_rows(column)


def _alone(document: Document, table: Table, at: tuple[int, int], mention: Mention) -> str:
    """The words of the cell if the mention is all that it says; "" where words or another figure stand with it."""
    blocks = table.blocks[at]
    words = document.text[blocks[0].span.start : blocks[0].span.end]
    start, end = mention.span.start - blocks[0].span.start, mention.span.end - blocks[0].span.start
    around = words[:start].replace(mention.hedge or "", "") + words[end:]
    return words if len(blocks) == 1 and not any(map(str.isalnum, around)) else ""


def _as_figure(table: Table, at: tuple[int, int], mention: Mention) -> Mention:
    """1987 between 873 and 2,004 visits is a figure; so is "(120)", which alone would be the number of a list."""
    digits = mention.text.strip("()").replace(",", "")
    if mention.reason == "date" and not (is_year(mention.text) and _is_count(table, at)):
        return mention
    if mention.reason not in ("date", "list number") or re.fullmatch(r"\d+(?:\.\d+)?", digits) is None:
        return mention
    value, (step, coarse) = Fraction(digits), trailing(digits)
    return replace(mention, low=value, high=value, step=step, coarse=coarse, kind="amount", claim=True, reason=None)


_YEAR_WORDS = re.compile(r"\b(?:year|date|since|founded|opened|built|established|born|launched|from)\b", re.IGNORECASE)


def _is_count(table: Table, at: tuple[int, int]) -> bool:
    """Whether a column holds counts, written without commas, of which some only look like years."""
    row, column = at
    others = [words for words in table.column(column) if not is_missing(words) and not is_year(words)]
    plain = all(re.fullmatch(r"\d{1,3}|\d{4,}", words) for words in others)
    return bool(others) and plain and not _YEAR_WORDS.search(f"{table.header(column)} {table.name(row)}")


def _with_note(mention: Mention, note: Note, words: str) -> Mention:
    if mention.unit in ("pt", "point") and note.unit in ("percent", "percentage_point"):
        return replace(mention, unit="percentage_point", kind="change", coarse=mention.step)
    bare = mention.unit == "" and mention.kind != "share"
    if bare or (note.unit == mention.unit and units.is_currency(note.unit) and mention.step <= ONE):
        scale, unit = note.scale, note.unit or mention.unit
        ratio = unit in ("percent", "percentage_point", "permille")
        mention = replace(
            mention,
            low=mention.low * scale if mention.low is not None else None,
            high=mention.high * scale if mention.high is not None else None,
            step=mention.step * scale,
            coarse=(mention.step if ratio else mention.coarse) * scale,
            unit=unit,
            kind=_kind(mention, unit),
            scale=scale,
        )
    return _negative(mention, words)


def _kind(mention: Mention, unit: str) -> str:
    if mention.direction or unit == "percentage_point":
        return "change"
    if mention.is_range:
        return mention.kind
    return "share" if unit in ("percent", "permille") else "duration" if units.is_time(unit) else mention.kind


def _negative(mention: Mention, words: str) -> Mention:
    """Accountants write a loss of 120 as (120), a fall as ▼ 120."""
    bracketed = re.fullmatch(r"\(.*\)", words) and mention.low is not None and mention.low > 0
    fallen = re.match(r"[▼↓▾⬇]", words) is not None
    if not (bracketed or fallen) or mention.low is None or mention.high is None:
        return mention
    return replace(mention, low=-abs(mention.high), high=-abs(mention.low))


def _alike(
    table: Table, held: dict[tuple[int, int], list[Mention]], changed: dict[Span, Mention]
) -> dict[Span, Mention]:
    """One zero at the end is no rounding where the rest of the column ends in other digits: 37, 40, 23.

    Nor is it in the same column of another year.
    """
    columns: dict[int, list[Mention]] = defaultdict(list)
    for (row, column), mentions in held.items():
        figures = [changed.get(mention.span, mention) for mention in mentions]
        if row >= table.heads and column > table.label and len(figures) == 1 and figures[0].claim:
            columns[column].append(figures[0])
    exact: dict[Span, Mention] = {}
    heads = {column: re.sub(r"\d", "", table.header(column)) for column in columns}
    printed = {heads[column] for column, figures in columns.items() if _to_the_unit(figures)}
    for column, figures in columns.items():
        if heads[column] in printed and (heads[column] or _to_the_unit(figures)):
            tens = [figure for figure in figures if figure.coarse == 10 * figure.step]
            exact |= {figure.span: replace(figure, coarse=figure.step) for figure in tens}
    return exact


def _to_the_unit(figures: Sequence[Mention]) -> bool:
    """Whether most figures of a column end in another digit than zero."""
    return 2 * sum(figure.step == figure.coarse for figure in figures) > len(figures)


# ── What a header says ────────────────────────────────────────────────────────────────────────────────────


def note_of(table: Table, row: int, column: int) -> Note:
    """Unit and scale for a place: those of its column, of its row, of the corner, of the caption or the note below.

    A percentage stays one whatever else is said: "Margin, %" in a column of "$ million".
    """
    header, name = table.header(column), table.name(row)
    own = [note for note in (read_note(header, alone=True), read_note(name)) if note is not None]
    ratio = next((note for note in own if note.unit in ("percent", "percentage_point")), None)
    if ratio is not None:
        return ratio
    if own:
        return own[0]
    if _NO_AMOUNT.search(header) or _NO_AMOUNT.search(name):
        return Note()
    corner = read_note(table.header(table.label)) if table.label >= 0 else None
    return corner or said_of_all(table.caption) or (said_of_all(table.note, named=True)) or Note()


def said_of_all(words: str, *, named: bool = False) -> Note | None:
    """What a caption or note says of every figure: "Exports (thousand tonnes)", "Figures in € million".

    A sentence says it only if it speaks of figures, for "tourism brings in millions of euros" does not.
    """
    telling = _IN_UNITS.search(words) is not None
    if not telling and (named or words.endswith((".", ":"))):
        return None
    for inside in _BRACKETS.findall(words):
        if (note := _read(inside)) is not None:
            return note
    last = words.rpartition(", ")
    if last[1] and not telling and (note := _read(last[2])) is not None:
        return note
    for found in re.finditer(r"\bin\s", words):
        tokens = _TOKEN.findall(words[found.end() :])
        for stop in range(len(tokens), 0, -1):
            if (note := _of_tokens(tokens[:stop])) is not None:
                return note
    return None


def read_note(words: str, *, alone: bool = False) -> Note | None:
    """Unit and scale that a header gives: "Revenue ($ million)", "Share, %", "Sales £m", "Population, thousands".

    `alone` allows the unit to be all that it says: "Tonnes" over a column, but not "Second" before a row.
    """
    if not words:
        return None
    if _POINTS.search(words) and re.search(r"change|%|per ?cent|pct|\bpp|difference|swing|\+/", words, re.IGNORECASE):
        return Note("percentage_point")
    if _PERCENT.search(words):
        return Note("percent")
    for inside in reversed(_BRACKETS.findall(words)):
        if inside.strip() == "m" and not _METRES.search(words):
            return Note(scale=Fraction(10**6))
        if (note := _read(inside)) is not None:
            return note
    plain = _BRACKETS.sub("", words)
    parts = re.split(r",\s|\bin\s|:\s|\s[–-]\s", plain)
    for part in reversed(parts if alone or len(parts) > 1 else ()):
        if (note := _read(part)) is not None:
            return note
    tokens = _TOKEN.findall(plain)
    suffixes = (tokens[start:] for start in range(1, len(tokens)))
    return next((note for suffix in suffixes if _is_sign(suffix[0]) and (note := _of_tokens(suffix))), None)


def _read(part: str) -> Note | None:
    return _of_tokens(_TOKEN.findall(part))


def _is_sign(token: str) -> bool:
    return token[-1] in "$€£¥₹" or token.casefold().replace("’", "'") in _SCALES


def _of_tokens(tokens: Sequence[str]) -> Note | None:
    """The note if every word is a unit, a scale, or says nothing: "in millions of euros", "$ million", "km²".

    Behind a scale may stand what is counted, "thousand visitors"; a unit in the singular, "Second", is a word.
    """
    unit, scale, at = "", ONE, 0
    while at < len(tokens):
        token, both = tokens[at], " ".join(tokens[at : at + 2])
        word = token.casefold().replace("’", "'")
        glued = units.is_currency(unit) and word in _MONEY_SCALES
        if glued or word in _SCALES:
            scale *= Fraction(10) ** (_MONEY_SCALES[word] if glued else _SCALES[word])
        elif (named := _unit(both)) is not None and at + 1 < len(tokens) and not unit:
            unit, at = named, at + 1
        elif (named := _unit(token)) is not None and not unit:
            unit = named
        elif word in ("/", "per") and unit and at + 1 < len(tokens):
            unit, at = f"{unit}/{units.table_unit(tokens[at + 1]) or singular(tokens[at + 1].casefold())}", at + 1
        elif word not in _FILLING and (scale == 1 or not word.isalpha()):
            return None
        at += 1
    return Note(unit, scale) if unit or scale != 1 else None


def _unit(word: str) -> str | None:
    money = re.fullmatch(r"[A-Z]{0,3}[$€£¥₹]", word)
    known = units.table_unit(word)
    if known is None and money:
        known = units.table_unit(word[-1])
    if known is None and "/" in word:
        above, per = (units.table_unit(part) for part in word.split("/", 1))
        known = f"{above}/{per}" if above and per else None
    return known if known and not units.is_count(known) and known != word.casefold() else None
