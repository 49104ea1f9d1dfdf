"""Findings in an editor's words: what is stated, what is expected, by how much they differ, and why."""

from __future__ import annotations

from fractions import Fraction

from factcheck.figures import like, say, say_apart, say_gap, say_interval
from factcheck.interval import Stated
from factcheck.model import Claim, Expected, Relation, Support, Verdict


def message(relation: Relation, expected: Expected, verdict: Verdict, witness: str | None = None) -> str:
    """One sentence: the stated figure, by how much it is off, the recomputed one, and where that comes from."""
    claim = relation.claim
    working = _with_rounding(claim, expected)
    if relation.rule == "part-of-whole":
        return _ordering(claim, expected, verdict)
    if relation.rule == "hedge-direction":
        return f"{_figure(claim)} is on the wrong side: {working}"
    match verdict:
        case Verdict.CONSISTENT:
            return f"{_figure(claim)} agrees with {working}"
        case Verdict.INCONSISTENT:
            gap = say_gap(claim.figure.value, expected.figure.value, claim.mention.unit)
            return f"{_figure(claim)} is {gap}: {working}{f'; {witness}' if witness else ''}"
        case _:
            better = next((reading.why for reading in relation.readings if reading.support is Support.CLEAR), "another")
            return f"{_figure(claim)} agrees only with {working}; what the words call for is {better}"


def follows(claim: Claim, expected: Expected, culprit: str) -> str:
    """The sentence of a finding that follows from another: right by the article's own figure, which is wrong itself."""
    return f"{_figure(claim)} follows from “{culprit}”, which is wrong: {_with_rounding(claim, expected)}"


def borne_out(claim: Claim, witness: Claim) -> str:
    """Where else the right figure stands: "the article itself gives “1,180 beds” further down"."""
    if witness.span.document != claim.span.document:
        return f"{witness.span.document} gives “{witness.mention.text}”"
    where = "further down" if witness.span.start > claim.span.start else "before"
    return f"the article itself gives “{witness.mention.text}” {where}"


def excuse(claim: Claim, culprit: str) -> str:
    """The sentence of a finding that fails only because another figure is wrong."""
    return f"{_figure(claim)} agrees with what “{culprit}” should be"


def one_change(claim: Claim, value: Fraction, count: int) -> str:
    """What a note says of a figure that several findings are computed with, and whose change would mend them all."""
    instead = printed(claim, value)
    return f"“{claim.mention.text}” as {instead} would mend this and {count - 1} more"


def equation(claim: Claim, expected: Expected) -> str:
    """The working with its result, in as many digits as tell it from the stated figure."""
    value, unit = expected.figure.value, claim.mention.unit
    results = (say_apart((value, claim.figure.value), unit)[0], say(value, unit, significant=6))
    said = any(result in expected.working for result in results)
    return expected.working if said else f"{expected.working} = {results[0]}"


def suggestion(claim: Claim, expected: Expected) -> str:
    """The expected figure as the article would print it, or the rule's advice."""
    return suggested(claim, expected.figure) if expected.advice is None else expected.advice


def suggested(claim: Claim, figure: Stated) -> str:
    """A figure as the article would print it, with "about" where it is not exact."""
    if claim.mention.kind == "share" and claim.mention.unit == "":
        return f"about {say(figure.value * 100, 'percent', significant=2)}"
    exact = figure.charitable.width == 0
    instead = printed(claim, figure.value)
    return instead if exact and claim.mention.hedging is None else f"about {instead}"


def printed(claim: Claim, value: Fraction, *, exact: bool = False) -> str:
    """Another value as the article would print it in the claim's place; every digit of it where it is `exact`."""
    scale = claim.mention.scale
    return like(value / scale, claim.mention.text, claim.mention.unit if scale == 1 else "", exact=exact)


def other_hedge(claim: Claim, expected: Expected) -> str:
    """The figure with the hedge that fits, and the expected one: "nearly 60%, or about 59%"."""
    hedge = "nearly" if expected.figure.value < claim.figure.value else "more than"
    return f"{hedge} {claim.mention.text}, or {suggestion(claim, expected)}"


def tried(claim: Claim, expected: Expected, agrees: bool) -> str:
    """Another reading in the working: what it gives, and whether it agrees."""
    return f"{equation(claim, expected)}: {'agrees' if agrees else 'does not agree'}"


def _ordering(claim: Claim, expected: Expected, verdict: Verdict) -> str:
    if expected.least:
        less = "no less" if verdict is Verdict.CONSISTENT else "less"
        return f"{_figure(claim)} is {less} than what those it is for may have anyway: {equation(claim, expected)}"
    if verdict is Verdict.CONSISTENT:
        return f"{_figure(claim)} is no larger than its whole: {expected.working}"
    return f"{_figure(claim)} is part of something smaller: {expected.working}"


def _with_rounding(claim: Claim, expected: Expected) -> str:
    """The equation, and the interval of its result where it has one."""
    if expected.figure.charitable.width == 0:
        return equation(claim, expected)
    return f"{equation(claim, expected)} ({say_interval(expected.figure.charitable, claim.mention.unit)} with rounding)"


def _figure(claim: Claim) -> str:
    hedge = claim.mention.hedging
    hedged = f"{hedge.words} " if hedge is not None and hedge.span.end <= claim.span.start else ""
    return f"“{hedged}{claim.mention.text}”{_by(claim)}"


def _by(claim: Claim) -> str:
    if claim.stance.attributed:
        return f", attributed to {claim.stance.attributed},"
    return ", in a quotation," if claim.stance.quoted else ""
