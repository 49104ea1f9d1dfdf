"""What the words show about a figure as a possible operand of another: where it stands, what names it, what ties them.

Each trait is a short name ("same_before_0", "named:all"); relate/weights.txt says how much it speaks for or against
a figure being the one that a relation is recomputed from. Nothing here looks at whether the arithmetic comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from factcheck import units
from factcheck.model import Assumption, BlockKind, Claim, Token
from factcheck.nlp import stem, tokens
from factcheck.phrases import Context, content, is_content, neutral_stems, time_stems
from factcheck.relate.changes import direction
from factcheck.relate.pairs import is_apart
from factcheck.relate.products import per
from factcheck.relate.ratios import base_phrase
from factcheck.relate.reach import heads_of, kin
from factcheck.relate.scope import Scope, same_unit
from factcheck.units import NUMBER

FAR_APART = 90
"""Longer stretches between two figures are not searched for small words."""
LEAD, BEHIND, CLOSE = 6, 4, 3
"""So many content words before and behind a figure are its own; so many are right at it."""

_BETWEEN = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "from": r"\b(?:up |down )?from\b",
        "than": r"\bthan\b",
        "against": r"\b(?:against|compared|versus|relative to)\b",
        "to": r"\bto\b",
        "after": r"\bafter\b",
        "of": r"\bof\b",
        "and": r"\band\b",
        "or": r"(?:,|\(|\b)\s*or\b",
        "bracket": r"\(",
        "but": r"\b(?:but|while|whereas|although|though)\b",
        "which": r"\b(?:which|that|this) (?:is|was|means?|meant|makes?|made|represents?|amounts?|equals?|comes?|came|"
        r"works?|gives?|gave|puts?|translates?|brings?)\b",
        "so": r"\b(?:so|thus|hence|therefore|making|meaning|giving|representing|equivalent|equal)\b",
        "at": r"\bat\b",
        "for": r"\bfor\b",
        "with": r"\bwith\b",
        "by": r"\bby\b",
        "stop": r"[;:]|[–—]",
        "comma": r",",
        "if": r"\bif\b",
        "in": r"\bin\b",
        "as": r"\bas\b",
        "total": r"\b(?:total|together|combined|altogether|all)\b",
        "of_which": r"\bof (?:which|these|those|them|whom)\b",
        "paid": r"\b(?:cost|costs|priced?|paid|pay|sold|bought|worth|charge\w*|fee)\b",
    }.items()
}
_BEHIND = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "of": r"^\s+of\b",
        "more": r"^\s*(?:[a-z-]+ ){0,2}(?:more|less|fewer|higher|lower|larger|smaller|above|below|up|down|extra)\b",
        "share": r"^\s+(?:share|stake|margin|slice|portion|majority|proportion)\b",
        "rise": r"^\s+(?:increase|rise|growth|gain|drop|fall|decline|cut|reduction|jump|surge|improvement|hike|discount)\b",
        "as_many": r"^\s*(?:as (?:many|much|large|high|big)|the|what|that)\b",
        "than": r"^[^.;]{0,30}\bthan\b",
        "each": r"^\s*(?:each|apiece|per|a|an|every|for (?:each|every))\b",
        "verb": r"^\s+(?:is|are|was|were|came|went|had|have|has|will|would)\b",
        "end": r"^\W*$",
        "comma": r"^\s*,",
        "bracket": r"^\s*\)",
        "from": r"^\s*(?:,\s*)?(?:up |down )?from\b",
        "to": r"^\s*to\b",
        "left": r"^\s*(?:left|remain\w*|short|missing|apart|gained|lost|added|in between)\b",
        "in_all": r"^\s*(?:[a-z-]+ )?(?:in all|in total|altogether|together|combined|overall)\b",
    }.items()
}
_LEAD = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "rose": r"\b(?:rose|risen|rises?|rising|gr[eo]w\w*|climb\w*|increas\w+|jump\w*|surg\w+|gain\w*|up|soar\w*|"
        r"expand\w*|improv\w+|swell\w*|swollen)\b[^,;]{0,25}$",
        "fell": r"\b(?:fell|fall\w*|drop\w*|declin\w+|decreas\w+|down|cuts?|shr[aiu]nk\w*|los[et]\w*|slump\w*|plung\w+|"
        r"tumbl\w+|slid|slipped|reduc\w+)\b[^,;]{0,25}$",
        "by": r"\bby\s*$",
        "to": r"\bto\s*$",
        "makes_up": r"\b(?:account\w*|represent\w*|mak\w+|made|constitut\w+|compris\w+|equal\w*|cover\w*|form\w*)\b[^,;]{0,15}$",
        "which": _BETWEEN["which"].pattern,
        "so": _BETWEEN["so"].pattern,
        "comment": r"(?:,\s*or|\bor|\(|[–—,])\s*(?:about|some|nearly|around|roughly|just|over|only)?\s*$",
        "gap": r"\b(?:gap|difference|surplus|deficit|shortfall|margin|lead|loss|savings?|excess|overrun|remainder|balance)\b"
        r"[^,;]{0,15}$",
        "total": r"\b(?:total\w*|sum|altogether|together|in all|combined|bill|add up)\b[^,;]{0,25}$",
        "mean": r"\b(?:averag\w+|mean|each|every|per)\b[^,;]{0,30}$",
        "if": r"\b(?:if|would|could|were)\b",
        "back": r"^\W*(?:and |so |but )?(?:this|that|these|it|they|thus|hence|altogether|in other words|"
        r"the (?:figure|total|sum|rise|increase|difference|gap))\b",
        "price": r"\b(?:cost\w*|price\w*|at|charg\w+|pa(?:y|ys|id)|sell\w*|sold|fetch\w*|worth|fee)\b[^,;]{0,15}$",
        "share": r"\b(?:share|proportion|percentage|rate|margin|quota|turnout|occupancy|yield)\b[^,;]{0,20}$",
        "another": r"\b(?:another|additional|further|extra|remaining|other)\b[^,;]{0,10}$",
        "compared": r"\b(?:compared|against|versus|than|from|after)\b[^,;]{0,15}$",
        "opens": r"^\W*$",
        "brings": r"\b(?:bring|brings|brought|rais\w+|earn\w*|generat\w+|yield\w*|revenue|takings|income)\b[^,;]{0,30}$",
    }.items()
}
_MEAN = re.compile(r"\b(per|each|every|apiece|average|mean|averag\w+|typical\w*)\b", re.IGNORECASE)
_SAYS_NOTHING = frozenset[str]()


@cache
def _idle() -> frozenset[str]:
    return neutral_stems() | time_stems()


related = cache(kin)
"""`reach.kin`, asked again and again for the same words."""


@dataclass(frozen=True)
class View:
    """One figure of an article with the words about it, each worked out once."""

    scope: Scope
    claim: Claim

    @cached_property
    def context(self) -> Context:
        return self.scope.context(self.claim)

    @cached_property
    def lead_text(self) -> str:
        return self.scope.lead(self.claim)

    @cached_property
    def behind_text(self) -> str:
        return self.scope.said_behind(self.claim)

    @cached_property
    def lead(self) -> tuple[str, ...]:
        return _telling(tokens(self.lead_text))

    @cached_property
    def behind(self) -> tuple[str, ...]:
        return _telling(tokens(re.split(r"[,;.:()–—]", self.behind_text)[0])[:LEAD])

    @cached_property
    def own(self) -> frozenset[str]:
        """The noun it counts or modifies."""
        letters = [t.stem for t in tokens(self.claim.mention.text) if t.stem and t.stem[0].isalpha()]
        return frozenset((*self.context.words(self.context.adjacent), *letters)) - _idle()

    @cached_property
    def base(self) -> frozenset[str] | None:
        """The words of what it is "of" or "times"; None where it says neither."""
        phrase = base_phrase(self.context)
        return frozenset(self.context.words(phrase)) - _idle() if phrase is not None else None

    @cached_property
    def base_head(self) -> str | None:
        phrase = base_phrase(self.context)
        heads = heads_of([self.context.tokens[at] for at in phrase]) if phrase is not None else []
        return heads[0] if heads else None

    @cached_property
    def subject(self) -> frozenset[str]:
        own = frozenset(self.context.words(self.context.lead)) - _idle()
        return own or frozenset(self.context.words(self.context.subject)) - _idle()

    @cached_property
    def topic(self) -> frozenset[str]:
        return self.claim.topic - _idle()

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset((*self.lead[-LEAD:], *self.behind[:BEHIND])) | self.own | self.topic

    @cached_property
    def close(self) -> frozenset[str]:
        return frozenset((*self.lead[-CLOSE:], *self.behind[:2])) | self.own

    @cached_property
    def sentence(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.claim.sentence.tokens if is_content(token)) - _idle()

    @cached_property
    def is_cell(self) -> bool:
        return self.claim.sentence.block.cell is not None

    @cached_property
    def is_apart(self) -> bool:
        return is_apart(self.scope, self.claim)

    @cached_property
    def way(self) -> str:
        return direction(self.scope, self.claim)

    @cached_property
    def noun(self) -> str:
        """The stem of what its unit counts."""
        return stem(self.claim.unit.replace("_", " ").partition(" ")[0]) if self.claim.unit else ""

    @cached_property
    def per(self) -> str | None:
        """The stem of the noun that it is said to be per."""
        noun = per(self.scope, self.claim)
        return stem(noun.replace("_", " ").partition(" ")[0]) if noun else None

    @cached_property
    def kind(self) -> str:
        return _kind_of(self.claim.unit)

    @cached_property
    def is_mean(self) -> bool:
        return bool(_MEAN.search(self.behind_text[:20]) or _MEAN.search(self.lead_text[-25:]))

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """What the claim by itself shows: whether it is called a share, a rise, a gap, a price."""
        return tuple(self._traits())

    def _traits(self) -> Iterator[str]:
        claim, stance = self.claim, self.claim.stance
        yield from (f"behind_{name}" for name, words in _BEHIND.items() if words.search(self.behind_text[:60]))
        yield from (f"lead_{name}" for name, words in _LEAD.items() if words.search(self.lead_text[-120:]))
        yield f"way:{self.way}"
        yield f"unit:{'fraction' if claim.mention.is_fraction else self.kind}"
        flags = {
            "directed": claim.mention.direction is not None,
            "apart": self.is_apart,
            "supposed": stance.supposed,
            "attributed": stance.attributed is not None,
            "unsaid": stance.denied or stance.questioned or stance.example,
            "range": claim.mention.is_range,
            "cell": self.is_cell,
            "title": claim.sentence.block.kind in {BlockKind.TITLE, BlockKind.HEADING},
        }
        yield from (name for name, holds in flags.items() if holds)
        if claim.link is not None:
            yield f"linked:{'surely' if claim.link.certain else 'perhaps'}"
        yield f"figures:{min(len(self.scope.beside(claim)) + 1, 4)}"


def _telling(words: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple(word for word in content(words) if word not in _idle())


@cache
def _kind_of(unit: str) -> str:
    """A coarse kind of unit: money, a bare number, time, counted things, a ratio, anything physical."""
    if units.is_currency(unit.partition("/")[0]):
        return "money"
    for name, holds in (("number", unit == NUMBER), ("time", units.is_time(unit)), ("count", units.is_count(unit))):
        if holds:
            return name
    return unit if unit in {"percent", "multiple"} else "ratio" if units.is_ratio(unit) else "physical"


def covered(words: frozenset[str], others: frozenset[str]) -> str:
    """How many of some words stand among others, or have one of their family there: all, some, none."""
    if not words:
        return "nothing"
    return _covered(words, others)


@cache
def _covered(words: frozenset[str], others: frozenset[str]) -> str:
    met = sum(any(related(word, other) for other in others) for word in words)
    return "none" if not met else "all" if met == len(words) else "some"


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
            found[row.id] = frozenset(word for phrase in said for word in content(tokens(phrase))) - _idle()
        return found

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
        yield f"time:{'unsaid' if claim.period is None else 'same' if row.as_of and row.as_of.overlaps(claim.period) else 'other'}"
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
        fits, known = same_unit(row.unit), row.figure.charitable
        return any(o.id != claim.id and fits(o.unit) and known.meets(o.figure.charitable) for o in self.claims)

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
                yield f"head:{next((name for name, words in where if _covered(head, words) == 'all'), 'none')}"
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
            yield from (f"{side}_{name}" for name, pattern in _BETWEEN.items() if pattern.search(words))
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
                one, other = rows
                yield f"rows_of:{'one' if one.measure == other.measure else 'part' if one.part_of == other.measure else 'two'}"
            return
        yield from self._pair_place(claim, first, second)
        one, other = self.of(first), self.of(second)
        yield f"units:{'same' if first.unit == second.unit else 'bare' if NUMBER in (first.unit, second.unit) else 'two'}"
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
            yield from (f"between_{name}" for name, pattern in _BETWEEN.items() if pattern.search(words))


def _times(one: Claim, other: Claim) -> str:
    """Whether two figures are said to be of one time."""
    if one.period is not None and other.period is not None:
        return "same" if one.period.overlaps(other.period) else "other"
    return "first" if one.period is not None else "second" if other.period is not None else "unsaid"
