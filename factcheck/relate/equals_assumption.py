"""equals-assumption: a figure of a measure that the table has, compared with the row of its date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction

from factcheck import units
from factcheck.interval import Stated, Undefined, alike
from factcheck.model import (
    WITNESS,
    Assumption,
    Claim,
    Expected,
    Operand,
    Reading,
    Relation,
    Rule,
    Support,
)
from factcheck.relate import derived
from factcheck.relate.operands import figure, hardly_meant, scaled, to_unit
from factcheck.relate.products import is_of_one
from factcheck.relate.ratios import base_phrase
from factcheck.relate.scope import Candidate, Scope, comparable

OWN_CLAUSE = Fraction(8, 10)
"""The score of a link by words of the figure's own clause; words from afar may be of another figure."""
YEAR = 12
"""Months; a quarter's figure is hardly more than twice the quarter of the year's."""
DISTINCT = 2
"""So many digits must be those of a row of another date for a figure to be known by them."""
FRESH = timedelta(days=100)
"""A row stays the latest word on its measure for a quarter …"""
MOVES = Fraction(1, 4)
"""… after which a figure that differs by less than so much of it may simply be newer."""


def find(scope: Scope) -> Iterator[Relation]:
    """Every stated figure with a measure in the table; what is only supposed is no figure of the measure."""
    for claim in scope.claims:
        if claim.link is None or claim.stance.supposed or claim.stance.denied or claim.stance.example:
            continue
        if _is_gap(scope, claim) or _is_share_said(scope, claim) or _is_hearsay(scope, claim):
            continue
        found = tuple(_readings(scope, claim))
        if found:
            yield Relation("equals-assumption", claim, found, claim.span)


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:
    """The row's figure with its band, in the claim's unit."""
    row = reading.of("row")
    known = to_unit(figure(row, figures), row.unit, relation.claim.unit)
    if reading.manner:
        known = scaled(known, 1 / units.namesakes(relation.claim.unit)[reading.manner])
    return Expected(known, reading.why)


RULE = Rule("equals-assumption", "a figure agrees with the table's row for its date", find, expect)


def _readings(scope: Scope, claim: Claim) -> Iterator[Reading]:
    assert claim.link is not None
    asked = claim.stance.questioned
    doubtful = not claim.link.certain or claim.link.score < OWN_CLAUSE or is_of_one(scope, claim)
    certain = (claim.link.certain or claim.link.bare) and not asked and not _is_ratio_of_something(scope, claim)
    rows = tuple(scope.dated_rows(claim.link.measure, claim, place=claim.link.place))
    witness = tuple(Operand(WITNESS, other) for other in _witnesses(scope, claim, rows))[:1]
    if any(candidate.support is Support.CLEAR for candidate in rows):
        least = Support.CLEAR if _says_now(scope, claim) else Support.LIKELY if _says_when(scope, claim) else None
        rows = tuple(candidate for candidate in rows if least is None or candidate.support >= least)
    for candidate in rows:
        sure = certain and not _may_have_moved(scope, claim, candidate.by) and not _of_less_time(claim, candidate.by)
        sure = sure and not (doubtful and hardly_meant(claim.figure, candidate.by.figure))
        sure = sure and not _said_of_another(scope, claim, candidate.by)
        sure = sure or (not asked and candidate.support is Support.CLEAR and _digits_tell(scope, claim, candidate.by))
        support = candidate.support if sure else min(candidate.support, Support.LIKELY)
        sole = candidate.support is Support.CLEAR and not asked and _sole(scope, claim, candidate.by)
        against = () if _can_be(claim, candidate.by) else witness
        yield Reading((Operand("row", candidate.by), *against), support, candidate.why, sole=sole)
        for name in units.namesakes(claim.unit):
            why = f"{candidate.why} in {name}s"
            yield Reading((Operand("row", candidate.by),), min(support, Support.LIKELY), why, name)


def _witnesses(scope: Scope, claim: Claim, rows: Sequence[Candidate]) -> Iterator[Claim]:
    """The claims that give the measure another figure, which a row bears out that this claim may be held against.

    Those of its own article come first: "a stock of 9 million", and further down "the whole stock of 44 million".
    Where words leave it open whether a figure is of the measure, that a row has it settles the matter.
    """
    assert claim.link is not None
    fitting = [candidate.by for candidate in rows if candidate.support is not Support.POSSIBLE]
    others = [other for other in scope.of_measure(claim.link.measure) if _says_otherwise(claim, other)]
    for other in sorted(others, key=lambda other: (other.span.document != claim.span.document, not _is_sure(other))):
        if any(isinstance(row, Assumption) and _states(other, row) for row in fitting):
            yield other


