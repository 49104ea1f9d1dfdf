"""The slips that newsrooms make, made on purpose: a figure as it would stand in the text after each.

Digits, grouping and scale word stay as printed, so that the slip looks like one. A slip that a figure cannot suffer
("12" has no third digit to lose, "two-thirds" no digits) makes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from factcheck.interval import trailing
from factcheck.model import Mention

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALES = (("thousand", "million", "billion", "trillion"), ("mn", "bn", "tn"))
_SCALE = re.compile(rf"\b(?:{'|'.join(word for family in _SCALES for word in family)})\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|percent|per cent)$", re.IGNORECASE)
_POINTS = re.compile(r"[\s-]percentage[\s-]points?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure's words around its digits, the digits without grouping, whether they are grouped, and its unit.

    `moves` says that it is by how much something changed, which is where percent and points are mistaken.
    """

    before: str
    digits: str
    after: str
    grouped: bool
    unit: str
    moves: bool

    def with_digits(self, digits: str) -> str:
        """The words with other digits, grouped like these; noughts that nobody would print are left off."""
        whole, point, places = digits.partition(".")
        whole = whole.lstrip("0") or "0"
        grown = len(self.digits.partition(".")[0]) <= 3 < len(whole)
        whole = f"{int(whole):,}" if self.grouped or grown else whole
        return f"{self.before}{whole}{point}{places}{self.after}"


@dataclass(frozen=True, slots=True)
class Slip:
    """A class of slip: its name in reports, and what a figure is after it; None where it cannot happen."""

    name: str
    make: Callable[[Printed, Random], str | None]


def slipped(mention: Mention, slip: Slip, chance: Random) -> str | None:
    """The mention's words after the slip; None where they cannot suffer it or would not change."""
    found = list(_DIGITS.finditer(mention.text))
    if mention.is_range or len(found) != 1:
        return None
    (digits,) = found
    bare = digits[0].replace(",", "")
    moves = mention.kind == "change" or mention.direction is not None
    before, after = mention.text[: digits.start()], mention.text[digits.end() :]
    words = slip.make(Printed(before, bare, after, "," in digits[0], mention.unit, moves), chance)
    return words if words != mention.text else None


def _shifted(places: int) -> Callable[[Printed, Random], str | None]:
    """The point moved by so many places."""

    def make(printed: Printed, _: Random) -> str | None:
        return printed.with_digits(_moved_point(printed.digits, places))

    return make


def _rescaled(by: int) -> Callable[[Printed, Random], str | None]:
    """Million for billion; of thousands written out, as tables in thousands tempt to, three digits more or fewer."""

    def make(printed: Printed, _: Random) -> str | None:
        word = _SCALE.search(printed.after)
        if word is None:
            written_out = len(printed.digits.partition(".")[0]) > 3 and not printed.unit.startswith("percent")
            return printed.with_digits(_moved_point(printed.digits, 3 * by)) if written_out else None
        family = next(family for family in _SCALES if word[0].lower() in family)
        at = family.index(word[0].lower()) + by
        if not 0 <= at < len(family):
            return None
        after = printed.after[: word.start()] + family[at] + printed.after[word.end() :]
        return replace(printed, after=after).with_digits(printed.digits)

    return make


def _moved_point(digits: str, places: int) -> str:
    whole, _, decimals = digits.partition(".")
    exponent = places - len(decimals)
    value = int(whole + decimals)
    if exponent >= 0:
        return str(value * 10**exponent)
    padded = str(value).rjust(1 - exponent, "0")
    return f"{padded[:exponent]}.{padded[exponent:]}".rstrip("0").rstrip(".")


def _transposed(printed: Printed, chance: Random) -> str | None:
    """Two neighbouring digits swapped; the first does not become nought."""
    digits = printed.digits
    places = [at for at in range(len(digits) - 1) if "." not in digits[at : at + 2] and digits[at] != digits[at + 1]]
    places = [at for at in places if at or digits[1] != "0"]
    if not places:
        return None
    at = chance.choice(places)
    return printed.with_digits(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _dropped(printed: Printed, chance: Random) -> str | None:
    """One digit lost; a figure of one digit has none to lose."""
    digits = printed.digits
    places = [at for at, sign in enumerate(digits) if sign != "."]
    if len(places) < 2:
        return None
    at = chance.choice(places)
    return printed.with_digits((digits[:at] + digits[at + 1 :]).rstrip("."))


def _mistyped(printed: Printed, chance: Random) -> str | None:
    """One digit that is another."""
    digits = printed.digits
    at = chance.choice([at for at, sign in enumerate(digits) if sign != "."])
    others = [sign for sign in "0123456789" if sign != digits[at] and (at or sign != "0")]
    return printed.with_digits(digits[:at] + chance.choice(others) + digits[at + 1 :])


def _times(factor: Fraction) -> Callable[[Printed, Random], str | None]:
    """The figure off by a share, at its own precision: trailing noughts stay noughts where that changes it."""

    def make(printed: Printed, _: Random) -> str | None:
        step, coarse = trailing(printed.digits)
        for place in (coarse, step):
            value = round(Fraction(printed.digits) * factor / place) * place
            if value not in (0, Fraction(printed.digits)):
                places = len(printed.digits.partition(".")[2])
                return printed.with_digits(f"{Decimal(int(value * 10**places)).scaleb(-places):f}")
        return None

    return make


def _points(printed: Printed, _: Random) -> str | None:
    """Of a change: percent for percentage points, or points for percent."""
    for pattern, other in ((_PERCENT, " percentage points"), (_POINTS, "%")):
        if printed.moves and pattern.search(printed.after):
            return replace(printed, after=pattern.sub(other, printed.after)).with_digits(printed.digits)
    return None


SLIPS = (
    Slip("ten times too large", _shifted(1)),
    Slip("ten times too small", _shifted(-1)),
    Slip("a thousand times too large", _rescaled(1)),
    Slip("a thousand times too small", _rescaled(-1)),
    Slip("two digits swapped", _transposed),
    Slip("a digit dropped", _dropped),
    Slip("a digit mistyped", _mistyped),
    Slip("a quarter too high", _times(Fraction(5, 4))),
    Slip("a quarter too low", _times(Fraction(3, 4))),
    Slip("percent for points, or points for percent", _points),
)
