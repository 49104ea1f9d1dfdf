"""What an editor does with the pages, in a real browser: follow a finding, filter, search, copy, print, on a phone."""

from __future__ import annotations

import re
import time
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from browsing import Visit
from sample_report import sample

from factcheck.model import Report, Verdict
from factcheck.report.ledger import ledger

FT = "articles/401k-crypto-ft-report.html"
SEEN = """element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
}"""
KINDS = ("index.html", "articles/club.html", "measures/season-tickets.html", "assumptions.html", "whole.html")


def seen(locator: Any) -> bool:
    return bool(locator.evaluate(SEEN))


def fragment(page: Any) -> str:
    return str(page.evaluate("location.hash.slice(1)"))  # page.url lags behind what a script puts there


# ── from a finding to its figure, its working, its operands ───────────────────────────────────────────────


def test_a_finding_of_the_index_leads_to_its_figure_and_opens_its_working(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["shipped"] / "index.html")
    page.locator(".card .change a", has_text="$12.3 billion").click()
    page.wait_for_url("**/401k-crypto-ft-report.html#finding-*")
    assert seen(page.locator("mark.here"))
    assert page.locator("mark.here").inner_text().startswith("$12.3 billion")
    assert page.locator(".note[open]").count() == 1
    assert seen(page.locator(".note[open] .working").first)
    assert page.locator(".note[open] .suggestion strong").first.inner_text() == "about $148 billion"


def test_clicking_a_figure_opens_its_note_and_a_note_shows_its_figure(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["shipped"] / FT)
    assert page.locator(".note[open]").count() == 0
    page.locator("mark.unverified a").first.click()
    assert page.locator(".note.unverified[open]").count() == 1
    assert page.locator(".note[open]").count() == 1
    page.locator(".note[open] > summary").click()
    assert page.locator(".note[open]").count() == 0, "a click on its head closes it"
    note = page.locator(".note.inconsistent").last
    note.locator("summary").click()
    assert page.locator(".note[open]").get_attribute("id") == note.get_attribute("id")
    assert seen(page.locator("mark.here"))
    assert fragment(page) == note.get_attribute("id")
    note.locator("summary").click()
    assert page.locator(".note[open]").count() == 0
    page.go_back()
    assert page.locator(".note.unverified[open]").count() == 1


def test_every_operand_link_lands_on_its_figure(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["shipped"] / FT)
    for kind in ("unverified", "consistent"):
        page.locator(f"#show-{kind}").check()
    landed = page.evaluate(
        """() => [...document.querySelectorAll(".note")].flatMap(note =>
            [...note.querySelectorAll(".steps a[href^='#claim-']")].map(link => {
                note.querySelector("summary").click();
                if (!note.open) note.querySelector("summary").click();
                link.click();
                const mark = document.querySelector("mark.here");
                const box = mark.getBoundingClientRect();
                return [link.textContent.trim(), mark.textContent.replace(/\\s+/g, " "), note.open,
                        box.top >= 0 && box.bottom <= innerHeight];
            }))"""
    )
    assert len(landed) >= 15
    for link, mark, still_open, in_sight in landed:
        assert mark == link
        assert still_open, "the working stays open while its figures are looked up"
        assert in_sight


def test_an_operand_in_another_article_or_in_the_table_is_found_there(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "articles/club.html", "#finding-cf-sold")
    page.locator("#finding-cf-sold .steps a").first.click()
    page.wait_for_url("**/assumptions.html#row-season_tickets_2024")
    assert seen(page.locator("tr.here"))
    page.locator("tr.here .placed a").click()
    page.wait_for_url("**/articles/club.html#claim-c-sold")
    assert seen(page.locator("mark.here"))


def test_the_dots_of_a_measure_say_what_they_are_and_lead_to_their_figures(
    visit: Visit, sites: dict[str, Path]
) -> None:
    page = visit(sites["sample"] / "measures/season-tickets.html")
    dot = page.locator("a.dot")
    assert not dot.locator(".tip").is_visible()
    dot.focus()
    assert dot.locator(".tip").is_visible()
    assert dot.locator(".tip").inner_html() == "1,150 season tickets, inconsistent, club.txt"
    dot.press("Enter")
    page.wait_for_url("**/club.html#claim-c-sold")
    assert seen(page.locator("mark.here"))


# ── filters, search, sorting, keys ────────────────────────────────────────────────────────────────────────


def shown(page: Any) -> list[str]:
    return [card.get_attribute("id").removeprefix("card-") for card in page.locator(".card").all() if card.is_visible()]


