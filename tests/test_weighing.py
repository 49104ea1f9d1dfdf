"""Which figures a claim is recomputed from, weighed by the words: laws, and the data files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.config import Settings
from factcheck.model import Claim
from factcheck.pipeline import gather, linked
from factcheck.relate.kinds import KINDS, Kind, value
from factcheck.relate.scales import BIAS, Scales, learned
from factcheck.relate.scope import Scope

BY_NAME = {kind.name: kind for kind in KINDS}


def _scope(folder: Path, text: str) -> Scope:
    folder.mkdir(exist_ok=True)
    (folder / "article.md").write_text(text, "utf-8")
    return linked(gather(folder, Settings()), (), Settings())


def _claim(scope: Scope, words: str) -> Claim:
    return next(claim for claim in scope.claims if claim.mention.text.startswith(words))


def _heaviest(scope: Scope, words: str, kind: Kind) -> tuple[str, str]:
    pair = Scales(scope).pairs(_claim(scope, words), kind)[0]
    first, second = (by.mention.text for by in (pair.first, pair.second) if isinstance(by, Claim))
    return first, second


REMAINDER = """
The choir gave 48 concerts last year, before 19,200 listeners. Tickets brought in €230,400.

Of the concerts, 12 were abroad. That is {share}% of them.
"""


def test_a_share_finds_its_part_and_its_base_whatever_it_says(tmp_path: Path) -> None:
    for share in (25, 40):
        scope = _scope(tmp_path, REMAINDER.format(share=share))
        assert _heaviest(scope, f"{share}%", BY_NAME["share"]) == ("12", "48 concerts")


@given(share=st.integers(min_value=11, max_value=99))
def test_the_digits_of_a_claim_weigh_nothing(tmp_path_factory: pytest.TempPathFactory, share: int) -> None:
    """A wrong figure finds its operands as well as a right one: 25% and 26% weigh each pair alike."""
    folder = tmp_path_factory.mktemp("law")
    weighed = []
    for percent in (share, 25):
        scope = _scope(folder, REMAINDER.format(share=percent))
        scales, claim = Scales(scope), _claim(scope, f"{percent}%")
        weighed.append([pair.weight for pair in scales.pairs(claim, BY_NAME["share"])])
    assert weighed[0] == weighed[1]


GAP = """
The yard built 40 boats in spring and 64 boats in summer, after 52 boats the year before.

That is {apart} boats more than in spring.
"""


@given(apart=st.integers(min_value=11, max_value=99).filter(lambda boats: boats not in {40, 52, 64}))
def test_the_size_of_a_claim_weighs_nothing(tmp_path_factory: pytest.TempPathFactory, apart: int) -> None:
    """Which figure is the largest of its unit is asked of the others: the claim is of that unit, too."""
    folder = tmp_path_factory.mktemp("law")
    weighed = []
    for boats in (apart, 24):
        scope = _scope(folder, GAP.format(apart=boats))
        scales, claim = Scales(scope), scope.claims[-1]
        pairs = [(o, p) for o in scales.around(claim) for p in scales.around(claim) if o.id != p.id]
        weighed.append([scales.weight(claim, BY_NAME["difference"], *pair) for pair in pairs])
    assert weighed[0] == weighed[1]


def test_every_weight_is_of_a_known_kind_and_operand() -> None:
    for name, weights in learned().items():
        roles = {"claim", "pair", *BY_NAME[name].roles}
        assert {trait.split(".")[0] for trait in weights if trait != BIAS} <= roles


def test_every_kind_has_weights() -> None:
    assert set(learned()) == set(BY_NAME)


def test_what_comes_of_two_figures_is_what_the_rule_computes(tmp_path: Path) -> None:
    """The rough value picks candidates only; it must not pick others than the rule would."""
    scope = _scope(tmp_path, REMAINDER.format(share=25))
    share = _claim(scope, "25%")
    part, base = (_claim(scope, words) for words in ("12", "48 concerts"))
    assert BY_NAME["share"].value(share, part, base) == value(share)


def test_the_patterns_of_small_words_are_named_once() -> None:
    text = (Path(__file__).parent.parent / "factcheck" / "relate" / "traits.txt").read_text("utf-8")
    for section in re.split(r"^\[", text, flags=re.MULTILINE)[1:]:
        names = [line.split()[0] for line in section.splitlines()[1:] if line.strip()]
        assert len(names) == len(set(names))
