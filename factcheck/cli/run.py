"""`factcheck run`: the whole job."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.options import FILE, config_option, detail_options, reports_option, tables_option
from factcheck.cli.outputs import STANDARD_OUTPUT, add_job_summary, output, write_all, writers
from factcheck.cli.terminal import note, screen, tell
from factcheck.errors import CorpusError

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Detail, Report, Unread

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
@detail_options
def run(
    corpus: Path,
    tables: tuple[Path, ...],
    settings_file: Path | None,
    reports: Path | None,
    outputs: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    detail: str | None,
) -> None:
    """Audit every article of CORPUS and write reports/index.html and reports/report.json."""
    from factcheck import config
    from factcheck.model import Detail
    from factcheck.pipeline import audit
    from factcheck.report import text

    told = Detail(detail or Detail.USUAL)
    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update=_given(tables=tables, reports=reports, fail_on=fail_on))
    settings = _without_reports(corpus, settings)
    known = writers()
    further = [output(written, known) for written in outputs]
    report = audit(corpus, settings)
    if not report.documents:
        raise CorpusError("\n".join(["no article could be read", *_unread_lines(report.unread)]))
    report = replace(report, folder=_seen_from_here(corpus))
    report = report if settings.assumptions else _without_table(report, corpus, told)
    wanted = [
        (known["html"], settings.reports / "index.html"),
        (known["json"], settings.reports / "report.json"),
    ]
    write_all(report, [*wanted, *further], told)
    if any(writer.name == "github" for writer, _ in further):
        add_job_summary(report)
    tell(told, *_done(report, settings, [path for _, path in (*wanted, *further)]))
    stream = sys.stderr if any(path == STANDARD_OUTPUT for _, path in further) else sys.stdout
    click.echo(text.show(report, screen(stream, told)), nl=False, file=stream, color=True)
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


def _seen_from_here(corpus: Path) -> str:
    """The folder of the articles, "" if it is this one or stands elsewhere: a report holds no path of the machine."""
    folder = (corpus if corpus.is_dir() else corpus.parent).resolve()
    here = Path.cwd().resolve()
    return folder.relative_to(here).as_posix() if folder != here and folder.is_relative_to(here) else ""


def _without_table(report: Report, corpus: Path, told: Detail) -> Report:
    """The report with a word about the missing table, which is told on standard error too."""
    from factcheck.model import Unread

    folder = corpus if corpus.is_dir() else corpus.parent
    note(told, f"{folder / 'assumptions.csv'}: {NO_TABLE}")
    return replace(report, unread=tuple(sorted((*report.unread, Unread("assumptions.csv", NO_TABLE)))))


def _done(report: Report, settings: Settings, written: Iterable[Path]) -> Iterator[str]:
    """What the run read and wrote."""
    tables = ", ".join(map(str, settings.assumptions)) or "no table"
    yield f"articles read: {len(report.documents)}; rows read: {len(report.assumptions)} of {tables}"
    yield from (f"wrote {path}" for path in written if path != STANDARD_OUTPUT)


def _unread_lines(unread: Iterable[Unread]) -> list[str]:
    return [f"{each.path}: {each.reason}" for each in unread]


def _fails(report: Report, settings: Settings) -> bool:
    from factcheck.report.ledger import ledger

    return any(verdict.value in settings.fail_on for verdict in ledger(report).verdicts.values())
