"""The words about a figure: clauses, noun phrases, and which words carry meaning.

No parser is needed for this much: clauses end at punctuation and at a few small words, noun phrases at verbs and
prepositions, and a lexicon says which words can be verbs. What that cannot decide is left undecided, and a link that
rests on it is not certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import or_

from factcheck.model import Sentence, Span, Token
from factcheck.nlp import stem, verb_only, verb_possible

OPENING = 8
"""A phrase that opens a sentence is looked at up to so many words."""

_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?")
_ENDS = frozenset(',;:()[]"“”—–|…=.!?•')
_JOINERS = frozenset({"-", "$", "€", "£", "¥", "%", "'", "’", "/", "&", "'s", "’s"})


@cache
def _classes() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    current = ""
    for line in (files("factcheck") / "phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = line[1:-1]
            words[current] = set()
        elif line and not line.startswith("#"):
            words[current].update(line.split())
    return {name: frozenset(members) for name, members in words.items()}


def is_a(word: str, *names: str) -> bool:
    """Whether a word is in one of the classes of phrases.txt."""
    lowered = word.casefold().replace("’", "'")
    return any(lowered in _classes()[name] for name in names)


@cache
def neutral_stems() -> frozenset[str]:
    """Stems of the words that change nothing about what is measured."""
    return frozenset(stem(word) for word in _classes()["neutral"])


@cache
def time_stems() -> frozenset[str]:
    """Stems of the words that say when."""
    return frozenset(stem(word) for word in _classes()["time"])


@cache
def place_stems(place: str | None) -> frozenset[str]:
    """The stems by which an article names a row's place."""
    if place is None:
        return frozenset()
    known = _classes().get(f"place.{place.casefold()}", frozenset())
    return frozenset(stem(word) for word in {place, *place.split(), *known})


@cache
def anywhere_stems() -> frozenset[str]:
    """The stems of words like "worldwide", which narrow nothing."""
    return frozenset(stem(word) for word in _classes()["place.world"])


def is_function_word(token: Token) -> bool:
    """Determiners, prepositions, conjunctions, pronouns, auxiliaries, adverbs: no word about the thing itself."""
    return is_a(token.text, "determiner", "preposition", "clause", "pronoun", "auxiliary", "adverb")


def is_content(token: Token) -> bool:
    """Whether the token is a word about the thing itself; the number of a section ("3.1 The contract") is none."""
    return bool(token.stem) and not is_function_word(token) and _SECTION.fullmatch(token.text) is None


