"""Shares and multiples alike: which figure is taken (the part), and of which (the base).

"$5.3 trillion, accounting for 61% of the plans' assets": the part stands before the ratio, the base is what the words
behind "of" (or "times") mean. A list item "36.7% of the market's value" takes its part from the line before; "This
accounts for 20% of …" from the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from factcheck import units
from factcheck.model import Assumption, BlockKind, Claim, Operand, Reading, Support
from factcheck.phrases import Context, is_a, is_content, neutral_stems
from factcheck.relate.operands import to_unit
from factcheck.relate.scope import Candidate, Scope, amount_unit, comparable, same_unit

CUE = re.compile(
    r"\b(represent\w*|account\w*(?: for)?|equivalent|equal\w*|or|mak(?:es|ing) up|made up|amount\w*|constitut\w*|"
    r"compris\w*|which is|that is|i\.e\.?|correspond\w*|some|is|are|was|were|nearly|about|roughly|cover\w*)\b|[(=—–]"
)
APPOSED = re.compile(r"\W*(?:a|an|the|some|about|around|nearly|almost|roughly|approximately|more than|over|just)?\s*")
"""Nothing between but a mark and a hedge: "600 beds, four times the 150 of …"."""
_BREAK = re.compile(r"[.;]|\b(?:while|whereas|but|against|compared|after)\b")
ANAPHOR = re.compile(r"^\W*(this|that|it|these|they|the (?:sum|amount|figure|scale|total|number))\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\W*(?:the|its|their|his|her)\s+[\w-]+\s+(?:is|are|was|were|equals?|makes?|accounts?)\b", re.IGNORECASE
)
"""A sentence on something said before: "The area is 5% of …"; which figure that is, is only likely."""
_COMPARED = re.compile(r"\s+as\s+\w+\s+as\b")
HERE = 4
"""A list item looks back over at most so many figures for what its share is of."""


def readings(scope: Scope, claim: Claim, *, bases: tuple[Candidate, ...]) -> tuple[Reading, ...]:
    """Every pair of part and base in one unit, best supported first; of equal ones the base said nearest."""
    found: list[Reading] = []
    for base in bases:
        same = same_unit(base.by.unit)
        for part in parts(scope, claim, comparable(base.by.unit)):
            larger = part.by.figure.charitable.low > base.by.figure.charitable.high
            if part.by == base.by or (base.total and larger):
                continue
            if _same_fact(part.by, base.by) and not (claim.unit == "multiple" and _differ(part.by, base.by)):
                continue
            if same(part.by.unit) and to_unit(part.by.figure, part.by.unit, base.by.unit).value == base.by.figure.value:
                continue  # "50,000 square metres, or five hectares" are one area
            support = min(part.support, base.support, Support.CLEAR if same(part.by.unit) else Support.LIKELY)
            why = f"{part.why} of {base.why}"
            found.append(Reading((Operand("part", part.by), Operand("base", base.by)), support, why))
    return tuple(sorted(found, key=lambda reading: -reading.support))


def bases(scope: Scope, claim: Claim) -> tuple[Candidate, ...]:
    """What the words behind the ratio's "of" (or "times") mean, with the subject where they leave it out."""
    context = scope.context(claim)
    phrase = base_phrase(context)
    if phrase is None:
        return ()
    if not set(context.words(phrase)) - neutral_stems() and not context.is_figure(context.skip_to_figure(phrase.stop)):
        if _COMPARED.match(scope.document(claim).text, claim.span.end):
            return ()  # "three times as high as the old one" is no multiple of a total
        own = any(
            context.tokens[at].text.casefold() in {"who", "whose", "that", "with", "in"}
            for at in range(context.last, min(phrase.stop + 1, len(context.tokens)))
        )
        most = Support.LIKELY if own else Support.CLEAR  # "5% of those who bought a ticket": those are not all
        return tuple(replace(total, support=min(total.support, most)) for total in _total(scope, claim))
    extra = [context.tokens[at] for at in context.lead if not context.closed[at]]
    return scope.meant(claim, phrase, amount_unit, extra=extra if elliptic(context, phrase) else [])


def _total(scope: Scope, claim: Claim) -> Iterator[Candidate]:
    """ "the total", "of them": the largest figure of the paragraph that is no change and of no other time.

    The others of the paragraph are likely, and so is the largest of the article where the paragraph has none.
    """
    paragraph = claim.sentence.block.span
    known = [o for o in scope.in_mind(claim) if o.id != claim.id and amount_unit(o.unit)]
    known = [o for o in known if not o.mention.direction and not o.stance.supposed]
    dated = [o for o in known if o.period is not None and o.sentence.block.span == paragraph]
    for other in dated:  # "84,600 last year, after 75,200; 21,150 were children, a quarter of the total"
        yield Candidate(other, Support.LIKELY, f"“{other.mention.text}” in this paragraph", total=True)
    known = [o for o in known if o.period is None]
    said = [o for o in known if o.sentence.block.span == paragraph and o.span.end <= claim.span.start]
    rest = _REST.search(scope.said_before(claim)) is not None
    for other in said:
        support = Support.CLEAR if other is _largest(other.unit, said) and not rest else Support.LIKELY
        yield Candidate(other, support, f"“{other.mention.text}” in this paragraph", total=True)
    listed = claim.sentence.block.kind is BlockKind.ITEM  # "the total" of an item is that of the whole list
    parts = {o.unit for o in known if o.sentence.span == claim.sentence.span and o.span.end <= claim.span.start}
    for unit in dict.fromkeys(o.unit for o in known if o not in said):
        other = _largest(unit, known)
        if other.unit == unit and other not in said:
            sure = listed and parts == {other.unit} and not units.is_currency(other.unit) and other.unit != units.NUMBER
            support = Support.CLEAR if sure else Support.LIKELY
            yield Candidate(other, support, f"“{other.mention.text}” in this article", total=True)


