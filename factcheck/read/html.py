"""Reads a web page as its reader sees it: entities are characters, scripts gone, menus boilerplate."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from factcheck.model import BlockKind, Cell, Document, Reader, Remark, Span
from factcheck.read import boilerplate, front
from factcheck.read.compose import Composition, collapsed
from factcheck.read.decode import sha256, utf8
from factcheck.read.grid import Grid
from factcheck.read.lines import SENTENCE_END
from factcheck.read.remarks import addressed, remark
from factcheck.read.text import headed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

OWN_GENERATOR = "factcheck "
_UNSEEN = {
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "head",
    "iframe",
    "object",
    "select",
    "textarea",
}
_CHROME = {"nav", "footer", "aside", "form", "button", "menu", "dialog"}
_KINDS = {
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
    "li": BlockKind.ITEM, "dt": BlockKind.ITEM, "dd": BlockKind.ITEM,
    "td": BlockKind.CELL, "th": BlockKind.CELL,
    "blockquote": BlockKind.QUOTE,
    "pre": BlockKind.CODE,
}  # fmt: skip
_OTHER_BLOCKS = """
    address article body caption center details div dl fieldset figcaption figure header hr html legend main
    ol option p section summary table tbody tfoot thead tr ul
"""
_PLAIN_BLOCKS = frozenset(_OTHER_BLOCKS.split())
_SHIFTED = ("sup", "sub")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def read(name: str, content: bytes) -> Document:
    """The document; a ValueError says why the bytes are none."""
    page = _page(_decoded(content))
    if (_meta(page, "generator") or "").startswith(OWN_GENERATOR):
        raise ValueError("is a page of a factcheck report, not an article")
    composition = Composition(name)
    walk, remarks = _Walk(), []
    for piece in walk.pieces(page):
        composition.add(piece.kind, piece.words, place=piece.line, level=piece.level, cell=piece.cell)
        start = composition.blocks[-1].span.start
        remarks += [heard for comment in piece.comments if (heard := comment.remark(name, start, piece.words))]
    behind = composition.length + 2  # where a further block would stand: what is said there is about nothing
    remarks += [heard for comment in walk.comments if (heard := comment.remark(name, behind, ""))]
    if not composition.blocks:
        raise ValueError("holds no text: no readable words in the page")
    text = composition.text
    title = _title(page)
    return Document(
        id=name,
        format="html",
        text=text,
        blocks=headed(text, boilerplate.mark(text, composition.blocks), title or None),
        sha256=sha256(content),
        title=title,
        source=_meta(page, "og:site_name", "author"),
        url=_attribute(page, "//link[@rel='canonical']/@href") or _meta(page, "og:url"),
        published=_date(
            _meta(page, "article:published_time", "date", "published"), _attribute(page, "//time/@datetime")
        ),
        as_of=_date(_meta(page, "as_of")),
        lang=_attribute(page, "/html/@lang"),
        source_map=composition.source_map,
        remarks=tuple(remarks),
    )


def _decoded(content: bytes) -> str:
    """UTF-8, or the encoding that the page itself declares."""
    try:
        return utf8(content)
    except ValueError:
        declared = _DECLARED.search(content[:4096])
        if declared is None:
            raise
        encoding = (declared.group(1) or declared.group(2)).decode("ascii")
        try:
            if codecs.lookup(encoding).name == "utf-8":
                raise
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            raise ValueError(f"is not {encoding} text, which it declares to be, nor UTF-8") from None


def _page(text: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(_XML.sub("", text).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise ValueError("holds no text: not a web page") from None


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment, its line, and how many characters of its piece's words stand before it."""

    words: str
    line: int
    behind: int

    def remark(self, name: str, start: int, words: str) -> Remark | None:
        """What it says to factcheck, at its place in the text, where its piece begins at `start`."""
        at = start + len(collapsed(words[: self.behind]))
        return remark(self.words, Span(name, at, at), self.line)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: BlockKind
    words: str
    line: int
    level: int
    cell: Cell | None
    comments: tuple[_Comment, ...]


