"""sum-of-parts: a total and all its parts ("90: 40 from A, 30 from B and 20 from C"), recomputed as their sum; and
what is left of a whole when its other parts are taken off ("the remaining 25%")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from factcheck import units
from factcheck.figures import say
from factcheck.interval import Interval, Stated, combine, misprint
from factcheck.model import Assumption, BlockKind, Claim, Expected, Operand, Reading, Relation, Rule, Span, Support
from factcheck.nlp import tokens
from factcheck.phrases import is_a, is_verb
from factcheck.relate.additions import additions
from factcheck.relate.cues import (
    TOTAL_OPENS,
    agrees,
    following,
    is_total,
    linking,
    meets,
    said_earlier,
    said_later,
    sentence_after,
    sentence_before,
    telling,
)
from factcheck.relate.operands import counted, shown, to_unit
from factcheck.relate.pairs import is_apart
from factcheck.relate.products import is_of_one
from factcheck.relate.scope import Scope, amount_unit, comparable, same_unit
from factcheck.relate.wholes import whole_of
from factcheck.units import NUMBER

REST = "rest"
"""The claim is what a whole leaves when the other parts are taken off."""

HUNDRED = "hundred"
"""The same of percentages, whose whole is 100%."""

MANY = 3
"""So many parts make a list, whose sum "in all" leaves nothing out; two may be examples."""

TELLING = 20
"""From so many things on, the parts of another name come to the very number hardly by chance."""

LONGEST = 12
"""A list of parts is read up to so many."""

DIGITS = 12
"""A sum of counted things is exact, and given in all its digits."""

NEAREST = 6
"""What is left is left by the last so many figures before it, at most."""

LONGEST_LEAD = 120
"""A list begins at most so many letters behind its total."""

_LISTS = re.compile(
    r"(?::|[–—(]|\bnamely|\b(?:made up|compos(?:ed|ing)|consist(?:s|ed|ing)?) of|\bcompris(?:es?|ed|ing)(?: of)?|"
    r"\b(?:split|divided|shared|distributed)(?: \w+)? (?:between|among|into)|\bbroken down (?:into|as)\b)"
    r"(?P<first>[^:;,()–—]{0,50})$"
)
"""What leads from a total into all of its parts; `first` are the words of the first part before its figure."""
_EXHAUSTS = re.compile(
    r"\b(?:split|divided|shared|distributed|broken down|breaks down|breakdown|made up|composed|consist\w*|"
    r"compris\w*|as follows)\b",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"\b(?:includ\w+|among (?:them|these|those)|such as|mostly|mainly|notably|chiefly|led by|for example|for instance|"
    r"e\.g\.|others?|largest|biggest|single|several|of (?:which|them|these|those|whom)|"
    r"overlap\w*|also|both|each|apiece|highlights?|up from|"
    r"down from|compared|per|average|again)\b"
)
"""Words by which figures are no list of all parts, or no parts at all."""
_COMPARES = re.compile(
    r"(?:\b(?:from|than|compared with|compared to|against|versus|of which|of them|including|"
    r"among them|out of|instead of|"
    r"by|"
    r"another|further|extra|additional)|\bfrom \S+(?: \w+){0,3} to|\b(?:rose|fell|grew|up|down|risen|fallen) to)\s+"
    r"(?:(?:the|its|their|a|about|some|just)\s+)*$"
)
"""Right before a figure that another is compared with, or that is taken from another."""
_EACH = re.compile(r"\b(?:each|every|apiece|per|times)\b")
_LISTED = re.compile(r"(?:,|\band|\bplus|\bas well as)\s*$")
_ADDING = re.compile(r"^\W*(?:together with|with|after|added to|adding|plus|counting)\b", re.IGNORECASE)
"""A sentence that adds to what was said before: "Together with the 812 of April"."""
_PRONOUN = re.compile(r"\W*(?:that|this|which|it)\b", re.IGNORECASE)
_THE_REST = re.compile(
    r"\bthe (?:other|others|remaining|rest)\b(?:,? (?:of|which is|some|about|with))?(?=\s*$|\s+[^\sa-z])"
)
"""Right before the last part, by which the parts are all there are."""
_WENT = re.compile(
    r"^\W*(?:it|this|that|these|they|of (?:this|that|these|it)|the (?:money|sum|total|amount|whole|figure))\b"
    r"[^.:]{0,40}?"
    r"\b(?:went (?:in)?to|went on|was spent on|were spent on|(?:is|are|was|were) (?:made up of|split|divided|shared)|"
    r"consist\w*|compris\w*|breaks? down|broke down|came from|comes from)\b"
)
"""A sentence that takes a total apart: "It went into three things only: …"."""
_OF_ONE = re.compile(r"(?:^\W*|[,;]\s*(?:and\s+)?|\band\s+)(?:an?|each|every)\s+(?:[\w’'-]+\s+){2,5}$", re.IGNORECASE)
"""Before what one of several has: "A tent sleeps 4 scouts, a large hut 12 and"."""
_OF_THAT = re.compile(r"\bof (?:the|all|its|their|our|these|those)(?: [\w-]+){0,2}\s*$", re.IGNORECASE)
"""Before what a share is taken of: "That is only 8% of the 5,150 births"."""
_THESE = re.compile(r"\b(?:these|those|the|all|its)\s*$")
"""Before a number of parts, which is no total of them: "together these four streams"."""
_ALL = re.compile(r"\ball(?: (?:of )?(?:the|these|those|its|their))?\s*$", re.IGNORECASE)
""" "All 72 coins" behind the parts."""
_TAKES_APART = re.compile(
    r"(?:\bof (?:which|whom)|[,;–—] ?(?:and )?of (?:these|those|them|this)|\bincluding)\b[^.;]{0,30}$|"
    r"(?::|[–—(])[^.;]{0,30}$"
)
"""Between a whole and its parts in one sentence."""
_OF_IT = re.compile(r"\bof (?:which|whom|them|it|these|those)\b")
_IS_PART = re.compile(r"^\s*(?:of|out of) (?:this|that|these|those|them|it|the)\b")
""" "The wall takes €37.2 million of this, the hall …"."""
_TAKEN_APART = re.compile(
    r"^\W*(?:(?:some )?of (?:these|those|this|that|them|it)\b|(?:there|these|those|they|this|it) (?:are|were|is|was|"
    r"has|have|had|includes?|included|consist\w*|compris\w*)\b)",
    re.IGNORECASE,
)
"""A sentence that takes the whole of the one before apart: "Of these, …", "There are 412 …"."""
_TWICE = re.compile(r"\b(?:also|both|overlap\w*|more than one|several|multiple|twice|again|too|or more|respectively)\b")
_RUN_GOES_ON = re.compile(r"\s*(?:,|,?\s*and)\s*")
_RUN_ENDS = re.compile(
    r"\s*[,–—(]\s*(?:(?:which is |or )?(?:a (?:combined )?total of|together|altogether|in all|in total)?)\s*"
)
_MORE = re.compile(r"^\W*(?:more|fewer|less|higher|lower|above|below|each|apiece|of (?:which|them|these|those))\b")
_AND = re.compile(r"\b(?:and|plus|as well as)\b|&|\+")
_BREAK = re.compile(
    r"[.;:]|\b(?:while|whereas|but|although|compared|against|than|since|(?:from|up|down) (?:from|by)|where|when)\b|"
    r"\band\b|\bbring\w* (?:the|its|their) (?:[\w-]+ )?(?:total|toll|tally|number|count|sum)\b"
)
_WIDER = re.compile(
    r"\b(?:since|so far|last|this (?:year|month|week|season)|nationwide|worldwide|globally|across|by (?:now|then)|"
    r"quarter|half|decade|in (?:19|20)\d\d|have been|has been|had been|now)\b"
)
"""Words by which a total may hold more than the parts named."""
_TIES = re.compile(
    r"^\W*(?:together|combined|taken together|between them|the|all (?:two|three|four)|that|this)\b", re.I
)
_REST = re.compile(
    r"\b(?:remaining|remainder|rest|balance|other|others)"
    r"(?:\W+(?:of|the|is|are|was|were|came|comes|come|to|at|being|some|about|which|has|have|had|nearly|around|them|"
    r"those|these)\b){0,3}\W*$"
)
_REMAINS = re.compile(r"\b(?:remaining|remainder|rest)\b[^.;]{0,25}$", re.IGNORECASE)
"""Before what is left, in words that leave nothing over; "the other €3 million" may be that of others."""
_LEAVES = re.compile(r"\b(?:leaves|leaving|left)(?: (?:only|just|about|some|nearly|another|the other))?\s*$")
"""Before a percentage: "That leaves 2.8%"; a gap of amounts is the business of the rule `difference`."""
_IS_REST = re.compile(r"^\s+(?:is|are|was|were|being|making up|make up|made up) the (?:rest|remainder)\b")
_TOTAL_ITEM = re.compile(r"^\W*(?:(?:grand|overall|sub)[ -]?)?(?:total|sum|in all|altogether)\b", re.IGNORECASE)


def find(scope: Scope) -> Iterator[Relation]:
    """Totals with the parts behind or before them, and remainders; these bear out wholes that nothing else does."""
    found = list(_asserted(scope))
    told = {relation.claim.id for relation in found}
    yield from found
    for relation in found:
        yield from (whole for whole in _bears_out(relation) if whole.claim.id not in told)


def _asserted(scope: Scope) -> Iterator[Relation]:
    for claim in scope.claims:
        if not _can_be_sum(claim) or claim.stance.denied or claim.stance.example:
            continue
        made = _remainder(scope, claim) if _is_rest(scope, claim) else (*_total(scope, claim), *_hundred(scope, claim))
        relation = telling(Relation("sum-of-parts", claim, tuple(made), claim.span), expect)
        if relation is not None:
            yield relation
        if relation is None or relation.readings[0].support is not Support.CLEAR:
            yield from _misprinted(scope, claim)


def _bears_out(remainder: Relation) -> Iterator[Relation]:
    """The whole of a remainder that clearly comes out: 215 seats, of which 148 sold by post and "the remaining 67"."""
    reading = remainder.readings[0]
    clear = reading.manner == REST and reading.support is Support.CLEAR
    if clear and meets(remainder, reading, expect, to_the_digit=True):
        whole, *parts = (operand.by for operand in reading.operands if isinstance(operand.by, Claim))
        yield Relation("sum-of-parts", whole, (_reading([*parts, remainder.claim], Support.LIKELY),), whole.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """40 + 30 + 20 is 90; of 100% less 40% and 35%, 25% remain."""
    unit = relation.claim.unit
    parts = [operand.by for operand in reading.operands if operand.role == "part"]
    total = combine(_sum, *(_in_unit(part, unit, figures) for part in parts))
    said = [shown(part, figures) for part in parts]
    if not reading.manner:
        exact = (
            say(total.value, relation.claim.mention.unit, significant=DIGITS) if total.charitable.width == 0 else None
        )
        return Expected(total, " + ".join(said), exact)
    whole, name = Stated.exactly(Fraction(100)), "100%"
    if reading.manner == REST:
        by = reading.of("whole")
        whole, name = to_unit(counted(by, figures), by.unit, unit), shown(by, figures)
    return Expected(combine(lambda a, b: a - b, whole, total), " − ".join([name, *said]))


RULE = Rule("sum-of-parts", "a total is the sum of its parts", find, expect)


def _in_unit(part: Claim | Assumption, unit: str, figures: Mapping[str, Stated]) -> Stated:
    """A part in the unit of the sum; a bare number is of that unit."""
    return to_unit(counted(part, figures), part.unit, unit)


def _sum(*parts: Interval) -> Interval:
    return sum(parts[1:], parts[0])


def _can_be_sum(claim: Claim) -> bool:
    return (amount_unit(claim.unit) or claim.unit in {"percent", NUMBER}) and claim.mention.direction is None


def _fits(claim: Claim) -> Callable[[Claim], bool]:
    """Whether a figure may be added up to the claim: of its unit, or another counted noun; no change."""
    fits = comparable(claim.unit) if amount_unit(claim.unit) else same_unit(claim.unit)
    elliptic = units.is_physical(claim.unit)  # "1,210 barrels in spring and 1,540 in summer"

    def fitting(other: Claim) -> bool:
        kind = fits(other.unit) or (elliptic and other.unit == NUMBER)
        return kind and other.mention.direction is None and not units.is_time(other.unit)

    return fitting


# ── a total, then its parts ──


def _total(scope: Scope, claim: Claim) -> Iterator[Reading]:
    fits = _fits(claim)
    behind = [other for other in said_later(scope, claim) if fits(other)]
    if len(behind) >= 2:
        yield from _listed_behind(scope, claim, behind)
    yield from _in_next_sentence(scope, claim)
    yield from _exceeded(scope, claim, behind)
    yield from _items_behind(scope, claim)
    yield from _added_up(scope, claim, [other for other in said_earlier(scope, claim) if fits(other)])
    yield from (_reading(parts, support) for parts, support in additions(scope, claim, fits))


def _listed_behind(scope: Scope, claim: Claim, behind: list[Claim]) -> Iterator[Reading]:
    """ "90 animals: 40 dogs, 30 cats and 20 rabbits", "300 seats split between …"; only likely where less is said."""
    lead = linking(scope, claim, behind[0])
    opened = _LISTS.search(lead)
    parts = _enumeration(scope, behind)
    if parts is None or _too_large(claim, parts) or _number_of(claim, parts):
        return
    whole = scope.words(Span(claim.span.document, claim.span.end, _list_end(claim, parts, behind))).casefold()
    ends = _ends_with_the_rest(scope, parts)
    alone = len(parts) == len(behind) and _only_of_its_kind(scope, claim)
    alone = alone and not _EXAMPLES.search(_THE_REST.sub("", whole) if ends else whole)
    clear = opened is not None and not _comments_open(opened[0], whole) and len(lead) <= LONGEST_LEAD
    clear = clear and alone and (ends or _parallel(scope, parts))
    if opened or _adds_up(claim, parts):
        yield _reading(parts, Support.CLEAR if clear else Support.LIKELY)


def _ends_with_the_rest(scope: Scope, parts: list[Claim]) -> bool:
    """Whether the last part is called all the others: "firms €4.7 billion and households the other €2.1 billion"."""
    return _THE_REST.search(linking(scope, parts[-2], parts[-1])) is not None


def _adds_up(claim: Claim, parts: list[Claim]) -> bool:
    """Figures that no word calls parts are taken for parts only where they come to the very total."""
    total = combine(_sum, *(part.figure for part in parts))
    if min(part.figure.value for part in parts) <= claim.figure.strict.width:  # any total takes up a trifle
        return False
    if not {part.unit for part in parts} <= {claim.unit, NUMBER}:  # "312 children, 234 girls and 78 boys"
        counts = all(units.is_count(part.unit) for part in (claim, *parts))
        return counts and claim.figure.value >= TELLING and claim.figure.value == total.value
    return total.strict.meets(claim.figure.strict)


def _in_next_sentence(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "84,320 pupils were on roll. Primary schools taught 48,910, secondary schools 31,640 and …"."""
    behind = [other for other in sentence_after(scope, claim) if _fits(claim)(other)]
    parts = _enumeration(scope, behind)
    if parts is None or not parts or _too_large(claim, parts):
        return
    text = scope.sentence_text(parts[0].sentence).casefold()
    alone = len(parts) == len(behind) and len([o for o in scope.beside(claim) if _fits(claim)(o)]) == 0
    near = claim.sentence.block.span == parts[0].sentence.block.span
    if (
        alone
        and near
        and not _EXAMPLES.search(text)
        and len(parts) >= MANY
        and _WENT.match(text)
        and _parallel(scope, parts)
    ):
        yield _reading(parts, Support.CLEAR)
    elif _adds_up(claim, parts):
        exactly = sum(part.figure.value for part in parts) == claim.figure.value
        if near or exactly:  # of another paragraph there may be some that come near by chance
            yield _reading(parts, Support.LIKELY)