def content(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The stems of the words that say what is spoken of, verbs that only give a figure left out."""
    return tuple(token.stem for token in tokens if is_content(token) and not is_a(token.text, "measuring"))


def ends_phrase(token: Token) -> bool:
    """Punctuation that no noun phrase crosses."""
    return token.text in _ENDS or (not token.stem and token.text not in _JOINERS)


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` is best read as a verb where it stands.

    "funds flow": a word that can be a verb, after a plural noun or a pronoun, is one; "cash flow" is not.
    """
    word = tokens[at].text
    if is_a(word, "auxiliary"):
        return True
    if not tokens[at].stem or is_function_word(tokens[at]) or not verb_possible(word):
        return False
    if at > 0 and tokens[at - 1].text == "-":
        return False  # "non-performing loans"
    if verb_only(word):
        return not (word.endswith(("ed", "ing")) and at + 1 < len(tokens) and _noun_follows(tokens, at + 1))
    return at > 0 and _plural_or_pronoun(tokens[at - 1])


def _noun_follows(tokens: Sequence[Token], at: int) -> bool:
    """After a determiner or at a phrase's start, "listed companies" is a noun phrase, not a verb and its object."""
    before = tokens[at - 2] if at >= 2 else None
    opens = before is None or is_a(before.text, "determiner", "preposition") or before.text in {",", "and", "or", "'s"}
    return opens and (is_content(tokens[at]) or tokens[at].text == "-")


def _plural_or_pronoun(token: Token) -> bool:
    word = token.text.casefold()
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and len(word) > 3
    return plural or is_a(word, "pronoun")


def noun_phrase(tokens: Sequence[Token], start: int, stop: int, *, closed: Sequence[bool]) -> int:
    """The end of the noun phrase that begins at `start`: nouns, adjectives and narrowing phrases ("of …", "in …").

    `closed` marks the tokens of figures, which end a phrase like punctuation does.
    """
    at = start
    while at < stop:
        token = tokens[at]
        last = tokens[at - 1] if at > start else None
        if closed[at] or ends_phrase(token) or (is_a(token.text, "auxiliary") and not _is_possessive(token, last)):
            break
        if is_a(token.text, "preposition") and not is_a(token.text, "narrowing"):
            break
        if is_a(token.text, "clause", "pronoun") and token.text.casefold() not in {
            "and",
            "that",
            "this",
            "these",
        }:
            break
        if at > start and is_verb(tokens, at) and not is_a(token.text, "narrowing", "auxiliary"):
            break
        if is_a(token.text, "adverb") and last is not None and is_content(last):
            break
        at += 1
    while at > start and not is_content(tokens[at - 1]):
        at -= 1
    return at


def _is_possessive(token: Token, last: Token | None) -> bool:
    """ "Bitcoin's", not "that's"."""
    return token.text in {"'s", "’s"} and last is not None and not is_a(last.text, "pronoun")


def clauses(tokens: Sequence[Token], closed: Sequence[bool], owners: Sequence[bool]) -> Iterator[range]:
    """The stretches of a sentence between punctuation and clause words, in order, none empty.

    "and" parts clauses only where a verb or a figure follows before the next mark, so that "stocks and bonds" stay
    together.
    """
    start = 0
    for at in range(len(tokens)):
        if closed[at] or not _parts(tokens, start, at, owners):
            continue
        if at > start:
            yield range(start, at)
        start = at + 1
    if start < len(tokens):
        yield range(start, len(tokens))


def _parts(tokens: Sequence[Token], start: int, at: int, owners: Sequence[bool]) -> bool:
    """Whether the word at `at` ends the clause that began at `start`."""
    token = tokens[at]
    if ends_phrase(token):
        return True
    word = token.text.casefold()
    if word in {"and", "or"}:
        return _has_figure_both_sides(tokens, at, owners)
    if word == "with":  # "rose to 5, with 3 of them": behind a verb; not "a mortgage with a fixed term was"
        return any(is_verb(tokens, i) for i in range(start, at) if not owners[i])
    if word in {"than", "as", "that", "so", "since"}:
        return False
    return is_a(word, "clause")


def _has_figure_both_sides(tokens: Sequence[Token], at: int, owners: Sequence[bool]) -> bool:
    left = next((i for i in range(at - 1, -1, -1) if owners[i] or ends_phrase(tokens[i])), None)
    right = next((i for i in range(at + 1, len(tokens)) if owners[i] or ends_phrase(tokens[i])), None)
    return left is not None and right is not None and owners[left] and owners[right]


@dataclass(frozen=True, slots=True)
class Context:
    """A figure in its sentence: which words stand where about it.

    `first` and `last` bound the figure's own tokens (half open). `closed` marks the tokens of every figure and date
    of the sentence, `owners` those of figures alone. The brackets of an abbreviation, "(IBIT)", are left out, and the
    abbreviation is one of the `asides`. `depth` counts the brackets about each token. Regions are ranges of token
    numbers.
    """

    tokens: tuple[Token, ...]
    closed: tuple[bool, ...]
    owners: tuple[bool, ...]
    asides: frozenset[int]
    depth: tuple[int, ...]
    first: int
    last: int

    @classmethod
    def of(cls, sentence: Sentence, span: Span) -> Context:
        tokens, asides = _without_brackets(sentence.tokens)
        owners = _marked(tokens, (*sentence.figures, span))
        closed = tuple(map(or_, owners, _marked(tokens, sentence.dates)))
        own = _inside(tokens, span)
        return cls(tokens, closed, owners, asides, tuple(_depths(tokens)), own.start, own.stop)

    @classmethod
    def plain(cls, tokens: Sequence[Token]) -> Context:
        """A phrase by itself, as if its figure stood behind it."""
        kept, asides = _without_brackets(tuple(tokens))
        none = (False,) * len(kept)
        return cls(kept, none, none, asides, tuple(_depths(kept)), len(kept), len(kept))

    @property
    def clause(self) -> range:
        """The clause the figure stands in."""
        return next((c for c in self._clauses() if c.start <= self.first < c.stop), range(self.first, self.last))

    @property
    def adjacent(self) -> range:
        """The noun phrase that the figure modifies: "the $8.9 trillion [pension market]"."""
        return self._adjacent_to(self.last)

    @property
    def of_phrase(self) -> range:
        """What the figure is an amount or share of: "$3 million worth of [fish]", "61% of [the plans' assets]"."""
        return self._of_phrase_at(self.last)

    @property
    def is_partitive(self) -> bool:
        """Whether the figure is only a part of what follows: "$5 trillion OF THE money", not "of money"."""
        words = [token.text for token in self.tokens[self.last : self.last + 2]]
        return len(words) == 2 and words[0].casefold() == "of" and is_a(words[1], "determiner")

    @property
    def before(self) -> range:
        """The clause's words before the figure, from the figure before it and the words that are that one's own."""
        start = self.clause.start
        for at in range(self.first - 1, start - 1, -1):
            if self.closed[at]:
                return range(min(self._end_of_own(at + 1) if self.owners[at] else at + 1, self.first), self.first)
        return range(start, self.first)

    @property
    def is_base(self) -> bool:
        """Whether the figure before it is taken of this one: "50% of today's [61,200 tonnes]"."""
        last = next((at for at in range(self.first - 1, self.clause.start - 1, -1) if self.owners[at]), None)
        return last is not None and self.tokens[last + 1].text.casefold() == "of" and not self.names(self.before)

    @property
    def after(self) -> range:
        """The clause's words behind the figure, up to the next one."""
        stop = self.clause.stop
        for at in range(self.last, stop):
            if self.closed[at]:
                return range(self.last, at)
        return range(self.last, max(stop, self.last))

    @property
    def lead(self) -> range:
        """The clause's words before its first figure: the subject that several figures share."""
        start = self.clause.start
        first = next((at for at in range(start, self.first) if self.closed[at]), self.first)
        return range(start, first)

    @property
    def subject(self) -> range:
        """The words of the nearest earlier clause that names something, up to its figure: ", valued at $2 million"."""
        depth = self.depth[self.first] if self.first < len(self.depth) else 0
        for clause in reversed([c for c in self._clauses() if c.stop <= self.clause.start]):
            if self._is_aside(clause) or clause.start in self._set_in:
                continue
            stop = next((at for at in clause if self.closed[at]), clause.stop)
            named = range(clause.start, stop)
            if self.depth[clause.start] <= depth and self.words(named):
                return named
        return range(0)

    @property
    def _set_in(self) -> range:
        """A relative clause set in right before the figure's clause: ", which compares this with what …,"."""
        tokens, stop = self.tokens, self.clause.start - 1
        if stop < 1 or tokens[stop].text != ",":
            return range(0)
        opened = next((at for at in range(stop - 1, 0, -1) if tokens[at].text == ","), 0)
        relative = opened and tokens[opened + 1].text.casefold() in {"which", "who", "whose"}
        return range(opened + 1, stop) if relative else range(0)

    def _is_aside(self, clause: range) -> bool:
        """Whether a clause is set in with commas: "Sales of the drug, [which lost its patent], were …"."""
        tokens, start = self.tokens, clause.start - 1
        if start < 1 or clause.stop >= len(tokens) or tokens[clause.stop].text != ",":
            return False
        if tokens[start].text.casefold() in {"which", "who", "whose"}:
            return tokens[start - 1].text == ","
        if tokens[start].text != ",":
            return False
        if is_a(tokens[clause.start].text, "aside"):
            return True
        plain = not any(self.closed[at] or is_verb(tokens, at) for at in clause)
        return plain and is_a(tokens[clause.start].text, "determiner")

    @property
    def is_subject(self) -> bool:
        """Whether the figure is the subject of a clause of its own: ", while [140,000 people] flew at home"."""
        start, tokens = self.clause.start, self.tokens
        if start == 0 or self.words(range(start, self.first)) or not is_a(tokens[start - 1].text, "clause"):
            return False
        return not is_a(tokens[start - 1].text, "relative") and self.verb_behind

    @property
    def verb_behind(self) -> bool:
        """Whether the figure with its noun is followed by a verb: "[31] contained", "[140,000 people] flew"."""
        tokens = self.tokens
        verb = max(self.adjacent.stop, self.of_phrase.stop, self.last)
        while verb < self.clause.stop and is_a(tokens[verb].text, "adverb"):
            verb += 1
        return verb < self.clause.stop and not self.closed[verb] and self._is_finite(verb)

    def _is_finite(self, at: int) -> bool:
        """Whether a word right behind a noun is its verb: "flew", "were"; not "[5 ships] built in 2024"."""
        word = self.tokens[at].text
        if is_a(word, "auxiliary"):
            return True
        past = word.endswith("ed") and at + 1 < len(self.tokens) and is_a(self.tokens[at + 1].text, "preposition")
        return verb_possible(word) and not past and not word.endswith("ing")

    @property
    def opening(self) -> range:
        """A phrase of place or group that opens the sentence before the figure: "In the capital[,] …"."""
        first = next(iter(self._clauses()), range(0))
        if not first or not is_a(self.tokens[first.start].text, "narrowing"):
            return range(0)
        if any(self.closed[first.start : first.start + 3]) and not any(self.owners[first.start : first.start + 3]):
            return range(0)  # "At 30 June 2025 cash …": a date narrows nothing
        if first.stop > self.clause.start:
            return range(first.start, min(self.phrase_end(first.start + 1), self.first))
        return first if len(first) <= OPENING else range(0)

    @property
    def qualifier(self) -> range:
        """A phrase right behind the figure that says of what part it is: "was 74% [in the capital]"."""
        at = self.last
        if at >= len(self.tokens) or self.closed[at] or not is_a(self.tokens[at].text, "narrowing"):
            return range(at, at)
        return range(at, self.phrase_end(at))

    def subject_is_of(self, others: Iterable[Span]) -> bool:
        """Whether one of the figures has the subject for its own: "cargo came to 11 million tonnes: 5 of ore …"."""
        clause = next((c for c in self._clauses() if self.subject.start in c), range(0))
        return any(at in clause for other in others for at in _inside(self.tokens, other))

    def words(self, *regions: range) -> tuple[str, ...]:
        """The content stems of some regions; the words of figures are left out."""
        return content([self.tokens[at] for region in regions for at in region if not self.closed[at]])

    def names(self, region: range) -> bool:
        """Whether a region holds a word that says what the figure is of: "yielded" says nothing, "sales" does."""
        return any(not self.closed[at] and content([self.tokens[at]]) and not is_verb(self.tokens, at) for at in region)

    def skip_to_figure(self, at: int) -> int:
        """Past words that may stand between a phrase and its figure: "the country's total 2.7 million"."""
        while at < len(self.tokens) and not self.closed[at]:
            word = self.tokens[at].text
            if not is_a(word, "determiner", "neutral", "adverb") and word not in {"'s", "’s"}:
                break
            at += 1
        return at

    def is_figure(self, at: int) -> bool:
        return at < len(self.tokens) and self.closed[at]

    def phrase_end(self, start: int) -> int:
        """The end of the noun phrase beginning at a token number."""
        return noun_phrase(self.tokens, start, len(self.tokens), closed=self.closed)

    def _end_of_own(self, at: int) -> int:
        """Where the words end that belong to a figure ending at `at`: "10% [of the plans' assets]"."""
        return max(at, self._of_phrase_at(at).stop, self._adjacent_to(at).stop)

    def _of_phrase_at(self, start: int) -> range:
        at = start
        while at < len(self.tokens) and is_a(self.tokens[at].text, "link"):
            at += 1
        return range(at, self.phrase_end(at)) if at > start else range(at, at)

    def _adjacent_to(self, at: int) -> range:
        return range(at, self.phrase_end(at)) if self._noun_at(at) else range(at, at)

    def _clauses(self) -> list[range]:
        return list(clauses(self.tokens, self.closed, self.owners))

    def _noun_at(self, at: int) -> bool:
        if at >= len(self.tokens) or self.closed[at]:
            return False
        return is_content(self.tokens[at]) and not is_verb(self.tokens, at) and not ends_phrase(self.tokens[at])


def _without_brackets(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], frozenset[int]]:
    """The tokens without the brackets of abbreviations, and where in what is left the abbreviations stand."""
    kept: list[Token] = []
    asides: set[int] = set()
    at = 0
    while at < len(tokens):
        if is_abbreviation(tokens[at : at + 3]):
            asides.add(len(kept))
            kept.append(tokens[at + 1])
            at += 3
        else:
            kept.append(tokens[at])
            at += 1
    return tuple(kept), frozenset(asides)


def is_abbreviation(group: Sequence[Token]) -> bool:
    if len(group) < 3 or group[0].text != "(" or group[2].text != ")":
        return False
    letters = group[1].text
    return (
        letters.replace("&", "").isalnum()
        and not letters.isdigit()
        and sum(letter.isupper() for letter in letters) >= 2
    )


def _depths(tokens: Sequence[Token]) -> Iterator[int]:
    depth = 0
    for token in tokens:
        depth += token.text in {"(", "["}
        yield depth
        depth -= token.text in {")", "]"} and depth > 0


def _marked(tokens: Sequence[Token], spans: Iterable[Span]) -> tuple[bool, ...]:
    marked = [False] * len(tokens)
    for span in spans:
        for at in _inside(tokens, span):
            marked[at] = True
    return tuple(marked)


def _inside(tokens: Sequence[Token], span: Span) -> range:
    """The numbers of the tokens that share a character with the span."""
    low = bisect_right(tokens, span.start, key=lambda token: token.start) - 1
    low = low if low >= 0 and tokens[low].end > span.start else low + 1
    return range(low, max(low, bisect_left(tokens, span.end, key=lambda token: token.start)))
