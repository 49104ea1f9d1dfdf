"""Learns factcheck/relate/weights.txt from annotated corpora, and measures it on those that it was not learned from.

    pip install 'factcheck[learn]'
    python benchmarks/learn.py              # writes weights.txt from all corpora (some minutes)
    python benchmarks/learn.py --cross 4    # four times, a quarter of held_out left out and measured; writes nothing

For each kind of arithmetic (factcheck/relate/kinds.py) a logistic regression tells the pairs of figures that a row of
gold names from other pairs that would fit; the findings drawn on the rules' pages teach the same. Its inputs are the
traits of the pair alone (factcheck/relate/traits.py): whether the arithmetic comes out is no trait.
What is measured with --cross:
  recall     planted errors with an inconsistent finding on the claimed figure, one as right, or the root
  precision  errors found, of them and all other inconsistent findings that follow from no such error
  verified   consistent relations whose claimed figure is verified
  traps      figures that must stay silent, and were flagged
"""

from __future__ import annotations

import argparse
import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from gold import ERROR, READ, RIGHT, TRAP, UNREAD, Row, all_cases, corpora, gold, scope_of, settings, standing
from pages import Case, marks, written

import factcheck
from factcheck.check.verdicts import judge
from factcheck.model import Assumption, Claim, Verdict
from factcheck.pipeline import audit, rules
from factcheck.relate import scales as weights_in_use
from factcheck.relate.kinds import KINDS, Figure, Kind, value
from factcheck.relate.scales import BIAS, Scales
from factcheck.report.ledger import ledger

OUT = Path(factcheck.__file__).parent / "relate" / "weights.txt"
NEAREST, OTHERS = 14, 20
"""Of the pairs that gold does not name, so many of the nearest are learned from, and so many of …"""
LOOKED_AT = 240
"""… the nearest so many."""
STRENGTH = 0.3
"""How freely the weights may grow (scikit-learn's C)."""
SEEN = 8
"""A trait of fewer pairs is not learned."""
LEAST = 5
"""Smaller weights, in hundredths, are left out."""
OF_ALL = frozenset(kind.name for kind in KINDS if not kind.is_single)
KINDS_OF: Mapping[str, frozenset[str]] = {
    "share-of": frozenset({"share", "taken"}),
    "percent-change": frozenset({"change"}),
    "point-change": frozenset({"points", "change"}),
    "multiple-of": frozenset({"multiple"}),
    "difference": frozenset({"difference"}),
    "average": frozenset({"mean", "price", "total"}),
    "unit-price": frozenset({"mean", "price", "total"}),
    "rate": frozenset({"mean", "price", "total", "taken"}),
    "scenario": frozenset({"taken"}),
    "chain": OF_ALL,
    "hedge-direction": OF_ALL,
    "share": frozenset({"share", "change"}),
    "multiple": frozenset({"multiple"}),
}
"""Which kinds a planted error of a class of gold may be of."""
OF_ROWS = frozenset({"equals-assumption", "table", "chain", "hedge-direction"})


@dataclass(frozen=True)
class Example:
    """The pairs of one claim and kind: the traits of those that gold names, and of some that it does not."""

    corpus: str
    kind: str
    named: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]


# ── examples ──


def examples(corpus: Path) -> list[Example]:
    """What one corpus teaches."""
    scope = scope_of(corpus)
    scales = Scales(scope)
    rows = list(gold(corpus, {document.id: document.text for document in scope.documents}))
    known = [row for row in rows if row.verdict in (ERROR, RIGHT)]
    found = []
    for claim in scope.claims:
        own = [row for row in known if claim.span.overlaps(row.claimed)]
        for kind in KINDS:
            if claim.figure.value > 0 and kind.can_be(claim):
                example = _example(corpus.name, scales, claim, kind, own)
                if example.named or example.others:
                    found.append(example)
    return found


