"""The two levels of a change that stand in a table, in another paragraph, or apart: "Revenue jumped by 14% in May".

A change by itself names what has changed. Its levels are the dated series of the line so named in a table of the
article; or one is said with it ("… 7% short of the record of 1.9 million") and the other is what its subject counts;
or both stand side by side somewhere else ("Revenue was 184 million, compared with 161 million").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.model import Claim, Operand, Reading, Support
from factcheck.nlp import stem, tokens
from factcheck.phrases import is_a, is_content, neutral_stems, time_stems
from factcheck.relate.cells import Sheets, line_named, of_article, series_named
from factcheck.relate.changes import EITHER, direction, same_kind
from factcheck.relate.derived import is_level, near
from factcheck.relate.reach import heads_of, is_named
from factcheck.relate.scope import Scope, amount_unit, comparable
from factcheck.units import is_count, is_time

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BASE = re.compile(
    r"^\W*(?:[\w-]+\s+){0,2}?(?:on|than|above|over|below|short of|under|from|of)\s+(?:[\w’'-]+\s+){0,6}?$",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"[^.;!?]*?\b(?:compared (?:with|to)|against|versus|up from|down from|from|after|than)\s+(?:[\w’'-]+\s+){0,4}?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:so|the (?:number|figure|total|rise|increase|fall|growth))\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:while|whereas|but|real terms|inflation|adjusted|expected|forecast|target)\b", re.IGNORECASE)


def changes(scope: Scope, claim: Claim, tables: Sheets) -> Iterator[Reading]:
    """What the change may lie between, by the table or by what is said with it."""
    if _OTHER.search(scope.lead(claim)):
        return
    way = direction(scope, claim)
    for finder in (_in_table, _one_said):
        found = [r for r in finder(scope, claim, tables) if _goes(r, way)]
        if found:
            yield from found
            return


def _goes(reading: Reading, way: str) -> bool:
    before, after = (operand.by.figure.value for operand in reading.operands)
    return before > 0 and after > 0 and (way == EITHER or (after > before) is (way == "up"))


def _in_table(scope: Scope, claim: Claim, tables: Sheets) -> Iterator[Reading]:
    """ "In Europe shipments grew by 24%": the line of Europe in the two years of the table."""
    for sheet in of_article(claim, tables):
        line = line_named(scope, claim, sheet)
        if line is None:
            continue
        dated = [
            (series, years[0]) for series in sheet.series() if len(years := _YEAR.findall(sheet.heads[series])) == 1
        ]
        kinds: dict[str, list[tuple[str, int]]] = {}
        for series, year in dated:
            kinds.setdefault(_YEAR.sub("", sheet.heads[series]).strip(), []).append((year, series))
        words = heads_of(claim.sentence.tokens)
        meant = set(series_named(sheet, words)) if len(kinds) > 1 else {series for series, _ in dated}
        for pair in kinds.values():
            if len(pair) != 2 or not {series for _, series in pair} & meant:
                continue
            before, after = (sheet.at(line, series) for _, series in sorted(pair))
            if before is not None and after is not None and before.unit == after.unit and amount_unit(after.unit):
                yield _reading(before, after, direction(scope, claim))


def _one_said(scope: Scope, claim: Claim, tables: Sheets) -> Iterator[Reading]:  # noqa: ARG001
    """The base stands with the change; the other level is what was said before, or what its subject counts."""
    beside = [o for o in scope.beside(claim) if amount_unit(o.unit) and not is_time(o.unit)]
    behind = [o for o in beside if o.span.start >= claim.span.end][:1]
    before = [o for o in beside if o.span.end <= claim.span.start]
    base = behind[0] if behind and not before and _BASE.match(scope.between(claim, behind[0])) else None
    if base is None and len(before) == 1 and not behind and _SINCE.search(scope.lead(claim)):
        base = before[0]
    if base is None or not is_level(scope, base, claim):
        return
    heads = heads_of(t for t in claim.sentence.tokens if t.end <= claim.span.start)
    fits = comparable(base.unit)
    known = [o for o in scope.earlier(claim) if o.sentence.span != claim.sentence.span]
    known = [o for o in known if same_kind(o, base) or fits(o.unit)]
    known = [o for o in known if is_level(scope, o, claim) and amount_unit(o.unit) and o.sentence.block.cell is None]
    said = [token.stem for token in tokens(scope.lead(claim)) if is_content(token)]
    counted = [o for o in known if is_count(o.unit) and (o.unit == base.unit or stem(o.unit) in said)]
    named = counted or [o for o in known if is_named(scope, o, heads[:2])]
    close = [o for o in near(scope, claim, amount_unit) if o in known]
    for after in (named or close)[:2]:
        yield _reading(base, after, direction(scope, claim))


def elsewhere(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "A jump of 14.5% in revenue": the sentence that sets the revenue against that of a year before."""
    if [o for o in scope.beside(claim) if amount_unit(o.unit) and not is_time(o.unit)]:
        return
    behind = [token for token in claim.sentence.tokens if token.start >= claim.span.end]
    stop = next(
        (at for at, token in enumerate(behind) if token.text in {"on", ",", ".", "as", "after", ";"}), len(behind)
    )
    words = [*behind[:stop], *tokens(scope.lead(claim))]
    heads = [
        token.stem for token in words if is_content(token) and not is_a(token.text, "rising", "falling", "measuring")
    ]
    heads = [head for head in heads if head not in time_stems() | neutral_stems()]
    way = direction(scope, claim)
    for after in scope.in_mind(claim):
        if after.sentence.span == claim.sentence.span or not amount_unit(after.unit) or is_time(after.unit):
            continue
        said = [o for o in scope.beside(after) if o.span.start >= after.span.end][:1]
        set_against = said and same_kind(after, said[0]) and _AGAINST.fullmatch(scope.between(after, said[0]))
        if set_against and is_named(scope, after, heads):
            reading = _reading(said[0], after, way)
            if _goes(reading, way):
                yield reading


def _reading(before: Claim, after: Claim, way: str) -> Reading:
    why = f"from “{before.mention.text}” to “{after.mention.text}”"
    return Reading((Operand("before", before), Operand("after", after)), Support.LIKELY, why, way)
