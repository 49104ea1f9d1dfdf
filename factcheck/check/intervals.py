"""Whether a stated figure and a recomputed one can meet, and how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from factcheck.interval import Stated
from factcheck.model import Severity, Strength


@dataclass(frozen=True, slots=True)
class Comparison:
    """`strength` is None where the two cannot meet; `gap` is then the distance in units of the stated last place."""

    strength: Strength | None
    gap: Fraction

    @property
    def agrees(self) -> bool:
        return self.strength is not None


def compare(stated: Stated, expected: Stated) -> Comparison:
    """Strictly if every digit counts, else by rounding: trailing zeros, hedges, cut digits."""
    if stated.strict.meets(expected.strict):
        return Comparison(Strength.STRICT, Fraction(0))
    cut = stated.cut is not None and stated.cut.meets(expected.charitable)
    if cut or stated.charitable.meets(expected.charitable):
        return Comparison(Strength.ROUNDED, Fraction(0))
    distance = stated.charitable.distance(expected.charitable)
    if stated.other_side is not None and distance <= _hair(stated):
        return Comparison(Strength.ROUNDED, Fraction(0))
    return Comparison(None, distance / stated.step if stated.step else distance)


def only_side(stated: Stated, expected: Stated) -> bool:
    """Whether nothing but the side of the hedge is wrong: "nearly 50" for 53, "more than 60%" for 58.9%."""
    return stated.other_side is not None and expected.value in stated.other_side


def _hair(stated: Stated) -> Fraction:
    """So little beyond a hedged figure nobody minds: "nearly 13" for 13.02, "more than 9,000" for 8,970."""
    return max(stated.step / 10, abs(stated.value) / 200)


def power(stated: Stated, expected: Stated) -> Fraction | None:
    """The size of error, as a share of the expected figure, above which this check catches it whichever way it goes.

    50% (49.5–50.5) against 46–54% recomputed: 4 + 0.5 points off may still pass, 9% of 50. None where the figure
    could fall to nothing without being caught: "at most 1,000 beds" bounds it from above alone.
    """
    if expected.value == 0:
        return None
    printed, meant = stated.charitable, expected.charitable
    too_low = (printed.high - stated.value) + (expected.value - meant.low)
    too_high = (stated.value - printed.low) + (meant.high - expected.value)
    size = abs(expected.value)
    unbounded = (too_low if expected.value > 0 else too_high) >= size
    return None if unbounded else max(too_low, too_high) / size


def severity(stated: Fraction, expected: Fraction, *, material: Fraction) -> Severity:
    """Material where the figure is off by a factor of 2, by its sign, or by more than the given share."""
    if expected == 0 or stated == 0:
        return Severity.MATERIAL
    ratio = stated / expected
    flipped = ratio < 0 or ratio >= 2 or ratio <= Fraction(1, 2)
    return Severity.MATERIAL if flipped or abs(ratio - 1) > material else Severity.MINOR
