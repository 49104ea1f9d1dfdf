"""The two levels that a comparison lies between, beside it or said before: "12 in May. It had been 9. A rise of 3".

What is compared is named by the words right before the comparison ("that is", "a rise of", "so … by") or by its place
behind the second of two figures. The two are of one measure where the later one brings in no noun of its own; the base
is the one that the text puts at an earlier time, or behind "after", "against", "than".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from factcheck import units
from factcheck.model import Claim, Support
from factcheck.nlp import tokens
from factcheck.phrases import content, is_a, is_verb, time_stems
from factcheck.relate.changes import ASIDE, EITHER, OTHER_MEASURE, Change, same_kind
from factcheck.relate.scope import Scope

Fits = Callable[[str], bool]

BACK = 2
"""A comparison looks back over so many ends of sentences."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two levels, in the order of time where it is known; `why_ordered` False where the words leave it open."""

    before: Claim
    after: Claim
    support: Support
    ordered: bool = True


_UNIT_OF_TIME = r"(?:years?|months?|weeks?|days?|quarters?|seasons?|decades?|summers?|winters?|autumns?|springs?)"
_ONE_TIME = (
    r"(?:year|month|week|day|quarter|season|decade|summer|winter|autumn|spring|time|poll|election|survey|census|report|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|one)"
)
_AMOUNT = r"(?:the|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|some|\d+)"
PAST = re.compile(
    rf"\b(?:{_AMOUNT}\s+{_UNIT_OF_TIME}\s+(?:before|earlier|ago|previously)|last[’']?s?\s+{_ONE_TIME}|"
    rf"(?:previous|prior|preceding)\s+{_ONE_TIME}|the\s+{_ONE_TIME}\s+before|year-(?:earlier|ago)|previously|formerly|"
    r"originally|initially|hitherto|before\s+the|(?:start|beginning|turn)\s+of|previous|earlier|last$)",
    re.IGNORECASE,
)
"""Times that put a figure before another."""
_TENSE = re.compile(r"\b(?:used\s+to|had\s+(?:(?:still|only|even)\s+)?\w+|having\s+been|then)\b", re.IGNORECASE)
"""Tenses that do the same."""
_WAS = re.compile(r"\b(?:was|were|stood|cost|had)\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|are|has|have|stands?|costs|takes?|amounts?)\b", re.IGNORECASE)
"""Of two tenses in one breath, the one that was is the base."""
NOW = re.compile(
    r"\b(?:now|today|currently|nowadays|meanwhile|at\s+present|by\s+now|since\s+(?:then|the)|"
    r"this\s+(?:year|month|week|quarter|season|summer|winter|autumn|spring|time))\b",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?P<cue>after|against|versus|vs|than|from|compare[sd]?\s+(?:with|to)|instead\s+of|rather\s+than|having\s+been)\.?"
    r"(?P<rest>(?:\s+[\w’'-]+){0,5})\s*\(?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^\W*(?:[\w-]+\s+){0,5}?(?:than|above|below|over|from|on|under|as)\b(?P<rest>[^.;:,]{0,60}?)(?:\bat|\()?\s*$",
    re.IGNORECASE,
)
"""Between a comparison and the base behind it: "more than the", "above the", "up from the present"."""
_CONTRAST = re.compile(
    r";|\b(?:whereas|while|second|latter|other|another|rival\w*|new|old|runner-up|respectively|opponent\w*)\b",
    re.IGNORECASE,
)
_GOES_BACK = re.compile(r"\b(?:it|they|them|that|those|there|one|figure|number|total|estimate)\b", re.IGNORECASE)
_OUT = re.compile(r"\b(?:closed|left|died|lost|resigned|deaths|departed|ceased|quit|sank)\b", re.IGNORECASE)
"""What is taken away from what came: "twenty-six opened and eleven closed"."""
_SO = re.compile(
    r"\b(?:so|thus|therefore|hence|consequently|accordingly|thereby|do\s+the\s+(?:sums?|maths?))\b|\bwhich\s+(?:means|meant|supposes|implies)\b",
    re.IGNORECASE,
)
"""What follows is said of the two figures before it, whatever it speaks of."""
_CHANGE = (
    r"(?:increase|rise|decrease|fall|drop|gain|loss|growth|decline|change|jump|reduction|plus|minus|step|markup|mark-up|"
    r"saving|surge|hike|improvement|advance|gap|difference|lead|margin|spread|advantage|swing|move|cut|excess|shortfall|"
    r"slump|surplus|deficit|majority)"
)
CHANGE_OF = re.compile(rf"\b{_CHANGE}\s+(?:of|is|was|comes\s+to|amounts\s+to|came\s+to)\s*$", re.IGNORECASE)
_BACK_TO = re.compile(
    r"^\W*(?:(?:and|but|so|thus|hence|or|i|we|you|many|experts)\s+)*(?:(?:call|calls|have|see)\s+)?(?:that|this|these|those|it|"
    r"they|there|so|thus|hence|which|i\.e\.|(?:the|an?)\s+(?:[\w-]+\s+)?(?:increase|rise|decrease|fall|drop|gain|loss|growth|"
    r"decline|change|jump|reduction|gap|difference|lead|margin|spread))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^\W*(?:an?\s+)?{_CHANGE}\s+of\s*$", re.IGNORECASE)
