"""What the page is made of: every word, link and width, so that the template only arranges them."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.model import Unread
from factcheck.report.article import Group
from factcheck.report.ledger import Totals


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without `href` they are only words."""

    text: str
    href: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the assumptions table, as the page shows it."""

    anchor: str
    id: str
    name: str
    value: str
    band: str | None
    as_of: str | None
    published: str | None
    formula: str | None
    source: Link
    publisher: str | None
    confidence: str
    note: str | None
    used_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OperandView:
    """A figure that a claim was recomputed from: a place in a text, or a row of the table."""

    role: str
    figure: Link
    row: RowView | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; `before`, `figure` and `after` are its sentence around the figure."""

    anchor: str
    rule: str
    verdict: str
    severity: str | None
    strength: str | None
    message: str
    place: Link
    before: str
    figure: Link
    after: str
    attributed: str | None
    supposed: bool
    words: str  # as printed, with its hedge
    stated: str
    stated_range: str | None
    expected: str
    expected_range: str | None
    gap: str
    working: str
    operands: tuple[OperandView, ...]
    suggestion: str | None
    tried: tuple[str, ...]
    causes: tuple[Link, ...]  # the figures at fault, where it is not this one alone
    follows_from: tuple[Link, ...]
    leads_to: tuple[Link, ...]
    followers: tuple[FindingView, ...] = ()
    again: tuple[FindingView, ...] = ()  # the same figure, wrong by other rules, or said again elsewhere


@dataclass(frozen=True, slots=True)
class Slice:
    """One verdict's part of the bar: where it begins and how wide it is, in percent."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class PassedView:
    """A number that claims nothing, with its reason."""

    figure: Link
    reason: str


@dataclass(frozen=True, slots=True)
class UnverifiedView:
    """A claim that nothing decides, with its sentence and the reason."""

    anchor: str
    figure: Link
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its counts, its marked text, and the lists that belong to it."""

    anchor: str
    id: str
    lang: str | None
    title: str
    source: Link | None
    published: str | None
    as_of: str | None
    totals: Totals
    bar: tuple[Slice, ...]
    groups: tuple[Group, ...]
    agreeing: tuple[FindingView, ...]
    unverified: tuple[UnverifiedView, ...]
    passed: tuple[PassedView, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    headline: str
    totals: Totals
    bar: tuple[Slice, ...]
    wrong: tuple[FindingView, ...]  # worst first; each with those that follow from it
    undecided: tuple[FindingView, ...]
    articles: tuple[ArticleView, ...]
    unread: tuple[Unread, ...]
    rows: tuple[RowView, ...]
