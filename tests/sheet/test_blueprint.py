"""A new sheet has every column of the contract, drawn as a workbook that people can fill in and nothing can spoil."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tracker.choices import DOMAINS, EMPLOYERS, MUNICIPALITIES, NEEDS, STEP_KINDS
from tracker.columns import BY_NAME, PARTICIPANTS, STEPS, TABS, Column, Kind
from tracker.errors import FileError
from tracker.intake import municipalities
from tracker.intake.written import Written, written, written_row
from tracker.model import Participant, Step, Value
from tracker.sheet.blueprint import Blueprint, Grip, Look, SheetColumn, blank_sheet
from tracker.sheet.dropdowns import LISTS_TITLE, LONGEST_LITERAL, SPARE_ROWS
from tracker.sheet.newbook import write_book

CREATED = datetime(2026, 11, 1, 12, tzinfo=UTC)
ALL = blank_sheet(everything=True)


def columns() -> Iterator[tuple[str, SheetColumn]]:
    for tab in ALL.tabs:
        for column in tab.columns:
            yield tab.title, column


def column(tab: str, heading: str, blueprint: Blueprint = ALL) -> SheetColumn:
    return next(column for column in blueprint.tab(tab).columns if column.heading == heading)


# --- The blueprint ---------------------------------------------------------------------------------------------------


def test_every_column_of_the_contract_is_in_the_blueprint_and_only_the_name_is_added() -> None:
    drawn = {tab.title: [column.heading for column in tab.columns] for tab in ALL.tabs}
    asked = {tab.title: [column.heading for column in tab.columns] for tab in TABS}
    asked["Stappen"].insert(1, "Naam")
    assert drawn == asked


def test_the_basic_sheet_has_the_basic_tabs() -> None:
    titles = [tab.title for tab in blank_sheet().tabs]
    assert titles == ["Deelnemers", "Stappen", "Partners", "Plekken", "Doelen", "Toegang", "Keuzelijsten"]


def test_every_column_says_why_and_how_in_a_short_note() -> None:
    for title, drawn in columns():
        assert 20 <= len(drawn.note) <= 300, (title, drawn.heading)
    assert all(asked.why in column(tab.name, asked.heading).note for tab in TABS for asked in tab.columns)


def test_a_needed_column_says_so_and_looks_so() -> None:
    for tab in TABS:
        for asked in tab.columns:
            drawn = column(tab.name, asked.heading)
            assert (drawn.look is Look.NEEDED) == asked.needed
            assert ("elke rij" in drawn.note) == asked.needed


def test_every_closed_list_stops_and_every_list_of_people_warns() -> None:
    assert column("steps", "Stap").dropdown == column("places", "Soort").dropdown
    stap, gemeente = column("steps", "Stap").dropdown, column("participants", "Gemeente").dropdown
    assert stap is not None
    assert gemeente is not None
    assert (stap.grip, stap.words) == (Grip.STOP, tuple(option.word for option in STEP_KINDS.options))
    assert (gemeente.grip, gemeente.words, gemeente.tab, gemeente.heading) == (
        Grip.WARN, (), "Keuzelijsten", "Gemeenten",
    )  # fmt: skip


def test_a_partner_column_offers_its_words_and_the_partners() -> None:
    partner = column("steps", "Partner").dropdown
    assert partner is not None
    assert (partner.words, partner.tab, partner.heading) == (("buiten het netwerk",), "Partners", "Partner")


def test_the_basic_sheet_refers_to_no_tab_that_it_has_not() -> None:
    titles = {tab.title for tab in blank_sheet().tabs}
    lists = [column.dropdown for tab in blank_sheet().tabs for column in tab.columns if column.dropdown]
    assert {dropdown.tab for dropdown in lists if dropdown.tab} <= titles
    assert column("steps", "Subsidie", blank_sheet()).dropdown is None


def test_several_words_in_one_cell_are_never_refused() -> None:
    needs = column("participants", "Wat is nodig").dropdown
    assert needs is not None
    assert needs.grip is Grip.OFFER


def test_the_key_of_a_tab_is_typed_and_not_chosen() -> None:
    assert column("participants", "Deelnemer").dropdown is None
    assert column("partners", "Partner").dropdown is None
    assert column("steps", "Deelnemer").dropdown is not None


def test_goals_offer_the_figures_that_are_given() -> None:
    drawn = column("targets", "Doel", blank_sheet(figures=["betaald_werk"]))
    assert drawn.dropdown is not None
    assert drawn.dropdown.words == ("betaald_werk",)


def test_messages_fit_where_a_workbook_shows_them() -> None:
    messages = [drawn.dropdown.message for _, drawn in columns() if drawn.dropdown]
    messages += [drawn.limits.message for _, drawn in columns() if drawn.limits]
    assert messages
    assert all(10 < len(message) <= 225 for message in messages)


def test_every_colour_can_be_read() -> None:
    for tab in ALL.tabs:
        assert _contrast(tab.shades.strong, "#FFFFFF") >= 4.5, tab.title
        assert _contrast(tab.shades.soft, "#22272B") >= 7, tab.title


def _contrast(one: str, two: str) -> float:
    """The contrast of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- The workbook ----------------------------------------------------------------------------------------------------

