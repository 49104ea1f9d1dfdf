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
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product

from factcheck.model import Assumption, Claim
from factcheck.relate.kinds import Figure, Kind
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
BIAS = "bias"
"""What every pair of a kind weighs before anything is seen of it."""

Weights = Mapping[str, int]


@cache
def weights(kind: str) -> Weights:
    """The weight of each trait for a kind, in hundredths; a trait that is not listed weighs nothing."""
    return learned().get(kind, {})


@cache
def weights_of(kind: str, role: str) -> Weights:
    """The weights that a kind gives to the traits of one role, of the claim or of the pair."""
    return {trait.removeprefix(f"{role}."): by for trait, by in weights(kind).items() if trait.startswith(f"{role}.")}


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
    _around: dict[str, Sequence[Figure]] = field(default_factory=dict)
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
        own = known.get(BIAS, 0) + _sum(weights_of(kind.name, "claim"), views.of(claim).traits)
        first = self._side(claim, kind, 0)
        if kind.is_single:
            found = [Weighed(kind, one, one, own + weight) for one, weight in first if own + weight >= LEAST]
            return sorted(found, key=lambda weighed: -weighed.weight)
        second, found, way = self._side(claim, kind, 1), [], views.of(claim).way
        together = weights_of(kind.name, "pair")
        for (one, weight), (other, more) in product(first, second):
            light = own + weight + more
            if light < LEAST - PAIR or one.id == other.id or not kind.fits(claim, one, other):
                continue
            if kind.is_against(way, one, other):
                continue
            total = light + _sum(together, views.pair(claim, one, other))
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
        if claim.id in self._around:
            return self._around[claim.id]
        members = self.scope.article(claim)
        at = self.views(claim).places[claim.id]
        near = [o for o in members[max(0, at - BEFORE) : at + AFTER] if o.id != claim.id and not o.stance.denied]
        every: list[Figure] = [*near, *self.scope.assumptions]
        return self._around.setdefault(claim.id, [other for other in every if not _is_vague(other)])

    def _side(self, claim: Claim, kind: Kind, role: int) -> list[tuple[Figure, int]]:
        """The candidates for one operand with what each weighs by itself, the heaviest first."""
        can_be, known = (kind.first, kind.second)[role], weights_of(kind.name, kind.roles[role])
        fitting = [other for other in self.around(claim) if can_be(claim, other)]
        weighed = [(other, _sum(known, self.of_operand(claim, other))) for other in fitting]
        return sorted(weighed, key=lambda side: -side[1])[:KEPT]

    def _support(self, claim: Claim, row: Assumption) -> str:
        """How well a row's date is that of the claim."""
        key = (claim.id, row.measure)
        if key not in self._current:
            found = self.scope.dated_rows(row.measure, claim)
            self._current[key] = {candidate.by.id: candidate.support.name.casefold() for candidate in found}
        return self._current[key].get(row.id, "none")


def _sum(known: Weights, traits: Iterable[str]) -> int:
    return sum(known[trait] for trait in traits if trait in known)


def _is_vague(figure: Figure) -> bool:
    """ "Up to $43 trillion" may be anything below, from which nothing follows."""
    return figure.figure.strict.width * VAGUE > abs(figure.figure.value)
