"""What would be caught: slips made on purpose in figures that agree, one at a time, and the articles judged again.

A slip is caught when some figure is inconsistent that was not before, and that figure is the altered one or is
recomputed from it. A slip that leaves the figure inside what all its checks allow is no miss: nobody could tell it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from random import Random

from factcheck import __version__
from factcheck.check.intervals import compare
from factcheck.config import Settings
from factcheck.interval import Stated
from factcheck.model import Assumption, Caught, Claim, Document, Finding, Selftest, Span, Verdict
from factcheck.pipeline import Articles, judge
from factcheck.report.ledger import Ledger, Place, ledger
from factcheck.study.alter import altered, only
from factcheck.study.slips import SLIPS, Slip, slipped

SEED = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """A slip in a figure that agrees: what would stand in its place instead."""

    claim: Claim
    place: Place
    slip: Slip
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial: whether it could be told, was caught, named and mended, and whether others suffered."""

    trial: Trial
    allowed: bool
    caught: bool
    named: bool
    mended: bool
    stray: bool


def selftest(
    articles: Articles,
    assumptions: tuple[Assumption, ...],
    settings: Settings,
    *,
    sample: int,
    progress: Callable[[Sequence[Trial]], Iterable[Trial]] = iter,
) -> tuple[Selftest, tuple[Outcome, ...]]:
    """Try at most `sample` slips, as many of each class as can be; the same articles give the same slips.

    `progress` is given the slips, and passes each on when it is its turn.
    """
    report = judge(articles, assumptions, settings)
    known = ledger(report)
    agreeing = known.of_verdict(Verdict.CONSISTENT)
    trials = _sampled([trial for claim in agreeing for trial in _trials(claim, known.places[claim.id])], sample)
    bench = _Bench(articles, assumptions, settings, known)
    outcomes = tuple(bench.outcome(trial) for trial in progress(trials))
    made = Selftest(
        by_slip=tuple(_counted(slip, [o for o in outcomes if o.trial.slip is slip]) for slip in SLIPS),
        claims=known.totals.claims,
        checked=known.coverage.checked,
        figures=len(agreeing),
        wrong=known.totals.inconsistent,
        tried=len({outcome.trial.claim.id for outcome in outcomes}),
        strays=sum(outcome.stray for outcome in outcomes),
        made_for=digests(report.documents, assumptions, settings),
    )
    return made, outcomes


def digests(
    documents: Sequence[Document], assumptions: Sequence[Assumption], settings: Settings
) -> tuple[tuple[str, str], ...]:
    """What a selftest depends on, by name."""
    articles = sorted(f"{document.id} {document.sha256}" for document in documents)
    rows = [repr(replace(row, row=replace(row.row, path="", line=0))) for row in assumptions]
    limits = [repr(settings.rounding), repr(settings.severity)]
    parts = {"articles": articles, "table": sorted(rows), "settings": limits, "version": [__version__]}
    return tuple((name, hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]) for name, lines in parts.items())


def compared(made: Selftest, now: tuple[tuple[str, str], ...]) -> Selftest:
    """The selftest, knowing in what this run is not the one that it was made for."""
    before = dict(made.made_for)
    return replace(made, differs=tuple(name for name, digest in now if before.get(name) != digest))


def _trials(claim: Claim, place: Place) -> Iterator[Trial]:
    for slip in SLIPS:
        words = slipped(claim.mention, slip, Random(f"{SEED} {claim.id} {slip.name}"))
        if words is not None:
            yield Trial(claim, place, slip, words)


def _sampled(trials: Sequence[Trial], sample: int) -> list[Trial]:
    """So many trials, the classes in turn, drawn by lot; then in the order of the articles."""
    drawn = Random(SEED).sample(trials, len(trials))
    by_class = [[trial for trial in drawn if trial.slip is slip] for slip in SLIPS]
    in_turn = [trial for turn in zip_longest(*by_class) for trial in turn if trial is not None]
    kept = {(trial.claim.id, trial.slip.name) for trial in in_turn[:sample]}
    return [trial for trial in trials if (trial.claim.id, trial.slip.name) in kept]


def _counted(slip: Slip, outcomes: Sequence[Outcome]) -> Caught:
    return Caught(
        slip=slip.name,
        made=len(outcomes),
        allowed=sum(outcome.allowed for outcome in outcomes),
        caught=sum(outcome.caught for outcome in outcomes),
        named=sum(outcome.named for outcome in outcomes),
        mended=sum(outcome.mended for outcome in outcomes),
    )


