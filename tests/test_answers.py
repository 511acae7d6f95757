"""What partners answered, from the database to the tab Reacties, the terminal, the copy for a person, and its end."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit
from tests.google import Emulator, Sheet
from tests.google_desk import PARTNERS, PEOPLE, STEPS, use
from tests.store.samples import rows, url
from tracker import actions, wiring
from tracker.settings import read_settings
from tracker.sheet.google_own import OWN_IDS
from tracker.store import Store

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HERE = "Zorggroep De Linde"
MEETINGS: list[list[object]] = [["Datum", "Overleg"], [date(2026, 11, 17), "stuurgroep"]]


@pytest.fixture
def sheet(ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """One person at one partner, a meeting ahead, and columns for how it is known; the sheet was read once."""
    steps = [[*row[:7], None, None] for row in STEPS]
    steps[0][7:] = ["Hoe weten we dit", "Nagevraagd op"]
    tabs: Any = {"Deelnemers": PEOPLE, "Stappen": steps, "Partners": PARTNERS, "Vergaderingen": MEETINGS}
    made = google.new_sheet("Programma", tabs)
    google.share(made)
    use(google, made, monkeypatch)
    ew("sync")
    return made


def store() -> Any:
    """The database of this test."""
    return wiring.store(read_settings())


def answer(said: str, partner: str = HERE, tab: str = "steps", now: datetime = NOW) -> None:
    """Have a partner answer the first question about a tab."""
    with store() as known:
        asked = actions.asking(known, partner, now, {})
        name = next(one.name for one in asked.questions if one.tab == tab)
        form = actions.Given(said={name: said}, mark=asked.mark)
        assert actions.answer(known, partner, form, now, {}) == 1


def everything_but_own(sheet: Sheet) -> list[Any]:
    return [tab for tab in sheet.book.copied().tabs if tab.sheet_id not in OWN_IDS.values()]


# --- The tab Reacties -------------------------------------------------------------------------------------------------


def test_an_answer_comes_in_reacties_at_the_next_sync_although_the_sheet_is_the_same(ew: Run, sheet: Sheet) -> None:
    assert "nog geen antwoorden" in sheet.grid("Reacties")[1][8]
    before = everything_but_own(sheet)
    answer("stopped")
    done = ew("sync", "--json").json
    assert (done["status"], done["calls"]["write"]) == ("unchanged", 1)
    row = sheet.grid("Reacties")[1]
    assert row[:8] == ["D-001", "Roos Vlinder", HERE, "betaald werk", "", "2-3-2026", "is gestopt", "1-11-2026"]
    assert "Einde" in row[8]
    assert row[9] == "E2"
    assert everything_but_own(sheet) == before
    assert ew("sync", "--json").json["calls"]["write"] == 0


def test_the_name_is_looked_up_by_the_sheet_and_never_passes_through_us(
    ew: Run, google: Emulator, sheet: Sheet
) -> None:
    answer("stopped")
    google.log.clear()
    ew("sync")
    assert "Vlinder" not in repr([call.body for call in google.log.writes])
    assert sheet.grid("Reacties")[1][1] == "Roos Vlinder"


def test_what_is_right_says_which_cell_to_fill_in_and_it_is_raised_only_when_that_is_done(
    ew: Run, sheet: Sheet
) -> None:
    answer("right")
    ew("sync")
    row = sheet.grid("Reacties")[1]
    assert row[6] == "klopt"
    assert row[8] == "Neemt u dit over? Vul in: Hoe weten we dit = van werkgever, en Nagevraagd op = 1-11-2026."
    assert row[9] == "H2"
    assert sheet.grid("Stappen")[1][7:] == []
    sheet.type("Stappen", "H2", "van werkgever")
    sheet.type("Stappen", "I2", "1-11-2026")
    ew("sync")
    row = sheet.grid("Reacties")[1]
    assert row[6:9:2] == ["klopt", "Dit staat in het blad. U hoeft niets te doen."]
    assert row[9:10] == []


def test_a_contract_that_was_seen_is_not_lowered_to_what_the_partner_says(ew: Run, sheet: Sheet) -> None:
    sheet.type("Stappen", "H2", "contract gezien")
    ew("sync")
    answer("right")
    ew("sync")
    assert sheet.grid("Reacties")[1][8] == "Neemt u dit over? Vul in: Nagevraagd op = 1-11-2026."


def test_mending_the_row_takes_the_answer_away(ew: Run, sheet: Sheet) -> None:
    answer("stopped")
    ew("sync")
    assert [one["kind"] for one in ew("aandacht", "--json").json if one["partner"] == HERE and one["participant"]] == [
        "partner_zegt_gestopt"
    ]
    sheet.type("Stappen", "E2", "30-10-2026")
    ew("sync")
    assert "nog geen antwoorden" in sheet.grid("Reacties")[1][8]
    assert "zegt" not in json.dumps(ew("aandacht", "--json").json)


def test_an_own_tab_says_the_same_however_often_it_is_written(
    ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("stopped")
    ew("sync")
    first = [row[:10] for row in sheet.grid("Reacties")]
    monkeypatch.setenv("EW_NOW", "2026-11-02T07:00")
    assert ew("sync", "--json").json["calls"]["write"] == 1
    assert [row[:10] for row in sheet.grid("Reacties")] == first


def test_an_answer_that_was_handled_stays_in_reacties_as_handled_and_leaves_aandacht(ew: Run, sheet: Sheet) -> None:
    answer("stopped")
    with store() as known:
        (wrong,) = actions.reactions(known, NOW, {}).wrong
        assert actions.handled(known, wrong.name, wrong.mark, NOW)
        assert actions.reactions(known, NOW, {}).wrong == ()
    ew("sync")
    assert sheet.grid("Reacties")[1][8] == "Afgehandeld op 1 november 2026."
    assert "zegt" not in json.dumps(ew("aandacht", "--json").json)


def test_an_answer_past_its_year_is_gone_at_the_next_sync(
    ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer("stopped")
    monkeypatch.setenv("EW_NOW", "2027-11-02T07:00")
    ew("sync")
    with store() as known:
        assert known.answers.all() == ()
    assert "nog geen antwoorden" in sheet.grid("Reacties")[1][8]


# --- A workbook -------------------------------------------------------------------------------------------------------

PARTNER = "Gemeente Veenmarke"


@pytest.fixture
def sample(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, read once."""
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "sleutel"))
    path = copy_of_sample(tmp_path / "blad.xlsx")
    monkeypatch.setenv("EW_SOURCE", str(path))
    ew("sync")
    return path


