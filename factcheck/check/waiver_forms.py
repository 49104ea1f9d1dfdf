"""The two ways to write a waiver: a section of factcheck-waivers.toml, or a comment in the article itself."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from factcheck.errors import WaiverError
from factcheck.model import BlockKind, Document, Notice, Remark, Report, Span, Waiver

SECTION = "waiver"
_HEAD = re.compile(rf"^[ \t]*\[\[[ \t]*{SECTION}[ \t]*\]\]", re.MULTILINE)
_VALUE = r"(?:\"[^\"]*\"|“[^”]*”|[^\s\"“”]+)"
_COMMENT = re.compile(rf"ignore\s+(?P<rule>[\w-]+)(?P<said>(?:\s+\w+\s*=\s*{_VALUE})*)\s*")
_SAID = re.compile(rf"(\w+)\s*=\s*({_VALUE})")
_NO_WORDS = {BlockKind.META, BlockKind.BOILERPLATE}


def _day(written: object) -> object:
    """A day of TOML, or one in words; a number or a time is none."""
    try:
        written = date.fromisoformat(written) if isinstance(written, str) else written
    except ValueError:
        written = None
    if not isinstance(written, date) or isinstance(written, datetime):
        raise ValueError("expected a day such as 2026-12-31")
    return written


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, BeforeValidator(_day)]


class _Written(BaseModel):
    """What every waiver says: the rule, why, and until when; and where it can, the figure."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: Words
    reason: Words
    until: Day
    by: Words | None = None
    figure: Words | None = None
    id: Words | None = None

    @field_validator("rule")
    @classmethod
    def _exists(cls, rule: str, info: ValidationInfo) -> str:
        rules = info.context["rules"] if info.context else ()
        if rule not in rules:
            near = get_close_matches(rule, rules, n=1, cutoff=0.6)
            raise ValueError(f"expected a rule, such as {near[0] if near else ', '.join(sorted(rules))}")
        return rule


class _Section(_Written):
    """A section of the file says also in which article, and may say in which sentence."""

    document: Words
    sentence: Words | None = None

    @model_validator(mode="after")
    def _names_one(self) -> _Section:
        if self.figure is None and self.id is None:
            raise ValueError("names no figure, expected figure or id")
        return self


Found = tuple[tuple[Waiver, ...], tuple[Notice, ...]]


def in_file(text: str, name: str, rules: Collection[str]) -> Found:
    """The waivers of the file, and what is wrong with the others. Raises WaiverError where it is no file of waivers."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WaiverError(f"{name}: is not TOML: {error}") from None
    sections = written.get(SECTION, [])
    others = sorted(set(written) - {SECTION})
    if others or not isinstance(sections, list):
        found = ", ".join(others) or f"{SECTION} = {sections!r}"
        raise WaiverError(f"{name}: found {found}, expected only sections [[{SECTION}]]")
    heads: list[int | None] = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    lines = heads if len(heads) == len(sections) else [None] * len(sections)
    read = [_waiver(_Section, section, rules, name, line) for section, line in zip(sections, lines, strict=True)]
    return _parted(read)


def in_articles(report: Report, rules: Collection[str], *, standing: Counter[tuple[str, ...]] | None = None) -> Found:
    """The waivers that stand in the articles, and what is wrong with other comments for factcheck.

    `standing` holds the only comments that count, those of an earlier revision, as `comments` gives them.
    """
    sentences: dict[str, set[Span]] = {document.id: set() for document in report.documents}
    for claim in report.claims:
        sentences[claim.span.document].add(claim.sentence.span)
    left = Counter(standing) if standing is not None else None
    return _parted(
        _comment(remark, document, rules, sorted(sentences[document.id]), left)
        for document in report.documents
        for remark in document.remarks
    )


def comments(documents: Sequence[Document]) -> Counter[tuple[str, ...]]:
    """What stands in comments for factcheck: in which article, its words, and beside which where it names no figure."""
    return Counter(_key(remark, document) for document in documents for remark in document.remarks)


def _key(remark: Remark, document: Document) -> tuple[str, ...]:
    named = any(name in ("figure", "id") for name, _ in _SAID.findall(remark.words))
    about = _block(remark, document)[0]
    return document.id, remark.words, "" if named else " ".join(document.text[about.start : about.end].split())


def _comment(
    remark: Remark,
    document: Document,
    rules: Collection[str],
    sentences: Sequence[Span],
    left: Counter[tuple[str, ...]] | None,
) -> Waiver | Notice:
    written = _COMMENT.fullmatch(remark.words)
    if written is None:
        expected = 'ignore RULE figure="…" reason="…" until=2026-12-31'
        return Notice(document.id, remark.line, f'found "{remark.words}" for factcheck, expected {expected}')
    if left is not None:
        key = _key(remark, document)
        left[key] -= 1
        if left[key] < 0:
            return Notice(document.id, remark.line, f"the waiver of {written['rule']} is new here and does not count")
    said = {name: value.strip('"“”') for name, value in _SAID.findall(written["said"])}
    made = _waiver(_Written, {"rule": written["rule"], **said}, rules, document.id, remark.line)
    if isinstance(made, Notice):
        return made
    return replace(made, document=document.id, within=_place(remark, document, sentences))


def _waiver(
    form: type[_Written], said: Mapping[str, Any], rules: Collection[str], path: str, line: int | None
) -> Waiver | Notice:
    try:
        written = form.model_validate(said, context={"rules": rules})
    except ValidationError as error:
        faults = "; ".join(_fault(each) for each in error.errors())
        return Notice(path, line, f"the waiver does not apply: {faults}")
    return Waiver(**{"document": path, **written.model_dump()}, path=path, line=line)


def _fault(error: Any) -> str:
    """One fault in words: the key, what was found, what was expected."""
    key = ".".join(map(str, error["loc"]))
    expected = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "missing":
        return f"{key} is missing"
    if error["type"] == "extra_forbidden":
        return f"unknown key {key!r}"
    if not key:
        return expected
    return f"{key}: found {error['input']!r}, {expected[0].lower()}{expected[1:]}"


def _parted(read: Iterable[Waiver | Notice]) -> Found:
    found = list(read)
    waivers = tuple(each for each in found if isinstance(each, Waiver))
    return waivers, tuple(each for each in found if isinstance(each, Notice))


def _place(remark: Remark, document: Document, sentences: Sequence[Span]) -> Span:
    """What a comment is about: the sentence that it stands in or right behind, else the block that `_block` gives.

    `sentences` are those with claims; the place is empty where there is none.
    """
    block, inside = _block(remark, document)
    if not inside:
        return block
    at, text = remark.span.start, document.text
    said = [s for s in sentences if block.covers(s) and s.start <= at and not text[s.end : at].strip()]
    return said[-1] if said else Span(document.id, at, at)


def _block(remark: Remark, document: Document) -> tuple[Span, bool]:
    """The block that a comment stands in or on the last line of, and True; else the one below it, and False.

    On a line of its own right below a paragraph, with a blank line behind it, it is about that one.
    """
    at, text = remark.span.start, document.text
    blocks = [block.span for block in document.blocks if block.kind not in _NO_WORDS]
    before = next((block for block in reversed(blocks) if block.start < at), None)
    behind = next((block for block in blocks if block.start >= at), None)
    if before is not None and at <= len(text):
        between = text[before.end : at]
        if not between.strip(" \t"):
            return before, True
        touches_next = behind is not None and text.count("\n", remark.span.end, behind.start) < 2
        if between.count("\n") == 1 and not between.strip() and not touches_next:
            return before, False
    return behind or Span(document.id, at, at), False
