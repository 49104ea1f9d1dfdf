"""The row that a table lacks for a claim that nothing decides on: its measure, name, unit and date, to be completed.

A claim whose measure the table has, but for another date, needs a row of that measure for its own. One without a
measure needs a new one, named by the words about it: the counted noun for a count, else the noun phrase nearest to the
figure. Words that would fit any figure ("last year", "people") name nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factcheck import units
from factcheck.model import Assumption, Claim, Period, Token
from factcheck.nlp import parts_of_speech, stem, tokens, verb_possible
from factcheck.phrases import Context, is_a, is_content, is_verb, neutral_stems, time_stems

COLUMNS = ("id", "measure", "name", "value", "unit", "as_of", "aliases", "place", "source", "note")
"""What a proposed row has; value and source are left to the editor."""
WORDS = 5
"""A name has at most so many words."""
ANYBODY = frozenset(map(stem, ("people", "person", "human", "man", "woman", "child", "other", "one", "thing", "case")))
"""Stems of nouns that count anything: alone they name no measure."""
SMALL = 12
"""What is counted in a word, "three pillars", and is no more than so many, is no figure for a table …"""
FEW = 100
"""… nor a bare number below this."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row to complete; of a measure that the table has already where `known`.

    `aliases` are the phrases by which the articles name a new measure; a known one has its own.
    """

    measure: str
    name: str
    unit: str
    as_of: str
    aliases: tuple[str, ...]
    place: str
    known: bool

    @property
    def id(self) -> str:
        """The measure with its date: "apple_harvest_2024"."""
        return "_".join(filter(None, (self.measure, re.sub(r"\W", "", self.as_of).lower())))

    def cells(self, note: str = "") -> dict[str, str]:
        """The row by column; none of them can start a formula in a spreadsheet."""
        written = (self.id, self.measure, self.name, "", self.unit, self.as_of, "|".join(self.aliases), self.place)
        made = dict(zip(COLUMNS, (*written, "", note), strict=True))
        return {column: re.sub(r"^[=+\-@\t\r]+", "", cell) for column, cell in made.items()}


def line(cells: Iterable[str]) -> str:
    """One line of CSV, without its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def wanted(claim: Claim, rows: Sequence[Assumption]) -> Wanted | None:
    """The row that would let the claim be judged; None for what is supposed, denied, no measure, or cannot be named."""
    stance = claim.stance
    if stance.supposed or stance.denied or stance.example or claim.mention.direction or _is_small(claim):
        return None
    as_of = iso(claim.period) if claim.period is not None else ""
    if claim.link is not None and claim.link.certain:
        own = [row for row in rows if row.measure == claim.link.measure]
        return _dated(own, as_of) if own and as_of else None
    if claim.unit in {"multiple", "", "time"} or units.is_time(claim.unit):
        return None
    phrase = _phrase(claim)
    said = " ".join(phrase)
    telling = " ".join(word for word in phrase if not is_a(word, "preposition", "determiner"))
    measure = "_".join(re.findall(r"[a-z0-9]+", telling.lower()))
    if not re.match(r"[a-z]", measure):
        return None
    name = f"{said[0].upper()}{said[1:]}{f', {as_of}' if as_of else ''}"
    return Wanted(measure, name, _table_unit(claim.unit), as_of, (said,), "", known=False)


def _dated(rows: Sequence[Assumption], as_of: str) -> Wanted:
    """Another row of a measure: like the last of its rows, under the new date."""
    last = rows[-1]
    name = re.sub(r",[^,]*\d[^,]*$", "", last.name)
    places = {row.place for row in rows}
    place = (last.place or "") if len(places) == 1 else ""
    return Wanted(last.measure, f"{name}, {as_of}", _table_unit(last.unit), as_of, (), place, known=True)


def iso(period: Period) -> str:
    """The period as a table writes it, "2025-Q1"; of one that has no such name its last day; "" of an open one."""
    first, last = period.first, period.last
    if first == date.min or last == date.max:
        return ""
    if first == last:
        return first.isoformat()
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if whole and months == 12 and first.month == 1:
        return f"{first.year}"
    if whole and months == 6 and first.month in (1, 7):
        return f"{first.year}-H{1 if first.month == 1 else 2}"
    if whole and months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if whole and months == 1:
        return f"{first:%Y-%m}"
    return last.isoformat()


def _is_small(claim: Claim) -> bool:
    if claim.unit == units.NUMBER:
        return claim.figure.value < FEW
    in_words = not any(sign.isdigit() for sign in claim.mention.text)
    return in_words and units.is_count(claim.unit) and claim.figure.value <= SMALL


