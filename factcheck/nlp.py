"""Sentences, tokens and the lexicon: the one place where spaCy is built.

The tokenizer is spaCy's blank English one; no trained model is needed and none can be downloaded. Words that
carry their own number, "401(k)" or "403(b)s", are kept whole, because they are names and not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.lang.en import English
from spacy.tokens import Doc

from factcheck.model import Block, BlockKind, Document, Sentence, Span, Token

SECTION_NAME = re.compile(r"\b\d{3,4}\(?[a-z]\)?s?(?![\w(])", re.IGNORECASE)
"""401(k), 403(b)s, 401k: the letter may stand in brackets; "400m" is caught by the extractor, not here."""

_CLOSING = re.compile(r"[\"'”’)\]]*")
_SILENT = {BlockKind.META, BlockKind.CODE}


@cache
def _pipeline() -> English:
    nlp = English()
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "。", "!", "?", "…"]})
    nlp.max_length = 50_000_000
    return nlp


@cache
def stem(word: str) -> str:
    """The word's lower-cased stem by Snowball's English rules of plural and ending: "Plans" → "plan"."""
    lowered = word.casefold().replace("’", "'")
    if SECTION_NAME.fullmatch(word):
        return re.sub(r"[()]|s$", "", lowered)
    if not any(character.isalnum() for character in lowered):
        return ""
    return str(_stemmer().stemWord(lowered.removesuffix("'s")))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def words(text: str) -> tuple[str, ...]:
    """The stems of a phrase, punctuation left out: the form in which aliases and topics are compared."""
    return tuple(token.stem for token in tokens(text) if token.stem)


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a piece of text that stands at `offset` of its document."""
    return tuple(_tokens(_pipeline().make_doc(text), offset))


def sentences(document: Document) -> Iterator[Sentence]:
    """The sentences of every block that may hold figures, in order."""
    for block in document.blocks:
        if block.kind in _SILENT:
            continue
        yield from _sentences(document, block)


def _sentences(document: Document, block: Block) -> Iterator[Sentence]:
    text = document.text[block.span.start : block.span.end]
    if not text.strip():
        return
    doc = _pipeline()(text)
    start = 0
    for sentence in doc.sents:
        end = sentence.end_char
        end += len(_CLOSING.match(text, end).group()) if end < len(text) else 0  # type: ignore[union-attr]
        if end <= start or (_continues(text, end) and end < len(text)):
            continue
        piece = text[start:end]
        offset = block.span.start + start
        stripped = len(piece) - len(piece.lstrip())
        span = Span(document.id, offset + stripped, offset + len(piece.rstrip()))
        if span.start < span.end:
            yield Sentence(span, block, tokens(document.text[span.start : span.end], span.start))
        start = end


def _continues(text: str, end: int) -> bool:
    """A "sentence" that goes on in lower case was cut at an abbreviation."""
    rest = text[end:].lstrip()
    return bool(rest) and rest[0].islower()


def _tokens(doc: Doc, offset: int) -> Iterator[Token]:
    text = doc.text
    whole = {match.start(): match.end() for match in SECTION_NAME.finditer(text)}
    inside = 0
    for word in doc:
        start, end = word.idx, word.idx + len(word.text)
        if start < inside or word.is_space:
            continue
        end = inside = whole.get(start, end)
        surface = text[start:end]
        yield Token(offset + start, offset + end, surface, stem(surface))


@cache
def parts_of_speech(word: str) -> dict[str, tuple[str, ...]]:
    """What the word can be, each with its base forms: "rose" is {"NOUN": ("rose",), "VERB": ("rise",)}."""
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(word.lower()))


def verb_possible(word: str) -> bool:
    """Whether the lexicon knows the word as a verb."""
    return not parts_of_speech(word).keys().isdisjoint({"VERB", "AUX"})


def verb_only(word: str) -> bool:
    """Whether the lexicon knows the word as a verb and as no noun ("reached", but not "flow")."""
    return verb_possible(word) and "NOUN" not in parts_of_speech(word)
