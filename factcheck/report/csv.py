"""One row a claim, for a spreadsheet or pandas, in RFC 4180 and with no cell that a spreadsheet would run.

The figures are plain decimals in base units, as in report.json. Where several findings concern a claim, the row
shows the one that decides its verdict.
"""

from __future__ import annotations

import csv
from io import StringIO

from factcheck.model import Claim, Report, Writer
from factcheck.report.accepted import in_words
from factcheck.report.json import decimal
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain

COLUMNS = (
    "document", "line", "column", "text", "value", "unit", "measure", "verdict", "strength", "severity", "rule",
    "expected", "suggestion", "reason", "message", "baseline", "waiver", "id", "ways", "power",
)  # fmt: skip
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # spreadsheets of some tongues take the wide ones too


def write(report: Report) -> str:
    """A header and the rows, by document and place; lines end in CR LF."""
    known = ledger(report)
    text = StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(_row(claim, known) for claim in known.claims)
    return text.getvalue()


def _row(claim: Claim, known: Ledger) -> tuple[str | int, ...]:
    place = known.places[claim.id]
    finding, check = known.deciding(claim), known.checks.get(claim.id)
    return (
        _cell(claim.span.document),
        place.line,
        place.column,
        _cell(claim.mention.text),
        decimal(claim.figure.value),
        _cell(claim.mention.unit),
        _cell(claim.link.measure if claim.link else None),
        known.verdicts[claim.id].value,
        known.strength(claim) or "",
        (finding.severity if finding else None) or "",
        finding.relation.rule if finding else "",
        decimal(finding.expected.value) if finding else "",
        _cell(finding.suggestion if finding else None),
        _cell(known.reasons.get(claim.id)),
        _cell(finding.message if finding else None),
        known.statuses.get(claim.id, ""),
        _cell(in_words(known.waivers[claim.id]) if claim.id in known.waivers else None),
        _cell(claim.id),
        check.ways if check else 0,
        decimal(check.power) if check and check.power is not None else "",
    )


def _cell(words: str | None) -> str:
    """Words on one line; before what a spreadsheet would take for a formula stands an apostrophe.

    White space at the beginning, tab and CR among it, is gone by then.
    """
    text = plain(words or "")
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


WRITER = Writer("csv", "one row a claim, for a spreadsheet", write)