def _table_unit(unit: str) -> str:
    """The unit as people write it in a table: a bare number counts items, meter**2 is a square meter."""
    powers = {"2": "square", "3": "cubic"}
    spelled = re.sub(r"\b(\w+)\*\*([23])", lambda found: f"{powers[found[2]]}_{found[1]}", unit)
    return "item" if unit == units.NUMBER else spelled


# ── The words for it ──────────────────────────────────────────────────────────────────────────────────────


def _phrase(claim: Claim) -> list[str]:
    """The words that name what the figure is of; none where there are only words that fit anything."""
    context = Context.of(claim.sentence, claim.span)
    own = _counted(claim)
    if own and not _stems(own) <= ANYBODY:
        return _words(own)
    for region in (context.adjacent, context.of_phrase, context.before, context.lead, context.subject):
        for run in _runs(context, region):
            words = [context.tokens[at] for at in run]
            if any(map(_is_noun, words)) and not _stems(words) <= ANYBODY:
                told = own or (_deed(context, run[-1]) if len(run) == 1 else [])
                return _words([*words, *told])
    return []


def _is_noun(token: Token) -> bool:
    """Whether the lexicon knows the word as a noun, or as nothing and it is a name or has a figure in it: "401(k)"."""
    known = parts_of_speech(token.text)
    return "NOUN" in known or (not known and not token.text.islower()) or "PROPN" in known


def _deed(context: Context, at: int) -> list[Token]:
    """What somebody did with the figure, where that alone tells it from others: "the company [burned] 106 tonnes"."""
    between = context.tokens[at + 1 : context.first]
    deeds = [t for t in between if is_content(t) and verb_possible(t.text) and not is_a(t.text, "measuring")]
    return deeds[:1]


def _counted(claim: Claim) -> list[Token]:
    """The figure's own noun with its adjectives: "passenger journeys" of "14.2 million passenger journeys"."""
    if not units.is_count(claim.unit):
        return []
    found = tokens(claim.mention.text)
    named = [at for at, token in enumerate(found) if token.text.isalpha() and not is_a(token.text, "neutral", "number")]
    return [found[at] for at in named]


def _runs(context: Context, region: range) -> Iterator[list[int]]:
    """Where the noun phrases of a region stand, the last first: "dairy herd of the valley" of "the … reached"."""
    runs: list[list[int]] = [[]]
    for at in region:
        token = context.tokens[at]
        inner = bool(runs[-1]) and _joins(context, runs[-1][-1], at)
        kept = is_content(token) and not context.closed[at] and not is_verb(context.tokens, at)
        if inner or (kept and token.stem not in time_stems()):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    for run in reversed(runs):
        stripped = _stripped(context, run)
        if stripped:
            yield stripped


def _joins(context: Context, last: int, at: int) -> bool:
    """Whether a small word goes on with a phrase: "spawning stock [of the] cod"."""
    word, before = context.tokens[at].text.casefold(), context.tokens[last].text.casefold()
    return word in {"of", "for"} or (word in {"the", "a", "an"} and before in {"of", "for"})


def _stripped(context: Context, run: Sequence[int]) -> list[int]:
    """A run without what is no part of a name: the verb before the figure, small and neutral words at its ends."""
    kept = list(run)
    if kept and kept[-1] < context.first and _is_its_verb(context, kept[-1]):
        kept.pop()
    while kept and (not is_content(context.tokens[kept[-1]]) or _is_neutral(context.tokens[kept[-1]])):
        kept.pop()
    kept = kept[-WORDS:]
    while kept and (not is_content(context.tokens[kept[0]]) or _is_neutral(context.tokens[kept[0]])):
        kept.pop(0)
    return kept


def _is_its_verb(context: Context, at: int) -> bool:
    """Whether a word that could be a noun is the verb of the figure behind it: "the line [covers] 42 miles"."""
    between = context.tokens[at + 1 : context.first]
    words = [token.text.casefold() for token in between]
    if "of" in words or any(is_a(word, "auxiliary") or not word.isalpha() for word in words):
        return False
    follows = at > 0 and is_content(context.tokens[at - 1])
    word = context.tokens[at].text
    return is_a(word, "measuring") or (follows and verb_possible(word) and not any(map(is_content, between)))


def _is_neutral(token: Token) -> bool:
    return token.stem in neutral_stems() or is_a(token.text, "measuring", "joining")


def _stems(run: Iterable[Token]) -> frozenset[str]:
    return frozenset(token.stem for token in run if is_content(token)) - neutral_stems() - time_stems()


def _words(run: Iterable[Token]) -> list[str]:
    """The words of a run, without the capital that only begins a sentence."""
    return [word.lower() if parts_of_speech(word.lower()) else word for word in (token.text for token in run)]