def _says_otherwise(claim: Claim, other: Claim) -> bool:
    """Whether another sentence gives the claim's measure, for its date and place, a figure that is not the claim's."""
    stance, places = other.stance, {each.link.place for each in (claim, other) if each.link is not None}
    said = not (stance.supposed or stance.denied or stance.example or stance.questioned)
    dated = claim.period is None or other.period is None or claim.period.overlaps(other.period)
    elsewhere = other.sentence.span != claim.sentence.span and len(places - {None}) <= 1
    return said and dated and elsewhere and not claim.figure.charitable.meets(other.figure.charitable)


def _is_sure(claim: Claim) -> bool:
    return claim.link is not None and claim.link.certain


_THAN = re.compile(r"\s+(?:[a-z]+\s+)?(?:more|less|fewer|\w+er)\s+than\b", re.IGNORECASE)


def _is_gap(scope: Scope, claim: Claim) -> bool:
    """ "£9 million wider than": how far two figures lie apart is neither of them."""
    return _THAN.match(scope.document(claim).text, claim.span.end) is not None


def _is_hearsay(scope: Scope, claim: Claim) -> bool:
    """ "The Courier wrote that you bake 4,200 loaves" beside the true figure: the article knows better.

    Where the words name the measure plainly, the figure is held against the table all the same.
    """
    if claim.link is None or claim.link.certain or not claim.stance.hearsay:
        return False
    others = [other for other in scope.article(claim) if other.sentence.span != claim.sentence.span]
    return any(_meet(other, row) for row in scope.rows(claim.link.measure) for other in others if other.link)


_SHARE_OF = re.compile(
    r"\s+of\b[^,;.:]*(?:,|\(|[–—]|\bor)\s*(?:(?:or|i\.e\.|some|about|around|nearly|almost)\s+)*", re.IGNORECASE
)


def _is_share_said(scope: Scope, claim: Claim) -> bool:
    """ "A tenth of the dairy herd, 21,200 cows": the figure is that share, not the herd."""
    before = [other for other in scope.beside(claim) if other.span.end <= claim.span.start][-1:]
    return any(
        units.is_ratio(o.unit) and o.unit != "multiple" and _SHARE_OF.fullmatch(scope.between(o, claim)) for o in before
    )


def _said_of_another(scope: Scope, claim: Claim, row: Claim | Assumption) -> bool:
    """Whether the sentence gives the row's figure to another: "reached 6.53 billion, above the 6.40 of the quarter
    before"; or only compares with this one: "wider than the £12 million that was agreed".
    """
    if not isinstance(row, Assumption) or _meet(claim, row):
        return False
    beside = any(comparable(row.unit)(other.unit) and _meet(other, row) for other in scope.beside(claim))
    return beside or derived.is_base(scope, claim)


def _says_when(scope: Scope, claim: Claim) -> bool:
    """Whether the sentence gives one date, the figure's: a row of another date is then no reading of it."""
    dated = claim.period is not None and claim.period.text in scope.sentence_text(claim.sentence)
    return dated and len(claim.sentence.dates) <= 1


def _digits_tell(scope: Scope, claim: Claim, row: Claim | Assumption) -> bool:
    """Whether a figure that the sentence dates by this row has the digits of its measure, by a slip that is known.

    "In September 2024 there were 49,400" has those of 2023's row: the measure is meant, and the year is wrong. "Last
    year it wrote off 3.2 million" has those of the row's 3.2 billion.
    """
    if not isinstance(row, Assumption) or not _says_when(scope, claim) or _meet(claim, row):
        return False
    if len(str(abs(claim.figure.value.numerator)).strip("0")) < DISTINCT or _said_of_another(scope, claim, row):
        return False
    return _is_stale(scope, claim, row) or _is_rescaled(scope, claim, row)


def _is_stale(scope: Scope, claim: Claim, row: Assumption) -> bool:
    """Whether the figure is the very one of a row of another date."""
    others = (other for other in scope.rows(row.measure) if other.place == row.place and other.id != row.id)
    return any(alike(other.figure, row.figure) and other.figure.value == claim.figure.value for other in others)


