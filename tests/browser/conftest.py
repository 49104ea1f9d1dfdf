"""A real browser for the report's pages: Debian's Chromium, driven by Playwright; and pages to open in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from browsing import Visit, lacking
from many_articles import pick, repeated
from sample_report import hostile, sample

from factcheck.model import Report
from factcheck.report import html as html_writer

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        lacking("there is no chromium on this machine: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("playwright is not installed: pip install '.[test]'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, shipped: Report) -> dict[str, Path]:
    """The pages of the shipped corpus, of a report made by hand, and of one whose every text is an attack."""
    found = {"shipped": shipped, "sample": sample(), "hostile": hostile()}
    return {name: _written(report, tmp_path_factory.mktemp(name)) for name, report in found.items()}


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,001 articles: the pages of lists, and of the articles those that the tests open."""
    folder = tmp_path_factory.mktemp("large")
    report = repeated(sample(), 667)
    opened = [document for document in report.documents if "0600" in document.id]
    _written(pick(report, {document.id for document in opened}), folder, whole=False)
    for page, text in takewhile(lambda made: not made[0].startswith("articles/"), html_writer.site(report)):
        (folder / page).write_text(text, encoding="utf-8")
    return folder


def _written(report: Report, folder: Path, *, whole: bool = True) -> Path:
    for page, text in html_writer.site(report):
        path = folder / page
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if whole:
        (folder / "whole.html").write_text(html_writer.write(report), encoding="utf-8")
    return folder


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    """Open a page; at the end nothing may have been asked of the network, no error made and nothing run."""
    contexts, asked, wrong = [], [], []

    def opened(page: Path, fragment: str = "", **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.on("request", lambda request: asked.append((request.resource_type, request.url)))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("dialog", lambda dialog: wrong.append(f"a dialog: {dialog.message}") or dialog.dismiss())
        tab.goto(page.as_uri() + fragment)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert [request for request in asked if request[0] != "document" or not request[1].startswith("file:")] == []
    assert wrong == []
