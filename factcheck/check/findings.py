"""From relations to findings: every relation judged, causes traced, fingerprints given."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.check.culprits import trace
from factcheck.check.evidence import called_for
from factcheck.check.naming import name_slips
from factcheck.check.trial import Trial
from factcheck.check.twins import twins
from factcheck.check.unchecked import reason
from factcheck.check.verdicts import all_tried, judge
from factcheck.model import Assumption, Claim, Finding, Relation, Rule, Unchecked


def check(
    relations: Iterable[tuple[Rule, Relation]],
    claims: Sequence[Claim],
    *,
    rows: Sequence[Assumption],
    material: Fraction,
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
    trial = Trial(rules, twins(claims, found), material)
    findings = name_slips(trace(identified(called_for(found, trial)), trial), rows, trial)
    judged = {finding.claim.id for finding in findings}
    unchecked = tuple(
        Unchecked(claim, reason(claim, about[claim.id], has_table=bool(rows)), _tried(about[claim.id], rules))
        for claim in claims
        if claim.id not in judged
    )
    return findings, unchecked


def _tried(relations: Iterable[Relation], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The readings of relations that decide nothing, each once."""
    return tuple(dict.fromkeys(line for each in relations for line in all_tried(rules[each.rule], each)))


def identified(findings: Iterable[Finding]) -> list[Finding]:
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