def _exceeded(scope: Scope, claim: Claim, behind: list[Claim]) -> Iterator[Reading]:
    """Parts that are more than their whole, which is wrong whatever else it holds.

    "It received 1,265 complaints. Of these, 874 concerned delays, 391 the staff and 347 …", "… All 72 coins are".
    """
    fits = _fits(claim)
    if _IS_PART.match(following(scope, claim)):
        return
    after = [other for other in sentence_after(scope, claim) if fits(other)]
    last = [other for other in sentence_before(scope, claim) if fits(other)]
    near = bool(after) and after[0].sentence.block.span == claim.sentence.block.span
    lists = [
        behind if len(behind) >= MANY - 1 and _TAKES_APART.search(linking(scope, claim, behind[0])) else [],
        after if near and not behind and _TAKEN_APART.match(scope.sentence_text(after[0].sentence)) else [],
        last if _ALL.search(scope.said_before(claim)) and not said_earlier(scope, claim) else [],
    ]
    for figures in lists:
        parts = _enumeration(scope, figures) if figures else None
        if parts is None or _too_large(claim, parts) or not _one_verb(scope, parts):
            continue
        total = combine(_sum, *(counted(part, {}) for part in parts))
        if {part.unit for part in parts} <= {claim.unit, NUMBER} or all(units.is_count(part.unit) for part in parts):
            sure = total.charitable.low > claim.figure.charitable.high and not _overlap(scope, parts)
            if sure or _adds_up(claim, parts):
                yield _reading(parts, Support.CLEAR if sure else Support.LIKELY)


