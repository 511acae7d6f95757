"""`ew koppel` on a Google Sheet: looked at by its headings, proposed as a workbook would be, and nothing else read."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from sample_sheets.others import NEAR, WIDE
from tests.builders import rules
from tests.conftest import Run
from tests.google import Emulator, Fault, Sheet
from tests.google.sheet import Plain
from tests.google_desk import answers, client_of, desk_of, mapping_of, served, use
from tests.koppel.test_workbook import PRIVATE
from tracker.errors import SheetError
from tracker.intake.read import read_sheet
from tracker.sheet.google_own import LISTS_ID, OWN_IDS
from tracker.sheet.google_tops import GoogleTops
from tracker.sheet.mapfile import read_mapping
from tracker.sheet.workbook import Workbook

# --- The same as with a workbook --------------------------------------------------------------------------------------


def test_a_sheet_at_google_gets_the_same_mapping_and_intake_as_a_workbook(
    ew: Run, google: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    workbook = Path(shutil.copy(sample, tmp_path / "lijst.xlsx"))
    here = ew("koppel", workbook, "--ja", "--json").json
    sheet = served(google, sample, monkeypatch)
    there = ew("koppel", "--ja", "--json").json
    mapping = read_mapping(mapping_of(sheet))
    assert mapping == read_mapping(tmp_path / "lijst.koppeling.toml")
    assert [part["fixed"] for part in there["parts"]] == [part["fixed"] for part in here["parts"]]
    book, desk = Workbook(workbook), desk_of(google, sheet)
    book.adopt(mapping)
    desk.adopt(mapping)
    assert read_sheet(desk.read(), rules()) == read_sheet(book.read(), rules())


def test_what_the_workbook_route_shows_is_shown_for_google_too(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    here = ew("koppel", sample, "--json").json
    served(google, sample, monkeypatch)
    there = ew("koppel", "--json").json
    assert {**there, "source": "", "parts": []} == {**here, "source": "", "parts": []}
    used = [[one for one in part["columns"] if one["used"]] for part in there["parts"]]
    assert used == [[one for one in part["columns"] if one["used"]] for part in here["parts"]]


# --- What leaves the sheet --------------------------------------------------------------------------------------------


def test_no_cell_under_a_column_that_is_not_proposed_leaves_the_sheet(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    sheet = served(google, sample, monkeypatch)
    proposed = ew("koppel", "--json").json
    header = dict.fromkeys(sheet.titles, 3 if sample == WIDE else 1)
    letters: dict[str, set[str]] = {title: set() for title in sheet.titles}
    for part in proposed["parts"]:
        letters[part["from"]] |= {one["letter"] for one in part["columns"] if one["used"]}
    # The tab Partners of the last sample is read as it is, without a mapping.
    letters |= {"Partners": {"A", "B"}} if sample == NEAR else {}
    with_cells = [call for call in google.log.reads if "effectiveValue" in str(call.parameter("fields"))]
    for title in sheet.titles:
        asked = {
            chr(65 + column)
            for call in with_cells
            for one in call.asked
            if one.tab == title and one.bottom > header[title]
            for column in range(one.left, one.right)
        }
        assert asked == letters[title]
    assert not [word for word in PRIVATE if word in answers(google)]
    assert google.log.writes == ()


def test_a_table_that_is_not_about_us_is_not_looked_into_past_its_first_row(google: Emulator) -> None:
    secret = ["Roos Vlinder", "rechtsachter", "heeft last van haar knie"]
    sheet = google.new_sheet("Club", {"Elftal": [["Speler", "Plaats in het veld", "Blessure"], secret, secret]})
    google.share(sheet)
    tops = GoogleTops(client_of(google), sheet.id)
    tops.read_headings()
    assert "knie" not in answers(google)
    assert "Speler" not in repr(tops.heads)


def test_of_the_rows_that_came_only_headings_are_kept(google: Emulator) -> None:
    rows: list[list[Plain]] = [
        ["Lijst van Femke", None, None],
        [None, "Persoon", None, None, "Stage"],
        ["Nr", "Naam", "Woonplaats", "Stage bij", "Stage per"],
        [1, "Roos Vlinder", "Emmen", "Zorggroep De Linde", date(2026, 3, 2)],
    ]
    sheet = google.new_sheet("Lijst", {"Blad1": rows})
    google.share(sheet)
    tops = GoogleTops(client_of(google), sheet.id)
    tops.read_headings()
    assert tops.heads[0].rows == ((), (), (*rows[2], *([None] * tops.heads[0].rows[2].count(None))))
    assert "Vlinder" not in answers(google)


def test_rows_of_words_over_several_columns_are_no_header(google: Emulator) -> None:
    band = ["Nummer", None, "Opleiding", None, "Stage", None]
    header = ["Nr", "Woonplaats", "Opleiding", "Opleiding start", "Stage bij", "Stage per"]
    sheet = google.new_sheet("Lijst", {"Blad1": [band, header, [1, "Emmen", "mbo", date(2026, 1, 1), None, None]]})
    google.share(sheet)
    tops = GoogleTops(client_of(google), sheet.id)
    tops.read_headings()
    assert tops.heads[0].rows[1][:6] == tuple(header)


def test_an_empty_tab_costs_nothing_and_our_own_tabs_are_not_asked_for(ew: Run, google: Emulator, wide: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    wide.add_tab("Leeg", [])
    google.log.clear()
    assert ew("koppel", "--json").code == 0
    assert len(google.log.reads) == 5
    own = {tab.title for tab in wide.book.tabs if tab.sheet_id in {*OWN_IDS.values(), LISTS_ID}}
    assert len(own) >= 3
    assert not own & {one.tab for call in google.log.calls for one in call.asked}


def test_a_header_that_moves_while_we_look_is_not_guessed_at(google: Emulator, wide: Sheet) -> None:
    tops = GoogleTops(client_of(google), wide.id)
    tops.read_headings()
    wide.insert_column("Blad1", "A", "Naam")
    with pytest.raises(SheetError, match="veranderen terwijl wij lezen"):
        tops.look_into({tops.heads[0].sheet_id: [0, 3]}, 400)


# --- The command ------------------------------------------------------------------------------------------------------


def test_the_command_says_what_was_looked_at_and_what_comes_next(ew: Run, wide: Sheet) -> None:
    answer = ew("koppel", wide.url, "--ja")
    assert "De kolomnamen, en verder alleen de kolommen waarvan wij de naam herkennen" in answer.out
    assert "Die kunt u zelf invullen" in " ".join(answer.out.split())
    assert f"De koppeling staat in {wide.id}.koppeling.toml" in answer.out
    assert f"EW_KOPPELING={mapping_of(wide).absolute()}" in answer.out
    assert "“ander_breed”" in mapping_of(wide).read_text(encoding="utf-8").splitlines()[0]


def test_without_a_source_the_settings_say_which_sheet(ew: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = ew("koppel")
    assert refused.code == 2
    assert "EW_SOURCE" in refused.err
    monkeypatch.setenv("EW_SOURCE", str(WIDE))
    assert ew("koppel", "--json").json["source"] == str(WIDE)


def test_a_mapping_elsewhere_is_named_by_a_setting(ew: Run, wide: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Path("map") / "elders.toml"
    elsewhere.parent.mkdir()
    assert f"EW_KOPPELING={elsewhere.absolute()}" in ew("koppel", "--naar", elsewhere, "--ja").out
    assert "Deelnemers is er niet" in ew("controle").out
    monkeypatch.setenv("EW_KOPPELING", str(elsewhere))
    assert ew("controle", "--json").json["tabs"]["Deelnemers"]["stored"] == 18
    assert all(one["ok"] for one in ew("dokter", "--json").json if one["check"] in ("tabbladen", "kolommen"))


@pytest.mark.parametrize(
    ("fault", "says"), [(Fault.FORBIDDEN, "tracker@voorbeeld"), (Fault.NOT_FOUND, "EW_SOURCE"), (None, "sleutel")]
)
def test_a_sheet_that_cannot_be_reached_is_told_in_two_sentences(
    ew: Run, google: Emulator, wide: Sheet, monkeypatch: pytest.MonkeyPatch, fault: Fault | None, says: str
) -> None:
    if fault:
        google.faults.add(fault, wide.id, times=5)
    else:
        monkeypatch.delenv("EW_GOOGLE_CREDENTIALS")
    answer = ew("koppel", "--ja")
    assert answer.code == 2
    assert says in answer.err
    assert not mapping_of(wide).exists()


def test_a_sheet_without_people_says_what_it_needs(ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = google.new_sheet("Kas", {"Kas": [["Bedrag", "Wat"], [12, "koffie"]]})
    google.share(sheet)
    use(google, sheet, monkeypatch)
    answer = ew("koppel")
    assert answer.code == 2
    assert "herkennen wij geen deelnemers" in answer.err
