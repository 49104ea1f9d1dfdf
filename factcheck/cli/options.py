"""Options that several commands have, and how they say that a name is not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)


def tables_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--assumptions, the same for every command that reads tables."""
    words = "A table of assumptions; may be repeated. Default: the settings', or assumptions.csv in the corpus."
    return click.option("--assumptions", "tables", type=FILE, multiple=True, metavar="FILE", help=words)(command)


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--config, the same for every command that reads settings."""
    words = "The settings. Default: the nearest factcheck.toml in the corpus or above it."
    return click.option("--config", "settings_file", type=FILE, metavar="FILE", help=words)(command)


def reports_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--reports, the same for the command that writes them and the one that reads them."""
    words = "The folder of the reports. Default: the settings', or reports."
    return click.option("--reports", type=FILE, metavar="DIR", help=words)(command)


def detail_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--quiet and --verbose: how much a command tells; the later of the two counts."""
    quiet = click.option("-q", "--quiet", "detail", flag_value="quiet", help="Print nothing but what is wrong.")
    verbose = click.option(
        "-v", "--verbose", "detail", flag_value="verbose", help="Print what is not verified too, and what was done."
    )
    return quiet(verbose(command))


def baseline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--baseline, the same for the command that compares with it and those that write it."""
    words = "The baseline. Default: the settings', or factcheck-baseline.jsonl beside them."
    return click.option("--baseline", "baseline_file", type=FILE, metavar="FILE", help=words)(command)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--as-of, the day that waivers are judged by, so that a test or a later audit need not wait for it."""
    words = "The day by which waivers are past. Default: today, UTC."
    day = click.DateTime(["%Y-%m-%d"])
    return click.option("--as-of", type=day, metavar="DATE", help=words)(command)


def near(name: str, known: Sequence[str]) -> str:
    """ "; did you mean …?" where a known name is near."""
    found = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {found[0]!r}?" if found else ""
