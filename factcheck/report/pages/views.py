"""What the pages are made of: every word, link and width, so that the templates only arrange them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.model import Unread
from factcheck.report.ledger import Totals
from factcheck.report.pages.marks import Group

# ── what all pages share ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without `href` they are only words. `place` says where, for a reader."""

    text: str
    href: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """One verdict's part of a bar: where it begins and how wide it is, in percent."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an objection stands to what was known before: `told` if that is worth a word, `waiver` why it is accepted."""

    status: str
    told: bool
    waiver: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Something counted, for a line of a list: a reason, and how many have it."""

    words: str
    count: int


# ── the article ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of the assumptions table."""

    anchor: str
    id: str
    name: Link
    value: str
    band: str | None
    as_of: str | None
    published: str | None
    formula: str | None
    source: Link
    publisher: str | None
    retrieved: str | None
    confidence: str
    note: str | None


@dataclass(frozen=True, slots=True)
class OperandView:
    """A figure that a claim was recomputed from, in a text or in the table; `read_as` is its interval."""

    role: str
    figure: Link
    read_as: str | None
    row: RowView | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, with its working step by step."""

    anchor: str
    rule: str
    verdict: str
    severity: str | None
    strength: str | None
    message: str
    words: str  # as printed, with its hedge
    stated: str
    stated_range: str | None
    expected: str
    expected_range: str | None
    gap: str
    working: str
    operands: tuple[OperandView, ...]
    suggestion: str | None
    would_read: str | None  # the sentence, corrected
    tried: tuple[str, ...]
    causes: tuple[Link, ...]  # the figures at fault, where it is not this one alone
    follows_from: tuple[Link, ...]
    leads_to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """What stands in the margin about one claim: its findings, the deciding one first, or the reason of having none."""

    anchor: str
    mark: str  # the anchor of its figure in the text
    verdict: str
    standing: Standing | None  # None of what nothing is held against
    severity: str | None
    rules: str
    figure: Link
    words: str
    suggestion: str | None
    message: str
    attributed: str | None
    supposed: bool
    measure: Link | None
    ways: int  # in how many ways that share no figure it was checked
    findings: tuple[FindingView, ...]
    tried: tuple[str, ...]  # readings that decide nothing, of a claim without findings


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, list or table of an article, with the notes on its figures."""

    group: Group
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class PassedView:
    """A number that claims nothing, with its reason; `anchor` is that of the line, which its mark leads to."""

    anchor: str
    figure: Link
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its counts, its marked text and its notes."""

    anchor: str
    id: str
    lang: str | None
    title: str
    source: Link | None
    published: str | None
    as_of: str | None
    totals: Totals
    bar: tuple[Slice, ...]
    parts: tuple[Part, ...]
    passed: tuple[PassedView, ...]


# ── the index ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CardView:
    """A finding in the list of the index; `before` and `after` are the sentence around its figure.

    `under` says how it hangs on the card above: it "follows" from it, or is the same figure "again".
    """

    anchor: str
    href: str
    verdict: str
    standing: Standing | None  # None of what nothing is held against
    severity: str | None
    rule: str
    attributed: str | None
    supposed: bool
    before: str
    figure: str
    after: str
    message: str
    suggestion: str | None
    article: Link
    line: int
    under: str
    followers: int


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article in the list of the index."""

    slug: str
    title: Link
    file: str
    published: str
    totals: Totals
    bar: tuple[Slice, ...]
    coverage: str  # how many of its claims could be decided, in percent


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in the list of the index: how many claims are about it, and how many cannot be right."""

    name: Link
    rows: int
    claims: int
    inconsistent: int


@dataclass(frozen=True, slots=True)
class FrontView:
    """The index: the verdict at a glance, and lists that lead to everything else.

    `overflow` holds what stands on further pages in so few words that filters and search can cover it.
    """

    headline: str
    totals: Totals
    accepted: str  # how many of them are not new, and what the run was compared with
    checked: tuple[str, ...]  # how well the figures were checked
    failures: tuple[str, ...]
    mend: tuple[Link, ...]  # stale lines of the baseline, waivers that do not apply
    bar: tuple[Slice, ...]
    coverage: str
    cards: tuple[CardView, ...]
    findings: int  # of all pages
    more_cards: tuple[Link, ...]
    articles: tuple[ArticleLine, ...]
    more_articles: tuple[Link, ...]
    unverified: tuple[Tally, ...]
    passed: tuple[Tally, ...]
    unread: tuple[Unread, ...]
    more_unread: int
    measures: tuple[MeasureLine, ...]
    rules: tuple[str, ...]
    overflow: Mapping[str, object] | None


# ── measures and the table ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PointView:
    """What one article says of a measure: a line of the table, and a dot of the plot."""

    figure: Link
    article: Link
    read_as: str | None
    dated: str
    dated_by: str  # the figure, the article, or nothing
    verdict: str
    suggestion: str | None
    attributed: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a plot: the band of a row."""

    x: str
    y: str
    width: str
    height: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure of a plot with its rounding interval, from `top` to `bottom`."""

    x: str
    y: str
    top: str
    bottom: str
    verdict: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: str
    name: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing, all in its own units; `undated` is where the column of figures without a date begins."""

    width: int
    height: int
    left: str
    right: str
    top: str
    bottom: str
    course: str  # from the middle of each band to the next
    bands: tuple[Box, ...]
    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    undated: str | None


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what every article says about it, beside the rows of the table."""

    anchor: str
    id: str
    name: str
    rows: tuple[RowView, ...]
    points: tuple[PointView, ...]
    plot: Plot | None
    left_out: int  # figures that the plot does not show: in another unit, or supposed
    articles: int
    inconsistent: int
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the table with those who used it; `contradicted` counts the findings that it makes, roots alone."""

    row: RowView
    measure: Link
    users: tuple[Link, ...]
    more_users: int
    used: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class TableView:
    """The assumptions: every row, and which of them are contradicted most or used by nobody."""

    rows: tuple[RowLine, ...]
    total: int
    unused: int
    contradicted: tuple[RowLine, ...]
    pages: tuple[Link, ...]
