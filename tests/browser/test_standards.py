"""The pages by the standards: axe-core finds nothing to mend in light and dark, html-validate finds valid HTML."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest
from browsing import Visit, lacking, npm_package

PAGES = {
    "index": ("sample", "index.html", ""),
    "article": ("sample", "articles/club.html", "#finding-cf-price?show=inconsistent unverified consistent passed"),
    "article with a table": ("sample", "articles/harvest.html", ""),
    "measure": ("shipped", "measures/k401-assets.html", ""),
    "assumptions": ("sample", "assumptions.html", ""),
    "one file": ("sample", "whole.html", "#finding-hf-quarter"),
}
AUDIT = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map(
    found => `${found.id} (${found.impact}): ${found.nodes.map(node => node.html.slice(0, 200)).join(" | ")}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(visit: Visit, sites: dict[str, Path], name: str, scheme: str) -> None:
    folder, path, fragment = PAGES[name]
    page = visit(sites[folder] / path, fragment, color_scheme=scheme)
    page.evaluate(npm_package("axe-core/axe.min.js").read_text("utf-8"))
    assert page.evaluate(AUDIT) == []


def test_axe_finds_no_violation_in_the_list_of_keys_and_on_a_phone(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html")
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate(npm_package("axe-core/axe.min.js").read_text("utf-8"))
    assert page.evaluate(AUDIT) == []
    page.set_viewport_size({"width": 1280, "height": 740})
    page.keyboard.press("?")
    assert page.evaluate(AUDIT) == []


def test_axe_would_find_a_violation(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html")
    page.evaluate(npm_package("axe-core/axe.min.js").read_text("utf-8"))
    page.evaluate("document.querySelector('label input').parentElement.replaceWith(document.createElement('input'))")
    assert any(found.startswith("label (critical)") for found in page.evaluate(AUDIT))


def test_the_pages_are_valid_html(sites: dict[str, Path]) -> None:
    pages = [page for name in ("sample", "hostile") for page in sorted(sites[name].rglob("*.html"))]
    shipped = [sites["shipped"] / name for name in ("index.html", "assumptions.html", "measures/k401-assets.html")]
    assert _validated([*pages, *shipped, *sorted(sites["shipped"].glob("articles/*.html"))]) == ""


def test_invalid_html_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p id="a"><div id="a"></div></body></html>'
    )
    assert "no-dup-id" in _validated([page])


def _validated(pages: list[Path]) -> str:
    """What html-validate minds; "" where that is nothing."""
    node = which("node")
    if node is None:
        lacking("there is no node on this machine: apt-get install nodejs npm")
    validator = npm_package("html-validate/bin/html-validate.mjs")
    settings = Path(__file__).parent / ".htmlvalidate.cjs"
    command = [node, str(validator), "--config", str(settings), "--formatter", "text", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
