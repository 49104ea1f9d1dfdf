"""Abbreviations that an article introduces, read as what they stand for wherever they stand.

"The trust has £4 billion of assets under management (AUM). … AUM rose": the second AUM is read as three words with its
brackets, so that everything which looks at words sees them. Which words a bracket abbreviates is found as Schwartz and
Hearst do (A simple algorithm for identifying abbreviation definitions in biomedical text, 2003): the letters are sought
from the last to the first in the words before the bracket, the first of them at the beginning of a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.model import Sentence, Token
from factcheck.phrases import is_abbreviation

MORE_WORDS = 3
"""A long form has at most so many words more than its abbreviation has letters."""


def spelled_out(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of one article with its abbreviations as the words that they stand for."""
    known = {short: words for sentence in sentences for short, words in _introduced(sentence.tokens)}
    if not known:
        return tuple(sentences)
    return tuple(replace(sentence, tokens=tuple(_spelled(sentence.tokens, known))) for sentence in sentences)


def _introduced(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    for at in range(1, len(tokens)):
        if is_abbreviation(tokens[at : at + 3]):
            short = tokens[at + 1].text
            long = _long_form(short, tokens[max(0, at - len(short) - MORE_WORDS) : at])
            if long:
                yield short, (*long, *tokens[at : at + 3])


def _long_form(short: str, before: Sequence[Token]) -> tuple[Token, ...]:
    """The last words before the bracket that hold the letters in their order; none where there are no such."""
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    for start in range(len(before) - 1, -1, -1):
        word = before[start].text.casefold()
        if word.startswith(letters[0]) and _holds(letters, [token.text.casefold() for token in before[start:]]):
            return tuple(before[start:])
    return ()


def _holds(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words, whose first begins with the first letter, hold the others in order and none is left out.

    Sought from the end, as "iShares Bitcoin Trust" holds IBIT; words of three letters may be left out.
    """
    text = " ".join(words)
    at, used = len(text), {0}
    for letter in reversed(letters[1:]):
        at = text.rfind(letter, 1, at)
        if at < 0:
            return False
        used.add(text.count(" ", 0, at))
    return all(number in used or len(word) <= 3 for number, word in enumerate(words))


def _spelled(tokens: Sequence[Token], known: dict[str, tuple[Token, ...]]) -> Iterator[Token]:
    for at, token in enumerate(tokens):
        introduced_here = at > 0 and is_abbreviation(tokens[at - 1 : at + 2])
        words = None if introduced_here else known.get(token.text)
        if words is None:
            yield token
        else:
            yield from (replace(word, start=token.start, end=token.end) for word in words)
