"""restated: one measure, date and place given twice, in one article or in two; the figures must meet.

A headline that lets a whole stock flow must meet what flows in the body, too (headline.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import chain

from factcheck import units
from factcheck.figures import say
from factcheck.interval import HedgeKind, Stated
from factcheck.model import Assumption, BlockKind, Claim, Expected, Operand, Reading, Relation, Rule, Sentence, Support
from factcheck.nlp import tokens
from factcheck.phrases import content, ends_phrase, is_a, is_content, neutral_stems, time_stems
from factcheck.relate.headline import FLOW, stocks_as_flows
from factcheck.relate.operands import digits, figure, hardly_meant, shown, to_unit
from factcheck.relate.products import is_of_one
from factcheck.relate.scope import Scope, amount_unit, same_time, same_unit
from factcheck.relate.sheets import Sheet, sheets

OWN_CLAUSE = Fraction(8, 10)
"""The score of a link by words of the figure's own clause."""
MANY = 100
"""Below it, as many members as votes may well have the digits of each other: 12 and 21."""
SAYING = 3
"""So many words, the same about two figures, say what both measure."""
TOGETHER = timedelta(days=7)
"""Articles published within a week speak of the same present, …"""
ABOUT_THEN = timedelta(days=92)
"""… within a quarter perhaps."""


def find(scope: Scope) -> Iterator[Relation]:
    """Each figure against the other mentions of its measure: those of its own article, then those of others."""
    for group in chain(_by_measure(scope), _by_unit(scope)):
        for claim in group:
            found = tuple(
                reading
                for other in group
                if other.id != claim.id and _comes_first(scope, other, claim)
                for reading in _reading(scope, claim, other)
            )
            if found:
                ranked = tuple(sorted(found, key=lambda reading: -reading.support))
                yield Relation("restated", claim, ranked, claim.span)
    for down, _ in sheets(scope):
        yield from _from_cells(scope, down)
    yield from stocks_as_flows(scope)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """What the other mention says."""
    other = reading.of("other")
    assert isinstance(other, Claim)
    known = to_unit(figure(other, figures), other.unit, relation.claim.unit)
    where = f"in {other.span.document}" if _elsewhere(relation.claim, other) else "in this article"
    if reading.manner == FLOW:
        return Expected(known, f"{shown(other, figures)}, which flows {where}")
    if other.sentence.block.cell is not None:
        return Expected(known, f"{say(known.value, relation.claim.mention.unit, significant=6)}, in the table {where}")
    return Expected(known, f"{shown(other, figures)}, for the same measure {where}")


RULE = Rule("restated", "one measure is given the same figure wherever it stands", find, expect)


def _by_measure(scope: Scope) -> Iterator[tuple[Claim, ...]]:
    grouped: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in scope.claims:
        if claim.link is None or not claim.link.certain or not _stated(claim):
            continue
        one_place = len({row.place for row in scope.rows(claim.link.measure)}) == 1
        if one_place or claim.link.place is not None:
            grouped[claim.link.measure, None if one_place else claim.link.place].append(claim)
    yield from map(tuple, grouped.values())


def _by_unit(scope: Scope) -> Iterator[tuple[Claim, ...]]:
    """Without a row: figures of one unit in the text, to be compared by their words."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in scope.claims:
        if (
            claim.sentence.block.cell is None
            and (claim.link is None or not claim.link.certain)
            and amount_unit(claim.unit)
            and _stated(claim)
        ):
            grouped[claim.unit].append(claim)
    yield from map(tuple, grouped.values())


def _alike(claim: Claim, other: Claim) -> Support | None:
    """How well the words of two figures agree: all of them, three at least, or most of the shorter's."""
    if claim.link is not None and claim.link.certain:
        return Support.CLEAR
    dated = claim.period is not None and other.period is not None
    nothing = neutral_stems() | time_stems() if dated else neutral_stems()
    words, others = claim.topic - nothing, other.topic - nothing
    unlinked = claim.link is None and other.link is None
    telling = min(len(claim.topic - neutral_stems()), len(other.topic - neutral_stems())) >= SAYING
    telling = telling and len(words - time_stems()) > 1  # "women last year" are any women
    if words == others and words and telling and unlinked and not _elsewhere(claim, other):
        return Support.CLEAR
    shared = words & others
    return Support.LIKELY if shared and 2 * len(shared) >= min(len(words), len(others)) else None


