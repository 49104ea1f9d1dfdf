"""What a figure measures: the table's phrases looked for in the words about it.

A phrase counts when all its words stand together in one region about the figure: behind it ("$12.5 trillion 401(k)
plans"), before it ("the assets of 401(k) plans reached"), or in the clause that the figure's own hangs on. The
nearest region wins, and in it the longest phrase that stands clean. The link is certain only if no other noun stands
about the words that could make it another measure ("fees in 401(k) plans" are not the plans), and nothing narrows it
from afar ("among the young, turnout was 49%").

Where the sentence itself names no measure, the one before may complete it ("The mine … Its output was 3 tonnes"), and
where nothing does, a unit that only one measure of the table has says something ("4.7 million TEU"): such links are
good enough to bear a figure out, and mostly not to contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.model import Assumption, Link, Span, Token
from factcheck.nlp import stem, verb_possible
from factcheck.nlp import tokens as tokenize
from factcheck.phrases import (
    Context,
    anywhere_stems,
    content,
    ends_phrase,
    is_a,
    is_content,
    is_function_word,
    is_verb,
    neutral_stems,
    place_stems,
    time_stems,
)

ANYTHING = frozenset({"person", "count", "item", "unit", "piece"})
"""Units of rows that count whatever their measure names: people by any word for them, or simply a number."""

DISTINCT = 2
"""So many digits, the zeros at their end left out, must agree for a figure to be known by its value."""
GAP = 4
"""At most so many foreign words may stand inside a phrase: "assets [managed by their] funds"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An alias as the stems of its words.

    All `stems` must stand in the text; `welcome` are words that change nothing ("total") and only speak for a phrase
    that has them, where they stand in the text too. `holder` are those before "share of": whose share it is. `head`
    is the noun that the others only modify: "earnings" of "earnings from coffee exports" and of "export earnings".
    `described` are the words of the rows' names, which make it nothing else.
    """

    measure: str
    text: str
    stems: frozenset[str]
    welcome: frozenset[str]
    holder: frozenset[str]
    unit: str
    place: str | None
    head: str
    described: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a region of a sentence, at token numbers `first` to `last` (inclusive)."""

    phrase: Phrase
    first: int
    last: int
    foreign: tuple[str, ...]
    welcomed: int = 0
    placed: bool = False

    @property
    def rank(self) -> tuple[bool, int, bool, int, int]:
        """Clean before doubtful, then the longest phrase, one of a place that is named, then the closest together."""
        words = len(self.phrase.stems) + self.welcomed
        return not self.foreign, words, self.placed, -len(self.foreign), -(self.last - self.first)


