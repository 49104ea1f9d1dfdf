"""rate: so much in a time ("3 million barrels a day, or 1.1 billion a year"; "120 km in 2 hours, 60 km/h"; "$5 million
a year for ten years, $50 million") and interest ("4% on $50 million pays $2 million a year"): product or quotient."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import mul, truediv

from factcheck import units
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.cues import (
    COMMENT,
    TOTAL_OPENS,
    following,
    is_total,
    linking,
    said_earlier,
    sentence_before,
    telling,
)
from factcheck.relate.operands import counted, figure, scaled, shown, to_unit
from factcheck.relate.scope import Scope, amount_unit, comparable, same_unit
from factcheck.units import NUMBER

AGAIN, WORKED = "again", "worked"
"""A rate said again for another time; the same, counting only the days or hours on which people work."""
OVER, TIMES, LASTS = "over", "times", "lasts"
"""An amount over a time is a rate; a rate times a time is an amount; an amount at a rate lasts for a time."""
INTEREST, YIELD = "interest", "yield"
"""A share of a principal is paid each year; what is paid over the principal is a share."""

DAYS = {
    "second": Fraction(1, 86400), "minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1),
    "week": Fraction(7), "fortnight": Fraction(14), "month": Fraction(36525, 1200), "quarter": Fraction(36525, 400),
    "year": Fraction(36525, 100), "decade": Fraction(36525, 10), "century": Fraction(36525),
}  # fmt: skip
"""How many days there are in a time."""
MANY = 150
"""What is so many times larger or smaller is of another number of things."""
MONTHLY = (Fraction(92, 100), Fraction(102, 100))
"""A month has four weeks, or 28 to 31 days."""
YEARLY = (Fraction(985, 1000), Fraction(1003, 1000))
"""A year has 360, 364 (52 weeks), 365 or 366 days."""
DAYS_WORKED = Interval(Fraction(240, 366), Fraction(313, 365))
"""Of seven days a week five or six, holidays off."""
HOURS_WORKED = Interval(Fraction(1600, 8766), Fraction(1, 3))

_TIMES = "second|minute|hour|day|week|fortnight|month|quarter|year|decade|century"
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "annual": "year", "annually": "year", "yearly": "year", "per annum": "year",
}  # fmt: skip
_PER = re.compile(
    rf"^\s*(?:[a-z-]+ ){{0,3}}?(?:(?:an?|per|each|every|on an? (?:average|typical|normal)|"
    rf"(?:for|in|over) the|in an?|in one|within an?|over an?) (?P<time>{_TIMES})\b|"
    rf"(?P<adverb>{'|'.join(_ADVERBS)})\b)"
    r"(?! (?:earlier|ago|before(?! tax)|later|of(?! the year\b)|in|to|from(?! (?:19|20)\d\d)|ending|ended|since))"
)
"""The time right behind a figure: "25 a day", "365,000 a year", "1.1 billion barrels annually"."""
_EVERY = re.compile(rf"\b(?P<adverb>{'|'.join(_ADVERBS)})(?: [\w-]+){{0,2}}(?: of)?\s*$")
"""The time right before it: "an annual bill of $600"."""
_ONE = re.compile(r"\b(?:an?|one) (?P<time>week|month|year|decade|century)\s+(?:at|of|with)\b")
"""A time of which there is one: "a decade at $5 million a year"."""
_AVERAGE = re.compile(r"\b(?:average|averages|averaged|averaging|mean)(?: [\w-]+){0,4}\s*$")
_AVERAGED = re.compile(
    r"\b(?:in (?:19|20)\d\d|last year|(?:in|over|during) the year|annual\w*|a year)\b.*\baverage|"
    r"\baverage.*\b(?:in (?:19|20)\d\d|last year|(?:in|over|during) the year)\b"
)
"""An amount of a whole year, and its average: "In 2024 it burned 73,000 tonnes, 200 tonnes a day on average"."""
_A_YEAR = re.compile(r"^(?: [a-z-]+){0,2} (?:in (?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?|last year)\b")
"""Behind an amount that is of a whole year."""
_ASIDE = re.compile(r"[,(–—]\s*(?:an?\s+(?:[\w-]+\s+){1,3}of)?\s*$")
"""A mark alone before a figure that comments: "in 2 hours, 60 km/h", ", a pace of 60"."""
_SAID_AGAIN = re.compile(
    r"^[^.;]{0,40}\b(?:if you (?:like|prefer|will)|in other words|put differently|that is to say)\b"
)
"""Behind a rate that only says another one again."""
_THAT_IS = re.compile(
    r"\b(?:it|that|this)(?:['’]s| is| was| makes| means| comes to| would be)(?: about| some| around)?\s*$"
)
_DURING = re.compile(
    r"\b(?:in|over|within|during|for|across|every)(?:\s+(?:just|only|the|a|about|some|last|past|first|next|all))*\s*$"
)
_COMES_TO = re.compile(
    r"\b(?:(?:com(?:es?|ing)|came|amount(?:s|ed|ing)?|add(?:s|ed|ing)?) (?:up )?to|makes?|making|gives?|giving|means?|"
    r"totals?|totall?ing|worth|equals?|or|costs?|brings? in|yields?)(?: an?| the| about| some)*\s*$"
)
_LAST = re.compile(
    r"\b(?:takes?|lasts?|needs?|requires?|run out (?:in|after)|"
    r"(?:done|finished|cleared|exhausted|gone|used up) (?:in|after)|"
    r"enough (?:for|to last)|keep(?: [\w-]+){1,4} (?:busy|occupied|going|supplied)(?: for)?)(?: \w+){0,2}\s*$"
)
_PAYS_BACK = re.compile(
    r"\b(?:pa(?:ys?|id|ying) (?:for (?:itself|themselves)|back)|(?:earned|earns?|won|got) back|recoup\w*|recover\w*)"
    r"(?: [\w-]+){0,3} (?:in|within|over|after)(?: about| some| around| just| only| under| over)?\s*$"
)
"""Before the time in which so much a year makes up for what was spent: "pays for itself in 2.5 years"."""
_THAT_LASTS = re.compile(r"\b(?:that|this|it|they|these|those)(?: \w+){0,2} (?:lasts?|suffices?|do)\b[^,;.]*$", re.I)
_AT_THAT_RATE = re.compile(
    r"\bat (?:that|this|the|its|today['’]s)(?: (?:present|current|same))? (?:rate|pace|speed|tempo)\b|"
    r"\bat (?:present|current) (?:rates?|pace|speed|output)\b|\bat full (?:tilt|speed|capacity)\b"
)
"""Words that take up a rate said before: "At that rate they will last 24 years"."""
_EVERY_DAY = re.compile(r"^[^.,;:]{0,40}\b(?:each|every) day of the year\b")
"""Behind a share of a yearly figure: "7,400 visitors for every day of the year"."""
_AT = re.compile(
    r"\bat(?: an?| the)?(?: (?:[\w-]+ ){0,2}(?:rate|pace|speed|yield|coupon) of)?(?: about| some| around)?\s*$"
)
_NO_RATE = re.compile(
    r"\b(?:peak|record|maximum|minimum|top|median|capacity|up to|as much as|limit|rise|rose|increase\w*|fell|drop\w*|"
    r"another|extra|additional)(?: [\w-]+){0,3}\s*$"
)
_OTHER = re.compile(r"^\W*(?:[\w-]+ )?(?:more|less|fewer|faster|slower|higher|lower|above|below|longer|shorter)\b")
_AFRESH = re.compile(
    r"\b(?:and|but|while|whereas|compared|than|from|up|down|against|instead|after|since|now|previously|before|rather|"
    r"last|in (?:19|20)\d\d)\b|[.;]"
)
_LAST_YEAR = re.compile(r"^\s*(?:[a-z-]+ ){0,2}(?:last (?:year|season|month|week)|in (?:19|20)\d\d)\s*(?=[,(–—])")
"""When the amount before was, which begins nothing new: "912,500 passengers last year, or"."""
_IF = re.compile(r"^[^,;.]*\b(?:if|when|unless|before|after|excluding|including|without|with)\b")
"""Behind a rate that holds under other conditions: "£110 a month if paid in instalments"."""
_PAYS = re.compile(r"\b(?:interest|yield\w*|coupon\w*|dividends?|return\w*|pays?|paid|paying|earn\w*)\b")
_RATES = re.compile(r"\b(?:interest|yields?|yielding|coupon|dividend|return|rate)\b")
_OWED = re.compile(
    r"\b(?:repay\w*|instal\w*|mortgage|principal|payments?|amorti\w*|compound\w*|tax\w*|inflation|loss\w*)\b"
)
_ON = re.compile(
    r"\bon(?: (?:the|its|an?|their|his|her|about|some|that|this|(?:assets|deposits|savings|loans) of))*\s*$"
)
_WITH = re.compile(r"\b(?:at|with)(?: [\w-]+){0,4}\s*$")
"""Between a principal and its rate: "$250 million with a coupon of 4.2%"."""
_ON_THE = re.compile(r"^\s*(?:on|,)(?: (?:the|its|an?|their|his|her|that|this))?\s*$")
"""Between "at a rate of 4%" and what it is paid on."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure with its unit and the time that it is for: 25 patients a day."""

    claim: Claim
    unit: str
    time: str


