"""What a share or a multiple is of, looked up in the whole article where no finer grammar finds it.

One of its two figures the sentence points at: the one it comments on ("€448 million, that is to say 52% of …"), the
one of the sentence before ("That is 12 times …"). The other is named by a noun, by a word of one family with it
("what it earned" is the profit), by a pronoun, or it is the whole of everything. Where each of the few figures so
named fails, and no other figure of the article or the table bears the ratio out, nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import truediv

from factcheck import units
from factcheck.interval import Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Support, Token
from factcheck.nlp import stem, tokens
from factcheck.phrases import content, is_a, is_content, is_verb, neutral_stems, time_stems
from factcheck.relate.cues import PRECISE, Expect, agrees
from factcheck.relate.derived import is_base, is_level, near
from factcheck.relate.operands import to_unit
from factcheck.relate.ratios import APPOSED, CUE, base_phrase, does_something
from factcheck.relate.scope import Scope, amount_unit, same_unit
from factcheck.units import NUMBER

FEW = 3
"""So many figures of one name, each of which fails, leave no doubt."""
COARSE = 5
"""A figure whose rounding is more than such a part of it tells little."""
FAMILY = 5
"""Words that begin with so many of the same letters are of one family."""
_FAMILIES = (
    "earn earned earns earnings profit profits",
    "take takes took taken takings revenue revenues sales turnover",
    "proceeds receipts brought bring",
    "spend spends spent spending expenditure budget outlay cost costs",
    "own owns owned assets portfolio fund wealth",
    "worker workers employee employees staff workforce payroll people",
    "ship ships vessel vessels fleet aircraft buses trains",
    "inhabitant inhabitants resident residents population people citizens",
    "visitor visitors guests visits attendance",
    "subscriber subscribers customer customers users accounts base",
    "order orders backlog book",
    "harvest crop output production lifted harvested",
)
"""Nouns and verbs by which one thing goes in one article."""
_ALL = frozenset({"total", "whole", "everything", "all", "lot", "everyone", "everybody", "sum"})
_PRONOUN = re.compile(
    r"\s+(?:of\s+|times\s+)?(?:it|them|(?:that|those|these|this)(?=\s*(?:[,.;:)–—]|$)))(?![\w’'])", re.IGNORECASE
)
_BREAK = re.compile(
    r"[;!?]|\b(?:while|whereas|but|against|compared|after|target|goal|instead|rather|up to|at least)\b", re.IGNORECASE
)
_COMMENT = re.compile(
    r"(?:[,(:–—]|\b(?:or|i\.e\.|which|that|this|thus|therefore|so|hence|makes?|made|giving|at|be|with))\W*"
    r"(?:[\w’'-]+\s+){0,5}?$",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"^\W*(?:and |so |but )?(?:this|that|these|it|they|thus|hence|altogether|measured|in other words)\b", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[^.;!?:]{0,60}?(?:,\s*(?:or|i\.e\.|that is|some|about|worth|nearly|around)?|\(|[–—:]|\bor)\s*"
    r"(?:about |some |around |nearly )?$"
)
_IN_ALL = re.compile(
    r"^\s*(?:[,.;)–—]|of (?:them|it)\b|in all\b|and\b|have\b|are\b|were\b|is\b|was\b|now\b)", re.IGNORECASE
)
_AS_MANY_AS = re.compile(r"\s+(?:as\s+[\w-]+\s+as|what|that of|the|more than|larger than|higher than)\b", re.IGNORECASE)
_AS_MANY = re.compile(r"\s+as\s+(?:many|much|[\w-]+)\b(?!\s+as\b)", re.IGNORECASE)

_ALL_STEMS = frozenset(stem(word) for word in _ALL)
_WHAT = re.compile(r"\s+(?:of\s+)?what\b", re.IGNORECASE)
_ALL_OF = re.compile(r"\s+of\s+all\b", re.IGNORECASE)
_OF_SUCH = re.compile(r"\s+(?:of|times)(?:\s+[\w’'-]+){1,5}\s+(?:of|which (?:is|was|came to|comes to))\s+(?:the\s+)?")
_AIMED = re.compile(
    r"\b(?:must|should|target\w*|goal|aim\w*|limit\w*|cap|ceiling|at least|up to|no more than|wants?|plan\w*|"
    r"hop(?:es?|ing)|promis\w*|expect\w*|forecast\w*|may|might|could|each|every|per)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(r"\s+of (?:which|whom)\b")
_OF_ITS_OWN = re.compile(
    r",\s+(?!which\b|that\b|this\b|it\b|these\b|or\b|so\b|thus\b)[\w’'-]+(?:\s+[\w’'-]+){0,4}\s+"
    r"(?:is|was|were|are|stood|reached|fell|rose)\b",
    re.IGNORECASE,
)
"""Another measure is given: "…, of whom 341,000 were on the register, turnout was 49%"."""
_CALLED = re.compile(
    r"\b(?:turnout|share|occupancy|rate|ratio|proportion|margin|quota|yield)\b(?:\s+\w+){0,2}\s+$", re.IGNORECASE
)
_SO = frozenset({"therefore", "thus", "hence", "consequently"})
_OF = re.compile(r"\s+of\b", re.IGNORECASE)

Figure = Claim | Assumption


@dataclass(frozen=True, slots=True)
class Side:
    """The figures that one side of a ratio may be, the likeliest first, and how well the words lead to them."""

    figures: tuple[Figure, ...]
    support: Support


NONE = Side((), Support.POSSIBLE)


def readings(code: str, scope: Scope, claim: Claim, expect: Expect) -> Iterator[Reading]:
    """The pairs of the two sides that bear the figure out, or else those of which nothing else can be meant."""
    if claim.figure.value <= 0 or claim.stance.questioned or claim.stance.supposed or is_base(scope, claim):
        return
    sides = list(_sides(scope, claim))
    found = [
        _reading(part, base)
        for parts, bases in sides
        for part in parts.figures
        for base in bases.figures
        if _fit(claim, part, base)
    ]
    support = min((min(parts.support, bases.support) for parts, bases in sides), default=Support.POSSIBLE)
    good = [reading for reading in found if agrees(code, claim, reading, expect, to_the_digit=True)]
    if good:
        if support > Support.POSSIBLE or _is_precise(claim) or len(_values(found)) == 1:
            yield good[0]
        return
    found = [reading for reading in found if _one_time(reading, claim)]
    if support is Support.POSSIBLE or not 0 < len(_values(found)) <= FEW or len(sides) != 1:
        return
    if _AIMED.search(scope.said_before(claim)):
        return
    if not any(agrees(code, claim, r, expect, to_the_digit=False) for r in (*found, *_others(scope, claim, *sides[0]))):
        yield from (replace(reading, sole=True) for reading in found)


def settled(
    code: str, scope: Scope, claim: Claim, found: Sequence[Reading], expect: Expect, *, most: int = FEW
) -> Iterator[Reading]:
    """Of few readings with named operands the one that bears the figure out, or all where none can."""
    good = [reading for reading in found if agrees(code, claim, reading, expect, to_the_digit=True)]
    if good:
        yield good[0]
        return
    if len(_values(found)) > most or claim.stance.supposed or _AIMED.search(scope.said_before(claim)):
        return
    if not any(agrees(code, claim, reading, expect, to_the_digit=False) for reading in found):
        yield from (replace(reading, sole=True) for reading in found)


def _one_time(reading: Reading, claim: Claim) -> bool:
    """Whether a share's part and base are of no two times."""
    part, base = reading.of("part"), reading.of("base")
    if claim.unit == "multiple" or not isinstance(part, Claim) or not isinstance(base, Claim):
        return True
    return part.period is None or base.period is None or part.period.overlaps(base.period)


