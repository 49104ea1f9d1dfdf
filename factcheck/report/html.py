"""The pages an editor opens: they ask nothing of the network and run nothing that they were given.

`pages/` prepares what is said, the templates arrange it. Style and scripts stand inside every page, and its
Content-Security-Policy admits exactly those by their digests. The report is a folder of pages (`site`), or one file
that can be mailed (`write`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from factcheck import __version__
from factcheck.model import Report, Writer
from factcheck.report.pages.articles import article_view
from factcheck.report.pages.assumptions import table_views
from factcheck.report.pages.desk import Desk, desk
from factcheck.report.pages.front import article_pages, card_pages, front_view, in_order, worst_first
from factcheck.report.pages.measures import measure_views
from factcheck.report.pages.shelf import INDEX, assumptions_page
from factcheck.report.plain import printable
from factcheck.report.texts import text

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = ("report.js", "lists.js", "keys.js")
GENERATOR = "factcheck"

T = TypeVar("T")


def write(report: Report) -> str:
    """The report as one self-contained file."""
    seen = desk(report, one_file=True)
    documents = worst_first(seen)
    return render(
        "whole.html.j2",
        front=front_view(seen, report, in_order(seen), documents),
        articles=(article_view(seen, document) for document in documents),
        measures=(view for name in seen.shelf.measures for _, view in measure_views(seen, name)),
        table=next(view for _, view in table_views(seen)),
        nav=_nav(seen, INDEX),
    )


def site(report: Report) -> Iterator[tuple[str, str]]:
    """The report as pages: the path of each below the report's folder, and its text; made one after the other."""
    seen = desk(report, one_file=False)
    listed, documents = in_order(seen), worst_first(seen)
    yield INDEX, render("index.html.j2", front=front_view(seen, report, listed, documents), nav=_nav(seen, INDEX))
    for page, cards in card_pages(seen, listed):
        yield page, render("more_findings.html.j2", cards=cards, nav=_nav(seen, page))
    for page, lines in article_pages(seen, documents):
        yield page, render("more_articles.html.j2", articles=lines, nav=_nav(seen, page))
    for document in documents:
        page = seen.shelf.article_page(document.id)
        yield page, render("article.html.j2", article=article_view(seen, document), nav=_nav(seen, page))
    for name in seen.shelf.measures:
        for page, measure in measure_views(seen, name):
            yield page, render("measure.html.j2", measure=measure, nav=_nav(seen, page))
    for page, table in table_views(seen):
        yield page, render("assumptions.html.j2", table=table, nav=_nav(seen, page))


def render(template: str, **values: object) -> str:
    """A page of its own from one of the templates."""
    from markupsafe import Markup

    style, script = _inline(("report.css",)), _inline(SCRIPTS)
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            generator=f"{GENERATOR} {__version__}",
            policy=content_security_policy(style, script),
            style=Markup(style),  # ours, from templates/: nothing of an article or a table comes here
            script=Markup(script),
        )
    )


def is_ours(page: str) -> bool:
    """Whether a page was written by factcheck, by what it says at its head."""
    return f'<meta name="generator" content="{GENERATOR} ' in page


def content_security_policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or run but this style and this script."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def shown(value: T) -> T | str:
    """Text without the signs that a page may not hold; all else, and our own markup, as it is."""
    return printable(value) if isinstance(value, str) and type(value) is str else value


def _nav(seen: Desk, page: str) -> dict[str, str]:
    """The addresses of the report's parts, seen from a page."""
    here = seen.at(page)
    return {
        **{part: here.index_link(part) for part in ("top", "findings", "articles", "unchecked", "measures")},
        "assumptions": seen.shelf.page_link(page, assumptions_page(1), "assumptions"),
    }


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["t"] = text
    return environment


@cache
def _inline(names: Iterable[str]) -> str:
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def _digest(words: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(words.encode()).digest()).decode()


WRITER = Writer("html", "the pages for an editor, in one file", write)
