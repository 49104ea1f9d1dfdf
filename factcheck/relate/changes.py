"""The two figures that a change lies between: "rose 12% to 56 from 50", "56, up 12% from 50", "from 50 to 56, or 12%".

What a text calls the earlier figure is the base. Figures of one sentence, marked by the small words before them, are
what a change clearly is between; a figure that only stands in the sentence before is so where the text points back to
it ("that is 12% more than …").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from factcheck import units
from factcheck.figures import say
from factcheck.interval import Stated, stated
from factcheck.model import Assumption, Claim, Expected, Link, Period, Support
from factcheck.nlp import tokens
from factcheck.phrases import content, is_a, is_verb, neutral_stems, place_stems, time_stems
from factcheck.relate.operands import figure, scaled, to_unit
from factcheck.relate.scope import Scope, same_unit

Fits = Callable[[str], bool]


SPAN = 1000
"""A bare number is hardly of a measure that stands at more than so many times it."""


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to another, and how well the words say that it is this change that is spoken of."""

    before: Claim | Assumption
    after: Claim | Assumption
    support: Support

    @property
    def why(self) -> str:
        return f"from {_named(self.before)} to {_named(self.after)}"


def _named(operand: Claim | Assumption) -> str:
    return f"“{operand.mention.text}”" if isinstance(operand, Claim) else operand.name


BASE = frozenset({"from", "than", "on", "over", "above", "below", "with", "against", "versus", "vs", "after", "aside"})
"""What marks the figure that a change is counted from; "aside" is a bracket."""
PAST_YEAR = date.min.year
"""The year of a period that the text only calls past."""
_AGAINST = frozenset({"with", "against", "versus", "vs", "after", "than"})
"""Marks of a figure that may be another's, and is the earlier one only where its date says so."""
CUE_WORDS = 5
"""The mark stands among so many words before its figure: "FROM last year's total of"."""

ASIDE = re.compile(
    r"[(,]\s*(?:(?:the\s+)?(?:previous|prior|last)\s+(?:year|quarter|month|season)|(?:a\s+)?year\s+(?:earlier|ago|before)|"
    r"prior[- ]year|(?:in\s+|[QH][1-4]\s+)?(?:19|20)\d\d)\s*[:,]?\s*$",
    re.IGNORECASE,
)
"""The base in brackets: "33 million (previous year: 30 million)"."""
_AGO = re.compile(
    r"\b(?:the|a|an|one|two|three|four|five|ten|same\s+\w+)\s+(?:years?|months?|weeks?|quarters?|seasons?|decades?|period|"
    r"days?)\s+(?:before|after|earlier|later|ago)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\b(?:compared|relative)\s+(?:with|to)\b|\bafter\W*$|\band\s+(?=by\b|to\b|from\b)", re.IGNORECASE)
