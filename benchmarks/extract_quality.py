"""How well `factcheck.extract` reads general news sentences: span, value and unit figures on the annotated sets.

    python benchmarks/extract_quality.py                # the figures of both files
    python benchmarks/extract_quality.py --misses 20    # and the first 20 differences, of dev.jsonl only
    python benchmarks/extract_quality.py --misses 20 --held-out    # of held_out.jsonl too; it is not to be tuned on

The files are `sentences/dev.jsonl` and `sentences/held_out.jsonl` beside this program (format in their README).

A mention and an annotated quantity are one pair when they share a character, best overlap first, each used once.
Mentions that claim something (`claim` true) are what is scored; one that claims nothing counts only where the annotated
quantity claims nothing either (vague magnitudes), and is otherwise ignored. For each file:
  span        precision, recall and F1 of the pairs
  exact       share of the pairs whose start and end are the annotated ones
  value       F1 where a pair counts if its value is right within 0.0001 relative, both ends of a range
  value+unit  F1 where its unit must be right too
  nothing     entries of `nothing` touched by a claiming mention that is in no pair / all such entries
  vague       vague magnitudes paired with a mention that claims something / all of them
A figure in another unit of the same kind (72 hours and 3 days, 12 pence and 0.12 GBP, 79 inches and 6.5833 feet) is
right when it converts. A counted noun may come with its adjectives ("narrow-body jet" for "jet").
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import factcheck

HERE = Path(__file__).parent / "sentences"
TOLERANCE = 1e-4
SYNONYMS = {
    "dimensionless": "", "none": "", "number": "", "x": "multiple", "times": "multiple", "time": "multiple",
    "people": "person", "tonne": "metric_ton", "parts_per_million": "ppm", "oil_barrel": "barrel",
    "square_meter": "meter**2", "square_millimeter": "millimeter**2", "kph": "kilometer/hour", "mph": "mile/hour",
    "degc": "degree_celsius", "degf": "degree_fahrenheit", "celsius": "degree_celsius", "gev": "gigaelectron_volt",
    "fahrenheit": "degree_fahrenheit", "knot_international": "knot", "watt-hour": "watt_hour",
    "light-year": "light_year", "troy_ounce": "ounce", "pence": "penny", "pp": "percentage_point", "bp": "basis_point",
}  # fmt: skip
SAME_KIND = {  # unit: what it measures, and how much of it
    "second": ("time", 1.0), "minute": ("time", 60.0), "hour": ("time", 3600.0), "day": ("time", 86400.0),
    "week": ("time", 604800.0), "month": ("span", 1.0), "year": ("span", 12.0), "decade": ("span", 120.0),
    "century": ("span", 1200.0), "inch": ("length", 1.0), "foot": ("length", 12.0), "yard": ("length", 36.0),
    "gbp": ("pounds", 1.0), "penny": ("pounds", 0.01), "usd": ("dollars", 1.0), "cent": ("dollars", 0.01),
}  # fmt: skip


@dataclass
class Tally:
    """Counts over one file, and what differs in words."""

    gold: int = 0
    found: int = 0
    pairs: int = 0
    exact: int = 0
    value: int = 0
    unit: int = 0
    nothing: int = 0
    wrong: int = 0
    vague: int = 0
    vague_claims: int = 0
    misses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """A mention, as far as it is scored."""

    start: int
    end: int
    text: str
    value: float | list[float] | None
    unit: str | None
    claim: bool


def extract(text: str) -> list[Found]:
    """What the extractor finds in a text."""
    found = []
    for mention in cast("Callable[[str], list[Any]]", factcheck.extract)(text):  # a module that can be called
        low, high = (None if end is None else float(end) for end in (mention.low, mention.high))
        value = [low, high] if mention.is_range and low is not None and high is not None else low
        span = mention.span
        found.append(Found(span.start, span.end, mention.text, value, mention.unit, bool(mention.claim)))
    return found


def ends(value: object) -> tuple[float, ...] | None:
    """The value as numbers: one, or the two ends of a range; None if there is none."""
    if value is None:
        return None
    items = value if isinstance(value, list | tuple) else [value]
    try:
        numbers = tuple(float(str(item)) for item in items)
    except ValueError:
        return None
    return numbers[:1] if len(numbers) == 2 and numbers[0] == numbers[1] else numbers


def part(unit: str) -> str:
    name = unit.strip().lower().replace("^", "**").replace(" ** ", "**")
    name = SYNONYMS.get(name, name)
    return name.rsplit(" ", 1)[-1]


def parts(unit: str | None) -> list[str]:
    """A unit in comparable form, its numerator first and what it is per after that."""
    whole = SYNONYMS.get((unit or "").strip().lower(), unit or "")
    return [part(piece) for piece in whole.split("/")]


def factor(ours: list[str], theirs: list[str]) -> float | None:
    """What a number in our unit is multiplied by to be in theirs; None if the units are different things."""
    if len(ours) != len(theirs) or ours[1:] != theirs[1:]:
        return None
    if ours[0] == theirs[0]:
        return 1.0
    (kind, size), (other, other_size) = SAME_KIND.get(ours[0], ("", 1.0)), SAME_KIND.get(theirs[0], ("-", 1.0))
    return size / other_size if kind == other else None


def equal(ours: tuple[float, ...] | None, theirs: tuple[float, ...], scale: float) -> bool:
    if ours is None or len(ours) != len(theirs):
        return False
    pairs = zip(ours, theirs, strict=True)
    return all(abs(a * scale - b) <= TOLERANCE * max(abs(a * scale), abs(b)) + 1e-9 for a, b in pairs)


def overlap(mention: Found, entry: dict[str, Any]) -> int:
    return max(0, min(mention.end, int(entry["end"])) - max(mention.start, int(entry["start"])))


def pair(mentions: list[Found], gold: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Indices of mention and quantity that belong together: best overlap first, each once."""
    candidates: list[tuple[int, int, int, int]] = []
    for i, mention in enumerate(mentions):
        for j, quantity in enumerate(gold):
            shared = overlap(mention, quantity)
            if shared and (mention.claim or not quantity["claim"]):
                extra = (mention.end - mention.start) + (quantity["end"] - quantity["start"]) - 2 * shared
                candidates.append((-shared, extra, i, j))
    used_mentions: set[int] = set()
    used_gold: set[int] = set()
    chosen = []
    for _, _, i, j in sorted(candidates):
        if i not in used_mentions and j not in used_gold:
            used_mentions.add(i)
            used_gold.add(j)
            chosen.append((i, j))
    return chosen


