"""Reports on their way to files: which formats there are, and that no half of one is ever left behind."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.terminal import screen
from factcheck.errors import ReportError

if TYPE_CHECKING:
    from factcheck.model import Detail, Report, Writer

STANDARD_OUTPUT = Path("-")

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


def write_all(report: Report, pages: Path | None, wanted: Sequence[tuple[Writer, Path]], detail: Detail) -> None:
    """The report's pages below the folder `pages`, and every format that is wanted: all of them, or none.

    Pages of an earlier run, of articles that there are no longer, go.
    """
    from factcheck.report.html import site

    made = ((pages / page, text) for page, text in site(report)) if pages is not None else ()
    formats = ((path, _text(writer, report, path, detail)) for writer, path in wanted)
    written = put_all(chain(made, formats))
    for page in _pages_below(pages) if pages is not None else ():
        if page not in written:
            page.unlink(missing_ok=True)


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


def put_all(texts: Iterable[tuple[Path, str]]) -> set[Path]:
    """Write each text to its path, all files or none; - is standard output. The files that were written.

    Each is written beside its file and then put in place in one step: a reader never meets half a report.
    """
    streams = []
    ready = []
    with ExitStack() as unfinished:
        for path, text in texts:
            if _is_stream(path):
                streams.append((path, text))
            else:
                ready.append((path, _beside(path, text, unfinished)))
        for path, beside in ready:
            with _told(path):
                beside.replace(path)
    for path, text in streams:
        if path == STANDARD_OUTPUT:
            click.echo(text, nl=False, color=True)  # the text was made for what its reader can show
        elif _is_stream(path):
            with _told(path):
                path.write_bytes(text.encode("utf-8"))
    return {path for path, _ in ready}


def _is_stream(path: Path) -> bool:
    """Standard output, a pipe or a device such as /dev/null, which nothing may be put in place of."""
    return path == STANDARD_OUTPUT or (path.exists() and not path.is_file() and not path.is_dir())


def _beside(path: Path, text: str, unfinished: ExitStack) -> Path:
    """The text in a file of its own in the same folder, which is removed if it is not put in place."""
    with _told(path):
        if path.is_dir():
            raise IsADirectoryError(None, "is a directory")
        _make_folder(path.parent, unfinished)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:60]}.")
        beside = Path(name)
        unfinished.callback(beside.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        beside.chmod(0o666 & ~_umask())
        return beside


def _make_folder(folder: Path, unfinished: ExitStack) -> None:
    """The folder and those above it; the new ones are removed again if nothing is put in them."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in reversed(new):
        unfinished.callback(_remove_if_empty, each)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Faults of the disk in words for a user."""
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