def _example(corpus: str, scales: Scales, claim: Claim, kind: Kind, rows: Sequence[Row]) -> Example:
    named: list[tuple[Figure, Figure]] = []
    others: list[tuple[Figure, Figure]] = []
    for at, (first, second) in enumerate(_pairs(scales, claim, kind)):
        comes = kind.value(claim, first, second)
        if comes is None:
            continue
        if any(_names(scales, claim, kind, row, (first, second), comes) for row in rows) or (
            kind.is_single and _surely(claim, first, comes)
        ):
            named.append((first, second))
        elif at < LOOKED_AT and not _is_exact(claim, comes) and not _is_far(scales, claim, kind, first):
            others.append((first, second))
    chance = random.Random(f"{corpus} {claim.id} {kind.name}")
    rest = others[NEAREST:]
    others = others[:NEAREST] + chance.sample(rest, min(len(rest), OTHERS))
    said = [tuple(tuple(scales.traits(claim, kind, *pair)) for pair in pairs) for pairs in (named, others)]
    return Example(corpus, kind.name, *said)


def _pairs(scales: Scales, claim: Claim, kind: Kind) -> Iterator[tuple[Figure, Figure]]:
    """The pairs that fit, the nearest first."""
    around = scales.around(claim)
    firsts = [other for other in around if kind.first(claim, other)]
    if kind.is_single:
        yield from ((other, other) for other in sorted(firsts, key=lambda o: _distance(scales, claim, o)))
        return
    seconds = [other for other in around if kind.second(claim, other)]
    pairs = [(a, b) for a in firsts for b in seconds if a.id != b.id and kind.fits(claim, a, b)]
    yield from sorted(pairs, key=lambda pair: sum(_distance(scales, claim, o) for o in pair))


def _distance(scales: Scales, claim: Claim, other: Figure) -> int:
    """How many figures lie between; those behind count twice, rows and cells as some way off."""
    views = scales.views(claim)
    if isinstance(other, Assumption):
        return 6
    if views.of(other).is_cell:
        return 8
    apart = views.places[claim.id] - views.places[other.id]
    return apart if apart > 0 else -2 * apart


def _names(scales: Scales, claim: Claim, kind: Kind, row: Row, pair: tuple[Figure, Figure], comes: float) -> bool:
    """Whether a row of gold says that the claim is recomputed from this pair, or from figures that say the same."""
    loose = _is_near(claim, comes)
    if kind.is_single:
        return _is_named_row(row, pair[0], loose=loose) if kind.name == "row" else _is_said_again(scales, row, pair[0])
    figures = [found for span in row.figures[1:] if (found := standing(scales.scope.claims, span))]
    met = all(any(_is_same(o, each) for o in pair for each in found) for found in figures)
    rows = [o for o in pair if isinstance(o, Assumption)]
    whole = len(figures) >= 2 and len(row.figures) <= 4
    half = len(figures) == 1 and rows and all(o.id in row.formula or o.measure in row.formula or loose for o in rows)
    if not met or not (whole or half):
        return False
    return loose if row.verdict == RIGHT else kind.name in KINDS_OF.get(row.rule, frozenset())


def _is_same(one: Figure, other: Claim) -> bool:
    said = isinstance(one, Claim) and one.unit == other.unit and one.figure.value == other.figure.value
    return one.id == other.id or said


def _is_named_row(row: Row, other: Figure, *, loose: bool) -> bool:
    if not isinstance(other, Assumption) or row.rule not in OF_ROWS:
        return False
    return other.id in row.formula or (other.measure in row.formula and (loose or row.verdict == ERROR))


def _is_said_again(scales: Scales, row: Row, other: Figure) -> bool:
    said = (each for span in row.figures[1:] for each in standing(scales.scope.claims, span))
    return row.rule == "restated" and any(_is_same(other, each) for each in said)


def _surely(claim: Claim, other: Figure, comes: float) -> bool:
    """What agrees by its very words needs no gold: a sure link to the row, four digits said again."""
    if not _is_exact(claim, comes):
        return False
    if isinstance(other, Assumption):
        return claim.link is not None and claim.link.certain and claim.link.measure == other.measure
    return len(claim.mention.text.strip("0.,")) >= 4 and len(claim.topic & other.topic) >= 2


def _is_far(scales: Scales, claim: Claim, kind: Kind, other: Figure) -> bool:
    """Whether a row has no word in common with the claim: nothing is learned from such."""
    if kind.name != "row" or (claim.link is not None and getattr(other, "measure", "") == claim.link.measure):
        return False
    shared = {f"{name}:{how}" for name in ("close", "own", "topic") for how in ("all", "some")}
    return shared.isdisjoint(scales.of_operand(claim, other))


