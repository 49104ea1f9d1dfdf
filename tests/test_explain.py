"""One claim's whole working in the terminal: found by id, place or words, and told to the end."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck.cli import main

HEADER = "id,measure,name,value,unit,as_of,published,aliases,source"
TABLE = f"""{HEADER}
milk_2024,milk,"Milk delivered, 2024",84.2 million,liter,2024,2025-01-10,milk delivered|milk,Dairy board
"""
ARTICLE = """---
published: 2025-02-01
---
In 2024 the milk delivered came to 82.4 million litres. The dairy employs 640 people in Norvale.

Its cheese exports brought in €12.6 million in 2024, and the 401(k) plan holds nothing of it.
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and the reports of its run."""
    home = tmp_path_factory.mktemp("desk")
    folder = home / "corpus"
    folder.mkdir()
    (folder / "factcheck.toml").write_text("")
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "milk.md").write_text(ARTICLE)
    assert call("run", str(folder), "--reports", str(home / "reports"), "--exit-zero").exit_code == 0
    return home


@pytest.fixture
def corpus(ran: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it; the test stands in the folder above."""
    shutil.copytree(ran, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "corpus"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.usefixtures("corpus")
def test_the_whole_working_of_a_wrong_figure() -> None:
    assert call("explain", "milk.md:4:36").stdout.partition("\n")[2] == (
        "  In 2024 the milk delivered came to 82.4 million litres.\n"
        "\n"
        "read as      82.4 million liters (amount)\n"
        "stands for   82.35–82.45 million liters\n"
        "characters   65 to 84 of the text\n"
        "as of        In 2024\n"
        "measure      milk\n"
        "because      “milk delivered” is named by the alias “milk delivered” (score 0.9 of 1, certain)\n"
        "\n"
        "verdict      inconsistent\n"
        "ways         1\n"
        "power        an error of more than 0.1188% would have been caught\n"
        "\n"
        "equals-assumption: inconsistent, minor\n"
        "  “82.4 million litres” is 1.8 million liters (2.14%) too low: Milk delivered, 2024 = 84.2 million\n"
        "  liters (84.15–84.25 million liters with rounding); perhaps 82.4 million litres for 84.2 million\n"
        "  litres: two digits have changed places\n"
        "  row        milk_2024 of the table\n"
        "  working    Milk delivered, 2024 = 84.2 million liters\n"
        "  stated     82.4 million liters, 82.35–82.45 million liters\n"
        "  expected   84.2 million liters, 84.15–84.25 million liters\n"
        "  apart      17 units of the last printed place\n"
        "  because    Milk delivered, 2024 (clear)\n"
        "  suggestion about 84.2 million litres\n"
        "  would read In 2024 the milk delivered came to 84.2 million litres.\n"
        "  slip       82.4 million litres for 84.2 million litres: two digits have changed places\n"
        "  at fault   82.4 million litres  (milk.md:4)\n"
    )


@pytest.mark.parametrize("name", ["milk.md:4:36", "82.4 million litres", "82.4", "./milk.md:4:36:", "milk.md:4:41"])
@pytest.mark.usefixtures("corpus")
def test_a_claim_is_found_by_its_place_and_its_words(name: str) -> None:
    assert call("explain", name).stdout.startswith("82.4 million litres  (milk.md:4:36, claim ")


@pytest.mark.usefixtures("corpus")
def test_a_number_passed_over_is_explained_too() -> None:
    assert call("explain", "401(k)").stdout == "401(k)  (milk.md:6:62)\npassed over  it claims nothing: identifier\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("milk.md:4", "'milk.md:4' could be 2 figures; name one by its place or its id"),
        ("milk.md:4:2", "'milk.md:4:2' could be 2 figures; name one by its place or its id"),
        ("million", "'million' could be 2 figures; name one by its place or its id"),
        ("milk.md:5", "'milk.md:5' is no rule and no figure of reports/report.json"),
        ("0123456789", "'0123456789' is no rule and no figure of reports/report.json"),
        ("zzz", "'zzz' is no rule and no figure of reports/report.json; an id needs at least 6 characters"),
        ("share-off", "'share-off' is no rule and no figure of reports/report.json; did you mean 'share-of'?"),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_what_is_unclear_or_unknown_is_said(name: str, words: str) -> None:
    result = call("explain", name)
    assert (result.exit_code, result.stdout) == (2, "")
    *listed, last = result.stderr.splitlines()
    assert last == f"factcheck: unknown-name: {words}"
    assert [line.rpartition(" ")[2] for line in listed] in ([], ["inconsistent)", "unverified)"])


def test_the_row_that_is_missing_decides_the_claim_once_it_is_filled_in(corpus: Path) -> None:
    shown = call("explain", "€12.6 million").stdout
    assert "verdict      unverified\n" in shown
    header, row = shown.splitlines()[-2:]
    assert header == HEADER  # the table's own columns, in its order
    (cells,) = csv.DictReader(io.StringIO(f"{header}\n{row}\n"))
    assert cells == {
        "id": "cheese_exports_2024", "measure": "cheese_exports", "name": "Cheese exports, 2024", "value": "",
        "unit": "EUR", "as_of": "2024", "published": "", "aliases": "cheese exports", "source": "",
    }  # fmt: skip
    filled = io.StringIO()
    csv.writer(filled).writerow((cells | {"value": "12.6 million", "source": "Customs"}).values())
    (corpus / "assumptions.csv").write_text(TABLE + filled.getvalue())
    call("run", "corpus", "--exit-zero")
    assert "verdict      consistent, by every digit\n" in call("explain", "€12.6 million").stdout


@pytest.mark.usefixtures("corpus")
def test_no_reading_is_told_twice() -> None:
    for finding in json.loads(Path("reports/report.json").read_text())["findings"]:
        own = f"{finding['working']}: "
        assert len(set(finding["tried"])) == len(finding["tried"])
        assert not any(tried.startswith(own) for tried in finding["tried"])


@pytest.mark.usefixtures("corpus")
def test_a_report_of_an_older_program_is_no_traceback() -> None:
    path = Path("reports/report.json")
    written = json.loads(path.read_text())
    for claim in written["claims"]:
        del claim["wanted"]
    path.write_text(json.dumps(written))
    result = call("explain", "€12.6 million")
    assert (result.exit_code, result.stderr) == (
        2,
        "factcheck: report: reports/report.json: is of an older factcheck, without 'wanted'; write it anew with run\n",
    )
