"""Which figures are at fault, and by which slip: the search for the smallest set, and what a figure may have been."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.check import cover
from factcheck.check.cover import LARGEST, STEPS, Figure, smallest_cover
from factcheck.check.slips import Kind, hypotheses, is_likeness, is_whole_added
from factcheck.config import Settings
from factcheck.interval import Stated, revalue, stated, trailing
from factcheck.model import Finding, Verdict
from factcheck.pipeline import audit

# ── the smallest set ──────────────────────────────────────────────────────────────────────────────────────


def _figures(*mends: set[int], weights: Sequence[tuple[int, ...]] | None = None) -> list[Figure]:
    known = weights or [(0,)] * len(mends)
    return [Figure(f"f{at}", frozenset(each), known[at]) for at, each in enumerate(mends)]


def test_one_figure_that_mends_two_findings_is_blamed_before_two() -> None:
    assert smallest_cover(_figures({0}, {1}, {0, 1}), range(2)) == ("f2",)


def test_of_two_sets_of_one_size_the_lighter_is_blamed_then_the_earlier() -> None:
    assert smallest_cover(_figures({0}, {0}, weights=[(0, 1), (0, 0)]), range(1)) == ("f1",)
    assert smallest_cover(_figures({0}, {0}), range(1)) == ("f0",)


def test_what_shares_no_figure_is_settled_apart() -> None:
    assert smallest_cover(_figures({0}, {1}, {2, 3}, {3}), range(4)) == ("f0", "f1", "f2")


CONTRADICTIONS = st.integers(1, 5).flatmap(
    lambda count: st.lists(st.sets(st.integers(0, count - 1), min_size=1), max_size=5).map(
        lambda shared: _figures(*({at} for at in range(count)), *shared)
    )
)


@given(figures=CONTRADICTIONS)
def test_no_smaller_set_mends_everything(figures: list[Figure]) -> None:
    """As found by trying all sets; each finding is mended by the figure it is on, so there always is one."""
    findings = frozenset().union(*(figure.mends for figure in figures))
    chosen = smallest_cover(figures, findings)
    by_name = {figure.name: figure for figure in figures}
    assert frozenset().union(*(by_name[name].mends for name in chosen)) == findings
    assert len(chosen) <= LARGEST or len(findings) > LARGEST
    for size in range(1, min(len(chosen), LARGEST + 1)):
        for fewer in itertools.combinations(figures, size):
            assert frozenset().union(*(figure.mends for figure in fewer)) != findings


def test_many_entangled_findings_are_covered_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred findings in one knot: the search gives up after STEPS trials, and the rest is greedy."""
    count = 500
    figures = _figures(*({at, (at * 7 + 1) % count, (at * 13 + 5) % count} for at in range(count)))
    trials = 0
    branch = cover._Search.branch

    def counted(self: cover._Search, chosen: tuple[Figure, ...], uncovered: frozenset[int], most: int) -> None:
        nonlocal trials
        trials += 1
        branch(self, chosen, uncovered, most)

    monkeypatch.setattr(cover._Search, "branch", counted)
    chosen = smallest_cover(figures, range(count))
    assert trials <= 2 * STEPS
    assert frozenset().union(*(figure.mends for figure in figures if figure.name in chosen)) == frozenset(range(count))


# ── what a figure may have been ───────────────────────────────────────────────────────────────────────────


def _stated(digits: str, scale: int = 1) -> Stated:
    value = Fraction(digits) * scale
    step, coarse = trailing(digits, Fraction(scale))
    return stated(value, value, step=step, coarse=coarse)


def _values(figure: Stated, kind: Kind) -> set[Fraction]:
    return {each.figure.value for each in hypotheses(figure) if each.kind is kind}


def test_the_slips_of_the_digits() -> None:
    figure = _stated("1864")
    assert {18640, Fraction("186.4"), 1864000, Fraction("1.864")} <= _values(figure, Kind.POWER)
    assert _values(figure, Kind.SWAPPED) == {8164, 1684, 1846, 6814, 1468, 4861}
    assert {11864, 18640, 19864} <= _values(figure, Kind.DROPPED)
    assert _values(figure, Kind.ADDED) == {864, 164, 184, 186}


def test_a_figure_in_words_has_no_digits() -> None:
    assert {each.kind for each in hypotheses(_stated("12"), in_digits=False)} == {Kind.POWER}


