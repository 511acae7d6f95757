"""The operator: a back-up comes to life on another computer, an upgrade is taken back, and the log proves itself."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.journeys.machine import Machine

BACKUP = "ew-back-up.db"


def _new_machine(home: Path) -> Machine:
    home.mkdir()
    machine = Machine(home)
    machine.data.mkdir(parents=True)
    return machine


def test_an_operator_restores_a_backup_on_another_computer(machine: Machine, tmp_path: Path) -> None:
    old, new = machine, _new_machine(tmp_path / "nieuw")
    old.ew("backup", BACKUP)
    figures = old.figures()
    shutil.copy(old.home / BACKUP, new.home)

    refused = _new_machine(tmp_path / "anders")
    shutil.copy(old.home / BACKUP, refused.home)
    (refused.data / "data.key").write_text("ab" * 32, encoding="ascii")
    (refused.data / "data.key").chmod(0o400)
    refused.ew("backup", BACKUP, "--terug", "--ja")
    assert "sleutel" in refused.ew("sync", SHEET_OF.format(old.home), code=2).err

    shutil.copy(old.data / "data.key", new.data)
    new.ew("backup", BACKUP, "--terug", "--ja")
    assert new.figures() == figures
    new.ew("audit", "--controleer")
    assert {row["what"] for row in json.loads(new.ew("audit", "--json").out)} >= {"terug"}
    shutil.copy(old.home / "programma.xlsx", new.home)
    assert json.loads(new.ew("sync", "programma.xlsx", "--bevestig", "--json").out)["status"] in ("stored", "unchanged")


SHEET_OF = "{}/programma.xlsx"


def test_an_operator_goes_back_to_the_program_of_before_an_upgrade(machine: Machine) -> None:
    figures = machine.figures()
    machine.ew("backup", BACKUP)
    database = machine.data / "ew.db"
    with closing(sqlite3.connect(database)) as upgraded:
        upgraded.execute("UPDATE alembic_version SET version_num = '9999'")
        upgraded.commit()
    assert "nieuwere versie" in machine.ew("stand", code=2).err
    for path in machine.data.glob("ew.db*"):
        path.rename(path.with_name(f"weg-{path.name}"))
    machine.ew("backup", BACKUP, "--terug", "--ja")
    assert machine.figures() == figures
