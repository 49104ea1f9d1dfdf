"""A total that the words call worked out, from a price and a count said further off: "30,000 tonnes a year",
a paragraph later "A tonne sells for $9,400", and then "At that price a year's output would bring in $282 million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import mul

from factcheck import nlp, units
from factcheck.interval import Stated, combine
from factcheck.model import Assumption, Claim, Support
from factcheck.relate.cues import following, said_earlier
from factcheck.relate.operands import counted, to_unit
from factcheck.relate.products import ATTACHED, HEADS, ONE, is_of_one, per, unit_of
from factcheck.relate.rate import DAYS, count_of
from factcheck.relate.scope import Scope, same_unit
from factcheck.units import NUMBER

_POINTS = frozenset({"point", "percentage_point", "basis_point"})
MANY = 8
"""So many pairs of a price and a count are too many to say that none of them gives the figure."""
DEAR = 10**5
"""What is not said to be of one thing is hardly its price from there on."""
LIKE = Fraction(5, 2)
"""A wrong total is of about the size of the right one."""

_TO = re.compile(r"\b(?:to|at)(?: about| around| some)?\s+$")
_PRICE_OF_YEAR = re.compile(r"\b(?:price|rate|cost|fee)s?\b[^.;,]{0,40}\b(?P<year>(?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOSED = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "that",
        "this",
        "these",
        "those",
        "them",
        "it",
        "its",
        "for",
        "to",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "as",
        "is",
        "was",
    ]
)

NEAR = Fraction(1, 50)
"""A hedged total that is worked out comes so near, "just under £11.5 million" …"""
HALF = Fraction(11, 20)
WIDE = Fraction(1, 20)
"""… and one without a hedge to half of its last digit, or nearer where it has one digit."""

PEOPLE = HEADS | {"people", "man", "woman", "adult", "child", "employee", "worker", "member", "staff", "participant"}
"""Nouns of people, of whom one and the same may be called by another."""

_TIME = r"(?:day|week|month|quarter|year)"
_ONE = re.compile(
    r"\b(?:an?|one|each|every|per|the (?:average|typical|mean|usual|ordinary)) "
    r"(?!(?:year|month|week|day|total|average|typical|quarter|price|cost|rate|fee|few|lot|number)\b)"
    r"(?P<noun>(?:[a-z'’-]+ ){1,6}?)"
    r"(?:now |these days |currently |still |also |today )?"
    r"(?:cost\w*|sells?|sold|fetche[sd]|goes|went|pays?|paid|spends?|spent|earns?|gets?|receives?|brings?|brought|left|"
    r"is|was|has|had|holds?|carries|carried|takes?|needs?|uses?|weighs?|measures?|yields?|gives?|replaces?|makes?|"
    r"contains?|the [\w-]+ (?:received|paid|got))\b(?:(?! and\b)[^.;:,\d]){0,40}$"
)
"""What one of many costs or has: "A tonne of carbonate sells for", "Every false alarm costs around"."""
ONE_IS = re.compile(r"^\W*(?:one|each|every)\b[^.;:\d]*$", re.IGNORECASE)
"""A sentence on one of many: "One flat, consequently, came to"."""
_PRICE = re.compile(
    r"\b(?:price[sd]?|fees?|charges?|charged|tariff|rate|rent|cost|costs|levy|payment|placed|traded|sold|pays?|paid|"
    r"stands? at|opened|closed|ended|fetche[sd])\b(?:(?!\b(?:and|but|bill)\b)[^.;:\d]){0,40}$|"
    r"\bshares?\b(?:(?!\b(?:and|but|bill)\b)[^.;:]){0,40}\b(?:at|to)\s+$|\bat(?: about| around| some)?\s+$|"
    r"\b(?:go|goes|went|rises?|raised|increased|lowered|cut|falls?)\b[^.;:,\d]{0,20} to\s+$"
)
"""Before what may be the price of one: "the gate fee of", "the average sale price reached"."""
_FROM_ONE = re.compile(
    r"^[^.,;:\d]{0,25} (?:from|for|to|per|on) (?:(?:an?|each|every|one) (?P<noun>[\w-]+)|"
    r"(?P<all>everyone|everybody|all of them))\b"
)
"""Behind what one has: "22 kilograms of honey from a hive"."""
_AND_TIME = re.compile(
    rf"^[^.,;:\d]{{0,25}}?\b(?:an?|per|each|every|and) (?P<time>{_TIME})\b(?! (?:ago|earlier|later))"
)
"""Behind a price or a total that is for a time: "£2.90 a head and day", "$13.49 a month"."""
_OVER_TIME = re.compile(rf"^[^.,;:\d]{{0,12}}?\b(?:over|in) (?:an?|the|one|a full|a whole) (?P<time>{_TIME})\b")

AT_PRICE = re.compile(
    r"\b(?:had|if|were) the (?:[\w-]+ ){0,2}(?:price|cost|rate|fee)s?\b|"
    r"\bat an? (?:[\w-]+ )?(?:price|cost|rate|fee|tariff|levy|charge) of\b|"
    r"\b(?:at|on) (?:that|this|the|these|those|today['’]s|such an?|an? (?:average|mean|list|fixed)|[\w-]+['’]s) "
    r"(?:[\w'’-]+ ){0,3}?(?:prices?|costs?|rates?|fees?|tariffs?)\b"
)
"""Words that take up a price: "at that price", "at the current price", "at this unit cost"."""
_RESULT = re.compile(
    r"^\W*(?:so\b|that\b|this\b|which\b|multiply|work it out)|"
    r"\b(?:thus|therefore|accordingly|consequently|hence|so that|in other words|works? out at|so the|and so|"
    r"(?:that|this|which|it) (?:means?|makes?|made|gives?|gave|brings?|brought|comes? to|came to|cost|costs|is|was|"
    r"puts?|raised)|"
    r"raising|bringing in|making|meaning)\b"
)
"""Words by which a figure is worked out from what was said."""
_WORTH = re.compile(
    r"\b(?:bill|cost\w*|worth|valued?|bring\w*|brought|rais\w+|took|takes?|paid|pays?|spen[dt]\w*|fees?|sales|revenue|"
    r"income|proceeds|receipts|takings|turnover|saves?|lose|damage|yields?|capitali[sz]ation|earns?|collects?|make|"
    r"outlay|expense|shared|forgo|gone)\b"
)
_MOVED = re.compile(
    r"\b(?:carr\w+|moved|cover\w*|means?|meant|add\w* up|together|in all|altogether|good for|enough|in total|"
    r"deliver\w*|produc\w+|makes?|gives?|get|use[sd]?|replaces?)\b"
)
_A_COST = re.compile(
    r"(?:[,;–—(]|\bfor|\band)\s*(?:at )?(?:an?|its|the) (?:total |combined |[\w-]+ )?"
    r"(?:cost|price|bill|outlay|investment|sum|value|expense|revenue)\b[^.;:,\d]*\bof\s*$"
)
"""A total in apposition: "a payment of €1,200 for everyone, at a cost to the employers of"."""
_THEY_PAID = re.compile(
    r"^\s*(?:that |which )?(?:they|these|it|those) (?:paid|brought|cost|raised|spent|fetched|earned)\b"
)
_NOT_ALL = re.compile(
    r"\b(?:extra|additional|more|further|"
    r"profits?|loss\w*|margin|tax|debt|other|others|another|including|included|"
    r"with those|together with|plus|"
    r"besides|apart from|net|rise|rose|fell|increase\w*|dropp?\w*|target|than|instead of|after|compared|"
    r"per cent of|grants?|gifts?)\b"
)
"""Words by which the total is of more, or of another thing, than a count at a price."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one of many costs or has; `nouns` are the stems of what it may be of, `time` what it is for."""

    by: Claim | Assumption
    nouns: frozenset[str]
    named: bool
    time: str | None


