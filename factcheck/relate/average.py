"""average: a mean from a total and a count, "$12 million for 400 pupils, or $30,000 each", recomputed as total / count;
or the total from the mean and the count, "61 turbines of 1,150 tonnes each, 70,150 tonnes in all"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from operator import mul, truediv

from factcheck import units
from factcheck.interval import Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.nlp import stem
from factcheck.relate import derived
from factcheck.relate.cues import (
    following,
    linking,
    said_earlier,
    said_later,
    sentence_before,
    telling,
)
from factcheck.relate.lines import lines
from factcheck.relate.mean_of_all import mean_of_all
from factcheck.relate.means import implied
from factcheck.relate.operands import counted, shown, to_unit
from factcheck.relate.pairs import is_apart
from factcheck.relate.products import AVERAGE, HEADS, ONE, counts, per, products, said_of
from factcheck.relate.scope import Candidate, Scope, amount_unit, comparable, same_unit
from factcheck.units import NUMBER

TOTAL = "total"
"""The claim is the total that follows from the mean and the count."""

FAR = 25
"""What is not in the sentence may be among so many figures before it; it can support a mean, not contradict it."""

NEAR = 6
"""Things without a name, "240 each", among so few."""

_OF_EACH = re.compile(r"^\W*(?:for|to|per|on|at) (?:each|every one|every single one) of (?:[\w'’-]+ ){0,4}$")
"""Between a mean and its count: "$2,470 for each of the city's 248,000 residents"."""
_COMMENTS = re.compile(
    r"(?:[,(–—]|\bor|\b(?:averag(?:e|es|ed|ing)|mean|"
    r"work(?:s|ing)? out at|equivalent to|that is|which is|i\.e\.))\s*"
    r"(?:(?:which|that|this|it|is|was|works out at|comes to|means|makes|i\.e\.|making|giving|meaning|so|thus|or|for|at|"
    r"with|an?|the|averaging|average|mean|on average|about|around|some|roughly|just|there|are|were|they|each|"
    r"having|had|"
    r"[\w-]+ of|(?:average|mean) [\w-]+(?: [\w-]+){0,2})\s*)*$"
)
"""A mean that comments on what was said: ", or", ", an average balance of", "—"."""
_WHICH_MEANS = re.compile(
    r"^[^,;.()]{0,40},\s*(?:which|that|this) (?:is|means|makes|comes to|works out at|gives)(?: an average of)?\s*$"
)
"""The same behind some words more: " to make, which means"."""
_A_COW = re.compile(
    r"\b(?:an?|each|every|one|an? average|the average) (?:[\w-]+ )??(?P<noun>[a-z-]+(?<!s)) "
    r"(?:, ?(?:thus|therefore|consequently|accordingly),? ?)?(?:[\w-]+ ){1,2}(?:about |some |roughly )?$"
)
"""What one of many does: "a cow gave 8,480 litres"; only likely the mean of all."""
_GOES_BACK = re.compile(
    r"^\W*(?:so|thus|that|this|spread (?:over|across)|divided (?:by|among|between)|shared (?:among|between)|for)\b"
    r"(?![^.;]*\b(?:and|but|while|whereas|against|from|than)\b)[^.;]*"
    r"(?:\b(?:this|that|it|the (?:sum|total|amount|bill|budget|money|cost)) (?:is|was|comes? to|came to|works? out at|"
    r"means|makes|amounts to|would be|equals|corresponds to)(?: an average of)?|['’]s|\bon average|^\W*(?:so|thus))\s*$"
)
"""A sentence that divides what was said before it: "Spread over all 48,600 cars, this comes to", "So on average"."""
_AND = re.compile(r"\band\b")


def find(scope: Scope) -> Iterator[Relation]:
    """Means, and totals of a mean that is said for each of a number of things."""
    known = lines(scope)
    for claim in scope.claims:
        if not _can_be(claim) or is_apart(scope, claim):
            continue
        found = tuple(mean_of_all(scope, claim)) or tuple(_mean(scope, claim)) or tuple(_total(scope, claim))
        relation = telling(Relation("average", claim, found, claim.span), expect)
        if relation is None or relation.readings[0].support is not Support.CLEAR:
            further = tuple(implied(scope, claim, known, expect))
            others = relation.readings if relation is not None else ()
            relation = replace(relation or Relation("average", claim, (), claim.span), readings=(*further, *others))
        if relation.readings:
            yield relation


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """$12 million / 400 pupils is $30,000; 61 × 1,150 tonnes is 70,150 tonnes."""
    count, unit = reading.of("count"), relation.claim.unit
    number = counted(count, figures)
    if reading.manner == TOTAL:
        mean = reading.of("mean")
        above = mean.unit.partition("/")[0]
        result = to_unit(combine(mul, number, counted(mean, figures)), above, unit.partition("/")[0])
        return Expected(result, f"{shown(count, figures)} × {shown(mean, figures)}")
    total = reading.of("total")
    above, below = _parts(unit)
    number = number if below is None or counts(below, count.unit) else to_unit(number, count.unit, below)
    result = to_unit(combine(truediv, counted(total, figures), number), _parts(total.unit)[0], above)
    return Expected(result, f"{shown(total, figures)} / {shown(count, figures)}")


RULE = Rule("average", "a mean is the total divided by the count", find, expect)


def _can_be(claim: Claim) -> bool:
    stance = claim.stance
    plain = not stance.denied and not stance.example and claim.mention.direction is None
    above, below = _parts(claim.unit)
    return plain and amount_unit(above) and not (below and units.is_time(below))


def _parts(unit: str) -> tuple[str, str | None]:
    """ "USD/pupil" is of USD and of pupils; "USD" of USD alone; a speed or another physical unit is one."""
    above, stroke, below = unit.partition("/")
    return above, below if stroke else None


# ── the mean is the claim ──


def _mean(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """Each total with each count; clear where the words leave one of each and the mean comments on them."""
    above, said = _parts(claim.unit)[0], said_of(scope, claim)
    behind, a_cow = _count_behind(scope, claim), _A_COW.search(said)
    noun = per(scope, claim) or (a_cow["noun"] if a_cow and not AVERAGE.search(said) else None)
    if not (noun or behind or _is_one_of_each(scope, claim)) or (noun and units.is_time(noun)):
        return
    before = said_earlier(scope, claim)
    before = [o for o in before if o.figure.value != 1] or before
    attached = behind is not None or _goes_back(scope, claim) or (bool(before) and _comments(scope, before[-1], claim))
    counts = (Candidate(behind, Support.CLEAR, ""),) if behind else tuple(_counts_of(scope, claim, noun))
    here = {other.id for other in before}
    totals = tuple(_totals(scope, claim, above, noun))
    counts = counts or tuple(_counted_here(scope, claim, noun))
    sole = _sole(scope, claim, totals, counts)
    for total, count in product(totals, counts):
        anchored = noun is not None or total.by.id in here or count.by.id in here
        if anchored and _divides(total.by, count.by, above, noun):
            support = min(total.support, count.support) if attached else Support.LIKELY
            named = noun is not None and noun not in HEADS
            support = support if named else _joined(scope, total.by, count.by, support)
            yield replace(_divided(total.by, count.by, support), sole=(total.by.id, count.by.id) == sole)


def _counted_here(scope: Scope, claim: Claim, noun: str | None) -> Iterator[Candidate]:
    """ "Sponsorship of individual swimmers made up £176,380, or £943 each": the figure that counts the swimmers."""
    if noun is not None:
        return
    said = {token.stem for token in claim.sentence.tokens}
    for other in scope.earlier(claim):
        if _can_be_count(other, None) and other.unit != NUMBER and stem(other.unit) in said:
            yield Candidate(other, Support.LIKELY, "")


def _sole(
    scope: Scope, claim: Claim, totals: Sequence[Candidate], counts: Sequence[Candidate]
) -> tuple[str, str] | None:
    """The total and the count that alone can be meant where the words say that the mean follows from them."""
    near = [total.by for total in totals if isinstance(total.by, Claim)][:2]
    if not near or len({o.figure.value for o in near if o.sentence.span == near[0].sentence.span}) != 1:
        return None
    counting = [count.by for count in counts if count.by.id != near[0].id]
    counting = [by for by in counting if by.unit != NUMBER] or counting
    everywhere = [o for o in scope.in_mind(claim) if counting and o.unit == counting[0].unit and o.mention.low != 1]
    if len({by.figure.value for by in (*counting, *everywhere)}) != 1 or derived.is_base(scope, near[0]):
        return None
    here = near[0].sentence.block.span == claim.sentence.block.span
    return (near[0].id, counting[0].id) if here and derived.marked(scope, claim) else None


def _is_one_of_each(scope: Scope, claim: Claim) -> bool:
    """Whether it is called a mean without a noun: "each", "an average of"."""
    behind = ONE.match(following(scope, claim))
    return bool((behind and not behind["noun"]) or AVERAGE.search(said_of(scope, claim)))


def _count_behind(scope: Scope, claim: Claim) -> Claim | None:
    """The count in "$2,470 for each of the city's 248,000 residents"."""
    for other in said_later(scope, claim)[:1]:
        if units.is_count(other.unit) and _OF_EACH.match(linking(scope, claim, other) + " "):
            return other
    return None


def _comments(scope: Scope, last: Claim, claim: Claim) -> bool:
    words = linking(scope, last, claim)
    found = _COMMENTS.match(words) or _WHICH_MEANS.match(words)
    return found is not None and not _AND.search(words) and not re.fullmatch(r"\s*(?:at|for|with|of)?\s*", words)


def _totals(scope: Scope, claim: Claim, above: str, noun: str | None) -> Iterator[Candidate]:
    """What is divided: the sentence's figures of the mean's own unit before it, else those of the sentence before."""
    here = [o for o in said_earlier(scope, claim) if _can_be_total(o, above, noun) and not _is_mean(scope, o)]
    for other in here:
        certain = sum(o.unit == other.unit for o in here) == 1
        yield Candidate(other, Support.CLEAR if certain else Support.LIKELY, "")
    if here:
        return
    last = (
        [o for o in sentence_before(scope, claim) if _can_be_total(o, above, noun)] if _goes_back(scope, claim) else []
    )
    for other in list(scope.earlier(claim))[:FAR]:
        fits = _can_be_total(other, above, noun) and _of_unit(_parts(other.unit)[0], above)
        fits = fits and other.sentence.block.cell is None
        if fits and not _is_mean(scope, other):
            yield Candidate(other, Support.CLEAR if last == [other] else Support.LIKELY, "")


def _is_mean(scope: Scope, other: Claim) -> bool:
    """Whether a figure is a mean itself: "€300,000 for each of them"."""
    noun = per(scope, other)
    return ONE.match(following(scope, other)) is not None and not (noun and units.is_time(noun))


def _goes_back(scope: Scope, claim: Claim) -> bool:
    return _GOES_BACK.match(said_of(scope, claim)) is not None


def _of_unit(unit: str, wanted: str) -> bool:
    """Whether a figure from further back is surely of a unit: a bare number may be of any."""
    return NUMBER not in {unit, wanted} and same_unit(wanted)(unit)


def _can_be_total(other: Claim, above: str, noun: str | None) -> bool:
    unit, below = _parts(other.unit)
    fits = comparable(above)(unit) and other.mention.direction is None and (below is None or units.is_time(below))
    return fits and unit != noun and not (other.figure.value == 1 and units.is_count(unit))


def _counts_of(scope: Scope, claim: Claim, noun: str | None) -> Iterator[Candidate]:
    """By what is divided: the sentence's counts, else those of the paragraph, else rows that count the noun."""
    here = [o for o in said_earlier(scope, claim) if _can_be_count(o, noun)]
    for other in here:
        certain = noun is not None and noun not in HEADS and sum(o.unit == other.unit for o in here) == 1
        yield Candidate(other, Support.CLEAR if certain or len(here) <= 2 else Support.LIKELY, "")
    if len(here) > (1 if units.is_count(_parts(claim.unit)[0]) else 0):
        return
    for other in list(scope.earlier(claim))[: NEAR if noun is None else FAR]:
        if _can_be_count(other, noun) and (noun is None or _of_unit(other.unit, noun)):
            yield Candidate(other, Support.LIKELY, "")
    if noun in HEADS and not here:
        yield from (Candidate(other, Support.LIKELY, "") for other in _people(scope, claim))
    for measure in dict.fromkeys(row.measure for row in scope.assumptions if noun is not None and row.unit == noun):
        for candidate in scope.dated_rows(measure, claim):
            yield Candidate(candidate.by, min(candidate.support, Support.LIKELY), candidate.why)