PEOPLE = [
    written_row(PARTICIPANTS, Participant(code="D-001", registered_on=date(2026, 3, 31), needs=("taal", "opvang"))),
    written_row(PARTICIPANTS, Participant(code="D-002")),
]
PEOPLE[0][1] = "Noor V."
WORK = [written_row(STEPS, Step(participant="D-001", kind="paid_work", start=date(2026, 5, 4), hours=19.5))]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("new") / "nieuw.xlsx"
    write_book(path, ALL, {"participants": PEOPLE, "steps": WORK}, created=CREATED)
    return openpyxl.load_workbook(path)


def validation(book: Any, title: str, cell: str) -> Any:
    return next((rule for rule in book[title].data_validations.dataValidation if cell in rule.sqref), None)


def test_every_tab_has_its_header_in_view_with_a_filter_and_notes(book: Any) -> None:
    for tab in ALL.tabs:
        sheet = book[tab.title]
        assert [cell.value for cell in sheet[1]] == [column.heading for column in tab.columns]
        assert [cell.comment.text for cell in sheet[1]] == [column.note for column in tab.columns]
        assert sheet.freeze_panes == ("C2" if tab.title in ("Deelnemers", "Stappen") else "B2")
        assert sheet.auto_filter.ref.startswith("A1:")


def test_what_is_typed_stands_there_as_its_own_type(book: Any) -> None:
    assert [cell.value for cell in book["Deelnemers"][2]][:4] == ["D-001", "Noor V.", None, datetime(2026, 3, 31)]
    assert book["Deelnemers"]["D2"].number_format == "dd-mm-yyyy"
    assert book["Deelnemers"]["K2"].value == "taal; opvang"
    assert book["Stappen"]["L2"].value is None
    assert book["Stappen"]["M2"].value == 19.5


def test_the_name_beside_a_step_is_looked_up_in_typed_and_spare_rows(book: Any) -> None:
    assert book["Stappen"]["B2"].value == (
        '=IF($A2="","",IFERROR(INDEX(\'Deelnemers\'!$B:$B,MATCH($A2,\'Deelnemers\'!$A:$A,0))&"",""))'
    )
    assert "$A300" in book["Stappen"]["B300"].value


def test_a_program_that_does_not_calculate_shows_the_name_too(tmp_path: Path) -> None:
    path = tmp_path / "naam.xlsx"
    write_book(path, ALL, {"participants": PEOPLE, "steps": WORK}, created=CREATED)
    assert openpyxl.load_workbook(path, data_only=True)["Stappen"]["B2"].value == "Noor V."


def test_dropdowns_reach_the_typed_rows_and_the_spare_ones(book: Any) -> None:
    last = len(WORK) + 1 + SPARE_ROWS
    for tab in ALL.tabs:
        for at, drawn in enumerate(tab.columns):
            letter = get_column_letter(at + 1)
            rule = validation(book, tab.title, f"{letter}2")
            assert (rule is not None) == bool(drawn.dropdown or drawn.limits), (tab.title, drawn.heading)
    assert str(validation(book, "Stappen", "C2").sqref) == f"C2:C{last}"


def test_a_short_list_stands_in_the_dropdown_itself(book: Any) -> None:
    words = ",".join(option.word for option in DOMAINS.options)
    rule = validation(book, "Stappen", "E2")
    assert (rule.formula1, rule.errorStyle) == (f'"{words}"', None)
    assert rule.error == "Kies een woord uit de lijst. Of laat de cel leeg."


def test_a_list_of_people_points_at_the_cells_where_they_add_words(book: Any) -> None:
    rule = validation(book, "Deelnemers", "C2")
    area = f"'Keuzelijsten'!$A$2:$A${SPARE_ROWS + 1}"
    assert rule.formula1 == f"OFFSET('Keuzelijsten'!$A$2,0,0,MAX(1,COUNTIF({area},\"?*\")),1)"
    assert rule.errorStyle == "warning"


