"""Reports on their way to files: which formats there are, and that no half of one is ever left behind."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.terminal import screen
from factcheck.errors import ReportError

if TYPE_CHECKING:
    from factcheck.model import Detail, Report, Writer

STANDARD_OUTPUT = Path("-")


def writers() -> Mapping[str, Writer]:
    from factcheck import registry
    from factcheck.model import Writer

    return {writer.name: writer for writer in registry.members("factcheck.report", "WRITER", Writer)}


def output(written: str, writers: Mapping[str, Writer]) -> tuple[Writer, Path]:
    """The writer and the path of FORMAT=PATH."""
    name, equals, path = written.partition("=")
    if not equals or not path or name not in writers:
        known = ", ".join(writers)
        wrong = f"unknown format {name!r}" if equals and path else f"found {written!r}, expected FORMAT=PATH"
        raise click.BadParameter(f"{wrong}; formats are {known}", param_hint="--output")
    return writers[name], Path(path)


def write_all(report: Report, wanted: Sequence[tuple[Writer, Path]], detail: Detail) -> None:
    """Every report is made before the first is written, so that a failing one leaves none behind."""
    put_all([(path, _text(writer, report, path, detail)) for writer, path in wanted])


def add_job_summary(report: Report) -> None:
    """What GitHub Actions shows on a job's page; nothing elsewhere. Other steps of the job write to the same file."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        from factcheck.report.github import job_summary

        with _told(Path(path)), Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(job_summary(report))


def _text(writer: Writer, report: Report, path: Path, detail: Detail) -> str:
    if path == STANDARD_OUTPUT and writer.show is not None:
        return writer.show(report, screen(sys.stdout, detail))
    return writer.write(report)


def put_all(texts: Sequence[tuple[Path, str]]) -> None:
    """Write each text to its path, all files or none; - is standard output.

    Each is written beside its file and then put in place in one step: a reader never meets half a report.
    """
    with ExitStack() as unfinished:
        ready = [(path, _beside(path, text, unfinished)) for path, text in texts if not _is_stream(path)]
        for path, beside in ready:
            with _told(path):
                beside.replace(path)
    for path, text in texts:
        if path == STANDARD_OUTPUT:
            click.echo(text, nl=False, color=True)  # the text was made for what its reader can show
        elif _is_stream(path):
            with _told(path):
                path.write_bytes(text.encode("utf-8"))


def _is_stream(path: Path) -> bool:
    """Standard output, a pipe or a device such as /dev/null, which nothing may be put in place of."""
    return path == STANDARD_OUTPUT or (path.exists() and not path.is_file())


def _beside(path: Path, text: str, unfinished: ExitStack) -> Path:
    """The text in a file of its own in the same folder, which is removed if it is not put in place."""
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        unfinished.callback(beside.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        beside.chmod(0o666 & ~_umask())
        return beside


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the disk in words for a user."""
    try:
        yield
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _umask() -> int:
    """What a file made in the ordinary way would not be allowed; a temporary one is for its owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
