"""Small words by which one figure comments on others: "(16 km)", ", or $30,000 each", "a total of 84", "750 in all"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from factcheck.interval import Stated, Undefined
from factcheck.model import Claim, Expected, Reading, Relation, Support
from factcheck.relate.scope import Scope

PRECISE = 15
"""So many times its rounding is a figure that others near it hardly come to by chance."""
Expect = Callable[[Relation, Reading, Mapping[str, Stated]], Expected]

COMMENT = re.compile(
    r"(?:\(|\[|[–—=]|\s-|\bor|\bi\.e\.?|\b(?:that|this|which) (?:is|was|means|makes|gives|yields|raises|puts)|"
    r"\bbrings(?: in)?|"
    r"\b(?:equivalent|equal|equating|amounting|works? out|worked out|working out|comes?|coming|came) (?:to|at)|"
    r"\bthe equivalent of|\bequals|\bmaking|\bgiving|\bmeaning|\bthus|\bhence|\bso)"
    r"(?:\s+(?:about|around|some|roughly|nearly|almost|just|only|an?|it|is|was|that is|for|to|the equivalent of))*\s*$"
)
"""What stands right before a figure that says the same as the ones before it: "… on 400 pupils, OR $30,000 each"."""

_TOTAL_BEFORE = re.compile(
    r"(?:\b(?:together|altogether|in all|in total|all told|combined|jointly|between them)\b(?! with)[^.;:,]{0,40}|"
    r"\b(?:add(?:s|ed|ing)? up to|sum(?:s|med|ming)? (?:up )?to|totall?(?:s|ed|ing)|total)|"
    r"\b(?:a|the|combined|grand|overall)\s+(?:[\w-]+\s+)?(?:total|sum)(?:\s+[\w-]+){0,2}\s+(?:of|to|at|is|was)|"
    r"\bbring(?:s|ing)? (?:the|its|their) (?:total |full |whole |combined |final )?(?:bill|cost|price)[\w ]{0,12} to)"
    r"\W*(?:\bto\b)?\W*$"
)
_TOTAL_BEHIND = re.compile(
    r"^\W{0,2}(?:[\w-]+ ){0,2}(?:in all|in total|altogether|all told|combined|together|overall|between them)\b(?! with)"
)
TOTAL_OPENS = re.compile(
    r"^\W*(?:(?:(?:all )?together|combined)(?! with)|altogether|in all|in total|all told|taken together|between them|"
    r"(?:that|this|which|it) (?:all )?(?:is|was|makes|made|adds? up to|added up to|comes to|came to|gives|totals|means|"
    r"amounts to|amounted to|works out at|equals|yields)|"
    r"the (?:total|sum)|(?:the|all) (?:two|three|four|five) (?:together|combined))\b",
    re.IGNORECASE,
)
"""A sentence that adds up what was said before it: "Altogether 3,450 people …"."""


_BACK = re.compile(
    r"^\W*(?:divided|spread|shared|added up|summed|measured|multiplied)\b[^.;]*\b(?:by|among|over|between|across|up)\b",
    re.IGNORECASE,
)
"""An item of a list that reckons with the item before: "Divided among the five, it was"."""


def linking(scope: Scope, first: Claim, second: Claim) -> str:
    """The words between two figures of one document, without the later one's hedge: ", or" of ", or about $30,000"."""
    words, hedge = scope.between(first, second).rstrip(), second.mention.hedge
    return words.removesuffix(hedge.casefold()).rstrip() if hedge else words


def following(scope: Scope, claim: Claim, reach: int = 60) -> str:
    """The words of the sentence behind the figure, lower case."""
    stop = min(claim.sentence.span.end, claim.span.end + reach)
    return scope.document(claim).text[claim.span.end : stop].casefold()


def is_total(scope: Scope, claim: Claim, words: str) -> bool:
    """Whether the figure, with these words before it, is called the sum of what was said: "a total of", "in all"."""
    return bool(_TOTAL_BEFORE.search(words) or _TOTAL_BEHIND.match(following(scope, claim)))


def telling(relation: Relation, expect: Expect) -> Relation | None:
    """The relation with the readings that tell something; None where none does.

    Beside a clear reading all others are kept, as charity. By themselves, readings that are only likely count where
    they come out to the digit: many a pair of figures agrees once all are rounded.
    """
    if any(reading.support is Support.CLEAR for reading in relation.readings):
        kept = relation.readings
    else:
        kept = tuple(reading for reading in relation.readings if meets(relation, reading, expect, to_the_digit=True))
        best = relation.readings[:1]
        kept = kept or tuple(reading for reading in best if not meets(relation, reading, expect, to_the_digit=False))
    return replace(relation, readings=tuple(sorted(kept, key=lambda reading: -reading.support))) if kept else None


def exact(code: str, claim: Claim, readings: Iterable[Reading], expect: Expect) -> Iterator[Reading]:
    """Of readings that only nearness speaks for, the sole ones and those that come out to the digit of a precise claim.

    A percentage is precise whose rounding is no more than such a part of it: 15%, 8.2%; not "a third".
    """
    precise = claim.figure.strict.width * PRECISE <= claim.figure.value
    for reading in readings:
        relation = Relation(code, claim, (reading,), claim.span)
        if reading.sole or (precise and meets(relation, reading, expect, to_the_digit=True)):
            yield reading


def agrees(code: str, claim: Claim, reading: Reading, expect: Expect, *, to_the_digit: bool) -> bool:
    """Whether a reading bears the claim out, as printed or once all is rounded."""
    return meets(Relation(code, claim, (reading,), claim.span), reading, expect, to_the_digit=to_the_digit)


def meets(relation: Relation, reading: Reading, expect: Expect, *, to_the_digit: bool) -> bool:
    """Whether a reading comes out, as printed or once all is rounded; what cannot be computed comes out, but not so."""
    try:
        expected = expect(relation, reading, {}).figure
    except Undefined:
        return not to_the_digit
    stated = relation.claim.figure
    return expected.strict.meets(stated.strict) if to_the_digit else expected.charitable.meets(stated.charitable)


def said_earlier(scope: Scope, claim: Claim) -> list[Claim]:
    """The figures of the sentence before the claim, in order."""
    return [other for other in scope.beside(claim) if other.span.end <= claim.span.start]


def said_later(scope: Scope, claim: Claim) -> list[Claim]:
    """The figures of the sentence behind the claim, in order."""
    return [other for other in scope.beside(claim) if other.span.start >= claim.span.end]


def sentence_before(scope: Scope, claim: Claim) -> list[Claim]:
    """The figures of the nearest earlier sentence of the paragraph that has any, in order.

    A paragraph that opens with "That makes" goes back to the one before it.
    """
    earlier = [o for o in scope.earlier(claim) if o.sentence.span != claim.sentence.span]
    block = claim.sentence.block.span
    text = scope.sentence_text(claim.sentence)
    opens = TOTAL_OPENS.match(text) or _BACK.match(text)
    if claim.sentence.span.start == block.start and earlier and opens:
        block = earlier[0].sentence.block.span
    near = [o for o in earlier if o.sentence.block.span == block]
    return [o for o in reversed(near) if o.sentence.span == near[0].sentence.span]


def sentence_after(scope: Scope, claim: Claim) -> list[Claim]:
    """The figures of the next sentence that has any, in order."""
    members = scope.in_mind(claim)
    later = [o for o in members if o.span.start >= claim.sentence.span.end]
    return [o for o in later if o.sentence.span == later[0].sentence.span]
