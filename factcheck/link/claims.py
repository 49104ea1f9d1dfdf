"""From mentions to claims: each figure with its measure, date, stance and the words about it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from factcheck import units
from factcheck.interval import Stated, Widths, stated
from factcheck.link.abbreviations import spelled_out
from factcheck.link.cells import headed, headings
from factcheck.link.measures import Measures, units_fit
from factcheck.link.names import home, strangers
from factcheck.link.qualifiers import months_about, opened_by, period
from factcheck.link.stance import stance
from factcheck.model import BlockKind, Claim, Document, Link, Mention, Period, Sentence, Span, Token
from factcheck.nlp import tokens
from factcheck.phrases import Context, content, ends_phrase, is_a, is_content
from factcheck.units import NUMBER


def claims(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    measures: Measures,
    widths: Widths,
) -> Iterator[Claim]:
    """A claim for each mention that claims something, in the order of the text."""
    seen: Counter[tuple[str, str]] = Counter()
    running: Period | None = None
    block: Span | None = None
    lead_in: Sentence | None = None
    earlier: list[Sentence] = []
    previous: Claim | None = None
    cells, about, months = headings(document), home(document, sentences), months_about(document, sentences)
    for sentence, inside in _by_sentence(spelled_out(sentences), mentions):
        if sentence.block.span != block:
            running = running if _continues_list(sentence) else None
            block = sentence.block.span
            earlier = []
        for mention in inside:
            if mention.claim and mention.low is not None:
                claim = _claim(document, sentence, mention, inside, measures, widths, running, lead_in, earlier, about)
                claim = compared(claim, previous, document.text)
                previous = claim
                heading = cells.get(sentence.block.span)
                claim = headed(claim, heading, measures) if heading is not None else claim
                said = f"{heading.words}: " if heading is not None else ""
                said += " ".join(document.text[sentence.span.start : sentence.span.end].split())
                key = (said, " ".join(mention.text.split()))
                seen[key] += 1
                yield replace(claim, id=fingerprint(document.id, *key, str(seen[key])), months=months)
        running = opened_by(document, sentence) or running
        lead_in = _lead_in(document, sentence, lead_in)
        earlier.append(sentence)


_AGAINST = re.compile(
    r"[^.;]{0,40}?(?:compared (?:with|to)|against|versus|up from|down from|from|after|(?:more|less|higher|lower) than)"
    r"\s+(?:(?:the|an?|about|around|some|just|only|nearly|almost|over)\s+)*$",
    re.IGNORECASE,
)


def compared(claim: Claim, previous: Claim | None, text: str) -> Claim:
    """ "£2.9 million, compared with £34 million in 2023/24": the second figure is of the first's measure, then.

    It is as certain as the first where it has a date of its own.
    """
    if previous is None or claim.link is not None or previous.link is None or claim.unit != previous.unit:
        return claim
    same_sentence = previous.sentence.span == claim.sentence.span
    if not same_sentence or not _AGAINST.fullmatch(text[previous.span.end : claim.span.start]):
        return claim
    dated = claim.period is not None and claim.period != previous.period
    link = replace(previous.link, certain=previous.link.certain and dated, why=f"{previous.link.why}, compared")
    return replace(claim, link=link, doubt=None)


def fingerprint(*parts: str) -> str:
    """16 hexadecimal digits that stay while the words stay, wherever they stand."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> Iterator[tuple[Sentence, tuple[Mention, ...]]]:
    """Each sentence, knowing where its figures stand, with the mentions that begin in it."""
    at = 0
    ordered = sorted(mentions, key=lambda mention: mention.span)
    for sentence in sentences:
        while at < len(ordered) and ordered[at].span.start < sentence.span.start:
            at += 1
        inside = []
        while at < len(ordered) and ordered[at].span.start < sentence.span.end:
            inside.append(ordered[at])
            at += 1
        figures = tuple(mention.span for mention in inside if mention.claim and not _ATTRIBUTE.search(mention.text))
        dates = tuple(mention.span for mention in inside if mention.kind == "date" and not mention.claim)
        yield replace(sentence, figures=figures, dates=dates), tuple(inside)


_ATTRIBUTE = re.compile(r"\w-[a-z]+$")
"""A figure that is an adjective parts nothing: "a loan with a ten-year term was 5.3%"."""


