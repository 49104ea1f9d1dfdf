"""table-total: rows and columns of a table that follow from others: totals, shares, changes, averages.

A line called a total is the sum of the others, a share is its figure by the total, a change lies between two columns,
an average is the mean of the lines above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from operator import sub

from factcheck.figures import say
from factcheck.interval import Interval, Stated, Undefined, change, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.columns import averages, changes, shares
from factcheck.relate.operands import figure, scaled, shown, to_unit
from factcheck.relate.scope import Scope, amount_unit, same_unit
from factcheck.relate.sheets import Check, Family, Sheet, sheets

LIKELY = Support.LIKELY
LONGEST = 6
"""So many parts are written out in a working; of more, the first and the last."""
HUNDRED = Fraction(100)

_NOT_ADDED = re.compile(
    r"%|\b(?:per|average|avg|mean|median|rate|ratio|index|rank|density|price|score|age|growth|changes?|cumulative|"
    r"running|yield|speed|gap|difference|target|record|max(?:imum)?|min(?:imum)?|highest|lowest|opened|founded|year)\b",
    re.IGNORECASE,
)
"""Figures that are not added up, whatever their last line is called."""
_RATES = re.compile(
    r"%|\bper ?cent\b|\b(?:growth|rates?|averages?|mean|median|index|prices?|ratios?|density|per)\b", re.IGNORECASE
)
"""Captions of such a table."""
_SELECTED = re.compile(
    r"\b(?:top|largest|biggest|leading|main|major|key|selected|some|among|highest|most|busiest|best|worst)\b",
    re.IGNORECASE,
)
"""A table of the largest may well end with the total of all."""


def find(scope: Scope) -> Iterator[Relation]:
    """The figures of tables that their labels say are computed."""
    for down, across in sheets(scope):
        found: list[Relation] = []
        for sheet in (down, across):
            found += _sums(sheet)
            for family in (*changes(sheet), *averages(sheet), *_shares(sheet).values()):
                found += _relations(family)
        yield from _without_echoes(found)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """The sum, rest, share, change or mean of the other figures, in the claim's unit."""
    unit = relation.claim.unit
    said = [shown(operand.by, figures) for operand in reading.operands]
    match reading.manner:
        case "sum" | "mean" | "rest":
            values = [to_unit(figure(o.by, figures), o.by.unit, unit) for o in reading.operands]
            return _added(reading.manner, values, said, unit)
        case "share":
            part, whole = (figure(operand.by, figures) for operand in reading.operands)
            return Expected(scaled(combine(Interval.__truediv__, part, whole), HUNDRED), f"{said[0]} / {said[1]}")
    before, after = (figure(operand.by, figures) for operand in reading.operands)
    if reading.manner.endswith("growth"):
        moved, working = scaled(combine(change, before, after), HUNDRED), f"{said[1]} / {said[0]} − 1"
    else:
        moved, working = combine(sub, after, before), f"{said[1]} − {said[0]}"
    if reading.manner.startswith("size") and moved.value < 0:
        moved = combine(Interval.__neg__, moved)
    return Expected(moved, working)


RULE = Rule("table-total", "totals, shares, changes and averages of a table follow from its figures", find, expect)


def _added(manner: str, values: Sequence[Stated], said: Sequence[str], unit: str) -> Expected:
    shown = list(said) if len(said) <= LONGEST else [*said[: LONGEST - 2], "…", said[-1]]
    if manner == "rest":
        return Expected(combine(_rest, *values), " − ".join(shown))
    total, working = combine(_sum, *values), " + ".join(shown).replace("+ -", "− ")
    if manner == "sum":
        return Expected(
            total, working, f"parts that make 100%, not {say(total.value, unit)}" if unit == "percent" else None
        )
    return Expected(scaled(total, Fraction(1, len(values))), f"({working}) / {len(values)}")


def _sum(*parts: Interval) -> Interval:
    return sum(parts[1:], start=parts[0])


def _rest(whole: Interval, *others: Interval) -> Interval:
    return whole - _sum(*others)


# ── What bears a reading out ──────────────────────────────────────────────────────────────────────────────


def _relations(family: Family) -> Iterator[Relation]:
    """Clear where half of the family's firm checks agree, or there is but one and it needs no other."""
    sure = _is_sure(family)
    for check in family.checks:
        clear = Support.CLEAR if sure and check.firm else LIKELY
        limited = [replace(reading, support=min(reading.support, clear)) for reading in check.readings]
        readings = tuple(sorted(limited, key=lambda reading: (-reading.support, -_others_alike(family, reading))))
        yield Relation("table-total", check.claim, readings, check.claim.span)


def _others_alike(family: Family, reading: Reading) -> int:
    """How many figures of the family agree by a reading of this kind: births less deaths, not deaths less births."""
    return sum(
        any(other.manner == reading.manner and _agrees(check.claim, other) for other in check.readings)
        for check in family.checks
    )


_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/]\d{2,4})?")


