"""The kinds of arithmetic that are weighed: which figures can be their operands, and about what comes of them.

A rule finds its readings by grammar. A kind knows only units and sizes: a share needs a smaller and a larger amount of
one unit, a mean a total of its unit and a count. Which of the figures that fit the words mean is the business of
scales.py. What comes of two operands is computed here roughly, to pick candidates; the rule computes it exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from factcheck import units
from factcheck.model import Assumption, Claim
from factcheck.relate.products import counts
from factcheck.relate.scope import amount_unit, comparable, same_unit
from factcheck.units import NUMBER

Figure = Claim | Assumption

LEVELS = 8
"""Two levels of one measure: the larger is at most so many times the smaller."""


NEVER, ALWAYS = -(10**6), 10**6
"""Weights that no pair falls below, or reaches."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a weight, in hundredths, decides (scales.py); set where few alarms are false on unlearned corpora.

    From `meant` on a pair is what the words mean, without any grammar. Below `doubtful` it contradicts nothing,
    however clear its grammar, and below `unsure` nothing where its grammar is only likely.
    """

    meant: int
    doubtful: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of arithmetic of two operands; one of a single role pairs a figure with itself.

    `rule` is the code of the rule that recomputes it; `roles` name its operands, `turned` says that the rule wants
    them in the other order. `can_be` asks whether a claim can be its outcome, `first` and `second` whether a figure
    can be the operand, `fits` whether two can together; `value` is what comes of them, in the claim's unit, or None.
    """

    name: str
    rule: str
    roles: tuple[str, ...]
    can_be: Callable[[Claim], bool]
    first: Callable[[Claim, Figure], bool]
    second: Callable[[Claim, Figure], bool]
    fits: Callable[[Claim, Figure, Figure], bool]
    value: Callable[[Claim, Figure, Figure], float | None]
    limits: Limits
    manner: str = ""

    @property
    def is_single(self) -> bool:
        return len(self.roles) == 1

    def is_against(self, way: str, first: Figure, second: Figure) -> bool:
        """Whether two levels, in the order of their roles, go another way than the words say: "fell" from 39 to 52."""
        before, after = (first, second) if self.roles[0] == "before" else (second, first)
        over = factor(after.unit, before.unit)
        if "{way}" not in self.manner or way not in {"up", "down"} or over is None:
            return False
        return (value(after) * over > value(before)) is (way == "down")

    def manner_of(self, way: str) -> str:
        """The manner of the rule's reading, for a change that goes up, down or either way."""
        return self.manner.format(way=way)


def value(figure: Figure) -> float:
    return float(figure.figure.value)


@cache
def factor(source: str, target: str) -> float | None:
    """What a figure is multiplied by from one unit to another; counts and bare numbers are of any unit of theirs."""
    counted = (units.is_count(source) and units.is_count(target)) or NUMBER in (source, target)
    known = units.conversion(source, target)
    return 1.0 if counted else None if known is None else float(known)


def _ratio(claim: Claim, first: Figure, second: Figure) -> float | None:
    over = factor(second.unit, first.unit)
    back = factor("", "" if claim.mention.is_fraction or claim.unit == "multiple" else claim.unit)
    if over is None or back is None or not value(second) * over:
        return None
    return value(first) / (value(second) * over) * back


def _is_amount(claim: Claim, other: Figure) -> bool:  # noqa: ARG001
    return amount_unit(other.unit) and other.figure.value > 0


def _is_level(claim: Claim, other: Figure) -> bool:
    return _is_amount(claim, other) and not units.is_time(other.unit)


def _may_have_moved(claim: Claim, other: Figure) -> bool:
    return _is_amount(claim, other) or (other.unit == "percent" and other.figure.value > 0)


def _is_percent(claim: Claim, other: Figure) -> bool:  # noqa: ARG001
    return other.unit == "percent"


def _of_one_kind(one: Figure, other: Figure) -> bool:
    return comparable(one.unit)(other.unit) or NUMBER in (one.unit, other.unit)


# ── shares, multiples, changes ──


def _is_part(claim: Claim, part: Figure, base: Figure) -> bool:  # noqa: ARG001
    over = factor(base.unit, part.unit)
    return _of_one_kind(part, base) and over is not None and value(part) < value(base) * over