@dataclass(frozen=True, slots=True)
class Trade:
    """A count at a price, and for what times; `sole` where the words tell the outcome and nothing else is meant."""

    count: Claim | Assumption
    price: Price
    support: Support
    sole: bool
    times: str

    @property
    def why(self) -> str:
        said = [by.mention.text if isinstance(by, Claim) else by.name for by in (self.count, self.price.by)]
        return f"“{said[0]}” at “{said[1]}”"


def trades(scope: Scope, claim: Claim) -> list[Trade]:
    """The counts and prices of the article that the total may be made of; none where no word says it is made of any."""
    money = _is_money(scope, claim)
    if not _may_be_total(scope, claim, money=money):
        return []
    pairs = [
        (count, price, times)
        for price in _all_prices(scope, claim)
        if (times := _times(scope, claim, price)) is not None
        for count in _counts(scope, claim, price)
    ]
    made = [Trade(count, price, Support.LIKELY, False, times) for count, price, times in pairs]
    agreeing = [trade for trade in made if _outcome(claim, trade, charity=False)]
    return agreeing or _failing(scope, claim, made, money=money)


def by_any_count(scope: Scope, claim: Claim) -> list[Trade]:
    """What comes out with a count of the paragraph that the price is not said to be of: passengers, who buy tickets."""
    counts = [o for o in scope.in_mind(claim) if o.sentence.block.span == claim.sentence.block.span]
    counts = [o for o in counts if units.is_count(o.unit) and o.figure.value > 2 and not o.stance.denied]
    made = (
        Trade(count, price, Support.LIKELY, False, times)
        for price in _all_prices(scope, claim)
        if (times := _times(scope, claim, price)) is not None
        for count in counts
        if count.id not in {claim.id, price.by.id}
    )
    return [trade for trade in made if _outcome(claim, trade, charity=False)]


