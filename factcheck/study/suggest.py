"""Which rows a table lacks: the measures that most claims without a verdict would need, as rows to complete.

Claims that lack the same row are one suggestion: those of a measure that the table has for no such date, and those of
one unit and date whose words are the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.model import Claim, Report, Verdict
from factcheck.nlp import stem
from factcheck.report.ledger import Ledger, by_place, ledger
from factcheck.report.wanted import COLUMNS, Wanted, line, wanted

PLACES = 5
"""So many places are named in a note."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row to complete, and the claims that it would let the program judge, by document and place."""

    row: Wanted
    claims: tuple[Claim, ...]


def suggest(report: Report) -> tuple[Suggestion, ...]:
    """The most wanted first, then in the order of the articles."""
    known = ledger(report)
    groups: dict[tuple[object, ...], list[tuple[Claim, Wanted]]] = defaultdict(list)
    for claim in known.of_verdict(Verdict.UNVERIFIED):
        row = wanted(claim, report.assumptions)
        if row is not None:
            words = frozenset(map(stem, row.measure.split("_")))
            groups[row.known, words, row.unit, row.as_of].append((claim, row))
    found = [_joined(members) for members in groups.values()]
    found.sort(key=lambda each: (-len(each.claims), by_place(each.claims[0])))
    return tuple(_told_apart(found, report))


def as_csv(suggestions: Sequence[Suggestion], report: Report) -> str:
    """Rows for the table, with the places that need them in the note."""
    known = ledger(report)
    rows = (each.row.cells(_note(each, known)).values() for each in suggestions)
    return "".join(f"{line(cells)}\n" for cells in (COLUMNS, *rows))


def _joined(members: Sequence[tuple[Claim, Wanted]]) -> Suggestion:
    ordered = sorted(members, key=lambda member: by_place(member[0]))
    aliases = tuple(dict.fromkeys(alias for _, row in ordered for alias in row.aliases))
    return Suggestion(replace(ordered[0][1], aliases=aliases), tuple(claim for claim, _ in ordered))


def _told_apart(found: Sequence[Suggestion], report: Report) -> Iterator[Suggestion]:
    """Suggestions whose measures have one unit each and whose ids are new: others get their unit, or a number."""
    units = {row.measure: row.unit for row in report.assumptions}
    ids = Counter(row.id for row in report.assumptions)
    for each in found:
        row = each.row
        if not row.known and units.setdefault(row.measure, row.unit) != row.unit:
            row = replace(row, measure=f"{row.measure}_{re.sub(r'[^a-z0-9]+', '_', row.unit.lower()).strip('_')}")
        while ids[row.id]:
            ids[row.id] += 1
            row = replace(row, measure=f"{row.measure}_{ids[row.id]}")
        ids[row.id] += 1
        yield replace(each, row=row)


def _note(each: Suggestion, known: Ledger) -> str:
    places = [f"{c.span.document}:{known.places[c.id].line} says {c.mention.text}" for c in each.claims[:PLACES]]
    more = len(each.claims) - PLACES
    return "; ".join([*places, *([f"and {more} more"] if more > 0 else [])])