@given(digits=st.integers(11, 99_999), scale=st.sampled_from([1, 1000, 10**6, 10**9]))
def test_every_slip_can_be_slipped_back(digits: int, scale: int) -> None:
    figure = _stated(str(digits), scale)
    for each in hypotheses(figure):
        assert each.figure.value > 0
        assert each.figure.value != figure.value
        assert each.figure.value in each.figure.strict
        assert revalue(each.figure, figure.value).value == figure.value


@pytest.mark.parametrize(
    ("figure", "expected", "alike"),
    [
        ("4.72", "4.27", True),  # swapped
        ("123", "12.3", True),  # the point
        ("13500", "103500", True),  # a digit dropped inside
        ("9335", "935", True),  # a digit typed twice
        ("341000", "3412000", False),  # another size, no slip
        ("4.72", "4.31", False),
        ("12", "21", False),  # two digits tell nothing
    ],
)
def test_digits_alone_tell_that_two_figures_were_meant_to_be_one(figure: str, expected: str, alike: bool) -> None:
    assert is_likeness(_stated(figure), _stated(expected)) is alike


def test_growth_given_as_a_ratio() -> None:
    assert is_whole_added(_stated("240"), _stated("140"), Fraction(100))
    assert not is_whole_added(_stated("240"), _stated("150"), Fraction(100))


# ── in articles ───────────────────────────────────────────────────────────────────────────────────────────


def _wrong(folder: Path, article: str, table: str = "") -> Iterator[Finding]:
    (folder / "article.md").write_text(article, "utf-8")
    rows = folder / "assumptions.csv"
    if table:
        rows.write_text(table, "utf-8")
    report = audit(folder, Settings(assumptions=(rows,) if table else ()))
    return (finding for finding in report.findings if finding.verdict is Verdict.INCONSISTENT)


PONDS = (
    "id,measure,name,value,unit,as_of,aliases,source\n"
    'ponds_2024,ponds,"Garden ponds in the town, 2024","2,700",pond,2024,garden ponds,Survey\n'
)


def test_a_corrected_sentence_keeps_the_words_and_the_hedge(tmp_path: Path) -> None:
    (finding,) = _wrong(tmp_path, "The town counted about 7,200  garden\nponds in 2024, most of them small.\n", PONDS)
    assert finding.corrected == "The town counted about 2,700 garden ponds in 2024, most of them small."
    assert [(slip.kind, slip.corrected, slip.sentence) for slip in finding.slips] == [
        ("swapped-digits", "2,700 garden ponds", finding.corrected)
    ]


def test_a_quotation_is_not_ours_to_correct(tmp_path: Path) -> None:
    text = '"There were 7,200 garden ponds in the town in 2024," Ada Brook of the survey said.\n'
    (finding,) = _wrong(tmp_path, text, PONDS)
    assert "in a quotation" in finding.message or "attributed to" in finding.message
    assert finding.corrected is None
    assert [slip.sentence for slip in finding.slips] == [None]


SINGERS = (
    "id,measure,name,value,unit,low,high,as_of,aliases,source\n"
    'singers,singers,"Singers, 2024","1,630",singer,"1,600","1,660",2024,singers of the festival,Office\n'
)


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [("", {"power-of-ten"}), (": 740 adults, 520 teenagers and 360 children", set())],
)
def test_a_slip_that_another_relation_denies_is_not_named(tmp_path: Path, parts: str, kinds: set[str]) -> None:
    """1,650 lies in the table's band, ten times less than what is printed; but the parts add up to 1,620."""
    text = f"The singers of the festival numbered 16,500 singers in 2024{parts}.\n"
    assert {slip.kind for finding in _wrong(tmp_path, text, SINGERS) for slip in finding.slips} == kinds


def test_the_change_on_the_wrong_base_and_points_for_percent(tmp_path: Path) -> None:
    (finding,) = _wrong(tmp_path, "Output rose 20% from 40 MW to 50 MW.\n")
    assert [slip.kind for slip in finding.slips] == ["wrong-base"]
    (finding,) = _wrong(tmp_path, "The share of diesel cars rose by 2% from 4% to 6%.\n")
    assert [(slip.kind, slip.corrected) for slip in finding.slips] == [("percent-for-points", "2 percentage points")]
