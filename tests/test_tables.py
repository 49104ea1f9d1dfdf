"""Tables of articles: which figures claim, in what unit, of what, and for when."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from factcheck.config import Settings
from factcheck.extract.cells import Note, read_note, said_of_all
from factcheck.model import Claim, Report
from factcheck.pipeline import audit, extract
from factcheck.read import corpus
from factcheck.tables import tables


def read(text: str, name: str = "a.md"):
    return corpus.readers()[Path(name).suffix].read(name, text.encode())


def run(folder: Path, text: str, table: str = "") -> Report:
    (folder / "a.md").write_text(text, "utf-8")
    rows = folder / "assumptions.csv"
    if table:
        rows.write_text(table, "utf-8")
    return audit(folder, Settings(assumptions=(rows,) if table else ()))


def claims(report: Report) -> dict[str, Claim]:
    return {claim.mention.text: claim for claim in report.claims}


# ── Units and scales of headers ───────────────────────────────────────────────────────────────────────────

MILLION = Fraction(10**6)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Revenue ($ million)", Note("USD", MILLION)),
        ("Sales, £m", Note("GBP", MILLION)),
        ("2024 (€bn)", Note("EUR", Fraction(10**9))),
        ("Net debt, EURm", Note("EUR", MILLION)),
        ("Exports (€ '000)", Note("EUR", Fraction(1000))),
        ("Visitors, 000s", Note("", Fraction(1000))),
        ("Cargo (thousand TEU)", Note("", Fraction(1000))),
        ("Passengers (m)", Note("", MILLION)),
        ("Height (m)", Note("meter")),
        ("Share, %", Note("percent")),
        ("Percentage of pupils", Note("percent")),
        ("Change (pp)", Note("percentage_point")),
        ("Area, km²", Note("kilometer**2")),
        ("Tonnes", Note("metric_ton")),
        ("Price ($/barrel)", Note("USD/barrel")),
        ("Spending, € per head", Note("EUR/head")),
        ("Second", None),
        ("In work", None),
        ("Goals", None),
    ],
)
def test_what_a_header_says_of_bare_numbers(words: str, note: Note | None) -> None:
    assert read_note(words, alone=True) == note


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Exports (thousand tonnes)", Note("metric_ton", Fraction(1000))),
        ("Spending in millions of euros by region", Note("EUR", MILLION)),
        ("All figures in thousands.", Note("", Fraction(1000))),
        ("Growth, per cent", Note("percent")),
        ("Tourism brings in millions of euros.", None),
        ("Output in Germany", None),
    ],
)
def test_what_a_caption_says_of_all_figures(words: str, note: Note | None) -> None:
    assert said_of_all(words) == note


def test_a_bare_number_takes_unit_and_scale_of_its_column_and_its_row() -> None:
    found = extract(
        read(
            "Sales in thousands\n\n| | 2024 | Share, % |\n|---|---|---|\n| Wool | 41.5 | 62 |"
            "\n| Silk ($ million) | 1.2 | 38 |\n| Felt | $7,000 | 0 |"
        )
    )
    read_ = [(m.text, m.value, m.unit, m.scale) for m in found if m.claim]
    assert read_ == [
        ("41.5", 41_500, "", 1000),
        ("62", 62, "percent", 1),
        ("1.2", 1_200_000, "USD", 10**6),
        ("38", 38, "percent", 1),
        ("$7,000", 7000, "USD", 1),
        ("0", 0, "percent", 1),
    ]


def test_names_of_rows_and_columns_claim_nothing() -> None:
    text = """| # | Age | Voters 2019 | Top 10 wards |
