"""Units: one word leads to one unit, and exact factors lead from one unit to another."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from factcheck import units
from factcheck.errors import UnitError


def test_no_word_leads_to_two_units() -> None:
    leads = defaultdict(set)
    for word in units.table().words:
        leads[word.key].add(word.unit)
    assert {key: found for key, found in leads.items() if len(found) > 1} == {}


def test_pint_knows_every_physical_unit_by_its_listed_name() -> None:
    names = sorted(units.table().of_class("time") | units.table().of_class("physical"))
    unknown = {name for name in names if units.physical_name(name) not in (name, None)}
    assert unknown == set()
    assert {name for name in names if units.physical_name(name) is None} == {"ppb", "mmbtu"}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("USD", "USD"),
        ("dollars", "USD"),
        ("BTC", "BTC"),
        ("%", "percent"),
        ("percent", "percent"),
        ("person", "person"),
        ("people", "person"),
        ("plan", "plan"),
        ("hospital", "hospital"),
        ("has", "has"),
        ("USD/BTC", "USD/BTC"),
        ("dollars per barrel", "USD/barrel"),
        ("kilometer", "kilometer"),
        ("miles", "mile"),
        ("km/h", "kilometer/hour"),
        ("kilopascal", "kilopascal"),
        ("GW", "gigawatt"),
        ("", ""),
        ("year", "year"),
        ("percentage points", "percentage_point"),
        ("times", "multiple"),
        ("kg*m/s**2", "kilogram*meter/second**2"),
    ],
)
def test_unit_of_the_table(text: str, unit: str) -> None:
    assert units.canonical(text) == unit


@pytest.mark.parametrize(("text", "hint"), [("dolars%%", "dollars"), ("dolars", "dollars"), ("kilometr", "kilometer")])
def test_nonsense_is_refused_with_the_nearest_name(text: str, hint: str) -> None:
    with pytest.raises(UnitError, match=hint):
        units.canonical(text)


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("percent", "", Fraction(1, 100)),
        ("multiple", "", 1),
        ("", "percent", 100),
        ("basis_point", "percentage_point", Fraction(1, 100)),
        ("mile", "kilometer", Fraction(1609344, 1000000)),
        ("year", "month", 12),
        ("barrel", "gallon", 42),
        ("USD", "EUR", None),
        ("USD", "USD", 1),
        ("penny", "GBP", Fraction(1, 100)),
        ("BTC", "USD", None),
        ("degree_Celsius", "degree_Fahrenheit", None),
        ("USD/day", "USD/week", 7),
        ("hospital", "school", None),
        ("kilometer", "kilogram", None),
        ("percent", "percentage_point", None),
    ],
)
def test_conversion(source: str, target: str, factor: Fraction | int | None) -> None:
    assert units.conversion(source, target) == factor


def test_kinds_of_units() -> None:
    assert units.is_currency("USD") and not units.is_currency("BTC") and not units.is_currency("USD/barrel")
    assert units.is_coin("ETH") and not units.is_coin("USD")
    assert all(map(units.is_ratio, ("", "percent", "multiple"))) and not units.is_ratio("percentage_point")
    assert units.is_count("hospital") and units.is_count("person") and not units.is_count("kilometer")


def test_pint_is_not_imported_to_read_figures() -> None:
    import subprocess
    import sys

    code = "import sys, factcheck.extract.quantities as q\nq.extract('12 km and $5')\nassert 'pint' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
