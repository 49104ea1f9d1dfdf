"""The index: the verdict at a glance, findings worst first under their root causes, articles, what was not checked.

Of a large corpus the index holds the worst; the rest stands on further pages, and in short words (`overflow`) in the
index itself, so that filters and search cover it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from factcheck.model import Document, Finding, Report, Severity, Status, Verdict
from factcheck.report.accepted import counted, to_mend
from factcheck.report.headline import headline
from factcheck.report.ledger import attribution
from factcheck.report.pages.desk import Desk, bar, coverage, flat
from factcheck.report.pages.shelf import INDEX, anchor, chunks, numbered
from factcheck.report.pages.views import ArticleLine, CardView, FrontView, Link, MeasureLine, Tally
from factcheck.report.plain import printable
from factcheck.report.selftest import in_short
from factcheck.report.text import checked
from factcheck.report.texts import text

CARDS_A_PAGE = 150
ARTICLES_A_PAGE = 200
SHORT_CARDS = 10_000  # so many more findings are in the index in short words; those behind them only on their pages
UNREAD_SHOWN = 200
SENTENCE_SHOWN = 140  # signs of a sentence on either side of the figure


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in the list: whether it hangs on the one above, and how many hang on it."""

    finding: Finding
    under: str
    followers: int


def front_view(desk: Desk, report: Report, listed: Sequence[Listed], documents: Sequence[Document]) -> FrontView:
    """The index; `listed` and `documents` are in the order in which they are shown, of which it takes the first."""
    desk = desk.at(INDEX)
    whole = desk.shelf.one_file
    cards = listed if whole else listed[:CARDS_A_PAGE]
    articles = documents if whole else documents[:ARTICLES_A_PAGE]
    totals = desk.known.totals
    unread = sorted(report.unread)
    shown = unread if whole else unread[:UNREAD_SHOWN]
    spilt = len(cards) < len(listed) or len(articles) < len(documents)
    return FrontView(
        headline=headline(totals),
        totals=totals,
        accepted=counted(report, totals),
        checked=tuple(_how_well(desk, report)),
        failures=report.failures,
        mend=tuple(_to_mend(desk, report)),
        bar=bar(totals),
        coverage=coverage(totals),
        cards=tuple(card(desk, each) for each in cards),
        findings=len(listed),
        more_cards=() if whole else _more("findings", len(listed), CARDS_A_PAGE),
        articles=tuple(article_line(desk, document) for document in articles),
        more_articles=() if whole else _more("articles", len(documents), ARTICLES_A_PAGE),
        unverified=_counted(_sort_of(desk.known.why_unverified(c)) for c in desk.known.of_verdict(Verdict.UNVERIFIED)),
        passed=_counted(passed.reason for passed in report.passed),
        unread=tuple(shown),
        more_unread=len(unread) - len(shown),
        measures=tuple(_measures(desk)),
        rules=tuple(sorted({each.finding.relation.rule for each in listed})),
        overflow=_overflow(desk, listed[len(cards) :], documents, len(articles)) if spilt else None,
    )


def _how_well(desk: Desk, report: Report) -> Iterable[str]:
    """How well the figures were checked, and what a selftest has shown, in the words of the summary."""
    yield from checked(desk.known.coverage)
    if report.selftest:
        yield in_short(report.selftest)


def _to_mend(desk: Desk, report: Report) -> Iterable[Link]:
    """What an editor should mend beside the figures, with its place."""
    for path, line, message in to_mend(report, desk.known):
        yield Link(message, None, path if line is None else f"{path}:{line}")


def _more(stem: str, count: int, size: int) -> tuple[Link, ...]:
    """Links to the pages behind the first."""
    return tuple(
        Link(text("more.page", n=number, first=start + 1, last=min(start + size, count)), numbered(stem, number))
        for number, start in enumerate(range(0, count, size), start=1)
        if number > 1
    )


