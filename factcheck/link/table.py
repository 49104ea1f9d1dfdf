"""Reads the assumptions tables, computes their formula rows, and reports every fault at once.

A table is what the project trusts, so it is held to more than articles are: names must lead somewhere,
formulas must agree with the values beside them, parts may not exceed their wholes.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

from factcheck import figures, units
from factcheck.errors import TableError
from factcheck.interval import Stated
from factcheck.link import formula
from factcheck.link.rows import COLUMNS, REQUIRED, Draft, Fault, ReadFigure, RowReader, plain, read_row
from factcheck.model import Assumption, Period, Row

BANDS = ("low", "high", "tolerance", "formula")
"""What a row says beside its value to bound or compute it."""

EXPECTED_HEADER = f"expected a header with at least {', '.join(REQUIRED)} and value or formula"


def read(
    paths: Sequence[Path], *, read_figure: ReadFigure, instead: Mapping[str, str] = MappingProxyType({})
) -> tuple[Assumption, ...]:
    """The rows of all tables, joined, in the order of the files.

    `read_figure` reads a number with words, "8.7 trillion". `instead` gives rows, by id, another value than the file's,
    without the band and the formula that it has for the old one; rows computed from them are computed anew, whatever
    value is printed beside their formula. Raises TableError with one line for each fault:
    file:row: column: what was found and what was expected.
    """
    faults: list[Fault] = []
    drafts: list[Draft] = []
    for path in dict.fromkeys(paths):
        for row, cells in _records(path, _label(path, paths), faults):
            reader = RowReader(row, _replaced(cells, instead), read_figure)
            drafts.append(read_row(reader))
            faults += reader.faults
    faults += _joint_faults([draft.assumption for draft in drafts])
    assumptions = _computed([draft for draft in drafts if draft.has_figure], drafts, faults, set(instead))
    faults += _twice(assumptions)
    if faults:
        raise TableError("\n".join(str(fault) for fault in sorted(set(faults))))
    return assumptions


def _replaced(cells: Mapping[str, str], instead: Mapping[str, str]) -> Mapping[str, str]:
    value = instead.get(cells.get("id", "").strip())
    return cells if value is None else {**cells, **dict.fromkeys(BANDS, ""), "value": value}


def _label(path: Path, paths: Sequence[Path]) -> str:
    """The file's name, with its folder's where two tables share a name: no report tells where it was made."""
    twins = [other for other in dict.fromkeys(paths) if other.name == path.name]
    return path.name if len(twins) == 1 else f"{path.parent.name}/{path.name}"


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────


def _records(path: Path, label: str, faults: list[Fault]) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """The rows of one file with the line each begins on; what is no table at all becomes a fault."""
    lines = _lines(path, faults)
    if not lines:
        return
    (_, header), *rest = lines
    # The frame is wider than the table: the header ends with its last name.
    names = "\0".join(name.strip() for name in header).rstrip("\0").split("\0")
    faults += _header_faults(label, names)
    if not set(REQUIRED) <= set(names):
        return
    for line, cells in rest:
        row = Row(label, line)
        surplus = [cell for cell in cells[len(names) :] if cell]
        unnamed = [cell for name, cell in zip(names, cells, strict=False) if not name and cell.strip()]
        if surplus or unnamed:
            words = f"found {(unnamed + surplus)[0]!r} without a column; expected {len(names)} cells"
            faults.append(Fault(row, "row", words + " (a cell with a comma needs quotes)"))
        yield row, {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _lines(path: Path, faults: list[Fault]) -> list[tuple[int, list[str]]]:
    """(line, cells) of every row that is not blank, the header first."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        rows = _cells(text)
    except OSError as error:
        expected = "expected a table of assumptions"
        faults.append(Fault(Row(str(path), 0), "file", f"{(error.strerror or 'cannot be read').lower()}; {expected}"))
        return []
    except UnicodeDecodeError as error:
        words = f"found byte 0x{error.object[error.start]:02x} at position {error.start}, expected UTF-8"
        faults.append(Fault(Row(str(path), 0), "file", words))
        return []
    except ValueError as error:
        faults.append(Fault(Row(str(path), 0), "file", f"is no CSV table: {error}"))
        return []
    line = 1
    lines: list[tuple[int, list[str]]] = []
    for cells in rows:
        lines += [(line, cells)] if any(cell.strip() for cell in cells) else []
        line += 1 + sum(len(cell.splitlines()) - 1 for cell in cells if cell)
    if not lines:
        faults.append(Fault(Row(str(path), 0), "file", f"is empty; {EXPECTED_HEADER}"))
    return lines


