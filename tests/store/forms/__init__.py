"""What a database held in each form that it ever had, one file of rows for each: kept as it was, never made anew.

`python -m tests.store.forms` writes the file of the newest form, once.
"""

import json
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Integer, LargeBinary, column, insert, table

from tests.store.samples import beside, changed, filled, finding, moment, new, step, sync, url
from tracker.columns import TABS
from tracker.model import Change
from tracker.store import SyncStatus, open_store
from tracker.store.database import HEAD
from tracker.store.tables import METADATA
from tracker.store.types import Moment

FOLDER = Path(__file__).parent

Rows: TypeAlias = dict[str, list[dict[str, Any]]]
"""For each table, in an order in which they can be filled, its rows: a value for each column."""


def rows_of(form: str) -> Rows:
    """What a database held in a form. Raises FileNotFoundError when it was never written down."""
    text = (FOLDER / f"{form}.json").read_text(encoding="utf-8")
    rows: Rows = json.loads(text, object_hook=lambda one: bytes.fromhex(one["hex"]) if [*one] == ["hex"] else one)
    return rows


def fill(connection: Connection, rows: Rows) -> None:
    """Put rows into tables that are there."""
    for name, those in rows.items():
        connection.execute(insert(table(name, *map(column, those[0]))), those)


def held(connection: Connection, name: str) -> list[dict[str, Any]]:
    """Every row of a table as it is stored."""
    return [dict(row._mapping) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]


def write_newest() -> None:
    """Write down what a database holds in the newest form: something in every table, and records in every tab."""
    with tempfile.TemporaryDirectory() as folder:
        address = url(Path(folder) / "ew.db")
        with open_store(address) as store:
            store.upgrade()
            sync(store, [*(Change(tab.name, 0, None, filled(tab)) for tab in TABS), *new(step())], [finding()])
            last = store.world().tabs["steps"][-1]
            sync(store, [changed(last, step(hours=9), {"end": moment(1)})], [finding("step-kind", None)])
            store.note_sync(at=moment(2), status=SyncStatus.REFUSED, reason="tab-missing")
            store.remember("source", "programma.xlsx")
            store.answers.put("Zorg Voorbeeld", {("steps", last.entity): "stopped"}, seen=2, at=moment(3))
            store.answers.handle(("steps", last.entity), "stopped", answered_at=moment(3), at=moment(4))
        with beside(address) as connection:
            for one in METADATA.sorted_tables:
                if not held(connection, one.name):
                    connection.execute(insert(one), {column.name: _made_up(column) for column in one.columns})
            rows = {one.name: held(connection, one.name) for one in METADATA.sorted_tables}
    with (FOLDER / f"{HEAD}.json").open("x", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1, default=lambda value: {"hex": value.hex()})


_DAYS = ("as_of", "erased_on", "quarter_end")
"""Columns of text that hold a day."""


def _made_up(column: Column[Any]) -> object:
    """A value for a column of a table that the nouns above do not fill; a table that asks for another has a check."""
    if isinstance(column.type, Moment):
        return moment(1)
    if column.name in _DAYS:
        return "2026-03-31"
    if isinstance(column.type, LargeBinary):
        return bytes(range(256))
    return 1 if isinstance(column.type, Integer) else "f0" * 32
