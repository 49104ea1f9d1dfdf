"""Turns records into what a page says of them: the report's words, links and ranges, seen from one page.

The templates have loops and conditions only; whatever is counted, compared, rounded or looked up, is so here and in
the neighbours that make whole pages of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import takewhile

from factcheck.figures import say, say_apart, say_gap, say_interval
from factcheck.interval import Interval
from factcheck.model import Assumption, Claim, Document, Finding, Operand, Passed, Quantity, Report, Verdict
from factcheck.report.accepted import in_words
from factcheck.report.ledger import Ledger, Totals, attribution, ledger
from factcheck.report.pages.shelf import INDEX, Shelf, anchor, shelf, web_address
from factcheck.report.pages.views import FindingView, Link, NoteView, OperandView, RowView, Slice, Standing
from factcheck.report.texts import text

SHORTEST_NAME = 4
TABLE_DIGITS = 6  # a row of the table is shown as exactly as tables are written


@dataclass(frozen=True)
class Desk:
    """The report's records by what they belong to, and the page `here` that they are written for."""

    known: Ledger
    shelf: Shelf
    here: str
    claims: Mapping[str, Claim]
    claims_of: Mapping[str, tuple[Claim, ...]]  # document id
    passed_of: Mapping[str, tuple[Passed, ...]]  # document id
    by_id: Mapping[str, Finding]
    leads_to: Mapping[str, tuple[str, ...]]  # finding id → those that follow from it
    table: Mapping[str, Assumption]  # every row, and those only findings know
    rows_of: Mapping[str, tuple[Assumption, ...]]  # measure → its rows by date
    claims_about: Mapping[str, tuple[Claim, ...]]  # measure → the claims that were taken to be of it
    compared: bool  # whether anything was known before: only then is it worth a word that something is new

    def at(self, here: str) -> Desk:
        return replace(self, here=here)

    # ── links ─────────────────────────────────────────────────────────────────────────────────────────────

    def where(self, claim: Claim) -> str:
        """The place of a claim in words; the file is named where it is not the page's own."""
        line = text("place.line", n=self.known.places[claim.id].line)
        own = self.shelf.article_page(claim.span.document) == self.here
        return line if own else text("place.of", file=claim.span.document, line=line)

    def claim_link(self, claim: Claim) -> str:
        """The address of a claim's figure in its article."""
        return self.shelf.link(self.here, self.shelf.article_page(claim.span.document), anchor("claim", claim.id))

    def figure(self, claim: Claim) -> Link:
        """A link to the figure's place in its article."""
        if claim.id not in self.claims:
            return Link(flat(claim.mention.text), None, claim.span.document)
        return Link(flat(claim.mention.text), self.claim_link(claim), self.where(claim))

    def finding_link(self, finding: Finding) -> str:
        page = self.shelf.article_page(finding.claim.span.document)
        return self.shelf.link(self.here, page, anchor("finding", finding.id))

    def other(self, finding: str) -> Link:
        """A link to another finding, by its figure."""
        found = self.by_id.get(finding)
        if found is None:
            return Link(finding)
        return Link(flat(found.claim.mention.text), self.finding_link(found), self.where(found.claim))

    def cause(self, claim: str) -> Link:
        return self.figure(self.claims[claim]) if claim in self.claims else Link(claim)

    def article_link(self, document: Document) -> Link:
        page = self.shelf.article_page(document.id)
        place = f"article-{self.shelf.articles[document.id]}"
        return Link(document.title or document.id, self.shelf.page_link(self.here, page, place), document.id)

    def measure_link(self, measure: str | None) -> Link | None:
        """A link to the measure's page; None where nobody speaks of it."""
        if measure is None or measure not in self.shelf.measures:
            return None
        place = f"measure-{self.shelf.measures[measure]}"
        address = self.shelf.page_link(self.here, self.shelf.measure_page(measure), place)
        return Link(self.measure_name(measure), address, measure)

    def measure_name(self, measure: str) -> str:
        """What the names of its rows have in common, their dates left out; else its id in words.

        "Plan assets, end of Q1 2025" and "Plan assets, end of Q4 2024" are both of "Plan assets".
        """
        names = [row.name.split() for row in self.rows_of.get(measure, ())]
        same = takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False))
        shared = " ".join(words[0] for words in same)
        about, comma, rest = shared.rpartition(",")
        shared = about if comma and len(rest.split()) < 2 else shared  # "Plan assets, end"
        words = shared if len(shared) >= SHORTEST_NAME else measure.replace("_", " ")
        return words[:1].upper() + words[1:]

    def index_link(self, part: str) -> str:
        return self.shelf.link(self.here, INDEX, part)

    # ── records ───────────────────────────────────────────────────────────────────────────────────────────

    def row(self, row: Assumption) -> RowView:
        band = row.figure.charitable
        place = anchor("row", row.id)
        return RowView(
            anchor=place,
            id=row.id,
            name=Link(row.name, self.shelf.link(self.here, self.shelf.rows[row.id], place)),
            value=say(row.figure.value, row.unit, significant=TABLE_DIGITS),
            band=_range(band, row.unit),
            as_of=row.as_of.text if row.as_of else None,
            published=row.published.isoformat() if row.published else None,
            formula=row.formula,
            source=Link(row.source, web_address(row.url), "" if web_address(row.url) else row.url or ""),
            publisher=row.publisher,
            retrieved=row.retrieved,
            confidence=row.confidence.value,
            note=row.note,
        )

    def operand(self, operand: Operand) -> OperandView:
        by = operand.by
        if isinstance(by, Assumption):
            row = self.row(by)
            return OperandView(operand.role, row.name, row.band, row)
        return OperandView(operand.role, self.figure(by), _range(by.figure.charitable, by.unit), None)

    def finding(self, finding: Finding) -> FindingView:
        claim = finding.claim
        stated, expected = _both(finding)
        return FindingView(
            anchor=anchor("finding", finding.id),
            rule=finding.relation.rule,
            verdict=finding.verdict.value,
            severity=finding.severity.value if finding.severity else None,
            strength=finding.strength.value if finding.strength else None,
            message=finding.message,
            words=_words(claim),
            stated=stated,
            stated_range=_range_of(finding.stated),
            expected=expected,
            expected_range=_range_of(finding.expected),
            gap=say_gap(finding.stated.value, finding.expected.value, finding.expected.unit),
            working=finding.working,
            operands=tuple(self.operand(operand) for operand in finding.reading.operands),
            suggestion=finding.suggestion,
            would_read=flat(finding.would_read) if finding.would_read else None,
            tried=finding.tried,
            causes=tuple(self.cause(c) for c in finding.causes if finding.causes != (claim.id,)),
            follows_from=tuple(self.other(cause) for cause in finding.because_of),
            leads_to=tuple(self.other(effect) for effect in self.leads_to.get(finding.id, ())),
        )

    def standing(self, *objections: str) -> Standing | None:
        """How the first of these objections that there is stands to what was known before; None where there is none."""
        found = next((id_ for id_ in objections if id_ in self.known.statuses), None)
        if found is None:
            return None
        waiver = self.known.waivers.get(found)
        words = text("index.waived", why=in_words(waiver)) if waiver else None
        return Standing(self.known.statuses[found].value, self.compared, words)

    def note(self, claim: Claim) -> NoteView:
        deciding = self.known.deciding(claim)
        rest = [finding for finding in self.known.findings_of[claim.id] if finding is not deciding]
        ordered = [deciding, *rest] if deciding else []
        return NoteView(
            anchor=anchor("note", claim.id),
            mark=anchor("claim", claim.id),
            verdict=self.known.verdicts[claim.id].value,
            standing=self.standing(claim.id),
            severity=deciding.severity.value if deciding and deciding.severity else None,
            rules=" ".join(sorted({finding.relation.rule for finding in ordered})),
            figure=self.figure(claim),
            words=_words(claim),
            suggestion=deciding.suggestion if deciding else None,
            message=deciding.message if deciding else self.known.why_unverified(claim),
            attributed=attribution(claim),
            supposed=claim.stance.supposed,
            measure=self.measure_link(claim.link.measure if claim.link else None),
            ways=self.known.checks[claim.id].ways if claim.id in self.known.checks else 0,
            findings=tuple(map(self.finding, ordered)),
            tried=self.known.tried.get(claim.id, ()),
        )