def _is_sure(family: Family) -> bool:
    firm = sum(check.firm for check in family.checks)
    return (firm == 1 and family.alone) or 0 < firm <= 2 * _agreeing(family)


def _agreeing(family: Family) -> int:
    firm = [check for check in family.checks if check.firm]
    return sum(any(_agrees(check.claim, reading) for reading in check.readings) for check in firm)


def _agrees(claim: Claim, reading: Reading, corrected: Mapping[str, Stated] | None = None) -> bool:
    try:
        expected = expect(Relation("table-total", claim, (reading,)), reading, corrected or {}).figure
    except Undefined:
        return False
    cut = claim.figure.cut
    return claim.figure.charitable.meets(expected.charitable) or (cut is not None and cut.meets(expected.charitable))


def _shares(sheet: Sheet) -> dict[int, Family]:
    """The shares that the table's own amounts bear out for the most part: those of votes, not those of seats."""
    best: dict[int, Family] = {}
    for series, family in shares(sheet):
        known = best.get(series)
        if _is_sure(family) and (known is None or _agreeing(family) > _agreeing(known)):
            best[series] = family
    return best


# ── Totals ────────────────────────────────────────────────────────────────────────────────────────────────


def _sums(sheet: Sheet) -> Iterator[Relation]:
    """Every total of the sheet; where one holds, its parts are borne out with it."""
    told = set(_shares(sheet))
    for line in sheet.lines():
        if not sheet.is_total(line):
            continue
        for relation in _relations(_totals(sheet, line, told)):
            yield relation
            if _agrees(relation.claim, relation.readings[0]):
                yield from _parts_of(relation)


def _totals(sheet: Sheet, line: int, told: set[int]) -> Family:
    """The total of each series, by the sets of lines that it may be the sum of; `told` are shares, checked singly."""
    sets = list(_part_sets(sheet, line))
    checks = []
    for series in sheet.series():
        claim = sheet.at(line, series)
        if claim is None or not _adds_up(claim):
            continue
        found = [reading for lines, support in sets for reading in _reading(sheet, lines, series, claim, support)]
        readings = sorted(found, key=lambda reading: -reading.support)
        if readings:
            firm = readings[0].support is Support.CLEAR and series not in told and _is_added(sheet, series, claim)
            if _may_be_mean(claim, readings[0]) and not _twin_adds_up(sheet, line, series, readings[0]):
                readings = [replace(reading, support=LIKELY) for reading in readings]
            checks.append(Check(claim, tuple(readings), firm))
    alone = bool(told) or (sheet.says_total(line) and not _SELECTED.search(sheet.caption))
    return Family(tuple(checks), alone=alone and any(other < line for other in sheet.lines()))


def _is_added(sheet: Sheet, series: int, claim: Claim) -> bool:
    """Whether nothing above the figures says that they are no amounts; shares are, as far as a hundred."""
    if claim.unit == "percent":
        return _NOT_ADDED.search(sheet.heads[series].replace("%", "")) is None
    return not (_NOT_ADDED.search(sheet.heads[series]) or _RATES.search(sheet.caption))


def _twin_adds_up(sheet: Sheet, line: int, series: int, reading: Reading) -> bool:
    """Whether the same amounts of another year add up to their total."""
    head = _YEAR.sub("", sheet.heads[series])
    parts = {operand.by.id for operand in reading.operands}
    lines = [other for (other, s), claim in sheet.figures.items() if s == series and claim.id in parts]
    for twin in sheet.series():
        total = sheet.at(line, twin)
        if twin != series and total is not None and _YEAR.sub("", sheet.heads[twin]) == head:
            sums = _reading(sheet, sorted(lines), twin, total, Support.CLEAR)
            if any(_agrees(total, each) for each in sums):
                return True
    return False


def _may_be_mean(claim: Claim, reading: Reading) -> bool:
    """Whether a total is no greater than its greatest part, and may be an average of them."""
    values = [operand.by.figure.value for operand in reading.operands]
    return min(values) >= 0 and claim.figure.value <= max(values)


def _adds_up(claim: Claim) -> bool:
    """Amounts, and percentages that make a hundred; no rates, temperatures, multiples."""
    if claim.unit == "percent":
        return claim.figure.charitable.low <= HUNDRED <= claim.figure.charitable.high
    return amount_unit(claim.unit) and "/" not in claim.unit and not claim.unit.startswith("degree")


