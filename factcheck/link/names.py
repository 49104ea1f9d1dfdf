"""Whose figure it is: the names in a figure's clause that neither the article nor the measure is about.

"Rival Nordhaven reports on Tuesday; its deposits stood at €88 billion": the words are those of a measure, the figure is
somebody else's. The article is about the names of its title and its first sentences; a measure about those of its rows.
Who is only quoted is nobody's owner. A link beside a strange name is never certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from factcheck.link.stance import is_saying
from factcheck.model import Document, Sentence, Token
from factcheck.nlp import parts_of_speech, tokens
from factcheck.phrases import Context, ends_phrase, is_a, is_content, time_stems

LEAD = 2
"""Sentences at the top of an article that say whom it is about."""


def home(document: Document, sentences: Sequence[Sentence]) -> frozenset[str]:
    """The stems of the names that the article is about: those of its title and of its first sentences."""
    said = [*tokens(document.title)]
    for sentence in islice((s for s in sentences if s.tokens and not s.block.level), LEAD):
        said += sentence.tokens
    return frozenset(token.stem for token in said if token.text[:1].isupper())


def strangers(context: Context, antecedent: Sequence[Token], known: frozenset[str]) -> tuple[str, ...]:
    """The names about a figure that are not known; a pronoun brings those of the words that it goes back to.

    `antecedent` is empty or what was said before, the nearest sentence first.
    """
    places = (*context.opening, *context.subject, *range(context.clause.start, context.first), *context.qualifier)
    around = sorted({*places, *context.of_phrase, *context.adjacent})
    said = [at for at in around if is_saying(context.tokens[at].text) and at < context.first]
    own = [context.tokens[at] for at in around if at > max(said, default=-1) and not context.closed[at]]
    found = [token.text for token in _names(context.tokens, own) if token.stem not in known]
    if not found and any(is_a(token.text, "personal") for token in own):
        before = context.tokens[: context.clause.start]
        names = list(_names(before, before)) or list(_names(antecedent, antecedent))
        if names and not any(token.stem in known for token in names):
            found = [token.text for token in names]
    return tuple(found)


def _names(sentence: Sequence[Token], among: Sequence[Token]) -> Iterator[Token]:
    """The proper names among some tokens of a sentence; a word that only opens it is one if no lexicon knows it."""
    at = {token.start: number for number, token in enumerate(sentence)}
    for token in among:
        if not token.text[:1].isupper() or not is_content(token) or token.stem in time_stems() or len(token.text) < 2:
            continue
        number = at[token.start]
        opens = number == 0 or ends_phrase(sentence[number - 1])
        if not opens or not parts_of_speech(token.text.casefold()):
            yield token
