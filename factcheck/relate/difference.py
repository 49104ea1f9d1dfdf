"""difference: "a gap of D" between A and B, "fell by D from A to B", "D more than A", recomputed as A − B."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from operator import sub

from factcheck import units
from factcheck.interval import Stated, combine
from factcheck.model import Assumption, Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate import derived
from factcheck.relate.changes import level
from factcheck.relate.cues import exact
from factcheck.relate.lines import YEAR, Line, Place, lines, named_lines
from factcheck.relate.operands import shown, to_unit
from factcheck.relate.pairs import ends, is_apart, pairs
from factcheck.relate.scope import Scope, amount_unit, comparable, same_unit

FAR = 40
"""A gap borne out by one figure near and one of so many before it."""
REACH = 40
"""So many letters before and behind are looked at for words of a gap."""
PARAGRAPH = 5
"""So many figures before it in its paragraph may be those that a gap lies between."""

_GAP = re.compile(
    r"\b(?:"
    r"(?:gap|difference|shortfall|surplus|deficit|margin|remainder|shortage|overrun|underspend|overspend|excess|spread|"
    r"lead)(?:\s+(?:of|is|are|was|were|at|then|thus|therefore|stands?|stood|comes?|came|to|a|an|the)){0,4}"
    r"|(?:loss|drop|fall|rise|gain|cut|decline|decrease|increase|reduction)\s+of"
    r"|(?:leav(?:es|ing)|left)(?:\s+\w+){0,4}"
    r")\W*$",
    re.IGNORECASE,
)
"""Words of a gap right before the figure; a change is one only with "of": "a loss OF 230 farms"."""
_MISSING = re.compile(
    r"^\W*(?:(?:is|are|was|were|remains?|remained|still)\s+)*"
    r"(?:separates?|separated|apart|missing|lacking|short|left|free|vacant|unsold|gap|shortfall|surplus|deficit|difference|margin)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"^\W*(?:[a-z]+\s+){0,3}(?:left|free|vacant|unsold|remain\w*)\b", re.IGNORECASE)
"""A difference where both others stand together; else it may be a level of its own: "now 268 are left"."""
_CLOSED_IN = re.compile(r"\b(?:narrowed|widened|shrunk|shrank|improved|worsened|deepened)\s+by\W*$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:by|up|down|rose|fell|grew|climbed|dropped|increased|decreased|declined|gained|lost|shed|slipped|jumped)\s+"
    r"(?:by\s+)?(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)


_DONE = re.compile(
    r"^\W*(?:[a-z]+\s+){0,2}?(?:(?:was|were|have|has|had|is|are)\s+(?:been\s+)?)?"
    r"(?:added|gained|lost|joined|saved|missing|vanished|disappeared|gone|extra|in between)\b",
    re.IGNORECASE,
)
"""Behind it: "so that 17,500 games were added"."""
_TO_THAT = re.compile(
    r"^\W*(?:[a-z]+ )?(?:to|from|off|onto) (?:that|this|it|the (?:bill|price|cost|sum|total))\b", re.IGNORECASE
)
""" "Inflation has since added 74 million to that"."""
_FALLS = re.compile(
    r"\b(?:lost|los(?:es|ing)|f[ae]ll\w*|dropped|decline\w*|decreas\w+|shed|down|lower|fewer|less|cut|shrank|shrunk|reduc\w+)\b",
    re.IGNORECASE,
)
_RISES = re.compile(
    r"\b(?:gain\w*|ris\w+|rose|grew|grow\w*|climbed|increas\w+|added|up|higher|more|won|expand\w*)\b", re.IGNORECASE
)
_HINT = re.compile(
    r"\b(?:extra|another|additional|remain\w*|others?|rest|left|leav\w+|gain\w*|join\w*|add\w*|on top|more|fewer|less|"
    r"newcomers|lost|lose|short|missing|difference|gap|require\w*|need\w*|higher|lower|balance|surplus|deficit|margin)\b",
    re.IGNORECASE,
)
"""Words about a figure that may be what two others differ by."""
_WHEN_IT_WAS = re.compile(
    r"^\W*(?:more|less|fewer|higher|lower|up|down)\b[^.;:]{0,30}\bthan\b[^.;:]{0,40},? (?:when|where|which|for which) "
    r"(?:(?:it|they|that|this|there|still) )?(?:was|were|had been|stood at|cost|had cost|came to|is|are)\W*$",
    re.IGNORECASE,
)
""" "€26 more than in the year before, when it was €55"."""


def find(scope: Scope) -> Iterator[Relation]:
    """Amounts that the words call a gap, a change or a surplus, with the two figures they lie between."""
    known = lines(scope)
    for claim in scope.claims:
        if not amount_unit(claim.unit) or claim.stance.denied or claim.stance.example:
            continue
        found = tuple(_readings(scope, claim))
        if not any(reading.support is Support.CLEAR for reading in found):
            further = (*_of_line(scope, claim, known), *_derived(scope, claim), *_when_it_was(scope, claim))
            further = (
                further
                if any(r.sole or r.support is Support.CLEAR for r in further)
                else (*further, *_far(scope, claim))
            )
            found = (*_once(exact("difference", claim, further, expect)), *found)
        if found:
            yield Relation("difference", claim, found, claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """The larger less the smaller: 6.3 less 4.9 trillion is 1.4 trillion."""
    a, b = reading.of("minuend"), reading.of("subtrahend")
    known = sorted((x.unit for x in (relation.claim, a, b) if x.unit != units.NUMBER), key=lambda unit: "/" in unit)
    unit = relation.claim.unit if relation.claim.unit in known else next(iter(known), units.NUMBER)
    first, second = (_in(unit, x, figures) for x in (a, b))
    if first.value < second.value:
        a, b, first, second = b, a, second, first
    difference = combine(sub, first, second)
    working = f"{shown(a, figures)} − {shown(b, figures)}"
    return Expected(difference, working)


def _in(unit: str, operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """A level in the unit of all: "the 400 of last year" is in any, "152 minutes a day" in minutes."""
    known, own = level(operand, figures), operand.unit
    return to_unit(known, own if "/" in unit else own.partition("/")[0], unit)


RULE = Rule("difference", "a figure is the stated difference of two others", find, expect)


def _readings(scope: Scope, claim: Claim) -> Iterator[Reading]:
    text = scope.document(claim).text
    before = scope.said_before(claim)
    behind = text[claim.span.end : claim.span.end + 60]
    if is_apart(scope, claim):
        for pair in list(pairs(scope, claim, _fits(claim))) or pairs(scope, claim, comparable(claim.unit)):
            yield _pair(pair.before, pair.after, pair.support)
    if _CLOSED_IN.search(before):
        yield from _gap(scope, claim)
    elif _MOVED.search(before):
        yield from _from_to(scope, claim)
    elif _GAP.search(before) or _MISSING.match(behind):
        yield from _gap(scope, claim)


def _derived(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "It used to take 34 hours. It now takes 22, and the 14 hours gained …"."""
    gap = _GAP.search(scope.said_before(claim)) or _MISSING.match(scope.said_behind(claim))
    done = _DONE.match(scope.said_behind(claim)) or re.search(r"\b(?:more|fewer|less|extra)\b", claim.mention.text)
    named = gap or done or is_apart(scope, claim) or derived.is_outcome(scope, claim)
    if named or derived.marked(scope, claim):
        for couple in derived.couples(scope, claim, _fits(claim), alike=True):
            yield replace(_pair(couple.first, couple.second, Support.LIKELY), sole=couple.sole and bool(named))
    if _TO_THAT.match(scope.said_behind(claim)):
        levels = [o for o in derived.near(scope, claim, _fits(claim)) if o.figure.value > claim.figure.value]
        for a, b in combinations(levels, 2):
            yield replace(_pair(a, b, Support.LIKELY), sole=len(levels) == 2)