def _cells(text: str) -> list[list[str]]:
    """All cells as they are written, the header too, and wider than the header to see surplus cells."""
    import pandas

    if not text.strip():
        return []
    if "\0" in text:
        raise ValueError("it holds a byte 0x00")
    width = len(COLUMNS) + text.split("\n", 1)[0].count(",") + 1
    frame = pandas.read_csv(
        io.StringIO(text, newline=""),
        header=None,
        names=range(width),
        dtype=str,
        na_filter=False,
        keep_default_na=False,
        skip_blank_lines=False,
        index_col=False,
        engine="python",
        on_bad_lines=lambda cells: cells[:width],
    )
    return [[cell if isinstance(cell, str) else "" for cell in row] for row in frame.to_numpy().tolist()]


def _header_faults(label: str, names: Sequence[str]) -> Iterator[Fault]:
    row = Row(label, 1)
    for column in (*REQUIRED, *([] if {"value", "formula"} & set(names) else ["value"])):
        if column not in names:
            near = get_close_matches(column, [name for name in names if name not in COLUMNS], n=1, cutoff=0.7)
            hint = f" but {near[0]!r}" if near else ""
            yield Fault(row, column, f"found no such column{hint}; {EXPECTED_HEADER}")
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield Fault(row, name, "found the column twice, expected once")


# ── Rows together ─────────────────────────────────────────────────────────────────────────────────────────


def _joint_faults(assumptions: Sequence[Assumption]) -> Iterator[Fault]:
    first_of: dict[str, Assumption] = {}
    first_of_measure: dict[str, Assumption] = {}
    measures = {assumption.measure for assumption in assumptions}
    for row in assumptions:
        first = first_of.setdefault(row.id, row)
        if first is not row and row.id:
            where = f"{first.row.path}:{first.row.line}"
            yield Fault(row.row, "id", f"found {row.id!r}, which {where} has already; expected a new id")
        if row.part_of is not None and row.part_of not in measures:
            yield Fault(row.row, "part_of", f"found {row.part_of!r}, expected a measure{_near(row.part_of, measures)}")
        yield from _unlike(row, first_of_measure.setdefault(row.measure, row))
    yield from _part_cycles(assumptions)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f" of the table; did you mean {near[0]!r}?" if near else " of the table"


def _unlike(row: Assumption, first: Assumption) -> Iterator[Fault]:
    """Rows of one measure must be comparable."""
    where = f"{first.row.path}:{first.row.line}"
    if row.unit and first.unit and row.unit != first.unit:
        words = f"found {row.unit!r}, but {where} gives {row.measure} in {first.unit!r}"
        words += "; expected one unit a measure"
        yield Fault(row.row, "unit", words)
    if row.part_of and first.part_of and row.part_of != first.part_of:
        words = f"found {row.part_of}, but {where} has {first.part_of} for {row.measure}"
        yield Fault(row.row, "part_of", words + "; expected one whole, said in one row or in all")


def _part_cycles(assumptions: Sequence[Assumption]) -> Iterator[Fault]:
    whole_of = {row.measure: row.part_of for row in assumptions if row.part_of}
    first_of = {row.measure: row for row in reversed(assumptions)}
    for row in first_of.values():
        chain = [row.measure]
        while (whole := whole_of.get(chain[-1])) is not None and whole not in chain:
            chain.append(whole)
        if whole == row.measure:
            words = f"found {' < '.join([*chain, whole])}, expected no measure to be a part of itself"
            yield Fault(row.row, "part_of", words)


def _twice(assumptions: Sequence[Assumption]) -> Iterator[Fault]:
    """Two sources may give one measure at one date, as long as their bands meet."""
    alike: dict[object, list[Assumption]] = defaultdict(list)
    for row in assumptions:
        date = (row.as_of.first, row.as_of.last) if row.as_of else None
        alike[row.measure, date, row.place, row.unit].append(row)
    for rows in alike.values():
        for first, row in combinations(rows, 2):
            if first.id != row.id and not first.figure.charitable.meets(row.figure.charitable):
                words = f"found {_said(row)}, but {first.row.path}:{first.row.line} says {_said(first)}"
                words += " for the same measure, date and place; expected bands that meet"
                yield Fault(row.row, "value", words)