@dataclass(slots=True)
class _Walk:
    """Walks the page in order and cuts it at block-level elements and at line breaks behind a sentence."""

    kinds: list[BlockKind] = field(default_factory=lambda: [BlockKind.PARAGRAPH])
    levels: list[int] = field(default_factory=lambda: [0])
    cells: list[Cell | None] = field(default_factory=lambda: [None])
    grids: list[Grid] = field(default_factory=list)
    tables: int = 0
    words: list[str] = field(default_factory=list)
    line: int = 1
    chrome: int = 0
    shifted: list[str] = field(default_factory=list)
    comments: list[_Comment] = field(default_factory=list)

    def pieces(self, page: HtmlElement) -> Iterator[_Piece]:
        from lxml import etree

        skipping: HtmlElement | None = None
        for event, element in etree.iterwalk(page, events=("start", "end", "comment")):
            if event == "comment":
                self._comment(element, seen=skipping is None)
            elif skipping is None and event == "start":
                yield from self._start(element)
                skipping = element if _is_unseen(element) else None
            elif event == "end" and skipping in (None, element):
                yield from self._end(element, seen=skipping is None)
                skipping = None
        yield from self._cut(1)

    def _start(self, element: HtmlElement) -> Iterator[_Piece]:
        tag = _tag(element)
        line = element.sourceline or self.line
        if tag in _KINDS or tag in _PLAIN_BLOCKS or _is_chrome(element):
            yield from self._cut(line)
            self.chrome += _is_chrome(element)
            self.kinds.append(self._kind(tag))
            self.levels.append(_level(element, tag))
            self.cells.append(self._cell(element, tag))
        elif tag == "br":
            if SENTENCE_END.search("".join(self.words).rstrip()) or "".join(self.words).endswith("\n"):
                yield from self._cut(line)
            else:
                self.words.append("\n")
        if not _is_unseen(element):
            self.shifted += [tag] if tag in _SHIFTED else []
            self._say(element.text, line)

    def _end(self, element: HtmlElement, *, seen: bool) -> Iterator[_Piece]:
        tag = _tag(element)
        if tag in _KINDS or tag in _PLAIN_BLOCKS or _is_chrome(element):
            yield from self._cut(element.sourceline or self.line)
            self.kinds.pop()
            self.levels.pop()
            self.cells.pop()
            if tag == "table" and self.grids:
                self.grids.pop()
            self.chrome -= _is_chrome(element)
        elif not seen:
            self.words.append(" ")
        elif tag in _SHIFTED:
            self.shifted.pop()
        self._say(element.tail, self.line)

    def _comment(self, comment: HtmlElement, *, seen: bool) -> None:
        """What stands in a hidden part of the page is not heard either."""
        if not seen:
            return
        words, line = comment.text or "", comment.sourceline or self.line
        self.words = self.words if any(piece.strip() for piece in self.words) else []
        if addressed(words):
            self.comments.append(_Comment(words, line, sum(map(len, self.words))))
        self._say(comment.tail, line + words.count("\n"))

    def _say(self, words: str | None, line: int) -> None:
        if words:
            words = _raised(self.shifted[-1], words) if self.shifted else words
            if not self.words:
                self.line = line + words[: len(words) - len(words.lstrip())].count("\n")
            self.words.append(re.sub(r"\s+", " ", words) if self.kinds[-1] is not BlockKind.CODE else words)

    def _kind(self, tag: str) -> BlockKind:
        """A paragraph inside an item, a quotation or a cell is one of those; a cell's heading is a cell."""
        own = _KINDS.get(tag, BlockKind.PARAGRAPH)
        around = self.kinds[-1]
        if around is BlockKind.CELL or own is BlockKind.PARAGRAPH:
            return around if around is not BlockKind.HEADING else own
        return own

    def _cell(self, element: HtmlElement, tag: str) -> Cell | None:
        """The place of a cell that begins here; else the one that the element stands in."""
        if tag == "table":
            self.grids.append(Grid(self.tables))
            self.tables += 1
            return None
        if tag == "tr" and self.grids:
            self.grids[-1].next_row()
        if tag not in ("td", "th") or not self.grids:
            return self.cells[-1]
        rows, columns = (_reach(element.get(name)) for name in ("rowspan", "colspan"))
        return self.grids[-1].place(rows=rows, columns=columns, header=tag == "th")

    def _cut(self, line: int) -> Iterator[_Piece]:
        words = "".join(self.words)
        self.words = []
        if words.strip():
            kind = BlockKind.BOILERPLATE if self.chrome else self.kinds[-1]
            cell = self.cells[-1] if kind is BlockKind.CELL else None
            yield _Piece(kind, words, self.line, 0 if self.chrome else self.levels[-1], cell, tuple(self.comments))
            self.comments = []
        self.line = line


def _reach(written: str | None) -> int:
    """A colspan or rowspan; what is no number reaches over one."""
    digits = (written or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 1


def _tag(element: HtmlElement) -> str:
    return element.tag if isinstance(element.tag, str) else ""


def _is_unseen(element: HtmlElement) -> bool:
    hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None
    return _tag(element) in _UNSEEN or not isinstance(element.tag, str) or hidden


def _is_chrome(element: HtmlElement) -> bool:
    """Navigation, footers, side columns; a form only when it is not wrapped around the whole article."""
    tag = _tag(element)
    if tag == "form":
        return sum(1 for _ in element.iter("p")) < 2 and next(element.iter("article", "main", "h1"), None) is None
    return tag in _CHROME or element.get("role") in ("navigation", "banner", "contentinfo", "complementary")


def _level(element: HtmlElement, tag: str) -> int:
    if _KINDS.get(tag) is BlockKind.HEADING:
        return int(tag[1:])
    return sum(1 for _ in element.iterancestors("ul", "ol")) if tag == "li" else 0


def _raised(tag: str, words: str) -> str:
    """A raised digit stays a raised digit: the 2 of a footnote is no digit of the figure before it."""
    return words.translate(_RAISED if tag == "sup" else _LOWERED)


def _title(page: HtmlElement) -> str:
    for path in ("/html/head/title", "//h1"):
        for element in page.xpath(path):
            words = " ".join(element.text_content().split())
            if words:
                return words
    return _meta(page, "og:title") or ""


def _meta(page: HtmlElement, *names: str) -> str | None:
    for name in names:
        for value in page.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name):
            if words := " ".join(str(value).split()):
                return words
    return None


def _attribute(page: HtmlElement, path: str) -> str | None:
    return next((str(value).strip() for value in page.xpath(path) if str(value).strip()), None)


def _date(*written: str | None) -> date | None:
    """The first that is an ISO date; a page's other ways to write one are nobody's mistake in this corpus."""
    for words in written:
        try:
            if words:
                return front.iso_date(words)
        except ValueError:
            continue
    return None


READER = Reader("html", (".html", ".htm", ".xhtml"), read)