def _one_verb(scope: Scope, parts: list[Claim]) -> bool:
    """Whether the parts share the verb of the first, as parts by one criterion do.

    "412 are women and 300 are over fifty" may be the same people; "412 go by bus, 300 by bike and 250 on foot" are not.
    """
    alike = units.is_currency(parts[0].unit) and _parallel(scope, parts) and _next_word(scope, parts[-1])
    if len(parts) < MANY and not alike:
        return False
    for one, other in pairwise(parts):
        words = tokens(linking(scope, one, other))
        start = max((at for at, token in enumerate(words) if token.text in {",", ";", "and"}), default=0)
        gap = words if one is not parts[0] else words[start:]
        if any(is_verb(gap, at) for at in range(len(gap))):
            return False
    return True


def _overlap(scope: Scope, parts: list[Claim]) -> bool:
    """Whether the words leave room for things that are counted twice."""
    sentence = scope.sentence_text(parts[0].sentence).casefold()
    return _TWICE.search(sentence) is not None or any(part.mention.is_range for part in parts)


def _comments_open(opening: str, list_: str) -> bool:
    """A bracket that is closed before the list ends holds something else."""
    return opening.startswith("(") and ")" in list_


def _list_end(claim: Claim, parts: list[Claim], behind: list[Claim]) -> int:
    """Up to the next figure behind the list, else some words behind it."""
    later = [other.span.start for other in behind if other.span.start > parts[-1].span.end]
    return min([*later, parts[-1].span.end + 40, claim.sentence.span.end])


