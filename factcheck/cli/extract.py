"""`factcheck extract`: only the figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.errors import CorpusError

if TYPE_CHECKING:
    from factcheck.model import Document


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True, path_type=Path))
def extract(files: tuple[Path, ...]) -> None:
    """Print the figures of each FILE (- is plain text from standard input), one JSON object a line."""
    from factcheck import pipeline
    from factcheck.extract.quantities import as_json

    unread: list[str] = []
    for document in _documents(files, unread):
        for mention in pipeline.extract(document):
            click.echo(json.dumps(as_json(mention) | {"document": document.id}, ensure_ascii=False))
    if unread:
        raise CorpusError("\n".join(unread))


def _documents(files: Iterable[Path], unread: list[str]) -> Iterator[Document]:
    from factcheck.read import corpus, text

    for path in files:
        if str(path) == "-":
            try:
                yield text.read("-", sys.stdin.buffer.read())
            except ValueError as error:
                unread.append(f"-: {error}")
            continue
        documents, not_read = corpus.read(path)
        yield from (replace(document, id=str(path)) if path.is_file() else document for document in documents)
        unread += [f"{path if path.is_file() else path / each.path}: {each.reason}" for each in not_read]
