"""Who is taken out of `Toegang` loses access at once, also when the sync waits or is refused; nothing else changes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit
from tracker.model import Access, Held
from tracker.protection.seal import sealed
from tracker.store import Store, SyncStatus, open_store

FIRST, LATER = datetime(2026, 11, 1, 11, tzinfo=UTC), "2026-11-02T12:00"


@pytest.fixture
def sheet(tmp_path: Path, ew: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, read on the first of November; the second has come since."""
    path = copy_of_sample(tmp_path / "blad.xlsx")
    assert ew("sync", path).code == 0
    monkeypatch.setenv("EW_NOW", LATER)
    return path


@pytest.fixture
def store(sheet: Path, empty_home: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{empty_home / '.local/share/ew/ew.db'}") as opened:
        yield opened


def _rows(store: Store, tab: str) -> tuple[Held, ...]:
    return tuple(store.world().tabs[tab])


def _may_log_in(store: Store) -> set[str]:
    return {one.record.address for one in _rows(store, "access") if isinstance(one.record, Access)}


def _others(store: Store) -> dict[str, tuple[Held, ...]]:
    return {name: tuple(held) for name, held in store.world().tabs.items() if name != "access"}


def _take_out(path: Path, row: int, empty_home: Path) -> str:
    """Take a row out of `Toegang`; answers the address in it, sealed as the database has it."""
    found: list[str] = []

    def change(tab: Any) -> None:
        found.append(str(tab.cell(row, column_of(tab, "E-mail")).value))
        tab.delete_rows(row)

    edit(path, "Toegang", change)
    key = bytes.fromhex((empty_home / ".local/share/ew/data.key").read_text("ascii").strip())
    return sealed(key, "address", found[0])


def _empty_half(tab: Any) -> None:
    tab.delete_rows(2, 100)


def _drop_column(tab: Any) -> None:
    tab.cell(1, column_of(tab, "Stap")).value = "Wat dan ook"


def test_a_held_sync_ends_the_access_of_who_was_taken_out_and_changes_nothing_else(
    ew: Run, sheet: Path, store: Store, empty_home: Path
) -> None:
    before, others = _may_log_in(store), _others(store)
    edit(sheet, "Stappen", _empty_half)
    gone = _take_out(sheet, 2, empty_home)
    held = ew("sync", sheet)
    assert held.code == 1
    assert "1 persoon staat niet meer op Toegang" in " ".join(held.out.split())
    assert gone in before
    assert _may_log_in(store) == before - {gone}
    assert _others(store) == others
    good = store.last_sync(SyncStatus.STORED, SyncStatus.UNCHANGED)
    assert good is not None
    assert good.last_at == FIRST
    last = store.last_sync()
    assert last is not None
    assert last.status is SyncStatus.HELD

    snapshots = len(store.snapshots())
    assert ew("sync", sheet, "--json").json["status"] == "held"
    assert len(store.snapshots()) == snapshots

    confirmed = ew("sync", sheet, "--bevestig", "--json")
    assert confirmed.json["status"] == "stored"
    assert confirmed.json["changes"]["gone"] == 100
    assert len(_rows(store, "steps")) == len(others["steps"]) - 100
    assert _may_log_in(store) == before - {gone}


def test_a_refused_sync_ends_the_access_of_who_was_taken_out_and_changes_nothing_else(
    ew: Run, sheet: Path, store: Store, empty_home: Path
) -> None:
    before, others = _may_log_in(store), _others(store)
    edit(sheet, "Stappen", _drop_column)
    gone = _take_out(sheet, 2, empty_home)
    refused = ew("sync", sheet)
    assert refused.code == 2
    assert "Stap" in refused.err
    assert "niet meer inloggen" in refused.err
    assert "Verder is er niets veranderd" in refused.err
    assert _may_log_in(store) == before - {gone}
    assert _others(store) == others
    last = store.last_sync()
    assert last is not None
    assert last.status is SyncStatus.REFUSED


def test_somebody_who_is_put_back_in_the_sheet_as_it_was_may_log_in_again(
    ew: Run, sheet: Path, store: Store, empty_home: Path
) -> None:
    before, as_it_was = _may_log_in(store), sheet.read_bytes()
    edit(sheet, "Stappen", _empty_half)
    _take_out(sheet, 2, empty_home)
    ew("sync", sheet)
    assert _may_log_in(store) != before
    sheet.write_bytes(as_it_was)
    assert ew("sync", sheet).code == 0
    assert _may_log_in(store) == before


def _mistype(tab: Any) -> None:
    tab.cell(2, column_of(tab, "E-mail")).value = "niet echt een adres"


def _other_role(tab: Any) -> None:
    tab.cell(2, column_of(tab, "Rol")).value = "stuurgroep"


def _header_gone(tab: Any) -> None:
    tab.cell(1, column_of(tab, "E-mail")).value = "Wie"


@pytest.mark.parametrize("change", [_mistype, _other_role, _header_gone])
def test_who_was_not_taken_out_keeps_access_while_a_sync_waits(
    ew: Run, sheet: Path, store: Store, change: Callable[[Any], None]
) -> None:
    before, snapshots = _rows(store, "access"), len(store.snapshots())
    edit(sheet, "Stappen", _empty_half)
    edit(sheet, "Toegang", change)
    assert ew("sync", sheet).code in (1, 2)
    assert _rows(store, "access") == before
    assert len(store.snapshots()) == snapshots


def test_a_trial_and_another_sheet_end_nobodys_access(
    ew: Run, sheet: Path, store: Store, tmp_path: Path, empty_home: Path
) -> None:
    before = _rows(store, "access")
    as_it_was = sheet.read_bytes()
    edit(sheet, "Stappen", _empty_half)
    _take_out(sheet, 2, empty_home)
    assert ew("sync", sheet, "--proef", "--json").json["status"] == "held"
    assert _rows(store, "access") == before
    other = tmp_path / "ander.xlsx"
    other.write_bytes(sheet.read_bytes())
    assert ew("sync", other, "--json").json["status"] == "held"
    assert _rows(store, "access") == before
    sheet.write_bytes(as_it_was)
    assert ew("sync", sheet, "--json").json["status"] == "unchanged"