def _failing(scope: Scope, claim: Claim, made: list[Trade], *, money: bool) -> list[Trade]:
    """Where none agrees, the nearest one, if the words tell that the total is of such and no other can be meant."""
    told = _of_that_time(scope, claim, [trade for trade in made if _tells(scope, claim, trade)])
    of_one = price_of(scope, claim)
    if (of_one is not None and of_one.named) or is_of_one(scope, claim) or ONE_IS.match(scope.said_before(claim)):
        return []
    values = {total(claim, trade).value for trade in told}
    if any(_outcome(claim, trade, charity=True) for trade in told):
        return []
    if not told or len(values) > MANY or not money or _rests_elsewhere(scope, claim):
        return []
    slips = [trade for trade in told if _moved_point(claim, total(claim, trade).value)]
    best = max(slips or told, key=lambda trade: _nearness(claim, trade))
    value = total(claim, best).value
    like = value <= LIKE * claim.figure.value and claim.figure.value <= LIKE * value
    return [replace(best, sole=like or bool(slips))]


def _of_that_time(scope: Scope, claim: Claim, told: list[Trade]) -> list[Trade]:
    """Those with the operands of the sentence, the price of the year that it names, the count of the total's time."""
    here = claim.sentence.span
    if any(price_of(scope, o) for o in said_earlier(scope, claim)):
        told = [t for t in told if isinstance(t.price.by, Claim) and t.price.by.sentence.span == here]
    counts = [t for t in told if isinstance(t.count, Claim) and t.count.sentence.span == here]
    told = [t for t in counts if t.count == counts[-1].count] if counts else told
    year = _PRICE_OF_YEAR.search(scope.sentence_text(claim.sentence))
    if year:
        told = [t for t in told if isinstance(t.price.by, Claim) and year["year"] in _years(scope, t.price.by)]
    told = [trade for trade in told if trade.price.named] or told
    below = claim.unit.partition("/")[2]
    timed = [trade for trade in told if below and trade.count.unit.partition("/")[2] == below]
    return timed or told


def _years(scope: Scope, claim: Claim) -> set[str]:
    return set(_YEAR.findall(scope.sentence_text(claim.sentence)))


def _moved_point(claim: Claim, value: Fraction) -> bool:
    """Whether the total would come out with its point moved: $1.0 billion for $100.5 million."""
    stated, half = claim.figure.value, claim.mention.coarse / 2
    factors = (Fraction(10) ** power for power in (-3, -2, -1, 1, 2, 3))
    return any(abs(value * factor - stated) <= min(half, stated / 50) for factor in factors)


def total(claim: Claim, trade: Trade) -> Stated:
    """Count times price, in the claim's unit."""
    count, price = trade.count, trade.price.by
    below, above = price.unit.partition("/")[2], price.unit.partition("/")[0]
    many = counted(count, {})
    source = count.unit.partition("/")[0]
    if below and below not in DAYS and units.conversion(source, below) is not None:
        many = to_unit(many, source, below)
    result = combine(mul, many, counted(price, {}))
    target = claim.unit.partition("/")[0]
    if above != target and units.conversion(above, target) is not None:
        result = to_unit(result, above, target)
    return combine(mul, result, count_of(*trade.times.split())) if trade.times else result


# ── what the claim is ──


def _may_be_total(scope: Scope, claim: Claim, *, money: bool) -> bool:
    below = claim.unit.partition("/")[2]
    if (below and below not in DAYS) or claim.mention.direction or units.is_ratio(claim.unit):
        return False
    if units.is_time(claim.unit) or claim.figure.value <= 0 or claim.stance.denied or claim.stance.example:
        return False
    if not money and not (units.is_physical(claim.unit) or units.is_count(claim.unit)):
        return False
    said = scope.sentence_text(claim.sentence).casefold()
    if price_of(scope, claim) is not None and claim.figure.value < 1000 and not _RESULT.search(said):
        return False
    if AT_PRICE.search(said) or _RESULT.search(said):
        return True
    return (_WORTH if money else _MOVED).search(said) is not None