def _values(found: Iterable[Reading]) -> set[tuple[Fraction, ...]]:
    return {tuple(operand.by.figure.value for operand in reading.operands) for reading in found}


def _others(scope: Scope, claim: Claim, parts: Side, bases: Side) -> Iterator[Reading]:
    """A side that the words do not point at may be whatever else the article or the table says in such a unit."""
    every: tuple[Figure, ...] = (*scope.in_mind(claim), *scope.assumptions)
    known = [o for o in every if o.id != claim.id and _tells(o)]
    for part in parts.figures if bases.support is not Support.CLEAR else ():
        yield from (_reading(part, other) for other in known if _comparable(part.unit, other.unit))
    for base in bases.figures if parts.support is not Support.CLEAR else ():
        yield from (_reading(other, base) for other in known if _comparable(base.unit, other.unit))


# ── the two sides ──


def _sides(scope: Scope, claim: Claim) -> Iterator[tuple[Side, Side]]:
    if _OF_WHICH.match(scope.said_behind(claim)):
        before = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and _fits(o.unit)]
        parts = _behind(scope, claim)
        if before and parts.figures:
            yield parts, Side((before[-1],), Support.CLEAR)
        return
    parts = _pointed_at(scope, claim)
    if claim.unit == "multiple" and not parts.figures and _AS_MANY.match(scope.said_behind(claim)):
        bases = Side(tuple(_base_said(scope, claim)), Support.CLEAR)
        if len(bases.figures) == 1:
            yield _of_same_kind(scope, claim, bases.figures[0]), bases
        return
    if not parts.figures:
        parts = _by_subject(scope, claim)
    if claim.unit != "multiple" and base_phrase(scope.context(claim)) is None and _ANAPHOR.match(_before(scope, claim)):
        levels = _distinct(near(scope, claim, _fits))
        if len(levels) == 2 and _comparable(levels[0].unit, levels[1].unit):
            part, base = sorted(levels, key=lambda o: o.figure.value)
            sure = Support.LIKELY if _is_called(scope, claim) else Support.POSSIBLE
            yield Side((part,), sure), Side((base,), sure)
            return
    for part in parts.figures:
        yield Side((part,), parts.support), _bases(scope, claim, part)


