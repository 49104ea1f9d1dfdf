"""What a unit is called and how two units relate: the one pint registry, and the words of units.txt.

A unit is a plain string: a currency code ("USD"), a coin ("BTC"), "percent", pint's name of a physical unit
("kilometer", "kilometer/hour"), a counted noun in the singular ("hospital"), two of them with a stroke
between ("USD/barrel"), or "" for a bare number.

pint is imported when two physical units must be compared, and only then: it costs a quarter of a second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from factcheck.errors import UnitError

if TYPE_CHECKING:
    import pint

NUMBER = "number"
"""A number with no noun of its own ("26,970 of them"), which may count whatever the text speaks of."""

WEEKDAY = "weekday"
"""Days of the week are numbered from Monday, 1; they are compared, and nothing else is done with them."""

MINOR = {"penny": "GBP", "cent": "USD"}
"""Hundredths, with the currency they are converted to when that is what the other figure is in."""

_NAMESAKES = {
    "ton": {"metric ton": Fraction(100_000_000, 90_718_474), "long ton": Fraction(112, 100)},
    "gallon": {"imperial gallon": Fraction(454_609, 378_541)},
    "pint": {"imperial pint": Fraction(454_609, 378_541)},
    "quart": {"imperial quart": Fraction(454_609, 378_541)},
    "fluid_ounce": {"imperial fluid ounce": Fraction(284_131, 295_735)},
    "ounce": {"troy ounce": Fraction(192, 175)},
    "mile": {"nautical mile": Fraction(1_852_000, 1_609_344)},
    "horsepower": {"metric horsepower": Fraction(735_499, 745_700)},
    "calorie": {"kilocalorie": Fraction(1000)},
}
"""Other units that go by the same word, in other trades and countries, and how many of the unit one of them is."""

_RATIO = {
    "": Fraction(1),
    "multiple": Fraction(1),
    "percent": Fraction(1, 100),
    "permille": Fraction(1, 1000),
}
_POINTS = {"percentage_point": Fraction(1), "basis_point": Fraction(1, 100)}
_NOUN = re.compile(r"[a-z][a-z_' -]*")
_ABBREVIATION = re.compile(r"[A-Z]{3,6}")
"""Things counted by an abbreviation, TEU."""
_OF_MATTER = re.compile(r"(?P<unit>[A-Za-z]+)(?: of | ?)(?:CO2e?|carbon dioxide|[a-z]+ (?:equivalent|oil))")
"""A weight or volume of something: "kg CO2", "tonnes of CO2"; of what, the measure says."""
_OPTIONAL = re.compile(r"\((\w+)\)")


@dataclass(frozen=True, slots=True)
class Word:
    """One way to write a unit: `before` the number or behind it, `exact` in its letter case.

    `scaled` words stand only behind a scale word, or before a number that has one or is grouped; `glued` ones right
    behind the digits, `listed` ones only in the table.
    """

    text: str
    unit: str
    before: bool = False
    exact: bool = False
    scaled: bool = False
    glued: bool = False
    listed: bool = False

    @property
    def key(self) -> tuple[str, bool, bool, bool]:
        return (self.text if self.exact else self.text.casefold(), self.before, self.exact, self.scaled)


@dataclass(frozen=True, slots=True)
class Table:
    """units.txt as read: every word, and the class of every unit."""

    words: tuple[Word, ...]
    classes: dict[str, str]

    def of_class(self, name: str) -> frozenset[str]:
        return frozenset(unit for unit, its_class in self.classes.items() if its_class == name)


@cache
def table() -> Table:
    """units.txt, read once."""
    words: list[Word] = []
    classes: dict[str, str] = {}
    for line in resources.files("factcheck").joinpath("units.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, surfaces = line.partition(": ")
        its_class, unit = head.split()
        classes[unit] = its_class
        words += [word for surface in surfaces.split(", ") for word in _words(surface.strip(), unit)]
        if its_class in ("currency", "coin") and unit.isupper():
            words.append(Word(unit, unit, exact=True))
            words += [Word(unit, unit, before=True, exact=True)] if its_class == "currency" else []
    return Table(tuple(words), classes)


def _words(surface: str, unit: str) -> list[Word]:
    mark = surface[0] if surface[0] in "+^=!-*" and len(surface) > 1 else ""
    text = surface.removeprefix(mark)
    forms = dict.fromkeys([_OPTIONAL.sub("", text), _OPTIONAL.sub(r"\1", text)])
    before, exact, scaled = mark in ("+", "^"), mark in ("+", "^", "=", "-"), mark in ("!", "^")
    return [Word(form, unit, before, exact, scaled, mark == "-", mark == "*") for form in forms]


@cache
def _by_surface() -> dict[str, str]:
    """Surface → unit for the table's column, where no scale word or place speaks; exact words first."""
    known = {unit: unit for unit in table().classes}
    for word in table().words:
        known.setdefault(word.text if word.exact else word.text.casefold(), word.unit)
    return known


