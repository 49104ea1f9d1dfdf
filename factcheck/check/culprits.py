"""Root causes: which figure is wrong, and which only follow from it.

Figures are nodes, the relations between them are edges, the rows of the table stand fast. Of all sets of figures whose
change would mend every relation that fails, the smallest is at fault (suspects.py, cover.py). Of two sets of one size,
what a relation is on is blamed before what is only computed with, then what the table contradicts, then the article's
own words before a quotation, then what it says twice in two ways, then what fewer relations bear out, then what stands
first. One finding on each figure at fault is the root; the others say `because_of` it, and so does what agrees with
the wrong figure and no longer holds once that is corrected (followers.py). What fails only against a wrong figure, and
holds once that is corrected, is not wrong at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.check.cover import smallest_cover
from factcheck.check.evidence import not_borne_out, once_mended
from factcheck.check.followers import Correction, follow
from factcheck.check.slip_wording import misprint
from factcheck.check.suspects import Suspect, is_one_contradiction, suspects, weigh
from factcheck.check.trial import Trial, is_wrong, precedence
from factcheck.check.wording import excuse, one_change
from factcheck.model import Finding, Verdict


def trace(findings: Sequence[Finding], trial: Trial) -> tuple[Finding, ...]:
    """The findings with causes: roots as they are, what follows from them marked and recomputed."""
    known = list(once_mended(list(not_borne_out(findings, trial)), trial))
    guilty = _at_fault(known, trial)
    settled = list(_settled(known, guilty, trial))
    roots = {node: _correction(suspect, settled) for node, suspect in guilty.items()}
    said: dict[tuple[str, str, Fraction, Fraction], Finding] = {}
    ordered = sorted(follow(settled, roots, trial), key=lambda f: (f.claim.span, precedence(f)))
    return tuple(_said_again(finding, said) for finding in ordered)


def _at_fault(findings: Sequence[Finding], trial: Trial) -> dict[str, Suspect]:
    """The smallest set of figures whose change mends every finding that fails, by node."""
    failing = [finding for finding in findings if is_wrong(finding)]
    known = {suspect.node: suspect for suspect in suspects(failing, findings, trial)}
    chosen = smallest_cover(weigh(list(known.values()), findings, trial), range(len(failing)))
    return {node: known[node] for node in chosen}


def _correction(suspect: Suspect, settled: Sequence[Finding]) -> Correction:
    """What a figure at fault should be, and the root finding that says so."""
    root = suspect.finding
    if root is None:
        root = next(f for f in settled if f.causes == (suspect.claim.id,) and not f.because_of)
    return Correction(suspect.claim, suspect.figure, root)


def _settled(findings: Sequence[Finding], guilty: Mapping[str, Suspect], trial: Trial) -> Iterator[Finding]:
    """The findings that fail, each with the figure at fault; those that only lean on a wrong figure are excused."""
    at = -1
    borne_out = {trial.node(f.claim) for f in findings if f.verdict is Verdict.CONSISTENT}
    leaders: dict[str, Finding] = {}
    for finding in findings:
        if not is_wrong(finding):
            yield finding
            continue
        at += 1
        node = trial.node(finding.claim)
        suspect = guilty.get(node) or next(each for each in guilty.values() if at in each.mends)
        root = suspect.finding or leaders.setdefault(suspect.node, finding)
        causes = (suspect.claim.id,)
        if root is finding and suspect.finding is None:
            note = one_change(suspect.claim, suspect.figure.value, len(suspect.mends))
            slips = (misprint(suspect.claim, suspect.kind, suspect.figure.value),) if suspect.kind else ()
            yield replace(finding, causes=causes, message=f"{finding.message}; {note}", slips=slips)
        elif root is finding:
            yield replace(finding, causes=causes)
        elif suspect.node == node or suspect.finding is None or is_one_contradiction(finding, root, trial):
            yield replace(finding, causes=causes, because_of=(root.id,))
        elif node not in borne_out:
            message = excuse(finding.claim, suspect.claim.mention.text)
            yield replace(finding, verdict=Verdict.UNVERIFIED, severity=None, suggestion=None, message=message)


def _said_again(finding: Finding, said: dict[tuple[str, str, Fraction, Fraction], Finding]) -> Finding:
    """The same wrong figure, wrong in the same way, further down the article: one root, at its first place."""
    if not is_wrong(finding) or finding.because_of:
        return finding
    key = (finding.claim.span.document, finding.relation.rule, finding.stated.value, finding.expected.value)
    first = said.setdefault(key, finding)
    if first is finding:
        return finding
    return replace(finding, causes=first.causes, because_of=(first.id,))