"""A sentence without a verb: "Growth of 25 per cent in six years"."""
_JOINED = re.compile(
    r"(?:[,;:(–—]|\s-\s|\bor\b|\band\s+(?:amounts?|amounted|represents?|marks?|means)\b)", re.IGNORECASE
)
_OWN_BASE = re.compile(r"\b(?:than|from|on|compared|versus|against|since(?!\s+then)|over)\b", re.IGNORECASE)
_SAME_TIME = re.compile(
    r"\bthan\s+(?:(?:in|at|on|for|the|a|an|same|that|then|before|previous|last|earlier|ago|of|"
    rf"(?:19|20)\d\d|{_ONE_TIME}|{_UNIT_OF_TIME})\b\s*)+$",
    re.IGNORECASE,
)
_THAN_IT = re.compile(
    r"\bthan\s+(?:it|they|he|she|we|i)\s+(?:is|are|was|were|has|have|had|did|do|does)\s*$", re.IGNORECASE
)
_THAN_PLANNED = re.compile(r"\bthan\s+(?:planned|expected|budgeted|forecast|intended|foreseen)\s*$", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:planned|(?:was|were)\s+to|expect\w*|budget\w*|forecast|intended|foreseen|foresaw)\b", re.IGNORECASE
)
"""The base that is named again behind the comparison: "A year ago it was 40, 12 fewer THAN THEN", "THAN IT HAS"."""
_FIELD = re.compile(
    rf"^\W*(?:(?:more|fewer|less|higher|lower)\s+)?(?:at|in|for|among|during)\s+(?!(?:{_AMOUNT}|all|total|just|only)\b)",
    re.IGNORECASE,
)
"""What makes the comparison one of some other time or part: "was 9 points AT HALF-TIME"."""
_OTHERS = re.compile(
    r"\b(?:prices?|costs?|revenues?|sales|income|profits?|earnings|wages?|salar\w+|staff|rents?|tickets?|shares?|turnover|"
    r"output|values?|attendance|spending|bills?|fees?|fares?|rates?)\b",
    re.IGNORECASE,
)
"""Measures of their own, which may follow from two figures without being their difference: "so prices rose"."""
_MORE = re.compile(
    r"^(?!\W*(?:[a-z]+\s+){0,2}(?:signed|turned|showed|ended|wound|lined|took|taken|gave|set|made|shut|broke|settled)\s+"
    r"(?:up|down)\b)[\s-]*(?:[a-z]+\s+){0,2}?(?:more|fewer|less|higher|lower|larger|smaller|longer|shorter|faster|slower|"
    r"taller|heavier|lighter|older|younger|cheaper|dearer|wider|narrower|deeper|bigger|better|worse|up|down|above|below|ahead|"
    r"behind|lost|gained)\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"\b(?:the|new|old|other|former|first|second|last)\s*$", re.IGNORECASE)
_AS_MUCH = re.compile(r"^\s*as\s+[\w-]+(?:\s+as\b|\W*$)", re.IGNORECASE)
_TIMES_AS = re.compile(
    r"^\s*(?:as\s+[\w-]+\s+as\b|as\s+(?:many|much|large|big|high|long)|what|more|the|that|those|its|their)\b(?P<rest>[^.;:,()]{0,60})$",
    re.IGNORECASE,
)
"""Between a multiple and its base: "three times AS MANY AS THE", "double THE"."""
_BY = re.compile(rf"\b(?:by|up|down|gained|lost|shed|added|rose|fell|grew|{_CHANGE}\s+of)\s*$", re.IGNORECASE)


def is_apart(scope: Scope, other: Claim) -> bool:
    """Whether a figure is how far two others lie apart, not one of them: "160 more", "a rise of 160", "up 160"."""
    return _MORE.match(scope.said_behind(other)) is not None or _BY.search(scope.lead(other)) is not None


def pairs(scope: Scope, claim: Claim, fits: Fits) -> Iterator[Pair]:
    """The two levels that the claim compares, best supported first."""
    based = [*_against_base(scope, claim, fits), *_in_between(scope, claim, fits)]
    yield from based
    if not based:
        yield from _said_before(scope, claim, fits)


def compared(scope: Scope, claim: Claim, fits: Fits, way: str, *, symmetric: bool = False) -> Iterator[Change]:
    """The pairs as changes; where the words leave the base open, it is the smaller for a rise, the larger for a fall.

    How far two figures lie apart is `symmetric`: either may be the base.
    """
    for pair in pairs(scope, claim, fits):
        small, large = sorted((pair.before, pair.after), key=lambda o: o.figure.value)
        if pair.before.figure.value <= 0 or pair.after.figure.value <= 0:
            continue
        if pair.ordered:
            against = way != EITHER and (pair.before, pair.after) != ((small, large) if way == "up" else (large, small))
            yield Change(pair.before, pair.after, min(pair.support, Support.LIKELY) if against else pair.support)
        elif way == EITHER:
            yield Change(small, large, pair.support if symmetric else Support.LIKELY)
            yield Change(large, small, Support.LIKELY)
        else:
            yield Change(*((small, large) if way == "up" else (large, small)), pair.support)


# ── a base behind the comparison ──


def _against_base(scope: Scope, claim: Claim, fits: Fits) -> Iterator[Pair]:
    """ "B, 160 more than the A of last year": B is the nearest figure that is not itself one compared with."""
    behind = [o for o in scope.beside(claim) if o.span.start >= claim.span.end and fits(o.unit)]
    if not behind:
        return
    base = behind[0]
    between = _TIMES_AS if claim.unit == "multiple" else _BEHIND
    gap = between.match(scope.between(claim, base))
    if gap is None or _others(scope, claim, base) or is_apart(scope, base):
        return
    said = [o for o in scope.beside(claim) if o.span.end <= claim.span.start]
    subjects = [o for o in said if fits(o.unit) and _level(scope, o) and not is_base(scope, o) and same_kind(o, base)]
    if subjects:
        after = subjects[-1]
        sure = len(subjects) == 1 or said[-1].id == after.id
        yield Pair(base, after, Support.CLEAR if sure and _joins(scope, after, claim) else Support.LIKELY)
        return
    earlier = _sentence_before(scope, claim, fits)
    if len(earlier) == 1 and same_kind(earlier[0], base):
        nouns = _nouns(scope.lead(claim))
        named = bool(nouns) and set(nouns) <= set(content(earlier[0].sentence.tokens))
        sure = named or _BACK_TO.match(scope.lead(claim)) is not None
        yield Pair(base, earlier[0], Support.CLEAR if sure else Support.LIKELY)


def _in_between(scope: Scope, claim: Claim, fits: Fits) -> Iterator[Pair]:
    """ "for which A had been planned, was cut by 5 to B": the only two levels of the sentence, about the change."""
    beside = [o for o in scope.beside(claim) if fits(o.unit) and _level(scope, o)]
    if len(beside) != 2 or not beside[0].span.end <= claim.span.start <= beside[1].span.start:
        return
    before, after = beside
    gap = scope.between(claim, after)
    if re.fullmatch(r"\s+to\s*(?:only\s+|just\s+|about\s+)?", gap) and same_kind(before, after):
        link = scope.between(before, claim)
        sure = not is_base(scope, before) and not _nouns(link) and not re.search(r"\b(?:and|but|while|whereas)\b", link)
        yield Pair(before, after, Support.CLEAR if sure else Support.LIKELY)


def is_base(scope: Scope, other: Claim) -> bool:
    """Whether a figure only serves to compare another with: "after 40", "than the 40 of last year"."""
    lead = scope.lead(other)
    cue = _CUE.search(lead)
    return ASIDE.search(lead) is not None or (cue is not None and not _nouns(cue["rest"]))


def _joins(scope: Scope, after: Claim, claim: Claim) -> bool:
    """Whether the comparison comments on the figure: behind a mark, or after another comparison and "and"."""
    between = scope.document(claim).text[after.span.end : claim.span.start]
    return bool(_JOINED.search(between) or re.search(r"\b(?:is|are|was|were)\b", between))


# ── two figures before the comparison ──


def _said_before(scope: Scope, claim: Claim, fits: Fits) -> Iterator[Pair]:
    """ "A in 2020. This year it is B, or 12% more": the last two figures before the comparison."""
    block = claim.sentence.block.span
    known = [o for o in scope.in_mind(claim) if o.sentence.block.span == block and o.span.end <= claim.span.start]
    timed = units.is_time(claim.unit)
    levels = [o for o in known if fits(o.unit) and _level(scope, o) and (timed or not units.is_time(o.unit))]
    if len(levels) < 2:
        return
    first, second = levels[-2:]
    text = scope.document(claim).text
    linked = links(scope, second, claim)
    if not (linked or first.sentence.span == claim.sentence.span) or _goes_on_to(scope, claim, fits):
        return
    if not same_kind(first, second) or _ends_between(text[first.span.end : claim.span.start]) > BACK:
        return
    ordered = in_order(scope, first, second)
    clear = (
        _alone(levels[:-2], first, second),
        not _others(scope, first, second) and not _others(scope, second, claim),
        _one_measure(scope, first, second, claim),
        ordered is not None or _set_apart(scope, first, second, claim),
        linked,
        ends(scope, claim) or _than_the_other(scope, first, second, claim),
        not claim.stance.questioned,
        OTHER_MEASURE.search(f"{scope.lead(claim)} {re.split(r'[;.]', scope.said_behind(claim))[0]}") is None,
    )
    support = Support.CLEAR if all(clear) else Support.LIKELY
    if ordered is not None:
        yield Pair(*ordered, support)
    else:
        yield Pair(first, second, support, ordered=False)


def _goes_on_to(scope: Scope, claim: Claim, fits: Fits) -> bool:
    """Whether the levels of a change stand behind it: "fell by 20% from A to B", "rose 5% to B"."""
    behind = [o for o in scope.beside(claim) if o.span.start >= claim.span.end and fits(o.unit)][:1]
    return any(re.search(r"\b(?:from|to|at)\b[^,;:()]*$", scope.between(claim, o)) for o in behind)


def in_order(scope: Scope, first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """The earlier and the later of two figures, by the word before the second, their years or their times."""
    cued = is_base(scope, second)
    about = [_about(scope, o) for o in (first, second)]
    if re.search(r"\bfrom\W*$", scope.lead(first), re.IGNORECASE):
        return (first, second) if re.search(r"\bto\W*$", scope.lead(second), re.IGNORECASE) else None
    if cued:
        return second, first
    dated = [re.findall(r"\b(?:19|20)\d\d\b", words) for words in about]
    if all(dated) and dated[0][-1] != dated[1][-1]:
        return (first, second) if dated[0][-1] < dated[1][-1] else (second, first)
    for pattern in (PAST, _TENSE, NOW):
        said = [pattern.search(words) is not None for words in about]
        if said[0] != said[1]:
            return (first, second) if said[0] is (pattern is not NOW) else (second, first)
    if _IS.search(about[0]) and _WAS.search(about[1]):
        return second, first
    return (first, second) if _WAS.search(about[0]) and _IS.search(about[1]) else None


def links(scope: Scope, second: Claim, claim: Claim) -> bool:
    """Whether the words before the comparison tie it to the figures before it."""
    lead = scope.lead(claim)
    if second.sentence.span != claim.sentence.span:
        return _goes_back(scope, second, claim)
    if _SO.search(lead):
        return not [word for word in _OTHERS.findall(lead) if word.casefold() not in _so_far(scope, second)]
    joined = _JOINED.search(lead)
    if joined is None:
        return False
    opening, link = lead[: joined.start()], lead[joined.end() :]
    known = set(content(second.sentence.tokens)) | second.topic
    own = re.search(r"\b(?:but|while|whereas|and)\b", link, re.IGNORECASE)
    fresh = [noun for noun in _nouns(CHANGE_OF.sub(" ", link)) if noun not in known]
    anew = re.search(r"\b(?:the|its|their|his|her|our)\b", CHANGE_OF.sub(" ", link), re.IGNORECASE)
    return own is None and anew is None and not fresh and not re.search(r"\bbut\b", opening)


def _goes_back(scope: Scope, second: Claim, claim: Claim) -> bool:
    """Whether a sentence of its own speaks of the figures of the one before: "That is …", "Growth of …", "Two more"."""
    lead = scope.lead(claim)
    nouns = set(_nouns(lead)) - _ABOUT_IT
    if (
        nouns
        and nouns <= set(content(second.sentence.tokens))
        and claim.sentence.span.start <= second.sentence.span.end + 2
    ):
        return True
    apart = all(is_apart(scope, o) for o in scope.beside(claim) if o.span.end <= claim.span.start)
    back = _BACK_TO.match(scope.said_before(claim) if apart else lead) or _OPENS.match(lead)
    so = _SO.search(lead) is not None and _OTHERS.search(lead) is None
    opens = not lead.strip(" \"“'’(–—-")
    behind = scope.said_behind(claim)
    return bool(back) or so or (opens and bool(_MORE.match(behind) or _AS_MUCH.match(behind)))


_ABOUT_IT = frozenset({"quantiti", "target", "estim", "figur", "number", "level"})
"""Stems of words that may stand for what was measured: "the QUANTITY of dust"."""


def _so_far(scope: Scope, claim: Claim) -> str:
    return scope.said_before(claim).casefold()


def _set_apart(scope: Scope, first: Claim, second: Claim, claim: Claim) -> bool:
    """Whether the text sets two figures of one time against each other: "the first …; the second", "a lead of"."""
    between = scope.between(first, second)
    rivals = (
        _CONTRAST.search(between) or CHANGE_OF.search(scope.lead(claim)) or _than_the_other(scope, first, second, claim)
    )
    return bool(rivals or (_SO.search(scope.lead(claim)) and _OUT.search(_about(scope, second))))


def _one_measure(scope: Scope, first: Claim, second: Claim, claim: Claim) -> bool:
    """Whether the second figure is one of the same as the first: no noun that the first's sentence does not have."""
    if is_base(scope, second) or _than_the_other(scope, first, second, claim):
        return True
    about = _about(scope, second)
    if _CONTRAST.search(about) or _GOES_BACK.search(f"{scope.lead(second)} {about}"):
        return True
    known = set(content(first.sentence.tokens)) | first.topic
    return all(word in known for word in _nouns(about, verbs=True))


def _alone(rest: list[Claim], first: Claim, second: Claim) -> bool:
    """Whether no third level that could be one of the two stands in their sentences."""
    sentences = {first.sentence.span, second.sentence.span}
    return not any(o.sentence.span in sentences and same_kind(o, second) for o in rest)


def _others(scope: Scope, first: Claim, second: Claim) -> bool:
    """Whether an amount stands between two figures that is no time and no share."""
    between = [o for o in scope.in_mind(first) if first.span.end <= o.span.start and o.span.end <= second.span.start]
    if units.is_ratio(second.unit):  # "221 patients, or 18.0%, compared with 160, or 26.1%"
        between = []
    return any(not units.is_time(o.unit) and not units.is_ratio(o.unit) and _level(scope, o) for o in between)


def ends(scope: Scope, claim: Claim) -> bool:
    """Whether nothing behind the comparison gives it a base or a field of its own: not "12 more than men"."""
    tail = _tail(scope, claim)
    return _OWN_BASE.search(tail) is None and _FIELD.match(tail) is None


def _than_the_other(scope: Scope, first: Claim, second: Claim, claim: Claim) -> bool:
    """Whether the base named behind the comparison is one of the two figures: "than it has", "than planned"."""
    tail = _tail(scope, claim).strip()
    about = [_about(scope, o) for o in (first, second)]
    if second.sentence.span != claim.sentence.span:
        return False
    if _SAME_TIME.search(tail):
        base = in_order(scope, first, second)
        return base is not None and (is_base(scope, second) or PAST.search(_about(scope, base[0])) is not None)
    planned = _THAN_PLANNED.search(tail) and _PLAN.search(about[0])
    return bool(_THAN_IT.search(tail) or planned)


def _tail(scope: Scope, claim: Claim) -> str:
    return re.split(r"[,.;:()–—\"”](?!\d)", scope.said_behind(claim))[0]


# ── small things ──


def _level(scope: Scope, other: Claim) -> bool:
    """A figure of its own: no range, no example, no "16 more", and not "the new one"."""
    if other.mention.text.casefold().partition(" ")[0] == "one" and _THE_ONE.search(scope.lead(other)):
        return False
    denied = other.stance.denied and re.search(r"\binstead of\W*$", scope.lead(other), re.IGNORECASE) is None
    return not (other.mention.is_range or denied or other.stance.example or is_apart(scope, other))


def _sentence_before(scope: Scope, claim: Claim, fits: Fits) -> list[Claim]:
    """The levels of the nearest sentence of the paragraph before the claim's that has any."""
    block = claim.sentence.block.span
    near = [
        o for o in scope.earlier(claim) if o.sentence.block.span == block and o.sentence.span != claim.sentence.span
    ]
    near = [o for o in near if fits(o.unit) and _level(scope, o)]
    return [o for o in near if o.sentence.span == near[0].sentence.span]


def _ends_between(text: str) -> int:
    return len(re.findall(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9£$€])", text))


def _about(scope: Scope, other: Claim) -> str:
    """The words of a figure's own clause, on both sides of it."""
    before = re.split(r"[;:()]|\.\s|\band\b", scope.lead(other))[-1]
    later = [o.span.start for o in scope.beside(other) if o.span.start >= other.span.end][:1]
    stop = later[0] if later else other.sentence.span.end
    behind = scope.document(other).text[other.span.end : stop]
    after = re.split(r"[;:.,()]|\b(?:and|but|while|whereas)\b", behind)[0]
    return f"{before} {after}"


def _nouns(text: str, *, verbs: bool = False) -> list[str]:
    """The stems of the words about things: no verbs unless asked for, no times, no words of change."""
    words = tokens(text)
    kept = [
        token
        for at, token in enumerate(words)
        if (verbs or not is_verb(words, at))
        and not is_a(token.text, "rising", "falling", "changing", "joining", "neutral", "time", "measuring")
    ]
    return [stem for stem in content(kept) if stem not in time_stems() and not stem.isdigit()]
