"""The command line: options in, pipeline, exit code out. What a command does not need it does not import."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from factcheck import __version__
from factcheck.cli.assumptions import assumptions
from factcheck.cli.baseline import baseline
from factcheck.cli.explain import explain
from factcheck.cli.extract import extract
from factcheck.cli.impact import impact
from factcheck.cli.run import run
from factcheck.cli.selftest import selftest
from factcheck.errors import FactcheckError


class Failure(click.ClickException):
    """An error of the library, told in its own words: exit code 2 and no traceback."""

    exit_code = 2

    def __init__(self, error: FactcheckError) -> None:
        super().__init__(str(error))
        self.slug = error.slug

    def show(self, file: IO[Any] | None = None) -> None:
        """One line, or a count of the faults with one on each line."""
        lines = self.message.splitlines() or [""]
        if len(lines) > 1:
            lines = [f"{len(lines)} faults", *lines]
        click.echo("\n".join([f"factcheck: {self.slug}: {lines[0]}", *lines[1:]]), file=file or sys.stderr)


class Commands(click.Group):
    """The one place where errors of the library become exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FactcheckError as error:
            raise Failure(error) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck")
def main() -> None:
    """Find every figure in articles, recompute each one, and say which cannot be right.

    Exit codes: 0 nothing to report, 1 findings that fail the run, 2 could not do the job.
    """


for command in (run, extract, baseline, assumptions, impact, selftest, explain):
    main.add_command(command)
