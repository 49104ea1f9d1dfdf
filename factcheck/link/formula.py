"""Computes a row of the table from other rows: `btc_price * btc_supply`, `k401_assets * 2%`.

A formula knows names, numbers, percents, + - * / ^ and brackets. It is parsed by a grammar and computed here
with intervals and units; it is never run as code. Percents are hundredths: a row of 5 percent counts as 0.05,
and a quotient of two amounts in dollars is written into a row in percent as hundred times itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from factcheck import units
from factcheck.interval import Interval, Stated, Undefined

if TYPE_CHECKING:
    from lark import Lark

LONGEST = 500
HIGHEST_POWER = 64
GRAMMAR = r"""
?start: sum
?sum: product | sum PLUS product | sum MINUS product
?product: signed | product TIMES signed | product OVER signed
?signed: power | MINUS signed
?power: atom | atom RAISED exponent
exponent: MINUS? WHOLE
?atom: PERCENT -> percent | NUMBER -> number | WHOLE -> number | NAME -> name | "(" sum ")"
PLUS: "+"
MINUS: "-" | "−"
TIMES: "*" | "×"
OVER: "/" | "÷"
RAISED: "^"
PERCENT.3: /\d[\d,]*(\.\d+)?\s*%/
NUMBER.2: /\d[\d,]*\.\d+|\d{1,3}(,\d{3})+/
WHOLE.1: /\d+(?![\w.])/
NAME: /[a-z][a-z0-9_]*/i
%ignore /\s+/
"""
_RATIOS = {
    "": Fraction(1), "multiple": Fraction(1), "percent": Fraction(1, 100), "permille": Fraction(1, 1000),
    "percentage_point": Fraction(1, 100), "basis_point": Fraction(1, 10_000),
}  # fmt: skip


class FormulaError(ValueError):
    """A formula that cannot be parsed or computed, in words for a fault of the table."""


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    of: Expression


@dataclass(frozen=True, slots=True)
class Power:
    base: Expression
    exponent: int


Expression = Number | Name | Operation | Negative | Power


@cache
def _grammar() -> Lark:
    from lark import Lark

    return Lark(GRAMMAR, parser="lalr")


def parse(text: str) -> Expression:
    """The formula as a tree; a FormulaError says at which character it stops making sense."""
    from lark.exceptions import LarkError, UnexpectedInput

    if len(text) > LONGEST:
        raise FormulaError(f"found {len(text)} characters, expected at most {LONGEST}")
    try:
        return _expression(_grammar().parse(text))
    except UnexpectedInput as error:
        raise FormulaError(_syntax_fault(text, error)) from None
    except (LarkError, RecursionError):
        raise FormulaError(f"found {text!r}, expected names, numbers, percents, + - * / ^ and brackets") from None


def _syntax_fault(text: str, error: Any) -> str:
    place = error.pos_in_stream
    if place is None or place < 0 or place >= len(text) or getattr(getattr(error, "token", None), "type", "") == "$END":
        return f"found {text!r}, which ends too early; expected a name, a number or a closing bracket"
    wanted = "expected names, numbers, percents, + - * / ^ and brackets"
    return f"found {text[place]!r} at character {place + 1} of {text!r}, {wanted}"


def _expression(tree: Any) -> Expression:
    match tree.data, tree.children:
        case "name", [token]:
            return Name(str(token))
        case "number", [token]:
            return Number(Fraction(str(token).replace(",", "")))
        case "percent", [token]:
            return Number(Fraction(str(token).rstrip("% \t").replace(",", "")) / 100, is_percent=True)
        case "signed", [_, of]:
            return Negative(_expression(of))
        case "power", [base, _, exponent]:
            return Power(_expression(base), _exponent(exponent))
        case _, [left, sign, right]:
            return Operation(_SIGNS[str(sign)], _expression(left), _expression(right))
    raise AssertionError(tree)


_SIGNS = {"+": "+", "-": "-", "−": "-", "*": "*", "×": "*", "/": "/", "÷": "/"}


def _exponent(tree: Any) -> int:
    exponent = int(tree.children[-1]) * (-1 if len(tree.children) == 2 else 1)
    if abs(exponent) > HIGHEST_POWER:
        raise FormulaError(f"found the power {exponent}, expected a whole number up to {HIGHEST_POWER}")
    return exponent


def names(expression: Expression) -> Iterator[str]:
    """The names of rows and measures in the formula, in order."""
    match expression:
        case Name(text):
            yield text
        case Operation(_, left, right):
            yield from names(left)
            yield from names(right)
        case Negative(inner) | Power(inner, _):
            yield from names(inner)


# ── Computing ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure and its dimensions ("USD" 1, "BTC" −1); `free`: a plain number, at home in any sum."""

    value: Fraction
    strict: Interval
    charitable: Interval
    dimensions: Mapping[str, int]
    free: bool = False

    @classmethod
    def number(cls, value: Fraction, *, free: bool) -> Measured:
        point = Interval.point(value)
        return cls(value, point, point, {}, free)

    @classmethod
    def of(cls, figure: Stated, unit: str) -> Measured:
        """The figure of a row; ratios count as plain numbers, percents as hundredths."""
        factor = Interval.point(_RATIOS.get(unit, Fraction(1)))
        dimensions = {} if unit in _RATIOS else _dimensions(unit)
        return cls(figure.value * factor.low, figure.strict * factor, figure.charitable * factor, dimensions)

    def scaled(self, factor: Fraction) -> Measured:
        by = Interval.point(factor)
        return Measured(self.value * factor, self.strict * by, self.charitable * by, self.dimensions, self.free)


