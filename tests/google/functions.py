"""The functions that the evaluator knows, each from a list of arguments (values or ranges) to a value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Failure:
    """What a formula comes to when it cannot be worked out; `kind` is the service's name for the error."""

    kind: str
    message: str = ""


Scalar: TypeAlias = float | str | bool | Failure | None
Range: TypeAlias = list[list[Scalar]]
Argument: TypeAlias = Scalar | Range

_MISSING = Failure("N_A", "Did not find value.")


def number_of(value: Scalar) -> float | Failure:
    """A value as a number: empty is 0, text that is no number is an error."""
    if isinstance(value, Failure):
        return value
    if isinstance(value, str):
        try:
            return float(value.replace(",", "."))
        except ValueError:
            return Failure("VALUE", f"'{value}' is a text and cannot be coerced to a number.")
    return float(value or 0)


def text_of(value: Scalar) -> str:
    """A value as text inside a formula."""
    if value is None or isinstance(value, Failure):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:g}" if isinstance(value, float) else value


def _flat(arguments: list[Argument]) -> Iterator[Scalar]:
    for argument in arguments:
        if isinstance(argument, list):
            for row in argument:
                yield from row
        else:
            yield argument


def _one(argument: Argument) -> Scalar:
    if isinstance(argument, list):
        return argument[0][0] if argument and argument[0] else None
    return argument


def _same(value: Scalar, wanted: Scalar) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return type(value) is type(wanted) and value == wanted and value is not None


def _total(arguments: list[Argument]) -> Scalar:
    fault = next((value for value in _flat(arguments) if isinstance(value, Failure)), None)
    return fault or sum((v for v in _flat(arguments) if isinstance(v, float) and not isinstance(v, bool)), 0.0)


def _filled(arguments: list[Argument]) -> Scalar:
    return float(sum(1 for value in _flat(arguments) if value is not None))


def _if(arguments: list[Argument]) -> Argument:
    test = _one(arguments[0])
    if isinstance(test, Failure):
        return test
    chosen = 1 if test not in (None, False, 0.0, "") else 2
    return arguments[chosen] if chosen < len(arguments) else False


def _if_error(arguments: list[Argument]) -> Argument:
    if not isinstance(_one(arguments[0]), Failure):
        return arguments[0]
    return arguments[1] if len(arguments) > 1 else ""


def _vertical_lookup(arguments: list[Argument]) -> Scalar:
    """Exact only: what the sheet of the programme uses."""
    wanted, table, index = _one(arguments[0]), arguments[1], number_of(_one(arguments[2]))
    if isinstance(wanted, Failure):
        return wanted
    if not isinstance(table, list) or isinstance(index, Failure):
        return Failure("VALUE", "VLOOKUP needs a range.")
    column = int(index) - 1
    found = next((row for row in table if row and _same(row[0], wanted)), None)
    if found is None:
        return _MISSING
    return found[column] if 0 <= column < len(found) else Failure("REF", "VLOOKUP evaluates to an out of bounds range.")


def _x_lookup(arguments: list[Argument]) -> Scalar:
    wanted = _one(arguments[0])
    keys, values = list(_flat([arguments[1]])), list(_flat([arguments[2]]))
    for key, value in zip(keys, values, strict=False):
        if _same(key, wanted):
            return value
    return _one(arguments[3]) if len(arguments) > 3 else _MISSING


def _match(arguments: list[Argument]) -> Scalar:
    wanted = _one(arguments[0])
    for position, value in enumerate(_flat([arguments[1]])):
        if _same(value, wanted):
            return float(position + 1)
    return _MISSING


def _index(arguments: list[Argument]) -> Scalar:
    table, row = arguments[0], number_of(_one(arguments[1]))
    column = number_of(_one(arguments[2])) if len(arguments) > 2 else 1.0
    if isinstance(row, Failure) or isinstance(column, Failure):
        return row if isinstance(row, Failure) else column
    if not isinstance(table, list):
        return table
    if len(table) == 1 and len(arguments) == 2:
        row, column = 1.0, row
    down, along = int(row) - 1, int(column) - 1
    inside = 0 <= down < len(table) and 0 <= along < len(table[down])
    return table[down][along] if inside else Failure("REF", "INDEX evaluates to an out of bounds range.")


FUNCTIONS: dict[str, Callable[[list[Argument]], Argument]] = {
    "SUM": _total,
    "COUNTA": _filled,
    "IF": _if,
    "IFERROR": _if_error,
    "IFNA": _if_error,
    "VLOOKUP": _vertical_lookup,
    "XLOOKUP": _x_lookup,
    "MATCH": _match,
    "INDEX": _index,
    "NA": lambda arguments: Failure("N_A", ""),
    "TRIM": lambda arguments: " ".join(text_of(_one(arguments[0])).split()),
}
"""Function names are English in every locale, as they are in the service unless a person chose otherwise."""