_WHEN = re.compile(r",?\s*when\s+(?:it|they|there|the\s+\w+)\s+(?:was|were|had\s+been|stood\s+at)\W*$", re.IGNORECASE)
_BREAK = re.compile(
    r"[;?!]|\.\s|\b(?:while|whereas|but|and|after|before|as|when|because|although|though|despite|which|who|that|said|"
    r"if|where|with|even)\b",
    re.IGNORECASE,
)
OTHER_MEASURE = re.compile(
    r"\b(?:real terms|in real|inflation|deflat\w*|adjust\w*|annuali[sz]ed|constant|like[- ]for[- ]like|same[- ]store|"
    r"comparable|organic\w*|underlying|excluding|pro forma|per capita|per head|currency|purchasing power|weighted|"
    r"(?:in|by)\s+(?:value|volume|weight)|terms)\b",
    re.IGNORECASE,
)
"""What makes a change one of something else than the figures beside it."""
_EXTREME = re.compile(r"\b(?:low|high|peak|record|trough|bottom|nadir|best|worst)\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|estimat\w*|target\w*|budget\w*|plans?|planned|consensus|guidance|analysts?|rivals?|revised)\b",
    re.IGNORECASE,
)
"""What makes a figure no earlier level of the same: "against a forecast of 57"."""
_LEVEL = re.compile(r"^\W*(?:\w+\s+){0,4}(?:up|down|rising|falling|compared|versus|against|after)\b", re.IGNORECASE)
_RISE = r"(?:increase|rise|decrease|fall|drop|gain|loss|growth|decline|change|jump|reduction)\s+"
_RISE_IS = re.compile(rf"\b{_RISE}(?:is|was|comes? to|came to|amounts? to|amounted to)\s*$", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it)\s+(?:is|was|means|meant|amounts\s+to|represents|makes|marks|would\s+be|equals)\b"
    rf"|\b(?:the|an?)\s+(?:[\w-]+\s+)?{_RISE}(?:is|was|comes|came|amounts|amounted)\b|^\W*(?:up|down)\b|\bwe\s+(?:have\s+)?(?:lost|gained)\b",
    re.IGNORECASE,
)
_THEN = re.compile(
    r"\b(?:it|they|there|that|those|(?:the|this)\s+(?:figure|number|total|share|rate|sum|count))\b", re.I
)
_OF_ITS_OWN = re.compile(r"\b(?:loss|losses|deficit|shortfall)\b", re.IGNORECASE)
_FROM_TO_YEAR = re.compile(
    r"\b(?:between|from|since)\s+(?P<first>(?:19|20)\d\d)\s+(?:and|to|until|till|through)\s+"
    r"(?P<last>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
LONGEST = 200
"""No article counts yearly growth over more years."""
NEAR = 2
"""A change that points back looks at the figures of so many sentences before it."""


EITHER = "either"
"""The way of a change that the words leave open: "improved by 5%", "or 5%"."""


def direction(scope: Scope, claim: Claim) -> str:
    """ "up" or "down" where a plain word of rising or falling stands right at the figure, else "either"."""
    before = scope.lead(claim).split()[-6:]
    behind = re.split(r"[,.;:()]", scope.said_behind(claim))[0].split()[:3]
    for word in (*(w.strip(",;:()“”\"'") for w in reversed(before)), *behind):
        for way, name in (("up", "rising"), ("down", "falling")):
            if is_a(word, name):
                return way
    return EITHER


def level(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """One of two figures that are set against each other: its first two digits count, zeros or not.

    "from 40 MW to 50 MW" is not from 35 to 55 MW; 1,000 may still be 950 to 1,050.
    """
    if isinstance(operand, Assumption) or operand.id in figures or operand.mention.hedging or operand.mention.is_range:
        return figure(operand, figures)
    mention, value = operand.mention, operand.figure.value
    place = Fraction(10) ** (len(str(int(value))) - 2) if value >= 1 else mention.step
    return stated(value, value, step=mention.step, coarse=max(mention.step, min(mention.coarse, place)))


def in_unit_of(before: Claim | Assumption, after: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """The later figure in the unit of the earlier; "€1.60" and "€1.84 per litre" are in one, a bare one is in any."""
    same = before.unit.partition("/")[0] == after.unit.partition("/")[0] or units.NUMBER in (before.unit, after.unit)
    return level(after, figures) if same else to_unit(level(after, figures), after.unit, before.unit)


def moved(change: Stated, unit: str, workings: tuple[str, str], way: str, claim: Claim) -> Expected:
    """A signed change as the claim puts it: a fall as a positive figure too, by the second of the two workings."""
    falls = way == "down" or (way == EITHER and change.value < 0)
    expected = to_unit(scaled(change, Fraction(-1)) if falls else change, unit, claim.mention.unit)
    advice = None
    if expected.value < 0:
        size = say(-expected.value, claim.mention.unit) if claim.mention.unit else say(-expected.value * 100, "percent")
        advice = f"a {'rise' if falls else 'fall'} of about {size}"
    return Expected(expected, workings[falls], advice)


def side(scope: Scope, claim: Claim, level: Claim) -> str | None:
    """Whether a level right behind a change is the one "before" it or "after" it, by the word before the level."""
    gap = re.sub(r"\bto close at\b", "to", _gap(scope, claim, level))
    if not _goes_on(gap) or _adds(gap) or OTHER_MEASURE.search(scope.sentence_text(claim.sentence)):
        return None
    return {"from": "before", "to": "after", "at": "after"}.get(_cue(gap) or "")


def years(scope: Scope, claim: Claim, found: Change) -> tuple[int, ...]:
    """Over how many years the change went, by a duration or two years in the sentence, or the dates of its figures."""
    said = [o.figure.value for o in scope.beside(claim) if o.unit == "year" and not o.mention.is_range]
    spans = {int(value) for value in said if value.denominator == 1}
    for match in _FROM_TO_YEAR.finditer(scope.sentence_text(claim.sentence)):
        spans.add(int(match["last"]) - int(match["first"]))
    dates = [o.period if isinstance(o, Claim) else o.as_of for o in (found.before, found.after)]
    if dates[0] is not None and dates[1] is not None and dates[0].last.year > PAST_YEAR:
        spans.add(dates[1].last.year - dates[0].last.year)
    return tuple(sorted(span for span in spans if 2 <= span <= LONGEST))


def is_change(scope: Scope, claim: Claim) -> bool:
    """Whether the words about the figure call it a change: "rose 5%", "5% lower", "a third more", "the rise is 5%"."""
    if claim.mention.direction is not None or not units.is_ratio(claim.mention.unit):
        return True
    behind = scope.said_behind(claim).split()[:1]
    return any(is_a(word, "rising", "falling") for word in behind) or bool(_RISE_IS.search(scope.lead(claim)))


def changes(scope: Scope, claim: Claim, fits: Fits) -> tuple[Change, ...]:
    """The changes that a figure may be the measure of, best supported first; those of durations where no other is."""
    paragraph = [o for o in scope.article(claim) if o.sentence.block.span == claim.sentence.block.span]
    levels = [o for o in paragraph if o.id == claim.id or not o.mention.is_range]
    untimed = [o for o in levels if o.id == claim.id or not units.is_time(o.unit)]
    return _changes(scope, claim, untimed, fits) or _changes(scope, claim, levels, fits)


def _changes(scope: Scope, claim: Claim, series: list[Claim], fits: Fits) -> tuple[Change, ...]:
    at = next(place for place, other in enumerate(series) if other.id == claim.id)
    finders = (_behind_it, _before_it, _around_it, _between_them) if is_change(scope, claim) else (_summed_up,)
    found = list(chain.from_iterable(finder(scope, claim, series, at, fits) for finder in finders))
    if is_change(scope, claim) and not any(change.support is Support.CLEAR for change in found):
        found += (*_pointing_back(scope, claim, series, at, fits), *_explained_behind(scope, claim, series, at, fits))
    kept: dict[tuple[str, str], Change] = {}
    for change in found:
        key = (change.before.id, change.after.id)
        if key not in kept or kept[key].support < change.support:
            kept[key] = change
    return tuple(sorted(kept.values(), key=lambda change: -change.support))


def same_kind(a: Claim, b: Claim) -> bool:
    """One unit; of one kind are "€1.60" and "€1.84 per litre" too, and "412 million euros" and "the 400 million"."""
    if same_unit(a.unit)(b.unit):
        return True
    if units.NUMBER in (a.unit, b.unit):
        small, large = sorted((abs(a.figure.value), abs(b.figure.value)))
        return large <= SPAN * small
    return a.unit.partition("/")[0] == b.unit.partition("/")[0] and not ("/" in a.unit and "/" in b.unit)


def _fit(scope: Scope, claim: Claim, pair: tuple[Claim, Claim], fits: Fits) -> bool:
    """Two levels of one kind, neither of them a change itself."""
    a, b = pair
    plain = all(fits(o.unit) and o.id != claim.id and _is_level(scope, o) for o in pair)
    return plain and same_kind(a, b) and a.figure.value > 0 and b.figure.value > 0


def _is_level(scope: Scope, other: Claim) -> bool:
    """Not "rose 300", nor "not 300"; but "raised £300" and "instead of £300"."""
    lead = scope.lead(other)
    moved = other.mention.direction is not None and any(is_a(word, "rising", "falling") for word in lead.split()[-3:])
    denied = other.stance.denied and re.search(r"\binstead of\W*$", lead, re.IGNORECASE) is None
    return not (moved or denied or other.stance.example)


# ── the text about figures ──


def _start(other: Claim) -> int:
    """Where the figure begins, with the hedge before it."""
    hedge = other.mention.hedging
    return min(other.span.start, hedge.span.start) if hedge is not None else other.span.start


def _gap(scope: Scope, first: Claim, second: Claim) -> str:
    """The text between two figures, the hedge of the second left out."""
    return scope.document(first).text[first.span.end : max(first.span.end, _start(second))]


def _cue(text: str) -> str | None:
    """The small word that marks the figure behind the text: "… from last year's" is "from"; "aside" for a bracket."""
    if ASIDE.search(text):
        return "aside"
    words = re.split(r"[,;:()]", text.casefold().rstrip(" ("))[-1].split()[-CUE_WORDS:]
    for at in range(len(words) - 1, -1, -1):
        word, before = words[at].strip("."), words[at - 1] if at else ""
        if before in {"compared", "compares", "relative"} and word in {"with", "to"}:
            return "with"
        if (before, word) == ("instead", "of"):
            return "than"
        if word == "to" or (word in BASE and word != "with"):
            return word
        if is_a(word, "auxiliary", "measuring"):
            return None
    return None


def _goes_on(text: str) -> bool:
    """No new clause begins in the text: no conjunction, no verb but one of rising and falling."""
    text = _MARKS.sub(" ", _AGO.sub(" ", re.sub(r"[’']s\b", "", text)))
    if _BREAK.search(text):
        return False
    words = tokens(text)
    return not any(
        is_verb(words, at) and not is_a(word.text, "rising", "falling", "measuring") and word.text not in _PERIOD_VERBS
        for at, word in enumerate(words)
    )


_PERIOD_VERBS = {"ended", "ending", "year-earlier"}


def _one_clause(gap: str) -> bool:
    """ "visited the park in 2024, up from": what is said of the first figure may go on, the second is only compared."""
    opening, _, last = gap.rpartition(",")
    return _goes_on(last) and not _BREAK.search(_MARKS.sub(" ", _AGO.sub(" ", opening)))


def _adds(text: str, *known: Claim) -> bool:
    """Whether the text brings in something of its own, besides times, changes and what the known figures count."""
    fine = time_stems().union(*(claim.topic | {claim.unit} for claim in known))
    words = [
        token
        for token in tokens(_AGO.sub(" ", text))
        if not is_a(token.text, "rising", "falling", "changing", "joining")
    ]
    return any(stem not in fine and not stem.isdigit() for stem in content(words))


def _supported(scope: Scope, claim: Claim, *clear: bool) -> Support:
    """CLEAR where all tests hold and nothing says that the change is one of something else."""
    doubted = claim.stance.questioned or OTHER_MEASURE.search(scope.sentence_text(claim.sentence))
    return Support.CLEAR if all(clear) and not doubted else Support.LIKELY


def _alike(scope: Scope, a: Claim, b: Claim) -> bool:
    """Not a loss on one side and a profit on the other."""
    return len({bool(_OF_ITS_OWN.search(scope.lead(x)[-40:])) for x in (a, b)}) == 1 or a.unit != b.unit


def _happened(scope: Scope, first: Claim, second: Claim) -> bool:
    """Neither figure is one that was only expected, or of another firm."""
    return not any(_EXPECTED.search(_clause(scope, other)) for other in (first, second))


# ── where the two figures stand ──


def _behind_it(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """ "rose 12% to 56 from 50", "fell by 10%, from 500 to 450", "up 12% at 56, compared with 50"."""
    if at + 2 >= len(series):
        return
    first, second = series[at + 1 : at + 3]
    if second.sentence.span != claim.sentence.span or not _fit(scope, claim, (first, second), fits):
        return
    lead, gap = _gap(scope, claim, first), _gap(scope, first, second)
    ordered = _in_order(_cue(lead), _cue(gap), first, second)
    if ordered is None:
        return
    clear = (
        _goes_on(lead),
        not _adds(lead),
        not _LEVEL.match(lead),
        _goes_on(gap),
        not _EXTREME.search(gap) and not _EXTREME.search(lead),
        _alike(scope, first, second),
        _happened(scope, first, second),
        _cue(gap) not in _AGAINST
        or _PAST.search(_clause(scope, second)) is not None
        or _by_date(first, second) is not None,
    )
    yield Change(*ordered, _supported(scope, claim, *clear))


def _in_order(first_cue: str | None, second_cue: str | None, first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """Which of two figures is the base by the words before them; None where they do not say."""
    if first_cue == "from" and second_cue == "to":
        return first, second
    if second_cue in BASE - {"on", "above", "below", "over"} and first_cue != "from":
        return second, first
    return None


def _before_it(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """ "from 50 to 56, up 12%", "56, against 50 the year before, an increase of 12%"."""
    if at < 2:
        return
    first, second = series[at - 2 : at]
    if first.sentence.span != claim.sentence.span or not _fit(scope, claim, (first, second), fits):
        return
    lead, gap, tail = scope.lead(first), _gap(scope, first, second), _gap(scope, second, claim)
    marked = _in_order(_cue(lead), _cue(gap), first, second)
    ordered = marked or _by_date(first, second)
    if ordered is None:
        return
    one_subject = _one_clause(gap) if _cue(gap) else not _adds(gap, first)
    clear = (one_subject, _comments(tail), _ends(scope, claim), not _EXTREME.search(lead[-20:] + gap[-20:]))
    sure = (*clear, _alike(scope, first, second), _happened(scope, first, second))
    yield Change(*ordered, _supported(scope, claim, *sure))
    if marked is None:
        yield Change(ordered[1], ordered[0], Support.LIKELY)


def _summed_up(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """ "rose from 240 to 276, or 15%", where the share itself has no word of change."""
    cues = [_cue(scope.lead(other)) for other in series[max(0, at - 2) : at]]
    lead = scope.lead(series[at - 1])
    counted = sorted(filter(None, cues)) == ["from", "to"] or re.search(r"\b(?:up|down)\s+from\W*$", lead) is not None
    if counted and not re.match(r"\s*of\b", scope.said_behind(claim)):
        yield from _before_it(scope, claim, series, at, fits)


def _by_date(first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """The earlier of two figures with dates of their own is the base."""
    if first.period is None or second.period is None or first.period.overlaps(second.period):
        return None
    if PAST_YEAR in (first.period.last.year, second.period.last.year):
        return None
    return (first, second) if first.period.last < second.period.first else (second, first)


def _comments(tail: str) -> bool:
    """Whether what stands before the change only joins it to the figure before: ", a rise of", " in 2024, or"."""
    joined = re.match(r"^(?:\)|[^,;:()–—]*?)\s*(?:[,;:(–—]|\bor\b|\s-\s)(?P<link>.*)$", tail, re.DOTALL | re.IGNORECASE)
    if joined is None or (";" in tail and not _POINTS_BACK.search(joined["link"])):
        return False
    link, opening = joined["link"], tail[: joined.start("link")]
    if re.search(r"\b(?:and|but|while|whereas)\b", link, re.IGNORECASE) or not _goes_on(opening.rstrip(" ,;:(–—")):
        return False
    return not _adds(link) and link.count(",") == 0


def _ends(scope: Scope, claim: Claim) -> bool:
    """Whether nothing behind the change gives it another base or field: "up 12% ON MAY", "up 12% IN ASIA"."""
    behind = re.split(r"[,.;:()–—\"”](?!\d)", scope.said_behind(claim))[0]
    return not _adds(behind) and not re.search(
        r"\b(?:than|from|on|compared|versus|against|since)\b", _AGO.sub(" ", behind)
    )


def _around_it(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """ "56, up 12% from 50", "a 7% increase on the 3.0 million"; the 56 may stand in the sentence before."""
    if at == 0 or at + 1 >= len(series):
        return
    after, before = series[at - 1], series[at + 1]
    if before.sentence.span != claim.sentence.span or not _fit(scope, claim, (before, after), fits):
        return
    gap, tail = _WHEN.sub(" ", _gap(scope, claim, before)), _gap(scope, after, claim)
    cue = _cue(gap)
    if cue not in BASE - {"after"}:
        return
    base = (_goes_on(gap), not _adds(gap, after, before), not _EXTREME.search(gap) or cue != "from")
    if after.sentence.span == claim.sentence.span:
        joined = (_comments(tail) or _says(tail)) and not _is_from(scope, after)
    else:
        joined = _points_back(scope, claim) and _alone(series, after, fits)
    sure = (*base, joined, _alike(scope, before, after), _happened(scope, before, after) or cue == "than")
    yield Change(before, after, _supported(scope, claim, *sure))


def _between_them(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """ "applications, 351,915 in 2023, dropped by 29% to 250,945": the change stands between its two figures."""
    if at == 0 or at + 1 >= len(series):
        return
    before, after = series[at - 1], series[at + 1]
    one_sentence = before.sentence.span == after.sentence.span == claim.sentence.span
    gap, tail = _gap(scope, claim, after), _gap(scope, before, claim)
    if not one_sentence or _cue(gap) != "to" or not _fit(scope, claim, (before, after), fits):
        return
    only = _alone([o for o in series if o.id != after.id], before, fits)
    dated = _by_date(before, after) == (before, after) or _cue(scope.lead(before)) == "with"
    clear = (only, dated, _goes_on(gap), not _adds(gap), _goes_on(tail), not _adds(tail), _ends(scope, after))
    yield Change(before, after, _supported(scope, claim, *clear, _alike(scope, before, after)))


def _says(tail: str) -> bool:
    """ "4.4 million was 10% more than …": the change is said of the figure by a verb of being."""
    return re.fullmatch(r"(?:\s+[\w'’-]+){0,4}?\s+(?:is|are|was|were)\s*", tail) is not None and _goes_on(
        re.sub(r"\b(?:is|are|was|were)\s*$", "", tail)
    )


def _is_from(scope: Scope, after: Claim) -> bool:
    return _cue(scope.lead(after)) == "from"


def _points_back(scope: Scope, claim: Claim) -> bool:
    return _POINTS_BACK.search(scope.lead(claim)) is not None


def _alone(series: list[Claim], one: Claim, fits: Fits) -> bool:
    """Whether its sentence has no other figure that fits."""
    return not any(o.id != one.id and o.sentence.span == one.sentence.span and fits(o.unit) for o in series)


def _pointing_back(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """The two last levels said before: "It has 18,400. A year earlier it was 16,000. That is a rise of 15%"."""
    said = [other for other in series[:at] if fits(other.unit)]
    if len(said) < 2:
        return
    first, second = said[-2:]
    if first.sentence.span == claim.sentence.span or not _fit(scope, claim, (first, second), fits):
        return
    if series.index(second) != at - 1 and second.sentence.span == claim.sentence.span:
        return
    lead, gap = scope.lead(second), _gap(scope, first, second)
    ordered = _by_date(first, second) or _earlier_one(scope, first, second, lead, gap)
    near = len({o.sentence.span for o in series[series.index(first) : at]}) <= NEAR
    together = first.sentence.span == second.sentence.span
    single = together or (_alone(series, first, fits) and _alone(series, second, fits))
    tail = _gap(scope, second, claim) if second.sentence.span == claim.sentence.span else scope.lead(claim)
    linked = bool(_POINTS_BACK.search(tail)) or _comments(tail)
    anaphoric = bool(_THEN.search(lead)) or _points_back(scope, claim)
    one = bool(_THEN.search(lead)) or not _adds(_clause(scope, second), first) or _cue(lead) in BASE
    if ordered is not None and (linked or anaphoric):
        yield Change(*ordered, _supported(scope, claim, near, single, one, linked, anaphoric, _ends(scope, claim)))
    if near and single and linked:
        yield from (Change(first, second, Support.LIKELY), Change(second, first, Support.LIKELY))


def _earlier_one(scope: Scope, first: Claim, second: Claim, lead: str, gap: str) -> tuple[Claim, Claim] | None:
    """ "… 57.8% four years ago": the one of the two that is put at an earlier time, or compared with, is the base."""
    ago = [bool(_PAST.search(_clause(scope, other))) for other in (first, second)]
    dated = any(other.period is not None and other.period.last.year != PAST_YEAR for other in (first, second))
    if dated and any(_TODAY.search(_clause(scope, other)) for other in (first, second)):
        return None
    if ago == [False, True] or (
        not any(ago) and _cue(lead) in BASE and re.search(r"\bcompared\b|\bagainst\b", lead, re.I)
    ):
        return second, first
    if ago == [True, False]:
        return first, second
    if first.sentence.span == second.sentence.span:
        return _in_order(_cue(scope.lead(first)), _cue(gap), first, second)
    return None


_TODAY = re.compile(r"\b(?:last|ago)\b", re.IGNORECASE)
"""Times that count from today, of which a year that is named may be the later or the earlier."""
_PAST = re.compile(
    r"\b(?:(?:the|a|an|one|two|three|four|five|ten)\s+(?:years?|months?|weeks?|quarters?|seasons?|decades?)\s+"
    r"(?:before|earlier|ago)|(?:last|previous)\s+(?:year|month|week|quarter|season)|year-earlier|year-ago|"
    r"the\s+(?:year|month|week|quarter|season|autumn|spring|summer|winter)\s+before|previously)\b",
    re.IGNORECASE,
)


def _clause(scope: Scope, other: Claim) -> str:
    """The words right about a figure, to the marks on either side."""
    before = re.split(r"[;:.()]\s", scope.lead(other))[-1]
    return f"{before} {re.split(r'[;:.,()]', scope.said_behind(other))[0]}"


def _explained_behind(scope: Scope, claim: Claim, series: list[Claim], at: int, fits: Fits) -> Iterator[Change]:
    """The next sentence says it in figures: "Fares rise by 3.9%. A return will cost €53 instead of €51"."""
    behind = [other for other in series[at + 1 :] if other.sentence.span != claim.sentence.span]
    if len(behind) < 2 or at + 1 >= len(series) or series[at + 1].id != behind[0].id:
        return
    first, second = behind[:2]
    if behind[0].sentence.span != behind[1].sentence.span or not _fit(scope, claim, (first, second), fits):
        return
    ordered = _in_order(_cue(scope.lead(first)), _cue(_gap(scope, first, second)), first, second)
    if ordered is not None:
        yield Change(*ordered, Support.LIKELY)


# ── the base only named by its date ──

_THEN_OR_SINCE = re.compile(
    r"^\W*(?P<until>(?:[\w-]+\s+){0,4}?)(?:from|than|on|over|since|against|versus|compared\s+(?:with|to))\s+"
    r"(?:(?:in|the|that|those|of|its|their|level|levels|figure)\s+){0,3}(?:(?P<year>(?:19|20)\d\d)\b|"
    r"(?P<last>(?:the\s+)?(?:previous|prior|last)\s+year|(?:a|the)\s+year\s+(?:earlier|ago|before)))(?!\s*[-–/]\d)"
    r"|^\W*(?P<on>year[- ]on[- ]year|year[- ]over[- ]year|on\s+the\s+year)\b",
    re.IGNORECASE,
)


def dated_changes(scope: Scope, claim: Claim, fits: Fits) -> Iterator[Change]:
    """ "turnout rose 5% from 2022", "handled 3.2 million, 7% more than in 2023": the base is a figure of that date."""
    base = _THEN_OR_SINCE.match(scope.said_behind(claim))
    if base is None or not is_change(scope, claim):
        return
    year = int(base["year"]) if base["year"] else None
    whole = not (_adds(base["until"] or "") or time_stems() & set(content(tokens(base["until"] or ""))))
    rest = re.split(r"[,.;:()–—\"”](?!\d)", scope.said_behind(claim)[base.end() :])[0]
    for after, measure, place, support in _levels(scope, claim, year, fits):
        where = after.place if isinstance(after, Assumption) else place or _only_place(scope, measure)
        when = _when(scope, after)
        for before in _of_year(scope, claim, measure, where, year, when, fits) if when is not None else ():
            clear = (support is Support.CLEAR, whole, not content(tokens(rest)))
            yield Change(before, after, _supported(scope, claim, *clear))


Level = tuple[Claim | Assumption, str, str | None, Support]


def _levels(scope: Scope, claim: Claim, year: int | None, fits: Fits) -> Iterator[Level]:
    """What has changed: the figure right before, of a measure of the table; else the measure that the subject names."""
    said = [other for other in scope.beside(claim) if other.span.end <= claim.span.start]
    if said:
        other, link = said[-1], said[-1].link
        if link is not None and fits(other.unit) and other.mention.direction is None and not other.stance.denied:
            sure = link.certain and _comments(_gap(scope, other, claim))
            yield other, link.measure, link.place, Support.CLEAR if sure else Support.LIKELY
        return
    link = scope.namer(tokens(scope.lead(claim)), fits)
    if link is None:
        return
    own = claim.period is not None and year is not None and claim.period.last.year > year
    today = claim if own else replace(claim, period=None)
    for row in scope.dated_rows(link.measure, today, place=link.place):
        if row.support is Support.CLEAR:
            sure = link.certain and _names_only(scope, link, claim)
            yield row.by, link.measure, link.place, Support.CLEAR if sure else Support.LIKELY


def _names_only(scope: Scope, link: Link, claim: Claim) -> bool:
    """Whether the words before the change are the measure's own and no more: not "passengers at weekends", "in May"."""
    said = [t for t in tokens(scope.lead(claim)) if not is_a(t.text, "rising", "falling", "changing", "measuring")]
    words = set(content(said)) - neutral_stems() - place_stems(link.place)
    aliases = [alias for row in scope.rows(link.measure) for alias in (*row.aliases, link.measure.replace("_", " "))]
    undated = not any(when.start < claim.span.start for when in claim.sentence.dates)
    return undated and any(words <= set(content(tokens(alias))) for alias in aliases)


def _when(scope: Scope, level: Claim | Assumption) -> Period | None:
    """The period of a level; of an undated figure of the article that of the row which is current."""
    if isinstance(level, Assumption):
        return level.as_of
    if level.period is not None or level.link is None:
        return level.period
    rows = [row for row in scope.dated_rows(level.link.measure, level) if row.support is Support.CLEAR]
    return next((row.by.as_of for row in rows if isinstance(row.by, Assumption)), None)


def _of_year(
    scope: Scope, claim: Claim, measure: str, place: str | None, year: int | None, now: Period, fits: Fits
) -> Iterator[Claim | Assumption]:
    """The measure's figures of a year, of as long a period as the later one; of the year before where none is named."""
    wanted = year or now.first.year - 1
    if wanted == now.last.year:
        return
    for row in (row for row in scope.rows(measure) if row.place == place):
        if row.as_of is not None and fits(row.unit) and row.as_of.first.year == wanted and _as_long(row.as_of, now):
            yield row
    for other in scope.article(claim):
        linked = other.link is not None and other.link.certain and other.link.measure == measure
        if linked and other.period is not None and other.period.first.year == wanted and _as_long(other.period, now):
            yield other


def _only_place(scope: Scope, measure: str) -> str | None:
    places = {row.place for row in scope.rows(measure)}
    return next(iter(places)) if len(places) == 1 else None


def _as_long(one: Period, other: Period) -> bool:
    """Both years, both the same quarter of their years, or the same day."""
    return (one.first.month, one.first.day, one.last.month) == (other.first.month, other.first.day, other.last.month)
