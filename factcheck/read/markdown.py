"""Reads Markdown: the text is the file, and every block is a stretch of it, without its marker.

What readers do not see among their words, comments and the marks of a quotation's lines, is blank in the text: a figure
stands where it stands in the file, and its sentence is the same however the lines are broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from factcheck.model import Block, BlockKind, Document, Reader, Remark, Span
from factcheck.read import boilerplate, front
from factcheck.read.decode import sha256, utf8
from factcheck.read.grid import Grid
from factcheck.read.remarks import COMMENT, blanked, remark
from factcheck.read.text import LONGEST_TITLE, headed

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CELL_END = re.compile(r"(?<!\\)\|")
_UNSEEN_HTML = re.compile(
    r"<!--|<\?|<!|</?(?:script|style|iframe|img|video|audio|source|hr|br|link|meta)\b", re.IGNORECASE
)
_MARKS_BEFORE_TABLE = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*")
_HEADING_MARKS = re.compile(r"[ \t]*#{1,6}[ \t]+|[ \t]+#+[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Source:
    """The file's text by lines, as markdown-it counts them from the end of the front matter.

    `seen` is the text with blanks for what stands among the words and is not seen.
    """

    name: str
    text: str
    starts: tuple[int, ...]
    seen: str

    @classmethod
    def of(cls, name: str, text: str, start: int) -> _Source:
        lengths = [len(match.group()) for match in _LINE.finditer(text, start)]
        return cls(name, text, tuple(accumulate(lengths, initial=start)), text)

    def line(self, number: int) -> tuple[int, str]:
        """Where the line starts, and its words without the white space at the end."""
        number = min(number, len(self.starts) - 1)
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return start, self.text[start:end].rstrip()

    def stretch(self, first: int, behind: int) -> Span | None:
        """Lines first to behind − 1 without the white space around them; None when nothing is left."""
        last = len(self.starts) - 1
        return self.trimmed(self.starts[min(first, last)], self.starts[min(behind, last)])

    def trimmed(self, start: int, end: int) -> Span | None:
        """The stretch without the white space around it, or None."""
        words = self.seen[start:end]
        inner = words.strip()
        at = start + len(words) - len(words.lstrip())
        return Span(self.name, at, at + len(inner)) if inner else None


def read(name: str, content: bytes) -> Document:
    """The document; a ValueError says why the bytes are none."""
    text = utf8(content)
    said, start = front.parse(text)
    tokens = _tokens(text[start:])
    source = _Source.of(name, text, start)
    comments = list(_comments(source, tokens))
    among_words = (span for span, alone in comments if not alone)
    unmarked = blanked(text, _quote_marks(source, tokens))
    seen = blanked(unmarked, among_words)
    blocks: list[Block] = [Block(BlockKind.META, Span(name, 0, start))] if start else []
    blocks.extend(_blocks(replace(source, seen=seen), tokens))
    title = said.title or _first_heading(tokens)
    marked = headed(seen, boilerplate.mark(seen, blocks), title or None, title_at=said.title_at)
    return Document(
        id=name,
        format="markdown",
        text=seen,
        blocks=marked,
        sha256=sha256(content),
        title=title or "",
        source=said.source,
        url=said.url,
        published=said.published,
        as_of=said.as_of,
        lang=said.lang,
        remarks=tuple(_remarks(replace(source, seen=unmarked), comments)),
    )


def _remarks(source: _Source, comments: Sequence[tuple[tuple[int, int], bool]]) -> Iterator[Remark]:
    for (start, end), _ in comments:
        line = source.text.count("\n", 0, start) + 1
        heard = remark(source.seen[start:end], Span(source.name, start, end), line)
        if heard is not None:
            yield heard


def _tokens(text: str) -> Sequence[Token]:
    from markdown_it import MarkdownIt

    # Its default, 20 levels, would leave out what is quoted or listed deeper without a word.
    return MarkdownIt("commonmark", {"maxNesting": 200}).enable("table").parse(text)


def _comments(source: _Source, tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where comments stand, and whether alone: in blocks of HTML, and where the parser found one in a line."""
    lines = (0, 0)
    for token in tokens:
        lines = (token.map[0], token.map[1]) if token.map is not None else lines  # a cell's are those of its row
        said = [_bare(child.content) for child in token.children or () if _is_comment(child)]
        block = token.type == "html_block"
        if block or said:
            alone = block and not COMMENT.sub("", token.content).strip()
            start, end = (source.starts[min(line, len(source.starts) - 1)] for line in lines)
            for found in COMMENT.finditer(source.text, start, end):
                if block or _bare(found.group()) in said:
                    yield found.span(), alone


def _is_comment(token: Token) -> bool:
    return token.type == "html_inline" and token.content.startswith("<!--")


def _bare(comment: str) -> str:
    """A comment without what breaking its lines may add: white space, and marks of a quotation."""
    return re.sub(r"[\s>]", "", comment)