def score(row: dict[str, Any], tally: Tally) -> None:
    """Add one sentence to the tally."""
    gold: list[dict[str, Any]] = row["quantities"]
    mentions = extract(row["text"])
    chosen = pair(mentions, gold)
    paired = {i for i, _ in chosen}
    stray = [m for i, m in enumerate(mentions) if m.claim and i not in paired]
    tally.gold += len(gold)
    tally.found += len(paired) + len(stray)
    tally.pairs += len(chosen)
    tally.nothing += len(row["nothing"])
    tally.vague += sum(not quantity["claim"] for quantity in gold)

    def miss(what: str) -> None:
        tally.misses.append(f"{row['id']}  {what}\n    {row['text']}")

    for i, j in chosen:
        mention, quantity = mentions[i], gold[j]
        exact = (mention.start, mention.end) == (quantity["start"], quantity["end"])
        scale = factor(parts(mention.unit), parts(quantity["unit"]))
        value = equal(ends(mention.value), ends(quantity["value"]) or (), 1.0 if scale is None else scale)
        tally.exact += exact
        tally.value += value
        tally.unit += value and scale is not None
        tally.vague_claims += bool(mention.claim) and not quantity["claim"]
        if not exact:
            miss(f"span: {mention.text!r}, not {quantity['surface']!r}")
        if not value:
            miss(f"value of {quantity['surface']!r}: {mention.value!s}, not {quantity['value']}")
        if scale is None:
            miss(f"unit of {quantity['surface']!r}: {mention.unit!r}, not {quantity['unit']!r}")
        if mention.claim and not quantity["claim"]:
            miss(f"vague, taken for a claim: {quantity['surface']!r}")
    for j in sorted(set(range(len(gold))) - {j for _, j in chosen}):
        miss(f"not found: {gold[j]['surface']!r}")
    explained: set[int] = set()
    for entry in row["nothing"]:
        touching = [k for k, mention in enumerate(stray) if overlap(mention, entry)]
        tally.wrong += bool(touching)
        explained.update(touching)
        if touching:
            miss(f"claims nothing ({entry['reason']}): {stray[touching[0]].text!r}")
    for k, mention in enumerate(stray):
        if k not in explained:
            miss(f"too much: {mention.text!r}")


def harmonic(hits: int, found: int, gold: int) -> float:
    return 2 * hits / (found + gold) if found + gold else 0.0


def line(name: str, sentences: int, tally: Tally) -> str:
    precision = tally.pairs / tally.found if tally.found else 0.0
    recall = tally.pairs / tally.gold if tally.gold else 0.0
    return (
        f"{name:<9} {sentences:>3} sentences {tally.gold:>3} quantities  "
        f"span P {precision:.3f} R {recall:.3f} F1 {harmonic(tally.pairs, tally.found, tally.gold):.3f}  "
        f"exact {tally.exact / max(tally.pairs, 1):.3f}  "
        f"value F1 {harmonic(tally.value, tally.found, tally.gold):.3f}  "
        f"value+unit F1 {harmonic(tally.unit, tally.found, tally.gold):.3f}  "
        f"nothing {tally.wrong}/{tally.nothing}  vague {tally.vague_claims}/{tally.vague}"
    )


def main(argv: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score factcheck.extract on the annotated news sentences.")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list N differences (of dev.jsonl)")
    parser.add_argument("--held-out", action="store_true", help="list those of held_out.jsonl too")
    options = parser.parse_args(None if argv is None else list(argv))
    for name in ("dev", "held_out"):
        rows = [json.loads(text) for text in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if text]
        tally = Tally()
        for row in rows:
            for entry in [*row["quantities"], *row["nothing"]]:
                if row["text"][entry["start"] : entry["end"]] != entry["surface"]:
                    raise SystemExit(f"{name}.jsonl, {row['id']}: {entry['surface']!r} is not at its offsets")
            score(row, tally)
        print(line(name, len(rows), tally))
        if name == "dev" or options.held_out:
            for miss in tally.misses[: options.misses]:
                print("  " + miss)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
