"""Why the figures changed between two reference dates, each as known at a moment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tracker.actions.known import Known, facts_of, known_world
from tracker.errors import SettingError
from tracker.figures.account import Part, View
from tracker.figures.account import account as account_for
from tracker.model import Meeting, World
from tracker.wording import today_at, utc

if TYPE_CHECKING:
    from tracker.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A reference date and a moment of knowing as they were asked for, each None when it was not said."""

    as_of: date | None = None
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: the reference date, and the moment (UTC) whose knowledge is used."""

    as_of: date
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """The account of every count between two sides, and remarks (Dutch) about how the sides were chosen."""

    before: Side
    after: Side
    parts: tuple[Part, ...]
    remarks: tuple[str, ...] = ()


STEERING_GROUP = "steering_group"


def account(store: "Store", before: Asked, after: Asked, now: datetime) -> Accounted:
    """Account for the change of every count from one side to the other.

    Without a date, the first side is the last meeting of the stuurgroep before the second one: its reference date, as
    known at the end of that day. The second side is today by default. Without a moment, a side uses what was known at
    the last sync (the first side never more than the second one). Raises SettingError when there is no such meeting.
    """
    last = known_world(store, after.known_at)
    second = after.as_of or today_at(now)
    remarks = [last.remark]
    if before.as_of is None:
        meeting = _last_meeting(last.world, second)
        moment = utc(datetime.combine(meeting.held_on, time.max))
        moment = min(moment, after.known_at) if after.known_at else moment
        before = Asked(meeting.as_of or meeting.held_on, before.known_at or moment)
    first = _first_world(store, before, after, last)
    if first is not last:
        remarks.append(first.remark)
    elif before.known_at is None and first.number > 1:
        remarks.append("Wilt u ook zien wat er later is ingevoerd? Zet dan @ en een datum achter --van.")
    assert before.as_of is not None
    archive = facts_of(store, last.world).archive
    parts = account_for(View(first.world, before.as_of), View(last.world, second), archive=archive)
    return Accounted(
        before=Side(before.as_of, first.moment),
        after=Side(second, last.moment),
        parts=parts,
        remarks=tuple(dict.fromkeys(remark for remark in remarks if remark)),
    )


def _first_world(store: "Store", before: Asked, after: Asked, last: Known) -> Known:
    """What the first side knows; the very same world when both know the same, so that nothing is read twice."""
    if before.known_at in (None, after.known_at):
        return last
    first = known_world(store, before.known_at)
    return Known(last.number, last.world, first.moment, first.remark) if first.number == last.number else first


def _last_meeting(world: World, day: date) -> Meeting:
    """The last meeting of the stuurgroep before a day, that tells of an earlier day."""
    meetings = [
        one.record
        for one in world.tabs.get("meetings", ())
        if isinstance(one.record, Meeting) and one.record.body == STEERING_GROUP
    ]
    earlier = [one for one in meetings if one.held_on < day and (one.as_of or one.held_on) < day]
    if not earlier:
        raise SettingError(
            "Er is geen vergadering van de stuurgroep om mee te vergelijken.",
            f"Zeg vanaf welke dag, bijvoorbeeld: --van {(day - timedelta(days=90)).isoformat()}",
        )
    return max(earlier, key=lambda one: one.held_on)