_REST = re.compile(r"\b(?:remaining|remainder|the rest)\b", re.IGNORECASE)
"""What is left after the figures before it: those are its fellow parts, and none of them is the total."""


def _largest(unit: str, claims: list[Claim]) -> Claim:
    fits = comparable(unit)
    return max((other for other in claims if fits(other.unit)), key=lambda other: other.figure.value)


def base_phrase(context: Context) -> range | None:
    """The token numbers of the noun phrase that the ratio is of; None where it says no "of" or "times".

    It is empty where the phrase is a figure or a pronoun ("of them").
    """
    at, tokens = context.last, context.tokens
    multiple = at > 0 and is_a(tokens[at - 1].text, "multiple")
    if at >= len(tokens) or not (multiple or tokens[at].text.casefold() == "of"):
        return None
    while at < len(tokens) and not context.closed[at] and is_a(tokens[at].text, "determiner", "comparing"):
        at += 1
    return range(at, context.phrase_end(at))


def elliptic(context: Context, phrase: range) -> bool:
    """Whether the phrase leans on what was said: "of their assets", "of existing assets", "of the total"."""
    lead = context.tokens[max(0, phrase.start - 2) : phrase.stop]
    possessive = any(
        token.text.casefold() in {"their", "its", "his", "her", "our", "this", "that", "these"} for token in lead
    )
    named = [t for t in context.tokens[phrase.start : phrase.stop] if is_content(t) and not is_a(t.text, "neutral")]
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
    if ANAPHOR.match(scope.sentence_text(claim.sentence)) or (opening and _listed(claim, earlier)):
        yield from _said_last(earlier, claim)
    elif _SUBJECT.match(scope.sentence_text(claim.sentence)):
        for candidate in _said_last(earlier, claim):
            yield Candidate(candidate.by, min(candidate.support, Support.LIKELY), candidate.why)
    yield from _behind(scope, claim, fits)
    if not earlier or not ANAPHOR.match(scope.sentence_text(claim.sentence)):
        yield from _by_subject(scope, claim, fits)


def _by_subject(scope: Scope, claim: Claim, fits: Callable[[str], bool]) -> Iterator[Candidate]:
    """ "R&D alone swallowed 27% of the revenue": what the article or the table says of the subject; only likely."""
    context = scope.context(claim)
    if context.names(context.lead):
        for candidate in scope.meant(claim, context.lead, fits)[:2]:
            yield Candidate(candidate.by, min(candidate.support, Support.LIKELY), candidate.why)


def _before(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Candidate]:
    for rank, other in enumerate(reversed(before)):
        between = scope.between(other, claim)
        apposed = APPOSED.fullmatch(between) or (len(before) == 1 and _stands_apart(scope, claim))
        apposed = apposed and not does_something(scope, claim)
        cued = bool(CUE.search(between) or apposed) and not _BREAK.search(between)
        support = Support.CLEAR if rank == 0 and cued else Support.LIKELY if rank == 0 else Support.POSSIBLE
        yield Candidate(other, support, f"“{other.mention.text}” before it")


def does_something(scope: Scope, claim: Claim) -> bool:
    """Whether the ratio is the subject of what follows: "€12, he says, half of them would stay at home"."""
    context = scope.context(claim)
    phrase = base_phrase(context)
    at = phrase.stop if phrase is not None else context.last
    while at < len(context.tokens) and is_a(context.tokens[at].text, "pronoun"):
        at += 1
    return at < len(context.tokens) and is_a(context.tokens[at].text, "auxiliary")


def _stands_apart(scope: Scope, claim: Claim) -> bool:
    """Whether the ratio comments on what was said: "6,240 of the entries went abroad, 12% of the total"."""
    text = scope.said_before(claim).rstrip().removesuffix("just").removesuffix("only").rstrip()
    return re.search(r"(?:[,(—–-]|\bor|\bjust|\bonly)$", text) is not None


def _said_last(earlier: list[Claim], claim: Claim) -> Iterator[Candidate]:
    """The figures of the nearest sentence that has any of that unit."""
    if not earlier:
        return
    nearest = [other for other in earlier if other.sentence.span == earlier[0].sentence.span]
    support = Support.CLEAR if len(nearest) == 1 or _is_item(claim) else Support.LIKELY
    for rank, other in enumerate(nearest):
        yield Candidate(other, support if rank == 0 else Support.LIKELY, f"“{other.mention.text}” said before")


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
    hedge = claim.mention.hedge or ""
    return not re.sub(r"[\W_]+", "", text.replace(hedge, ""))


def _listed(claim: Claim, earlier: list[Claim]) -> bool:
    """Whether the figure's line goes on a list in which the earlier figure stands."""
    if not earlier:
        return False
    one_line = claim.sentence.block.span.start == claim.sentence.span.start
    return one_line and earlier[0].sentence.block.span != claim.sentence.block.span


def _is_item(claim: Claim) -> bool:
    return claim.sentence.block.kind is BlockKind.ITEM or claim.sentence.block.span.start == claim.sentence.span.start


def _differ(part: Claim | Assumption, base: Claim | Assumption) -> bool:
    """Whether they are two figures of one measure: "it lost £9 million, twice the £4 million of 2023"."""
    return part.unit == base.unit and not part.figure.charitable.meets(base.figure.charitable)


def _same_fact(part: Claim | Assumption, base: Claim | Assumption) -> bool:
    """Two mentions of one measure are no part and base."""
    if isinstance(part, Assumption) or part.link is None:
        return False
    measure = base.measure if isinstance(base, Assumption) else base.link.measure if base.link else None
    return part.link.certain and part.link.measure == measure
