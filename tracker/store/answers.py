"""What partners answered to “klopt dit nog?”: one answer about each row, and no name or code of anyone.

A row of the sheet is known here by its number within its tab. What it said comes from the versions of that row, so that
an answer says nothing any more once the person that it is about was erased.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select, update

from tracker.columns import BY_NAME, STEPS
from tracker.model import Answer
from tracker.store.tables import ANSWERS, FOREVER, RECORDS

ANSWERED_TABS: Final = (STEPS.name, "places", "partners")
"""The tabs whose rows a partner is asked about; a row of `partners` stands for its list as a whole."""

KEPT_FOR: Final = timedelta(days=365)
"""How long an answer stays when the row that it is about stays."""

_MEETINGS: Final = RECORDS["meetings"]
_ASKED_AT_ONCE: Final = 400

Row = tuple[str, int]
"""Which row of the sheet: the name of its tab, and its number within that tab."""


class Answers:
    """The answers in one database. Every method raises StoreError when the database does not do it."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def put(self, partner: str, said: Mapping[Row, str], *, seen: int, at: datetime) -> None:
        """Keep what a partner said about rows, each in place of what was said about that row before.

        `seen` is the number of the snapshot that the partner was shown. Answers past their time are taken away.
        """
        given = {"partner": partner, "snapshot": seen, "answered_at": at}
        with self._writing() as connection:
            _take_away_old(connection, at)
            for row, word in said.items():
                connection.execute(delete(ANSWERS).where(_is(row)))
                connection.execute(insert(ANSWERS), {"tab": row[0], "entity": row[1], "said": word, **given})

    def handle(self, row: Row, said: str, *, answered_at: datetime, at: datetime) -> bool:
        """Note that the project leader is done with an answer; False when it was given anew since, or is gone."""
        same = (
            _is(row),
            ANSWERS.c.said == said,
            ANSWERS.c.answered_at == answered_at,
            ANSWERS.c.handled_at.is_(None),
        )
        with self._writing() as connection:
            return bool(connection.execute(update(ANSWERS).where(*same).values(handled_at=at)).rowcount)

    def all(self) -> tuple[Answer, ...]:
        """Every answer, in order of tab and row, with the row as it was when the partner was asked."""
        with self._reading() as connection:
            return tuple(one for tab in ANSWERED_TABS for one in _of_tab(connection, tab))

    def about_person(self, code: str) -> tuple[Answer, ...]:
        """The answers about the steps of one person, as those were when the partner was asked."""
        with self._reading() as connection:
            mine = set(_entities(connection, [code]))
            return tuple(one for one in _of_tab(connection, STEPS.name) if one.entity in mine)

    def sweep(self, at: datetime) -> int:
        """Take away the answers that are past their time at a moment; answers how many."""
        with self._reading() as connection:
            old = connection.execute(select(ANSWERS.c.tab).where(ANSWERS.c.answered_at <= at - KEPT_FOR).limit(1))
            if old.first() is None:
                return 0
        with self._writing() as connection:
            return _take_away_old(connection, at)

    def mark(self) -> str:
        """What is equal as long as no answer came, changed or went."""
        answered, handled = func.max(ANSWERS.c.answered_at), func.max(ANSWERS.c.handled_at)
        counted = select(func.count(), func.count(ANSWERS.c.handled_at), answered, handled)
        with self._reading() as connection:
            return " ".join(str(value) for value in connection.execute(counted).one())

    def next_meeting(self, day: date) -> date | None:
        """The first meeting on a day or after it, as known now."""
        held_on = _MEETINGS.c.held_on
        ahead = select(func.min(held_on)).where(_MEETINGS.c.valid_to == FOREVER, held_on >= day)
        with self._reading() as connection:
            found: date | None = connection.execute(ahead).scalar()
            return found


def forget_answers(connection: Connection, codes: Sequence[str]) -> int:
    """Take out the answers about the steps of these people, in the transaction that erases them; answers how many."""
    mine, count = sorted(set(_entities(connection, codes))), 0
    for start in range(0, len(mine), _ASKED_AT_ONCE):
        theirs = (ANSWERS.c.tab == STEPS.name, ANSWERS.c.entity.in_(mine[start : start + _ASKED_AT_ONCE]))
        count += connection.execute(delete(ANSWERS).where(*theirs)).rowcount
    return count


def _entities(connection: Connection, codes: Sequence[str]) -> Iterator[int]:
    """The numbers of every step that in any version was of one of these people."""
    table = RECORDS[STEPS.name]
    for start in range(0, len(codes), _ASKED_AT_ONCE):
        some = select(table.c.entity).where(table.c.participant.in_(codes[start : start + _ASKED_AT_ONCE]))
        yield from connection.execute(some.distinct()).scalars()


def _is(row: Row) -> Any:
    return (ANSWERS.c.tab == row[0]) & (ANSWERS.c.entity == row[1])


def _take_away_old(connection: Connection, at: datetime) -> int:
    return connection.execute(delete(ANSWERS).where(ANSWERS.c.answered_at <= at - KEPT_FOR)).rowcount


def _of_tab(connection: Connection, tab: str) -> Iterator[Answer]:
    """The answers about rows of one tab; one whose row was not known at its snapshot is about nothing."""
    table = RECORDS[tab]
    columns = list(table.c)[5:]
    names = [column.name for column in columns]
    then = (
        (table.c.entity == ANSWERS.c.entity)
        & (table.c.valid_from <= ANSWERS.c.snapshot)
        & (table.c.valid_to > ANSWERS.c.snapshot)
    )
    said = [ANSWERS.c[name] for name in ("entity", "partner", "said", "answered_at", "handled_at")]
    # Both tables may have a column of one name, so the columns of the record get names that no field has.
    shown = [column.label(f"about_{column.name}") for column in columns]
    query = select(*said, *shown).join_from(ANSWERS, table, then).where(ANSWERS.c.tab == tab)
    for entity, partner, word, answered_at, handled_at, *values in connection.execute(query.order_by(ANSWERS.c.entity)):
        yield Answer(
            tab=tab,
            entity=entity,
            partner=partner,
            said=word,
            answered_at=answered_at,
            about=BY_NAME[tab].record(**dict(zip(names, values, strict=True))),
            handled_at=handled_at,
        )