def desk(report: Report, *, one_file: bool) -> Desk:
    """Index a report for its pages."""
    known = ledger(replace(report, folder=""))  # pages name articles, not where the command was started
    table = {row.id: row for row in report.assumptions} | {row.id: row for row, _ in known.used}
    claims_of: dict[str, list[Claim]] = {document: [] for document in known.documents}
    for claim in known.claims:
        claims_of[claim.span.document].append(claim)
    passed_of: dict[str, list[Passed]] = {document: [] for document in known.documents}
    for passed in sorted(report.passed, key=lambda passed: (passed.span, passed.reason)):
        passed_of[passed.span.document].append(passed)
    leads_to: dict[str, list[str]] = {}
    for finding in known.findings:
        for cause in finding.because_of:
            leads_to.setdefault(cause, []).append(finding.id)
    claims_about: dict[str, list[Claim]] = {}
    for claim in known.claims:
        if claim.link:
            claims_about.setdefault(claim.link.measure, []).append(claim)
    rows_of: dict[str, list[Assumption]] = {}
    for row in sorted(table.values(), key=_by_date):
        rows_of.setdefault(row.measure, []).append(row)
    return Desk(
        known=known,
        shelf=shelf(sorted(known.documents), sorted(claims_about), sorted(table), one_file=one_file),
        here=INDEX,
        claims={claim.id: claim for claim in known.claims},
        claims_of={document: tuple(claims) for document, claims in claims_of.items()},
        passed_of={document: tuple(passed) for document, passed in passed_of.items()},
        by_id={finding.id: finding for finding in known.findings},
        leads_to={cause: tuple(effects) for cause, effects in leads_to.items()},
        table={id_: table[id_] for id_ in sorted(table)},
        rows_of={measure: tuple(rows) for measure, rows in rows_of.items()},
        claims_about={measure: tuple(claims) for measure, claims in claims_about.items()},
        compared=report.baseline is not None or bool(report.statuses),
    )


