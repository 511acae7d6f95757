"""“Klopt dit nog?”: what a partner is asked before a meeting, and keeping what it answers."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tracker.actions.known import facts_of, known_world
from tracker.choices import RIGHT
from tracker.errors import SettingError
from tracker.model import Place, Step
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.figures.still_right import Line, Round
    from tracker.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that a partner is asked, in words (Dutch), under the `name` of its field in the form: its place there.

    `since` is its first day, `number` how many places it is about. `choices` are the answers with their words, the one
    that says that it is right in front. `said` is what the partner said of it last (empty: nothing that still holds),
    on `answered_on`; `done` says that this was in the round that is open now.
    """

    name: str
    tab: str
    kind: str
    role: str
    since: date | None
    number: int | None
    choices: tuple[tuple[str, str], ...]
    said: str
    answered_on: date | None
    done: bool
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a partner is asked now: nothing when no round is open.

    `opens` is the first day of the round, or of the next one (None: no meeting is planned), `held_on` the day of its
    meeting. `mark` is equal as long as the same is shown.
    """

    partner: str
    opens: date | None
    held_on: date | None
    is_open: bool
    questions: tuple[Question, ...] = ()
    mark: str = ""

    @property
    def left(self) -> int:
        """How many questions have no answer yet in this round."""
        return sum(not one.done for one in self.questions)

    @property
    def answered_on(self) -> date | None:
        """When the partner answered last, whatever the round."""
        return max((one.answered_on for one in self.questions if one.answered_on), default=None)


def open_round(store: "Store", now: datetime, thresholds: Mapping[str, int]) -> "Round | None":
    """The round in which partners are asked on a day, or None; it costs one small question to the database."""
    from tracker.figures.still_right import round_of

    today = today_at(now)
    return round_of(store.answers.next_meeting(today), today, _within(thresholds))


def _within(thresholds: Mapping[str, int]) -> int:
    from tracker.figures.signals import Thresholds

    return thresholds.get("ask_within", Thresholds().ask_within)


# --- A partner --------------------------------------------------------------------------------------------------------


def asking(store: "Store", partner: str, now: datetime, thresholds: Mapping[str, int]) -> Asking:
    """What a partner is asked now. Raises SettingError for a partner that is none today, StoreError without a sync."""
    from tracker.figures.still_right import round_of

    today, within = today_at(now), _within(thresholds)
    asked, _ = asked_lines(store, now)
    if partner not in asked:
        raise _no_partner()
    meeting = store.answers.next_meeting(today)
    found = round_of(meeting, today, within)
    if found is None:
        following = round_of(meeting, meeting, within) if meeting else None
        opens = following.opens if following else None
        return Asking(partner=partner, opens=opens, held_on=meeting, is_open=False)
    return Asking(
        partner=partner,
        opens=found.opens,
        held_on=found.held_on,
        is_open=True,
        questions=tuple(_question(name, line, found) for name, line in _named(asked[partner])),
        mark=_mark(asked[partner]),
    )


def partner_at(store: "Store", address: str) -> str | None:
    """The name of the partner of today under an address, as `Partners` has it."""
    from tracker.wording import addresses

    world = known_world(store, None).world
    names = (getattr(held.record, "name", "") for held in world.tabs.get("partners", ()))
    return next((name for name, own in addresses(names).items() if own == address), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a form of a partner says: an answer by the name of each question (empty: left open).

    `mark` is that of what was shown. With `rest_is_right` all that was shown, left open, and not answered before in
    this round, is right.
    """

    said: Mapping[str, str]
    mark: str
    rest_is_right: bool = False


def answer(store: "Store", partner: str, form: Given, now: datetime, thresholds: Mapping[str, int]) -> int | None:
    """Keep what a partner answered; answers how many answers that were.

    None, and nothing is kept, when what was shown is not what is asked any more: the sheet changed meanwhile, or the
    meeting is over. What is no answer to a question is left alone. Raises SettingError for who is no partner today.
    """
    from tracker.figures.still_right import ANSWERS_ABOUT

    found = open_round(store, now, thresholds)
    asked, seen = asked_lines(store, now)
    if partner not in asked:
        raise _no_partner()
    if found is None or form.mark != _mark(asked[partner]):
        return None
    given: dict[tuple[str, int], str] = {}
    for name, line in _named(asked[partner]):
        word = form.said.get(name, "") or (RIGHT if form.rest_is_right and not found.has(line) else "")
        if any(word == option.code for option in ANSWERS_ABOUT[line.tab].options):
            given[line.tab, line.entity] = word
    if given:
        store.answers.put(partner, given, seen=seen, at=now)
    return len(given)


def _no_partner() -> SettingError:
    return SettingError("Deze partner is er niet.", "Kijk op het tabblad Partners.")


_FIELDS: Final[Mapping[str, str]] = {"steps": "mens", "places": "plek", "partners": "lijst"}


def _named(some: Sequence["Line"]) -> Iterator[tuple[str, "Line"]]:
    """Each line under the name of its field: its place on the page, as the number of a row tells of others."""
    for place, line in enumerate(some, 1):
        yield f"{_FIELDS[line.tab]}-{place}", line


def _mark(some: Sequence["Line"]) -> str:
    """What is equal as long as a partner is shown the same."""
    from tracker.figures.still_right import what

    return hashlib.sha256("\n".join(f"{line.tab} {what(line.about)}" for line in some).encode()).hexdigest()


def asked_lines(store: "Store", now: datetime) -> tuple[Mapping[str, tuple["Line", ...]], int]:
    """What every partner of today is asked, and the number of the sync whose knowledge this is."""
    from tracker.figures.still_right import lines

    known = known_world(store, None)
    together = facts_of(store, known.world)
    return lines(together, known.world, store.answers.all(), today_at(now)), known.number


def _question(name: str, line: "Line", found: "Round") -> Question:
    from tracker.figures.still_right import ANSWERS_ABOUT, kind, said_word, since

    about, given = line.about, line.answer
    return Question(
        name=name,
        tab=line.tab,
        kind=kind(about),
        role=(about.role or "") if isinstance(about, Step | Place) else "",
        since=since(about),
        number=about.number if isinstance(about, Place) else None,
        choices=tuple((option.code, option.word) for option in ANSWERS_ABOUT[line.tab].options),
        said=said_word(given) if given else "",
        answered_on=today_at(given.answered_at) if given else None,
        done=found.has(line),
        wrong=given is not None and given.said != RIGHT,
    )
