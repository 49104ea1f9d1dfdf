"""What some may have at most, beside what all may: "up to 20 kg, those of 65 and over 8 kg more, those of 70 to 75 …".

Who belongs to a group that is allowed something on top of what all are allowed cannot be allowed less than both. The
groups are told by their numbers: a span of years, of staff, of hectares that lies above the lower end of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck import units
from factcheck.interval import HedgeKind
from factcheck.model import Claim
from factcheck.relate.scope import Scope, same_unit

_MORE = re.compile(r"\b(?:additional|extra|further|another)\s+(?:amount of\s+|sum of\s+)?$", re.IGNORECASE)
_MORE_BEHIND = re.compile(r"^\W*(?:[\w-]+ )?(?:more|extra|on top|in addition)\b", re.IGNORECASE)
_SET_APART = re.compile(
    r"[;!?]|\b(?:but|only|just|however|though|although|while|whereas|instead|except|unless|no longer|of which|of it|"
    r"of this|of that)\b",
    re.IGNORECASE,
)
"""Words by which a group is an exception: it may well be allowed less."""
_SUPPOSED = re.compile(r"\b(?:if|would|could|might|planned|proposed|suppose)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """What all may have, and what a group that holds the claim's may have on top of it."""

    base: Claim
    addition: Claim


def limit_below(scope: Scope, claim: Claim) -> Limit | None:
    """The limits that the claim's group enjoys anyway; None where the words set no such limits.

    The five figures follow one another in a paragraph, each group before its limit or each behind it.
    """
    if not _is_limit(scope, claim):
        return None
    members = [o for o in scope.article(claim) if o.sentence.block.span == claim.sentence.block.span]
    at = members.index(claim)
    for first, names_first in ((at - 4, True), (at - 3, False)):
        five = members[first : first + 5] if first >= 0 else []
        if len(five) == 5 and (found := _read(scope, five, claim, names_first=names_first)):
            return found
    return None


def _read(scope: Scope, five: list[Claim], claim: Claim, *, names_first: bool) -> Limit | None:
    base, *rest = five
    wide, addition, narrow, last = rest if names_first else (rest[1], rest[0], rest[3], rest[2])
    units_said = {each.unit.partition("/")[0] for each in (base, addition, claim)}
    one_kind = len(units_said) == 1 and same_unit(wide.unit)(narrow.unit)
    if last != claim or not one_kind or wide.unit == claim.unit or units.is_ratio(claim.unit):
        return None
    if not (_is_limit(scope, base) and _is_more(scope, addition) and _lies_in(narrow, wide)):
        return None
    apart = _SET_APART.search(scope.between(rest[1], rest[2])) or _SET_APART.search(scope.between(rest[2], rest[3]))
    together = all(one.sentence.span == other.sentence.span for one, other in ((wide, addition), (narrow, claim)))
    return Limit(base, addition) if together and not apart else None


def _is_limit(scope: Scope, claim: Claim) -> bool:
    """ "Up to 20 kg", "a maximum of 20 kg"; not "up to 8 kg more"."""
    hedge, stance = claim.mention.hedging, claim.stance
    stated = not (stance.denied or stance.example or stance.questioned or _SUPPOSED.search(scope.said_before(claim)))
    return stated and hedge is not None and hedge.kind is HedgeKind.UP_TO and not _is_more(scope, claim)


def _is_more(scope: Scope, claim: Claim) -> bool:
    return bool(_MORE.search(scope.said_before(claim)) or _MORE_BEHIND.match(scope.said_behind(claim)))


def _lies_in(narrow: Claim, wide: Claim) -> bool:
    """Whether a span of numbers lies above the lower end of an open one: 60 to 63 of "50 and above"."""
    hedge = wide.mention.hedging
    open_ = hedge is not None and hedge.kind in {HedgeKind.OVER, HedgeKind.AT_LEAST} and not wide.mention.is_range
    lows = wide.mention.low, narrow.mention.low
    return open_ and narrow.mention.is_range and lows[0] is not None and lows[1] is not None and lows[0] <= lows[1]
