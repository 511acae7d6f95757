"""A small workbook as people keep one, before and after an afternoon of work, for tests that sync many times."""

from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

PEOPLE = 40
PARTNERS = ("Zorg Voorbeeld", "Wonen Monden", "Gemeente Veenmarke")


def write_small_sheet(path: Path, *, edited: bool = False) -> Path:
    """Write 40 people with two steps each; `edited` with cells changed, a person added and a step taken away."""
    book = Workbook()
    book.remove(book.worksheets[0])
    people, steps, partners = (book.create_sheet(title) for title in ("Deelnemers", "Stappen", "Partners"))
    people.append(["Deelnemer", "Gemeente", "Aangemeld op", "Akkoord op", "Eigen doel"])
    steps.append(["Deelnemer", "Stap", "Partner", "Start", "Einde", "Uren per week"])
    partners.append(["Partner", "Sector"])
    for name in PARTNERS:
        partners.append([name, "zorg"])
    for number in range(1, PEOPLE + 1 + edited):
        code, begins = f"D-{number:03}", date(2025, 1, 6) + timedelta(days=number)
        people.append([code, "Emmen", begins, begins, "betaald werk"])
        partner = PARTNERS[number % len(PARTNERS)]
        steps.append([code, "opleiding", partner, begins, begins + timedelta(days=90), 8])
        steps.append([code, "betaald werk", partner, begins + timedelta(days=120), None, 24])
    if edited:
        for row in range(2, 8):
            steps.cell(row, 6).value = 7
        steps.delete_rows(20)
    book.save(path)
    return path
