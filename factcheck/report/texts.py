"""The words of the pages, from one file (`english.toml`): read, mended and translated in one place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ENGLISH = Path(__file__).parent / "english.toml"


def text(key: str, **values: object) -> str:
    """The words of a key ("index.findings") with the values put in; a key with `one` and `other` is chosen by `n`.

    A key that is missing is a mistake of ours, and raises KeyError.
    """
    found = texts()[key]
    if isinstance(found, str):
        return found.format(**values)
    return found["one" if values["n"] == 1 else "other"].format(**values)


@cache
def texts() -> Mapping[str, str | Mapping[str, str]]:
    """Section and key, joined by a dot → words, or the two forms of them."""
    sections = tomllib.loads(ENGLISH.read_text(encoding="utf-8"))
    return {f"{section}.{key}": words for section, keys in sections.items() for key, words in keys.items()}
