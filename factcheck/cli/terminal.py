"""What a person is told beside the report: in colours or without, how wide, and how far a long run has come."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from factcheck.progress import Progress, untold

if TYPE_CHECKING:
    from factcheck.model import Detail, Screen

T = TypeVar("T")
PATIENCE = 2.0  # seconds before a bar appears: a short run needs none
EVERY = 10.0  # seconds between two lines in a log
ERASED = "\x1b[1A\x1b[2K"  # up to the line of the bar that was finished, which nobody needs any more
WIDEST = 100  # longer lines are hard to read


def screen(stream: TextIO, detail: Detail) -> Screen:
    """What fits the stream: on a terminal wrapped and in colours, in a pipe or a file neither."""
    from factcheck.model import Screen

    width = min(shutil.get_terminal_size().columns, WIDEST) if stream.isatty() else None
    return Screen(detail, width, _in_colours(stream))


def _in_colours(stream: TextIO) -> bool:
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


def progress(stream: TextIO, told: str = "usual") -> Progress:
    """A bar on a terminal, a line every so often in a log, nothing when quiet."""
    if told == "quiet":
        return untold
    return Bar(stream) if stream.isatty() and os.environ.get("TERM") != "dumb" else Lines(stream)


class Bar:
    """A bar that goes away once its loop has ended; none in the first seconds of a run."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock, self.started = stream, clock, clock()

    def __call__(self, steps: Sequence[T], doing: str, /) -> Iterable[T]:
        bar = None
        with ExitStack() as ended:
            for done, step in enumerate(steps):
                if bar is not None:
                    bar.update(1)
                elif self.clock() - self.started > PATIENCE:
                    bar = ended.enter_context(click.progressbar(length=len(steps), label=doing, file=self.stream))
                    bar.update(done)
                yield step
        if bar is not None:
            self.stream.write(ERASED)


class Lines:
    """A line in the log whenever some seconds have gone."""

    def __init__(self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream, self.clock, self.last = stream, clock, clock()

    def __call__(self, steps: Sequence[T], doing: str, /) -> Iterable[T]:
        for done, step in enumerate(steps):
            if self.clock() - self.last >= EVERY:
                self.last = self.clock()
                click.echo(f"factcheck: {doing}: {done} of {len(steps)}", file=self.stream)
            yield step
