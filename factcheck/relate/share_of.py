"""share-of: "B is p% of A", recomputed as B / A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import truediv

from factcheck import units
from factcheck.figures import say
from factcheck.interval import Stated, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate import cells, derived, reach
from factcheck.relate.changes import is_change
from factcheck.relate.cues import PRECISE, agrees, exact, linking
from factcheck.relate.operands import figure, shown, to_unit
from factcheck.relate.ratios import base_phrase, bases, parts, readings
from factcheck.relate.scope import Scope, amount_unit, same_unit
from factcheck.relate.wholes import whole_of

_CHANGE = re.compile(
    r"^\W*(?:increase|rise|growth|gain|drop|fall|decline|cut|reduction|more|less|higher|lower)\b", re.I
)


_COMMENTS = re.compile(
    r"(?:\(|,|[–—]|\b(?:or|i\.e\.|in other words|(?:that|which|this) is(?: to say)?|"
    r"equivalent to|equal to|representing|making|(?:an?|giving an?|with an?|at an?) (?:[a-z]+ )?(?:share|margin|rate|"
    r"occupancy|proportion|quota|ratio|yield|turnout) of)|"
    r"\b(?:a mere|just|only|a|an|about|around|nearly|almost|roughly))\s*$",
    re.IGNORECASE,
)
"""A share that comments on a figure before it: "$480 million, or 60%", "(36.7%)", "a mere 12 per cent"."""


_THAT_IS = re.compile(
    r"\b(?:this|that|it|which)(?:['’]s|\s+(?:is|was|makes?|made|represents?|amounts to|equals|means|"
    r"corresponds to|comes to))"
    r"(?:\s+(?:only|just|about|around|some|roughly|nearly|almost|an?|exactly))*\s*$",
    re.IGNORECASE,
)
"""A sentence on the figure of the one before: "That is about 4.2 per cent"."""
_ALL = re.compile(r"\s+of\s+(?:everything|all|them all|the (?:total|whole|lot)|it all)\b", re.IGNORECASE)


_MOVES_ON = re.compile(r"\W*(?:to|from)\b", re.IGNORECASE)
FAMILY = 5
"""Words that begin with so many of the same letters are of one family."""


def find(scope: Scope) -> Iterator[Relation]:
    """Ratios with a base in words ("of the total"), and bare ones in brackets behind an amount."""
    tables = cells.tables_of(scope)
    for claim in scope.claims:
        if not _is_share(scope, claim):
            continue
        named = readings(scope, claim, bases=bases(scope, claim))
        known = any(reading.support is Support.CLEAR for reading in named)
        others = (*_held(scope, claim), *_unnamed(scope, claim)) if not known else ()
        found = tuple(sorted((*others, *named), key=lambda r: -r.support))
        if not any(reading.support is Support.CLEAR for reading in found):
            found = (*found, *exact("share-of", claim, _derived(scope, claim), expect))
            found = (*found, *_far(scope, claim, tables))
        implies = "" if found else _implied(scope, claim)
        if found or implies:
            yield Relation("share-of", claim, found, claim.span, implies)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """B / A in the claim's unit: 5.3 of 8.7 trillion is 60.9%."""
    part, base = reading.of("part"), reading.of("base")
    ratio = combine(truediv, figure(part, figures), to_unit(figure(base, figures), base.unit, part.unit))
    expected = to_unit(ratio, "", relation.claim.unit)
    return Expected(expected, f"{shown(part, figures)} / {shown(base, figures)}")


RULE = Rule("share-of", "a figure is the stated share of another", find, expect)


def _is_share(scope: Scope, claim: Claim) -> bool:
    if not units.is_ratio(claim.unit) or claim.unit == "multiple" or claim.mention.direction:
        return False
    if claim.stance.denied or claim.stance.example:
        return False
    text = scope.document(claim).text
    return not _CHANGE.match(text[claim.span.end : claim.span.end + 30])


