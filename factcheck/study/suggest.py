"""Which rows a table lacks: the measures that most claims without a verdict would need, as rows to complete.

A claim without a measure is named by the words about it; claims of one unit whose words are the same are one measure.
A claim whose measure the table has, but for no date that fits, needs another row of that measure.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from factcheck import units
from factcheck.model import Claim, Report, Token, Verdict
from factcheck.phrases import Context, is_content, is_verb, neutral_stems
from factcheck.report.ledger import Ledger, ledger

HEADER = ("id", "measure", "name", "value", "unit", "as_of", "aliases", "source", "note")
"""Columns of a suggestion; value and source are left to the editor."""
WORDS = 6
"""A name has at most so many words."""
PLACES = 5
"""So many places are named in a note."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row to complete, and the claims that it would let the program judge, by document and place."""

    measure: str
    name: str
    unit: str
    as_of: str
    aliases: tuple[str, ...]
    claims: tuple[Claim, ...]


def suggest(report: Report) -> tuple[Suggestion, ...]:
    """The most wanted first; none for what is supposed, denied or an example."""
    known = ledger(report)
    wanted = [claim for claim in known.claims if known.verdicts[claim.id] is Verdict.UNVERIFIED and _is_stated(claim)]
    found = sorted(chain(_dated(wanted), _named(wanted)), key=lambda s: (-len(s.claims), s.measure, s.as_of))
    taken = Counter(row.id for row in report.assumptions)
    return tuple(s for s in found if not taken[s.measure])


def as_csv(suggestions: Sequence[Suggestion], report: Report) -> str:
    """Rows for the table, with the places that need them in the note; no cell can start a formula in a spreadsheet."""
    known, out = ledger(report), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    seen: Counter[str] = Counter()
    for each in suggestions:
        stem = "_".join(filter(None, (each.measure, re.sub(r"\W+", "", each.as_of).lower())))
        seen[stem] += 1
        name = stem if seen[stem] == 1 else f"{stem}_{seen[stem]}"
        row = (name, each.measure, each.name, "", each.unit, each.as_of, "|".join(each.aliases), "", _note(each, known))
        writer.writerow(re.sub(r"^[=+\-@\t\r]", "", cell) for cell in row)
    return out.getvalue()


def _note(each: Suggestion, known: Ledger) -> str:
    places = [f"{c.span.document}:{known.places[c.id].line} says {c.mention.text}" for c in each.claims[:PLACES]]
    more = len(each.claims) - PLACES
    return "; ".join([*places, *([f"and {more} more"] if more > 0 else [])])


def _is_stated(claim: Claim) -> bool:
    stance = claim.stance
    return not (stance.supposed or stance.denied or stance.example or claim.mention.direction)


def _dated(claims: Sequence[Claim]) -> Iterator[Suggestion]:
    """Another row of a measure that the table has: for the date that the claims are of."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.link is not None and claim.link.certain and claim.period is not None:
            groups[claim.link.measure, claim.period.text].append(claim)
    for (measure, as_of), members in groups.items():
        name = f"{measure.replace('_', ' ').capitalize()}, {as_of}"
        yield Suggestion(measure, name, members[0].unit, as_of, (), tuple(members))


def _named(claims: Sequence[Claim]) -> Iterator[Suggestion]:
    """A new measure, named by the words about its claims."""
    groups: dict[tuple[str, frozenset[str]], list[tuple[Claim, str]]] = defaultdict(list)
    for claim in claims:
        if claim.link is None and claim.unit not in {"multiple", ""} and not units.is_time(claim.unit):
            stems, words = _words(claim)
            if stems:
                groups[claim.unit, stems].append((claim, words))
    for (unit, _), members in groups.items():
        phrases = tuple(dict.fromkeys(words for _, words in members))
        measure = re.sub(r"[^a-z0-9]+", "_", phrases[0].lower()).strip("_")
        if re.match(r"[a-z]", measure):
            name = phrases[0][0].upper() + phrases[0][1:]
            yield Suggestion(measure, name, _unit(unit), "", phrases, tuple(claim for claim, _ in members))


def _unit(unit: str) -> str:
    return "item" if unit == units.NUMBER else unit


def _words(claim: Claim) -> tuple[frozenset[str], str]:
    """The stems and the words of the nearest noun phrase about a figure: its own, else its clause's subject."""
    context = Context.of(claim.sentence, claim.span)
    own = [token.text for token in context.tokens[context.first : context.last] if _is_name(token.text, claim.unit)]
    regions = (
        (context.adjacent, 1),
        (context.of_phrase, 1),
        (context.lead, 2),
        (context.before, 2),
        (context.subject, 2),
    )
    for region, least in regions:
        kept = _noun_phrase([t for at, t in enumerate(context.tokens) if at in region and not context.closed[at]])
        stems = frozenset(token.stem for token in kept if is_content(token)) - neutral_stems()
        if len(stems) >= least:
            return stems, " ".join([*own, *(token.text for token in kept)])
    return (frozenset({claim.unit}), " ".join(own)) if own else (frozenset(), "")


def _noun_phrase(tokens: Sequence[Token]) -> list[Token]:
    """The last run of words that name something: "the dairy herd of the valley" of "By May the … had reached"."""
    runs: list[list[Token]] = [[]]
    for at, token in enumerate(tokens):
        inner = token.text.casefold() in {"of", "for", "the"} and runs[-1]
        if (is_content(token) and not is_verb(tokens, at)) or inner:
            runs[-1].append(token)
        else:
            runs.append([])
    for run in reversed(runs):
        while run and not is_content(run[-1]):
            run.pop()
        if run:
            return run[-WORDS:] if is_content(run[-WORDS:][0]) else run[-WORDS + 1 :]
    return []


def _is_name(word: str, unit: str) -> bool:
    """Whether a word of the figure's own says what is counted: "people" of "1.2 million people"."""
    return word.isalpha() and units.is_count(unit) and units.table_unit(word) not in {None, units.NUMBER}
