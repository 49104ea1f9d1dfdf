"""Reviews of claims as schema.org's ClaimReview, in JSON-LD, for the page on which a newsroom published them.

Only findings that an editor has confirmed become one. The sign that could end the script element of a page is escaped.
"""

from __future__ import annotations

import json
from typing import Any

from factcheck.model import Confirmation, Finding, Report, Severity, Writer
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain

Json = dict[str, Any]
WORST, BEST = 1, 5
RATINGS = {Severity.MATERIAL: 1, Severity.MINOR: 3}


def write(report: Report) -> str:
    """A graph of reviews, by document and place; one without any where nothing is confirmed."""
    known = ledger(report)
    confirmed = {each.finding: each for each in report.confirmations}
    reviews = [_review(f, confirmed[f.id], known) for f in known.findings if f.id in confirmed]
    graph = {"@context": "https://schema.org", "@graph": reviews}
    return json.dumps(graph, ensure_ascii=False, indent=2).replace("<", "\\u003c") + "\n"


def _review(finding: Finding, confirmed: Confirmation, known: Ledger) -> Json:
    document, sentence = known.documents[finding.claim.span.document], finding.claim.sentence.span
    return {
        "@type": "ClaimReview",
        "url": confirmed.url,
        "datePublished": confirmed.published.isoformat(),
        "author": _named("Organization", confirmed.publisher) | _given(url=confirmed.publisher_url),
        "editor": _named("Person", confirmed.by),
        "claimReviewed": plain(document.text[sentence.start : sentence.end]),
        "reviewBody": plain(finding.message),
        "reviewRating": _rating(finding, confirmed),
        "itemReviewed": _claim(finding, confirmed, known),
    }


def _rating(finding: Finding, confirmed: Confirmation) -> Json:
    """In words the editor's, or what would be right; in figures 1 where the fault is material, 3 where it is minor."""
    right = f"Incorrect: {finding.suggestion}" if finding.suggestion else "Incorrect"
    return {
        "@type": "Rating",
        "ratingValue": RATINGS[finding.severity or Severity.MATERIAL],
        "worstRating": WORST,
        "bestRating": BEST,
        "alternateName": plain(confirmed.rating or right),
    }


def _claim(finding: Finding, confirmed: Confirmation, known: Ledger) -> Json:
    """The claim as it was made: by whom, and in which article."""
    document = known.documents[finding.claim.span.document]
    article = {"@type": "Article", "headline": plain(document.title or document.id)} | _given(url=document.url)
    published = document.published.isoformat() if document.published else None
    said = {"@type": "Claim", "author": _named(confirmed.claimant_type, confirmed.claimant)}
    return said | _given(datePublished=published) | {"appearance": article}


def _named(kind: str, name: str) -> Json:
    return {"@type": kind, "name": plain(name)}


def _given(**properties: str | None) -> Json:
    return {name: value for name, value in properties.items() if value}


WRITER = Writer("claimreview", "confirmed findings for a published page, schema.org JSON-LD", write)
