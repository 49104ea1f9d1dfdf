"""The report's pages: complete, safe, linked without a gap, the same bytes again; in a folder and in one file."""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from sample_report import EMPTY, Desk, figure, hostile, sample

from factcheck.model import Known, Notice, Report, Severity, Span, Status, Unchecked, Verdict, Waiver
from factcheck.report import html as html_writer
from factcheck.report import texts
from factcheck.report.ledger import ledger
from factcheck.report.pages import front
from factcheck.report.pages.marks import Mark, pieces
from factcheck.report.pages.plot import Band, Figure, draw
from factcheck.report.pages.shelf import relative, slugs, web_address

WHOLE = "whole.html"
SHAPES = {"sample": sample, "hostile": hostile, "empty": lambda: EMPTY}


@pytest.fixture
def report() -> Report:
    return sample()


@pytest.fixture(params=SHAPES)
def any_report(request: pytest.FixtureRequest) -> Report:
    return SHAPES[request.param]()


def built(report: Report) -> dict[str, str]:
    """Every page, and the one file that holds them all."""
    return dict(html_writer.site(report)) | {WHOLE: html_writer.write(report)}


def parsed(report: Report) -> dict[str, html.HtmlElement]:
    return {page: html.document_fromstring(text) for page, text in built(report).items()}


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# ── links and ids ─────────────────────────────────────────────────────────────────────────────────────────


def broken_links(pages: Mapping[str, html.HtmlElement]) -> list[str]:
    """Links to pages that there are not, and to places that there are not on them."""
    ids = {page: set(root.xpath("//@id")) for page, root in pages.items()}
    broken = []
    for page, root in pages.items():
        for href in root.xpath("//@href"):
            if re.match(r"https?:", href):
                continue
            path, _, fragment = href.partition("#")
            target = normpath(join(dirname(page), path)) if path else page
            if target not in ids or (fragment and fragment not in ids[target]):
                broken.append(f"{page}: {href}")
    return broken


def test_every_link_and_fragment_leads_somewhere(any_report: Report) -> None:
    assert broken_links(parsed(any_report)) == []


def test_every_link_of_the_shipped_report_leads_somewhere(shipped: Report) -> None:
    assert broken_links(parsed(shipped)) == []


def test_a_broken_link_would_be_seen() -> None:
    pages = {"a/b.html": html.document_fromstring('<p id="x"><a href="../c.html#y">1</a><a href="#z">2</a>')}
    assert broken_links(pages) == ["a/b.html: ../c.html#y", "a/b.html: #z"]


def test_no_id_stands_twice_on_a_page(any_report: Report) -> None:
    for page, root in parsed(any_report).items():
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), page


def test_every_page_is_reached_from_the_index(shipped: Report) -> None:
    pages = dict(html_writer.site(shipped))
    index = html.document_fromstring(pages["index.html"])
    linked = {href.partition("#")[0] for href in index.xpath("//@href")}
    assert set(pages) - {"index.html"} <= linked


@given(st.lists(st.text(max_size=80), unique=True, max_size=8))
def test_every_article_has_a_file_name_of_its_own(ids: list[str]) -> None:
    named = slugs(ids)
    assert len({slug.lower() for slug in named.values()}) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in named.values())


def test_file_names_are_those_of_the_articles() -> None:
    assert slugs(["wards/Hospital 2.txt"]) == {"wards/Hospital 2.txt": "wards-hospital-2"}
    alike = slugs(["a.md", "a.txt", "b.md"])
    assert alike["b.md"] == "b"
    assert re.fullmatch("a-[0-9a-f]{16}", alike["a.md"])
    assert relative("articles/a.html", "index.html") == "../index.html"
    assert relative("articles/a.html", "articles/b.html") == "b.html"
    assert relative("index.html", "measures/m.html") == "measures/m.html"


# ── everything is there ───────────────────────────────────────────────────────────────────────────────────


