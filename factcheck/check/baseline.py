"""The baseline: what an audit objected to before, so that a later one tells what is new.

A file of one JSON object a line, one of them the schema. A line is known by the fingerprint of its finding or
unverified claim and by nothing else: no place, no time, no version, no order, so that two branches merge as the union
of their lines. What else it holds is for those who review a change of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

from factcheck.errors import BaselineError
from factcheck.model import Known, Objection, Report, Status

SCHEMA = "factcheck.baseline/1"
_KEYS = ("document", "rule", "text", "sentence", "id", "reason")


def lines(
    report: Report, wanted: Callable[[Objection], bool] = lambda _: True, *, reason: str | None = None
) -> list[Known]:
    """A line for each objection of the report that is wanted, sorted."""
    texts = {document.id: document.text for document in report.documents}
    return sorted(_line(objection, texts, reason) for objection in report.objections if wanted(objection))


def _line(objection: Objection, texts: dict[str, str], reason: str | None) -> Known:
    claim = objection.claim
    sentence = claim.sentence.span
    return Known(
        document=claim.span.document,
        rule=objection.rule,
        sentence=_plain(texts[sentence.document][sentence.start : sentence.end]),
        text=_plain(claim.mention.text),
        id=objection.id,
        reason=reason,
    )


def _plain(words: str) -> str:
    return " ".join(words.split())


def write(known: Iterable[Known]) -> str:
    """The file's text, sorted; the same lines give the same bytes."""
    rows = [{"schema": SCHEMA}, *(_row(line) for line in sorted(known, key=_order))]
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _order(line: Known) -> tuple[str, ...]:
    return line.document, line.rule, line.sentence, line.text, line.id, line.reason or ""


def _row(line: Known) -> dict[str, str]:
    return {key: value for key in _KEYS if (value := getattr(line, key)) is not None}


def parse(text: str, name: str) -> tuple[Known, ...]:
    """The lines of the file `name`, each once. Raises BaselineError with every fault."""
    known: dict[str, Known] = {}
    faults: list[str] = []
    headed = False
    for number, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
            if not isinstance(row, dict):
                raise ValueError("found no JSON object")
            if "schema" in row:
                headed = _is_head(row)
            else:
                line = _known(row)
                known.setdefault(line.id, line)
        except ValueError as error:
            faults.append(f"{name}:{number}: {_fault(written, error)}")
    if not headed and not faults:
        faults.append(f'{name}:1: found no schema, expected a line {{"schema": "{SCHEMA}"}}')
    if faults:
        raise BaselineError("\n".join(faults))
    return tuple(known.values())


def _is_head(row: dict[str, object]) -> bool:
    if row.get("schema") == SCHEMA:
        return True
    raise ValueError(f"found schema {row['schema']!r}, expected {SCHEMA!r}")


def _known(row: dict[str, object]) -> Known:
    unknown = sorted(row.keys() - set(_KEYS))
    missing = [key for key in _KEYS if key not in row and key != "reason"]
    if unknown or missing or not all(isinstance(value, str) for value in row.values()):
        raise ValueError(f"expected the keys {', '.join(_KEYS)}, each with words, reason where one was given")
    return Known(**{key: str(value) for key, value in row.items()})


def _fault(written: str, error: ValueError) -> str:
    if written.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return "found a mark of an unfinished merge; delete the line and keep those on both sides of it"
    return "is no JSON object" if isinstance(error, json.JSONDecodeError) else str(error)


def compare(report: Report, known: Iterable[Known], *, name: str) -> Report:
    """The report that knows which of its objections `known` has, and which lines nothing answers to any more.

    What could not be read was not looked at: its lines are not stale.
    """
    by_id = {line.id: line for line in known}
    found = {objection.id for objection in report.objections}
    fresh = (id_ for id_ in found & by_id.keys() if report.status(id_) is Status.NEW)
    unread = {each.path for each in report.unread}
    gone = (line for id_, line in by_id.items() if id_ not in found and line.document not in unread)
    return replace(
        report,
        baseline=name if report.baseline is None else f"{report.baseline} and {name}",
        statuses={**report.statuses, **dict.fromkeys(fresh, Status.KNOWN)},
        stale=tuple(sorted((*report.stale, *gone), key=_order)),
    )
