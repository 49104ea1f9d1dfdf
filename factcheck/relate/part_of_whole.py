"""part-of-whole: a measure that is part of another, or "of which", can never be the larger of the two.

Nor can a limit be smaller than what its group may have anyway (limits.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import add

from factcheck import units
from factcheck.figures import like
from factcheck.interval import Interval, Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.nlp import stem, tokens
from factcheck.relate.limits import limit_below
from factcheck.relate.operands import figure, shown, to_unit
from factcheck.relate.scope import Scope, amount_unit
from factcheck.relate.wholes import whole_of
from factcheck.units import NUMBER

LIMITS = "limits"
"""The claim is the most that a group may have, and the operands are what its members may have anyway."""

_ANY_OF = re.compile(r"\bof (?:which|whom|these|those|them)\b")
"""Words that may go back to any of several counts: "40 buses on 5 routes, and of these 12 are new"."""

_OF_OURS = re.compile(r"\s+of (?:the|our|its|their|his|her|my)\s+(?P<noun>(?:[a-z-]+\s+)?[a-z-]+)\b(?!\s+of\b)", re.I)
_HAS = re.compile(r"\b(?:have|has|had|there (?:are|were)|employ\w*|number\w*|counts?|with)\s+$", re.IGNORECASE)
"""Before how many there are of a thing: "we have 405 examiners"."""


def find(scope: Scope) -> Iterator[Relation]:
    """Parts by the table's `part_of`, and by "of which" in a sentence; and limits, which "may" does not suppose."""
    for claim in scope.claims:
        if not amount_unit(claim.unit) or claim.stance.denied:
            continue
        parts = () if claim.stance.supposed else (*_said(scope, claim), *_by_table(scope, claim))
        found = parts or tuple(_limited(scope, claim))
        if found:
            yield Relation("part-of-whole", claim, found, claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """Anything from nothing to the whole; or from the limits that hold anyway upwards."""
    if reading.manner == LIMITS:
        return _at_least(relation.claim, reading, figures)
    whole = reading.of("whole")
    known = to_unit(figure(whole, figures), whole.unit, relation.claim.unit)
    most = Stated(
        known.value,
        Interval(min(known.strict.low, 0 * known.value), known.strict.high),
        Interval(min(known.charitable.low, 0 * known.value), known.charitable.high),
    )
    return Expected(most, f"at most {shown(whole, figures)}", advice=f"no more than {shown(whole, figures)}")


RULE = Rule("part-of-whole", "a part is no larger than its whole", find, expect)


def _at_least(claim: Claim, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """$23,500 for all and $7,500 for a group that holds this one: $31,000 or more."""
    base, addition = reading.of("base"), reading.of("addition")
    both = combine(add, *(_limit(operand, figures) for operand in (base, addition)))
    top = max(both.charitable.high, claim.figure.charitable.high)
    least = Stated(both.value, Interval(both.strict.low, top), Interval(both.charitable.low, top))
    advice = f"no less than {like(both.value, claim.mention.text, claim.mention.unit)}, or {claim.mention.text} on top"
    return Expected(least, f"{shown(base, figures)} + {shown(addition, figures)}", advice, least=True)


def _limit(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """ "Up to $23,500" as the limit itself: $23,500."""
    known = figure(operand, figures)
    half = known.step / 2
    return Stated(known.value, Interval.around(known.value, half), Interval.around(known.value, half), known.step)


def _limited(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "Up to 20 kg, those of 65 and over another 8 kg, and those of 70 to 75 a maximum of 11 kg"."""
    limit = limit_below(scope, claim)
    if limit is not None:
        operands = (Operand("base", limit.base), Operand("addition", limit.addition))
        why = f"“{limit.base.mention.text}” for all and “{limit.addition.mention.text}” more"
        yield Reading(operands, Support.CLEAR, why, LIMITS)


def _said(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """What the words tie the part to; a part of other things than the whole counts is only likely one.

    A bare number that is tied to counted things counts them: "26 graves, and of these 31 held weapons".
    """
    whole = whole_of(scope, claim)
    if whole is not None:
        above = isinstance(whole.by, Claim) and _exceeds_all(scope, claim, whole.by)
        open_ = not above and isinstance(whole.by, Claim) and _ANY_OF.search(_tie(scope, whole.by, claim)) is not None
        support = min(whole.support, Support.LIKELY) if open_ and claim.unit == NUMBER else whole.support
        sole = above and claim.unit == NUMBER
        yield Reading((Operand("whole", whole.by),), support, f"said to be part of {whole.why}", sole=sole)
    elif claim.unit == NUMBER and scope.context(claim).verb_behind:
        yield from _of_named(scope, claim)
    if whole is None and claim.unit == NUMBER:
        yield from _of_ours(scope, claim)


def _tie(scope: Scope, whole: Claim, part: Claim) -> str:
    return scope.between(whole, part) if whole.span.start < part.span.start else ""


def _exceeds_all(scope: Scope, part: Claim, whole: Claim) -> bool:
    """Whether it is more than anything that "these" may be: every count of the whole's sentence before it."""
    near = [o for o in scope.earlier(part) if o.sentence.span in (whole.sentence.span, part.sentence.span)]
    counts = [o for o in near if units.is_count(o.unit) and o.mention.direction is None]
    return all(o.figure.charitable.high < part.figure.charitable.low for o in counts)


def _of_named(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "Of the schools in the programme 14 have a garden": of the things that the words name, counted elsewhere."""
    context = scope.context(claim)
    opens = [token.text.casefold() for token in context.tokens[:2]]
    if opens not in (["of", "the"], ["among", "the"]) or any(context.owners[: context.first]):
        return
    stop = next((at for at in range(context.first) if context.tokens[at].text == ","), context.first)
    for candidate in scope.meant(claim, range(2, stop), units.is_count):
        yield Reading((Operand("whole", candidate.by),), candidate.support, f"said to be part of {candidate.why}")


def _of_ours(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "We have 405 examiners. … 480 of our examiners hold a doctorate": more than there ever were, by any figure."""
    found = _OF_OURS.match(scope.said_behind(claim))
    if found is None:
        return
    named = {token.stem for token in tokens(found["noun"])}
    owned = [o for o in scope.article(claim) if units.is_count(o.unit) and o.unit != NUMBER and stem(o.unit) in named]
    owned = [o for o in owned if not (o.stance.supposed or o.stance.denied or o.mention.direction)]
    owned = [o for o in owned if _HAS.search(scope.lead(o))]
    most = max(owned, key=lambda o: o.figure.value, default=None)
    if most is not None:
        sure = (
            claim.figure.value <= 2 * most.figure.value
        )  # "12 members stood up, and 480 of the members stayed seated"
        support = Support.CLEAR if sure else Support.LIKELY
        yield Reading((Operand("whole", most),), support, f"said to be part of “{most.mention.text}”")


def _by_table(scope: Scope, claim: Claim) -> Iterator[Reading]:
    if claim.link is None or not claim.link.certain:
        return
    for measure in scope.part_of(claim.link.measure):
        stated = [other for other in scope.article(claim) if _is_of(other, measure) and _same_time(claim, other)]
        for other in stated:
            why = f"part of what “{other.mention.text}” in this article counts"
            yield Reading((Operand("whole", other),), Support.CLEAR, why)
        if not stated:
            for candidate in scope.dated_rows(measure, claim):
                if isinstance(candidate.by, Assumption) and candidate.support is Support.CLEAR:
                    yield Reading((Operand("whole", candidate.by),), Support.CLEAR, f"part of {candidate.why}")


def _is_of(other: Claim, measure: str) -> bool:
    known = other.link is not None and other.link.certain and other.link.measure == measure
    return known and not other.stance.supposed and not other.stance.denied


def _same_time(claim: Claim, other: Claim) -> bool:
    return claim.period is None or other.period is None or claim.period.overlaps(other.period)
