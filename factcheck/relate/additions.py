"""A sum of what was said before and of another that is added to it: "620 pupils. Another 85 come in the evening: 705 in
all"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from factcheck.model import Claim, Support
from factcheck.relate.cues import following, sentence_before
from factcheck.relate.scope import Scope

_ANOTHER = re.compile(
    r"\b(?:another|a further|an additional|an extra|plus|added to)\s+(?:(?:about|some|nearly|almost|around)\s+)?$",
    re.IGNORECASE,
)
"""Right before a figure that is added to one said before it."""
_IN_ALL = re.compile(r"^\s+(?:(?!of\b)[\w’'-]+\s+){0,2}?(?:in all|in total|altogether|all told)\b", re.IGNORECASE)
"""Right behind their sum."""
_SO = re.compile(r"(?:\bso|\bmak(?:es|ing)|:)\s+(?:(?:that|a total of|altogether|about|some)\s+)*$", re.IGNORECASE)
"""Right before it."""
LARGER = 2
"""What is so many times their sum is hardly meant to be it."""


def additions(scope: Scope, claim: Claim, fits: Callable[[Claim], bool]) -> Iterator[tuple[list[Claim], Support]]:
    """The two figures that a claim may be the sum of; clearly so where the paragraph has no others it could be."""
    in_all = _IN_ALL.match(following(scope, claim)) is not None
    if not in_all and not _SO.search(scope.said_before(claim)):
        return
    paragraph = claim.sentence.block.span
    earlier = [
        o for o in scope.earlier(claim) if o.sentence.block.span == paragraph and fits(o) and not o.stance.denied
    ]
    if len(earlier) < 2 or not _ANOTHER.search(scope.said_before(earlier[0])):
        return
    added, bases = earlier[0], earlier[1:]
    if added.sentence.span != claim.sentence.span and added not in sentence_before(scope, claim):
        return
    for base in bases:
        near = base.figure.value + added.figure.value >= claim.figure.value / LARGER
        only = in_all and len(bases) == 1 and claim.figure.value > base.figure.value and near
        yield [base, added], Support.CLEAR if only else Support.LIKELY
