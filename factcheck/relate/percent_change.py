"""percent-change: "from A to B, up p%", "p% more than A", recomputed as B / A − 1, or as growth a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from operator import truediv

from factcheck.interval import Interval, Stated, change, combine, share, yearly_growth
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate import afar, derived
from factcheck.relate.cells import Sheets, tables_of
from factcheck.relate.changes import (
    EITHER,
    Change,
    changes,
    dated_changes,
    direction,
    in_unit_of,
    is_change,
    level,
    moved,
    same_kind,
    side,
    years,
)
from factcheck.relate.cues import exact
from factcheck.relate.operands import figure, scaled, shown, to_unit
from factcheck.relate.pairs import compared, is_apart
from factcheck.relate.reach import settled
from factcheck.relate.scope import Scope, amount_unit

ONE = Interval.point(1)

COMPOUND = "compound"
"""“10% a year” over some years: (B / A)^(1/years) − 1."""
SIMPLE = "simple"
"""The same, taken as the whole change divided by the years."""

BY = "by"
"""“rose €84 million, or 6.2%, to €1,439 million”: the amount of the change over what it was before."""

_YEARLY = re.compile(
    r"^\W*(?:(?:on average|compound(?:ed)?|growth|more|less|fewer)\W+){0,2}"
    r"(?:(?:a|per|each|every) year\b(?!\s+(?:earlier|ago|before|later))|annually|yearly|per annum|p\.a\.)",
    re.IGNORECASE,
)
_OFTENER = re.compile(
    r"^\W*(?:on average\W+)?"
    r"(?:(?:a|per|each|every) (?:month|week|quarter|day|decade)\b(?!\s+(?:earlier|ago|before|later))|"
    r"monthly|weekly|quarterly)",
    re.IGNORECASE,
)
_OR = re.compile(r"\s*(?:,\s*or|\bor|\()\s*(?:about|around|nearly|some)?\s*")
_ANNUAL = re.compile(r"\b(?:annual|yearly|compound|cagr)\b(?:\s+[\w-]+){0,4}\W*$", re.IGNORECASE)


def find(scope: Scope) -> Iterator[Relation]:
    """Percentages and fractions that the words call a change, with the two amounts it lies between."""
    tables = tables_of(scope)
    for claim in scope.claims:
        if not _is_share(claim) or claim.stance.denied or claim.stance.example:
            continue
        found = tuple(_readings(scope, claim))
        if not any(reading.support is Support.CLEAR for reading in found):
            found = (*found, *_far(scope, claim, tables))
        if found:
            yield Relation("percent-change", claim, found, claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """B / A − 1 in the claim's unit, as a rise or a fall: from 8 to 6.4 billion is a fall of 20%."""
    if reading.manner.endswith(BY):
        return _share_moved(relation, reading, figures)
    before, after = reading.of("before"), reading.of("after")
    first, second = level(before, figures), in_unit_of(before, after, figures)
    way, *method = reading.manner.split()
    ratio = f"{shown(after, figures)} / {shown(before, figures)}"
    grown, workings = combine(change, first, second), (f"{ratio} − 1", f"1 − {ratio}")
    if method[:1] == [COMPOUND]:
        grown = combine(lambda a, b: yearly_growth(a, b, int(method[1])), first, second)
        workings = f"({ratio})^(1/{method[1]}) − 1", f"1 − ({ratio})^(1/{method[1]})"
    elif method[:1] == [SIMPLE]:
        grown = scaled(grown, Fraction(1, int(method[1])))
        workings = f"({ratio} − 1) / {method[1]}", f"(1 − {ratio}) / {method[1]}"
    return moved(grown, "", workings, way, relation.claim)


