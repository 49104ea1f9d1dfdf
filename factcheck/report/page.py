"""What the page says, ready to be arranged: the report turned into words, links and widths.

The template has loops and conditions only; whatever is counted, compared, rounded or looked up, is so here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from urllib.parse import urlsplit

from factcheck.figures import say, say_apart, say_gap, say_interval
from factcheck.model import (
    Assumption,
    Claim,
    Document,
    Finding,
    Operand,
    Passed,
    Quantity,
    Report,
    Severity,
    Verdict,
)
from factcheck.report.article import Group, Mark, groups
from factcheck.report.ledger import Ledger, Totals, attribution, ledger
from factcheck.report.views import (
    ArticleView,
    FindingView,
    Link,
    OperandView,
    Page,
    PassedView,
    RowView,
    Slice,
    UnverifiedView,
)

TABLE_DIGITS = 6  # a row of the table is shown as exactly as tables are written


def page(report: Report) -> Page:
    """Everything the template needs, and nothing it would have to work out."""
    desk = _Desk(ledger(report))
    findings = {finding.id: desk.finding(finding) for finding in desk.known.findings}
    passed: dict[str, list[Passed]] = {document: [] for document in desk.known.documents}
    for each in sorted(report.passed, key=lambda p: (p.span, p.reason)):
        passed[each.span.document].append(each)
    documents = sorted(report.documents, key=lambda document: document.id)
    return Page(
        headline=headline(desk.known.totals),
        totals=desk.known.totals,
        bar=_bar(desk.known.totals),
        wrong=_trees(desk.known, findings),
        undecided=tuple(v for v in findings.values() if v.verdict == "unverified"),
        articles=tuple(desk.article(document, passed[document.id], findings) for document in documents),
        unread=tuple(sorted(report.unread)),
        rows=tuple(desk.rows.values()),
    )


def headline(totals: Totals) -> str:
    """The outcome in a few words."""
    if totals.inconsistent:
        return f"{_counted(totals.inconsistent, 'figure')} cannot be right"
    if not totals.claims:
        return "No figure to check"
    if totals.unverified:
        return f"No figure contradicted, {totals.unverified:,} not verified"
    return "Every figure agrees"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _bar(totals: Totals) -> tuple[Slice, ...]:
    """The counts as widths of a bar, worst first, in hundredths of a percent."""
    counts = {
        "inconsistent": totals.inconsistent,
        "unverified": totals.unverified,
        "consistent": totals.consistent,
        "passed": totals.passed,
    }
    slices, at = [], 0
    for kind, count in counts.items():
        if count:
            slices.append(Slice(kind, _percent(at, totals.numbers), _percent(count, totals.numbers)))
        at += count
    return tuple(slices)


def _percent(part: int, whole: int) -> str:
    return f"{float(Fraction(part * 100, whole)):.2f}%"


# ── findings, roots first ─────────────────────────────────────────────────────────────────────────────────


def _trees(known: Ledger, views: dict[str, FindingView]) -> tuple[FindingView, ...]:
    """The inconsistent findings: roots by severity and place, with all that follows from each below it."""
    wrong = [finding for finding in known.findings if finding.verdict is Verdict.INCONSISTENT]
    parents = _parents(wrong)
    roots = {finding.id: _root(finding.id, parents) for finding in wrong}
    by_id = {finding.id: finding for finding in wrong}
    followers: dict[str, list[FindingView]] = {finding.id: [] for finding in wrong}
    again: dict[str, list[FindingView]] = {finding.id: [] for finding in wrong}
    for finding in wrong:
        root = roots[finding.id]
        if root != finding.id:
            (again if _same_figure(finding, by_id[root]) else followers)[root].append(views[finding.id])
    first = [finding for finding in wrong if roots[finding.id] == finding.id]
    first.sort(key=lambda finding: finding.severity is not Severity.MATERIAL)
    return tuple(replace(views[f.id], followers=tuple(followers[f.id]), again=tuple(again[f.id])) for f in first)


def _same_figure(finding: Finding, root: Finding) -> bool:
    """The same claim by another rule, or the same figure said again and wrong in the same way."""
    again = finding.relation.rule == root.relation.rule and finding.stated == root.stated
    return finding.claim.id == root.claim.id or again


def _parents(wrong: Iterable[Finding]) -> dict[str, str | None]:
    ids = {finding.id for finding in wrong}
    return {f.id: next((id_ for id_ in f.because_of if id_ in ids and id_ != f.id), None) for f in wrong}


def _root(finding: str, parents: dict[str, str | None]) -> str:
    """The first cause; should causes run in a circle, its least id."""
    seen = [finding]
    while (above := parents[seen[-1]]) is not None:
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]


# ── one record after the other ────────────────────────────────────────────────────────────────────────────


class _Desk:
    """Turns records into views; it knows where on the page everything stands."""

    def __init__(self, known: Ledger) -> None:
        self.known = known
        self.claims = {claim.id: claim for claim in known.claims}
        self.claims_of: dict[str, list[Claim]] = {document: [] for document in known.documents}
        for claim in known.claims:
            self.claims_of[claim.span.document].append(claim)
        self.by_id = {finding.id: finding for finding in known.findings}
        self.numbers = {document: n for n, document in enumerate(sorted(known.documents), start=1)}
        self.leads_to: dict[str, list[str]] = {}
        for finding in known.findings:
            for cause in finding.because_of:
                self.leads_to.setdefault(cause, []).append(finding.id)
        self.rows = {row.id: self.row(row, users) for row, users in known.used}

    def where(self, claim: Claim) -> str:
        return f"{claim.span.document}, line {self.known.places[claim.id].line}"

    def figure(self, claim: Claim) -> Link:
        """A link to the figure's place in its article."""
        href = f"#{anchor('claim', claim.id)}" if claim.id in self.claims else None
        return Link(_flat(claim.mention.text), href, self.where(claim) if href else claim.span.document)

    def row(self, row: Assumption, users: Iterable[Claim]) -> RowView:
        band = row.figure.charitable
        return RowView(
            anchor=anchor("row", row.id),
            id=row.id,
            name=row.name,
            value=say(row.figure.value, row.unit, significant=TABLE_DIGITS),
            band=say_interval(band, row.unit) if band.width else None,
            as_of=row.as_of.text if row.as_of else None,
            published=row.published.isoformat() if row.published else None,
            formula=row.formula,
            source=Link(row.source, web_address(row.url), "" if web_address(row.url) else row.url or ""),
            publisher=row.publisher,
            confidence=row.confidence.value,
            note=row.note,
            used_by=tuple(self.figure(claim) for claim in users),
        )

    def operand(self, operand: Operand) -> OperandView:
        by = operand.by
        if isinstance(by, Assumption):
            return OperandView(operand.role, Link(by.name, f"#{anchor('row', by.id)}"), self.rows[by.id])
        return OperandView(operand.role, self.figure(by), None)

    def other(self, finding: str) -> Link:
        """A link to another finding, by its figure."""
        found = self.by_id.get(finding)
        if found is None:
            return Link(finding)
        return Link(_flat(found.claim.mention.text), f"#{anchor('finding', finding)}", self.where(found.claim))

    def finding(self, finding: Finding) -> FindingView:
        claim = finding.claim
        before, after = self.around(claim)
        stated, expected = _both(finding)
        return FindingView(
            anchor=anchor("finding", finding.id),
            rule=finding.relation.rule,
            verdict=finding.verdict.value,
            severity=finding.severity.value if finding.severity else None,
            strength=finding.strength.value if finding.strength else None,
            message=finding.message,
            place=replace(self.figure(claim), text=self.where(claim)),
            before=before,
            figure=self.figure(claim),
            after=after,
            attributed=attribution(claim),
            supposed=claim.stance.supposed,
            words=_words(claim),
            stated=stated,
            stated_range=_range(finding.stated),
            expected=expected,
            expected_range=_range(finding.expected),
            gap=say_gap(finding.stated.value, finding.expected.value, finding.expected.unit),
            working=finding.working,
            operands=tuple(self.operand(operand) for operand in finding.reading.operands),
            suggestion=finding.suggestion,
            tried=finding.tried,
            causes=tuple(self.cause(c) for c in finding.causes if finding.causes != (claim.id,)),
            follows_from=tuple(self.other(cause) for cause in finding.because_of),
            leads_to=tuple(self.other(effect) for effect in self.leads_to.get(finding.id, ())),
        )

    def cause(self, claim: str) -> Link:
        return self.figure(self.claims[claim]) if claim in self.claims else Link(claim)

    def around(self, claim: Claim) -> tuple[str, str]:
        """The sentence before and after the figure."""
        text = self.known.documents[claim.span.document].text
        sentence = claim.sentence.span
        return _flat(text[sentence.start : claim.span.start]), _flat(text[claim.span.end : sentence.end])

    def article(self, document: Document, passed: list[Passed], findings: dict[str, FindingView]) -> ArticleView:
        claims = self.claims_of[document.id]
        number = self.numbers[document.id]
        marks = [
            *map(self.mark, claims),
            *(_passed_mark(each, number, n) for n, each in enumerate(passed, 1)),
        ]
        shown = groups(document, marks)
        anchors = _anchors(shown)
        totals = self.known.totals_of[document.id]
        return ArticleView(
            anchor=f"article-{number}",
            id=document.id,
            lang=document.lang if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", document.lang or "") else None,
            title=document.title or document.id,
            source=_source(document),
            published=document.published.isoformat() if document.published else None,
            as_of=document.as_of.isoformat() if document.as_of else None,
            totals=totals,
            bar=_bar(totals),
            groups=shown,
            agreeing=tuple(
                findings[finding.id]
                for claim in claims
                for finding in self.known.findings_of[claim.id]
                if finding.verdict is Verdict.CONSISTENT
            ),
            unverified=tuple(self.unverified(c) for c in claims if self.known.verdicts[c.id] is Verdict.UNVERIFIED),
            passed=tuple(_passed_view(each, number, n, anchors) for n, each in enumerate(passed, 1)),
        )

    def unverified(self, claim: Claim) -> UnverifiedView:
        before, after = self.around(claim)
        reason = self.known.why_unverified(claim)
        return UnverifiedView(anchor("unverified", claim.id), self.figure(claim), before, after, reason)

    def mark(self, claim: Claim) -> Mark:
        """The mark of a claim, leading to the finding that decides, or to the reason why it has none."""
        verdict = self.known.verdicts[claim.id]
        deciding = self.known.deciding(claim)
        note = deciding.message if deciding else self.known.why_unverified(claim)
        to = anchor("finding", deciding.id) if deciding else anchor("unverified", claim.id)
        place = anchor("claim", claim.id)
        return Mark(claim.span, place, verdict.value, f"{verdict.value}: {note}", f"#{to}")


