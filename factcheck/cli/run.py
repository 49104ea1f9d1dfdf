"""`factcheck run`: the whole job."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.before import before
from factcheck.cli.options import (
    FILE,
    as_of_option,
    baseline_option,
    config_option,
    reports_option,
    tables_option,
)
from factcheck.cli.outputs import output, write_all, writers
from factcheck.errors import BaselineError, CorpusError

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
@click.option("--select", metavar="LIST", help="The only rules to hear of; unverified is one, too.")
@click.option("--ignore", metavar="LIST", help="Rules not to hear of.")
@click.option(
    "--max-unverified", type=click.IntRange(0), metavar="N", help="As many new unverified claims do not fail."
)
@click.option("--min-coverage", metavar="P", help="The least percentage of an article's claims that is checked.")
@baseline_option
@click.option("--no-baseline", is_flag=True, help="Compare with no baseline: everything is new.")
@click.option("--baseline-commit", metavar="REV", help="Compare with a git revision in place of a baseline.")
@click.option(
    "--diff", is_flag=False, flag_value="HEAD", metavar="[REV]", help="Fail only on what is new since a git revision."
)
@click.option("--waivers-from", metavar="REV", help="Let only those waivers count that stood in a git revision.")
@as_of_option
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where findings would make it 1.")
def run(
    corpus: Path,
    settings_file: Path | None,
    outputs: tuple[str, ...],
    no_baseline: bool,
    baseline_commit: str | None,
    diff: str | None,
    waivers_from: str | None,
    as_of: datetime | None,
    exit_zero: bool,
    **options: Any,
) -> None:
    """Audit every article of CORPUS and write reports/index.html and reports/report.json."""
    from factcheck import config
    from factcheck.pipeline import audit, review

    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update=_given(**options))
    settings = _without_reports(corpus, settings)
    known = writers()
    further = [output(written, known) for written in outputs]
    earlier = before(
        corpus,
        settings,
        settings_file=settings_file,
        tables=options["tables"],
        by_file=not no_baseline and baseline_commit is None,
        revisions=[name for name in (baseline_commit, diff) if name is not None],
        waivers_from=waivers_from,
        today=as_of.date() if as_of else None,
    )
    report = audit(corpus, settings)
    if not report.documents:
        raise CorpusError("\n".join(["no article could be read", *_unread_lines(report.unread)]))
    report = review(report, earlier, settings)
    report = report if settings.assumptions else _without_table(report, corpus)
    write_all(report, settings.reports, [(known["json"], settings.reports / "report.json"), *further])
    summary_on_stderr = any(str(path) == "-" for _, path in further)
    click.echo(known["text"].write(report), nl=False, err=summary_on_stderr)
    if report.failures and not exit_zero:
        sys.exit(1)


def _given(
    *,
    tables: tuple[Path, ...],
    reports: Path | None,
    fail_on: str | None,
    select: str | None,
    ignore: str | None,
    max_unverified: int | None,
    min_coverage: str | None,
    baseline_file: Path | None,
) -> dict[str, object]:
    """What the options say in place of the settings."""
    given: dict[str, object | None] = {
        "assumptions": tables or None,
        "reports": reports,
        "fail_on": _verdicts(fail_on) if fail_on is not None else None,
        "select": _names(select),
        "ignore": _names(ignore),
        "max_unverified": max_unverified,
        "min_coverage": _percent(min_coverage) if min_coverage is not None else None,
        "baseline": _there(baseline_file),
    }
    return {name: value for name, value in given.items() if value is not None}


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


def _names(written: str | None) -> tuple[str, ...] | None:
    return None if written is None else tuple(word.strip() for word in written.split(",") if word.strip())


def _percent(written: str) -> Fraction:
    """ "80" or "80%"."""
    try:
        share = Fraction(written.strip().removesuffix("%")) / 100
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise click.BadParameter(f"found {written!r}, expected a percentage such as 80", param_hint="--min-coverage")
    return share


def _there(path: Path | None) -> Path | None:
    if path is not None and not path.exists():
        raise BaselineError(f"{path}: there is none; make the first one with factcheck baseline create")
    return path


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
