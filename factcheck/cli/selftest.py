"""`factcheck selftest`: how many slips would be caught in this corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.options import FILE, config_option, tables_option
from factcheck.cli.outputs import put_all
from factcheck.errors import CorpusError

if TYPE_CHECKING:
    from factcheck.study.selftest import Outcome, Trial


@click.command()
@click.argument("corpus", type=FILE)
@tables_option
@config_option
@click.option(
    "--sample", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many slips, drawn by lot."
)
@click.option("--missed", is_flag=True, help="List every slip that could be told and was not caught.")
@click.option("--save", is_flag=True, help="Keep the figures beside the settings; later runs show them.")
def selftest(
    corpus: Path,
    tables: tuple[Path, ...],
    settings_file: Path | None,
    sample: int,
    missed: bool,
    save: bool,
) -> None:
    """Make slips in figures of CORPUS that agree, one at a time, and say how many are caught.

    The articles themselves are not touched. The same corpus gives the same slips.
    """
    from factcheck import config, pipeline
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table as rows
    from factcheck.report.selftest import legend, table
    from factcheck.study.kept import as_json
    from factcheck.study.selftest import selftest as tried

    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update={"assumptions": tables}) if tables else settings
    assumptions = rows.read(settings.assumptions, read_figure=read_figure)
    articles = pipeline.gather(corpus, settings)
    made, outcomes = tried(articles, assumptions, settings, sample=sample, progress=_shown)
    if not outcomes:
        raise CorpusError(
            f"{corpus}: no figure agrees with the table or another figure; there is none to make a slip in"
        )
    if missed:
        click.echo("".join(f"{line}\n" for line in _missed(outcomes)))
    click.echo("\n".join([*table(made), "", *legend(made)]))
    if save:
        put_all([(settings.selftest, as_json(made))])
        click.echo(f"kept in {settings.selftest}")


def _shown(trials: Sequence[Trial]) -> Iterable[Trial]:
    """The trials with a bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        return trials
    return click.progressbar(trials, label="slips", file=sys.stderr)


def _missed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        if not (outcome.allowed or outcome.caught):
            trial = outcome.trial
            where = f"{trial.claim.span.document}:{trial.place.line}:{trial.place.column}"
            yield f"{where}: “{trial.claim.mention.text}” as “{trial.words}” ({trial.slip.name}) was not caught"
