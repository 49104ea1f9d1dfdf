"""Every number of an article as a mention: what it says, in which unit, how softly, if it claims anything.

A sentence is read in the order of the functions of `_scan`: what claims nothing by its shape (passed.py); the
numbers left (numbers.py) with their units and nouns (parts.py); units shared and ranges joined (ranges.py);
hedges and directions (hedges.py). Every digit of a document ends inside exactly one mention.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck import units
from factcheck.extract import passed
from factcheck.extract.cells import in_tables
from factcheck.extract.hedges import direction_of, hedge_of, hedge_pattern
from factcheck.extract.numbers import Form, may_hold_number, numerals
from factcheck.extract.part import Part
from factcheck.extract.parts import CJK, part_of, read_parts, words_before
from factcheck.extract.ranges import join_ranges, join_rates, share_units, weigh_pounds
from factcheck.extract.surfaces import money_scale
from factcheck.model import Block, BlockKind, Document, Mention, Sentence, Span

NONE = Fraction(0)

_SILENT_BLOCKS = {
    BlockKind.META: "front matter",
    BlockKind.BOILERPLATE: "boilerplate",
    BlockKind.CODE: "code",
}
_OTHER_DIGITS = (
    "²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a"
)
ANY_DIGITS = re.compile(rf"[\d{_OTHER_DIGITS}]+")
"""Runs of whatever `str.isdigit` calls a digit."""


# ── A document ────────────────────────────────────────────────────────────────────────────────────────────


def mentions(document: Document, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Every number of the document in order; those that claim nothing have `claim` False and a reason."""
    text, found, at = document.text, [], 0
    opening = {block.span.start for block in document.blocks}
    for sentence in sentences:
        if sentence.block.kind in _SILENT_BLOCKS or sentence.span.start < at:
            continue
        start, at = sentence.span.start, sentence.span.end
        found += _scan(document.id, text, start, at, opens=start in opening)
    return tuple(in_tables(document, _with_leftovers(document, found)))


def extract(text: str) -> list[Mention]:
    """Every number of a text without a format, each line a paragraph of its own."""
    found: list[Mention] = []
    blocks = []
    for match in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        span = Span("", match.start(), match.end())
        blocks.append(Block(BlockKind.PARAGRAPH, span))
        found += _scan("", text, match.start(), match.end(), opens=True)
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return list(_with_leftovers(Document("", "text", text, tuple(blocks), sha256), found))


def _with_leftovers(document: Document, found: list[Mention]) -> tuple[Mention, ...]:
    """Also the digits that no sentence held or that belong to no number, with the reason of their place."""
    covered, text, at, whole = sorted(found, key=lambda one: one.span.start), document.text, 0, []
    blocks = iter([*document.blocks, None])
    block = next(blocks)
    for mention in [*covered, None]:
        upto = mention.span.start if mention else len(text)
        for match in ANY_DIGITS.finditer(text, at, upto):
            while block is not None and block.span.end <= match.start():
                block = next(blocks)
            inside = block is not None and block.span.start <= match.start()
            reason = _SILENT_BLOCKS.get(block.kind, "mark") if block is not None and inside else "outside the article"
            whole.append(_silent_mention(document.id, text, match.start(), match.end(), "identifier", reason))
        if mention:
            whole.append(mention)
            at = mention.span.end
    return tuple(whole)


def _silent_mention(document: str, text: str, start: int, end: int, kind: str, reason: str) -> Mention:
    return Mention(
        Span(document, start, end), text[start:end], None, None, NONE, NONE, "", kind,
        claim=False, reason=reason,
    )  # fmt: skip


# ── A stretch of text ─────────────────────────────────────────────────────────────────────────────────────


def _scan(document: str, text: str, start: int, end: int, *, opens: bool) -> list[Mention]:
    """The mentions of one sentence."""
    if not may_hold_number(text[start:end]):
        return []
    if ANY_DIGITS.search(text, start, end) or _DATE_WORD.search(text, start, end):
        silent = passed.silent(text, start, end, opens=opens)
    else:
        silent = []
    parts = [part for stretch in _between(silent, start, end) for part in read_parts(text, stretch, start, end)]
    if _foreign(text, start, end):
        parts = [replace(part, reason=part.reason or "not in English") for part in parts]
    parts = weigh_pounds(text, join_rates(text, join_ranges(text, share_units(text, _fitting(parts)), start)))
    found = [_mention(document, text, part, start, end) for part in parts]
    starts = [one.span.start for one in found]
    for one in silent:
        before = bisect_left(starts, one.end)  # of the mentions, which do not overlap, the last that could touch it
        free = before == 0 or found[before - 1].span.end <= one.start
        if free and _has_number(text, one):
            found.append(_silent_mention(document, text, one.start, one.end, one.kind, one.reason))
    return found


_DATE_WORD = re.compile(r"(?<!\w)(?:ago|quarter|half|o['’]clock|[JFMASOND][a-z]{2,8} (?:the )?[a-z]+)(?!\w)")


def _has_number(text: str, one: passed.Silent) -> bool:
    return ANY_DIGITS.search(text, one.start, one.end) is not None or one.kind == "date"


def _between(silent: list[passed.Silent], start: int, end: int) -> Iterator[tuple[int, int]]:
    for one in silent:
        if one.start > start:
            yield start, one.start
        start = max(start, one.end)
    if start < end:
        yield start, end


_LATIN = re.compile(r"[A-Za-z]")


