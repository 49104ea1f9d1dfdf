"""Every rule's page and every page of cases runs as it is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import Case, cases, redrawn

import factcheck.relate
from factcheck import pipeline

RELATE = Path(factcheck.relate.__file__).parent
PAGES = sorted([*RELATE.glob("*.md"), *(Path(__file__).parent / "cases").glob("articles*.md")])


@pytest.mark.parametrize("case", [case for page in PAGES for case in cases(page)], ids=lambda case: case.id)
def test_the_findings_are_as_drawn(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    drawn = redrawn(case, tmp_path)
    if request.config.getoption("--update-cases") and drawn != case.body:
        text = case.page.read_text("utf-8")
        case.page.write_text(text.replace(case.body, drawn, 1), "utf-8")
        return
    assert drawn == case.body


def test_every_rule_has_a_page_with_an_agreeing_a_failing_and_a_silent_case() -> None:
    for rule in pipeline.rules():
        page = RELATE / f"{rule.code.replace('-', '_')}.md"
        bodies = [case.body for case in cases(page)]
        assert any(f"consistent [{rule.code}]" in body or f"(rounded) [{rule.code}]" in body for body in bodies)
        assert any(f"inconsistent [{rule.code}]" in body for body in bodies)
        assert any(f"[{rule.code}]" not in body for body in bodies)
