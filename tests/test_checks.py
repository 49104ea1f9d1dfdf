"""How well figures are checked: ways that share no figure, and the size of error that would have been caught."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import pipeline
from factcheck.check.intervals import compare, power
from factcheck.config import Settings
from factcheck.interval import Stated, combine, stated
from factcheck.model import Strength, Support
from factcheck.report.checks import Check
from factcheck.report.ledger import Ledger, ledger

TABLE = """id,measure,name,value,unit,as_of,aliases,source
milk_2024,milk,"Milk delivered, 2024",84 million,liter,2024,milk delivered|milk,Dairy board
farms_2024,farms,"Dairy farms, 2024",1200,farm,2024,dairy farms,Register
"""


def checked(tmp_path: Path, article: str) -> tuple[Ledger, dict[str, Check]]:
    """The ledger of one article beside the table, and the checks by the words of the figures."""
    (tmp_path / "assumptions.csv").write_text(TABLE)
    (tmp_path / "milk.md").write_text(f"---\npublished: 2025-02-01\n---\n{article}\n")
    known = ledger(pipeline.audit(tmp_path, Settings(assumptions=(tmp_path / "assumptions.csv",))))
    return known, {c.mention.text: known.checks[c.id] for c in known.claims if c.id in known.checks}


def test_the_table_and_the_articles_own_arithmetic_are_two_ways(tmp_path: Path) -> None:
    _, found = checked(
        tmp_path,
        "In 2024 the milk delivered came to 84 million litres, 44 million litres of it from the north and 40 million "
        "litres from the south.",
    )
    assert found["84 million litres"].ways == 2


def test_a_figure_said_twice_and_its_row_are_one_way(tmp_path: Path) -> None:
    _, found = checked(
        tmp_path,
        "In 2024 the milk delivered came to 84 million litres.\n\nThe 84 million litres of milk in 2024 were a record.",
    )
    assert found["84 million litres"].ways == 1


def test_a_limit_alone_would_let_any_low_figure_pass(tmp_path: Path) -> None:
    known, found = checked(tmp_path, "The inn has 40 rooms, of which 12 look on the lake.")
    assert found == {"12": Check(ways=1, strength=Strength.STRICT, power=None)}
    assert [count for _, count in known.coverage.caught] == [0, 0, 0]


def test_what_is_unverified_has_no_check_and_counts_as_unchecked(tmp_path: Path) -> None:
    known, found = checked(tmp_path, "There are 1,200 dairy farms. The club sold 73 bicycles.")
    assert found["1,200 dairy farms"].power == Fraction(50 + 50, 1200)  # both may be rounded to hundreds
    assert "73 bicycles" not in found
    assert (known.coverage.checked, known.coverage.claims, known.coverage.ways) == (1, 2, ((1, 1),))


def test_what_the_words_only_allow_bears_out_and_has_no_power(tmp_path: Path) -> None:
    known, found = checked(tmp_path, "It took 84 million litres of milk for cheese in 2024.")
    (finding,) = known.findings
    assert (finding.reading.support, finding.power is None) == (Support.LIKELY, False)
    assert (found["84 million litres"].ways, found["84 million litres"].power) == (1, None)


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([1, 10, 1000]), st.sampled_from([Fraction(1, 10), 1])
)
def test_every_error_above_the_power_is_caught(value: int, right: int, coarse: int, step: Fraction) -> None:
    """A law: with the same digits and hedge, a figure that is further off than the power says does not agree."""
    printed = stated(Fraction(value), Fraction(value), step=Fraction(step), coarse=Fraction(coarse))
    exact = Stated.exactly(Fraction(right))
    half = combine(lambda a: a, stated(Fraction(right), Fraction(right), step=Fraction(1), coarse=Fraction(coarse)))
    for expected in (exact, half):
        limit = power(printed, expected)
        off = abs(printed.value - expected.value) / expected.value
        if limit is not None and off > limit:
            assert not compare(printed, expected).agrees


@pytest.mark.parametrize(
    ("printed", "expected", "share"),
    [
        ((50, 1, 1), (46, 54), Fraction(45, 500)),
        ((480, 1, 10), (0, 1000), None),
        ((20, 1, 1), (15, 60), Fraction(405, 200)),
    ],
)
def test_power_counts_the_worse_side(
    printed: tuple[int, int, int], expected: tuple[int, int], share: Fraction | None
) -> None:
    value, step, coarse = map(Fraction, printed)
    low, high = map(Fraction, expected)
    middle = value if share is not None else high
    ends = combine(lambda a: a, Stated.exactly(middle)).charitable
    band = type(ends)(low, high)
    found = power(stated(value, value, step=step, coarse=coarse), Stated(middle, band, band))
    assert found == share