def _is_near(claim: Claim, comes: float) -> bool:
    low, high = (float(end) for end in (claim.figure.charitable.low, claim.figure.charitable.high))
    return low * 0.995 <= comes <= high * 1.005


def _is_exact(claim: Claim, comes: float) -> bool:
    return abs(comes - value(claim)) <= max(float(claim.figure.strict.width) / 2, 0.003 * value(claim))


# ── examples of the pages ──


def of_case(case: Case) -> list[Example]:
    """What a case of a rule's page teaches: the figures of the findings drawn in it, and no others."""
    with TemporaryDirectory() as folder:
        written(case, Path(folder))
        scope = scope_of(Path(folder))
    scales, drawn = Scales(scope), list(marks(case))
    meant: dict[str, dict[str, set[frozenset[str]]]] = {}
    for rule in rules():
        for relation in rule.find(scope):
            claim = relation.claim
            if (claim.span.document, claim.span.start, rule.code) in drawn:
                finding = judge(rule, relation, material=Fraction(1))
                if finding is not None:
                    ids = frozenset(operand.by.id for operand in finding.reading.inputs)
                    meant.setdefault(claim.id, {}).setdefault(rule.code, set()).add(ids)
    found = []
    for claim in scope.claims:
        for kind in KINDS:
            if claim.figure.value > 0 and kind.can_be(claim) and claim.sentence.block.cell is None:
                found.append(_case_example(case.id, scales, claim, kind, meant.get(claim.id, {}).get(kind.rule, set())))
    return [example for example in found if example.named or example.others]


def _case_example(name: str, scales: Scales, claim: Claim, kind: Kind, meant: set[frozenset[str]]) -> Example:
    pairs = list(_pairs(scales, claim, kind))
    named = [pair for pair in pairs if frozenset(each.id for each in pair) in meant]
    others = [pair for pair in pairs if pair not in named and not _is_far(scales, claim, kind, pair[0])]
    others = [pair for pair in others if not _comes_out(claim, kind, pair)][:NEAREST]
    return Example(
        name, kind.name, *(tuple(tuple(scales.traits(claim, kind, *p)) for p in ps) for ps in (named, others))
    )


def _comes_out(claim: Claim, kind: Kind, pair: tuple[Figure, Figure]) -> bool:
    comes = kind.value(claim, *pair)
    return comes is not None and _is_exact(claim, comes)


# ── weights ──


def learned(found: Sequence[Example]) -> list[str]:
    """The lines of weights.txt: kind, trait, weight in hundredths."""
    lines = []
    for kind in KINDS:
        mine = [example for example in found if example.kind == kind.name]
        lines += [f"{kind.name} {trait} {weight:+d}" for trait, weight in _fitted(mine)]
    return lines


def _fitted(found: Sequence[Example]) -> Iterator[tuple[str, int]]:
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    pairs = [(set(t), 1, 1 / len(e.named)) for e in found for t in e.named]
    pairs += [(set(t), 0, 1.0) for e in found for t in e.others]
    seen = Counter(trait for traits, _, _ in pairs for trait in traits)
    named = Counter(trait for traits, label, _ in pairs if label for trait in traits)
    known = sorted(t for t in seen if seen[t] >= SEEN and (named[t] >= 2 or seen[t] >= 5 * SEEN))
    number = {trait: at for at, trait in enumerate(known)}
    rows = [[number[t] for t in sorted(traits) if t in number] for traits, _, _ in pairs]
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.array([at for row in rows for at in row])
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(pairs), len(known)))
    model = LogisticRegression(C=STRENGTH, max_iter=400, solver="liblinear", random_state=0)
    model.fit(matrix, [label for _, label, _ in pairs], sample_weight=[much for _, _, much in pairs])
    yield BIAS, round(100 * float(model.intercept_[0]))
    for trait, weight in zip(known, model.coef_[0], strict=True):
        if abs(round(100 * weight)) >= LEAST:
            yield trait, round(100 * weight)