def is_currency(unit: str) -> bool:
    """Whether the unit is money: "USD", "penny"; not "USD/barrel"."""
    return table().classes.get(unit) == "currency"


def is_coin(unit: str) -> bool:
    """Whether the unit is a cryptocurrency."""
    return table().classes.get(unit) == "coin"


def is_ratio(unit: str) -> bool:
    """Whether the unit is a pure number: bare, percent, per mille or a multiple."""
    return unit in _RATIO


def is_time(unit: str) -> bool:
    """Whether the unit is a stretch of time."""
    return table().classes.get(unit) == "time"


def is_physical(unit: str) -> bool:
    """Whether units.txt lists the unit as one of time or as physical."""
    return table().classes.get(unit) in ("time", "physical")


def is_count(unit: str) -> bool:
    """Whether the unit is a counted noun, "hospital"; a unit that is nothing else is one."""
    known = table().classes.get(unit)
    return known == "count" or (known is None and unit not in _POINTS and _NOUN.fullmatch(unit) is not None)


def table_unit(word: str) -> str | None:
    """The unit of a word as units.txt lists it, or None: nothing is guessed, and pint is not asked."""
    return _by_surface().get(word) or _by_surface().get(word.casefold())


def canonical(text: str) -> str:
    """The unit meant by what a person wrote in the table: "dollars" → "USD", "miles" → "mile".

    A lower-case noun that units.txt does not list is a counted noun. Raises UnitError for what is no unit.
    """
    text = text.strip()
    parts = re.split(r"\s*/\s*|\s+per\s+", text)
    if len(parts) == 2 and text not in _by_surface():
        return f"{canonical(parts[0])}/{canonical(parts[1])}"
    return _simple(text)


def _simple(text: str) -> str:
    if text in ("", "1", "ratio", "number", "dimensionless"):
        return ""
    spaced = text.casefold().replace("_", " ")
    known = _by_surface().get(text) or _by_surface().get(text.casefold()) or _by_surface().get(spaced)
    if known:
        return known
    physical = physical_name(text)
    if physical:
        return physical
    if _ABBREVIATION.fullmatch(text):
        return text.casefold()
    matter = _OF_MATTER.fullmatch(text)
    if matter and (physical := table_unit(matter["unit"])) and is_physical(physical):
        return physical
    if _NOUN.fullmatch(text) and not _mistyped(text):
        return _in_the_singular(text).replace(" ", "_")
    raise UnitError(_complaint(text))


def _in_the_singular(noun: str) -> str:
    """ "shares" in a table means the unit that an article's "300 shares" has."""
    from lemminflect import getLemma

    head, space, last = noun.rpartition(" ")
    plural = last.endswith("s") and len(last) > 3
    return head + space + (getLemma(last, "NOUN") or (last,))[0] if plural else noun


def _mistyped(noun: str) -> bool:
    """A noun one slip away from a listed word, and not itself in the lexicon, is mistyped: "dolars"."""
    if len(noun) < 5 or not get_close_matches(noun, _listed(), n=1, cutoff=0.85):
        return False
    from lemminflect import getAllLemmas

    return not getAllLemmas(noun, "NOUN")


