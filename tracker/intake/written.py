"""The way back: a stored value becomes what a person would have typed in the sheet, by the table of columns."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from tracker.choices import YES_NO
from tracker.columns import Column, Kind, Tab
from tracker.model import Record, Value

Written: TypeAlias = str | float | int | date | None
"""What one cell of a sheet is given; nothing for an empty cell."""

BETWEEN = "; "
"""Stands between the words of a cell that holds several."""


def written(column: Column, value: Value) -> Written:
    """What a person would have typed in this column for a stored value.

    Choices become their Dutch words, several are joined by `; `, a count such as `"250"` becomes the number and
    `"100%"` stays text. An unknown value, and any value of a column that is for people only, is an empty cell.
    """
    if value is None or column.kind is Kind.NEVER_READ:
        return None
    return _WRITERS.get(column.kind, _as_it_is)(column, value)


def written_row(tab: Tab, record: Record) -> list[Written]:
    """The cells of one record in the order of the tab's columns, empty in the columns that are for people only."""
    return [written(column, getattr(record, column.field) if column.field else None) for column in tab.columns]


def _as_it_is(_: Column, value: Value) -> Written:
    return BETWEEN.join(value) if isinstance(value, tuple) else value


def _word(column: Column, value: Value) -> Written:
    return column.choices.word(str(value)) if column.choices else str(value)


def _words(column: Column, value: Value) -> Written:
    codes = value if isinstance(value, tuple) else (str(value),)
    return BETWEEN.join(str(_word(column, code)) for code in codes) or None


def _names(column: Column, value: Value) -> Written:
    return _as_it_is(column, value) or None


def _yes_no(_: Column, value: Value) -> Written:
    return YES_NO.word("yes" if value else "no")


def _number(column: Column, value: Value) -> Written:
    """A whole number is written without a fraction, because `24` and not `24.0` was typed."""
    return int(value) if isinstance(value, float) and value.is_integer() else _as_it_is(column, value)


def _amount(_: Column, value: Value) -> Written:
    text = str(value)
    return int(text) if text.isdecimal() else text


_WRITERS: Mapping[Kind, Callable[[Column, Value], Written]] = {
    Kind.CHOICE: _word,
    Kind.CHOICES: _words,
    Kind.PARTNER: _word,
    Kind.SPELLINGS: _names,
    Kind.YES_NO: _yes_no,
    Kind.HOURS: _number,
    Kind.AMOUNT: _amount,
}
