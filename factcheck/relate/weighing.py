"""Which figures a relation is recomputed from, weighed by all that the words show.

Where the grammar of a rule does not name both operands, many pairs of figures could be meant. Each trait of a pair
(traits.py) speaks for it or against it, by the weight that relate/weights.txt gives: "+1.31 the words of its base are
said with it". The sum is the logarithm of the odds that the text asserts the relation of this pair. The weights were
learned from annotated articles (benchmarks/learn.py); no weight looks at whether the arithmetic comes out, so that a
wrong figure finds its operands as well as a right one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from itertools import product

from factcheck.model import Assumption, Claim, Operand, Reading, Relation, Rule, Support
from factcheck.relate.changes import OTHER_MEASURE
from factcheck.relate.cues import agrees, exact
from factcheck.relate.kinds import KINDS, NEVER, Figure, Kind
from factcheck.relate.operands import same_digits
from factcheck.relate.scope import Scope
from factcheck.relate.traits import Views

BEFORE, AFTER = 45, 15
"""So many figures before and behind a claim may be its operands."""
KEPT = 30
"""So many candidates for each role are paired, the heaviest first."""
VAGUE = 2
"""A figure is vague whose interval is more than half of it."""
LEAST = -400
"""What weighs less is surely not meant …"""
PAIR = 250
"""… whatever the traits of the pair, which weigh about so much at most."""

RIVAL = 200
"""What weighs so much less than another is no rival of it."""
BORNE_OUT = -150
"""A pair that comes out and weighs so much bears the claim out."""
SURE = 0
"""A pair that comes out only once all is rounded must weigh so much."""
TRIED = 40
"""So many pairs are recomputed, the heaviest first."""
BIAS = "bias"
"""What every pair of a kind weighs before anything is seen of it."""

Weights = Mapping[str, int]


@cache
def weights(kind: str) -> Weights:
    """The weight of each trait for a kind, in hundredths; a trait that is not listed weighs nothing."""
    return learned().get(kind, {})


@cache
def learned() -> Mapping[str, Weights]:
    """All weights of relate/weights.txt, by kind."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (files("factcheck") / "relate" / "weights.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, trait, weight = line.split()
            found[kind][trait] = int(weight)
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two figures as the operands of a kind, with their weight in hundredths and the traits that make it up."""

    kind: Kind
    first: Figure
    second: Figure
    weight: int

    def is_coarser(self, other: Weighed) -> bool:
        """Whether it is the other pair again, less finely printed: $9 trillion for $8.9 trillion."""
        sides = ((self.first.figure, other.first.figure), (self.second.figure, other.second.figure))
        met = all(one.charitable.meets(finer.charitable) for one, finer in sides)
        return met and any(one.strict.width > finer.strict.width for one, finer in sides)


@dataclass(frozen=True)
class Scales:
    """Weighs the pairs of figures of the articles that claims may be recomputed from."""

    scope: Scope
    _views: dict[str, Views] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], list[Weighed]] = field(default_factory=dict)
    _operands: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    _current: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def views(self, claim: Claim) -> Views:
        name = claim.span.document
        if name not in self._views:
            self._views[name] = Views(self.scope, self.scope.article(claim))
        return self._views[name]

    def pairs(self, claim: Claim, kind: Kind) -> list[Weighed]:
        """The pairs that fit a claim of a kind, the heaviest first; those that surely are not meant are left out."""
        key = (claim.id, kind.name)
        if key not in self._pairs:
            self._pairs[key] = self._weighed(claim, kind)
        return self._pairs[key]

    def _weighed(self, claim: Claim, kind: Kind) -> list[Weighed]:
        if not kind.can_be(claim) or claim.figure.value <= 0:
            return []
        views, known = self.views(claim), weights(kind.name)
        own = known.get(BIAS, 0) + sum(known.get(f"claim.{trait}", 0) for trait in views.of(claim).traits)
        first = self._side(claim, kind, 0)
        if kind.is_single:
            found = [Weighed(kind, one, one, own + weight) for one, weight in first if own + weight >= LEAST]
            return sorted(found, key=lambda weighed: -weighed.weight)
        second, found, way = self._side(claim, kind, 1), [], views.of(claim).way
        for (one, weight), (other, more) in product(first, second):
            light = own + weight + more
            if light < LEAST - PAIR or one.id == other.id or not kind.fits(claim, one, other):
                continue
            if kind.is_against(way, one, other):
                continue
            total = light + sum(known.get(f"pair.{trait}", 0) for trait in views.pair(claim, one, other))
            if total >= LEAST:
                found.append(Weighed(kind, one, other, total))
        return sorted(found, key=lambda weighed: -weighed.weight)

    def weight(self, claim: Claim, kind: Kind, first: Figure, second: Figure) -> int:
        """What a pair weighs, in hundredths."""
        known = weights(kind.name)
        return known.get(BIAS, 0) + sum(known.get(trait, 0) for trait in self.traits(claim, kind, first, second))

    def traits(self, claim: Claim, kind: Kind, first: Figure, second: Figure) -> Iterator[str]:
        """All traits of a pair as an outcome of which the claim may be, as weights.txt names them."""
        views = self.views(claim)
        yield from (f"claim.{trait}" for trait in views.of(claim).traits)
        for role, other in zip(kind.roles, (first, second), strict=False):
            yield from (f"{role}.{trait}" for trait in self.of_operand(claim, other))
        yield from (f"pair.{trait}" for trait in views.pair(claim, first, second))

    def of_operand(self, claim: Claim, other: Figure) -> tuple[str, ...]:
        """The traits of a figure as an operand, whatever its role."""
        key = (claim.id, other.id)
        if key not in self._operands:
            support = self._support(claim, other) if isinstance(other, Assumption) else ""
            self._operands[key] = self.views(claim).operand(claim, other, support)
        return self._operands[key]

    def around(self, claim: Claim) -> Sequence[Figure]:
        """The figures of the article near the claim, and the rows of the table, that may be its operands."""
        members = self.scope.article(claim)
        at = self.views(claim).places[claim.id]
        near = [o for o in members[max(0, at - BEFORE) : at + AFTER] if o.id != claim.id and not o.stance.denied]
        every: list[Figure] = [*near, *self.scope.assumptions]
        return [other for other in every if not _is_vague(other)]

    def _side(self, claim: Claim, kind: Kind, role: int) -> list[tuple[Figure, int]]:
        """The candidates for one operand with what each weighs by itself, the heaviest first."""
        name, can_be, known = kind.roles[role], (kind.first, kind.second)[role], weights(kind.name)
        weighed = [
            (other, sum(known.get(f"{name}.{trait}", 0) for trait in self.of_operand(claim, other)))
            for other in self.around(claim)
            if can_be(claim, other)
        ]
        return sorted(weighed, key=lambda side: -side[1])[:KEPT]

    def _support(self, claim: Claim, row: Assumption) -> str:
        """How well a row's date is that of the claim."""
        key = (claim.id, row.measure)
        if key not in self._current:
            found = self.scope.dated_rows(row.measure, claim)
            self._current[key] = {candidate.by.id: candidate.support.name.casefold() for candidate in found}
        return self._current[key].get(row.id, "none")