def _enumeration(scope: Scope, figures: list[Claim]) -> list[Claim] | None:
    """The figures up to the one that "and" joins last; None where they make no list, or have no end."""
    for at, (one, other) in enumerate(pairwise(figures), 1):
        words = linking(scope, one, other)
        if _COMPARES.search(words) and not _AND.search(words):
            return None
        if _AND.search(words) and not re.search(r"\.\s", words):
            following_and = figures[at + 1 :][:1]
            goes_on = following_and and _joined(linking(scope, other, following_and[0]))
            if not goes_on:
                return figures[: at + 1]
        if not re.search(r"[,;]|\band\b", words):
            return None
    return None


def _joined(words: str) -> bool:
    return _AND.search(words) is not None


def _too_large(claim: Claim, parts: list[Claim]) -> bool:
    """A part that exceeds the total is none of its parts: "in 3 cities: 40 in Oslo, …"."""
    return any(part.figure.charitable.low > claim.figure.charitable.high for part in parts)


def _number_of(claim: Claim, parts: list[Claim]) -> bool:
    """Whether the figure counts the parts: "in 3 cities: 2 in Oslo, 1 in Rome and 1 in Bonn"."""
    return claim.figure.value == len(parts) and any(part.unit not in {claim.unit, NUMBER} for part in parts)


