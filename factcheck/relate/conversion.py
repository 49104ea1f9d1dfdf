"""conversion: one quantity in two units or currencies, "10 miles (16 km)", recomputed by the units' own factor, or by
an exchange rate that the article or the table states, or that its other conversions imply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import mul, truediv

from factcheck import units
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.cues import following, linking, said_earlier, sentence_before
from factcheck.relate.operands import figure, scaled, shown, to_unit
from factcheck.relate.scope import Scope
from factcheck.units import NUMBER

SCALE, STEP = "scale", "step"
"""A temperature on another scale, "40°C (104°F)"; a difference of temperatures, "2°C (3.6°F) warmer"."""
TIMES, BY = "times", "by"
"""An amount at a rate that is given in the claim's currency for one of the other; or the other way round."""
IMPLIED = "implied"
"""An amount at the rate of another conversion in the article."""

DRIFT = Fraction(1, 10)
"""Exchange rates of several days in one article differ by so much at most."""

ROUND = Fraction(1, 20)
"""A round figure is converted as it is printed, or was rounded by so much at most: 347 acres are no 100 hectares."""

_KELVIN = {
    "kelvin": (Fraction(1), Fraction(0)),
    "degree_Celsius": (Fraction(1), Fraction(27315, 100)),
    "degree_Fahrenheit": (Fraction(5, 9), Fraction(45967, 180)),
}
"""A temperature in kelvins is factor × figure + offset."""

_BRACKET = re.compile(
    r"^\s*(?:[\w'’-]+ ){0,4}[\w'’-]*\s*[(\[]\s*(?:(?:or|some|about|around|roughly|nearly|=|equal to)\s*)*$"
)
_SAME = re.compile(
    r"^(?:\s*[/=]|,?\s*(?:which|that) is|,?\s*(?:equal|equivalent|amounting|corresponding|converted) (?:to|into)|"
    r",?\s*(?:(?:which|that) )?(?:corresponds?|comes|converts|translates) (?:in)?to|,?\s*equals|,?\s*i\.e\.|,\s*or)"
    r"(?:\s+(?:about|around|some|roughly|nearly|approximately|just|only))*\s*$"
)
_WORTH = re.compile(
    r"^(?:[^.,;:()\d]{0,50}\s)?"
    r"(?:(?:is|are|was|were|would be) (?:now |then |currently )?(?:worth|equal to|equivalent to)|"
    r"corresponds? to|converts? (?:in)?to|translates? into)\s*$"
)
"""Between two amounts of money of which one is the other: "the €418 million for the schools are worth"."""
_IN_MONEY = re.compile(
    r"^\W*(?:(?:expressed|converted|measured|counted|calculated|put) )?in(?:to)? (?:US |American |Swiss )?"
    r"(?P<money>[A-Za-z]+)\b,?[^.,;:\d]*"
    r"\b(?:is|was|are|were|makes?|made|(?:comes?|came|amounts?|amounted) to|of|worth|be|gives)"
    r"(?: about| some| around| only| just)*\s*$",
    re.IGNORECASE,
)
"""A sentence that gives an amount in another currency: "In dollars that is 3 billion"."""
_THAT_IS = re.compile(
    r"^\W*(?:so |and )?(?:that|this|which|it)(?:['’]s| is| was| makes| means| equals| (?:comes|amounts|corresponds) to)"
    r"(?: about| some| around| roughly| nearly| almost| only| just)*\s*$",
    re.IGNORECASE,
)
"""A sentence that says a quantity again: "The tank holds 40 cubic metres. That is 40,000 litres"."""
_SO = re.compile(
    r"^(?: [\w'’-]+){1,4},? (?:so|i\.e\.|(?:which|that) (?:is|makes|means))"
    r"(?: about| some| around| roughly| nearly| almost| only| just)*\s*$"
)
"""Between, where the first has a noun behind it: "600 square metres of floor, so 0.06 hectares,"."""
_ENDS = re.compile(r"\s*(?:[.,;:)–—]|$)")
_WARM = 20
"""Degrees above which a temperature is no difference of two, if nothing says so."""
_DURING = re.compile(
    r"\b(?:over|in|within|during|for|across|after|every|of)(?: (?:the|a|all|these|those|about|some))*\s*$"
)
"""Before a time in which something happens, which is no quantity that the next figure says again."""
_OR = re.compile(r"^\s*(?:or|[–—-])(?:\s+(?:about|around|some|roughly))*\s*$")
_CLOSES = re.compile(
    r"^(?:\s+(?:each|long|wide|high|deep|tall|away|per year|a year))?\s*[)\];,]|^\s+at (?:current|today)"
)
_DIFFERENCE = re.compile(
    r"(?:\bby|\b(?:rise|increase|drop|fall|difference|anomaly|warming|cooling|swing|range|change)\s+of|\brisen|\brose|"
    r"\b(?:within|limit\w*)(?:\s+\w+){0,3})\s*$"
)
_WARMER = re.compile(
    r"^\W*(?:warmer|cooler|hotter|colder|above|below|higher|lower|more|less|of warming|rise|increase|drop)\b"
)
_TO_THE = re.compile(
    r"^\s*(?:to|for|per|against|=)\s*(?:the|an?|one|1|each|every)?\s*(?:[A-Za-z]+\s+)?(?P<money>[A-Za-z]+)\b", re.I
)
_ONE_IS = re.compile(r"\s*(?:=|:|is|was|equals|buys|bought|traded at|fetched|is worth|was worth|to|\()\s*")
_TRADED = re.compile(r"\b(?:the|an?)\s+(?P<money>(?:\w+\s+){1,6}?)(?:at|to|worth|buys|bought|fetch\w+)\s*$", re.I)
"""The name of a currency as the subject of its price: "the euro traded at $1.10"."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures side by side that say the same; `sure` if by a bracket or by words that can mean nothing else."""

    first: Claim
    second: Claim
    sure: bool
    target: str


