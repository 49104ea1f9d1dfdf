"""Means whose total or count stands further off: "5.1 billion hours, or 156 for each subscriber".

The count is named by the noun of the mean and looked up in the article and in the table of assumptions; the total is
the figure of the mean's unit said just before, the one that the words name, or that of a row of a table in the article.
What comes out bears the mean out. Where none of what could be meant comes out, even once all is rounded, and the words
say that the mean follows from it, the nearest one contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from factcheck import units
from factcheck.model import Assumption, Claim, Operand, Reading, Relation, Support
from factcheck.nlp import stem, tokens
from factcheck.relate import derived
from factcheck.relate.cues import Expect, exact, following, meets, said_earlier, said_later, sentence_before
from factcheck.relate.lines import Line, latest, named_lines
from factcheck.relate.pairs import is_apart
from factcheck.relate.products import AVERAGE, NO_MEAN, ONE, per, said_of, unit_of
from factcheck.relate.scope import Scope, same_unit
from factcheck.units import NUMBER

_EACH_OF = re.compile(
    r"^\s*(?:a (?:month|year|week|day) )?(?:for|to|per|from|by|on|at) (?:each|every) (?:single )?(?:one )?of "
    r"(?:the|its|their|our|his|her|these|those) (?P<noun>[a-z-]+)"
)
_FOR_EACH = re.compile(
    r"(?:^|[,;:–—]|\b(?:and|so|that))\W*(?:for|to|per|on) (?:each |every |an? )?(?P<noun>[a-z-]+)\b,?"
)
"""Before it: "For each inhabitant the province spends"."""
_EACH = re.compile(
    r"\b(?:each|every|an?|one|a single|the average|the typical|an average|a typical) "
    r"(?P<noun>[a-z-]+(?: [a-z]+)?),? "
    r"(?:(?:then|thus|therefore|consequently|accordingly|so),? )?(?:[a-z]+ ){1,6}$"
)
"""What one of many does: "every member would have about", "a container ship brings in"."""
_SPREAD = re.compile(
    r"\b(?:spread|divided|shared|split)(?: equally| evenly| out)? (?:over|across|by|between|among|amongst)(?: all)?"
    r"(?: of)? (?:the|its|their|our|those|these|all) (?:number of )?(?P<noun>[a-z-]+s)\b"
)
"""What it is divided by: "Spread over the subscribers on the books, that is"."""
_BARE = re.compile(
    r"\b(?:each|apiece|a piece|on average|equally|the average one|on the average|"
    r"one (?:about |roughly |some )?(?:every|for))\b"
)
_NARROWS = re.compile(r"^\s*(?:who|whose|that|which|with|without|in|on|at|from|aged|under|over|of)\b")
"""Behind the noun, what makes it one of some only: "each member who went on strike"."""
_COMMENTS = re.compile(
    r"[,(–—]\s*(?:or|(?:or )?(?:an average(?: of)?|averaging|on average|equal to|i\.e\.))"
    r"(?: (?:about|some|roughly|nearly))?\s*$"
)
"""A mean in apposition to its total."""


@dataclass(frozen=True, slots=True)
class Way:
    """A total and a count; `named` if the words leave no other choice than such."""

    total: Claim | Assumption
    count: Claim | Assumption
    named: bool


def implied(scope: Scope, claim: Claim, lines: Sequence[Line], expect: Expect) -> Iterator[Reading]:
    """The readings that come out to the digit; else the nearest, where the words name what is divided and by what."""
    if NO_MEAN.search(said_of(scope, claim)[-40:]) or claim.figure.value <= 0:
        return
    ways = list(_ways(scope, claim, lines))
    readings = [_reading(way) for way in ways]
    yield from exact("average", claim, readings, expect)
    relations = [Relation("average", claim, (reading,), claim.span) for reading in readings]
    if any(meets(relation, relation.readings[0], expect, to_the_digit=False) for relation in relations):
        return
    named = [reading for way, reading in zip(ways, readings, strict=True) if way.named]
    if named and not claim.stance.questioned:
        best = min(named, key=lambda reading: _distance(claim, reading, expect))
        yield replace(best, sole=True)


def _distance(claim: Claim, reading: Reading, expect: Expect) -> float:
    """How many times what it comes to is the mean, or the mean is that."""
    value = expect(Relation("average", claim, (reading,), claim.span), reading, {}).figure.value
    ratio = float(value / claim.figure.value)
    return max(ratio, 1 / ratio) if ratio > 0 else float("inf")


def _reading(way: Way) -> Reading:
    said = [f"“{by.mention.text}”" if isinstance(by, Claim) else by.name for by in (way.total, way.count)]
    return Reading(
        (Operand("total", way.total), Operand("count", way.count)), Support.LIKELY, f"{said[0]} divided by {said[1]}"
    )


# ── what is divided by what ──


def _ways(scope: Scope, claim: Claim, lines: Sequence[Line]) -> Iterator[Way]:
    noun, bare = _noun(scope, claim)
    called = noun is not None or _is_called_mean(scope, claim)
    if not called and not derived.marked(scope, claim):
        return
    above = claim.unit.partition("/")[0]
    own = list(_of_line(scope, claim, lines, above, noun if bare else None))
    yield from own
    if own:
        return
    totals = _totals(scope, claim, above)
    counts = _counts(scope, claim, noun, totals) if noun is not None else []
    for total, count in product(totals, counts):
        sure = bare and _one_value(totals) and _is_plain(scope, claim)
        if total.id != count.id and total.figure.value > claim.figure.value:
            near = isinstance(count, Assumption) or _is_near(claim, count, total)
            yield Way(total, count, sure and near and _follows(scope, claim, total))
    if not counts or noun is None:
        for total in [*totals, *_further(scope, claim, above, totals)]:
            if isinstance(total, Claim):
                beside = [o for o in _beside(scope, claim, total) if o.id != total.id and _may_count(scope, o)]
                for count in beside:
                    alone = total in totals and len({o.figure.value for o in beside}) == 1 and noun is None and called
                    yield Way(total, count, alone and derived.marked(scope, claim) and _one_value(totals))
    yield from _by_unit(scope, claim, above, called=called)


def _follows(scope: Scope, claim: Claim, total: Claim | Assumption) -> bool:
    """Whether the words say that the mean follows from the total: "€58.8 million in benefit, an average of"."""
    if derived.marked(scope, claim) or isinstance(total, Assumption):
        return True
    beside = said_earlier(scope, claim)
    comment = _COMMENTS.search(said_of(scope, claim))
    return bool(beside) and beside[-1].id == total.id and comment is not None


def _is_plain(scope: Scope, claim: Claim) -> bool:
    """Whether the mean is not compared with another, nor of some other time: "a month", "in 2019"."""
    return not re.match(r"^\s*(?:more|less|fewer|a (?:month|year|week|day))\b", following(scope, claim))


def _is_called_mean(scope: Scope, claim: Claim) -> bool:
    behind = ONE.match(following(scope, claim))
    said = said_of(scope, claim)[-60:]
    return bool(behind or AVERAGE.search(said) or _BARE.search(said) or _BARE.search(following(scope, claim, 25)))


def _noun(scope: Scope, claim: Claim) -> tuple[str | None, bool]:
    """The noun of which it is the mean, as a unit, and whether nothing narrows it."""
    known, behind, said = per(scope, claim), following(scope, claim), said_of(scope, claim)
    spread = _SPREAD.search(said)
    if spread is not None and not spread["noun"].startswith("the"):
        return unit_of(_singular(spread["noun"])), _NARROWS.match(said[spread.end() :]) is None
    if known is not None and not units.is_time(known):
        one = ONE.match(behind)
        return known, one is None or _NARROWS.match(behind[one.end() :]) is None
    each = _EACH_OF.match(behind)
    if each is not None:
        return unit_of(_singular(each["noun"])), _NARROWS.match(behind[each.end() :]) is None
    found = _EACH.search(said) or _FOR_EACH.search(said)
    if found is None:
        return None, False
    noun = found["noun"].split()[-1] if found.re is _EACH and _known(scope, found["noun"].split()[-1]) else None
    noun = noun or found["noun"].split()[0]
    single = found.re is _EACH and re.match(r"an? |one ", found[0]) is not None
    plain = not single or _is_called_mean(scope, claim) or derived.marked(scope, claim)
    return (unit_of(noun), plain) if not units.is_time(unit_of(noun)) else (None, False)


def _known(scope: Scope, noun: str) -> bool:
    unit = unit_of(noun)
    return any(row.unit == unit for row in scope.assumptions) or any(claim.unit == unit for claim in scope.claims)


def _singular(noun: str) -> str:
    for ending, short in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + short
    return noun


def _totals(scope: Scope, claim: Claim, above: str) -> list[Claim | Assumption]:
    """The figures of the mean's own unit before it in its sentence, else in the nearest sentence that has any."""
    fits = same_unit(above)

    def can_be(other: Claim) -> bool:
        plain = other.mention.direction is None and not is_apart(scope, other) and not other.mention.is_range
        money = NUMBER in (above, other.unit)
        larger = other.figure.value > claim.figure.value
        return plain and larger and (fits(other.unit) or money) and not _is_mean(scope, other)

    here = [o for o in said_earlier(scope, claim) if can_be(o)]
    exactly = [o for o in here if o.unit != NUMBER]
    if exactly or here:
        return list(exactly or here)
    named: list[Claim | Assumption] = list(_named_total(scope, claim, above))
    if named:
        return named
    before = [o for o in scope.earlier(claim) if o.sentence.block.cell is None and o.unit != NUMBER and can_be(o)]
    return [o for o in before if o.sentence.span == before[0].sentence.span]


