"""How far a long run has come: a bar on a terminal, a line now and then in a log, nothing when quiet."""

from __future__ import annotations

import io
import os
import pty
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from factcheck import config, pipeline
from factcheck.cli.terminal import Bar, Lines, progress
from factcheck.progress import untold

T = TypeVar("T")


def ticking(*seconds: float) -> Callable[[], float]:
    """A clock that shows these times, one after the other, and then stands still."""
    times = list(seconds)
    return lambda: times.pop(0) if len(times) > 1 else times[0]


def on_a_terminal(work: Callable[[io.TextIOWrapper], None]) -> str:
    """What appears on a terminal that is given as a stream."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        work(stream)
    seen = b""
    try:
        while chunk := os.read(ours, 4096):
            seen += chunk
    except OSError:  # how Linux says that the other end has closed
        pass
    os.close(ours)
    return seen.decode()


# ── the pipeline tells ────────────────────────────────────────────────────────────────────────────────────


def test_every_long_loop_of_a_run_is_told_and_changes_nothing(tmp_path: Path) -> None:
    for name in ("north", "south", "west"):
        (tmp_path / f"{name}.md").write_text(f"The {name} has 40 sheep, a fifth of 200 sheep.\n")
    told: list[tuple[str, int, int]] = []

    def recorded(steps: Sequence[T], doing: str, /) -> Iterable[T]:
        done = 0
        for step in steps:
            yield step
            done += 1
        told.append((doing, done, len(steps)))

    settings = config.find(tmp_path)
    report = pipeline.audit(tmp_path, settings, progress=recorded)
    rules = len(pipeline.rules())
    assert told == [
        ("reading files", 3, 3),
        ("finding the figures of articles", 3, 3),
        ("finding what figures measure, by article", 3, 3),
        ("finding relations, by rule", rules, rules),
        ("recomputing figures, by rule", rules, rules),
    ]
    assert report == pipeline.audit(tmp_path, settings)


# ── a log ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_log_gets_a_line_every_ten_seconds() -> None:
    log = io.StringIO()
    lines = Lines(log, clock=ticking(0, 1, 9, 10, 10, 15, 19.9, 20, 20))
    assert list(lines("abcdefg", "reading files")) == list("abcdefg")
    assert log.getvalue().splitlines() == [
        "factcheck: reading files: 2 of 7",
        "factcheck: reading files: 5 of 7",
    ]


def test_a_short_run_says_nothing() -> None:
    log = io.StringIO()
    lines = Lines(log, clock=ticking(0, 1, 2, 3))
    assert [*lines("abc", "reading files"), *lines("de", "recomputing")] == list("abcde")
    assert log.getvalue() == ""
    assert on_a_terminal(
        lambda stream: print(*Bar(stream, clock=ticking(0, 1, 1.5))("abc", "reading"), file=stream)
    ) == ("a b c\r\n")


# ── a terminal ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_terminal_gets_a_bar_that_goes_away() -> None:
    handed: list[str] = []
    seen = on_a_terminal(lambda stream: handed.extend(Bar(stream, clock=ticking(0, 1, 3))("abcd", "reading files")))
    assert handed == list("abcd")
    assert "reading files" in seen
    assert " 75%" in seen
    assert seen.endswith("\r\n\x1b[1A\x1b[2K")  # the line of the bar is taken away again


def test_a_loop_that_breaks_off_gives_the_cursor_back() -> None:
    def broken(stream: io.TextIOWrapper) -> None:
        with pytest.raises(ValueError, match="enough"):
            for _ in Bar(stream, clock=ticking(0, 3))("abcd", "reading files"):
                raise ValueError("enough")

    assert on_a_terminal(broken).endswith("\x1b[?25h\r\n")


def test_what_fits_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    kinds: list[object] = []
    on_a_terminal(
        lambda stream: kinds.extend((type(progress(stream)), progress(stream, "quiet"))) or print(file=stream)
    )
    assert kinds == [Bar, untold]
    assert isinstance(progress(io.StringIO()), Lines)
    assert progress(io.StringIO(), "quiet") is untold
    monkeypatch.setenv("TERM", "dumb")
    on_a_terminal(lambda stream: kinds.append(type(progress(stream))) or print(file=stream))
    assert kinds[-1] is Lines
