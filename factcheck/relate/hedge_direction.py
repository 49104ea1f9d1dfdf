"""hedge-direction: "nearly", "more than", "at most" with the recomputed figure on the other side of the stated one.

No words assert this by themselves. Whatever another rule recomputes is held against the side of the figure's hedge in
check/verdicts.py, and reported under this rule alone where nothing but the side is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factcheck.interval import Stated, Undefined
from factcheck.model import Expected, Reading, Relation, Rule
from factcheck.relate.scope import Scope


def find(scope: Scope) -> Iterator[Relation]:  # noqa: ARG001
    """Nothing: the relations are those of the other rules."""
    return iter(())


def expect(relation: Relation, reading: Reading, figures: Mapping[str, Stated]) -> Expected:  # noqa: ARG001
    """Nothing can be recomputed from a hedge."""
    raise Undefined("a hedge is judged by what another rule recomputes")


RULE = Rule("hedge-direction", "a hedge points to the side on which the recomputed figure lies", find, expect)
