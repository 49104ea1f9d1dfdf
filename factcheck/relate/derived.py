"""Figures that the words mark as worked out from what was just said: "so …", "which means …", "the 14 hours gained".

Where no finer grammar of a rule names the operands, they are the fitting figures said last, in the sentence and in
those before it. Such a reading is never more than likely; but where the mark is plain and nothing else near it fits,
it is the sole one, and a figure that it does not bear out is contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from factcheck.model import Claim, Span
from factcheck.phrases import Context
from factcheck.relate.pairs import ends, is_apart
from factcheck.relate.scope import Scope, comparable
from factcheck.units import NUMBER

Fits = Callable[[str], bool]

BACK = 3
"""So many sentences back an operand may stand …"""
SIZE = 5
"""Levels of one measure: the larger is at most so many times the smaller."""
OVER = 2
"""… and so many of the paragraph before, where the claim's sentence is among the first of its own."""

_CHANGE = (
    r"(?:gain|loss|rise|increase|decrease|fall|drop|growth|decline|change|jump|reduction|saving|surge|improvement|gap|"
    r"difference|margin|lead|surplus|deficit|shortfall|excess|overrun|mean|average|total|sum|bill|ratio|share|rate|price|"
    r"return|yield|proportion|multiple|quota|occupancy|turnout|profit|leverage)"
)
_RESULT = re.compile(
    r"\b(?:(?:which|that|this|it|these|they|we|you|one)\s+(?:(?:then|thus|therefore|alone|all|would|will|must|now)\s+)*"
    r"(?:is|was|are|were|means?|meant|makes?|made|gives?|gave|comes?|came|works?|worked|amounts?|amounted|translates?|"
    r"translated|corresponds?|corresponded|equals?|equalled|represents?|represented|leaves?|left|puts?|yields?|yielded|"
    r"implies|implied|gets?|got)"
    r"|(?:so|thus|hence|therefore|consequently|accordingly|i\.e\.|that is to say|in other words|put differently|or)"
    r"|(?:making|meaning|giving|leaving|yielding|implying|representing|equalling|equal to|equivalent to|equating to|"
    r"amounting to|corresponding to)"
    r"|(?:works?|worked|comes?|came) (?:out )?(?:at|to)|(?:makes|made) for (?:an? )?[\w-]+ of)\b",
    re.IGNORECASE,
)
"""Between what was said and what follows from it."""
_NAMED = re.compile(
    rf"\b(?:the|an?|its|their|this|that|his|her|our)\s+(?:[\w-]+\s+){{0,3}}?{_CHANGE}\s+"
    rf"(?:(?:of|is|was|to|at|comes? to|came to|works? out at|worked out at|stands? at|stood at|rate)\s+)+$",
    re.IGNORECASE,
)
"""A result by its name: "the gain of", "a margin of", "the mean of", "the price comes to"."""
_SUBJECT = re.compile(rf"\b(?:the|this|that)\s+(?:[\w-]+\s+){{0,3}}?{_CHANGE}\s+of\s+$", re.IGNORECASE)
"""A result that is spoken of further: "the gain of nine points came from higher rates"."""
_THE = re.compile(r"(?:^|\W)(?:the|those|these)\s+(?:extra\s+|other\s+|missing\s+|remaining\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"^\W{0,2}(?:gained|lost|saved|added|missing|in between|more|fewer|less|extra|left|remaining|that separate)\b",
    re.IGNORECASE,
)
""" "The 14 hours gained"."""
_MARK = re.compile(r"(?:\(|[=–—:])\s*$")
_OPENS = re.compile(
    r"^\W*(?:divide|multiply|add|take|subtract|compare|spread|set|measured|together|altogether|in all|that|this|so|"
    r"thus|hence|in other words|put differently|an? (?:rise|increase|gain|growth|fall|drop|decline|difference|gap))\b",
    re.IGNORECASE,
)
"""A sentence that works something out."""
_ELSEWHERE = re.compile(
    r"\b(?:while|whereas|although|but|compared with|compared to|against|instead of|rather than|target|goal|both|each|"
    r"respectively|aim\w*|hop(?:es?|ing)|wants?|should|seeks?|promis\w*|national|elsewhere|rival\w*|industry|"
    r"typical\w*|up to)\b"
    r"|^\W*(?:in(?! (?:other|all|short|sum|plain|total|round))|among|for|at|on|during|since|by|under|with|of)\b",
    re.IGNORECASE,
)
"""What sets the figure against the ones before it, so that it does not follow from them: "while", "In 2019 it was"."""
_OWN_BASE = re.compile(r"^\W*(?:[\w-]+ ){0,2}?(?:short of|below|above|as [\w-]+ as|what|that of)\b", re.IGNORECASE)
"""Behind it: "7% short of the record", "three times as high as the old one"."""
_THAN_IT_WAS = re.compile(
    r"^\W*(?:[\w-]+ ){0,2}?than (?:(?:it|they|he|she|we|was|were|had|been|originally) ){0,3}"
    r"(?:planned|expected|budgeted|forecast|foreseen|before|then|last year|a year (?:ago|earlier)|the year before)\b",
    re.IGNORECASE,
)
""" "Higher than planned": the base is one of those just said."""
_COMPARING = re.compile(
    r"\b(?:than|above|below|over|from|against|after|compared (?:with|to))\s+(?:(?:the|an?|about|some|its|their)\s+)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Couple:
    """Two fitting figures before the claim, in the order of the text; `sole` if nothing else could be meant."""

    first: Claim
    second: Claim
    sole: bool


def marked(scope: Scope, claim: Claim) -> bool:
    """Whether the words say that the figure follows from those before it."""
    words = scope.lead(claim)
    if claim.stance.questioned or _ELSEWHERE.search(words):
        return False
    opened = _OPENS.match(scope.sentence_text(claim.sentence)) is not None
    said = opened or _RESULT.search(words) or _NAMED.search(words) or _MARK.search(words)
    return bool(said) or is_outcome(scope, claim)


def is_base(scope: Scope, other: Claim) -> bool:
    """Whether a figure only serves to compare another with: "4% above the $588.9 million of last year"."""
    return _COMPARING.search(scope.lead(other)) is not None


def is_outcome(scope: Scope, claim: Claim) -> bool:
    """Whether it is named by what was done: "the 14 hours gained", "the 21 missing"."""
    behind = scope.said_behind(claim)
    return bool(_THE.search(scope.lead(claim)) and _DONE.match(behind))


def near(scope: Scope, claim: Claim, fits: Fits) -> list[Claim]:
    """The levels of such a unit before the claim, nearest first: of its sentence, those before, the last paragraph."""
    sentences = _sentences(scope, claim)
    return [
        other
        for other in scope.earlier(claim)
        if other.sentence.span in sentences and fits(other.unit) and is_level(scope, other, claim)
    ]


def couples(scope: Scope, claim: Claim, fits: Fits, *, alike: bool = False) -> list[Couple]:
    """The pairs of figures of one kind that the claim may follow from, the nearest first; of one size if `alike`."""
    levels = near(scope, claim, fits)
    found = [other for other in levels if other is levels[0] or _of_one_kind(levels[0], other, alike=alike)][:4]
    if len(found) < 2:
        return []
    behind = scope.said_behind(claim)
    subject = _SUBJECT.search(scope.lead(claim)) is not None
    ended = (
        is_outcome(scope, claim) or _THAN_IT_WAS.match(behind) or (ends(scope, claim) and not _OWN_BASE.match(behind))
    )
    plain = marked(scope, claim) and (subject or ended)
    nearest = Couple(found[1], found[0], plain and _alone(found, claim))
    others = [(found[2], found[0]), (found[2], found[1])] if len(found) > 2 else []
    return [nearest, *(Couple(*pair, sole=False) for pair in others)]


def _of_one_kind(a: Claim, b: Claim, *, alike: bool) -> bool:
    """Whether two figures can be set against each other; a bare number is of any kind, if it is of about the size."""
    if a.unit == b.unit == "percent" and not _same_base(a, b):
        return False
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    one_size = high <= SIZE * low
    return (comparable(a.unit)(b.unit) or (NUMBER in (a.unit, b.unit) and one_size)) and (one_size or not alike)


def _same_base(a: Claim, b: Claim) -> bool:
    """Whether two percentages are not said to be of two things: "62% full", "41% of farmers"."""
    bases = [frozenset(Context.of(o.sentence, o.span).words(Context.of(o.sentence, o.span).of_phrase)) for o in (a, b)]
    known = [{token.stem for token in o.sentence.tokens} for o in (b, a)]
    return all(base <= said for base, said in zip(bases, known, strict=True))


def _alone(found: list[Claim], claim: Claim) -> bool:
    """Whether the two nearest stand in the claim's paragraph, with no third in their own sentences."""
    here = all(other.sentence.block.span == claim.sentence.block.span for other in found[:2])
    return here and all(other.sentence.span != found[1].sentence.span for other in found[2:])


def is_level(scope: Scope, other: Claim, claim: Claim) -> bool:
    """A figure of its own: no range, not denied, supposed only as the claim is, not how far two others lie apart."""
    stance = other.stance
    supposed = stance.supposed and not claim.stance.supposed
    return not (other.mention.is_range or stance.denied or stance.example or supposed or is_apart(scope, other))


def _sentences(scope: Scope, claim: Claim) -> set[Span]:
    """Those in which operands are looked for."""
    block = claim.sentence.block.span
    said = list(dict.fromkeys(other.sentence.span for other in scope.earlier(claim)))
    own = [span for span in said if block.start <= span.start < block.end and span != claim.sentence.span]
    reached = {claim.sentence.span, *own[:BACK]}
    if len(own) < OVER:
        before = [span for span in said if span.end <= block.start]
        if before:
            last = next(o.sentence.block.span for o in scope.earlier(claim) if o.sentence.span == before[0])
            reached |= {span for span in before if last.start <= span.start < last.end and before.index(span) < OVER}
    return reached
