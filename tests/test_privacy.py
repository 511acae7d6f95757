"""Nothing is kept that nobody explained: the columns, what stands beside them, and what the pages say of both."""

from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from cli.commands import COMMANDS
from tests.conftest import Run
from tracker import actions
from tracker.columns import BY_NAME, PARTICIPANTS, TABS, Column, Ground, Kind
from tracker.dictionary import BESIDE, RIGHTS, Beside, check_told
from tracker.errors import TrackerError
from tracker.settings import read_settings
from tracker.store.tables import METADATA


@pytest.mark.parametrize("why", ["", "  "])
def test_a_column_without_a_purpose_stops_the_program_with_its_name(why: str) -> None:
    with pytest.raises(TrackerError, match="Bij de kolom Schoenmaat ontbreekt waarom"):
        Column("shoe_size", "Schoenmaat", Kind.COUNT, why)


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ({"sees": " "}, "Deelnemers ontbreekt wie het mag zien"),
        ({"kept": ""}, "Deelnemers ontbreekt hoe lang"),
        ({"ground": ""}, "Deelnemers ontbreekt op welke grond"),
        ({"columns": PARTICIPANTS.columns[1:]}, "Deelnemers bewaart code zonder kolom"),
    ],
    ids=["sees", "kept", "ground", "column"],
)
def test_a_tab_that_is_not_explained_whole_stops_the_program_with_its_name(lacking: dict[str, Any], says: str) -> None:
    with pytest.raises(TrackerError, match=says):
        replace(PARTICIPANTS, **lacking)


def test_a_field_that_the_database_would_keep_without_a_column_stops_the_program() -> None:
    @dataclass(frozen=True)
    class Wider:
        code: str
        shoe_size: int

    with pytest.raises(TrackerError, match="bewaart shoe_size zonder kolom"):
        replace(PARTICIPANTS, record=Wider)


def test_every_field_that_is_stored_has_a_purpose_a_ground_a_reader_and_an_end() -> None:
    for tab in TABS:
        for field in fields(tab.record):
            assert tab.column(field.name).why
        assert tab.sees
        assert tab.kept
        assert isinstance(tab.ground, Ground)


def test_tables_about_participants_stand_on_the_ground_that_the_organisation_chose() -> None:
    about_people = {tab.name for tab in TABS if {"participant", "code"} & {one.name for one in fields(tab.record)}}
    assert about_people == {tab.name for tab in TABS if tab.ground is Ground.PERSON}


def test_a_table_of_the_database_that_nobody_told_of_stops_the_program() -> None:
    with pytest.raises(TrackerError, match="De tabel shoe_sizes in de database is nergens uitgelegd"):
        check_told([*METADATA.tables, "shoe_sizes"])


def test_what_is_told_of_beside_the_sheet_is_there_and_told_once() -> None:
    told = [table for one in BESIDE for table in one.tables]
    assert sorted(told) == sorted(set(METADATA.tables) - set(BY_NAME))


@pytest.mark.parametrize("empty", ["holds", "why", "sees", "kept"])
def test_something_beside_the_sheet_that_is_not_explained_whole_stops_the_program(empty: str) -> None:
    given: dict[str, Any] = {"name": "Schoenen", "holds": "a", "why": "b", "sees": "c", "kept": "d"}
    with pytest.raises(TrackerError, match="“Schoenen” is niet helemaal uitgelegd"):
        Beside(ground=Ground.NO_PERSON, **{**given, empty: ""})


def test_the_facts_for_a_page_cover_every_tab_and_every_column() -> None:
    found = actions.privacy_facts(read_settings({}))
    assert [one.name for one in found.read] == [tab.title for tab in TABS]
    told = {(one.name, heading) for one in found.read for heading, _ in one.fields} | set(found.never_read)
    assert told == {(tab.title, column.heading) for tab in TABS for column in tab.columns}
    assert ("Deelnemers", "Naam") in found.never_read
    assert [one.name for one in found.beside] == [one.name for one in BESIDE]
    assert found.rights == RIGHTS


def test_without_settings_the_facts_say_what_must_still_be_decided() -> None:
    found = actions.privacy_facts(read_settings({}))
    assert (found.controller, found.contact) == (None, None)
    assert "akkoord" in found.ground
    assert [sentence.partition("(")[2] for sentence in found.undecided] == [
        "EW_VERWERKINGSVERANTWOORDELIJKE).",
        "EW_PRIVACYCONTACT).",
    ]
    other = actions.privacy_facts(read_settings({"EW_GRONDSLAG": "anders"}))
    assert "EW_GRONDSLAG_UITLEG" in other.undecided[-1]


def test_the_words_of_the_organisation_stand_in_the_facts() -> None:
    found = actions.privacy_facts(
        read_settings(
            {
                "EW_VERWERKINGSVERANTWOORDELIJKE": "Gemeente Voorbeeld",
                "EW_PRIVACYCONTACT": "privacy@voorbeeld.example",
                "EW_GRONDSLAG": "anders",
                "EW_GRONDSLAG_UITLEG": "Onze taak in de Participatiewet.",
                "EW_BEWAARMAANDEN": "12",
            }
        )
    )
    assert (found.controller, found.contact) == ("Gemeente Voorbeeld", "privacy@voorbeeld.example")
    assert found.undecided == ()
    by_name = {one.name: one for one in found.read}
    assert by_name["Stappen"].ground == found.ground == "Onze taak in de Participatiewet."
    assert by_name["Partners"].ground == Ground.NO_PERSON.value
    assert not by_name["Partners"].about_people
    assert by_name["Metingen"].kept.startswith("tot 12 maanden")
    assert not any("{" in one.kept for one in (*found.read, *found.beside))


@pytest.mark.parametrize("right", [one for one in RIGHTS if one.command], ids=lambda one: one.name)
def test_the_command_for_a_right_is_one_that_the_program_has(ew: Run, right: Any) -> None:
    words = [word for word in right.command.split()[1:] if word.islower()]
    assert words[0] in COMMANDS
    assert ew(*words, "--help").code == 0
