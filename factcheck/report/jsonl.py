"""The run as one JSON object a line, for `grep`, `jq` and log stores that take records and not a whole file.

Each line is a record of report.json with its `type` in front; the first is the run itself. Regrouped by type, the
lines are report.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from factcheck.model import Report, Writer
from factcheck.report.json import Json, records

TYPES = {
    "document": "documents",
    "claim": "claims",
    "finding": "findings",
    "passed": "passed",
    "unread": "unread",
    "assumption": "assumptions",
    "stale": "stale",
    "notice": "notices",
}

_ENDS_A_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")  # to some readers of lines; control characters escape themselves


def write(report: Report) -> str:
    """The lines, each ended by a newline."""
    return "".join(f"{_line(record)}\n" for record in _records(report))


def _records(report: Report) -> Iterator[Json]:
    whole = records(report)
    yield {"type": "report"} | {key: whole[key] for key in whole if key not in TYPES.values()}
    for name, key in TYPES.items():
        yield from ({"type": name} | record for record in whole[key])


def _line(record: Json) -> str:
    text = json.dumps(record, ensure_ascii=False)
    return _ENDS_A_LINE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


WRITER = Writer("jsonl", "one record of report.json a line", write)
