"""The outcome of a run in a few words, for the head of every report that people read."""

from __future__ import annotations

from factcheck.report.ledger import Totals
from factcheck.report.texts import text


def headline(totals: Totals) -> str:
    """The outcome in a few words."""
    if totals.inconsistent:
        return text("headline.inconsistent", n=totals.inconsistent)
    if not totals.claims:
        return text("headline.nothing")
    if totals.unverified:
        return text("headline.unverified", n=totals.unverified)
    return text("headline.consistent")
