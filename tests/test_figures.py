"""Figures for people: rounded where that helps, never so far that two different ones look the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.figures import like, say, say_apart, say_gap, say_interval, unit_words
from factcheck.interval import Interval

VALUES = st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=10**6)
UNITS = st.sampled_from(["", "USD", "percent", "multiple", "hospital", "BTC", "USD/BTC", "kilometer/hour"])


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("152340000000", "USD", "$152 billion"),
        ("1200000", "EUR", "€1.2 million"),
        ("23456", "GBP", "£23,500"),
        ("999900", "USD", "$1 million"),
        ("1234000000000000", "USD", "$1,230 trillion"),
        ("19.9", "USD", "$19.90"),
        ("-1200000000", "USD", "−$1.2 billion"),
        ("12000000", "CHF", "12 million CHF"),
        ("748000", "BTC", "748,000 BTC"),
        ("116000", "USD/BTC", "$116,000 per BTC"),
        ("56.9", "percent", "56.9%"),
        ("3", "percent/year", "3% per year"),
        ("5.7", "multiple", "5.7 times"),
        ("1.5", "percentage_point", "1.5 percentage points"),
        ("25", "basis_point", "25 basis points"),
        ("0.59", "", "0.59"),
        ("2025", "", "2025"),
        ("12345", "", "12,300"),
        ("12", "hospital", "12 hospitals"),
        ("1", "hospital", "1 hospital"),
        ("1234.6", "plan", "1,235 plans"),
        ("70000000", "person", "70 million people"),
        ("40", "megawatt", "40 megawatts"),
        ("30", "degree_celsius", "30 degrees celsius"),
        ("3", "square_meter", "3 square meters"),
        ("90", "kilometer/hour", "90 kilometers per hour"),
        ("3", "city", "3 cities"),
        ("0", "USD", "$0"),
        ("0.0000123", "multiple", "0.0000123 times"),
    ],
)
def test_say(value: str, unit: str, shown: str) -> None:
    assert say(Fraction(value), unit) == shown


def test_say_rounds_half_to_even() -> None:
    assert say(Fraction("12.25"), "percent") == "12.2%"
    assert say(Fraction("12.35"), "percent") == "12.4%"


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        ("52.27", "61.64", "percent", "52.3–61.6%"),
        ("144e9", "156e9", "USD", "$144–156 billion"),
        ("12.25e9", "12.35e9", "USD", "$12.25–12.35 billion"),
        ("0.9e9", "1.2e9", "USD", "$0.9–1.2 billion"),
        ("12000", "3e9", "USD", "$12,000 to $3 billion"),
        ("2e6", "1.9e9", "USD", "$2 million to $1.9 billion"),
        ("22", "27.84", "percent", "22.0–27.8%"),
        ("-5", "3.5", "percent", "−5% to 3.5%"),
        ("69.5", "70.5", "multiple", "69.5–70.5 times"),
        ("19.85", "19.95", "USD", "$19.85–19.95"),
        ("115500", "116500", "USD/BTC", "$115,500–116,500 per BTC"),
        ("12", "12", "hospital", "12 hospitals"),
        ("1", "3", "hospital", "1–3 hospitals"),
        ("0", "5", "percent", "0–5%"),
        ("25.00000000000000001", "25.00000000000000002", "percent", "25%"),
    ],
)
def test_say_interval(low: str, high: str, unit: str, shown: str) -> None:
    assert say_interval(Interval(Fraction(low), Fraction(high)), unit) == shown


def test_say_apart_adds_digits_until_the_figures_differ() -> None:
    assert say_apart([Fraction(748_000), Fraction(748_001)], "BTC") == ("748,000 BTC", "748,001 BTC")
    assert say_apart([Fraction("12.34"), Fraction("12.31")], "percent") == ("12.34%", "12.31%")
    assert say_apart([Fraction(5), Fraction(5), Fraction(7)], "plan") == ("5 plans", "5 plans", "7 plans")


@pytest.mark.parametrize(
    ("value", "surface", "unit", "shown"),
    [
        ("152e9", "$12.3 billion", "USD", "$152 billion"),
        ("890e9", "$870 billion", "USD", "$890 billion"),
        ("5.72", "70 times", "multiple", "6 times"),
        ("43.4e12", "$9 trillion", "USD", "$43 trillion"),
        ("5.72", "70-fold", "multiple", "6-fold"),
        ("56.9", "50%", "percent", "57%"),
        ("56.87", "22.2 percent", "percent", "56.9 percent"),
        ("0.3", "5%", "percent", "0.3%"),
        ("1234e9", "$870.5 billion", "USD", "$1.234 trillion"),
        ("715432", "748,000 BTC", "BTC", "715,000 BTC"),
        ("68e6", "70 million active participants", "participant", "68 million active participants"),
        ("12.3e9", "$12.3 million", "USD", "$12.3 billion"),
        ("3.26e6", "€2.4m", "EUR", "€3.3m"),
        ("3.26e9", "€2.4m", "EUR", "€3.3bn"),
        ("950000", "$1.2 million", "USD", "$950,000"),
        ("8.7e12", "US$12.5 trillion", "USD", "US$8.7 trillion"),
        ("152e9", "12.3 billion dollars", "USD", "152 billion dollars"),
        ("1234", "20 hospitals", "hospital", "1,200 hospitals"),
        ("17", "20 hospitals", "hospital", "17 hospitals"),
        ("1", "3 hospitals", "hospital", "1 hospital"),
        ("3", "1 hospital", "hospital", "3 hospitals"),
        ("4", "three hospitals", "hospital", "4 hospitals"),
        ("0.59", "two-thirds", "", "59%"),
        ("161000", "$150,000 to $170,000", "USD", "$160,000"),
        ("152e9", "12,300,000,000 USD", "USD", "152,000,000,000 USD"),
        ("2.2e6", "715,000 plans", "plan", "2.2 million plans"),
        ("0", "3%", "percent", "0%"),
    ],
)
def test_like_keeps_the_articles_precision_and_words(value: str, surface: str, unit: str, shown: str) -> None:
    assert like(Fraction(value), surface, unit) == shown


@pytest.mark.parametrize(
    ("stated", "expected", "unit", "shown"),
    [
        ("870e9", "890e9", "USD", "$20 billion (2.25%) too low"),
        ("12.3e9", "152e9", "USD", "a factor of 12.4 too low"),
        ("70", "5.72", "multiple", "a factor of 12.2 too high"),
        ("50", "56.9", "percent", "6.9 percentage points too low"),
        ("0.25", "0.2", "", "25% too high"),
        ("3", "-2", "hospital", "5 hospitals too high"),
        ("3", "3", "hospital", "no difference"),
    ],
)
def test_say_gap(stated: str, expected: str, unit: str, shown: str) -> None:
    assert say_gap(Fraction(stated), Fraction(expected), unit) == shown


def test_unit_words() -> None:
    assert unit_words("USD/BTC") == "USD per BTC"
    assert unit_words("person") == "people"
    assert unit_words("percentage_point", one=True) == "percentage point"
    assert unit_words("") == ""


@given(VALUES, VALUES, UNITS)
def test_different_figures_never_look_the_same(a: Fraction, b: Fraction, unit: str) -> None:
    first, second = say_apart([a, b], unit)
    assert (first == second) == (a == b) or abs(a - b) * 10**11 < max(abs(a), abs(b))


@given(VALUES, VALUES, UNITS)
def test_unequal_ends_are_never_printed_equal(a: Fraction, b: Fraction, unit: str) -> None:
    low, high = sorted((a, b))
    shown = say_interval(Interval(low, high), unit)
    if (high - low) * 10**10 > max(abs(low), abs(high)):
        assert shown != say(low, unit)
        assert shown != say(high, unit)


@given(VALUES, UNITS, st.text(max_size=30))
def test_any_surface_gives_a_figure(value: Fraction, unit: str, surface: str) -> None:
    assert like(value, surface, unit)


@given(st.integers(min_value=1, max_value=10**15), st.integers(min_value=1, max_value=10**15))
def test_a_suggestion_never_repeats_what_was_printed(value: int, printed: int) -> None:
    if value != printed:
        assert like(Fraction(value), f"${printed}", "USD") != f"${printed}"
