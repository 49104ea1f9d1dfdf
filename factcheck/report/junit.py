"""Claims as test cases, for every CI system that shows JUnit's XML.

An article is a suite and a claim a case: it fails if it cannot be right and is skipped if nothing decides it. Files
that were not read are skipped cases of a suite of their own, the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from factcheck.model import Claim, Document, Finding, Report, Unread, Verdict, Writer
from factcheck.report.ledger import Ledger, Totals, ledger
from factcheck.report.plain import plain

NOT_READ = "not read"


def write(report: Report) -> str:
    """The XML, with no time in it: the same report gives the same bytes."""
    known = ledger(report)
    root = _element(None, "testsuites", name="factcheck", **_counts(known.totals, unread=len(report.unread)))
    for document in sorted(report.documents, key=lambda document: document.id):
        _article(root, document, known)
    if report.unread:
        _unread(root, sorted(report.unread), known)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(totals: Totals, *, unread: int = 0) -> dict[str, str]:
    return {
        "tests": str(totals.claims + unread),
        "failures": str(totals.inconsistent),
        "errors": "0",
        "skipped": str(totals.unverified + unread),
    }


def _article(root: Element, document: Document, known: Ledger) -> None:
    counts = _counts(known.totals_of[document.id])
    suite = _element(root, "testsuite", name=document.id, file=known.path(document.id), **counts)
    for claim in known.claims:
        if claim.span.document == document.id:
            _claim(suite, claim, known)


def _claim(suite: Element, claim: Claim, known: Ledger) -> None:
    """The name has the claim's id and no line, so that a CI system knows the case again in a later run."""
    document, line = claim.span.document, str(known.places[claim.id].line)
    name = f"{claim.mention.text} [{claim.id}]"
    case = _element(suite, "testcase", classname=document, name=name, file=known.path(document), line=line)
    verdict, finding = known.verdicts[claim.id], known.deciding(claim)
    if verdict is Verdict.INCONSISTENT and finding:
        failure = _element(case, "failure", type=finding.relation.rule, message=finding.message)
        failure.text = "\n".join(_working(claim, known))
    elif verdict is Verdict.UNVERIFIED:
        _element(case, "skipped", message=known.why_unverified(claim))


def _working(claim: Claim, known: Ledger) -> Iterable[str]:
    """Every finding that contradicts the claim, with its place, arithmetic and suggestion."""
    place, text = known.places[claim.id], known.documents[claim.span.document].text
    yield plain(f"{known.path(claim.span.document)}:{place.line}:{place.column}")
    yield plain(text[claim.sentence.span.start : claim.sentence.span.end])
    for finding in known.findings_of[claim.id]:
        if finding.verdict is Verdict.INCONSISTENT:
            yield from map(plain, _lines(finding))


def _lines(finding: Finding) -> Iterable[str]:
    yield f"{finding.relation.rule}: {finding.message}"
    yield f"working: {finding.working}"
    if finding.suggestion:
        yield f"suggestion: {finding.suggestion}"


def _unread(root: Element, unread: list[Unread], known: Ledger) -> None:
    counts = _counts(Totals(0, 0, 0, 0), unread=len(unread))
    suite = _element(root, "testsuite", name=NOT_READ, **counts)
    for each in unread:
        case = _element(suite, "testcase", classname=NOT_READ, name=each.path, file=known.path(each.path))
        _element(case, "skipped", message=each.reason)


def _element(parent: Element | None, tag: str, **attributes: str) -> Element:
    """An element whose attributes hold nothing that XML forbids."""
    clean = {name: plain(value) for name, value in attributes.items()}
    return Element(tag, clean) if parent is None else SubElement(parent, tag, clean)


WRITER = Writer("junit", "claims as test cases, for CI systems", write)