def _pointed_at(scope: Scope, claim: Claim) -> Side:
    """The figure that the ratio comments on, in its sentence or in the one before."""
    text = scope.document(claim).text
    before = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and _fits(o.unit)]
    if before:
        last = before[-1]
        between = text[last.span.end : claim.span.start]
        if _BREAK.search(between) or not _is_level(scope, last, claim) or does_something(scope, claim):
            return NONE
        ratios = [o for o in scope.beside(claim) if last.span.end <= o.span.start < claim.span.start]
        if any(units.is_ratio(o.unit) for o in ratios) or _OF_ITS_OWN.search(between):
            return Side((last,), Support.POSSIBLE)
        tied = APPOSED.fullmatch(between.casefold()) or CUE.search(between.casefold()) or _COMMENT.search(between)
        return Side((last,), Support.CLEAR if tied else Support.POSSIBLE)
    behind = _behind(scope, claim)
    if behind.figures:
        return behind
    if _ANAPHOR.match(scope.sentence_text(claim.sentence)):
        said = _last_said(scope, claim)
        return Side(tuple(said), Support.CLEAR if len(said) == 1 else Support.POSSIBLE)
    return NONE


def _behind(scope: Scope, claim: Claim) -> Side:
    """ "Two-thirds of the ships, 27 of them"."""
    text = scope.document(claim).text
    behind = [o for o in scope.beside(claim) if o.span.start >= claim.span.end and _fits(o.unit)][:1]
    for other in behind:
        if _BEHIND.fullmatch(text[claim.span.end : other.span.start]) and _IN_ALL.match(text[other.span.end :]):
            return Side((other,), Support.CLEAR)
    return NONE


def _last_said(scope: Scope, claim: Claim, *, subjects: bool = False) -> list[Claim]:
    """The levels of the nearest sentence before that has any, in order; none that others are only compared with."""
    found = [o for o in near(scope, claim, _fits) if o.sentence.span != claim.sentence.span]
    found = [o for o in found if not subjects or not is_base(scope, o)]
    return [o for o in reversed(found) if o.sentence.span == found[0].sentence.span]


def _base_said(scope: Scope, claim: Claim) -> list[Claim]:
    """ "In 2019 16,200 had been enough; it is now four times as many": what was said last."""
    before = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and _fits(o.unit)]
    return before[-1:] or _last_said(scope, claim)


