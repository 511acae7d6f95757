"""A running emulator, a shared sheet with people in it, and a client that may edit it."""

from collections.abc import Iterator
from datetime import date

import gspread
import pytest

from tests.google import Emulator, Sheet
from tests.google_tests.client import client


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def sheet(google: Emulator) -> Sheet:
    made = google.new_sheet(
        "Programma",
        {
            "Deelnemers": [["Deelnemer", "Naam", "Gemeente"], ["D-001", "Roos Vlinder", "Emmen"]],
            "Stappen": [
                ["Deelnemer", "Stap", "Start", "Uren per week"],
                ["D-002", "stage", date(2026, 3, 3), 12.5],
                ["D-001", "opleiding", "maart 2026", 20],
            ],
        },
    )
    google.share(made)
    return made


@pytest.fixture
def opened(google: Emulator, sheet: Sheet) -> gspread.Spreadsheet:
    return client(google).open_by_key(sheet.id)
