"""Reads the text of a PDF page by page; a paragraph that was wrapped over lines is put together again."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.model import BlockKind, Document, Reader
from factcheck.read import boilerplate
from factcheck.read.compose import Composition
from factcheck.read.decode import sha256
from factcheck.read.lines import MARKER, SENTENCE_END, Line, runs
from factcheck.read.text import LONGEST_HEADING, headed, headline

if TYPE_CHECKING:
    from pypdf import PdfReader

FULL = 0.75  # of the widest line: letters differ in width, so a full line may have fewer of them


def read(name: str, content: bytes) -> Document:
    """The document; a ValueError says why the bytes are none."""
    composition = Composition(name)
    try:
        pdf = _opened(content)
        title = str(getattr(pdf.metadata, "title", None) or "").strip()
        for number, page in enumerate(pdf.pages, start=1):
            _add_page(composition, page.extract_text(), number)
    except ValueError as error:
        raise ValueError(f"is not a readable PDF: {error}" if "encrypted" not in str(error) else str(error)) from None
    except Exception as error:  # pypdf raises whatever a broken object makes it raise
        raise ValueError(f"is not a readable PDF: {error or type(error).__name__}") from None
    if not composition.blocks:
        raise ValueError("holds no text: its pages are probably scanned pictures")
    text = composition.text
    marked = headed(text, boilerplate.mark(text, composition.blocks), title or None)
    return Document(
        id=name,
        format="pdf",
        text=text,
        blocks=marked,
        sha256=sha256(content),
        title=title or headline(text, marked),
        source_map=composition.source_map,
    )


def _opened(content: bytes) -> PdfReader:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings would stand between our own lines
    pdf = PdfReader(io.BytesIO(content))
    if pdf.is_encrypted:
        raise ValueError("is encrypted; save it without a password")
    return pdf


def _add_page(composition: Composition, page: str, number: int) -> None:
    for run in runs(page.replace("\0", "")):
        for paragraph in _paragraphs(run):
            words = " ".join(line.words for line in paragraph)
            marker = MARKER.match(words)
            kind = BlockKind.ITEM if marker else _kind(words)
            composition.add(kind, words[marker.end() :] if marker else words, place=number, level=int(bool(marker)))


def _kind(words: str) -> BlockKind:
    heading = len(words) <= LONGEST_HEADING and words[-1].isalnum() and not words[0].islower()
    return BlockKind.HEADING if heading and any(map(str.isalpha, words)) else BlockKind.PARAGRAPH


def _paragraphs(run: Sequence[Line]) -> Iterator[list[Line]]:
    width = max(len(line.words) for line in run)
    paragraph: list[Line] = []
    for line in run:
        if paragraph and _begins(paragraph[-1], line, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _begins(before: Line, line: Line, width: int) -> bool:
    """A paragraph begins at a list marker, or behind a short line that ends a sentence or stands alone."""
    if line.is_item:
        return True
    short = len(before.words) < FULL * width
    return short and (SENTENCE_END.search(before.words) is not None or not line.words[0].islower())


READER = Reader("pdf", (".pdf",), read)
