"""A participant who asks to be forgotten: gone to the last byte, the same figures, and no back-up undoes it."""

import json
import shutil
from pathlib import Path

from openpyxl import load_workbook

from tests.conftest import SAMPLE
from tests.edits import column_of
from tests.journeys.machine import Machine

CODE = "QZX-90817"
QUARTER = "30-9-2026"


def _rename(sheet: Path) -> None:
    """Give one person a code that stands nowhere else, so that it can be looked for in bytes."""
    book = load_workbook(sheet)
    for title in ("Deelnemers", "Stappen", "Metingen"):
        column = column_of(book[title], "Deelnemer")
        for (cell,) in book[title].iter_rows(min_row=2, min_col=column, max_col=column):
            if cell.value == "D-017":
                cell.value = CODE
    book.save(sheet)


def _counts(machine: Machine) -> dict[str, object]:
    return machine.figures("--peildatum", QUARTER)


def test_a_participant_is_forgotten_and_stays_forgotten(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    shutil.copy(SAMPLE, tmp_path)
    _rename(tmp_path / "programma.xlsx")
    machine.ew("sync", "programma.xlsx")
    machine.ew("export", "inzage", CODE)
    machine.ew("backup", "oud.db")
    before = _counts(machine)
    assert CODE.encode() in machine.bytes_of_database()

    told = machine.ew("vergeet", CODE, "--ja")
    assert "Dit moet u zelf nog doen" in told.out
    assert CODE.encode() not in machine.bytes_of_database()
    assert _counts(machine) == before

    again = json.loads(machine.ew("sync", "programma.xlsx", "--json").out)
    assert again["tabs"]["Deelnemers"]["set_aside"] >= 1
    assert CODE.encode() not in machine.bytes_of_database()

    assert "meteen weer uit gewist" in machine.ew("backup", "oud.db", "--terug", "--ja").out
    assert CODE.encode() not in machine.bytes_of_database()
    assert _counts(machine) == before
    machine.ew("export", "inzage", CODE, "--overschrijf", code=2)
