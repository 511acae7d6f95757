"""The words of every page: short sentences, plain words, and no words that put people down."""

import re
from pathlib import Path
from statistics import mean

import pytest

from tracker.actions.visitor import Role

from .audit import Element, audit
from .pages.conftest import paths_of
from .programme import Programme, copy_of

HARD = (
    "conform",
    "derhalve",
    "implementeren",
    "implementatie",
    "inzake",
    "middels",
    "teneinde",
    "tevens",
    "betreffende",
    "aangaande",
    "dashboard",
    "monitoren",
    "faciliteren",
    "optimaliseren",
    "stakeholder",
    "target",
    "snapshot",
    "cohort",
    "percentiel",
    "numerator",
    "kpi",
    "d.m.v.",
    "i.v.m.",
    "m.b.t.",
    "t.a.v.",
    "o.a.",
    "cliënten die niet kunnen",
    "uitgevallen",
    "teruggevallen",
    "doelgroep",
    "minima",
    "de zwaksten",
)
"""Words that ask too much of a reader, and words that we do not use for people."""
LONGEST = 30
"""The most words in one sentence, names and numbers included."""
USUAL = 15
"""The most words that sentences of a page have on average."""
SKIPPED = ("script", "style", "svg", "table", "select", "title")


@pytest.fixture(scope="module")
def programme(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The sample programme."""
    return copy_of(sample, tmp_path_factory.mktemp("language"))


def sentences(page: Element) -> list[str]:
    """The sentences of a page: those of every paragraph, item and explanation, without charts and tables."""
    texts = [one.text for one in _outside_tables(page) if one.name in ("p", "li", "dd", "summary", "h1", "h2", "h3")]
    return [said for text in texts for said in re.split(r"(?<=[.!?:;])\s+", text) if said]


def _outside_tables(element: Element) -> list[Element]:
    if element.name in SKIPPED:
        return []
    inside = [inner for child in element.children for inner in _outside_tables(child)]
    is_frame = any(child.name in ("p", "ul", "select") for child in element.children)
    return inside if is_frame else [element, *inside]


def pages(programme: Programme) -> list[tuple[str, Element]]:
    """Every page of those who see different ones."""
    found = []
    for role in (None, Role.PROJECT_LEADER, Role.PARTNER, Role.FUNDER):
        client = programme.browser(role)
        found += [(path, audit(client.get(path).text)) for path in paths_of(role)]
    return found


def test_the_pages_are_written_in_short_sentences_and_plain_words(programme: Programme) -> None:
    for path, page in pages(programme):
        assert_plain(path, page)


def test_the_page_before_the_first_edition_is_plain_too(sample: Path, tmp_path: Path) -> None:
    programme = copy_of(sample, tmp_path)
    with programme.house.store() as store, store._writing() as connection:
        connection.exec_driver_sql("delete from papers")
        connection.exec_driver_sql("delete from editions")
    for role in (Role.PARTNER, Role.FUNDER):
        assert_plain("/", audit(programme.browser(role).get("/").text))


def assert_plain(path: str, page: Element) -> None:
    said = sentences(page.all("main")[0])
    assert said, path
    assert [one for one in said if len(one.split()) > LONGEST] == [], path
    assert mean(len(one.split()) for one in said) <= USUAL, path
    text = f" {page.all('main')[0].text.lower()} "
    assert [word for word in HARD if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == [], path
