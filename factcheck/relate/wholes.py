"""Which whole the words tie a part to: "of which", "of these", "2,180 of them", "480 of the 1,200", "from 149, 11"."""

from __future__ import annotations

import re

from factcheck import units
from factcheck.model import Claim, Support
from factcheck.nlp import tokens
from factcheck.phrases import is_content, neutral_stems
from factcheck.relate.scope import Candidate, Scope, comparable, same_unit
from factcheck.units import NUMBER

_WHICH = re.compile(r"\bof (?:which|whom)\b|^\W*(?:[\w'’-]+\W+){0,6}including\W*$", re.IGNORECASE)
_THESE = re.compile(r"(?<!one )(?<!each )(?<=[\w,;:] )of (?:these|those|them|this|that)\b(?! to\b)", re.IGNORECASE)
_OPENS = re.compile(
    r"\W*(?:of|among|from|out of) (?P<it>these|them|those|this|that)\b(?P<noun>(?: [a-z][\w’'-]*){0,3}?)"
    r"(?P<more>\W+[^.;:]{0,60})?$",
    re.IGNORECASE,
)
"""It takes from what was said: "Of these, 40 …", "Of those break-ins, 40 …", "Of this supply they use 40"."""
_BEHIND = re.compile(r"\s+(?:of|among) (?:these|them|those|it|which)\b(?!\s+(?:an?|per|each|every)\b)", re.IGNORECASE)
_HEDGED = re.compile(r"\W*(?:(?:only|just|but|and|some|about|around|nearly|almost|over|more than|at least)\W*)*", re.I)
_OUT_OF = re.compile(
    r"^\W*(?:of|from|out of|among)\s+(?:(?:the|its|their|our|his|her|all|these|those|a total of|some)\s+)*"
    r"(?:(?:[a-z-]+\s+){1,3}of\s+)?$",
    re.I,
)
_LEAVES = re.compile(r"[:;]\s|\bto\s+(?:(?:about|around|some|nearly|almost|over|just|more than)\s+)*$")
"""What is no part any more: "from 60,000 litres to 150,000"."""
_SECTION = re.compile(r"\d{1,2}\.\d{1,2}")
"""The number of a paragraph may be taken for a figure where another figure follows it: "1.2 1,912 patients"."""
_OUT_OF_THE = re.compile(r"(?:\bthat|,)\s+(?:of|out of|among)\s+(?:the|its|their|our|all|these|those)\s+$", re.I)
""" "It was found that of the 600 tonnes thrown away, 70 were food"."""
_OF_THE = re.compile(
    r"\s+(?:of|out of)\s+(?:(?:the|its|their|our|his|her|all|these|those|a total of|some|about)\s+){0,2}$",
    re.IGNORECASE,
)


def whole_of(scope: Scope, part: Claim) -> Candidate | None:
    """The figure that the words say the part is taken from, and how clearly; None where they say none."""
    text, fits = scope.document(part).text, comparable(part.unit)
    before = [o for o in scope.beside(part) if o.span.end <= part.span.start and fits(o.unit)]
    behind = [o for o in scope.beside(part) if o.span.start >= part.span.end and fits(o.unit)]
    if before:
        between = scope.between(before[-1], part)
        if _WHICH.search(between) or _THESE.search(between):
            return _tied(scope, part, before[-1])
        opening = next((whole for whole in before if _opens_with_whole(scope, whole)), None)
        if opening is not None and not _LEAVES.search(scope.between(opening, part)):
            return _tied(scope, part, opening)
    if behind and (tied := _OF_THE.fullmatch(text[part.span.end : behind[0].span.start])):
        bare = tied.group().strip() == "of"  # "3.6 million packets of 20" hold so many each
        return None if bare and part.figure.value > behind[0].figure.value else _tied(scope, part, behind[0])
    opened = _OPENS.fullmatch(scope.said_before(part)) if not before else None
    if opened is not None and (opened["noun"] or (opened["more"] or "").strip()):  # "Of those 96, …" are the whole
        adjacent = re.search(r"\w", opened["more"] or "") is None
        return _said_last(scope, part, opened["noun"].strip(), adjacent=adjacent)
    opens = _HEDGED.fullmatch(scope.said_before(part))  # "fewer than a fifth (96 of them)" are of its own sentence
    if not before and opens and _BEHIND.match(text[part.span.end : part.span.end + 30]):
        return _said_last(scope, part, "", adjacent=True)
    return None


def _tied(scope: Scope, part: Claim, whole: Claim) -> Candidate:
    """A bare number before its verb counts what the whole does: "of the 62 graves 31 held weapons"."""
    same = same_unit(part.unit)(whole.unit) or _counts_them(scope, part, whole)
    return Candidate(whole, Support.CLEAR if same else Support.LIKELY, f"“{whole.mention.text}”")


def _counts_them(scope: Scope, part: Claim, whole: Claim) -> bool:
    return part.unit == NUMBER and units.is_count(whole.unit) and scope.context(part).verb_behind


def _opens_with_whole(scope: Scope, whole: Claim) -> bool:
    """ "From 149 million litres taken from the river, …", "…: of the 3,770 in special schools, …"."""
    words = re.split(r"[:;]\s", scope.said_before(whole))[-1]
    return _OUT_OF.match(words) is not None or _OUT_OF_THE.search(words) is not None


def _said_last(scope: Scope, part: Claim, noun: str, *, adjacent: bool) -> Candidate | None:
    """What the nearest sentence (or the item before) that counts such things speaks of: its first figure of them.

    It is clear where that sentence has no other that "these" could be.
    """
    fits = comparable(part.unit)
    earlier = [o for o in scope.earlier(part) if fits(o.unit) and not o.mention.direction and not units.is_time(o.unit)]
    earlier = [o for o in earlier if not _SECTION.fullmatch(o.mention.text)]
    if not earlier or not _is_near(scope, part, earlier[0]):
        return None
    said = [o for o in earlier if o.sentence.span == earlier[0].sentence.span]
    named = [o for o in said if noun and _counts(o, noun)]
    whole = (named or said)[-1]
    if part.figure.value > 2 * whole.figure.value and whole.unit != part.unit:
        return None  # "them" are others
    sure = len(named) == 1 or (len(said) == 1 and adjacent and not noun)
    sure = sure or (len({o.figure.value for o in said}) == 1 and whole.unit == part.unit != NUMBER)
    clear = sure and (same_unit(part.unit)(whole.unit) or _counts_them(scope, part, whole))
    return Candidate(whole, Support.CLEAR if clear else Support.LIKELY, f"“{whole.mention.text}”")


def _counts(claim: Claim, noun: str) -> bool:
    """Whether a figure counts the noun that "those break-ins" goes back to."""
    stems = {token.stem for token in tokens(noun) if is_content(token)} - neutral_stems()
    return bool(stems & {token.stem for token in tokens(claim.mention.text)}) or bool(stems & claim.topic)


def _is_near(scope: Scope, part: Claim, other: Claim) -> bool:
    """In the same paragraph, or in the block right before."""
    block = part.sentence.block
    if other.sentence.block.span == block.span:
        return True
    blocks = scope.document(part).blocks
    return blocks.index(block) - blocks.index(other.sentence.block) == 1
