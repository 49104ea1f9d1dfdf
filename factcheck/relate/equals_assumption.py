"""equals-assumption: a figure of a measure that the table has, compared with the row of its date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck import units
from factcheck.interval import Stated
from factcheck.model import Claim, Expected, Operand, Reading, Relation, Rule, Support
from factcheck.relate.operands import figure, scaled, to_unit
from factcheck.relate.ratios import base_phrase
from factcheck.relate.scope import Scope


def find(scope: Scope) -> Iterator[Relation]:
    """Every stated figure with a measure in the table; what is only supposed is no figure of the measure."""
    for claim in scope.claims:
        if claim.link is None or claim.stance.supposed or claim.stance.denied or claim.stance.example:
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
    certain = claim.link.certain and not asked and not _is_ratio_of_something(scope, claim)
    for candidate in scope.dated_rows(claim.link.measure, claim, place=claim.link.place):
        support = candidate.support if certain else min(candidate.support, Support.LIKELY)
        yield Reading((Operand("row", candidate.by),), support, candidate.why)
        for name in units.namesakes(claim.unit):
            why = f"{candidate.why} in {name}s"
            yield Reading((Operand("row", candidate.by),), min(support, Support.LIKELY), why, name)


def _is_ratio_of_something(scope: Scope, claim: Claim) -> bool:
    """ "70 times the ETF assets" is of no measure that the words behind it name, unless the row is a ratio too."""
    return claim.unit == "multiple" and base_phrase(scope.context(claim)) is not None
