"""Rectangles of cells: A1 notation and grid ranges in, an `Area` out, and back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.google.errors import Json

_CELL = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+")

SIDES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in a tab, from 0, ends exclusive; an end of None is the edge of the tab."""

    sheet_id: int
    top: int = 0
    bottom: int | None = None
    left: int = 0
    right: int | None = None

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.sheet_id == other.sheet_id
            and (self.bottom is None or other.top < self.bottom)
            and (other.bottom is None or self.top < other.bottom)
            and (self.right is None or other.left < self.right)
            and (other.right is None or self.left < other.right)
        )

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell is inside."""
        return (
            self.top <= row
            and (self.bottom is None or row < self.bottom)
            and self.left <= column
            and (self.right is None or column < self.right)
        )


def letters(index: int) -> str:
    """The name of a column: 0 is `A`, 26 is `AA`."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The index of a column: `A` is 0."""
    index = 0
    for letter in name.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def split_title(text: str) -> tuple[str | None, str | None]:
    """Split `'A tab'!A1:B2` into title and cells; either is None when it is absent or cannot be told apart."""
    if text.startswith("'"):
        quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if quoted:
            return quoted.group(1).replace("''", "'"), quoted.group(2)
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def corners(text: str, sheet_id: int) -> Area | None:
    """The area of `A1`, `A1:B2`, `A:C`, `2:5`, `A3:C` or `A1:1`, corners in any order; None when it is not one."""
    first, colon, second = text.partition(":")
    one = _CELL.fullmatch(first)
    two = _CELL.fullmatch(second) if colon else one
    if not one or not two or not first or (colon and not second):
        return None
    if not colon and not (one.group(1) and one.group(2)):
        return None
    top, bottom = _span([int(group) - 1 for group in (one.group(2), two.group(2)) if group])
    left, right = _span([column_of(group) for group in (one.group(1), two.group(1)) if group])
    return Area(sheet_id, top, bottom, left, right)


def _span(ends: list[int]) -> tuple[int, int | None]:
    """Both ends known: closed; one: open, as in `A2:B` and `A1:1`, where the known one is where it begins."""
    if len(ends) == 2:
        return min(ends), max(ends) + 1
    return (ends[0], None) if ends else (0, None)


def quoted(title: str) -> str:
    """A title as the service writes it before the exclamation mark."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


def a1(title: str, area: Area, rows: int, columns: int) -> str:
    """The area in A1 notation, as the service writes it; `rows` and `columns` are the size of the tab."""
    bottom = rows if area.bottom is None else area.bottom
    right = columns if area.right is None else area.right
    start = f"{letters(area.left)}{area.top + 1}"
    end = f"{letters(max(right, 1) - 1)}{max(bottom, 1)}"
    return f"{quoted(title)}!{start}" + ("" if start == end else f":{end}")


def from_grid(grid: Json) -> Area:
    """The area of a grid range of the service; a sheet id that is absent is 0."""
    return Area(
        int(grid.get("sheetId") or 0),
        int(grid.get("startRowIndex") or 0),
        grid.get("endRowIndex"),
        int(grid.get("startColumnIndex") or 0),
        grid.get("endColumnIndex"),
    )


def shown(grid: Json) -> Json:
    """A grid range as the service answers it: the sheet id 0 is left out, the other zeros are not."""
    order = ("sheetId", *SIDES)
    return {key: grid[key] for key in order if grid.get(key) is not None and not (key == "sheetId" and grid[key] == 0)}


def to_grid(area: Area) -> Json:
    """The grid range of an area, all its bounds written."""
    grid: Json = {"sheetId": area.sheet_id, "startRowIndex": area.top, "startColumnIndex": area.left}
    if area.bottom is not None:
        grid["endRowIndex"] = area.bottom
    if area.right is not None:
        grid["endColumnIndex"] = area.right
    return grid


def bounding(cells: Iterable[tuple[int, int]], sheet_id: int) -> Area | None:
    """The smallest area around some cells (row, column); None when there are none."""
    known = list(cells)
    if not known:
        return None
    rows, columns = [row for row, _ in known], [column for _, column in known]
    return Area(sheet_id, min(rows), max(rows) + 1, min(columns), max(columns) + 1)
