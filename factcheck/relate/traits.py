"""What the words show about a figure as a possible operand of another: where it stands, what names it, what ties them.

Each trait is a short name ("same_before_0", "named:all"); relate/weights.txt says how much it speaks for or against
a figure being the one that a relation is recomputed from. Nothing here looks at whether the arithmetic comes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from factcheck import units
from factcheck.model import Assumption, BlockKind, Claim
from factcheck.nlp import stem, tokens
from factcheck.phrases import content
from factcheck.relate.scope import Scope, same_unit
from factcheck.relate.views import CLOSE, View, covered, how_many, idle, said
from factcheck.units import NUMBER

FAR_APART = 90
"""Longer stretches between two figures are not searched for small words."""


def _few(count: int) -> str:
    return str(min(count, 3))


@dataclass(frozen=True)
class Views:
    """All figures of one article, in order, and the rows of the table."""

    scope: Scope
    claims: tuple[Claim, ...]

    @cached_property
    def _of(self) -> dict[str, View]:
        return {claim.id: View(self.scope, claim) for claim in self.claims}

    @cached_property
    def places(self) -> dict[str, int]:
        return {claim.id: at for at, claim in enumerate(self.claims)}

    @cached_property
    def _sentences(self) -> dict[str, tuple[int, int]]:
        """The number of each figure's sentence and of its block, of those that have figures."""
        found: dict[str, tuple[int, int]] = {}
        sentence = block = -1
        last: Claim | None = None
        for claim in self.claims:
            sentence += last is None or last.sentence.span != claim.sentence.span
            block += last is None or last.sentence.block.span != claim.sentence.block.span
            found[claim.id] = (sentence, block)
            last = claim
        return found

    @cached_property
    def _row_words(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for row in self.scope.assumptions:
            aliases = [alias for other in self.scope.rows(row.measure) for alias in other.aliases]
            said = (*aliases, row.name, row.measure.replace("_", " "))
            found[row.id] = frozenset(word for phrase in said for word in content(tokens(phrase))) - idle()
        return found

    @cached_property
    def _saying(self) -> dict[str, tuple[str, ...]]:
        """The figures that say what a row says, by the row."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.scope.assumptions:
            fits, known = same_unit(row.unit), row.figure.charitable
            found[row.id] = tuple(o.id for o in self.claims if fits(o.unit) and known.meets(o.figure.charitable))
        return found

    @cached_property
    def _by_size(self) -> dict[str, tuple[Claim, ...]]:
        """The figures of each unit, the largest first."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.claims, key=lambda each: -each.figure.value):
            found[claim.unit].append(claim)
        return {unit: tuple(alike) for unit, alike in found.items()}

    def of(self, claim: Claim) -> View:
        return self._of[claim.id]

    def sentences_apart(self, one: Claim, other: Claim) -> int:
        return self._sentences[one.id][0] - self._sentences[other.id][0]

    def blocks_apart(self, one: Claim, other: Claim) -> int:
        return self._sentences[one.id][1] - self._sentences[other.id][1]

    # ── one operand ──

    def operand(self, claim: Claim, other: Claim | Assumption, support: str) -> tuple[str, ...]:
        """The traits of a figure as an operand of the claim; `support` is how current a row is."""
        if isinstance(other, Assumption):
            return tuple(self._row(claim, other, support))
        return (
            *self._place(claim, other),
            *self._names(claim, other),
            *self._nature(claim, other),
            *self._tie(claim, other),
        )

    def _row(self, claim: Claim, row: Assumption, support: str) -> Iterator[str]:
        """What of a row's names is said with the claim, what else is, and whether the row is of its time."""
        view, words = self.of(claim), self._row_words[row.id]
        yield "row"
        yield f"current:{support}"
        if view.base is not None:
            yield f"base:{covered(view.base, words)}"
        yield f"close:{covered(view.close, words)}"
        yield f"own:{covered(view.own, words)}"
        yield f"topic:{covered(view.topic, words)}"
        yield f"sentence:{'all' if words and words <= view.sentence else 'some' if words & view.sentence else 'none'}"
        yield f"unit_said:{stem(row.unit.partition('/')[0]) in view.sentence}"
        same = claim.period is not None and row.as_of is not None and row.as_of.overlaps(claim.period)
        yield f"time:{'unsaid' if claim.period is None else 'same' if same else 'other'}"
        if self._is_stated(claim, row):
            yield "stated_elsewhere"
        link = claim.link
        if link is not None and link.measure == row.measure:
            yield f"its_row:{'surely' if link.certain else 'perhaps'}"
            yield f"score:{int(10 * link.score)}"
            yield from (name for name, holds in (("strange", link.strange), ("bare", link.bare)) if holds)
            yield f"place:{'unsaid' if link.place is None else 'same' if link.place == row.place else 'other'}"
        elif link is not None:
            yield "of_other_row"

    def _is_stated(self, claim: Claim, row: Assumption) -> bool:
        """Whether another figure of the article says what the row says."""
        return any(id_ != claim.id for id_ in self._saying[row.id])

    def _place(self, claim: Claim, other: Claim) -> Iterator[str]:
        """Where it stands, and past how many figures of its unit."""
        sentences, blocks = self.sentences_apart(claim, other), self.blocks_apart(claim, other)
        before, side = (
            other.span.start < claim.span.start,
            "before" if other.span.start < claim.span.start else "behind",
        )
        low, high = sorted((self.places[claim.id], self.places[other.id]))
        between = self.claims[low + 1 : high]
        fits = same_unit(other.unit)
        passed = sum(1 for each in between if fits(each.unit))
        if self.of(other).is_cell:
            yield f"cell{'s' if self.of(claim).is_cell else ''}"
        elif sentences == 0:
            yield f"same_{side}_{_few(sum(1 for o in between if not units.is_ratio(o.unit) or fits(o.unit)))}"
        elif blocks == 0:
            yield f"{'last' if before else 'next'}{min(abs(sentences), 3 if before else 2)}_{_few(passed)}"
        elif blocks > 0:
            yield f"paragraph{min(blocks, 3)}_{_few(passed)}"
        else:
            yield f"later{min(-blocks, 2)}"
        yield f"past_{_few(passed)}_{side}"
        if other.sentence.block.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            yield "in_title"
        if blocks == 0 and sentences > 0:
            mates = [o for o in (*self.scope.beside(other), other) if fits(o.unit)]
            mates.sort(key=lambda o: o.span)
            place = "last" if mates[-1].id == other.id else "first" if mates[0].id == other.id else "middle"
            yield f"among{min(len(mates), 3)}_{place}"

    def _names(self, claim: Claim, other: Claim) -> Iterator[str]:
        """Which words of the claim are said with it, and which of its own with the claim."""
        view, theirs = self.of(claim), self.of(other)
        if view.base is not None:
            yield f"base:{covered(view.base, theirs.words)}"
            if view.base_head is not None:
                head = frozenset({view.base_head})
                where = (
                    ("own", theirs.own),
                    ("close", theirs.close),
                    ("words", theirs.words),
                    ("sentence", theirs.sentence),
                )
                yield f"head:{next((name for name, words in where if how_many(head, words) == 'all'), 'none')}"
            elif view.claim.sentence.span == other.sentence.span and other.span.start > claim.span.start:
                yield "base_is_figure"
        else:
            yield "no_base"
        yield f"subject:{covered(view.subject, theirs.words)}"
        yield f"close:{covered(view.close, theirs.words)}"
        yield f"own:{covered(theirs.own, view.sentence)}"
        yield f"its_close:{covered(theirs.close - theirs.own, view.sentence)}"
        yield f"behind:{covered(frozenset(view.behind[:CLOSE]), theirs.words)}"
        if other.link is not None:
            yield "linked"
            if claim.link is not None and other.link.measure == claim.link.measure:
                yield "same_measure"
        if theirs.noun and theirs.kind == "count" and theirs.noun in view.sentence:
            yield "noun_said"
        if view.per is not None:
            yield f"per_noun:{view.per == theirs.noun}"

    def _nature(self, claim: Claim, other: Claim) -> Iterator[str]:
        """What sort of figure it is, and whether of the claim's time and stance."""
        theirs = self.of(other)
        yield f"unit:{theirs.kind}"
        alike = self._by_size[other.unit]
        yield f"alike:{min(len(alike), 4)}"
        if len(alike) > 1 and next(each for each in alike if each.id != claim.id).id == other.id:
            yield "largest"  # but for the claim: its own digits weigh nothing
        flags = {
            "directed": other.mention.direction is not None,
            "apart": theirs.is_apart,
            "range": other.mention.is_range,
            "mean": theirs.is_mean,
            "supposed": other.stance.supposed,
            "otherwise_supposed": other.stance.supposed != claim.stance.supposed,
            "otherwise_attributed": (other.stance.attributed is None) != (claim.stance.attributed is None),
            "unsaid": other.stance.denied or other.stance.questioned,
            "same_unit": other.unit == claim.unit,
            "per_unit": "/" in claim.unit and claim.unit.partition("/")[2] == other.unit,
        }
        yield from (name for name, holds in flags.items() if holds)
        yield f"time:{_times(claim, other)}"

    def _tie(self, claim: Claim, other: Claim) -> Iterator[str]:
        """The small words between the two, where no other figure stands between."""
        if claim.sentence.span != other.sentence.span:
            return
        if abs(self.places[claim.id] - self.places[other.id]) > 1:
            yield "not_next"
            return
        side = "before" if other.span.start < claim.span.start else "behind"
        words = self.scope.between(*sorted((claim, other), key=lambda o: o.span))
        if len(words) < FAR_APART:
            yield from (f"{side}_{name}" for name in said("between", words))
            yield f"{side}_words_{min(len(words.split()) // 3, 4)}"

    # ── two operands ──

    def pair(self, claim: Claim, first: Claim | Assumption, second: Claim | Assumption) -> Iterator[str]:
        """The traits of two figures as the operands of one relation; none where there is only one."""
        if second is first:
            return
        if isinstance(first, Assumption) or isinstance(second, Assumption):
            rows = [by for by in (first, second) if isinstance(by, Assumption)]
            yield f"rows{len(rows)}"
            if len(rows) == 2:
                part = rows[0].part_of == rows[1].measure
                yield f"rows_of:{'one' if rows[0].measure == rows[1].measure else 'part' if part else 'two'}"
            return
        yield from self._pair_place(claim, first, second)
        one, other = self.of(first), self.of(second)
        bare = NUMBER in (first.unit, second.unit)
        yield f"units:{'same' if first.unit == second.unit else 'bare' if bare else 'two'}"
        yield f"topic:{covered(one.topic, other.words)}"
        yield f"own:{covered(one.own, other.words)}"
        yield f"own_back:{covered(other.own, one.words)}"
        yield f"time:{_times(first, second)}"
        if first.link is not None and second.link is not None:
            part = second.link.measure in set(self.scope.part_of(first.link.measure))
            yield f"measures:{'one' if first.link.measure == second.link.measure else 'part' if part else 'two'}"
        yield f"here:{sum(o.sentence.span == claim.sentence.span for o in (first, second))}"
        yield f"before:{sum(o.span.start < claim.span.start for o in (first, second))}"

    def _pair_place(self, claim: Claim, first: Claim, second: Claim) -> Iterator[str]:
        early, late = sorted((first, second), key=lambda o: o.span)
        yield f"order:{'kept' if early is first else 'turned'}"
        if first.sentence.span != second.sentence.span:
            yield "sentences:two"
            yield f"apart:{min(abs(self.sentences_apart(first, second)), 4)}"
            if self.of(first).is_cell and self.of(second).is_cell:
                yield "cells"
            return
        yield "sentences:one"
        if first.sentence.span == claim.sentence.span:
            yield "with_claim"
        between = self.claims[self.places[early.id] + 1 : self.places[late.id]]
        if any(each.id != claim.id for each in between):
            yield "not_next"
            return
        words = self.scope.between(early, late)
        if len(words) < FAR_APART:
            yield from (f"between_{name}" for name in said("between", words))


def _times(one: Claim, other: Claim) -> str:
    """Whether two figures are said to be of one time."""
    if one.period is not None and other.period is not None:
        return "same" if one.period.overlaps(other.period) else "other"
    return "first" if one.period is not None else "second" if other.period is not None else "unsaid"