def _goes_back_to(scope: Scope, claim: Claim, other: Claim) -> bool:
    """Whether the later of two figures is said to be known from the earlier: "the 520 people whom it employs".

    Its noun has an article that goes back, and what is said of it behind was said with the earlier figure and no other;
    or the digits are those of the earlier in another order.
    """
    earlier, later = sorted((claim, other), key=lambda each: each.span)
    if _elsewhere(claim, other) or claim.unit != other.unit or not amount_unit(claim.unit) or units.is_time(claim.unit):
        return False
    if _DEFINITE.search(scope.said_before(later)) is None or is_of_one(scope, later) or is_of_one(scope, earlier):
        return False
    if hardly_meant(claim.figure, other.figure) or _is_step(scope, earlier) or _is_step(scope, later):
        return False
    same = [each for each in scope.article(later) if each.unit == later.unit and each.id != later.id]
    if any(each.figure.charitable.meets(later.figure.charitable) for each in same):
        return False
    said = frozenset(_said_of(scope, later))
    told = {each.figure.value for each in same if each.span < later.span and said <= _stems(each.sentence)}
    named = bool(said) and units.is_count(later.unit) and told == {earlier.figure.value}
    others = bool(said) and units.is_count(later.unit) and said.isdisjoint(_stems(earlier.sentence))
    return named or (_shuffled(earlier, later) and not others)


def _stems(sentence: Sentence) -> frozenset[str]:
    return frozenset(token.stem for token in sentence.tokens)


def _said_of(scope: Scope, claim: Claim) -> tuple[str, ...]:
    """The stems of what a relative clause or a phrase right behind a noun says of it, up to its sentence's own verb."""
    context = scope.context(claim)
    tokens, at = context.tokens, context.last
    relative = at < len(tokens) and is_a(tokens[at].text, "relative", "pronoun")
    phrase = at < len(tokens) and (is_a(tokens[at].text, "preposition") or tokens[at].text.endswith(("ed", "ing")))
    if not relative and not phrase and not context.adjacent:
        return ()
    stems: list[str] = []
    while at < len(tokens) and not ends_phrase(tokens[at]) and not context.owners[at]:
        if stems and is_a(tokens[at].text, "auxiliary") and not is_a(tokens[at - 1].text, "relative", "pronoun"):
            break
        if is_content(tokens[at]) and not context.closed[at] and tokens[at].stem not in neutral_stems():
            stems.append(tokens[at].stem)
        at += 1
    return tuple(stems)


def _shuffled(claim: Claim, other: Claim) -> bool:
    """Whether two figures have the same digits in another order: 430 and 340."""
    first, second = (digits(each.figure) for each in (claim, other))
    large = min(claim.figure.value, other.figure.value) >= MANY
    return large and first != second and len(first) > 1 and sorted(first) == sorted(second)


_DEFINITE = re.compile(
    r"\b(?:the|those|these|its|their|our|his|her|all(?: of)?(?: the| its| their| those)?)"
    r"(?:\s+(?:about|around|roughly|nearly|almost|some|over|more than))?\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^\W*(?:more|less|fewer|higher|lower|extra|above|below|over|under|up|down|too|beyond|"
    r"ahead|behind|short of|away|farther|further|longer|shorter|deeper|taller|older|younger|of it|of which)\b",
    re.IGNORECASE,
)
_PART = frozenset(
    {"per", "each", "every", "average", "apiece", "part", "including", "included", "excluding", "without"}
)
_ADDED = re.compile(r"\b(?:by|another|further|additional|extra|out of)\s+(?:an?\s+)?$", re.IGNORECASE)


def _from_cells(scope: Scope, sheet: Sheet) -> Iterator[Relation]:
    """Figures of the text that a table of the same article gives as well: "sales of 46 million in 2024"."""
    cells = [cell for cell in sheet.figures.values() if cell.topic - neutral_stems()]
    for claim in scope.article(cells[0]) if cells else ():
        if claim.sentence.block.cell is None and _stated(claim) and not _is_step(scope, claim):
            found = _most_telling([reading for cell in cells for reading in _cell_reading(scope, sheet, claim, cell)])
            if found:
                yield Relation("restated", claim, tuple(sorted(found, key=lambda r: -r.support)), claim.span)


def _most_telling(found: list[Reading]) -> list[Reading]:
    """One reading is clear: of the cell that is named by the most words, "runners, marathon", not "runners, total"."""

    def words(reading: Reading) -> int:
        other = reading.of("other")
        return len(other.topic - neutral_stems()) if isinstance(other, Claim) else 0

    clear = sorted((r for r in found if r.support is Support.CLEAR), key=words, reverse=True)
    sure = clear[:1] if len(clear) == 1 or (clear and words(clear[0]) > words(clear[1])) else []
    return [r if r in sure else replace(r, support=Support.LIKELY) for r in found]


def _is_step(scope: Scope, claim: Claim) -> bool:
    """ "£2 million more", "by £2 million": no level that a table would give."""
    behind = scope.said_behind(claim)
    return _COMPARED.match(behind) is not None or _ADDED.search(scope.said_before(claim)) is not None


def _is_apart(scope: Scope, claim: Claim) -> bool:
    """ "11 metres beyond the mark": how far something lies from a figure is not that figure."""
    behind = scope.said_behind(claim)
    return behind[:1].isspace() and _COMPARED.match(behind) is not None


def _is_alone(claim: Claim) -> bool:
    """Whether the sentence says the figure and no more: no other figure, no part, no average."""
    words = [token.text.casefold() for token in claim.sentence.tokens]
    apart = not _PART.isdisjoint(words) or words[0] in {"of", "from", "among", "out", "within"}
    return len(claim.sentence.figures) == 1 and not apart


