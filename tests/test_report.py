"""The reports of every run: report.json by its schema, the page safe and complete, the summary's sums that agree."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree, html
from sample_report import EMPTY, Desk, figure, hostile, sample

from factcheck.model import (
    Report,
    Severity,
    Span,
    Unchecked,
    Verdict,
)
from factcheck.report import html as html_writer
from factcheck.report import json as json_writer
from factcheck.report import text as text_writer
from factcheck.report.article import Mark, pieces
from factcheck.report.ledger import ledger
from factcheck.report.page import web_address

SCHEMA = Path(__file__).parent.parent / "docs" / "report.schema.json"


@pytest.fixture
def report() -> Report:
    return sample()


def _parsed(report: Report) -> html.HtmlElement:
    return html.document_fromstring(html_writer.write(report))


# ── what all writers use ────────────────────────────────────────────────────────────────────────────────


def test_the_ledger_agrees_with_the_report_about_every_verdict(report: Report) -> None:
    known = ledger(report)
    assert {claim.id: report.verdict(claim) for claim in report.claims} == known.verdicts


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


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_page_is_well_formed_and_every_fragment_resolves(report: Report) -> None:
    for each in (report, hostile(), EMPTY):
        page = _parsed(each)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        targets = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}
        assert targets <= set(ids)
        assert not _errors(html_writer.write(each))


def _errors(page: str) -> list[str]:
    """What a strict parser minds; it knows neither the newer elements nor drawings."""
    parser = etree.HTMLParser()
    etree.fromstring(page.encode(), parser)
    newer = re.compile(r"Tag (header|main|nav|section|article|footer|details|summary|mark|svg|rect) invalid")
    return [error.message for error in parser.error_log if not newer.match(error.message)]


def test_every_claim_and_finding_is_on_the_page_in_its_place(report: Report) -> None:
    page = _parsed(report)
    for claim in report.claims:
        (mark,) = page.xpath(f"//mark[@id='claim-{claim.id}']")
        assert mark.text_content() == claim.mention.text
        assert mark.get("class") == report.verdict(claim).value
    for finding in report.findings:
        (card,) = page.xpath(f"//article[@id='finding-{finding.id}']")
        shown = " ".join(card.text_content().split())
        assert finding.message in shown
        assert finding.working in shown
        assert all(reading in shown for reading in finding.tried)
        assert (finding.suggestion or "") in shown
        assert len(card.xpath("./dl//ul[@class='operands']/li")) == len(finding.reading.operands)


def test_every_unchecked_claim_and_passed_number_is_listed_with_its_reason(report: Report) -> None:
    page = _parsed(report)
    unverified = [claim for claim in report.claims if report.verdict(claim) is Verdict.UNVERIFIED]
    assert len(page.xpath("//section[@id='unverified']//li")) == len(unverified)
    for unchecked in report.unchecked:
        (item,) = page.xpath(f"//li[@id='unverified-{unchecked.claim.id}']")
        assert unchecked.reason in item.text_content()
    listed = page.xpath("//section[@id='passed']//li")
    assert sorted(" ".join(item.text_content().split()) for item in listed) == sorted(
        f"{passed.text} {passed.reason}" for passed in report.passed
    )


def test_the_article_keeps_its_shape_without_front_matter(report: Report) -> None:
    page = _parsed(report)
    (text,) = page.xpath("//article[@id='article-2']/div[@class='text']")
    assert "published:" not in text.text_content()
    assert [heading.text_content() for heading in text.xpath("./h4")] == [
        "A good year for the valley",
        "What grows where",
    ]
    assert len(text.xpath("./ul/li")) == 2
    assert [[cell.text_content() for cell in line.xpath("./td")] for line in text.xpath(".//tr")] == [
        ["Orchard", "Tonnes"],
        ["Long Acre", "30,000"],
        ["Mill Side", "18,000"],
    ]
    assert text.xpath("./p[@class='boilerplate']/mark[@class='passed']")


def test_roots_come_before_what_follows_from_them(report: Report) -> None:
    page = _parsed(report)
    (root,) = page.xpath("//section[@id='findings']/article[@id='finding-cf-sold']")
    assert root.xpath(".//div[@class='followers']/article/@id") == ["finding-cf-price"]
    assert root.xpath(".//a[@href='#finding-cf-price']")
    (follower,) = page.xpath("//article[@id='finding-cf-price']")
    assert follower.xpath(".//a[@href='#finding-cf-sold']")


def test_worst_first(report: Report) -> None:
    minor = [replace(f, severity=Severity.MINOR) if f.id == "cf-sold" else f for f in report.findings]
    page = _parsed(replace(report, findings=tuple(minor)))
    assert page.xpath("//section[@id='findings']/article/@id") == [
        "finding-hf-quarter",
        "finding-wf-free",
        "finding-cf-sold",
        "finding-cf-doubled",
    ]


def test_causes_in_a_circle_lose_no_finding(report: Report) -> None:
    circle = {"cf-sold": "cf-price", "cf-price": "cf-sold"}
    findings = tuple(replace(f, because_of=(circle[f.id],)) if f.id in circle else f for f in report.findings)
    page = _parsed(replace(report, findings=findings))
    assert page.xpath("//article[@id='finding-cf-price']//article/@id") == ["finding-cf-sold"]


def test_the_sums_are_visible_and_agree(report: Report) -> None:
    page = _parsed(report)
    (equation,) = page.xpath("//p[@class='equation']")
    bad, open_, good, claims, passed, numbers = map(int, re.findall(r"\d+", equation.text_content()))
    assert bad + open_ + good == claims
    assert claims + passed == numbers
    rows = [
        [int(cell.text_content()) for cell in line.xpath("./td")]
        for line in page.xpath("//table[@class='index']//tr[td]")
    ]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1] == [27, 6, 3, 4, 14]
    assert len(page.xpath("//div[contains(@class, 'text')]//mark[@class!='passed']")) == claims


def test_a_quotation_is_marked_as_such(report: Report) -> None:
    (card,) = _parsed(report).xpath("//article[@id='finding-cf-doubled']")
    assert "attributed to Ida Lunt" in card.text_content()


def test_links_outward_are_of_the_web_alone(report: Report) -> None:
    outward = {href for href in _parsed(report).xpath("//@href") if not href.startswith("#")}
    assert outward == {
        "https://valley.example/apples",
        "https://club.example/report?year=2024&part=2",
    }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JAVASCRIPT:x",
        "data:text/html,x",
        "//host",
        "https:",
        "ftp://h/x",
        "http://[",
        "https://a\x00b",
        "",
        None,
    ],
)
def test_no_other_address_becomes_a_link(url: str | None) -> None:
    assert web_address(url) is None


def test_policy_admits_the_pages_own_style_and_script_only(report: Report) -> None:
    page = _parsed(report)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for element in page.xpath("//style | //script"):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{element.tag}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//@style | //@*[starts-with(name(), 'on')] | //@src | //link | //iframe")


# ── hostile text ──────────────────────────────────────────────────────────────────────────────────────────


def test_hostile_text_is_shown_as_text() -> None:
    page = _parsed(hostile())
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //@onclick | //@onerror")
    assert not [href for href in page.xpath("//@href") if not href.startswith("#")]
    shown = page.text_content()
    for part in ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "{{7*7}}", "{% raw %}", "&"):
        assert part in shown
    assert "javascript:alert(5)" in shown
    assert not re.search("[\x00-\x08\x1b\u202e]", shown)


def test_the_terminal_is_not_steered_by_an_article() -> None:
    written = text_writer.write(hostile())
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "[31m" in written


# ── marks in a text ───────────────────────────────────────────────────────────────────────────────────────


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, Span, list[Mark]]:
    text = draw(st.text(max_size=60))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=8))
    marks = [Mark(Span("d", a, b), str(n), "passed", "") for n, (a, b) in enumerate(sorted(map(tuple, spans)))]
    return text, Span("d", 0, len(text)), marks


@given(_marked())
def test_marks_never_change_the_text_and_none_is_lost(marked: tuple[str, Span, list[Mark]]) -> None:
    text, span, marks = marked
    found = list(pieces(text, span, marks))
    assert "".join(piece.text for piece in found) == text
    assert [piece.mark for piece in found if piece.mark] == marks


def test_a_claim_outside_all_blocks_is_still_shown() -> None:
    desk = Desk("gap.txt", "One.\nThe barn held 40 sheep.\nTwo.")
    claim = desk.claim("b", "40 sheep", "sheep", figure("40", "1"))
    whole = desk.document()
    for blocks in (whole.blocks[::2], whole.blocks[:1], ()):
        report = replace(
            EMPTY,
            documents=(replace(whole, blocks=blocks),),
            claims=(claim,),
            unchecked=(Unchecked(claim, "nothing is known"),),
        )
        assert _parsed(report).xpath("//mark[@id='claim-b']")


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
