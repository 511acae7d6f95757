"""The sample programme behind the pages: its sheet was read once, and editions and papers of it lie on the shelf."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conftest import SAMPLE
from tests.editions.builders import TABLES
from tracker import actions, wiring
from tracker.actions.visitor import Role
from tracker.edition import Cell, Edition, ProtectedTable, TableSpec
from tracker.settings import Settings, read_settings
from tracker.store import Store
from tracker.web.app import create_app
from tracker.web.lean import lean_chart

from .conftest import AuditingClient, client_of
from .people import KEYS, House

SAMPLE_NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
WHO = {
    Role.PROJECT_LEADER: "projectleider@example.org",
    Role.PROGRAMME_TEAM: "secretaris@example.org",
    Role.STEERING_GROUP: "voorzitter@example.org",
    Role.EXECUTIVE_BOARD: "bestuur@example.org",
    Role.PARTNER: "zevenlinden@example.org",
    Role.FUNDER: "npg@example.org",
}
"""Someone of each role on the tab `Toegang` of the sample."""
PARTNER, ADDRESS = "Zorggroep Zevenlinden", "zorggroep-zevenlinden"
OTHER_ADDRESS = "gemeente-veenmarke"
GRANT = "NPG werk en ervaring"


@dataclass(frozen=True)
class Programme:
    """A copy of the sample programme: its settings, and the house with its database and door."""

    settings: Settings
    house: House

    def browser(self, role: Role | None = None) -> AuditingClient:
        """A browser for the pages, in which someone of a role is logged in."""
        client = client_of(create_app(door=self.house.door(second_factor=False), settings=self.settings))
        if role is not None:
            assert client.log_in(self.house, WHO[role]).status_code == 303
        return client


def settings_in(folder: Path) -> Settings:
    """The settings of a programme whose database, key and sheet are in a folder."""
    return replace(
        read_settings({}),
        database_url=f"sqlite:///{folder / 'ew.db'}",
        data_key=folder / "data.key",
        source=str(folder / "programma.xlsx"),
        now=SAMPLE_NOW,
    )


def make_programme(folder: Path) -> None:
    """Read the sample, and put two editions and two papers on the shelf.

    Their protected tables are made up, because the gate that makes them takes its time and has tests of its own.
    """
    shutil.copy(SAMPLE, folder / "programma.xlsx")
    (folder / "data.key").write_text(KEYS.data.hex() + "\n")
    (folder / "data.key").chmod(0o400)
    settings = settings_in(folder)
    with wiring.store(settings) as store:
        key = wiring.data_key(settings, store)
        actions.sync_shared(wiring.sheet(settings), store, key, actions.Terms(SAMPLE_NOW))
        live, _ = actions.live_edition(store, actions.Asked(), data_key=key, now=SAMPLE_NOW)
        for days in (31, 1):
            state = replace(live.state, as_of=live.state.as_of - timedelta(days=days))
            made = replace(live, state=state, tables=(*TABLES, *_own_tables()))
            kept = store.shelf.put(made, snapshot=1, made_at=SAMPLE_NOW)
            _keep_papers(store, kept)
        # Drawn here once, so that no test has to wait for it.
        actions.draw_live(store, data_key=key, now=SAMPLE_NOW, trim=lean_chart)


def _keep_papers(store: Store, kept: Edition) -> None:
    assert kept.number is not None
    for whose in ("stuurgroep", f"partner:{PARTNER}", f"financier:{GRANT}", f"financier:{GRANT}:esf"):
        content = f"een stuk voor {whose}".encode()
        store.shelf.keep(kept.number, whose, ".pdf", content, concept=False, made_at=SAMPLE_NOW)


def _own_tables() -> tuple[ProtectedTable, ...]:
    """What a partner that registered many people is told of them."""
    audience, within = f"partner:{PARTNER}", (("partner", PARTNER),)
    number = TableSpec(f"{audience}:deelnemers", audience, (), "Door u aangemeld", within, exact=True)
    where = TableSpec(f"{audience}:waar_nu", audience, ("activity",), "Waar zij nu zijn", within)
    cells = (Cell((("betaald werk",),), 5), Cell((("zoekt",),), None), Cell((("pauze",),), 0))
    return ProtectedTable(number, (Cell((), 17),)), ProtectedTable(where, cells)


def copy_of(programme: Path, folder: Path) -> Programme:
    """A copy of the programme of its own for a test."""
    for path in programme.iterdir():
        if path.is_file():
            shutil.copy(path, folder / path.name)
    copy = Programme(settings_in(folder), House(folder / "ew.db", now=SAMPLE_NOW))
    with copy.house.store() as store:
        store.remember("source", copy.settings.source or "")
    return copy
