"""A headline that lets a stock flow: "€60 billion pours into wind power", where the body lets €400 million do so.

The body gives the headline's figure as what is there, and only supposes how much moves: ten times less at least. What
has moved already may be a part of the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.model import BlockKind, Claim, Operand, Reading, Relation, Support
from factcheck.relate.flows import FLOWS, is_flow, surely_flows
from factcheck.relate.scope import Scope, amount_unit

FLOW = "flow"
"""The other figure is what flows, by the article's own reckoning."""
LESS = 10
"""So many times less flows, at least."""
_SPENT = re.compile(
    r"\b(?:invest|spend|spent|put|pay|paid|pay|rais|attract|buy|bought|commit|allocat)\w*\b", re.IGNORECASE
)


def stocks_as_flows(scope: Scope) -> Iterator[Relation]:
    """The figures of headlines that are said to flow and are not what flows in the body."""
    for document in scope.documents:
        title = next((block for block in document.blocks if block.kind is not BlockKind.META), None)
        for claim in scope.claims_in(document.id):
            heads = claim.sentence.block == title or claim.sentence.block.kind is BlockKind.TITLE
            if heads and amount_unit(claim.unit) and not claim.stance.denied and surely_flows(scope, claim):
                yield from _against_body(scope, claim)


def _against_body(scope: Scope, claim: Claim) -> Iterator[Relation]:
    body = [o for o in scope.article(claim) if o.sentence.block != claim.sentence.block and o.unit == claim.unit]
    stocks = [o for o in body if o.figure.value == claim.figure.value]
    flows = [o for o in body if is_flow(scope, o) and not o.stance.denied]
    only_supposed = bool(flows) and all(flow.stance.supposed for flow in flows)
    if not stocks or not only_supposed or any(_moves(scope, stock) for stock in stocks):
        return
    most = max(flows, key=lambda o: o.figure.value)
    if most.figure.charitable.high * LESS > claim.figure.charitable.low:
        return
    why = f"“{most.mention.text}”, which flows by the article's own reckoning"
    yield Relation("restated", claim, (Reading((Operand("other", most),), Support.CLEAR, why, FLOW, sole=True),))


def _moves(scope: Scope, stock: Claim) -> bool:
    """Whether its sentence may say that it moves, or is spent."""
    text = scope.sentence_text(stock.sentence)
    return FLOWS.search(text) is not None or _SPENT.search(text) is not None