def _named_total(scope: Scope, claim: Claim, above: str) -> Iterator[Assumption]:
    """ "If the assets were divided equally, every member would have": the row of the assets."""
    words = [token for token in claim.sentence.tokens if token.start < claim.span.start]
    link = scope.namer(words, same_unit(above)) if units.is_currency(above) else None
    if link is not None and link.certain:
        for candidate in scope.dated_rows(link.measure, claim, place=link.place):
            large = candidate.by.figure.value > claim.figure.value
            if candidate.support is Support.CLEAR and large and isinstance(candidate.by, Assumption):
                yield candidate.by


def _further(scope: Scope, claim: Claim, above: str, totals: Sequence[Claim | Assumption]) -> list[Claim]:
    """The other amounts of the paragraph before it."""
    block, fits = claim.sentence.block.span, same_unit(above)
    near = [o for o in scope.earlier(claim) if o.sentence.block.span == block and o.mention.direction is None]
    return [o for o in near if fits(o.unit) and o not in totals and o.figure.value > claim.figure.value]


def _is_mean(scope: Scope, other: Claim) -> bool:
    return ONE.match(following(scope, other)) is not None or "/" in other.unit


def _counts(scope: Scope, claim: Claim, noun: str, totals: Sequence[Claim | Assumption]) -> list[Claim | Assumption]:
    """All that the article and the table say how many there are of what the mean is one of."""
    root = stem(noun.partition(" ")[0])
    said = [o for o in scope.in_mind(claim) if o.unit == noun or stem(o.unit) == root]
    found: list[Claim | Assumption] = [o for o in said if o.id != claim.id and _may_count(scope, o)]
    sentences = {claim.sentence.span, *(total.sentence.span for total in totals if isinstance(total, Claim))}
    beside = [o for o in said if o in found and o.sentence.span in sentences and o.span.start < claim.span.start]
    if beside:
        return list(beside)
    link = scope.namer(tokens(f"{noun}s"), units.is_count)
    measures = dict.fromkeys(row.measure for row in scope.assumptions if row.unit == noun)
    for measure in [*measures, *([link.measure] if link is not None and link.certain else [])]:
        rows = [candidate.by for candidate in scope.dated_rows(measure, claim)]
        found += [row for row in rows if row.id not in {by.id for by in found}]
    return found


