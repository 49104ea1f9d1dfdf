"""The formats of `--output`: what holds of all of them, and each read by the programs it is meant for."""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import junitparser
import pandas
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from lxml import html
from markdown_it import MarkdownIt
from sample_report import EMPTY, Desk, accepted, figure, hostile, reading, sample

from factcheck.cli import main
from factcheck.model import (
    Block,
    BlockKind,
    Claim,
    Finding,
    Mention,
    Report,
    Severity,
    Span,
    Unchecked,
    Verdict,
    Writer,
)
from factcheck.registry import members
from factcheck.report import json as json_writer
from factcheck.report import sarif as sarif_writer
from factcheck.report.github import job_summary
from factcheck.report.ledger import ledger
from factcheck.report.markdown import escaped
from factcheck.report.plain import plain

WRITERS = {writer.name: writer for writer in members("factcheck.report", "WRITER", Writer)}
GOLDEN = {
    "claimreview": "claimreview.json",
    "csv": "claims.csv",
    "github": "annotations.txt",
    "html": "index.html",
    "json": "report.json",
    "jsonl": "report.jsonl",
    "junit": "junit.xml",
    "markdown": "report.md",
    "sarif": "report.sarif",
    "text": "summary.txt",
}
SARIF_SCHEMA = Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json"
WAIVED_BY_HAND = "until 2026-12-31 by Ida Lunt: The growers' own words. (factcheck-waivers.toml:4)"
SILENT = "nothing says anything about it"
SHAPES = {"sample": sample, "accepted": accepted, "hostile": hostile, "empty": lambda: EMPTY}


@pytest.fixture
def report() -> Report:
    return sample()


@pytest.fixture(params=SHAPES)
def any_report(request: pytest.FixtureRequest) -> Report:
    return SHAPES[request.param]()


def write(name: str, report: Report) -> str:
    return WRITERS[name].write(report)


# ── every format ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_folder_holds_the_formats_of_the_contract() -> None:
    assert set(WRITERS) == set(GOLDEN)


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str, report: Report, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("html", "json", "sarif"):
        monkeypatch.setattr(importlib.import_module(f"factcheck.report.{module}"), "__version__", "1.2.3")
    golden(GOLDEN[name], write(name, report))


@pytest.mark.parametrize("name", GOLDEN)
def test_same_report_same_bytes_in_whatever_order_its_records_come(name: str, report: Report) -> None:
    shuffled = replace(
        report,
        documents=report.documents[::-1],
        unread=report.unread[::-1],
        claims=report.claims[::-1],
        findings=report.findings[::-1],
        unchecked=report.unchecked[::-1],
        passed=report.passed[::-1],
        confirmations=report.confirmations[::-1],
    )
    assert write(name, shuffled) == write(name, report)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_report_of_nothing_is_written(name: str) -> None:
    assert write(name, EMPTY).endswith("\n")


