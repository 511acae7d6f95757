"""Everything that is kept on one person: a code in, every version of every row of theirs out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from tracker.columns import BY_NAME
from tracker.model import Record
from tracker.store.erasing import PERSON_TABS
from tracker.store.tables import FOREVER, RECORDS, SNAPSHOTS

if TYPE_CHECKING:
    from tracker.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What was known of one row of a tab, from one moment until another (UTC; None: it is still known).

    `entity` is the number of the row within its tab for ever.
    """

    tab: str
    entity: int
    record: Record
    since: datetime
    until: datetime | None


def versions(store: "Store", code: str) -> tuple[Version, ...]:
    """Every version of every row of one person, by tab, row and time."""
    with store._reading() as connection:
        rows = connection.execute(select(SNAPSHOTS.c.number, SNAPSHOTS.c.taken_at))
        moments = {row[0]: row[1] for row in rows}
        return tuple(one for tab in PERSON_TABS for one in _of_tab(connection, tab, code, moments))


def _of_tab(connection: Connection, tab: str, code: str, moments: dict[int, datetime]) -> Iterator[Version]:
    table = RECORDS[tab]
    columns = [column for column in table.c if column.name not in ("first_seen", "stale")]
    names = [column.name for column in columns][3:]
    mine = select(*columns).where(table.c[PERSON_TABS[tab]] == code).order_by(table.c.entity, table.c.valid_from)
    for entity, valid_from, valid_to, *values in connection.execute(mine):
        yield Version(
            tab=tab,
            entity=entity,
            record=BY_NAME[tab].record(**dict(zip(names, values, strict=True))),
            since=moments[valid_from],
            until=None if valid_to == FOREVER else moments[valid_to],
        )
