"""One figure with the words about it, each worked out once: what it counts, its subject, what it is "of".

Here a word is a stem that says what is spoken of; words of time and such as change no measure are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from factcheck import units
from factcheck.model import BlockKind, Claim, Token
from factcheck.nlp import stem, tokens
from factcheck.phrases import Context, content, is_content, neutral_stems, time_stems
from factcheck.relate.changes import direction
from factcheck.relate.pairs import is_apart
from factcheck.relate.products import per
from factcheck.relate.ratios import base_phrase
from factcheck.relate.reach import heads_of, kin
from factcheck.relate.scope import Scope
from factcheck.units import NUMBER

LEAD, BEHIND, CLOSE = 6, 4, 3
"""So many content words before and behind a figure are its own; so many are right at it."""


@cache
def _patterns(section: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a section of traits.txt, by name."""
    found: dict[str, dict[str, re.Pattern[str]]] = {}
    current = ""
    for line in (files("factcheck") / "relate" / "traits.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and " " not in line:
            current = line[1:-1]
            found[current] = {}
        elif line and not line.startswith("#"):
            name, _, pattern = line.partition(" ")
            found[current][name] = re.compile(pattern, re.IGNORECASE)
    return found[section]


def said(section: str, words: str) -> Iterator[str]:
    """The names of the patterns that some words match."""
    return (name for name, pattern in _patterns(section).items() if pattern.search(words))


_MEAN = re.compile(r"\b(per|each|every|apiece|average|mean|averag\w+|typical\w*)\b", re.IGNORECASE)


@cache
def idle() -> frozenset[str]:
    """Stems that say nothing of what is measured."""
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
        return frozenset((*self.context.words(self.context.adjacent), *letters)) - idle()

    @cached_property
    def base(self) -> frozenset[str] | None:
        """The words of what it is "of" or "times"; None where it says neither."""
        phrase = base_phrase(self.context)
        return frozenset(self.context.words(phrase)) - idle() if phrase is not None else None

    @cached_property
    def base_head(self) -> str | None:
        phrase = base_phrase(self.context)
        heads = heads_of([self.context.tokens[at] for at in phrase]) if phrase is not None else []
        return heads[0] if heads else None

    @cached_property
    def subject(self) -> frozenset[str]:
        own = frozenset(self.context.words(self.context.lead)) - idle()
        return own or frozenset(self.context.words(self.context.subject)) - idle()

    @cached_property
    def topic(self) -> frozenset[str]:
        return self.claim.topic - idle()

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset((*self.lead[-LEAD:], *self.behind[:BEHIND])) | self.own | self.topic

    @cached_property
    def close(self) -> frozenset[str]:
        return frozenset((*self.lead[-CLOSE:], *self.behind[:2])) | self.own

    @cached_property
    def sentence(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.claim.sentence.tokens if is_content(token)) - idle()

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
        yield from (f"behind_{name}" for name in said("behind", self.behind_text[:60]))
        yield from (f"lead_{name}" for name in said("before", self.lead_text[-120:]))
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
    return tuple(word for word in content(words) if word not in idle())


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
    return how_many(words, others)


@cache
def how_many(words: frozenset[str], others: frozenset[str]) -> str:
    """The same of words that are some."""
    met = sum(any(related(word, other) for other in others) for word in words)
    return "none" if not met else "all" if met == len(words) else "some"