def compute(expression: Expression, rows: Mapping[str, tuple[Stated, str]], unit: str) -> Stated:
    """The formula's figure in `unit`, from each name's figure and unit.

    Strict from the strict readings of the operands, charitable from the charitable ones. 116,542 USD/BTC
    times 19.90 million BTC is 2.319 trillion USD. A FormulaError says why the result cannot have that unit.
    """
    try:
        result = _compute(expression, rows)
    except Undefined:
        raise FormulaError("divides by a figure that may be zero") from None
    result = _in_unit(result, unit)
    return Stated(result.value, result.strict, result.charitable.hull(result.strict), Fraction(0))


def _in_unit(result: Measured, unit: str) -> Measured:
    """The result in the row's unit; plain numbers without a percent sign are in it already."""
    if result.free:
        return result
    if unit in _RATIOS:
        factor = None if _hard(result.dimensions) else 1 / _RATIOS[unit]
    else:
        factor = _factor(result.dimensions, _dimensions(unit))
    if factor is None:
        raise FormulaError(f"gives {_said(result.dimensions)}, expected the row's unit {unit or 'ratio'}")
    return result.scaled(factor)


def _compute(expression: Expression, rows: Mapping[str, tuple[Stated, str]]) -> Measured:
    match expression:
        case Number(value, is_percent):
            return Measured.number(value, free=not is_percent)
        case Name(text):
            return Measured.of(*rows[text])
        case Negative(inner):
            return _compute(inner, rows).scaled(Fraction(-1))
        case Power(base, exponent):
            return _power(_compute(base, rows), exponent)
        case Operation(sign, left, right):
            return _operate(sign, _compute(left, rows), _compute(right, rows))


def _operate(sign: str, left: Measured, right: Measured) -> Measured:
    if sign in "+-":
        return _sum(sign, left, right)
    side = 1 if sign == "*" else -1
    if side < 0 and right.value == 0:
        raise Undefined("division by zero")
    dimensions = Counter(left.dimensions)
    for atom, exponent in right.dimensions.items():
        dimensions[atom] += side * exponent
    return Measured(
        left.value * right.value if side > 0 else left.value / right.value,
        left.strict * right.strict if side > 0 else left.strict / right.strict,
        left.charitable * right.charitable if side > 0 else left.charitable / right.charitable,
        {atom: exponent for atom, exponent in dimensions.items() if exponent},
        left.free and right.free,
    )


def _sum(sign: str, left: Measured, right: Measured) -> Measured:
    if left.free != right.free:
        dimensions = right.dimensions if left.free else left.dimensions
    else:
        dimensions = left.dimensions
        factor = _factor(right.dimensions, dimensions)
        if factor is None:
            verb = "adds" if sign == "+" else "subtracts"
            raise FormulaError(f"{verb} {_said(right.dimensions)} and {_said(left.dimensions)}")
        right = right.scaled(factor)
    right = right if sign == "+" else right.scaled(Fraction(-1))
    return Measured(
        left.value + right.value,
        left.strict + right.strict,
        left.charitable + right.charitable,
        dimensions,
        left.free and right.free,
    )


def _power(base: Measured, exponent: int) -> Measured:
    if exponent < 0:
        return _operate("/", Measured.number(Fraction(1), free=True), _power(base, -exponent))
    return Measured(
        base.value**exponent,
        _interval_power(base.strict, exponent),
        _interval_power(base.charitable, exponent),
        {atom: own * exponent for atom, own in base.dimensions.items() if exponent},
        base.free,
    )


def _interval_power(base: Interval, exponent: int) -> Interval:
    """Each operand once: −1 to 2 squared is 0 to 4, not −2 to 4."""
    ends = (base.low**exponent, base.high**exponent)
    low = Fraction(0) if exponent and exponent % 2 == 0 and base.low < 0 < base.high else min(ends)
    return Interval(low, max(ends))


# ── Units ─────────────────────────────────────────────────────────────────────────────────────────────────


def _dimensions(unit: str) -> dict[str, int]:
    """ "USD/BTC" is USD 1, BTC −1; a unit that cancels itself is none."""
    top, _, bottom = unit.partition("/")
    counted = Counter({top: 1} if top not in _RATIOS else {})
    if bottom and bottom not in _RATIOS:
        counted[bottom] -= 1
    return {atom: exponent for atom, exponent in counted.items() if exponent}


def _hard(dimensions: Mapping[str, int]) -> dict[str, int]:
    """Without counted nouns, which tables leave out: assets per person may well stand as "USD"."""
    return {atom: exponent for atom, exponent in dimensions.items() if not units.is_count(atom)}


def _factor(source: Mapping[str, int], target: Mapping[str, int]) -> Fraction | None:
    """The factor from one unit to the other, or None when they measure different things."""
    if _hard(source) == _hard(target):
        return Fraction(1)
    return units.conversion(_unit(source), _unit(target)) if source and target else None


def _unit(dimensions: Mapping[str, int]) -> str:
    top = [atom for atom, exponent in sorted(dimensions.items()) for _ in range(exponent)]
    bottom = [atom for atom, exponent in sorted(dimensions.items()) for _ in range(-exponent)]
    return "*".join(top) + ("/" if bottom else "") + "/".join(bottom)


def _said(dimensions: Mapping[str, int]) -> str:
    return _unit(dimensions) or "a ratio"
