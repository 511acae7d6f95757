"""What every request of a batch works with: the copy that is changed, who asks, and what is protected from them."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google.errors import BadRequestError, Json
from tests.google.ranges import Area, from_grid
from tests.google.spreadsheet import Spreadsheet, Tab

_PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if "
    "you need to edit."
)


@dataclass(slots=True)
class Batch:
    """One batch at work on a copy of a spreadsheet: who asked for it, and who owns the file."""

    book: Spreadsheet
    user: str
    owner: str
    numbers: random.Random = field(default_factory=random.SystemRandom)

    def number(self) -> int:
        """A fresh id for a tab or for something that stands on a range."""
        return self.numbers.randrange(1_000, 2_000_000_000)

    def tab(self, sheet_id: int | None) -> Tab:
        """The tab with this id (absent is 0). Raises BadRequestError."""
        for tab in self.book.tabs:
            if tab.sheet_id == (sheet_id or 0):
                return tab
        raise BadRequestError(f"No sheet with id: {sheet_id or 0}")

    def area(self, grid: Json, *, writing: bool = True) -> tuple[Tab, Area]:
        """The tab and the area of a grid range. Raises BadRequestError when it is not there, or not for this caller."""
        area = from_grid(grid)
        tab = self.book.tab(area.sheet_id)
        tab.inside(area)
        if writing:
            self.guard(tab, area)
        return tab, area

    def guard(self, tab: Tab, area: Area) -> None:
        """Raise BadRequestError when the caller may not write in the area."""
        guard(tab, area, self.user, self.owner)


def guard(tab: Tab, area: Area, user: str, owner: str) -> None:
    """Raise BadRequestError when an area is protected from this caller; the owner of the file may always write."""
    if user == owner:
        return
    for item in tab.ranges.get("protectedRanges", []):
        users = item.get("editors", {}).get("users", [])
        if item.get("warningOnly") or user in users or not from_grid(item.get("range", {})).meets(area):
            continue
        if not any(_holds(tab, from_grid(free), area) for free in item.get("unprotectedRanges", [])):
            raise BadRequestError(_PROTECTED)


def _holds(tab: Tab, outer: Area, inner: Area) -> bool:
    top, bottom, left, right = tab.bounds(inner)
    return outer.covers(top, left) and outer.covers(bottom - 1, right - 1)


Handler = Callable[[Batch, Json], Json | None]
