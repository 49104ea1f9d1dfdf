"""Claims as test cases, for every CI system that shows JUnit's XML.

An article is a suite and a claim a case: it fails if it cannot be right and that is new. It is skipped, with the
reason, if nothing decides it, or if the fault is known or waived. Files that were not read, and what no longer applies
of the baseline and the waivers, are skipped cases of suites of their own, the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from factcheck.model import Claim, Finding, Report, Verdict, Writer
from factcheck.report.accepted import to_mend, why
from factcheck.report.ledger import Ledger, ledger
from factcheck.report.plain import plain

NOT_READ, TO_MEND = "not read", "to mend"


def write(report: Report) -> str:
    """The XML, with no time in it: the same report gives the same bytes."""
    known = ledger(report)
    root = _element(None, "testsuites", name="factcheck")
    claims = {id_: list(found) for id_, found in groupby(known.claims, key=lambda claim: claim.span.document)}
    for document in sorted(known.documents):
        suite = _element(root, "testsuite", name=document, file=known.path(document))
        for claim in claims.get(document, ()):
            _claim(suite, claim, known)
    unread = sorted((known.path(each.path), each.reason) for each in report.unread)
    _told(root, NOT_READ, unread)
    _told(root, TO_MEND, [(path, message) for path, _, message in to_mend(report, known)])
    for counted in (root, *root):
        _count(counted)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _count(element: Element) -> None:
    for name, tag in {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}.items():
        element.set(name, str(sum(1 for _ in element.iter(tag))))


def _claim(suite: Element, claim: Claim, known: Ledger) -> None:
    """The name has the claim's id and no line, so that a CI system knows the case again in a later run."""
    document, line = claim.span.document, str(known.places[claim.id].line)
    name = f"{claim.mention.text} [{claim.id}]"
    case = _element(suite, "testcase", classname=document, name=name, file=known.path(document), line=line)
    verdict, finding = known.verdicts[claim.id], known.deciding(claim)
    message = finding.message if finding else known.why_unverified(claim)
    if verdict is Verdict.INCONSISTENT and finding and known.is_new(claim.id):
        failure = _element(case, "failure", type=finding.relation.rule, message=message)
        failure.text = "\n".join(_working(claim, known))
    elif verdict is not Verdict.CONSISTENT:
        accepted = why(claim.id, known)
        _element(case, "skipped", message=f"{accepted}: {message}" if accepted else message)


def _working(claim: Claim, known: Ledger) -> Iterable[str]:
    """Every new finding that contradicts the claim, with its place, arithmetic and suggestion."""
    place, text = known.places[claim.id], known.documents[claim.span.document].text
    yield plain(f"{known.path(claim.span.document)}:{place.line}:{place.column}")
    yield plain(text[claim.sentence.span.start : claim.sentence.span.end])
    for finding in known.new_findings(claim):
        yield from map(plain, _lines(finding))


def _lines(finding: Finding) -> Iterable[str]:
    yield f"{finding.relation.rule}: {finding.message}"
    yield f"working: {finding.working}"
    if finding.suggestion:
        yield f"suggestion: {finding.suggestion}"


def _told(root: Element, name: str, told: list[tuple[str, str]]) -> None:
    """A suite of what is no claim: a file or a place, and what there is to say of it."""
    suite = _element(root, "testsuite", name=name) if told else root
    for path, message in told:
        case = _element(suite, "testcase", classname=name, name=path, file=path)
        _element(case, "skipped", message=message)


def _element(parent: Element | None, tag: str, **attributes: str) -> Element:
    """An element whose attributes hold nothing that XML forbids."""
    clean = {name: plain(value) for name, value in attributes.items()}
    return Element(tag, clean) if parent is None else SubElement(parent, tag, clean)


WRITER = Writer("junit", "claims as test cases, for CI systems", write)