def _is_rescaled(scope: Scope, claim: Claim, row: Assumption) -> bool:
    """Whether the figure is the row's, a thousand or a million times off, and nothing else in the article states it."""
    if claim.unit == units.NUMBER or units.is_ratio(claim.unit) or _SCALE_WORD.search(claim.mention.text) is None:
        return False
    moved = (scaled(claim.figure, Fraction(1000) ** power) for power in (-2, -1, 1, 2))
    same = any(row.figure.value == each.value for each in moved) and claim.unit == row.unit
    return same and not any(comparable(row.unit)(other.unit) and _meet(other, row) for other in scope.article(claim))


_SCALE_WORD = re.compile(r"thousand|illion|\d\s?(?:k|m|mn|bn|tn)\b", re.IGNORECASE)


def _says_now(scope: Scope, claim: Claim) -> bool:
    """Whether the figure is said to be today's: "the bank now runs 402 branches" is not of last year.

    At the head of a sentence the word governs all of it, up to what is said of another time.
    """
    said = scope.said_before(claim)
    opened = _NOW_OPENS.match(said) is not None and _THEN.search(said) is None and not derived.is_base(scope, claim)
    return claim.period is None and (opened or _NOW.search(said[-60:]) is not None)


_NOW = re.compile(r"\b(?:now|today|currently|at present|these days)\b[^,;:.]*$", re.IGNORECASE)
_NOW_OPENS = re.compile(r"\W*(?:now|today|currently|at present|at the moment|these days),", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:was|were|had|once|ago|then|earlier|previously|former\w*|before|until|originally|used to|last|will|"
    r"by (?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _of_less_time(claim: Claim, row: Claim | Assumption) -> bool:
    """Whether an undated figure of an article about a quarter may be the quarter's, where the row is the year's."""
    if claim.months is None or claim.period is not None or not isinstance(row, Assumption) or row.as_of is None:
        return False
    longer = (row.as_of.last - row.as_of.first).days > 45 * claim.months
    return longer and abs(claim.figure.value) * YEAR <= 2 * claim.months * abs(row.figure.value)


def _sole(scope: Scope, claim: Claim, row: Claim | Assumption) -> bool:
    """Whether the figure is the only one of the article that can be the row's, and is no other row's either.

    An editor keeps a row because articles state it: where nothing else states it, the one figure of about its size
    that the words lead to is meant to. Shares are too alike to tell.
    """
    plain = not units.is_ratio(claim.unit) and claim.unit != units.NUMBER
    if claim.link is None or claim.link.strange or not isinstance(row, Assumption) or not plain:
        return False
    if scope.context(claim).is_partitive:
        return False  # "€5.3 billion of the money"
    if not alike(claim.figure, row.figure) or _may_have_moved(scope, claim, row) or _of_less_time(claim, row):
        return False
    others = [other for other in scope.article(claim) if other.id != claim.id]
    states = any(comparable(row.unit)(other.unit) and _states(other, row) for other in others)
    rivals = any(
        other.link is not None and other.link.measure == row.measure and alike(other.figure, row.figure)
        for other in others
    )
    return not states and not rivals and not any(_meet(claim, other) for other in scope.assumptions)


def _states(claim: Claim, row: Assumption) -> bool:
    """Whether a figure may be the row's; "up to 5,200" would be anything."""
    return _meet(claim, row) and not hardly_meant(claim.figure, row.figure)


def _meet(claim: Claim, row: Assumption) -> bool:
    """Whether the figure can be the row's, whatever it is of."""
    try:
        return to_unit(row.figure, row.unit, claim.unit).charitable.meets(claim.figure.charitable)
    except Undefined:
        return False


def _can_be(claim: Claim, row: Claim | Assumption) -> bool:
    return isinstance(row, Assumption) and _meet(claim, row)


def _may_have_moved(scope: Scope, claim: Claim, row: Claim | Assumption) -> bool:
    """Whether a figure may be newer than the row and not far from it: the measure has moved since.

    What has come together "this year" grows from day to day; a figure without a date may be a quarter old.
    """
    today = scope.document(claim).as_of or scope.document(claim).published
    if today is None or not isinstance(row, Assumption) or row.as_of is None:
        return False
    running = claim.period is not None and claim.period.first < today < claim.period.last
    if claim.period is not None and not running:
        return False
    near = abs(claim.figure.value - row.figure.value) < MOVES * abs(row.figure.value)
    return near and today - row.as_of.last > (timedelta(0) if running else FRESH)


def _is_ratio_of_something(scope: Scope, claim: Claim) -> bool:
    """ "70 times the ETF assets" is of no measure that the words behind it name, unless the row is a ratio too."""
    return claim.unit == "multiple" and base_phrase(scope.context(claim)) is not None