def test_every_claim_and_finding_is_on_its_articles_page(report: Report) -> None:
    pages, known = parsed(report), ledger(report)
    for root in (pages["articles/" + name] for name in ("club.html", "harvest.html", "wards-hospital.html")):
        assert root.xpath("//h1")
    for where in ("articles", WHOLE):
        roots = [root for page, root in pages.items() if page.startswith(where)]
        for claim in report.claims:
            (mark,) = [found for root in roots for found in root.xpath(f"//mark[@id='claim-{claim.id}']")]
            assert mark.text_content() == claim.mention.text
            assert mark.get("class") == known.verdicts[claim.id].value
            (note,) = [found for root in roots for found in root.xpath(f"//details[@id='note-{claim.id}']")]
            assert note.get("data-mark") == mark.get("id")
            assert mark.xpath("./a/@href") == [f"#note-{claim.id}"]
        for finding in report.findings:
            (card,) = [found for root in roots for found in root.xpath(f"//*[@id='finding-{finding.id}']")]
            assert finding.working in words(card)
            assert all(reading in words(card) for reading in finding.tried)
            assert (finding.suggestion or "") in words(card)
            assert len(card.xpath("./ol[@class='steps']/li")) == len(finding.reading.operands) + 2
            assert finding.message in words(card.xpath("./ancestor::details")[0])


def test_every_operand_is_a_link_to_its_figure(report: Report) -> None:
    root = parsed(report)["articles/harvest.html"]
    (steps,) = root.xpath("//*[@id='finding-hf-quarter']/ol")
    assert [link.get("href") for link in steps.xpath(".//a")] == ["#claim-h-cider", "#claim-h-crop"]
    row = parsed(report)["articles/club.html"].xpath("//*[@id='finding-cf-sold']/ol/li[1]")[0]
    assert row.xpath(".//a/@href") == [
        "../assumptions.html#row-season_tickets_2024",
        "https://club.example/report?year=2024&part=2",
    ]
    assert "As of 2024" in words(row)
    assert "Source Annual report 2024, The club, 2024-05-02" in words(row)


def test_every_unchecked_claim_and_passed_number_has_its_reason(report: Report) -> None:
    root = parsed(report)[WHOLE]
    for unchecked in report.unchecked:
        (note,) = root.xpath(f"//details[@id='note-{unchecked.claim.id}']")
        assert unchecked.reason in words(note)
    listed = root.xpath("//section[@class='passed-over']//li")
    assert sorted(map(words, listed)) == sorted(f"{passed.text} {passed.reason}" for passed in report.passed)
    index = parsed(report)["index.html"]
    assert "scans/ledger.txt not UTF-8: byte 0xff at offset 12" in words(index.xpath("//section[@id='unchecked']")[0])
    assert "7 nothing in the table or the article says anything about it" in words(index)


def test_the_article_keeps_its_shape_without_front_matter(report: Report) -> None:
    (text,) = parsed(report)["articles/harvest.html"].xpath("//div[@class='text']")
    said = text.xpath(".//div[@class='said']")
    assert not any("published:" in words(part) for part in said)
    assert [words(heading) for heading in text.xpath(".//h2 | .//h3")] == [
        "A good year for the valley",
        "What grows where",
    ]
    assert len(text.xpath(".//ul[@class='items']/li")) == 2
    assert [[words(cell) for cell in line.xpath("./td")] for line in text.xpath(".//table[@class='grid']//tr")] == [
        ["Orchard", "Tonnes"],
        ["Long Acre", "30,000"],
        ["Mill Side", "18,000"],
    ]
    assert text.xpath(".//p[@class='boilerplate']/mark[@class='passed']")


def test_an_outline_has_no_holes(shipped: Report) -> None:
    for page, text in html_writer.site(shipped):
        levels = [
            int(head.tag[1])
            for head in html.document_fromstring(text).xpath(
                "//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
            )
        ]
        assert levels[0] == 1, page
        assert all(below <= above + 1 for above, below in pairwise(levels)), page


def cards(root: html.HtmlElement) -> list[tuple[str, bool]]:
    found = root.xpath("//ol/li[contains(@class, 'card')]")
    return [(card.get("id").removeprefix("card-"), "under" in card.get("class").split()) for card in found]