def _part_sets(sheet: Sheet, total: int) -> Iterator[tuple[tuple[int, ...], Support]]:
    """The lines that a total may be the sum of, and how well the labels say so.

    Without other totals, the lines above it, or below it where it comes first. Of sub-totals, they and what stands
    behind the last, or all parts; a total of its own words ("Total costs" below "Total income"), its section.
    """
    lines = sheet.lines()
    above = lines[: lines.index(total)]
    parts = [line for line in above if sheet.is_part(line)]
    others = [line for line in above if sheet.is_total(line)]
    plain = all(sheet.is_part(line) or sheet.is_total(line) or sheet.is_computed(line) for line in above)
    if not others:
        below = lines[lines.index(total) + 1 :]
        behind = [line for line in below if sheet.is_part(line)]
        clear = plain if parts else not any(map(sheet.is_total, below))
        yield tuple(parts or behind), Support.CLEAR if clear else LIKELY
        return
    section = [line for line in parts if line > others[-1]]
    if sheet.is_subtotal(total):
        yield tuple(section), Support.CLEAR
        return
    sub_totals = all(map(sheet.is_subtotal, others)) and plain
    yield (*others, *section), Support.CLEAR if sub_totals else LIKELY
    yield tuple(parts), Support.CLEAR if sub_totals else LIKELY
    words = sheet.own_words(total), sheet.own_words(others[0])
    apart = len(others) == 1 and all(words) and not words[0] & words[1] and plain
    yield tuple(section), Support.CLEAR if apart else LIKELY
    yield (others[-1], *section), LIKELY


def _reading(sheet: Sheet, lines: Sequence[int], series: int, claim: Claim, support: Support) -> Iterator[Reading]:
    """The sum of these lines, which is no more than likely if one of them has no figure."""
    known = [part for line in lines if (part := sheet.at(line, series)) is not None]
    if len(known) < 2 or not all(same_unit(claim.unit)(part.unit) for part in known):
        return
    support = LIKELY if len(known) < len(lines) else support
    why = f"the sum of {len(known)} lines"
    yield Reading(tuple(Operand("part", part) for part in known), support, why, "sum")
    for cut in range(2, len(known) - 1):
        groups = [
            Reading(tuple(Operand("part", p) for p in half), LIKELY, why, "sum") for half in (known[:cut], known[cut:])
        ]
        if all(_agrees(claim, group) for group in groups):  # men and women, then the young and the old
            yield groups[0]


def _parts_of(total: Relation) -> Iterator[Relation]:
    """A sum that holds bears out its parts: each is the total less the others."""
    for operand in total.readings[0].operands:
        if isinstance(operand.by, Claim):
            rest = replace(_rest_reading(total, operand.by), support=LIKELY)
            yield Relation("table-total", operand.by, (rest,), operand.by.span)


def _without_echoes(relations: Sequence[Relation]) -> Iterator[Relation]:
    """The relations, where one wrong figure breaks several: that figure is told, and its echoes fall silent.

    A cell with which a row and a column fail alike is wrong itself; a wrong total breaks the change and the share
    that were computed from the right one.
    """
    failing = [relation for relation in relations if _fails(relation)]
    silent: set[int] = set()
    for one, other in product([relation for relation in failing if _manner(relation) == "sum"], failing):
        if one is other or id(one) in silent or one.claim.id == other.claim.id or not _is_clear(other):
            continue
        faults = [part for part in _common(one, other) if _holds(other, part, _rest_of(one, part))]
        if len(faults) == 1:
            right = _rest_of(one, faults[0])
            silent |= {id(one), *(id(echo) for echo in failing if _holds(echo, faults[0], right))}
            yield _at_fault(one, faults[0])
        elif _holds(other, one.claim, expect(one, one.readings[0], {}).figure):
            silent.add(id(other))
            if not _is_clear(one):  # two checks that fail alike are as good as one that is clear
                silent.add(id(one))
                yield replace(one, readings=(replace(one.readings[0], support=Support.CLEAR),))
    for relation in relations:
        likely = tuple(replace(reading, support=LIKELY) for reading in relation.readings)
        yield replace(relation, readings=likely) if id(relation) in silent else relation


def _manner(relation: Relation) -> str:
    return relation.readings[0].manner


def _is_clear(relation: Relation) -> bool:
    return relation.readings[0].support is Support.CLEAR


def _fails(relation: Relation) -> bool:
    return not any(_agrees(relation.claim, reading) for reading in relation.readings)


def _common(one: Relation, other: Relation) -> list[Claim]:
    theirs = {operand.by.id for operand in other.readings[0].operands}
    mine = [operand.by for operand in one.readings[0].operands]
    return [part for part in mine if isinstance(part, Claim) and part.id in theirs]


def _holds(relation: Relation, figure: Claim, corrected: Stated) -> bool:
    """Whether a relation would hold with another value for one of its figures."""
    reading = relation.readings[0]
    uses = any(operand.by.id == figure.id for operand in reading.operands)
    return uses and _agrees(relation.claim, reading, {figure.id: corrected})


def _rest_of(failing: Relation, part: Claim) -> Stated:
    """What a part would have to be for its sum to hold."""
    return expect(replace(failing, claim=part), _rest_reading(failing, part), {}).figure


def _rest_reading(total: Relation, part: Claim) -> Reading:
    others = (Operand("other", operand.by) for operand in total.readings[0].operands if operand.by is not part)
    why = f"the rest of “{total.claim.mention.text}”"
    return Reading((Operand("whole", total.claim), *others), Support.CLEAR, why, "rest")


def _at_fault(failing: Relation, part: Claim) -> Relation:
    """The part that must be wrong, as the rest of a total that it breaks."""
    return Relation("table-total", part, (_rest_reading(failing, part),), part.span)