def test_words_and_names_together_stand_on_a_hidden_tab(tmp_path: Path) -> None:
    path = tmp_path / "partners.xlsx"
    names: list[list[Written]] = [["Zorggroep Zevenlinden", *[None] * (len(BY_NAME["partners"].columns) - 1)]]
    write_book(path, ALL, {"partners": names}, created=CREATED)
    book = openpyxl.load_workbook(path, data_only=True)
    lists = book[LISTS_TITLE]
    assert lists.sheet_state == "hidden"
    partner = next(cells for cells in lists.iter_cols(values_only=True) if cells[1] == "buiten het netwerk")
    assert partner[2] == "Zorggroep Zevenlinden"
    assert "COUNTIF" in validation(book, "Stappen", "D2").formula1


def test_a_list_too_long_for_a_dropdown_is_not_lost(tmp_path: Path) -> None:
    figures = [f"een_tamelijk_lange_naam_van_een_cijfer_{number}" for number in range(20)]
    path = tmp_path / "lang.xlsx"
    write_book(path, blank_sheet(figures=figures), {}, created=CREATED)
    book = openpyxl.load_workbook(path)
    assert len(",".join(figures)) > LONGEST_LITERAL
    assert LISTS_TITLE in validation(book, "Doelen", "A2").formula1
    assert any(list(cells)[1:21] == figures for cells in book[LISTS_TITLE].iter_cols(values_only=True))


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@naam", "=HYPERLINK(1)", "https://example.org", "0612", "{=1}"])
def test_text_stays_text_whatever_it_begins_with(text: str, tmp_path: Path) -> None:
    row: list[Written] = [None] * len(PARTICIPANTS.columns)
    row[0], row[-1] = "D-001", text
    path = tmp_path / "tekst.xlsx"
    write_book(path, blank_sheet(), {"participants": [row]}, created=CREATED)
    cell = openpyxl.load_workbook(path)["Deelnemers"].cell(2, len(row))
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s" if text[0] != "=" else cell.data_type, None)
    assert openpyxl.load_workbook(path, data_only=True)["Deelnemers"].cell(2, len(row)).value == text


def test_the_same_input_gives_the_same_bytes_and_carries_its_date(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_book(tmp_path / name, ALL, {"participants": PEOPLE}, created=CREATED)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    made = openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created
    assert made.replace(tzinfo=UTC) == CREATED


def test_a_long_text_gets_a_row_that_is_high_enough(tmp_path: Path) -> None:
    row: list[Written] = [date(2026, 11, 16), "stuurgroep", None, "woord " * 80, None]
    path = tmp_path / "hoog.xlsx"
    write_book(path, ALL, {"meetings": [row]}, created=CREATED)
    assert openpyxl.load_workbook(path)["Vergaderingen"].row_dimensions[2].height >= 8 * 15


# --- Files that cannot be written ------------------------------------------------------------------------------------


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "er is al een.xlsx"
    path.write_text("van iemand")
    with pytest.raises(FileError, match="bestaat al"):
        write_book(path, blank_sheet(), {}, created=CREATED)
    assert path.read_text() == "van iemand"
    write_book(path, blank_sheet(), {}, created=CREATED, overwrite=True)
    assert "Deelnemers" in openpyxl.load_workbook(path).sheetnames


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="bestaat niet") as caught:
        write_book(tmp_path / "nergens" / "x.xlsx", blank_sheet(), {}, created=CREATED)
    assert caught.value.advice


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="map en geen bestand"):
        write_book(tmp_path, blank_sheet(), {}, created=CREATED, overwrite=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write in every folder")
def test_a_closed_folder_is_said_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="mag u niet schrijven"):
        write_book(tmp_path / "x.xlsx", blank_sheet(), {}, created=CREATED)


def test_rows_that_break_off_leave_the_old_file_and_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, folder = tmp_path / "waiting", tmp_path / "folder"
    waiting.mkdir()
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(waiting))

    def broken() -> Iterator[list[Written]]:
        yield PEOPLE[0]
        raise OSError("disk full")

    path = folder / "oud.xlsx"
    path.write_text("oud")
    with pytest.raises(FileError, match="kon niet worden geschreven"):
        write_book(path, blank_sheet(), {"participants": broken()}, created=CREATED, overwrite=True)
    assert list(waiting.iterdir()) == []
    assert [file.name for file in folder.iterdir()] == ["oud.xlsx"]
    assert path.read_text() == "oud"


# --- The way back ----------------------------------------------------------------------------------------------------

