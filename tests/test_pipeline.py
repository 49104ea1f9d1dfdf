"""Laws of a whole run: nothing is lost, nothing depends on order, nothing in a text can stop it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.config import Settings
from factcheck.model import BlockKind, Report, Span, Verdict
from factcheck.pipeline import audit, rules

PIECES = st.sampled_from(
    [
        "the harvest", "of which", "$12.3 billion", "70 times", "40%", "(36.7%)", "if", "would", "two-thirds of", "=",
        "tonnes", "from", "to", "about", "nearly", "3,200", "beds", ",", ". ", "\n\n", "- ", "that is", "1.4 million",
        "of the", "a gap of", "each", "at $25", "“", "”", "said Anna Berg", "in 2024", "as of March 31, 2025", "0", "%",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map(" ".join))


def run(*texts: str, table: str = "") -> Report:
    with TemporaryDirectory() as folder:
        for at, text in enumerate(texts):
            Path(folder, f"{at}.txt").write_text(text, "utf-8", newline="")
        path = Path(folder, "assumptions.csv")
        if table:
            path.write_text(table, "utf-8")
        return audit(Path(folder), Settings(assumptions=(path,) if table else ()))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_every_number_ends_in_exactly_one_place(text: str) -> None:
    report = run("A first line without a figure.", "x" + text)
    judged = {finding.claim.id for finding in report.findings}
    unchecked = {each.claim.id for each in report.unchecked}
    assert judged.isdisjoint(unchecked)
    assert judged | unchecked == {claim.id for claim in report.claims}
    assert len({claim.id for claim in report.claims}) == len(report.claims)
    for document in report.documents:
        spans = [c.span for c in report.claims if c.span.document == document.id]
        spans += [p.span for p in report.passed if p.span.document == document.id]
        _covers_every_digit(document.text, sorted(spans))


def _covers_every_digit(text: str, spans: list[Span]) -> None:
    for left, right in pairwise(spans):
        assert left.end <= right.start
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(at in covered for at, character in enumerate(text) if character in "0123456789")


ARTICLES = (
    "The mill ground 4,200 tonnes of flour in 2024. That is 70% of the 6,000 tonnes of the county.",
    "The choir sold 310 tickets at £12 each, taking £3,720.",
    "If 5% of the 800 beds were closed, it would mean 90 beds fewer.",
)


def test_the_order_of_files_changes_nothing() -> None:
    def said(report: Report) -> set[tuple[str, str, str]]:
        return {(f.claim.mention.text, f.relation.rule, f.message) for f in report.findings}

    assert said(run(*ARTICLES)) == said(run(*reversed(ARTICLES)))


def test_moving_a_paragraph_keeps_the_fingerprints() -> None:
    moved = "\n\n".join(reversed(ARTICLES))
    before = {claim.id for claim in run("\n\n".join(ARTICLES)).claims}
    assert {claim.id for claim in run(moved).claims} == before


def test_a_changed_figure_is_another_claim() -> None:
    first = {claim.id for claim in run(ARTICLES[1]).claims}
    second = {claim.id for claim in run(ARTICLES[1].replace("3,720", "3,820")).claims}
    assert len(first - second) == len(first)


def test_numbers_of_the_front_matter_are_passed_over_but_for_the_title() -> None:
    report = run("---\ntitle: 12 bridges\nsource: 14 reporters\npublished: 2024-05-01\n---\nThere were 3 bridges.")
    kinds = {b.kind for d in report.documents for b in d.blocks}
    assert BlockKind.META in kinds
    assert [claim.mention.text for claim in report.claims] == ["12 bridges", "3 bridges"]


def test_rules_have_codes_of_their_own_and_say_what_they_check() -> None:
    codes = [rule.code for rule in rules()]
    assert len(codes) == len(set(codes))
    assert all(rule.summary for rule in rules())


HERON_TABLE = """id,measure,name,value,unit,as_of,aliases,source
herons,herons,"Herons on the lake, 2025",1180,heron,2025,herons on the lake|lake herons,Bird society
"""


def test_a_figure_that_the_article_gives_otherwise_elsewhere_bears_witness() -> None:
    said = "There are 4,180 herons on the lake. All are grey.\n\nThe society saw all herons on the lake: 1,180 herons."
    wrong = next(f for f in run(said, table=HERON_TABLE).findings if f.verdict is Verdict.INCONSISTENT)
    assert [(operand.role, operand.by.id) for operand in wrong.reading.inputs] == [("row", "herons")]
    assert wrong.reading.witness is not None
    assert wrong.reading.witness.mention.text == "1,180 herons"
    assert wrong.message.endswith("; the article itself gives “1,180 herons” further down")


def test_a_figure_of_another_article_bears_witness_where_its_own_has_none() -> None:
    report = run("There are 4,180 herons on the lake.", "There are 1,180 herons on the lake.", table=HERON_TABLE)
    wrong = next(f for f in report.findings if f.relation.rule == "equals-assumption" and f.claim.mention.low == 4180)
    assert wrong.message.endswith("1.txt gives “1,180 herons”")
