"""Reports on their way to files: which formats there are, and that no half of one is ever left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.errors import ReportError

if TYPE_CHECKING:
    from factcheck.model import Report, Writer


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


def write_all(report: Report, wanted: Sequence[tuple[Writer, Path]]) -> None:
    """Every report is made before the first is written, so that a failing one leaves none behind."""
    put_all([(path, writer.write(report)) for writer, path in wanted])


def put_all(texts: Sequence[tuple[Path, str]]) -> None:
    """Write each text to its path; - is standard output."""
    for path, text in texts:
        if str(path) == "-":
            click.echo(text, nl=False)
        else:
            _put(path, text)


def _put(path: Path, text: str) -> None:
    """Write beside the file and put it in place in one step: a reader never meets half a report."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _umask() -> int:
    """What a file made in the ordinary way would not be allowed; a temporary one is for its owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