def _by_subject(scope: Scope, claim: Claim) -> Side:
    """ "The grant covers 27% of the budget": the figure of the article that is named so."""
    context = scope.context(claim)
    region = context.lead if context.names(context.lead) else context.subject
    words = [context.tokens[at] for at in region if not context.closed[at]]
    known = [o for o in scope.in_mind(claim) if o.id != claim.id and _fits(o.unit) and _is_level(scope, o, claim)]
    known = [o for o in known if o.sentence.span != claim.sentence.span and o.sentence.block.cell is None]
    for head in heads_of(words):
        found = _distinct(o for o in known if is_named(scope, o, [head]))
        if found:
            return Side(tuple(found), Support.LIKELY if len(found) == 1 else Support.POSSIBLE)
    return NONE


def _of_same_kind(scope: Scope, claim: Claim, base: Figure) -> Side:
    """ "It is now eight times as many": other figures of what the base counts."""
    known = [o for o in scope.in_mind(claim) if o.id != base.id and o.unit == base.unit]
    levels = [o for o in known if _is_level(scope, o, claim) and o.figure.value > base.figure.value]
    if base.unit == NUMBER:
        levels = near(scope, claim, _is_count)
        levels = [o for o in levels if o.figure.value > base.figure.value]
    found = _distinct(o for o in levels if o.span.end <= claim.span.start)
    return Side(tuple(found), Support.LIKELY)


def _bases(scope: Scope, claim: Claim, part: Figure) -> Side:
    """What the ratio is of."""
    behind, context = scope.said_behind(claim), scope.context(claim)
    phrase = base_phrase(context)
    known = [o for o in scope.in_mind(claim) if o.id not in (claim.id, part.id) and _comparable(part.unit, o.unit)]
    known = [o for o in known if _is_level(scope, o, claim) and o.figure.value > 0]
    stated = [o for o in known if o.sentence.span == claim.sentence.span and o.span.start >= claim.span.end]
    if claim.unit == "multiple" and stated and _AS_MANY_AS.match(behind):
        between = scope.between(claim, stated[0])
        apart = _BREAK.search(between) or re.search(r"\band\b", between)
        return Side((stated[0],), Support.POSSIBLE if apart else Support.CLEAR)
    if phrase is None:
        return _unnamed(scope, claim, part, known)
    inside = [c.by for c in scope.meant(claim, phrase, _fits) if c.by in stated and c.support is Support.CLEAR]
    if not inside and stated and _OF_SUCH.fullmatch(scope.between(claim, stated[0])):
        inside = [stated[0]]
    if inside:
        return Side(tuple(inside[:1]), Support.CLEAR)
    if _PRONOUN.match(behind):
        said = [o for o in _last_said(scope, claim, subjects=True) if o in known]
        return Side(tuple(said), Support.CLEAR if len(said) == 1 else Support.POSSIBLE)
    words = [context.tokens[at] for at in phrase]
    heads = heads_of(words)
    if re.match(r"\s+(?:of\s+)?(?:that|this|those|these)\s+\w", behind, re.IGNORECASE):
        return Side(tuple(_distinct(o for o in known if o.unit == part.unit)), Support.POSSIBLE)
    if not heads or heads[0] in _ALL_STEMS or words[0].text.casefold() in _ALL:
        return _whole(scope, claim, part, known, heads)
    if _WHAT.match(behind):
        heads = [token.stem for token in _clause_behind(scope, claim) if _family(token.stem)]
    elif _ALL_OF.match(behind):
        heads = [*heads, *(token.stem for token in _clause_behind(scope, claim))]
    else:
        heads = heads[:1]
    if claim.unit == "multiple" and words[0].text[:1].isupper():  # "four times as many as Lumora"
        alike = [o for o in known if o.unit == part.unit and o.figure.value < part.figure.value and o.unit != NUMBER]
        sure = units.is_count(part.unit) and _is_spoken_of(scope, claim, words[0])
        return Side(tuple(_distinct(alike)), Support.LIKELY if sure else Support.POSSIBLE)
    found = [o for o in known if is_named(scope, o, heads)]
    beside = [o for o in found if o in stated]
    if len(beside) == 1:  # "18 times its revenue in 2024, which came to 480 million"
        return Side(tuple(beside), Support.CLEAR)
    rows = [row for row in _rows(scope, claim, words) if _comparable(part.unit, row.unit)]
    named = _distinct((*sorted(found, key=lambda o: o.span.end > claim.span.start), *rows))
    if any(_fit(claim, part, other) for other in named):
        whole = all(
            isinstance(o, Assumption) or all(is_named(scope, o, [head]) for head in heads_of(words)) for o in named
        )
        exact = whole or _WHAT.match(behind) or _ALL_OF.match(behind)
        return Side(tuple(named), Support.LIKELY if exact else Support.POSSIBLE)
    return Side(tuple(_distinct(o for o in known if o.unit == part.unit)), Support.POSSIBLE)


