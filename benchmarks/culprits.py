"""What finding the figures at fault costs, beside the floor: judging every relation of the same article once.

    python benchmarks/culprits.py

An article about so many districts has about ten figures on each, every third of them with a wrong one. Processor time
is measured; the ratios of one run can be compared, seconds of a busy machine cannot.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from factcheck import pipeline
from factcheck.check.culprits import trace
from factcheck.check.evidence import called_for
from factcheck.check.findings import identified
from factcheck.check.naming import name_slips
from factcheck.check.trial import Trial
from factcheck.check.twins import twins
from factcheck.check.verdicts import judge
from factcheck.config import Settings
from factcheck.model import Finding, Relation, Rule, Verdict
from factcheck.pipeline import gather, linked

DISTRICTS = (13, 26, 52)
CROPS = ("oats", "barley", "rye", "wheat", "maize", "millet", "spelt", "hops", "beets", "peas", "beans", "flax", "hemp")
MATERIAL = Settings().severity.material


def article(districts: int) -> str:
    """Of each district the same relations between figures of its own; of every third one is wrong."""
    return "\n\n".join(_paragraph(at) for at in range(districts))


def _paragraph(at: int) -> str:
    area, share = 1200 + 37 * at, 20 + 7 * at % 50
    part, before = area * share // 100, area - 100 - 3 * at
    printed = area * 10 if at % 3 == 0 else area
    rise, grown = (area / before - 1) * 100, part * 6
    return (
        f"District {at} has {printed:,} hectares of {CROPS[at % len(CROPS)]}. Of these, {part:,} lie in the hills, or "
        f"{share}% of the {printed:,} hectares. The year before there were {before:,} hectares; that is a rise of "
        f"{rise:.1f}%. The {part:,} hectares in the hills gave {grown:,} tonnes, 6 tonnes a hectare."
    )


def judged(found: Sequence[tuple[Rule, Relation]]) -> list[Finding]:
    made = (judge(rule, relation, material=MATERIAL) for rule, relation in found)
    return [finding for finding in made if finding is not None]


def main() -> None:
    print(f"{'figures':>7} {'relations':>9} {'wrong':>5} {'floor s':>8} {'culprits s':>10} {'culprits/floor':>14}")
    for districts in (DISTRICTS[0], *DISTRICTS):  # the first run loads what all need
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "article.md").write_text(article(districts), "utf-8")
            scope = linked(gather(Path(folder), Settings()), (), Settings())
        relations = list(pipeline.relate(scope))
        start = time.process_time()
        found = judged(relations)
        between = time.process_time()
        trial = Trial({rule.code: rule for rule, _ in relations}, twins(scope.claims, found), MATERIAL)
        findings = name_slips(trace(identified(called_for(found, trial)), trial), (), trial)
        floor, culprits = between - start, time.process_time() - between
        wrong = sum(finding.verdict is Verdict.INCONSISTENT for finding in findings)
        print(
            f"{len(scope.claims):>7} {len(relations):>9} {wrong:>5} {floor:>8.2f} {culprits:>10.2f} "
            f"{culprits / floor:>14.1f}"
        )


if __name__ == "__main__":
    main()
