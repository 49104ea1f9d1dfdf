"""Reads one row of the assumptions table into an Assumption, and says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from factcheck import units
from factcheck.errors import UnitError
from factcheck.interval import Interval, Stated, stated, trailing
from factcheck.link import formula, period
from factcheck.model import Assumption, Confidence, Mention, Period, Row

REQUIRED = ("id", "measure", "name", "unit", "source")
OPTIONAL = (
    "value", "low", "high", "tolerance", "as_of", "published", "formula", "aliases", "place", "part_of",
    "publisher", "url", "retrieved", "confidence", "note",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
EVERY_DIGIT_COUNTS = {"percent", "permille", "percentage_point", "basis_point", "multiple"}
_PLAIN = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:[eE]([+-]?\d{1,2}))?")

ReadFigure = Callable[[str], Mention | None]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong with a table: where it stands, what was found, what was expected."""

    row: Row
    column: str
    words: str

    def __str__(self) -> str:
        line = f":{self.row.line}" if self.row.line else ""
        return f"{self.row.path}{line}: {self.column}: {self.words}"


@dataclass(slots=True)
class RowReader:
    """One row's cells, and the faults met while reading them."""

    row: Row
    cells: Mapping[str, str]
    read_figure: ReadFigure
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, words: str) -> None:
        self.faults.append(Fault(self.row, column, words))

    def text(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def maybe(self, column: str) -> str | None:
        return self.text(column) or None

    def required(self, column: str) -> str:
        if not self.text(column):
            self.fault(column, "found nothing, expected a value in every row")
        return self.text(column)

    def name(self, column: str, *, needed: bool) -> str:
        """A snake_case name."""
        found = self.required(column) if needed else self.text(column)
        if found and SNAKE_CASE.fullmatch(found) is None:
            self.fault(column, f"found {found!r}, expected snake_case such as k401_assets_2025q1")
        return found

    def unit(self) -> str | None:
        """The canonical unit; None when there is none that can be used."""
        found = self.required("unit")
        try:
            return units.canonical(found) if found else None
        except UnitError as error:
            self.fault("unit", str(error))
            return None

    def figure(self, column: str, unit: str | None) -> Stated | None:
        """A cell's number as the interval that its digits show; None when the cell is empty or at fault."""
        found = self.text(column)
        if not found:
            return None
        read = plain(found) or self._worded(found, column, unit)
        if read is None:
            return None
        low, high, step, coarse = read
        return stated(low, high, step=step, coarse=step if unit in EVERY_DIGIT_COUNTS else coarse)

    def _worded(
        self, found: str, column: str, unit: str | None
    ) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
        expected = "expected a number such as 8.7 trillion, 8700000000000, 8.7e12 or 61"
        mention = self.read_figure(found)
        if mention is None or mention.low is None or mention.high is None or mention.is_range:
            self.fault(column, f"found {found!r}, {expected}")
            return None
        if unit is not None and mention.unit not in ("", unit):
            self.fault(column, f"found {found!r} in {mention.unit}, expected the row's unit {unit}")
            return None
        return mention.low, mention.high, mention.step, mention.coarse

    def band(self, figure: Stated | None, unit: str | None) -> Interval | None:
        """`low` to `high`, or the value ± tolerance; None without either."""
        low, high = self.figure("low", unit), self.figure("high", unit)
        if bool(self.text("low")) != bool(self.text("high")):
            given, missing = ("low", "high") if self.text("low") else ("high", "low")
            self.fault(missing, f"found nothing beside a {given}, expected both low and high or neither")
        if self.text("tolerance"):
            if self.text("low") or self.text("high"):
                self.fault("tolerance", "found beside low and high, expected a band or a tolerance, not both")
            return self._tolerance(figure, unit)
        if low is None or high is None:
            return None
        if low.value > high.value:
            self.fault("low", f"found {self.text('low')}, above high ({self.text('high')}); expected low ≤ high")
            return None
        band = Interval(low.value, high.value)
        if figure is not None and figure.value not in band:
            words = f"found {self.text('value')}, outside its own band {self.text('low')} to {self.text('high')}"
            self.fault("value", words + "; expected a value inside it")
        return band

    def _tolerance(self, figure: Stated | None, unit: str | None) -> Interval | None:
        found = self.text("tolerance")
        share = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(?:%|percent)", found)
        amount = None if share else plain(found)
        if share is None and amount is None and (mention := self.read_figure(found)) is not None:
            same = mention.low is not None and mention.low == mention.high and mention.unit in ("", unit)
            amount = (mention.low, mention.low, mention.step, mention.coarse) if same and mention.low else None
        if (share is None and amount is None) or (amount is not None and amount[0] < 0):
            self.fault("tolerance", f"found {found!r}, expected a share such as 2% or an amount in the row's unit")
            return None
        if figure is None:
            return None
        radius = abs(figure.value) * Fraction(share.group(1)) / 100 if share else amount[0] if amount else None
        return None if radius is None else Interval.around(figure.value, radius)

    def period(self) -> Period | None:
        if not self.text("as_of"):
            return None
        try:
            return period.parse(self.text("as_of"))
        except ValueError as error:
            self.fault("as_of", str(error))
            return None

    def published(self) -> date | None:
        found = self.text("published")
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            self.fault("published", f"found {found!r}, expected a day such as 2025-06-18")
            return None

    def confidence(self) -> Confidence:
        found = self.text("confidence")
        try:
            return Confidence(found.lower()) if found else Confidence.HIGH
        except ValueError:
            self.fault("confidence", f"found {found!r}, expected high, medium or low")
            return Confidence.HIGH

    def url(self) -> str | None:
        found = self.maybe("url")
        if found is not None and re.match(r"https?://\S+$", found) is None:
            self.fault("url", f"found {found!r}, expected an address that begins with https:// or http://")
        return found

    def formula(self) -> formula.Expression | None:
        found = self.text("formula")
        if not found and not self.text("value"):
            self.fault("value", "found nothing, expected a number, or a formula in the column formula")
        try:
            return formula.parse(found) if found else None
        except formula.FormulaError as error:
            self.fault("formula", str(error))
            return None

    def aliases(self) -> tuple[str, ...]:
        phrases = (" ".join(phrase.split()) for phrase in self.text("aliases").split("|"))
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def plain(text: str) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
    """(value, value, step, coarse) of digits without words: "8.7e12", "715,000"; None for anything else."""
    form = _PLAIN.fullmatch(text.replace("−", "-"))
    if form is None:
        return None
    sign, whole, places, exponent = form.groups()
    digits = whole.replace(",", "") + (places or "")
    scale = Fraction(10) ** int(exponent or 0)
    value = Fraction(digits) * scale * (-1 if sign == "-" else 1)
    return value, value, *trailing(digits, scale)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as read by itself: the assumption, and what its formula still has to bring.

    `printed` is the value cell's figure, None for a row that has only a formula; `band` is low–high or
    the tolerance. Without `has_figure` the row is at fault, and is kept for what else can be said of it.
    """

    assumption: Assumption
    printed: Stated | None
    band: Interval | None
    expression: formula.Expression | None
    has_figure: bool


def read_row(reader: RowReader) -> Draft:
    """The row, its faults left in the reader."""
    unit = reader.unit()
    printed = reader.figure("value", unit)
    band = reader.band(printed, unit)
    expression = reader.formula()
    own = _widened(printed, band) if printed is not None else None
    assumption = Assumption(
        id=reader.name("id", needed=True),
        measure=reader.name("measure", needed=True),
        name=reader.required("name"),
        figure=own or Stated.exactly(Fraction(0)),
        unit=unit or "",
        row=reader.row,
        source=reader.required("source"),
        value_text=reader.text("value"),
        as_of=reader.period(),
        published=reader.published(),
        aliases=reader.aliases(),
        place=reader.maybe("place"),
        part_of=reader.name("part_of", needed=False) or None,
        formula=reader.maybe("formula"),
        publisher=reader.maybe("publisher"),
        url=reader.url(),
        retrieved=reader.maybe("retrieved"),
        confidence=reader.confidence(),
        note=reader.maybe("note"),
        extra={column: words for column, words in reader.cells.items() if column not in COLUMNS and words.strip()},
    )
    has_figure = unit is not None and (own is not None or expression is not None)
    return Draft(assumption, printed, band, expression, has_figure)


def _widened(figure: Stated, band: Interval | None) -> Stated:
    """The printed figure with the band in which a statement agrees with the row."""
    charitable = figure.charitable if band is None else figure.charitable.hull(band)
    return Stated(figure.value, figure.strict, charitable, figure.step)