def _whole(scope: Scope, claim: Claim, part: Figure, known: list[Claim], heads: list[str]) -> Side:
    """ "Of the total", "of everything": the largest figure of the paragraph before it, else of the article."""
    larger = [o for o in known if o.figure.value > part.figure.value and same_unit(part.unit)(o.unit)]
    if part.unit == NUMBER and isinstance(part, Claim):
        kind = heads_of(_of_what(scope, part))
        larger = [o for o in known if o.figure.value > part.figure.value and (not kind or is_named(scope, o, kind[:1]))]
    block = claim.sentence.block.span
    here = [o for o in larger if o.span.end <= claim.span.start and o.sentence.block.span == block]
    said = [o for o in larger if o.span.end <= claim.span.start]
    counted = [o for o in said if o.unit != NUMBER]
    top = max(here or counted or said or larger, key=lambda o: o.figure.value, default=None)
    if top is None:
        return NONE
    if any(agrees("share-of", claim, _reading(part, o), _ratio, to_the_digit=True) for o in larger if _tells(o)):
        return Side(tuple(_distinct(larger)), Support.POSSIBLE)
    words = [*heads, *(token.stem for token in _clause_behind(scope, claim))]
    if isinstance(part, Claim):
        words += (
            [token.stem for token in _of_what(scope, part)]
            + heads_of(tokens(scope.lead(part)))
            + ([part.unit] if units.is_count(part.unit) else [])
        )
    return Side((top,), Support.LIKELY if here or is_named(scope, top, words) else Support.POSSIBLE)


def _of_what(scope: Scope, part: Claim) -> list[Token]:
    """ "1.15 million of last year's passengers"."""
    context = scope.context(part)
    return [context.tokens[at] for at in context.of_phrase]


def _is_spoken_of(scope: Scope, claim: Claim, name: Token) -> bool:
    """Whether a name is said in other sentences with figures too."""
    spans = {o.sentence.span: o.sentence for o in scope.in_mind(claim) if o.sentence.span != claim.sentence.span}
    return any(token.text == name.text for sentence in spans.values() for token in sentence.tokens)


def _rows(scope: Scope, claim: Claim, words: list[Token]) -> Iterator[Figure]:
    link = scope.namer(words, _fits)
    if link is not None:
        for candidate in scope.dated_rows(link.measure, claim, place=link.place):
            if candidate.support is Support.CLEAR:
                yield candidate.by


def _unnamed(scope: Scope, claim: Claim, part: Figure, known: list[Claim]) -> Side:
    """ "61,320 ballots were cast, a turnout of 63%": the only larger figure near; else any that counts the same."""
    if claim.unit == "multiple":
        return NONE
    close = {o.id for o in near(scope, claim, _fits)}
    larger = [o for o in known if o.figure.value > part.figure.value]
    here = _distinct(o for o in larger if o.id in close)
    if len(here) == 1:
        sure = _is_called(scope, claim) or (here[0].unit == part.unit != NUMBER and units.is_count(part.unit))
        return Side(tuple(here), Support.LIKELY if sure else Support.POSSIBLE)
    alike = _distinct(o for o in larger if o.unit == part.unit and o.unit != NUMBER)
    return Side(tuple(_distinct((*here, *alike))), Support.POSSIBLE)


# ── names ──


def _is_called(scope: Scope, claim: Claim) -> bool:
    """Whether the share has a name that says of what it is: "a turnout of 63%"."""
    return _CALLED.search(scope.lead(claim)) is not None


