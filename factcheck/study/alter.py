"""Articles with other words in one place: what the program would have read had the writer slipped there.

The document is altered as it was read, not its file, so that HTML, Word and PDF are altered like plain text; what
stands behind the place moves by the difference, and only the altered document's figures are found anew.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from factcheck.model import Block, Document, Span
from factcheck.pipeline import Articles, found_in


def altered(articles: Articles, span: Span, words: str) -> Articles:
    """The articles with `words` where the span stands; every other document as it was."""
    document = next(each for each in articles.documents if each.id == span.document)
    again = found_in((_rewritten(document, span, words),))
    return replace(
        articles,
        documents=tuple(again.documents[0] if each is document else each for each in articles.documents),
        sentences={**articles.sentences, **again.sentences},
        figures={**articles.figures, **again.figures},
    )


def only(articles: Articles, documents: Collection[str]) -> Articles:
    """The articles of those names alone."""
    return replace(
        articles,
        documents=tuple(each for each in articles.documents if each.id in documents),
        sentences={id_: found for id_, found in articles.sentences.items() if id_ in documents},
        figures={id_: found for id_, found in articles.figures.items() if id_ in documents},
    )


def _rewritten(document: Document, span: Span, words: str) -> Document:
    by = len(words) - (span.end - span.start)
    return replace(
        document,
        text=document.text[: span.start] + words + document.text[span.end :],
        blocks=tuple(_moved(block, span, by) for block in document.blocks),
        source_map=tuple((at + by if at >= span.end else at, place) for at, place in document.source_map),
    )


def _moved(block: Block, span: Span, by: int) -> Block:
    """A block that ends before the place stays, one behind it moves, the one around it grows."""
    start, end = block.span.start, block.span.end
    moved = Span(block.span.document, start + by if start >= span.end else start, end + by if end >= span.end else end)
    return replace(block, span=moved)
