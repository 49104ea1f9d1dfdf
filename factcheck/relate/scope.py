"""What a rule may look at: the claims of the articles, the rows of the table, and which figure some words mean.

A rule finds words that assert arithmetic ("61% of the plans' assets"); which figures those words mean is the same
question for every rule, and it is answered here: by figures of the article whose own words agree, then by rows of the
table. Every answer says how well the words support it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from factcheck import units
from factcheck.model import (
    Assumption,
    Claim,
    Confidence,
    Document,
    Link,
    Period,
    Sentence,
    Span,
    Support,
    Token,
)
from factcheck.phrases import Context, content, neutral_stems

Namer = Callable[[Sequence[Token], Callable[[str], bool]], Link | None]

CURRENT = timedelta(days=400)
"""A row older than this, counted from the article's day, says nothing of the present."""

BEFORE, BEHIND = 120, 60
"""So many figures before and behind a claim are in a reader's mind: a search for two of them at once stays bounded."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that some words may mean; `total` if they call it a whole, which no part exceeds."""

    by: Claim | Assumption
    support: Support
    why: str
    total: bool = False


@dataclass(frozen=True)
class Scope:
    """All figures, in order of document and place, all rows, the table's namer of measures; and, apart, the days."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    assumptions: tuple[Assumption, ...]
    namer: Namer
    days: tuple[Claim, ...] = ()
    _contexts: dict[str, Context] = field(default_factory=dict, repr=False)

    # ── looking around ──

    @cached_property
    def _by_document(self) -> dict[str, Document]:
        return {document.id: document for document in self.documents}

    @cached_property
    def _claims_of(self) -> dict[str, tuple[Claim, ...]]:
        grouped: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            grouped[claim.span.document].append(claim)
        return {name: tuple(members) for name, members in grouped.items()}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {claim.id: at for members in self._claims_of.values() for at, claim in enumerate(members)}

    @cached_property
    def _rows_of(self) -> dict[str, tuple[Assumption, ...]]:
        grouped: dict[str, list[Assumption]] = defaultdict(list)
        for row in self.assumptions:
            grouped[row.measure].append(row)
        return {measure: tuple(rows) for measure, rows in grouped.items()}

    @cached_property
    def _claims_by_measure(self) -> dict[str, tuple[Claim, ...]]:
        grouped: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.link is not None:
                grouped[claim.link.measure].append(claim)
        return {measure: tuple(members) for measure, members in grouped.items()}

    def document(self, claim: Claim) -> Document:
        return self._by_document[claim.span.document]

    def article(self, claim: Claim) -> tuple[Claim, ...]:
        """All claims of the claim's article, in order."""
        return self._claims_of[claim.span.document]

    def in_mind(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of its article that a reader may still have in mind, in order: all of an ordinary article."""
        at = self._places[claim.id]
        return self.article(claim)[max(0, at - BEFORE) : at + BEHIND]

    def claims_in(self, document: str) -> tuple[Claim, ...]:
        """All claims of a document, in order."""
        return self._claims_of.get(document, ())

    def beside(self, claim: Claim) -> tuple[Claim, ...]:
        """The other claims of the same sentence, in order."""
        around = (self._neighbours(claim, -1), self._neighbours(claim, +1))
        return (*reversed(around[0]), *around[1])

    def earlier(self, claim: Claim) -> Iterator[Claim]:
        """The claims before this one in its article, the nearest first."""
        members = self.article(claim)
        return iter(members[: self._places[claim.id]][::-1])

    def _neighbours(self, claim: Claim, step: int) -> list[Claim]:
        members, at, found = self.article(claim), self._places[claim.id] + step, []
        while 0 <= at < len(members) and members[at].sentence.span == claim.sentence.span:
            found.append(members[at])
            at += step
        return found

    def of_measure(self, measure: str) -> tuple[Claim, ...]:
        """The claims of all articles that were taken to be of a measure, in order."""
        return self._claims_by_measure.get(measure, ())

    def context(self, claim: Claim) -> Context:
        """The claim's figure in its sentence."""
        if claim.id not in self._contexts:
            self._contexts[claim.id] = Context.of(claim.sentence, claim.span)
        return self._contexts[claim.id]

    def between(self, first: Claim, second: Claim) -> str:
        """The text from the end of one figure to the start of a later one, lower case."""
        return self.document(first).text[first.span.end : second.span.start].casefold()

    def said_before(self, claim: Claim) -> str:
        """The sentence's text up to the figure, its hedge left out."""
        before = self.document(claim).text[claim.sentence.span.start : claim.span.start]
        hedge = claim.mention.hedge
        return before.rstrip().removesuffix(hedge) if hedge is not None else before

    def lead(self, claim: Claim) -> str:
        """The sentence's words before the figure and its hedge, from the figure before it on."""
        before = [other for other in self.beside(claim) if other.span.end <= claim.span.start]
        start = before[-1].span.end if before else claim.sentence.span.start
        hedge = claim.mention.hedging
        stop = min(claim.span.start, hedge.span.start) if hedge is not None else claim.span.start
        return self.document(claim).text[start : max(start, stop)]

    def said_behind(self, claim: Claim) -> str:
        """The sentence's text behind the figure."""
        return self.document(claim).text[claim.span.end : claim.sentence.span.end]

    def words(self, span: Span) -> str:
        return self._by_document[span.document].text[span.start : span.end]

    def sentence_text(self, sentence: Sentence) -> str:
        return self.words(sentence.span)

    # ── rows of the table ──

    def rows(self, measure: str) -> tuple[Assumption, ...]:
        return self._rows_of.get(measure, ())

    def part_of(self, measure: str) -> Iterator[str]:
        """The measures that this one is a part of, the nearest first."""
        seen = {measure}
        while True:
            whole = next((row.part_of for row in self.rows(measure) if row.part_of), None)
            if whole is None or whole in seen:
                return
            yield whole
            seen.add(whole)
            measure = whole

    def dated_rows(self, measure: str, claim: Claim, *, place: str | None = None) -> Iterator[Candidate]:
        """The measure's rows as readings of a claim, best first; `place` is the place that the words name.

        The row of the claim's own date is clear. A claim without a date speaks of the article's day: the latest row
        public then is clear, its neighbours of the same year are likely. What was not yet public, or is of another
        date than the text names, is only possible. Where a measure has rows for several places, and the words name
        none, each of them is only likely.
        """
        rows = self.rows(measure)
        elsewhere = {row.place for row in rows if row.place != place}
        unplaced = place is None and len(elsewhere) > 1
        rows = tuple(row for row in rows if place is None or row.place == place)
        today = self.document(claim).as_of or self.document(claim).published
        known = [row for row in rows if not _too_late(row, self.document(claim).published)]
        latest = _latest(known, today)
        for row in sorted(rows, key=lambda row: (_TRUST[row.confidence], _recency(row)), reverse=True):
            support = _support(row, claim.period, latest, row in known, today)
            if row.confidence is Confidence.LOW or unplaced:
                support = min(support, Support.LIKELY)
            yield Candidate(row, support, row.name)

    # ── which figure some words mean ──

    def meant(
        self, claim: Claim, phrase: range, fits: Callable[[str], bool], *, extra: Sequence[Token] = ()
    ) -> tuple[Candidate, ...]:
        """The figures that a noun phrase of the claim's sentence may mean, best first.

        `phrase` is a range of token numbers; `extra` are words that it leaves out because they were just said
        ("their assets"). A figure inside the phrase is what is meant. Otherwise figures of the article whose measure
        or words agree; then rows of the table, which count less where the article gives a figure of its own.
        """
        context = self.context(claim)
        inside = self._figure_in(claim, phrase, fits)
        if inside is not None:
            return (Candidate(inside, Support.CLEAR, "stated with it"),)
        tokens = [*extra, *(context.tokens[at] for at in phrase)]
        link = self.namer(tokens, fits)
        wanted = frozenset(content(tokens)) - neutral_stems()
        article = _finest(self._in_article(claim, wanted, link, fits))
        stated = any(candidate.support is Support.CLEAR for candidate in article)
        table = () if stated else tuple(self._in_table(claim, link))
        return tuple(sorted((*article, *table), key=lambda candidate: -candidate.support))

    def _figure_in(self, claim: Claim, phrase: range, fits: Callable[[str], bool]) -> Claim | None:
        """The first fitting figure inside the phrase, or right where it ends ("of its 400 beds")."""
        context = self.context(claim)
        stop = phrase.stop
        stop = context.skip_to_figure(stop)
        for other in self.beside(claim):
            at = self.context(other).first
            if phrase.start <= at <= stop and other.span.start > claim.span.start and fits(other.unit):
                return other
        return None

    def _in_article(
        self, claim: Claim, wanted: frozenset[str], link: Link | None, fits: Callable[[str], bool]
    ) -> Iterator[Candidate]:
        for other in self.article(claim):
            if other.id == claim.id or not fits(other.unit) or other.stance.denied:
                continue
            if other.sentence.block.cell is not None and not _names_cell(claim, other, wanted):
                continue
            support = _agreement(claim, other, wanted, link)
            if support is not None:
                yield Candidate(other, support, f"“{other.mention.text}” in this article")

    def _in_table(self, claim: Claim, link: Link | None) -> Iterator[Candidate]:
        if link is None:
            return
        for candidate in self.dated_rows(link.measure, claim, place=link.place):
            support = candidate.support if link.certain else min(candidate.support, Support.LIKELY)
            yield Candidate(candidate.by, support, candidate.why)


def _names_cell(claim: Claim, cell: Claim, wanted: frozenset[str]) -> bool:
    """Whether words name the row and the column of a table's figure, and its date is none that the claim is not of."""
    named = cell.topic - neutral_stems()
    other_date = cell.period is not None and (claim.period is None or not cell.period.overlaps(claim.period))
    return bool(named) and named <= wanted and not other_date


def _agreement(claim: Claim, other: Claim, wanted: frozenset[str], link: Link | None) -> Support | None:
    """How well another figure's words agree with the wanted ones; None for not at all."""
    if link is not None and other.link is not None and other.link.measure == link.measure:
        return Support.CLEAR if link.certain and other.link.certain else Support.LIKELY
    topic = other.topic - neutral_stems()
    if not wanted or not topic or other.stance.supposed:
        return None
    covered = len(wanted & topic) / len(wanted)
    known_other = link is not None and other.link is not None and link.certain and other.link.certain
    same_sentence = other.sentence.span == claim.sentence.span
    if covered == 1 and len(wanted) > 1 and not known_other:
        return Support.CLEAR
    if covered >= 0.5:
        return Support.CLEAR if same_sentence and other.span.start < claim.span.start else Support.LIKELY
    return Support.POSSIBLE if covered and same_sentence else None


def _finest(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Mentions of one fact count once, by the one printed most finely: $9 trillion gives way to $8.9 trillion."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (-c.support, c.by.figure.strict.width)):
        if not any(candidate.by.figure.charitable.meets(known.by.figure.charitable) for known in kept):
            kept.append(candidate)
    return tuple(kept)


def _of_other_lengths(row: Period, period: Period) -> bool:
    """Whether one is a quarter or a half and the other longer: a quarter's sales are not the year's."""
    short, long = sorted((row.last - row.first, period.last - period.first))
    return timedelta(days=80) < short < timedelta(days=190) and 3 * short < 2 * long


_SEASON = re.compile(r"\b((?:19|20)\d\d)\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d)\b(?![-–/.,]?\d)")


def _season(words: str) -> str | None:
    """The year in which a season, a campaign, a school year begins that some words name: "2024" of "2024/25"."""
    found = _SEASON.search(words)
    return found[1] if found else None


def same_time(period: Period, other: Period) -> bool:
    """Whether figures of two periods are of one time: a quarter's are not the half's, nor those of the year."""
    seasons = (_season(period.text), _season(other.text))
    if None not in seasons:
        return seasons[0] == seasons[1]
    return period.overlaps(other) and not _of_other_lengths(period, other)


def _too_late(row: Assumption, published: date | None) -> bool:
    """Whether the row became public only after the article did."""
    public = row.published or (row.as_of.first if row.as_of else None)
    return published is not None and public is not None and public > published


def _recency(row: Assumption) -> tuple[date, str]:
    return (row.as_of.last if row.as_of else date.max), row.id


def _latest(rows: Sequence[Assumption], today: date | None) -> tuple[Period, ...]:
    """The periods of the latest rows of the day: of all, and of those of high confidence."""
    current = [row for row in rows if row.as_of and (today is None or _begun(row, today))]
    trusted = [row for row in current if row.confidence is Confidence.HIGH]
    newest = [max(group, key=_recency) for group in (current, trusted) if group]
    return tuple(row.as_of for row in newest if row.as_of and _recent(row.as_of, newest[0].as_of))


def _begun(row: Assumption, today: date) -> bool:
    """Whether the row's period has begun, or the row was public already: a budget is of the year to come."""
    return bool(row.as_of and row.as_of.first <= today) or bool(row.published and row.published <= today)


def _recent(period: Period, now: Period | None) -> bool:
    return now is None or now.last - period.last <= CURRENT


def _is_of(row: Assumption, period: Period) -> bool:
    """Whether the row is of a figure's period; seasons are told by their names, wherever the year's end is put."""
    if row.as_of is None:
        return False
    season = _season(row.name)
    return same_time(replace(row.as_of, text=row.name) if season else row.as_of, period)


def _support(
    row: Assumption, period: Period | None, latest: tuple[Period, ...], known: bool, today: date | None
) -> Support:
    if not known:
        return Support.POSSIBLE
    if row.as_of is None:
        return Support.CLEAR
    if period is not None:
        fits = _is_of(row, period)
        return Support.CLEAR if fits else Support.POSSIBLE
    is_latest = any(row.as_of.overlaps(newest) for newest in latest)
    if not latest or (today is not None and today - latest[0].last > CURRENT):
        return Support.LIKELY if is_latest else Support.POSSIBLE
    if is_latest:
        return Support.CLEAR
    return Support.LIKELY if _recent(row.as_of, latest[0]) else Support.POSSIBLE


_TRUST = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


def same_unit(unit: str) -> Callable[[str], bool]:
    """Whether another unit can be compared with this one."""
    return lambda other: other == unit or units.conversion(other, unit) is not None


def comparable(unit: str) -> Callable[[str], bool]:
    """The same unit, or another counted noun: women of runners, beds of places."""
    same = same_unit(unit)
    return lambda other: same(other) or (units.is_count(unit) and units.is_count(other))


def amount_unit(unit: str) -> bool:
    """Units of which a share can be taken: money, coins, counts, physical ones; no percentage, no multiple."""
    return not units.is_ratio(unit) and unit not in {"percentage_point", "basis_point"}