# ── what the weight does to readings ──


@dataclass(frozen=True)
class Weigher:
    """Weighs the readings that the rules found by grammar, and adds those that their grammar did not see."""

    scales: Scales
    found: Sequence[tuple[Rule, Sequence[Relation]]]

    def relations(self) -> Iterator[tuple[Rule, Relation]]:
        """All relations, each reading with the support that its weight gives it; further readings behind."""
        for rule, relations in self.found:
            kinds = [kind for kind in KINDS if kind.rule == rule.code]
            for relation in self._weighed(rule, relations, kinds) if kinds else relations:
                yield rule, relation

    @cached_property
    def _clear(self) -> frozenset[str]:
        """The claims whose grammar is clear to some rule: nothing else is meant by them."""
        relations = (relation for _, relations in self.found for relation in relations)
        return frozenset(r.claim.id for r in relations if any(o.support is Support.CLEAR for o in r.readings))

    def _weighed(self, rule: Rule, relations: Iterable[Relation], kinds: Sequence[Kind]) -> Iterator[Relation]:
        known: dict[str, Relation] = {}
        for relation in relations:
            lighter = (self._doubted(rule, relation.claim, kinds, reading) for reading in relation.readings)
            kept = sorted((reading for reading in lighter if reading is not None), key=lambda r: -r.support)
            relation = replace(relation, readings=tuple(kept))
            if relation.claim.id in known:
                yield relation
            else:
                known[relation.claim.id] = relation
        pairing = [kind for kind in kinds if not kind.is_single]
        for claim in self.scales.scope.claims:
            relation = known.get(claim.id, Relation(rule.code, claim, (), claim.span))
            if pairing and claim.sentence.block.cell is None and not self._is_unsaid(claim):
                relation = self._with_further(rule, relation, pairing)
            if relation.readings or relation.implies:
                yield relation

    def _is_unsaid(self, claim: Claim) -> bool:
        """Whether the text does not say the figure, or says that it is measured otherwise: "4% in real terms"."""
        stance = claim.stance
        otherwise = OTHER_MEASURE.match(self.scales.scope.said_behind(claim).lstrip(" ,("))
        return stance.denied or stance.example or stance.questioned or otherwise is not None

    def _doubted(self, rule: Rule, claim: Claim, kinds: Sequence[Kind], reading: Reading) -> Reading | None:
        """A reading whose pair is too light to contradict, or None for one that is nothing beside what is meant.

        One of other operands than a pair's is let be, and a single figure that is another with its digits mistaken.
        """
        weight = self._weight(claim, kinds, reading)
        if weight is None:
            return reading
        kind, grams = weight
        clear = reading.support is Support.CLEAR
        if clear and reading.sole:
            return reading
        light = not kind.is_single and grams < self._rival(claim)
        if light and not clear and not reading.sole and not any(exact(rule.code, claim, [reading], rule.expect)):
            return None
        slip = kind.is_single and self._is_slip(claim, reading.inputs[0].by)
        if not slip and grams < (kind.limits.doubtful if clear else kind.limits.unsure):
            return replace(reading, support=min(reading.support, Support.LIKELY), sole=False)
        return reading

    def _weight(self, claim: Claim, kinds: Sequence[Kind], reading: Reading) -> tuple[Kind, int] | None:
        """What a reading's figures weigh as a pair of one of the kinds; None where they are no such pair."""
        by_role = {operand.role: operand.by for operand in reading.inputs}
        if reading.manner.endswith(" by") or not _are_here(claim, by_role.values()):
            return None
        for kind in kinds:
            if set(kind.roles) == set(by_role) and kind.can_be(claim) and kind.first(claim, by_role[kind.roles[0]]):
                first, second = by_role[kind.roles[0]], by_role[kind.roles[-1]]
                turned = not kind.fits(claim, first, second) and kind.fits(claim, second, first)
                return kind, self.scales.weight(claim, kind, *((second, first) if turned else (first, second)))
        return None

    def _rival(self, claim: Claim) -> int:
        """What weighs less is nothing beside the pair that is meant, be it of another kind."""
        heaviest = (pairs[0] for kind in KINDS if not kind.is_single and (pairs := self.scales.pairs(claim, kind)))
        return max((p.weight - RIVAL for p in heaviest if p.weight >= p.kind.limits.meant), default=NEVER)

    def _with_further(self, rule: Rule, relation: Relation, kinds: Sequence[Kind]) -> Relation:
        """The relation with the heaviest pair as the only thing that can be meant, and the pairs that come out."""
        claim = relation.claim
        pairs = sorted((pair for kind in kinds for pair in self.scales.pairs(claim, kind)), key=lambda p: -p.weight)
        if not pairs:
            return relation
        close = pairs[0].weight - RIVAL // 2
        least = max(BORNE_OUT, self._rival(claim), close if claim.id in self._clear else BORNE_OUT)
        readings = [(pair, self._reading(claim, pair)) for pair in pairs[:TRIED]]
        agreeing = [(p, r) for p, r in readings if agrees(rule.code, claim, r, rule.expect, to_the_digit=False)]
        heaviest, first = readings[0]
        agreeing = [(p, r) for p, r in agreeing if p is heaviest or not p.is_coarser(heaviest)]
        digits = [(p, r) for p, r in agreeing if agrees(rule.code, claim, r, rule.expect, to_the_digit=True)]
        further = [r for p, r in digits if p.weight >= least]
        further += [r for p, r in agreeing if p.weight >= max(close, SURE)]
        rivals = [p for p, _ in digits if p.weight >= heaviest.weight - RIVAL]
        rivals += [p for p, _ in agreeing if p.weight >= close]
        doubtful = rivals or claim.id in self._clear or self._is_of_another(claim, heaviest)
        doubtful = doubtful or self._is_said(claim, heaviest)
        if heaviest.weight >= heaviest.kind.limits.meant and not doubtful:
            further.append(replace(first, sole=True))
        return replace(
            relation, readings=tuple(sorted((*relation.readings, *_once(further)), key=lambda r: -r.support))
        )

    def _is_slip(self, claim: Claim, other: Figure) -> bool:
        """Whether a figure has another's digits, or is that of another row of the measure: last year's for this."""
        rows = self.scales.scope.rows(other.measure) if isinstance(other, Assumption) else ()
        mistaken = any(row.id != other.id and row.figure.value == claim.figure.value for row in rows)
        return mistaken or same_digits(claim.figure, other.figure)

    def _is_of_another(self, claim: Claim, pair: Weighed) -> bool:
        """Whether the words name a base of which the pair's base says nothing: "a third of the town's voters"."""
        named = self.scales.views(claim).of(claim).base
        if not named or pair.kind.roles[1] != "base":
            return False
        traits, base = self.scales.of_operand(claim, pair.second), pair.second
        here = isinstance(base, Claim) and base.sentence.span == claim.sentence.span
        return "base:none" in traits and (here or "head:sentence" not in traits)

    def _is_said(self, claim: Claim, pair: Weighed) -> bool:
        """Whether another figure already says what comes of the pair: "9.4 million, 30% of all. Among the new, 55%"."""
        comes = pair.kind.value(claim, pair.first, pair.second)
        others = (o for o in self.scales.scope.article(claim) if o.id != claim.id and o.unit == claim.unit)
        return comes is not None and any(o.figure.strict.low <= comes <= o.figure.strict.high for o in others)

    def _reading(self, claim: Claim, pair: Weighed) -> Reading:
        kind = pair.kind
        operands = tuple(Operand(role, by) for role, by in zip(kind.roles, (pair.first, pair.second), strict=False))
        said = [f"“{o.mention.text}”" if isinstance(o, Claim) else o.name for o in (pair.first, pair.second)]
        manner = kind.manner_of(self.scales.views(claim).of(claim).way)
        why = f"{' and '.join(dict.fromkeys(said))}, to which the words point (weight {pair.weight:+d})"
        return Reading(operands, Support.LIKELY, why, manner)


def _is_vague(figure: Figure) -> bool:
    """ "Up to $43 trillion" may be anything below, from which nothing follows."""
    return figure.figure.strict.width * VAGUE > abs(figure.figure.value)


def _are_here(claim: Claim, figures: Iterable[Figure]) -> bool:
    """Whether the figures stand in the claim's article, or in the table."""
    return all(o.span.document == claim.span.document for o in figures if isinstance(o, Claim))


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    seen: set[tuple[str, ...]] = set()
    for reading in readings:
        key = (reading.manner, *(operand.by.id for operand in reading.operands))
        if key not in seen:
            seen.add(key)
            yield reading
