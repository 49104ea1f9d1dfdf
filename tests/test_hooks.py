"""The ways into a pipeline: pre-commit's hooks, GitHub's action, GitLab's job; and runs over some articles."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from factcheck.cli import main
from factcheck.read.corpus import readers

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


# ── pre-commit ────────────────────────────────────────────────────────────────────────────────────────────


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def as_pre_commit_runs(hook: dict[str, Any], *changed: str) -> Result:
    """The hook's command with its arguments and, if it takes them, the changed files that it is for."""
    program, *options = hook["entry"].split()
    assert program == "factcheck"
    wanted = [name for name in changed if re.search(hook["files"], name)]
    return call(*options, *hook["args"], *(wanted if hook.get("pass_filenames", True) else []))


def test_pre_commit_reads_the_hooks() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit is in the dev extra")
    assert [hook["id"] for hook in clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")] == list(hooks())


def test_the_hook_for_changed_articles_looks_at_them_alone() -> None:
    hook = hooks()["factcheck"]
    result = as_pre_commit_runs(hook, "corpus/north.md", "corpus/assumptions.csv", "README.md")
    assert (result.exit_code, result.output) == (0, "")
    result = as_pre_commit_runs(hook, "corpus/south/herd.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("corpus/south/herd.md:1:32: equals-assumption ")
    assert not Path("reports").exists()  # a hook that changes files fails


def test_the_hook_for_changed_articles_is_for_every_format() -> None:
    pattern = hooks()["factcheck"]["files"]
    assert all(re.search(pattern, f"corpus/deep/name{suffix}") for suffix in readers())
    assert not re.search(pattern, "docs/name.md")
    assert not re.search(pattern, "corpus/assumptions.csv")


def test_the_hook_for_the_corpus_looks_at_everything(corpus: Path) -> None:
    hook = hooks()["factcheck-corpus"]
    assert re.search(hook["files"], "corpus/assumptions.csv")
    result = as_pre_commit_runs(hook, "corpus/assumptions.csv")
    assert result.exit_code == 1
    assert "corpus/south/herd.md:1:32: equals-assumption " in result.stdout
    (corpus / "assumptions.csv").write_text(TABLE.replace("5200", "9400"))
    assert "corpus/north.md:1:32: equals-assumption " in as_pre_commit_runs(hook, "corpus/assumptions.csv").stdout


# ── the action for GitHub ─────────────────────────────────────────────────────────────────────────────────


class Job:
    """A job that runs the action's steps in bash, with the files and variables that GitHub gives."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        given = {name: said.get("default") for name, said in self.action["inputs"].items()} | inputs
        self.known = {f"inputs.{name}": value for name, value in given.items()}
        self.output, self.summary = folder / "output", folder / "summary.md"
        for path in (self.output, self.summary):
            path.touch()
        program = folder / "bin/factcheck"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factcheck "$@"\n')
        program.chmod(0o755)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")},
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(folder),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    def step(self, name: str) -> subprocess.CompletedProcess[str]:
        (step,) = (each for each in self.action["runs"]["steps"] if each.get("name") == name)
        variables = {key: self._value(written) for key, written in step.get("env", {}).items()}
        done = subprocess.run(
            [shutil.which("bash") or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        said = dict(line.split("=", 1) for line in self.output.read_text().splitlines())
        self.known |= (
            {f"steps.{step['id']}.outputs.{key}": value for key, value in said.items()} if "id" in step else {}
        )
        return done

    def _value(self, written: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self.known[found[1]], written)


RUN, END = "Recompute the figures", "Pass or fail"


def test_the_action_annotates_summarises_and_fails(tmp_path: Path) -> None:
    job = Job(tmp_path)
    done = job.step(RUN)
    assert done.returncode == 0, done.stderr  # the findings are uploaded before the job fails
    assert done.stdout.startswith(
        "::error file=corpus/south/herd.md,line=1,col=32,endColumn=42,title=equals-assumption::"
    )
    assert job.summary.read_text("utf-8").startswith("# 1 figure cannot be right\n")
    assert job.known["steps.run.outputs.exit-code"] == "1"
    sarif = json.loads(Path(job.known["steps.run.outputs.sarif"]).read_text("utf-8"))
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in sarif["runs"][0]["results"]]
    assert "corpus/south/herd.md" in places
    assert job.step(END).returncode == 1


def test_the_action_passes_what_is_known(tmp_path: Path) -> None:
    call("baseline", "create", "corpus")
    job = Job(tmp_path)
    assert job.step(RUN).stdout.startswith("::notice title=factcheck::")
    assert job.step(END).returncode == 0


def test_the_action_takes_options_and_never_runs_them_as_code(tmp_path: Path) -> None:
    job = Job(tmp_path, options="--fail-on  none --select restated", corpus="corpus")
    job.step(RUN)
    assert job.step(END).returncode == 0
    (tmp_path / "second").mkdir()
    evil = Job(tmp_path / "second", corpus='"; touch hacked; "', options="$(touch hacked) `touch hacked`")
    assert evil.step(RUN).returncode == 2
    assert not Path("hacked").exists()


def test_the_action_stops_where_the_job_cannot_be_done(tmp_path: Path) -> None:
    done = Job(tmp_path, corpus="gone").step(RUN)
    assert done.returncode == 2
    assert "factcheck: corpus: gone: no such file or folder" in done.stderr


def test_the_action_installs_what_it_stands_beside() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (install,) = (step["run"] for step in steps if step.get("name") == "Install factcheck")
    assert install == 'python -m pip install --quiet "$GITHUB_ACTION_PATH"'
    assert (ROOT / "pyproject.toml").is_file()


def test_no_step_pastes_what_it_is_given_into_a_command() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert not [step for step in steps if "${{" in step.get("run", "")]


# ── what the page about pipelines says ────────────────────────────────────────────────────────────────────

PAGE = (ROOT / "docs/ci.md").read_text("utf-8")


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_lists_the_inputs_of_the_action() -> None:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (?:`(.*?)`|none) \|", PAGE, re.MULTILINE))
    assert told == {name: said["default"] for name, said in inputs.items()}
    (workflow,) = (yaml.safe_load(text) for text in examples("yaml") if "runs-on" in text)
    (used,) = (step for step in workflow["jobs"]["figures"]["steps"] if "factcheck" in step["uses"])
    assert set(used["with"]) <= set(inputs)


def test_the_job_for_gitlab_runs() -> None:
    (job,) = (yaml.safe_load(text)["factcheck"] for text in examples("yaml") if "artifacts:" in text)
    *_, command = job["script"]
    assert call(*command.split()[1:]).exit_code == 1
    for path in (*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()):
        assert Path(path).exists()


def test_the_hooks_of_the_page_exist() -> None:
    (settings,) = (yaml.safe_load(text) for text in examples("yaml") if text.startswith("repos:"))
    assert {hook["id"] for repo in settings["repos"] for hook in repo["hooks"]} == set(hooks())


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ("vendor.github-actions", (ROOT / "action.yml").read_text("utf-8")),
        ("vendor.github-workflows", next(text for text in examples("yaml") if "runs-on" in text)),
        ("vendor.gitlab-ci", next(text for text in examples("yaml") if "artifacts:" in text)),
    ],
)
def test_github_and_gitlab_would_take_them(tmp_path: Path, schema: str, text: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is in the dev extra")
    (tmp_path / "checked.yml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(tmp_path / "checked.yml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_had_as_the_page_says(tmp_path: Path, shell: str) -> None:
    (line,) = re.findall(rf"_FACTCHECK_COMPLETE={shell}_source factcheck", PAGE)
    variable, program = line.split()
    name, value = variable.split("=")
    environment = Job(tmp_path).environment | {name: value}
    command = [sys.executable, "-c", f"from factcheck.cli import main; main(prog_name={program!r})"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0
    assert "_FACTCHECK_COMPLETE=" in done.stdout
