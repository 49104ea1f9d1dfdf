"""Reads a plain text file: paragraphs, headings and list items, each where it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from factcheck.model import Block, BlockKind, Document, Reader, Span
from factcheck.read import boilerplate, front
from factcheck.read.decode import sha256, utf8
from factcheck.read.grid import Grid
from factcheck.read.lines import MARKER, Line, paragraphs, runs

LONGEST_HEADING = 110
LONGEST_TITLE = 220
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINE_END = re.compile(r"[\r\n]|\Z")
_RULE = re.compile(r"[\s|+:=_–—-]+")
_BODY_END = re.compile(r"[.!…,;:。!,;:][\"'”’)\]]*$")


def read(name: str, content: bytes) -> Document:
    """The document; a ValueError says why the bytes are none."""
    text = utf8(content)
    said, start = front.parse(text)
    blocks: list[Block] = [Block(BlockKind.META, Span(name, 0, start))] if start else []
    tables = count()
    for run in runs(text, start):
        blocks.extend(_run(name, text, run, tables))
    marked = headed(text, boilerplate.mark(text, blocks), said.title, title_at=said.title_at)
    return Document(
        id=name,
        format="text",
        text=text,
        blocks=marked,
        sha256=sha256(content),
        title=said.title or headline(text, marked),
        source=said.source,
        url=said.url,
        published=said.published,
        as_of=said.as_of,
        lang=said.lang,
    )


def headed(
    text: str, blocks: Sequence[Block], title: str | None, *, title_at: tuple[int, int] | None = None
) -> tuple[Block, ...]:
    """Marks the headline: the block that repeats the known title, or the first line if it looks like one.

    A title that only the front matter gives, at `title_at`, is the headline there: readers will see it, and its
    figures claim.
    """
    body = [place for place, block in enumerate(blocks) if _may_head(block)]
    for place in body[:3]:
        span = blocks[place].span
        same = title is not None and _same(text[span.start : span.end], title)
        if same or (title is None and place == body[0] and _is_headline(text, span)):
            return tuple(
                replace(block, kind=BlockKind.TITLE, level=0) if at == place else block
                for at, block in enumerate(blocks)
            )
    return tuple(_with_title(blocks, title_at))


def _with_title(blocks: Sequence[Block], title_at: tuple[int, int] | None) -> Iterator[Block]:
    """The blocks, the front matter parted about the title's words."""
    for block in blocks:
        if block.kind is not BlockKind.META or title_at is None or block.span.start:
            yield block
            continue
        name, end = block.span.document, block.span.end
        yield replace(block, span=Span(name, 0, title_at[0]))
        yield Block(BlockKind.TITLE, Span(name, *title_at))
        yield replace(block, span=Span(name, title_at[1], end))


def headline(text: str, blocks: Sequence[Block]) -> str:
    """The words of the block that is the headline, or of the first heading before any paragraph; else ""."""
    for block in blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            return " ".join(text[block.span.start : block.span.end].split())
        if block.kind not in (BlockKind.META, BlockKind.BOILERPLATE):
            break
    return ""


def _may_head(block: Block) -> bool:
    return block.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH)


def _is_headline(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    return len(words) <= LONGEST_TITLE and "\n" not in words and _BODY_END.search(words) is None


def _same(words: str, title: str) -> bool:
    return _unmarked(words) == _unmarked(title)


def _unmarked(words: str) -> str:
    return " ".join(re.sub(r"[*_`\\]", "", words).split()).casefold()


def _run(name: str, text: str, run: Sequence[Line], tables: Iterator[int]) -> Iterator[Block]:
    """The blocks of lines that stand together: a table with the lines above and below it, or paragraphs."""
    parted = [at for at, line in enumerate(run) if "\t" in line.words or "|" in line.words]
    first, behind = (parted[0], parted[-1] + 1) if parted else (0, 0)
    cells = _table(name, text, run[first:behind], tables) if parted else []
    around = (run[:first], run[behind:]) if cells else (run, ())
    for lines, found in ((around[0], cells), (around[1], [])):
        if lines:
            yield from (_block(name, paragraph) for paragraph in paragraphs(lines))
        yield from found


def _table(name: str, text: str, run: Sequence[Line], tables: Iterator[int]) -> list[Block]:
    """The cells of lines that tabs or strokes cut into as many pieces each; empty where the run is no table."""
    written = [line for line in run if not _RULE.fullmatch(line.words)]
    rows = [_pieces(text, line) for line in written]
    filled = [sum(bool(words) for _, words in row) for row in rows]
    figures = sum(any(map(str.isdigit, line.words)) for line in written)
    if len({len(row) for row in rows}) != 1 or sum(count > 1 for count in filled) < 2 or figures < 2:
        return []
    grid, cells = Grid(next(tables)), []
    for row in rows:
        grid.next_row()
        for start, words in row:
            cell = grid.place()
            if words:
                cells.append(Block(BlockKind.CELL, Span(name, start, start + len(words)), cell=cell))
    return cells


def _pieces(text: str, line: Line) -> list[tuple[int, str]]:
    """The line's cells with their places; strokes at its ends part nothing, tabs do: they leave a cell empty."""
    start, end = line.start, line.end
    sign = "\t" if "\t" in line.words else "|"
    if sign == "\t":
        start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        end = _LINE_END.search(text, end).start()  # type: ignore[union-attr]
    elif line.words.startswith("|") and line.words.endswith("|"):
        start, end = start + 1, max(end - 1, start + 1)
    found = []
    for piece in text[start:end].split(sign):
        found.append((start + len(piece) - len(piece.lstrip()), piece.strip()))
        start += len(piece) + 1
    return found


def _block(name: str, paragraph: Sequence[Line]) -> Block:
    first, last = paragraph[0], paragraph[-1]
    if (marker := MARKER.match(first.words)) is not None:
        return Block(BlockKind.ITEM, Span(name, first.start + marker.end(), last.end), 1)
    if len(paragraph) == 1:
        for kind, start, end, level in _headings(first):
            return Block(kind, Span(name, start, end), level)
    return Block(BlockKind.PARAGRAPH, Span(name, first.start, last.end))


def _headings(line: Line) -> Iterator[tuple[BlockKind, int, int, int]]:
    """The line as a heading, without the signs that make it one: `## …`, `**…**`, or short, no full stop."""
    if (hashes := _HASHES.match(line.words)) is not None:
        yield BlockKind.HEADING, line.start + hashes.end(), line.end, len(hashes.group(1))
    elif (bold := _BOLD.fullmatch(line.words)) is not None and len(line.words) <= LONGEST_TITLE:
        yield BlockKind.HEADING, line.start + bold.start(2), line.start + bold.end(2), 2
    elif len(line.words) <= LONGEST_HEADING and _is_short_heading(line.words):
        yield BlockKind.HEADING, line.start, line.end, 2


def _is_short_heading(words: str) -> bool:
    """No full stop or colon at the end, and no line in mid-sentence."""
    return _BODY_END.search(words) is None and not words[0].islower() and any(map(str.isalpha, words))


READER = Reader("text", (".txt", ".text"), read)
