"""Which figures may be at fault for the findings that fail, and which of them each one's change would mend.

A figure that a finding is on mends its own findings. It mends another's too where that holds with it corrected: "600
cubic metres, that is 600 million litres, or 158,000 gallons": the gallons are those of 600,000 litres. A figure that
several findings only compute with is suspected as well, where one change of it lets them all hold and breaks nothing
that holds: "18,000 is half, and 9,000 a quarter, of the 63,000 tonnes": it was 36,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain

from factcheck.check.cover import Figure
from factcheck.check.slips import Kind, slipped
from factcheck.check.trial import ORDER, Trial, corrected, precedence
from factcheck.interval import Stated, alike, revalue
from factcheck.model import Claim, Finding, Reading, Strength, Support, Verdict

NEAR_ENOUGH = Fraction(1, 10)
"""A slip is tried on a figure only where it comes so near to what the figure would have to be."""
MOST = 40
"""A figure that more relations than so many hang on is tried on the first of them …"""
READINGS = 4
"""… on so many readings of each …"""
SOLVED = 6
"""… and with so many of the values that these need, beside the slips."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be at fault: what it should be, which findings that mends, and the finding that says so.

    `finding` is None for a figure that is only computed with; `kind` is then the slip that leads to `figure`, if one
    does. `mends` counts in the findings that fail.
    """

    node: str
    claim: Claim
    figure: Stated
    mends: frozenset[int]
    finding: Finding | None
    kind: Kind | None = None

    def as_figure(self, support: int) -> Figure:
        """How little it is to be blamed: what no relation is on, what the table does not contradict, what is quoted.

        `support` counts the relations on it that hold.
        """
        quoted = self.claim.stance.quoted or self.claim.stance.attributed is not None
        rank = precedence(self.finding)[0] if self.finding is not None else len(ORDER)
        return Figure(self.node, self.mends, (self.finding is None, rank > 0, quoted, rank, support))


def suspects(failing: Sequence[Finding], findings: Sequence[Finding], trial: Trial) -> Iterator[Suspect]:
    """All figures that could be at fault, in the order of the text: those that findings are on, then the others."""
    own: dict[str, list[int]] = defaultdict(list)
    leaning: dict[str, list[int]] = defaultdict(list)
    for at, finding in enumerate(failing):
        own[trial.node(finding.claim)].append(at)
        for node in sorted(_sources(finding, trial)):
            leaning[node].append(at)
    for node, ats in own.items():
        first = min((failing[at] for at in ats), key=precedence)
        others = (at for at in leaning[node] if _is_mended(failing[at], first, trial))
        yield Suspect(node, first.claim, corrected(first), frozenset((*ats, *others)), first)
    holding = [finding for finding in findings if finding.verdict is Verdict.CONSISTENT]
    for node, ats in leaning.items():
        if node not in own and len(ats) > 1:
            yield from _only_computed_with(node, ats, failing, holding, trial)


def _sources(finding: Finding, trial: Trial) -> frozenset[str]:
    """The figures that the finding is computed from, by its own reading or another that the words support."""
    readings = (r for r in finding.relation.readings if r.support >= Support.LIKELY or r is finding.reading)
    return frozenset().union(*(trial.nodes_of(reading) for reading in readings)) - {trial.node(finding.claim)}


def _is_mended(finding: Finding, root: Finding, trial: Trial) -> bool:
    """Whether a finding holds once the root is corrected; what only bounds a figure says nothing of it.

    A root that itself leans on the finding's figure is of another mind; the same figures seen from two sides are one
    contradiction.
    """
    node, claim = trial.node(root.claim), trial.node(finding.claim)
    if finding.relation.rule == "part-of-whole" or node not in trial.nodes_of(finding.reading):
        return False
    if claim in trial.operands(root):
        return is_one_contradiction(finding, root, trial)
    return trial.agrees(finding, {node: corrected(root)})


def is_one_contradiction(finding: Finding, root: Finding, trial: Trial) -> bool:
    """Whether two findings say of the same figures that they do not fit: 12 is no half of 30, 30 is not twice 12."""
    around = (trial.nodes_of(each.reading) | {trial.node(each.claim)} for each in (finding, root))
    return len(set(around)) == 1


def _only_computed_with(
    node: str, ats: Sequence[int], failing: Sequence[Finding], holding: Sequence[Finding], trial: Trial
) -> Iterator[Suspect]:
    """The figure with the one change that mends most of the findings that lean on it; None mends fewer than two."""
    claim = _claim(node, failing[ats[0]], trial)
    if claim is None or _is_anchored(node, holding, trial):
        return
    around = [f for f in holding if node in trial.nodes_of(f.reading) or trial.node(f.claim) == node][:MOST]
    needs = {at: _needs(failing[at], node, trial) for at in ats[:MOST]}
    best: Suspect | None = None
    for kind, figure in _changes(claim, list(needs.values())):
        near = [at for at in needs if _is_near(figure.value, needs[at], NEAR_ENOUGH)]
        mended = frozenset(at for at in near if _holds(failing[at], node, figure, trial))
        if len(mended) > (len(best.mends) if best else 1) and not any(_breaks(f, node, figure, trial) for f in around):
            best = Suspect(node, claim, figure, mended, None, kind)
    if best is not None:
        yield best


def _claim(node: str, finding: Finding, trial: Trial) -> Claim | None:
    named = (o.by for reading in finding.relation.readings for o in reading.inputs if isinstance(o.by, Claim))
    return min((by for by in named if trial.node(by) == node), key=lambda claim: claim.span, default=None)


def _is_anchored(node: str, holding: Sequence[Finding], trial: Trial) -> bool:
    """Whether the table has the figure as it stands: that is not ours to change."""
    return any(
        f.relation.rule == "equals-assumption" and f.strength is Strength.STRICT and trial.node(f.claim) == node
        for f in holding
    )


def _changes(claim: Claim, needs: Sequence[Sequence[Fraction]]) -> Iterator[tuple[Kind | None, Stated]]:
    """What the figure may have been: by a slip, or just so much; near to what two findings need of it, at least."""
    shared = [need for need in dict.fromkeys(chain.from_iterable(needs)) if _is_wanted(need, needs, 2 * NEAR_ENOUGH)]
    if shared:
        for kind, value in slipped(claim.figure, in_digits=any(sign.isdigit() for sign in claim.mention.text)):
            if _is_wanted(value, needs, NEAR_ENOUGH):
                yield kind, revalue(claim.figure, value)
    for need in shared[:SOLVED]:
        figure = revalue(claim.figure, need)
        if alike(claim.figure, figure):
            yield None, figure


def _needs(finding: Finding, node: str, trial: Trial) -> list[Fraction]:
    """What a finding needs the figure to be, by each of its readings."""
    found = (trial.needed(finding, reading, node) for reading in _naming(node, finding, trial))
    return [need for need in found if need is not None and need > 0]


def _is_near(value: Fraction, needs: Sequence[Fraction], reach: Fraction) -> bool:
    return any(abs(value - need) <= reach * need for need in needs)


def _is_wanted(value: Fraction, needs: Sequence[Sequence[Fraction]], reach: Fraction) -> bool:
    """Whether at least two findings need about that value."""
    return sum(_is_near(value, each, reach) for each in needs) > 1


def _holds(finding: Finding, node: str, figure: Stated, trial: Trial) -> bool:
    """Whether a finding that fails holds with the figure changed, by a reading that needs no rounding for it."""
    stated = finding.claim.figure.charitable
    outcomes = (trial.outcome(replace(finding, reading=each), {node: figure}) for each in _naming(node, finding, trial))
    return any(o is not None and o.comparison.agrees and o.expected.figure.value in stated for o in outcomes)


def _naming(node: str, finding: Finding, trial: Trial) -> list[Reading]:
    """The readings of a finding that compute with the figure and that the words support: its own, and the best."""
    others = (r for r in finding.relation.readings if r.support >= Support.LIKELY or r is finding.reading)
    return [reading for reading in others if node in trial.nodes_of(reading)][:READINGS]


def _breaks(finding: Finding, node: str, figure: Stated, trial: Trial) -> bool:
    """Whether a finding that holds would fail: computed from the changed figure, or on the figure itself."""
    if trial.node(finding.claim) == node:
        return not trial.is_repeated(finding)
    return not trial.agrees(finding, {node: figure})


def weigh(found: Sequence[Suspect], findings: Sequence[Finding], trial: Trial) -> list[Figure]:
    """The suspects as figures of a cover, in their stated order."""
    support = Counter(trial.node(f.claim) for f in findings if f.verdict is Verdict.CONSISTENT)
    return [suspect.as_figure(support[suspect.node]) for suspect in found]