def _both(finding: Finding) -> tuple[str, str]:
    """The stated and the expected figure, with as many digits as it takes to tell them apart."""
    stated, expected = finding.stated, finding.expected
    if stated.unit != expected.unit:
        return say(stated.value, stated.unit), say(expected.value, expected.unit)
    first, second = say_apart([stated.value, expected.value], stated.unit)
    return first, second


def _words(claim: Claim) -> str:
    hedge = claim.mention.hedging
    return _flat(f"{hedge.words} {claim.mention.text}" if hedge else claim.mention.text)


def _range(quantity: Quantity) -> str | None:
    return say_interval(quantity.interval, quantity.unit) if quantity.interval.width else None


def _source(document: Document) -> Link | None:
    address = web_address(document.url)
    if document.source or address:
        return Link(document.source or address or "", address, "" if address else document.url or "")
    return Link(document.url) if document.url else None


def _passed_mark(passed: Passed, document: int, number: int) -> Mark:
    return Mark(passed.span, f"passed-{document}-{number}", "passed", f"passed over: {passed.reason}")


def _passed_view(passed: Passed, document: int, number: int, anchors: set[str]) -> PassedView:
    place = f"passed-{document}-{number}"
    return PassedView(Link(_flat(passed.text), f"#{place}" if place in anchors else None), passed.reason)


def _anchors(shown: Iterable[Group]) -> set[str]:
    places = [group.passages for group in shown] + [cell.passages for group in shown for r in group.rows for cell in r]
    return {piece.mark.anchor for passages in places for p in passages for piece in p.pieces if piece.mark}


def anchor(kind: str, id_: str) -> str:
    """An id for HTML: the record's own where it may stand in a fragment, else a digest of it."""
    safe = re.fullmatch(r"[A-Za-z0-9_.-]+", id_)
    return f"{kind}-{id_ if safe else hashlib.sha256(id_.encode()).hexdigest()[:16]}"


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, else None: no `javascript:`, no file, nothing without a host."""
    address = (url or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc and address.isprintable() else None


def _flat(text: str) -> str:
    """White space as single blanks; one at either end is kept, since a figure stands there."""
    return re.sub(r"\s+", " ", text)
