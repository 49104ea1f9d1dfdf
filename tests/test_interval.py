"""The laws of intervals, and the readings of printed figures, by the rules of docs/rounding.md."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factcheck.interval import (
    HedgeKind,
    Interval,
    Stated,
    Undefined,
    Widths,
    change,
    combine,
    decimal_string,
    share,
    stated,
    trailing,
    yearly_growth,
)

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@st.composite
def intervals(draw: st.DrawFn, positive: bool = False) -> Interval:
    low, high = sorted((draw(numbers), draw(numbers)))
    if positive:
        low, high = abs(low) + 1, abs(low) + abs(high) + 2
        low, high = min(low, high), max(low, high)
    if low == high:
        return Interval.point(low)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def members(draw: st.DrawFn, interval: Interval) -> Fraction:
    part = draw(st.fractions(min_value=0, max_value=1, max_denominator=50))
    value = interval.low + part * interval.width
    assume(value in interval)
    return value


@pytest.mark.parametrize("operation", [add, sub, mul, truediv])
@given(data=st.data())
def test_what_lies_in_the_operands_lies_in_the_result(operation, data) -> None:
    a, b = data.draw(intervals()), data.draw(intervals(positive=operation is truediv))
    x, y = data.draw(members(a)), data.draw(members(b))
    assert operation(x, y) in operation(a, b)


@given(intervals(), intervals())
def test_meeting_is_symmetric_and_is_sharing_a_number(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    both = a.intersection(b)
    if both is not None:
        assert both.middle in a
        assert both.middle in b
    else:
        assert a.distance(b) >= 0


@given(intervals(), intervals())
def test_the_hull_holds_both(a: Interval, b: Interval) -> None:
    hull = a.hull(b)
    assert hull.intersection(a) == a
    assert hull.intersection(b) == b


@given(intervals())
def test_negating_swaps_ends_and_flags_and_twice_is_nothing(a: Interval) -> None:
    assert (-a).low_open == a.high_open
    twice = -a
    assert -twice == a


def test_touching_ends_meet_only_if_both_are_closed() -> None:
    left, right = Interval(Fraction(1), Fraction(2)), Interval(Fraction(2), Fraction(3))
    assert left.meets(right)
    assert not Interval(Fraction(1), Fraction(2), high_open=True).meets(right)
    assert not left.meets(Interval(Fraction(2), Fraction(3), low_open=True))


def test_a_denominator_that_reaches_zero_gives_nothing() -> None:
    with pytest.raises(Undefined):
        Interval.point(1) / Interval(Fraction(-1), Fraction(1))


def test_an_interval_has_its_ends_in_order() -> None:
    with pytest.raises(ValueError, match="out of order"):
        Interval(Fraction(2), Fraction(1))
    with pytest.raises(ValueError, match="empty"):
        Interval(Fraction(1), Fraction(1), high_open=True)


@given(st.data())
def test_change_and_share_use_each_operand_once(data: st.DataObject) -> None:
    a, b = data.draw(intervals(positive=True)), data.draw(intervals(positive=True))
    x, y = data.draw(members(a)), data.draw(members(b))
    assert (y - x) / x in change(a, b)
    assert x / (x + y) in share(a, b)
    widest = a.width == 0 and b.width == 0
    assert share(a, b).high < 1 or widest


@given(st.data(), st.integers(1, 12))
def test_yearly_growth_holds_the_growth_of_its_members(data: st.DataObject, years: int) -> None:
    a, b = data.draw(intervals(positive=True)), data.draw(intervals(positive=True))
    growth = yearly_growth(a, b, years)
    ratio = (b / a).middle
    assert (1 + growth.low) ** years <= ratio <= (1 + growth.high) ** years


# ── printed figures ───────────────────────────────────────────────────────────────────────────────────────

BILLION, TRILLION = Fraction(10**9), Fraction(10**12)


def printed(digits: str, scale: Fraction = Fraction(1), hedge: HedgeKind | None = None) -> Stated:
    value = Fraction(digits) * scale
    step, coarse = trailing(digits, scale)
    return stated(value, value, step=step, coarse=coarse, hedge=hedge)


def ends(interval: Interval) -> tuple[str, str]:
    return decimal_string(interval.low), decimal_string(interval.high)


@pytest.mark.parametrize(
    ("digits", "scale", "strict", "charitable"),
    [
        ("1.2", TRILLION, ("1150000000000", "1250000000000"), ("1150000000000", "1250000000000")),
        ("870", BILLION, ("869500000000", "870500000000"), ("865000000000", "875000000000")),
        ("715000", Fraction(1), ("714999.5", "715000.5"), ("714500", "715500")),
        ("9", TRILLION, ("8500000000000", "9500000000000"), ("8500000000000", "9500000000000")),
        ("36.70", Fraction(1), ("36.695", "36.705"), ("36.695", "36.705")),
    ],
)
def test_digits_say_how_exact_a_figure_is(digits, scale, strict, charitable) -> None:
    figure = printed(digits, scale)
    assert (ends(figure.strict), ends(figure.charitable)) == (strict, charitable)


def test_a_single_digit_is_not_cut() -> None:
    assert printed("3").cut is None
    assert printed("70").cut is not None


def test_a_cut_digit_reaches_up_to_the_next_but_not_onto_it() -> None:
    figure = printed("36.7")
    assert figure.cut is not None
    assert Fraction("36.78") in figure.cut
    assert Fraction("36.8") not in figure.cut


@pytest.mark.parametrize(
    ("hedge", "charitable"),
    [
        (HedgeKind.ABOUT, ("38.9", "41.1")),
        (HedgeKind.NEARLY, ("38.9", "40")),
        (HedgeKind.OVER, ("40", "80")),
        (HedgeKind.UNDER, ("20", "40")),
        (HedgeKind.AT_LEAST, ("40", "400")),
        (HedgeKind.UP_TO, ("0", "40")),
        (HedgeKind.EXACTLY, ("39.95", "40.05")),
    ],
)
def test_hedges_move_the_interval_to_their_side(hedge: HedgeKind, charitable: tuple[str, str]) -> None:
    widths = Widths(about=Fraction("0.0275"), nearly=Fraction("0.0275"))
    figure = stated(
        Fraction(40), Fraction(40), step=Fraction("0.1"), coarse=Fraction("0.1"), hedge=hedge, widths=widths
    )
    assert ends(figure.charitable) == charitable


def test_a_range_is_the_hull_of_its_ends() -> None:
    figure = stated(Fraction(12), Fraction(14), step=Fraction(1), coarse=Fraction(1))
    assert ends(figure.strict) == ("11.5", "14.5")


@given(st.integers(1, 10**6), st.integers(0, 12), st.integers(0, 3), st.sampled_from([None, *HedgeKind]))
def test_every_reading_is_within_the_charitable_one(
    digits: int, scale: int, places: int, hedge: HedgeKind | None
) -> None:
    text = str(Decimal(digits).scaleb(-places))
    figure = printed(f"{Decimal(text):f}", Fraction(10) ** scale, hedge)
    assert figure.charitable.intersection(figure.strict) == figure.strict
    assert figure.value in figure.charitable


def test_the_worked_example() -> None:
    """$870 billion is 70 times ETF assets: right by the article's 12.3 billion, impossible by 152 billion."""
    seventy = stated(Fraction(70), Fraction(70), step=Fraction(1), coarse=Fraction(1))
    own = combine(truediv, printed("870", BILLION), printed("12.3", BILLION))
    assert seventy.charitable.meets(own.charitable)
    table = Stated(152 * BILLION, Interval.point(152 * BILLION), Interval(144 * BILLION, 156 * BILLION))
    real = combine(truediv, printed("870", BILLION), table)
    assert not seventy.charitable.meets(real.charitable)
    assert round(float(real.value), 1) == 5.7


def test_sums_bring_the_slack_of_their_parts() -> None:
    total = combine(lambda *parts: sum(parts[1:], parts[0]), *[printed("1.2", TRILLION)] * 5)
    assert total.charitable.width == 5 * printed("1.2", TRILLION).charitable.width


@given(st.fractions())
def test_decimal_strings_are_plain_digits(value: Fraction) -> None:
    text = decimal_string(value)
    assert "e" not in text.lower()
    assert abs(Fraction(text) - value) <= abs(value) / 10**20


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(870 * 10**9), "870000000000"),
        (Fraction(367, 10), "36.7"),
        (Fraction(-3, 2), "-1.5"),
        (Fraction(0), "0"),
    ],
)
def test_decimal_strings_that_end_are_exact(value: Fraction, text: str) -> None:
    assert decimal_string(value) == text
