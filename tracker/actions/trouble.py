"""How it stands with the sheet: the last syncs, why the figures stand still, and what is wrong in which cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tracker.actions.known import bad_last_sync, last_good_sync
from tracker.columns import BY_NAME
from tracker.model import Finding
from tracker.wording import gravest_first

if TYPE_CHECKING:
    from tracker.store import Store, SyncRun

WHY: Final[Mapping[str, str]] = {
    "mass_change": "Er veranderde in één keer veel in het blad. De projectleider kijkt of dat klopt.",
    "taken_back": "Een verandering is teruggedraaid, en in het blad staat die nog.",
    "sheet_unreadable": "Wij konden het blad niet openen.",
    "sheet_too_much": "In het blad staat te veel dat wij niet kunnen lezen.",
}
_WHY_ELSE: Final = "In het blad ontbreekt iets dat wij nodig hebben."

ENDINGS: Final[Mapping[str, str]] = {
    "stored": "bijgewerkt",
    "unchanged": "niets veranderd",
    "held": "wacht op de projectleider",
    "refused": "niet te lezen",
}
"""How a sync ended, as people read it."""


@dataclass(frozen=True, slots=True)
class Standstill:
    """The figures stand still: the last moment (UTC) at which the sheet could be used, and why not now (Dutch)."""

    since: datetime
    why: str


def standstill(store: "Store") -> Standstill | None:
    """Since when and why the figures stand still; None when the last sync went well."""
    last, good = bad_last_sync(store), last_good_sync(store)
    if last is None or good is None:
        return None
    return Standstill(good.last_at, WHY.get(last.reason, _WHY_ELSE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How it went with the syncs: the last one and the last good one, why one waits, and what each stored sync was.

    `source` is the sheet that the database knows; `waits` says that a big change waits for someone. `numbers` are the
    syncs that stored something with their moment (UTC), the last one first.
    """

    source: str | None
    last: "SyncRun | None"
    good: "SyncRun | None"
    waits: bool
    numbers: tuple[tuple[int, datetime], ...]

    @property
    def ending(self) -> str:
        """How the last sync ended, as people read it; empty before the first one."""
        return ENDINGS[self.last.status] if self.last else ""


_MOST_SYNCS: Final = 10


def course(store: "Store") -> Course:
    """How it went with the syncs of a database; everything is empty before the first one."""
    last = store.last_sync()
    snapshots = store.snapshots()[-_MOST_SYNCS:]
    return Course(
        source=store.recall("source"),
        last=last,
        good=last_good_sync(store),
        waits=last is not None and last.status == "held",
        numbers=tuple((one.number, one.taken_at) for one in reversed(snapshots)),
    )


# --- Findings --------------------------------------------------------------------------------------------------------


class _Dots(dict[str, str]):
    """What stands in a sentence for what the database does not keep."""

    def __missing__(self, key: str) -> str:
        return "" if key == "hint" else "…"


def kept_findings(store: "Store") -> tuple[Finding, ...]:
    """The findings of the last sync, the gravest first; what was typed is not kept, so their words have dots there."""
    from tracker.intake.findings import KINDS

    found = []
    for one in store.findings():
        kind, known = KINDS.get(one.code), _Dots({"tab": one.tab} if one.tab else {})
        found.append(
            Finding(
                code=one.code,
                severity=one.severity,
                message=kind.message.format_map(known) if kind else one.code,
                advice=kind.advice.format_map(known) if kind else "",
                tab=one.tab,
                row=one.row,
                column=one.column,
            )
        )
    return tuple(gravest_first(found))


def sheet_addresses(store: "Store") -> Mapping[str, str]:
    """For each tab of a Google Sheet, by its title, the address that opens it; nothing for a workbook."""
    from tracker.sheet.google_memory import from_text

    source = store.recall("source") or ""
    tabs = from_text(store.recall("sheet_memory")).tabs if "/" not in source and "." not in source else ()
    base = f"https://docs.google.com/spreadsheets/d/{source}/edit"
    titles = {tab: {tab.title or tab.known_as, tab.known_as, BY_NAME[tab.tab].title} for tab in tabs}
    return {name: f"{base}#gid={tab.sheet_id}" for tab, names in titles.items() for name in names}
