"""Reads a Word document: paragraphs, lists and tables in order, as they read with all changes accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from factcheck.model import BlockKind, Cell, Document, Reader
from factcheck.read import boilerplate
from factcheck.read.compose import Composition
from factcheck.read.decode import sha256
from factcheck.read.text import headed, headline

LARGEST_UNPACKED = 300_000_000
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": " "}


def read(name: str, content: bytes) -> Document:
    """The document; a ValueError says why the bytes are none."""
    if content.startswith(_OLD_WORD):
        raise ValueError("is an old or encrypted Word document; save it as .docx without a password")
    _check_size(content)
    try:
        word = _opened(content)
        composition = _composed(name, word)
        title = str(word.core_properties.title or "").strip()
    except Exception as error:  # the parsers below raise whatever a broken part makes them raise
        raise ValueError(f"is not a readable .docx file: {error or type(error).__name__}") from None
    if not composition.blocks:
        raise ValueError("holds no text")
    text = composition.text
    marked = headed(text, boilerplate.mark(text, composition.blocks), title or None)
    return Document(
        id=name,
        format="docx",
        text=text,
        blocks=marked,
        sha256=sha256(content),
        title=title or headline(text, marked),
        source_map=composition.source_map,
    )


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ValueError("is not a readable .docx file: not a zip archive") from None
    if unpacked > LARGEST_UNPACKED:
        raise ValueError(f"unpacks to {unpacked // 1_000_000} MB, more than {LARGEST_UNPACKED // 1_000_000} MB")


def _opened(content: bytes) -> Any:
    import docx

    return docx.Document(io.BytesIO(content))


def _composed(name: str, word: Any) -> Composition:
    composition = Composition(name)
    styles = {style.style_id: str(style.name) for style in word.styles}
    tables = {table: number for number, table in enumerate(word.element.body.iter(f"{_W}tbl"))}
    for number, paragraph in enumerate(word.element.body.iter(f"{_W}p"), start=1):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            kind, level = _kind(paragraph, styles)
            cell = _cell(paragraph, tables) if kind is BlockKind.CELL else None
            composition.add(kind, "".join(_words(paragraph)), place=number, level=level, cell=cell)
    return composition


def _words(paragraph: Any) -> Iterator[str]:
    """The paragraph's words; those of a text box in it belong to the box's own paragraphs."""
    for element in paragraph.iter():
        if element.tag not in _SIGNS and element.tag != f"{_W}t":
            continue
        around = list(element.iterancestors(f"{_W}p", f"{_W}moveFrom", f"{_W}tabs", _FALLBACK))
        if around and around[0] is paragraph:
            yield _SIGNS.get(element.tag) or element.text or ""


def _cell(paragraph: Any, tables: dict[Any, int]) -> Cell | None:
    """Where the paragraph's cell stands, by python-docx's own count of rows and merged columns."""
    inner = next(paragraph.iterancestors(f"{_W}tc"))
    try:
        row, table = (next(inner.iterancestors(f"{_W}{name}")) for name in ("tr", "tbl"))
        heads = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        at, height = table.tr_lst.index(row), inner.bottom - inner.top
        return Cell(tables[table], at, inner.grid_offset, height, inner.grid_span, heads)
    except Exception:  # a table that python-docx cannot count stays a list of cells
        return None


def _kind(paragraph: Any, styles: dict[str, str]) -> tuple[BlockKind, int]:
    if next(paragraph.iterancestors(f"{_W}tc"), None) is not None:
        return BlockKind.CELL, 0
    properties = paragraph.find(f"{_W}pPr")
    style = properties.find(f"{_W}pStyle") if properties is not None else None
    called = styles.get(style.get(f"{_W}val"), "") if style is not None else ""
    numbered = properties is not None and properties.find(f"{_W}numPr") is not None
    return _kind_of_style(called, numbered=numbered)


def _kind_of_style(called: str, *, numbered: bool) -> tuple[BlockKind, int]:
    called = called.casefold()
    digits = "".join(filter(str.isdigit, called))
    if called == "title":
        return BlockKind.TITLE, 0
    if called.startswith("heading"):
        return BlockKind.HEADING, int(digits or 1)
    if called.startswith("list") or numbered:
        return BlockKind.ITEM, int(digits or 1)
    return (BlockKind.QUOTE, 0) if "quote" in called else (BlockKind.PARAGRAPH, 0)


READER = Reader("docx", (".docx",), read)
