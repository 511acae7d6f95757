"""What any sheet can do, whether it is a workbook or the shared Google Sheet."""

from typing import Protocol

from tracker.model import Reading


class Source(Protocol):
    """A sheet that people keep."""

    @property
    def name(self) -> str:
        """Which sheet this is: a path, or a Google id. The database remembers it."""

    def fingerprint(self) -> str | None:
        """A hash that is equal only when nothing in the sheet changed, if the source has one at less than a reading."""

    def read(self) -> Reading:
        """Read the known tabs and columns, and nothing else. Raises SheetError when it cannot be read whole."""
