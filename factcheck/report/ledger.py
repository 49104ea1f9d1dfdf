"""What every writer asks of a report: the verdict of each claim, where it stands, and sums that agree.

A report holds its records side by side; here they are indexed once, so that a writer asks in one step what
would otherwise be a search through all findings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from factcheck.model import (
    Assumption,
    Claim,
    Document,
    Finding,
    Passed,
    Report,
    Severity,
    Status,
    Strength,
    Verdict,
    Waiver,
)
from factcheck.report.checks import Check, Coverage, checks, coverage

WORST_FIRST = (Verdict.INCONSISTENT, Verdict.UNVERIFIED, Verdict.CONSISTENT)


@dataclass(frozen=True, slots=True)
class Totals:
    """Counted figures: numbers = passed + claims, and claims = consistent + inconsistent + unverified.

    The last two, inconsistent and unverified, are new, known to the baseline, waived or ignored.
    """

    passed: int
    consistent: int
    inconsistent: int
    unverified: int
    known: int = 0
    waived: int = 0
    ignored: int = 0

    @property
    def claims(self) -> int:
        return self.consistent + self.inconsistent + self.unverified

    @property
    def numbers(self) -> int:
        return self.passed + self.claims

    @property
    def new(self) -> int:
        return self.inconsistent + self.unverified - self.known - self.waived - self.ignored


@dataclass(frozen=True, slots=True)
class Place:
    """A line and column of the file, from 1; the column is 1 where only the line is known."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The report's records by what they belong to; every mapping is keyed by id."""

    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]  # by document and place
    findings: tuple[Finding, ...]  # by document, place and rule
    findings_of: Mapping[str, tuple[Finding, ...]]  # claim id
    verdicts: Mapping[str, Verdict]  # claim id
    reasons: Mapping[str, str]  # claim id, of the unchecked
    statuses: Mapping[str, Status]  # id of a finding or a claim that the run objects to
    waivers: Mapping[str, Waiver]  # the same ids, of what is waived
    tried: Mapping[str, tuple[str, ...]]  # claim id, of the unchecked: readings that decide nothing
    places: Mapping[str, Place]  # claim id
    ends: Mapping[str, Place]  # claim id; the first character after the figure
    passed: tuple[tuple[Passed, Place], ...]  # the numbers that claim nothing, by document and place
    totals_of: Mapping[str, Totals]  # document id
    used: tuple[tuple[Assumption, tuple[Claim, ...]], ...]  # rows that findings rest on, by id
    totals: Totals
    folder: str
    checks: Mapping[str, Check]  # claim id, of the claims that are not unverified
    coverage: Coverage

    def path(self, document: str) -> str:
        """The file of a document for who stands where the command was started, so that an editor can open it."""
        return f"{self.folder}/{document}" if self.folder else document

    def strength(self, claim: Claim) -> Strength | None:
        """Of a consistent claim: strict if it agrees strictly with anything, else rounded."""
        return self.checks[claim.id].strength if claim.id in self.checks else None

    def deciding(self, claim: Claim) -> Finding | None:
        """The finding that the claim has its verdict from, a new one and the gravest of several; None if unchecked."""
        verdict = self.verdicts[claim.id]
        found = [finding for finding in self.findings_of[claim.id] if finding.verdict is verdict]
        return min(found, key=lambda finding: (not self.is_new(finding.id), *_gravest_first(finding)), default=None)

    def why_unverified(self, claim: Claim) -> str:
        """What an unverified claim lacks, in words for an editor."""
        finding = self.deciding(claim)
        return finding.message if finding else self.reasons.get(claim.id, "no reason was recorded")

    def of_verdict(self, verdict: Verdict) -> tuple[Claim, ...]:
        """The claims of that verdict, the gravest first, else by place."""
        claims = [claim for claim in self.claims if self.verdicts[claim.id] is verdict]
        return tuple(sorted(claims, key=lambda claim: _gravest_first(self.deciding(claim))))

    def new(self, verdict: Verdict) -> tuple[Claim, ...]:
        """Those of them that the run has something new against: what an editor must look at."""
        return tuple(claim for claim in self.of_verdict(verdict) if self.is_new(claim.id))

    def is_new(self, id_: str) -> bool:
        """Whether the run holds something new against the finding or claim of this id."""
        return self.statuses.get(id_) is Status.NEW

    def new_findings(self, claim: Claim) -> tuple[Finding, ...]:
        """The new findings that contradict the claim."""
        found = self.findings_of[claim.id]
        return tuple(f for f in found if f.verdict is Verdict.INCONSISTENT and self.is_new(f.id))

    def columns_known(self, claim: Claim) -> bool:
        """Whether the columns of the claim's place are the file's; of a converted one only the line is known."""
        return not self.documents[claim.span.document].source_map