def find(scope: Scope) -> Iterator[Relation]:
    """Rates said again for another time, amounts over a time, amounts at a rate, and interest."""
    for claim in scope.claims:
        if claim.stance.denied or claim.stance.example or _OTHER.match(following(scope, claim)):
            continue
        relation = telling(Relation("rate", claim, tuple(_readings(scope, claim)), claim.span), expect)
        if relation is not None:
            yield relation


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """3 million a day are 1.1 billion a year; 120 km in 2 hours are 60 km/h; 4% on $50 million is $2 million."""
    manner, *times = reading.manner.split()
    if manner in {INTEREST, YIELD}:
        return _expect_interest(relation, reading, figures)
    target = relation.claim.unit if manner == LASTS else relation.claim.unit.partition("/")[0]
    first, rest = reading.operands[0].by, reading.operands[1:]
    known = counted(first, figures)
    number = count_of(times[0], times[1])
    if manner == LASTS:
        pace = rest[0].by
        amount = to_unit(known, first.unit, pace.unit.partition("/")[0])
        lasts = combine(mul, combine(truediv, amount, counted(pace, figures)), number)
        return Expected(lasts, f"{shown(first, figures)} / {shown(pace, figures)}")
    amount = to_unit(known, first.unit.partition("/")[0], target)
    if manner in {AGAIN, WORKED}:
        part = {"day": DAYS_WORKED, "hour": HOURS_WORKED}.get(times[0]) if manner == WORKED else None
        if manner == WORKED and times[1] == "day":
            part = Interval.point(Fraction(1)) / DAYS_WORKED
        number = combine(lambda count: count * part, number) if part is not None else number
        return Expected(combine(mul, amount, number), f"{shown(first, figures)} {_said_number(times, manner)}")
    time = rest[0].by
    assert isinstance(time, Claim)
    length = combine(mul, _length(time, figures), number)
    if manner == TIMES:
        return Expected(combine(mul, amount, length), f"{shown(first, figures)} × {shown(time, figures)}")
    return Expected(combine(truediv, amount, length), f"{shown(first, figures)} / {shown(time, figures)}")