class Measures:
    """The phrases of a table, ready to be looked for."""

    def __init__(self, assumptions: Iterable[Assumption]) -> None:
        self._rows = tuple(assumptions)
        self._phrases = _told_apart(tuple(dict.fromkeys(_phrases(self._rows))))
        self._words = {
            phrase.measure: (phrase.described | phrase.stems) - neutral_stems() - time_stems()
            for phrase in self._phrases
        }

    def about(
        self, context: Context, unit: str, own: str, rivals: Sequence[Span], antecedent: Sequence[Token] = ()
    ) -> Link | str | None:
        """The measure of a figure of `unit` whose own words are `own`; a reason where two could be meant.

        `rivals` are the sentence's other figures of such a unit, `antecedent` the words said before that the sentence
        may go back to.
        """
        fitting = [phrase for phrase in self._phrases if units_fit(unit, phrase.unit) or _counts_same(unit, phrase)]
        if not fitting:
            return None
        return (
            self._in_sentence(fitting, context, unit, own, rivals)
            or _completed(fitting, context, antecedent)
            or _by_unit_alone(fitting, context, unit)
        )

    def about_it(self, measure: str) -> frozenset[str]:
        """The stems that speak of a measure: those of its aliases, of its rows' names, of its places."""
        return frozenset().union(*(_fine(phrase) for phrase in self._phrases if phrase.measure == measure))

    def _in_sentence(
        self, fitting: Sequence[Phrase], context: Context, unit: str, own: str, rivals: Sequence[Span]
    ) -> Link | str | None:
        for region, score, sure in _regions(context, rivals, share=units.is_ratio(unit)):
            found = list(self._matches(fitting, context, region, own))
            if found:
                if units.is_ratio(unit) and context.of_phrase:
                    found = [replace(m, foreign=(*m.foreign, *_other_base(m.phrase, context))) for m in found]
                return _choose(found, context, score, sure=sure)
        return None

    def equal(self, value: Fraction, unit: str, said: frozenset[str]) -> Link | None:
        """The one measure with a row of this very figure and with words in the sentence: it bears the figure out."""
        if len(str(abs(value.numerator)).strip("0")) < DISTINCT or unit in {"", "percent", "multiple"}:
            return None
        rows = [row for row in self._rows if row.figure.value == value and units_fit(unit, row.unit)]
        found = {row.measure: row for row in rows if said & self._words[row.measure]}
        if len(found) != 1:
            return None
        measure, row = found.popitem()
        return Link(measure, False, Fraction(1, 10), f"the very figure of {row.name}, with words of its name")

    def named(self, words: Sequence[Token], fits: Callable[[str], bool]) -> Link | None:
        """The measure that a noun phrase names ("the total assets of all plans"), of a unit that `fits`."""
        context = Context.plain(words)
        fitting = [phrase for phrase in self._phrases if fits(phrase.unit)]
        found = list(self._matches(fitting, context, range(len(context.tokens)), ""))
        chosen = _choose(found, context, Fraction(1), sure=True) if found else None
        return chosen if isinstance(chosen, Link) else None

    def labelled(self, words: Sequence[Token], fits: Callable[[str], bool]) -> Link | None:
        """The measure that labels name (row and column of a table): certain if none of their words is foreign to it."""
        context = Context.plain(words)
        fitting = [phrase for phrase in self._phrases if fits(phrase.unit)]
        found = [
            replace(match, foreign=tuple(stem for stem in content(words) if stem not in _fine(match.phrase)))
            for match in self._matches(fitting, context, range(len(context.tokens)), "")
        ]
        chosen = _choose(found, context, Fraction(1), sure=True) if found else None
        return chosen if isinstance(chosen, Link) else None

    @staticmethod
    def _matches(phrases: Iterable[Phrase], context: Context, region: range, own: str) -> Iterator[Match]:
        stems = [context.tokens[at].stem if not context.closed[at] else "" for at in region]
        inside = frozenset(stems)
        inherent = frozenset(token.stem for token in tokenize(own) if token.stem)
        said = _said(context)
        for phrase in phrases:
            wanted = phrase.stems - inherent
            if not wanted <= inside or (not wanted and not phrase.stems):
                continue
            match = _window(phrase, wanted, region, stems, context)
            if match is not None and len(match.foreign) <= GAP:
                placed = not said.isdisjoint(place_stems(phrase.place))
                foreign = (*match.foreign, *_acted_on(phrase, match, context), *_of_no_cost(phrase, said))
                yield replace(match, foreign=foreign, welcomed=len(phrase.welcome & inside), placed=placed)