class _Bench:
    """Judges altered articles: of all of them only the one with the slip and those that its figure meets."""

    def __init__(
        self, articles: Articles, assumptions: tuple[Assumption, ...], settings: Settings, known: Ledger
    ) -> None:
        self.articles, self.assumptions, self.settings, self.known = articles, assumptions, settings, known
        self.speaking, self.tied = _meetings(known)
        self.settled: dict[frozenset[str], tuple[Articles, Ledger]] = {}

    def outcome(self, trial: Trial) -> Outcome:
        """Alter, judge again, compare."""
        articles, before = self._around(trial.claim)
        after = self._judged(altered(articles, trial.claim.span, trial.words))
        return _outcome(trial, before, after)

    def _judged(self, articles: Articles) -> Ledger:
        return ledger(judge(articles, self.assumptions, self.settings))

    def _around(self, claim: Claim) -> tuple[Articles, Ledger]:
        """The claim's article and those that it meets, as they stand; all of them where it agrees only among all."""
        measured = self.speaking[claim.link.measure] if claim.link else frozenset[str]()
        documents = frozenset({claim.span.document, *self.tied[claim.id], *measured})
        if documents not in self.settled:
            articles = only(self.articles, documents)
            self.settled[documents] = articles, self._judged(articles)
        found = self.settled[documents]
        return found if found[1].verdicts[claim.id] is Verdict.CONSISTENT else (self.articles, self.known)


def _meetings(known: Ledger) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The articles that speak of each measure; and those that each claim's findings, and those it serves, stand in."""
    speaking: dict[str, set[str]] = defaultdict(set)
    tied: dict[str, set[str]] = {claim.id: set() for claim in known.claims}
    for claim in known.claims:
        if claim.link is not None:
            speaking[claim.link.measure].add(claim.span.document)
    for finding in known.findings:
        operands = [operand.by for operand in finding.reading.operands if isinstance(operand.by, Claim)]
        claims = (finding.claim, *operands)
        for claim in claims:
            tied[claim.id] |= {other.span.document for other in claims}
    frozen = [{name: frozenset(found) for name, found in groups.items()} for groups in (speaking, tied)]
    return frozen[0], frozen[1]


def _outcome(trial: Trial, before: Ledger, after: Ledger) -> Outcome:
    span = trial.claim.span
    there = next((c for c in after.claims if (c.span.document, c.span.start) == (span.document, span.start)), None)
    wrong = list(_newly_wrong(trial, before, after))
    own = [f for f in wrong if there is not None and (f.claim is there or _uses(f, there))]
    at_fault = there is not None and any(there.id in finding.causes for finding in own)
    return Outcome(
        trial=trial,
        allowed=not own and there is not None and _is_allowed(there, before.findings_of[trial.claim.id]),
        caught=bool(own),
        named=at_fault,
        mended=any(f.claim is there and f.expected.value in trial.claim.figure.charitable for f in own),
        stray=len(own) < len(wrong),
    )


def _newly_wrong(trial: Trial, before: Ledger, after: Ledger) -> Iterator[Finding]:
    """The findings against figures that were not inconsistent before; figures are known again by their places."""
    span, by = trial.claim.span, len(trial.words) - len(trial.claim.mention.text)
    known = {_shifted(claim.span, span, by) for claim in before.of_verdict(Verdict.INCONSISTENT)}
    for finding in after.findings:
        place = finding.claim.span.document, finding.claim.span.start
        if finding.verdict is Verdict.INCONSISTENT and place not in known:
            yield finding


def _shifted(place: Span, altered_at: Span, by: int) -> tuple[str, int]:
    behind = place.document == altered_at.document and place.start >= altered_at.end
    return place.document, place.start + (by if behind else 0)


def _uses(finding: Finding, claim: Claim) -> bool:
    return claim.id in finding.causes or any(operand.by is claim for operand in finding.reading.operands)


def _is_allowed(there: Claim, findings: Sequence[Finding]) -> bool:
    """Whether the altered figure agrees with all that the one in its place was checked against."""
    expected = [Stated(f.expected.value, f.expected.interval, f.expected.interval) for f in findings]
    same_unit = all(f.expected.unit == there.mention.unit for f in findings)
    return same_unit and all(compare(there.figure, figure).agrees for figure in expected)
