"""One figure said several times: "354 tonnes", and further down "the 354 tonnes" again.

What is wrong with a figure is wrong wherever the article says it, and what is computed from it may name any of the
places. So figures are told apart by their node: the id of the first of those that are one figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from factcheck import units
from factcheck.model import Claim, Finding, Verdict

TELLING = 2
"""So many digits must be the same for two figures of one article to be one; "10%" may be of anything."""


def twins(claims: Iterable[Claim], findings: Sequence[Finding]) -> Mapping[str, str]:
    """The node of each claim: those printed alike in one article are one, and those that a relation says are."""
    nodes: dict[str, str] = {}
    printed: dict[tuple[str, str, str], str] = {}
    for claim in sorted(claims, key=lambda claim: claim.span):
        face = (claim.span.document, claim.mention.text, claim.unit)
        nodes[claim.id] = printed.setdefault(face, claim.id) if _is_telling(claim) else claim.id
    order = {id_: at for at, id_ in enumerate(nodes)}
    for finding in findings:
        for operand in finding.reading.inputs:
            if isinstance(operand.by, Claim) and _is_one(finding, operand.by):
                ends = _first(operand.by.id, nodes), _first(finding.claim.id, nodes)
                nodes[max(ends, key=order.__getitem__)] = min(ends, key=order.__getitem__)
    return {id_: _first(id_, nodes) for id_ in nodes}


def _first(id_: str, nodes: Mapping[str, str]) -> str:
    while nodes[id_] != id_:
        id_ = nodes[id_]
    return id_


def _is_telling(claim: Claim) -> bool:
    digits = "".join(sign for sign in claim.mention.text if sign.isdigit()).strip("0")
    return len(digits) >= TELLING and not units.is_ratio(claim.unit)


def _is_one(finding: Finding, other: Claim) -> bool:
    """Whether a restatement that holds says that the claim is the other, printed as exactly."""
    claim = finding.claim
    same = claim.figure.value == other.figure.value and claim.unit == other.unit
    told = finding.relation.rule == "restated" and finding.verdict is Verdict.CONSISTENT
    return told and same and claim.span.document == other.span.document
