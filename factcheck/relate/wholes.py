"""Which whole the words tie a part to: "of which", "of these", "2,180 of them", "480 of the 1,200", "from 149, 11"."""

from __future__ import annotations

import re

from factcheck.model import Claim
from factcheck.relate.scope import Scope, comparable

_BETWEEN = re.compile(
    r"(?<!one )(?<!each )\bof (?:which|whom|these|those|them|this|that)\b|^\W*(?:[\w'’-]+\W+){0,6}including\W*$",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:of|among|from) (?:these|them|those|this|that)(?: [a-z][\w’'-]*){0,2}\b\W*"
    r"(?:(?:only|just|some|about|nearly)\W*)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+(?:of|among) (?:these|them|those|it|which)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"^\W*(?:of|from|out of|among)\s+(?:the|its|their|all|these|a total of|some)?\W*$", re.IGNORECASE)
_OF_THE = re.compile(
    r"\s+(?:of|out of)\s+(?:(?:the|its|their|all|these|a total of|some|about)\s+){0,2}$", re.IGNORECASE
)


def whole_of(scope: Scope, part: Claim) -> Claim | None:
    """The figure that the words say the part is taken from; None where they say none."""
    text, fits = scope.document(part).text, comparable(part.unit)
    before = [o for o in scope.beside(part) if o.span.end <= part.span.start and fits(o.unit)]
    behind = [o for o in scope.beside(part) if o.span.start >= part.span.end and fits(o.unit)]
    if before and (_BETWEEN.search(scope.between(before[-1], part)) or _opens_with_whole(scope, before[0])):
        return before[-1] if _BETWEEN.search(scope.between(before[-1], part)) else before[0]
    if behind and _OF_THE.fullmatch(text[part.span.end : behind[0].span.start]):
        return behind[0]
    said_before = _OPENS.fullmatch(text[part.sentence.span.start : part.span.start])
    if said_before or (not before and _BEHIND.match(text[part.span.end : part.span.end + 20])):
        return _last(scope, part)
    return None


def _opens_with_whole(scope: Scope, whole: Claim) -> bool:
    """ "From 149 million litres taken from the river, …", "Of the 3,770 in special schools, …"."""
    text = scope.document(whole).text
    return _OUT_OF.match(text[whole.sentence.span.start : whole.span.start]) is not None


def _last(scope: Scope, part: Claim) -> Claim | None:
    """What the nearest sentence of the paragraph that counts such things speaks of: its first figure of them."""
    fits = comparable(part.unit)
    found: Claim | None = None
    for other in scope.earlier(part):
        gone_by = found is not None and other.sentence.span != found.sentence.span
        if other.sentence.block.span != part.sentence.block.span or gone_by:
            break
        if other.sentence.span != part.sentence.span and fits(other.unit) and not other.mention.direction:
            found = other
    return found