def _only_of_its_kind(scope: Scope, claim: Claim) -> bool:
    """Whether no other figure before it could be the total: "90, 10 more than last year: 40 dogs …"."""
    fits = same_unit(claim.unit)
    return not any(fits(other.unit) for other in said_earlier(scope, claim))


def _parallel(scope: Scope, parts: list[Claim]) -> bool:
    """Whether the parts are said alike: all "from …", all "for …", or each with a noun of its own.

    "40,000 from abroad and 12,000 children" are no two parts of one whole.
    """
    following_words = {_next_word(scope, part) for part in parts}
    bare = len(parts) >= MANY and all(part.unit == NUMBER for part in parts)
    return len(following_words) == 1 or (bare and following_words <= _PLACES)


_PLACES = frozenset({"", "at", "in", "on"})
"""Before places, of which each thing is at one: "300 at the gate, 200 online, 40 in shops"."""


def _next_word(scope: Scope, part: Claim) -> str:
    word = re.match(r"\s*([\w'’-]*)", following(scope, part))
    found = word[1] if word else ""
    return found if is_a(found, "preposition") else ""


# ── a list of which one figure is misprinted ──


def _misprinted(scope: Scope, whole: Claim) -> Iterator[Relation]:
    """The part of a list, or the whole, that one wrong digit keeps from coming out.

    "£168,000, of which £121,000 came from fees, £26,000 from shows and £12,000 from the town" lacks £9,000, and
    £21,000 is £12,000 with its digits swapped.
    """
    parts = _list_of(scope, whole)
    if not parts or len({part.unit for part in (whole, *parts)} - {NUMBER}) > 1:
        return
    readings = [(whole, _reading(parts, Support.LIKELY))]
    for part in parts:
        others = [other for other in parts if other is not part]
        readings.append((part, _reading(others, Support.LIKELY, whole=whole)))
    total = combine(_sum, *(counted(part, {}) for part in parts))
    if total.charitable.meets(whole.figure.charitable):
        return
    for claim, reading in reversed(readings):
        expected = expect(Relation("sum-of-parts", claim, (reading,)), reading, {}).figure
        if misprint(claim.figure, expected):
            yield Relation("sum-of-parts", claim, (replace(reading, sole=True),), claim.span)
            return


def _list_of(scope: Scope, whole: Claim) -> list[Claim]:
    """All parts of the whole, as far as the words tell: behind "of which", or in a sentence of their own."""
    fits = _fits(whole)
    behind = [other for other in said_later(scope, whole) if fits(other)]
    after = [other for other in sentence_after(scope, whole) if fits(other)]
    near = bool(after) and after[0].sentence.block.span == whole.sentence.block.span
    if behind and _OF_IT.search(linking(scope, whole, behind[0]) + _of_them(scope, behind[0])):
        parts = _enumeration(scope, behind)
        least = MANY - 1 if _of_them(scope, behind[0]) else MANY
    else:
        first = not [other for other in said_earlier(scope, whole) if fits(other)]
        parts = _enumeration(scope, after) if near and first else None
        least = MANY
    if not parts or len(parts) < least or _too_large(whole, parts) or _doubtful(scope, parts[1:]):
        return []
    return parts if _one_verb(scope, parts) or least < MANY else []


def _of_them(scope: Scope, part: Claim) -> str:
    """The words "of them" right behind the first part: "164 ships, 92 of them owned and 82 chartered"."""
    found = _IS_PART.match(following(scope, part))
    return found[0] if found else ""