WAY_BACK: tuple[tuple[Kind, Column, Value, Written], ...] = (
    (Kind.CODE, STEPS.column("participant"), "D-017", "D-017"),
    (Kind.DATE, STEPS.column("start"), date(2026, 3, 31), date(2026, 3, 31)),
    (Kind.PAST_DATE, STEPS.column("end"), date(2026, 3, 31), date(2026, 3, 31)),
    (Kind.NAME, BY_NAME["grants"].column("funder"), "Regio Deal", "Regio Deal"),
    (Kind.TEXT, BY_NAME["meetings"].column("message"), "=Goed nieuws", "=Goed nieuws"),
    (Kind.CHOICE, STEPS.column("kind"), "paid_work", "betaald werk"),
    (Kind.CHOICE, STEPS.column("domain"), "client_contact", "cliëntcontact"),
    (Kind.CHOICE, STEPS.column("role"), "een eigen functie", "een eigen functie"),
    (Kind.CHOICES, PARTICIPANTS.column("needs"), ("taal", "opvang"), "taal; opvang"),
    (Kind.CHOICES, PARTICIPANTS.column("needs"), (), None),
    (Kind.PARTNER, STEPS.column("partner"), "outside_network", "buiten het netwerk"),
    (Kind.PARTNER, STEPS.column("partner"), "Welzijn Achterhorst", "Welzijn Achterhorst"),
    (Kind.PARTNER, PARTICIPANTS.column("registered_by"), "self", "zelf"),
    (Kind.PARTNER, PARTICIPANTS.column("guided_by"), "project_leader", "projectleider"),
    (Kind.SPELLINGS, BY_NAME["partners"].column("other_names"), ("ZZL", "Zevenlinden"), "ZZL; Zevenlinden"),
    (Kind.SPELLINGS, BY_NAME["partners"].column("other_names"), (), None),
    (Kind.YES_NO, STEPS.column("as_expert"), True, "ja"),
    (Kind.YES_NO, STEPS.column("as_expert"), False, "nee"),
    (Kind.HOURS, STEPS.column("hours"), 24.0, 24),
    (Kind.HOURS, STEPS.column("hours"), 19.5, 19.5),
    (Kind.COUNT, BY_NAME["places"].column("number"), 0, 0),
    (Kind.SCORE, BY_NAME["measurements"].column("helped"), 5, 5),
    (Kind.AMOUNT, BY_NAME["targets"].column("amount"), "250", 250),
    (Kind.AMOUNT, BY_NAME["targets"].column("amount"), "100%", "100%"),
    (Kind.FIGURE, BY_NAME["targets"].column("figure"), "betaald_werk", "betaald_werk"),
    (Kind.GRANT, STEPS.column("grant"), "NPG", "NPG"),
    (Kind.EMAIL, BY_NAME["access"].column("address"), "iemand@example.org", "iemand@example.org"),
    (Kind.NEVER_READ, PARTICIPANTS.columns[1], "Noor V.", None),
)


@pytest.mark.parametrize(("kind", "of", "value", "cell"), WAY_BACK)
def test_a_stored_value_becomes_what_a_person_would_have_typed(
    kind: Kind, of: Column, value: Value, cell: Written
) -> None:
    assert of.kind is kind
    assert written(of, value) == cell
    assert type(written(of, value)) is type(cell)
    assert written(of, None) is None


def test_the_way_back_is_shown_for_every_kind() -> None:
    assert {kind for kind, *_ in WAY_BACK} == set(Kind)


def test_a_row_has_a_cell_for_each_column_and_none_for_people() -> None:
    row = written_row(PARTICIPANTS, Participant(code="D-001", own_goal="paid_work"))
    assert len(row) == len(PARTICIPANTS.columns)
    assert {cell for cell in row if cell} == {"D-001", "betaald werk"}


def test_every_choice_has_a_word_of_its_own() -> None:
    for choices in (STEP_KINDS, DOMAINS, EMPLOYERS, NEEDS, MUNICIPALITIES):
        words = [choices.word(option.code) for option in choices.options]
        assert len(set(words)) == len(words)


# --- Municipalities --------------------------------------------------------------------------------------------------


def test_the_list_has_every_municipality_once_in_order() -> None:
    names = municipalities.MUNICIPALITIES
    assert len(set(names)) == len(names) == 342
    assert list(names) == sorted(names, key=lambda name: name.casefold().replace("ú", "u").replace("â", "a"))


def test_other_names_lead_to_a_name_in_the_list() -> None:
    names = set(municipalities.MUNICIPALITIES)
    assert set(municipalities.OTHER_NAMES.values()) <= names
    assert not names & set(municipalities.OTHER_NAMES)