RULE = Rule("rate", "so much in a time comes to so much in another", find, expect)


# ── arithmetic ──


def count_of(short: str, long: str) -> Stated:
    """How many of one time there are in another: 365 days in a year, a seventh of a week in a day."""
    exact = DAYS[long] / DAYS[short]
    if exact < 1:
        return combine(lambda count: Interval.point(1) / count, count_of(long, short))
    low, high = Fraction(1), Fraction(1)
    if DAYS[short] < DAYS["month"] <= DAYS[long]:
        low, high = MONTHLY if DAYS[long] < DAYS["year"] else YEARLY
    reach = Interval(exact * low, exact * high)
    return Stated(exact, reach, reach)


def _said_number(times: list[str], manner: str) -> str:
    short, long = times
    kind = "working " if manner == WORKED else ""
    return f"× the {kind}{short}s in a {long}" if DAYS[short] < DAYS[long] else f"/ the {kind}{long}s in a {short}"


def _length(time: Claim, figures: Mapping[str, Stated]) -> Stated:
    """Ten years and thirty days are counted, two hours are rounded."""
    known = figure(time, figures)
    whole = known.step == 1 and DAYS[time.unit] >= 1 and time.mention.hedging is None and not time.mention.is_range
    return Stated.exactly(known.value) if whole else known


