"""The project leader: a new sheet, people typed in, a mistake mended, figures, pages behind a second step, papers."""

import json
import re
from datetime import date
from pathlib import Path

import pyotp

from tests.journeys.machine import Machine, Visitor, fill, type_over

ME = "projectleider@voorbeeld.example"
PARTNERS = ("Gemeente Veldhuizen", "Zorggroep De Linde", "Wonen aan de Vaart")


def _people() -> list[dict[str, object]]:
    return [
        {
            "Deelnemer": f"D-{number:03}",
            "Naam": f"Verzonnen Persoon {number}",
            "Gemeente": "Emmen",
            "Aangemeld op": date(2025, 1 + number % 12, 6),
            "Akkoord op": date(2025, 1 + number % 12, 6),
            "Intake op": date(2025, 1 + number % 12, 20),
            "Eigen doel": "betaald werk",
            "Opmerkingen": "komt graag langs",
        }
        for number in range(1, 13)
    ]


def _steps() -> list[dict[str, object]]:
    return [
        {
            "Deelnemer": f"D-{number:03}",
            "Stap": "betaald werk" if number % 3 else "opleiding",
            "Partner": PARTNERS[number % 3],
            "Start": date(2026, number, 2),
            "Resultaat": "loopt",
            "Uren per week": 24,
        }
        for number in range(1, 10)
    ]


def _rows() -> dict[str, list[dict[str, object]]]:
    return {
        "Partners": [
            {"Partner": name, "Sector": "zorg", "Gemeente": "Emmen", "Aangesloten op": date(2024, 9, 1)}
            for name in PARTNERS
        ],
        "Deelnemers": _people(),
        "Stappen": _steps(),
        "Doelen": [{"Doel": "betaald_werk", "Streefwaarde": 10, "Op": date(2026, 12, 31)}],
        "Vergaderingen": [{"Datum": date(2026, 11, 17), "Overleg": "stuurgroep", "Peildatum": date(2026, 11, 1)}],
        "Toegang": [{"E-mail": ME, "Rol": "projectleider"}],
    }


def test_a_project_leader_begins_with_nothing_and_ends_with_papers(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    sheet = tmp_path / "mijn-blad.xlsx"

    told = machine.ew()
    assert "ew nieuw mijn-blad.xlsx" in " ".join(told.out.split())
    assert "ew controle mijn-blad.xlsx" in machine.ew("nieuw", "mijn-blad.xlsx", "--alles").out
    machine.settings["EW_SOURCE"] = "mijn-blad.xlsx"
    assert "ew sync" in machine.ew().out

    fill(sheet, _rows())
    type_over(sheet, "Stappen", "Start", 3, "halverwege maart")
    checked = json.loads(machine.ew("controle", "--json", code=1).out)
    faults = [one for one in checked["findings"] if one["severity"] == "fout"]
    assert [(one["tab"], one["row"], one["column"]) for one in faults] == [("Stappen", 3, "Start")]
    assert faults[0]["advice"]

    type_over(sheet, "Stappen", "Start", 3, date(2026, 2, 2))
    machine.ew("controle")
    assert "ew stand" in machine.ew("sync").out
    assert "ew serve" in " ".join(machine.ew().out.split())
    figures = machine.figures()
    assert figures["betaald_werk"][0] == 6
    assert b"Verzonnen Persoon" not in machine.bytes_of_database()
    assert b"komt graag langs" not in machine.bytes_of_database()

    link = machine.ew("toegang", "link", ME).out.strip()
    with machine.pages() as address:
        me = Visitor(address)
        path = re.sub(r"^https?://[^/]+", "", link)
        assert "Uitloggen" in me.submit(path)
        _set_up_second_step(me)
        assert "D-010" in me.open("/aandacht")
        assert "D-001" in me.open("/persoon/D-001")

    answer = json.loads(
        machine.ew("export", "stuurgroep", "--vergadering", "17-11-2026", "--formaat", "xlsx,pdf", "--json").out
    )
    assert answer["gate"]["found"] == 0
    assert [Path(one).suffix for one in answer["files"]] == [".xlsx", ".pdf"]
    assert all((tmp_path / one).is_file() for one in answer["files"])
    assert json.loads(machine.ew("dokter", "--json").out)


def _set_up_second_step(me: Visitor) -> None:
    page = me.open("/tweede-stap")
    secret = re.search(r'class="ew-secret">([^<]+)<', page)
    assert secret
    me.submit("/tweede-stap", code=pyotp.TOTP(secret[1].replace(" ", "")).now())
