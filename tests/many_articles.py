"""A report on very many articles, made by repeating a small one: what an audit of them would give, without its time."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from factcheck.interval import Interval, Stated
from factcheck.model import Assumption, Claim, Document, Finding, Report, Span

T = TypeVar("T")

AS_THEY_ARE = (Assumption, Interval, Stated)


def repeated(report: Report, times: int) -> Report:
    """The report with every article so many times, each under names of its own; the table stays one."""
    copies = [_Copies(f"{number:04}").of(report) for number in range(times)]
    return replace(
        report,
        documents=tuple(document for copy in copies for document in copy.documents),
        claims=tuple(claim for copy in copies for claim in copy.claims),
        findings=tuple(finding for copy in copies for finding in copy.findings),
        unchecked=tuple(unchecked for copy in copies for unchecked in copy.unchecked),
        passed=tuple(passed for copy in copies for passed in copy.passed),
    )


def pick(report: Report, documents: set[str]) -> Report:
    """The report on these documents alone."""
    return replace(
        report,
        documents=tuple(document for document in report.documents if document.id in documents),
        claims=tuple(claim for claim in report.claims if claim.span.document in documents),
        findings=tuple(finding for finding in report.findings if finding.claim.span.document in documents),
        unchecked=tuple(unchecked for unchecked in report.unchecked if unchecked.claim.span.document in documents),
        passed=tuple(passed for passed in report.passed if passed.span.document in documents),
    )


class _Copies:
    """Copies of records under other names; a record that stands in several places is copied once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.made: dict[int, object] = {}

    def of(self, record: T) -> T:
        if isinstance(record, tuple):
            return tuple(map(self.of, record))  # type: ignore[return-value]
        if not is_dataclass(record) or isinstance(record, (*AS_THEY_ARE, type)):
            return record
        if id(record) not in self.made:
            parts = {each.name: self.of(getattr(record, each.name)) for each in fields(record) if each.init}
            self.made[id(record)] = replace(record, **(parts | self._names(record)))
        return self.made[id(record)]  # type: ignore[return-value]

    def _names(self, record: object) -> dict[str, object]:
        if isinstance(record, Span):
            return {"document": self._named(record.document)}
        if isinstance(record, Document):
            return {"id": self._named(record.id), "title": f"{record.title or record.id} {self.name}"}
        if isinstance(record, Claim):
            return {"id": self._named(record.id)}
        if isinstance(record, Finding):
            causes, because_of = (tuple(map(self._named, ids)) for ids in (record.causes, record.because_of))
            return {"id": self._named(record.id), "causes": causes, "because_of": because_of}
        return {}

    def _named(self, id_: str) -> str:
        folder, slash, name = id_.rpartition("/")
        return f"{folder}{slash}{self.name}-{name}"
