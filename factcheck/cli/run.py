"""`factcheck run`: the whole job."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.before import before, existing_baseline, with_confirmed
from factcheck.cli.options import (
    FILE,
    as_of_option,
    baseline_option,
    config_option,
    detail_options,
    reports_option,
    tables_option,
)
from factcheck.cli.outputs import STANDARD_OUTPUT, add_job_summary, output, write_all, writers
from factcheck.cli.terminal import note, progress, screen, tell
from factcheck.errors import CorpusError

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Detail, Report, Unread, Writer

NO_TABLE = "no table: articles are checked only against themselves"


@click.command()
@click.argument("corpus", type=FILE)
@click.argument("articles", nargs=-1, type=FILE, metavar="[ARTICLE]...")
@tables_option
@config_option
@reports_option
@click.option("--no-reports", is_flag=True, help="Write no index.html and no report.json.")
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
@detail_options
def run(
    corpus: Path,
    articles: tuple[Path, ...],
    settings_file: Path | None,
    no_reports: bool,
    outputs: tuple[str, ...],
    no_baseline: bool,
    baseline_commit: str | None,
    diff: str | None,
    waivers_from: str | None,
    as_of: datetime | None,
    exit_zero: bool,
    detail: str | None,
    **options: Any,
) -> None:
    """Audit every article of CORPUS, or only those named, and write reports/index.html and reports/report.json."""
    from factcheck import config
    from factcheck.model import Detail
    from factcheck.pipeline import audit, review
    from factcheck.study.kept import with_selftest

    told = Detail(detail or Detail.USUAL)
    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update=_given(**options))
    settings = _without_reports(corpus, settings)
    only = frozenset(_id(article, corpus) for article in articles)
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
        only=only,
    )
    report = audit(corpus, settings, only=only, progress=progress(sys.stderr, told))
    if only and not report.documents and not report.unread:
        note(told, "none of the files named is an article of the corpus: nothing to do")
        return
    if not report.documents:
        raise CorpusError("\n".join(["no article could be read", *_unread_lines(report.unread)]))
    report = replace(review(report, earlier, settings), folder=_seen_from_here(corpus))
    if only:  # what articles contradict in one another is not found in some of them, and so not gone
        report = replace(report, stale=())
    report = report if settings.assumptions else _without_table(report, corpus, told)
    report = with_selftest(report, settings)
    if any(writer.name == "claimreview" for writer, _ in further):
        report = with_confirmed(report, settings)
    pages = None if no_reports else settings.reports
    wanted = further if pages is None else [(known["json"], pages / "report.json"), *further]
    _deliver(report, pages, wanted, told)
    written = [path for _, path in wanted] if pages is None else [pages / "index.html", *(path for _, path in wanted)]
    tell(told, *_done(report, settings, written))
    if report.failures and not exit_zero:
        sys.exit(1)


def _deliver(report: Report, pages: Path | None, wanted: Sequence[tuple[Writer, Path]], told: Detail) -> None:
    """Write the pages and the files, and print the summary where no other output stands."""
    from factcheck.report import text

    write_all(report, pages, wanted, told)
    if any(writer.name == "github" for writer, _ in wanted):
        add_job_summary(report)
    stream = sys.stderr if any(path == STANDARD_OUTPUT for _, path in wanted) else sys.stdout
    click.echo(text.show(report, screen(stream, told)), nl=False, file=stream, color=True)


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
        "baseline": existing_baseline(baseline_file) if baseline_file is not None else None,
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


def _without_reports(corpus: Path, settings: Settings) -> Settings:
    """Settings that do not take reports written into the corpus for articles."""
    try:
        inside = settings.reports.resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError:
        return settings
    return settings.model_copy(update={"exclude": (*settings.exclude, inside)}) if inside != "." else settings


def _id(article: Path, corpus: Path) -> str:
    """The path of an article below its corpus."""
    if not article.is_file():
        raise CorpusError(f"{article}: no such file; expected an article of {corpus}")
    if not corpus.is_dir() or not article.resolve().is_relative_to(corpus.resolve()):
        raise CorpusError(f"{article}: does not stand in the folder {corpus}, expected an article of it")
    return article.resolve().relative_to(corpus.resolve()).as_posix()


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
