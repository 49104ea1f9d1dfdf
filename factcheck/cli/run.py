"""`factcheck run`: the whole job."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.options import FILE, config_option, reports_option, tables_option
from factcheck.cli.outputs import output, write_all, writers
from factcheck.errors import CorpusError

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Report, Unread

NO_TABLE = "no table: articles are checked only against themselves"


@click.command()
@click.argument("corpus", type=FILE)
@tables_option
@config_option
@reports_option
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="A further report; - is standard output.",
)
@click.option(
    "--fail-on", metavar="LIST", help="Verdicts that fail the run, or none. Default: inconsistent,unverified."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where findings would make it 1.")
def run(
    corpus: Path,
    tables: tuple[Path, ...],
    settings_file: Path | None,
    reports: Path | None,
    outputs: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
) -> None:
    """Audit every article of CORPUS and write reports/index.html and reports/report.json."""
    from factcheck import config
    from factcheck.pipeline import audit

    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update=_given(tables=tables, reports=reports, fail_on=fail_on))
    settings = _without_reports(corpus, settings)
    known = writers()
    further = [output(written, known) for written in outputs]
    report = audit(corpus, settings)
    if not report.documents:
        raise CorpusError("\n".join(["no article could be read", *_unread_lines(report.unread)]))
    report = report if settings.assumptions else _without_table(report, corpus)
    write_all(report, settings.reports, [(known["json"], settings.reports / "report.json"), *further])
    summary_on_stderr = any(str(path) == "-" for _, path in further)
    click.echo(known["text"].write(report), nl=False, err=summary_on_stderr)
    if _fails(report, settings) and not exit_zero:
        sys.exit(1)


def _given(*, tables: tuple[Path, ...], reports: Path | None, fail_on: str | None) -> dict[str, object]:
    """What the options say in place of the settings."""
    given: dict[str, object] = {"assumptions": tables} if tables else {}
    given |= {"reports": reports} if reports is not None else {}
    return given | ({"fail_on": _verdicts(fail_on)} if fail_on is not None else {})


def _verdicts(written: str) -> tuple[str, ...]:
    known = ("inconsistent", "unverified")
    words = [word.strip() for word in written.split(",") if word.strip()]
    unknown = [word for word in words if word not in (*known, "none")]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is no verdict that can fail a run; known are {', '.join(known)}, none",
            param_hint="--fail-on",
        )
    return tuple(word for word in known if word in words)


def _without_reports(corpus: Path, settings: Settings) -> Settings:
    """Settings that do not take reports written into the corpus for articles."""
    try:
        inside = settings.reports.resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError:
        return settings
    return settings.model_copy(update={"exclude": (*settings.exclude, inside)}) if inside != "." else settings


def _without_table(report: Report, corpus: Path) -> Report:
    """The report with a word about the missing table, which is told on standard error too."""
    from factcheck.model import Unread

    folder = corpus if corpus.is_dir() else corpus.parent
    click.echo(f"factcheck: note: {folder / 'assumptions.csv'}: {NO_TABLE}", err=True)
    return replace(report, unread=tuple(sorted((*report.unread, Unread("assumptions.csv", NO_TABLE)))))


def _unread_lines(unread: Iterable[Unread]) -> list[str]:
    return [f"{each.path}: {each.reason}" for each in unread]


def _fails(report: Report, settings: Settings) -> bool:
    from factcheck.report.ledger import ledger

    return any(verdict.value in settings.fail_on for verdict in ledger(report).verdicts.values())
