"""What a person is told on the terminal: how much, in which colours, and what a pipe gets instead."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample_report import accepted, hostile, sample

from factcheck.cli import main
from factcheck.cli.terminal import screen
from factcheck.model import Detail, Screen, Severity
from factcheck.report import text

ROOT = Path(__file__).parents[1]
COLOUR = re.compile("\x1b\\[[0-9;]*m")
TABLE = """id,measure,name,value,unit,as_of,aliases,source
herd_2024,herd,"Dairy herd, 2024",5200,cow,2024,dairy herd,the district
"""
ARTICLE = "In 2024 the dairy herd counted 9,400 cows.\nThe fair sold 73 raffle tickets.\n"
WRONG = "corpus/herd.md:1:32: equals-assumption “9,400 cows” is 4,200 cows (80.8%) too high: "
OPEN = "corpus/herd.md:2:15: unverified “73 raffle tickets”: "


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "herd.md").write_text(ARTICLE)
    return folder


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["run", "corpus", *arguments])


def on_a_terminal(*arguments: str, columns: int = 60, **environment: str) -> str:
    """What a person sees who runs the command in a terminal of that width."""
    ours, theirs = pty.openpty()
    known = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": str(columns), **environment}
    command = [sys.executable, "-m", "factcheck", "run", "corpus", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=known):
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # how Linux says that the other end has closed
            pass
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


# ── how it is shown ───────────────────────────────────────────────────────────────────────────────────────


def test_a_terminal_gets_colours_and_lines_of_its_width() -> None:
    seen = on_a_terminal("--output", "text=-")
    assert seen.startswith("\x1b[1mcorpus/herd.md:1:32:\x1b[0m \x1b[31mequals-assumption\x1b[0m “9,400 cows”")
    plain = COLOUR.sub("", seen)
    findings = plain[: plain.index("\n\n")].splitlines()
    assert len(findings) > 2
    assert max(map(len, findings)) <= 60
    assert plain.startswith(WRONG[:50])


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_a_terminal_without_colours(
    environment: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ({"TERM": "xterm", "COLUMNS": "300"} | environment).items():
        monkeypatch.setenv(name, value)
    assert screen(Terminal(), Detail.USUAL) == Screen(Detail.USUAL, width=100, colours=coloured)


def test_a_pipe_gets_a_finding_a_line_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    result = call()
    assert result.stdout.startswith(WRONG)
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()[0]) > 100


def test_colours_can_be_asked_for_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31mequals-assumption\x1b[0m" in call().stdout
    monkeypatch.setenv("FORCE_COLOR", "0")
    assert "\x1b" not in call().stdout


def test_a_file_is_plain_whatever_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    call("--output", "text=summary.txt")
    assert Path("summary.txt").read_text(encoding="utf-8").startswith(WRONG)
    assert "\x1b" not in Path("summary.txt").read_text(encoding="utf-8")


def test_colours_say_how_grave_a_finding_is_and_change_no_word() -> None:
    report = sample()
    findings = (replace(f, severity=Severity.MINOR) if f.id == "cf-sold" else f for f in report.findings)
    report = replace(report, findings=tuple(findings))
    shown = text.show(report, Screen(colours=True))
    assert "\x1b[33mequals-assumption\x1b[0m The club" in shown
    assert "\x1b[31munit-price\x1b[0m £2.3 million" in shown
    assert COLOUR.sub("", shown) == text.write(report)


def test_an_article_cannot_colour_the_terminal() -> None:
    shown = COLOUR.sub("", text.show(hostile(), Screen(Detail.VERBOSE, width=80, colours=True)))
    assert "\x1b" not in shown


# ── how much is told ──────────────────────────────────────────────────────────────────────────────────────


def test_quiet_tells_only_what_is_wrong(corpus: Path) -> None:
    result = call("--quiet")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(WRONG)
    assert result.stdout.splitlines()[1:] == [
        "    suggestion: about 5,200 cows",
        "    would read: In 2024 the dairy herd counted 5,200 cows.",
        "",
        "fails: 1 inconsistent claim; 1 unverified claim",
    ]
    (corpus / "assumptions.csv").unlink()
    assert call("--quiet").stderr == ""  # the missing table is worth a note, no more
    (corpus / "herd.md").write_text("Nothing to see.\n")
    assert call("-q").output == ""


def test_verbose_tells_what_is_not_verified_and_what_was_done() -> None:
    result = call("-v", "--output", "csv=claims.csv")
    assert OPEN in result.stdout
    assert OPEN not in call().stdout
    assert result.stderr.splitlines() == [
        "factcheck: articles read: 1; rows read: 1 of corpus/assumptions.csv",
        "factcheck: wrote reports/index.html",
        "factcheck: wrote reports/report.json",
        "factcheck: wrote claims.csv",
    ]


def test_errors_are_told_however_quiet() -> None:
    result = CliRunner().invoke(main, ["run", "gone", "--quiet"])
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: corpus: gone: no such file or folder")


def test_what_was_known_before_is_counted_and_what_is_new_is_told() -> None:
    lines = text.write(accepted()).splitlines()
    assert [line.split()[1] for line in lines if re.match(r"\S+:\d+:\d+: ", line)] == [
        "unit-price",
        *["unverified"] * 12,
    ]
    at = lines.index("compared with factcheck-baseline.jsonl: 18 = 13 new + 2 known + 2 waived + 1 ignored")
    assert lines[at + 1 :] == [
        "club.txt: stale: multiple-of: trebled is no longer found",
        "factcheck-waivers.toml:11: this waiver ended on 2026-01-31",
        "harvest.md:7: this waiver has no reason",
        "",
        "not read: scans/ledger.txt: not UTF-8: byte 0xff at offset 12",
        "",
        "fails: 1 new inconsistent figure; 11 new unverified claims",
    ]
