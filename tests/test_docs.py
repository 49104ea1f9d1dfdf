"""What the documents say holds: links lead somewhere, the map names what there is, commands and formats are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Group

from factcheck import pipeline
from factcheck.cli import main
from factcheck.cli.outputs import writers

HOME = Path(__file__).parent.parent
PAGES = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md"), *(HOME / "factcheck" / "relate").glob("*.md")])
README = (HOME / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_map_names_every_module_and_nothing_else() -> None:
    drawn = re.search(r"```\nfactcheck/\n(.*?)\ncorpus/", README, re.DOTALL)
    assert drawn is not None
    named = set(re.findall(r"^  (\w+\.py|\w+/)", drawn[1], re.MULTILINE))
    package = HOME / "factcheck"
    there = {f"{path.name}/" for path in package.iterdir() if (path / "__init__.py").exists()}
    there |= {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert named == there


def test_the_stages_stand_in_one_order_everywhere() -> None:
    stages = ("read", "extract", "link", "relate", "check", "report")
    sections = re.findall(r"^# ── \d (\w+)", (HOME / "factcheck" / "model.py").read_text("utf-8"), re.MULTILINE)
    layers = re.search(r'"factcheck\.read[^"]*"', (HOME / "pyproject.toml").read_text("utf-8"))
    assert layers is not None
    assert tuple(sections) == stages
    assert tuple(re.findall(r"factcheck\.(\w+)", layers[0])) == stages
    assert tuple(re.findall(r"^  (\w+)/\s+\d", README, re.MULTILINE)) == stages
    assert " → ".join(stages) in README
    assert " → ".join(stages) in (pipeline.__doc__ or "")


def test_every_command_is_told() -> None:
    assert isinstance(main, Group)
    for name in main.commands:
        assert f"`factcheck {name}" in README


def test_the_readme_starts_with_two_commands_that_need_only_python() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README)
    assert len(commands) == 2
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install ") for command in commands)
    assert commands[0].endswith("factcheck run corpus/")
    assert commands[1].endswith("python -m pytest")


def test_every_format_is_told() -> None:
    page = (HOME / "docs" / "formats.md").read_text("utf-8")
    table = re.search(r"\n\n(\| format \| for .*?)\n\n", page, re.DOTALL)
    assert table is not None
    assert set(re.findall(r"^\| `(\w+)` \|", table[1], re.MULTILINE)) == set(writers())
