"""A small evaluator: the formulas that people and the tracker write in a sheet, worked out when they are read.

Arithmetic, comparison, `&`, references to cells and ranges (of other tabs too), and the functions in `FUNCTIONS`.
Arguments are separated by `;` or `,`. Anything else comes to the error that the service shows for an unknown name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.google.errors import Json
from tests.google.functions import FUNCTIONS, Failure, Range, Scalar, number_of, text_of
from tests.google.ranges import Area, corners, split_title
from tests.google.spreadsheet import Cell, Spreadsheet

Result: TypeAlias = Scalar | Range

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<reference>(?:'(?:[^']|'')+'!|[^\W\d]\w*!)?\$?[A-Za-z]{0,3}\$?\d*:\$?[A-Za-z]{0,3}\$?\d*(?![\w(])
                  | (?:'(?:[^']|'')+'!|[^\W\d]\w*!)?\$?[A-Za-z]{1,3}\$?\d+(?![\w(]))
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?%?)
    | (?P<name>[^\W\d][\w.]*)
    | (?P<mark><=|>=|<>|[-+*/^&=<>();,])
    )""",
    re.VERBOSE,
)
_BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}


@dataclass(slots=True)
class Sums:
    """Works out the cells of one state of a spreadsheet; what was worked out once is kept."""

    book: Spreadsheet
    known: dict[tuple[int, int, int], Scalar] = field(default_factory=dict)

    def effective(self, sheet_id: int, row: int, column: int, cell: Cell) -> Json | None:
        """The effective value of a cell (an ExtendedValue); None when it is empty."""
        if cell.given is not None:
            return cell.given
        if cell.entered is None or "formulaValue" not in cell.entered:
            return cell.entered
        return _extended(self.value(sheet_id, row, column))

    def value(self, sheet_id: int, row: int, column: int) -> Scalar:
        """What a cell comes to; a cell that needs itself comes to `#REF!`."""
        place = (sheet_id, row, column)
        if place not in self.known:
            self.known[place] = Failure("REF", "Circular dependency detected.")
            self.known[place] = self._work_out(place)
        return self.known[place]

    def _work_out(self, place: tuple[int, int, int]) -> Scalar:
        sheet_id, row, column = place
        cell = self.book.tab(sheet_id).cell(row, column)
        value = cell.given or cell.entered
        if value is None:
            return None
        if "formulaValue" in value:
            return _Reader(self, sheet_id, str(value["formulaValue"])[1:]).outcome()
        if "errorValue" in value:
            return Failure(value["errorValue"]["type"], value["errorValue"].get("message", ""))
        found: Scalar = next(iter(value.values()))
        return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else found

    def range(self, area: Area) -> Range:
        """The values of an area, row by row, up to the last row that holds anything."""
        tab = self.book.tab(area.sheet_id)
        top, bottom, left, right = tab.bounds(area)
        bottom = min(bottom, max(len(tab.rows), top + 1))
        return [[self.value(area.sheet_id, row, col) for col in range(left, right)] for row in range(top, bottom)]


def _extended(value: Scalar) -> Json:
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value or 0}


