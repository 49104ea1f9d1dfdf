"""unit-price: an amount of money buys or is worth a number of things, at a price from the article or the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from operator import mul, truediv

from factcheck import units
from factcheck.errors import UnitError
from factcheck.interval import Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.cues import COMMENT, linking
from factcheck.relate.operands import counted, figure, shown, to_unit
from factcheck.relate.products import is_attribute, products
from factcheck.relate.rate import count_of
from factcheck.relate.scope import Candidate, Scope
from factcheck.relate.trades import ONE_IS, Trade, by_any_count, trades
from factcheck.units import NUMBER

_TRADE = re.compile(
    r"\b(?:buy|buys|bought|buying|purchas\w*|worth|equals?|equivalent|demand|acquir\w*|sell|sells|sold|selling|"
    r"costs?|valued?|pays?|paid|fetch\w*|takes?|took|taking|rais\w*|bring|brought|earn\w*|order\w*|price\w*|"
    r"comes? to)\b",
    re.IGNORECASE,
)
_BUYS = re.compile(
    r"\b(?:buy|buys|bought|buying|purchas\w*|worth|equals?|equivalent|demand|acquir\w*|pays? for|paid for|"
    r"enough for)\b",
    re.IGNORECASE,
)
"""Words by which an amount of money becomes a count of things."""
_BRINGS = re.compile(
    r"\b(?:rais\w+|worth|bring\w*|brought|takes?|taking|took|total\w*|altogether|in all|com(?:es?|ing) to|came to|"
    r"costs?|costing|mak(?:es?|ing)|equal\w*|investment|bill|sums?|earn\w*|valued?|sales|revenue|income|which|or)\b|[=(]",
    re.IGNORECASE,
)
"""Words by which a count of things at a price becomes an amount."""
_IN_ALL = re.compile(r"\s+(?:[\w-]+\s+)?(?:altogether|in all|in total|bill|total|overall)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:this|it|these|they|the (?:money|sum|amount))\b|^\W*that\b", re.IGNORECASE)
_AT = re.compile(
    r"\bat(?:\s+(?:an?|the|about|around|roughly|average|mean|list|unit|fixed|ticket|price|of|some)){0,5}\s*$",
    re.I,
)
_ONE_COSTS = re.compile(
    r"\b(?:an?|one|each|every|per)\s+(?:[\w-]+\s+){1,3}(?:costs?|sells? for|sold for|fetche[sd]|goes for|is worth|"
    r"brings?(?: in)?)\s*(?:about|around|some|roughly|nearly)?\s*$",
    re.IGNORECASE,
)
_TO_EACH = re.compile(r"^[^.;,\d]*\b(?:each|every one) of\b", re.IGNORECASE)
_EACH = re.compile(r"^(?:\W*(?:each|apiece|a piece)|\s+(?:per|an?))\b", re.IGNORECASE)


_AGAINST = re.compile(r"\b(?:after|from|against|than|instead of|compared (?:with|to))\s*$", re.IGNORECASE)
"""What a figure is compared with comes out of no trade: "costs £7.50, after £6 two years ago"."""


def find(scope: Scope) -> Iterator[Relation]:
    """A count and an amount of one trade; the later of the two is the one recomputed."""
    for claim in scope.claims:
        found = readings(scope, claim)
        if found:
            yield Relation("unit-price", claim, found, claim.span)


def readings(scope: Scope, claim: Claim) -> tuple[Reading, ...]:
    """The trades that a figure may be the outcome of, best supported first; none where no word of trade is said."""
    if claim.stance.denied or claim.stance.example or _AGAINST.search(scope.said_before(claim)):
        return ()
    if ONE_IS.match(scope.said_before(claim)):
        return ()
    bought = _things_bought(scope, claim) if _TRADE.search(scope.sentence_text(claim.sentence)) else ()
    found = (*bought, *_amount_paid(scope, claim))
    if all(reading.support < Support.CLEAR for reading in found):
        found = _with_trades(tuple(_worked_out(scope, claim, trades)), found)
    if found:
        found = (*found, *_worked_out(scope, claim, by_any_count))
    return tuple(sorted(found, key=lambda reading: -reading.support))


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """Amount / price, or count × price: $87 billion at $116,542 a coin buys 746,512."""
    price, other = reading.of("price"), reading.of("amount")
    if units.is_currency(other.unit):
        result = combine(truediv, figure(other, figures), figure(price, figures))
        return Expected(result, f"{shown(other, figures)} / {shown(price, figures)}")
    number = _in_unit_of_price(other, price, counted(other, figures))
    if reading.manner:
        number = combine(mul, number, count_of(*reading.manner.split()))
    above, target = price.unit.partition("/")[0], relation.claim.unit.partition("/")[0]
    result = combine(mul, number, figure(price, figures))
    worth = result if units.conversion(above, target) is None else to_unit(result, above, target)
    times = reading.manner.split()
    over = f" × the {times[0]}s in a {times[1]}" if times else ""
    return Expected(worth, f"{shown(other, figures)} × {shown(price, figures)}{over}")


RULE = Rule("unit-price", "an amount is a count times the price of one", find, expect)


def _things_bought(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The claim is a count; the amount was said before it."""
    things = _unit_of_things(scope, claim)
    if things is None:
        return
    for amount in _amounts_before(scope, claim):
        if not isinstance(amount.by, Claim) or not _BUYS.search(_words_to(scope, amount.by, claim)):
            continue
        for price in _prices(scope, claim, amount.by.unit, things):
            support = min(amount.support, price.support)
            why = f"“{amount.by.mention.text}” at {price.why}"
            yield Reading((Operand("amount", amount.by), Operand("price", price.by)), support, why)
        return