def _before(scope: Scope, claim: Claim) -> str:
    """The sentence up to the claim, where it has no other figure."""
    said = any(o.span.end <= claim.span.start for o in scope.beside(claim))
    return "" if said else scope.said_before(claim)


def _clause_behind(scope: Scope, claim: Claim) -> list[Token]:
    text = re.split(r"[,;.(]", scope.said_behind(claim))[0]
    return [token for token in tokens(text) if is_content(token)][:4]


def heads_of(words: Iterable[Token]) -> list[str]:
    """The stem of the noun that a phrase is about, then of those before it: "a year's public EXPENDITURE in 2024"."""
    tokens_ = list(words)
    found: list[str] = []
    for at, word in enumerate(tokens_):
        if found and (is_a(word.text, "preposition", "clause") or is_verb(tokens_, at) or is_a(word.text, "measuring")):
            break
        if is_content(word) and word.text.casefold() not in _SO and word.stem not in time_stems() | neutral_stems():
            found.insert(0, word.stem)
    return found


def is_named(scope: Scope, other: Claim, heads: list[str]) -> bool:
    """Whether one of the words names the figure: in the words before it, or as what it counts."""
    said = {token.stem for token in tokens(scope.lead(other))} | {token.stem for token in tokens(other.mention.text)}
    text = re.split(r"[,;.()]", scope.said_behind(other))[0]
    said |= set(content(tokens(text)[:4])) | {other.unit} | other.topic
    return any(kin(head, word) for head in heads for word in said)


def kin(one: str, other: str) -> bool:
    """Whether two stems are of one word or one family: "spend" and "expenditur"."""
    if one == other:
        return True
    if len(one) >= FAMILY and len(other) >= FAMILY and one[:FAMILY] == other[:FAMILY]:
        return True
    return any(one in family and other in family for family in _STEMS)


def _family(word: str) -> bool:
    return any(word in family for family in _STEMS)


_STEMS = tuple(frozenset(stem(word) for word in family.split()) for family in _FAMILIES)


# ── units and sizes ──


def _is_level(scope: Scope, other: Claim, claim: Claim) -> bool:
    """A figure of its own; "stopped by 97 of those who" gives one."""
    return is_level(scope, other, claim) or bool(_OF.match(scope.said_behind(other)))


def _tells(figure: Figure) -> bool:
    """Whether a ratio with it is not borne out by chance: "2.1 million" is printed finely, "2 million" is not."""
    return figure.figure.strict.width * COARSE <= figure.figure.value


def _ratio(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:  # noqa: ARG001
    part, base = reading.of("part"), reading.of("base")
    ratio = combine(truediv, part.figure, to_unit(base.figure, base.unit, part.unit))
    return Expected(to_unit(ratio, "", relation.claim.unit), "")


def _fits(unit: str) -> bool:
    return amount_unit(unit) and not units.is_time(unit)


def _comparable(one: str, other: str) -> bool:
    return _fits(other) and (same_unit(one)(other) or (_is_count(one) and _is_count(other)))


def _is_count(unit: str) -> bool:
    return units.is_count(unit) or unit == NUMBER


def _distinct(figures: Iterable[Figure]) -> list[Figure]:
    """Of equal figures the first."""
    kept: list[Figure] = []
    for figure in figures:
        if not any(figure.figure.charitable.meets(other.figure.charitable) for other in kept):
            kept.append(figure)
    return kept


def _fit(claim: Claim, part: Figure, base: Figure) -> bool:
    """Whether the part is smaller for a share, the larger for a multiple."""
    if part.id == base.id or base.figure.value <= 0 or not _comparable(part.unit, base.unit):
        return False
    whole = to_unit(base.figure, base.unit, part.unit).value
    if claim.unit == "multiple":
        return part.figure.value > whole if claim.figure.value >= 1 else part.figure.value < whole
    return part.figure.value < whole


def _is_precise(claim: Claim) -> bool:
    return claim.figure.strict.width * PRECISE <= claim.figure.value


def _reading(part: Figure, base: Figure) -> Reading:
    said = [f"“{o.mention.text}”" if isinstance(o, Claim) else o.name for o in (part, base)]
    return Reading((Operand("part", part), Operand("base", base)), Support.LIKELY, f"{said[0]} of {said[1]}")
