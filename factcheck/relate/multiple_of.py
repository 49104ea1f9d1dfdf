"""multiple-of: "B is N times A", "doubled from A to B", recomputed as B / A."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import truediv

from factcheck import units
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate import derived, reach
from factcheck.relate.cues import exact
from factcheck.relate.operands import figure, shown, to_unit
from factcheck.relate.pairs import pairs
from factcheck.relate.ratios import bases, readings
from factcheck.relate.scope import Scope, amount_unit, same_unit

INVERSE = "inverse"
"""“five times smaller than A”: A / B."""
ADDED = "added"
"""“five times more than A”, understood as five times A on top of A."""

_SMALLER = re.compile(r"^\W*(?:smaller|less|fewer|lower|cheaper|slower|shorter|lighter)\b", re.IGNORECASE)
_LARGER = re.compile(r"^\W*(?:more|larger|bigger|higher|greater|longer|heavier|faster)\b", re.IGNORECASE)


def find(scope: Scope) -> Iterator[Relation]:
    """Multiples with a base in words, and those between two figures of one sentence ("doubled from 20 to 40")."""
    for claim in scope.claims:
        if claim.unit != "multiple" or claim.stance.denied or claim.stance.example:
            continue
        found = tuple(_from_to(scope, claim)) or readings(scope, claim, bases=bases(scope, claim))
        found = (*found, *_of_the_other(scope, claim), *_about_it(scope, claim), *_compared(scope, claim))
        if not any(reading.support is Support.CLEAR for reading in found):
            found = (*found, *exact("multiple-of", claim, _derived(scope, claim), expect))
            found = (*found, *reach.readings("multiple-of", scope, claim, expect))
        if found:
            yield Relation("multiple-of", claim, tuple(_in_every_manner(scope, claim, found)), claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:  # noqa: ARG001
    """B / A: $870 billion over $152 billion is 5.7 times."""
    over, under = reading.of("part"), reading.of("base")
    if reading.manner == INVERSE:
        over, under = under, over
    ratio = combine(truediv, figure(over, figures), to_unit(figure(under, figures), under.unit, over.unit))
    working = f"{shown(over, figures)} / {shown(under, figures)}"
    if reading.manner == ADDED:
        ratio = combine(lambda times: times - Interval.point(1), ratio)
        working += " − 1"
    return Expected(ratio, working)


RULE = Rule("multiple-of", "a figure is the stated multiple of another", find, expect)


def _from_to(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "doubled from 20 to 40", "doubled to 40 from 20"."""
    behind = [other for other in scope.beside(claim) if other.span.start > claim.span.end and amount_unit(other.unit)]
    if len(behind) < 2 or not same_unit(behind[0].unit)(behind[1].unit):
        return
    first, second = behind[:2]
    if any(claim.span.end <= other.span.start < first.span.start for other in scope.beside(claim)):
        return  # "had doubled in the drought, fell by 20% to 7.60 from 9.50"
    match (_last_cue(scope.between(claim, first)), _last_cue(scope.between(first, second))):
        case ("from", "to"):
            before, after = first, second
        case ("to", "from"):
            before, after = second, first
        case _:
            return
    why = f"from “{before.mention.text}” to “{after.mention.text}”"
    yield Reading((Operand("part", after), Operand("base", before)), Support.CLEAR, why)


def _of_the_other(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "bought for £5 million, he left for £32 million, four times what he had cost": two figures and no third."""
    text = scope.document(claim).text[claim.span.end :]
    before = [o for o in scope.beside(claim) if o.span.end <= claim.span.start and amount_unit(o.unit)]
    if (
        len(before) != 2
        or not same_unit(before[0].unit)(before[1].unit)
        or not (said := re.match(r"\s+(?:what|that|as)\b", text))
    ):
        return
    first, second = before
    compared = said.group().strip() == "as"  # "twice as big": as which of the two is not said
    for part, base in ((second, first), (first, second)) if compared else ((second, first),):
        why = f"“{part.mention.text}” and “{base.mention.text}” before it"
        yield Reading(
            (Operand("part", part), Operand("base", base)), Support.LIKELY if compared else Support.CLEAR, why
        )


def _about_it(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "48 hectares, four times as large as that of the old works with its 16 hectares": one figure on either side."""
    fits = [other for other in scope.beside(claim) if amount_unit(other.unit) and other.unit != "number"]
    before = [other for other in fits if other.span.end <= claim.span.start]
    behind = [other for other in fits if other.span.start >= claim.span.end]
    if not before or len(behind) != 1 or not all(same_unit(behind[0].unit)(other.unit) for other in before):
        return
    unit, joined = behind[0].unit, scope.between(claim, behind[0])
    one_value = len({to_unit(other.figure, other.unit, unit).value for other in before}) == 1
    if one_value and _COMPARED.match(joined) and not _PARTED.search(joined):
        why = f"“{before[0].mention.text}” and “{behind[0].mention.text}” about it"
        yield Reading((Operand("part", before[0]), Operand("base", behind[0])), Support.CLEAR, why)


def _derived(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "Net debt stood at 1.64 billion. Measured against earnings of 410 million, that is a leverage of 4.0 times"."""
    for couple in derived.couples(scope, claim, lambda unit: amount_unit(unit) and not units.is_time(unit)):
        base, part = sorted((couple.first, couple.second), key=lambda o: o.figure.value)
        if claim.figure.value < 1:
            base, part = part, base
        why = f"“{part.mention.text}” and “{base.mention.text}” before it"
        yield Reading((Operand("part", part), Operand("base", base)), Support.LIKELY, why, sole=couple.sole)


def _compared(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "18 in 1998, and today 6. It has been halved since"; "3.6 metres here, there only 1.2. Three times as thick"."""
    for pair in pairs(scope, claim, lambda unit: amount_unit(unit) and not units.is_time(unit)):
        before, after = pair.before, pair.after
        behind = scope.document(claim).text[claim.span.end :]
        if not pair.ordered or _AS.match(behind):
            before, after = sorted((before, after), key=lambda o: o.figure.value)
            if claim.figure.value < 1:
                before, after = after, before
        why = f"from “{before.mention.text}” to “{after.mention.text}”"
        named = _AS_THE.match(behind) and before.span.start < claim.span.start  # the base is said behind, in words
        support = min(pair.support, Support.LIKELY) if named else pair.support
        yield Reading((Operand("part", after), Operand("base", before)), support, why)


_AS_THE = re.compile(r"\s+as\s+\w+\s+as\s+(?:the|its|their|an?|that|those)\b(?!\s+(?:year|month|week|day)s?\b)")
_AS = re.compile(r"\s+as\s+[\w-]+\s+as\b")
_COMPARED = re.compile(r"\s+(?:as\s+\w+\s+as|what|that|the|\w+er\s+than|more\s+\w*\s*than)\b")
_PARTED = re.compile(r"[.;:]|\b(?:and|but|while|whereas|or)\b")


def _last_cue(between: str) -> str | None:
    cues = re.findall(r"\b(?:from|to)\b", between)
    return cues[-1] if cues and not re.search(r"[.;]", between) else None


def _in_every_manner(scope: Scope, claim: Claim, found: tuple[Reading, ...]) -> Iterator[Reading]:
    """ "N times more than" is read as N and as N + 1 times; "N times smaller" as one over N."""
    behind = scope.document(claim).text[claim.span.end : claim.span.end + 24]
    for reading in found:
        yield replace(reading, manner=INVERSE) if _SMALLER.match(behind) else reading
        if _LARGER.match(behind):
            yield replace(reading, manner=ADDED)
