"""What any sheet can do, whether it is a workbook or the shared Google Sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tracker.model import Reading
from tracker.writeback import OwnTab


class Source(Protocol):
    """A sheet that people keep."""

    @property
    def name(self) -> str:
        """Which sheet this is: a path, or a Google id. The database remembers it."""

    def fingerprint(self) -> str | None:
        """A hash that is equal only when nothing in the sheet changed, if the source has one at less than a reading."""

    def read(self) -> Reading:
        """Read the known tabs and columns, and nothing else. Raises SheetError when it cannot be read whole."""


@dataclass(frozen=True, slots=True)
class Calls:
    """How many calls went out to another computer, tries that failed included."""

    read: int = 0
    write: int = 0


class Desk(Source, Protocol):
    """A sheet that people keep, beside or in which the tracker keeps tabs of its own."""

    @property
    def calls(self) -> Calls:
        """How many calls were made so far."""

    @property
    def own_place(self) -> str:
        """Where the tracker's own tabs are, for a sentence (Dutch)."""

    @property
    def memory(self) -> str:
        """What must be remembered for the next time, as text; it holds no cell of people's."""

    def learn(self, memory: str | None) -> None:
        """Take up what was remembered of this same sheet."""

    def look(self, *, closely: bool = False) -> None:
        """Look at the sheet anew; what is seen then is what `fingerprint` and `read` answer, until the next look.

        With `closely` it is also asked whether the sheet was thrown away, which does not show in the sheet itself.
        Raises nothing when the sheet cannot be read: `read` says so.
        """

    @property
    def thrown_away(self) -> bool | None:
        """Whether the sheet was thrown away, by the last look that was close; None when nobody could say."""

    def lacks_own_tabs(self) -> bool:
        """Whether a tab of the tracker's own is gone, or not as it was left, as far as can be seen from outside."""

    def may_write(self) -> None:
        """Raise SheetError or FileError when the tracker's own tabs could not be written; changes nothing."""

    def clock_difference(self) -> float | None:
        """How many seconds the other computer's clock runs ahead of ours; None when there is no other computer."""

    def write(self, tabs: Sequence[OwnTab], at: datetime, *, whole: bool = False) -> bool:
        """Write the tracker's own tabs; False when nothing had to be written.

        With `whole` all of them are written, and else only those that differ from what was written last. Raises
        SheetError or FileError; nothing is written then.
        """
