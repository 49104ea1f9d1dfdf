"""Which rules a corpus wants to hear of: an objection by another one is kept in the report, and fails nothing."""

from __future__ import annotations

from dataclasses import replace

from factcheck.config import Settings
from factcheck.model import Report, Status


def select(report: Report, settings: Settings) -> Report:
    """The report that knows which of its objections the settings ignore."""
    ignored = {
        objection.id: Status.IGNORED
        for objection in report.objections
        if settings.ignores(objection.rule, objection.claim.span.document)
    }
    return replace(report, statuses={**report.statuses, **ignored})
