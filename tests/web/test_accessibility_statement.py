"""The page about accessibility has what the Dutch model of such a statement asks, and promises no more than is so."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tracker import __version__
from tracker.web.app import create_app
from tracker.wording import long_date

from .audit import Element, read_page
from .conftest import drawing
from .editions import EDITION
from .people import House
from .test_public import settings_of

ADDRESS = "https://register.voorbeeld.example/12"
FILLED = {
    "EW_VERWERKINGSVERANTWOORDELIJKE": "Gemeente Voorbeeld",
    "EW_PRIVACYCONTACT": "hulp@voorbeeld.example",
    "EW_TOEGANKELIJKHEID": ADDRESS,
    "EW_BASE_URL": "https://ew.example",
}


def statement(house: House, folder: Path, **values: str) -> Element:
    """The middle of the page, with these settings."""
    app = create_app(drawing(EDITION), house.door(), settings_of(folder, **values))
    (main,) = read_page(app.test_client().get("/toegankelijkheid").text).all("main")
    return main


def test_the_statement_has_every_part_of_the_model(house: House, tmp_path: Path) -> None:
    page = statement(house, tmp_path, **FILLED)
    assert [heading.text for heading in page.all("h2")] == [
        "Waarvoor geldt deze verklaring?",
        "Hoe ver zijn wij?",
        "Wat doen wij eraan?",
        "Wat is nog niet goed?",
        "Lukt iets niet?",
        "Van wanneer is deze verklaring?",
    ]
    ours = [value for value in FILLED.values() if value != ADDRESS]
    for part in (*ours, "EN 301 549", "WCAG 2.2", "vijf werkdagen", "drie maanden", "Nationale ombudsman"):
        assert part in page.text
    assert "nog niet af" not in page.text


def test_the_status_is_the_one_in_the_official_statement_when_there_is_one(house: House, tmp_path: Path) -> None:
    page = statement(house, tmp_path, **FILLED)
    assert ADDRESS in [link.attributes["href"] for link in page.all("a")]
    assert "De status is" not in page.text


def test_without_an_official_statement_the_status_is_that_there_is_none(house: House, tmp_path: Path) -> None:
    page = statement(house, tmp_path)
    assert "De status is: E, er is nog geen officiële verklaring." in page.text
    assert [link for link in page.all("a") if "href" in link.attributes] == []


@pytest.mark.parametrize("missing", ["EW_TOEGANKELIJKHEID", "EW_VERWERKINGSVERANTWOORDELIJKE"])
def test_what_the_organisation_must_still_fill_in_is_said(house: House, tmp_path: Path, missing: str) -> None:
    page = statement(house, tmp_path, **{name: value for name, value in FILLED.items() if name != missing})
    assert "Deze pagina is nog niet af." in page.text
    assert f"({missing})" in page.text


def test_the_statement_was_looked_over_for_the_newest_version(house: House, tmp_path: Path) -> None:
    card = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    released = re.search(r'^releaseDate: "(.*)"$', card, re.MULTILINE)
    assert released
    day = long_date(date.fromisoformat(released[1]))
    assert f"op {day}, bij versie {__version__} van het programma." in statement(house, tmp_path).text
