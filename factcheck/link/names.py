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


def strangers(context: Context, antecedent: Sequence[Token], known: frozenset[str], *, own: bool) -> tuple[str, ...]:
    """The names about a figure that are not known; a pronoun brings those of the words that it goes back to.

    `antecedent` is empty or what was said before, the nearest sentence first; `own` says that the measure is named by
    the figure's own noun phrase, when only the names of its clause and its subject matter.
    """
    before = (*context.subject, *range(context.clause.start, context.first)) if own else range(context.first)
    around = sorted({*before, *context.opening, *context.qualifier, *context.of_phrase, *context.adjacent})
    said = [at for at in around if at < context.first and _speaks(context.tokens, at)]
    said += [at for at in around if at < _source_end(context)]
    words = [context.tokens[at] for at in around if at > max(said, default=-1) and not context.closed[at]]
    found = [token.text for token in _names(context.tokens, words) if token.stem not in known]
    if not found and any(is_a(token.text, "personal") for token in words):
        names = list(_names(antecedent, antecedent))
        if names and not any(token.stem in known for token in names):
            found = [token.text for token in names]
    return tuple(found)


def _source_end(context: Context) -> int:
    """Where an opening that only names who says so ends: "According to the director, Ms. Rye, the output is …"."""
    words = [token.text.casefold() for token in context.tokens[:2]]
    if words != ["according", "to"]:
        return 0
    commas = [at for at in range(context.first) if context.tokens[at].text == ","]
    return commas[-1] if commas else 0


def _speaks(sentence: Sequence[Token], at: int) -> bool:
    """Whether a word ends what only says who speaks: "Halm said", "Orre reports that"; not "the rival reported 5"."""
    behind = {token.text.casefold() for token in sentence[at + 1 : at + REACH]}
    return is_saying(sentence[at].text) and (sentence[at].text.casefold() in SPEAKING or "that" in behind)


REACH = 7
"""“Bloomberg wrote on August 7 that …”: so many words behind the verb at most."""
SPEAKING = {"said", "says", "told", "added", "argued", "explained"}


def _names(sentence: Sequence[Token], among: Sequence[Token]) -> Iterator[Token]:
    """The proper names among some tokens of a sentence; a word that only opens it is one if no lexicon knows it."""
    at = {token.start: number for number, token in enumerate(sentence)}
    for token in among:
        if not token.text[:1].isupper() or not is_content(token) or token.stem in time_stems() or len(token.text) < 2:
            continue
        number = at[token.start]
        if _is_office(sentence, number):
            continue
        opens = number == 0 or ends_phrase(sentence[number - 1])
        if not opens or not parts_of_speech(token.text.casefold()):
            yield token


def _is_office(sentence: Sequence[Token], at: int) -> bool:
    """ "The President", "the Council": a common noun with a capital letter is nobody's name."""
    goes_on = at + 1 < len(sentence) and sentence[at + 1].text[:1].isupper()
    article = at > 0 and sentence[at - 1].text.casefold() == "the"
    return article and not goes_on and "NOUN" in parts_of_speech(sentence[at].text.casefold())