def _people(scope: Scope, claim: Claim) -> list[Claim]:
    """Bare numbers of the paragraph for "a head", the largest first, as it counts all: "Eighteen of us work here"."""
    block = claim.sentence.block.span
    near = [o for o in scope.earlier(claim) if o.sentence.block.span == block and o.unit == NUMBER]
    return sorted(near, key=lambda o: -o.figure.value)


def _can_be_count(other: Claim, noun: str | None) -> bool:
    if other.mention.direction is not None or "/" in other.unit or units.is_currency(other.unit):
        return False
    if noun is not None:
        return counts(noun, other.unit) or same_unit(noun)(other.unit)
    return units.is_count(other.unit)


def _divides(total: Claim | Assumption, count: Claim | Assumption, above: str, noun: str | None) -> bool:
    if total.id == count.id or count.figure.value <= 1:
        return False
    return noun is not None or not units.is_count(above) or total.figure.value > count.figure.value


def _joined(scope: Scope, total: Claim | Assumption, count: Claim | Assumption, support: Support) -> Support:
    """ "spent $5 million and hired 200 teachers" are two things: such a pair is only likely to be divided."""
    if not isinstance(total, Claim) or not isinstance(count, Claim) or total.sentence != count.sentence:
        return support
    first, second = sorted((total, count), key=lambda c: c.span)
    apart = _AND.search(scope.between(first, second)) and not units.is_count(total.unit)
    return min(support, Support.LIKELY) if apart else support


def _divided(total: Claim | Assumption, count: Claim | Assumption, support: Support) -> Reading:
    why = f"{_named(total)} divided by {_named(count)}"
    return Reading((Operand("total", total), Operand("count", count)), support, why)


def _named(operand: Claim | Assumption) -> str:
    return f"“{operand.mention.text}”" if isinstance(operand, Claim) else operand.name


# ── the total is the claim ──


def _total(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "The 61 turbines, each of 8 MW, have together 488 MW"; money at a price is the business of `unit-price`."""
    if units.is_currency(claim.unit.partition("/")[0]):
        return
    for made in products(scope, claim):
        if made.count.unit == made.mean.unit:  # points times points
            continue
        operands = (Operand("count", made.count), Operand("mean", made.mean))
        yield Reading(operands, made.support, made.why, TOTAL)