def _is_many(claim: Claim, part: Figure, base: Figure) -> bool:
    over = factor(base.unit, part.unit)
    if over is None or not _of_one_kind(part, base):
        return False
    larger = value(part) > value(base) * over
    return larger if claim.figure.value >= 1 else not larger


def _has_moved(claim: Claim, before: Figure, after: Figure) -> bool:  # noqa: ARG001
    over = factor(after.unit, before.unit)
    if over is None or (before.unit == "percent") != (after.unit == "percent"):
        return False
    if not (same_unit(before.unit)(after.unit) or NUMBER in (before.unit, after.unit)):
        return False
    first, last = value(before), value(after) * over
    return first != last and max(first, last) <= LEVELS * min(first, last)


def _change(claim: Claim, before: Figure, after: Figure) -> float | None:
    ratio = _ratio(claim, after, before)
    one = 100.0 if claim.unit == "percent" else 1.0
    return abs(ratio - one) if ratio is not None else None


# ── differences ──


def _may_differ(claim: Claim, other: Figure) -> bool:
    return _is_amount(claim, other) and (comparable(claim.unit)(other.unit) or NUMBER in (other.unit, claim.unit))


def _is_more(claim: Claim, more: Figure, less: Figure) -> bool:
    over, own = factor(less.unit, more.unit), factor(more.unit, claim.unit)
    if over is None or own is None or not _of_one_kind(more, less):
        return False
    return value(more) > value(less) * over and 2 * value(more) * own > value(claim)


def _gap(claim: Claim, more: Figure, less: Figure) -> float | None:
    over, own = factor(less.unit, more.unit), factor(more.unit, claim.unit)
    return None if over is None or own is None else (value(more) - value(less) * over) * own


def _is_above(claim: Claim, more: Figure, less: Figure) -> bool:  # noqa: ARG001
    return value(more) > value(less)


def _points(claim: Claim, more: Figure, less: Figure) -> float | None:
    own = factor("percentage_point", claim.unit)
    return None if own is None else (value(more) - value(less)) * own


# ── means and products ──


def _above(unit: str) -> str:
    return unit.partition("/")[0]


def _below(unit: str) -> str:
    return unit.partition("/")[2]


def _is_countable(claim: Claim, other: Figure) -> bool:
    plain = not units.is_currency(other.unit) and "/" not in other.unit
    return _is_amount(claim, other) and plain and other.figure.value > 1


def _may_divide(claim: Claim, other: Figure) -> bool:
    below = _below(claim.unit)
    return _is_countable(claim, other) and (not below or _counts_of(below, other.unit))


def _counts_of(unit: str, other: str) -> bool:
    return other == NUMBER or counts(unit, other) or same_unit(unit)(other)


def _is_total(claim: Claim, other: Figure) -> bool:
    of_unit = same_unit(_above(claim.unit))(_above(other.unit)) or other.unit == NUMBER
    return _is_amount(claim, other) and of_unit and value(other) > value(claim)


def _divides(claim: Claim, total: Figure, count: Figure) -> bool:  # noqa: ARG001
    return count.unit != total.unit


def _mean(claim: Claim, total: Figure, count: Figure) -> float | None:
    own, below = factor(_above(total.unit), _above(claim.unit)), _below(claim.unit)
    by = 1.0 if not below or counts(below, count.unit) else factor(count.unit, below)
    return None if own is None or not by else value(total) * own / (value(count) * by)


def _is_each(claim: Claim, other: Figure) -> bool:
    of_unit = same_unit(_above(claim.unit))(_above(other.unit))
    return _is_amount(claim, other) and of_unit and value(other) < value(claim)


def _is_many_of(claim: Claim, other: Figure) -> bool:
    return _is_countable(claim, other) and value(other) < value(claim)


def _goes_with(claim: Claim, each: Figure, count: Figure) -> bool:  # noqa: ARG001
    below = _below(each.unit)
    return count.unit != each.unit and (not below or _counts_of(below, count.unit))


def _product(claim: Claim, each: Figure, count: Figure) -> float | None:
    own, below = factor(_above(each.unit), _above(claim.unit)), _below(each.unit)
    by = 1.0 if not below or counts(below, count.unit) else factor(count.unit, below)
    return None if own is None or by is None else value(each) * own * value(count) * by


# ── what a share comes to ──


