"""report.json: the whole run for other programs; docs/report.schema.json is its contract.

Keys are only ever added under this schema's number. The same report gives the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from factcheck import __version__
from factcheck.interval import decimal_string
from factcheck.model import (
    Assumption,
    Claim,
    Document,
    Finding,
    Known,
    Link,
    Notice,
    Operand,
    Passed,
    Quantity,
    Report,
    Slip,
    Waiver,
    Writer,
)
from factcheck.report.ledger import Ledger, Place, attribution, ledger
from factcheck.report.selftest import record as selftest_record
from factcheck.report.wanted import wanted

SCHEMA = "factcheck.report/1"

Json = dict[str, Any]


def write(report: Report) -> str:
    """The report as JSON text, ending in a newline."""
    return json.dumps(records(report), ensure_ascii=False, indent=2) + "\n"


def records(report: Report) -> Json:
    """The report in JSON's own types, everything sorted by document, place and rule."""
    known = ledger(report)
    return {
        "schema": SCHEMA,
        "tool": {"name": "factcheck", "version": __version__},
        "summary": _summary(report, known),
        "documents": [_document(d, known) for d in sorted(report.documents, key=lambda d: d.id)],
        "claims": [_claim(claim, known, report) for claim in known.claims],
        "findings": [_finding(finding, known) for finding in known.findings],
        "passed": [_passed(passed, place) for passed, place in known.passed],
        "unread": [{"path": unread.path, "reason": unread.reason} for unread in sorted(report.unread)],
        "assumptions": [_assumption(row, users) for row, users in known.used],
        "stale": [_stale(line) for line in sorted(report.stale)],
        "notices": [_notice(notice) for notice in report.notices],
        "selftest": selftest_record(report.selftest) if report.selftest else None,
    }


def _summary(report: Report, known: Ledger) -> Json:
    totals, coverage = known.totals, known.coverage
    return {
        "documents": len(report.documents),
        "numbers": totals.numbers,
        "passed": totals.passed,
        "claims": totals.claims,
        "consistent": totals.consistent,
        "inconsistent": totals.inconsistent,
        "unverified": totals.unverified,
        "new": totals.new,
        "known": totals.known,
        "stale": len(report.stale),
        "waived": totals.waived,
        "ignored": totals.ignored,
        "baseline": report.baseline,
        "failures": list(report.failures),
        "checked": coverage.checked,
        "ways": [{"ways": ways, "claims": claims} for ways, claims in coverage.ways],
        "strict": coverage.strict,
        "rounded": coverage.rounded,
        "caught": [{"error": decimal(error), "claims": claims} for error, claims in coverage.caught],
    }


def _document(document: Document, known: Ledger) -> Json:
    totals = known.totals_of[document.id]
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "url": document.url,
        "published": _iso(document.published),
        "as_of": _iso(document.as_of),
        "sha256": document.sha256,
        "claims": totals.claims,
        "passed": totals.passed,
    }


def _claim(claim: Claim, known: Ledger, report: Report) -> Json:
    document = known.documents[claim.span.document]
    sentence = claim.sentence.span
    strength, check = known.strength(claim), known.checks.get(claim.id)
    row = None if check else wanted(claim, report.assumptions)
    return {
        "id": claim.id,
        "document": claim.span.document,
        "start": claim.span.start,
        "end": claim.span.end,
        "line": known.places[claim.id].line,
        "column": known.places[claim.id].column,
        "text": claim.mention.text,
        "value": decimal(claim.figure.value),
        "low": decimal(claim.figure.charitable.low),
        "high": decimal(claim.figure.charitable.high),
        "strict_low": decimal(claim.figure.strict.low),
        "strict_high": decimal(claim.figure.strict.high),
        "unit": claim.mention.unit,
        "hedge": claim.mention.hedge,
        "kind": claim.mention.kind,
        "measure": claim.link.measure if claim.link else None,
        "measure_why": _why(claim.link) if claim.link else None,
        "doubt": claim.doubt,
        "as_of": claim.period.text if claim.period else None,
        "conditional": claim.stance.supposed,
        "attributed": attribution(claim),
        "sentence": " ".join(document.text[sentence.start : sentence.end].split()),
        "verdict": known.verdicts[claim.id].value,
        "strength": strength.value if strength else None,
        "ways": check.ways if check else 0,
        "power": decimal(check.power) if check and check.power is not None else None,
        "reason": known.reasons.get(claim.id),
        "tried": list(known.tried.get(claim.id, ())),
        "wanted": row.cells() if row else None,
        "findings": [finding.id for finding in known.findings_of[claim.id]],
        "baseline": known.statuses.get(claim.id),
        "waiver": _waiver(known.waivers.get(claim.id)),
    }