def _is_money(scope: Scope, claim: Claim) -> bool:
    """ "A bill of 129 million" may leave out the currency."""
    bare = claim.unit == NUMBER and _A_COST.search(scope.said_before(claim).casefold()) is not None
    return bare or units.is_currency(claim.unit.partition("/")[0])


def _rests_elsewhere(scope: Scope, claim: Claim) -> bool:
    """Whether words about the claim say that it is of more, or of another thing."""
    before = scope.said_before(claim).casefold()[-80:]
    return _NOT_ALL.search(before) is not None or _NOT_ALL.search(following(scope, claim)) is not None


# ── prices ──


def _prices(scope: Scope, claim: Claim) -> Iterator[Price]:
    """What one costs, by the article's words or by a row of the table, in the unit of the total."""
    above = claim.unit.partition("/")[0]
    fits = units.is_currency if above == NUMBER and _is_money(scope, claim) else same_unit(above)
    for other in scope.in_mind(claim):
        if other.id == claim.id or not fits(other.unit.partition("/")[0]) or other.figure.value >= claim.figure.value:
            continue
        price = price_of(scope, other)
        if price is not None:
            yield price
    for row in scope.assumptions:
        top, _, below = row.unit.partition("/")
        if below and below not in DAYS and fits(top) and row.figure.value < claim.figure.value:
            yield Price(row, frozenset({nlp.stem(below), below}), True, None)


def price_of(scope: Scope, other: Claim) -> Price | None:
    """The figure as the price of one, with what it is of; None where no word says so."""
    said, behind = scope.said_before(other).casefold(), following(scope, other)
    if other.stance.denied or other.figure.value <= 0 or (other.mention.direction and not _TO.search(said)):
        return None
    time = _time_behind(other, behind)
    noun = per(scope, other)
    from_one = _FROM_ONE.match(behind)
    if noun is not None and not units.is_time(noun):
        return Price(other, _stems(noun), True, time)
    if from_one and not units.is_time(unit_of(from_one["noun"] or "")):
        return Price(other, _stems(from_one["noun"] or "person"), True, time)
    one = _ONE.search(said)
    nouns = _stems(*one["noun"].split()) if one else frozenset()
    if nouns:
        return Price(other, nouns, True, time)
    money = units.is_currency(other.unit.partition("/")[0])
    if other.figure.value < DEAR and (
        one or is_of_one(scope, other) or ONE.match(behind) or (money and _PRICE.search(said))
    ):
        return Price(other, _words_near(scope, other), False, time)
    return None


def _words_near(scope: Scope, other: Claim) -> frozenset[str]:
    """The stems and units of its sentence and of the one before it in the paragraph."""
    before = scope.words(replace(other.sentence.span, start=other.sentence.block.span.start))
    start = max(before.rfind(mark, 0, -len(scope.sentence_text(other.sentence)) - 2) for mark in ".!?")
    return _stems(*re.findall(r"[\w'’-]+", before[start + 1 :].casefold()))


def _stems(*words: str) -> frozenset[str]:
    words = tuple(word for word in words if word not in _CLOSED)
    joined = [" ".join(words[at : at + 2]) for at in range(len(words) - 1)]
    names = [*words, *joined]
    return frozenset({*(nlp.stem(word) for word in names), *(unit_of(word) for word in names)})


def _time_behind(other: Claim, behind: str) -> str | None:
    below = other.unit.partition("/")[2]
    if below in DAYS:
        return below
    found = _AND_TIME.match(behind)
    return found["time"] if found else None


def _all_prices(scope: Scope, claim: Claim) -> list[Price]:
    """The prices; one without a noun may be of what the others are of: "At €820 the same quantity would cost"."""
    found = list(_prices(scope, claim))
    nouns = frozenset(noun for price in found if price.named and isinstance(price.by, Claim) for noun in price.nouns)
    return [price if price.named else replace(price, nouns=price.nouns | nouns) for price in found]


def _times(scope: Scope, claim: Claim, price: Price) -> str | None:
    """The times of the price and of the total where they differ, "month year"; None where the total has none."""
    behind = following(scope, claim)
    over = _OVER_TIME.match(behind)
    own = over["time"] if over else _time_behind(claim, behind)
    if price.time in {None, own} or price.time not in DAYS:
        return ""
    if own is None:
        said = price.time in scope.sentence_text(claim.sentence).casefold()
        return "" if said or price.time == "year" else None
    return f"{price.time} {own}" if own in DAYS else None


