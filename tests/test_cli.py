"""The command line: exit codes, what goes where, and that no input brings a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck import __version__, errors
from factcheck.cli import main

ROOT = Path(__file__).parents[1]
HEADER = "id,measure,name,value,unit,as_of,published,formula,aliases,part_of,source"
TABLE = f"""{HEADER}
harvest_2024,harvest,"Harvest, 2024",40 million,USD,2024,2025-01-10,,apple harvest|apples,,the council
storage_2024,storage,"Storage cost, 2024",10 million,USD,2024,2025-01-10,,storage cost,harvest,the council
storage_share_2024,storage_share,Share of storage,25,percent,2024,,storage / harvest,,,the council
"""
WRONG = """---
title: The harvest
published: 2025-03-01
---
# The harvest

In 2024 the apple harvest brought in $400 million.
"""
RIGHT = WRONG.replace("$400 million", "$40 million")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article that the table contradicts; the test stands in the folder above it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "factcheck.toml").write_text("")
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "harvest.md").write_text(WRONG)
    return folder


def call(*arguments: str, text: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def report(folder: Path = Path("reports")) -> dict:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


# ── run ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("corpus")
def test_a_figure_that_the_table_contradicts_fails_the_run() -> None:
    result = call("run", "corpus")
    assert result.exit_code == 1
    assert "corpus/harvest.md:7:38: equals-assumption “$400 million” is" in result.stdout
    assert result.stderr == ""
    (claim,) = report()["claims"]
    assert (claim["text"], claim["verdict"]) == ("$400 million", "inconsistent")
    assert "$400 million" in Path("reports/index.html").read_text(encoding="utf-8")


def test_a_corpus_without_faults_passes(corpus: Path) -> None:
    (corpus / "harvest.md").write_text(RIGHT)
    result = call("run", "corpus")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [claim["verdict"] for claim in report()["claims"]] == ["consistent"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--exit-zero"], 0),
        (["--fail-on", "unverified"], 0),
        (["--fail-on", "none"], 0),
        (["--fail-on", "inconsistent"], 1),
        (["--fail-on", "unverified, inconsistent"], 1),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_what_fails_a_run_can_be_chosen(options: list[str], code: int) -> None:
    assert call("run", "corpus", *options).exit_code == code


def test_an_unverified_figure_fails_a_run_unless_settings_say_otherwise(corpus: Path) -> None:
    (corpus / "harvest.md").write_text("The club sold 73 bicycles.\n")
    assert call("run", "corpus").exit_code == 1
    (corpus / "factcheck.toml").write_text('fail_on = ["inconsistent"]\n')
    assert call("run", "corpus").exit_code == 0


@pytest.mark.usefixtures("corpus")
def test_further_reports_and_standard_output() -> None:
    result = call("run", "corpus", "--reports", "out", "--output", "json=-", "--output", "text=deep/down.txt")
    assert json.loads(result.stdout) == report(Path("out"))
    assert "1 article" in result.stderr
    assert "equals-assumption" in Path("deep/down.txt").read_text(encoding="utf-8")
    assert not Path("reports").exists()
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "articles",
        "assumptions.html",
        "index.html",
        "measures",
        "report.json",
    ]


def test_pages_of_articles_that_are_gone_go_and_nothing_else(corpus: Path) -> None:
    (corpus / "shares.txt").write_text("Storage cost $10 million, 25% of the $40 million harvest.\n")
    call("run", "corpus", "--reports", "out", "--output", "html=out/articles/mail.html")
    pages = {path.name for path in Path("out/articles").iterdir()}
    assert pages == {"harvest.html", "shares.html", "mail.html"}
    own = Path("out/articles/own.html")
    own.write_text("<p>A page of somebody's own.</p>")
    Path("out/findings.2.html").write_text(Path("out/index.html").read_text(encoding="utf-8"))
    (corpus / "shares.txt").unlink()
    call("run", "corpus", "--reports", "out")
    assert {path.name for path in Path("out/articles").iterdir()} == {"harvest.html", "own.html"}
    assert not Path("out/findings.2.html").exists()


@pytest.mark.usefixtures("corpus")
def test_a_report_that_cannot_be_written_leaves_the_last_one_as_it_was() -> None:
    call("run", "corpus", "--reports", "out")
    before = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    Path("taken").mkdir()
    result = call("run", "corpus", "--reports", "out", "--fail-on", "none", "--output", "csv=taken")
    assert result.exit_code == 2
    assert result.stderr == "factcheck: report: taken: cannot be written: is a directory\n"
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("corpus")
def test_a_report_of_another_run_is_no_article() -> None:
    call("run", "corpus", "--reports", "corpus/old")
    result = call("run", "corpus", "--reports", "out")
    assert "old/index.html: is a page of a factcheck report, not an article" in result.stdout
    assert [document["id"] for document in report(Path("out"))["documents"]] == ["harvest.md"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], "Missing argument 'CORPUS'"),
        (["run", "corpus", "--output", "pdf=x"], "unknown format 'pdf'; formats are "),
        (["run", "corpus", "--output", "json"], "found 'json', expected FORMAT=PATH"),
        (
            ["run", "corpus", "--fail-on", "bad"],
            "'bad' is no verdict that can fail a run; known are inconsistent",
        ),
        (["run", "corpus", "--nonsense"], "No such option"),
        (["bake"], "No such command 'bake'"),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_wrong_usage(arguments: list[str], words: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr.replace("\n", " ")
    assert not Path("reports").exists()


def test_an_empty_folder_and_none(corpus: Path) -> None:
    (corpus.parent / "empty").mkdir()
    result = call("run", "empty")
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: corpus: empty: no article in it; expected at least one file")
    assert call("run", "gone").stderr.startswith("factcheck: corpus: gone: no such file or folder")
    assert not Path("reports").exists()


def test_a_missing_table_is_a_note_and_a_named_one_an_error(corpus: Path) -> None:
    (corpus / "assumptions.csv").unlink()
    result = call("run", "corpus", "--exit-zero")
    assert result.exit_code == 0
    assert result.stderr == (
        "factcheck: note: corpus/assumptions.csv: no table: articles are checked only against themselves\n"
    )
    assert report()["unread"] == [
        {"path": "assumptions.csv", "reason": "no table: articles are checked only against themselves"}
    ]
    result = call("run", "corpus", "--assumptions", "gone.csv")
    assert result.exit_code == 2
    assert result.stderr == (
        "factcheck: table: gone.csv: file: no such file or directory; expected a table of assumptions\n"
    )
    (corpus / "factcheck.toml").write_text('assumptions = ["gone.csv"]')
    assert call("run", "corpus").exit_code == 2


def test_every_fault_of_a_broken_table_is_told_and_nothing_is_written(corpus: Path) -> None:
    (corpus / "assumptions.csv").write_text(TABLE.replace("40 million", "many").replace("10 million,USD", "10,apples!"))
    result = call("run", "corpus")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert lines[0] == "factcheck: table: 2 faults"
    assert lines[1].startswith("assumptions.csv:2: value: found 'many', expected a number")
    assert lines[2].startswith("assumptions.csv:3: unit: 'apples!' is no unit")
    assert not Path("reports").exists()


def test_an_unreadable_article_is_in_the_report_and_alone_it_is_an_error(corpus: Path) -> None:
    (corpus / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    assert call("run", "corpus").exit_code == 1
    assert report()["unread"] == [{"path": "photo.txt", "reason": "is not UTF-8 text: byte 0x89 at position 0"}]
    (corpus / "harvest.md").unlink()
    result = call("run", "corpus")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == [
        "no article could be read",
        "photo.txt: is not UTF-8 text: byte 0x89 at position 0",
    ]


def test_reports_inside_the_corpus_are_not_read_as_articles(corpus: Path) -> None:
    for _ in range(2):
        call("run", "corpus", "--reports", "corpus/out")
        assert [document["id"] for document in report(corpus / "out")["documents"]] == ["harvest.md"]


@pytest.mark.usefixtures("corpus")
def test_a_folder_that_cannot_be_written_to() -> None:
    Path("taken").write_text("")
    result = call("run", "corpus", "--reports", "taken")
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: report: taken/index.html: cannot be written: ")


def test_wrong_settings(corpus: Path) -> None:
    (corpus / "factcheck.toml").write_text("report = 'x'")
    result = call("run", "corpus")
    assert result.exit_code == 2
    assert result.stderr == "factcheck: config: corpus/factcheck.toml: unknown key 'report'; did you mean 'reports'?\n"


def test_the_same_corpus_gives_the_same_bytes(corpus: Path) -> None:
    (corpus / "shares.txt").write_text("Storage cost $10 million, 25% of the $40 million harvest.\n")
    written = set()
    for seed, folder in (("1", "corpus"), ("2", str(corpus))):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [
            sys.executable,
            "-m",
            "factcheck",
            "run",
            folder,
            "--exit-zero",
            "--reports",
            f"out{seed}",
        ]
        subprocess.run(command, check=True, env=environment, capture_output=True)
        written.add(tuple(Path(f"out{seed}", name).read_bytes() for name in ("report.json", "index.html")))
    assert len(written) == 1


# ── extract ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("corpus")
def test_extract_prints_one_figure_a_line() -> None:
    result = call("extract", "-", text="The 401(k) pool grew by about $5 million, to $12–14 billion.\n")
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["text"], each["value"], each["unit"], each["bound"], each["claim"]) for each in found] == [
        ("401(k)", None, "", "=", False),
        ("$5 million", 5_000_000, "USD", "~", True),
        ("$12–14 billion", [12_000_000_000, 14_000_000_000], "USD", "=", True),
    ]
    assert (found[0]["reason"], found[1]["hedge"]) == ("identifier", "about")


@pytest.mark.usefixtures("corpus")
def test_extract_reads_files_through_their_readers_and_goes_on_after_a_bad_one() -> None:
    Path("page.html").write_text("<p>Rose &euro;3&nbsp;million</p><script>7</script>")
    Path("bad.txt").write_bytes(b"\xff7")
    result = call("extract", "bad.txt", "page.html", "corpus/harvest.md")
    assert result.exit_code == 2
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["document"], each["value"]) for each in found if each["claim"]] == [
        ("page.html", 3_000_000),
        ("corpus/harvest.md", 400_000_000),
    ]
    assert result.stderr == "factcheck: corpus: bad.txt: is not UTF-8 text: byte 0xff at position 0\n"
    assert WRONG[found[-1]["start"] : found[-1]["end"]] == "$400 million"


@pytest.mark.usefixtures("corpus")
def test_extract_without_a_readable_input() -> None:
    assert call("extract", "gone.txt").exit_code == 2
    assert call("extract", "-", text=b"\xff").exit_code == 2
    assert call("extract").exit_code == 2


# ── assumptions ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("corpus")
def test_assumptions_check() -> None:
    result = call("assumptions", "check")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "storage_share_2024 = storage / harvest = 25%, agrees with 25",
        "storage_2024 $10 million ≤ harvest_2024 $40 million",
        "3 rows, 2 formulas and parts recomputed, no fault",
    ]
    Path("other.csv").write_text(TABLE.replace(",25,", ",95,"))
    result = call("assumptions", "check", "--assumptions", "other.csv")
    assert result.exit_code == 2
    assert result.stderr == (
        "factcheck: table: other.csv:4: value: found 95, but storage / harvest gives 25%; expected them to agree\n"
    )


def test_assumptions_list_and_show(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("assumptions", "list").stdout.splitlines()[0].split() == [
        "harvest_2024", "$40", "million", "2024", "Harvest,", "2024"
    ]  # fmt: skip
    monkeypatch.chdir(corpus)  # the table is found from inside the corpus too
    shown = call("assumptions", "show", "storage_share").stdout
    assert "formula      storage / harvest" in shown
    assert "stands at    assumptions.csv:4" in shown
    result = call("assumptions", "show", "storag_2024")
    assert result.exit_code == 2
    assert result.stderr == (
        "factcheck: unknown-name: 'storag_2024' is no row and no measure of the table; did you mean 'storage_2024'?\n"
    )


def test_assumptions_without_a_table(corpus: Path) -> None:
    (corpus / "assumptions.csv").unlink()
    result = call("assumptions", "list")
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: table: no table: there is no corpus/assumptions.csv")


# ── explain ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("page", sorted((ROOT / "factcheck/relate").glob("*.md")), ids=lambda page: page.stem)
def test_explain_prints_the_page_of_every_rule(page: Path) -> None:
    result = call("explain", page.stem.replace("_", "-"))
    assert (result.exit_code, result.stdout) == (0, page.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("corpus")
def test_explain_prints_the_working_of_a_claim() -> None:
    call("run", "corpus")
    (claim,) = report()["claims"]
    for name in (claim["id"], claim["id"][:6], report()["findings"][0]["id"]):
        shown = call("explain", name).stdout
        assert shown.startswith(f"$400 million  (harvest.md:7:38, claim {claim['id']})")
        assert "measure      harvest\n" in shown
        assert "verdict      inconsistent\n" in shown
        assert "equals-assumption: inconsistent, material\n" in shown
        assert "  expected   $40 million" in shown


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "share-off",
            "'share-off' is no rule; did you mean 'share-of'?; for a claim there is no reports/report.json yet",
        ),
        ("0123456789", "'0123456789' is no rule; rules are "),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_explain_what_does_not_exist(name: str, words: str) -> None:
    result = call("explain", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"factcheck: unknown-name: {words}")


@pytest.mark.usefixtures("corpus")
def test_explain_from_a_file_that_is_no_report() -> None:
    Path("reports").mkdir()
    Path("reports/report.json").write_text("[]")
    result = call("explain", "0123456789")
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: report: reports/report.json: is no report of factcheck")


# ── The rest ──────────────────────────────────────────────────────────────────────────────────────────────


def test_version_and_help() -> None:
    assert call("--version").stdout == f"factcheck, version {__version__}\n"
    for command in ([], ["run"], ["extract"], ["baseline"], ["baseline", "add"], ["assumptions"], ["explain"]):
        assert call(*command, "--help").exit_code == 0


def test_help_imports_nothing_heavy() -> None:
    heavy = ["spacy", "pandas", "pint", "jinja2", "lxml", "pydantic"]
    code = f"import sys, factcheck.cli; print([name for name in {heavy} if name in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True)
    assert found.stdout == "[]\n"


def test_every_error_has_a_paragraph() -> None:
    page = (ROOT / "docs/messages.md").read_text(encoding="utf-8")
    slugs = {error.slug for error in vars(errors).values() if isinstance(error, type)}
    assert set(re.findall(r"^## (.+)$", page, re.MULTILINE)) == slugs
