"""A figure as the interval that its printed digits allow, and exact arithmetic on such intervals.

"$870 billion" says: nearer to 870 than to 869 or 871 billion. "about 152 billion" says less, "at least 70"
speaks of one side only. Here digits and hedges become intervals, and intervals are added, divided and compared,
in `Fraction` throughout: no float and no epsilon ever decides a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction


class Undefined(ArithmeticError):
    """The quotient of an interval by one that contains zero: there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; an open end is not itself included.

    Interval(Fraction(865), Fraction(875)) / Interval(Fraction(12), Fraction(12)) is 72.08 to 72.92.
    """

    low: Fraction
    high: Fraction
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"interval ends out of order: {self.low} > {self.high}")
        if self.low == self.high and (self.low_open or self.high_open):
            raise ValueError(f"empty interval at {self.low}")

    @classmethod
    def point(cls, value: Fraction | int | Decimal | str) -> Interval:
        """The one number `value`."""
        exact = Fraction(value)
        return cls(exact, exact)

    @classmethod
    def around(cls, value: Fraction, radius: Fraction) -> Interval:
        """`value` ± `radius`, closed."""
        return cls(value - radius, value + radius)

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2

    @property
    def width(self) -> Fraction:
        return self.high - self.low

    def __contains__(self, value: Fraction) -> bool:
        above = value > self.low or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _spanning(
            (a * b, (a_open or b_open) and not _closed_zero(a, a_open, b, b_open))
            for a, a_open in self._ends()
            for b, b_open in other._ends()
        )

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            raise Undefined(f"division by an interval that reaches zero: {other.low} to {other.high}")
        return self * Interval(1 / other.high, 1 / other.low, other.high_open, other.low_open)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both; ends that only touch must both be closed."""
        if self.low < other.high and other.low < self.high:
            return True
        return self.intersection(other) is not None

    def intersection(self, other: Interval) -> Interval | None:
        """The numbers in both, or None."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_shut = min((self.high, not self.high_open), (other.high, not other.high_open))
        if low > high or (low == high and (low_open or not high_shut)):
            return None
        return Interval(low, high, low_open, not high_shut)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        return _spanning([*self._ends(), *other._ends()])

    def distance(self, other: Interval) -> Fraction:
        """The gap between the two; 0 when they overlap or touch."""
        return max(self.low - other.high, other.low - self.high, Fraction(0))

    def _ends(self) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool]]:
        return (self.low, self.low_open), (self.high, self.high_open)


def _closed_zero(a: Fraction, a_open: bool, b: Fraction, b_open: bool) -> bool:
    return (a == 0 and not a_open) or (b == 0 and not b_open)


def _spanning(ends: Iterable[tuple[Fraction, bool]]) -> Interval:
    """From the least end to the greatest; of two equal ends the closed one counts."""
    known = list(ends)
    low, low_open = min(known)
    high, high_shut = max((value, not is_open) for value, is_open in known)
    return Interval(low, high, low_open, not high_shut)


def change(before: Interval, after: Interval) -> Interval:
    """Growth as a ratio, after / before − 1, each operand used once: 40 to 50 is 0.25."""
    return after / before - Interval.point(1)


def share(part: Interval, rest: Interval) -> Interval:
    """part / (part + rest), each operand used once; both must be positive: 40 and 60 give 0.4."""
    if part.low <= 0:
        raise Undefined(f"a share of a part that reaches zero: {part.low}")
    return Interval.point(1) / (Interval.point(1) + rest / part)


def yearly_growth(before: Interval, after: Interval, years: int) -> Interval:
    """Compound growth a year, (after / before)^(1/years) − 1, rounded outward by 10^-30."""
    ratio = after / before
    if ratio.low <= 0 or years < 1:
        raise Undefined(f"no compound growth over {years} years from a ratio of {ratio.low}")
    low, high = _root(ratio.low, years, -1), _root(ratio.high, years, +1)
    return Interval(low - 1, high - 1, ratio.low_open, ratio.high_open)


def _root(value: Fraction, degree: int, side: int) -> Fraction:
    with localcontext() as context:
        context.prec = 60
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        root = Fraction(decimal ** (Decimal(1) / degree))
    return root + side * Fraction(1, 10**30)


class HedgeKind(StrEnum):
    """What a hedge does to the figure behind it."""

    ABOUT = "about"  # either side
    NEARLY = "nearly"  # a step below, up to the figure
    OVER = "over"  # from the figure upward, softly capped
    UNDER = "under"  # mirrored
    AT_LEAST = "at least"  # a bound: nothing said about how far above
    UP_TO = "up to"  # a bound: nothing said about how far below
    EXACTLY = "exactly"  # trailing zeros count


@dataclass(frozen=True, slots=True)
class Widths:
    """How far hedges reach, as shares of the figure; the defaults are those of docs/rounding.md."""

    about: Fraction = Fraction(25, 1000)
    nearly: Fraction = Fraction(25, 1000)
    over: Fraction = Fraction(1, 10)
    over_at_most: Fraction = Fraction(1)
    bound_at_most: Fraction = Fraction(9)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a printed figure commits its author to.

    `strict` takes every digit at its word; `charitable` allows trailing zeros to be rounding, and the whole
    reach of the hedge. `value` is the figure as printed (the middle of a range), `step` one unit in its last
    place, all in base units. `cut` is where the true figure lies if digits were cut off instead of rounded,
    `other_side` where it would lie if its hedge pointed the other way (None without one that has a side); both are
    for the figure that is judged, not for those it is recomputed from.
    """

    value: Fraction
    strict: Interval
    charitable: Interval
    step: Fraction = Fraction(0)
    cut: Interval | None = None
    other_side: Interval | None = None

    @classmethod
    def exactly(cls, value: Fraction) -> Stated:
        """A figure without rounding: a supposed input, a number fixed by law."""
        point = Interval.point(value)
        return cls(value, point, point)


