"""Root causes: which figure is wrong, and which only follow from it.

A figure that the table contradicts, or that fails by itself, is a root. A figure that agrees with a root is right by
the article's own arithmetic and wrong with it: once the root is corrected it no longer holds, and its finding says
`because_of`. Several findings on one figure are one root, by the rule that comes first below; the others follow it.
A figure that fails only against a wrong one, and agrees once that is corrected, is not wrong at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from factcheck.check.intervals import severity
from factcheck.check.verdicts import judge, recomputed
from factcheck.check.wording import equation, excuse, follows, suggestion
from factcheck.interval import Stated
from factcheck.model import Claim, Finding, Quantity, Rule, Severity, Strength, Support, Verdict

ORDER = ("equals-assumption", "restated")
"""Which of several findings on one figure is the root: the table first, then the article's own words, then the rest."""


BOUNDS = ("restated", "part-of-whole")
"""Rules that only say that two figures meet, or which is the larger: nothing is computed by them."""
NEAR = 2000
"""So many characters away a figure may stand that another seems to be computed from."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a wrong figure should be, and the finding that says so."""

    claim: Claim
    figure: Stated
    finding: Finding


def trace(findings: Sequence[Finding], rules: Mapping[str, Rule], *, material: Fraction) -> tuple[Finding, ...]:
    """The findings with causes: roots as they are, what follows from them marked and recomputed."""
    mended = _once_mended(list(_not_borne_out(findings, rules)), rules, material)
    findings = tuple(_excused(mended, rules))
    roots = _roots(findings)
    settled: list[Finding] = []
    said: dict[tuple[str, str, Fraction, Fraction], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.claim.span, _precedence(f))):
        settled.append(_said_again(_settle(finding, roots, rules, material), said))
    return tuple(_shared(settled))


def _roots(findings: Sequence[Finding]) -> dict[str, Correction]:
    """What each wrong figure should be, by its id."""
    return {id_: Correction(f.claim, _corrected(f), f) for id_, f in _wrong(findings).items()}


