"""What a selftest measured: in words for people, and as the record that is kept in a file and in report.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from factcheck.figures import say
from factcheck.model import Caught, Selftest

COLUMNS = ("slip", "made", "allowed", "caught", "named", "mended")


def table(made: Selftest) -> Iterator[str]:
    """One line for each class of slip and one for all, with the shares of the slips that could be told."""
    rows = [COLUMNS, *(_row(caught) for caught in (*made.by_slip, made.all) if caught.made)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *counts in rows:
        right = (count.rjust(width) for count, width in zip(counts, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *right))


def legend(made: Selftest) -> Iterator[str]:
    """What the columns mean, and what was called wrong without cause."""
    total = made.all
    yield f"{made.figures} figures agree as they stand; {total.made} slips in {made.tried} of them, one at a time"
    yield "allowed: still inside what rounding, hedges and limits allow, so that nobody could tell; no miss"
    yield "caught:  of the others, those that make this figure, or one recomputed from it, inconsistent"
    yield "named:   the altered figure is said to be at fault"
    yield "mended:  what is suggested for it is what stood there"
    yield f"false alarms: {_of(made.strays, total.made)} slips made a figure look wrong that they do not concern;"
    wrong = _of(made.wrong, made.checked)
    yield f"  as the text stands, {wrong} checked figures are called wrong: errors or false alarms"
    unchecked = made.claims - made.checked
    if unchecked:
        yield f"{unchecked} of {made.claims} claims are not checked: a slip in one of those is not caught"


def in_short(made: Selftest) -> str:
    """One line for the summary of a run."""
    total = made.all
    words = f"selftest: {_of(total.caught, total.telling)} slips that could be told were caught"
    words += f", {_of(made.strays, total.made)} raised a false alarm elsewhere"
    return f"{words} ({differences(made)})" if made.differs else words


def differences(made: Selftest) -> str:
    """In what the run is not the one that the selftest was made for: "made for other articles and another table"."""
    kinds = {"articles": "other articles", "table": "another table", "settings": "other settings"}
    kinds["version"] = "another version of factcheck"
    return f"made for {' and '.join(kinds[name] for name in made.differs)}" if made.differs else ""


def record(made: Selftest) -> dict[str, Any]:
    """The selftest in JSON's own types."""
    return {**asdict(made), "made_for": dict(made.made_for), "differs": list(made.differs)} | {
        "by_slip": [asdict(caught) for caught in made.by_slip]
    }


def from_record(written: Mapping[str, Any]) -> Selftest:
    """The selftest of a record; raises KeyError, TypeError or ValueError where it is none."""
    return Selftest(
        by_slip=tuple(
            Caught(str(row["slip"]), *(int(row[name]) for name in COLUMNS[1:])) for row in written["by_slip"]
        ),
        claims=int(written["claims"]),
        checked=int(written["checked"]),
        figures=int(written["figures"]),
        wrong=int(written["wrong"]),
        tried=int(written["tried"]),
        strays=int(written["strays"]),
        made_for=tuple((str(name), str(digest)) for name, digest in dict(written["made_for"]).items()),
    )


def _row(caught: Caught) -> tuple[str, ...]:
    shares = (caught.caught, caught.named, caught.mended)
    return caught.slip, str(caught.made), str(caught.allowed), *(_share(count, caught.telling) for count in shares)


def _share(part: int, whole: int) -> str:
    return f"{part} ({say(Fraction(100 * part, whole), 'percent', significant=2)})" if whole else str(part)


def _of(part: int, whole: int) -> str:
    share = f" ({say(Fraction(100 * part, whole), 'percent', significant=2)})" if whole else ""
    return f"{part} of {whole}{share}"
