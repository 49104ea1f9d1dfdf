"""Slips in an editor's words, and sentences as they would read without them."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.check.slips import Kind
from factcheck.check.trial import corrected
from factcheck.check.wording import printed, suggested
from factcheck.figures import say, say_apart
from factcheck.interval import HedgeKind
from factcheck.model import Assumption, Claim, Finding, Slip

_SCALE = re.compile(r"(?<![a-z])(?:(thousand|k)|(million|mn|m)|(billion|bn|b)|(trillion|tn|t))\b", re.IGNORECASE)
_SCALES = ("thousand", "million", "billion", "trillion")
_CHINESE = {
    (10, "billion"): ", as when 亿 (a hundred million) is taken for a billion",
    (100, "million"): ", as when 万 (ten thousand) is taken for a million",
}
_DIGITS = {
    Kind.SWAPPED: "two digits have changed places",
    Kind.DROPPED: "a digit was dropped",
    Kind.ADDED: "a digit too many",
}


def misprint(claim: Claim, kind: Kind, value: Fraction) -> Slip:
    """A figure that was to be another: "$12.3 billion for $123 billion: a factor of 10"."""
    instead = _on_one_line(printed(claim, value, exact=True))
    how = _factor(claim, value, instead) if kind is Kind.POWER else _DIGITS[kind]
    words = f"{_on_one_line(claim.mention.text)} for {instead}: {how}"
    return Slip(kind, claim.id, words, instead, rewritten(claim, value, exact=True))


def miscomputed(kind: Kind, finding: Finding) -> Slip:
    """A figure that is right for something else that can be computed from the same figures."""
    stated = finding.claim.mention.text
    if kind is Kind.POINTS:
        return _points_for_percent(finding)
    how = {
        Kind.RATIO: _ratio_for_growth(finding),
        Kind.BASE: f"{stated} is the change as a share of the other figure: the base is the earlier one",
        Kind.INVERSE: f"{stated} is the ratio turned over: the two figures have changed places",
    }[kind]
    return _reckoned(finding, kind, how)


def _ratio_for_growth(finding: Finding) -> str:
    stated = finding.claim.mention.text
    if finding.relation.rule == "percent-change":
        return f"{stated} is what the later figure is of the earlier one, and the growth is the whole less than that"
    return f"{stated} differs from the ratio by one whole: growth and ratio were taken for one another"


def of_another_date(finding: Finding, row: Assumption) -> Slip:
    """A figure that the table has for another date."""
    claim = finding.claim
    return _reckoned(finding, Kind.DATE, f"{claim.mention.text} is the figure of another date: {row.name}")


def computed_from_another_date(
    finding: Finding, by: Claim | Assumption, row: Assumption, value: Fraction, mended: int
) -> Slip:
    """A figure computed from what the table has for another date; `mended` more that fail are right with it, too."""
    shown, other = say_apart((by.figure.value, value), by.unit)
    more = "" if not mended else ", and so is one more" if mended == 1 else f", and so are {mended} more"
    words = (
        f"it was computed from the figure of another date: with {other} ({row.name}) in place of {shown}, "
        f"{finding.claim.mention.text} is right{more}"
    )
    return _reckoned(finding, Kind.DATE, words)


def only_near(words: str) -> str:
    """What is said of a slip that does not explain everything."""
    return f"{words}, though that only comes near"


def has_digits(claim: Claim) -> bool:
    """Whether a figure is printed in digits: "1,480", not "two-thirds"."""
    return any(sign.isdigit() for sign in claim.mention.text)


def is_telling(claim: Claim, count: int) -> bool:
    """Whether a figure has so many digits, zeros at its ends not counted."""
    return len("".join(sign for sign in claim.mention.text if sign.isdigit()).strip("0")) >= count


def rewritten(claim: Claim, value: Fraction, *, exact: bool = False) -> str | None:
    """The claim's sentence with another figure in its place, as exact and as hedged as the article's own.

    None for what others have said, which is not ours to correct, and for a range.
    """
    if claim.stance.quoted or claim.stance.attributed is not None or claim.mention.is_range:
        return None
    hedge, start = claim.mention.hedging, claim.span.start
    instead = printed(claim, value, exact=exact)
    if hedge is not None and hedge.span.end <= start:
        start = hedge.span.start
        instead = f"{hedge.words if hedge.kind in (HedgeKind.ABOUT, HedgeKind.EXACTLY) else 'about'} {instead}"
    return _spliced(claim, start, instead)


def _reckoned(finding: Finding, kind: Kind, words: str) -> Slip:
    """A slip that leads to the suggested figure."""
    claim = finding.claim
    sentence = rewritten(claim, finding.expected.value)
    return Slip(kind, claim.id, words, suggested(claim, corrected(finding)), sentence)


def _points_for_percent(finding: Finding) -> Slip:
    """ "rose 2%" from 4% to 6%: percentage points; the other way round the figure has the wrong name, too."""
    claim = finding.claim
    unit = "percentage_point" if claim.unit == "percent" else "percent"
    instead = say(claim.figure.value, unit)
    words = f"{claim.mention.text} is {instead}: percent and percentage points taken for one another"
    own = claim.stance.attributed is None and not claim.stance.quoted
    return Slip(Kind.POINTS, claim.id, words, instead, _spliced(claim, claim.span.start, instead) if own else None)


def _factor(claim: Claim, value: Fraction, instead: str) -> str:
    """ "a factor of 10", and how that comes about where scale words show it."""
    factor = int(max(value / claim.figure.value, claim.figure.value / value))
    here, there = _scale(claim.mention.text), _scale(instead)
    if here and there and here != there and factor % 1000 == 0:
        return f"a factor of {factor:,}, {here} for {there}"
    known = next(
        (words for (times, scale), words in _CHINESE.items() if times == factor and scale in (here, there)), ""
    )
    return f"a factor of {factor:,}{known}"


def _scale(text: str) -> str | None:
    found = _SCALE.search(text)
    return next((name for name, part in zip(_SCALES, found.groups(), strict=True) if part), None) if found else None


def _spliced(claim: Claim, start: int, instead: str) -> str:
    """The sentence with other words from `start` to the claim's end; white space is one blank."""
    stop = claim.span.end
    parts = [(token.start, token.end, token.text) for token in claim.sentence.tokens if token.start < start]
    parts.append((start, stop, instead))
    for token in claim.sentence.tokens:
        if token.end > stop:  # "36.7%-strong" may be one token
            parts.append((max(token.start, stop), token.end, token.text[max(0, stop - token.start) :]))
    text, end = "", parts[0][0]
    for first, last, words in parts:
        text += (" " if first > end else "") + words
        end = last
    return _on_one_line(text)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
