"""Whether a run fails, and why: new objections, too many unverified claims, too little checked in an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from factcheck.config import Settings
from factcheck.model import Report, Status, Verdict


def failures(report: Report, settings: Settings, *, earlier: Report | None = None) -> tuple[str, ...]:
    """Why the run fails, in words; nothing where it passes. `earlier` is the revision that it is compared with."""
    return (*_objections(report, settings), *_coverage(report, settings, earlier))


def _objections(report: Report, settings: Settings) -> Iterator[str]:
    """New claims by verdict; of unverified ones as many as `max_unverified` allows are no failure."""
    new = {o.claim.id: o for o in reversed(report.objections) if report.status(o.id) is Status.NEW}
    word = "new " if report.baseline is not None else ""
    wrong = [o for o in new.values() if o.verdict is Verdict.INCONSISTENT]
    failing = sum(Verdict.INCONSISTENT.value in settings.fails_on(o.claim.span.document) for o in wrong)
    if failing:
        yield _counted(failing, f"{word}inconsistent")
    open_ = [o for o in new.values() if o.verdict is Verdict.UNVERIFIED]
    if settings.max_unverified is not None:
        if len(open_) > settings.max_unverified:
            yield f"{_counted(len(open_), f'{word}unverified')}, more than the {settings.max_unverified} allowed"
        return
    failing = sum(Verdict.UNVERIFIED.value in settings.fails_on(o.claim.span.document) for o in open_)
    if failing:
        yield _counted(failing, f"{word}unverified")


def _counted(count: int, kind: str) -> str:
    return f"{count} {kind} claim{'' if count == 1 else 's'}"


def _coverage(report: Report, settings: Settings, earlier: Report | None) -> Iterator[str]:
    """An article that the revision has may not fall below what was checked in it there; another not below the least."""
    if settings.min_coverage is None:
        return
    before = _checked(earlier) if earlier is not None else {}
    for document, (checked, claims) in sorted(_checked(report).items()):
        now = f"{document}: {checked} of {claims} claims are checked"
        if document in before:
            was, of = before[document]
            if Fraction(checked, claims) < Fraction(was, of):
                yield f"{now}, {was} of {of} were before"
        elif Fraction(checked, claims) < settings.min_coverage:
            yield f"{now}, expected at least {float(settings.min_coverage * 100):g}%"


def _checked(report: Report) -> dict[str, tuple[int, int]]:
    """How many claims the table or other figures decide, and of how many, in each document that claims something."""
    claims = Counter(claim.span.document for claim in report.claims)
    undecided = Counter(o.claim.span.document for o in report.objections if o.verdict is Verdict.UNVERIFIED)
    return {document: (count - undecided[document], count) for document, count in claims.items()}
