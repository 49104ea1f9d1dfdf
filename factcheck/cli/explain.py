"""`factcheck explain`: a rule's page, or the whole working of one claim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

import click

from factcheck.cli.options import config_option, near, reports_option
from factcheck.errors import ReportError, UnknownNameError

SHORTEST_PREFIX = 6


@click.command()
@click.argument("name", metavar="RULE|CLAIM")
@reports_option
@config_option
def explain(name: str, reports: Path | None, settings_file: Path | None) -> None:
    """Print a rule's page, or the whole working of one claim of the last report."""
    pages = _rule_pages()
    if name in pages:
        click.echo(pages[name], nl=False)
        return
    if len(name) < SHORTEST_PREFIX and not get_close_matches(name, pages, n=1):
        raise UnknownNameError(f"{name!r} is no rule; a claim needs at least {SHORTEST_PREFIX} characters of its id")
    path = _report_path(reports, settings_file)
    if not path.exists():
        hint = near(name, list(pages)) or f"; rules are {', '.join(pages)}"
        raise UnknownNameError(f"{name!r} is no rule{hint}; for a claim there is no {path} yet: factcheck run CORPUS")
    found = _loaded(path)
    click.echo("\n".join(_claim_lines(_claim(name, found, pages, path), found)))


def _rule_pages() -> Mapping[str, str]:
    """The pages of the rules by the rules' codes, `share-of` for share_of.md."""
    folder = resources.files("factcheck.relate")
    pages = [page for page in folder.iterdir() if page.name.endswith(".md")]
    named = {page.name.removesuffix(".md").replace("_", "-"): page for page in pages}
    return {code: named[code].read_text(encoding="utf-8") for code in sorted(named)}


def _report_path(reports: Path | None, settings_file: Path | None) -> Path:
    from factcheck import config

    return (reports or config.find(Path("corpus"), settings_file).reports) / "report.json"


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


def _claim(name: str, found: Mapping[str, Any], pages: Mapping[str, str], path: Path) -> Mapping[str, Any]:
    """The claim whose id, or whose finding's id, begins so."""
    of_findings = {each["claim"] for each in found["findings"] if each["id"].startswith(name)}
    claims = [each for each in found["claims"] if each["id"].startswith(name) or each["id"] in of_findings]
    if len(claims) == 1 and len(name) >= SHORTEST_PREFIX:
        return dict(claims[0])
    if len(claims) > 1:
        ids = ", ".join(each["id"] for each in claims[:5])
        raise UnknownNameError(f"{name!r} begins the ids of {len(claims)} claims: {ids}; give more of it")
    raise UnknownNameError(f"{name!r} is no rule{near(name, list(pages))} and no claim of {path}")


def _claim_lines(claim: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{claim['text']}  ({claim['document']}:{claim['line']}:{claim['column']}, claim {claim['id']})"
    yield f"  {claim['sentence']}"
    yield ""
    shown = {
        "read as": _read_as(claim),
        "measure": claim["measure"] or "none that the table names",
        "because": claim["measure_why"],
        "as of": claim["as_of"],
        "attributed": claim["attributed"],
        "supposed": "yes" if claim["conditional"] else None,
        "verdict": " ".join(filter(None, (claim["verdict"], claim["strength"] and f"({claim['strength']})"))),
        "reason": claim["reason"],
    }
    yield from (f"{label:<11}{words}" for label, words in shown.items() if words)
    for finding in found["findings"]:
        if finding["claim"] == claim["id"]:
            yield ""
            yield from _finding_lines(finding, found)


def _read_as(claim: Mapping[str, Any]) -> str:
    hedge = f", hedged by {claim['hedge']!r}" if claim["hedge"] else ""
    return f"{_quantity(claim)}{hedge} ({claim['kind']})"


def _finding_lines(finding: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    texts = {claim["id"]: claim["text"] for claim in found["claims"]}
    yield ", ".join(filter(None, (f"{finding['rule']}: {finding['verdict']}", finding["severity"])))
    yield f"  {finding['message']}"
    shown = {
        "working": finding["working"],
        "stated": _quantity(finding["stated"]),
        "expected": _quantity(finding["expected"]),
        "suggestion": finding["suggestion"],
    }
    yield from (f"  {label:<11}{words}" for label, words in shown.items() if words)
    for operand in finding["operands"]:
        by = operand.get("assumption") or f"{texts.get(operand.get('claim'), '')} (claim {operand.get('claim')})"
        yield f"  {operand['role']:<11}{by}"
    yield from (f"  tried      {tried}" for tried in finding.get("tried", ()))
    yield from (f"  at fault   {texts.get(cause, '')} (claim {cause})" for cause in finding["causes"])
    yield from (f"  follows    from finding {other}" for other in finding["because_of"])


def _quantity(quantity: Mapping[str, Any]) -> str:
    """ "$870 billion, $865–875 billion"."""
    from fractions import Fraction

    from factcheck import figures
    from factcheck.interval import Interval

    value, low, high = (Fraction(quantity[key]) for key in ("value", "low", "high"))
    said = figures.say(value, quantity["unit"], significant=4)
    return said if low == high else f"{said}, {figures.say_interval(Interval(low, high), quantity['unit'])}"
