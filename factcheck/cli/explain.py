"""`factcheck explain`: a rule's page, or the whole working of one claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import click

from factcheck.cli.options import config_option, near, reports_option
from factcheck.cli.working import claim_lines, passed_lines
from factcheck.errors import ReportError, UnknownNameError

SHORTEST_PREFIX = 6
MOST = 10  # so many figures that could be meant are listed


@click.command()
@click.argument("name", metavar="RULE|CLAIM")
@reports_option
@config_option
def explain(name: str, reports: Path | None, settings_file: Path | None) -> None:
    """Print a rule's page, or the whole working of one claim of the last report.

    CLAIM is its id or that of a finding, or the first six or more characters of one; its place, article.md:12 or
    article.md:12:36; or its words, "$12.3 billion".
    """
    from factcheck import config

    pages = _rule_pages()
    if name in pages:
        click.echo(pages[name], nl=False)
        return
    settings = config.find(Path("corpus"), settings_file)
    path = (reports or settings.reports) / "report.json"
    if not path.exists():
        hint = near(name, list(pages)) or f"; rules are {', '.join(pages)}"
        raise UnknownNameError(f"{name!r} is no rule{hint}; for a claim there is no {path} yet: factcheck run CORPUS")
    found = _loaded(path)
    meant = _meant(name, found, pages, path)
    try:
        known = claim_lines(meant, found, _columns(settings.assumptions))
        lines = list(known if _is_claim(meant) else passed_lines(meant))
    except KeyError as error:  # keys are added under one number of the schema
        raise ReportError(f"{path}: is of an older factcheck, without {error}; write it anew with run") from None
    click.echo("\n".join(lines))


def _rule_pages() -> Mapping[str, str]:
    """The pages of the rules by the rules' codes, `share-of` for share_of.md."""
    folder = resources.files("factcheck.relate")
    pages = [page for page in folder.iterdir() if page.name.endswith(".md")]
    named = {page.name.removesuffix(".md").replace("_", "-"): page for page in pages}
    return {code: named[code].read_text(encoding="utf-8") for code in sorted(named)}


def _loaded(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if str(found["schema"]).startswith("factcheck.report/"):
            return dict(found)
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise ReportError(f"{path}: is no report of factcheck; write it anew with factcheck run CORPUS")


def _columns(tables: Sequence[Path]) -> tuple[str, ...]:
    """The header of the first table, so that a row proposed for it fits; none where there is no table."""
    import csv

    try:
        with tables[0].open(encoding="utf-8-sig", newline="") as file:
            return tuple(next(csv.reader(file)))
    except (IndexError, OSError, UnicodeDecodeError, StopIteration, csv.Error):
        return ()


def _meant(name: str, found: Mapping[str, Any], pages: Mapping[str, str], path: Path) -> Mapping[str, Any]:
    """The one claim, or number passed over, of that id, place or words."""
    candidates = _by_id(name, found) or _by_place(name, found) or _by_words(name, found)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        for each in candidates[:MOST]:
            click.echo(f"{_where(each)}: {each['text']}{_named(each)}", err=True)
        more = f" ({MOST} of them above)" if len(candidates) > MOST else ""
        raise UnknownNameError(f"{name!r} could be {len(candidates)} figures{more}; name one by its place or its id")
    short = 0 < len(name) < SHORTEST_PREFIX and name.isalnum()
    hint = near(name, list(pages)) or (f"; an id needs at least {SHORTEST_PREFIX} characters" if short else "")
    raise UnknownNameError(f"{name!r} is no rule and no figure of {path}{hint}")


def _by_id(name: str, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claims whose id, or whose finding's id, begins so."""
    if len(name) < SHORTEST_PREFIX:
        return []
    of_findings = {each["claim"] for each in found["findings"] if each["id"].startswith(name)}
    return [each for each in found["claims"] if each["id"].startswith(name) or each["id"] in of_findings]


def _by_place(name: str, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The figures at path:line, or the one at path:line:column; those that claim nothing where there is no other."""
    place = re.fullmatch(r"(.+?):(\d+)(?::(\d+))?:?", name)
    if place is None:
        return []
    document, line, column = place[1].removeprefix("./"), int(place[2]), int(place[3] or 0)
    there = [
        each
        for each in (*found["claims"], *found["passed"])
        if (each["document"] == document or each["document"].endswith(f"/{document}")) and each["line"] == line
    ]
    exact = [each for each in there if each["column"] <= column < each["column"] + len(each["text"])]
    return exact or _claims_first(there)


def _by_words(name: str, found: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The figures in those words; without one, those that have them among their own."""
    everything = (*found["claims"], *found["passed"])
    words = " ".join(name.split()).casefold()
    said = [(each, " ".join(each["text"].split()).casefold()) for each in everything]
    same = _claims_first(each for each, text in said if text == words)
    return same or _claims_first(each for each, text in said if words and words in text)


def _claims_first(figures: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The claims among them; where there are none, the numbers passed over."""
    known = list(figures)
    return [each for each in known if _is_claim(each)] or known


def _is_claim(figure: Mapping[str, Any]) -> bool:
    """Whether it is a claim; a number that was passed over has no verdict."""
    return "verdict" in figure


def _where(figure: Mapping[str, Any]) -> str:
    return f"{figure['document']}:{figure['line']}:{figure['column']}"


def _named(figure: Mapping[str, Any]) -> str:
    return f" (claim {figure['id']}, {figure['verdict']})" if _is_claim(figure) else " (passed over)"
