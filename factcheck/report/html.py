"""The page an editor opens: one HTML file that asks nothing of the network and runs nothing it was given.

`page.py` prepares what is said, the template arranges it. Style and script stand inside the page, and its
Content-Security-Policy admits exactly those two by their digests.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from factcheck import __version__
from factcheck.model import Report, Writer
from factcheck.report.page import page
from factcheck.report.plain import printable

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

T = TypeVar("T")


def write(report: Report) -> str:
    """The report as one self-contained page."""
    return render("report.html.j2", page=page(report))


def render(template: str, **values: object) -> str:
    """A page of its own from one of the templates."""
    from markupsafe import Markup

    style, script = _inline("report.css"), _inline("report.js")
    return (
        _environment()
        .get_template(template)
        .render(
            **values,
            version=__version__,
            policy=content_security_policy(style, script),
            style=Markup(style),  # ours, from templates/: nothing of an article or a table comes here
            script=Markup(script),
        )
    )


def content_security_policy(style: str, script: str) -> str:
    """Nothing may be loaded, sent or run but this style and this script."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def shown(value: T) -> T | str:
    """Text without the signs that a page may not hold; all else, and our own markup, as it is."""
    return printable(value) if isinstance(value, str) and type(value) is str else value


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _inline(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


WRITER = Writer("html", "the page for an editor, in one file", write)
