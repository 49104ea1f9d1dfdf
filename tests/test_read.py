"""Reading: blocks stand where they say, chrome is told from article, and nothing unreadable is silent."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import HTML, MARKDOWN, PDF_PAGES, SAMPLES, TEXT, encrypted_pdf

from factcheck.errors import CorpusError
from factcheck.model import BlockKind, Document, Unread
from factcheck.read import corpus, front


def reader(suffix: str):
    return corpus.readers()[suffix]


def document(name: str, content: str | bytes) -> Document:
    encoded = content.encode() if isinstance(content, str) else content
    return reader(Path(name).suffix).read(name, encoded)


def shown(read: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, read.text[block.span.start : block.span.end]) for block in read.blocks]


# ── Laws of every format ──────────────────────────────────────────────────────────────────────────────────


def assert_lawful(read: Document, content: bytes) -> None:
    assert read.sha256 == hashlib.sha256(content).hexdigest()
    end = 0
    for block in read.blocks:
        assert block.span.document == read.id
        assert end <= block.span.start < block.span.end <= len(read.text)
        assert block.cell is None or block.kind in (BlockKind.CELL, BlockKind.BOILERPLATE)
        if block.kind is not BlockKind.META:
            words = read.text[block.span.start : block.span.end]
            assert words == words.strip()
        end = block.span.end
    places = [(block.cell.table, block.cell.row, block.cell.column) for block in read.blocks if block.cell]
    assert len(set(places)) == len(places) or read.format in ("html", "docx")  # a cell may hold several paragraphs
    assert places == sorted(places) or read.format == "html"  # a table may stand in a cell
    offsets = [offset for offset, _ in read.source_map]
    assert offsets == sorted(set(offsets))


@pytest.mark.parametrize("name", SAMPLES)
def test_blocks_stand_in_order_inside_the_text(name: str) -> None:
    read = document(name, SAMPLES[name])
    assert read.id == name
    assert_lawful(read, SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_no_figure_of_the_article_is_lost(name: str) -> None:
    kept = " ".join(words for kind, words in shown(document(name, SAMPLES[name])) if kind != "boilerplate")
    for figure in ("4,200", "12%", "$1.3 million", "5%"):
        assert figure in kept


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".pdf"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_reason(suffix: str, content: bytes) -> None:
    try:
        read = reader(suffix).read("x" + suffix, content)
    except ValueError as error:
        assert str(error)
    else:
        assert_lawful(read, content)


LINES = st.lists(
    st.sampled_from(
        ["# Head", "- item 3", "  - nested 4", "12. twelve", "Output rose 30%.", "> quoted 5", "| a | 1 |",
         "|---|---|", "```", "---", "title: x", "<div>", "<p>seven 7", "</p>", "", "", "\t", "**bold 8**",
         "ends without stop", "Ad", "免责声明: 5", "a \\| b", "====", "* * *", "[x]: y", "<!-- 9", "-->",
         "&amp; 10", "North\t4\t5", "\t2023\t2024", "South | 6", "| b | |"]
    ),
    max_size=14,
)  # fmt: skip


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(lines=LINES)
def test_any_arrangement_of_lines_is_lawful(suffix: str, newline: str, lines: list[str]) -> None:
    content = newline.join(lines).encode()
    try:
        read = reader(suffix).read("x" + suffix, content)
    except ValueError as error:
        assert str(error)
    else:
        assert_lawful(read, content)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data(), name=st.sampled_from(["harvest.docx", "harvest.pdf"]))
def test_damaged_files_are_a_document_or_a_reason(data: st.DataObject, name: str) -> None:
    content = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        document(name, bytes(content))
    except ValueError as error:
        assert str(error)


# ── Plain text ────────────────────────────────────────────────────────────────────────────────────────────


def test_text_is_cut_into_headline_chrome_paragraphs_and_items() -> None:
    read = document("a.txt", TEXT)
    assert read.title == "Harvest falls for the third year"
    assert shown(read) == [
        ("title", "Harvest falls for the third year"),
        ("boilerplate", "By Ana Ruiz, Valley Gazette"),
        ("boilerplate", "3 hours ago"),
        ("paragraph", "The cooperative sold 4,200 tonnes of apples, 12% less than in 2024."),
        ("heading", "What it cost"),
        ("item", "Storage rose to $1.3 million"),
        ("item", "Wages fell 5%"),
        ("boilerplate", "Share To"),
        ("boilerplate", "Telegram"),
        ("boilerplate", "Facebook"),
        ("boilerplate", "X"),
    ]


def test_a_paragraph_wrapped_by_hand_is_one_block() -> None:
    paragraph = (
        "The cooperative sold 4,200 tonnes of apples this summer, which is 12% less\n"
        "than a year ago. Storage costs rose to $1.3 million because power became\n"
        "dearer, and wages fell 5%."
    )
    assert shown(document("a.txt", f"{paragraph}\n\nNothing else changed.\n")) == [
        ("paragraph", paragraph),
        ("paragraph", "Nothing else changed."),
    ]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    lines = ["10% of the fund is $870 million.", "36.7% of the town's budget.", "70 times the club's income."]
    assert shown(document("a.txt", "\n".join(lines))) == [("paragraph", line) for line in lines]


def test_offsets_count_in_the_file_without_its_byte_order_mark() -> None:
    read = document("a.txt", b"\xef\xbb\xbfOutput rose 30%.\r\nWages fell.\r\n")
    assert read.text == "Output rose 30%.\r\nWages fell.\r\n"
    assert shown(read) == [("paragraph", "Output rose 30%."), ("paragraph", "Wages fell.")]


def test_front_matter_of_a_text_file_is_meta_and_part_of_the_text() -> None:
    read = document("a.txt", "---\ntitle: Harvest\nas_of: 2025-06-30\nlang: en\nmine: 3\n---\nOutput rose 30%.\n")
    assert (read.title, read.as_of, read.published, read.lang) == ("Harvest", date(2025, 6, 30), None, "en")
    assert [kind for kind, _ in shown(read)] == ["meta", "title", "meta", "paragraph"]
    assert read.text.startswith("---\ntitle")


def test_a_title_that_the_text_repeats_is_read_there_only() -> None:
    read = document("a.md", "---\ntitle: 'Harvest of 40 tonnes'\n---\n# Harvest of 40 tonnes\n\nIt rained.\n")
    assert [kind for kind, _ in shown(read)] == ["meta", "title", "paragraph"]


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("published: last Tuesday", "front matter: published: found 'last Tuesday', expected an ISO date"),
        ("published: 2025-13-45", "front matter: published: found '2025-13-45', expected an ISO date"),
        ("as_of: 2025", "front matter: as_of: found '2025', expected an ISO date"),
        ("title: [unclosed", "front matter, line 3:"),
        ("title: x\n  bad: indent", "front matter, line 3:"),
        ("title: {a: b}", "front matter: title: found several keys, expected one line of text"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_bad_front_matter_says_where(suffix: str, front: str, reason: str) -> None:
    with pytest.raises(ValueError, match="front matter") as caught:
        document("a" + suffix, f"---\n{front}\n---\ntext\n")
    assert str(caught.value).startswith(reason)


def test_front_matter_that_never_ends_is_told_and_a_ruled_line_is_none() -> None:
    with pytest.raises(ValueError, match="no closing ---"):
        document("a.md", "---\ntitle: Harvest\n\nOutput rose.\n")
    assert shown(document("a.md", "---\n\nOutput rose 3%.\n")) == [("paragraph", "Output rose 3%.")]


def test_a_disclaimer_and_an_advert_in_another_script_close_an_english_article() -> None:
    body = "The club sold 40,000 shirts, twice as many as a year before.\n\n"
    read = document("a.txt", body + "免责声明:本文仅代表作者观点。\n\n注册返20%!\nAd\nShare To\nAPP\n\nX\n\nCopyLink")
    assert {kind for kind, _ in shown(read)[1:]} == {"boilerplate"}
    assert shown(read)[0] == ("paragraph", body.strip())


def test_a_quoted_line_in_another_script_inside_the_article_stays() -> None:
    read = document("a.txt", "He said it in 2020.\n\n我们损失了20%的树。\n\nThat was one tree in five, he added.\n")
    assert [kind for kind, _ in shown(read)] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Ads cost the town $3 million a year.",
        "X sold 4% of its shares.",
        "By 2030 the share will be 12%.",
        "Published in 2019, the book sold 4 million copies.",
        "Two hours ago the river stood at 4 metres.",
        "Related: the dam cost $3 million.",
        "Promotion brought the club $180 million.",
    ],
)
def test_sentences_that_begin_like_chrome_stay_article(line: str) -> None:
    filler = "The council met on Tuesday and decided nothing that had not been decided before."
    read = document("a.txt", f"{filler}\n\n{line}\n\n{filler}\n")
    assert shown(read)[1] == ("paragraph", line)


# ── Markdown ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_markdown_blocks_are_stretches_of_the_file_without_markers(newline: str) -> None:
    content = MARKDOWN.replace("\n", newline)
    read = document("a.md", content)
    assert read.text == content
    assert (read.title, read.source) == ("Harvest falls for the third year", "Valley Gazette")
    assert (read.published, read.as_of) == (date(2025, 8, 7), date(2025, 6, 30))
    assert [(kind, words.replace("\r\n", "\n")) for kind, words in shown(read)[1:]] == [
        ("title", "Harvest *falls* for the third year"),
        ("paragraph", "The cooperative sold 4,200 tonnes\nof apples, 12% less than in 2024."),
        ("meta", "<!-- checked on 3 August -->"),
        ("heading", "What it cost"),
        ("item", "Storage rose to $1.3 million"),
        ("item", "of which power 40%"),
        ("item", "Wages fell 5%"),
        ("quote", '"We lost one tree in six," he said.'),
        ("cell", "item"),
        ("cell", "cost"),
        ("cell", "power \\| gas"),
        ("cell", "$520,000"),
        ("code", "```\ntotal = 1300000\n```"),
    ]


def test_a_bold_line_is_a_heading() -> None:
    assert shown(document("a.md", "They met.\n\n**1. Costs: 5 of 6**\n\n**They** rose.")) == [
        ("paragraph", "They met."),
        ("heading", "1. Costs: 5 of 6"),
        ("paragraph", "**They** rose."),
    ]


# ── HTML ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_html_is_what_a_reader_sees() -> None:
    read = document("a.html", HTML)
    assert (read.title, read.published, read.lang) == ("Harvest falls & costs rise", date(2025, 8, 7), "en")
    assert shown(read) == [
        ("boilerplate", "Home 24 stories"),
        ("title", "Harvest falls & costs rise"),
        ("paragraph", "The cooperative sold 4,200 tonnes² of apples, 12% less than in 2024."),
        ("item", "Storage rose to $1.3 million"),
        ("item", "Wages fell 5%"),
        ("quote", "We lost one tree in six."),
        ("cell", "item"),
        ("cell", "cost"),
        ("cell", "power"),
        ("cell", "$520,000"),
        ("boilerplate", "© 2025 Valley Gazette"),
    ]


def test_the_source_map_leads_to_the_line_of_the_page() -> None:
    read = document("a.html", HTML)
    lines = HTML.splitlines()
    for words in ("The cooperative", "Storage", "We lost", "power"):
        place = read.text.index(words)
        line = [line for offset, line in read.source_map if offset <= place][-1]
        assert words in lines[line - 1]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2025-08-07">',
        '<meta property="article:published_time" content="2025-08-07T23:59:00+02:00">',
        '<time datetime="2025-08-07">Thursday</time>',
    ],
)
def test_html_dates(head: str) -> None:
    assert document("a.html", f"<html>{head}<p>Rose 3%.</p></html>").published == date(2025, 8, 7)


def test_a_form_around_the_whole_page_is_not_chrome() -> None:
    page = "<form><h1>Harvest</h1><p>Rose 3%.</p><p>Fell 4%.</p><nav>5 more</nav></form>"
    assert shown(document("a.html", page)) == [
        ("title", "Harvest"),
        ("paragraph", "Rose 3%."),
        ("paragraph", "Fell 4%."),
        ("boilerplate", "5 more"),
    ]


def test_a_declared_encoding_is_honoured_and_a_wrong_one_told() -> None:
    page = '<html><head><meta charset="windows-1252"></head><p>caf\xe9 sales rose 3%</p></html>'.encode("cp1252")
    assert "café" in document("a.html", page).text
    with pytest.raises(ValueError, match="UTF-8"):
        document("a.html", page.replace(b"windows-1252", b"ascii"))


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────


def placed(read: Document) -> list[tuple[int, int, int, str]]:
    """Table, row, column and words of every cell."""
    cells = [(block.cell, read.text[block.span.start : block.span.end]) for block in read.blocks if block.cell]
    return [(cell.table, cell.row, cell.column, words) for cell, words in cells]


SMALL = [(0, 0, 1, "2023"), (0, 0, 2, "2024"), (0, 1, 0, "Wool"), (0, 1, 1, "41"), (0, 1, 2, "44")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "Prices\n\n| | 2023 | 2024 |\n|---|---|---|\n| Wool | 41 | 44 |\n"),
        ("a.md", "> | | 2023 | 2024 |\n> |---|---|---|\n> | Wool | 41 | 44 |\n"),
        ("a.txt", "Prices\n\n\t2023\t2024\nWool\t41\t44\n\nThey rose.\n"),
        ("a.txt", "Prices in pounds:\n| | 2023 | 2024 |\n|---|---|---|\n| Wool | 41 | 44 |\nThey rose.\n"),
        ("a.html", "<table><tr><th></th><th>2023<th>2024<tr><td>Wool<td>41<td><b>44</b></table>"),
    ],
)
def test_cells_know_their_place_in_the_table(name: str, content: str) -> None:
    assert placed(document(name, content)) == SMALL


def test_cells_that_reach_over_rows_and_columns() -> None:
    page = """<table><caption>Yield</caption><tr><th rowspan="2">Crop</th><th colspan="2">Tonnes</th></tr>
    <tr><th>2023</th><th>2024</th></tr><tr><td>Rye</td><td>33</td><td>18</td></tr></table>
    <table><tr><td colspan="0">a</td><td rowspan="x">b</td></tr></table>"""
    read = document("a.html", page)
    assert placed(read) == [
        (0, 0, 0, "Crop"), (0, 0, 1, "Tonnes"), (0, 1, 1, "2023"), (0, 1, 2, "2024"),
        (0, 2, 0, "Rye"), (0, 2, 1, "33"), (0, 2, 2, "18"), (1, 0, 0, "a"), (1, 0, 1, "b"),
    ]  # fmt: skip
    crop, tonnes = (block.cell for block in read.blocks if block.cell and block.cell.row == 0 and block.cell.table == 0)
    assert crop and (crop.rows, crop.columns, crop.header) == (2, 1, True)
    assert tonnes and (tonnes.rows, tonnes.columns, tonnes.header) == (1, 2, True)


def test_cells_of_a_word_document_that_were_merged() -> None:
    import docx

    word = docx.Document()
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Crop"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Tonnes"
    for column, words in ((1, "2023"), (2, "2024")):
        table.cell(1, column).text = words
    table.cell(2, 2).text = "18"
    packed = io.BytesIO()
    word.save(packed)
    read = document("a.docx", packed.getvalue())
    assert placed(read) == [
        (0, 0, 0, "Crop"),
        (0, 0, 1, "Tonnes"),
        (0, 1, 1, "2023"),
        (0, 1, 2, "2024"),
        (0, 2, 2, "18"),
    ]
    assert [(block.cell.rows, block.cell.columns) for block in read.blocks if block.cell][:2] == [(2, 1), (1, 2)]


def test_indented_lines_and_menus_are_no_tables() -> None:
    assert placed(document("a.txt", "\tIt rose 5% in May.\n\tIt fell 6% in June.\n\nHome | News | 24 hours\n")) == []


# ── Word and PDF ──────────────────────────────────────────────────────────────────────────────────────────


def test_docx_blocks_in_the_order_of_the_document() -> None:
    read = document("harvest.docx", SAMPLES["harvest.docx"])
    assert read.title == "Harvest falls"
    assert shown(read) == [
        ("title", "Harvest falls"),
        ("paragraph", "The cooperative sold 4,200 tonnes of apples, 12% less than in 2024."),
        ("heading", "What it cost"),
        ("item", "Storage rose to $1.3 million"),
        ("cell", "power"),
        ("cell", "$520,000"),
        ("paragraph", "Wages fell 5%."),
    ]


def test_pdf_paragraphs_are_joined_and_lead_to_their_page() -> None:
    read = document("harvest.pdf", SAMPLES["harvest.pdf"])
    assert shown(read) == [
        ("title", PDF_PAGES[0][0]),
        ("paragraph", " ".join(PDF_PAGES[0][2:])),
        ("paragraph", "Wages fell 5%."),
    ]
    assert read.source_map == ((0, 1), (read.text.index("Wages"), 2))


# ── A folder ──────────────────────────────────────────────────────────────────────────────────────────────


def fill(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def test_articles_are_sorted_by_path_and_other_files_left_alone(tmp_path: Path) -> None:
    for name in SAMPLES:
        (tmp_path / name).write_bytes(SAMPLES[name])
    fill(tmp_path, sub__z_dot_md="Rose 3%.", README_dot_md="x", assumptions_dot_csv="id", photo_dot_png=b"\0")
    fill(
        tmp_path,
        reports__index_dot_html="<p>1",
        _dot_hidden_dot_md="x",
        factcheck_dot_toml="",
        _dot_git__a_dot_md="x",
    )
    documents, unread = corpus.read(tmp_path)
    assert [each.id for each in documents] == [*sorted(SAMPLES), "sub/z.md"]
    assert unread == ()


def test_exclude_names_files_and_folders(tmp_path: Path) -> None:
    fill(tmp_path, a_dot_md="Rose 3%.", drafts__b_dot_md="Rose 4%.", c_dot_html="<p>5%")
    for patterns in (
        ["drafts", "*.html"],
        ["drafts/*", "c.html"],
        ["./drafts/", "c.*"],
        ["drafts/**", "*.html"],
    ):
        documents, _ = corpus.read(tmp_path, exclude=patterns)
        assert [each.id for each in documents] == ["a.md"]


def test_what_cannot_be_read_is_told_with_its_reason(tmp_path: Path) -> None:
    fill(
        tmp_path,
        latin_dot_txt="Caf\xe9 sales rose 3%.".encode("cp1252"),
        wide_dot_txt="Sales rose 3%.".encode("utf-16"),
        binary_dot_txt=b"PK\x03\x04\x00\x00",
        empty_dot_txt=b"",
        blank_dot_md="\n \n",
        broken_dot_docx=b"PK\x03\x04 not a zip",
        old_dot_docx=b"\xd0\xcf\x11\xe0 old",
        broken_dot_pdf=b"%PDF-1.4 nothing",
        locked_dot_pdf=encrypted_pdf(),
        letter_dot_doc=b"x",
        letter_dot_rtf=b"x",
        noted="Rose 3%.",
        date_dot_md="---\npublished: soon\n---\nRose 3%.",
    )
    documents, unread = corpus.read(tmp_path)
    assert documents == ()
    reasons = {each.path: each.reason for each in unread}
    assert reasons.pop("broken.pdf").startswith("is not a readable PDF: ")
    assert reasons == {
        "latin.txt": "is not UTF-8 text: byte 0xe9 at position 3",
        "wide.txt": "is not UTF-8 text: byte 0xff at position 0 begins UTF-16; save it as UTF-8",
        "binary.txt": "is binary, not text: byte 0x00 at position 4",
        "empty.txt": "is empty",
        "blank.md": "is empty",
        "broken.docx": "is not a readable .docx file: not a zip archive",
        "old.docx": "is an old or encrypted Word document; save it as .docx without a password",
        "locked.pdf": "is encrypted; save it without a password",
        "letter.doc": "format not supported: .doc; save it as .docx",
        "letter.rtf": "format not supported: .rtf; save it as .docx",
        "noted": "format not supported: a file without a suffix; "
        "known are .docx .htm .html .markdown .md .pdf .text .txt .xhtml",
        "date.md": "front matter: published: found 'soon', expected an ISO date such as 2025-08-07",
    }


def test_links_out_of_the_corpus_are_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "corpus"
    fill(tmp_path, secret_dot_txt="Rose 3%.", other__b_dot_md="x", corpus__a_dot_md="Rose 4%.")
    (inside / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (inside / "folder").symlink_to(tmp_path / "other")
    documents, unread = corpus.read(inside)
    assert [each.id for each in documents] == ["a.md"]
    assert unread == (
        Unread("folder", "is a link to a folder; links to folders are not followed"),
        Unread("nowhere.txt", "is a link to a file that does not exist"),
        Unread("out.txt", "is a link to a place outside the corpus"),
    )


def test_a_file_larger_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "LARGEST", 1_000_000)
    fill(tmp_path, big_dot_txt=b"x" * 1_200_000)
    assert corpus.read(tmp_path)[1] == (Unread("big.txt", "is larger than 1 MB: 1.2 MB"),)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert corpus.read(tmp_path)[1] == (Unread("pipe.txt", "is not a regular file"),)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    fill(tmp_path, a_dot_txt="Rose 3%.")
    (tmp_path / "a.txt").chmod(0)
    assert corpus.read(tmp_path)[1] == (Unread("a.txt", "permission denied"),)


def test_one_file_is_a_corpus(tmp_path: Path) -> None:
    fill(tmp_path, a_dot_md="Rose 3%.", b_dot_md="Rose 4%.")
    documents, _ = corpus.read(tmp_path / "b.md")
    assert [each.id for each in documents] == ["b.md"]


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file or folder; expected a folder of articles"):
        corpus.read(tmp_path / "gone")
    with pytest.raises(CorpusError, match="no article in it; expected at least one file"):
        corpus.read(tmp_path)


def test_a_title_with_a_colon_is_read_although_it_is_no_yaml() -> None:
    text = "---\ntitle: Potatoes: a hard year\npublished: 2025-01-02\n---\nThe harvest was poor."
    said, _ = front.parse(text)
    assert said.title == "Potatoes: a hard year"
    assert said.title_at is not None
    assert text[slice(*said.title_at)] == said.title


# ── Comments ──────────────────────────────────────────────────────────────────────────────────────────────

COMMENTED_MARKDOWN = """\
<!-- factcheck: ignore a -->
> The club sold $870
> million <!-- no 12 --> of bread. <!-- FactCheck:
> ignore b reason="two
> words" --> And 40 cakes.

