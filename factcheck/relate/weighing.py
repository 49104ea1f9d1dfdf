"""What the weight of figures does to the readings of a relation: which of them count, and what grammar did not see.

A reading that a rule found by grammar is doubted where its figures are too light for what the words show (scales.py).
Where no rule's grammar is clear, the heaviest pair is what is meant, if it weighs enough and no other that comes out
weighs nearly as much; pairs that come out bear the claim out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from factcheck.model import Assumption, Claim, Operand, Reading, Relation, Rule, Support
from factcheck.relate.changes import OTHER_MEASURE
from factcheck.relate.cues import agrees, exact
from factcheck.relate.kinds import KINDS, NEVER, Figure, Kind
from factcheck.relate.operands import same_digits
from factcheck.relate.scales import Scales, Weighed

RIVAL = 200
"""What weighs so much less than another is no rival of it."""
BORNE_OUT = -200
"""A pair that comes out and weighs so much bears the claim out."""
SURE = 0
"""A pair that comes out only once all is rounded must weigh so much."""
WITNESSED = 110
"""A figure that states the row weighs against another as its figure; where it is of the same measure, less so."""
TRIED = 40
"""So many pairs are recomputed, the heaviest first."""


@dataclass(frozen=True)
class Weigher:
    """Weighs the readings that the rules found by grammar, and adds those that their grammar did not see."""

    scales: Scales
    found: Sequence[tuple[Rule, Sequence[Relation]]]

    def relations(self, rule: Rule, found: Iterable[Relation]) -> Iterable[Relation]:
        """Those of one rule, each reading with the support that its weight gives it; further readings behind."""
        kinds = [kind for kind in KINDS if kind.rule == rule.code]
        return self._weighed(rule, found, kinds) if kinds else found

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

        One of other operands than a pair's is let be, and a single figure that is another with its digits mistaken. A
        row that cannot be weighed, being of another unit than the claim, is no clear word for it.
        """
        weight = self._weight(claim, kinds, reading)
        if weight is None:
            strange = rule.code == "equals-assumption" and not reading.sole
            return replace(reading, support=min(reading.support, Support.LIKELY)) if strange else reading
        kind, grams = weight
        clear = reading.support is Support.CLEAR
        if clear and reading.sole:
            return reading
        light = not kind.is_single and grams < self._rival(claim)
        if light and not clear and not reading.sole and not any(exact(rule.code, claim, [reading], rule.expect)):
            return None
        grams += WITNESSED if reading.witness is not None else 0
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
        heaviest, close = pairs[0], pairs[0].weight - RIVAL // 2
        least = max(BORNE_OUT, self._rival(claim), close if claim.id in self._clear else BORNE_OUT)
        further, rivalled = [], False
        ordered = {_figures(reading) for reading in relation.readings if reading.support is Support.CLEAR}
        for pair in pairs[:TRIED]:
            reading = self._reading(claim, pair)
            again = pair is not heaviest and pair.is_coarser(heaviest)
            if (
                again
                or _figures(reading) in ordered
                or not agrees(rule.code, claim, reading, rule.expect, to_the_digit=False)
            ):
                continue
            digits = agrees(rule.code, claim, reading, rule.expect, to_the_digit=True)
            if pair.weight >= (least if digits else max(close, SURE)):
                further.append(reading)
            rivalled = rivalled or pair.weight >= (heaviest.weight - RIVAL if digits else close)
        if not rivalled and self._is_meant(claim, heaviest):
            further.append(replace(self._reading(claim, heaviest), sole=True))
        known = (*relation.readings, *_once(further))
        return replace(relation, readings=tuple(sorted(known, key=lambda reading: -reading.support)))

    def _is_meant(self, claim: Claim, pair: Weighed) -> bool:
        """Whether the words mean a pair, where no grammar is clear, though it may not come out."""
        if pair.weight < pair.kind.limits.meant or claim.id in self._clear:
            return False
        return not self._is_of_another(claim, pair) and not self._is_said(claim, pair)

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
        others = (o for o in self.scales.scope.in_mind(claim) if o.id != claim.id and o.unit == claim.unit)
        return comes is not None and any(o.figure.strict.low <= comes <= o.figure.strict.high for o in others)

    def _reading(self, claim: Claim, pair: Weighed) -> Reading:
        kind = pair.kind
        operands = tuple(Operand(role, by) for role, by in zip(kind.roles, (pair.first, pair.second), strict=False))
        said = [f"“{o.mention.text}”" if isinstance(o, Claim) else o.name for o in (pair.first, pair.second)]
        manner = kind.manner_of(self.scales.views(claim).of(claim).way)
        why = f"{' and '.join(dict.fromkeys(said))}, to which the words point (weight {pair.weight:+d})"
        return Reading(operands, Support.LIKELY, why, manner)


def _are_here(claim: Claim, figures: Iterable[Figure]) -> bool:
    """Whether the figures stand in the claim's article, or in the table."""
    return all(o.span.document == claim.span.document for o in figures if isinstance(o, Claim))


def _figures(reading: Reading) -> frozenset[str]:
    """The figures of a reading, in no order: where grammar is clear on which comes first, none other is meant."""
    return frozenset(operand.by.id for operand in reading.inputs)


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    seen: set[tuple[str, ...]] = set()
    for reading in readings:
        key = (reading.manner, *(operand.by.id for operand in reading.operands))
        if key not in seen:
            seen.add(key)
            yield reading
