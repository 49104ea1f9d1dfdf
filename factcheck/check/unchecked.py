"""Why a claim that has no finding could not be checked, in words for an editor."""

from __future__ import annotations

from factcheck.model import Claim, Relation


def reason(claim: Claim, relations: list[Relation], *, has_table: bool) -> str:
    """The first thing that stood in the way."""
    if claim.stance.example:
        return "given as an example"
    if claim.stance.denied:
        return "the text denies the figure"
    if claim.doubt is not None:
        return claim.doubt
    implied = next((relation.implies for relation in relations if relation.implies), None)
    if implied is not None:
        return f"its whole is not named: {implied}"
    if relations:
        return "no reading of the text is clear enough to judge the figure by"
    if claim.stance.supposed:
        return "a supposed figure: nothing to compare it with"
    if claim.link is not None:
        return f"taken for {claim.link.measure}, but the table has no row to judge it by"
    if not has_table:
        return "no other figure in the articles says anything about it, and there is no table"
    return "the table has no measure that its words name, and no other figure says anything about it"
