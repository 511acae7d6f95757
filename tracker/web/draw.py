"""Where the pages get what they show: who asks goes in, the edition that they may see comes out with its charts.

Who sees everything gets the live edition (`tracker/web/live.py`); all others get the newest published one.
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from flask import abort

from tracker import actions, wiring
from tracker.actions.visitor import Role, Visitor
from tracker.edition import Audience, Edition
from tracker.errors import SettingError, StoreError
from tracker.settings import Settings
from tracker.web.beside import draw_beside
from tracker.web.lean import lean_chart
from tracker.web.live import LiveEdition

if TYPE_CHECKING:
    from tracker.store import Store

_KEPT: Final = 64
"""How many drawn editions a process keeps."""

AUDIENCES: Final[Mapping[Role, Audience]] = {
    Role.PROJECT_LEADER: Audience.PROGRAMME,
    Role.PROGRAMME_TEAM: Audience.PROGRAMME,
    Role.STEERING_GROUP: Audience.STEERING_GROUP,
    Role.EXECUTIVE_BOARD: Audience.BOARD,
    Role.PARTNER: Audience.PARTNER,
    Role.FUNDER: Audience.FUNDER,
}
"""As which audience each role sees the pages."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which edition is wanted: for which audience, about which partner or grant, and which number.

    Without a number it is the newest, or for the programme team itself the live one.
    """

    audience: Audience
    subject: str = ""
    number: int | None = None


def wish_of(visitor: Visitor, number: int | None = None) -> Wish:
    """What someone may see."""
    return Wish(AUDIENCES[visitor.role], visitor.partner or visitor.grant or "", number)


@dataclass(frozen=True, slots=True)
class Past:
    """An edition that can be chosen: its number, its reference date and what was known (UTC)."""

    number: int
    as_of: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edition as an audience sees it, its charts (SVG by name), what else there is, and why nothing is newer.

    `newer` is a sentence (Dutch) about newer figures that are not there yet; empty when these are the newest.
    """

    edition: Edition
    charts: Mapping[str, str]
    past: tuple[Past, ...] = ()
    standstill: actions.Standstill | None = None
    newer: str = ""


class NothingYetError(StoreError):
    """No edition was published yet, so there is nothing to show to who does not see the live one."""


Draw: TypeAlias = Callable[[Wish], Drawn]
"""Gives the edition of a wish, or raises TrackerError when there is none to show (NothingYetError: not yet)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What views hand to actions: a database, the settings and the data key."""

    settings: Settings
    store: Callable[[], AbstractContextManager["Store"]]
    data_key: bytes = field(repr=False)

    def now(self) -> datetime:
        """Now (UTC), or what a rehearsal says it is."""
        return wiring.clock(self.settings)

    def terms(self, by: actions.By | None = None) -> actions.Terms:
        """On what terms a sheet is read."""
        return actions.Terms(self.now(), self.settings.consent_is_ground, by, self.settings.thresholds)


class Editions:
    """Draws editions for whoever asks, and remembers what was drawn last."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._live = LiveEdition(stage.store, stage.now, self._draw_live)
        self._whole: tuple[Past | None, Edition | None] = None, None
        self._drawn: dict[Hashable, tuple[Edition, Mapping[str, str]]] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._turn = threading.Lock()

    def __call__(self, wish: Wish) -> Drawn:
        """The edition of a wish. Raises NothingYetError when there is none, and 404 when that one does not exist."""
        with self._stage.store() as store:
            past = tuple(Past(one.number, one.as_of, one.known_at) for one in reversed(actions.editions(store)))
            number = wish.number
            if number is not None and all(one.number != number for one in past):
                abort(404)
            if number is None and wish.audience is Audience.PROGRAMME:
                live = self._live(store)
                return Drawn(live.edition, live.charts, past, actions.standstill(store), live.newer)
            return Drawn(*self._published(store, wish, past), past, actions.standstill(store))

    def renew(self) -> None:
        """Come back when the live edition is that of what the database holds now."""
        self._live.renew()

    def _draw_live(self, now: datetime) -> None:
        draw_beside(self._stage.settings.database_url, self._stage.data_key, now)

    def _published(self, store: "Store", wish: Wish, past: tuple[Past, ...]) -> tuple[Edition, Mapping[str, str]]:
        if not past:
            raise NothingYetError(
                "Er zijn nog geen cijfers om te laten zien.",
                "Wacht tot het einde van deze maand, of vraag de projectleider om stukken te maken.",
            )
        which = next((one for one in past if one.number == wish.number), past[0])

        def make() -> Edition:
            whole = self._whole_of(store, which)
            try:
                seen = actions.for_audience(whole, wish.audience, wish.subject)
            except SettingError:
                # The partner or grant is not in this edition, so there is nothing of its own to see.
                return actions.for_audience(whole, Audience.EVERYONE)
            # With the words as they were known then: a page that is kept says the same in every process.
            return actions.with_own_meeting(store, seen, seen.state.known_at)

        return self._once((which, wish.audience, wish.subject), make)

    def _whole_of(self, store: "Store", which: Past) -> Edition:
        """An edition with everything in it: what is the same for two audiences is then in memory once."""
        kept, whole = self._whole
        if kept != which or whole is None:
            whole = actions.edition_numbered(store, which.number)
            assert whole is not None, "its number was just read from the shelf"
            self._whole = which, whole
        return whole

    def _once(self, mark: Hashable, make: Callable[[], Edition]) -> tuple[Edition, Mapping[str, str]]:
        """What was drawn before for a mark, or else now; two who ask at once for the same wait for one drawing."""
        with self._turn:
            making = self._making.setdefault(mark, threading.Lock())
        with making:
            found = self._drawn.get(mark)
            if found is None:
                edition = make()
                found = edition, {name: lean_chart(svg) for name, svg in actions.charts(edition).items()}
                self._drawn[mark] = found
        with self._turn:
            for old in list(self._drawn)[:-_KEPT]:
                self._drawn.pop(old, None)
                self._making.pop(old, None)
        return found