def _cell_reading(scope: Scope, sheet: Sheet, claim: Claim, cell: Claim) -> Iterator[Reading]:
    """Clear if the figure's words are those of the cell's row, column and caption, and the date is the cell's."""
    named = cell.topic - neutral_stems()
    said = claim.topic - neutral_stems()
    everywhere = {token.stem for token in claim.sentence.tokens}
    if not same_unit(claim.unit)(cell.unit) or not named <= everywhere:
        return
    if cell.period is not None and claim.period is not None and not cell.period.overlaps(claim.period):
        return
    caption = frozenset(content(tokens(f"{sheet.caption} {scope.document(claim).title}"))) - neutral_stems()
    dated = (cell.period is None) == (claim.period is None)
    words = named <= said <= named | caption and bool(said & caption or len(named) > 1)
    clear = words and dated and _is_alone(claim)
    support = Support.CLEAR if clear else Support.LIKELY
    yield Reading((Operand("other", cell),), support, f"“{cell.mention.text}” in the table")


def _stated(claim: Claim) -> bool:
    stance = claim.stance
    plain = not (stance.supposed or stance.denied or stance.example or stance.questioned)
    return plain and claim.mention.direction is None


def _comes_first(scope: Scope, other: Claim, claim: Claim) -> bool:
    """Which of two is the measure of the other: what the table bears out, else what is dated, else what came first."""
    return _standing(scope, other) < _standing(scope, claim)


def _standing(scope: Scope, claim: Claim) -> tuple[bool, bool, bool, str, int]:
    borne_out = claim.link is not None and any(
        row.by.figure.charitable.meets(claim.figure.charitable)
        for row in scope.dated_rows(claim.link.measure, claim, place=claim.link.place)
        if row.support is not Support.POSSIBLE
    )
    headline = claim.sentence.block.kind in {BlockKind.TITLE, BlockKind.HEADING}
    return not borne_out, claim.period is None, headline, claim.span.document, claim.span.start


def _reading(scope: Scope, claim: Claim, other: Claim) -> Iterator[Reading]:
    if not same_unit(claim.unit)(other.unit) or claim.sentence.span == other.sentence.span:
        return
    if claim.sentence.block.cell is not None and other.sentence.block.cell is not None:
        return  # two cells with the same words are told apart by what stands above them
    if other.mention.hedging is not None and other.mention.hedging.kind is HedgeKind.UP_TO:
        return  # "as much as $43 trillion" bears out anything below
    if _is_apart(scope, claim) or _is_apart(scope, other):
        return
    timely, known = _support(scope, claim, other), _goes_back_to(scope, claim, other)
    likeness = Support.CLEAR if known else _alike(claim, other)
    if known and timely is not None and None in {claim.period, other.period}:
        timely = Support.CLEAR  # what goes back is of the same date
    if likeness is not None and timely is not None:
        far = hardly_meant(claim.figure, other.figure) and not _is_named(claim, other)
        support = min(likeness, timely, Support.LIKELY) if far else min(likeness, timely)
        where = f"“{other.mention.text}” for the same measure"
        yield Reading((Operand("other", other),), support, where)


def _is_named(claim: Claim, other: Claim) -> bool:
    """Whether words of their own clauses name the measure of both figures."""
    return all(each.link is not None and each.link.score >= OWN_CLAUSE for each in (claim, other))


def _support(scope: Scope, claim: Claim, other: Claim) -> Support | None:
    """Different dates never conflict; a dated figure binds an undated one only while the table holds it current."""
    elsewhere = _elsewhere(claim, other)
    if claim.period is not None and other.period is not None:
        return Support.CLEAR if same_time(claim.period, other.period) else None
    if claim.period is None and other.period is None:
        if not elsewhere or _within(scope, claim, other, TOGETHER):
            return Support.CLEAR
        return Support.LIKELY if _within(scope, claim, other, ABOUT_THEN) else None
    undated, dated = (claim, other) if claim.period is None else (other, claim)
    if undated.link is None or dated.period is None:
        return Support.LIKELY if not elsewhere or _within(scope, claim, other, ABOUT_THEN) else None
    current = [
        c.by
        for c in scope.dated_rows(undated.link.measure, undated, place=undated.link.place)
        if c.support is Support.CLEAR
    ]
    if any(isinstance(row, Assumption) and row.as_of and same_time(row.as_of, dated.period) for row in current):
        return Support.CLEAR
    return Support.LIKELY if not elsewhere else None


def _within(scope: Scope, claim: Claim, other: Claim, days: timedelta) -> bool:
    """Whether the articles of two figures were published so close together."""
    first, second = (scope.document(c).as_of or scope.document(c).published for c in (claim, other))
    return first is not None and second is not None and abs(first - second) <= days


def _elsewhere(claim: Claim, other: Claim) -> bool:
    return other.span.document != claim.span.document
