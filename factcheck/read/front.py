"""The front matter of an article: what its editor says about it between two `---` lines at the top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(?=[ \t]*[\w\"'-]+[ \t]*:|#|---|[ \t]*(?:\r\n|\r|\n))")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
ABSENT = {"", "null", "Null", "NULL", "~"}


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says; None where it says nothing."""

    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    as_of: date | None = None
    lang: str | None = None
    title_at: tuple[int, int] | None = None  # where the title's words stand in the text, if on one line


def parse(text: str) -> tuple[Front, int]:
    """The front matter and the offset at which the article begins (0 without front matter).

    A ValueError names the line or the key, what was found and what is expected. A `---` that is not followed
    by a key is a ruled line of the article, not front matter.
    """
    opening = OPENING.match(text)
    if opening is None:
        return Front(), 0
    closing = CLOSING.search(text, opening.end())
    if closing is None:
        if re.match(r"\s*[\w-]+[ \t]*:", text[opening.end() :]) is None:
            return Front(), 0
        raise ValueError("front matter begins with --- at line 1 and has no closing --- line")
    written = text[opening.end() : closing.start()]
    said = _front(_mapping(written))
    return replace(said, title_at=_title_at(written, opening.end()) if said.title else None), closing.end()


def iso_date(written: str) -> date:
    """The day of an ISO date or date and time, such as 2025-08-07 or 2025-08-07T14:00:00Z."""
    try:
        return date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else _day(written)
    except ValueError:
        raise ValueError(f"found {written!r}, expected an ISO date such as 2025-08-07") from None


def _day(written: str) -> date:
    if not re.match(r"\d{4}-\d\d-\d\d[T ]", written):
        raise ValueError(written)
    return datetime.fromisoformat(written).date()


def _mapping(written: str) -> Mapping[str, object]:
    import yaml

    try:
        # BaseLoader leaves every value as written: a title may be a number, a bad date keeps its words.
        found = yaml.load(written, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        plain = _plain(written)
        if plain is None:
            raise ValueError(_yaml_fault(error)) from None
        return plain
    except RecursionError:
        raise ValueError("front matter is nested too deeply") from None
    if found in (None, ""):
        return {}
    if not isinstance(found, Mapping):
        raise ValueError("front matter, line 2: expected `key: value` lines")
    return found


_LINE = re.compile(r"^(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>[^\s\"'\[{&*!|>%@`].*?)[ \t]*$", re.MULTILINE)


def _plain(written: str) -> dict[str, object] | None:
    """Lines of `key: value` that YAML refuses because the value has a colon: "title: Potatoes: a hard year"."""
    lines = [line for line in written.splitlines() if line.strip()]
    found = [_LINE.fullmatch(line) for line in lines]
    return {line["key"]: line["value"] for line in found if line} if lines and all(found) else None


def _title_at(written: str, offset: int) -> tuple[int, int] | None:
    """Where the words of the title stand, without its quotation marks."""
    import yaml

    try:
        root = yaml.compose(written, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        titles = (match for match in _LINE.finditer(written) if match["key"] == "title")
        return next(((offset + match.start("value"), offset + match.end("value")) for match in titles), None)
    if not isinstance(root, yaml.MappingNode):
        return None
    for key, value in root.value:
        if key.value == "title" and value.start_mark.line == value.end_mark.line:
            quoted = value.style in {"'", '"'}
            return offset + value.start_mark.index + quoted, offset + value.end_mark.index - quoted
    return None


def _yaml_fault(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "cannot be read as YAML"
    line = mark.line + 2 if mark is not None else 2
    return f"front matter, line {line}: {problem}"


def _front(found: Mapping[str, object]) -> Front:
    return Front(
        title=_words(found, "title"),
        source=_words(found, "source"),
        url=_words(found, "url"),
        published=_date(found, "published"),
        as_of=_date(found, "as_of"),
        lang=_words(found, "lang"),
    )


def _words(found: Mapping[str, object], key: str) -> str | None:
    value = found.get(key, "")
    if isinstance(value, list):  # several authors or sources
        value = ", ".join(str(part) for part in value)
    if not isinstance(value, str):
        raise ValueError(f"front matter: {key}: found several keys, expected one line of text")
    return None if value in ABSENT else " ".join(value.split())


def _date(found: Mapping[str, object], key: str) -> date | None:
    words = _words(found, key)
    if words is None:
        return None
    try:
        return iso_date(words)
    except ValueError as error:
        raise ValueError(f"front matter: {key}: {error}") from None
