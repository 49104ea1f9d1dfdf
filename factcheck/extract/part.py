"""A number on its way to a mention: with sign, unit and noun, before ranges are joined and hedges read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from factcheck.extract.numbers import Numeral


@dataclass(frozen=True, slots=True)
class Part:
    """A number with its sign and unit, before ranges are joined and hedges read.

    `sign` says that a currency sign stands before it; `noun` that its unit is a counted noun.
    """

    number: Numeral
    start: int
    end: int
    low: Fraction
    high: Fraction
    unit: str = ""
    sign: bool = False
    noun: bool = False
    kind: str = ""
    direction: str | None = None
    reason: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether the ends differ; that they are one and the same object is cheaper to see than that they are equal."""
        return self.low is not self.high and self.low != self.high

    @property
    def bare(self) -> bool:
        return not self.unit and not self.kind and self.reason is None
