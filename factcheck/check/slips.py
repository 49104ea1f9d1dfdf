"""Slips of the pen: what a wrong figure may have come from, by the digits alone.

A figure that is another's with two digits swapped, or with the point moved, has hardly come about by chance. Such a
likeness says that the two figures were meant to be one, where the words alone are not clear enough to say so.
"""

from __future__ import annotations

from fractions import Fraction

from factcheck.interval import Stated

POWERS = {1: "ten", 2: "a hundred", 3: "a thousand"}
"""Moved points that newsrooms make: a digit too many, a percentage, thousand for million."""
TELLING = 3
"""So many digits must agree before their likeness says anything."""


def slip(stated: Stated, expected: Stated) -> str | None:
    """What turns the expected figure into the stated one, in words; None for nothing that is known."""
    if stated.step == 0 or stated.value <= 0 or expected.value <= 0:
        return None
    digits = _digits(stated.value, stated.step)
    if len(digits.strip("0")) < TELLING:
        return None
    return _moved_point(stated, expected) or _swapped(digits, _digits(expected.value, stated.step))


def _digits(value: Fraction, step: Fraction) -> str:
    """The digits of a value down to the place of a step, the last rounded."""
    return str(int(value / step + Fraction(1, 2)))


def _moved_point(stated: Stated, expected: Stated) -> str | None:
    for power, name in POWERS.items():
        for factor, how in ((Fraction(10) ** power, "large"), (Fraction(1, 10**power), "small")):
            if stated.strict.low / factor <= expected.value <= stated.strict.high / factor:
                return f"{name} times too {how}"
    return None


def _swapped(stated: str, expected: str) -> str | None:
    """Exactly two digits that have changed places: 4.72 for 4.27."""
    if len(stated) != len(expected):
        return None
    places = [at for at, (one, other) in enumerate(zip(stated, expected, strict=True)) if one != other]
    if len(places) != 2:
        return None
    first, second = places
    return "two digits swapped" if stated[first] == expected[second] and stated[second] == expected[first] else None