OPPOSITE = {
    HedgeKind.NEARLY: HedgeKind.OVER,
    HedgeKind.UNDER: HedgeKind.OVER,
    HedgeKind.UP_TO: HedgeKind.OVER,
    HedgeKind.OVER: HedgeKind.NEARLY,
    HedgeKind.AT_LEAST: HedgeKind.NEARLY,
}
"""What a hedge that points to the wrong side should have been."""

CUT_AT_LEAST = 20
"""Cutting a digit is no slip worth a word where its place is a twentieth of the figure or less: 3 for 3.9 is one."""


def stated(
    low: Fraction,
    high: Fraction,
    *,
    step: Fraction,
    coarse: Fraction,
    hedge: HedgeKind | None = None,
    widths: Widths | None = None,
) -> Stated:
    """The two readings of a printed figure or range.

    `step` is one unit in the last printed place, `coarse` one unit in the last place that is not a trailing
    zero. $870 billion has step 1 billion and coarse 10 billion: 869.5 to 870.5 strictly, 865 to 875 charitably.
    36.7% may be a cut 36.78: its `cut` is 36.7 up to, but not including, 36.8.
    """
    widths = widths or Widths()
    if hedge is HedgeKind.EXACTLY:
        coarse = step
    strict = _hedged(low, high, step, hedge, widths, widths.over)
    charitable = _hedged(low, high, coarse, hedge, widths, widths.over_at_most)
    fine = step * CUT_AT_LEAST <= min(abs(low), abs(high))
    cut = _cut(low, high, step) if hedge is None and fine else None
    other_side = _hedged(low, high, step, OPPOSITE[hedge], widths, widths.over) if hedge in OPPOSITE else None
    return Stated((low + high) / 2, strict, charitable.hull(strict), step, cut, other_side)


def _cut(low: Fraction, high: Fraction, step: Fraction) -> Interval:
    """Where the true figure lies when digits beyond the last were dropped, not rounded."""
    if step == 0:
        return Interval(low, high)
    top = Interval(high, high + step, high_open=True) if high >= 0 else Interval.point(high)
    bottom = Interval(low - step, low, low_open=True) if low < 0 else Interval.point(low)
    return bottom.hull(top)