def _listed() -> list[str]:
    return sorted(word for word in _by_surface() if len(word) > 1)


def _complaint(text: str) -> str:
    near = get_close_matches(text.strip("%$ .").casefold(), _listed(), n=1, cutoff=0.6)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return (
        f"{text!r} is no unit{hint} Expected a currency code (USD), a coin (BTC), percent, a counted noun in "
        "the singular (person, hospital), a physical unit (kilometer), or two with a stroke (USD/barrel)."
    )


# ── pint ──────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def registry() -> pint.UnitRegistry[Any]:
    """pint's registry with exact numbers; a barrel is one of oil, 42 gallons, not pint's 31.5."""
    import pint

    units: pint.UnitRegistry[Any] = pint.UnitRegistry(non_int_type=Fraction, on_redefinition="ignore")
    units.define("barrel = 42 * gallon = bbl")
    return units


def physical_name(text: str) -> str | None:
    """pint's name of what it can parse; a free word only when it is the unit's own long name, not a symbol.

    "kilopascal" is a unit; "has" (hectare, says pint) and "plan" are not.
    """
    try:
        units = registry().parse_units(text)
    except Exception:  # pint hands the words to Python's tokenizer, whose errors are many
        return None
    powers = sorted((unit, Fraction(str(exponent))) for unit, exponent in units._units.items())
    above = "*".join(_power(unit, exponent) for unit, exponent in powers if exponent > 0)
    below = "".join("/" + _power(unit, -exponent) for unit, exponent in powers if exponent < 0)
    name = (above or "1") + below
    if name == "1":
        return None
    if _NOUN.fullmatch(text) and name not in (text, text.removesuffix("s")):
        return None
    return name


def _power(unit: str, exponent: Fraction) -> str:
    return unit if exponent == 1 else f"{unit}**{exponent}"


@cache
def conversion(source: str, target: str) -> Fraction | None:
    """The exact factor from one unit to another of its dimension: percent → "" is 1/100; None for USD → EUR.

    Temperatures, whose zeros differ, have no factor.
    """
    if source == target or (NUMBER in (source, target) and is_count(source) and is_count(target)):
        return Fraction(1)
    for scales in (_RATIO, _POINTS):
        if source in scales and target in scales:
            return scales[source] / scales[target]
    if MINOR.get(source) == target or MINOR.get(target) == source or (source == "cent" and target == "EUR"):
        return Fraction(1, 100) if source in MINOR else Fraction(100)
    if "/" in source and "/" in target and not (is_physical(source) and is_physical(target)):
        return _conversion_of_rates(source, target)
    if is_physical(source) and is_physical(target):
        return _physical_factor(source, target)
    return None


def namesakes(unit: str) -> dict[str, Fraction]:
    """Other units that go by a unit's word, and how many of it one of them is: an ounce of gold is a troy ounce."""
    above, stroke, below = unit.partition("/")
    if not stroke:
        return _NAMESAKES.get(unit, {})
    return _NAMESAKES.get(above, {}) | {name: 1 / factor for name, factor in _NAMESAKES.get(below, {}).items()}


def _conversion_of_rates(source: str, target: str) -> Fraction | None:
    above = conversion(source.partition("/")[0], target.partition("/")[0])
    below = conversion(source.partition("/")[2], target.partition("/")[2])
    return above / below if above is not None and below is not None else None


def _physical_factor(source: str, target: str) -> Fraction | None:
    if "degree_" in source + target or "kelvin" in (source, target):
        return None
    units = registry()
    try:
        left, right = units.parse_units(source), units.parse_units(target)
    except Exception:  # a unit that units.txt lists and pint does not know has no factor
        return None
    if left.dimensionality != right.dimensionality or left.dimensionless:
        return None
    return Fraction(units.Quantity(Fraction(1), left).to(right).magnitude)