def test_roots_come_before_what_follows_from_them(report: Report) -> None:
    pages = parsed(report)
    assert cards(pages["index.html"]) == [
        ("cf-sold", False),
        ("cf-price", True),
        ("hf-quarter", False),
        ("wf-free", False),
        ("cf-doubled", False),
    ]
    club = pages["articles/club.html"]
    assert club.xpath("//*[@id='finding-cf-sold']//a[@href='#finding-cf-price']")
    assert club.xpath("//*[@id='finding-cf-price']//a[@href='#finding-cf-sold']")


def test_worst_first(report: Report) -> None:
    minor = [replace(f, severity=Severity.MINOR) if f.id == "cf-sold" else f for f in report.findings]
    index = parsed(replace(report, findings=tuple(minor)))["index.html"]
    assert [card for card, under in cards(index) if not under] == ["hf-quarter", "wf-free", "cf-sold", "cf-doubled"]
    articles = index.xpath("//table[@id='lines']/tbody/tr/th/a/@href")
    assert articles == ["articles/club.html", "articles/harvest.html", "articles/wards-hospital.html"]


def test_causes_in_a_circle_lose_no_finding(report: Report) -> None:
    circle = {"cf-sold": "cf-price", "cf-price": "cf-sold"}
    findings = tuple(replace(f, because_of=(circle[f.id],)) if f.id in circle else f for f in report.findings)
    listed = cards(parsed(replace(report, findings=findings))["index.html"])
    assert listed[:2] == [("cf-price", False), ("cf-sold", True)]


def test_the_sums_are_visible_and_agree(report: Report) -> None:
    index = parsed(report)["index.html"]
    (equation,) = index.xpath("//p[@class='equation']")
    bad, open_, good, claims, passed, numbers = map(int, re.findall(r"\d+", equation.text_content()))
    assert bad + open_ + good == claims
    assert claims + passed == numbers
    rows = [[words(cell) for cell in line.xpath("./td")] for line in index.xpath("//table[@id='lines']//tr[td]")]
    counts = [[int(cell) for cell in row[1:-1]] for row in rows]
    assert [sum(column) for column in zip(*counts[:-1], strict=True)] == counts[-1] == [27, 6, 3, 4, 14]
    assert [row[-1] for row in rows] == ["50%", "30%", "20%", "33%"]
    assert len(parsed(report)[WHOLE].xpath("//div[@class='said']//mark[@class!='passed']")) == claims


def test_a_quotation_is_marked_as_such(report: Report) -> None:
    (note,) = parsed(report)["articles/club.html"].xpath("//details[@id='note-c-doubled']")
    assert "attributed to Ida Lunt" in words(note)


def test_a_claim_outside_all_blocks_is_still_shown() -> None:
    desk = Desk("gap.txt", "One.\nThe barn held 40 sheep.\nTwo.")
    claim = desk.claim("b", "40 sheep", "sheep", figure("40", "1"))
    whole = desk.document()
    for blocks in (whole.blocks[::2], whole.blocks[:1], ()):
        documents = (replace(whole, blocks=blocks),)
        unchecked = (Unchecked(claim, "nothing is known"),)
        found = parsed(replace(EMPTY, documents=documents, claims=(claim,), unchecked=unchecked))
        assert found["articles/gap.html"].xpath("//mark[@id='claim-b']")


# ── measures and the table ────────────────────────────────────────────────────────────────────────────────