def _claim(
    document: Document,
    sentence: Sentence,
    mention: Mention,
    beside: Sequence[Mention],
    measures: Measures,
    widths: Widths,
    running: Period | None,
    lead_in: Sentence | None,
    earlier: Sequence[Sentence],
    about: frozenset[str],
) -> Claim:
    context = Context.of(sentence, mention.span)
    fits = [
        other.span for other in beside if other is not mention and other.claim and units_fit(other.unit, mention.unit)
    ]
    unit = NUMBER if mention.unit == "" and mention.kind != "share" else mention.unit
    found = measures.about(context, unit, mention.text, fits, antecedent(earlier))
    if isinstance(found, Link):
        known = about | measures.about_it(found.measure)
        others = strangers(context, antecedent(earlier), known, own=found.score == 1)
        if others:
            why = f"{found.why}, but “{', '.join(others)}” may be whose it is"
            found = replace(found, certain=False, bare=False, strange=True, why=why)
    if unit == NUMBER and isinstance(found, Link) and not _counts_named(context, measures, found.measure):
        found = replace(found, certain=False, bare=False)
    if found is None and mention.low is not None and not mention.is_range:
        found = measures.equal(mention.low, unit, frozenset(token.stem for token in sentence.tokens))
    return Claim(
        id="",
        mention=mention,
        figure=figure(mention, widths),
        sentence=sentence,
        topic=topic(context, mention),
        link=found if isinstance(found, Link) else None,
        period=period(document, sentence, mention.span, _span(document, context), running),
        stance=stance(document, sentence, mention.span, _span(document, context), lead_in),
        doubt=found if isinstance(found, str) else None,
    )


def _counts_named(context: Context, measures: Measures, measure: str) -> bool:
    """Whether a bare number counts what stands right behind it, and that is the measure: "3,960 missed collections"."""
    behind = context.tokens[context.last : context.last + 4]
    words = list(takewhile(lambda token: is_content(token) and not ends_phrase(token), behind))
    return any(
        (link := measures.named(words[:count], units.is_count)) is not None and link.measure == measure
        for count in range(2, len(words) + 1)
    )


def antecedent(said: Sequence[Sentence]) -> tuple[Token, ...]:
    """What the next sentence of a paragraph may go back to: the last one, and those that it goes back to itself."""
    words: list[Token] = []
    for sentence in reversed(said):
        figures = (*sentence.figures, *sentence.dates)
        words += [t for t in sentence.tokens if not any(span.start <= t.start < span.end for span in figures)]
        if not is_a(sentence.tokens[0].text, "pronoun"):
            break
    return tuple(words)


def figure(mention: Mention, widths: Widths) -> Stated:
    """The intervals of a mention's digits and hedge."""
    assert mention.low is not None
    assert mention.high is not None
    hedge = mention.hedging.kind if mention.hedging else None
    return stated(mention.low, mention.high, step=mention.step, coarse=mention.coarse, hedge=hedge, widths=widths)


def topic(context: Context, mention: Mention) -> frozenset[str]:
    """The stems of the words that say what the figure is of: those it modifies, else those of its clause."""
    own = content([token for token in tokens(mention.text) if token.stem and token.stem[0].isalpha()])
    modified = context.words(context.adjacent, context.of_phrase)
    if context.words(context.adjacent) and not context.words(context.lead):
        return frozenset((*own, *modified))
    about = context.words(context.before, context.lead, context.after)
    if not context.words(context.before) and not modified:
        about += context.words(context.subject)
    return frozenset((*own, *modified, *about))


def _span(document: Document, context: Context) -> Span:
    """Where the figure's clause stands."""
    first, last = context.tokens[context.clause.start], context.tokens[context.clause.stop - 1]
    return Span(document.id, first.start, last.end)


def _continues_list(sentence: Sentence) -> bool:
    return sentence.block.kind in {BlockKind.ITEM, BlockKind.CELL}


def _lead_in(document: Document, sentence: Sentence, current: Sentence | None) -> Sentence | None:
    """A line ending in a colon leads into what follows, until a paragraph of more than a line's length."""
    text = document.text[sentence.span.start : sentence.span.end].rstrip()
    if re.search(r"[::]\W*$", text):
        return current if current is not None and sentence.block.kind is not BlockKind.PARAGRAPH else sentence
    if sentence.block.kind is BlockKind.ITEM or not text.endswith((".", "!", "?")):
        return current
    return current if len(text) < 160 and current is not None else None
