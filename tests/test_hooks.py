"""The ways into a pipeline: hooks for pre-commit, the action for GitHub, the job for GitLab, and runs over some articles."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from factcheck.cli import main

ROOT = Path(__file__).parents[1]
TABLE = """id,measure,name,value,unit,as_of,aliases,source
herd_2024,herd,"Dairy herd, 2024",5200,cow,2024,dairy herd,the district
"""
WRONG = "In 2024 the dairy herd counted 9,400 cows.\n"
RIGHT = "In 2024 the dairy herd counted 5,200 cows.\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three articles below corpus/, one of them wrong; the test stands in the folder above."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    (folder / "south").mkdir(parents=True)
    (folder / "factcheck.toml").write_text('exclude = ["drafts"]\n')
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "north.md").write_text(RIGHT)
    (folder / "south/herd.md").write_text(WRONG)
    (folder / "west.md").write_text("The fair sold 73 raffle tickets.\n")
    return folder


def call(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# ── some articles of a corpus ─────────────────────────────────────────────────────────────────────────────


def test_only_the_articles_named_are_looked_at() -> None:
    assert call("run", "corpus").exit_code == 1
    result = call("run", "corpus", "corpus/north.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 article, " in result.stdout
    result = call("run", "corpus", "corpus/north.md", "corpus/south/herd.md")
    assert result.exit_code == 1
    documents = json.loads(Path("reports/report.json").read_text(encoding="utf-8"))["documents"]
    assert [document["id"] for document in documents] == ["north.md", "south/herd.md"]


def test_findings_have_the_ids_that_they_have_in_the_whole_corpus() -> None:
    call("baseline", "create", "corpus")
    result = call("run", "corpus", "corpus/south/herd.md")
    assert result.exit_code == 0
    assert "= 0 new + 1 known" in result.stdout
    assert "stale" not in result.stdout  # what the baseline has of other articles is not looked for


def test_what_is_no_article_is_passed_over_and_what_is_not_there_is_told(corpus: Path) -> None:
    (corpus / "drafts").mkdir()
    (corpus / "drafts/next.md").write_text(WRONG)
    (corpus / "README.md").write_text(WRONG)
    result = call("run", "corpus", "corpus/drafts/next.md", "corpus/README.md")
    assert result.exit_code == 0
    assert result.stderr == "factcheck: note: none of the files named is an article of the corpus: nothing to do\n"
    assert not Path("reports").exists()
    Path("other.md").write_text(WRONG)
    result = call("run", "corpus", "other.md")
    assert (result.exit_code, result.stderr) == (
        2,
        "factcheck: corpus: other.md: does not stand in the folder corpus, expected an article of it\n",
    )
    assert call("run", "corpus", "corpus/gone.md").stderr == (
        "factcheck: corpus: corpus/gone.md: no such file; expected an article of corpus\n"
    )
    (corpus / "scan.md").write_bytes(b"\xff\xfe\x00")
    assert call("run", "corpus", "corpus/scan.md").exit_code == 2


def test_a_run_can_leave_no_reports_behind() -> None:
    result = call("run", "corpus", "--no-reports", "--output", "csv=claims.csv")
    assert result.exit_code == 1
    assert Path("claims.csv").exists()
    assert not Path("reports").exists()
