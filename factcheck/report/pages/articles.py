"""The page of an article: its text as published, every figure marked in place, and beside each part the notes on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.model import Claim, Document, Passed
from factcheck.report.pages.desk import Desk, bar, flat
from factcheck.report.pages.marks import Group, Mark, groups
from factcheck.report.pages.shelf import anchor, web_address
from factcheck.report.pages.views import ArticleView, Link, Part, PassedView
from factcheck.report.texts import text

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def article_view(desk: Desk, document: Document) -> ArticleView:
    """Everything on the page of one article; it needs nothing of the others."""
    desk = desk.at(desk.shelf.article_page(document.id))
    slug = desk.shelf.articles[document.id]
    claims = desk.claims_of[document.id]
    passed = desk.passed_of[document.id]
    marks = [_mark(desk, claim) for claim in claims]
    marks += [_passed_mark(each, slug, number) for number, each in enumerate(passed, start=1)]
    shown = groups(document, marks)
    in_text = {mark.anchor for group in shown for mark in group.marks}
    totals = desk.known.totals_of[document.id]
    return ArticleView(
        anchor=f"article-{slug}",
        id=document.id,
        lang=document.lang if _LANGUAGE.fullmatch(document.lang or "") else None,
        title=document.title or document.id,
        source=_source(document),
        published=document.published.isoformat() if document.published else None,
        as_of=document.as_of.isoformat() if document.as_of else None,
        totals=totals,
        bar=bar(totals),
        parts=_parts(desk, shown, claims),
        passed=tuple(_passed_view(each, slug, number, in_text) for number, each in enumerate(passed, start=1)),
    )


def _parts(desk: Desk, shown: Sequence[Group], claims: Sequence[Claim]) -> tuple[Part, ...]:
    by_mark = {anchor("claim", claim.id): claim for claim in claims}
    return tuple(
        Part(group, tuple(desk.note(by_mark[mark.anchor]) for mark in group.marks if mark.anchor in by_mark))
        for group in shown
    )


def _mark(desk: Desk, claim: Claim) -> Mark:
    """The mark of a claim, leading to its note."""
    verdict = desk.known.verdicts[claim.id].value
    return Mark(claim.span, anchor("claim", claim.id), verdict, text(f"mark.{verdict}"), f"#{anchor('note', claim.id)}")


def _passed_mark(passed: Passed, slug: str, number: int) -> Mark:
    """The mark of a number that claims nothing, leading to the line that says why."""
    words = text("mark.passed", reason=passed.reason)
    return Mark(passed.span, f"passed-{slug}-{number}", "passed", words, f"#why-{slug}-{number}")


def _passed_view(passed: Passed, slug: str, number: int, in_text: set[str]) -> PassedView:
    place = f"passed-{slug}-{number}"
    figure = Link(flat(passed.text), f"#{place}" if place in in_text else None)
    return PassedView(f"why-{slug}-{number}", figure, passed.reason)


def _source(document: Document) -> Link | None:
    address = web_address(document.url)
    if document.source or address:
        return Link(document.source or address or "", address, "" if address else document.url or "")
    return Link(document.url) if document.url else None