def _is_rate(claim: Claim, other: Figure) -> bool:  # noqa: ARG001
    return (
        isinstance(other, Claim)
        and (other.unit == "percent" or other.mention.is_fraction)
        and 0 < other.figure.value < 100
    )


def _is_whole(claim: Claim, other: Figure) -> bool:
    return _may_differ(claim, other) and value(other) > value(claim)


def _taken(claim: Claim, share: Figure, base: Figure) -> float | None:
    own = factor(_above(base.unit), _above(claim.unit))
    part = value(share) / 100 if share.unit == "percent" else value(share)
    return None if own is None else part * value(base) * own


# ── one figure said again ──


def _is_row(claim: Claim, other: Figure) -> bool:
    return isinstance(other, Assumption) and _same_kind(claim, other)


def _is_mention(claim: Claim, other: Figure) -> bool:
    return isinstance(other, Claim) and _same_kind(claim, other) and other.sentence.span != claim.sentence.span


def _same_kind(claim: Claim, other: Figure) -> bool:
    return same_unit(claim.unit)(other.unit) or (claim.unit == NUMBER and units.is_count(other.unit))


def _said_again(claim: Claim, other: Figure, same: Figure) -> float | None:  # noqa: ARG001
    over = factor(other.unit, claim.unit)
    return None if over is None else value(other) * over


def _anything(claim: Claim) -> bool:
    return claim.unit not in {"percentage_point", "basis_point", "multiple"}


# ── which claims ──


def _is_share(claim: Claim) -> bool:
    return claim.unit == "percent" or claim.mention.is_fraction


def _is_multiple(claim: Claim) -> bool:
    return claim.unit == "multiple"


def _is_of_points(claim: Claim) -> bool:
    return claim.unit in {"percentage_point", "basis_point"}


def _is_of_amount(claim: Claim) -> bool:
    return amount_unit(claim.unit) and not claim.mention.is_fraction


def _is_money(claim: Claim) -> bool:
    return _is_of_amount(claim) and units.is_currency(_above(claim.unit))


def _is_no_money(claim: Claim) -> bool:
    return _is_of_amount(claim) and not _is_money(claim)


def _always(claim: Claim, first: Figure, second: Figure) -> bool:  # noqa: ARG001
    return True


KINDS = (
    Kind(
        "share", "share-of", ("part", "base"),
        _is_share, _is_level, _is_level, _is_part, _ratio, Limits(0, -500, -175),
    ),
    Kind(
        "change", "percent-change", ("before", "after"),
        _is_share, _may_have_moved, _may_have_moved, _has_moved, _change, Limits(0, -500, -500), "{way}",
    ),
    Kind(
        "multiple", "multiple-of", ("part", "base"),
        _is_multiple, _is_level, _is_level, _is_many, _ratio, Limits(-150, -500, -100),
    ),
    Kind(
        "difference", "difference", ("minuend", "subtrahend"),
        _is_of_amount, _may_differ, _may_differ, _is_more, _gap, Limits(100, -400, -100),
    ),
    Kind(
        "points", "point-change", ("after", "before"),
        _is_of_points, _is_percent, _is_percent, _is_above, _points, Limits(-50, -500, -500), "{way} points",
    ),
    Kind(
        "mean", "average", ("total", "count"),
        _is_of_amount, _is_total, _may_divide, _divides, _mean, Limits(75, -500, -500),
    ),
    Kind(
        "price", "unit-price", ("price", "amount"),
        _is_money, _is_each, _is_many_of, _goes_with, _product, Limits(-50, -500, -400),
    ),
    Kind(
        "total", "average", ("mean", "count"),
        _is_no_money, _is_each, _is_many_of, _goes_with, _product, Limits(50, -500, -400), "total",
    ),
    Kind(
        "row", "equals-assumption", ("row",),
        _anything, _is_row, _is_row, _always, _said_again, Limits(ALWAYS, 100, NEVER),
    ),
    Kind(
        "again", "restated", ("other",),
        _anything, _is_mention, _is_mention, _always, _said_again, Limits(ALWAYS, -200, NEVER),
    ),
    Kind(
        "taken", "scenario", ("share", "base"),
        _is_of_amount, _is_rate, _is_whole, _always, _taken, Limits(0, NEVER, -500),
    ),
)  # fmt: skip
"""All kinds that are weighed."""
