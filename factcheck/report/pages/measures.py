"""The page of a measure: what every article says about it, over time, beside the rows of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from factcheck.figures import say, say_interval
from factcheck.model import Assumption, Claim, Verdict
from factcheck.report.ledger import attribution, by_place
from factcheck.report.pages.desk import Desk
from factcheck.report.pages.plot import Band, Figure, draw
from factcheck.report.pages.shelf import POINTS_A_PAGE, chunks
from factcheck.report.pages.views import Link, MeasureView, PointView
from factcheck.report.texts import text
from factcheck.units import conversion


@dataclass(frozen=True, slots=True)
class Said:
    """A claim about the measure and the time that it is for: its own date, or the article's, or none."""

    claim: Claim
    day: date | None
    dated: str
    dated_by: str


def measure_views(desk: Desk, measure: str) -> Iterable[tuple[str, MeasureView]]:
    """The pages of a measure; more than one where so many articles speak of it that one would be slow."""
    said = sorted((_said(desk, claim) for claim in desk.claims_about[measure]), key=_by_time)
    rows = desk.rows_of.get(measure, ())
    parts = list(chunks(said, len(said) if desk.shelf.one_file else POINTS_A_PAGE))
    for number, part in parts:
        page = desk.shelf.measure_page(measure, number)
        yield page, _view(desk.at(page), measure, rows, part, said, len(parts))


def _view(
    desk: Desk, measure: str, rows: Sequence[Assumption], part: Sequence[Said], said: Sequence[Said], pages: int
) -> MeasureView:
    unit = rows[0].unit if rows else part[0].claim.unit
    figures = [figure for each in part if (figure := _figure(desk, each, unit)) is not None]
    bands = [_band(desk, row, unit) for row in rows if row.unit == unit]
    slug = desk.shelf.measures[measure]
    return MeasureView(
        anchor=f"measure-{slug}",
        id=measure,
        name=desk.measure_name(measure),
        rows=tuple(desk.row(row) for row in rows),
        points=tuple(_point(desk, each) for each in part),
        plot=draw(figures, bands, unit),
        left_out=len(part) - len(figures),
        articles=len({each.claim.span.document for each in said}),
        inconsistent=sum(desk.known.verdicts[each.claim.id] is Verdict.INCONSISTENT for each in said),
        pages=tuple(_page(desk, measure, number) for number in range(1, pages + 1)) if pages > 1 else (),
    )


def _page(desk: Desk, measure: str, number: int) -> Link:
    """A link to one of the measure's pages; to the own one only its words."""
    page = desk.shelf.measure_page(measure, number)
    address = desk.shelf.page_link(desk.here, page, f"measure-{desk.shelf.measures[measure]}")
    return Link(text("measure.page", n=number), None if page == desk.here else address)


def _said(desk: Desk, claim: Claim) -> Said:
    document = desk.known.documents[claim.span.document]
    if claim.period:
        middle = claim.period.first + (claim.period.last - claim.period.first) / 2
        return Said(claim, middle, claim.period.text, text("measure.by-figure"))
    day = document.as_of or document.published
    return Said(claim, day, day.isoformat() if day else "", text("measure.by-article") if day else "")


def _by_time(said: Said) -> tuple[bool, date, tuple[str, int, int, str]]:
    return said.day is None, said.day or date.min, by_place(said.claim)


def _point(desk: Desk, said: Said) -> PointView:
    claim = said.claim
    deciding = desk.known.deciding(claim)
    return PointView(
        figure=desk.figure(claim),
        article=desk.article_link(desk.known.documents[claim.span.document]),
        read_as=_read_as(claim),
        dated=said.dated,
        dated_by=said.dated_by,
        verdict=desk.known.verdicts[claim.id].value,
        suggestion=deciding.suggestion if deciding else None,
        attributed=attribution(claim),
    )


def _read_as(claim: Claim) -> str | None:
    band = claim.figure.charitable
    return say_interval(band, claim.unit) if band.width else None


def _figure(desk: Desk, said: Said, unit: str) -> Figure | None:
    """The figure in the unit of the plot; None where it cannot be had in that unit, or is only supposed.

    "If 1% of the $8.7 trillion moved, $87 billion would come" speaks of the measure, and does not say what it is.
    """
    claim = said.claim
    factor = Fraction(1) if claim.unit == unit else conversion(claim.unit, unit)
    if factor is None or claim.stance.supposed:
        return None
    document = desk.known.documents[claim.span.document]
    verdict = desk.known.verdicts[claim.id].value
    band = claim.figure.charitable
    return Figure(
        day=said.day,
        value=claim.figure.value * factor,
        low=band.low * factor,
        high=band.high * factor,
        verdict=verdict,
        name=text(
            "measure.dot",
            figure=" ".join(claim.mention.text.split()),
            verdict=text(f"verdict.{verdict}").lower(),
            article=document.title or document.id,
        ),
        href=desk.claim_link(claim),
    )


def _band(desk: Desk, row: Assumption, unit: str) -> Band:
    band = row.figure.charitable
    view = desk.row(row)
    return Band(
        first=row.as_of.first if row.as_of else None,
        last=row.as_of.last if row.as_of else None,
        low=band.low,
        high=band.high,
        name=text("measure.band", row=row.name, value=say(row.figure.value, unit)),
        href=view.name.href or "",
    )