def _amount_paid(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The claim is an amount of money: a count at the price that the article gives for one, else at the table's."""
    if not units.is_currency(claim.unit.partition("/")[0]):
        return
    found = tuple(products(scope, claim))
    for made in found:
        why = f"“{made.count.mention.text}” at “{made.mean.mention.text}”"
        yield Reading((Operand("amount", made.count), Operand("price", made.mean)), made.support, why)
    if not found and not _is_price(scope, claim):
        yield from _at_other_prices(scope, claim)


def _with_trades(made: tuple[Reading, ...], near: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Where figures close by are read, those further off only help the total; but the words may tell the same pair."""
    if not near:
        return made
    known = [reading.operands for reading in near]
    told = tuple(reading for reading in made if reading.sole and (reading.operands in known or reading.manner))
    return (*told, *near, *(reading for reading in made if reading not in told))


def _worked_out(scope: Scope, claim: Claim, sought: Callable[[Scope, Claim], list[Trade]]) -> Iterator[Reading]:
    """A total that the words call worked out, from a count and a price said further off."""
    for trade in sought(scope, claim):
        operands = (Operand("amount", trade.count), Operand("price", trade.price.by))
        yield Reading(operands, trade.support, trade.why, trade.times, sole=trade.sole)


def _at_other_prices(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The count said before it in the sentence, at a price from the article or the table."""
    before = [other for other in scope.beside(claim) if other.span.end <= claim.span.start]
    for count in reversed(before):
        things = _unit_of_things(scope, count)
        if things is None or is_attribute(count) or not _comes_to(scope, count, claim):
            continue
        for price in _prices(scope, count, claim.unit, things):
            if _follows_from(scope, claim, price.by):
                continue
            why = f"“{count.mention.text}” at {price.why}"
            yield Reading((Operand("amount", count), Operand("price", price.by)), price.support, why)
        return


def _follows_from(scope: Scope, claim: Claim, price: Claim | Assumption) -> bool:
    """Whether the price is what the text makes of the amount: "costs €464,000, or €5,800 per square metre"."""
    if not isinstance(price, Claim) or price.sentence.span != claim.sentence.span or price.span < claim.span:
        return False
    return COMMENT.search(linking(scope, claim, price)) is not None


def _in_unit_of_price(count: Claim | Assumption, price: Claim | Assumption, known: Stated) -> Stated:
    """24,840 tonnes at 28.40 kroner a kilo are so many kilos."""
    below = price.unit.partition("/")[2]
    measured = below and not units.is_time(below) and units.conversion(count.unit, below) is not None
    return to_unit(known, count.unit, below) if measured else known


def _words_to(scope: Scope, first: Claim, second: Claim) -> str:
    """The words from one figure to a later one, of the later one's sentence only."""
    start = max(first.span.end, second.sentence.span.start)
    return scope.document(second).text[start : second.span.start]


def _comes_to(scope: Scope, count: Claim, amount: Claim) -> bool:
    """Whether the words make the amount the worth of the count: "at £15, which brought in", not "and spent"."""
    behind = scope.document(amount).text[amount.span.end : amount.span.end + 40]
    joined = re.split(r"\band\b", _words_to(scope, count, amount))[-1]
    return bool(_BRINGS.search(joined) or _IN_ALL.match(behind))


def _unit_of_things(scope: Scope, claim: Claim) -> str | None:
    """What is counted; "22.6 million coins" are of the coin that the clause names."""
    if claim.unit == "coin":
        context = scope.context(claim)
        names = [context.tokens[at].text for at in (*context.lead, *context.before, *context.after, *context.subject)]
        return next((unit for name in names if (unit := _coin(name))), None)
    if "/" in claim.unit or units.is_currency(claim.unit) or units.is_ratio(claim.unit) or units.is_time(claim.unit):
        return None
    return None if claim.unit in {NUMBER, "percentage_point", "basis_point"} else claim.unit


def _coin(name: str) -> str | None:
    try:
        unit = units.canonical(name) if name.isalpha() else ""
    except UnitError:
        return None
    return unit if units.is_coin(unit) else None


def _amounts_before(scope: Scope, claim: Claim) -> Iterator[Candidate]:
    """The amount of money said before in the sentence, or what "this" goes back to in the one before."""
    before = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and units.is_currency(o.unit)]
    priced = [other for other in before if not _is_price(scope, other)]
    if priced:
        yield Candidate(priced[-1], Support.CLEAR if len(priced) == 1 else Support.LIKELY, "said before it")
        return
    if not _BACK.search(scope.document(claim).text[claim.sentence.span.start : claim.span.start]):
        return
    earlier = [other for other in scope.earlier(claim) if other.sentence.span != claim.sentence.span]
    amounts = [other for other in earlier if units.is_currency(other.unit) and not _is_price(scope, other)]
    for other in amounts[:1]:
        near = other.sentence.block.span == claim.sentence.block.span
        yield Candidate(other, Support.CLEAR if near else Support.LIKELY, "said in the sentence before")


def _prices(scope: Scope, claim: Claim, money: str, things: str) -> Iterator[Candidate]:
    """The price of one: said in the sentence ("at $240 a tonne", "$25 each"), in the article, or in the table."""
    said = [other for other in scope.beside(claim) if _prices_one(scope, other, money, things)]
    stated = said or [other for other in scope.in_mind(claim) if other.unit == f"{money}/{things}"]
    for other in stated:
        support = Support.CLEAR if said else Support.LIKELY
        yield Candidate(other, support, f"“{other.mention.text}”")
    if stated:
        return
    measures = dict.fromkeys(row.measure for row in scope.assumptions if row.unit == f"{money}/{things}")
    for measure in measures:
        for candidate in scope.dated_rows(measure, claim):
            support = candidate.support if len(measures) == 1 else min(candidate.support, Support.LIKELY)
            yield Candidate(candidate.by, support, candidate.why)


def _prices_one(scope: Scope, other: Claim, money: str, things: str) -> bool:
    return other.unit == f"{money}/{things}" or (other.unit == money and _is_price(scope, other))


def _is_price(scope: Scope, claim: Claim) -> bool:
    """Whether the amount is the price of one ("$25 each", "at $25", "$5,000 to each of 30 families")."""
    text = scope.document(claim).text
    before = text[claim.sentence.span.start : claim.span.start]
    behind = text[claim.span.end : claim.sentence.span.end]
    one = _EACH.match(behind) or _AT.search(before) or _TO_EACH.match(behind) or _ONE_COSTS.search(before)
    return "/" in claim.unit or one is not None


def _things(price_unit: str) -> str | None:
    return price_unit.partition("/")[2] or None


def _money(price_unit: str) -> str:
    return price_unit.partition("/")[0]
