"""What the last selftest measured, kept in a file beside the settings so that every run can show it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from factcheck.config import Settings
from factcheck.errors import ReportError
from factcheck.model import Report, Selftest
from factcheck.report.selftest import from_record, record
from factcheck.study.selftest import compared, digests

SCHEMA = "factcheck.selftest/1"


def as_json(made: Selftest) -> str:
    """The text of the file."""
    kept = {key: value for key, value in record(made).items() if key != "differs"}
    return json.dumps({"schema": SCHEMA, **kept}, ensure_ascii=False, indent=2) + "\n"


def with_selftest(report: Report, settings: Settings) -> Report:
    """The report with what is kept, and in what that was made for another run; as it is where nothing is kept."""
    made = _kept(settings.selftest)
    if made is None:
        return report
    return replace(report, selftest=compared(made, digests(report.documents, report.assumptions, settings)))


def _kept(path: Path) -> Selftest | None:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written["schema"] == SCHEMA:
            return from_record(written)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise ReportError(f"{path}: is no selftest of factcheck; make it anew with factcheck selftest CORPUS --save")
