"""Slips of the pen: what a wrong figure may have come from, by its digits alone.

A figure that is another's with two digits swapped, or with the point moved, has hardly come about by chance. Such a
likeness names the slip, and it says that two figures were meant to be one where the words alone are not clear enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain, combinations

from factcheck.interval import Stated, revalue

TELLING = 3
"""So many digits must agree before their likeness says anything."""
POWERS = (1, 3, 2, 6)
"""Places that newsrooms move a point by: a digit too many, million for billion, a percentage, million for trillion."""
MOST_DIGITS = 12
ABOUT_SO = Fraction(3, 10)
"""A measure that moves from day to day has been so far from where its row has it: 123 billion in May, 152 in August."""


class Kind(StrEnum):
    """The slips that are known, by the names that reports give them (docs/slips.md)."""

    POWER = "power-of-ten"
    SWAPPED = "swapped-digits"
    DROPPED = "dropped-digit"
    ADDED = "added-digit"
    POINTS = "percent-for-points"
    INVERSE = "inverse"
    BASE = "wrong-base"
    RATIO = "growth-as-ratio"
    DATE = "other-date"


NARROW = {
    Kind.POWER: Fraction(1, 4),
    Kind.SWAPPED: Fraction(1, 20),
    Kind.DROPPED: Fraction(1, 50),
    Kind.ADDED: Fraction(1, 50),
}
"""How wide what is expected may be, as a share of itself: almost any wide one has some such figure in it by chance."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a figure was to be if this slip befell it."""

    kind: Kind
    figure: Stated


def hypotheses(figure: Stated, *, in_digits: bool = True) -> Iterator[Hypothesis]:
    """What a printed figure may have been before a slip of the pen, the commonest slip first."""
    return (Hypothesis(kind, revalue(figure, value)) for kind, value in slipped(figure, in_digits=in_digits))


def slipped(figure: Stated, *, in_digits: bool = True) -> Iterator[tuple[Kind, Fraction]]:
    """The values that a slip of the pen may have started from.

    1,864 may be 18,640 or 186.4, 1,684 or 8,164, 11,864 or 186. A figure in words has no digits to be swapped.
    """
    if figure.value <= 0:
        return
    for power in POWERS:
        yield Kind.POWER, figure.value * 10**power
        yield Kind.POWER, figure.value / 10**power
    digits = _digits(figure.value, figure.step) if in_digits and figure.step else ""
    if len(digits.strip("0")) >= 2 and len(digits) <= MOST_DIGITS:
        for kind, found in ((Kind.SWAPPED, _swapped), (Kind.DROPPED, _longer), (Kind.ADDED, _shorter)):
            for other in dict.fromkeys(map(int, found(digits))):
                if other not in (0, int(digits)):
                    yield kind, other * figure.step


def survives(hypothesis: Hypothesis, expected: Stated) -> bool:
    """Whether what is expected is the figure as it was to be: to its last digit, or too narrowly for chance.

    15 for 51 where 1.5 million is expected, give or take 0.1; not each of the many figures with another digit in them.
    """
    figure = hypothesis.figure
    if expected.value in figure.strict:
        return True
    narrow = expected.charitable.width <= NARROW[hypothesis.kind] * abs(expected.value)
    if hypothesis.kind is Kind.POWER:
        return narrow and figure.charitable.meets(expected.charitable)
    return narrow and (figure.strict.meets(expected.strict) or expected.value in figure.charitable)


def is_about(hypothesis: Hypothesis, expected: Stated) -> bool:
    """Whether a moved point brings the figure to the size of what is expected, though not into it."""
    ratio = hypothesis.figure.value / expected.value if expected.value else Fraction(0)
    return hypothesis.kind is Kind.POWER and 1 - ABOUT_SO <= ratio <= 1 / (1 - ABOUT_SO)


def is_likeness(stated: Stated, expected: Stated) -> bool:
    """Whether the digits alone say that two figures were meant to be one.

    The point is moved by up to three places, two digits have changed places, or there is one too many or too few
    inside: 13,500 for 103,500. At the ends that is no slip but another size: 341,000 is a tenth of 3,412,000.
    """
    if stated.step == 0 or stated.value <= 0 or expected.value <= 0:
        return False
    digits, wanted = _digits(stated.value, stated.step), _digits(expected.value, stated.step)
    if len(digits.strip("0")) < TELLING:
        return False
    if _is_moved(stated, expected) or wanted in _swapped(digits):
        return True
    ends = (digits[0], digits.rstrip("0")[-1]) == (wanted[0], wanted.rstrip("0")[-1:])
    return ends and len(wanted.strip("0")) >= TELLING and wanted in chain(_longer(digits), _shorter(digits))


def is_whole_added(stated: Stated, expected: Stated, whole: Fraction) -> bool:
    """Whether a rise is given as what it leads to: 240% from 40 to 96, which is a rise of 140%."""
    return stated.value > whole and expected.value > 0 and expected.value + whole in stated.strict


def _is_moved(stated: Stated, expected: Stated) -> bool:
    factors = (Fraction(10) ** power for power in (1, 2, 3, -1, -2, -3))
    return any(stated.strict.low * by <= expected.value <= stated.strict.high * by for by in factors)


def _digits(value: Fraction, step: Fraction) -> str:
    """The digits of a value down to the place of a step, the last rounded."""
    return str(int(value / step + Fraction(1, 2)))


def _swapped(digits: str) -> Iterator[str]:
    """Two digits that have changed places, neighbours first: 4.72 for 4.27."""
    places = sorted(combinations(range(len(digits)), 2), key=lambda pair: pair[1] - pair[0])
    for one, other in places:
        if digits[one] != digits[other]:
            changed = list(digits)
            changed[one], changed[other] = changed[other], changed[one]
            yield "".join(changed)


def _longer(digits: str) -> Iterator[str]:
    """A digit was dropped: 1,480 of 12,480."""
    for at in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at:]


def _shorter(digits: str) -> Iterator[str]:
    """A digit too many: 9,335 for 935."""
    for at in range(len(digits)):
        yield digits[:at] + digits[at + 1 :]
