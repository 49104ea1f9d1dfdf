"""`factcheck assumptions`: the table alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.options import FILE, config_option, near, tables_option
from factcheck.cli.terminal import progress
from factcheck.errors import TableError, UnknownNameError

if TYPE_CHECKING:
    from factcheck.model import Assumption


@click.group()
def assumptions() -> None:
    """The table of assumptions alone."""


@assumptions.command("check")
@tables_option
@config_option
def check_table(tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """Report every fault of the table, and recompute its formulas and the order of parts and wholes."""
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table

    rows = _rows(tables, settings_file)
    lines = table.check(rows, read_figure=read_figure)
    for line in lines:
        click.echo(line)
    click.echo(f"{len(rows)} rows, {len(lines)} formulas and parts recomputed, no fault")


@assumptions.command("list")
@tables_option
@config_option
def list_table(tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """One line a row: id, value, date, name."""
    rows = _rows(tables, settings_file)
    cells = [(row.id, _figure(row), row.as_of.text if row.as_of else "", row.name) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)] if cells else []
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


@assumptions.command("show")
@click.argument("name", metavar="ID")
@tables_option
@config_option
def show_row(name: str, tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """Everything the table says in the row ID, or in all rows of a measure."""
    rows = _rows(tables, settings_file)
    chosen = [row for row in rows if row.id == name] or [row for row in rows if row.measure == name]
    if not chosen:
        known = [row.id for row in rows] + [row.measure for row in rows]
        raise UnknownNameError(f"{name!r} is no row and no measure of the table{near(name, known)}")
    click.echo("\n\n".join("\n".join(_row_lines(row)) for row in chosen))


@assumptions.command("suggest")
@click.argument("corpus", type=FILE)
@tables_option
@config_option
def suggest_rows(corpus: Path, tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """Print rows for the measures that most unverified claims of CORPUS would need, as CSV to complete."""
    from factcheck import config
    from factcheck.pipeline import audit
    from factcheck.study.suggest import as_csv, suggest

    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update={"assumptions": tables}) if tables else settings
    report = audit(corpus, settings, progress=progress(sys.stderr))
    click.echo(as_csv(suggest(report), report), nl=False)


def _rows(tables: tuple[Path, ...], settings_file: Path | None) -> tuple[Assumption, ...]:
    """The rows of the tables named, or of those that the settings here or in ./corpus name."""
    from factcheck import config
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table

    folders = () if tables else (Path("corpus"), Path())
    found = (config.find(folder, settings_file).assumptions for folder in folders)
    paths = tables or next((paths for paths in found if paths), ())
    if not paths:
        raise TableError("no table: there is no corpus/assumptions.csv and no assumptions.csv; name --assumptions FILE")
    return table.read(paths, read_figure=read_figure)


def _figure(row: Assumption) -> str:
    from factcheck import figures

    return figures.say(row.figure.value, row.unit, significant=6)


def _row_lines(row: Assumption) -> Iterator[str]:
    from factcheck import figures

    agrees = figures.say_interval(row.figure.charitable, row.unit)
    shown = {
        "id": row.id, "measure": row.measure, "name": row.name, "value": _figure(row),
        "as printed": row.value_text, "unit": row.unit, "agrees with": agrees, "formula": row.formula,
        "as of": row.as_of and row.as_of.text, "published": row.published and row.published.isoformat(),
        "place": row.place, "part of": row.part_of,
        "aliases": " | ".join(row.aliases), "source": row.source, "publisher": row.publisher, "url": row.url,
        "retrieved": row.retrieved, "confidence": row.confidence.value, "note": row.note, **row.extra,
        "stands at": f"{row.row.path}:{row.row.line}",
    }  # fmt: skip
    width = max(map(len, shown))
    return (f"{label:<{width}}  {words}" for label, words in shown.items() if words)
