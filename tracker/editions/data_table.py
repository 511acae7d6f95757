"""What a table is that we give as data, and what each of its columns holds: the nouns of the dictionary."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | None
Row: TypeAlias = tuple[Value, ...]
"""The values of a row, in the order of the columns of its table; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column: its name in the file, its heading for people, its datatype (W3C), and what it holds.

    `typed` columns hold words that people typed; `needed` columns are never empty.
    """

    name: str
    title: str
    datatype: str
    about: str
    needed: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: the end of its file's name, what a row is, its columns, and those that tell rows apart."""

    name: str
    title: str
    about: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def end(self) -> str:
        """The end of the name of its file."""
        return f"-{self.name}.csv"


def text(name: str, title: str, about: str, *, needed: bool = False, typed: bool = False) -> DataColumn:
    """A column that holds words."""
    return DataColumn(name, title, "string", about, needed, typed)


def count(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    """A column that holds a whole number."""
    return DataColumn(name, title, "integer", about, needed)


def amount(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    """A column that holds a number."""
    return DataColumn(name, title, "number", about, needed)


def day(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    """A column that holds a date."""
    return DataColumn(name, title, "date", about, needed)


def yes(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    """A column that holds true or false."""
    return DataColumn(name, title, "boolean", about, needed)


AS_OF = day("peildatum", "Peildatum", "De dag waarvan de stand is; de dag zelf telt mee.", needed=True)