def _not_borne_out(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """All but computed ones on a figure that the table bears out, or that the same figures bear out in another way.

    "41,600 files, 7,000 fewer than the 48,600 of last year": what else is taken from the 41,600 is not to be 48,600.
    """
    holding = [f for f in findings if f.verdict is Verdict.CONSISTENT]
    for finding in findings:
        computed = _is_wrong(finding) and finding.relation.rule not in ORDER
        if not (computed and any(_bears_out(other, finding, rules) for other in holding)):
            yield finding


def _bears_out(other: Finding, finding: Finding, rules: Mapping[str, Rule]) -> bool:
    """Whether a relation that holds says that the figure is right: by the table, or with what should contradict it.

    What is only computed from a wrong figure bears nothing out; it must go back to a figure of the finding.
    """
    if other.claim.id == finding.claim.id and other.relation.rule == "sum-of-parts":
        return _operands(other) == _operands(finding)  # "a deficit of 14.2, 9.6 of it here and 4.6 there"
    if other.reading.support is not Support.CLEAR:
        return False
    if other.claim.id == finding.claim.id and other.relation.rule == "equals-assumption":
        only = finding.reading.sole and finding.reading.support is Support.CLEAR  # nothing else can be meant
        return other.strength is Strength.STRICT and not only
    if finding.claim.id not in _operands(other) or other.relation.rule in BOUNDS:
        return False
    against = _operands(finding)
    if other.claim.id not in against and not against <= _operands(other):
        return False
    corrected = {finding.claim.id: _corrected(finding)}
    outcome = recomputed(rules[other.relation.rule], other.relation, other.reading, corrected)
    return outcome is not None and not outcome.comparison.agrees


def _operands(finding: Finding) -> frozenset[str]:
    return frozenset(operand.by.id for operand in finding.reading.operands)


def _once_mended(findings: Sequence[Finding], rules: Mapping[str, Rule], material: Fraction) -> list[Finding]:
    """The findings, those right that fail only with a figure which the table corrects.

    "5% of state revenue" fails with interest of "5.9 million"; with the 5.9 billion of the table it holds.
    """
    known = {id_: c.figure for id_, c in _roots(findings).items() if c.finding.relation.rule in ORDER}
    mended: list[Finding] = []
    for finding in findings:
        leaning = any(operand.by.id in known for operand in finding.reading.operands)
        if _is_wrong(finding) and leaning and finding.claim.id not in known and finding.relation.rule in rules:
            again = judge(rules[finding.relation.rule], finding.relation, material=material, figures=known)
            if again is not None and _hits(again):
                finding = replace(again, id=finding.id)
        mended.append(finding)
    return mended


def _hits(finding: Finding) -> bool:
    """Whether what is expected, without its rounding, is the figure as printed: a wide band would meet anything."""
    return finding.verdict is Verdict.CONSISTENT and finding.expected.value in finding.stated.interval


def _wrong(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The finding by which each wrong figure is wrong, by its id; of several on one, the one that comes first."""
    return {f.claim.id: f for f in sorted(findings, key=_precedence, reverse=True) if _is_wrong(f)}


def _excused(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """The findings, without those that fail only by a figure which is wrong for a reason of its own.

    "It holds 600 cubic metres. That is 600 million litres, or 158,000 gallons": the gallons are those of 600,000. A
    figure that nothing else bears out is unverified then.
    """
    wrong = _wrong(findings)
    borne_out = {finding.claim.id for finding in findings if finding.verdict is Verdict.CONSISTENT}
    for finding in findings:
        culprit = _culprit(finding, wrong, rules) if _is_wrong(finding) else None
        if culprit is None:
            yield finding
        elif finding.claim.id not in borne_out:
            message = excuse(finding.claim, culprit.claim.mention.text)
            yield replace(finding, verdict=Verdict.UNVERIFIED, severity=None, suggestion=None, message=message)


def _culprit(finding: Finding, wrong: Mapping[str, Finding], rules: Mapping[str, Rule]) -> Finding | None:
    """The finding on an operand with whose correction this one's figure agrees; not one that leans on this figure."""
    if finding.relation.rule not in rules:  # only the side of its hedge is wrong
        return None
    for operand in finding.reading.operands:
        other = wrong.get(operand.by.id) if isinstance(operand.by, Claim) else None
        if other is None or finding.claim.id in {o.by.id for o in other.reading.operands}:
            continue
        figures = {other.claim.id: _corrected(other)}
        outcome = recomputed(rules[finding.relation.rule], finding.relation, finding.reading, figures)
        if finding.relation.rule != "part-of-whole" and outcome is not None and outcome.comparison.agrees:
            return other
    return None


def _shared(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Roots that lean on one figure which nothing else bears out: one change of that figure would mend them all."""
    borne_out = {finding.claim.id for finding in findings}
    leaning: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if _is_wrong(finding) and not finding.because_of:
            for operand in finding.reading.inputs:
                if isinstance(operand.by, Claim) and operand.by.id not in borne_out:
                    leaning[operand.by.id].append(finding)
    first = {f.id: (group[0], fault) for fault, group in leaning.items() for f in group if len(group) > 1}
    for finding in findings:
        root, fault = first.get(finding.id, (finding, None))
        if fault is None:
            yield finding
        else:
            yield replace(finding, causes=(fault,), because_of=() if root is finding else (root.id,))


def _said_again(finding: Finding, said: dict[tuple[str, str, Fraction, Fraction], Finding]) -> Finding:
    """The same wrong figure, wrong in the same way, further down the article: one root, at its first place."""
    if not _is_wrong(finding) or finding.because_of:
        return finding
    key = (finding.claim.span.document, finding.relation.rule, finding.stated.value, finding.expected.value)
    first = said.setdefault(key, finding)
    if first is finding:
        return finding
    return replace(finding, causes=first.causes, because_of=(first.id,))


def _settle(finding: Finding, roots: dict[str, Correction], rules: Mapping[str, Rule], material: Fraction) -> Finding:
    own = roots.get(finding.claim.id)
    if finding.verdict is Verdict.INCONSISTENT and own is not None:
        if own.finding is finding:
            return replace(finding, causes=(finding.claim.id,))
        return replace(finding, causes=(finding.claim.id,), because_of=(own.finding.id,))
    if finding.verdict is Verdict.CONSISTENT and own is None:
        return _following(finding, roots, rules, material) or finding
    return finding


def _following(
    finding: Finding, roots: dict[str, Correction], rules: Mapping[str, Rule], material: Fraction
) -> Finding | None:
    """The finding recomputed with its wrong operands corrected; None where it holds all the same.

    What only might be computed from a wrong figure far off does not follow from it: the words must say so.
    """
    behind = [roots[o.by.id] for o in finding.reading.inputs if o.by.id in roots and isinstance(o.by, Claim)]
    behind = [c for c in behind if c.finding.severity is Severity.MATERIAL]
    behind = [c for c in behind if c.finding.relation.rule != "part-of-whole"]  # "at most 864" is no figure to go by
    if finding.reading.support is not Support.CLEAR:
        behind = [c for c in behind if abs(c.claim.span.start - finding.claim.span.start) <= NEAR]
    if not behind or finding.relation.rule in BOUNDS or _is_sum_of_table(finding):
        return None
    figures = {correction.claim.id: correction.figure for correction in behind}
    rule = rules[finding.relation.rule]
    outcome = recomputed(rule, finding.relation, finding.reading, figures)
    if outcome is None or outcome.comparison.agrees or _holds_otherwise(finding, rule, figures):
        return None
    claim, expected = finding.claim, outcome.expected.figure
    if finding.relation.rule == "sum-of-parts" and expected.value < 0 < claim.figure.value:
        return None  # no whole leaves less than nothing: the "corrected" part was of something else
    culprit = behind[0]
    made = replace(
        finding,
        verdict=Verdict.INCONSISTENT,
        strength=None,
        expected=Quantity(expected.value, expected.charitable, claim.mention.unit),
        working=f"{finding.working}; {equation(claim, outcome.expected)}",
        message=follows(claim, outcome.expected, culprit.claim.mention.text),
        severity=severity(claim.figure.value, expected.value, material=material),
        suggestion=suggestion(claim, outcome.expected),
        causes=tuple(correction.claim.id for correction in behind),
        because_of=tuple(correction.finding.id for correction in behind),
        gap=outcome.comparison.gap,
    )
    roots[claim.id] = Correction(claim, expected, made)
    return made


def _holds_otherwise(finding: Finding, rule: Rule, figures: Mapping[str, Stated]) -> bool:
    """Whether a reading that the words support as well bears the figure out once the wrong ones are corrected."""
    least = min(finding.reading.support, Support.LIKELY)
    others = (reading for reading in finding.relation.readings if reading.support >= least)
    outcomes = (recomputed(rule, finding.relation, reading, figures) for reading in others)
    return any(outcome is not None and outcome.comparison.agrees for outcome in outcomes)


def _is_sum_of_table(finding: Finding) -> bool:
    """A sum of a table that holds speaks for the figure that fails elsewhere; it does not fall with it."""
    return finding.relation.rule == "table-total" and finding.reading.manner in {"sum", "rest"}


def _is_wrong(finding: Finding) -> bool:
    return finding.verdict is Verdict.INCONSISTENT


def _precedence(finding: Finding) -> tuple[int, str]:
    rule = finding.relation.rule
    return (ORDER.index(rule) if rule in ORDER else len(ORDER)), rule


def _corrected(finding: Finding) -> Stated:
    expected = finding.expected
    return Stated(expected.value, expected.interval, expected.interval)
