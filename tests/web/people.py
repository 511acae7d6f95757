"""Made-up people who may log in, a database that knows them, and a door whose clock and mails a test can see."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from tracker.actions.keys import Keys
from tracker.actions.login import make_link
from tracker.actions.visitor import Role
from tracker.mail import Letter
from tracker.model import Access, Change, TabCount
from tracker.store import Store, open_store
from tracker.web.door import Door

ADDRESSES = {
    Role.PROJECT_LEADER: "leider@example.org",
    Role.PROGRAMME_TEAM: "team@example.org",
    Role.STEERING_GROUP: "stuurgroep@example.org",
    Role.EXECUTIVE_BOARD: "bestuur@example.org",
    Role.PARTNER: "partner@example.org",
    Role.FUNDER: "financier@example.org",
}
OTHER_PARTNER = "ander@example.org"
TWO_ROLES = "twee@example.org"
STRANGER = "niemand@example.org"
PARTNER, OTHER = "Gemeente Veenmarke", "Zorggroep Zevenlinden"
GRANT = "Regio Deal werk"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KEYS = Keys.of(bytes(range(32)), "een sleutel die lang genoeg is om goed te zijn")


def rows() -> list[Access]:
    """The rows of `Toegang`, with hashed addresses."""
    of = {Role.PARTNER: {"partner": PARTNER}, Role.FUNDER: {"grant": GRANT}}
    people = [Access(address=address, role=role.value, **of.get(role, {})) for role, address in ADDRESSES.items()]
    people.append(Access(address=OTHER_PARTNER, role="partner", partner=OTHER))
    people.append(Access(address=TWO_ROLES, role="partner", partner=OTHER))
    people.append(Access(address=TWO_ROLES, role="steering_group"))
    return [Access(address=KEYS.address(p.address), role=p.role, partner=p.partner, grant=p.grant) for p in people]


def make_database(path: Path) -> None:
    """A database of one sync that read `Toegang`."""
    with open_store(f"sqlite:///{path}") as store:
        store.upgrade()
        store.save(
            after=None,
            taken_at=START,
            source="programma.xlsx",
            content="c0ffee",
            counts={"access": TabCount(read=9, stored=9)},
            changes=[Change("access", 0, None, row) for row in rows()],
            findings=[],
        )


@dataclass
class House:
    """One database and its door. A test sets the clock on, reads the mails, and sends the ones that wait."""

    leaves: ClassVar[bool] = False
    path: Path
    now: datetime = START
    mails: list[tuple[str, Letter]] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, open."""
        with open_store(f"sqlite:///{self.path}", patience=0.5) as store:
            yield store

    def send(self, address: str, letter: Letter) -> None:
        """Keep a mail."""
        self.mails.append((address, letter))

    def knock(self) -> None:
        """Mails stay here."""

    def post(self) -> None:
        """Send what waits until the answer was given."""
        while self.waiting:
            self.waiting.pop(0)()

    def later(self, **difference: float) -> None:
        """Set the clock on."""
        self.now += timedelta(**difference)

    def door(self, *, base_url: str | None = None, second_factor: bool = True) -> Door:
        """The door to the pages."""
        return Door(
            store=self.store,
            keys=KEYS,
            post=self,
            now=lambda: self.now,
            later=self.waiting.append,
            base_url=base_url,
            second_factor=second_factor,
        )

    def link(self, address: str, base_url: str = "") -> str:
        """The path of a link by which someone logs in once."""
        with self.store() as store:
            return make_link(store, KEYS, address, base_url=base_url, now=self.now)

    def take_away(self, address: str) -> None:
        """Take every row of an address out of `Toegang`."""
        self._change(address, lambda _: None)

    def give(self, address: str, role: Role) -> None:
        """Give an address another role on `Toegang`."""
        self._change(address, lambda row: Access(address=row.address, role=role.value))

    def _change(self, address: str, to: Callable[[Access], Access | None]) -> None:
        with self.store() as store:
            newest = store.latest()
            assert newest is not None
            changes = [
                Change("access", one.entity, one.record, to(one.record))
                for one in store.world().tabs["access"]
                if isinstance(one.record, Access) and one.record.address == KEYS.address(address)
            ]
            store.save(
                after=newest.number,
                taken_at=newest.taken_at + timedelta(minutes=1),
                source=newest.source,
                content="abcd",
                counts={},
                changes=changes,
                findings=[],
            )

    def deeds(self) -> list[str]:
        """What the audit log says was done, oldest first."""
        with self.store() as store:
            return [row.what for row in store.audit_rows()]


def house_at(model: Path, folder: Path) -> House:
    """A house with a copy of a database."""
    return House(Path(shutil.copy(model, folder / "ew.db")))