def _unnamed(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "holding $3.2 trillion (36.7%)": the base is not said, so it can support the figure but not contradict it.

    It is clear where the words tie the part to a whole: "of this, $480 million, or 60%".
    """
    before = [other for other in scope.beside(claim) if other.span.end <= claim.span.start and amount_unit(other.unit)]
    anaphoric = not before and _THAT_IS.search(scope.said_before(claim)) is not None
    if anaphoric:
        earlier = [other for other in scope.earlier(claim) if other.sentence.block.span == claim.sentence.block.span]
        said = [other for other in earlier if other.sentence.span == earlier[0].sentence.span]
        before = [other for other in reversed(said) if amount_unit(other.unit)]
    if before and before[-1].mention.direction and _MOVES_ON.match(scope.document(claim).text, claim.span.end):
        return  # "fell $4.20, or 6.1%, to $64.65" is a percent-change
    if not before or not (anaphoric or _COMMENTS.search(scope.said_before(claim))):
        return
    phrase = base_phrase(scope.context(claim))
    said_base = scope.context(claim).words(phrase) if phrase is not None else ()
    for part in before[:-4:-1]:  # "31 of the 94 are under 35, which is 33%"
        whole = whole_of(scope, part)
        apart = part not in before[-2:] and re.search(r"[.;]\s", scope.between(part, claim))
        if whole is not None and not apart:
            assert isinstance(whole.by, Claim)
            everything = _ALL.match(scope.document(claim).text, claim.span.end)
            known = not said_base or everything or _akin(said_base, whole.by) or _is_bare(scope, claim, phrase)
            yield _reading(part, whole.by, whole.support if known else min(whole.support, Support.LIKELY))
            return
    if said_base and not _is_precise(claim):  # "a third of the members" is borne out by no stray pair near it
        return
    common = _base_of_siblings(scope, claim)
    for part in before[:-3:-1]:
        for base in _near_bases(scope, claim, part):
            shared = part is before[-1] and base.id == common
            if said_base and not shared and not _to_the_digit(claim, part, base):
                continue
            yield _reading(part, base, Support.CLEAR if shared else Support.POSSIBLE)


def _held(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "The trade is worth £3 billion, with Brindle holding a 25% share, worth £750 million": of what was just said."""
    part = next((o for o in scope.beside(claim) if o.span.start >= claim.span.end), None)
    if part is None or not amount_unit(part.unit) or not _HOLDING.search(f"{scope.lead(claim).rstrip()} "):
        return
    wholes = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and same_unit(part.unit)(o.unit)]
    if len(wholes) == 1 and _WORTH.fullmatch(linking(scope, claim, part)):
        yield _reading(part, wholes[0], Support.CLEAR)


_HOLDING = re.compile(
    r"(?:,|\(|\band)\s+(?:with\s+)?(?:[\w'’.&-]+\s+){1,4}(?:holding|having|owning|controlling|commanding|taking|claiming)\s+"
    r"(?:an?\s+|some\s+)?$",
    re.IGNORECASE,
)
"""Somebody holds a share of what the sentence has spoken of."""
_WORTH = re.compile(
    r"(?:\s+[\w'’-]+){0,4}?\s*,?\s*(?:\(|[–—]\s*)?(?:valued at|worth|equal to|equivalent to|amounting to|or|that is)"
    r"(?:\s+(?:about|some|around|roughly|nearly))?\s*",
    re.IGNORECASE,
)
"""Between the share and what it comes to."""