def who_is_asked_about() -> str:
    """The code of the person about whom the partner answered."""
    with store() as known:
        (wrong,) = actions.reactions(known, NOW, {}).wrong
    assert wrong.participant
    return wrong.participant


def test_the_file_beside_a_workbook_has_the_answers_without_names_and_jumps_to_the_row(ew: Run, sample: Path) -> None:
    answer("unknown", PARTNER)
    ew("sync")
    tab = load_workbook(sample.with_name("blad-controle.xlsx"))["Reacties"]
    assert [cell.value for cell in tab[1]][:3] == ["Deelnemer", "Partner", "Wat"]
    code, jump = tab["A2"].value, tab["I2"]
    assert code == who_is_asked_about()
    steps = load_workbook(sample)["Stappen"]
    assert jump.hyperlink.location == f"'Stappen'!{jump.value}"
    row = steps[jump.value].row
    assert steps.cell(row, column_of(steps, "Deelnemer")).value == code
    assert steps[jump.value].value == PARTNER


def test_the_terminal_counts_what_is_right_and_lists_what_is_not(ew: Run, sample: Path) -> None:
    answer("stopped", PARTNER)
    with store() as known:
        asked = actions.asking(known, PARTNER, NOW, {})
        rest = actions.Given(said={}, mark=asked.mark, rest_is_right=True)
        assert actions.answer(known, PARTNER, rest, NOW, {}) == len(asked.questions) - 1
    said = " ".join(ew("aandacht").out.split())
    assert "Voor het overleg van 17 november 2026 is 1 van de 39 partners klaar." in said
    assert f"{len(asked.questions) - 1} antwoorden zijn ‘klopt’." in said
    assert said.count("zegt:") == 1


def test_a_copy_for_someone_holds_the_answers_about_them(ew: Run, sample: Path) -> None:
    answer("stopped", PARTNER)
    held = ew("export", "inzage", who_is_asked_about(), "--json").json["held"]
    (one,) = [one for one in held["records"] if one["tab"] == "Reacties"]
    assert (one["values"]["Partner"], one["values"]["Antwoord"]) == (PARTNER, "is gestopt")
    assert "betaald werk" in one["values"]["Waarover"]
    assert "projectleider" in held["sees"]["Reacties"]


def test_who_is_erased_takes_the_answers_along_and_figures_and_editions_know_of_none(ew: Run, sample: Path) -> None:
    before = ew("stand", "--json").json
    answer("stopped", PARTNER)
    ew("sync")
    assert ew("stand", "--json").json["figures"] == before["figures"]
    code = who_is_asked_about()
    assert ew("vergeet", code, "--ja").code == 0
    assert [row for row in rows(url(Path("ew.db").absolute())) if row[0] == "answers"] == []
    edit(sample, "Stappen", lambda tab: _without(tab, code))
    edit(sample, "Deelnemers", lambda tab: _without(tab, code))
    ew("sync", "--bevestig")
    tab = load_workbook(sample.with_name("blad-controle.xlsx"))["Reacties"]
    assert code not in [cell.value for row in tab.iter_rows() for cell in row]


def _without(tab: Any, code: str) -> None:
    column = column_of(tab, "Deelnemer")
    for row in range(tab.max_row, 1, -1):
        if tab.cell(row, column).value == code:
            tab.delete_rows(row)


def test_answers_change_nothing_of_what_any_audience_gets(ew: Run, sample: Path) -> None:
    def live(known: Store) -> Any:
        return actions.live_edition(known, actions.Asked(), data_key=bytes(32), now=NOW)[0]

    with store() as known:
        before = live(known)
    answer("stopped", PARTNER)
    answer("right", PARTNER, "partners")
    with store() as known:
        assert live(known) == before


def test_what_changed_after_it_was_shown_is_not_answered_but_shown_again(ew: Run, sheet: Sheet) -> None:
    with store() as known:
        before = actions.asking(known, HERE, NOW, {})
        form = actions.Given(said={before.questions[0].name: "right"}, mark=before.mark)
    sheet.type("Stappen", "D2", "9-3-2026")
    ew("sync")
    with store() as known:
        assert actions.answer(known, HERE, form, NOW, {}) is None
        assert known.answers.all() == ()
        assert actions.asking(known, HERE, NOW, {}).left == len(before.questions)


def test_what_changed_without_being_shown_does_not_stand_in_the_way(ew: Run, sheet: Sheet) -> None:
    with store() as known:
        before = actions.asking(known, HERE, NOW, {})
        form = actions.Given(said={before.questions[0].name: "right"}, mark=before.mark)
    sheet.type("Stappen", "G2", "16")
    ew("sync")
    with store() as known:
        assert actions.answer(known, HERE, form, NOW, {}) == 1
        assert actions.asking(known, HERE, NOW, {}).left == len(before.questions) - 1