def _foreign(text: str, start: int, end: int) -> bool:
    """A line mostly of Chinese, Japanese or Korean letters is not read as English."""
    piece = text[start : min(end, start + 2000)]
    return CJK.search(piece) is not None and len(CJK.findall(piece)) * 3 > len(_LATIN.findall(piece))


def _fitting(parts: list[Part]) -> list[Part]:
    """Left to right without overlap."""
    kept: list[Part] = []
    for part in parts:
        if not kept or kept[-1].end <= part.start:
            kept.append(part)
    return kept


# ── A mention ─────────────────────────────────────────────────────────────────────────────────────────────


def _mention(document: str, text: str, part: Part, start: int, end: int) -> Mention:
    if part.reason is None:
        part = _judged(text, part, start)
    surface = text[part.start : part.end]
    span = Span(document, part.start, part.end)
    if part.reason is not None:
        read = part.kind in ("vague", "ordinal", "count")
        low, high = (part.low, part.high) if read else (None, None)
        return Mention(
            span, surface, low, high, part.number.step, part.number.coarse, part.unit,
            part.kind or "identifier", claim=False, reason=part.reason,
        )  # fmt: skip
    hedge = hedge_of(document, text, part, start, end)
    direction = direction_of(text, part, hedge, start, end)
    step, coarse = part.number.step, part.number.coarse
    return Mention(
        span, surface, part.low, part.high, step, step if _counts_every_digit(part) else coarse, part.unit,
        _kind(part, direction), hedge, direction,
    )  # fmt: skip


_EXACT_UNITS = ("percent", "multiple", "percentage_point", "basis_point", "permille")


def _counts_every_digit(part: Part) -> bool:
    """Percentages and multiples show their rounding; a few schools, a few years are counted, not rounded."""
    if part.kind == "age" or part.unit in _EXACT_UNITS:
        return True
    countable = part.noun or units.is_time(part.unit) or part.number.form is Form.WORDS
    return countable and not part.number.scaled and abs(part.high) < 100


def _judged(text: str, part: Part, start: int) -> Part:
    """The part, or with the reason why a number without a unit claims nothing."""
    before, number = text[max(start, part.start - 60) : part.start], part.number
    if not part.bare or number.scaled:
        return part
    if number.form is Form.WORDS and part.high <= 12 and words_before("pointing").search(before):
        return replace(part, kind="count", reason="stands for a noun")
    reason = _bare_reason(text, part, before) if number.form is Form.DIGITS else None
    if reason is None:
        return part
    return replace(part, kind="date" if reason == "date" else "identifier", reason=reason)


def _bare_reason(text: str, part: Part, before: str) -> str | None:
    """Why digits without a unit claim nothing: "in 2024", "the Boeing 737", "3-1"; None for a claim."""
    surface, alone = text[part.start : part.end], not part.is_range
    if passed.is_labelled(before, "loose"):
        return "identifier"
    if alone and part.number.plain:
        if passed.is_year(surface) and not hedge_pattern().search(before[-32:]):
            return "date"
        if passed.is_named(before):
            return "identifier"
    if not alone and _YEARS.fullmatch(surface):
        return "date"
    if passed.is_score(text, part.start, part.end) if alone else _SCORE.fullmatch(surface) and part.high <= 15:
        return "score"
    if re.match(r"/\d", text[part.end : part.end + 2]) or re.search(r"\d/$", before):
        return "fraction or date"
    return None


_YEARS = re.compile(r"(?:1[89]|20)\d\d(?:\s(?:and|to)\s|\s?[-–]\s?)(?:1[89]|20)\d\d")
_SCORE = re.compile(r"\d{1,2}[-–]\d{1,2}")


def _kind(part: Part, direction: str | None) -> str:
    if part.kind in ("age", "price", "multiple"):
        return part.kind
    if direction:
        return "change"
    if part.is_range:
        return "range"
    if part.unit in ("percent", "permille") or part.kind == "share":
        return "share"
    if part.unit in ("percentage_point", "basis_point"):
        return "change"
    if part.unit == "multiple":
        return "multiple"
    if units.is_time(part.unit):
        return "duration"
    return "count" if part.noun or units.is_count(part.unit) else "amount"


# ── One figure alone, and figures for other programs ──────────────────────────────────────────────────────


def read_figure(text: str) -> Mention | None:
    """One figure as a person writes it in a table, `8.7 trillion`, `8.7e12`, `-3.5`; None for others."""
    lead = len(text) - len(text.lstrip())
    start, end = lead, len(text.rstrip())
    if end - start > 80 or "\n" in text:
        return None
    number = next(numerals(text, start, end), None)
    if number is None or number.form not in (Form.DIGITS, Form.WORDS, Form.FRACTION):
        return None
    part = part_of(text, money_scale(text, number, end), start, end, end)
    if part is None or part.reason is not None or (part.start, part.end) != (start, end):
        return None
    step, coarse = part.number.step, part.number.coarse
    return Mention(
        Span("", start, end), text[start:end], part.low, part.high, step,
        step if _counts_every_digit(part) else coarse, part.unit, _kind(part, None),
    )  # fmt: skip


def as_json(mention: Mention) -> dict[str, object]:
    """A mention as `factcheck extract` prints it, one object a line."""
    ends = mention.value if isinstance(mention.value, list) else [mention.value]
    shown = [None if end is None else int(end) if end.denominator == 1 else float(end) for end in ends]
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "value": shown if mention.is_range else shown[0],
        "unit": mention.unit,
        "bound": mention.bound,
        "hedge": mention.hedge,
        "kind": mention.kind,
        "direction": mention.direction,
        "claim": mention.claim,
        "reason": mention.reason,
    }
