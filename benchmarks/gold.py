"""The annotated corpora as the benchmarks use them: the claims of a folder, and where each row of gold stands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import factcheck
from factcheck.config import Settings
from factcheck.extract.quantities import read_figure
from factcheck.link import table
from factcheck.model import Claim, Span
from factcheck.pipeline import gather, linked
from factcheck.relate.scope import Scope

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))
READ, UNREAD = HERE / "newsroom", HERE / "held_out"
from pages import Case, cases  # noqa: E402

ERROR, RIGHT, TRAP = "inconsistent", "consistent", "trap"


@dataclass(frozen=True)
class Row:
    """One line of gold: its id, verdict and class, the formula, and its figures, the claimed one first."""

    id: str
    verdict: str
    rule: str
    formula: str
    figures: tuple[Span, ...]
    also: tuple[Span, ...]

    @property
    def claimed(self) -> Span:
        return self.figures[0]


def corpora(folder: Path) -> list[Path]:
    """Every corpus below a folder, by name."""
    return sorted(gold.parent for gold in folder.glob("*/gold.jsonl"))


def all_cases() -> list[Case]:
    """Every case of the rules' pages and of the pages of cases."""
    pages = [
        *(Path(factcheck.__file__).parent / "relate").glob("*.md"),
        *(HERE.parent / "tests/cases").glob("articles*.md"),
    ]
    return [case for page in sorted(pages) for case in cases(page)]


def settings(corpus: Path) -> Settings:
    known = corpus / "assumptions.csv"
    return Settings(assumptions=(known,) if known.exists() else ())


def scope_of(corpus: Path) -> Scope:
    """The corpus' claims and rows, as the rules see them."""
    rows = table.read(settings(corpus).assumptions, read_figure=read_figure)
    return linked(gather(corpus, settings(corpus)), rows, settings(corpus))


def gold(corpus: Path, texts: dict[str, str]) -> Iterator[Row]:
    """The rows whose claimed figure is found in the articles' texts."""
    for line in (corpus / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        figures, also = (tuple(_placed(row, row.get(key) or [], texts)) for key in ("spans", "also_ok"))
        root = row.get("root_cause") or []
        also += tuple(_placed(row, [root] if isinstance(root, dict) else root, texts))
        if figures:
            yield Row(row["id"], row["verdict"], row["class"], str(row.get("formula") or ""), figures, also)


def _placed(row: dict[str, Any], figures: list[Any], texts: dict[str, str]) -> Iterator[Span]:
    """Where the figures stand: the n-th place of their words in the article's text, or the last there is."""
    for figure in figures:
        words, count = (figure, 0) if isinstance(figure, str) else (figure["surface"], figure.get("occurrence") or 0)
        name = (figure.get("article") if isinstance(figure, dict) else None) or row.get("article") or next(iter(texts))
        text, at = texts.get(name, ""), -1
        for _ in range(count + 1):
            found = text.find(words, at + 1)
            if found < 0:
                break
            at = found
        if at >= 0:
            yield Span(name, at, at + len(words))


def standing(claims: tuple[Claim, ...], span: Span) -> list[Claim]:
    """The claims that share a character with a span."""
    return [claim for claim in claims if claim.span.overlaps(span)]
