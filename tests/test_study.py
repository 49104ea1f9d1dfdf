"""What would be if: impact agrees with a full run on the changed table; suggested rows let claims be judged."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck import config, pipeline
from factcheck.cli import main
from factcheck.extract.quantities import read_figure
from factcheck.link import table
from factcheck.model import Verdict
from factcheck.report.ledger import ledger
from factcheck.study.impact import Change, impact
from factcheck.study.suggest import HEADER, as_csv, suggest

ROWS = """id,measure,name,value,unit,as_of,formula,aliases,source
herd,dairy_herd,"Dairy cows, 2024",212 thousand,cow,2024,,dairy herd|dairy cows,Register
farms,dairy_farms,"Dairy farms, 2024",1930,farm,2024,,dairy farms,Register
a_farm,cows_a_farm,"Cows a farm, 2024",110,cow,2024,herd / farms,cows a farm,computed
"""
ARTICLE = """---
published: 2025-02-01
---
The dairy herd numbers 212,000 cows. There are 1,930 dairy farms in the district, a tenth of all 19,300 farms.

One cow in ten of the dairy herd, 21,200 in all, is kept in the hills. The dairy takes 84 million litres of milk.
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "assumptions.csv").write_text(ROWS)
    (tmp_path / "herd.md").write_text(ARTICLE)
    return tmp_path


def _verdicts(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.claim.mention.text, change.before.value, change.after.value) for change in found]


def _studied(corpus: Path, instead: dict[str, str]) -> tuple[Change, ...]:
    own = config.find(corpus, None)
    articles = pipeline.gather(corpus, own)
    tables = (table.read(own.assumptions, read_figure=read_figure, instead=new) for new in ({}, instead))
    return impact(*(pipeline.judge(articles, rows, own) for rows in tables)).changes


def test_a_changed_row_turns_what_rests_on_it(corpus: Path) -> None:
    assert _verdicts(_studied(corpus, {"herd": "240 thousand"})) == [
        ("212,000 cows", "consistent", "inconsistent"),
        ("21,200", "consistent", "inconsistent"),
    ]


def test_an_unchanged_row_turns_nothing(corpus: Path) -> None:
    assert _studied(corpus, {"herd": "212 thousand"}) == ()


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["herd", "farms"]), st.integers(500, 400_000))
def test_impact_and_a_full_run_with_the_changed_table_agree(corpus: Path, row: str, value: int) -> None:
    changes = _studied(corpus, {row: str(value)})
    before = ledger(pipeline.audit(corpus, config.find(corpus, None)))
    rows = list(csv.DictReader(io.StringIO(ROWS)))
    for each in rows:
        each["value"] = str(value) if each["id"] == row else "" if each["formula"] else each["value"]
    changed = corpus / "changed.csv"
    with changed.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    own = config.find(corpus, None).model_copy(update={"assumptions": (changed,)})
    after = ledger(pipeline.audit(corpus, own))
    turned = {c.id for c in after.claims if before.verdicts[c.id] is not after.verdicts[c.id]}
    assert {change.claim.id for change in changes if change.before is not change.after} == turned
    assert all(after.verdicts[change.claim.id] is change.after for change in changes)
    assert [change.finding and change.finding.message for change in changes] == [
        (found := after.deciding(change.claim)) and found.message for change in changes
    ]


def test_impact_is_told_in_text_json_and_html(corpus: Path) -> None:
    page = corpus.parent / "impact.html"
    made = CliRunner().invoke(
        main,
        [
            "impact",
            str(corpus),
            "--set",
            "herd=240 thousand",
            "--output",
            "json=-",
            "--output",
            f"html={page}",
        ],
    )
    assert made.exit_code == 0, made.output
    told = json.loads(made.output)
    assert [row["id"] for row in told["rows"]] == ["herd", "a_farm"]
    assert told["changes"][0]["text"] == "212,000 cows"
    assert "240,000 cows" in told["changes"][0]["message"]
    assert told["changes"][0]["message"] in page.read_text().replace("&#34;", '"')
    text = CliRunner().invoke(main, ["impact", str(corpus), "--set", "herd=240 thousand"]).output
    assert "herd.md:4:24: “212,000 cows” was consistent and cannot be right then" in text
    assert text.splitlines()[-1] == "2 claims change: 2 to be corrected, 0 right then"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "name either rows to change"),
        (["--set", "herd"], "expected ID=VALUE"),
        (["--set", "hird=3"], "did you mean 'herd'?"),
        (["--set", "herd=many"], "found 'many'"),
        (["--set", "herd=3", "--output", "xml=-"], "expected text, json or html"),
    ],
)
def test_what_impact_cannot_do_it_says(corpus: Path, options: list[str], words: str) -> None:
    made = CliRunner().invoke(main, ["impact", str(corpus), *options])
    assert made.exit_code == 2
    assert words in made.output


def test_a_suggested_row_once_completed_lets_its_claims_be_judged(corpus: Path) -> None:
    own = config.find(corpus, None)
    report = pipeline.audit(corpus, own)
    rows = list(csv.DictReader(io.StringIO(as_csv(suggest(report), report))))
    assert tuple(rows[0]) == HEADER
    milk = next(row for row in rows if "84 million litres" in row["note"])
    milk |= {"value": "84 million", "source": "Dairy board", "as_of": "2024"}
    (corpus / "more.csv").write_text(
        ",".join(HEADER) + "\n" + ",".join(f'"{milk[column]}"' for column in HEADER) + "\n", "utf-8"
    )
    after = pipeline.audit(corpus, own.model_copy(update={"assumptions": (*own.assumptions, corpus / "more.csv")}))
    known = ledger(after)
    litres = next(claim for claim in known.claims if claim.mention.text.startswith("84 million"))
    assert known.verdicts[litres.id] is Verdict.CONSISTENT


def test_no_suggested_cell_starts_a_formula(corpus: Path) -> None:
    (corpus / "odd.md").write_text("=SUM(A1) is 41 widgets. +cmd has 12 calls, @home 7 rooms and -x 5 exits.")
    report = pipeline.audit(corpus, config.find(corpus, None))
    for row in csv.reader(io.StringIO(as_csv(suggest(report), report))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_suggest_is_a_command(corpus: Path) -> None:
    made = CliRunner().invoke(main, ["assumptions", "suggest", str(corpus)])
    assert made.exit_code == 0
    assert made.output.startswith("id,measure,name,value,unit")
