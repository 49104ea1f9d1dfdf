"""Draws the plot of a measure: figures as dots with their rounding, the table's rows as bands, over time.

Everything is placed here, in the drawing's own units; the template writes it down. Figures without a date stand in a
column of their own, and rows without one reach over the whole plot. Dots that would cover each other stand aside.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from factcheck.figures import say
from factcheck.report.pages.views import Box, Dot, Plot, Tick

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 92, 16, 14, 40
UNDATED = 90  # how wide the column of figures without a date is
SPREAD = 40  # from this factor between the largest and the least on, the axis is one of magnitudes
STEP = 11  # how far apart dots stand that would cover each other
MOST_STEPS = 3
TICKS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure to be drawn, in the plot's unit."""

    day: date | None
    value: Fraction
    low: Fraction
    high: Fraction
    verdict: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the table: the interval in which figures agree with it, and when."""

    first: date | None
    last: date | None
    low: Fraction
    high: Fraction
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """Places values between two ends of the drawing."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)


def draw(figures: Sequence[Figure], bands: Sequence[Band], unit: str) -> Plot | None:
    """The plot; None where no figure can be drawn."""
    if not figures:
        return None
    undated = any(figure.day is None for figure in figures)
    right = WIDTH - RIGHT - (UNDATED if undated else 0)
    days = [figure.day for figure in figures if figure.day]
    days += [day for band in bands for day in (band.first, band.last) if day]
    time = _time(days, right)
    levels = [level for each in figures for level in (each.low, each.value, each.high)]
    levels += [level for each in bands for level in (each.low, each.high)]
    place = _placing(levels)
    height = _axis([place(level) for level in levels], HEIGHT - BOTTOM, TOP)

    def level(value: Fraction) -> float:
        return height.at(place(value))

    return Plot(
        width=WIDTH,
        height=HEIGHT,
        left=_said(LEFT),
        right=_said(WIDTH - RIGHT),
        top=_said(TOP),
        bottom=_said(HEIGHT - BOTTOM),
        course=" ".join(f"{_said(x)},{_said(y)}" for x, y in _course(bands, time, level)),
        bands=tuple(_box(band, time, level, right) for band in bands),
        dots=tuple(_dots(figures, time, level, right)),
        across=tuple(_time_ticks(days, time)),
        up=tuple(Tick(_said(level(value)), say(value, unit)) for value in _level_ticks(levels)),
        undated=_said(right + 1) if undated else None,
    )


def _said(value: float) -> str:
    return f"{value:.1f}"


def _axis(values: Sequence[float], start: float, end: float) -> _Axis:
    """From a little below the least to a little above the most."""
    least, most = min(values), max(values)
    room = (most - least) * 0.08 or abs(most) * 0.1 or 1.0
    return _Axis(least - room, most + room, start, end)


def _time(days: Sequence[date], right: float) -> _Axis:
    if not days:
        return _Axis(0, 1, LEFT, right)
    room = max((max(days) - min(days)).days * 0.06, 20)
    return _Axis(min(days).toordinal() - room, max(days).toordinal() + room, LEFT, right)


def _placing(levels: Sequence[Fraction]) -> Callable[[Fraction], float]:
    """Values by themselves, or by their magnitudes where they are far apart."""
    return (lambda value: math.log10(value)) if _far_apart(levels) else float


def _far_apart(levels: Sequence[Fraction]) -> bool:
    return min(levels) > 0 and max(levels) > SPREAD * min(levels)


def _box(band: Band, time: _Axis, level: Callable[[Fraction], float], right: float) -> Box:
    """A row's band; one of a single day or value is still wide and high enough to be seen."""
    left = time.at(band.first.toordinal()) if band.first else float(LEFT)
    end = time.at(band.last.toordinal() + 1) if band.last else right
    top, bottom = level(band.high), level(band.low)
    width, height = max(end - left, 14.0), max(bottom - top, 3.0)
    middle, centre = (left + end) / 2, (top + bottom) / 2
    return Box(
        x=_said(middle - width / 2),
        y=_said(centre - height / 2),
        width=_said(width),
        height=_said(height),
        name=band.name,
        href=band.href,
    )


def _course(bands: Iterable[Band], time: _Axis, level: Callable[[Fraction], float]) -> Iterable[tuple[float, float]]:
    """The way from row to row, of those that have a date."""
    for band in bands:
        if band.first and band.last:
            yield time.at((band.first.toordinal() + band.last.toordinal()) / 2), level((band.low + band.high) / 2)


def _dots(figures: Iterable[Figure], time: _Axis, level: Callable[[Fraction], float], right: float) -> Iterable[Dot]:
    taken: dict[int, list[tuple[float, float]]] = {}
    for figure in figures:
        x = time.at(figure.day.toordinal()) if figure.day else right + UNDATED / 2
        y = level(figure.value)
        x = _beside(x, y, taken)
        yield Dot(
            x=_said(x),
            y=_said(y),
            top=_said(level(figure.high)),
            bottom=_said(level(figure.low)),
            verdict=figure.verdict,
            name=figure.name,
            href=figure.href,
        )


def _beside(x: float, y: float, taken: dict[int, list[tuple[float, float]]]) -> float:
    """The nearest free place on either side; where many figures are the same, they cover each other after all.

    `taken` holds the dots by their height in steps, so that only neighbours are looked at.
    """
    row = round(y / STEP)
    near = [dot for at in (row - 1, row, row + 1) for dot in taken.get(at, ()) if abs(dot[1] - y) < STEP]
    places = [x + (step + 1) // 2 * STEP * (-1 if step % 2 else 1) for step in range(2 * MOST_STEPS + 1)]
    free = (place for place in places if all(abs(dot[0] - place) >= STEP for dot in near))
    aside = next(free, places[-1])
    taken.setdefault(row, []).append((aside, y))
    return aside


# ── ticks ─────────────────────────────────────────────────────────────────────────────────────────────────


def _level_ticks(levels: Sequence[Fraction]) -> list[Fraction]:
    """Round figures within the drawing: by tens where magnitudes are shown, else by 1, 2 or 5 of a place."""
    least, most = min(levels), max(levels)
    if _far_apart(levels):
        powers = range(math.ceil(math.log10(least)), math.floor(math.log10(most)) + 1)
        return [Fraction(10) ** power for power in powers]
    step = _round_step((most - least) / TICKS or abs(most) or Fraction(1))
    first = math.ceil(least / step)
    return [step * number for number in range(first, math.floor(most / step) + 1)] or [most]


def _round_step(least: Fraction) -> Fraction:
    """The first of 1, 2, 5, 10 … that is no smaller."""
    place = Fraction(10) ** math.floor(math.log10(least))
    return next(place * times for times in (1, 2, 5, 10) if place * times >= least)


def _time_ticks(days: Sequence[date], time: _Axis) -> Iterable[Tick]:
    """First days of months, of as many months apart as leave room for their names."""
    if not days:
        return
    first = date.fromordinal(max(1, math.ceil(time.least)))
    last = date.fromordinal(math.floor(time.most))
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= TICKS), 240)
    for number in range(first.year * 12, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if number % apart == 0 and first <= day <= last:
            yield Tick(_said(time.at(day.toordinal())), str(day.year) if apart % 12 == 0 else f"{day:%Y-%m}")