def test_a_measures_page_shows_what_all_articles_say_beside_the_table(report: Report) -> None:
    pages = parsed(report)
    measures = [page for page in pages if page.startswith("measures/")]
    assert measures == [f"measures/{name}.html" for name in ("apple-crop", "beds", "season-tickets", "stand-places")]
    root = pages["measures/season-tickets.html"]
    assert words(root.xpath("//h1")[0]) == "Season tickets sold"
    (dot,) = root.xpath("//*[local-name()='svg']//a[contains(@class, 'dot')]")
    assert dot.get("href") == "../articles/club.html#claim-c-sold"
    assert dot.get("aria-label") == "1,150 season tickets, inconsistent, club.txt"
    (band,) = root.xpath("//*[local-name()='svg']//a[@class='band']")
    assert band.get("href") == "../assumptions.html#row-season_tickets_2024"
    (line,) = root.xpath("//table[contains(@class, 'sortable')]/tbody/tr")
    assert [words(cell) for cell in line] == [
        "2024 by its own date",
        "1,150 season tickets 1,145–1,155 tickets",
        "club.txt line 1",
        "✗ Inconsistent",
        "11,500 season tickets",
    ]


def test_the_assumptions_say_who_used_each_row_and_which_nobody(report: Report) -> None:
    unused = replace(report.assumptions[0], id="a_spare", name="A spare one", measure="spare", url="javascript:x")
    root = parsed(replace(report, assumptions=(*report.assumptions, unused)))["assumptions.html"]
    lines = {line.get("id"): line for line in root.xpath("//table[@id='rows']/tbody/tr")}
    assert list(lines) == ["row-a_spare", "row-attendance_2022", "row-season_tickets_2024", "row-stand_places_2024"]
    counts = {id_: [words(cell) for cell in line.xpath("./td[@class]")][1:] for id_, line in lines.items()}
    assert counts["row-a_spare"] == ["0", "0"]
    assert counts["row-season_tickets_2024"] == ["1", "1"]
    assert lines["row-a_spare"].get("class") == "unused"
    assert "nobody" in words(lines["row-a_spare"])
    assert not lines["row-a_spare"].xpath(".//a[starts-with(@href, 'javascript')]")
    (worst,) = root.xpath("//ul[@class='tallies']/li")
    assert words(worst) == "1 Season tickets sold, 2024"


NUMBERS = st.fractions(-(10**15), 10**15, max_denominator=1000)
DAYS = st.none() | st.dates(date(1800, 1, 1), date(2200, 1, 1))


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Figure(draw(DAYS), value, low, high, "consistent", "40 sheep", "#claim-b")


@st.composite
def _bands(draw: st.DrawFn) -> Band:
    low, high = sorted(draw(st.tuples(NUMBERS, NUMBERS)))
    days = draw(st.none() | st.tuples(DAYS, DAYS))
    first, last = sorted(days) if days and all(days) else (None, None)  # type: ignore[type-var]
    return Band(first, last, low, high, "Sheep", "#row-s")


@settings(max_examples=50)
@given(st.lists(_figures(), min_size=1, max_size=6), st.lists(_bands(), max_size=3))
def test_nothing_is_drawn_outside_the_plot(figures: list[Figure], bands: list[Band]) -> None:
    plot = draw(figures, bands, "sheep")
    assert plot is not None
    top, bottom = float(plot.top), float(plot.bottom)
    for dot in plot.dots:
        assert 0 < float(dot.x) < plot.width
        assert top <= float(dot.top) <= float(dot.y) <= float(dot.bottom) <= bottom
    for band in plot.bands:
        assert float(band.width) > 0
        assert float(band.height) > 0
    assert all(top <= float(tick.at) <= bottom for tick in plot.up)
    assert len(plot.up) <= 20
    assert len(plot.across) <= 24


def test_dots_of_the_same_figure_stand_side_by_side() -> None:
    same = Figure(date(2024, 5, 1), Fraction(40), Fraction(39), Fraction(41), "consistent", "40 sheep", "#")
    plot = draw([same, same, same], [], "sheep")
    assert plot is not None
    assert len({dot.x for dot in plot.dots}) == 3
    assert draw([], [], "sheep") is None


# ── large corpora ─────────────────────────────────────────────────────────────────────────────────────────