# ── findings ──────────────────────────────────────────────────────────────────────────────────────────────


def in_order(desk: Desk) -> tuple[Listed, ...]:
    """Roots, new ones first, by severity and place, each with what follows from it; then what could not be decided."""
    wrong = [finding for finding in desk.known.findings if finding.verdict is Verdict.INCONSISTENT]
    parents = _parents(wrong)
    by_id = {finding.id: finding for finding in wrong}
    below: dict[str, list[Listed]] = {finding.id: [] for finding in wrong}
    for finding in wrong:
        root = _root(finding.id, parents)
        if root != finding.id:
            again = _same_figure(finding, by_id[root])
            below[root].append(Listed(finding, "again" if again else "follows", 0))
    roots = [finding for finding in wrong if _root(finding.id, parents) == finding.id]
    roots.sort(key=lambda f: (desk.known.statuses[f.id] is not Status.NEW, f.severity is not Severity.MATERIAL))
    listed = [each for root in roots for each in (Listed(root, "", len(below[root.id])), *_again_first(below[root.id]))]
    undecided = [finding for finding in desk.known.findings if finding.verdict is Verdict.UNVERIFIED]
    return (*listed, *(Listed(finding, "", 0) for finding in undecided))


def _again_first(below: list[Listed]) -> list[Listed]:
    return sorted(below, key=lambda each: each.under != "again")


def _same_figure(finding: Finding, root: Finding) -> bool:
    """The same claim by another rule, or the same figure said again and wrong in the same way."""
    again = finding.relation.rule == root.relation.rule and finding.stated == root.stated
    return finding.claim.id == root.claim.id or again


def _parents(wrong: Iterable[Finding]) -> dict[str, str | None]:
    ids = {finding.id for finding in wrong}
    return {f.id: next((id_ for id_ in f.because_of if id_ in ids and id_ != f.id), None) for f in wrong}


def _root(finding: str, parents: Mapping[str, str | None]) -> str:
    """The first cause; should causes run in a circle, its least id."""
    seen = [finding]
    while (above := parents[seen[-1]]) is not None:
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]


def card(desk: Desk, listed: Listed) -> CardView:
    finding, claim = listed.finding, listed.finding.claim
    document = desk.known.documents[claim.span.document]
    sentence = claim.sentence.span
    return CardView(
        anchor=anchor("card", finding.id),
        href=desk.finding_link(finding),
        verdict=finding.verdict.value,
        standing=desk.standing(finding.id, claim.id),
        severity=finding.severity.value if finding.severity else None,
        rule=finding.relation.rule,
        attributed=attribution(claim),
        supposed=claim.stance.supposed,
        before=_end_of(flat(document.text[sentence.start : claim.span.start])),
        figure=flat(claim.mention.text),
        after=_start_of(flat(document.text[claim.span.end : sentence.end])),
        message=finding.message,
        suggestion=finding.suggestion,
        article=desk.article_link(document),
        line=desk.known.places[claim.id].line,
        under=listed.under,
        followers=listed.followers,
    )


def _end_of(words: str) -> str:
    """The last words, cut at a blank where there is one."""
    if len(words) <= SENTENCE_SHOWN:
        return words
    cut = words[-SENTENCE_SHOWN:]
    return "…" + (cut.partition(" ")[2] or cut)


def _start_of(words: str) -> str:
    """The first words, cut at a blank where there is one."""
    if len(words) <= SENTENCE_SHOWN:
        return words
    cut = words[:SENTENCE_SHOWN]
    return (cut.rpartition(" ")[0] or cut) + " …"


# ── articles and measures ─────────────────────────────────────────────────────────────────────────────────


def worst_first(desk: Desk) -> tuple[Document, ...]:
    """The articles with most that cannot be right first, then with most that is not verified."""
    totals = desk.known.totals_of
    return tuple(
        sorted(
            desk.known.documents.values(),
            key=lambda document: (-totals[document.id].inconsistent, -totals[document.id].unverified, document.id),
        )
    )


