"""A newsroom's month in a git repository of its own: what fails, what does not, and what is told, day by day."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from factcheck.cli import main

HEADER = "id,measure,name,value,unit,as_of,published,aliases,source\n"
TABLE = f"""{HEADER}
harvest_2024,harvest,"Harvest, 2024",40 million,USD,2024,2025-01-10,apple harvest,the council
""".replace("\n\n", "\n")
HARVEST = """---
title: The harvest
published: 2025-03-01
---
# The harvest

In 2024 the apple harvest brought in $400 million.

The growers' club has 73 members who own 19 presses.

A ferry takes the crates across the lake.
"""
FERRY = """---
title: The ferry
published: 2025-03-08
---
# The ferry

In 2024 the ferry carried 61,000 passengers.
"""
FERRY_ROW = 'ferry_2024,ferry,"Ferry passengers, 2024","61,000",passenger,2024,2025-02-01,ferry carried,the harbour\n'


class Newsroom:
    """The repository, and the command run in it; every audit is written down in reports/, which git does not keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        self.put(".gitignore", "reports/\n")
        self.put(".gitattributes", "factcheck-baseline.jsonl merge=union\n")
        self.put("corpus/factcheck.toml", "")
        self.put("corpus/assumptions.csv", TABLE)
        self.put("corpus/harvest.md", HARVEST)

    def git(self, *words: str) -> str:
        named = ["-c", "user.name=desk", "-c", "user.email=desk@paper.example", "-c", "commit.gpgsign=false"]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(["git", *named, *words], cwd=self.folder, env=clean, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def commit(self, why: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", why)

    def put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.put(name, text.replace(old, new))

    def call(self, *words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    def run(self, *options: str) -> tuple[int, list[str], dict]:
        """The exit code, what is new, and the summary."""
        code, output = self.call("run", "corpus", *options)
        assert code != 2, output
        report = json.loads((self.folder / "reports/report.json").read_text(encoding="utf-8"))
        new = [f"{c['document']}: {c['text']}" for c in report["claims"] if c["baseline"] == "new"]
        assert len(new) == report["summary"]["new"]
        return code, new, report | {"output": output}

    def ids(self) -> dict[str, str]:
        """The id of each claim by its words, as the last report has them."""
        report = json.loads((self.folder / "reports/report.json").read_text(encoding="utf-8"))
        return {claim["text"]: claim["id"] for claim in report["claims"]}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.chdir(tmp_path)
    return Newsroom(tmp_path)


def test_a_month(desk: Newsroom) -> None:
    # The 1st: a first audit finds an error and two figures that nothing decides.
    code, new, _ = desk.run()
    assert (code, new) == (1, ["harvest.md: $400 million", "harvest.md: 73 members", "harvest.md: 19 presses"])

    # They are written down once. There is no second time.
    assert desk.call("baseline", "create", "corpus")[0] == 0
    assert desk.call("baseline", "create", "corpus")[0] == 2
    desk.commit("First audit")
    code, new, report = desk.run()
    assert (code, new, report["summary"]["known"]) == (0, [], 3)

    # The 8th: an article with a figure that nothing decides. Only that one is reported.
    desk.put("corpus/ferry.md", FERRY)
    code, new, report = desk.run()
    assert (code, new) == (1, ["ferry.md: 61,000 passengers"])
    assert "fails: 1 new unverified claim\n" in report["output"]
    assert "$400 million" not in report["output"]

    # The desk finds the source, and a row of the table verifies it.
    desk.put("corpus/assumptions.csv", TABLE + FERRY_ROW)
    code, new, _ = desk.run()
    assert (code, new) == (0, [])
    desk.commit("The ferry")

    # The 12th: an old figure is edited. It is another one, and what was known of the old one is stale.
    desk.edit("corpus/harvest.md", "73 members", "74 members")
    code, new, report = desk.run()
    assert (code, new) == (1, ["harvest.md: 74 members", "harvest.md: 19 presses"])
    assert [line["text"] for line in report["stale"]] == ["19 presses", "73 members"]
    desk.edit("corpus/harvest.md", "74 members", "73 members")

    # The 15th: paragraphs change places, lines are wrapped anew, a sentence beside is edited.
    club = "The growers' club has 73 members who own 19 presses.\n\n"
    desk.edit("corpus/harvest.md", club, "")
    desk.edit(
        "corpus/harvest.md",
        "across the lake.\n",
        "over the water. The growers' club has 73\nmembers who own 19\n  presses.\n",
    )
    code, new, report = desk.run()
    assert (code, new, report["summary"]["known"], report["stale"]) == (0, [], 3, [])
    desk.commit("A better order")

    # The 20th: the error is mended; the baseline has it in vain, which is told and fails nothing but `check`.
    desk.edit("corpus/harvest.md", "$400 million", "$40 million")
    code, new, report = desk.run()
    assert (code, new, [line["text"] for line in report["stale"]]) == (0, [], ["$400 million"])
    assert "corpus/harvest.md: stale: equals-assumption: $400 million is no longer found" in report["output"]
    assert desk.call("baseline", "check", "corpus")[0] == 1
    before = (desk.folder / "corpus/factcheck-baseline.jsonl").read_text(encoding="utf-8").splitlines()
    assert desk.call("baseline", "prune", "corpus")[0] == 0
    after = (desk.folder / "corpus/factcheck-baseline.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(after) < set(before)
    assert [line for line in before if line not in after] == [line for line in before if "$400 million" in line]
    assert desk.call("baseline", "check", "corpus")[0] == 0


WAIVER = """
[[waiver]]
rule = "unverified"
document = "ferry.md"
figure = "61,000 passengers"
reason = "The harbour master said so on the phone."
by = "I. Lunt"
until = 2025-04-30
"""
COMMENT = '<!-- factcheck: ignore unverified figure="61,000 passengers" reason="Seen." until=2025-04-30 -->'


def _audited(desk: Newsroom) -> None:
    desk.run()
    desk.call("baseline", "create", "corpus")
    desk.commit("First audit")


@pytest.mark.parametrize("where", ["file", "comment"])
def test_a_waiver_holds_to_the_end_of_its_last_day(desk: Newsroom, where: str) -> None:
    _audited(desk)
    desk.put("corpus/ferry.md", FERRY + (COMMENT if where == "comment" else ""))
    if where == "file":
        desk.put("corpus/factcheck-waivers.toml", WAIVER)
    code, new, report = desk.run("--as-of", "2025-04-30")
    assert (code, new, report["notices"]) == (0, [], [])
    (claim,) = (claim for claim in report["claims"] if claim["document"] == "ferry.md")
    assert (claim["baseline"], claim["waiver"]["until"]) == ("waived", "2025-04-30")
    assert report["summary"]["waived"] == 1
    assert "4 = 0 new + 3 known + 1 waived" in report["output"]

    code, new, report = desk.run("--as-of", "2025-05-01")
    assert (code, new) == (1, ["ferry.md: 61,000 passengers"])
    (notice,) = report["notices"]
    assert notice["message"] == "the waiver of unverified does not apply any more: its last day was 2025-04-30"
    assert (notice["path"], notice["line"]) == (("factcheck-waivers.toml", 2) if where == "file" else ("ferry.md", 8))

    # Another figure is not the one that somebody looked at.
    desk.edit("corpus/ferry.md", "carried 61,000 passengers", "carried 67,000 passengers")
    code, new, report = desk.run("--as-of", "2025-04-01")
    assert (code, new) == (1, ["ferry.md: 67,000 passengers"])
    (notice,) = report["notices"]
    assert notice["message"].startswith("the waiver of unverified fits no figure: unverified objects to")


@pytest.mark.parametrize("where", ["file", "comment"])
def test_a_change_cannot_excuse_itself(desk: Newsroom, where: str) -> None:
    _audited(desk)
    desk.git("switch", "-q", "-c", "ferry")
    desk.put("corpus/ferry.md", FERRY + (COMMENT if where == "comment" else ""))
    if where == "file":
        desk.put("corpus/factcheck-waivers.toml", WAIVER)
    desk.commit("The ferry, and its excuse")
    assert desk.run("--as-of", "2025-04-01")[:2] == (0, [])
    code, new, _ = desk.run("--as-of", "2025-04-01", "--waivers-from", "main")
    assert (code, new) == (1, ["ferry.md: 61,000 passengers"])
    assert desk.run("--as-of", "2025-04-01", "--waivers-from", "ferry")[:2] == (0, [])


def test_two_branches_add_to_the_baseline_and_merge(desk: Newsroom) -> None:
    _audited(desk)
    for name, number in (("ferry", "61,000 passengers"), ("trams", "52,000 riders")):
        desk.git("switch", "-q", "-c", name, "main")
        desk.put(f"corpus/{name}.md", FERRY.replace("61,000 passengers", number))
        desk.run()
        code, output = desk.call("baseline", "add", desk.ids()[number], "--reason", f"Asked the {name}.")
        assert (code, output.startswith(f"added: {name}.md: unverified: {number}")) == (0, True)
        assert desk.run()[:2] == (0, [])
        desk.commit(f"The {name}")
    desk.git("switch", "-q", "main")
    desk.git("merge", "-q", "ferry")
    desk.git("merge", "-q", "-m", "both", "trams")
    lines = (desk.folder / "corpus/factcheck-baseline.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 6
    assert desk.run()[:2] == (0, [])
    assert desk.call("baseline", "check", "corpus")[0] == 0


def test_a_revision_in_place_of_a_file(desk: Newsroom) -> None:
    desk.commit("Unread")
    desk.put("corpus/ferry.md", FERRY)
    code, new, report = desk.run("--baseline-commit", "HEAD")
    assert (code, new, report["summary"]["known"]) == (1, ["ferry.md: 61,000 passengers"], 3)
    assert report["summary"]["baseline"] == "revision HEAD"
    desk.edit("corpus/harvest.md", "$400 million", "$40 million")
    _, _, report = desk.run("--baseline-commit", "HEAD")
    assert (report["summary"]["known"], report["stale"]) == (2, [])


def test_only_what_a_change_introduced_and_a_row_changes_articles_that_nobody_touched(desk: Newsroom) -> None:
    desk.put("corpus/assumptions.csv", TABLE + FERRY_ROW)
    desk.put("corpus/ferry.md", FERRY)
    desk.commit("Unread")
    assert desk.run("--diff")[:2] == (0, [])
    desk.edit("corpus/assumptions.csv", '"61,000"', '"16,000"')
    assert desk.run("--diff", "HEAD")[:2] == (1, ["ferry.md: 61,000 passengers"])


@pytest.mark.parametrize(
    ("settings", "written", "options"),
    [
        ("factcheck.toml", 'assumptions = "tables/money.csv"\n', ()),
        ("pyproject.toml", '[tool.factcheck]\nassumptions = "tables/money.csv"\n', ()),
        ("desk/any.toml", 'assumptions = "../tables/money.csv"\n', ("--config", "desk/any.toml")),
        ("factcheck.toml", "", ("--assumptions", "tables/money.csv")),
    ],
    ids=["above", "of the project", "named", "a table named"],
)
def test_a_revision_has_its_own_settings_and_tables(
    desk: Newsroom, settings: str, written: str, options: tuple[str, ...]
) -> None:
    for name in ("corpus/factcheck.toml", "corpus/assumptions.csv"):
        (desk.folder / name).unlink()
    desk.put(settings, written)
    desk.put("tables/money.csv", TABLE.replace("40 million", "400 million"))
    desk.commit("The harvest is right")
    assert desk.run(*options, "--fail-on", "inconsistent")[0] == 0
    desk.put("tables/money.csv", TABLE)
    assert desk.run(*options, "--diff")[:2] == (1, ["harvest.md: $400 million"])


def test_a_broken_table_of_a_revision_is_told_with_its_name(desk: Newsroom) -> None:
    desk.put("corpus/assumptions.csv", TABLE.replace("40 million", "many"))
    desk.commit("Broken")
    desk.put("corpus/assumptions.csv", TABLE)
    code, output = desk.call("run", "corpus", "--diff")
    assert code == 2
    assert output.startswith("factcheck: git: HEAD: the corpus cannot be checked as it was: assumptions.csv:2: value: ")


def test_a_corpus_that_a_revision_does_not_have_is_all_new(desk: Newsroom) -> None:
    desk.git("add", ".gitignore")
    desk.git("commit", "-q", "-m", "No corpus yet")
    assert desk.run("--diff")[:2] == (
        1,
        ["harvest.md: $400 million", "harvest.md: 73 members", "harvest.md: 19 presses"],
    )


def test_coverage_of_an_article_may_not_fall(desk: Newsroom) -> None:
    desk.commit("One of three claims is checked")
    quiet = ("--fail-on", "none")
    assert desk.run(*quiet, "--min-coverage", "30")[0] == 0
    code, _, report = desk.run(*quiet, "--min-coverage", "50%")
    assert (code, report["summary"]["failures"]) == (
        1,
        ["harvest.md: 1 of 3 claims are checked, expected at least 50%"],
    )
    assert desk.run(*quiet, "--min-coverage", "50%", "--diff")[0] == 0, "it was no better before"
    desk.edit("corpus/harvest.md", "the lake.", "the lake in 14 crates.")
    code, _, report = desk.run(*quiet, "--min-coverage", "0", "--diff")
    assert (code, report["summary"]["failures"]) == (
        1,
        ["harvest.md: 1 of 4 claims are checked, 1 of 3 were before"],
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--diff", "gone"), "factcheck: git: 'gone' is no revision of "),
        (("--baseline-commit=-x",), "factcheck: git: '-x' is no revision of "),
        (("--waivers-from", "gone"), "factcheck: git: 'gone' is no revision of "),
    ],
)
def test_a_revision_that_is_not_there(desk: Newsroom, options: tuple[str, ...], words: str) -> None:
    desk.commit("Unread")
    code, output = desk.call("run", "corpus", *options)
    assert code == 2
    assert output.startswith(words)


def test_no_repository(
    desk: Newsroom, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(outside.parent))
    (outside / "a.md").write_text("The club has 73 members.\n")
    code, output = desk.call("run", str(outside), "--diff")
    assert code == 2
    assert output.startswith("factcheck: git: ")
    assert "not a git repository" in output


def test_git_is_asked_of_the_corpus_repository_even_from_a_hook(
    desk: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.commit("Unread")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert desk.run("--diff")[:2] == (0, [])
