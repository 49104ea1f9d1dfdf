"""Finds the articles of a folder and reads them all; what cannot be read is reported with its reason."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath

from factcheck import registry
from factcheck.errors import CorpusError
from factcheck.model import Document, Reader, Unread
from factcheck.progress import Progress, untold

LARGEST = 20_000_000
_NOT_ARTICLES = """
    .css .csv .tsv .json .jsonl .js .mjs .map .py .toml .yaml .yml .ini .cfg .lock .log .sqlite .db
    .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .tif .tiff .heic .mp3 .mp4 .m4a .mov .wav .webm
    .woff .woff2 .ttf .otf .eot .xlsx .xls .ods .sh .bak .swp .tmp
"""
NOT_ARTICLES = frozenset(_NOT_ARTICLES.split())
SUGGESTED = {
    ".doc": ".docx",
    ".rtf": ".docx",
    ".odt": ".docx",
    ".pages": ".docx",
    ".tex": ".txt",
    ".rst": ".txt",
}
NOT_ARTICLE_NAMES = ("readme", "license", "licence", "changelog", "makefile", "dockerfile", "thumbs.db")


@cache
def readers() -> Mapping[str, Reader]:
    """The reader for each suffix."""
    return {
        suffix: reader for reader in registry.members("factcheck.read", "READER", Reader) for suffix in reader.suffixes
    }


def read(
    corpus: Path, *, exclude: Sequence[str] = (), only: Collection[str] = (), progress: Progress = untold
) -> tuple[tuple[Document, ...], tuple[Unread, ...]]:
    """Every article below the folder (or the one file), and what could not be read, each sorted by path.

    `exclude` holds patterns of paths below the corpus ("drafts", "drafts/*", "*.html"). A document's id is
    its path below the corpus; `only` names those to read, where not all are wanted. Raises CorpusError when there is no
    such folder or nothing in it to read.
    """
    if not corpus.exists():
        raise CorpusError(f"{corpus}: no such file or folder; expected a folder of articles ({_known()})")
    outcomes = list(_outcomes(corpus, exclude, only, progress))
    if not outcomes and not only:
        raise CorpusError(f"{corpus}: no article in it; expected at least one file of these kinds: {_known()}")
    documents = (outcome for outcome in outcomes if isinstance(outcome, Document))
    unread = (outcome for outcome in outcomes if isinstance(outcome, Unread))
    return tuple(sorted(documents, key=lambda document: document.id)), tuple(sorted(unread))


def _known() -> str:
    return " ".join(sorted(readers()))


def _outcomes(
    corpus: Path, exclude: Sequence[str], only: Collection[str], progress: Progress
) -> Iterator[Document | Unread]:
    if not corpus.is_dir():
        yield _outcome(corpus, _printable(corpus.name), corpus.parent)
        return
    for path in progress(tuple(_files(corpus, exclude)), "reading files"):
        if only and (path.path if isinstance(path, Unread) else _id(path, corpus)) not in only:
            continue
        if isinstance(path, Unread):
            yield path
        elif not _is_no_article(path):
            yield _outcome(path, _id(path, corpus), corpus)


def _files(corpus: Path, exclude: Sequence[str]) -> Iterator[Path | Unread]:
    """The files that settings and custom do not leave out; a folder that cannot be opened is told."""
    shut: list[Unread] = []

    def tell(error: OSError) -> None:
        name = _id(Path(os.fsdecode(error.filename or corpus)), corpus)
        shut.append(Unread(name, f"folder cannot be opened: {_reason(error)}"))

    for folder, folders, names in os.walk(corpus, onerror=tell):
        here = Path(folder)
        linked = [
            name for name in folders if (here / name).is_symlink() and not _left_out(here / name, corpus, exclude)
        ]
        yield from (
            Unread(_id(here / name, corpus), "is a link to a folder; links to folders are not followed")
            for name in linked
        )
        folders[:] = [name for name in sorted(folders) if not _left_out(here / name, corpus, exclude)]
        yield from (here / name for name in sorted(names) if not _left_out(here / name, corpus, exclude))
    yield from shut


def _left_out(path: Path, corpus: Path, exclude: Sequence[str]) -> bool:
    name = _id(path, corpus)
    hidden = path.name.startswith((".", "~$")) or name == "reports"
    patterns = [pattern.removeprefix("./").rstrip("/") for pattern in exclude]
    return hidden or any(fnmatchcase(name, pattern) or fnmatchcase(path.name, pattern) for pattern in patterns)


def _is_no_article(path: Path) -> bool:
    return path.suffix.lower() in NOT_ARTICLES or path.name.lower().startswith(NOT_ARTICLE_NAMES)


def _outcome(path: Path, name: str, corpus: Path) -> Document | Unread:
    reader = readers().get(path.suffix.lower())
    if reader is None:
        return Unread(name, _unsupported(path.suffix))
    try:
        content = _content(path, corpus)
        document = reader.read(name, content)
    except ValueError as error:
        return Unread(name, str(error))
    except OSError as error:
        return Unread(name, _reason(error))
    return document if document.text.strip() else Unread(name, "is empty")


def _unsupported(suffix: str) -> str:
    if not suffix:
        return f"format not supported: a file without a suffix; known are {_known()}"
    advice = f"save it as {SUGGESTED[suffix.lower()]}" if suffix.lower() in SUGGESTED else f"known are {_known()}"
    return f"format not supported: {suffix}; {advice}"


def _content(path: Path, corpus: Path) -> bytes:
    if path.is_symlink() and not path.exists():
        raise ValueError("is a link to a file that does not exist")
    if path.is_symlink() and not path.resolve().is_relative_to(corpus.resolve()):
        raise ValueError("is a link to a place outside the corpus")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("is not a regular file")
    if status.st_size > LARGEST:
        raise ValueError(f"is larger than {LARGEST // 1_000_000} MB: {status.st_size / 1_000_000:.1f} MB")
    if status.st_size == 0:
        raise ValueError("is empty")
    return path.read_bytes()


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _id(path: Path, corpus: Path) -> str:
    return _printable(PurePosixPath(path.relative_to(corpus)).as_posix())


def _printable(name: str) -> str:
    """A file's name as text, even when its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")
