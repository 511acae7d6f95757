"""`python -m sample_sheets.others`: three sheets of other shapes, as organisations keep them, with made-up people."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from xlsxwriter import Workbook

FOLDER = Path(__file__).parent
LONG, WIDE, NEAR = FOLDER / "ander_trajecten.xlsx", FOLDER / "ander_breed.xlsx", FOLDER / "ander_bijna.xlsx"

_Cell: TypeAlias = str | float | date | None
_Rows: TypeAlias = Sequence[Sequence[_Cell]]

_FIRST_NAMES = (
    "Aafke",
    "Bram",
    "Carmen",
    "Daan",
    "Elif",
    "Femke",
    "Gijs",
    "Hanna",
    "Ilse",
    "Jorrit",
    "Karima",
    "Lucas",
)
_LAST_NAMES = ("Wildeman", "Zandstra", "Oosterloo", "Veenhuis", "Kruizenga", "Bolhuis", "Haveman", "Niemeijer")
_PLACES = ("Emmen", "Stadskanaal", "Assen", "Hoogeveen", "Veendam", "Coevorden", "Borger-Odoorn", "Pekela")
_PARTNERS = ("Zorggroep De Linde", "Welzijn Veenrand", "Gemeente Turfmeer", "Stichting Buurtkracht", "Woonstede Oost")
_BEGIN = date(2025, 1, 6)


def write_others(folder: Path = FOLDER) -> None:
    """Write the three sheets."""
    _write(folder / LONG.name, _long())
    _write(folder / WIDE.name, _wide())
    _write(folder / NEAR.name, _near())


def _day(chance: random.Random, after: date, least: int, most: int) -> date:
    return after + timedelta(days=chance.randint(least, most))


def _long() -> dict[str, _Rows]:
    """People, their trajectories and the organisations on three tabs with names of their own, and bare numbers."""
    chance = random.Random(1)
    people: list[Sequence[_Cell]] = [
        ("Cliëntnr", "Naam", "Geboortedatum", "Woonplaats", "Instroom", "Toestemming op", "Telefoon", "Wens",
         "Uitstroom", "Reden uitstroom", "Opmerkingen"),
    ]  # fmt: skip
    paths: list[Sequence[_Cell]] = [
        ("Cliëntnr", "Soort traject", "Organisatie", "Startdatum", "Einddatum", "Status", "Uren p/w", "Contactpersoon"),
    ]
    for number in range(1, 25):
        joined = _day(chance, _BEGIN, 0, 400)
        left = _day(chance, joined, 120, 200) if number % 8 == 0 else None
        name = f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}"
        wish = chance.choice(("betaald werk", "opleiding", "vrijwillig", "weten we nog niet"))
        reason = chance.choice(("verhuisd", "naar werk")) if left else None
        remark = "Belt liever in de ochtend" if number % 5 == 0 else None
        people.append(
            (number, name, date(1980, 5, number), chance.choice(_PLACES), joined, joined, "06 00000000", wish,
             left, reason, remark)
        )  # fmt: skip
        first = _day(chance, joined, 10, 40)
        ended = _day(chance, first, 40, 90)
        words = ("afgerond", "diploma", "gestaakt")
        paths.append((number, "scholing", None, first, ended, chance.choice(words), None, name))
        if number % 3:
            kind = chance.choice(("geplaatst", "stage", "wep", "vrijwilligerswerk"))
            second = _day(chance, ended, 5, 30)
            hours = float(chance.choice((16, 20, 24, 32)))
            paths.append((number, kind, chance.choice(_PARTNERS), second, None, "loopt", hours, name))
    partners: list[Sequence[_Cell]] = [
        ("Organisatie", "Soort organisatie", "Aangesloten sinds", "Contactpersoon", "E-mail")
    ]
    for place, (name, sector) in enumerate(
        zip(_PARTNERS, ("zorg", "welzijn", "gemeente", "welzijn", "corporatie"), strict=True)
    ):
        partners.append((name, sector, date(2024, 3, 1 + place), "Mevr. Wildeman", f"contact{place}@voorbeeld.invalid"))
    return {
        "Cliënten": people,
        "Trajecten": paths,
        "Organisaties": partners,
        "Verlof collega’s": [("Wie", "Wanneer weg")],
    }


def _wide() -> dict[str, _Rows]:
    """One row a person, with columns for each kind of step, under a title."""
    chance = random.Random(2)
    rows: list[Sequence[_Cell]] = [
        ("Overzicht project ervaringsdeskundigen",),
        (),
        ("Nr.", "Voornaam", "Achternaam", "Woonplaats", "Aangemeld", "AVG akkoord", "Opleiding", "Opleiding start",
         "Opleiding eind", "Stage bij", "Stage vanaf", "Stage t/m", "Werk bij", "Werk per", "Werk uren", "BSN",
         "Vrijwilligerswerk bij", "Bijzonderheden"),
    ]  # fmt: skip
    for number in range(1, 19):
        joined = _day(chance, _BEGIN, 0, 300)
        started = _day(chance, joined, 14, 30)
        ended = _day(chance, started, 60, 120)
        stage = _day(chance, ended, 3, 20) if number % 2 else None
        stage_end = _day(chance, stage, 60, 90) if stage else None
        job = _day(chance, stage_end, 5, 20) if stage_end and number % 3 else None
        rows.append(
            (number, chance.choice(_FIRST_NAMES), chance.choice(_LAST_NAMES), chance.choice(_PLACES), joined, joined,
             "Basisopleiding ervaringsdeskundige", started, ended,
             chance.choice(_PARTNERS) if stage else None, stage, stage_end,
             chance.choice((*_PARTNERS, "buiten het netwerk")) if job else None, job, 24.0 if job else None,
             "111222333" if number < 4 else None, "Buurthuis" if number == 7 else None,
             "Heeft een hond" if number % 6 == 0 else None)
        )  # fmt: skip
    rows.append(("Totaal", None, None, None, 18.0))
    return {"Blad1": rows}


def _near() -> dict[str, _Rows]:
    """Nearly ours: codes, and a heading with a slip of the pen, words of their own and a tab of vacancies."""
    chance = random.Random(3)
    people: list[Sequence[_Cell]] = [("Code", "Naam", "Gemmeente", "Aanmelddatum", "Akkoord op", "Doel", "Begeleider")]
    steps: list[Sequence[_Cell]] = [("Deelnemer", "Activiteit", "Partner", "Vanaf", "Einde gepland", "Contractvorm")]
    for number in range(1, 13):
        joined = _day(chance, _BEGIN, 0, 300)
        name = f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}"
        people.append((f"EW-{number}", name, chance.choice(_PLACES), joined, joined, "betaald werk", "Femke Bolhuis"))
        start = _day(chance, joined, 20, 60)
        kind = chance.choice(("in dienst", "leerwerkplek", "stage"))
        contract = "bepaalde tijd" if kind == "in dienst" else None
        steps.append((f"EW-{number}", kind, chance.choice(_PARTNERS), start, date(2027, 1, 31), contract))
    partners: list[Sequence[_Cell]] = [("Partner", "Sector"), *((name, "welzijn") for name in _PARTNERS)]
    places: list[Sequence[_Cell]] = [
        ("Organisatie", "Soort werk", "Aantal plekken", "Beschikbaar vanaf", "Omschrijving"),
        (_PARTNERS[0], "stage", 2.0, date(2026, 9, 1), "Meedraaien in de huiskamer"),
        (_PARTNERS[3], "geplaatst", 1.0, date(2026, 10, 1), "Gastvrouw of gastheer"),
    ]
    return {"Deelnemerslijst": people, "Activiteiten": steps, "Partners": partners, "Vacatures": places}


def _write(path: Path, tabs: dict[str, _Rows]) -> None:
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2026, 11, 1, 12)})  # noqa: DTZ001 - a date in a sheet has no zone
        dated = book.add_format({"num_format": "d-m-yyyy"})
        for title, rows in tabs.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, datetime.combine(cell, datetime.min.time()), dated)
                    elif cell is not None:
                        sheet.write(number, place, cell)


if __name__ == "__main__":
    write_others()