class _Reader:
    """Reads one formula from left to right and works it out on the way."""

    def __init__(self, sums: Sums, sheet_id: int, text: str) -> None:
        self.sums, self.sheet_id, self.text = sums, sheet_id, text
        self.tokens: list[tuple[str, str]] = []
        self.at = 0

    def outcome(self) -> Scalar:
        try:
            self._split()
            result = self._expression(0)
            return _single(result) if self.at == len(self.tokens) else Failure("ERROR", "Formula parse error.")
        except (IndexError, SyntaxError):
            return Failure("ERROR", "Formula parse error.")

    def _split(self) -> None:
        at, end = 0, len(self.text.rstrip())
        while at < end:
            match = _TOKEN.match(self.text, at)
            if not match or not match.lastgroup:
                raise SyntaxError
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            at = match.end()

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _expression(self, least: int) -> Result:
        left = self._operand()
        while _BINDING.get(self._peek(), 0) > least:
            mark = self._peek()
            self.at += 1
            left = _combined(mark, _single(left), _single(self._expression(_BINDING[mark])))
        return left

    def _operand(self) -> Result:
        kind, token = self.tokens[self.at]
        self.at += 1
        if token in {"-", "+"}:
            value = number_of(_single(self._operand()))
            return value if isinstance(value, Failure) or token == "+" else -value
        if token == "(":
            inside = self._expression(0)
            self._expect(")")
            return inside
        if kind == "text":
            return token[1:-1].replace('""', '"')
        if kind == "number":
            return float(token.rstrip("%")) / (100 if token.endswith("%") else 1)
        if kind == "reference":
            return self._reference(token)
        if kind == "name":
            return self._call(token.upper())
        raise SyntaxError

    def _expect(self, mark: str) -> None:
        if self._peek() != mark:
            raise SyntaxError
        self.at += 1

    def _reference(self, token: str) -> Result:
        title, cells = split_title(token)
        tab = self.sums.book.titled(title) if title is not None else self.sums.book.tab(self.sheet_id)
        area = corners(cells or "", tab.sheet_id) if tab else None
        if area is None:
            return Failure("REF", "Unresolved sheet name.")
        if ":" in token:
            return self.sums.range(area)
        return self.sums.value(area.sheet_id, area.top, area.left)

    def _call(self, name: str) -> Result:
        if name in {"TRUE", "WAAR", "FALSE", "ONWAAR"}:
            if self._peek() == "(":
                self._arguments()
            return name in {"TRUE", "WAAR"}
        if self._peek() != "(":
            return Failure("NAME", f"Unknown range name: '{name}'.")
        arguments = self._arguments()
        function: Callable[[list[Result]], Result] | None = FUNCTIONS.get(name)
        if function is None:
            return Failure("NAME", f"Unknown function: '{name}'.")
        try:
            return function(arguments)
        except IndexError:
            return Failure("N_A", f"Wrong number of arguments to {name}.")

    def _arguments(self) -> list[Result]:
        self._expect("(")
        found: list[Result] = []
        while self._peek() != ")":
            found.append(None if self._peek() in {";", ","} else self._expression(0))
            if self._peek() in {";", ","}:
                self.at += 1
            elif self._peek() != ")":
                raise SyntaxError
        self.at += 1
        return found


def _single(result: Result) -> Scalar:
    """The first value of a range, or the value itself."""
    if isinstance(result, list):
        return result[0][0] if result and result[0] else None
    return result


def _combined(mark: str, left: Scalar, right: Scalar) -> Scalar:
    for side in (left, right):
        if isinstance(side, Failure):
            return side
    if mark == "&":
        return text_of(left) + text_of(right)
    if _BINDING[mark] == 1:
        return _compared(mark, left, right)
    one, two = number_of(left), number_of(right)
    if isinstance(one, Failure) or isinstance(two, Failure):
        return one if isinstance(one, Failure) else two
    if mark == "/":
        return one / two if two else Failure("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    table: dict[str, Callable[[float, float], float]] = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "^": lambda a, b: a**b,
    }
    return table[mark](one, two)


def _compared(mark: str, left: Scalar, right: Scalar) -> bool:
    one, two = _order(left), _order(right)
    table = {"=": one == two, "<>": one != two, "<": one < two, ">": one > two, "<=": one <= two, ">=": one >= two}
    return table[mark]


def _order(value: Scalar) -> tuple[int, float, str]:
    """Numbers before texts before truths, texts without regard to case, as a sheet orders them."""
    if isinstance(value, bool):
        return (2, float(value), "")
    if isinstance(value, str):
        return (1, 0.0, value.casefold())
    return (0, value if isinstance(value, float) else 0.0, "")
