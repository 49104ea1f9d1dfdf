"""Figures: a corpus of meanings and phrasings, and the laws that hold for any text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import nlp
from factcheck.extract.quantities import ANY_DIGITS, as_json, extract, mentions, read_figure
from factcheck.model import Block, BlockKind, Document, Mention, Span

CORPUS = Path(__file__).parent / "cases" / "numbers.md"


def phrasings() -> Iterator[tuple[str, str]]:
    meaning = ""
    for line in CORPUS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            meaning = line[3:]
        elif meaning and line.strip():
            yield meaning, line


def close(left: Fraction | None, right: str) -> bool:
    return left is not None and abs(left - Fraction(right)) <= abs(Fraction(right)) / 10_000


@pytest.mark.parametrize(("meaning", "phrasing"), list(phrasings()))
def test_meaning(meaning: str, phrasing: str) -> None:
    text = phrasing if meaning == "nothing" else re.sub(r"\[(.+?)\]", r"\1", phrasing)
    claims = [mention for mention in extract(text) if mention.claim]
    if meaning == "nothing":
        assert [claim.text for claim in claims] == []
        return
    quantity, _, more = meaning.partition(" | ")
    *values, unit = quantity.split()
    surface = re.search(r"\[(.+?)\]", phrasing)
    assert surface is not None
    assert [claim.text for claim in claims] == [surface[1]]
    (claim,) = claims
    assert close(claim.low, values[0]) and close(claim.high, values[-1]), (claim.low, claim.high)
    assert claim.unit == ("" if unit == "-" else unit)
    said = {claim.hedging.kind.value if claim.hedging else "", claim.direction or "", claim.kind}
    assert set(filter(None, [more])) <= said


# ── Laws ──────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = """
$ € £ % 12 7.5 1,234 2024 3rd half one two hundred million bn m km - – ( ) [ ] . , / : and to or between
from about over 401(k) people hospitals times rose August Q1 S&P ½ ² ٣ １２ ① 亿 -- ** 1. e9 page No. a an of
the aged below by
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\r\n", " "])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


def check_laws(text: str, found: tuple[Mention, ...] | list[Mention]) -> None:
    at = 0
    for mention in found:
        assert at <= mention.span.start < mention.span.end
        assert text[mention.span.start : mention.span.end] == mention.text
        assert mention.claim is (mention.reason is None)
        assert not mention.claim or (mention.low is not None and mention.high is not None)
        if mention.hedging:
            assert text[mention.hedging.span.start : mention.hedging.span.end] == mention.hedging.words
            assert not mention.hedging.span.overlaps(mention.span)
        at = mention.span.end
    covered = {place for mention in found for place in range(mention.span.start, mention.span.end)}
    assert [place for place, sign in enumerate(text) if sign.isdigit() and place not in covered] == []


@given(TEXTS)
def test_every_digit_of_any_text_is_in_one_mention(text: str) -> None:
    check_laws(text, extract(text))


@given(TEXTS, TEXTS, st.sampled_from(BlockKind))
def test_every_digit_of_any_document_is_in_one_mention(first: str, second: str, kind: BlockKind) -> None:
    text = f"{first}\n\n{second} 7"
    blocks = tuple(
        Block(block_kind, Span("a", start, end))
        for block_kind, start, end in (
            (kind, 0, len(first)),
            (BlockKind.PARAGRAPH, len(first) + 2, len(text) - 1),
        )
        if start < end
    )
    document = Document("a", "text", text, blocks, "")
    check_laws(text, mentions(document, tuple(nlp.sentences(document))))


@given(st.text(max_size=60))
def test_a_figure_of_any_text_raises_nothing(text: str) -> None:
    figure = read_figure(text)
    assert figure is None or figure.text == text.strip()


def test_digits_are_what_python_calls_digits() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert "".join(ANY_DIGITS.findall(every)) == "".join(filter(str.isdigit, every))


def test_what_no_sentence_holds_has_the_reason_of_its_block() -> None:
    text = "title: 5 ways\n\nIn 3 towns.\n\nshare 20\n\nx = 7"
    kinds = (BlockKind.META, BlockKind.PARAGRAPH, BlockKind.BOILERPLATE, BlockKind.CODE)
    spans = [Span("a", match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    document = Document("a", "text", text, tuple(map(Block, kinds, spans)), "")
    found = mentions(document, tuple(nlp.sentences(document)))
    assert [(one.text, one.reason) for one in found] == [
        ("5", "front matter"), ("3 towns", None), ("20", "boilerplate"), ("7", "code"),
    ]  # fmt: skip


# ── Single figures ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "value", "step", "coarse"),
    [
        ("8.7 trillion", "8.7e12", "1e11", "1e11"),
        ("8700000000000", "8.7e12", "1", "1e11"),
        ("8.7e12", "8.7e12", "1e11", "1e11"),
        ("61", "61", "1", "1"),
        ("60", "60", "1", "10"),
        ("19.90 million", "19.9e6", "1e4", "1e4"),
        ("-3.5", "-3.5", "0.1", "0.1"),
        ("1,234.5", "1234.5", "0.1", "0.1"),
        ("870 billion", "870e9", "1e9", "1e10"),
        ("35m", "35e6", "1e6", "1e6"),
        ("two hundred thousand", "200000", "1000", "100000"),
    ],
)
def test_figure_of_a_table(text: str, value: str, step: str, coarse: str) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.low, figure.step, figure.coarse) == (Fraction(value), Fraction(step), Fraction(coarse))


@pytest.mark.parametrize("text", ["", "abc", "12 13", "5-7", "1e999", "9" * 5000, "about 5", "401(k)", "7."])
def test_no_figure(text: str) -> None:
    assert read_figure(text) is None


def test_rounding_of_a_count_and_of_a_percentage() -> None:
    schools, share, money = (mention for mention in extract("40 schools got 50% of $90."))
    assert (schools.coarse, share.coarse, money.coarse) == (1, 1, 10)


def test_json_of_a_range() -> None:
    (mention,) = extract("about $12–14 billion")
    assert as_json(mention) == {
        "start": 6, "end": 20, "text": "$12–14 billion", "value": [12000000000, 14000000000], "unit": "USD",
        "bound": "~", "hedge": "about", "kind": "range", "direction": None, "claim": True, "reason": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "(",
        "million ",
        "one ",
        "1,234 ",
        "a-1-",
        "a1",
        "12.5.",
        "ten hundred ",
        "$",
        "5 to ",
        "Aa ",
        "aB",
        "1 000 ",
    ],
)
def test_a_long_line_does_not_blow_up(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    check_laws(text, extract(text))