def _quote_marks(source: _Source, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where the marks stand before the further lines of a quoted paragraph."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        if depth and token.type == "inline" and token.map is not None:
            for number in range(token.map[0] + 1, token.map[1]):
                start, line = source.line(number)
                marks = re.match(rf"(?:[ \t]*>){{1,{depth}}}", line)
                if marks is not None:
                    yield start, start + marks.end()


def _blocks(source: _Source, tokens: Sequence[Token]) -> Iterator[Block]:
    open_kinds: list[str] = []
    row = tables = -1
    grid = Grid(0)
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            tables += 1
            grid = Grid(tables)
        if token.type == "tr_open" and token.map is not None and token.map[0] != row:
            row = token.map[0]
            yield from _cells(source, row, grid, header=open_kinds[-1] == "thead_open")
        elif token.nesting == 1:
            open_kinds.append(token.type)
        elif token.nesting == -1 and token.type != "tr_close":
            open_kinds.pop()
        elif token.map is not None and token.type != "tr_close":
            yield from _leaf(source, token, tokens[place - 1], open_kinds)


def _leaf(source: _Source, token: Token, parent: Token, open_kinds: Sequence[str]) -> Iterator[Block]:
    if token.type == "inline":
        if open_kinds[-1] not in ("th_open", "td_open") and (span := _words(source, token)) is not None:
            yield _inline(source, token, parent, open_kinds, span)
        return
    span = source.stretch(token.map[0], token.map[1]) if token.map else None
    if span is None or token.type == "hr":
        return
    if token.type in ("fence", "code_block"):
        yield Block(BlockKind.CODE, span)
    elif token.type == "html_block":
        unseen = _UNSEEN_HTML.match(source.seen, span.start) is not None
        yield Block(BlockKind.META if unseen else BlockKind.PARAGRAPH, span)


def _inline(source: _Source, token: Token, parent: Token, open_kinds: Sequence[str], span: Span) -> Block:
    if parent.type == "heading_open":
        return Block(BlockKind.HEADING, span, int(parent.tag[1:]))
    if "list_item_open" in open_kinds:
        return Block(BlockKind.ITEM, span, open_kinds.count("list_item_open"))
    if "blockquote_open" in open_kinds:
        return Block(BlockKind.QUOTE, span)
    if (inner := _bold_line(source, token, span)) is not None:
        return Block(BlockKind.HEADING, inner, 2)
    return Block(BlockKind.PARAGRAPH, span)


def _words(source: _Source, token: Token) -> Span | None:
    """Where the words of an inline token stand: behind the first line's markers, to the end of the last."""
    if not token.content.strip() or token.map is None:
        return None
    pieces = token.content.split("\n")
    start, first = source.line(token.map[0])
    start += _place(first, pieces[0].strip())
    end, last = source.line(token.map[0] + len(pieces) - 1)
    tail = pieces[-1].strip()  # a tab before it may have become blanks
    end += _place(last, tail) + len(tail)
    return source.trimmed(start, end)


def _place(line: str, words: str) -> int:
    """Where the words begin in the line: at its end but for the closing #s of a heading."""
    if line.endswith(words):
        return len(line) - len(words)
    found = _HEADING_MARKS.sub(lambda marks: " " * len(marks.group()), line).find(words)
    return found if found >= 0 else len(line) - len(line.lstrip())


def _bold_line(source: _Source, token: Token, span: Span) -> Span | None:
    """The inside of a paragraph that is one bold line: a heading by another name."""
    shown = [child for child in token.children or () if not _is_comment(child) and child.content != " "]
    children = [child for child in shown if child.content or child.type.startswith("strong")]
    if len(children) < 3 or children[0].type != "strong_open" or children[-1].type != "strong_close":
        return None
    if any(child.type.startswith("strong") for child in children[1:-1]) or span.end - span.start > LONGEST_TITLE:
        return None
    return source.trimmed(span.start + 2, span.end - 2) if "\n" not in token.content else None


def _cells(source: _Source, row: int, grid: Grid, *, header: bool) -> Iterator[Block]:
    """The cells of a line; what stands before its first stroke is one only if it is more than marks of a list."""
    start, line = source.line(row)
    line = source.seen[start : start + len(line)]
    grid.next_row()
    at = 0
    for number, piece in enumerate(_CELL_END.split(line)):
        words = piece.strip()
        if number or not _MARKS_BEFORE_TABLE.fullmatch(piece):
            cell = grid.place(header=header)
            if words:
                left = start + at + len(piece) - len(piece.lstrip())
                yield Block(BlockKind.CELL, Span(source.name, left, left + len(words)), cell=cell)
        at += len(piece) + 1


def _first_heading(tokens: Sequence[Token]) -> str | None:
    """The words of the first level-1 heading, or of the first heading, without their markup."""
    headings = [(token.tag, inline) for token, inline in pairwise(tokens) if token.type == "heading_open"]
    for _, inline in sorted(headings, key=lambda heading: heading[0] != "h1")[:1]:
        return " ".join("".join(child.content for child in inline.children or () if not _is_comment(child)).split())
    return None


READER = Reader("markdown", (".md", ".markdown"), read)