def test_filters_and_search_stand_in_the_fragment(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html")
    everything = ["cf-sold", "cf-price", "hf-quarter", "wf-free", "cf-doubled"]
    assert shown(page) == everything
    page.get_by_label("Rule").select_option("unit-price")
    assert shown(page) == ["cf-price"]
    assert page.locator("#matches").inner_text() == "1 of 5 shown"
    page.get_by_label("Rule").select_option("")
    page.get_by_label("Verdict").select_option("unverified")
    assert shown(page) == ["cf-doubled"]
    assert fragment(page) == "?verdict=unverified"
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("location.hash === ''")
    assert shown(page) == everything
    page.get_by_label("attributed").check()
    assert shown(page) == ["cf-doubled"]
    page.get_by_label("attributed").uncheck()
    page.get_by_label("new").check()
    assert shown(page) == everything
    page.locator("[name=article]").fill("hosp")
    assert shown(page) == ["wf-free"]
    page.reload()
    assert shown(page) == ["wf-free"]
    assert page.locator("[name=article]").input_value() == "hosp"
    page.locator("[name=article]").fill("")
    page.get_by_label("Search").fill("A FIFTH")
    assert shown(page) == ["hf-quarter"]
    assert fragment(page) == "?status=new&q=a+fifth".replace("a+fifth", "A+FIFTH")


def test_a_filtered_list_can_be_linked(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html", "#card-wf-free?rule=scenario&severity=material")
    assert shown(page) == ["wf-free"]
    assert page.locator(".card.here").get_attribute("id") == "card-wf-free"


def test_what_is_shown_of_an_article_stands_in_the_fragment(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "articles/harvest.html")
    assert not page.locator("#note-h-rise").is_visible()
    assert not page.locator(".passed-over").is_visible()
    page.locator("#show-consistent").check()
    page.locator("#show-passed").check()
    assert page.locator("#note-h-rise").is_visible()
    assert page.locator(".passed-over").is_visible()
    page.reload()
    assert page.locator("#note-h-rise").is_visible()
    page.locator("#search").fill("fifth")
    assert [note.get_attribute("id") for note in page.locator(".note").all() if note.is_visible()] == ["note-h-quarter"]


def test_tables_are_sorted_by_a_column(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html")

    def column(number: int) -> list[str]:
        return [
            text.split("\n")[0].strip()
            for text in page.locator(f"#lines tbody tr > :nth-child({number})").all_inner_texts()
        ]

    page.locator("#lines thead").get_by_role("button", name="Figures").click()
    assert column(3) == ["12", "8", "7"]
    page.locator("#lines thead").get_by_role("button", name="Figures").click()
    assert column(3) == ["7", "8", "12"]
    assert page.locator("#lines th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.reload()
    assert column(3) == ["7", "8", "12"]
    page.locator("#lines thead").get_by_role("button", name="Article").click()
    assert column(1) == ["A good year for the valley", "club.txt", "Three houses, one bed plan"]


def test_the_keys(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html")
    press = page.keyboard.press
    press("n")
    press("j")
    assert fragment(page) == "card-cf-price"
    press("p")
    assert fragment(page) == "card-cf-sold"
    press("/")
    page.keyboard.type("quarter")
    press("Escape")
    press("n")
    assert fragment(page) == "card-hf-quarter?q=quarter"
    press("o")
    page.wait_for_url("**/harvest.html#finding-hf-quarter")
    assert page.locator("#note-h-quarter").get_attribute("open") is not None
    press("Escape")
    assert page.locator(".note[open]").count() == 0
    assert fragment(page) == ""
    press("n")
    assert page.locator("#note-h-quarter").get_attribute("open") is not None
    press("?")
    assert page.locator("#help").is_visible()
    page.get_by_label("Keys are on").uncheck()
    press("Escape")
    assert not page.locator("#help").is_visible()
    press("?")
    assert not page.locator("#help").is_visible(), "letters do nothing once the keys are off"


def test_a_suggestion_is_copied(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(
        sites["sample"] / "articles/harvest.html",
        "#finding-hf-quarter",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.get_by_role("button", name="Copy “a fifth”").click()
    assert page.evaluate("navigator.clipboard.readText()") == "a fifth"


# ── without scripts, on paper, on a phone ─────────────────────────────────────────────────────────────────


def test_without_scripts_everything_can_be_read(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["sample"] / "index.html", java_script_enabled=False)
    assert page.locator(".card").count() == 5
    assert all(card.is_visible() for card in page.locator(".card").all())
    assert not page.locator("#filters").is_visible()
    assert not page.locator(".copy").first.is_visible()
    page.locator("#card-cf-price .change a").click()
    page.wait_for_url("**/articles/club.html#finding-cf-price")
    assert page.locator("#finding-cf-price .working").is_visible(), "a link to a finding unfolds it"
    assert not page.locator("#note-c-stand").is_visible()
    page.locator("#show-consistent").check()
    assert page.locator("#note-c-stand").is_visible()
    page.locator("#note-c-stand summary").click()
    assert page.locator("#note-c-stand .working").is_visible()
    page.locator("mark.unverified a").first.click()
    assert page.locator(".note.unverified:target").is_visible()


def plain(text: str) -> str:
    """Without white space, and without the signs that a PDF has for two letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["articles/club.html", "articles/harvest.html", "whole.html"])
def test_print_keeps_all_findings(visit: Visit, sites: dict[str, Path], name: str, scripts: bool) -> None:
    page = visit(sites["sample"] / name, java_script_enabled=scripts)
    printed = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(page.pdf())).pages)
    on_paper = plain(printed)
    findings = [f for f in sample().findings if name == "whole.html" or f.claim.span.document.split(".")[0] in name]
    assert len(findings) >= 3
    for finding in findings:
        for words in (finding.message, finding.working, finding.suggestion or ""):
            assert plain(words) in on_paper


@pytest.mark.parametrize("name", KINDS)
def test_a_phone_shows_every_page_without_scrolling_sideways(visit: Visit, sites: dict[str, Path], name: str) -> None:
    page = visit(sites["sample"] / name)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_a_phone_a_finding_leads_to_its_figure_too(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["shipped"] / "index.html")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator(".card .change a", has_text="$600 billion").click()
    page.wait_for_load_state("load")
    page.wait_for_function(f"({SEEN})(document.querySelector('mark.here'))")
    assert page.locator("mark.here").inner_text() == "$600 billion"
    assert page.locator(".note[open]").count() == 1


def test_on_a_phone_a_note_opens_below_its_paragraph(visit: Visit, sites: dict[str, Path]) -> None:
    page = visit(sites["shipped"] / FT)
    page.set_viewport_size({"width": 360, "height": 740})
    mark = page.locator("mark.inconsistent a", has_text="$12.3 billion")
    mark.click()
    assert seen(page.locator("mark.here"))
    note, figure = page.locator(".note[open]").bounding_box(), page.locator("mark.here").bounding_box()
    assert note["y"] > figure["y"]
    assert note["width"] > 300
    for target in page.locator(".note[open] .copy").all():
        assert target.bounding_box()["height"] >= 24


# ── safety ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", ["hostile", "shipped"])
def test_nothing_of_an_article_runs_and_nothing_is_asked_of_the_network(
    visit: Visit, sites: dict[str, Path], folder: str
) -> None:
    pages = sorted(sites[folder].rglob("*.html"))
    one_of_each = {(path.parent, path.stem[:1] if path.parent == sites[folder] else ""): path for path in pages}
    tab = visit(pages[0])
    for path in pages if folder == "hostile" else one_of_each.values():
        tab.goto(path.as_uri())
        assert tab.locator("img, iframe, object, link").count() == 0
        if folder == "hostile":
            said = tab.locator("main").text_content()
            assert "<script>alert(1)</script>" in said or "measures" in str(path)
            assert "{{7*7}}" in said or "measures" in str(path)
            assert tab.locator("a[href*='javascript']").count() == 0


def test_a_page_may_ask_nothing_of_the_network_even_if_it_tried(chromium: Any, sites: dict[str, Path]) -> None:
    tab = chromium.new_context().new_page()
    tab.goto((sites["sample"] / "index.html").as_uri())
    blocked = tab.evaluate(
        """() => new Promise(resolve => {
            addEventListener("securitypolicyviolation", event => resolve(event.effectiveDirective));
            document.body.append(Object.assign(new Image(), { src: "https://factcheck.example/x.png" }));
        })"""
    )
    assert blocked == "img-src"
    tab.context.close()


# ── a large corpus ────────────────────────────────────────────────────────────────────────────────────────


def test_an_index_of_2000_articles_opens_at_once(visit: Visit, large: Path) -> None:
    index = large / "index.html"
    assert index.stat().st_size < 2_000_000
    assert max(page.stat().st_size for page in large.rglob("*.html")) < 2_000_000
    began = time.perf_counter()
    page = visit(index)
    page.locator(".card").first.wait_for()
    assert time.perf_counter() - began < 2
    assert page.locator(".card").count() <= 200
    page.locator("#search").fill("Three houses, one bed plan 0600")
    assert shown(page) == ["0600-wf-free"]
    page.locator("#search").fill("")
    page.locator("#lines thead").get_by_role("button", name="Article").click()
    page.locator("#lines thead").get_by_role("button", name="Article").click()
    assert page.locator("#lines tbody tr").first.inner_text().startswith("Three houses, one bed plan 0666")
    page.locator("[data-more=lines]").click()
    assert page.locator("#lines tbody tr").count() == 400
    page.locator("#search").fill("bed plan 0600")
    page.locator(".card.short:not([hidden]) a").click()
    page.wait_for_url("**/articles/wards-0600-hospital.html#finding-0600-wf-free")
    assert seen(page.locator("mark.here"))


def test_the_further_pages_hold_what_the_index_has_no_room_for(visit: Visit, large: Path) -> None:
    page = visit(large / "index.html", java_script_enabled=False)
    assert page.locator("#cards .card").count() == 150
    page.locator("nav.pages a").first.click()
    page.wait_for_url("**/findings.2.html")
    assert page.locator(".card").count() == 150


def test_the_counts_are_those_of_the_report(visit: Visit, sites: dict[str, Path], shipped: Report) -> None:
    page = visit(sites["shipped"] / "index.html")
    verdicts = list(ledger(shipped).verdicts.values())
    for verdict in Verdict:
        shown_count = page.locator(f".totals .{verdict.value} dd").inner_text()
        assert shown_count == str(verdicts.count(verdict))
