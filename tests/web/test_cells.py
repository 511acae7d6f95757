"""The page about a Google Sheet leads to the very cell that is wrong, wherever people moved its tab."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.google import Emulator, Sheet
from tests.google_desk import PARTNERS, PEOPLE, STEPS
from tracker import actions, wiring
from tracker.actions.visitor import Role

from .audit import Element, audit
from .conftest import AuditingClient
from .people import KEYS, House
from .programme import SAMPLE_NOW, WHO, Programme, settings_in

ACCESS: list[list[object]] = [["E-mail", "Rol"], [WHO[Role.PROJECT_LEADER], "projectleider"]]


@pytest.fixture
def sheet() -> Iterator[tuple[Emulator, Sheet]]:
    """A small sheet at an emulated Google, shared with the tracker."""
    with Emulator() as google:
        google.quota.per_user = google.quota.per_project = None
        tabs = {"Deelnemers": PEOPLE, "Stappen": STEPS, "Partners": PARTNERS, "Toegang": ACCESS}
        made = google.new_sheet("Programma", tabs)  # type: ignore[arg-type]  # cells of any kind, as people type them.
        google.share(made)
        yield google, made


def known_to(google: Emulator, sheet: Sheet, folder: Path, now: datetime = SAMPLE_NOW) -> AuditingClient:
    """The project leader at the pages of a database that has just read the sheet."""
    if not (folder / "data.key").exists():
        (folder / "data.key").write_text(KEYS.data.hex() + "\n")
        (folder / "data.key").chmod(0o400)
    settings = replace(
        settings_in(folder),
        source=sheet.url,
        google_credentials=google.credentials_path,
        google_api=google.api,
        now=now,
    )
    with wiring.store(settings) as store:
        terms = actions.Terms(now)
        actions.sync_shared(wiring.sheet(settings), store, wiring.data_key(settings, store), terms)
    return Programme(settings, House(folder / "ew.db", now=now)).browser(Role.PROJECT_LEADER)


def links_to(page: Element) -> dict[str, str]:
    """For each place that is a link to the sheet, its address."""
    links = [one for one in page.all("a") if "docs.google.com" in one.attributes["href"]]
    assert {one.attributes.get("rel") for one in links} <= {"noreferrer"}
    return {one.text: one.attributes["href"] for one in links}


def test_a_finding_leads_to_its_cell_in_the_sheet(sheet: tuple[Emulator, Sheet], tmp_path: Path) -> None:
    google, book = sheet
    book.type("Stappen", "B3", "stagge")
    client = known_to(google, book, tmp_path)
    address = urlsplit(links_to(audit(client.get("/kwaliteit?nu=ja").text))["Rij 3, Stap (cel B3)"])
    assert (address.netloc, address.path) == ("docs.google.com", f"/spreadsheets/d/{book.id}/edit")
    opened = parse_qs(address.fragment)
    tab = next(tab for tab in book.book.tabs if str(tab.sheet_id) == opened["gid"][0])
    assert (tab.title, opened["range"]) == ("Stappen", ["B3"])
    assert book.grid("Stappen")[2][1] == "stagge"
    # Without reading the sheet only the row is known, and the link opens all of it.
    kept = urlsplit(links_to(audit(client.get("/kwaliteit").text))["Rij 3, Stap"])
    assert parse_qs(kept.fragment) == {"gid": opened["gid"], "range": ["3:3"]}


def test_every_place_on_the_page_is_a_link_that_names_a_tab_of_the_sheet(
    sheet: tuple[Emulator, Sheet], tmp_path: Path
) -> None:
    google, book = sheet
    book.type("Deelnemers", "A3", "12")
    book.type("Partners", "D2", "ooit")
    client = known_to(google, book, tmp_path)
    page = audit(client.get("/kwaliteit?nu=ja").text)
    places = [one for one in page.all("li") if "ew-finding" in one.attributes.get("class", "") and "Rij" in one.text]
    links = links_to(page)
    assert len([one for one in places if one.all("a")]) == len(places) >= 2
    known = {str(tab.sheet_id) for tab in book.book.tabs}
    assert {parse_qs(urlsplit(one).fragment)["gid"][0] for one in links.values()} <= known


def test_what_has_no_hurry_stands_folded_below_what_has(sheet: tuple[Emulator, Sheet], tmp_path: Path) -> None:
    google, book = sheet
    book.type("Stappen", "B3", "stagge")
    main = audit(known_to(google, book, tmp_path).get("/kwaliteit").text).all("main")[0]
    folded = main.all("details")[0]
    assert "opmerkingen zonder haast" in folded.all("summary")[0].text
    assert "Op het tabblad Partners staat niet" in folded.text
    assert "Rij 3, Stap" not in folded.text


def test_a_link_leads_to_the_right_tab_after_people_renamed_it(sheet: tuple[Emulator, Sheet], tmp_path: Path) -> None:
    google, book = sheet
    number = book.tab("Stappen").sheet_id
    known_to(google, book, tmp_path)
    book.rename("Stappen", "Stappen van dit jaar")
    book.type("Stappen van dit jaar", "B3", "stagge")
    client = known_to(google, book, tmp_path, SAMPLE_NOW + timedelta(minutes=5))
    assert f"gid={number}" in links_to(audit(client.get("/kwaliteit").text))["Rij 3, Stap"]
    assert f"gid={number}" in links_to(audit(client.get("/kwaliteit?nu=ja").text))["Rij 3, Stap (cel B3)"]
