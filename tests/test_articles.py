"""Real articles: the five seeds where they are at hand, and the corpus that ships, written after them.

Each expectation is a figure, the rule that must find it wrong and what must be suggested; nothing else may be called
inconsistent. The program knows neither articles nor figures: what it finds follows from the words and the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.config import Settings
from factcheck.model import Report, Verdict
from factcheck.pipeline import audit

HOME = Path(__file__).parent.parent
CORPUS = HOME / "corpus"
SEEDS = HOME.parent / "shared" / "seeds"
TABLE = CORPUS / "assumptions.csv"

Wrong = tuple[str, str, str, bool]
"""A figure, the rule, the suggestion, and whether it follows from another finding."""


@pytest.fixture(scope="module")
def corpus() -> Report:
    return audit(CORPUS, Settings(assumptions=(TABLE,)))


@pytest.fixture(scope="module")
def seeds() -> Report:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not here")
    return audit(SEEDS, Settings(assumptions=(TABLE,)))


def wrong(report: Report, document: str) -> Iterator[Wrong]:
    for finding in report.findings:
        if finding.verdict is Verdict.INCONSISTENT and finding.claim.span.document.startswith(document):
            text = finding.claim.mention.text
            yield text, finding.relation.rule, finding.suggestion or "", bool(finding.because_of)


CRYPTO_POOL = [
    ("$870 billion", "scenario", "about $890 billion", False),
    ("50%", "share-of", "about 57%", False),
    ("$870 billion", "scenario", "about $890 billion", True),
    ("70 times", "multiple-of", "about 6 times", True),
]
QUOTED_SERIES = [
    ("$120 billion", "scenario", "about $87 billion", False),
    ("$360 billion", "scenario", "about $260 billion", True),
    ("$600 billion", "scenario", "about $440 billion", True),
]
"""1%, 3% and 5% of the article's own $8.7 trillion: the steps follow from the first."""


def test_the_seed_on_the_pool_and_the_market(seeds: Report) -> None:
    assert sorted(wrong(seeds, "002_")) == sorted(
        [
            *CRYPTO_POOL,
            ("$9 trillion", "equals-assumption", "about $46 trillion", False),
            ("$12.3 billion", "equals-assumption", "about $152 billion", False),
            ("$7 billion", "equals-assumption", "about $90 billion", False),
            ("66%", "equals-assumption", "about 62%", False),
            ("$132,300", "average", "about $127,100", False),
            ("70-75%", "scenario", "no more than 67.6%", False),
        ]
    )


def test_the_seed_that_takes_one_pool_for_another(seeds: Report) -> None:
    assert list(wrong(seeds, "001_")) == [
        ("$12.5 trillion", "restated", "about $87 billion", True),
        ("$12.5 trillion", "equals-assumption", "about $9.3 trillion", False),
        ("$11,250", "part-of-whole", "no less than $31,000, or $11,250 on top", False),
    ]


def test_wrong_figures_of_the_seeds_have_witnesses(seeds: Report) -> None:
    """The article itself, or another one, gives what the table has."""
    wrong = [f for f in seeds.findings if f.verdict is Verdict.INCONSISTENT and f.reading.witness is not None]
    assert [(f.claim.mention.text, f.reading.witness.mention.text) for f in wrong if f.reading.witness] == [
        ("$12.5 trillion", "$8.7 trillion"),
        ("$9 trillion", "$44.1 trillion"),
        ("66%", "61%"),
    ]


def test_the_seed_with_a_quoted_series(seeds: Report) -> None:
    assert list(wrong(seeds, "004_")) == QUOTED_SERIES


def test_the_seed_that_counts_another_population(seeds: Report) -> None:
    """Its 90 million are in all defined contribution plans; the 401(k) has 70 million."""
    assert list(wrong(seeds, "000_")) == [
        ("90 million Americans", "equals-assumption", "about 70 million Americans", False)
    ]


def test_the_seed_whose_figures_hold(seeds: Report) -> None:
    assert list(wrong(seeds, "003_")) == []


def test_the_corpus_has_the_same_findings(corpus: Report) -> None:
    assert sorted(wrong(corpus, "401k-crypto-ft-report")) == sorted(
        [
            *CRYPTO_POOL,
            ("$9 trillion", "equals-assumption", "about $43 trillion", False),
            ("$9 trillion", "restated", "about $43 trillion", True),
            ("$12.3 billion", "equals-assumption", "about $148 billion", False),
            ("$7 billion", "equals-assumption", "about $80 billion", False),
        ]
    )
    assert list(wrong(corpus, "401k-wealth-engine")) == QUOTED_SERIES
    assert list(wrong(corpus, "retirement-trillions")) == [
        ("$12.5 trillion", "equals-assumption", "about $8.7 trillion", False)
    ]


@pytest.mark.parametrize("article", ["401k-crypto-gamble", "pension-crypto-china-us"])
def test_the_articles_whose_figures_hold(corpus: Report, article: str) -> None:
    assert list(wrong(corpus, article)) == []


def test_a_quoted_figure_is_marked_as_quoted(corpus: Report) -> None:
    quoted = [f for f in corpus.findings if f.claim.mention.text == "$120 billion"]
    assert [f.claim.stance.attributed for f in quoted] == ["Tom Dunleavy"]
    assert "attributed to Tom Dunleavy" in quoted[0].message


@pytest.mark.parametrize("run", ["corpus", "seeds"])
def test_the_slips_at_the_roots(run: str, request: pytest.FixtureRequest) -> None:
    """Ten times too little in both funds; and a tenth of the pool as it was half a year later."""
    report: Report = request.getfixturevalue(run)
    article = "401k-crypto-ft-report" if run == "corpus" else "002_"
    slips = {
        f.claim.mention.text: [(slip.kind, slip.near) for slip in f.slips]
        for f in report.findings
        if f.slips and f.claim.span.document.startswith(article)
    }
    assert slips["$12.3 billion"] == [("power-of-ten", True)]
    assert slips["$7 billion"] == [("power-of-ten", True)]
    assert slips["$870 billion"] == [("other-date", False)]
    words = [f.message for f in report.findings if f.slips and f.claim.mention.text == "$870 billion"]
    assert all(
        "with $8.7 trillion (401(k) plan assets, end Q1 2025) in place of $8.9 trillion" in each for each in words
    )
    ratio = next(f for f in report.findings if f.claim.mention.text == "70 times" and f.because_of)
    root = next(f for f in report.findings if f.id == ratio.because_of[0])
    assert root.claim.mention.text == "$12.3 billion"
    assert ratio.causes == (root.claim.id,)


FAIR = {
    "36.7%": "cut, not rounded",
    "748,000 BTC": "one use of the inflow",
    "22.6 million coins": "another use of the same inflow",
    "$87 billion": "1% of the pool",
    "$43.4 trillion": "the total of its quarter",
    "$44.1 trillion": "the total of another quarter",
    "22.2%": "870 of 3,920 billion",
    "two-thirds": "within the band of the table",
    "$1.4 trillion": "the gap, rounded",
}


@pytest.mark.parametrize("text", FAIR)
def test_what_a_fair_editor_would_not_flag(seeds: Report, text: str) -> None:
    found = [f for f in seeds.findings if f.claim.mention.text == text]
    assert all(finding.verdict is not Verdict.INCONSISTENT for finding in found)


def test_every_finding_can_be_acted_on(corpus: Report) -> None:
    for finding in corpus.findings:
        if finding.verdict is Verdict.INCONSISTENT:
            assert finding.working
            assert finding.message
            assert finding.suggestion
            assert finding.severity is not None
            assert finding.causes