def _by_date(row: Assumption) -> tuple[date, str]:
    return row.as_of.first if row.as_of else date.min, row.id


def bar(totals: Totals) -> tuple[Slice, ...]:
    """The counts as widths of a bar, worst first, in hundredths of a percent."""
    counts = {
        Verdict.INCONSISTENT.value: totals.inconsistent,
        Verdict.UNVERIFIED.value: totals.unverified,
        Verdict.CONSISTENT.value: totals.consistent,
        "passed": totals.passed,
    }
    slices, at = [], 0
    for kind, count in counts.items():
        if count:
            slices.append(Slice(kind, _percent(at, totals.numbers), _percent(count, totals.numbers)))
        at += count
    return tuple(slices)


def coverage(totals: Totals) -> str:
    """How many of the claims could be decided: "54%"; a dash where there is none."""
    return f"{(totals.consistent + totals.inconsistent) * 100 // totals.claims}%" if totals.claims else "–"


def _percent(part: int, whole: int) -> str:
    return f"{float(Fraction(part * 100, whole)):.2f}%"


def _both(finding: Finding) -> tuple[str, str]:
    """The stated and the expected figure, with as many digits as it takes to tell them apart."""
    stated, expected = finding.stated, finding.expected
    if stated.unit != expected.unit:
        return say(stated.value, stated.unit), say(expected.value, expected.unit)
    first, second = say_apart([stated.value, expected.value], stated.unit)
    return first, second


def _words(claim: Claim) -> str:
    hedge = claim.mention.hedging
    return flat(f"{hedge.words} {claim.mention.text}" if hedge else claim.mention.text)


def _range_of(quantity: Quantity) -> str | None:
    return _range(quantity.interval, quantity.unit)


def _range(interval: Interval, unit: str) -> str | None:
    """The interval of a figure; None of an exact one."""
    return say_interval(interval, unit) if interval.width else None


def flat(words: str) -> str:
    """White space as single blanks; one at either end is kept, since a figure stands there."""
    return re.sub(r"\s+", " ", words)
