"""What a person's terminal can show: colours or none, and lines of which width."""

from __future__ import annotations

import os
import shutil
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from factcheck.model import Detail, Screen

WIDEST = 100  # longer lines are hard to read


def screen(stream: IO[str], detail: Detail) -> Screen:
    """What fits the stream: on a terminal wrapped and in colours, in a pipe or a file neither."""
    from factcheck.model import Screen

    width = min(shutil.get_terminal_size().columns, WIDEST) if stream.isatty() else None
    return Screen(detail, width, _in_colours(stream))


def _in_colours(stream: IO[str]) -> bool:
    """NO_COLOR forbids colours and FORCE_COLOR asks for them, where they are not empty; else a terminal has them."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def note(told: Detail, words: str) -> None:
    """What a person should know though nothing is wrong, on standard error; nothing when quiet."""
    if told != "quiet":
        click.echo(f"factcheck: note: {words}", err=True)


def tell(told: Detail, *lines: str) -> None:
    """What the program did, on standard error, for one who asked with --verbose."""
    if told == "verbose":
        for words in lines:
            click.echo(f"factcheck: {words}", err=True)