def _said(row: Assumption) -> str:
    return figures.say(row.figure.value, row.unit)


# ── Formulas ──────────────────────────────────────────────────────────────────────────────────────────────


def _computed(
    drafts: Sequence[Draft], known: Sequence[Draft], faults: list[Fault], moved: set[str]
) -> tuple[Assumption, ...]:
    """The assumptions, each formula row after those it is computed from; `known` has those at fault too.

    Rows that rest on a `moved` one move with it: their printed values are of the old figure.
    """
    done = {draft.assumption.id: draft.assumption for draft in drafts if draft.expression is None}
    waiting = {draft.assumption.id: draft for draft in drafts if draft.expression is not None}
    usable: set[str | Fault] = {*done, *waiting}
    operands: dict[str, Mapping[str, str]] = {}
    for name, draft in waiting.items():
        resolved = _resolved(draft, [each.assumption for each in known])
        faults += [fault for fault in resolved.values() if isinstance(fault, Fault)]
        operands[name] = {word: row for word, row in resolved.items() if isinstance(row, str)}
        if not usable.issuperset(row for row in resolved.values()):
            done[name] = draft.assumption
    waiting = {name: draft for name, draft in waiting.items() if name not in done}
    while ready := [name for name in waiting if all(row in done for row in operands[name].values())]:
        for name in ready:
            draft = waiting.pop(name)
            if not moved.isdisjoint(operands[name].values()):
                moved.add(name)
                draft = replace(draft, printed=None, band=None, assumption=replace(draft.assumption, value_text=""))
            done[name] = _evaluated(draft, {word: done[row] for word, row in operands[name].items()}, faults)
    faults += _cycles(waiting, operands)
    return tuple(done.get(draft.assumption.id, draft.assumption) for draft in drafts)


