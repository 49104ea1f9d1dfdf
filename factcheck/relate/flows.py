"""Figures that are said to move: "an influx of €40 million", "€40 million pours in"."""

from __future__ import annotations

import re

from factcheck.model import Claim
from factcheck.relate.scope import Scope

_INTO = (
    r"(?:flow|pour|stream|flood|rush|surg|enter|pil|mov|inject|pump|funnel|channel|add)(?:s|es|e|ed|ing)?"
    r"|(?:in)?flows?|influx(?:es)?|injections?|infusions?"
)
FLOWS = re.compile(rf"\b(?:{_INTO})\b", re.IGNORECASE)
"""Words of moving in."""
_BEFORE = re.compile(
    r"(?:\b(?:(?:in)?flows?|influx(?:es)?|injections?|infusions?)\s+(?:of|worth|totall?ing)"
    r"|\b(?:inject|pour|pump|funnel|channel|add)(?:s|ed|ing)?(?:\s+(?:in|another|as much as))?)\s+"
    r"(?:an?\s+(?:additional|extra|further)\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?:\s+(?:in|of|from|worth of)\b)?(?:\s+[\w()’'-]+){0,4}?\s+(?:(?:will|is|are|would|to)\s+)?"
    r"(?:flow|pour|stream|flood|rush|surg|enter|pil|mov)(?:s|es|e|ed|ing)?\b(?!\s+out\b)",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\s+(?:(?:the|its|their|our|all|these|this|that|a|current|existing)\s+)*$", re.IGNORECASE)
"""What only a part is of: "1% of the €900 million flows …"."""
_MAYBE = re.compile(r"\b(?:could|may|might|can)\b", re.IGNORECASE)


def is_flow(scope: Scope, claim: Claim) -> bool:
    """Whether the words right before or behind the figure say that it moves in."""
    lead = f"{scope.lead(claim).rstrip()} "
    if _BEFORE.search(lead):
        return True
    return _OF.search(lead) is None and _BEHIND.match(scope.said_behind(claim)) is not None


def surely_flows(scope: Scope, claim: Claim) -> bool:
    """Whether it moves by these words, and does not only perhaps; a question is no doubt of the figure."""
    return is_flow(scope, claim) and _MAYBE.search(scope.sentence_text(claim.sentence)) is None