def test_lists_go_on_upon_further_pages(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "CARDS_A_PAGE", 2)
    monkeypatch.setattr(front, "ARTICLES_A_PAGE", 2)
    pages = parsed(report)
    listed = [cards(pages[page]) for page in ("index.html", "findings.2.html", "findings.3.html")]
    assert [len(part) for part in listed] == [2, 2, 1]
    assert [id_ for part in listed for id_, _ in part] == ["cf-sold", "cf-price", "hf-quarter", "wf-free", "cf-doubled"]
    further = pages["articles.2.html"].xpath("//table/tbody/tr/th/a/@href")
    assert further == ["articles/wards-hospital.html"]
    assert broken_links(pages) == []
    (short,) = pages["index.html"].xpath("//script[@id='overflow']")
    assert '"finding-wf-free", "inconsistent"' in short.text
    monkeypatch.setattr(front, "SHORT_CARDS", 1)
    index = parsed(report)["index.html"]
    assert "do not reach the last 2 findings" in words(index)
    assert len(json.loads(index.xpath("//script[@id='overflow']")[0].text)["findings"]) == 1


# ── the words, the policy, hostile text ───────────────────────────────────────────────────────────────────


def test_every_text_is_used_and_none_is_missing() -> None:
    folder = Path(html_writer.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in [*folder.rglob("*.py"), *folder.rglob("*.j2")])
    asked = set(re.findall(r"""\b(?:t|text)\(\s*f?["']([\w.{}-]+)["'](?! ~)""", sources))
    begun = set(re.findall(r"""\bt\(["']([\w.-]+)["'] ~""", sources)) | {
        key.partition("{")[0] for key in asked if "{" in key
    }
    known = set(texts.texts())
    assert {key for key in asked if "{" not in key} <= known
    assert {key for key in known - asked if not key.startswith(tuple(begun))} == set()
    assert all(any(key.startswith(start) for key in known) for start in begun)


def test_a_text_has_a_form_for_one() -> None:
    assert texts.text("headline.inconsistent", n=1) == "1 figure cannot be right"
    assert texts.text("headline.inconsistent", n=1_200) == "1,200 figures cannot be right"
    with pytest.raises(KeyError):
        texts.text("headline.nowhere")


def test_links_outward_are_of_the_web_alone(report: Report) -> None:
    outward = {href for root in parsed(report).values() for href in root.xpath("//@href") if ":" in href}
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


def test_policy_admits_the_pages_own_style_and_script_only(any_report: Report) -> None:
    for page, root in parsed(any_report).items():
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        runs = root.xpath("//style | //script[not(@type)]")
        assert [element.tag for element in runs] == ["style", "script"], page
        for element in runs:
            digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
            assert f"{element.tag}-src 'sha256-{digest}'" in policy
        assert not root.xpath("//@style | //@*[starts-with(name(), 'on')] | //@src | //link | //iframe | //base")


def test_hostile_text_is_shown_as_text() -> None:
    pages = parsed(hostile())
    for page, root in pages.items():
        assert len(root.xpath("//script")) == 1, page
        assert not root.xpath("//img | //@onclick | //@onerror")
        assert not [href for href in root.xpath("//@href") if ":" in href]
        assert not re.search("[\x00-\x08\x1b\u202e]", root.text_content())
    for part in ("<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "{{7*7}}", "{% raw %}", "&"):
        assert part in pages[WHOLE].text_content()
    assert "javascript:alert(5)" in pages["assumptions.html"].text_content()


def test_hostile_text_cannot_leave_the_short_words_of_a_large_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "CARDS_A_PAGE", 1)
    twice = hostile()
    second = replace(twice.findings[0], id="second")
    index = parsed(replace(twice, findings=(*twice.findings, second)))["index.html"]
    assert [script.get("id") for script in index.xpath("//script")] == ["overflow", None]
    (short,) = json.loads(index.xpath("//script[@id='overflow']")[0].text)["findings"]
    assert "<script>alert(1)</script>" in short[-1]
    assert not re.search("[\x00-\x08\x1b\u202e]", "".join(map(str, short)))


