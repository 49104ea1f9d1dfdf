"""What a share can rise to when so much flows in: "€2 million of a €4 million market; with another €1 million, 75%".

The part and the whole both grow by what flows in. Even if the part took all of it, it could not hold more than
(A + F) / (B + F): 3 of 5 million, 60%. That nothing else moves is what the scenario supposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from operator import truediv

from factcheck.figures import say
from factcheck.interval import HedgeKind, Interval, Stated, combine
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Support
from factcheck.phrases import neutral_stems
from factcheck.relate.flows import FLOWS, is_flow
from factcheck.relate.operands import figure, shown, to_unit
from factcheck.relate.scope import Scope, amount_unit, same_unit

INFLOW = "inflow"
"""The claim is a share that is to rise by what flows in."""

_RISES_TO = re.compile(
    r"\b(?:ris|grow|climb|increas|jump|surg|soar|expand|advanc|go(?:es)? up)(?:e|es|s|ing)?\s+(?:\w+\s+)?to\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Now:
    """The share as it is, by the article's own part and whole."""

    part: Claim
    whole: Claim


def after_inflow(scope: Scope) -> Iterator[Relation]:
    """Each share that is supposed to rise in a passage on what flows in, where the article says what it is now."""
    for claim in scope.claims:
        if not _is_forecast(scope, claim):
            continue
        now = _now(scope, claim)
        flows = _flows(scope, claim, now) if now is not None else []
        if now is not None and flows:
            most = max(flows, key=lambda flow: flow.figure.value)
            operands = (Operand("part", now.part), Operand("whole", now.whole), Operand("inflow", most))
            why = f"“{most.mention.text}” more of “{now.whole.mention.text}”"
            yield Relation("scenario", claim, (Reading(operands, Support.CLEAR, why, INFLOW),), claim.span)


def most_of_all(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """Anything up to the share that the part has if it takes all: (2 + 1) / (4 + 1) is 60% at most."""
    part, whole, flow = reading.of("part"), reading.of("whole"), reading.of("inflow")
    known = [to_unit(figure(by, figures), by.unit, part.unit) for by in (part, whole, flow)]
    a, b, f = known
    ratio = (a.value + f.value) / (b.value + f.value)
    unit = relation.claim.unit
    top = Stated(ratio, _up_to(a.strict, b.strict, f.strict), _up_to(a.charitable, b.charitable, f.charitable))
    most = to_unit(top, "", unit)
    names = [shown(by, figures) for by in (part, whole, flow)]
    working = f"at most ({names[0]} + {names[2]}) / ({names[1]} + {names[2]})"
    return Expected(most, working, f"no more than {say(most.value, unit)}")


def _up_to(part: Interval, whole: Interval, flow: Interval) -> Interval:
    """The share grows with the part and with what flows in, and shrinks with the whole."""
    return Interval(0 * part.low, (part.high + flow.high) / (whole.low + flow.high))


def _is_forecast(scope: Scope, claim: Claim) -> bool:
    """ "Its share may rise further to 70%", behind words of an inflow in the same paragraph."""
    if not claim.stance.supposed or claim.stance.denied or claim.unit != "percent":
        return False
    hedge = claim.mention.hedging
    block = claim.sentence.block.span
    before = scope.document(claim).text[block.start : claim.span.start]
    open_ = hedge is not None and hedge.kind in {HedgeKind.UP_TO, HedgeKind.UNDER}
    return not open_ and bool(_RISES_TO.search(scope.said_before(claim))) and bool(FLOWS.search(before))


def _now(scope: Scope, claim: Claim) -> Now | None:
    """The present share, if its sentence gives the one part and whole that it comes from."""
    for share in scope.earlier(claim):
        if share.unit != claim.unit or share.stance.supposed or not _is_same(share, claim):
            continue
        amounts = [o for o in scope.beside(share) if amount_unit(o.unit) and not o.mention.direction]
        found = [Now(part, whole) for part, whole in permutations(amounts, 2) if _comes_to(part, whole, share)]
        return found[0] if len(found) == 1 and share.figure.value < claim.figure.strict.low else None
    return None


def _is_same(share: Claim, claim: Claim) -> bool:
    """Whether two shares are of one measure, by the table or by all the words about the present one, two at least."""
    if share.link is not None and claim.link is not None and share.link.certain and claim.link.certain:
        return share.link.measure == claim.link.measure
    said, words = (each.topic - neutral_stems() for each in (share, claim))
    return len(said) > 1 and said <= words


def _comes_to(part: Claim, whole: Claim, share: Claim) -> bool:
    if not same_unit(part.unit)(whole.unit) or not 0 < part.figure.value < whole.figure.value:
        return False
    if whole.figure.charitable.low <= 0:  # "up to 60 million hectares"
        return False
    ratio = combine(truediv, part.figure, to_unit(whole.figure, whole.unit, part.unit))
    return to_unit(ratio, "", share.unit).charitable.meets(share.figure.charitable)


def _flows(scope: Scope, claim: Claim, now: Now) -> list[Claim]:
    """What the article lets flow in, of the unit of the part."""
    fits = same_unit(now.part.unit)
    moving = [o for o in scope.in_mind(claim) if fits(o.unit) and not o.stance.denied and is_flow(scope, o)]
    return [o for o in moving if o.id not in {now.part.id, now.whole.id} and o.figure.value > 0]
