"""The reports of every run: report.json by its schema, the page safe and complete, the summary's sums that agree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sample_report import EMPTY, Desk, figure, hostile, sample

from factcheck.model import (
    Report,
    Severity,
    Unchecked,
    Verdict,
)
from factcheck.report import json as json_writer
from factcheck.report import text as text_writer
from factcheck.report.ledger import ledger

SCHEMA = Path(__file__).parent.parent / "docs" / "report.schema.json"


@pytest.fixture
def report() -> Report:
    return sample()


# ── what all writers use ────────────────────────────────────────────────────────────────────────────────


def test_a_claim_has_the_worst_verdict_of_its_findings(report: Report) -> None:
    assert ledger(report).verdicts["c-sold"] is Verdict.INCONSISTENT
    assert ledger(report).verdicts["c-doubled"] is Verdict.UNVERIFIED, "by a finding"
    assert ledger(report).verdicts["w-beds"] is Verdict.UNVERIFIED, "without one"
    assert ledger(report).verdicts["h-crop"] is Verdict.CONSISTENT


def test_the_finding_that_decides_is_the_gravest(report: Report) -> None:
    (root,) = (finding for finding in report.findings if finding.id == "cf-sold")
    follower = replace(root, id="a", because_of=("cf-price",))
    minor = replace(root, id="b", severity=Severity.MINOR)
    open_ = replace(root, id="c", severity=None, verdict=Verdict.UNVERIFIED)
    known = ledger(replace(report, findings=(follower, minor, open_, *report.findings)))
    assert known.deciding(root.claim) == root
    assert [claim.id for claim in known.of_verdict(Verdict.INCONSISTENT)] == [
        "c-sold",
        "h-quarter",
        "w-free",
        "c-price",
    ]
    assert known.of_verdict(Verdict.UNVERIFIED)[0].id == "c-doubled", "one with a finding comes before the unchecked"
    unchecked = report.unchecked[0]
    assert known.deciding(unchecked.claim) is None
    assert known.why_unverified(unchecked.claim) == unchecked.reason


# ── report.json ───────────────────────────────────────────────────────────────────────────────────────────


def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_json_is_valid_by_its_schema(report: Report) -> None:
    for each in (report, EMPTY, hostile()):
        _validator().validate(json.loads(json_writer.write(each)))


def _drop(*path: str | int) -> Callable[[Any], None]:
    def change(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        del record[path[-1]]

    return change


def _put(value: object, *path: str | int) -> Callable[[Any], None]:
    def change(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        record[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "breaking",
    [
        _drop("summary", "numbers"),
        _drop("unread"),
        _drop("claims", 0, "attributed"),
        _drop("findings", 0, "expected", "low"),
        _drop("findings", 0, "operands", 0, "assumption"),
        _put("factcheck.report/2", "schema"),
        _put(-1, "summary", "claims"),
        _put("wrong", "claims", 0, "verdict"),
        _put("lax", "findings", 0, "strength"),
        _put("severe", "findings", 0, "severity"),
        _put("1e9", "claims", 0, "value"),
        _put(1150, "claims", 0, "value"),
        _put("1.50", "findings", 0, "stated", "high"),
        _put(0, "claims", 0, "line"),
        _put(None, "claims", 1, "reason"),
        _put("strict", "claims", 0, "strength"),
        _put("3 November 2024", "documents", 1, "published"),
        _put("ABC", "documents", 0, "sha256"),
        _put("Share Of", "findings", 0, "rule"),
    ],
)
def test_a_broken_report_is_refused_by_the_schema(breaking: Callable[[Any], None], report: Report) -> None:
    broken = json_writer.records(report)
    breaking(broken)
    assert not _validator().is_valid(broken)


def test_additions_are_free(report: Report) -> None:
    more = json_writer.records(report)
    more["coverage"] = 1
    more["claims"][0]["note"] = "new"
    assert _validator().is_valid(more)


def test_sums_of_the_summary_agree(report: Report) -> None:
    written = json_writer.records(report)
    summary = written["summary"]
    assert summary["numbers"] == summary["passed"] + summary["claims"]
    assert summary["claims"] == summary["consistent"] + summary["inconsistent"] + summary["unverified"]
    assert summary["new"] == summary["inconsistent"] + summary["unverified"]
    assert summary["claims"] == len(written["claims"]) == sum(d["claims"] for d in written["documents"])
    assert summary["passed"] == len(written["passed"]) == sum(d["passed"] for d in written["documents"])


def test_every_id_in_the_json_leads_to_its_record(report: Report) -> None:
    written = json_writer.records(report)
    claims = {claim["id"] for claim in written["claims"]}
    findings = {finding["id"] for finding in written["findings"]}
    rows = {row["id"] for row in written["assumptions"]}
    assert {id_ for claim in written["claims"] for id_ in claim["findings"]} == findings
    for finding in written["findings"]:
        assert {finding["claim"], *finding["causes"]} <= claims
        assert set(finding["because_of"]) <= findings
        assert all(
            operand.get("claim") in claims or operand.get("assumption") in rows for operand in finding["operands"]
        )
    assert {id_ for row in written["assumptions"] for id_ in row["used_by"]} <= claims


def test_offsets_are_those_of_the_text(report: Report) -> None:
    texts = {document.id: document.text for document in report.documents}
    written = json_writer.records(report)
    for each in (*written["claims"], *written["passed"]):
        assert texts[each["document"]][each["start"] : each["end"]] == each["text"]
    for claim in written["claims"]:
        line = texts[claim["document"]].split("\n")[claim["line"] - 1]
        assert line[claim["column"] - 1 :].startswith(claim["text"])


def test_lines_of_a_format_with_a_source_map_are_the_files() -> None:
    desk = Desk("report.docx", "Nothing here.\nThe barn held 40 sheep.")
    claim = desk.claim("b", "40 sheep", "sheep", figure("40", "1"))
    document = replace(desk.document(), source_map=((0, 3), (14, 9)))
    report = replace(EMPTY, documents=(document,), claims=(claim,), unchecked=(Unchecked(claim, "nothing is known"),))
    (written,) = json_writer.records(report)["claims"]
    assert (written["line"], written["column"]) == (9, 1)


def test_decimals_are_exact_where_they_end_and_short_where_they_do_not() -> None:
    assert json_writer.decimal(Fraction(870_000_000_001, 8)) == "108750000000.125"
    assert json_writer.decimal(Fraction(2, 3)) == "0.666666666667"
    assert json_writer.decimal(Fraction(-5, 2)) == "-2.5"


# ── the summary ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_summary_names_every_inconsistency(report: Report) -> None:
    lines = text_writer.write(report).splitlines()
    places = [line.split()[:2] for line in lines if re.match(r"\S+:\d+:\d+: ", line)]
    assert places == [
        ["club.txt:1:28:", "equals-assumption"],
        ["club.txt:1:70:", "unit-price"],
        ["harvest.md:7:38:", "share-of"],
        ["wards/hospital.txt:3:39:", "scenario"],
    ]
    assert "    follows from club.txt:1:28: 1,150 season tickets" in lines
    assert "not read: scans/ledger.txt: not UTF-8: byte 0xff at offset 12" in lines


def test_the_terminal_is_not_steered_by_an_article() -> None:
    written = text_writer.write(hostile())
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "[31m" in written