HEAD = """\
# How much each trait of two figures speaks for their being what a claim is recomputed from: kind, trait, weight.
#
# A weight is the logarithm of odds, in hundredths; traits are named by the role whose figure has them (traits.py).
# Learned by benchmarks/learn.py from benchmarks/newsroom, benchmarks/held_out and the rules' pages; not to be edited.
"""


# ── measuring ──


def measured(corpus: Path, lines: Sequence[str]) -> Counter[str]:
    """What a run with these weights finds of one corpus' gold."""
    _use(lines)
    report = audit(corpus, settings(corpus))
    rows = list(gold(corpus, {document.id: document.text for document in report.documents}))
    wrong = [finding for finding in report.findings if finding.verdict is Verdict.INCONSISTENT]
    errors = [row for row in rows if row.verdict == ERROR]
    spots = [span for row in errors for span in (row.claimed, *row.also)]
    tally: Counter[str] = Counter(errors=len(errors))
    tally["found"] = sum(any(f.claim.span.overlaps(s) for f in wrong for s in (r.claimed, *r.also)) for r in errors)
    alarms = [f for f in wrong if not f.because_of and not any(f.claim.span.overlaps(span) for span in spots)]
    tally["alarms"] = len(alarms)
    tally.update(f"alarm of {finding.relation.rule}" for finding in alarms)
    tally.update(f"found {row.rule}" for row in errors if any(f.claim.span.overlaps(row.claimed) for f in wrong))
    tally.update(f"error {row.rule}" for row in errors)
    verdicts = ledger(report).verdicts
    for row in rows:
        if row.verdict == RIGHT:
            own = standing(report.claims, row.claimed)
            tally["right"] += 1
            tally["verified"] += any(verdicts[claim.id] is Verdict.CONSISTENT for claim in own)
        elif row.verdict == TRAP:
            tally["traps"] += 1
            tally["trapped"] += any(f.claim.span.overlaps(span) for f in alarms for span in row.figures)
    return tally


def _use(lines: Sequence[str]) -> None:
    known: dict[str, dict[str, int]] = {}
    for line in lines:
        kind, trait, weight = line.split()
        known.setdefault(kind, {})[trait] = int(weight)
    weights_in_use.weights = lambda kind: known.get(kind, {})  # type: ignore[assignment]
    weights_in_use.weights_of.cache_clear()  # or a quarter would be measured with weights learned from it


def cross(found: Sequence[Example], parts: int, workers: ProcessPoolExecutor) -> Counter[str]:
    """Each part of the unread corpora, measured with weights that were learned without it."""
    unread, total = corpora(UNREAD), Counter[str]()
    for part in range(parts):
        left_out = unread[part::parts]
        names = {corpus.name for corpus in left_out}
        lines = learned([example for example in found if example.corpus not in names])
        for tally in workers.map(measured, left_out, [lines] * len(left_out)):
            total.update(tally)
        print(f"part {part + 1} of {parts}: {_summary(total)}", flush=True)
    return total


def _summary(tally: Counter[str]) -> str:
    found, alarms = tally["found"], tally["alarms"]
    return (
        f"recall {found / tally['errors']:.2f} ({found}/{tally['errors']}) precision {found / (found + alarms):.2f} "
        f"({alarms} alarms) verified {tally['verified'] / tally['right']:.2f} ({tally['verified']}/{tally['right']}) "
        f"traps {tally['trapped']}/{tally['traps']}"
    )


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", type=int, metavar="PARTS", help="measure on what was not learned from")
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        every = [*corpora(READ), *corpora(UNREAD)]
        found = [example for some in workers.map(examples, every, chunksize=4) for example in some]
        found += [example for some in workers.map(of_case, all_cases(), chunksize=8) for example in some]
        if options.cross:
            total = cross(found, options.cross, workers)
            print("alarms:", *(f"{name[9:]} {total[name]}" for name in sorted(total) if name.startswith("alarm of ")))
            kinds = sorted(name[6:] for name in total if name.startswith("error "))
            print("found:", *(f"{kind} {total[f'found {kind}']}/{total[f'error {kind}']}" for kind in kinds))
        else:
            OUT.write_text("\n".join([HEAD, *learned(found), ""]), "utf-8")
            print(f"{OUT}: {len(found)} examples of {len(every)} corpora")


if __name__ == "__main__":
    main()
