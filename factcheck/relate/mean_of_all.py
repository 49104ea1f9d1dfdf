"""The mean of all that was just counted: "deposits of €9 billion from 300,000 customers. The average balance is …".

Neither what is divided nor by what is named, but the passage gives one total of such things, and with it one count
that brings it to the size of the mean. Several loans may go to one farmer, so that the mean of the loans can be less
than what each farmer has; it cannot be more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from factcheck import units
from factcheck.interval import Stated, alike
from factcheck.model import Claim, Operand, Reading, Support
from factcheck.nlp import stem, tokens
from factcheck.phrases import neutral_stems
from factcheck.relate.pairs import is_apart
from factcheck.relate.scope import Scope, amount_unit, same_unit

_THE_AVERAGE = re.compile(
    r"^\W*(?:(?:so|and|thus|but)\s+)?(?:the|its|their)\s+(?:average|mean)\s+(?P<of>(?:[a-z-]+\s+){1,3}?)"
    r"(?:is|was|comes to|came to|stands at|stood at|amounts to|amounted to)\s*$",
    re.IGNORECASE,
)
"""A sentence on the mean of all: "The average account balance is"."""
_NARROWED = re.compile(
    r"^\s*(?:(?:in|for|among|at|on|per|an?|each|of|with|under|over|from|since|after|more|less|higher|lower)\b|/)",
    re.IGNORECASE,
)
"""Behind it, what makes it the mean of some only, or a difference."""
_LATER = re.compile(
    r"\b(?:now|today|currently|since|meanwhile|by then|at the end of|in (?:19|20)\d\d)\b", re.IGNORECASE
)
"""In its sentence, what makes it the mean of another day than the total."""
_FAMILIES = (
    "balance holding account asset saving deposit pot fund",
    "salary wage pay earning payroll wages",
    "loan lend lent mortgage debt credit borrow",
    "donation gift give gave given donate raise raised",
    "grant aid award subsidy support",
    "price sale sell sold order revenue turnover takings ticket bill spending spend spent fare receipt",
    "claim payout paid damage loss",
    "pension benefit",
    "fine penalty",
)
"""A mean of the one is a mean of what the other sums up."""
_STEMS = tuple(frozenset(stem(word) for word in family.split()) for family in _FAMILIES)


def mean_of_all(scope: Scope, claim: Claim) -> Iterator[Reading]:
    """The one total of the passage divided by its one count; only likely where the mean may well be less than that."""
    called = _THE_AVERAGE.match(scope.said_before(claim))
    if called is None or _NARROWED.match(scope.said_behind(claim)) or not _is_plain(scope, claim):
        return
    words = [token.stem for token in tokens(called["of"])]
    totals = [total for total in _totals(scope, claim, words) if _is_of_all(total, words)]
    found = [pair for total in totals for pair in _counted(scope, claim, total)]
    if len({(total.figure.value, count.figure.value) for total, count in found}) != 1:
        return
    total, count = found[0]
    below = claim.figure.charitable.high < _mean(total, count) and stem(count.unit) not in words
    why = f"“{total.mention.text}” divided by “{count.mention.text}”"
    operands = (Operand("total", total), Operand("count", count))
    yield Reading(operands, Support.LIKELY if below else Support.CLEAR, why, sole=not below)


def _is_plain(scope: Scope, claim: Claim) -> bool:
    stance = claim.stance
    stated = not (stance.supposed or stance.denied or stance.questioned) and claim.mention.direction is None
    later = _LATER.search(scope.sentence_text(claim.sentence)) is not None
    return stated and not later and units.is_currency(claim.unit) and not is_apart(scope, claim)


def _totals(scope: Scope, claim: Claim, words: list[str]) -> list[Claim]:
    """The amounts of the passage, the paragraph and the block before it, that sum up such things."""
    blocks = scope.document(claim).blocks
    here = blocks.index(claim.sentence.block)
    near = {block.span for block in blocks[max(0, here - 1) : here + 1]}
    said = [o for o in scope.earlier(claim) if o.sentence.block.span in near and o.sentence.span != claim.sentence.span]
    return [o for o in said if same_unit(claim.unit)(o.unit) and _is_level(scope, o) and _sums_up(scope, o, words)]


def _is_level(scope: Scope, other: Claim) -> bool:
    stance = other.stance
    stated = not (stance.supposed or stance.denied or stance.questioned) and other.mention.direction is None
    return stated and not is_apart(scope, other) and not other.mention.is_range and other.figure.value > 0


def _sums_up(scope: Scope, total: Claim, words: list[str]) -> bool:
    """Whether the words about the total are of one family with the noun of the mean."""
    said = total.topic | {token.stem for token in tokens(scope.lead(total))}
    return not said.isdisjoint(_family(words[-1]))


def _is_of_all(total: Claim, words: list[str]) -> bool:
    """Whether no other word makes it a mean of some: "account balance" does not, "executive salary" does."""
    said = {token.stem for token in total.sentence.tokens} | _family(words[-1]) | neutral_stems()
    return said.issuperset(words)


def _family(word: str) -> frozenset[str]:
    return frozenset({word}).union(*(family for family in _STEMS if word in family))


def _counted(scope: Scope, claim: Claim, total: Claim) -> Iterator[tuple[Claim, Claim]]:
    """The counts of the total's sentence that bring it to about the size of the mean, where the dates allow it."""
    if total.period is not None and claim.period is not None and not total.period.overlaps(claim.period):
        return
    for count in scope.beside(total):
        countable = units.is_count(count.unit) and amount_unit(count.unit) and not units.is_time(count.unit)
        if countable and _is_level(scope, count) and count.figure.value > 1:
            mean = Stated.exactly(_mean(total, count))
            if alike(claim.figure, mean):
                yield total, count


def _mean(total: Claim, count: Claim) -> Fraction:
    return total.figure.value / count.figure.value
