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
from factcheck.model import Assumption, Verdict
from factcheck.report.ledger import ledger
from factcheck.report.wanted import COLUMNS, line
from factcheck.study.impact import Change, impact
from factcheck.study.suggest import as_csv, suggest

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


def test_a_claim_may_lose_the_row_that_verified_it(corpus: Path) -> None:
    (corpus / "new.csv").write_text(
        "\n".join(line for line in ROWS.splitlines() if not line.startswith("a_farm")) + "\n"
    )
    (corpus / "herd.md").write_text("---\npublished: 2025-02-01\n---\nThat is 110 cows a farm.\n")
    text = CliRunner().invoke(main, ["impact", str(corpus), "--table", str(corpus / "new.csv")]).output
    assert text.splitlines() == [
        "a_farm (Cows a farm, 2024): 109.845 cows → no row",
        "",
        "herd.md:4:9: “110 cows” was consistent; nothing decides it then",
        "1 claim changes: 0 to be corrected, 0 right then, 1 no longer verified",
    ]


def test_where_nothing_changes_impact_says_so(corpus: Path) -> None:
    text = CliRunner().invoke(main, ["impact", str(corpus), "--set", "herd=212 thousand"]).output
    assert text.splitlines()[-1] == "no claim changes"


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
    assert text.splitlines()[-1] == "2 claims change: 2 to be corrected, 0 right then, 0 no longer verified"


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
    assert tuple(rows[0]) == COLUMNS
    milk = next(row for row in rows if "84 million litres" in row["note"])
    milk |= {"value": "84 million", "source": "Dairy board", "as_of": "2024"}
    (corpus / "more.csv").write_text(
        ",".join(COLUMNS) + "\n" + ",".join(f'"{milk[column]}"' for column in COLUMNS) + "\n", "utf-8"
    )
    after = pipeline.audit(corpus, own.model_copy(update={"assumptions": (*own.assumptions, corpus / "more.csv")}))
    known = ledger(after)
    litres = next(claim for claim in known.claims if claim.mention.text.startswith("84 million"))
    assert known.verdicts[litres.id] is Verdict.CONSISTENT


NEWSROOM = Path(__file__).parent.parent / "benchmarks" / "newsroom"


def _without(path: Path, measure: str, to: Path) -> None:
    """The table without the rows of a measure."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("measure")
    with to.open("w", newline="") as file:
        csv.writer(file).writerows([rows[0], *(row for row in rows[1:] if row[at] != measure)])


@pytest.mark.parametrize("name", ["airline", "freight-drones", "textile-factory"])
def test_a_row_taken_out_is_suggested_and_decides_again_once_it_is_filled_in(name: str, tmp_path: Path) -> None:
    """A law: what a row bore out is borne out again by the row suggested in its place, whatever that is called."""
    own = config.find(NEWSROOM / name, None)
    rows, articles = table.read(own.assumptions, read_figure=read_figure), pipeline.gather(NEWSROOM / name, own)
    borne_out = {
        finding.claim.id: operand.by
        for finding in pipeline.judge(articles, rows, own).findings
        if finding.relation.rule == "equals-assumption" and finding.verdict is Verdict.CONSISTENT
        for operand in finding.reading.operands
        if isinstance(operand.by, Assumption)
    }
    kept, more, suggested = tmp_path / "assumptions.csv", tmp_path / "more.csv", 0
    for measure in sorted({row.measure for row in borne_out.values()})[:2]:
        _without(own.assumptions[0], measure, kept)
        report = pipeline.judge(articles, table.read((kept,), read_figure=read_figure), own)
        for each in suggest(report):
            claim = next((c for c in each.claims if c.id in borne_out and borne_out[c.id].measure == measure), None)
            if claim is not None:
                cells = each.row.cells() | {"value": borne_out[claim.id].value_text, "source": "the table before"}
                more.write_text(f"{line(cells)}\n{line(cells.values())}\n", "utf-8")
                filled = table.read((kept, more), read_figure=read_figure)
                after = ledger(pipeline.judge(articles, filled, own))
                assert after.verdicts[claim.id] is Verdict.CONSISTENT, claim.mention.text
                suggested += 1
    assert suggested


def test_suggested_rows_of_all_kinds_are_read_by_the_table(tmp_path: Path) -> None:
    article = (
        "In the first quarter of 2019 the works made 48,000 square metres of cloth. On 2 April 2024 the price of wool "
        "was €12 a kilogram. In March 2024 it had 31 looms, and half of the yarn, 52%, came from abroad. Three hands "
        "sufficed. In 2023 revenue reached €3.4 million; the looms used 412 megawatt-hours."
    )
    (tmp_path / "cloth.md").write_text(f"---\npublished: 2024-06-01\n---\n{article}\n")
    report = pipeline.audit(tmp_path, config.find(tmp_path, None))
    made = list(csv.DictReader(io.StringIO(as_csv(suggest(report), report))))
    assert [(row["name"], row["unit"], row["as_of"], row["aliases"]) for row in made] == [
        ("Cloth, 2019-Q1", "square_meter", "2019-Q1", "cloth"),
        ("Price of wool, 2024-04-02", "EUR/kilogram", "2024-04-02", "price of wool"),
        ("Looms, 2024-03", "loom", "2024-03", "looms"),
        ("Revenue, 2023", "EUR", "2023", "revenue"),
        ("Looms used, 2023", "megawatt_hour", "2023", "looms used"),
    ]
    filled = [",".join(COLUMNS), *(line((row | {"value": "7", "source": "a test"}).values()) for row in made)]
    (tmp_path / "assumptions.csv").write_text("\n".join(filled) + "\n")
    assert len(table.read((tmp_path / "assumptions.csv",), read_figure=read_figure)) == len(made)


def test_no_suggested_cell_starts_a_formula(corpus: Path) -> None:
    (corpus / "odd.md").write_text("=SUM(A1) is 41 widgets. +cmd has 12 calls, @home 7 rooms and -x 5 exits.")
    report = pipeline.audit(corpus, config.find(corpus, None))
    for row in csv.reader(io.StringIO(as_csv(suggest(report), report))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_suggest_is_a_command(corpus: Path) -> None:
    made = CliRunner().invoke(main, ["assumptions", "suggest", str(corpus)])
    assert made.exit_code == 0
    assert made.output.startswith("id,measure,name,value,unit")
