"""Findings in an editor's words: what is stated, what is expected, by how much they differ, and from what it follows."""

from __future__ import annotations

from factcheck.figures import like, say_apart, say_gap, say_interval
from factcheck.interval import Stated
from factcheck.model import Claim, Expected, Reading, Relation, Verdict

def message(relation: Relation, reading: Reading, expected: Expected, verdict: Verdict) -> str:
    """One sentence: the stated figure, the recomputed one and where it comes from."""
    claim = relation.claim
    figure = f"“{_hedged(claim)}{claim.mention.text}”{_by(claim)}"
    if relation.rule == "part-of-whole":
        return _ordering(figure, expected, verdict)
    recomputed = _recomputed(claim, expected.figure)
    match verdict:
        case Verdict.CONSISTENT:
            return f"{figure} agrees with {expected.working}"
        case Verdict.INCONSISTENT:
            gap = say_gap(claim.figure.value, expected.figure.value, claim.unit)
            return f"{figure}, but {recomputed} is expected: {expected.working} ({gap})"
        case _:
            return f"{figure} agrees only with {reading.why}, which the words support less than another reading"


def follows(claim: Claim, expected: Expected, culprit: str) -> str:
    """The sentence of a finding that follows from another: right by the article's own figure, which is wrong itself."""
    figure = f"“{_hedged(claim)}{claim.mention.text}”{_by(claim)}"
    recomputed = _recomputed(claim, expected.figure)
    return f"{figure} follows from “{culprit}”, which is wrong; with that corrected it is {recomputed}: {expected.working}"


def suggestion(claim: Claim, expected: Stated) -> str:
    """The expected figure as the article would print it, with "about" where the interval is wider than its digits."""
    printed = like(expected.value, claim.mention.text, claim.unit)
    exact = expected.charitable.width == 0
    return printed if exact and claim.mention.hedge is None else f"about {printed}"


def tried(reading: Reading, expected: Expected, agrees: bool) -> str:
    """Another reading in the working: what it gives, and whether it agrees."""
    return f"{reading.why}: {expected.working}, which {'agrees' if agrees else 'does not agree'}"


def _ordering(figure: str, expected: Expected, verdict: Verdict) -> str:
    if verdict is Verdict.CONSISTENT:
        return f"{figure} is no larger than its whole: {expected.working}"
    return f"{figure} is part of something smaller: {expected.working}"


def _recomputed(claim: Claim, expected: Stated) -> str:
    """The expected figure with as many digits as tell it from the stated one, and its interval where it has one."""
    shown = say_apart((expected.value, claim.figure.value), claim.unit)[0]
    if expected.charitable.width == 0:
        return shown
    return f"{shown} ({say_interval(expected.charitable, claim.unit)} with rounding)"


def _hedged(claim: Claim) -> str:
    hedge = claim.mention.hedge
    return f"{hedge.words} " if hedge is not None and hedge.span.end <= claim.span.start else ""


def _by(claim: Claim) -> str:
    if claim.stance.attributed:
        return f", attributed to {claim.stance.attributed}"
    return ", in a quotation" if claim.stance.quoted else ""