# ── a total and the items of a list ──


def _items_behind(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """ "The $90 million are split as follows:" before a list."""
    text = scope.sentence_text(claim.sentence)
    if not text.rstrip().endswith(":") or claim.sentence.block.kind is BlockKind.ITEM:
        return
    items = _items(scope, claim, +1)
    parts = [part for part in items if part is not None and not _is_total_item(scope, part)]
    if len(parts) < 2 or _EXAMPLES.search(text.casefold()) or _too_large(claim, parts):
        return
    alone = not [other for other in scope.beside(claim) if _fits(claim)(other)]
    clear = alone and None not in items and _EXHAUSTS.search(text)
    yield _reading(parts, Support.CLEAR if clear else Support.LIKELY)


def _items(scope: Scope, claim: Claim, step: int) -> list[Claim | None]:
    """The first fitting figure of each list item right behind (or before) the claim's block, in order."""
    blocks, fits = scope.document(claim).blocks, _fits(claim)
    at = blocks.index(claim.sentence.block) + step
    found: list[Claim | None] = []
    while 0 <= at < len(blocks) and blocks[at].kind is BlockKind.ITEM:
        inside = [c for c in scope.article(claim) if c.sentence.block == blocks[at] and fits(c)]
        found.append(inside[0] if inside else None)
        at += step
    return found[::step]


def _is_total_item(scope: Scope, claim: Claim) -> bool:
    block = claim.sentence.block
    return block.kind is BlockKind.ITEM and _TOTAL_ITEM.match(scope.words(block.span)) is not None


# ── parts, then their total ──


def _added_up(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """ "$51 million and $33 million, a total of $84 million"; "Altogether 84" after a sentence or a list.

    "That makes 84 more" is a difference.
    """
    if is_apart(scope, claim):
        return
    opened = _opens(scope, claim)
    if claim.figure.value <= LONGEST and _THESE.search(scope.said_before(claim).casefold()):
        return
    if _OF_THAT.search(scope.said_before(claim)) and not is_total(scope, claim, scope.lead(claim).casefold()):
        return
    run = _run(scope, claim)
    if len(run) >= MANY - 1 and is_total(scope, claim, linking(scope, run[-1], claim)):
        yield _reading(run, Support.CLEAR)
    elif len(before) >= 2 and is_total(scope, claim, linking(scope, before[-1], claim)):
        yield from _in_sentence(scope, claim, before)
    elif not before and (opened or is_total(scope, claim, scope.said_before(claim).casefold())):
        for reading in _from_before(scope, claim, opened):
            parts = [operand.by for operand in reading.operands if isinstance(operand.by, Claim)]
            if not opened or not _too_large(claim, parts):  # "It is 6.8 metres high" adds nothing up
                yield reading
    if before and _ADDING.match(scope.said_before(claim)):
        yield from _with_those(scope, claim, before)
    if _is_total_item(scope, claim):
        items = _items(scope, claim, -1)
        yield from _whole_list(items, clear=True)


def _with_those(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """ "846 sold in May. Together with the 812 of April, that makes 1,658": with what was said last, to the digit."""
    fits = _fits(claim)
    paragraph = claim.sentence.block.span
    said = [o for o in scope.earlier(claim) if o.sentence.block.span == paragraph and o not in before and fits(o)]
    for start, stop in ((0, 1), (1, 2), (2, 3), (0, 2), (0, 3)):
        parts = [*said[start:stop][::-1], *before]
        if len(said) >= stop and agrees(
            "sum-of-parts", claim, _reading(parts, Support.LIKELY), expect, to_the_digit=True
        ):
            yield _reading(parts, Support.LIKELY)


def _opens(scope: Scope, claim: Claim) -> bool:
    """Whether its sentence opens as a sum: "Altogether 84", "That makes 84"; not "It is hard work: 84 of us …"."""
    opened = TOTAL_OPENS.match(scope.sentence_text(claim.sentence))
    pronoun = opened is not None and _PRONOUN.match(opened[0])
    return opened is not None and not (pronoun and re.search(r"[,:;–—]", scope.said_before(claim)[opened.end() :]))


def _run(scope: Scope, claim: Claim) -> list[Claim]:
    """Amounts with nothing but commas and one "and" between them, right before their total: "8, 6 and 10 metres,"."""
    run: list[Claim] = []
    for other in reversed(said_earlier(scope, claim)):
        words = linking(scope, other, run[0] if run else claim)
        pattern = _RUN_ENDS if not run else _RUN_GOES_ON
        if not pattern.fullmatch(words) or not same_unit(claim.unit)(other.unit) or units.is_ratio(claim.unit):
            break
        run.insert(0, other)
    joined = len(run) >= MANY - 1 and "and" in linking(scope, run[-2], run[-1])
    return run if joined else []


def _in_sentence(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """All figures before it in the sentence, those of its own noun, and as charity any number of the last."""
    lead = linking(scope, before[-1], claim)
    attached = not _BREAK.search(lead) and not _WIDER.search(re.split(r"[,;(–—]\s", following(scope, claim))[0])
    attached = attached and not _changes(scope, claim)
    lists = [before] if attached and not claim.stance.supposed else []
    for unit in (claim.unit, before[-1].unit) if lists else ():
        kin = [other for other in before if other.unit in {unit, NUMBER}]
        lists += [kin] if len(kin) >= MANY - 1 and kin not in lists else []
    yield from _readings(scope, before, clear=lists)


def _changes(scope: Scope, claim: Claim) -> bool:
    """Whether a figure of its unit is a change: "rose 3% in 2021, 5% in 2022, a combined …" is no sum."""
    fits = same_unit(claim.unit)
    return any(fits(other.unit) and other.mention.direction for other in said_earlier(scope, claim))


def _from_before(scope: Scope, claim: Claim, opened: bool) -> Iterator[Reading]:
    """The figures of the sentence before, or of the list before."""
    fits = _fits(claim)
    blocks = scope.document(claim).blocks
    at = blocks.index(claim.sentence.block)
    first = claim.sentence.span.start == claim.sentence.block.span.start
    if first and at and blocks[at - 1].kind is BlockKind.ITEM and claim.sentence.block.kind is not BlockKind.ITEM:
        yield from _whole_list(_items(scope, claim, -1), clear=opened and not _widens(scope, claim))
        return
    last = [other for other in sentence_before(scope, claim) if fits(other)]
    paragraph = [
        other
        for other in reversed(list(scope.earlier(claim)))
        if other.sentence.block.span == claim.sentence.block.span and fits(other)
    ]
    sure = opened and len(last) >= 2 and not _widens(scope, claim) and _closes(scope, claim, last)
    yield from _readings(scope, paragraph, clear=[last] if sure else [])


def _widens(scope: Scope, claim: Claim) -> bool:
    return _WIDER.search(scope.sentence_text(claim.sentence).casefold()) is not None


def _closes(scope: Scope, claim: Claim, parts: list[Claim]) -> bool:
    """Whether nothing unnamed can be in the sum: it is less than its parts, these are many, or the words tie them."""
    less = claim.figure.charitable.high < sum(part.figure.charitable.low for part in parts)
    tied = _TIES.match(scope.sentence_text(claim.sentence)) is not None
    return less or tied or len(parts) >= MANY


def _whole_list(items: Sequence[Claim | None], *, clear: bool) -> Iterator[Reading]:
    parts = [part for part in items if part is not None]
    if len(parts) >= 2:
        yield _reading(parts, Support.CLEAR if clear and None not in items else Support.LIKELY)


def _readings(scope: Scope, figures: list[Claim], *, clear: list[list[Claim]]) -> Iterator[Reading]:
    """The lists that the words name, where no figure in them compares; then any two or more of the last ones."""
    sure = [parts for parts in clear if not _doubtful(scope, parts)]
    for parts in sure:
        yield _reading(parts, Support.CLEAR)
    for start in range(max(0, len(figures) - LONGEST), len(figures) - 1):
        if figures[start:] not in sure:
            yield _reading(figures[start:], Support.LIKELY)


def _doubtful(scope: Scope, parts: list[Claim]) -> bool:
    """Whether a figure is what another is compared with or taken from: "up FROM 80", "40 OF WHICH"."""
    for part in parts:
        compared = _COMPARES.search(scope.said_before(part).casefold()) or _MORE.match(following(scope, part))
        one = is_of_one(scope, part) or _OF_ONE.search(scope.lead(part))
        if compared or part.mention.is_range or one:
            return True
    sentence = scope.sentence_text(parts[0].sentence).casefold()
    words = scope.words(Span(parts[0].span.document, parts[0].span.end, parts[-1].span.start)).casefold()
    return bool(_EXAMPLES.search(words) or _EACH.search(sentence)) or not _one_list(scope, parts)


def _one_list(scope: Scope, parts: list[Claim]) -> bool:
    """Things of several names stand side by side: "640 men and 512 women", not "36 classrooms with 28 desks"."""
    return all(
        units.conversion(one.unit, other.unit) is not None or _LISTED.search(linking(scope, one, other))
        for one, other in pairwise(parts)
        if one.sentence.span == other.sentence.span and NUMBER not in {one.unit, other.unit}
    )


# ── what is left ──


def _is_rest(scope: Scope, claim: Claim) -> bool:
    before = scope.said_before(claim).casefold()
    left = claim.unit == "percent" and _LEAVES.search(before)
    return bool(left or _REST.search(before) or _IS_REST.match(following(scope, claim)))


def _remainder(scope: Scope, claim: Claim) -> Iterator[Reading]:
    fits = _fits(claim)
    before = [other for other in said_earlier(scope, claim) if fits(other)]
    if claim.unit == "percent":
        yield from _of_hundred(scope, claim, before)
    else:
        yield from _of_whole(scope, claim, before)


def _of_hundred(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """ "40% yes, 35% no, the remaining 25% undecided": with the percentages of its sentence, else of the one before."""
    last = before or [other for other in sentence_before(scope, claim) if _fits(claim)(other)]
    paragraph = [
        other
        for other in reversed(list(scope.earlier(claim)))
        if other.sentence.block.span == claim.sentence.block.span and _fits(claim)(other)
    ][-LONGEST:]
    sure = (len(before) >= 1 or len(last) >= MANY - 1) and not _doubtful(scope, last)
    if sure:
        yield _reading(last, Support.CLEAR, manner=HUNDRED)
    for start in range(len(paragraph)):
        if not sure or paragraph[start:] != last:
            yield _reading(paragraph[start:], Support.LIKELY, manner=HUNDRED)


def _hundred(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The last percentage of a list, which is not said to be all: "49% of the shares and Nordvind 51%"."""
    before = [other for other in said_earlier(scope, claim) if _fits(claim)(other)]
    if claim.unit == "percent" and before and _AND.search(linking(scope, before[-1], claim)):
        yield _reading(before, Support.LIKELY, manner=HUNDRED)


def _of_whole(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """ "Of the 90 animals, 60 were dogs and the remaining 30 cats"."""
    whole = next((w.by for part in before if (w := whole_of(scope, part)) and isinstance(w.by, Claim)), None)
    if whole is not None and whole.id != claim.id:
        parts = [other for other in before if other.id != whole.id]
        if parts:
            clear = not _doubtful(scope, parts)
            yield _reading(parts, Support.CLEAR if clear else Support.LIKELY, whole=whole)
        return
    yield from _of_last_sentence(scope, claim, before)
    yield from _of_something(scope, claim)


def _of_last_sentence(scope: Scope, claim: Claim, before: list[Claim]) -> Iterator[Reading]:
    """ "It costs €86 million. The state pays €52 million and the city the remaining €34 million"."""
    fits = _fits(claim)
    earlier = [other for other in sentence_before(scope, claim) if fits(other)]
    levels = [other for other in earlier if not _COMPARES.search(scope.said_before(other).casefold())]
    only = earlier[0] if levels and levels == earlier[:1] and not _is_shared_out(scope, earlier[0]) else None
    for first, parts in ((before[:1], before[1:]), (before[-1:], before[:-1]), (earlier[:1], before or earlier[1:])):
        if first and parts and first[0].figure.value > max(part.figure.value for part in parts):
            alike = {first[0].unit, *(part.unit for part in parts)} <= {claim.unit, NUMBER}
            named = _REMAINS.search(scope.said_before(claim)) is not None
            larger = first[0].figure.value > sum(part.figure.value for part in parts)
            clear = first[0] is only and alike and named and larger and not _doubtful(scope, parts)
            yield _reading(parts, Support.CLEAR if clear else Support.LIKELY, whole=first[0])


def _is_shared_out(scope: Scope, whole: Claim) -> bool:
    """Whether a part of it is said already: "The loan covers two-thirds of the €162 million"; not "5% more than"."""
    shares = [other for other in scope.beside(whole) if units.is_ratio(other.unit) or other.mention.is_fraction]
    return any(not (share.mention.direction or _MORE.match(following(scope, share))) for share in shares)


def _of_something(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """What is left, to the digit, of anything said earlier by the figures right before it: nothing names its whole."""
    fits = _fits(claim)
    said = [other for other in scope.earlier(claim) if fits(other) and other.sentence.block.cell is None]
    for whole in said:
        kinds = {claim.unit, whole.unit, NUMBER}
        others = [other for other in said if other.unit in kinds and other is not whole][:NEAREST]
        for count in range(1, len(others) + 1):
            parts = others[:count][::-1]
            if sum(part.figure.value for part in parts) >= whole.figure.value:
                break
            reading = _reading(parts, Support.LIKELY, whole=whole)
            if agrees("sum-of-parts", claim, reading, expect, to_the_digit=True):
                yield reading


def _reading(parts: Sequence[Claim], support: Support, *, whole: Claim | None = None, manner: str = "") -> Reading:
    operands = tuple(Operand("part", part) for part in parts)
    said = ", ".join(f"“{part.mention.text}”" for part in parts)
    if whole is not None:
        return Reading((Operand("whole", whole), *operands), support, f"“{whole.mention.text}” less {said}", REST)
    return Reading(operands, support, f"100% less {said}" if manner else f"the sum of {said}", manner)
