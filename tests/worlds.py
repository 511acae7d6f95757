"""A made-up programme as rows of a sheet, to be changed and published: what a reader gets of one world and of another.

Codes, names, remarks, addresses and municipalities of people are words that stand nowhere else, so that a test can
look for them in the bytes of a file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tracker import actions, wiring
from tracker.edition import Edition
from tracker.model import World
from tracker.protection.people import Attributes, PersonRow
from tracker.settings import Settings, read_settings

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
DAY = date(2026, 10, 31)
KEY = bytes(range(32))
"""The data key: it decides what is rounded up, so that it has to be the same one each time."""

Tabs = dict[str, list[dict[str, Any]]]
"""For each tab its rows, by heading."""

NORTH, SOUTH = ("Vlieland", "Terschelling"), ("Zundert", "Vaals")
PARTNERS = ("Zorg Voorbeeld", "Wonen Monden", "Gemeente Veenmarke", "School Stil")
QUIET = "School Stil"
"""The partner that does not want others to see its numbers."""
GRANTS = ("Kansenfonds", "Regiopot")
REASONS = ("verhuisd", "eigen keuze", "omstandigheden", "geen contact meer")
NEEDS = ("vervoer", "opvang", "taal", "rustig tempo")
TWINS = ("ZQK-10081", "ZQK-10082")
"""Two people who are alike in everything that is ever counted, and in nothing else."""

WHO_LOGS_IN = (
    ("projectleider", None, None),
    ("stuurgroep", None, None),
    ("partner", PARTNERS[0], None),
    ("financier", None, GRANTS[0]),
)
"""The roles on Toegang, with the partner or the grant that they are of."""

NAME, REMARK, HOST = "Kanarievogel", "zomergeheim", "geheim.example"
WHISPERS = ("ZQK-10", "ZQK10", NAME, REMARK, HOST, *NORTH, *SOUTH)
"""What may stand in no paper of anyone."""


def programme() -> Tabs:
    """Eighty people and the twins, four partners, two grants, a goal, a rule, a meeting."""
    people = [_person(number) for number in range(80)]
    twins = [_person(8, code) | {"Aangemeld op": date(2025, 3, day)} for day, code in enumerate(TWINS, 3)]
    return {
        "Deelnemers": [*people, *twins],
        "Stappen": [step for number in range(80) for step in _steps(number)] + _twin_steps(),
        "Metingen": [_answers(number) for number in range(0, 80, 2)],
        "Partners": [
            {"Partner": name, "Sector": sector, "Toelichting": REMARK, "Aantallen zichtbaar": visible}
            for name, sector, visible in zip(
                PARTNERS, ("zorg", "wonen", "gemeente", "onderwijs"), ("ja", "ja", "ja", "nee"), strict=True
            )
        ],
        "Ervaringsdeskundigen": [
            {"Partner": name, "Peildatum": date(2026, 9, 1), "Betaald": 3, "Vrijwillig": 2} for name in PARTNERS
        ],
        "Plekken": [{"Partner": PARTNERS[0], "Soort": "stage", "Aantal": 4, "Vanaf": date(2025, 1, 1)}],
        "Doelen": [
            {"Doel": "kans_gekregen", "Streefwaarde": 250, "Op": date(2035, 12, 31)},
            {"Doel": "tevreden", "Streefwaarde": "80%", "Op": date(2035, 12, 31)},
        ],
        "Subsidies": [{"Subsidie": name, "Financier": "Fonds", "Van": date(2024, 1, 1)} for name in GRANTS],
        "Knelpunten": [
            {"Regel": "kostendelersnorm", "Gemeld op": date(2025, 5, 1), "Partner": PARTNERS[0], "Aantal deelnemers": 7}
        ],
        "Vergaderingen": [
            {"Datum": date(2026, 7, 1), "Overleg": "stuurgroep"},
            {"Datum": date(2026, 11, 20), "Overleg": "stuurgroep", "Peildatum": DAY, "Boodschap": "Het gaat goed."},
        ],
        "Toegang": [
            {"E-mail": f"{role.replace(' ', '.')}@{HOST}", "Rol": role, "Partner": partner, "Subsidie": grant}
            for role, partner, grant in WHO_LOGS_IN
        ],
        "Keuzelijsten": [
            {"Gemeenten": town, "Regio": region}
            for region, towns in (("Noord", NORTH), ("Zuid", SOUTH))
            for town in towns
        ],
    }


def _person(number: int, code: str = "") -> dict[str, Any]:
    begins = date(2024 + number // 3 % 2, 1 + number % 9, 3 + number % 20)
    stopped = number % 8 == 5
    return {
        "Deelnemer": code or f"ZQK-{10001 + number}",
        "Naam": f"{NAME} {number}",
        "Opmerkingen": f"{REMARK} {number}",
        "Gemeente": (NORTH if number % 3 else SOUTH)[number % 2],
        "Aangemeld op": begins,
        "Aangemeld door": PARTNERS[(number + number // 8) % 4],
        "Intake op": begins + timedelta(days=8),
        "Akkoord op": begins,
        "Eigen doel": ("betaald werk", "opleiding", "vrijwilligerswerk")[number % 3],
        "Begeleiding door": ("projectleider", "kartrekker")[number % 2],
        "Wat is nodig": NEEDS[number % 4],
        "Volgende actie": "bellen",
        "Actie op": date(2026, 11, 9),
        "Afgesloten op": date(2026, 2, 1 + number % 20) if stopped else None,
        "Reden": REASONS[number // 8 % 4] if stopped else None,
    }


def _steps(number: int) -> list[dict[str, Any]]:
    """What someone did: nothing, a training, a training and a job, an internship."""
    code, begins = f"ZQK-{10001 + number}", date(2025, 10, 1) + timedelta(days=number)
    training = _step(code, "opleiding", PARTNERS[number % 4], begins)
    over = training | {"Einde": begins + timedelta(days=90), "Resultaat": "diploma"}
    job = _step(code, "betaald werk", PARTNERS[number // 2 % 4], begins + timedelta(days=120)) | {"Uren per week": 16}
    internship = _step(code, "stage", PARTNERS[number // 3 % 4], begins)
    return ([training], [over, job], [over, job], [internship], [], [over], [], [internship])[number % 8]


def _step(code: str, kind: str, partner: str, start: date) -> dict[str, Any]:
    return {
        "Deelnemer": code,
        "Stap": kind,
        "Partner": partner,
        "Start": start,
        "Steun": ("jobcoach", "maatje")[start.day % 2],
        "Subsidie": GRANTS[start.month % 2],
        "Hoe weten we dit": "van deelnemer",
        "Nagevraagd op": date(2026, 10, 20),
        "Opmerkingen": REMARK,
    }


def _twin_steps() -> list[dict[str, Any]]:
    """One found work sooner, elsewhere and for more hours; the tables see no difference."""
    (one, other), both = TWINS, {"Steun": "maatje", "Subsidie": GRANTS[0]}
    return [
        _step(one, "betaald werk", PARTNERS[0], date(2025, 5, 1)) | {"Uren per week": 8} | both,
        _step(other, "betaald werk", PARTNERS[1], date(2025, 9, 1)) | {"Uren per week": 32} | both,
    ]


def _answers(number: int) -> dict[str, Any]:
    questions = ("Tevreden over werk of leerplek", "Goed geholpen", "Er verandert iets", "Kan beter rondkomen")
    given = {question: 2 + (number // 2 + place) % 4 for place, question in enumerate(questions)}
    return {"Deelnemer": f"ZQK-{10001 + number}", "Datum": date(2026, 9, 1 + number % 20)} | given


# --- What nobody may see ---------------------------------------------------------------------------------------------


def towns_within_a_region(tabs: Tabs) -> None:
    to = dict(zip((*NORTH, *SOUTH), (*reversed(NORTH), *reversed(SOUTH)), strict=True))
    for row in tabs["Deelnemers"]:
        row["Gemeente"] = to[row["Gemeente"]]


def order_of_rows(tabs: Tabs) -> None:
    for title in ("Deelnemers", "Stappen", "Metingen"):
        tabs[title].reverse()


def names_and_remarks(tabs: Tabs) -> None:
    for row in (*tabs["Deelnemers"], *tabs["Stappen"], *tabs["Partners"]):
        row.update(
            {heading: "Iets heel anders" for heading in ("Naam", "Opmerkingen", "Toelichting") if heading in row}
        )


def twins(tabs: Tabs) -> None:
    """Each takes the place of the other whole, with everything that is known of them."""
    to = dict(zip(TWINS, reversed(TWINS), strict=True))
    for title in ("Deelnemers", "Stappen"):
        for row in tabs[title]:
            row["Deelnemer"] = to.get(row["Deelnemer"], row["Deelnemer"])


def guidance(tabs: Tabs) -> None:
    for row in tabs["Deelnemers"]:
        row["Begeleiding door"] = "secretaris"
        row["Volgende actie"], row["Actie op"] = "gesprek", DAY.replace(year=2027)


def who_may_log_in(tabs: Tabs) -> None:
    tabs["Toegang"].append({"E-mail": "iemand@anders.example", "Rol": "programmateam"})


BLIND = (towns_within_a_region, order_of_rows, names_and_remarks, twins, guidance, who_may_log_in)
"""What nobody but the project leader may see, and what stands in no table."""


def every_blind_change(tabs: Tabs) -> None:
    """All of them."""
    for change in BLIND:
        change(tabs)


# --- Publishing ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What came of a sheet: its records, the people as the protection sees them, and the whole edition."""

    records: World
    people: tuple[PersonRow, ...]
    attributes: Attributes
    whole: Edition
    settings: Settings


