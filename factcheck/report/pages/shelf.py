"""Where everything stands in the report: the page of each article, measure and row, and the links between them.

The report is a folder of pages, or all of them in one file. Only links differ: what is `../articles/farm.html#claim-7`
from a measure's page is `#claim-7` in the one file, so that ids must differ across all pages.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

INDEX = "index.html"
ROWS_A_PAGE = 500
POINTS_A_PAGE = 400
LONGEST_SLUG = 60

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages by what they are about; `one_file` is where all of them are one."""

    articles: Mapping[str, str]  # document id → slug
    measures: Mapping[str, str]  # measure → slug
    rows: Mapping[str, str]  # row id → page
    one_file: bool

    def article_page(self, document: str) -> str:
        return f"articles/{self.articles[document]}.html"

    def measure_page(self, measure: str, number: int = 1) -> str:
        return numbered(f"measures/{self.measures[measure]}", number)

    def link(self, here: str, page: str, fragment: str) -> str:
        """The address of a place on a page, seen from the page `here`."""
        if self.one_file or here == page:
            return f"#{fragment}"
        return f"{relative(here, page)}#{fragment}"

    def page_link(self, here: str, page: str, fragment: str) -> str:
        """The address of a whole page; in the one file, of the part that `fragment` names."""
        return f"#{fragment}" if self.one_file else relative(here, page)


def shelf(documents: Iterable[str], measures: Iterable[str], rows: Sequence[str], *, one_file: bool) -> Shelf:
    """Give everything its page."""
    pages = {row: assumptions_page(number) for number, part in chunks(rows, ROWS_A_PAGE) for row in part}
    return Shelf(slugs(documents), slugs(measures), pages, one_file)


def assumptions_page(number: int) -> str:
    return numbered("assumptions", number)


def numbered(stem: str, number: int) -> str:
    """The name of a page that may have followers: the first is `stem.html`, the second `stem.2.html`.

    Slugs hold no dot, so that none is taken for a follower of another.
    """
    return f"{stem}.html" if number == 1 else f"{stem}.{number}.html"


def chunks(records: Sequence[T], size: int) -> Iterable[tuple[int, Sequence[T]]]:
    """The records in parts of one page each, with the number of the page; one empty part where there are none."""
    for number, start in enumerate(range(0, max(len(records), 1), size), start=1):
        yield number, records[start : start + size]


def relative(here: str, page: str) -> str:
    """The way from one page to another."""
    folder, _, name = page.rpartition("/")
    above = here.rpartition("/")[0]
    return name if above == folder else "../" * here.count("/") + page


def slugs(ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id that every file system takes; ids that would share one get a digest each.

    "wards/Hospital 2.txt" is "wards-hospital-2".
    """
    plain = {id_: _slug(id_) for id_ in ids}
    shared = Counter(plain.values())
    return {
        id_: slug if slug and shared[slug] == 1 else f"{slug}-{digest(id_)}".removeprefix("-")
        for id_, slug in plain.items()
    }


def _slug(id_: str) -> str:
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", id_)
    return re.sub(r"[^a-z0-9]+", "-", stem.lower())[:LONGEST_SLUG].strip("-")


def digest(id_: str) -> str:
    return hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()[:16]


def anchor(kind: str, id_: str) -> str:
    """An id for HTML: the record's own where it may stand in a fragment, else a digest of it."""
    safe = re.fullmatch(r"[A-Za-z0-9_.-]+", id_)
    return f"{kind}-{id_ if safe else digest(id_)}"


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web, else None: no `javascript:`, no file, nothing without a host."""
    address = (url or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc and address.isprintable() else None