def _derived(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "Revenue was $810 million. Profit reached $64.8 million, which translates into a margin of 11 percent"."""
    if is_change(scope, claim):
        return
    phrase = base_phrase(scope.context(claim))
    named = phrase is not None and scope.context(claim).words(phrase)
    if named and not _is_precise(claim):
        return
    for couple in derived.couples(scope, claim, amount_unit):
        part, base = sorted((couple.first, couple.second), key=lambda o: o.figure.value)
        yield replace(_reading(part, base, Support.LIKELY), sole=couple.sole and phrase is None)


def _far(scope: Scope, claim: Claim, tables: cells.Sheets) -> Iterator[Reading]:
    """ "The grant therefore covers 27% of the budget": the figures that the article or its table gives of both."""
    if is_change(scope, claim):
        return
    phrase = base_phrase(scope.context(claim))
    if phrase is not None:
        words = reach.heads_of([scope.context(claim).tokens[at] for at in phrase])
        found = tuple(cells.shares(scope, claim, tables, words))
        if found:
            yield from reach.settled("share-of", scope, claim, found, expect)
            return
    yield from reach.readings("share-of", scope, claim, expect)


def _is_precise(claim: Claim) -> bool:
    """Whether so many digits are given that figures near hardly make them by chance: "16.8%", not "a third"."""
    return claim.figure.strict.width * PRECISE <= claim.figure.value


def _to_the_digit(claim: Claim, part: Claim, base: Claim) -> bool:
    return agrees("share-of", claim, _reading(part, base, Support.POSSIBLE), expect, to_the_digit=True)


def _near_bases(scope: Scope, claim: Claim, part: Claim) -> Iterator[Claim]:
    fits = same_unit(part.unit)
    near = (*scope.beside(claim), *list(scope.earlier(claim))[:10])
    for base in {other.id: other for other in near if other.id != part.id and fits(other.unit)}.values():
        if base.figure.value > part.figure.value:
            yield base


def _base_of_siblings(scope: Scope, claim: Claim) -> str | None:
    """The one base that another share said in the same way has: "394 were set on purpose, or 17%, and 209, or 9%"."""
    for other in scope.beside(claim):
        before = [o for o in scope.beside(other) if o.span.end <= other.span.start and amount_unit(o.unit)]
        if not (before and _is_share(scope, other) and _COMMENTS.search(scope.said_before(other))):
            continue
        if base_phrase(scope.context(other)) is not None:
            continue
        agreeing = [base.id for base in _near_bases(scope, other, before[-1]) if _to_the_digit(other, before[-1], base)]
        if len(agreeing) == 1:
            return agreeing[0]
    return None


def _is_bare(scope: Scope, claim: Claim, phrase: range | None) -> bool:
    """Whether the base is one noun with its article, which goes back to the whole just said: "36% of the staff"."""
    context = scope.context(claim)
    if phrase is None or len(context.words(phrase)) != 1:
        return False
    after = context.tokens[phrase.stop].text.casefold() if phrase.stop < len(context.tokens) else "."
    article = context.tokens[phrase.start - 1].text.casefold()
    return (
        article in {"the", "that", "this"} and context.tokens[phrase.start].text.islower() and after not in {"of", "in"}
    )


def _implied(scope: Scope, claim: Claim) -> str:
    """What a share of an unnamed whole says of it: "$170 billion, two-thirds of it" implies about $255 billion."""
    said = base_phrase(scope.context(claim)) or _COMMENTS.search(scope.said_before(claim))
    if claim.figure.charitable.low <= 0 or not said:
        return ""
    for part in parts(scope, claim, amount_unit):
        if part.support is Support.POSSIBLE or units.is_time(part.by.unit) or part.by.figure.value <= 0:
            continue
        whole = combine(truediv, part.by.figure, to_unit(claim.figure, claim.unit, ""))
        fits = same_unit(part.by.unit)
        known = [
            row.name
            for row in scope.assumptions
            if fits(row.unit) and to_unit(row.figure, row.unit, part.by.unit).charitable.meets(whole.charitable)
        ]
        unit = part.by.mention.unit if isinstance(part.by, Claim) else part.by.unit
        words = f"as “{claim.mention.text}” of it, {shown(part.by, {})} implies about {say(whole.value, unit)}"
        return f"{words}, which could be {' or '.join(known[:3])}" if known else f"{words}; no row of the table is near"
    return ""


def _akin(words: tuple[str, ...], whole: Claim) -> bool:
    """Whether a word of the base is of one family with what the whole counts: "the membership" of 312 members."""
    known = (*whole.topic, whole.unit)
    return any(len(word) >= FAMILY and other.startswith(word[:FAMILY]) for word in words for other in known)


def _reading(part: Claim, base: Claim, support: Support) -> Reading:
    why = f"“{part.mention.text}” of “{base.mention.text}”"
    return Reading((Operand("part", part), Operand("base", base)), support, why)
