"""Reports on their way to files: which formats there are, and that no half of one is ever left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.errors import ReportError

if TYPE_CHECKING:
    from factcheck.model import Report, Writer

PAGES = ("findings.*.html", "articles.*.html", "assumptions.*.html", "articles/*.html", "measures/*.html")
HEAD = 2_000  # bytes of a page that hold what wrote it


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


def write_all(report: Report, folder: Path, wanted: Sequence[tuple[Writer, Path]]) -> None:
    """The pages below the folder and every report that is wanted: all are made before the first is put in place.

    Pages of an earlier run, of articles that there are no longer, go.
    """
    from factcheck.report.html import site

    pages = ((folder / page, text) for page, text in site(report))
    others = ((path, writer.write(report)) for writer, path in wanted)
    written = put_all(chain(pages, others))
    for page in _pages_below(folder):
        if page not in written:
            page.unlink(missing_ok=True)


def put_all(texts: Iterable[tuple[Path, str]]) -> set[Path]:
    """Write each text to its path, - is standard output; the paths that were written.

    All are written beside their places first and then put there: a failing one leaves none behind, and nobody ever
    meets half a report.
    """
    beside: dict[Path, Path] = {}
    written: set[Path] = set()
    aloud = []
    try:
        for path, text in texts:
            if str(path) == "-":
                aloud.append(text)
            else:
                beside[path] = _put_beside(path, text)
        for path in list(beside):
            with _told(path):
                beside[path].replace(path)
            written.add(path)
            del beside[path]
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)
    for text in aloud:
        click.echo(text, nl=False)
    return written


def _put_beside(path: Path, text: str) -> Path:
    """Write the text to a file of another name in the same folder."""
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(None, "is a directory")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            beside.chmod(0o666 & ~_umask())
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    return beside


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Whatever fails in writing is told as an error about this path."""
    try:
        yield
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _pages_below(folder: Path) -> Iterable[Path]:
    """The pages that a run of factcheck wrote there: those under names that it gives, which say so at their head."""
    from factcheck.report.html import is_ours

    for path in sorted(path for pattern in PAGES for path in folder.glob(pattern)):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if is_ours(file.read(HEAD).decode("utf-8", "replace")):
                    yield path


def _umask() -> int:
    """What a file made in the ordinary way would not be allowed; a temporary one is for its owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
