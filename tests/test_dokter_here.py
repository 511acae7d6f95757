"""`ew dokter` on the computer itself: each fault that people make there is named, with how to mend it."""

import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sample_sheets.others import WIDE
from tests.conftest import SAMPLE, Run
from tests.store.test_disk import SMALL_DISK, on_a_small_disk

Break = Callable[[Path, pytest.MonkeyPatch], None]


@pytest.fixture
def synced(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which all is well: a workbook that was read, a database and a key."""
    monkeypatch.setenv("EW_SOURCE", str(shutil.copy(SAMPLE.parent / "leeg.xlsx", tmp_path / "blad.xlsx")))
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "data.key"))
    assert ew("sync").code == 0
    return tmp_path


def _wrong(ew: Run) -> dict[str, Any]:
    answer = ew("dokter", "--json")
    wrong = [one for one in answer.json if not one["ok"]]
    assert answer.code == (2 if wrong else 0)
    assert len(wrong) <= 1, wrong
    return wrong[0] if wrong else {}


def test_where_all_is_well_nothing_is_wrong(ew: Run, synced: Path) -> None:
    assert _wrong(ew) == {}


def _source_elsewhere(folder: Path, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("EW_SOURCE", str(folder / "blda.xlsx"))


def _no_workbook(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "blad.xlsx").write_text("Deelnemer;Stap", encoding="utf-8")


def _other_mapping(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "blad.koppeling.toml").write_text((folder / "breed.koppeling.toml").read_text("utf-8"), "utf-8")


def _mapping_with_a_mistake(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "blad.koppeling.toml").write_text("versie = ", encoding="utf-8")


def _tab_gone(folder: Path, settings: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLE.parent / "fouten" / "tabblad_ontbreekt.xlsx", folder / "blad.xlsx")


def _column_gone(folder: Path, settings: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLE.parent / "fouten" / "kolom_ontbreekt.xlsx", folder / "blad.xlsx")


def _newer_database(folder: Path, settings: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(folder / "ew.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()


def _no_database_at_all(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "ew.db").write_text("iets anders " * 100, encoding="utf-8")
    for name in ("ew.db-wal", "ew.db-shm"):
        (folder / name).unlink(missing_ok=True)


def _server_away(folder: Path, settings: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    settings.setenv("EW_DATABASE_URL", f"postgresql://ew:geheim@127.0.0.1:{port}/ew")


def _key_gone(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "data.key").unlink()


def _other_key(folder: Path, settings: pytest.MonkeyPatch) -> None:
    _rewrite(folder / "data.key", "ab" * 32)


def _half_key(folder: Path, settings: pytest.MonkeyPatch) -> None:
    _rewrite(folder / "data.key", "ab" * 7)


def _rewrite(key: Path, words: str) -> None:
    key.unlink()
    key.write_text(words, encoding="ascii")
    key.chmod(0o400)


def _key_for_all(folder: Path, settings: pytest.MonkeyPatch) -> None:
    (folder / "data.key").chmod(0o444)


def _no_mail_server(folder: Path, settings: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    settings.setenv("EW_MAIL_URL", f"smtp://ew:geheim@127.0.0.1:{port}")


def _no_secret_key(folder: Path, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("EW_BASE_URL", "https://ew.voorbeeld.example")


def _nobody_decides(folder: Path, settings: pytest.MonkeyPatch) -> None:
    _no_secret_key(folder, settings)
    settings.setenv("EW_SECRET_KEY", "geheim" * 8)


def _rehearsing_in_the_open(folder: Path, settings: pytest.MonkeyPatch) -> None:
    _nobody_decides(folder, settings)
    settings.setenv("EW_VERWERKINGSVERANTWOORDELIJKE", "Gemeente Voorbeeld")
    settings.setenv("EW_PRIVACYCONTACT", "privacy@voorbeeld.example")


def _short_secret_key(folder: Path, settings: pytest.MonkeyPatch) -> None:
    settings.setenv("EW_SECRET_KEY", "geheim")


@pytest.mark.parametrize(
    ("break_it", "check", "advice"),
    [
        (_source_elsewhere, "blad", "naam en de map"),
        (_no_workbook, "blad", "Excel"),
        (_other_mapping, "blad", "ew koppel"),
        (_mapping_with_a_mistake, "instellingen", "aanhalingstekens"),
        (_tab_gone, "tabbladen", "tabblad"),
        (_column_gone, "kolommen", "kolom"),
        (_newer_database, "database", "nieuwste versie"),
        (_no_database_at_all, "database", "ew backup --terug"),
        (_server_away, "database", "of de server aan staat"),
        (_key_gone, "gegevenssleutel", "uit uw back-up"),
        (_other_key, "gegevenssleutel", "waarmee de database is gemaakt"),
        (_half_key, "gegevenssleutel", "uit uw back-up"),
        (_key_for_all, "gegevenssleutel", "chmod 400"),
        (_no_mail_server, "mail", "EW_MAIL_URL"),
        (_no_secret_key, "pagina's", "EW_SECRET_KEY"),
        (_nobody_decides, "pagina's", "EW_VERWERKINGSVERANTWOORDELIJKE"),
        (_rehearsing_in_the_open, "pagina's", "EW_NOW"),
        (_short_secret_key, "instellingen", "token_hex"),
    ],
)
def test_what_is_wrong_here_is_named_with_how_to_mend_it(
    ew: Run, synced: Path, monkeypatch: pytest.MonkeyPatch, break_it: Break, check: str, advice: str
) -> None:
    if break_it is _other_mapping:
        assert ew("koppel", WIDE, "--naar", synced / "breed.koppeling.toml", "--ja").code == 0
    break_it(synced, monkeypatch)
    found = _wrong(ew)
    assert found["check"] == check
    assert advice in found["advice"], found
    assert "geheim" not in repr(found)


def test_a_clock_before_the_last_sync_is_wrong(ew: Run, synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_NOW", "2199-01-01T12:00")
    assert ew("sync", "--bevestig").code == 0
    monkeypatch.delenv("EW_NOW")
    found = _wrong(ew)
    assert found["check"] == "tijd"
    assert "tijdzone" in found["advice"]


def test_a_rehearsal_is_told_and_is_no_fault(ew: Run, synced: Path) -> None:
    found = next(one for one in ew("dokter", "--json").json if one["check"] == "tijd")
    assert found["ok"]
    assert "EW_NOW" in found["message"]


def test_looking_makes_no_key(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "data.key"))
    ew("dokter")
    assert not (tmp_path / "data.key").exists()


LOOK = """
os.environ |= {"EW_SOURCE": "a.xlsx", "EW_DATA_KEY": "data.key"}
answers["first"] = ew("sync")
answers["small"] = ew("dokter")
remount("ro")
answers["shut"] = ew("dokter")
print(json.dumps(answers))
"""


@SMALL_DISK
def test_a_disk_that_is_nearly_full_or_shut_is_named(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    shutil.copy(SAMPLE.parent / "leeg.xlsx", tmp_path / "sheets" / "a.xlsx")
    (tmp_path / "disk").mkdir()
    answers = on_a_small_disk(LOOK, tmp_path / "disk", tmp_path / "sheets")
    assert answers["first"][0] == 0
    assert answers["small"][0] == 2
    assert "bijna vol" in " ".join(answers["small"][1].split())
    assert answers["shut"][0] == 2
    assert "mogen wij" in " ".join(answers["shut"][1].split())
