"""point-change: percentages that lie so many percentage points or basis points apart, recomputed as B − A.

"rose 3%, from 12% to 15%" is judged here too: of two percentages, a change in percent is hardly meant in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import sub

from factcheck.figures import say
from factcheck.interval import Stated, change, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate import derived
from factcheck.relate.changes import (
    EITHER,
    Change,
    changes,
    dated_changes,
    direction,
    in_unit_of,
    is_change,
    moved,
)
from factcheck.relate.cues import agrees, exact
from factcheck.relate.operands import figure, shown
from factcheck.relate.pairs import compared, is_apart
from factcheck.relate.scope import Scope

POINTS = "points"
"""B − A of two percentages."""
RELATIVE = "relative"
"""B / A − 1: from 12% to 15% is a rise of 25%."""
APART = ("percentage_point", "basis_point", "point")

_GAP = re.compile(
    r"\b(?:gap|difference|lead|margin|spread|advantage|swing)\b(?:\s+(?:of|is|was|at|stands?|stood|comes?|came|to|an?)){0,3}"
    r"\W*$",
    re.IGNORECASE,
)
_APART = re.compile(r"^\W*(?:apart|ahead|behind|more|less|higher|lower|above|below)\b", re.IGNORECASE)


def find(scope: Scope) -> Iterator[Relation]:
    """Points, and percentages of change, with the two percentages they lie between."""
    for claim in scope.claims:
        if claim.stance.denied or claim.stance.example:
            continue
        found = tuple(_readings(scope, claim))
        if found:
            yield Relation("point-change", claim, found, claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """B − A in the claim's unit: from 4.25% to 4.5% is 25 basis points."""
    before, after = reading.of("before"), reading.of("after")
    first, second = figure(before, figures), in_unit_of(before, after, figures)
    way, manner = reading.manner.split()
    a, b = shown(before, figures), shown(after, figures)
    if manner == RELATIVE:
        grown = combine(change, first, second)
        made = moved(grown, "", (f"{b} / {a} − 1", f"1 − {b} / {a}"), way, relation.claim)
        return replace(made, advice=_in_points(relation.claim, combine(sub, second, first)))
    apart, workings = combine(sub, second, first), (f"{b} − {a}", f"{a} − {b}")
    if relation.claim.unit in ("percent", "point"):
        return moved(apart, relation.claim.unit, workings, way, relation.claim)
    return moved(apart, "percentage_point", workings, way, relation.claim)


def _in_points(claim: Claim, apart: Stated) -> str | None:
    """What to print where the writer of "rose 3%, from 12% to 15%" took points for percent."""
    distance = abs(apart.value)
    if claim.unit != "percent" or not claim.figure.charitable.low <= distance <= claim.figure.charitable.high:
        return None
    return say(distance, "percentage_point")


RULE = Rule("point-change", "two percentages lie the stated points apart", find, expect)


def _readings(scope: Scope, claim: Claim) -> Iterator[Reading]:
    if claim.unit in APART:
        way = direction(scope, claim)
        for found in (*changes(scope, claim, _is_percent), *dated_changes(scope, claim, _is_percent)):
            yield _reading(found, found.support, f"{way} {POINTS}")
        if is_apart(scope, claim):
            for found in compared(scope, claim, _is_percent, way, symmetric=True):
                yield _reading(found, found.support, f"{way} {POINTS}")
        yield from _gap(scope, claim)
        yield from exact("point-change", claim, _derived(scope, claim), expect)
    elif claim.unit == "percent" and is_change(scope, claim):
        way = direction(scope, claim)
        for found in changes(scope, claim, _is_percent):
            points = _reading(found, found.support, f"{way} {POINTS}")
            sure = agrees("point-change", claim, points, expect, to_the_digit=True)  # the very points, called percent
            reading = _reading(found, Support.CLEAR if sure else found.support, f"{way} {RELATIVE}")
            yield replace(reading, sole=sure)


def _derived(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "At the end of June it stood at 212%. In December it had been 205%, and the gain of seven points …"."""
    for couple in derived.couples(scope, claim, _is_percent, alike=True):
        found = Change(couple.first, couple.second, Support.LIKELY)
        yield replace(_reading(found, found.support, f"{EITHER} {POINTS}"), sole=couple.sole)


def _is_percent(unit: str) -> bool:
    return unit == "percent"


def _gap(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "40% of men and 34% of women, a gap of 6 percentage points": the only two percentages of the sentence."""
    behind = scope.said_behind(claim)
    if not (_GAP.search(scope.said_before(claim)) or _APART.match(behind)):
        return
    beside = [other for other in scope.beside(claim) if _is_percent(other.unit) and not other.mention.direction]
    if len(beside) == 2:
        yield _reading(Change(beside[1], beside[0], Support.CLEAR), Support.CLEAR, f"{EITHER} {POINTS}")


def _reading(found: Change, support: Support, manner: str) -> Reading:
    operands = (Operand("before", found.before), Operand("after", found.after))
    return Reading(operands, support, found.why, manner)