def _expect_interest(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    principal, other = reading.of("principal"), reading.operands[1].by
    owned = figure(principal, figures)
    if reading.manner == YIELD:
        paid = to_unit(figure(other, figures), other.unit.partition("/")[0], principal.unit)
        ratio = to_unit(combine(truediv, paid, owned), "", relation.claim.unit)
        return Expected(ratio, f"{shown(other, figures)} / {shown(principal, figures)}")
    share = scaled(figure(other, figures), units.conversion(other.unit, "") or Fraction(1))
    paid = to_unit(combine(mul, share, owned), principal.unit, relation.claim.unit.partition("/")[0])
    return Expected(paid, f"{shown(other, figures)} × {shown(principal, figures)}")


# ── what the words say ──


def _readings(scope: Scope, claim: Claim) -> Iterator[Reading]:
    before = said_earlier(scope, claim)
    near = before or (sentence_before(scope, claim) if TOTAL_OPENS.match(scope.sentence_text(claim.sentence)) else [])
    if not before and _THAT_IS.search(scope.said_before(claim).casefold()):
        near = sentence_before(scope, claim)
    if before and _goes_back(scope, claim, before):
        near = [*(o for o in sentence_before(scope, claim) if o.unit not in DAYS), *before]
    near = [o for o in near if o.mention.kind != "age"]  # those "aged 50" pay no 50 years
    if claim.unit in DAYS and _AT_THAT_RATE.search(scope.sentence_text(claim.sentence).casefold()):
        yield from _lasts_at(scope, claim)
    if _EVERY_DAY.match(claim.mention.text.casefold() + following(scope, claim)):
        yield from _of_a_year(scope, claim)
    if not near:
        yield from _of_one_time(scope, claim)
        return
    rate = _rate(scope, claim)
    if rate is not None:
        yield from _again(scope, rate, near)
        yield from _over(scope, rate, near)
    if claim.unit in DAYS:
        yield from _lasts(scope, claim, near)
    if amount_unit(claim.unit):
        yield from _times(scope, claim, near)
        yield from _of_one_time(scope, claim)
    yield from _interest(scope, claim, near)


def _goes_back(scope: Scope, claim: Claim, before: list[Claim]) -> bool:
    """Whether what it is reckoned from was said in the sentence before: this one has only times, or other things.

    "Over seven days that is 17.5 hours", "It is paid in twelve instalments, so that makes €2,600 a month".
    """
    if all(o.unit in DAYS for o in before):
        return True
    said = _THAT_IS.search(scope.said_before(claim).casefold()) is not None
    return said and not any(o.unit in DAYS or comparable(claim.unit.partition("/")[0])(o.unit) for o in before)


def _rate(scope: Scope, claim: Claim, *, peak: bool = False) -> Rate | None:
    """The figure as a rate, by its unit or by the words right about it; None where it is none, or a peak."""
    said = scope.said_before(claim).casefold()
    above, _, below = claim.unit.partition("/")
    behind, before = _PER.match(following(scope, claim)), _EVERY.search(said)
    found = behind or before
    if not below and found is not None and amount_unit(claim.unit):
        words = found.groupdict()
        below = words.get("time") or _ADVERBS[words["adverb"]]
    if below not in DAYS or (_NO_RATE.search(said) and not peak):
        return None
    return Rate(claim, above, below)


def _attached(scope: Scope, last: Claim, claim: Claim) -> bool:
    """Whether the figure only comments on what was said before it; what opens a sentence, "That is", does too."""
    if last.sentence.span != claim.sentence.span:
        return True
    words = _LAST_YEAR.sub("", linking(scope, last, claim))
    if re.fullmatch(r"\s*[;,–—]\s*", words) and _SAID_AGAIN.match(following(scope, claim)):
        return True
    if _AFRESH.search(words) or _IF.search(following(scope, claim)):
        return False
    return bool(COMMENT.search(words) or _ASIDE.search(words) or _AVERAGE.search(words) or _COMES_TO.search(words))


def _again(scope: Scope, rate: Rate, near: list[Claim]) -> Iterator[Reading]:
    """ "3 million barrels a day, or 1.1 billion a year"; an amount without a time may be that of a year."""
    last = _last_amount(near, rate)
    words = linking(scope, last, rate.claim) if last.sentence.span == rate.claim.sentence.span else ""
    other = _rate(scope, last, peak=COMMENT.search(words) is not None)  # a capacity may be said again, too
    kin = other is not None and (comparable(other.unit)(rate.unit) or rate.unit == NUMBER)
    if other is not None and other.time != rate.time and kin:
        attached = _attached(scope, last, rate.claim)
        text = scope.sentence_text(rate.claim.sentence)
        that_is = _THAT_IS.search(scope.said_before(rate.claim).casefold())
        goes_back = that_is or (TOTAL_OPENS.match(text) and not text.startswith("It "))
        told = goes_back or last.sentence.span == rate.claim.sentence.span
        alike = NUMBER in {other.unit, rate.unit} or same_unit(other.unit)(rate.unit)
        clear = (
            attached
            and told
            and alike
            and not _ASIDE.search(linking(scope, last, rate.claim))
            and not (other.time == "hour" and DAYS[rate.time] >= 1)
            and _of_like_size(last, rate.claim, DAYS[rate.time] / DAYS[other.time])
        )
        yield _reading(AGAIN, other.time, rate.time, Support.CLEAR if clear else Support.LIKELY, rate=last)
        if attached and other.time in {"day", "hour"} and DAYS[rate.time] > DAYS[other.time]:
            yield _reading(WORKED, other.time, rate.time, Support.LIKELY, rate=last)
    elif other is None and comparable(last.unit)(rate.unit) and _attached(scope, last, rate.claim):
        averaged = _AVERAGED.search(scope.sentence_text(rate.claim.sentence).casefold()) is not None
        averaged = (averaged and len(near) == 1) or _is_that_of_a_year(scope, last, rate.claim)
        clear = averaged and DAYS[rate.time] < DAYS["year"] and rate.time != "hour"
        yield _reading(AGAIN, "year", rate.time, Support.CLEAR if clear else Support.LIKELY, rate=last)
        if rate.time == "day":
            yield _reading(WORKED, "year", rate.time, Support.LIKELY, rate=last)


def _is_that_of_a_year(scope: Scope, amount: Claim, claim: Claim) -> bool:
    """ "It treated 117,800 patients in 2024. That is 320 a day": "that" is the amount, and of a whole year."""
    said = _THAT_IS.search(scope.said_before(claim).casefold()) and amount.sentence.span != claim.sentence.span
    counted_ = units.is_count(amount.unit) and amount.unit != NUMBER and amount.mention.direction is None
    return bool(said and counted_ and _A_YEAR.match(following(scope, amount)))


def _last_amount(near: list[Claim], rate: Rate) -> Claim:
    """What a rate says again: the last such amount, or the total where that is the last of its parts.

    "45 patients a day, seven days a week", "117,800 patients: 71,500 in the north and 46,300 in the south".
    """
    alike = comparable(rate.unit)
    amounts = [o for o in near if alike(o.unit.partition("/")[0]) or NUMBER in {o.unit, rate.unit}]
    amounts = [o for o in amounts if o.unit.partition("/")[0] not in DAYS and not units.is_ratio(o.unit)] or near
    for at, whole in enumerate(amounts[:-2]):
        if sum(part.figure.value for part in amounts[at + 1 :]) == whole.figure.value:
            return whole
    return amounts[-1]


def _of_like_size(last: Claim, claim: Claim, number: Fraction) -> bool:
    """Whether the figure may be the one before it for another time; "£48 a month … £1 million a year" is of many."""
    one, other = (of.unit.partition("/")[0] for of in (last, claim))
    value = last.figure.value * number * (units.conversion(one, other) or 1)
    return value <= MANY * claim.figure.value <= MANY * MANY * value


def _over(scope: Scope, rate: Rate, near: list[Claim]) -> Iterator[Reading]:
    """ "120 km in 2 hours, an average of 60 km/h"."""
    times = [o for o in near if o.unit in DAYS]
    amounts = [o for o in near if comparable(o.unit)(rate.unit) and o.unit not in DAYS and _rate(scope, o) is None]
    for time in times:
        for amount in amounts:
            during = amount.span < time.span and _DURING.search(linking(scope, amount, time))
            alone = len(times) == len(amounts) == 1 and _attached(scope, near[-1], rate.claim)
            support = Support.CLEAR if alone and during else Support.LIKELY
            yield _reading(OVER, rate.time, time.unit, support, amount=amount, time=time)


def _times(scope: Scope, claim: Claim, near: list[Claim]) -> Iterator[Reading]:
    """ "$5 million a year for ten years comes to $50 million", "25 a day over 30 days, 750 in all"."""
    times = [o for o in near if o.unit in DAYS]
    rates = [r for o in near if o.unit not in DAYS and (r := _rate(scope, o)) and comparable(r.unit)(claim.unit)]
    for rate in rates:
        for time in times:
            first, second = sorted((rate.claim, time), key=lambda c: c.span)
            during = _DURING.search(scope.said_before(time).casefold()) or _AT.search(linking(scope, first, second))
            alone = len(rates) == len(times) == 1 and _comes(scope, near[-1], claim)
            support = Support.CLEAR if alone and during else Support.LIKELY
            yield _reading(TIMES, rate.time, time.unit, support, rate=rate.claim, time=time)


def _comes(scope: Scope, last: Claim, claim: Claim) -> bool:
    if last.sentence.span != claim.sentence.span:
        return True
    words = linking(scope, last, claim).replace(" up to", " to")
    return not _AFRESH.search(words) and bool(_COMES_TO.search(words) or is_total(scope, claim, words))


def _of_one_time(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "A decade at $5 million a year comes to $50 million"."""
    one = _ONE.search(scope.sentence_text(claim.sentence).casefold())
    for last in said_earlier(scope, claim)[-1:]:
        rate = _rate(scope, last)
        if one is not None and rate is not None and comparable(rate.unit)(claim.unit) and one["time"] != rate.time:
            clear = _comes(scope, last, claim) and len(said_earlier(scope, claim)) == 1
            support = Support.CLEAR if clear else Support.LIKELY
            yield _reading(AGAIN, rate.time, one["time"], support, rate=last)


def _lasts(scope: Scope, claim: Claim, near: list[Claim]) -> Iterator[Reading]:
    """ "At 20 km a year the remaining 180 km will take nine years"."""
    rates = [r for o in near if (r := _rate(scope, o)) is not None]
    said = scope.said_before(claim).casefold()
    for rate in rates:
        amounts = [o for o in near if o.id != rate.claim.id and comparable(rate.unit)(o.unit) and o.unit not in DAYS]
        amounts = amounts or _that_lasts(scope, claim, rate)
        for amount in amounts:
            lasts = _AT.search(scope.said_before(rate.claim).casefold()) and _LAST.search(said)
            alone = len(rates) == len(amounts) == 1
            support = Support.CLEAR if alone and (lasts or _PAYS_BACK.search(said)) else Support.LIKELY
            yield _reading(LASTS, claim.unit, rate.time, support, amount=amount, rate=rate.claim)


def _that_lasts(scope: Scope, claim: Claim, rate: Rate) -> list[Claim]:
    """ "There are 312 tonnes in the shed. At 26 tonnes a month that will last a year": the amount said before."""
    if not _THAT_LASTS.search(scope.said_before(claim)) or rate.claim.sentence.span != claim.sentence.span:
        return []
    before = sentence_before(scope, claim)
    return [o for o in before if same_unit(rate.unit)(o.unit) and not o.mention.direction and not _rate(scope, o)]


def _lasts_at(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "They hold 480,000 tonnes. It digs 20,000 a year. At that rate they will last 24 years": of the paragraph."""
    said = [o for o in scope.earlier(claim) if o.sentence.block.span == claim.sentence.block.span]
    rates = [r for o in said if (r := _rate(scope, o)) is not None]
    for rate in rates[:1]:
        amounts = [o for o in said if comparable(rate.unit)(o.unit) and o.unit not in DAYS and not _rate(scope, o)]
        lasts = _LAST.search(scope.said_before(claim).casefold()) is not None
        for amount in amounts:
            clear = lasts and len(rates) == len(amounts) == 1 and same_unit(rate.unit)(amount.unit)
            support = Support.CLEAR if clear else Support.LIKELY
            yield _reading(LASTS, claim.unit, rate.time, support, amount=amount, rate=rate.claim)


def _of_a_year(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "We counted 1.86 million visitors last year. … That is 5,100 visitors for every day of the year"."""
    unit = claim.unit.partition("/")[0]
    said = [o for o in scope.earlier(claim) if same_unit(unit)(o.unit) and units.is_count(o.unit) and o.unit != NUMBER]
    yearly = [o for o in reversed(said) if o.figure.value > claim.figure.value and not o.mention.direction]
    for amount in yearly:
        day = amount.figure.value / 365
        sole = amount is yearly[0] and day < 3 * claim.figure.value < 9 * day
        yield replace(_reading(AGAIN, "year", "day", Support.LIKELY, amount=amount), sole=sole)


def _reading(manner: str, short: str, long: str, support: Support, **operands: Claim) -> Reading:
    why = " and ".join(f"“{by.mention.text}”" for by in operands.values())
    made = tuple(Operand(role, by) for role, by in operands.items())
    return Reading(made, support, why, f"{manner} {short} {long}")


# ── interest ──


def _interest(scope: Scope, claim: Claim, near: list[Claim]) -> Iterator[Reading]:
    """ "A yield of 4% on $50 million pays $2 million a year"; "… pays $2 million on $50 million, a yield of 4%"."""
    text = scope.sentence_text(claim.sentence).casefold()
    if not _RATES.search(text) or any(other.sentence.span != claim.sentence.span for other in near):
        return
    yearly = [o for o in near if units.is_currency(o.unit.partition("/")[0]) and _is_yearly(scope, o)]
    owned = [o for o in near if units.is_currency(o.unit) and o not in yearly]
    shares = [o for o in near if o.unit == "percent" and o.mention.direction is None]
    money = units.is_currency(claim.unit.partition("/")[0])
    if _OWED.search(text):
        return
    if money and len(shares) == 1 and owned and _PAYS.search(text):
        yield from _paid(scope, claim, shares[0], owned)
    elif (
        claim.unit == "percent"
        and len(yearly) == 1
        and owned
        and _RATES.search(scope.said_before(claim)[-40:].casefold())
    ):
        sure = len(owned) == 1 and _attached(scope, near[-1], claim)
        yield _of_principal(owned[-1], yearly[0], YIELD, sure=sure)


def _is_yearly(scope: Scope, claim: Claim) -> bool:
    rate = _rate(scope, claim)
    return rate is not None and rate.time == "year"


def _paid(scope: Scope, claim: Claim, share: Claim, owned: list[Claim]) -> Iterator[Reading]:
    for principal in owned:
        first, second = sorted((share, principal), key=lambda c: c.span)
        words = linking(scope, first, second)
        rated = first is share and _AT.search(scope.said_before(share).casefold()) and _ON_THE.match(words)
        tied = rated or (_ON if first is share else _WITH).search(words)
        earns = _PAYS.search(linking(scope, second, claim)) or _PAYS.search(following(scope, claim, 20))
        clear = tied and earns and len(owned) == 1 and _is_yearly(scope, claim)
        yield _of_principal(principal, share, INTEREST, sure=bool(clear))


def _of_principal(principal: Claim, other: Claim, manner: str, *, sure: bool) -> Reading:
    why = f"“{other.mention.text}” on “{principal.mention.text}”"
    operands = (Operand("principal", principal), Operand("share" if manner == INTEREST else "paid", other))
    return Reading(operands, Support.CLEAR if sure else Support.LIKELY, why, manner)