def article_line(desk: Desk, document: Document) -> ArticleLine:
    totals = desk.known.totals_of[document.id]
    return ArticleLine(
        slug=desk.shelf.articles[document.id],
        title=desk.article_link(document),
        file=document.id,
        published=document.published.isoformat() if document.published else "",
        totals=totals,
        bar=bar(totals),
        coverage=coverage(totals),
    )


def _measures(desk: Desk) -> Iterable[MeasureLine]:
    """The measures that articles speak of, those with most contradictions first."""
    said = {measure: len(claims) for measure, claims in desk.claims_about.items()}
    wrong = {
        measure: sum(desk.known.verdicts[claim.id] is Verdict.INCONSISTENT for claim in claims)
        for measure, claims in desk.claims_about.items()
    }
    for measure in sorted(said, key=lambda name: (-wrong[name], -said[name], name)):
        link = desk.measure_link(measure)
        assert link is not None, "every measure that a claim is linked to has its page"
        yield MeasureLine(link, len(desk.rows_of.get(measure, ())), said[measure], wrong[measure])


# ── what was not checked; what has no room ────────────────────────────────────────────────────────────────


def _counted(reasons: Iterable[str]) -> tuple[Tally, ...]:
    """Each reason with how often it was given, the most frequent first."""
    counted = Counter(reasons)
    return tuple(Tally(reason, counted[reason]) for reason in sorted(counted, key=lambda r: (-counted[r], r)))


def _sort_of(reason: str) -> str:
    """What reasons of one sort begin with: "its whole is not named: as 1% of it, …" goes on with figures."""
    return reason.partition(": ")[0]


def _overflow(desk: Desk, cards: Sequence[Listed], documents: Sequence[Document], shown: int) -> Mapping[str, object]:
    """Further findings and all articles in few words, in the order in which `lists.js` reads them.

    `shown` is how many of the articles the index holds as lines; `left` how many findings had no room here either.
    """
    number = {document.id: n for n, document in enumerate(documents)}
    lines = (article_line(desk, document) for document in documents)
    return {
        "articles": [
            [
                line.slug, printable(line.title.text), printable(line.file), line.published, line.totals.numbers,
                line.totals.passed, line.totals.consistent, line.totals.inconsistent, line.totals.unverified,
                line.coverage,
            ]
            for line in lines
        ],
        "findings": [_short(desk, each, number) for each in cards[:SHORT_CARDS]],
        "shown": shown,
        "left": max(0, len(cards) - SHORT_CARDS),
    }  # fmt: skip


def _short(desk: Desk, listed: Listed, number: Mapping[str, int]) -> list[object]:
    finding, claim = listed.finding, listed.finding.claim
    standing = desk.standing(finding.id, claim.id)
    return [
        number[claim.span.document], printable(anchor("finding", finding.id)), finding.verdict.value,
        finding.severity.value if finding.severity else "", standing.status if standing else "",
        finding.relation.rule,
        int(attribution(claim) is not None), printable(flat(claim.mention.text)), printable(finding.suggestion or ""),
    ]  # fmt: skip


def card_pages(desk: Desk, listed: Sequence[Listed]) -> Iterable[tuple[str, tuple[CardView, ...]]]:
    """The pages of findings behind the index."""
    for number, part in chunks(listed, CARDS_A_PAGE):
        if number > 1:
            page = numbered("findings", number)
            yield page, tuple(card(desk.at(page), each) for each in part)


def article_pages(desk: Desk, documents: Sequence[Document]) -> Iterable[tuple[str, tuple[ArticleLine, ...]]]:
    """The pages of the list of articles behind the index."""
    for number, part in chunks(documents, ARTICLES_A_PAGE):
        if number > 1:
            page = numbered("articles", number)
            yield page, tuple(article_line(desk.at(page), document) for document in part)
