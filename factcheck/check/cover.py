"""The smallest set of figures whose change mends everything: a weighted set cover, exact while it is small.

Each figure mends some of the findings. Findings that share no figure are settled apart. Within a part the sets are
tried in the order of their size, up to LARGEST figures and STEPS trials; what is larger than that is covered greedily,
the figure that mends most first. Of two sets of one size the lighter wins, weight by weight, then the earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

LARGEST = 4
STEPS = 3000

Weights = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that may be at fault: the findings that its change would mend, and how little it is to be blamed."""

    name: str
    mends: frozenset[int]
    weights: Weights = ()


@dataclass(slots=True)
class _Search:
    """The best cover found so far, and how many trials are left."""

    figures: Sequence[Figure]
    best: tuple[Figure, ...] | None = None
    left: int = STEPS
    ranks: Mapping[str, int] = field(default_factory=dict)

    def weight(self, chosen: Iterable[Figure]) -> tuple[int, Weights, tuple[int, ...]]:
        known = sorted(chosen, key=lambda figure: self.ranks[figure.name])
        sums = tuple(sum(column) for column in zip(*(figure.weights for figure in known), strict=True))
        return len(known), sums, tuple(self.ranks[figure.name] for figure in known)

    def branch(self, chosen: tuple[Figure, ...], uncovered: frozenset[int], most: int) -> None:
        """Every cover of at most `most` figures that goes on from those chosen."""
        self.left -= 1
        if not uncovered:
            if self.best is None or self.weight(chosen) < self.weight(self.best):
                self.best = chosen
            return
        if len(chosen) == most or self.left <= 0:
            return
        fitting = {finding: [f for f in self.figures if finding in f.mends] for finding in sorted(uncovered)}
        for figure in min(fitting.values(), key=len):
            self.branch((*chosen, figure), uncovered - figure.mends, most)


def smallest_cover(figures: Sequence[Figure], findings: Iterable[int]) -> tuple[str, ...]:
    """The names of the figures to blame, in the order given; every finding must be mended by at least one.

    Figures mending {1, 2}, {1} and {2}: the first alone. It is exact where each part needs at most LARGEST figures
    and STEPS trials suffice; the trials are counted, so that many findings cost no more than in proportion.
    """
    ranks = {figure.name: at for at, figure in enumerate(figures)}
    chosen: list[str] = []
    for part in _parts(figures, findings):
        inside = [figure for figure in figures if figure.mends & part]
        chosen += (figure.name for figure in _exact(inside, part, ranks) or _greedy(inside, part))
    return tuple(sorted(chosen, key=ranks.__getitem__))


def _exact(figures: Sequence[Figure], part: frozenset[int], ranks: Mapping[str, int]) -> tuple[Figure, ...] | None:
    search = _Search(figures, ranks=ranks)
    for most in range(1, LARGEST + 1):
        search.branch((), part, most)
        if search.best is not None or search.left <= 0:
            break
    return search.best


def _greedy(figures: Sequence[Figure], part: frozenset[int]) -> tuple[Figure, ...]:
    chosen: list[Figure] = []
    while part:
        figure = min(figures, key=lambda each: (-len(each.mends & part), each.weights))
        chosen.append(figure)
        part -= figure.mends
    return tuple(chosen)


def _parts(figures: Sequence[Figure], findings: Iterable[int]) -> list[frozenset[int]]:
    """The findings in groups that no figure joins, in the order of their first."""
    group = {finding: finding for finding in findings}

    def first(finding: int) -> int:
        while group[finding] != finding:
            group[finding] = group[group[finding]]
            finding = group[finding]
        return finding

    for figure in figures:
        roots = sorted({first(finding) for finding in figure.mends})
        for other in roots[1:]:
            group[other] = roots[0]
    parts: dict[int, set[int]] = {}
    for finding in group:
        parts.setdefault(first(finding), set()).add(finding)
    return [frozenset(part) for part in parts.values()]
