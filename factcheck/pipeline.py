"""The run on one screen: read → extract → link → relate → check → report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck import nlp, registry
from factcheck.check.findings import check
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
    Mention,
    Passed,
    Relation,
    Report,
    Rule,
    Sentence,
    Unread,
)
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


def audit(folder: Path, settings: Settings) -> Report:
    """Everything the articles of a folder say in figures, recomputed from its table and from one another."""
    assumptions = table.read(settings.assumptions, read_figure=read_figure)
    return judge(gather(folder, settings), assumptions, settings)


def gather(folder: Path, settings: Settings) -> Articles:
    """The first two stages: read and extract."""
    return found_in(*corpus.read(folder, exclude=settings.exclude))


def found_in(documents: tuple[Document, ...], unread: tuple[Unread, ...] = ()) -> Articles:
    """The figures of documents that have been read."""
    sentences = {document.id: tuple(nlp.sentences(document)) for document in documents}
    figures = {document.id: mentions(document, sentences[document.id]) for document in documents}
    return Articles(documents, unread, sentences, figures)


def linked(articles: Articles, assumptions: tuple[Assumption, ...], settings: Settings) -> Scope:
    """The third stage: what each figure measures, when and for whom."""
    documents, sentences, figures = articles.documents, articles.sentences, articles.figures
    measures, widths = Measures(assumptions), settings.rounding.widths()
    made = tuple(c for d in documents for c in claims(d, sentences[d.id], figures[d.id], measures, widths))
    days = tuple(day for d in documents for day in weekdays(d, sentences[d.id], figures[d.id]))
    return Scope(documents, made, assumptions, measures.named, days)


def judge(articles: Articles, assumptions: tuple[Assumption, ...], settings: Settings) -> Report:
    """The other stages: link, relate, check."""
    scope = linked(articles, assumptions, settings)
    made = tuple(sorted((*scope.claims, *scope.days), key=lambda claim: claim.span))
    findings, unchecked = check(relate(scope), made, rows=assumptions, material=settings.severity.material)
    passed = tuple(p for d in articles.documents for p in pass_over(articles.figures[d.id], scope.days))
    return Report(articles.documents, articles.unread, assumptions, made, findings, unchecked, passed)


def extract(document: Document) -> tuple[Mention, ...]:
    """All numbers of a document, those that claim nothing included."""
    return mentions(document, tuple(nlp.sentences(document)))


def relate(scope: Scope) -> Iterator[tuple[Rule, Relation]]:
    """What the texts assert, rule by rule; each reading weighed by all that the words show."""
    found = [(rule, tuple(rule.find(scope))) for rule in rules()]
    yield from Weigher(Scales(scope), found).relations()


def pass_over(found: tuple[Mention, ...], days: tuple[Claim, ...]) -> Iterator[Passed]:
    """The numbers that claim nothing; a date whose weekday is given with it claims that."""
    for mention in found:
        if not mention.claim and not any(day.span.covers(mention.span) for day in days):
            yield Passed(mention.span, mention.text, mention.reason or "")


def rules() -> tuple[Rule, ...]:
    """The rules of the folder relate/."""
    return tuple(registry.members("factcheck.relate", "RULE", Rule))
