"""Settings: where they are found, what they default to, and what a wrong one says."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from factcheck import config
from factcheck.config import PerFile, Rounding, Settings, SeverityLimits
from factcheck.errors import ConfigError
from factcheck.interval import Widths

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "desk" / "corpus"
    folder.mkdir(parents=True)
    (tmp_path / "factcheck.toml").write_text("")  # nothing above the test may be found
    return folder


def test_without_a_file_everything_has_its_default(corpus: Path) -> None:
    assert config.find(corpus) == Settings(
        assumptions=(),
        exclude=(),
        fail_on=("inconsistent", "unverified"),
        select=(),
        ignore=(),
        per_file={},
        max_unverified=None,
        min_coverage=None,
        baseline=corpus.parents[1] / "factcheck-baseline.jsonl",
        waivers=corpus.parents[1] / "factcheck-waivers.toml",
        selftest=corpus.parent.parent / "factcheck-selftest.json",
        confirmed=corpus.parents[1] / "factcheck-confirmed.toml",
        reports=Path("reports"),
        rounding=Rounding(),
        severity=SeverityLimits(material=Fraction(1, 20)),
    )
    assert config.find(corpus).rounding.widths() == Widths()


def test_the_table_of_the_corpus_is_the_default_where_there_is_one(corpus: Path) -> None:
    (corpus / "assumptions.csv").write_text("")
    assert config.find(corpus).assumptions == (corpus / "assumptions.csv",)
    (corpus / "a.md").write_text("")
    assert config.find(corpus / "a.md").assumptions == (corpus / "assumptions.csv",)


def test_a_named_table_is_kept_whether_or_not_it_is_there(corpus: Path) -> None:
    (corpus / "factcheck.toml").write_text('assumptions = ["gone.csv"]')
    assert config.find(corpus).assumptions == (corpus / "gone.csv",)


def test_every_key_can_be_set_and_paths_count_from_the_file(corpus: Path) -> None:
    (corpus.parent / "factcheck.toml").write_text(
        """
        assumptions = ["tables/money.csv", "tables/people.csv"]
        exclude = ["drafts/**"]
        fail_on = ["inconsistent"]
        select = ["share-of", "restated"]
        ignore = "restated"
        max_unverified = 12
        min_coverage = "60%"
        baseline = "known.jsonl"
        waivers = "accepted.toml"
        selftest = "kept.json"
        confirmed = "checked.toml"
        reports = "out"
        [per_file."opinion/*"]
        ignore = ["unverified"]
        fail_on = "none"
        [rounding]
        about = "5%"
        nearly = "3 percent"
        over = 0.2
        over_at_most = "50%"
        bound_at_most = 4
        [severity]
        material = "10%"
        """
    )
    settings = config.find(corpus)
    assert settings == Settings(
        assumptions=(corpus.parent / "tables/money.csv", corpus.parent / "tables/people.csv"),
        exclude=("drafts/**",),
        fail_on=("inconsistent",),
        select=("share-of", "restated"),
        ignore=("restated",),
        per_file={"opinion/*": PerFile(ignore=("unverified",), fail_on=())},
        max_unverified=12,
        min_coverage="60%",
        baseline=corpus.parent / "known.jsonl",
        waivers=corpus.parent / "accepted.toml",
        selftest=corpus.parent / "kept.json",
        confirmed=corpus.parent / "checked.toml",
        reports=corpus.parent / "out",
        rounding=Rounding(about="5%", nearly="3%", over="20%", over_at_most="50%", bound_at_most="400%"),
        severity=SeverityLimits(material="10%"),
    )
    assert settings.rounding.widths() == Widths(
        about=Fraction(1, 20),
        nearly=Fraction(3, 100),
        over=Fraction(1, 5),
        over_at_most=Fraction(1, 2),
        bound_at_most=Fraction(4),
    )


def test_the_nearest_file_counts_and_pyproject_only_with_its_section(corpus: Path) -> None:
    (corpus.parent / "pyproject.toml").write_text('[tool.factcheck]\nexclude = ["a"]\n')
    assert config.find(corpus).exclude == ("a",)
    (corpus / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert config.find(corpus).exclude == ("a",)
    (corpus / "factcheck.toml").write_text('exclude = "b"\n')
    assert config.find(corpus).exclude == ("b",)
    named = corpus / "named.toml"
    named.write_text('exclude = ["c"]\n')
    assert config.find(corpus, named).exclude == ("c",)


def test_a_relative_corpus_has_relative_tables(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    (corpus / "factcheck.toml").write_text('assumptions = "a.csv"\n')
    assert config.find(Path("corpus")).assumptions == (Path("corpus/a.csv"),)


@pytest.mark.parametrize(("written", "verdicts"), [("[]", ()), ('"none"', ()), ('"unverified"', ("unverified",))])
def test_what_fails_a_run(corpus: Path, written: str, verdicts: tuple[str, ...]) -> None:
    (corpus / "factcheck.toml").write_text(f"fail_on = {written}\n")
    assert config.find(corpus).fail_on == verdicts


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('asumptions = ["a"]', "unknown key 'asumptions'; did you mean 'assumptions'?"),
        ("[rounding]\nabot = 1", "unknown key 'rounding.abot'; did you mean 'about'?"),
        (
            "zzz = 1",
            "unknown key 'zzz'; known are assumptions, exclude, fail_on, select, ignore, per_file, max_unverified, "
            "min_coverage, baseline, waivers, confirmed, selftest, reports, rounding, severity",
        ),
        ('fail_on = ["bad"]', "fail_on.0: found 'bad', expected 'inconsistent' or 'unverified'"),
        ("assumptions = 3", "assumptions: found 3, expected a list"),
        ("exclude = [1]", "exclude.0: found 1, expected a string"),
        (
            '[rounding]\nabout = "much"',
            "rounding.about: found 'much', expected a percentage such as \"2.5%\"",
        ),
        ("[severity]\nmaterial = -1", 'severity.material: found -1, expected a percentage such as "2.5%"'),
        ("max_unverified = -1", "max_unverified: found -1, expected greater than or equal to 0"),
        ('[per_file."a/*"]\nignroe = []', "unknown key 'per_file.a/*.ignroe'; did you mean 'ignore'?"),
        ("rounding = 3", "rounding: found 3, expected a section [rounding]"),
        ("x =", "is not TOML: Invalid value (at end of document)"),
    ],
)
def test_a_wrong_setting_names_key_file_and_what_was_expected(corpus: Path, written: str, words: str) -> None:
    path = corpus / "factcheck.toml"
    path.write_text(written)
    with pytest.raises(ConfigError) as caught:
        config.find(corpus)
    assert str(caught.value) == f"{path}: {words}"


def test_what_holds_for_some_articles(corpus: Path) -> None:
    (corpus / "factcheck.toml").write_text(
        """
        ignore = ["rate"]
        fail_on = ["inconsistent"]
        [per_file."opinion"]
        ignore = ["unverified"]
        fail_on = []
        [per_file."*.txt"]
        fail_on = ["unverified"]
        """
    )
    settings = config.find(corpus)
    found = {
        name: (
            [rule for rule in ("rate", "share-of", "unverified") if settings.ignores(rule, name)],
            settings.fails_on(name),
        )
        for name in ("a.md", "opinion/a.md", "opinion/2025/a.txt", "a.txt", "opinions.md")
    }
    assert found == {
        "a.md": (["rate"], ("inconsistent",)),
        "opinion/a.md": (["rate", "unverified"], ()),
        "opinion/2025/a.txt": (["rate", "unverified"], ("unverified",)),
        "a.txt": (["rate"], ("unverified",)),
        "opinions.md": (["rate"], ("inconsistent",)),
    }


def test_a_selection_leaves_out_all_else(corpus: Path) -> None:
    (corpus / "factcheck.toml").write_text('select = "share-of, rate"\nignore = ["rate"]\n')
    settings = config.find(corpus)
    assert [rule for rule in ("rate", "share-of", "unverified") if not settings.ignores(rule, "a.md")] == ["share-of"]


def test_a_named_file_that_is_not_there_or_says_nothing(corpus: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone.toml: no such file or directory; expected a settings file"):
        config.find(corpus, corpus / "gone.toml")
    (corpus / "pyproject.toml").write_text("")
    with pytest.raises(ConfigError, match=r"found no \[tool.factcheck\] in it"):
        config.find(corpus, corpus / "pyproject.toml")


def test_the_page_of_settings_lists_every_key_with_its_default() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([\w.]+)` \| `(.+?)` \|", page, re.MULTILINE))
    expected = {}
    for key, field in Settings.model_fields.items():
        section = {"rounding": Rounding, "severity": SeverityLimits}.get(key)
        if section is None:
            expected[key] = _toml(field.default)
        else:
            expected |= {f"{key}.{name}": _toml(each.default) for name, each in section.model_fields.items()}
    # The table's default is a file of the corpus, which the model cannot know.
    expected["assumptions"] = '["assumptions.csv"]'
    assert listed == expected


def _toml(value: object) -> str:
    if isinstance(value, Fraction):
        return f'"{float(value * 100):g}%"'
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{each}"' for each in value) + "]"
    if value is None or value == {}:
        return "none" if value is None else "{}"
    return f'"{value}"'