def ledger(report: Report) -> Ledger:
    """Index a report; the order of the records inside it does not matter."""
    claims = tuple(sorted(report.claims, key=by_place))
    findings = tuple(sorted(report.findings, key=lambda f: (*by_place(f.claim), f.relation.rule, f.id)))
    findings_of: dict[str, list[Finding]] = {claim.id: [] for claim in claims}
    for finding in findings:
        findings_of.setdefault(finding.claim.id, []).append(finding)
    verdicts = {claim: _worst(found) for claim, found in findings_of.items()}
    documents = {document.id: document for document in report.documents}
    statuses = _statuses(report)
    totals_of = _totals_of(report, verdicts, statuses)
    checked = checks(findings_of, verdicts)
    return Ledger(
        documents=documents,
        claims=claims,
        findings=findings,
        findings_of={claim: tuple(found) for claim, found in findings_of.items()},
        verdicts=verdicts,
        reasons={unchecked.claim.id: unchecked.reason for unchecked in report.unchecked},
        statuses=statuses,
        waivers=_waivers(report),
        tried={unchecked.claim.id: unchecked.tried for unchecked in report.unchecked},
        places=_places(((c.id, c.span.document, c.span.start) for c in claims), documents),
        ends=_places(((c.id, c.span.document, c.span.end) for c in claims), documents),
        passed=_passed(report, documents),
        totals_of=totals_of,
        used=_used(findings),
        totals=_sum(totals_of.values()),
        checks=checked,
        coverage=coverage(checked, verdicts),
        folder=report.folder,
    )


def by_place(claim: Claim) -> tuple[str, int, int, str]:
    """The order of every list of claims."""
    return claim.span.document, claim.span.start, claim.span.end, claim.id


def _gravest_first(finding: Finding | None) -> tuple[bool, bool, bool]:
    """Material before minor, a cause before what follows from it, strict agreement before rounded."""
    if finding is None:
        return True, True, True
    return (
        finding.severity is not Severity.MATERIAL,
        bool(finding.because_of),
        finding.strength is not Strength.STRICT,
    )


def attribution(claim: Claim) -> str | None:
    """Who is said to have given the figure: a name, "a quotation" where there is none, or nobody."""
    return claim.stance.attributed or ("a quotation" if claim.stance.quoted else None)


def _worst(findings: Iterable[Finding]) -> Verdict:
    found = {finding.verdict for finding in findings}
    return next((verdict for verdict in WORST_FIRST if verdict in found), Verdict.UNVERIFIED)


NEWEST_FIRST = (Status.NEW, Status.KNOWN, Status.WAIVED, Status.IGNORED)


def _statuses(report: Report) -> dict[str, Status]:
    """Of every objection, and of every claim objected to: new where one of its objections is."""
    found: dict[str, Status] = {}
    for objection in report.objections:
        status = report.status(objection.id)
        found[objection.id] = status
        found[objection.claim.id] = min(status, found.get(objection.claim.id, status), key=NEWEST_FIRST.index)
    return found


def _waivers(report: Report) -> dict[str, Waiver]:
    """Of every objection that is waived, and of its claim."""
    found = dict(report.waivers)
    for objection in report.objections:
        if objection.id in report.waivers:
            found.setdefault(objection.claim.id, report.waivers[objection.id])
    return found


def _totals_of(report: Report, verdicts: Mapping[str, Verdict], statuses: Mapping[str, Status]) -> dict[str, Totals]:
    counts: dict[str, dict[str, int]] = {document.id: defaultdict(int) for document in report.documents}
    for passed in report.passed:
        counts[passed.span.document]["passed"] += 1
    for claim in report.claims:
        counts[claim.span.document][verdicts[claim.id].value] += 1
        if claim.id in statuses:
            counts[claim.span.document][statuses[claim.id].value] += 1
    return {
        document: Totals(**{each.name: found[each.name] for each in fields(Totals)})
        for document, found in counts.items()
    }


def _sum(totals: Iterable[Totals]) -> Totals:
    known = list(totals)
    return Totals(**{each.name: sum(getattr(one, each.name) for one in known) for each in fields(Totals)})


def _used(findings: Iterable[Finding]) -> tuple[tuple[Assumption, tuple[Claim, ...]], ...]:
    """The rows that findings were recomputed from, each with the claims that it was used for, by place."""
    rows: dict[str, Assumption] = {}
    users: dict[str, dict[str, Claim]] = defaultdict(dict)
    for finding in findings:
        for operand in finding.reading.operands:
            if isinstance(operand.by, Assumption):
                rows[operand.by.id] = operand.by
                users[operand.by.id][finding.claim.id] = finding.claim
    return tuple((rows[id_], tuple(sorted(users[id_].values(), key=by_place))) for id_ in sorted(rows))


def _places(offsets: Iterable[tuple[str, str, int]], documents: Mapping[str, Document]) -> dict[str, Place]:
    """Claim, document and offset → claim and place."""
    starts = {id_: _line_starts(document.text) for id_, document in documents.items()}
    return {claim: _place(offset, documents[id_], starts[id_]) for claim, id_, offset in offsets}


def _passed(report: Report, documents: Mapping[str, Document]) -> tuple[tuple[Passed, Place], ...]:
    ordered = sorted(report.passed, key=lambda passed: (passed.span, passed.reason))
    places = _places(((str(n), each.span.document, each.span.start) for n, each in enumerate(ordered)), documents)
    return tuple((each, places[str(n)]) for n, each in enumerate(ordered))


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[:-1]


def _place(offset: int, document: Document, line_starts: list[int]) -> Place:
    if document.source_map:
        at = bisect_right(document.source_map, offset, key=lambda pair: pair[0])
        return Place(document.source_map[max(at - 1, 0)][1], 1)
    line = bisect_right(line_starts, offset)
    return Place(line, offset - line_starts[line - 1] + 1)