def _hedged(
    low: Fraction, high: Fraction, step: Fraction, hedge: HedgeKind | None, widths: Widths, cap: Fraction
) -> Interval:
    size = max(abs(low), abs(high))
    match hedge:
        case HedgeKind.ABOUT:
            reach = max(step, widths.about * size)
            return Interval(low - reach, high + reach)
        case HedgeKind.NEARLY:
            return Interval(low - max(step, widths.nearly * size), high)
        case HedgeKind.OVER:
            return Interval(low, high + max(step, cap * size))
        case HedgeKind.UNDER:
            return Interval(low - max(step, cap / (1 + cap) * size), high)
        case HedgeKind.AT_LEAST:
            return Interval(low, high + widths.bound_at_most * size)
        case HedgeKind.UP_TO:
            return Interval(min(Fraction(0), low), high)
        case _:
            return Interval(low - step / 2, high + step / 2)


MOVED = (1, 2, 3)
"""Places by which points are moved, and scale words mistaken …"""
BARELY = Fraction(3, 100)
"""… which shows to within so much."""
LIKE = 3
"""Figures of like size: the larger is at most so many times the smaller."""


def alike(figure: Stated, other: Stated) -> bool:
    """Whether two figures are of one size: what is many times larger or smaller is hardly a slip for the other."""
    return abs(other.value) <= LIKE * abs(figure.value) <= LIKE * LIKE * abs(other.value)


def misprint(figure: Stated, other: Stated) -> bool:
    """Whether one figure is the other with a digit that is wrong, or two that have changed places: 51 and 71."""
    step = figure.step
    if not step or figure.value <= 0 or other.value <= 0 or (other.value / step).denominator != 1:
        return False
    one, two = str(figure.value / step), str(other.value / step)
    wrong = [(a, b) for a, b in zip(one, two, strict=False) if a != b]
    swapped = len(wrong) == 2 and wrong[0] == wrong[1][::-1]
    return len(one) == len(two) and (len(wrong) == 1 or swapped)


def is_moved(figure: Stated, other: Stated) -> bool:
    """Whether a figure is another with its point moved by one, two or three places: 20 for 199.6; words have none."""
    in_digits = figure.step > 0 and {*str(figure.step.numerator), *str(figure.step.denominator)} <= {"0", "1"}
    if figure.value <= 0 or other.value <= 0 or not in_digits:
        return False
    ratio = figure.value / other.value
    return any(abs(ratio / Fraction(10) ** (way * places) - 1) <= BARELY for places in MOVED for way in (1, -1))


def combine(compute: Callable[..., Interval], *figures: Stated) -> Stated:
    """What follows from some figures, strictly and charitably: combine(truediv, 870 billion, 12.3 billion) is 70.7."""
    value = compute(*(Interval.point(figure.value) for figure in figures)).middle
    strict = compute(*(figure.strict for figure in figures))
    charitable = compute(*(figure.charitable for figure in figures))
    return Stated(value, strict, charitable.hull(strict))


def revalue(figure: Stated, value: Fraction) -> Stated:
    """The figure with another value, as exact as it was printed: in proportion where it grows or shrinks by tens."""
    factor = value / figure.value if figure.value else Fraction(1)
    if factor > 0 and {*str(factor.numerator), *str(factor.denominator)} <= {"0", "1"}:
        return combine(lambda interval: interval * Interval.point(factor), figure)
    return combine(lambda interval: interval + Interval.point(value - figure.value), figure)


def trailing(digits: str, scale: Fraction = Fraction(1)) -> tuple[Fraction, Fraction]:
    """(step, coarse) of digits as printed, without grouping: "870" at a billion gives (10^9, 10^10).

    Digits after the point always count; a whole number's trailing zeros count only in `step`.
    """
    whole, point, places = digits.lstrip("+-").partition(".")
    step = scale * Fraction(1, 10 ** len(places)) if places else scale
    zeros = len(whole) - len(whole.rstrip("0")) if not point and whole.strip("0") else 0
    return step, step * 10**zeros if zeros else step


def decimal_string(value: Fraction, *, significant: int = 28) -> str:
    """The value in plain decimal digits, never in exponents: exact where it ends, else `significant` digits.

    >>> decimal_string(Fraction(870_000_000_000)), decimal_string(Fraction(367, 10))
    ('870000000000', '36.7')
    """
    with localcontext() as context:
        context.prec = max(significant, len(str(abs(value.numerator))) if value.denominator == 1 else 0)
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{quotient:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