# ── marks in a text ───────────────────────────────────────────────────────────────────────────────────────


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, Span, list[Mark]]:
    text = draw(st.text(max_size=60))
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=8))
    marks = [Mark(Span("d", a, b), str(n), "passed", "", "#") for n, (a, b) in enumerate(sorted(map(tuple, spans)))]
    return text, Span("d", 0, len(text)), marks


@given(_marked())
def test_marks_never_change_the_text_and_none_is_lost(marked: tuple[str, Span, list[Mark]]) -> None:
    text, span, marks = marked
    found = list(pieces(text, span, marks))
    assert "".join(piece.text for piece in found) == text
    assert [piece.mark for piece in found if piece.mark] == marks


# ── the same bytes ────────────────────────────────────────────────────────────────────────────────────────


def test_golden_pages_of_the_shipped_corpus(
    shipped: Report, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without style and script, which stand in `templates/` and are the same on every page."""
    monkeypatch.setattr(importlib.import_module("factcheck.report.html"), "__version__", "1.2.3")
    for page, text in html_writer.site(shipped):
        without = re.sub(r"(<style>|<script>).*?(</style>|</script>)", r"\1\2", text, flags=re.DOTALL)
        golden(f"site/{page}", re.sub("sha256-[A-Za-z0-9+/=]+", "sha256-…", without))


def test_no_golden_page_is_left_over(shipped: Report) -> None:
    folder = Path(__file__).parent / "golden" / "site"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} == {
        page for page, _ in html_writer.site(shipped)
    }


def test_built_twice_the_pages_are_the_same(shipped: Report) -> None:
    again = replace(
        shipped,
        documents=shipped.documents[::-1],
        claims=shipped.claims[::-1],
        findings=shipped.findings[::-1],
        passed=shipped.passed[::-1],
        assumptions=shipped.assumptions[::-1],
    )
    assert built(shipped) == built(again)


def test_what_was_known_before_says_so(report: Report) -> None:
    waiver = Waiver("share-of", "harvest.md", "the union's own count", date(2025, 1, 31), "waivers.toml", 4, by="Ann")
    told = replace(
        report,
        baseline="factcheck-baseline.jsonl",
        statuses={"cf-sold": Status.KNOWN, "hf-quarter": Status.WAIVED, "c-doubled": Status.KNOWN},
        waivers={"hf-quarter": waiver},
        stale=(Known("old.md", "share-of", "A third of it.", "a third", "x1"),),
        notices=(Notice("waivers.toml", 9, "names no rule"),),
        failures=("1 new inconsistent claim",),
    )
    pages = parsed(told)
    assert [card for card, under in cards(pages["index.html"]) if not under] == [
        "wf-free", "cf-sold", "hf-quarter", "cf-doubled",
    ]  # fmt: skip
    (note,) = pages["articles/harvest.html"].xpath("//details[@id='note-h-quarter']")
    assert note.get("data-status") == "waived"
    assert "Waived until 2025-01-31 by Ann: the union's own count (waivers.toml:4)" in words(note)
    index = words(pages["index.html"])
    assert "compared with factcheck-baseline.jsonl: 18 = 15 new + 2 known + 1 waived" in index
    assert "old.md stale: share-of: a third is no longer found" in index
    assert "waivers.toml:9 names no rule" in index
    assert "This run fails: 1 new inconsistent claim" in index
    (known,) = pages["index.html"].xpath("//li[@id='card-cf-doubled']")
    assert "known" in words(known.xpath("./p[@class='lead']")[0])


def test_without_anything_known_before_nothing_is_called_new(report: Report) -> None:
    assert not parsed(report)["index.html"].xpath("//span[contains(@class, 'chip') and contains(@class, 'new')]")


def test_the_open_ones_are_counted_as_new(report: Report) -> None:
    index = parsed(report)["index.html"]
    assert "New 18" in " ".join(
        f"{words(each.xpath('./dt')[0])} {words(each.xpath('./dd')[0])}"
        for each in index.xpath("//dl[@class='totals']/div")
    )
    assert sum(verdict is not Verdict.CONSISTENT for verdict in ledger(report).verdicts.values()) == 18