def _completed(fitting: Sequence[Phrase], context: Context, antecedent: Sequence[Token]) -> Link | str | None:
    """A measure whose head stands in the figure's clause and whose other words were said before.

    It is certain where a pronoun or a definite article goes back to them: "Its earnings", "the market capitalisation".
    """
    said = frozenset(content(antecedent))
    shared = any(context.owners[at] for at in range(context.clause.start, context.first))
    start = context.before.start if shared else context.clause.start
    region = range(start, max(context.after.stop, context.last))
    here = {context.tokens[at].stem: at for at in region if not context.closed[at] and is_content(context.tokens[at])}
    found: list[tuple[Phrase, int]] = []
    for phrase in fitting:
        missing = phrase.stems - here.keys()
        if phrase.head in here and missing and missing <= said:
            found.append((phrase, here[phrase.head]))
    if not found:
        return None
    most = max(len(phrase.stems) for phrase, _ in found)
    measures = sorted({phrase.measure for phrase, _ in found if len(phrase.stems) == most})
    if len(measures) > 1:
        return f"two measures could be meant: {' or '.join(measures)}"
    phrase, at = next((phrase, at) for phrase, at in found if len(phrase.stems) == most)
    match = Match(phrase, at, at, ())
    other = (*_foreign(phrase, frozenset({phrase.head}), range(at, at + 1), context),)
    certain = not other and _goes_back(context, at, phrase.stems)
    why = f"“{context.tokens[match.first].text}” is named by the alias “{phrase.text}” with the words said before"
    return Link(phrase.measure, certain, Fraction(5, 10) - Fraction(len(other), 10), why)


def _goes_back(context: Context, at: int, own: frozenset[str]) -> bool:
    """Whether the noun at a token number leans on what was said: "its total assets", "the current market value".

    `own` are the stems of the measure's name, which may stand between.
    """
    while at > 0 and not context.closed[at - 1] and not ends_phrase(context.tokens[at - 1]):
        at -= 1
        if is_a(context.tokens[at].text, "backward"):
            return True
        if not is_a(context.tokens[at].text, "neutral", "adverb") and context.tokens[at].stem not in own:
            return False
    return False


def _by_unit_alone(fitting: Sequence[Phrase], context: Context, unit: str) -> Link | None:
    """The only measure counted in such a thing, a noun or an abbreviation: never certain."""
    if not units.is_count(unit) or unit in ANYTHING or unit == units.NUMBER:
        return None
    measures = {phrase.measure: phrase for phrase in fitting if phrase.unit not in ANYTHING}
    narrowing = frozenset(context.words(context.opening, context.qualifier)) - time_stems()
    if len(measures) != 1 or narrowing:
        return None
    measure, phrase = measures.popitem()
    return Link(measure, False, Fraction(2, 10), f"no other measure of the table is counted in “{phrase.unit}”")


def _counts_same(unit: str, phrase: Phrase) -> bool:
    """Whether an alias counts the figure's own noun: "530 collaborators" where a row of employees is called so too."""
    return units.is_count(unit) and units.is_count(phrase.unit) and stem(unit) in phrase.stems | phrase.welcome


def units_fit(claim: str, row: str) -> bool:
    """Whether a figure in one unit can be of a measure in the other: convertible, or both count people or things."""
    if claim == row or units.conversion(claim, row) is not None:
        return True
    return units.is_count(claim) and (row in ANYTHING or (claim == "person" and units.is_count(row)))


def _phrases(assumptions: Iterable[Assumption]) -> Iterator[Phrase]:
    """The aliases of any row count for its whole measure, and for every place that it has rows for."""
    rows: dict[str, list[Assumption]] = {}
    for row in assumptions:
        rows.setdefault(row.measure, []).append(row)
    for measure, group in rows.items():
        aliases = dict.fromkeys(alias for row in group for alias in row.aliases)
        described = frozenset(token.stem for row in group for token in tokenize(row.name) if is_content(token))
        named = () if aliases and "_" not in measure else (measure.replace("_", " "),)  # one word alone is too little
        for alias in (*aliases, *named):
            for place in dict.fromkeys(row.place for row in group):
                yield _phrase(measure, alias, group[0].unit, place, described)