def _finding(finding: Finding, known: Ledger) -> Json:
    return {
        "id": finding.id,
        "rule": finding.relation.rule,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value if finding.severity else None,
        "strength": finding.strength.value if finding.strength else None,
        "claim": finding.claim.id,
        "operands": [_operand(operand) for operand in finding.reading.operands],
        "stated": _quantity(finding.stated),
        "expected": _quantity(finding.expected),
        "working": finding.working,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "corrected": finding.corrected,
        "slips": [_slip(slip) for slip in finding.slips],
        "why": finding.reading.why,
        "support": finding.reading.support.name.lower(),
        "tried": list(finding.tried),
        "gap": decimal(finding.gap),
        "power": decimal(finding.power) if finding.power is not None else None,
        "causes": list(finding.causes),
        "because_of": list(finding.because_of),
        "baseline": known.statuses.get(finding.id),
        "waiver": _waiver(known.waivers.get(finding.id)),
    }


def _slip(slip: Slip) -> Json:
    return {
        "kind": slip.kind,
        "claim": slip.claim,
        "words": slip.words,
        "corrected": slip.corrected,
        "sentence": slip.sentence,
        "near": slip.near,
    }


def _operand(operand: Operand) -> Json:
    by = "assumption" if isinstance(operand.by, Assumption) else "claim"
    return {"role": operand.role, by: operand.by.id}


def _quantity(quantity: Quantity) -> Json:
    return {
        "value": decimal(quantity.value),
        "low": decimal(quantity.interval.low),
        "high": decimal(quantity.interval.high),
        "unit": quantity.unit,
    }


def _passed(passed: Passed, place: Place) -> Json:
    return {
        "document": passed.span.document,
        "start": passed.span.start,
        "end": passed.span.end,
        "line": place.line,
        "column": place.column,
        "text": passed.text,
        "reason": passed.reason,
    }


def _assumption(row: Assumption, users: tuple[Claim, ...]) -> Json:
    return {
        "id": row.id,
        "measure": row.measure,
        "name": row.name,
        "used_by": [claim.id for claim in users],
    }


def _waiver(waiver: Waiver | None) -> Json | None:
    if waiver is None:
        return None
    return {"reason": waiver.reason, "until": waiver.until.isoformat(), "by": waiver.by, "origin": waiver.origin}


def _stale(line: Known) -> Json:
    return {
        "id": line.id,
        "rule": line.rule,
        "document": line.document,
        "text": line.text,
        "sentence": line.sentence,
        "reason": line.reason,
    }


def _notice(notice: Notice) -> Json:
    return {"path": notice.path, "line": notice.line, "message": notice.message}


def decimal(value: Fraction) -> str:
    """Exact where the decimals end within 28 digits, else twelve significant ones."""
    exact = decimal_string(value)
    return exact if Fraction(exact) == value else decimal_string(value, significant=12)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


WRITER = Writer("json", "the whole run for other programs (docs/report.md)", write)


def _why(link: Link) -> str:
    """Why a figure is taken for a measure, how well the words say so, and what such a link may do."""
    power = "certain" if link.certain or link.bare else "not certain: it may bear the figure out, not contradict it"
    return f"{link.why} (score {float(link.score):.1f} of 1, {power})"
