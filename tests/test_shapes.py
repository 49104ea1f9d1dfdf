"""shapes.txt: where a shape is looked for loses nothing of what it would find if it were tried at every letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.extract import passed
from factcheck.extract.lexicon import any_of

WORDS = """
5 12 7.5 1,234 0123 2024 1990s '90s 3rd 401(k) 501c 747s 9/11 24/7 360° v2.0 1.2.3 A4 COVID-19 Rev 5.2 B.52 http://a.co/5
www.a5.com a@b7.com news24.com @x5 #5 [4] [1,2–9] +1 555-123-4567 (020) 7946 555-1234 555-123-4567 2024-05-01 1/2/24
2024/25 2019–21 12:30 5pm 5 p.m. GMT CET o'clock FY24 FY fiscal year CY Q1 2Q H2 Q3 AD BC BCE mid- pre- mid-1990 early
late May Sept. August March the of to and first second third fourth last final quarter half ago a few couple minute
min read years three § 12 U.S.C. USC H.R. S. HB 5-Alpha 3-D 1-2-3 Main Street Road Avenue Million
, . - – — : ( ) $ £ € %
"""
PIECES = WORDS.split()
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from([*PIECES, " "]), max_size=14).map("".join),
)


@given(TEXTS)
def test_a_shape_is_near_what_its_line_says(text: str) -> None:
    runs = [match.start() for match in re.finditer(r"\d+", text)]
    for shape in passed.shapes():
        everywhere = [match.span() for match in shape.pattern.finditer(text)]
        if shape.near is None:
            assert [match.span() for match in passed.matches_at(runs, shape.pattern, text, len(text))] == everywhere
        elif everywhere:
            assert shape.near.search(text), shape


@given(
    st.lists(st.from_regex(r"[ab.-]{1,3}( [ab.-]{1,2})?", fullmatch=True), min_size=1, max_size=12),
    st.text("abA .-", max_size=12),
)
def test_words_with_common_beginnings_match_the_longest_first(words: list[str], text: str) -> None:
    one_by_one = "|".join(re.escape(word).replace(r"\ ", r"\s{1,9}") for word in sorted(set(words), key=len)[::-1])
    for tail in ("", r"(?!\w)"):
        plain = re.compile(f"(?:{one_by_one}){tail}", re.IGNORECASE)
        assert [one.span() for one in re.finditer(any_of(words) + tail, text, re.IGNORECASE)] == [
            one.span() for one in plain.finditer(text)
        ]


@pytest.mark.parametrize(
    ("words", "pattern"), [(["ten", "two", "t"], "(?:t(?:en|wo|))"), (["of the"], r"(?:of\s{1,9}the)")]
)
def test_common_beginnings_are_written_once(words: list[str], pattern: str) -> None:
    assert any_of(words) == pattern
