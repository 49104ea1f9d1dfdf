"""Slips made on purpose: they look like slips, only the altered figure moves, and what is counted is what happened."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from factcheck import config, extract, pipeline
from factcheck.cli import main
from factcheck.extract.quantities import read_figure
from factcheck.link import table
from factcheck.model import Caught, Mention, Selftest, Span
from factcheck.read import corpus as reading
from factcheck.report.ledger import ledger
from factcheck.study.alter import altered
from factcheck.study.selftest import Outcome, selftest
from factcheck.study.slips import SLIPS, slipped

ROWS = """id,measure,name,value,unit,as_of,aliases,source
milk_2024,milk,"Milk delivered, 2024",84.2 million,liter,2024,milk delivered|milk,Dairy board
farms_2024,farms,"Dairy farms, 2024",1937,farm,2024,dairy farms,Register
"""
ARTICLE = """---
published: 2025-02-01
---
In 2024 the milk delivered came to 84.2 million litres. There were 1,937 dairy farms in 2024.

The fair sold 73 bicycles.
"""
NAMED = {slip.name: slip for slip in SLIPS}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "assumptions.csv").write_text(ROWS)
    (tmp_path / "milk.md").write_text(ARTICLE)
    return tmp_path


@pytest.fixture
def samples(tmp_path: Path) -> pipeline.Articles:
    """One article in every format."""
    for name, content in SAMPLES.items():
        (tmp_path / name).write_bytes(content)
    return pipeline.found_in(*reading.read(tmp_path))


def mention(text: str) -> Mention:
    return next(each for each in extract(text) if each.claim)


def tried(folder: Path, sample: int = 200) -> tuple[Selftest, tuple[Outcome, ...]]:
    own = config.find(folder, None)
    rows = table.read(own.assumptions, read_figure=read_figure)
    return selftest(pipeline.gather(folder, own), rows, own, sample=sample)


# ── Slips ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "slip", "words"),
    [
        ("It cost $12.3 billion.", "ten times too large", "$123 billion"),
        ("It cost $870 billion.", "ten times too large", "$8,700 billion"),
        ("It cost $12.3 billion.", "ten times too small", "$1.23 billion"),
        ("It has 1,930 farms.", "ten times too small", "193 farms"),
        ("It has 193 farms.", "ten times too small", "19.3 farms"),
        ("It cost $12.3 billion.", "a thousand times too large", "$12.3 trillion"),
        ("It cost $12.3 trillion.", "a thousand times too large", None),
        ("It sold 48,000 tickets.", "a thousand times too small", "48 tickets"),
        ("It sold 48 tickets.", "a thousand times too small", None),
        ("It took 48% of the market.", "a thousand times too large", None),
        ("It sold 50 tickets.", "two digits swapped", None),
        ("It sold 64 tickets.", "two digits swapped", "46 tickets"),
        ("It sold 55 tickets.", "a digit dropped", "5 tickets"),
        ("It sold 5 tickets.", "a digit dropped", None),
        ("It sold 4 tickets.", "a quarter too high", "5 tickets"),
        ("It sold 48,000 tickets.", "a quarter too high", "60,000 tickets"),
        ("It sold 400 tickets.", "a quarter too high", "500 tickets"),
        ("It sold 100 tickets.", "a quarter too high", "125 tickets"),
        ("It sold 1 ticket.", "a quarter too high", None),
        ("It cost $12.4 billion.", "a quarter too low", "$9.3 billion"),
        ("Output rose 4%.", "percent for points, or points for percent", "4 percentage points"),
        ("The share rose by 4 percentage points.", "percent for points, or points for percent", "4%"),
        ("It took 48% of the market.", "percent for points, or points for percent", None),
        ("It took two-thirds of the market.", "ten times too large", None),
        ("It cost $12 to $14.", "ten times too large", None),
    ],
)
def test_a_slip_looks_like_one(text: str, slip: str, words: str | None) -> None:
    assert slipped(mention(text), NAMED[slip], Random(1)) == words


@given(st.integers(1, 10**7), st.integers(0, 10**6), st.sampled_from(SLIPS))
def test_a_slip_changes_the_words_and_is_read_as_another_figure(number: int, seed: int, slip: object) -> None:
    text = f"It sold {number:,} tickets."
    words = slipped(mention(text), slip, Random(seed))  # type: ignore[arg-type]
    if words is not None:
        assert mention(f"It sold {words}.").value != number


# ── Altered articles ──────────────────────────────────────────────────────────────────────────────────────


def test_words_put_where_they_stand_change_nothing(samples: pipeline.Articles) -> None:
    assert len(samples.documents) == len(SAMPLES)
    for document in samples.documents:
        for each in samples.figures[document.id]:
            assert altered(samples, each.span, each.text) == samples


def test_only_the_altered_figure_moves_in_every_format(samples: pipeline.Articles) -> None:
    for document in samples.documents:
        found = samples.figures[document.id]
        at = next(n for n, each in enumerate(found) if each.claim)
        span, words = found[at].span, "9,876,543 tonnes"
        after = altered(samples, span, words)
        (changed,) = (each for each in after.documents if each.id == document.id)
        for new, old in zip(changed.blocks, document.blocks, strict=True):
            start, end = old.span.start, old.span.end
            expected = document.text[start:end]
            if old.span.covers(span):
                expected = document.text[start : span.start] + words + document.text[span.end : end]
            assert changed.text[new.span.start : new.span.end] == expected
        said = [each.text for each in after.figures[document.id]]
        assert said == [*(each.text for each in found[:at]), words, *(each.text for each in found[at + 1 :])]


def test_an_altered_document_is_judged_like_the_file_with_those_words(corpus: Path) -> None:
    own = config.find(corpus, None)
    rows = table.read(own.assumptions, read_figure=read_figure)
    articles = pipeline.gather(corpus, own)
    start = ARTICLE.index("84.2 million")
    after = pipeline.judge(altered(articles, Span("milk.md", start, start + 4), "48.2"), rows, own)
    (corpus / "milk.md").write_text(ARTICLE.replace("84.2", "48.2"))
    again = pipeline.audit(corpus, own)
    assert [finding.message for finding in after.findings] == [finding.message for finding in again.findings]
    assert ledger(after).verdicts == ledger(again).verdicts


# ── What is counted ───────────────────────────────────────────────────────────────────────────────────────


def test_slips_in_figures_of_the_table_are_caught_named_and_mended(corpus: Path) -> None:
    made, outcomes = tried(corpus)
    assert made.by_slip[0] == Caught("ten times too large", made=2, allowed=0, caught=2, named=2, mended=2)
    assert (made.claims, made.checked, made.figures, made.wrong, made.tried, made.strays) == (3, 2, 2, 0, 2, 0)
    assert made.all.made == len(outcomes) == sum(each.made for each in made.by_slip)
    assert all(outcome.caught for outcome in outcomes if not outcome.allowed)


def test_a_slip_within_rounding_is_allowed_and_no_miss(corpus: Path) -> None:
    (corpus / "assumptions.csv").write_text(ROWS.replace("84.2 million", "80 million"))
    (corpus / "milk.md").write_text(ARTICLE.replace("84.2 million", "82 million"))
    _, outcomes = tried(corpus)
    allowed = {outcome.trial.words for outcome in outcomes if outcome.allowed}
    assert allowed
    for words in allowed:
        litres = mention(f"It took {words}.").low
        assert litres is not None
        assert abs(litres - 80_000_000) <= 5_000_000 + Fraction(500_000)
    assert not any(outcome.caught for outcome in outcomes if outcome.allowed)


def test_the_same_corpus_gives_the_same_slips_and_a_sample_is_spread_over_the_classes(corpus: Path) -> None:
    made, outcomes = tried(corpus, sample=6)
    assert (made, outcomes) == tried(corpus, sample=6)
    assert [each.made for each in made.by_slip[:6]] == [1, 1, 1, 1, 1, 1]


# ── The command ───────────────────────────────────────────────────────────────────────────────────────────


def test_selftest_prints_its_table_and_touches_no_article(corpus: Path) -> None:
    result = CliRunner().invoke(main, ["selftest", str(corpus), "--sample", "4", "--missed"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split() for line in lines if line.startswith(("slip ", "all "))] == [
        ["slip", "made", "allowed", "caught", "named", "mended"],
        ["all", "4", "0", "4", "(100%)", "4", "(100%)", "4", "(100%)"],
    ]
    assert lines[-1] == "1 of 3 claims are not checked: a slip in one of those is not caught"
    assert (corpus / "milk.md").read_text() == ARTICLE
    assert not (corpus / "factcheck-selftest.json").exists()


def test_what_is_kept_is_shown_by_later_runs_and_says_when_it_was_made_for_others(corpus: Path) -> None:
    runner, reports = CliRunner(), corpus / "reports"
    command = ["run", str(corpus), "--reports", str(reports), "--exit-zero"]
    assert "selftest" not in runner.invoke(main, command).output
    assert json.loads((reports / "report.json").read_text())["selftest"] is None
    kept = runner.invoke(main, ["selftest", str(corpus), "--sample", "4", "--save"])
    assert kept.output.splitlines()[-1] == f"kept in {corpus / 'factcheck-selftest.json'}"
    told = "selftest: 4 of 4 (100%) slips that could be told were caught, 0 of 4 (0%) raised a false alarm elsewhere"
    assert told in runner.invoke(main, command).output.splitlines()
    (corpus / "milk.md").write_text(ARTICLE.replace("73", "74"))
    assert f"{told} (made for other articles)" in runner.invoke(main, command).output.splitlines()
    (corpus / "assumptions.csv").write_text(ROWS.replace("1937", "1938"))
    assert f"{told} (made for other articles and another table)" in runner.invoke(main, command).output.splitlines()
    written = json.loads((reports / "report.json").read_text())["selftest"]
    assert written["differs"] == ["articles", "table"]
    assert written["by_slip"][0] == {
        "slip": "ten times too large", "made": 1, "allowed": 0, "caught": 1, "named": 1, "mended": 1
    }  # fmt: skip


def test_a_kept_file_that_is_none_stops_the_run(corpus: Path) -> None:
    (corpus / "factcheck-selftest.json").write_text('{"schema": "factcheck.selftest/1"}')
    result = CliRunner().invoke(main, ["run", str(corpus), "--reports", str(corpus / "reports")])
    assert result.exit_code == 2
    assert "factcheck-selftest.json: is no selftest of factcheck; make it anew" in result.output


def test_where_no_figure_agrees_there_is_nothing_to_try(corpus: Path) -> None:
    (corpus / "milk.md").write_text("The fair sold 73 bicycles.\n")
    result = CliRunner().invoke(main, ["selftest", str(corpus)])
    assert result.exit_code == 2
    assert "no figure agrees with the table or another figure" in result.output


def test_the_order_of_the_articles_changes_nothing(corpus: Path) -> None:
    (corpus / "again.md").write_text("There were 1,937 dairy farms in 2024, said the board in 2025.\n")
    own = config.find(corpus, None)
    rows = table.read(own.assumptions, read_figure=read_figure)
    articles = pipeline.gather(corpus, own)
    turned = replace(articles, documents=articles.documents[::-1])
    assert selftest(articles, rows, own, sample=12) == selftest(turned, rows, own, sample=12)
