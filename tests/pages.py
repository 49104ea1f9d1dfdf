"""Cases as pages: articles with the expected findings drawn under the words they concern.

A page is Markdown. A heading names a case; a fence `article` (or `article name.md`) is an article, a fence
`assumptions` the table of the case. Under a line of an article stand the marks of its findings:

    Output rose 30% from 40 MW to 50 MW.
                ^^^ inconsistent [percent-change] "25%"

A rule's own page draws every finding of the rule and every inconsistent one of any rule; other pages draw all.
What is not drawn must not be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.config import Settings
from factcheck.model import Finding, Report, Strength, Verdict
from factcheck.pipeline import audit

MARK = re.compile(r"^\s*\^+ (?:consistent|inconsistent|unverified)\b.*$")
FENCE = re.compile(r"^```(article|assumptions)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One heading of a page: its articles by name, without marks, and its table."""

    page: Path
    name: str
    body: str

    @property
    def id(self) -> str:
        return f"{self.page.stem}: {self.name}"


def cases(page: Path) -> Iterator[Case]:
    """The cases of a page; headings without an article are prose."""
    for part in re.split(r"^(?=#{2,3} )", page.read_text("utf-8"), flags=re.MULTILINE):
        if FENCE.search(part) and part.startswith("#"):
            yield Case(page, part.splitlines()[0].strip("# "), part)


def written(case: Case, folder: Path) -> None:
    """Write the case's articles, without their marks, and its table into a folder."""
    for kind, name, text in _fences(case):
        (folder / ("assumptions.csv" if kind == "assumptions" else name)).write_text(_unmarked(text), "utf-8")


def marks(case: Case) -> Iterator[tuple[str, int, str]]:
    """Of each drawn finding the article, where its claim starts in the text without marks, and the rule's code."""
    for kind, name, text in _fences(case):
        line_start = offset = 0
        for line in text.splitlines(keepends=True):
            if kind == "article" and MARK.match(line):
                code = re.search(r"\[([a-z-]+)\]", line)
                if code is not None:
                    yield name, line_start + line.index("^"), code[1]
            else:
                line_start, offset = offset, offset + len(line)


def redrawn(case: Case, folder: Path) -> str:
    """The case's text with the marks that a run draws; equal to the text itself where nothing has changed."""
    written(case, folder)
    table = folder / "assumptions.csv"
    report = audit(folder, Settings(assumptions=(table,) if table.exists() else ()))
    rule = case.page.stem.replace("_", "-") if case.page.parent.name == "relate" else None
    names = iter([name for kind, name, _ in _fences(case) if kind == "article"])

    def draw(match: re.Match[str]) -> str:
        if match[1] == "assumptions":
            return match[0]
        name = next(names)
        label = f" {match[2]}" if match[2] else ""
        return f"```article{label}\n{_marked(_unmarked(match[3]), name, report, rule)}```"

    return FENCE.sub(draw, case.body)


def _fences(case: Case) -> list[tuple[str, str, str]]:
    found = []
    for at, match in enumerate(FENCE.finditer(case.body)):
        found.append((match[1], match[2] or f"article-{at}.md", match[3]))
    return found


def _unmarked(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not MARK.match(line))


def _marked(text: str, name: str, report: Report, rule: str | None) -> str:
    drawn: list[str] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        drawn.append(line)
        inside = [f for f in report.findings if _stands_in(f, name, offset, offset + len(line))]
        for finding in sorted(inside, key=lambda f: (f.claim.span, f.relation.rule)):
            if _is_drawn(finding, rule):
                drawn.append(_mark(finding, offset) + "\n")
        offset += len(line)
    return "".join(drawn)


def _stands_in(finding: Finding, name: str, start: int, end: int) -> bool:
    span = finding.claim.span
    return span.document == name and start <= span.start < end


def _is_drawn(finding: Finding, rule: str | None) -> bool:
    return rule is None or finding.relation.rule == rule or finding.verdict is Verdict.INCONSISTENT


def _mark(finding: Finding, line_start: int) -> str:
    span = finding.claim.span
    arrow = " " * (span.start - line_start) + "^" * (span.end - span.start)
    words = f"{arrow} {finding.verdict}"
    if finding.strength is Strength.ROUNDED:
        words += " (rounded)"
    words += f" [{finding.relation.rule}]"
    if finding.verdict is Verdict.INCONSISTENT:
        words += f' "{finding.suggestion}"'
    return words + (" follows" if finding.because_of else "")