def _share_moved(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """D / A, or D / (B − D) where only the later figure is said, each used once; B + D where it fell."""
    by, other = reading.of("by"), reading.operands[1]
    ends = figure(by, figures), in_unit_of(by, other.by, figures)
    d, b = shown(by, figures), shown(other.by, figures)
    if other.role == "before":
        grown, working = combine(truediv, *ends), f"{d} / {b}"
    elif reading.manner.startswith("down"):
        grown, working = combine(share, *ends), f"{d} / ({b} + {d})"
    else:
        grown, working = combine(lambda x, y: ONE / (y / x - ONE), *ends), f"{d} / ({b} − {d})"
    return Expected(to_unit(grown, "", relation.claim.mention.unit), working)


RULE = Rule("percent-change", "a figure has changed by the stated percentage", find, expect)


def _is_share(claim: Claim) -> bool:
    """ "12%" and "a third", not "0.5" (points of an index), "three times", or the 8,200 of "8,200, or 10.5 percent"."""
    bare = re.fullmatch(r"\d{1,3}(?:,\d{3})+", claim.mention.text) is not None
    return (claim.mention.unit == "percent" and not bare) or claim.mention.is_fraction


def _readings(scope: Scope, claim: Claim) -> Iterator[Reading]:
    behind = scope.said_behind(claim)
    if _OFTENER.match(behind):
        return
    yield from _by_amount(scope, claim)
    for found in (*changes(scope, claim, amount_unit), *dated_changes(scope, claim, amount_unit)):
        yield from _understood(scope, claim, found, by_year=bool(_YEARLY.match(behind)))
    if is_apart(scope, claim):
        for found in compared(scope, claim, amount_unit, direction(scope, claim)):
            yield from _understood(scope, claim, found, by_year=bool(_YEARLY.match(behind)))
    if is_change(scope, claim) and not _YEARLY.match(behind):
        yield from exact("percent-change", claim, _derived(scope, claim), expect)


def _derived(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "1.26 billion. In 2024 it had been 0.98 billion, which makes for growth of 41%"."""
    way = direction(scope, claim)
    for couple in derived.couples(scope, claim, amount_unit, alike=True):
        small, large = sorted((couple.first, couple.second), key=lambda o: o.figure.value)
        ways = {"up": ((small, large),), "down": ((large, small),)}
        for before, after in ways.get(way, ((small, large), (large, small))):
            found = Change(before, after, Support.LIKELY)
            yield replace(_reading(found, found.support, way), sole=couple.sole)


def _far(scope: Scope, claim: Claim, tables: Sheets) -> Iterator[Reading]:
    """ "Shipments to Europe jumped by 24%": the two levels in the article's table, or elsewhere in its text."""
    behind = scope.said_behind(claim)
    if is_change(scope, claim) and not _YEARLY.match(behind) and not _OFTENER.match(behind):
        found = tuple(afar.changes(scope, claim, tables))
        yield from settled("percent-change", scope, claim, found, expect, most=1)
        if not found:
            yield from exact("percent-change", claim, afar.elsewhere(scope, claim), expect)


def _by_amount(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "fell $4.20, or 6.1%, to $64.65", "fell 6.1%, or $4.20, to …", "a decrease of $0.9 billion, or 4.6%, from …"."""
    beside = scope.beside(claim)
    before = [other for other in beside if other.span.end <= claim.span.start][-1:]
    behind = [other for other in beside if other.span.start >= claim.span.end][:2]
    if len(behind) == 2 and _OR.fullmatch(scope.between(claim, behind[0])):
        by, level, last, way = behind[0], behind[1], behind[0], direction(scope, claim)
    elif before and behind and _OR.fullmatch(scope.between(before[0], claim)) and before[0].mention.direction:
        by, level, last, way = before[0], behind[0], claim, direction(scope, before[0])
    else:
        return
    role = side(scope, last, level)
    if way == EITHER or role is None or not amount_unit(by.unit) or not same_kind(by, level):
        return
    operands = (Operand("by", by), Operand(role, level))
    yield Reading(operands, Support.CLEAR, f"“{by.mention.text}” of “{level.mention.text}”", f"{way} {BY}")


def _understood(scope: Scope, claim: Claim, found: Change, *, by_year: bool) -> Iterator[Reading]:
    """The change as a whole; as one a year where the words say so and over how many years is known."""
    if _of_another(scope, claim, found):
        found = replace(found, support=min(found.support, Support.LIKELY))
    way = direction(scope, claim)
    annual = by_year or _ANNUAL.search(scope.said_before(claim)) is not None
    if not by_year:
        yield _reading(found, min(found.support, Support.LIKELY) if annual else found.support, way)
    spans = years(scope, claim, found) if annual else ()
    for span in spans:
        sure = found.support if by_year and len(spans) == 1 else min(found.support, Support.LIKELY)
        yield _reading(found, sure, f"{way} {COMPOUND} {span}")
        yield _reading(found, min(found.support, Support.LIKELY), f"{way} {SIMPLE} {span}")


def _of_another(scope: Scope, claim: Claim, found: Change) -> bool:
    """ "A fifth more than the year before and double the 156,000 tonnes of 2022": those are what "double" is of."""
    base = found.before
    return isinstance(base, Claim) and any(
        claim.span.end <= other.span.start < base.span.start and other.unit == "multiple"
        for other in scope.beside(claim)
    )


def _reading(found: Change, support: Support, manner: str) -> Reading:
    operands = (Operand("before", found.before), Operand("after", found.after))
    return Reading(operands, support, found.why, manner)
