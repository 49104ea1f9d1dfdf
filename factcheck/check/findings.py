"""From relations to findings: every relation judged, causes traced, fingerprints given."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.check.culprits import trace
from factcheck.check.unchecked import reason
from factcheck.check.verdicts import all_tried, judge
from factcheck.model import Claim, Finding, Relation, Rule, Support, Unchecked, Verdict


def check(
    relations: Iterable[tuple[Rule, Relation]],
    claims: Sequence[Claim],
    *,
    material: Fraction,
    has_table: bool,
) -> tuple[tuple[Finding, ...], tuple[Unchecked, ...]]:
    """Findings sorted by document, place and rule; and the claims that have none, with the reason."""
    rules: dict[str, Rule] = {}
    found: list[Finding] = []
    about: dict[str, list[Relation]] = defaultdict(list)
    for rule, relation in relations:
        rules[rule.code] = rule
        about[relation.claim.id].append(relation)
        finding = judge(rule, relation, material=material)
        if finding is not None:
            found.append(finding)
    findings = trace(_identified(_borne_out(found)), rules, material=material)
    judged = {finding.claim.id for finding in findings}
    unchecked = tuple(
        Unchecked(claim, reason(claim, about[claim.id], has_table=has_table), _tried(about[claim.id], rules))
        for claim in claims
        if claim.id not in judged
    )
    return findings, unchecked


def _tried(relations: Iterable[Relation], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The readings of relations that decide nothing, each once."""
    return tuple(dict.fromkeys(line for each in relations for line in all_tried(rules[each.rule], each)))


def _borne_out(findings: Sequence[Finding]) -> Iterator[Finding]:
    """All but those that no clear reading calls for, on a figure that another relation bears out.

    "10% of $8.7 trillion is $870 billion" has the digits of its base without being a slip.
    """
    consistent = [finding for finding in findings if finding.verdict is Verdict.CONSISTENT]
    agreeing = {finding.claim.id for finding in consistent}
    tied = [_figures(finding) for finding in consistent]
    for finding in findings:
        unclear = finding.verdict is Verdict.INCONSISTENT and finding.reading.support is not Support.CLEAR
        computed = finding.relation.rule not in {"equals-assumption", "restated"}
        fits = finding.claim.id in agreeing or any(
            _figures(finding) <= known or (computed and finding.claim.id in known) for known in tied
        )
        if not (unclear and fits):
            yield finding


def _figures(finding: Finding) -> frozenset[str]:
    """The ids of all figures of a finding, the claim's own and those that it is recomputed from."""
    return frozenset((finding.claim.id, *(operand.by.id for operand in finding.reading.inputs)))


def _identified(findings: Iterable[Finding]) -> list[Finding]:
    """Fingerprints: the rule and the claim's own fingerprint, counted among equals; no offsets, no time."""
    seen: Counter[tuple[str, str]] = Counter()
    named = []
    for finding in sorted(findings, key=lambda f: (f.claim.span, f.relation.rule)):
        key = (finding.relation.rule, finding.claim.id)
        seen[key] += 1
        named.append(replace(finding, id=_digest(*key, str(seen[key]))))
    return named


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