def _told_apart(phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """ "Total quota" must say "total" where the table has a "cod quota" too: elsewhere the word changes nothing."""

    def narrowed(phrase: Phrase) -> bool:
        others = (other for other in phrases if other.measure != phrase.measure and units_fit(other.unit, phrase.unit))
        return any(phrase.stems < other.stems for other in others)

    return tuple(
        replace(phrase, stems=phrase.stems | phrase.welcome) if phrase.welcome and narrowed(phrase) else phrase
        for phrase in phrases
    )


def _head(alias: str) -> str:
    """The stem of the last word before the first preposition."""
    head = ""
    for token in tokenize(alias):
        if head and is_a(token.text, "preposition"):
            break
        head = token.stem or head
    return head


def _phrase(measure: str, alias: str, unit: str, place: str | None, described: frozenset[str]) -> Phrase:
    kinds = frozenset(token.stem for token in tokenize(alias) if is_a(token.text, "statistic", "whole"))
    stems = frozenset(content(tokenize(alias))) | kinds or frozenset(t.stem for t in tokenize(alias) if t.stem)
    if len(stems) == 1:  # "building costs" are more than a building
        stems |= frozenset(token.stem for token in tokenize(alias) if is_content(token))
    said = stems - neutral_stems()
    said = said if len(said) > 1 or len(stems) == 1 else stems
    kept = said - _implied(unit)
    kept = kept if len(kept) > 1 else said
    return Phrase(measure, alias, kept, stems - kept, _holder(alias) & kept, unit, place, _head(alias), described)


def _holder(alias: str) -> frozenset[str]:
    whose, share, _ = alias.partition(" share of ")
    return frozenset(content(tokenize(whose))) if share else frozenset()


def _implied(unit: str) -> frozenset[str]:
    """A percentage need not say that it is a share, where two words remain that name of what."""
    return frozenset({"share", "percentag", "proport", "percent"}) if units.is_ratio(unit) else frozenset()


def _regions(context: Context, rivals: Sequence[Span], *, share: bool) -> Iterator[tuple[range, Fraction, bool]]:
    """Where to look, nearest first, how much a match there is worth, and whether it can be certain."""
    if context.adjacent:
        yield context.adjacent, Fraction(1), True
    if context.of_phrase:
        yield context.of_phrase, Fraction(1), share or not context.is_partitive
        if context.is_partitive and not share and context.words(context.of_phrase):  # "171,000 tonnes of the oil sold"
            yield range(context.last, max(context.after.stop, context.last)), Fraction(9, 10), False
    whole = range(context.before.start, max(context.after.stop, context.last))
    yield whole, Fraction(9, 10), True
    if context.is_base or context.is_subject:
        return
    if context.lead.start != context.before.start:
        yield context.lead, Fraction(8, 10), not context.names(context.before)
    if not context.names(context.before):
        own = frozenset(context.words(context.adjacent, context.of_phrase)) - neutral_stems() - time_stems()
        yield context.subject, Fraction(7, 10), not own and not context.subject_is_of(rivals)
        yield range(context.subject.start, whole.stop), Fraction(6, 10), False


def _window(phrase: Phrase, wanted: frozenset[str], region: range, stems: list[str], context: Context) -> Match | None:
    """The shortest stretch of the region that holds all the wanted stems; the one nearer to the figure among equals."""
    if not wanted:  # "95 cows": the counted noun alone does not say that all of them are meant; "missed collections" do
        whole = len(phrase.stems) > 1 and context.last > context.first
        own = range(context.first, context.last)
        foreign = tuple(_foreign(phrase, phrase.stems, own, context)) if whole else (_any(phrase),)
        foreign += _those_only(context)
        return Match(phrase, context.first, context.last - 1, foreign)
    best: tuple[int, int, range] | None = None
    places: dict[str, int] = {}
    for offset, word in enumerate(stems):
        if word not in wanted:
            continue
        places[word] = offset
        if len(places) < len(wanted):
            continue
        stretch = range(region.start + min(places.values()), region.start + offset + 1)
        away = min(abs(stretch.start - context.last), abs(context.first - stretch.stop))
        if best is None or (len(stretch), away) < best[:2]:
            best = (len(stretch), away, stretch)
    if best is None:
        return None
    stretch = best[2]
    return Match(phrase, stretch.start, stretch.stop - 1, tuple(_foreign(phrase, wanted, stretch, context)))


def _said(context: Context) -> frozenset[str]:
    return frozenset(token.stem for token in context.tokens)


def _acted_on(phrase: Phrase, match: Match, context: Context) -> tuple[str, ...]:
    """The verb between a phrase's words and the noun that it counts: "the Post [shut] 213 offices"."""
    if match.last >= context.first or not _counts(phrase, context):
        return ()
    for at in range(match.last + 1, context.first):
        word = context.tokens[at].text
        infinitive = context.tokens[at - 1].text.casefold() == "to" and verb_possible(word)
        verb = is_verb(context.tokens, at) and not is_a(word, "auxiliary")
        if (infinitive or verb) and not is_a(word, "measuring", "holding"):
            return (word,)
    return ()


def _counts(phrase: Phrase, context: Context) -> bool:
    """Whether a part of the phrase stands in the figure itself, as its noun."""
    return any(context.tokens[at].stem in phrase.stems for at in range(context.first, context.last))


def _of_no_cost(phrase: Phrase, said: frozenset[str]) -> tuple[str, ...]:
    """ "A loan to add a fourth unit" is no "cost of the fourth unit": a phrase's head must be said if it is a cost."""
    missing = phrase.head in _costs() and phrase.head not in phrase.stems and phrase.head not in said
    return (f"no {phrase.head}",) if missing else ()


@cache
def _costs() -> frozenset[str]:
    return frozenset(stem(word) for word in ("cost", "costs", "estimate", "rise", "fall", "growth"))


def _those_only(context: Context) -> tuple[str, ...]:
    """A participle behind a figure may pick out some: "the 24 electric vehicles [delivered] during the year"."""
    behind = context.tokens[context.last : context.last + 2]
    if len(behind) == 2 and behind[0].text.endswith("ed") and is_a(behind[1].text, "preposition"):
        return (behind[0].text,)
    return ()


def _foreign(phrase: Phrase, wanted: frozenset[str], stretch: range, context: Context) -> Iterator[str]:
    """Words inside or about the phrase that could make it another measure."""
    tokens, closed = context.tokens, context.closed
    fine = wanted | _fine(phrase)
    for at in stretch:
        if (
            at not in context.asides
            and not closed[at]
            and is_content(tokens[at])
            and tokens[at].stem not in fine
            and not _says_nothing(tokens, at)
        ):
            yield tokens[at].text
        elif (
            tokens[at].stem in wanted
            and is_verb(tokens, at)
            and tokens[at].text.casefold() not in phrase.text.casefold()
        ):
            yield tokens[at].text  # "milks" is not "milking cows"
    if not _is_agent(stretch.start - 1, context):
        yield from _before_it(stretch.start - 1, fine, context)
    yield from _behind_it(stretch.stop, fine, context)
    yield from _doer(stretch, fine, context)
    yield from _other_head(phrase, stretch, context)
    yield from (stem for stem in _statistics() & phrase.described if stem not in {token.stem for token in tokens})
    for at in (*context.subject, *context.clause):
        if is_a(tokens[at].text, "distributing") and tokens[at].stem not in fine:
            yield tokens[at].text  # "each of them issued 1,750 tickets on average"
    yield from _narrowing_from_afar(fine, context)


def _other_head(phrase: Phrase, stretch: range, context: Context) -> Iterator[str]:
    """ "Asset management" is no amount of "assets under management": a compound speaks of its last noun."""
    words = [context.tokens[at] for at in stretch]
    turned = any(is_a(token.text, "preposition") for token in tokenize(phrase.text))
    compound = (
        len(words) > 1
        and all(is_content(token) for token in words)
        and not any(context.closed[at] or is_verb(context.tokens, at) for at in stretch)
    )
    if turned and compound and words[-1].stem != phrase.head and phrase.head in {token.stem for token in words}:
        yield words[-1].text


@cache
def _statistics() -> frozenset[str]:
    return frozenset(stem(word) for word in ("average", "mean", "median", "maximum", "minimum", "peak"))


def _doer(stretch: range, fine: frozenset[str], context: Context) -> Iterator[str]:
    """The subject of a clause that begins with its verb: "[Voters abroad], who register apart, cast 88,300 votes"."""
    clause = context.clause
    verbal = clause.start < context.first and verb_possible(context.tokens[clause.start].text)
    if stretch.start in clause and verbal:
        for at in context.subject:
            token = context.tokens[at]
            if is_content(token) and not context.closed[at] and token.stem not in fine and token.text.islower():
                yield token.text
                return


def _is_agent(at: int, context: Context) -> bool:
    """Whether a noun before the phrase only does what it says: "[the board] ordered 680,000 doses"."""
    tokens = context.tokens
    if at < 1 or not verb_possible(tokens[at + 1].text) or not tokens[at].text.islower():
        return False
    return tokens[at - 1].text.casefold() == "the" and (at == 1 or ends_phrase(tokens[at - 2]))


def _fine(phrase: Phrase) -> frozenset[str]:
    """The stems that do not make a phrase another measure: its own, those of its rows' names, of time and place."""
    somewhere = place_stems(phrase.place) | anywhere_stems()
    return phrase.stems | phrase.welcome | phrase.described | neutral_stems() | time_stems() | somewhere


def _says_nothing(tokens: Sequence[Token], at: int) -> bool:
    return is_a(tokens[at].text, "measuring") or is_verb(tokens, at)


def _before_it(at: int, fine: frozenset[str], context: Context) -> Iterator[str]:
    """A modifier right before the phrase, or the noun that the phrase only modifies ("FEES in …")."""
    tokens, closed = context.tokens, context.closed
    narrowed = False
    while at >= 0 and not closed[at] and not ends_phrase(tokens[at]):
        token = tokens[at]
        if is_a(token.text, "statistic") and token.stem not in fine:
            yield token.text
            return
        if is_a(token.text, "narrowing") and not is_a(token.text, "measuring"):
            narrowed = True
        elif (
            is_a(token.text, "measuring")
            or (is_verb(tokens, at) and not narrowed)
            or (is_a(token.text, "preposition", "clause", "auxiliary") and not is_a(token.text, "determiner"))
        ):
            return
        elif is_content(token) and token.stem not in fine and at not in context.asides:
            yield token.text
            return
        at -= 1


def _behind_it(at: int, fine: frozenset[str], context: Context) -> Iterator[str]:
    """The noun that the phrase only modifies ("401(k) plan FEES"), or what narrows it ("plans of TEACHERS")."""
    tokens, closed = context.tokens, context.closed
    while at < len(tokens) and not closed[at] and not ends_phrase(tokens[at]):
        token = tokens[at]
        if is_a(token.text, "measuring", "auxiliary") or is_verb(tokens, at):
            return
        if is_content(token) and token.stem not in fine and at not in context.asides:
            yield token.text
            return
        if is_function_word(token) and not is_a(token.text, "narrowing", "determiner", "adverb", "joining"):
            return
        at += 1


def _other_base(phrase: Phrase, context: Context) -> Iterator[str]:
    """Words of what a share is said to be of that the phrase does not have: it may be a share of something else."""
    fine = (
        phrase.stems - phrase.holder | phrase.welcome | neutral_stems() | place_stems(phrase.place) | anywhere_stems()
    )
    for at in context.of_phrase:
        if is_content(context.tokens[at]) and context.tokens[at].stem not in fine:
            yield context.tokens[at].text


def _narrowing_from_afar(fine: frozenset[str], context: Context) -> Iterator[str]:
    """ "Among the young, turnout was 49%", "turnout was 74% in the capital": the figure is of a part."""
    for region in (context.opening, context.qualifier):
        first = next((token.stem for token in context.tokens[region.start : region.stop] if is_content(token)), "")
        for at in region if first not in time_stems() else ():
            word = is_content(context.tokens[at]) and not context.closed[at]
            if context.owners[at] or (word and context.tokens[at].stem not in fine):
                yield context.tokens[at].text
                break


def _choose(found: list[Match], context: Context, score: Fraction, *, sure: bool) -> Link | str:
    """The longest phrase; where phrases of two measures are as long and as clean, neither."""
    best = max(found, key=lambda match: (match.rank, -_away(match, context)))
    rivals = {m.phrase.measure for m in found if m.rank == best.rank and _away(m, context) == _away(best, context)}
    if len(rivals) > 1:
        return f"two measures could be meant: {' or '.join(sorted(rivals))}"
    beside = _is_beside(best, context)
    certain = sure and not best.foreign and not beside
    words = " ".join(context.tokens[at].text for at in range(best.first, best.last + 1))
    why = f"“{words}” is named by the alias “{best.phrase.text}”"
    if best.foreign:
        why += f", but “{', '.join(best.foreign)}” may make it something else"
    place = best.phrase.place if best.placed else None
    bare = best.foreign == (_any(best.phrase),) and _counts_all(context, best.phrase)
    return Link(
        best.phrase.measure,
        certain,
        score - Fraction(len(best.foreign), 10),
        why,
        place,
        bare,
        strange=beside or _only_modifies(best, context) or bool(_of_no_cost(best.phrase, _said(context))),
    )


def _is_beside(match: Match, context: Context) -> bool:
    """ "Together with children's services it accounts for 272 million": what goes with the subject is not it."""
    at = match.first - 1
    while at >= 0 and is_a(context.tokens[at].text, "determiner"):
        at -= 1
    words = " ".join(token.text.casefold() for token in context.tokens[max(0, at - 1) : at + 1])
    alone = re.search(r"\b(?:together with|along with|besides|alongside)$", words) is not None
    return alone and match.last < context.first


def _only_modifies(match: Match, context: Context) -> bool:
    """Whether a foreign noun is what the phrase speaks of: "catch QUOTA", "FEES in the plans", "AVERAGE catch"."""
    tokens, foreign = context.tokens, frozenset(match.foreign)
    if match.last + 1 < len(tokens) and tokens[match.last + 1].text in foreign:
        return True
    at = match.first - 1
    while at > 0 and is_a(tokens[at].text, "determiner"):
        at -= 1
    owned = at > 0 and is_a(tokens[at].text, "preposition") and tokens[at - 1].text in foreign
    return owned or not _statistics().isdisjoint(stem(word) for word in foreign)


def _any(phrase: Phrase) -> str:
    """What makes a figure that only its noun links a doubtful one: "95 cows" may be any cows."""
    return f"any {phrase.text}"


def _counts_all(context: Context, phrase: Phrase) -> bool:
    """Whether the clause says no more than that so many are there: "it has 1,690 employees", "there are 412"."""
    around = range(context.clause.start, context.first)
    holding = any(is_a(context.tokens[at].text, "holding") for at in around)
    behind = context.tokens[context.last].text if context.last < len(context.tokens) else "."
    partial = is_a(behind, "pronoun", "narrowing") and behind.casefold() not in {"in", "at"}
    narrowed = any(context.owners[at] for at in (*context.opening, *context.qualifier))
    said = content([context.tokens[at] for at in around if not is_verb(context.tokens, at) and not context.closed[at]])
    narrowed = narrowed or len(set(said) - _fine(phrase)) > 1  # "the city's hired bicycles were used for 1.2m trips"
    return holding and not partial and not narrowed and not context.words(context.adjacent)


def _away(match: Match, context: Context) -> int:
    return min(abs(match.first - context.last), abs(context.first - 1 - match.last))
