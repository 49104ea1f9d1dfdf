"""The run on one screen: read → extract → link → relate → check → report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from factcheck import nlp, registry
from factcheck.check import baseline, waiver_forms
from factcheck.check.findings import check
from factcheck.check.gate import failures
from factcheck.check.selection import select
from factcheck.check.waivers import excuse
from factcheck.config import Settings
from factcheck.extract.quantities import mentions, read_figure
from factcheck.link import table
from factcheck.link.claims import claims
from factcheck.link.measures import Measures
from factcheck.link.weekdays import weekdays
from factcheck.model import (
    Assumption,
    Claim,
    Document,
    Known,
    Mention,
    Notice,
    Passed,
    Relation,
    Report,
    Rule,
    Sentence,
    Unread,
    Verdict,
    Waiver,
)
from factcheck.progress import Progress, untold
from factcheck.read import corpus
from factcheck.relate.scales import Scales
from factcheck.relate.scope import Scope
from factcheck.relate.weighing import Weigher


@dataclass(frozen=True)
class Articles:
    """What a folder's articles say, whatever the table says: their sentences and figures, by document."""

    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]
    sentences: Mapping[str, tuple[Sentence, ...]]
    figures: Mapping[str, tuple[Mention, ...]]


@dataclass(frozen=True)
class Before:
    """What was known and accepted before a run.

    `known` are the lines of baselines by the baseline's name, `earlier` the report of a revision by its name. `waivers`
    are those of a file, `notices` what is wrong in it; of comments in the articles only those in `standing` count, all
    where it is None. `today` is the day by which a waiver may be past.
    """

    today: date
    known: Mapping[str, tuple[Known, ...]]
    earlier: Mapping[str, Report]
    waivers: tuple[Waiver, ...] = ()
    notices: tuple[Notice, ...] = ()
    standing: Counter[tuple[str, ...]] | None = None


def audit(folder: Path, settings: Settings, *, only: Collection[str] = (), progress: Progress = untold) -> Report:
    """Everything the articles of a folder say in figures, recomputed from its table and from one another.

    `only` holds the ids of the articles to look at, where not all are to be.
    """
    assumptions = table.read(settings.assumptions, read_figure=read_figure)
    return judge(gather(folder, settings, only=only, progress=progress), assumptions, settings, progress=progress)


def gather(folder: Path, settings: Settings, *, only: Collection[str] = (), progress: Progress = untold) -> Articles:
    """The first two stages: read and extract."""
    read = corpus.read(folder, exclude=settings.exclude, only=only, progress=progress)
    return found_in(*read, progress=progress)


def found_in(
    documents: tuple[Document, ...], unread: tuple[Unread, ...] = (), *, progress: Progress = untold
) -> Articles:
    """The figures of documents that have been read."""
    sentences = {document.id: tuple(nlp.sentences(document)) for document in documents}
    figures = {d.id: mentions(d, sentences[d.id]) for d in progress(documents, "finding the figures of articles")}
    return Articles(documents, unread, sentences, figures)


def linked(
    articles: Articles, assumptions: tuple[Assumption, ...], settings: Settings, *, progress: Progress = untold
) -> Scope:
    """The third stage: what each figure measures, when and for whom."""
    documents, sentences, figures = articles.documents, articles.sentences, articles.figures
    measures, widths = Measures(assumptions), settings.rounding.widths()
    watched = progress(documents, "finding what figures measure, by article")
    made = tuple(c for d in watched for c in claims(d, sentences[d.id], figures[d.id], measures, widths))
    days = tuple(day for d in documents for day in weekdays(d, sentences[d.id], figures[d.id]))
    return Scope(documents, made, assumptions, measures.named, days)


def judge(
    articles: Articles, assumptions: tuple[Assumption, ...], settings: Settings, *, progress: Progress = untold
) -> Report:
    """The other stages: link, relate, check."""
    scope = linked(articles, assumptions, settings, progress=progress)
    made = tuple(sorted((*scope.claims, *scope.days), key=lambda claim: claim.span))
    relations, material = relate(scope, progress=progress), settings.severity.material
    findings, unchecked = check(relations, made, material=material, rows=assumptions)
    passed = tuple(p for d in articles.documents for p in pass_over(articles.figures[d.id], scope.days))
    return Report(articles.documents, articles.unread, assumptions, made, findings, unchecked, passed)


def review(report: Report, before: Before, settings: Settings) -> Report:
    """Which objections are new, being neither ignored nor waived nor known before, and whether they fail the run."""
    written, wrong = waiver_forms.in_articles(report, codes(), standing=before.standing)
    report = replace(select(report, settings), notices=(*before.notices, *wrong))
    report = excuse(report, (*before.waivers, *written), today=before.today)
    for name, lines in before.known.items():
        report = baseline.compare(report, lines, name=name)
    now = {objection.id for objection in report.objections}
    for name, then in before.earlier.items():
        lines = tuple(baseline.lines(then, lambda objection: objection.id in now))  # what is mended is not stale
        report = baseline.compare(report, lines, name=name)
    return replace(report, failures=failures(report, settings, earlier=next(iter(before.earlier.values()), None)))


def codes() -> tuple[str, ...]:
    """What an objection may be by: the rules' codes, and "unverified"."""
    return (*(rule.code for rule in rules()), Verdict.UNVERIFIED.value)


def extract(document: Document) -> tuple[Mention, ...]:
    """All numbers of a document, those that claim nothing included."""
    return mentions(document, tuple(nlp.sentences(document)))


def relate(scope: Scope, *, progress: Progress = untold) -> Iterator[tuple[Rule, Relation]]:
    """What the texts assert, rule by rule; each reading weighed by all that the words show."""
    found = [(rule, tuple(rule.find(scope))) for rule in progress(rules(), "finding relations, by rule")]
    weigher = Weigher(Scales(scope), found)
    for rule, relations in progress(found, "recomputing figures, by rule"):
        yield from ((rule, relation) for relation in weigher.relations(rule, relations))


def pass_over(found: tuple[Mention, ...], days: tuple[Claim, ...]) -> Iterator[Passed]:
    """The numbers that claim nothing; a date whose weekday is given with it claims that."""
    for mention in found:
        if not mention.claim and not any(day.span.covers(mention.span) for day in days):
            yield Passed(mention.span, mention.text, mention.reason or "")


def rules() -> tuple[Rule, ...]:
    """The rules of the folder relate/."""
    return tuple(registry.members("factcheck.relate", "RULE", Rule))