|---|---|---|---|
| 1 | 18–24 | 4,210 | 980 |
| 2 | 25–64 | 15,880 | 1,204 |
| 3 | 65 and over | 3,120 | 2,010 |
"""
    found = extract(read(text))
    assert [m.text for m in found if m.claim] == ["4,210", "980", "15,880", "1,204", "3,120", "2,010"]
    assert {m.text: m.reason for m in found if not m.claim} == {
        "2019": "date", "10": "identifier", "1": "list number", "18–24": "names a row or column", "2": "list number",
        "25–64": "names a row or column", "3": "list number", "65": "names a row or column",
    }  # fmt: skip


def test_counts_that_look_like_years_and_losses_in_brackets() -> None:
    text = "| Town | Visits | Opened | Profit |\n|---|---|---|---|\n| Arlen | 1987 | 2010 | (3) |\n"
    text += "| Cade | 873 | 1998 | 12 |"
    found = extract(read(text))
    assert [(m.text, m.value) for m in found if m.claim] == [("1987", 1987), ("(3)", -3), ("873", 873), ("12", 12)]


def test_a_table_that_lays_out_a_page_is_read_as_text() -> None:
    page = "<table><tr><td>It ground 5,200 tonnes in 2024.</td><td>It employs 46 people.</td></tr>"
    page += "<tr><td>Up 4%.</td></tr></table>"
    document = read(page, "a.html")
    assert not tables(document)
    assert [m.text for m in extract(document) if m.claim] == ["5,200 tonnes", "46 people", "4%"]


# ── Words, measures and dates ─────────────────────────────────────────────────────────────────────────────

TABLE = """id,measure,name,value,unit,as_of,aliases,source
cargo_2023,cargo,"Cargo, 2023",4.18 million,tonne,2023,cargo handled|harbour cargo,Port
cargo_2024,cargo,"Cargo, 2024",4.52 million,tonne,2024,cargo handled|harbour cargo,Port
turnout_2024,turnout,"Turnout, 2024",61.2,percent,2024,turnout,Board
"""


def test_row_and_column_name_the_measure_and_the_year(tmp_path: Path) -> None:
    text = """| | 2023 | 2024 |
|---|---|---|
| Cargo handled (million tonnes) | 4.2 | 5.4 |
| Turnout, % | 58.0 | 61.2 |
"""
    report = run(tmp_path, text, TABLE)
    found = claims(report)
    assert [found[words].link.measure for words in ("4.2", "5.4", "61.2")] == ["cargo", "cargo", "turnout"]  # type: ignore[union-attr]
    assert [found[words].period.text for words in ("4.2", "5.4")] == ["in 2023", "in 2024"]  # type: ignore[union-attr]
    assert [(f.claim.mention.text, f.verdict.value) for f in report.findings] == [
        ("4.2", "consistent"), ("5.4", "inconsistent"), ("61.2", "consistent"),
    ]  # fmt: skip
    assert report.findings[1].suggestion == "about 4.5"


def test_a_group_or_a_part_of_the_year_is_not_the_whole(tmp_path: Path) -> None:
    text = """Turnout by age

| Age | Turnout 2024 (%) |
|---|---|
| 18–24 | 44.0 |
| 65+ | 75.1 |

| Month | Harbour cargo 2024 (thousand tonnes) |
|---|---|
| January | 340 |
| February | 355 |
"""
    report = run(tmp_path, text, TABLE)
    assert not report.findings
    assert all(claim.link is None or not claim.link.certain for claim in report.claims)


# ── Dates with their weekday ──────────────────────────────────────────────────────────────────────────────


def test_a_date_with_its_weekday_is_one_claim_and_one_alone_is_passed_over(tmp_path: Path) -> None:
    report = run(tmp_path, "It opened on Monday, 3 March 2025, and closed on 9 May 2025. It sold 40 cakes.")
    assert [(claim.mention.text, claim.mention.kind) for claim in report.claims] == [
        ("Monday, 3 March 2025", "date"),
        ("40 cakes", "count"),
    ]
    assert [passed.text for passed in report.passed] == ["9 May 2025"]


def test_extraction_knows_no_claim_in_a_date() -> None:
    assert [m.claim for m in extract(read("It opened on Monday, 3 March 2025."))] == [False]
