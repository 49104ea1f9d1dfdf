"""What every rule does with its operands: their figures, in one unit, and how they are shown in a working."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from factcheck import units
from factcheck.figures import say
from factcheck.interval import Interval, Stated, Undefined, alike, combine, decimal_string, is_moved
from factcheck.model import Assumption, Claim

POWERS = (-6, -3, -2, -1, 1, 2, 3, 6)
"""Places that the point of a figure is moved by, in slips of the pen."""


def figure(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """The operand's figure, or the corrected one it is to be replaced by."""
    return figures.get(operand.id, operand.figure)


def supposed(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """The figure of a supposed input ("if 2% were …"), which is exact."""
    return figures[operand.id] if operand.id in figures else Stated.exactly(operand.figure.value)


def counted(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> Stated:
    """The operand's figure, taken at its word where whole things are counted: 16 medals are 16, not 15.5 to 16.5."""
    known = figure(operand, figures)
    whole = known.step == 1 and known.value.denominator == 1 and known.charitable.width == 1
    return Stated.exactly(known.value) if whole and units.is_count(operand.unit) else known


def to_unit(figure: Stated, source: str, target: str) -> Stated:
    """The figure in another unit of its dimension, or as a count of other things; `Undefined` where neither is so.

    A bare number is of any unit that the words give the other: "1.2 million francs, of which … 480,000".
    """
    counted = (units.is_count(source) and units.is_count(target)) or units.NUMBER in (source, target)
    factor = Fraction(1) if counted else units.conversion(source, target)
    if factor is None:
        raise Undefined(f"no conversion from {source} to {target}")
    return figure if factor == 1 else scaled(figure, factor)


def scaled(figure: Stated, factor: Fraction) -> Stated:
    """The figure times an exact factor."""
    return combine(lambda interval: interval * Interval.point(factor), figure)


def shown(operand: Claim | Assumption, figures: Mapping[str, Stated]) -> str:
    """The operand as a working shows it: the article's own words, the row's figure, or a correction."""
    if operand.id in figures:
        unit = operand.mention.unit if isinstance(operand, Claim) else operand.unit
        return f"{say(figures[operand.id].value, unit)} (corrected)"
    if isinstance(operand, Claim):
        return operand.mention.text
    return f"{say(operand.figure.value, operand.unit, significant=4)} ({operand.name})"


def hardly_meant(figure: Stated, other: Stated) -> bool:
    """Whether a figure is too far from another to be a slip for it: many times as much, and by no power of ten."""
    moved = (scaled(other, Fraction(10) ** power) for power in POWERS)
    return not alike(figure, other) and not any(each.charitable.meets(figure.charitable) for each in moved)


def digits(figure: Stated) -> str:
    """The digits of a value without its point and the zeros about them: "375" of 3.75 million."""
    return decimal_string(abs(figure.value)).replace(".", "").strip("0")


def same_digits(figure: Stated, other: Stated) -> bool:
    """Whether a figure has the digits of another, in another order or with the point moved: 84,000 for 48,000."""
    one = digits(figure)
    shuffled = len(one) > 1 and sorted(one) == sorted(digits(other))
    return shuffled or is_moved(figure, other)