def _cycles(waiting: Mapping[str, Draft], operands: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    """A fault for every row that leads back to itself; those that only wait for one are not at fault."""
    for name, draft in waiting.items():
        chain = [name]
        while (row := next((row for row in operands[chain[-1]].values() if row in waiting), None)) not in (
            None,
            *chain,
        ):
            chain.append(str(row))
        if row == name:
            words = f"found {' → '.join([*chain, name])}, expected no formula to lead back to its row"
            yield Fault(draft.assumption.row, "formula", words)


def _resolved(draft: Draft, assumptions: Sequence[Assumption]) -> dict[str, str | Fault]:
    """The row's id for every name of the formula, or the fault that it means none or several."""
    assert draft.expression is not None
    return {name: _meant(name, draft.assumption, assumptions) for name in formula.names(draft.expression)}


def _meant(name: str, by: Assumption, assumptions: Sequence[Assumption]) -> str | Fault:
    """The row that a name in a formula means: its id, or the measure's row for the formula's date."""
    rows = [row for row in assumptions if row.measure == name and row.id != by.id]
    own = [row for row in assumptions if row.id == name]
    if own and all(row.id == name for row in rows):
        return name
    if own:
        return Fault(by.row, "formula", f"found {name!r}, which is a row and a measure with other rows; use another id")
    if not rows:
        known = {row.id for row in assumptions} | {row.measure for row in assumptions}
        return Fault(by.row, "formula", f"found {name!r}, expected an id or a measure{_near(name, known)}")
    best = _best([row for row in rows if row.place == by.place] or rows, by.as_of)
    if len(best) == 1:
        return best[0].id
    if not best:
        when = f"on or before {by.as_of.text}" if by.as_of else "that can be chosen without an as_of"
        return Fault(by.row, "formula", f"found {name!r}, which has no row {when}; name a row by its id")
    ids = ", ".join(row.id for row in best)
    return Fault(by.row, "formula", f"found {name!r}, which could be {ids}; expected the id of one")


def _best(rows: Sequence[Assumption], as_of: Period | None) -> Sequence[Assumption]:
    """The rows of the same date, else the latest that are not later; all where no date can choose."""
    if len(rows) == 1 and (as_of is None or rows[0].as_of is None):
        return rows
    if as_of is None:
        return rows
    same = [row for row in rows if row.as_of and (row.as_of.first, row.as_of.last) == (as_of.first, as_of.last)]
    earlier = [row for row in rows if row.as_of and row.as_of.last <= as_of.last]
    latest = max((row.as_of.last for row in earlier if row.as_of), default=None)
    undated = [row for row in rows if row.as_of is None]
    return same or [row for row in earlier if row.as_of and row.as_of.last == latest] or undated


def _evaluated(draft: Draft, operands: Mapping[str, Assumption], faults: list[Fault]) -> Assumption:
    """The row with its computed figure; a value beside the formula must agree with it."""
    row = draft.assumption
    assert draft.expression is not None
    try:
        figure = formula.compute(
            draft.expression, {name: (each.figure, each.unit) for name, each in operands.items()}, row.unit
        )
    except formula.FormulaError as error:
        faults.append(Fault(row.row, "formula", f"found {row.formula!r}, which {error}"))
        return row
    if draft.printed is not None and not figure.charitable.meets(row.figure.charitable):
        shown = figures.say_apart([row.figure.value, figure.value], row.unit)
        words = f"found {row.value_text}, but {row.formula} gives {shown[1]}; expected them to agree"
        faults.append(Fault(row.row, "value", words))
    charitable = figure.charitable if draft.band is None else figure.charitable.hull(draft.band)
    charitable = charitable if draft.printed is None else charitable.hull(row.figure.charitable)
    days = [each.published for each in operands.values() if each.published]
    return replace(
        row,
        figure=Stated(figure.value, figure.strict, charitable, row.figure.step),
        value_text=row.value_text or figures.say(figure.value, row.unit),
        published=row.published or max(days, default=None),
    )


# ── The table's own arithmetic ────────────────────────────────────────────────────────────────────────────


def check(assumptions: Sequence[Assumption], *, read_figure: ReadFigure) -> tuple[str, ...]:
    """A line for every formula and every part_of that was recomputed.

    Raises TableError with a line for each part that exceeds its whole at the same time.
    """
    lines: list[str] = []
    faults: list[Fault] = []
    for row in assumptions:
        if row.formula is not None:
            lines.append(_recomputed(row, read_figure))
    for part, whole in _orders(assumptions):
        factor = units.conversion(part.unit, whole.unit) or Fraction(1)
        sides = f"{part.id} {_said(part)}", f"{whole.id} {_said(whole)}"
        if part.figure.charitable.low * factor > whole.figure.charitable.high:
            words = f"found {sides[0]}, more than {sides[1]}; expected a part not to exceed its whole"
            faults.append(Fault(part.row, "part_of", words))
        lines.append(" ≤ ".join(sides))
    if faults:
        raise TableError("\n".join(str(fault) for fault in sorted(set(faults))))
    return tuple(lines)


def _recomputed(row: Assumption, read_figure: ReadFigure) -> str:
    computed = figures.say(row.figure.value, row.unit, significant=4)
    line = f"{row.id} = {row.formula} = {computed}"
    if row.value_text == figures.say(row.figure.value, row.unit):
        return line
    mention = read_figure(row.value_text)
    printed = (plain(row.value_text) or (mention and mention.low,))[0]
    gap = abs(row.figure.value / printed - 1) * 100 if printed else Fraction(0)
    off = f" ({figures.say(gap, 'percent', significant=1)} off)" if gap > Fraction(1, 100) else ""
    return f"{line}, agrees with {row.value_text}{off}"


def _orders(assumptions: Sequence[Assumption]) -> Iterator[tuple[Assumption, Assumption]]:
    """Every part with every row of its whole for an overlapping time and the same place."""
    by_measure: dict[str, list[Assumption]] = defaultdict(list)
    for row in assumptions:
        by_measure[row.measure].append(row)
    for part in assumptions:
        for whole in by_measure[part.part_of] if part.part_of else ():
            if _same_time(part, whole) and _comparable(part, whole):
                yield part, whole


def _same_time(part: Assumption, whole: Assumption) -> bool:
    if part.place is not None and whole.place is not None and part.place != whole.place:
        return False
    if part.as_of is None or whole.as_of is None:
        return part.as_of is whole.as_of
    return part.as_of.overlaps(whole.as_of)


def _comparable(part: Assumption, whole: Assumption) -> bool:
    """A part of 70 million participants can be compared with 90 million persons, not with dollars."""
    counts = units.is_count(part.unit) and units.is_count(whole.unit)
    return counts or units.conversion(part.unit, whole.unit) is not None