def find(scope: Scope) -> Iterator[Relation]:
    """The second figure of each pair, from the first."""
    pairs = tuple(_pairs(scope))
    for pair in pairs:
        if units.is_currency(pair.first.unit):
            found = (*_by_stated_rate(scope, pair), *_by_other_pairs(pair, pairs))
        else:
            found = tuple(_by_factor(scope, pair))
        if found:
            ranked = tuple(sorted(found, key=lambda reading: -reading.support))
            yield Relation("conversion", pair.second, ranked, pair.second.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """10 miles are 16.1 km; 40°C are 104°F; RM47 at 4.20 ringgit to the dollar are $11.19."""
    by, target = reading.of("quantity"), relation.claim.unit
    known = _as_printed(figure(by, figures))
    match reading.manner:
        case "scale" | "step":
            return Expected(_temperature(known, by.unit, target, reading.manner), f"{shown(by, figures)}, converted")
        case "times" | "by":
            rate = reading.of("rate")
            per_one = figure(rate, figures)
            per_one = _drifting(per_one) if isinstance(rate, Assumption) else per_one
            result = combine(mul if reading.manner == TIMES else truediv, known, per_one)
            sign = "×" if reading.manner == TIMES else "/"
            return Expected(result, f"{shown(by, figures)} {sign} {shown(rate, figures)}")
        case "implied":
            over, under = reading.of("over"), reading.of("under")
            implied = _drifting(combine(truediv, *(_as_printed(figure(by, figures)) for by in (over, under))))
            working = f"{shown(by, figures)} × {shown(over, figures)} / {shown(under, figures)}"
            return Expected(combine(mul, known, implied), working)
        case namesake:
            factor = _namesake(by.unit, namesake) / _namesake(target, namesake)
            return Expected(to_unit(scaled(known, factor), by.unit, target), f"{shown(by, figures)}, converted")


def _as_printed(known: Stated) -> Stated:
    most = Interval.around(known.value, abs(known.value) * ROUND).hull(known.strict)
    return replace(known, charitable=known.charitable.intersection(most) or known.strict)


RULE = Rule("conversion", "one quantity in two units comes to the same", find, expect)


# ── which figures say the same ──


def _pairs(scope: Scope) -> Iterator[Pair]:
    for claim in scope.claims:
        if claim.stance.denied:
            continue
        for first in said_earlier(scope, claim)[-1:]:
            sure = _sure(scope, first, claim)
            if sure is not None and _convertible(first.unit, claim.unit) and not _is_rate(scope, claim):
                yield Pair(first, claim, sure, claim.unit)
        yield from _in_named_money(scope, claim)
        yield from _said_before(scope, claim)


def _said_before(scope: Scope, claim: Claim) -> Iterator[Pair]:
    """ "The tank holds 40 cubic metres. That is 40,000 litres": the one such quantity of the sentence before."""
    if not _THAT_IS.match(scope.said_before(claim)) or not _ENDS.match(following(scope, claim)):
        return
    last = [o for o in sentence_before(scope, claim) if _is_measured(o) and _convertible(o.unit, claim.unit)]
    if len(last) == 1 and _is_measured(claim):
        yield Pair(last[0], claim, True, claim.unit)


def _is_measured(claim: Claim) -> bool:
    return units.is_physical(claim.unit) and not units.is_time(claim.unit) and not claim.mention.direction


def _in_named_money(scope: Scope, claim: Claim) -> Iterator[Pair]:
    """ "The yard costs 300 billion yen. In dollars that is 2 billion": the one amount of the sentence before."""
    found = _IN_MONEY.match(scope.said_before(claim)) if claim.unit == NUMBER or units.is_currency(claim.unit) else None
    money = _currency(found["money"]) if found else None
    if money is None or claim.unit not in {NUMBER, money}:
        return
    last = [o for o in sentence_before(scope, claim) if units.is_currency(o.unit) and not _is_rate(scope, o)]
    if len(last) == 1 and last[0].unit != money:
        yield Pair(last[0], claim, True, money)


def _sure(scope: Scope, first: Claim, second: Claim) -> bool | None:
    """Whether the second only says the first again; None where it is not put like that."""
    words, behind = linking(scope, first, second), following(scope, second)
    if units.is_time(first.unit) and _DURING.search(scope.said_before(first).casefold()):
        return None
    if _BRACKET.match(words):
        return _CLOSES.match(behind) is not None
    if _SAME.match(words) or (units.is_currency(first.unit) and _WORTH.match(words)):
        return True
    if _SO.match(words) and _is_measured(second) and _ENDS.match(behind):
        return True
    if words.strip() == "," and second.mention.hedge and units.is_physical(second.unit):
        return re.match(r"\s*(?:[.,;)–—]|$)", behind) is not None
    return False if _OR.match(words) else None


def _convertible(first: str, second: str) -> bool:
    money = units.is_currency(first) and units.is_currency(second)
    if first == second or (money and units.conversion(first, second) is not None):
        return False
    if money or {first, second} <= _KELVIN.keys():
        return True
    (above, _, below), (other, _, _) = first.partition("/"), second.partition("/")
    if below and above == other and units.is_time(below):
        return False  # the same for another time, which is the rule `rate`
    counted = units.is_count(first) or units.is_count(second) or units.is_ratio(first)
    return not counted and units.conversion(first, second) is not None


# ── units with a factor ──


def _by_factor(scope: Scope, pair: Pair) -> Iterator[Reading]:
    """The factor of the unit, and those of its namesakes; a temperature by its scale, or as a difference."""
    support = Support.CLEAR if pair.sure else Support.LIKELY
    first, second = pair.first, pair.second
    if {first.unit, second.unit} <= _KELVIN.keys():
        step = _DIFFERENCE.search(scope.said_before(first).casefold()) or _WARMER.match(following(scope, second))
        level = not step and abs(first.figure.value) > _WARM  # "water of 90°C (162°F)" is no difference
        for manner in (STEP, SCALE) if step else (SCALE,) if level else (SCALE, STEP):
            yield _same(first, support, manner)
        return
    for manner in ("", *units.namesakes(first.unit), *units.namesakes(second.unit)):
        yield _same(first, support, manner)


def _namesake(unit: str, name: str) -> Fraction:
    return units.namesakes(unit).get(name, Fraction(1))


def _same(first: Claim, support: Support, manner: str = "") -> Reading:
    return Reading((Operand("quantity", first),), support, f"“{first.mention.text}” beside it", manner)


def _temperature(known: Stated, source: str, target: str, manner: str) -> Stated:
    """40°C is 104°F; a rise of 2°C is one of 3.6°F."""
    (factor, offset), (other, shift) = _KELVIN[source], _KELVIN[target]
    if manner == STEP:
        return scaled(known, factor / other)
    moved = Interval.point(offset - shift)
    return combine(lambda t: (t * Interval.point(factor) + moved) * Interval.point(1 / other), known)


# ── currencies ──


def _by_stated_rate(scope: Scope, pair: Pair) -> Iterator[Reading]:
    """The rate that the article states ("4.20 ringgit to the dollar"), or else the table's row of that rate."""
    first, second = pair.first, pair.second
    stated = tuple(_stated_rates(scope, pair))
    for rate, manner, said in stated:
        support = said if pair.sure and len(stated) == 1 else Support.LIKELY
        yield _at_rate(first, rate, support, manner, f"at “{rate.mention.text}”")
    if stated:
        return
    for measure in dict.fromkeys(row.measure for row in scope.assumptions if "/" in row.unit):
        for candidate in scope.dated_rows(measure, second):
            way = _way(candidate.by.unit, first.unit, pair.target)
            if way is not None:
                support = candidate.support if pair.sure else min(candidate.support, Support.LIKELY)
                yield _at_rate(first, candidate.by, support, way, f"at {candidate.why}")


def _at_rate(first: Claim, rate: Claim | Assumption, support: Support, manner: str, why: str) -> Reading:
    return Reading((Operand("quantity", first), Operand("rate", rate)), support, why, manner)


def _way(rate: str, first: str, second: str) -> str | None:
    """How a rate of this unit leads from the first currency to the second."""
    return {f"{second}/{first}": TIMES, f"{first}/{second}": BY}.get(rate)


def _stated_rates(scope: Scope, pair: Pair) -> Iterator[tuple[Claim, str, Support]]:
    first, second = pair.first.unit, pair.target
    for claim in scope.in_mind(pair.second):
        unit, support = _rate_unit(scope, claim)
        way = _way(unit, first, second)
        if way is not None and claim.id not in {pair.first.id, pair.second.id}:
            yield claim, way, support


def _is_rate(scope: Scope, claim: Claim) -> bool:
    return "/" in _rate_unit(scope, claim)[0] and units.is_currency(claim.unit)


def _rate_unit(scope: Scope, claim: Claim) -> tuple[str, Support]:
    """The unit of a figure that may be an exchange rate: "$1.10 per euro", "4.20 ringgit to the dollar"."""
    if not units.is_currency(claim.unit):
        return claim.unit, Support.CLEAR
    for other in said_earlier(scope, claim)[-1:]:
        one = other.figure.value == 1 and units.is_currency(other.unit) and other.unit != claim.unit
        if one and _ONE_IS.fullmatch(linking(scope, other, claim)):
            return f"{claim.unit}/{other.unit}", Support.CLEAR
    to_the, traded = _TO_THE.match(following(scope, claim)), _TRADED.search(scope.said_before(claim))
    for found, support in ((to_the, Support.CLEAR), (traded, Support.LIKELY)):
        money = next(filter(None, map(_currency, found["money"].split())), None) if found else None
        if money is not None and money != claim.unit:
            return f"{claim.unit}/{money}", support
    return claim.unit, Support.CLEAR


def _currency(word: str) -> str | None:
    unit = units.table_unit(word)
    return unit if unit is not None and units.is_currency(unit) else None


def _by_other_pairs(pair: Pair, pairs: tuple[Pair, ...]) -> Iterator[Reading]:
    """The rate of the article's other conversions between these currencies.

    Of two that disagree nothing says which is wrong: it is the later one that is measured by the earlier.
    """
    others = [
        other
        for other in pairs
        if other != pair
        and other.second.span.document == pair.second.span.document
        and {other.first.unit, other.target} == {pair.first.unit, pair.target}
    ]
    for other in others:
        one_day = pair.second.period is None and other.second.period is None
        earlier = other.second.span.start < pair.second.span.start
        clear = pair.sure and other.sure and one_day and (earlier or len(others) > 1)
        over, under = other.second, other.first
        if other.first.unit != pair.first.unit:
            over, under = under, over
        operands = (Operand("quantity", pair.first), Operand("over", over), Operand("under", under))
        why = f"at the rate of “{other.first.mention.text}” and “{other.second.mention.text}”"
        yield Reading(operands, Support.CLEAR if clear else Support.LIKELY, why, IMPLIED)


def _drifting(rate: Stated) -> Stated:
    """The rate, and charitably that of another day."""
    low, high = rate.charitable.low * (1 - DRIFT), rate.charitable.high * (1 + DRIFT)
    return Stated(rate.value, rate.strict, Interval(low, high))
