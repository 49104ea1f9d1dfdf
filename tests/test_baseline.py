"""What a run knows from before: the baseline's file, waivers and where they count, what is selected, what fails."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sample_report import sample

from factcheck.check import baseline, waiver_forms
from factcheck.check.waivers import excuse
from factcheck.cli import main
from factcheck.config import Settings
from factcheck.errors import BaselineError, WaiverError
from factcheck.model import Document, Known, Report, Status
from factcheck.pipeline import Before, codes, found_in, judge, review
from factcheck.read import corpus as articles

HOME = Path(__file__).parents[1]
TODAY = date(2025, 4, 1)
SAMPLE = sample()


# ── The baseline's file ───────────────────────────────────────────────────────────────────────────────────

WORDS = st.text(min_size=1)
LINES = st.lists(st.builds(Known, WORDS, WORDS, WORDS, WORDS, WORDS, st.none() | WORDS), unique_by=lambda line: line.id)


@given(LINES)
def test_what_is_written_is_read_whatever_the_order(known: list[Known]) -> None:
    text = baseline.write(known)
    assert set(baseline.parse(text, "b.jsonl")) == set(known)
    assert baseline.write(reversed(known)) == text
    turned = "".join(f"{line}\n" for line in reversed(text.split("\n")) if line)
    assert set(baseline.parse(turned + turned, "b.jsonl")) == set(known)


def test_a_baseline_says_nothing_but_words() -> None:
    head, *rows = (json.loads(line) for line in baseline.write(baseline.lines(SAMPLE)).splitlines())
    assert head == {"schema": "factcheck.baseline/1"}
    assert len(rows) == len(SAMPLE.objections)
    assert rows[0] == {
        "document": "club.txt",
        "rule": "equals-assumption",
        "text": "1,150 season tickets",
        "sentence": "The club by the canal sold 1,150 season tickets for £2.3 million, or £2,000 apiece.",
        "id": "cf-sold",
    }


HEAD = '{"schema": "factcheck.baseline/1"}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 'b.jsonl:1: found no schema, expected a line {"schema": "factcheck.baseline/1"}'),
        (
            '{"schema": "factcheck.baseline/2"}\n',
            "b.jsonl:1: found schema 'factcheck.baseline/2', expected 'factcheck.b",
        ),
        (f"{HEAD}\nnonsense\n", "b.jsonl:3: is no JSON object"),
        (f"{HEAD}[]\n", "b.jsonl:2: found no JSON object"),
        (f'{HEAD}{{"id": "x"}}\n', "b.jsonl:2: expected the keys document, rule, text, sentence, id, reason, each"),
        (f"{HEAD}<<<<<<< main\n", "b.jsonl:2: found a mark of an unfinished merge; delete the line"),
    ],
)
def test_a_file_that_is_no_baseline(text: str, words: str) -> None:
    with pytest.raises(BaselineError) as caught:
        baseline.parse(text, "b.jsonl")
    assert str(caught.value).startswith(words)


@given(st.sets(st.sampled_from(SAMPLE.objections)), st.booleans())
def test_every_objection_is_known_or_new_and_every_line_is_found_or_stale(known: set, other: bool) -> None:
    lines = baseline.lines(SAMPLE, lambda objection: objection in known)
    gone = [Known("club.txt", "share-of", "It was half.", "half", "gone")] if other else []
    found = baseline.compare(SAMPLE, [*lines, *gone], name="b.jsonl")
    assert {o for o in found.objections if found.status(o.id) is Status.KNOWN} == known
    assert {o for o in found.objections if found.status(o.id) is Status.NEW} == set(SAMPLE.objections) - known
    assert list(found.stale) == gone


def test_what_could_not_be_read_is_not_stale() -> None:
    line = Known("scans/ledger.txt", "unverified", "They sold 3.", "3", "x")
    assert baseline.compare(SAMPLE, [line], name="b.jsonl").stale == ()


# ── Fingerprints ──────────────────────────────────────────────────────────────────────────────────────────

CLUB = "The club by the lake has 73 members who own 19 boats. It was founded by a baker.\n\n> It raised $870 million.\n"


def audited(text: str, name: str = "a.md") -> Report:
    document = articles.readers()[Path(name).suffix].read(name, text.encode())
    return judge(found_in((document,)), (), Settings())


def objected(text: str) -> set[str]:
    return {objection.id for objection in audited(text).objections}


@pytest.mark.parametrize(
    "text",
    [
        CLUB.replace("the lake", "the\nlake").replace("19 boats", "19\n  boats").replace("$870 m", "$870\n> m"),
        f"# The town\n\nA line before.\n\n{CLUB}",
        CLUB.replace("founded by a baker", "founded by two bakers' sons, long ago"),
        CLUB.replace("19 boats.", "19 boats. <!-- checked by 2 people -->"),
        "\n\n".join(reversed(CLUB.split("\n\n"))),
    ],
    ids=["wrapped anew", "moved down", "a neighbour edited", "a comment", "moved up"],
)
def test_a_figure_stays_the_same_objection(text: str) -> None:
    assert len(objected(CLUB)) == 3
    assert objected(CLUB) <= objected(text)


def test_a_changed_figure_is_another_objection_and_so_is_one_more() -> None:
    assert len(objected(CLUB.replace("$870", "$860")) - objected(CLUB)) == 1
    ids = [claim.id for claim in audited(f"{CLUB}\n{CLUB}").claims]
    assert len(set(ids)) == len(ids) == 6


# ── Waivers ───────────────────────────────────────────────────────────────────────────────────────────────

FILE = """
[[waiver]]
rule = "unverified"
document = "a.md"
figure = "73 members"
reason = "Counted by hand."
until = 2025-04-30
"""


def reviewed(text: str, waivers: str = "", name: str = "a.md") -> tuple[list[str], list[str]]:
    """The words of what is waived, and the notices."""
    report = audited(text, name)
    read, notices = waiver_forms.in_file(waivers, "w.toml", codes())
    found = review(report, Before(TODAY, {}, {}, read, notices), Settings())
    waived = [" ".join(o.claim.mention.text.split()) for o in found.objections if found.status(o.id) is Status.WAIVED]
    assert set(found.waivers) == {id_ for id_, status in found.statuses.items() if status is Status.WAIVED}
    return waived, [f"{notice.path}:{notice.line}: {notice.message}" for notice in found.notices]


def test_a_waiver_of_the_file() -> None:
    assert reviewed(CLUB, FILE) == (["73 members"], [])
    assert reviewed(CLUB, FILE.replace("2025-04-30", '"2025-04-30"')) == (["73 members"], [])


@pytest.mark.parametrize(
    ("old", "new", "notice"),
    [
        ('reason = "Counted by hand."', "", "the waiver does not apply: reason is missing"),
        (
            "Counted by hand.",
            "  ",
            "the waiver does not apply: reason: found '  ', string should have at least 1 character",
        ),
        ("until = 2025-04-30", "", "the waiver does not apply: until is missing"),
        (
            "2025-04-30",
            "20250430",
            "the waiver does not apply: until: found 20250430, expected a day such as 2026-12-31",
        ),
        ("2025-04-30", '"soon"', "the waiver does not apply: until: found 'soon', expected a day such as 2026-12-31"),
        ('rule = "unverified"', "", "the waiver does not apply: rule is missing"),
        (
            "unverified",
            "unverifed",
            "the waiver does not apply: rule: found 'unverifed', expected a rule, such as unver",
        ),
        ("figure =", "figur =", "the waiver does not apply: unknown key 'figur'"),
        ('figure = "73 members"', "", "the waiver does not apply: names no figure, expected figure or id"),
        ("2025-04-30", "2025-03-31", "the waiver of unverified does not apply any more: its last day was 2025-03-31"),
        (
            "73",
            "74",
            'the waiver of unverified fits no figure: unverified objects to "$870 million", "19 boats", "73 m',
        ),
        ("unverified", "share-of", "the waiver of share-of fits no figure: share-of objects to nothing in a.md"),
        ("a.md", "b.md", "the waiver of unverified fits no figure: unverified objects to nothing in b.md"),
    ],
)
def test_a_waiver_that_does_not_apply_is_told(old: str, new: str, notice: str) -> None:
    assert FILE.count(old) == 1
    waived, notices = reviewed(CLUB, FILE.replace(old, new))
    assert (waived, len(notices)) == ([], 1)
    assert notices[0].startswith(f"w.toml:2: {notice}")


def test_a_waiver_that_fits_two_figures_must_name_one() -> None:
    twice = "Tea rose 12% in the shops.\n\nThe tram lost 12% of its riders.\n"
    waived, (notice,) = reviewed(twice, FILE.replace("73 members", "12%"))
    assert waived == []
    assert notice.startswith('w.toml:2: the waiver of unverified fits more than one figure: "12%"; name one by')
    named = f'{FILE.replace("73 members", "12%")}sentence = "The tram lost 12%\\n of its riders."\n'
    assert reviewed(twice, named) == (["12%"], [])


def test_a_waiver_by_id() -> None:
    objection = SAMPLE.objections[0]
    text = (
        FILE.replace("unverified", objection.rule)
        .replace("a.md", objection.claim.span.document)
        .replace('figure = "73 members"', f'id = "{objection.id}"')
    )
    waivers, notices = waiver_forms.in_file(text, "w.toml", codes())
    found = excuse(SAMPLE, waivers, today=TODAY)
    assert (found.statuses, found.notices, notices) == ({objection.id: Status.WAIVED}, (), ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x =", "w.toml: is not TOML: "),
        ("[[waivers]]\n", "w.toml: found waivers, expected only sections [[waiver]]"),
        ("waiver = 3\n", "w.toml: found waiver = 3, expected only sections [[waiver]]"),
    ],
)
def test_a_file_that_is_none_of_waivers(text: str, words: str) -> None:
    with pytest.raises(WaiverError) as caught:
        waiver_forms.in_file(text, "w.toml", codes())
    assert str(caught.value).startswith(words)


SAID = '<!-- factcheck: ignore unverified figure="{}" reason="Asked them." until=2025-04-30 -->'
UNNAMED = '<!-- factcheck: ignore unverified reason="Asked them." until=2025-04-30 -->'
LAKE, BOATS, RAISED = (SAID.format(figure) for figure in ("73 members", "19 boats", "$870 million"))


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        (f"{LAKE}\n{CLUB}", ["73 members"]),
        (f"{LAKE}\n\n{CLUB}", ["73 members"]),
        (f"{LAKE} {CLUB}", ["73 members"]),
        (CLUB.replace("boats.", f"boats. {BOATS}"), ["19 boats"]),
        (CLUB.replace("members", f"members {BOATS}"), ["19 boats"]),
        (CLUB.replace("baker.\n", f"baker.\n{BOATS}\n"), ["19 boats"]),
        (CLUB.replace("> It", f"> {RAISED}\n> It"), ["$870 million"]),
        (CLUB.replace("> It", f"{RAISED}\n> It"), ["$870 million"]),
        (CLUB.replace("million.", f"million. {RAISED}"), ["$870 million"]),
        (LAKE + "\n" + BOATS + "\n" + CLUB, ["73 members", "19 boats"]),
        (CLUB.replace("boats.", f"boats. {LAKE} {BOATS}"), ["73 members", "19 boats"]),
    ],
)
def test_where_a_comment_in_markdown_counts(text: str, waived: list[str]) -> None:
    assert reviewed(text) == (waived, [])


PAGE = "<html><body><p>The club has 73 members who own 19 boats.</p>\n<p>It raised $870 million.</p></body></html>"


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        (PAGE.replace("<p>The", f"{LAKE}<p>The"), ["73 members"]),
        (PAGE.replace("<p>The", f"<p>{LAKE}The"), ["73 members"]),
        (PAGE.replace("boats.", f"boats. {BOATS}"), ["19 boats"]),
        (PAGE.replace("<p>It", f"{RAISED}\n<p>It"), ["$870 million"]),
        (PAGE.replace("million.", f"million. {RAISED}"), ["$870 million"]),
    ],
)
def test_where_a_comment_in_a_page_counts(text: str, waived: list[str]) -> None:
    assert reviewed(text, name="a.html") == (waived, [])


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        (
            CLUB.replace("boats.", f"boats. {RAISED}"),
            'a.md:1: the waiver of unverified fits no figure: unverified objects to "$870 million", "19 boats", "73',
        ),
        (
            CLUB.replace("baker.", f"baker. {LAKE}"),
            "a.md:1: the waiver of unverified fits no figure: ",
        ),
        (f"{CLUB}\n{RAISED}", "a.md:5: the waiver of unverified fits no figure: "),
        (
            CLUB.replace("boats.", f"boats. {UNNAMED}"),
            'a.md:1: the waiver of unverified fits more than one figure: "19 boats", "73 members"; name one by its',
        ),
        (
            "<!-- factcheck: skip this -->\n" + CLUB,
            'a.md:1: found "skip this" for factcheck, expected ignore RULE figure="…" reason="…" until=2026-12-31',
        ),
        (
            '<!-- factcheck: ignore unverified figure="73 members" until=2025-04-30 -->\n' + CLUB,
            "a.md:1: the waiver does not apply: reason is missing",
        ),
        (
            '<!-- factcheck: ignore unverified figure="73 members" reason="" until=2025-04-30 -->\n' + CLUB,
            "a.md:1: the waiver does not apply: reason: found ''",
        ),
    ],
)
def test_a_comment_that_does_not_apply_is_told(text: str, notice: str) -> None:
    waived, notices = reviewed(text)
    assert (waived, len(notices)) == ([], 1)
    assert notices[0].startswith(notice)


def test_a_comment_that_names_no_figure_applies_and_is_asked_to() -> None:
    text = CLUB.replace("million.", f"million. {UNNAMED}")
    assert reviewed(text) == (
        ["$870 million"],
        ['a.md:3: the waiver of unverified would be for a changed figure, too; name this one: figure="$870 million"'],
    )


def test_of_comments_only_those_count_that_stood_before() -> None:
    old, new = (
        articles.readers()[".md"].read("a.md", CLUB.replace("million.", f"{figure}. {UNNAMED}").encode())
        for figure in ("million", "billion")
    )

    def waived(document: Document, standing: Document) -> int:
        report = judge(found_in((document,)), (), Settings())
        before = Before(TODAY, {}, {}, standing=waiver_forms.comments([standing]))
        return len(review(report, before, Settings()).waivers)

    assert (waived(old, old), waived(new, old), waived(new, new)) == (1, 0, 1)


# ── Selecting and failing ─────────────────────────────────────────────────────────────────────────────────


def failing(**settings: object) -> tuple[str, ...]:
    return review(SAMPLE, Before(TODAY, {}, {}), Settings.model_validate(settings)).failures


def test_what_fails_a_run() -> None:
    assert failing() == ("4 inconsistent claims", "14 unverified claims")
    assert failing(fail_on=["inconsistent"]) == ("4 inconsistent claims",)
    assert failing(fail_on=[]) == ()
    assert failing(fail_on=[], max_unverified=14) == ()
    assert failing(fail_on=[], max_unverified=13) == ("14 unverified claims, more than the 13 allowed",)
    assert failing(ignore=["unverified", "scenario"]) == ("3 inconsistent claims",)
    assert failing(select=["scenario"]) == ("1 inconsistent claim",)
    assert failing(per_file={"*.txt": {"fail_on": []}}) == ("1 inconsistent claim", "7 unverified claims")
    assert failing(per_file={"wards": {"ignore": ["scenario"]}}, fail_on=["inconsistent"]) == ("3 inconsistent claims",)
    assert failing(fail_on=[], min_coverage="30%") == (
        "wards/hospital.txt: 1 of 5 claims are checked, expected at least 30%",
    )


def test_what_is_ignored_is_counted_and_not_stale() -> None:
    known = {"b.jsonl": tuple(baseline.lines(SAMPLE))}
    found = review(SAMPLE, Before(TODAY, known, {}), Settings(ignore=("unverified",)))
    assert (found.stale, found.failures) == ((), ())
    assert sum(status is Status.IGNORED for status in found.statuses.values()) == 14
    assert sum(status is Status.KNOWN for status in found.statuses.values()) == 4


# ── The commands ──────────────────────────────────────────────────────────────────────────────────────────


def call(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "factcheck.toml").write_text("")
    (tmp_path / "corpus" / "a.md").write_text(CLUB)
    return tmp_path / "corpus"


@pytest.mark.usefixtures("club")
def test_commands_without_a_baseline() -> None:
    for words in (["check"], ["prune"], ["add", "0123456789", "--reason", "x"]):
        code, output = call("baseline", *words)
        assert code == 2
        assert output.startswith("factcheck: baseline: corpus/factcheck-baseline.jsonl: there is none; make the first")
    code, output = call("run", "corpus", "--baseline", "gone.jsonl")
    assert (code, output.startswith("factcheck: baseline: gone.jsonl: there is none")) == (2, True)


def test_add_takes_only_what_is_named_and_new(club: Path) -> None:
    call("baseline", "create")
    (club / "a.md").write_text(f"{CLUB}\nThe other club has 12 boats and 7 members.\n")
    code, output = call("baseline", "check")
    assert code == 1
    first, second, total = output.splitlines()
    assert first.startswith("new: a.md:5:20: unverified: 12 boats (")
    assert second.startswith("new: a.md:5:33: unverified: 7 members (")
    assert total == "2 new, 3 known, 0 stale"
    id_ = first.rpartition("(")[2].rstrip(")")
    code, output = call("baseline", "add", id_[:8], "--reason", "The harbour\nmaster.")
    assert (code, output) == (0, f"added: a.md: unverified: 12 boats ({id_})\n")
    (line,) = [line for line in (club / "factcheck-baseline.jsonl").read_text().splitlines() if id_ in line]
    assert json.loads(line)["reason"] == "The harbour master."
    assert call("baseline", "check")[1].splitlines()[1:] == ["1 new, 4 known, 0 stale"]
    for name, words in [
        (id_, f"factcheck: baseline: '{id_}' is known already; there is nothing to add"),
        ("zzzzzzzz", "factcheck: unknown-name: 'zzzzzzzz' is nothing that a run objects to; expected 6 or more"),
        (id_[:5], f"factcheck: unknown-name: '{id_[:5]}' is nothing that a run objects to"),
    ]:
        code, output = call("baseline", "add", name, "--reason", "x")
        assert (code, output.startswith(words)) == (2, True), output
    assert call("baseline", "add", id_, "--reason", " ")[0] == 2
    assert call("baseline", "add", id_)[0] == 2


def test_prune_writes_nothing_where_nothing_is_stale(club: Path) -> None:
    call("baseline", "create")
    path = club / "factcheck-baseline.jsonl"
    turned = "\n".join(reversed(path.read_text().splitlines())) + "\n"
    path.write_text(turned)
    assert call("baseline", "prune") == (0, "corpus/factcheck-baseline.jsonl: 0 lines taken out, 3 left\n")
    assert path.read_text() == turned


def test_a_run_over_one_article_looks_at_its_lines_alone(club: Path) -> None:
    (club / "b.md").write_text("The tram carried 12 riders.\n")
    call("baseline", "create")
    code, output = call("run", "corpus/b.md")
    assert (code, "stale" in output) == (0, False)
    assert call("run", "corpus", "--no-baseline")[0] == 1


@pytest.mark.usefixtures("club")
def test_a_rule_that_does_not_exist_cannot_be_ignored() -> None:
    code, output = call("run", "corpus", "--ignore", "unverifed")
    assert code == 2
    assert output == (
        "factcheck: unknown-name: 'unverifed' is no rule to select or ignore; did you mean 'unverified'?\n"
    )
    assert call("run", "corpus", "--ignore", "unverified")[0] == 0
    assert call("run", "corpus", "--min-coverage", "much")[0] == 2


# ── The project's own ─────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_corpus_has_nothing_new_and_one_more_claim_fails_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(HOME / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    code, output = call("run", "corpus")
    assert code == 0, output
    assert "stale" not in output
    article = tmp_path / "corpus" / "401k-crypto-gamble.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nThe town has 73 public fountains.\n", encoding="utf-8")
    code, output = call("run", "corpus")
    assert code == 1
    assert output.endswith("fails: 1 new unverified claim\n")
    report = json.loads(Path("reports/report.json").read_text(encoding="utf-8"))
    assert [claim["text"] for claim in report["claims"] if claim["baseline"] == "new"] == ["73 public fountains"]