def publish(folder: Path, change: Callable[[Tabs], object] | None = None) -> Known:
    """Type the programme in a sheet, changed or as it is, read that in a database of its own, and publish."""
    folder.mkdir()
    tabs = programme()
    if change:
        change(tabs)
    path = save(tabs, folder / "blad.xlsx")
    key = folder / "sleutel"
    key.write_text(KEY.hex())
    key.chmod(0o400)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _settings(folder).items():
            patch.setenv(name, value)
        return _published(path)


def save(tabs: Mapping[str, list[dict[str, Any]]], path: Path) -> Path:
    """Write the rows to a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    book.save(path)
    return path


def _settings(folder: Path) -> Mapping[str, str]:
    return {
        "HOME": str(folder),
        "EW_NOW": "2026-11-01T12:00",
        "EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}",
        "EW_DATA_KEY": str(folder / "sleutel"),
    }


def _published(path: Path) -> Known:
    from cli.main import main
    from tracker.actions.counted import lists_of, rows_of
    from tracker.actions.known import facts_of
    from tracker.protection.closed_list import closed_attributes

    with pytest.raises(SystemExit) as ended:
        main(["sync", str(path)])
    assert ended.value.code in (0, None)
    settings = read_settings()
    with wiring.store(settings) as store:
        key = wiring.data_key(settings, store)
        whole, _ = actions.published(store, actions.Asked(DAY), data_key=key, now=NOW)
        world = store.world()
        facts = facts_of(store, world)
        return Known(world, rows_of(facts, DAY), closed_attributes(lists_of(facts, DAY)), whole, settings)