# ── counts ──


def _counts(scope: Scope, claim: Claim, price: Price) -> Iterator[Claim | Assumption]:
    """The figures that count what the price is of: by their noun, their unit, or the noun that a bare one drops."""
    said = scope.sentence_text(claim.sentence).casefold()
    nouns = price.nouns if price.named else price.nouns | _stems(*re.findall(r"[\w'’-]+", said))
    for other in scope.in_mind(claim):
        if other.id in {claim.id, price.by.id} or other.stance.denied:
            continue
        if _counts_it(scope, claim, other, price, nouns):
            yield other
    for row in scope.assumptions:
        if row is not price.by and price.named and _is_of(row.unit, price.nouns):
            yield row


def _counts_it(scope: Scope, claim: Claim, other: Claim, price: Price, nouns: frozenset[str]) -> bool:
    unit = other.unit.partition("/")[0]
    below = other.unit.partition("/")[2]
    if (below and below not in DAYS) or units.is_currency(unit) or units.is_ratio(unit):
        return False
    if other.figure.value <= 2 or unit in _POINTS:
        return False
    if units.is_time(unit):
        return isinstance(price.by, Claim) and ATTACHED.match(scope.between(other, price.by)) is not None
    if unit != NUMBER:
        return _is_of(unit, nouns)
    words = {token.stem for token in other.sentence.tokens if token.stem}
    beside = {claim.sentence.span, price.by.sentence.span} if isinstance(price.by, Claim) else set()
    near = other.sentence.span in beside
    return bool(words & nouns if price.named else near) or _counts_it_by_earlier(scope, other, price)


def _counts_it_by_earlier(scope: Scope, other: Claim, price: Price) -> bool:
    """ "37.5 million shares. Of those 22.5 million were new": a bare figure counts what the one before it does."""
    for earlier in scope.earlier(other):
        if earlier.sentence.block.span != other.sentence.block.span:
            return False
        if units.is_count(earlier.unit) and earlier.unit != NUMBER:
            return _is_of(earlier.unit, price.nouns)
    return False


def _is_of(unit: str, nouns: frozenset[str]) -> bool:
    """Whether figures of a unit count one of the nouns; tonnes count tonnes and kilos, members count heads."""
    if unit in nouns or nlp.stem(unit) in nouns:
        return True
    if units.is_physical(unit):
        return any(units.is_physical(noun) and units.conversion(unit, noun) is not None for noun in nouns)
    return units.is_count(unit) and (unit in PEOPLE or unit == "person") and bool(nouns & PEOPLE)


# ── what the words tell ──


def _outcome(claim: Claim, trade: Trade, *, charity: bool) -> bool:
    """Whether the total comes out, as printed or with all rounding."""
    result = total(claim, trade)
    if charity:
        return result.charitable.meets(claim.figure.charitable)
    off = abs(result.value - claim.figure.value)
    least = NEAR if claim.mention.hedging else min(HALF * claim.mention.coarse / claim.figure.value, WIDE)
    return off <= least * claim.figure.value and result.charitable.meets(claim.figure.charitable)


def _tells(scope: Scope, claim: Claim, trade: Trade) -> bool:
    """Whether the words take up the price, or say what the count just said comes to."""
    said = scope.said_before(claim).casefold()
    operands = [by for by in (trade.count, trade.price.by) if isinstance(by, Claim)]
    if not operands or any(by.span > claim.span for by in operands):
        return False
    last = max(operands, key=lambda operand: operand.span)
    if len(operands) == 1 and last.sentence.span != claim.sentence.span:
        return False
    if last.sentence.span == claim.sentence.span and len(operands) == 2:
        words = scope.between(last, claim)
        both = all(by.sentence.span == claim.sentence.span for by in operands)
        if _RESULT.search(words) or _A_COST.search(words) or _THEY_PAID.match(following(scope, claim)):
            return True
        if both and _WORTH.search(words):
            return True
    close = last.sentence.block.span == claim.sentence.block.span
    return bool(AT_PRICE.search(said) or (_RESULT.search(said) and close) or _A_COST.search(said))


def _nearness(claim: Claim, trade: Trade) -> tuple[int, int]:
    operands = [by for by in (trade.count, trade.price.by) if isinstance(by, Claim)]
    beside = sum(by.sentence.block.span == claim.sentence.block.span for by in operands)
    return beside, sum(by.span.start for by in operands)
