"""A workbook becomes a Google Sheet, in a test and from the command line."""

import json
import signal
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from gspread.http_client import HTTPClient
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.google import Emulator
from tests.google_tests.client import log_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    steps = book.active
    assert steps is not None
    steps.title = "Stappen"
    steps.append(["Deelnemer", "Start", "Uren", "Deel", "Ja", "Fout", "Som", "Moment", "Code"])
    moment = datetime.fromisoformat("2026-03-03T14:30")
    steps.append(["D-001", date(2026, 3, 3), 12.5, 0.5, True, "#N/A", "=C2*2", moment, "007"])
    steps["B2"].number_format = "d-m-yyyy"
    steps["D2"].number_format = "0%"
    steps["H2"].number_format = "yyyy-mm-dd hh:mm"
    steps["I2"].number_format = "@"
    steps["F2"].data_type = "e"
    steps["A2"].comment = Comment("let op", "iemand")
    steps.merge_cells("A4:B4")
    steps.row_dimensions[2].hidden = True
    book.create_sheet("Verborgen").sheet_state = "hidden"
    path = tmp_path / "lijst.xlsx"
    book.save(path)
    return path


def test_a_workbook_comes_along_with_formats_errors_merges_and_hidden_rows(google: Emulator, workbook: Path) -> None:
    sheet = google.from_workbook(workbook)
    shown = ["D-001", "3-3-2026", "12,5", "50%", "WAAR", "#N/B", "25", "2026-03-03 14:30", "007"]
    assert sheet.grid("Stappen")[1] == shown
    assert sheet.grid("Stappen", shown=False)[1][1:5] == [46084, 12.5, 0.5, True]
    tab = sheet.tab("Stappen")
    assert [tab.cell(1, column).number_format.get("type") for column in (1, 2, 3, 7, 8)] == [
        "DATE",
        None,
        "PERCENT",
        "DATE_TIME",
        "TEXT",
    ]
    assert (tab.rows[1].hidden_by_user, tab.cell(1, 0).note, len(tab.ranges["merges"])) == (True, "let op", 1)
    assert sheet.tab("Verborgen").hidden


def test_the_command_serves_a_workbook_until_it_is_interrupted(workbook: Path) -> None:
    command = [sys.executable, "-m", "tests.google", "--blad", str(workbook)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        session = HTTPClient(log_in(Path(told["credentials"]))).session
        answer = session.get(f"{told['api']}/v4/spreadsheets/{told['id']}/values/Stappen!A2", timeout=10)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert answer.json()["values"] == [["D-001"]]
    lines = [json.loads(line) for line in Path(told["log"]).read_text("utf-8").splitlines()]
    assert [(line["kind"], line["ranges"]) for line in lines] == [("token", []), ("read", ["Stappen!A2"])]


def test_a_workbook_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.google", "--blad", str(tmp_path / "weg.xlsx")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is er niet" in done.stderr
