"""What is remembered of a Google Sheet between two syncs, as JSON: where headers stood, and what was written."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from tracker.columns import BY_NAME


@dataclass(frozen=True, slots=True)
class KnownTab:
    """A tab that was read last time, by the id that Google keeps for it for ever.

    `tab` is its name in the table of columns (the first, when a mapping reads several tabs of ours from it), `known_as`
    the title by which it was known before anyone renamed it. `header_row` counts from 1, `columns` from 0.
    `lower_header` is the last header row when parts of a mapping have headers of their own. `title` is what people
    called it at the last reading.
    """

    sheet_id: int
    tab: str
    known_as: str
    header_row: int
    columns: tuple[int, ...]
    lower_header: int = 0
    title: str = ""

    @property
    def last_header_row(self) -> int:
        """The last row with a header, from 1."""
        return max(self.header_row, self.lower_header)


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last sync knew. `written` gives for each own tab, by its title, a hash of what was written in it."""

    tabs: tuple[KnownTab, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)

    def tab(self, sheet_id: int) -> KnownTab | None:
        """The tab with this id, if it was known."""
        return next((tab for tab in self.tabs if tab.sheet_id == sheet_id), None)


def as_text(memory: Memory) -> str:
    """The memory as JSON; it holds places and hashes, and nothing that people typed in rows."""
    return json.dumps({"tabs": [asdict(tab) for tab in memory.tabs], "written": dict(memory.written)}, sort_keys=True)


def from_text(text: str | None) -> Memory:
    """The memory that was kept; what cannot be read is forgotten, since it can be learnt again."""
    try:
        held = json.loads(text or "{}")
        tabs = [KnownTab(**{**one, "columns": tuple(one["columns"])}) for one in held.get("tabs", ())]
        written = {str(title): str(mark) for title, mark in held.get("written", {}).items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return Memory()
    return Memory(tuple(tab for tab in tabs if tab.tab in BY_NAME), written)
