"""Every record, in the order of the pipeline: read, extract, link, relate, check, report.

Records are frozen; a stage that learns more makes a new one. Every record leads back to a span of a document or
to a row of a table. Numbers are `Fraction` in base units: $870 billion is 870000000000, 36.7% is 36.7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from factcheck.interval import HedgeKind, Interval, Stated
from factcheck.units import NUMBER

if TYPE_CHECKING:
    from factcheck.relate.scope import Scope

# ── Where things stand ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (half open) of a document's text."""

    document: str
    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.document == other.document and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A line of a table; `line` counts from 1, the header included, as an editor shows it."""

    path: str
    line: int


# ── 1 read ────────────────────────────────────────────────────────────────────────────────────────────────


class BlockKind(StrEnum):
    """What a stretch of a document is; figures are looked for in all kinds but META and BOILERPLATE."""

    TITLE = "title"  # the headline, where it stands in the text
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    CELL = "cell"  # of a table
    QUOTE = "quote"
    CODE = "code"
    META = "meta"  # front matter
    BOILERPLATE = "boilerplate"  # site chrome, bylines, adverts, disclaimers


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a cell stands: in which of the document's tables, row and column, all counted from 0.

    `rows` and `columns` say over how many it reaches; `header` that the format calls it a heading.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or cell. They stand in order and do not overlap; sentences never cross them.

    `cell` is the place of a CELL in its table; a cell of several paragraphs is several blocks of one place.
    """

    kind: BlockKind
    span: Span
    level: int = 0  # of a heading or an item's nesting; 0 elsewhere
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that an article's readers do not see and that speaks to factcheck: "ignore share-of reason=…".

    `span` is where it stands in the document's text, empty in a format whose text leaves comments out; `line` is that
    of the file.
    """

    span: Span
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read: `text` is what every span counts in.

    `id` is the path below the corpus, with `/`. `source_map` pairs an offset into `text` with the line (or page,
    or paragraph) of the file from there on, for formats whose text is not the file itself; empty for text files.
    """

    id: str
    format: str
    text: str
    blocks: tuple[Block, ...]
    sha256: str
    title: str = ""
    source: str | None = None
    url: str | None = None
    published: date | None = None
    as_of: date | None = None
    lang: str | None = None
    source_map: tuple[tuple[int, int], ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Unread:
    """A file that was not read, and why, in words for an editor."""

    path: str
    reason: str


# ── 2 extract ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign; `stem` is its lower-cased stem, "" for punctuation ("plans" → "plan", "401(k)s" → "401k")."""

    start: int
    end: int
    text: str
    stem: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block, with its tokens; offsets of tokens are the document's.

    `figures` and `dates` are the spans of the claims and dates in it; empty until they have been extracted.
    """

    span: Span
    block: Block
    tokens: tuple[Token, ...]
    figures: tuple[Span, ...] = ()
    dates: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words that soften or bound a figure ("nearly"), what they do, and where they stand."""

    words: str
    kind: HedgeKind
    span: Span


BOUNDS = {
    HedgeKind.ABOUT: "~",
    HedgeKind.NEARLY: "<",
    HedgeKind.OVER: ">",
    HedgeKind.UNDER: "<",
    HedgeKind.AT_LEAST: ">",
    HedgeKind.UP_TO: "<",
    HedgeKind.EXACTLY: "=",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text with its unit: "about $12.3 billion", "70 times", "14%", "three hospitals", "401(k)".

    `low` and `high` are equal but for ranges; both are None where no number is read (identifiers, dates).
    `step` is one unit in the last printed place, `coarse` one in the last place that is not a trailing zero.
    `claim` is False for a number that claims nothing; `reason` then says why. `direction` is the way of a
    change: "up", "down" or None. `scale` is what the header of a table multiplies the digits by.
    """

    span: Span
    text: str
    low: Fraction | None
    high: Fraction | None
    step: Fraction
    coarse: Fraction
    unit: str
    kind: str
    hedging: Hedge | None = None
    direction: str | None = None
    claim: bool = True
    reason: str | None = None
    scale: Fraction = Fraction(1)

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_fraction(self) -> bool:
        """A share in words, "a third", "two-thirds"; "0.5" counts points of something."""
        part = self.unit == "" and self.low is not None and 0 < self.low < 1
        return part and not any(sign.isdigit() for sign in self.text)

    # What follows are the contract's names, the same from Python and in the lines of `factcheck extract`.

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    @property
    def value(self) -> Fraction | list[Fraction] | None:
        """A number, [low, high] for a range, None where none is read."""
        if self.low is None or self.high is None:
            return None
        return [self.low, self.high] if self.is_range else self.low

    @property
    def bound(self) -> str:
        """On which side of the figure the hedge puts the truth: "=", "~", "<" or ">"."""
        return BOUNDS[self.hedging.kind] if self.hedging else "="

    @property
    def hedge(self) -> str | None:
        """The words of the hedge."""
        return self.hedging.words if self.hedging else None


@dataclass(frozen=True, slots=True)
class Passed:
    """A number that claims nothing, with the reason."""

    span: Span
    text: str
    reason: str


# ── 3 link ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, quarter or year, both ends included; `text` as written in the table or the article."""

    first: date
    last: date
    text: str

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last


class Confidence(StrEnum):
    """How much a row of the table may decide; a LOW one never makes a claim inconsistent."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One row of the table: a canonical figure at one date.

    `figure.charitable` is the band in which a stated figure agrees with the row: the rounding its digits show,
    joined with `low`–`high` or the tolerance. `formula` is None for a row with a value of its own.
    """

    id: str
    measure: str
    name: str
    figure: Stated
    unit: str
    row: Row
    source: str
    value_text: str = ""
    as_of: Period | None = None
    published: date | None = None
    aliases: tuple[str, ...] = ()
    place: str | None = None
    part_of: str | None = None
    formula: str | None = None
    publisher: str | None = None
    url: str | None = None
    retrieved: str | None = None
    confidence: Confidence = Confidence.HIGH
    note: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stance:
    """How the text stands to a figure: supposed ("if", "would"), quoted or attributed (to whom), asked, denied.

    `hearsay` is what somebody else is said to have spread: "the Courier wrote that".
    """

    supposed: bool = False
    attributed: str | None = None
    quoted: bool = False
    questioned: bool = False
    denied: bool = False
    example: bool = False
    hearsay: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The measure that a figure was taken to be of, and why.

    `certain` is False where words stand between that could make it another measure: such a link may support a
    figure, never contradict it. `place` is the place that the words name, of those the measure has rows for. `bare`
    marks a figure whose counted noun alone is the measure's name, in words that seem to count all of them ("it has
    1,690 employees"): it can contradict a row that it is not too far from. `strange` is True where the words name
    somebody whom the article is not about and whose figure it may be, or another measure of that name ("catch quota").
    """

    measure: str
    certain: bool
    score: Fraction
    why: str
    place: str | None = None
    bare: bool = False
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure with what it measures: the words about it (`topic`, stems), its measure in the table, date and stance.

    `id` is a stable fingerprint: document, sentence, words and their count among equals; no offsets.
    `doubt` says why there is no link where one was near: "two rows could be meant". `period` is None where the
    text gives no date; `months` is how many the article is about, a quarter's or a half's, None where it says none.
    `unit` is what to compare by; a bare number ("1,480") may count anything, and is of the unit "number".
    """

    id: str
    mention: Mention
    figure: Stated
    sentence: Sentence
    topic: frozenset[str]
    link: Link | None = None
    period: Period | None = None
    stance: Stance = Stance()
    doubt: str | None = None
    months: int | None = None
    unit: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        mention = self.mention
        bare = mention.unit == "" and mention.kind != "share" and not mention.is_fraction
        object.__setattr__(self, "unit", NUMBER if bare else mention.unit)  # asked millions of times

    @property
    def span(self) -> Span:
        return self.mention.span


# ── 4 relate ──────────────────────────────────────────────────────────────────────────────────────────────


class Support(IntEnum):
    """How well the words support a reading of a relation."""

    POSSIBLE = 1  # nothing speaks against it
    LIKELY = 2  # some of the words name the operand
    CLEAR = 3  # the words name it


WITNESS = "witness"
"""The role of a figure that bears out what the claim should say; nothing is computed from it."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that a relation is recomputed from, and its part in it ("base", "part", "price"); or a witness."""

    role: str
    by: Claim | Assumption


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand an asserted relation: these operands, supported so well, for this reason.

    `manner` tells a rule that reads the same operands in several ways which one is meant; "" where there is one.
    `sole` says that nothing else in the article can be meant, which makes a likely reading contradict, too.
    """

    operands: tuple[Operand, ...]
    support: Support
    why: str
    manner: str = ""
    sole: bool = False

    def of(self, role: str) -> Claim | Assumption:
        """The operand of that role; the rule that made the reading knows which there are."""
        return next(operand.by for operand in self.operands if operand.role == role)

    @property
    def inputs(self) -> tuple[Operand, ...]:
        """What is computed with: all operands but the witnesses."""
        return tuple(operand for operand in self.operands if operand.role != WITNESS)

    @property
    def witness(self) -> Claim | None:
        """The claim that says elsewhere what this one should; None where there is none."""
        return next((o.by for o in self.operands if o.role == WITNESS and isinstance(o.by, Claim)), None)


@dataclass(frozen=True, slots=True)
class Relation:
    """The text (or the table) asserts that `claim` follows from other figures, in one of these readings, best first.

    Where a figure that it needs is not named, there is no reading; `implies` then says what the named ones imply of it.
    """

    rule: str
    claim: Claim
    readings: tuple[Reading, ...]
    cue: Span | None = None
    implies: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a claim ought to say by one reading, in the claim's own unit.

    `working` is the arithmetic with the operands as they stand ("$7 billion / $12.3 billion"), without the result.
    `advice` is what to suggest where that is not the figure itself ("no more than 1,912 patients"). `least` says that
    an ordering bounds the claim from below, not from above.
    """

    figure: Stated
    working: str
    advice: str | None = None
    least: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of relation: `find` sees where the text asserts it, `expect` recomputes the claim from one reading.

    `expect` is given the figures of the operands apart, so that it can be asked again with a corrected one.
    It raises `Undefined` where nothing can be computed.
    """

    code: str
    summary: str
    find: Callable[[Scope], Iterable[Relation]]
    expect: Callable[[Relation, Reading, Mapping[str, Stated]], Expected]


# ── 5 check ───────────────────────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNVERIFIED = "unverified"


class Strength(StrEnum):
    """Of a consistent finding: by the digits as printed, or only because a figure was rounded or hedged."""

    STRICT = "strict"
    ROUNDED = "rounded"


class Severity(StrEnum):
    MATERIAL = "material"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a finding: its value, the interval it was judged by, its unit."""

    value: Fraction
    interval: Interval
    unit: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of the pen that explains a wrong figure, tried on all that hangs on the figure before it is named.

    `kind` is one of the kinds of docs/slips.md ("power-of-ten", "swapped-digits", "other-date" …); `claim` the id of
    the figure that it befell: the finding's own, or one that it is recomputed from. `words` say it to an editor:
    "12.3 for 123: a factor of 10, as when 亿 is taken for billion". `corrected` is that figure as the article would
    print it, `sentence` the sentence with it; None in a quotation, which is not ours to correct. `near` is True where
    the slip brings the figure only to the size of what is expected, not into it.
    """

    kind: str
    claim: str
    words: str
    corrected: str
    sentence: str | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one relation for one claim.

    `message` is a sentence for an editor; `working` the arithmetic; `tried` the other readings, each with its
    outcome. `causes` are the ids of the claims at fault, `because_of` the findings this one follows from. `gap` is
    how far stated and expected are apart, in units of the last printed place; `power` the size of error, as a share of
    the expected figure, above which this check no longer agrees (None where it only bounds the figure, or expects 0).
    `corrected` is the claim's sentence with the suggested figure in it (None in a quotation, and where the suggestion
    is no plain figure); `slips` are what may have happened, the likeliest first.
    """

    id: str
    relation: Relation
    reading: Reading
    verdict: Verdict
    stated: Quantity
    expected: Quantity
    working: str
    message: str
    strength: Strength | None = None
    severity: Severity | None = None
    suggestion: str | None = None
    tried: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    because_of: tuple[str, ...] = ()
    gap: Fraction = Fraction(0)
    power: Fraction | None = None
    corrected: str | None = None
    slips: tuple[Slip, ...] = ()

    @property
    def claim(self) -> Claim:
        return self.relation.claim

    @property
    def would_read(self) -> str | None:
        """The sentence as it would read: by its likeliest slip where it has one, else by the suggestion."""
        slip = next((slip for slip in self.slips if not slip.near), None)
        return slip.sentence if slip is not None else self.corrected


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A claim about which neither the table nor the articles say anything that could decide, and why.

    `tried` are the readings that were recomputed and are not clear enough, each with its outcome.
    """

    claim: Claim
    reason: str
    tried: tuple[str, ...] = ()


class Status(StrEnum):
    """How an objection stands to what an editor has said before; only a new one fails a run."""

    NEW = "new"
    KNOWN = "known"  # the baseline has it
    WAIVED = "waived"  # a person looked at it and accepts it, for a time
    IGNORED = "ignored"  # by a rule that was not selected


@dataclass(frozen=True, slots=True)
class Objection:
    """What a run holds against a claim: an inconsistent finding, or that nothing decides the claim.

    `id` is the finding's fingerprint, or the unverified claim's; `rule` the finding's, or "unverified".
    """

    id: str
    rule: str
    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A line of the baseline: an objection that was known before, with its sentence in clear for those who review it.

    `id` alone identifies it. `reason` is why it was added later, None for what the first audit found.
    """

    document: str
    rule: str
    sentence: str
    text: str
    id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person looked at an objection and accepts it: why, and to the end of which day. `by` is who, where they say.

    It is for one figure of one document: that of the fingerprint `id`, that in the words `figure` (and in the sentence
    `sentence`), or, of a comment in the article, the one in `within`. `path` and `line` say where it is written.
    """

    rule: str
    document: str
    reason: str
    until: date
    path: str
    line: int | None
    by: str | None = None
    id: str | None = None
    figure: str | None = None
    sentence: str | None = None
    within: Span | None = None

    @property
    def origin(self) -> str:
        """ "factcheck-waivers.toml:12"."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """What an editor should mend beside the figures: a waiver that does not apply, and why.

    `path` is a document's id or a file's name, `line` None where it is not known.
    """

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An editor (`by`) stands by a finding, and the newsroom published a review of the claim, at `url` on that day.

    `claimant` is who made the claim, a "Person" or an "Organization"; `rating` the editor's own words for the verdict.
    """

    finding: str
    by: str
    claimant: str
    claimant_type: str
    publisher: str
    publisher_url: str | None
    url: str
    published: date
    rating: str | None


# ── 6 report ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Caught:
    """How often slips of one class are caught on these articles; `slip` is the class's name.

    Of `made` slips, `allowed` still agree with all that the figure is checked against, by rounding, a hedge or a
    mere limit; nobody could tell them. Of the others `caught` make a figure inconsistent, in `named` the one with the
    slip is said to be at fault, and in `mended` what is suggested for it is what it was.
    """

    slip: str
    made: int
    allowed: int
    caught: int
    named: int
    mended: int

    @property
    def telling(self) -> int:
        """The slips that could be told."""
        return self.made - self.allowed


@dataclass(frozen=True, slots=True)
class Selftest:
    """What the program can be expected to catch in these articles, measured by slips made on purpose, one by one.

    Of `claims`, `checked` are checked in the untouched text, `figures` agree there and `wrong` are called wrong:
    errors, or false alarms. `tried` of those that agree were given slips. `strays` are the slips that
    made the program call another figure wrong which has nothing to do with the one that was altered. `made_for` are the
    digests, by name, of what it was made for; `differs` names those that are not this run's.
    """

    by_slip: tuple[Caught, ...]
    claims: int
    checked: int
    figures: int
    wrong: int
    tried: int
    strays: int
    made_for: tuple[tuple[str, str], ...]
    differs: tuple[str, ...] = ()

    @property
    def all(self) -> Caught:
        """The slips of all classes together."""
        counts = ((c.made, c.allowed, c.caught, c.named, c.mended) for c in self.by_slip)
        return Caught("all", *(sum(column) for column in zip(*counts, strict=True)))


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run, for the writers: everything sorted by document, place and rule.

    Every number of a document is exactly one of: a claim with findings, an unchecked claim, passed over. `folder` is
    where the articles stand as seen from where the command was started ("corpus"); "" where that is unknown or here.
    `baseline` says in words what the run was compared with, None where with nothing; `statuses` are those of the
    objections that are not new, `waivers` what waived them, both by the objection's id; `stale` are the lines of the
    baseline that nothing answers to any more; `failures` say why the run fails. `selftest` is None where nobody has
    made one for this corpus.
    """

    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]
    assumptions: tuple[Assumption, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    passed: tuple[Passed, ...]
    folder: str = ""
    baseline: str | None = None
    statuses: Mapping[str, Status] = field(default_factory=dict)
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    stale: tuple[Known, ...] = ()
    notices: tuple[Notice, ...] = ()
    failures: tuple[str, ...] = ()
    selftest: Selftest | None = None
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def objections(self) -> tuple[Objection, ...]:
        """Every inconsistent finding, and then every claim that is unverified, each in the order of the report."""
        wrong = [
            Objection(finding.id, finding.relation.rule, finding.claim, finding.verdict)
            for finding in self.findings
            if finding.verdict is Verdict.INCONSISTENT
        ]
        contradicted = {objection.claim.id for objection in wrong}
        open_ = {finding.claim.id for finding in self.findings if finding.verdict is Verdict.UNVERIFIED}
        decided = contradicted | ({finding.claim.id for finding in self.findings} - open_)
        undecided = [claim for claim in self.claims if claim.id not in decided]
        unverified = Verdict.UNVERIFIED
        return (*wrong, *(Objection(claim.id, unverified.value, claim, unverified) for claim in undecided))

    def status(self, id_: str) -> Status:
        """That of the objection with this id; new where nothing else was said."""
        return self.statuses.get(id_, Status.NEW)


class Detail(StrEnum):
    """How much a person wants to be told."""

    QUIET = "quiet"  # only what is wrong
    USUAL = "usual"
    VERBOSE = "verbose"  # what is not verified too, and what the program did


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a person reads a report: without a `width` lines are as long as they are, one finding a line."""

    detail: Detail = Detail.USUAL
    width: int | None = None
    colours: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """An output format: `write` turns a report into the text of one file.

    `show` fits the same to a person's screen; None for a format that only programs and pages read.
    """

    name: str
    summary: str
    write: Callable[[Report], str]
    show: Callable[[Report, Screen], str] | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """An input format: `read` turns a file's bytes into a document; it raises ValueError with the reason it cannot."""

    format: str
    suffixes: tuple[str, ...]
    read: Callable[[str, bytes], Document]