<!-- factcheck: ignore c --> Then 7 pies.

| cakes | 12 <!-- factcheck: ignore d --> |
|---|---|

`<!-- factcheck: code -->`
"""
COMMENTED_HTML = """<html><body>
<!-- factcheck: ignore a -->
<p>The club
sold 8<b>70</b><!-- no 12 --> pies. <!-- factcheck: ignore b --> And 40 cakes.</p>
<p>Then 5 buns.<!-- factcheck: ignore c --></p><div hidden><!-- factcheck: hidden --></div>
<!-- factcheck: ignore d --></body></html>
"""


def heard(read: Document) -> list[tuple[str, int, str]]:
    """What each remark says, its line, and the words that it stands behind on its line."""
    return [
        (remark.words, remark.line, read.text[: remark.span.start].rpartition("\n")[2].strip(" >"))
        for remark in read.remarks
    ]


def test_comments_in_markdown_are_no_text_and_those_for_factcheck_are_heard() -> None:
    read = document("a.md", COMMENTED_MARKDOWN)
    assert_lawful(read, COMMENTED_MARKDOWN.encode())
    assert len(read.text) == len(COMMENTED_MARKDOWN)
    assert [(kind, " ".join(words.split())) for kind, words in shown(read)] == [
        ("meta", "<!-- factcheck: ignore a -->"),
        ("quote", "The club sold $870 million of bread. And 40 cakes."),
        ("paragraph", "Then 7 pies."),
        ("cell", "cakes"),
        ("cell", "12"),
        ("paragraph", "`<!-- factcheck: code -->`"),
    ]
    assert heard(read) == [
        ("ignore a", 1, ""),
        ('ignore b reason="two words"', 3, "million                of bread."),
        ("ignore c", 7, ""),
        ("ignore d", 9, "| cakes | 12"),
    ]


def test_comments_in_html_are_no_text_and_those_for_factcheck_are_heard() -> None:
    read = document("a.html", COMMENTED_HTML)
    assert_lawful(read, COMMENTED_HTML.encode())
    assert read.text == "The club sold 870 pies. And 40 cakes.\n\nThen 5 buns."
    assert heard(read) == [
        ("ignore a", 2, ""),
        ("ignore b", 4, "The club sold 870 pies."),
        ("ignore c", 5, "Then 5 buns."),
        ("ignore d", 6, "Then 5 buns."),
    ]
    assert read.remarks[-1].span.start > len(read.text)
