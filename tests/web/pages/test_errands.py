"""What the forms of the pages do: bring up to date, let through, take back, erase."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ..conftest import AuditingClient
from ..programme import Programme
from .conftest import LEADER, deeds, main_of


def test_update_now_runs_beside_the_page_and_is_told_when_done(own: Programme) -> None:
    client = own.browser(LEADER)
    own.house.now += timedelta(minutes=1)
    assert client.submit("/kwaliteit/bijwerken", page="/kwaliteit").headers["Location"] == "/kwaliteit"
    waits = client.get("/kwaliteit").text
    assert "Dit loopt nog." in waits
    assert 'http-equiv="refresh"' in waits
    own.house.post()
    done = client.get("/kwaliteit").text
    assert "Er was niets veranderd." in done
    assert 'http-equiv="refresh"' not in done
    assert "quality_update" in deeds(own)


def test_two_at_once_do_not_sync_twice(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    assert len(own.house.waiting) == 1


def test_an_errand_that_died_with_its_server_does_not_hold_up_the_next(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.waiting.clear()
    own.house.now += timedelta(minutes=16)
    assert "Er ging iets mis." in client.get("/kwaliteit").text
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    assert len(own.house.waiting) == 1


def test_a_sheet_that_cannot_be_read_ends_the_errand_in_words(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    Path(own.settings.source or "").unlink()
    own.house.post()
    text = main_of(client, "/kwaliteit").text
    assert "Het blad bijwerken, begonnen op" in text
    assert "programma.xlsx" in text


def empty_steps(programme: Programme, count: int, first: int = 2) -> None:
    """Take so many steps out of the sheet, from a row on."""
    path = Path(programme.settings.source or "")
    book = load_workbook(path)
    book["Stappen"].delete_rows(first, count)
    book.save(path)


@pytest.fixture
def held(own: Programme) -> tuple[Programme, AuditingClient]:
    """A programme in whose sheet so much vanished that the sync waits."""
    empty_steps(own, 100)
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.post()
    return own, client


def mark_of(client: AuditingClient) -> str:
    fields = main_of(client, "/kwaliteit/klopt").all("input")
    return next(one.attributes["value"] for one in fields if one.attributes["name"] == "kenmerk")


def test_a_change_that_waits_is_shown_and_let_through_by_the_project_leader(
    held: tuple[Programme, AuditingClient],
) -> None:
    programme, client = held
    assert "De cijfers staan stil" in main_of(client, "/kwaliteit").text
    assert "Op Stappen verandert veel" in main_of(client, "/kwaliteit/klopt").text
    client.submit("/kwaliteit/klopt", {"kenmerk": mark_of(client)})
    programme.house.post()
    assert "Het blad is bijgewerkt." in main_of(client, "/kwaliteit").text
    assert {"quality_confirm", "bevestigd"} <= set(deeds(programme))
    assert client.get("/kwaliteit/klopt").status_code == 404


def test_what_was_not_shown_is_not_let_through(held: tuple[Programme, AuditingClient]) -> None:
    programme, client = held
    mark = mark_of(client)
    empty_steps(programme, 30)
    client.submit("/kwaliteit/klopt", {"kenmerk": mark})
    programme.house.post()
    assert "Het blad is intussen anders." in main_of(client, "/kwaliteit").text
    assert "bevestigd" not in deeds(programme)


def test_other_rows_of_the_same_number_are_not_let_through_either(own: Programme) -> None:
    path, client = Path(own.settings.source or ""), own.browser(LEADER)
    whole = path.read_bytes()
    empty_steps(own, 100)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.post()
    mark = mark_of(client)
    path.write_bytes(whole)
    empty_steps(own, 100, first=103)
    client.submit("/kwaliteit/klopt", {"kenmerk": mark})
    own.house.post()
    assert "Het blad is intussen anders." in main_of(client, "/kwaliteit").text
    assert "bevestigd" not in deeds(own)


def test_a_sync_is_taken_back_after_it_was_shown(held: tuple[Programme, AuditingClient]) -> None:
    programme, client = held
    client.submit("/kwaliteit/klopt", {"kenmerk": mark_of(client)})
    programme.house.post()
    assert "Stappen: 100 rijen komen terug." in main_of(client, "/kwaliteit/terugdraaien/2").text
    client.submit("/kwaliteit/terugdraaien/2")
    programme.house.post()
    assert "Sync 2 is teruggedraaid: 100 rijen zijn weer zoals eerst." in main_of(client, "/kwaliteit").text
    assert {"quality_take_back", "ongedaan"} <= set(deeds(programme))
    assert client.get("/kwaliteit/terugdraaien/99").status_code == 404


def test_a_copy_for_a_participant_is_a_file_without_their_code_in_its_name(own: Programme) -> None:
    answer = own.browser(LEADER).submit("/persoon/D-001/overzicht", page="/persoon/D-001")
    assert "Dit bewaren wij van u" in answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="overzicht-deelnemer.html"'
    assert "inzage" in deeds(own)


def test_erasing_asks_to_be_sure_and_then_nobody_is_there(own: Programme) -> None:
    client = own.browser(LEADER)
    unsure = client.submit("/persoon/D-001/wissen")
    assert unsure.status_code == 400
    assert "Vink eerst aan" in unsure.text
    done = client.submit("/persoon/D-001/wissen", {"zeker": "ja"})
    assert "De gegevens zijn gewist" in done.text
    assert client.get("/persoon/D-001").status_code == 404
    assert "gewist" in deeds(own)


def test_the_programme_page_counts_the_same_after_someone_was_erased(own: Programme) -> None:
    client = own.browser(LEADER)
    before = [one.text for one in main_of(client, "/").all("article")]
    client.submit("/persoon/D-001/wissen", {"zeker": "ja"})
    assert [one.text for one in main_of(client, "/").all("article")] == before


@pytest.mark.parametrize(
    "path",
    [
        "/kwaliteit/bijwerken",
        "/kwaliteit/klopt",
        "/kwaliteit/terugdraaien/1",
        "/persoon/D-001/wissen",
        "/persoon/D-001/overzicht",
        "/downloads/maken",
    ],
)
def test_a_form_without_its_token_does_nothing(own: Programme, path: str) -> None:
    answer = own.browser(LEADER).post(path, data={"zeker": "ja", "kenmerk": "x", "voor": "stuurgroep"})
    assert answer.status_code == 400
    assert own.house.waiting == []
    assert own.browser(LEADER).get("/persoon/D-001").status_code == 200