def _may_count(scope: Scope, other: Claim) -> bool:
    countable = units.is_count(other.unit) or other.unit == NUMBER
    return countable and other.figure.value > 1 and other.mention.direction is None and not is_apart(scope, other)


def _is_near(claim: Claim, count: Claim, total: Claim | Assumption) -> bool:
    if isinstance(total, Claim) and total.sentence.span == count.sentence.span:
        return True
    return count.sentence.block.span == claim.sentence.block.span and count.span.start < claim.span.start


def _beside(scope: Scope, claim: Claim, total: Claim) -> list[Claim]:
    """The figures of the total's sentence and of the mean's that stand before the mean."""
    near = [o for o in scope.in_mind(claim) if o.sentence.span in (claim.sentence.span, total.sentence.span)]
    return [o for o in near if o.id != claim.id and o.span.start < claim.span.start]


def _one_value(operands: Sequence[Claim | Assumption]) -> bool:
    return len({by.figure.value for by in operands}) == 1


def _by_unit(scope: Scope, claim: Claim, above: str, *, called: bool) -> Iterator[Way]:
    """ "It counted 23,000 flights, so that the average one had 80 passengers": the passengers are of a row."""
    here = said_earlier(scope, claim)
    counts = [o for o in here or sentence_before(scope, claim) if _may_count(scope, o) and o.unit != above]
    if not called or not units.is_count(above) or above == NUMBER:
        return
    for count in counts:
        for measure in dict.fromkeys(row.measure for row in scope.assumptions if row.unit == above):
            for candidate in scope.dated_rows(measure, count):
                named = candidate.support is Support.CLEAR and count.period is not None and count.unit != NUMBER
                alone = len([o for o in counts if o.unit != NUMBER]) == 1 and bool(here)
                if candidate.by.figure.value > claim.figure.value:
                    yield Way(candidate.by, count, named and alone and not said_later(scope, claim))


# ── a row of a table ──


def _of_line(scope: Scope, claim: Claim, lines: Sequence[Line], above: str, noun: str | None) -> Iterator[Way]:
    """ "A container ship brings in $150 million on average": the value of its row by the number of its row."""
    for line in named_lines(claim, lines):
        totals = [cell for cell in line.cells if same_unit(above)(cell.claim.unit) and cell.claim.unit != NUMBER]
        counts = [c for c in line.cells if _may_count(scope, c.claim) and not same_unit(above)(c.claim.unit)]
        said = latest([c for c in counts if noun is not None and stem(noun) in c.stems])
        totals = latest(totals)
        for total, count in product(totals, said or counts):
            alone = len(totals) == 1 and len(said or counts) == 1
            yield Way(total.claim, count.claim, alone and (noun is not None or _is_called_mean(scope, claim)))
