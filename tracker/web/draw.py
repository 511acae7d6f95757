"""Where the pages get what they show: who asks goes in, the edition that they may see comes out with its charts.

Who sees everything gets the live edition, made anew when something changed; all others get the newest published one.
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from flask import abort

from tracker import actions, wiring
from tracker.actions.visitor import Role, Visitor
from tracker.edition import Audience, Edition
from tracker.errors import SettingError, StoreError
from tracker.settings import Settings
from tracker.web.lean import lean_chart
from tracker.wording import today_at

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
    """An edition as an audience sees it, its charts (SVG by name), what else there is, and why nothing is newer."""

    edition: Edition
    charts: Mapping[str, str]
    past: tuple[Past, ...] = ()
    standstill: actions.Standstill | None = None


Draw: TypeAlias = Callable[[Wish], Drawn]
"""Gives the edition of a wish, or raises TrackerError when there is none to show."""


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
        return actions.Terms(self.now(), self.settings.consent_is_ground, by)


class Editions:
    """Draws editions for whoever asks, and remembers what was drawn last."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._drawn: dict[Hashable, tuple[Edition, Mapping[str, str]]] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._turn = threading.Lock()

    def __call__(self, wish: Wish) -> Drawn:
        """The edition of a wish. Raises StoreError when there is none yet, and 404 when that one does not exist."""
        with self._stage.store() as store:
            past = tuple(Past(one.number, one.as_of, one.known_at) for one in reversed(actions.editions(store)))
            number = wish.number
            if number is not None and all(one.number != number for one in past):
                abort(404)
            if number is None and wish.audience is Audience.PROGRAMME:
                drawn = self._live(store)
            else:
                drawn = self._published(store, wish, past)
            return Drawn(*drawn, past, actions.standstill(store))

    def _published(self, store: "Store", wish: Wish, past: tuple[Past, ...]) -> tuple[Edition, Mapping[str, str]]:
        if not past:
            raise StoreError(
                "Er zijn nog geen cijfers om te laten zien.",
                "Wacht tot het einde van deze maand, of vraag de projectleider om stukken te maken.",
            )
        number = wish.number or past[0].number

        def make() -> Edition:
            whole = actions.edition_numbered(store, number)
            assert whole is not None, "its number was just read from the shelf"
            try:
                return actions.for_audience(whole, wish.audience, wish.subject)
            except SettingError:
                # The partner or grant is not in this edition, so there is nothing of its own to see.
                return actions.for_audience(whole, Audience.EVERYONE)

        return self._once((number, wish.audience, wish.subject), make)

    def _live(self, store: "Store") -> tuple[Edition, Mapping[str, str]]:
        stage, now = self._stage, self._stage.now()

        def make() -> Edition:
            return actions.live_edition(store, actions.Asked(), data_key=stage.data_key, now=now)[0]

        mark = actions.live_mark(store)
        edition, charts = self._once((today_at(now), *mark), make)
        good = actions.course(store).good
        # A sync that ended while this was drawn says nothing of what was known before it.
        if good is not None and good.snapshot == mark[0]:
            edition = replace(edition, state=replace(edition.state, known_at=good.last_at))
        return edition, charts

    def _once(self, mark: Hashable, make: Callable[[], Edition]) -> tuple[Edition, Mapping[str, str]]:
        """What was drawn before for a mark, or else now; two who ask at once for the same wait for one drawing."""
        with self._turn:
            making = self._making.setdefault(mark, threading.Lock())
        with making:
            if mark not in self._drawn:
                edition = make()
                self._drawn[mark] = edition, {name: lean_chart(svg) for name, svg in actions.charts(edition).items()}
            found = self._drawn[mark]
        with self._turn:
            for old in list(self._drawn)[:-_KEPT]:
                self._drawn.pop(old, None)
                self._making.pop(old, None)
        return found
