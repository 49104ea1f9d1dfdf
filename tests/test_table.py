"""The assumptions table: bands, formulas, the order of parts, and all faults at once by row and column."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import TableError
from factcheck.extract.quantities import read_figure
from factcheck.interval import Interval, Stated
from factcheck.link import formula, period, table
from factcheck.model import Assumption, Confidence, Row

COLUMNS = (
    "id", "measure", "name", "value", "unit", "low", "high", "tolerance", "as_of", "published", "formula",
    "place", "part_of", "source", "confidence", "url",
)  # fmt: skip
HEADER = ",".join(COLUMNS)


def line(**cells: str) -> str:
    defaults = {"name": "A", "unit": "USD", "source": "the council", "measure": cells.get("id", "a")}
    written = {**defaults, **cells}
    return ",".join('"' + written.get(column, "").replace('"', '""') + '"' for column in COLUMNS)


def read(tmp_path: Path, *lines: str, header: str = HEADER) -> tuple[Assumption, ...]:
    path = tmp_path / "assumptions.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return table.read([path], read_figure=read_figure)


def faults(tmp_path: Path, *lines: str, header: str = HEADER) -> list[str]:
    with pytest.raises(TableError) as caught:
        read(tmp_path, *lines, header=header)
    return str(caught.value).splitlines()


def by_id(rows: tuple[Assumption, ...], name: str) -> Assumption:
    return next(row for row in rows if row.id == name)


# ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_row(tmp_path: Path) -> None:
    header = f"{HEADER},aliases,publisher,retrieved,note,region"
    row = line(
        id="dam_cost_2025", measure="dam_cost", value="1.3 million", as_of="2025-Q1", published="2025-06-18",
        place="Val", confidence="low", url="https://example.org/dam", low="1.2 million", high="1.4 million",
    )  # fmt: skip
    (found,) = read(
        tmp_path,
        row + ',cost of the dam| dam  budget |,Gazette,2025-08-01,"first, second",north',
        header=header,
    )
    assert found == Assumption(
        id="dam_cost_2025",
        measure="dam_cost",
        name="A",
        figure=Stated(
            Fraction(1_300_000),
            Interval(Fraction(1_250_000), Fraction(1_350_000)),
            Interval(Fraction(1_200_000), Fraction(1_400_000)),
            Fraction(100_000),
        ),
        unit="USD",
        row=Row("assumptions.csv", 2),
        source="the council",
        value_text="1.3 million",
        as_of=period.parse("2025-Q1"),
        published=date(2025, 6, 18),
        aliases=("cost of the dam", "dam budget"),
        place="Val",
        publisher="Gazette",
        url="https://example.org/dam",
        retrieved="2025-08-01",
        confidence=Confidence.LOW,
        note="first, second",
        extra={"region": "north"},
    )


@pytest.mark.parametrize(
    ("value", "number", "step"),
    [
        ("8.7 trillion", 8_700_000_000_000, 10**11),
        ("8700000000000", 8_700_000_000_000, 1),
        ("8.7e12", 8_700_000_000_000, 10**11),
        ("61", 61, 1),
        ("19.90 million", 19_900_000, 10_000),
        ("715,000", 715_000, 1),
        ("$870 billion", 870_000_000_000, 10**9),
        ("-3", -3, 1),
    ],
)
def test_values_as_people_write_them(tmp_path: Path, value: str, number: int, step: int) -> None:
    (row,) = read(tmp_path, line(id="a", value=value))
    assert (row.figure.value, row.figure.step) == (number, step)


def test_every_digit_of_a_percentage_counts_and_zeros_of_amounts_may_not(tmp_path: Path) -> None:
    share, amount = read(tmp_path, line(id="a", value="50", unit="percent"), line(id="b", value="50 million"))
    assert share.figure.charitable == Interval(Fraction(99, 2), Fraction(101, 2))
    assert amount.figure.charitable == Interval(Fraction(45_000_000), Fraction(55_000_000))


def test_a_tolerance_is_a_share_of_the_value_or_an_amount(tmp_path: Path) -> None:
    share, amount = read(
        tmp_path, line(id="a", value="200.0", tolerance="2%"), line(id="b", value="200.0", tolerance="1.5")
    )
    assert share.figure.charitable == Interval(Fraction(196), Fraction(204))
    assert amount.figure.charitable == Interval(Fraction("198.5"), Fraction("201.5"))


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    first = line(id="a", value="1", name="one\ntwo")
    rows = read(tmp_path, first, "", line(id="b", value="2"))
    assert [row.row.line for row in rows] == [2, 5]


def test_tables_are_joined_and_their_ids_are_unique_together(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.csv").write_text(f"{HEADER}\n{line(id='a', value='1')}\n")
    with pytest.raises(TableError, match=r"two/t.csv:2: id: found 'a', which one/t.csv:2 has already"):
        table.read([tmp_path / "one/t.csv", tmp_path / "two/t.csv"], read_figure=read_figure)
    assert len(table.read([tmp_path / "one/t.csv"] * 2, read_figure=read_figure)) == 1


# ── Faults ────────────────────────────────────────────────────────────────────────────────────────────────

FAULTS = [
    ({"id": "A-3"}, "id: found 'A-3', expected snake_case such as k401_assets_2025q1"),
    ({"id": ""}, "id: found nothing, expected a value in every row"),
    ({"source": ""}, "source: found nothing, expected a value in every row"),
    (
        {"value": "many"},
        "value: found 'many', expected a number such as 8.7 trillion, 8700000000000, 8.7e12 or 61",
    ),
    (
        {"value": "3–4"},
        "value: found '3–4', expected a number such as 8.7 trillion, 8700000000000, 8.7e12 or 61",
    ),
    ({"value": ""}, "value: found nothing, expected a number, or a formula in the column formula"),
    ({"value": "€3"}, "value: found '€3' in EUR, expected the row's unit USD"),
    ({"low": "2"}, "high: found nothing beside a low, expected both low and high or neither"),
    ({"high": "2"}, "low: found nothing beside a high, expected both low and high or neither"),
    ({"low": "4", "high": "2"}, "low: found 4, above high (2); expected low ≤ high"),
    (
        {"low": "4", "high": "5"},
        "value: found 3, outside its own band 4 to 5; expected a value inside it",
    ),
    (
        {"low": "2", "high": "5", "tolerance": "2%"},
        "tolerance: found beside low and high, expected a band or a tolerance, not both",
    ),
    (
        {"tolerance": "some"},
        "tolerance: found 'some', expected a share such as 2% or an amount in the row's unit",
    ),
    (
        {"tolerance": "-2"},
        "tolerance: found '-2', expected a share such as 2% or an amount in the row's unit",
    ),
    ({"as_of": "2025-Q5"}, f"as_of: found '2025-Q5', expected {period.EXPECTED}"),
    (
        {"as_of": "2025-02-30"},
        f"as_of: found '2025-02-30', which is in no calendar; expected {period.EXPECTED}",
    ),
    ({"published": "2025"}, "published: found '2025', expected a day such as 2025-06-18"),
    ({"part_of": "whole"}, "part_of: found 'whole', expected a measure of the table"),
    ({"confidence": "sure"}, "confidence: found 'sure', expected high, medium or low"),
    ({"url": "ftp://x"}, "url: found 'ftp://x', expected an address that begins with https:// or http://"),
    (
        {"formula": "3 * * 4"},
        "formula: found '*' at character 5 of '3 * * 4', expected names, numbers, percents, + - * / ^ and brackets",
    ),
    (
        {"formula": "(3 * 4"},
        "formula: found '(3 * 4', which ends too early; expected a name, a number or a closing bracket",
    ),
    ({"formula": "price * 2"}, "formula: found 'price', expected an id or a measure of the table"),
    ({"formula": "__import__('os')"}, None),
    ({"formula": "2 ^ 0.5"}, None),
    ({"formula": "2 ^ 65"}, "formula: found the power 65, expected a whole number up to 64"),
    ({"formula": "2 + 2"}, "value: found 3, but 2 + 2 gives $4; expected them to agree"),
    ({"formula": "4 / 0"}, "formula: found '4 / 0', which divides by a figure that may be zero"),
]


@pytest.mark.parametrize(("cells", "words"), FAULTS, ids=[str(cells) for cells, _ in FAULTS])
def test_a_fault_says_where_what_was_found_and_what_was_expected(
    tmp_path: Path, cells: dict[str, str], words: str | None
) -> None:
    found = faults(tmp_path, line(**{"id": "a", "measure": "a", "value": "3", **cells}))
    if words is None:
        assert len(found) == 1
        assert found[0].startswith("assumptions.csv:2: formula: found ")
    else:
        assert found == [f"assumptions.csv:2: {words}"]


def test_an_unknown_unit_names_the_nearest(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, line(id="a", value="3", unit="dolars"))
    assert found.startswith("assumptions.csv:2: unit: 'dolars' is no unit; did you mean 'dollars'?")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        line(id="a", value="many", as_of="soon"),
        line(id="b", value="3", url="x"),
        line(id="a", value="4"),
    )
    assert [fault.split(" ", 2)[:2] for fault in found] == [
        ["assumptions.csv:2:", "as_of:"],
        ["assumptions.csv:2:", "value:"],
        ["assumptions.csv:3:", "url:"],
        ["assumptions.csv:4:", "id:"],
    ]


def test_rows_of_one_measure_must_be_comparable(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        line(id="whole", value="9"),
        line(id="other", value="9"),
        line(id="a_1", measure="a", value="3", as_of="2024", part_of="other"),
        line(id="a_2", measure="a", value="3", as_of="2025", unit="EUR", part_of="whole"),
    )
    assert found == [
        "assumptions.csv:5: part_of: found whole, but assumptions.csv:4 has other for a; "
        "expected one whole, said in one row or in all",
        "assumptions.csv:5: unit: found 'EUR', but assumptions.csv:4 gives a in 'USD'; expected one unit a measure",
    ]


def test_a_whole_may_be_said_in_one_row_of_a_measure(tmp_path: Path) -> None:
    rows = (
        line(id="whole", value="9"),
        line(id="a_1", measure="a", value="3", as_of="2024"),
        line(id="a_2", measure="a", value="3", as_of="2025", part_of="whole"),
    )
    assert len(read(tmp_path, *rows)) == 3


def test_two_sources_of_one_measure_may_differ_as_far_as_their_bands(tmp_path: Path) -> None:
    first = line(id="a_1", measure="a", value="100.0", tolerance="2%", as_of="2025")
    assert len(read(tmp_path, first, line(id="a_2", measure="a", value="103.0", tolerance="2%", as_of="2025"))) == 2
    assert faults(tmp_path, first, line(id="a_2", measure="a", value="110.0", as_of="2025")) == [
        "assumptions.csv:3: value: found $110, but assumptions.csv:2 says $100 for the same measure, date "
        "and place; expected bands that meet"
    ]


def test_part_of_and_formulas_may_not_run_in_circles(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        line(id="a", value="1", part_of="b"),
        line(id="b", value="2", part_of="a"),
        line(id="c", formula="d * 2"),
        line(id="d", formula="c / 2"),
        line(id="e", formula="c + 1"),
    )
    assert found == [
        "assumptions.csv:2: part_of: found a < b < a, expected no measure to be a part of itself",
        "assumptions.csv:3: part_of: found b < a < b, expected no measure to be a part of itself",
        "assumptions.csv:4: formula: found c → d → c, expected no formula to lead back to its row",
        "assumptions.csv:5: formula: found d → c → d, expected no formula to lead back to its row",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "",
            "is empty; expected a header with at least id, measure, name, unit, source and value or formula",
        ),
        (b"\xff\xfe", "found byte 0xff at position 0, expected UTF-8"),
        (b"id\0,", "is no CSV table: it holds a byte 0x00"),
        (None, "no such file or directory; expected a table of assumptions"),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, content: str | bytes | None, words: str) -> None:
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(TableError) as caught:
        table.read([path], read_figure=read_figure)
    assert str(caught.value) == f"{path}: file: {words}"


def test_a_missing_column_and_cells_without_one(tmp_path: Path) -> None:
    header = HEADER.replace("measure", "mesure")
    assert faults(tmp_path, line(id="a", value="3"), header=header) == [
        "assumptions.csv:1: measure: found no such column but 'mesure'; "
        "expected a header with at least id, measure, name, unit, source and value or formula"
    ]
    assert faults(tmp_path, line(id="a", value="3") + ",5") == [
        "assumptions.csv:2: row: found '5' without a column; expected 16 cells (a cell with a comma needs quotes)"
    ]


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_faults(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    for start in (b"", HEADER.encode() + b"\n"):
        path.write_bytes(start + content)
        try:
            table.read([path], read_figure=read_figure)
        except TableError as error:
            assert str(error)


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_formula_is_computed_with_its_rounding_and_unit(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        line(id="price", value="116,542", unit="USD/BTC"),
        line(id="supply", value="19.90 million", unit="BTC"),
        line(id="cap", value="2.32 trillion", formula="price * supply"),
    )
    figure = by_id(rows, "cap").figure
    assert figure.value == Fraction(116_542 * 19_900_000)
    assert figure.strict == Interval(Fraction("116541.5") * 19_895_000, Fraction("116542.5") * 19_905_000)
    assert Fraction(2_320_000_000_000) in figure.charitable


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [
        ("dam / fund", "percent", "25"),
        ("dam / fund", "multiple", "0.25"),
        ("dam / fund", "ratio", "0.25"),
        ("fund * 2%", "USD", "4"),
        ("fund * rate", "USD", "10"),
        ("(1 - rate) * fund", "USD", "190"),
        ("rate - 2%", "percent", "3"),
        ("fund - dam", "USD", "150"),
        ("fund / people", "USD/person", "20"),
        ("fund / people", "USD", "20"),
        ("road * 2", "mile", "6.2137119224"),
        ("-dam + 300", "USD", "250"),
        ("dam * 1.5^2", "USD", "112.5"),
        ("dam * 2^-1", "USD", "25"),
        ("2,000 * 3", "USD", "6000"),
    ],
)
def test_units_of_formulas(tmp_path: Path, written: str, unit: str, value: str) -> None:
    rows = read(
        tmp_path,
        line(id="dam", value="50"),
        line(id="fund", value="200"),
        line(id="rate", value="5", unit="percent"),
        line(id="people", value="10", unit="person"),
        line(id="road", value="5", unit="kilometer"),
        line(id="x", formula=written, unit=unit),
    )
    assert abs(by_id(rows, "x").figure.value - Fraction(value)) < Fraction(1, 10**9)


@pytest.mark.parametrize(
    ("written", "unit", "words"),
    [
        ("dam * fund", "USD", "which gives USD*USD, expected the row's unit USD"),
        ("dam / road", "USD", "which gives USD/kilometer, expected the row's unit USD"),
        ("dam", "percent", "which gives USD, expected the row's unit percent"),
        ("dam + road", "USD", "which adds kilometer and USD"),
        ("dam + 5%", "USD", "which adds a ratio and USD"),
        ("dam / fund", "USD", "which gives a ratio, expected the row's unit USD"),
    ],
)
def test_units_that_cannot_be_right(tmp_path: Path, written: str, unit: str, words: str) -> None:
    found = faults(
        tmp_path,
        line(id="dam", value="50"),
        line(id="fund", value="200"),
        line(id="road", value="5", unit="kilometer"),
        line(id="x", formula=written, unit=unit),
    )
    assert found == [f"assumptions.csv:5: formula: found {written!r}, {words}"]


def test_a_measure_in_a_formula_is_its_row_of_the_same_date_or_the_latest_before(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        line(id="fund_2023", measure="fund", value="100", as_of="2023"),
        line(id="fund_2025", measure="fund", value="200", as_of="2025", published="2025-06-01"),
        line(id="half_2023", measure="half", formula="fund / 2", as_of="2023"),
        line(id="half_2024", measure="half", formula="fund / 2", as_of="2024"),
        line(id="half_2025", measure="half", formula="fund / 2", as_of="2025"),
        line(id="half_2026", measure="half", formula="half_2025", as_of="2026"),
    )
    halves = [row.figure.value for row in rows if row.measure == "half"]
    assert halves == [50, 50, 100, 100]
    assert by_id(rows, "half_2026").published == date(2025, 6, 1)


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("", "found 'fund', which could be fund_2023, fund_2025; expected the id of one"),
        ("2022", "found 'fund', which has no row on or before 2022; name a row by its id"),
    ],
)
def test_a_measure_that_could_be_several_rows_or_none(tmp_path: Path, as_of: str, words: str) -> None:
    found = faults(
        tmp_path,
        line(id="fund_2023", measure="fund", value="100", as_of="2023"),
        line(id="fund_2025", measure="fund", value="200", as_of="2025"),
        line(id="half", formula="fund / 2", as_of=as_of),
    )
    assert found == [f"assumptions.csv:4: formula: {words}"]


def test_a_name_that_is_a_row_and_another_measure(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        line(id="fund", measure="fund", value="100", as_of="2023"),
        line(id="fund_2025", measure="fund", value="200", as_of="2025"),
        line(id="half", formula="fund / 2", as_of="2025"),
    )
    assert found == [
        "assumptions.csv:4: formula: found 'fund', which is a row and a measure with other rows; use another id"
    ]


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="ab_19.,%+-*/^() ", max_size=40) | st.text(max_size=40))
def test_any_formula_is_parsed_or_refused(text: str) -> None:
    try:
        parsed = formula.parse(text)
        known = {name: (Stated.exactly(Fraction(2)), "USD") for name in formula.names(parsed)}
        formula.compute(parsed, known, "USD")
    except formula.FormulaError as error:
        assert str(error)


NUMBERS = st.integers(1, 50)


@given(a=NUMBERS, b=NUMBERS, c=NUMBERS)
def test_formulas_follow_the_rules_of_arithmetic(a: int, b: int, c: int) -> None:
    written = f"{a} + {b} * {c} - {a} / {b} * ({a} - -{c})^2"
    expected = a + b * c - Fraction(a, b) * (a + c) ** 2
    assert formula.compute(formula.parse(written), {}, "USD").value == expected


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_tells_what_was_recomputed(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        line(id="plans_q1", measure="plans", value="8.7 trillion", as_of="2025-Q1", part_of="pool"),
        line(id="pool_q1", measure="pool", value="12.2 trillion", as_of="2025-03-31"),
        line(id="pool_q2", measure="pool", value="13.0 trillion", as_of="2025-06-30"),
        line(id="share_q1", value="71", formula="plans / pool", unit="percent", as_of="2025-03-31"),
        line(id="rest_q1", formula="pool_q1 - plans_q1", as_of="2025-03-31"),
    )
    assert table.check(rows, read_figure=read_figure) == (
        "share_q1 = plans / pool = 71.31%, agrees with 71 (0.4% off)",
        "rest_q1 = pool_q1 - plans_q1 = $3.5 trillion",
        "plans_q1 $8.7 trillion ≤ pool_q1 $12.2 trillion",
    )


def test_check_tells_every_part_that_exceeds_its_whole(tmp_path: Path) -> None:
    rows = read(
        tmp_path,
        line(id="a", value="9 million", as_of="2025", part_of="b"),
        line(id="c", value="8 million", as_of="2025-03", part_of="b"),
        line(id="b", value="3 million", as_of="2025"),
        line(id="d", value="99 million", as_of="2024", part_of="b"),
    )
    with pytest.raises(TableError) as caught:
        table.check(rows, read_figure=read_figure)
    assert str(caught.value).splitlines() == [
        "assumptions.csv:2: part_of: found a $9 million, more than b $3 million; "
        "expected a part not to exceed its whole",
        "assumptions.csv:3: part_of: found c $8 million, more than b $3 million; "
        "expected a part not to exceed its whole",
    ]


def test_a_part_that_exceeds_its_whole_by_rounding_alone_is_none(tmp_path: Path) -> None:
    rows = read(tmp_path, line(id="a", value="3.04 million", part_of="b"), line(id="b", value="3.0 million"))
    assert table.check(rows, read_figure=read_figure) == ("a $3.04 million ≤ b $3 million",)


# ── period ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03-31", "2025-03-31", "2025-03-31"),
        ("2025-08", "2025-08-01", "2025-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025q4", "2025-10-01", "2025-12-31"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    found = period.parse(text)
    assert (found.first.isoformat(), found.last.isoformat(), found.text) == (first, last, text)


@given(text=st.text(alphabet="0123456789-QqHh ", max_size=12))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        found = period.parse(text)
    except ValueError as error:
        assert "expected" in str(error)
    else:
        assert found.first <= found.last
