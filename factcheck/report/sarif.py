"""Findings as SARIF 2.1.0, the format that code hosts and editors read from checkers of every kind.

A material finding is an error, a minor one a warning, an unverified claim a note by the rule "unverified". Paths count
from `%SRCROOT%`, the folder in which factcheck was started, whose own place is nobody's business but the reader's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from factcheck import __version__
from factcheck.model import Claim, Finding, Report, Severity, Status, Verdict, Writer
from factcheck.report.accepted import to_mend, why
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "factcheckFingerprint/v1"
UNVERIFIED = "unverified"
ROOT = "%SRCROOT%"
LEVELS = ("error", "warning", "note")  # the gravest first
MOST = 25_000  # GitHub rejects a run with more results, and shows the 5,000 gravest
MOST_RELATED = 100  # a sum over a long table; GitHub rejects a thousand and shows a hundred

Json = dict[str, Any]


def write(report: Report) -> str:
    """The log, one run in it, as JSON text that ends in a newline."""
    known = ledger(report)
    every = _compared(list(_results(known)), report, known)
    results = _gravest(every)
    rules = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = rules.index(result["ruleId"])
    driver = {"name": "factcheck", "version": __version__, "rules": [_rule(code) for code in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which factcheck was started."}}},
        "invocations": [_invocation(report, known, left_out=len(every) - len(results))],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> Json:
    if code == UNVERIFIED:
        return {"id": code, "shortDescription": {"text": "Nothing in the table or the articles decides the figure."}}
    return {
        "id": code,
        "shortDescription": {"text": f"The figure disagrees with those it follows from ({code})."},
        "help": {"text": f"factcheck explain {code}"},
    }


def _gravest(results: list[Json]) -> list[Json]:
    """As many as hosts take, still by document and place."""
    ranked = sorted(range(len(results)), key=lambda at: LEVELS.index(results[at]["level"]))
    return [results[at] for at in sorted(ranked[:MOST])]


def _invocation(report: Report, known: Ledger, *, left_out: int) -> Json:
    """A report means that the run succeeded; what it could not read or hold is told."""
    told = [_told(known.path(each.path), None, f"not read: {each.reason}") for each in sorted(report.unread)]
    told += [_told(*each) for each in to_mend(report, known)]
    if left_out:
        told.append({"level": "warning", "message": {"text": f"{left_out} more results, none graver, are left out"}})
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _told(path: str, line: int | None, message: str) -> Json:
    place: Json = {"artifactLocation": _artifact(path)} | ({"region": {"startLine": line}} if line else {})
    return {"level": "warning", "message": {"text": plain(message)}, "locations": [{"physicalLocation": place}]}


def _compared(results: list[Json], report: Report, known: Ledger) -> list[Json]:
    """Whether a result is new, and who excused it: SARIF wants the one and the other of all results or of none."""
    ids = [result["partialFingerprints"][FINGERPRINT] for result in results]
    if report.baseline:
        for id_, result in zip(ids, results, strict=True):
            result["baselineState"] = "unchanged" if known.statuses[id_] is Status.KNOWN else "new"
    excused = {id_ for id_ in ids if known.statuses[id_] in (Status.WAIVED, Status.IGNORED)}
    for id_, result in zip(ids, results, strict=True):
        if excused:
            result["suppressions"] = [_suppression(id_, known)] if id_ in excused else []
    return results


def _suppression(id_: str, known: Ledger) -> Json:
    waiver = known.waivers.get(id_)
    in_source = waiver is not None and waiver.path in known.documents
    kind = "inSource" if in_source else "external"
    return {"kind": kind, "status": "accepted", "justification": plain(why(id_, known))}


def _results(known: Ledger) -> Iterator[Json]:
    """By document and place: every finding that contradicts a claim, and every claim that nothing decides."""
    for claim in known.claims:
        if known.verdicts[claim.id] is Verdict.UNVERIFIED:
            message = plain(f"“{claim.mention.text}” is not verified: {known.why_unverified(claim)}")
            yield _result(claim, known, rule=UNVERIFIED, level="note", message=message, fingerprint=claim.id)
        for finding in known.findings_of[claim.id]:
            if finding.verdict is Verdict.INCONSISTENT:
                yield _contradicted(finding, known)


def _contradicted(finding: Finding, known: Ledger) -> Json:
    suggestion = [f"Suggestion: {finding.suggestion}"] if finding.suggestion else []
    result = _result(
        finding.claim,
        known,
        rule=finding.relation.rule,
        level="warning" if finding.severity is Severity.MINOR else "error",
        message="\n".join(map(plain, [finding.message, *suggestion])),
        fingerprint=finding.id,
    )
    related = [(o.role, o.by) for o in finding.reading.operands if isinstance(o.by, Claim)][:MOST_RELATED]
    if related:
        result["relatedLocations"] = [_related(n, role, by, known) for n, (role, by) in enumerate(related, 1)]
    return result


def _result(claim: Claim, known: Ledger, *, rule: str, level: str, message: str, fingerprint: str) -> Json:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [{"physicalLocation": _place(claim, known)}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _related(number: int, role: str, claim: Claim, known: Ledger) -> Json:
    return {
        "id": number,
        "physicalLocation": _place(claim, known),
        "message": {"text": plain(f"{role}: {claim.mention.text}")},
    }


def _place(claim: Claim, known: Ledger) -> Json:
    return {"artifactLocation": _artifact(known.path(claim.span.document)), "region": _region(claim, known)}


def _region(claim: Claim, known: Ledger) -> Json:
    start, end = known.places[claim.id], known.ends[claim.id]
    if not known.columns_known(claim):
        return {"startLine": start.line}
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "snippet": {"text": claim.mention.text},
    }


def _artifact(path: str) -> Json:
    """A relative URI: "100% sure.md" is "100%25%20sure.md"."""
    return {"uri": quote(path, errors="replace"), "uriBaseId": ROOT}


WRITER = Writer("sarif", "findings for code hosts and editors, SARIF 2.1.0", write)