def _far(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The gap of a figure of the paragraph and one further back, "the remaining 690,000"; never contradicts."""
    later = [o.span.start - claim.span.end for o in scope.beside(claim) if o.span.start >= claim.span.end][:1]
    behind = scope.said_behind(claim)[: min([REACH, *later])]
    if not (_HINT.search(f"{scope.lead(claim)[-REACH:]} {behind}") or is_apart(scope, claim)):
        return
    fits, block = _fits(claim), claim.sentence.block.span
    before = [o for o in scope.earlier(claim) if fits(o.unit) and o.sentence.block.cell is None][:FAR]
    levels = [o for o in before if o.mention.direction is None and not o.mention.is_range and not is_apart(scope, o)]
    for b, a in combinations(levels, 2):
        if b.sentence.block.span == block and _one_size(a, b):
            yield _pair(a, b, Support.LIKELY)


def _one_size(a: Claim, b: Claim) -> bool:
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return high <= derived.SIZE**2 * low and a.figure.value != b.figure.value


def _when_it_was(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "It cost €71, that is €26 more than in the year before, when it was €55"."""
    beside = [o for o in scope.beside(claim) if _fits(claim)(o.unit) and o.mention.direction is None]
    if len(beside) != 2 or not beside[0].span.end <= claim.span.start <= beside[1].span.start:
        return
    if _WHEN_IT_WAS.match(scope.document(claim).text[claim.span.end : beside[1].span.start]):
        yield replace(_pair(beside[0], beside[1], Support.LIKELY), sole=True)


def _once(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Each pair once, the sole one first."""
    seen: set[frozenset[str]] = set()
    for reading in readings:
        pair = frozenset(operand.by.id for operand in reading.operands)
        if pair not in seen:
            seen.add(pair)
            yield reading


def _of_line(scope: Scope, claim: Claim, known: Sequence[Line]) -> Iterator[Reading]:
    """ "The quota for plaice is 870 tonnes lower": of two years in its row; "the number of calls has risen by 13"."""
    if not (is_apart(scope, claim) or claim.mention.direction or _MOVED.search(scope.said_before(claim))):
        return
    if any(_fits(claim)(other.unit) for other in scope.beside(claim)):
        return
    for line in named_lines(claim, known):
        cells = [cell for cell in line.cells if _fits(claim)(cell.claim.unit) and YEAR.search(cell.head)]
        series: dict[str, list[Place]] = {}
        for cell in cells:
            series.setdefault(YEAR.sub("", cell.head), []).append(cell)
        said = {token.stem for token in claim.sentence.tokens}
        named = [places for places in series.values() if len(places) > 1 and _is_said(places, said)]
        for places in named:
            ordered = sorted(places, key=lambda place: YEAR.findall(place.head))
            for first, second in combinations(ordered, 2):
                last = [first, second] == ordered[-2:] and len(named) == 1 and _goes(scope, claim, first, second)
                clear = last and len(ordered) == 2 and bool(ordered[0].stems & said)
                support = Support.CLEAR if clear else Support.LIKELY
                yield replace(_pair(first.claim, second.claim, support), sole=last)


def _goes(scope: Scope, claim: Claim, first: Place, second: Place) -> bool:
    """Whether two years go the way that the words say: "lost 3,500", "870 tonnes lower"."""
    words = f"{scope.lead(claim)} {claim.mention.text} {scope.said_behind(claim)[:REACH]}"
    falls, rises = _FALLS.search(words) is not None, _RISES.search(words) is not None
    return falls != rises and falls == (second.claim.figure.value < first.claim.figure.value)


def _is_said(places: Sequence[Place], said: set[str]) -> bool:
    """Whether the sentence has a word of the column's head, if the head says more than the year."""
    return not places[0].stems or bool(places[0].stems & said) or places[0].claim.unit != units.NUMBER


def _gap(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The two figures of its unit said last, in this sentence and the one before; else "between A and B" behind it."""
    fits = same_unit(claim.unit)
    beside = [other for other in scope.beside(claim) if fits(other.unit)]
    before = [other for other in beside if other.span.end <= claim.span.start]
    if len(before) < 2:
        before = [*_sentence_before(scope, claim, fits), *before]
    pair = before[-2:] if len(before) >= 2 else [o for o in beside if o.span.start > claim.span.end][:2]
    if len(pair) == 2:
        together = pair[0].sentence.span == pair[1].sentence.span
        left = _GAP.search(scope.said_before(claim)) is None and _LEFT.match(scope.said_behind(claim)) is not None
        shrunk = _CLOSED_IN.search(scope.said_before(claim)) and pair[0].sentence.span != claim.sentence.span
        alone = (
            (together or not left)
            and not shrunk
            and ends(scope, claim)
            and (len(before) == 2 or (not before and len(beside) == 2))
        )
        yield _pair(pair[0], pair[1], Support.CLEAR if alone else Support.LIKELY)
    near = [o for o in scope.earlier(claim) if fits(o.unit) and o.sentence.block.span == claim.sentence.block.span]
    for a, b in combinations(near[:PARAGRAPH], 2):
        if {a.id, b.id} != {other.id for other in pair}:
            yield _pair(a, b, Support.LIKELY)


def _sentence_before(scope: Scope, claim: Claim, fits: Callable[[str], bool]) -> list[Claim]:
    """The fitting figures of the last sentence of the same paragraph that has any, in order."""
    earlier = [other for other in scope.earlier(claim) if other.sentence.span != claim.sentence.span]
    near = [other for other in earlier if other.sentence.block.span == claim.sentence.block.span]
    last = [other for other in near if other.sentence.span == near[0].sentence.span]
    return [other for other in reversed(last) if fits(other.unit)]


def _from_to(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "fell by 10 MW from 50 MW to 40 MW", "rose 10 MW to 50 MW from 40 MW"."""
    behind = [other for other in scope.beside(claim) if other.span.start > claim.span.end][:2]
    if len(behind) == 2 and all(same_unit(claim.unit)(other.unit) for other in behind):
        cues = (scope.between(claim, behind[0]), scope.between(behind[0], behind[1]))
        words = [re.findall(r"\b(?:from|to)\b", cue)[-1:] for cue in cues]
        if words in ([["from"], ["to"]], [["to"], ["from"]]):
            yield _pair(behind[0], behind[1], Support.CLEAR)


def _fits(claim: Claim) -> Callable[[str], bool]:
    """What a figure can be the difference of: figures of its unit, bare numbers; for a bare number any amounts."""
    same = same_unit(claim.unit)
    return lambda unit: amount_unit(unit) and (units.NUMBER in (claim.unit, unit) or same(unit))


def _pair(a: Claim, b: Claim, support: Support) -> Reading:
    why = f"between “{a.mention.text}” and “{b.mention.text}”"
    return Reading((Operand("minuend", a), Operand("subtrahend", b)), support, why)