@pytest.mark.parametrize("name", sorted(set(GOLDEN) - {"claimreview", "json", "jsonl", "sarif"}))
def test_nothing_steers_the_screen(name: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", write(name, hostile()))


@given(st.text())
def test_any_text_of_a_figure_is_written(text: str) -> None:
    report = _about(text, message=text, suggestion=text)
    for name in GOLDEN:
        assert write(name, report)


def _about(text: str, **more: Any) -> Report:
    """The sample, with another text in the first article's wrong figure and in its finding."""
    report = sample()
    (old,) = (finding for finding in report.findings if finding.id == "cf-sold")
    mention: Mention = replace(old.claim.mention, text=text)
    claim = replace(old.claim, mention=mention)
    new: Finding = replace(old, relation=replace(old.relation, claim=claim), **more)
    return replace(
        report,
        claims=tuple(claim if each.id == claim.id else each for each in report.claims),
        findings=tuple(new if each.id == new.id else each for each in report.findings),
    )


def _minor(report: Report, *ids: str) -> Report:
    findings = (replace(f, severity=Severity.MINOR) if f.id in ids else f for f in report.findings)
    return replace(report, findings=tuple(findings))


def _many(verdict: Verdict, count: int, severity: Severity | None = None) -> Report:
    """An article of equal sentences, each with one figure of that verdict."""
    desk = Desk("many.txt", "\n".join("It was 40 sheep." for _ in range(count)))
    claims = [desk.claim(f"m{n}", "40 sheep", "sheep", figure("40", "1"), nth=n) for n in range(1, count + 1)]
    findings = [_like(claim, verdict, severity) for claim in claims] if severity else []
    unchecked = () if severity else tuple(Unchecked(claim, SILENT) for claim in claims)
    return replace(
        EMPTY, documents=(desk.document(),), claims=tuple(claims), findings=tuple(findings), unchecked=unchecked
    )


def _like(claim: Claim, verdict: Verdict, severity: Severity | None) -> Finding:
    (old,) = (finding for finding in sample().findings if finding.id == "wf-free")
    relation = replace(old.relation, claim=claim)
    return replace(old, id=f"f-{claim.id}", relation=relation, reading=reading(), verdict=verdict, severity=severity)


def _converted() -> Report:
    """A Word document: only the paragraph of a figure is known, not its column."""
    report = _many(Verdict.INCONSISTENT, 1, Severity.MATERIAL)
    return replace(report, documents=(replace(report.documents[0], source_map=((0, 7),)),))


# ── jsonl ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_jsonl_regrouped_is_the_json(any_report: Report) -> None:
    text = write("jsonl", any_report)
    lines = [json.loads(line) for line in text.splitlines()]
    assert text.count("\n") == len(lines), "no reader of lines sees another end of line"
    whole = json_writer.records(any_report)
    assert [line.pop("type") for line in lines[:1]] == ["report"]
    types = {
        "document": "documents",
        "claim": "claims",
        "finding": "findings",
        "passed": "passed",
        "unread": "unread",
        "assumption": "assumptions",
        "stale": "stale",
        "notice": "notices",
    }
    regrouped = lines[0] | {key: [] for key in types.values()}
    for line in lines[1:]:
        regrouped[types[line.pop("type")]].append(line)
    assert regrouped == whole


# ── csv ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_csv_opens_in_pandas_with_one_row_a_claim(any_report: Report) -> None:
    frame = pandas.read_csv(io.StringIO(write("csv", any_report)), dtype=str, keep_default_na=False)
    records = json_writer.records(any_report)["claims"]
    same = ("line", "column", "value", "verdict", "strength", "reason", "measure")
    assert len(frame) == len(records)
    for (_, row), claim in zip(frame.iterrows(), records, strict=True):
        assert [row[key] for key in same] == [plain(str(claim[key] or "")) for key in same]


def test_csv_shows_the_finding_that_decides(report: Report) -> None:
    frame = pandas.read_csv(io.StringIO(write("csv", report)), dtype=str, keep_default_na=False).set_index("id")
    assert frame.loc["c-price", ["severity", "rule", "expected", "suggestion"]].tolist() == [
        "material",
        "unit-price",
        "200",
        "£200",
    ]
    assert frame.loc["w-beds", ["rule", "expected", "message", "reason"]].tolist() == [
        "",
        "",
        "",
        "no row of the table is about it",
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝"])
def test_csv_starts_no_formula(sign: str) -> None:
    evil = f'{sign}HYPERLINK("https://h.example";"x")'
    rows = list(csv.reader(io.StringIO(write("csv", _about(evil, message=evil, suggestion=evil)))))
    started = [cell for row in rows for cell in row if cell.startswith("'")]
    assert started == [f"'{plain(evil)}"] * 3
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


def test_csv_leaves_negative_figures_figures() -> None:
    report = _many(Verdict.UNVERIFIED, 1)
    claims = tuple(replace(claim, figure=figure("-2.5", "0.1")) for claim in report.claims)
    frame = pandas.read_csv(io.StringIO(write("csv", replace(report, claims=claims))))
    assert frame["value"].tolist() == [-2.5]


def test_csv_is_rfc_4180() -> None:
    text = write("csv", _about('the "season", as sold', message="one\r\ntwo"))
    assert '"the ""season"", as sold"' in text
    assert "one two" in text
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == len(sample().claims) + 1


# ── sarif ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_sarif_is_valid_by_its_schema(any_report: Report) -> None:
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    Draft7Validator(schema).validate(json.loads(write("sarif", any_report)))


def test_sarif_results_are_the_findings_and_what_nothing_decides(report: Report) -> None:
    (run,) = json.loads(write("sarif", _minor(report, "wf-free")))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    prints = {r["partialFingerprints"]["factcheckFingerprint/v1"]: (r["ruleId"], r["level"]) for r in run["results"]}
    assert len(prints) == len(run["results"])
    assert {key: value for key, value in prints.items() if value[0] != "unverified"} == {
        "cf-sold": ("equals-assumption", "error"),
        "cf-price": ("unit-price", "error"),
        "hf-quarter": ("share-of", "error"),
        "wf-free": ("scenario", "warning"),
    }
    open_ = {claim for claim, verdict in ledger(report).verdicts.items() if verdict is Verdict.UNVERIFIED}
    assert {key for key, value in prints.items() if value == ("unverified", "note")} == open_


def test_sarif_points_at_the_figures_own_words(report: Report) -> None:
    (run,) = json.loads(write("sarif", report))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    texts = {document.id: document.text.split("\n") for document in report.documents}
    places = [
        place for result in run["results"] for place in (*result["locations"], *result.get("relatedLocations", ()))
    ]
    for place in (each["physicalLocation"] for each in places):
        region = place["region"]
        line = texts[unquote(place["artifactLocation"]["uri"])][region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    (price,) = (result for result in run["results"] if result["ruleId"] == "unit-price")
    assert [place["message"]["text"] for place in price["relatedLocations"]] == [
        "amount: £2.3 million",
        "count: 1,150 season tickets",
    ]


def test_sarif_paths_are_relative_references() -> None:
    report = _many(Verdict.UNVERIFIED, 1)
    span = replace(report.claims[0].span, document="a:b/100% süß?.md")
    claim = replace(report.claims[0], mention=replace(report.claims[0].mention, span=span))
    renamed = replace(report.documents[0], id=span.document)
    report = replace(report, documents=(renamed,), claims=(claim,), unchecked=(Unchecked(claim, SILENT),))
    (result,) = json.loads(write("sarif", report))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "a%3Ab/100%25%20s%C3%BC%C3%9F%3F.md",
        "uriBaseId": "%SRCROOT%",
    }


def test_sarif_claims_no_column_of_a_converted_document() -> None:
    (result,) = json.loads(write("sarif", _converted()))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_sarif_follows_a_figure_over_the_end_of_a_line() -> None:
    desk = Desk("wrap.txt", "It was\n40 sheep.")
    desk._blocks = lambda: [_whole(desk)]  # type: ignore[method-assign]
    claim = desk.claim("w", "was\n40", "sheep", figure("40", "1"))
    report = replace(EMPTY, documents=(desk.document(),), claims=(claim,), unchecked=(Unchecked(claim, SILENT),))
    (result,) = json.loads(write("sarif", report))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [1, 4, 2, 3]
    assert "::notice file=wrap.txt,line=1,title=unverified::“was 40”" in write("github", report)


def _whole(desk: Desk) -> Block:
    return Block(BlockKind.PARAGRAPH, Span(desk.id, 0, len(desk.text)))


def test_sarif_tells_what_was_not_read(report: Report) -> None:
    (invocation,) = json.loads(write("sarif", report))["runs"][0]["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "not read: not UTF-8: byte 0xff at offset 12"


def test_sarif_tools_read_it(tmp_path: Path, report: Report) -> None:
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is in the dev extra")
    path = tmp_path / "report.sarif"
    path.write_text(write("sarif", _minor(report, "wf-free")), encoding="utf-8")
    found = loader.load_sarif_file(str(path))
    counts = Counter(record["Severity"] for record in found.get_records())
    assert counts == {"error": 3, "warning": 1, "note": 14}
    assert found.get_distinct_tool_names() == ["factcheck"]


def test_sarif_holds_the_gravest_where_a_host_takes_no_more(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_writer, "MOST", 5)
    (run,) = json.loads(write("sarif", _minor(report, "wf-free")))["runs"]
    levels = [(result["ruleId"], result["level"]) for result in run["results"]]
    assert levels == [
        ("equals-assumption", "error"),
        ("unverified", "note"),
        ("unit-price", "error"),
        ("share-of", "error"),
        ("scenario", "warning"),
    ]
    told = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert told[-1] == "13 more results, none graver, are left out"


# ── junit ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_junit_is_read_by_junitparser_and_its_counts_agree(any_report: Report) -> None:
    xml = junitparser.JUnitXml.fromstring(write("junit", any_report).encode())
    stated = (xml.tests, xml.failures, xml.errors, xml.skipped)
    known, others = ledger(any_report), len(any_report.unread) + len(any_report.stale) + len(any_report.notices)
    failures = len(known.new(Verdict.INCONSISTENT))
    wrong = known.totals.inconsistent + known.totals.unverified
    assert stated == (known.totals.claims + others, failures, 0, wrong - failures + others)
    for suite in xml:
        before = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == before
    xml.update_statistics()
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == stated


def test_junit_has_a_suite_an_article_and_a_case_a_claim(report: Report) -> None:
    xml = junitparser.JUnitXml.fromstring(write("junit", report).encode())
    assert [suite.name for suite in xml] == ["club.txt", "harvest.md", "wards/hospital.txt", "not read"]
    cases = {case.name: case for suite in xml for case in suite}
    assert len(cases) == len(report.claims) + len(report.unread)
    (failure,) = cases["£2,000 [c-price]"].result
    assert isinstance(failure, junitparser.Failure)
    assert failure.type == "unit-price"
    assert failure.text == (
        "club.txt:1:70\n"
        "The club by the canal sold 1,150 season tickets for £2.3 million, or £2,000 apiece.\n"
        "unit-price: £2.3 million for 11,500 season tickets is £200 apiece, not £2,000.\n"
        "working: 2,300,000 GBP / 11,500 ticket = 200 GBP/ticket\n"
        "suggestion: £200"
    )
    (skipped,) = cases["96% [w-taken]"].result
    assert isinstance(skipped, junitparser.Skipped)
    assert skipped.message == "no row of the table is about it"


# ── github ────────────────────────────────────────────────────────────────────────────────────────────────


def _commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read as GitHub's runner reads: level, properties and message, unescaped."""
    found = []
    for line in text.splitlines():
        matched = re.fullmatch(r"::(error|warning|notice) ([^:]*?)::(.*)", line)
        assert matched, line
        properties = dict(pair.split("=", 1) for pair in matched[2].split(","))
        found.append((matched[1], {key: _read(value) for key, value in properties.items()}, _read(matched[3])))
    return found


def _read(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda code: chr(int(code[1], 16)), text)


def test_github_escapes(report: Report) -> None:
    evil = "100%, 5%0A\r\n::error::x"
    text = write("github", _about(evil, message=evil, suggestion=evil))
    (first, *_) = [line for line in text.splitlines() if "equals-assumption" in line]
    assert first.endswith("::100%25, 5%250A ::error::x%0ASuggestion: 100%25, 5%250A ::error::x")
    named = replace(report.documents[0], id="a: 50%, b.txt")
    claims = [c for c in report.claims if c.span.document == "club.txt"]
    moved = [replace(c, mention=replace(c.mention, span=replace(c.span, document=named.id))) for c in claims]
    report = replace(
        EMPTY, documents=(named,), claims=tuple(moved), unchecked=tuple(Unchecked(c, SILENT) for c in moved)
    )
    text = write("github", report)
    assert "file=a%3A 50%25%2C b.txt,line=1," in text
    assert _commands(text)[0][1]["file"] == named.id


@given(st.text())
def test_github_commands_are_read_back(text: str) -> None:
    found = _commands(write("github", _about(text, message=text, suggestion=text)))
    assert found[0][2] == (f"{plain(text)}\n{plain(f'Suggestion: {text}')}" if text else "")


def test_github_says_the_gravest_first(report: Report) -> None:
    found = _commands(write("github", _minor(report, "cf-sold")))
    shown = [(level, properties["title"]) for level, properties, _ in found]
    assert shown[:4] == [
        ("error", "share-of"),
        ("error", "scenario"),
        ("error", "unit-price"),
        ("warning", "equals-assumption"),
    ]
    assert found[-1] == (
        "notice",
        {"title": "factcheck"},
        "4 figures cannot be right; 5 more unverified not shown here; 1 not read",
    )


@pytest.mark.parametrize(
    ("severity", "level", "left"),
    [
        (Severity.MATERIAL, "error", "25 figures cannot be right; 15 more material not shown here"),
        (Severity.MINOR, "warning", "25 figures cannot be right; 15 more minor not shown here"),
        (None, "notice", "No figure contradicted, 25 not verified; 16 more unverified not shown here"),
    ],
)
def test_github_writes_ten_of_a_level(severity: Severity | None, level: str, left: str) -> None:
    verdict = Verdict.INCONSISTENT if severity else Verdict.UNVERIFIED
    *_, last = found = _commands(write("github", _many(verdict, 25, severity)))
    assert [each[0] for each in found].count(level) == 10
    assert last == ("notice", {"title": "factcheck"}, left)


def test_github_claims_no_column_of_a_converted_document() -> None:
    assert write("github", _converted()).startswith("::error file=many.txt,line=7,title=scenario::")


def test_github_gets_the_rest_as_markdown_for_the_jobs_page() -> None:
    report = _many(Verdict.UNVERIFIED, 25)
    whole = write("markdown", report)
    assert job_summary(report) == whole
    long = replace(report, unchecked=tuple(replace(each, reason="é" * 50_000) for each in report.unchecked))
    cut = job_summary(long)
    assert 900_000 < len(cut.encode()) < 1024 * 1024
    assert cut.endswith("\n\n16 more lines are left out: GitHub shows no more.\n")
    assert cut.count("\n- **many.txt:") == 9


# ── markdown ──────────────────────────────────────────────────────────────────────────────────────────────


def _rendered(text: str) -> html.HtmlElement:
    return html.document_fromstring(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


@given(st.text())
def test_markdown_shows_the_words_as_they_are(text: str) -> None:
    page = _rendered(f"It says: {escaped(text)}.")
    assert page.text_content().rstrip("\n") == f"It says: {plain(text)}."
    assert not page.xpath("//p//*")


def test_markdown_lists_what_is_wrong_the_gravest_first(report: Report) -> None:
    page = _rendered(write("markdown", _minor(report, "cf-sold")))
    assert page.xpath("string(//h1)") == "4 figures cannot be right"
    assert [heading.text for heading in page.xpath("//h2")] == ["Cannot be right", "Not verified", "Not read"]
    wrong, open_, unread = page.xpath("//body/ul")
    assert wrong.xpath("./li/strong/text()") == [
        "harvest.md:7:38",
        "wards/hospital.txt:3:39",
        "club.txt:1:70",
        "club.txt:1:28",
    ]
    assert [len(part.xpath("./li")) for part in (wrong, open_, unread)] == [4, 14, 1]
    assert [cell.text_content() for cell in page.xpath("//tr[last()]/td")] == ["all", "27", "6", "3", "4", "14"]


def test_markdown_of_hostile_text_holds_nothing_of_its_own() -> None:
    page = _rendered(write("markdown", hostile()))
    assert not page.xpath("//script | //img | //a")
    assert "<script>alert(1)</script>" in page.text_content()


# ── what was known before ─────────────────────────────────────────────────────────────────────────────────


def test_sarif_says_of_every_result_whether_it_is_new_and_who_excused_it(report: Report) -> None:
    (run,) = json.loads(write("sarif", accepted()))["runs"]
    states = {r["partialFingerprints"]["factcheckFingerprint/v1"]: r["baselineState"] for r in run["results"]}
    assert {id_ for id_, state in states.items() if state == "unchanged"} == {"cf-sold", "h-last"}
    assert set(states.values()) == {"new", "unchanged"}
    excused = {r["partialFingerprints"]["factcheckFingerprint/v1"]: r["suppressions"] for r in run["results"]}
    assert {id_: found for id_, found in excused.items() if found} == {
        "c-crowd": [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "waived until 2026-12-31: The growers' own words. (club.txt:3)",
            }
        ],
        "hf-quarter": [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"waived {WAIVED_BY_HAND}",
            }
        ],
        "wf-free": [
            {"kind": "external", "status": "accepted", "justification": "by a rule that was not selected"},
        ],
    }
    told = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert told[1:] == [
        "stale: multiple-of: trebled is no longer found",
        "this waiver ended on 2026-01-31",
        "this waiver has no reason",
    ]
    (plain_run,) = json.loads(write("sarif", report))["runs"]
    assert not any("baselineState" in r or "suppressions" in r for r in plain_run["results"])


def test_junit_fails_only_on_what_is_new_and_says_why_the_rest_is_skipped() -> None:
    xml = junitparser.JUnitXml.fromstring(write("junit", accepted()).encode())
    assert [suite.name for suite in xml][-2:] == ["not read", "to mend"]
    results = {case.name: case.result for suite in xml for case in suite}
    assert [name for name, found in results.items() if any(isinstance(r, junitparser.Failure) for r in found)] == [
        "£2,000 [c-price]"
    ]
    assert results["1,150 season tickets [c-sold]"][0].message.startswith("known before: The club reported")
    assert results["14,000 [c-crowd]"][0].message.startswith("waived until 2026-12-31: The growers' own words.")
    assert results["factcheck-waivers.toml"][0].message == "this waiver ended on 2026-01-31"


def test_github_complains_only_of_what_is_new() -> None:
    found = _commands(write("github", accepted()))
    assert [title for level, properties, _ in found if (title := properties["title"]) and level == "error"] == [
        "unit-price"
    ]
    assert not [message for _, _, message in found if "14,000” is not" in message or "a fifth" in message]
    assert found[-1][2] == (
        "4 figures cannot be right; "
        "compared with factcheck-baseline.jsonl: 18 = 13 new + 2 known + 2 waived + 1 ignored; "
        "3 more unverified not shown here; 1 not read; 3 stale or not applicable, see the summary of the job"
    )


def test_csv_says_what_is_new_and_what_is_waived_until_when() -> None:
    frame = pandas.read_csv(io.StringIO(write("csv", accepted())), dtype=str, keep_default_na=False).set_index("id")
    assert Counter(frame["baseline"]) == {"new": 13, "": 3, "known": 2, "waived": 2, "ignored": 1}
    assert frame.loc["h-quarter", "waiver"] == WAIVED_BY_HAND


def test_jsonl_has_a_line_for_what_is_to_be_mended() -> None:
    lines = [json.loads(line) for line in write("jsonl", accepted()).splitlines()]
    assert [
        (each["type"], each.get("id") or each.get("message")) for each in lines if each["type"] in ("stale", "notice")
    ] == [
        ("stale", "cf-gone"),
        ("notice", "this waiver ended on 2026-01-31"),
        ("notice", "this waiver has no reason"),
    ]


def test_markdown_lists_what_is_new_then_what_is_waived_and_what_is_to_be_mended() -> None:
    page = _rendered(write("markdown", accepted()))
    assert [heading.text for heading in page.xpath("//h2")] == [
        "Cannot be right",
        "Not verified",
        "Waived",
        "To mend",
        "Not read",
    ]
    wrong, open_, waived, mend, _ = page.xpath("//body/ul")
    assert wrong.xpath("./li/strong/text()") == ["club.txt:1:70"]
    assert len(open_.xpath("./li")) == 12
    assert waived.xpath("./li/strong/text()") == ["harvest.md:7:38", "club.txt:2:41"]
    assert mend.xpath("./li/strong/text()") == ["club.txt", "factcheck-waivers.toml:11", "harvest.md:7"]


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────

TABLE = """id,measure,name,value,unit,as_of,aliases,source
herd_2024,herd,"Dairy herd, 2024",5200,cow,2024,dairy herd,the district
"""
ARTICLE = "In 2024 the dairy herd counted 9,400 cows.\nThe fair sold 73 raffle tickets.\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "assumptions.csv").write_text(TABLE)
    (folder / "herd.md").write_text(ARTICLE)
    return folder


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("name", sorted(set(GOLDEN) - {"claimreview"}))  # of which nothing is confirmed
def test_every_format_goes_to_standard_output(name: str) -> None:
    result = CliRunner().invoke(main, ["run", "corpus", "--output", f"{name}=-"])
    assert result.exit_code == 1
    assert "9,400 cows" in result.stdout
    assert "1 article, " in result.stderr


@pytest.mark.usefixtures("corpus")
def test_several_formats_in_one_run() -> None:
    wanted = [option for name, path in GOLDEN.items() for option in ("--output", f"{name}=out/{path}")]
    result = CliRunner().invoke(main, ["run", "corpus", *wanted])
    assert result.exit_code == 1
    assert sorted(path.name for path in Path("out").iterdir()) == sorted(GOLDEN.values())
    assert Path("out/report.json").read_bytes() == Path("reports/report.json").read_bytes()
    for name, path in GOLDEN.items():
        alone = CliRunner().invoke(main, ["run", "corpus", "--output", f"{name}=-"])
        assert alone.stdout_bytes == Path("out", path).read_bytes()


@pytest.mark.usefixtures("corpus")
def test_places_are_those_an_editor_can_open_from_here(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {
        "text": "corpus/herd.md:1:32: ",
        "github": "file=corpus/herd.md,line=1,",
        "junit": 'file="corpus/herd.md"',
    }
    wanted |= {"markdown": "**corpus/herd.md:1:32**", "sarif": '"uri": "corpus/herd.md"', "json": '"id": "herd.md"'}
    for name, place in wanted.items():
        assert place in CliRunner().invoke(main, ["run", "corpus", "--output", f"{name}=-"]).stdout
    monkeypatch.chdir("corpus")
    for folder in (".", str(Path.cwd())):
        assert "\nherd.md:1:32: " in "\n" + CliRunner().invoke(main, ["run", folder]).stdout
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")  # no path of the machine, not even an upward one
    assert CliRunner().invoke(main, ["run", ".."]).stdout.startswith("herd.md:1:32: ")


@pytest.mark.usefixtures("corpus")
def test_github_actions_gets_a_summary_of_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary.md").absolute()))
    Path("summary.md").write_text("An earlier step.\n", encoding="utf-8")
    CliRunner().invoke(main, ["run", "corpus"])
    assert Path("summary.md").read_text(encoding="utf-8") == "An earlier step.\n"  # nobody asked for it
    result = CliRunner().invoke(main, ["run", "corpus", "--output", "github=-", "--output", "markdown=report.md"])
    assert result.stdout.startswith("::error file=corpus/herd.md,line=1,col=32,endColumn=42,title=equals-assumption::")
    report = Path("report.md").read_text(encoding="utf-8")
    assert Path("summary.md").read_text(encoding="utf-8") == f"An earlier step.\n{report}"


@pytest.mark.usefixtures("corpus")
def test_a_file_that_cannot_be_written_leaves_none_behind() -> None:
    Path("taken").write_text("")
    Path("reports").mkdir()
    Path("reports/index.html").write_text("of yesterday")
    result = CliRunner().invoke(main, ["run", "corpus", "--output", "csv=out.csv", "--output", "json=taken/x.json"])
    assert result.exit_code == 2
    assert result.stderr.startswith("factcheck: report: taken/x.json: cannot be written: ")
    assert not Path("out.csv").exists()
    assert [path.name for path in Path("reports").iterdir()] == ["index.html"]
    assert Path("reports/index.html").read_text() == "of yesterday"


@pytest.mark.usefixtures("corpus")
def test_a_device_is_written_to_and_not_replaced() -> None:
    os.mkfifo("pipe")
    reading = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    result = CliRunner().invoke(main, ["run", "corpus", "--output", "text=pipe"])
    assert result.exit_code == 1
    assert os.read(reading, 100_000).decode() == result.stdout
    os.close(reading)
    assert Path("pipe").is_fifo()
