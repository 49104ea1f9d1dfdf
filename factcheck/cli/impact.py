"""`factcheck impact`: what must be corrected in published articles if a row of the table changes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.options import FILE, config_option, near, tables_option
from factcheck.cli.outputs import put_all
from factcheck.cli.terminal import progress
from factcheck.errors import UnknownNameError

if TYPE_CHECKING:
    from factcheck.study.impact import Impact


@click.command()
@click.argument("corpus", type=FILE)
@click.option("--set", "changes", multiple=True, metavar="ID=VALUE", help="A row's new value; may be repeated.")
@click.option("--table", type=FILE, metavar="FILE", help="A new table in place of the present ones.")
@tables_option
@config_option
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=PATH", help="text, json or html; - is standard output."
)
def impact(
    corpus: Path,
    changes: tuple[str, ...],
    table: Path | None,
    tables: tuple[Path, ...],
    settings_file: Path | None,
    outputs: tuple[str, ...],
) -> None:
    """Say which claims of CORPUS change their verdict if rows of the table change, both ways."""
    from factcheck import config, pipeline
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table as rows
    from factcheck.study.impact import impact as compared

    instead = dict(_change(change) for change in changes)
    if bool(instead) == (table is not None):
        raise click.UsageError("name either rows to change with --set ID=VALUE or a new table with --table FILE")
    formats = dict(_output(written) for written in outputs) or {"text": Path("-")}
    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update={"assumptions": tables}) if tables else settings
    before = rows.read(settings.assumptions, read_figure=read_figure)
    _known(instead, [row.id for row in before])
    paths = (table,) if table is not None else settings.assumptions
    after = rows.read(paths, read_figure=read_figure, instead=instead)
    told = progress(sys.stderr)
    articles = pipeline.gather(corpus, settings, progress=told)
    found = compared(*(pipeline.judge(articles, known, settings, progress=told) for known in (before, after)))
    put_all([(path, _FORMATS[name](found)) for name, path in formats.items()])


def _change(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise click.BadParameter(f"found {written!r}, expected ID=VALUE", param_hint="--set")
    return name.strip(), value.strip()


def _known(instead: Mapping[str, str], ids: list[str]) -> None:
    for name in instead:
        if name not in ids:
            raise UnknownNameError(f"{name!r} is no row of the table{near(name, ids)}")


def _output(written: str) -> tuple[str, Path]:
    name, equals, path = written.partition("=")
    if not equals or not path or name not in _FORMATS:
        raise click.BadParameter(f"found {written!r}, expected text, json or html =PATH", param_hint="--output")
    return name, Path(path)


def _text(found: Impact) -> str:
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Impact) -> Iterator[str]:
    from factcheck.report.ledger import ledger
    from factcheck.study.wording import moved, outcome, turned

    places = ledger(found.after).places
    for row in found.rows:
        yield moved(row)
    yield ""
    for change in found.changes:
        place = places[change.claim.id]
        yield f"{change.claim.span.document}:{place.line}:{place.column}: {turned(change)}"
    yield outcome(found)


def _json(found: Impact) -> str:
    return json.dumps(_records(found), ensure_ascii=False, indent=2) + "\n"


def _records(found: Impact) -> dict[str, Any]:
    from factcheck.report.ledger import ledger
    from factcheck.study.wording import moved, outcome, turned

    places = ledger(found.after).places
    return {
        "schema": "factcheck.impact/1",
        "message": outcome(found),
        "rows": [{"id": row.id, "message": moved(row)} for row in found.rows],
        "changes": [
            {
                "claim": change.claim.id,
                "document": change.claim.span.document,
                "line": places[change.claim.id].line,
                "column": places[change.claim.id].column,
                "text": change.claim.mention.text,
                "before": change.before.value,
                "after": change.after.value,
                "message": turned(change),
                "suggestion": change.finding.suggestion if change.finding else None,
            }
            for change in found.changes
        ],
    }


def _html(found: Impact) -> str:
    from factcheck.report.html import render

    return render("impact.html.j2", impact=_records(found))


_FORMATS = {"text": _text, "json": _json, "html": _html}
