"""Shares and multiples alike: which figure is taken (the part), and of which (the base).

"$5.3 trillion, accounting for 61% of the plans' assets": the part stands before the ratio, the base is what the words
behind "of" (or "times") mean. A list item "36.7% of the market's value" takes its part from the line before; "This
accounts for 20% of …" from the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from factcheck.model import Assumption, BlockKind, Claim, Operand, Reading, Support
from factcheck.phrases import Context, is_a, is_content
from factcheck.relate.scope import Candidate, Scope, amount_unit, same_unit

CUE = re.compile(
    r"\b(represent\w*|account\w*(?: for)?|equivalent|equal\w*|or|mak(?:es|ing) up|made up|amount\w*|constitut\w*|"
    r"compris\w*|which is|that is|i\.e\.?|correspond\w*|some|is|are|was|were|nearly|about|roughly|cover\w*)\b|[(=—–]"
)
APPOSED = re.compile(
    r"\W*(?:a|an|the|some|about|around|nearly|almost|roughly|approximately|more than|over|just)?\s*"
)
"""Nothing between but a mark and a hedge: "600 beds, four times the 150 of …"."""
ANAPHOR = re.compile(
    r"^\W*(this|that|it|these|they|the (?:sum|amount|figure|scale|total|number))\b", re.IGNORECASE
)
HERE = 4
"""A list item looks back over at most so many figures for what its share is of."""


def readings(scope: Scope, claim: Claim, *, bases: tuple[Candidate, ...]) -> tuple[Reading, ...]:
    """Every pair of part and base in one unit, best supported first; of equal ones the base said nearest."""
    found: list[Reading] = []
    for base in bases:
        fits = same_unit(base.by.unit)
        for part in parts(scope, claim, fits):
            if part.by == base.by or _same_fact(part.by, base.by):
                continue
            support = min(part.support, base.support)
            why = f"{part.why} of {base.why}"
            found.append(Reading((Operand("part", part.by), Operand("base", base.by)), support, why))
    return tuple(sorted(found, key=lambda reading: -reading.support))


def bases(scope: Scope, claim: Claim) -> tuple[Candidate, ...]:
    """What the words behind the ratio's "of" (or the multiple's "times") mean, with the subject where they leave it out."""
    context = scope.context(claim)
    phrase = base_phrase(context)
    if phrase is None:
        return ()
    extra = (
        [context.tokens[at] for at in context.lead if not context.closed[at]]
        if elliptic(context, phrase)
        else []
    )
    return scope.meant(claim, phrase, amount_unit, extra=extra)


def base_phrase(context: Context) -> range | None:
    """The token numbers of the noun phrase that the ratio is of; None where it says no "of" or "times"."""
    at = context.last
    tokens = context.tokens
    own = tokens[context.last - 1].text.casefold() if context.last else ""
    multiple = own in {"times", "x", "×", "-fold", "fold"}
    if at >= len(tokens):
        return None
    if not multiple and tokens[at].text.casefold() not in {"of"}:
        return None
    while at < len(tokens) and (
        is_a(tokens[at].text, "determiner")
        or tokens[at].text.casefold()
        in {
            "of",
            "as",
            "than",
            "more",
            "larger",
            "bigger",
            "higher",
            "greater",
            "much",
            "many",
            "less",
            "smaller",
            "fewer",
            "lower",
            "size",
            "that",
            "what",
        }
    ):
        at += 1
    end = context.phrase_end(at)
    return range(at, end) if end > at or (at < len(tokens) and context.closed[at]) else None


def elliptic(context: Context, phrase: range) -> bool:
    """Whether the phrase leans on what was said: "of their assets", "of existing assets", "of the total"."""
    lead = context.tokens[max(0, phrase.start - 2) : phrase.stop]
    possessive = any(
        token.text.casefold() in {"their", "its", "his", "her", "our", "this", "that", "these"}
        for token in lead
    )
    named = [
        t for t in context.tokens[phrase.start : phrase.stop] if is_content(t) and not is_a(t.text, "neutral")
    ]
    return possessive or len(named) <= 1


def parts(scope: Scope, claim: Claim, fits: Callable[[str], bool]) -> Iterator[Candidate]:
    """The figures the ratio may be a ratio of, nearest and best supported first."""
    before = [c for c in scope.beside(claim) if c.span.start < claim.span.start and fits(c.unit)]
    if before:
        yield from _before(scope, claim, before)
        return
    if _comes_to_something(scope, claim):
        return
    opening = _opens(scope, claim)
    earlier = [other for other in scope.earlier(claim) if fits(other.unit)][:HERE]
    if ANAPHOR.match(scope.sentence_text(claim.sentence)):
        yield from _said_last(earlier, claim)
    elif opening and _listed(claim, earlier):
        yield from _said_last(earlier, claim)
    yield from _behind(scope, claim, fits)


def _before(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Candidate]:
    for rank, other in enumerate(reversed(before)):
        between = scope.between(other, claim)
        cued = bool(CUE.search(between) or APPOSED.fullmatch(between)) and not re.search(
            r"[.;]|\bwhile\b|\bwhereas\b|\bbut\b", between
        )
        support = Support.CLEAR if rank == 0 and cued else Support.LIKELY if rank == 0 else Support.POSSIBLE
        yield Candidate(other, support, f"“{other.mention.text}” before it")


def _said_last(earlier: list[Claim], claim: Claim) -> Iterator[Candidate]:
    """The figures of the nearest sentence that has any of that unit."""
    if not earlier:
        return
    nearest = [other for other in earlier if other.sentence.span == earlier[0].sentence.span]
    support = Support.CLEAR if len(nearest) == 1 or _is_item(claim) else Support.LIKELY
    for rank, other in enumerate(nearest):
        yield Candidate(
            other, support if rank == 0 else Support.LIKELY, f"“{other.mention.text}” said before"
        )


def _behind(scope: Scope, claim: Claim, fits: Callable[[str], bool]) -> Iterator[Candidate]:
    """ "61% of the assets, or $5.3 trillion": the part stands right behind the phrase."""
    for other in scope.beside(claim):
        if other.span.start < claim.span.end or not fits(other.unit):
            continue
        between = scope.between(claim, other)
        if re.search(
            r"(?:,\s*or|\(|—|–|,\s*(?:i\.e\.|worth|some|about)|\bor)\s*(?:about|some|around|nearly)?\s*$",
            between,
        ):
            yield Candidate(other, Support.CLEAR, f"“{other.mention.text}” behind it")
        elif not claim.stance.supposed and re.search(
            r"\b(?:is|are|was|were)\s*(?:about|some|around|nearly)?\s*$", between
        ):
            yield Candidate(other, Support.LIKELY, f"“{other.mention.text}” behind it")
        return


def _comes_to_something(scope: Scope, claim: Claim) -> bool:
    """ "10% of the assets = $870 billion": the share is taken, not found."""
    behind = [other for other in scope.beside(claim) if other.span.start > claim.span.end][:1]
    return any("=" in scope.between(claim, other) for other in behind)


def _opens(scope: Scope, claim: Claim) -> bool:
    """Whether the figure opens its sentence, but for a hedge."""
    text = scope.document(claim).text[claim.sentence.span.start : claim.span.start]
    hedge = claim.mention.hedge.words if claim.mention.hedge else ""
    return not re.sub(r"[\W_]+", "", text.replace(hedge, ""))


def _listed(claim: Claim, earlier: list[Claim]) -> bool:
    """Whether the figure's line goes on a list in which the earlier figure stands."""
    if not earlier:
        return False
    one_line = claim.sentence.block.span.start == claim.sentence.span.start
    return one_line and earlier[0].sentence.block.span != claim.sentence.block.span


def _is_item(claim: Claim) -> bool:
    return (
        claim.sentence.block.kind is BlockKind.ITEM
        or claim.sentence.block.span.start == claim.sentence.span.start
    )


def _same_fact(part: Claim | Assumption, base: Claim | Assumption) -> bool:
    """Two mentions of one measure are no part and base."""
    if isinstance(part, Assumption) or part.link is None:
        return False
    measure = base.measure if isinstance(base, Assumption) else base.link.measure if base.link else None
    return part.link.certain and part.link.measure == measure
