"""The papers as one page of HTML: complete, alone in the world, and readable for everyone."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.editions.builders import ALL, EMPTY, RICH, TABLES
from tracker.edition import Cell, Edition
from tracker.editions import story
from tracker.editions.html import page
from tracker.protection.audience import seen_by
from tracker.protection.tables import LEFT_OUT
from tracker.wording import figure_value


class Reader(HTMLParser):
    """Reads a page as a screen reader does: its headings, its tables, its text, and where its links go."""

    def __init__(self, edition: Edition, *, concept: bool = False) -> None:
        super().__init__()
        self.text = ""
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.points_at: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page(edition, concept=concept).decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what matters of a tag."""
        held = dict(attrs)
        self.tags.append((tag, held))
        self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if held.get("id"):
            self.ids.append(str(held["id"]))
        for name in ("aria-labelledby", "aria-describedby"):
            self.points_at += (held.get(name) or "").split()
        if tag == "a" and str(held.get("href")).startswith("#"):
            self.points_at.append(str(held["href"])[1:])

    def handle_data(self, data: str) -> None:
        """Keep the text that people read."""
        if self.open[-1:] != ["style"]:
            self.text += f" {data}"

    def handle_endtag(self, tag: str) -> None:
        """Close the last open tag of this name."""
        while self.open and self.open.pop() != tag:
            pass

    @property
    def said(self) -> str:
        """The text with single spaces."""
        return re.sub(r"\s+", " ", self.text)


def test_every_figure_goal_change_and_grant_of_a_rich_edition_is_on_the_page() -> None:
    said = Reader(RICH).said

    for figure in (*RICH.state.figures, *(one for grant in RICH.grants for one in (*grant.figures, *grant.esf))):
        assert figure.name in said and figure_value(figure) in said
    for road in RICH.outlook.roads:
        assert story.road_ahead(road, RICH.outlook) in said
    for shift in story.moved(RICH):
        assert story.shift_name(shift) in said
    for name in (*(one.name for one in RICH.partners), *(one.name for one in RICH.grants)):
        assert name in said
    assert RICH.meeting is not None and str(RICH.meeting.message) in said and str(RICH.meeting.decision) in said


def test_what_is_left_out_of_a_table_is_said_in_its_place() -> None:
    hidden = sum(cell.shown is None for table in TABLES for cell in table.cells)

    assert Reader(RICH).said.count(LEFT_OUT) >= hidden
    whole = replace(TABLES[2], cells=tuple(Cell(cell.sides, None) for cell in TABLES[2].cells))
    assert "Vervoer" not in Reader(replace(RICH, tables=(whole,))).said


@pytest.mark.parametrize("name", ALL)
def test_the_page_needs_nothing_beside_it(name: str) -> None:
    content = page(ALL[name]).decode()

    assert not re.search(r"<(script|link|img|iframe|object|embed|base)\b|@import|url\(|srcset|\bon[a-z]+=", content)
    assert {
        address for address in re.findall(r'(?:href|src)="([^"]*)"', content) if not address.startswith("#")
    } == set()
    assert "default-src 'none'" in content


@pytest.mark.parametrize("name", ALL)
def test_every_name_on_the_page_is_there_once_and_every_pointer_finds_it(name: str) -> None:
    found = Reader(ALL[name])

    assert len(found.ids) == len(set(found.ids))
    assert set(found.points_at) <= set(found.ids)


@pytest.mark.parametrize("name", ALL)
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    headings = Reader(ALL[name]).headings

    assert headings.count(1) == 1 and headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_every_table_has_a_caption_and_heads_and_can_be_reached_with_a_keyboard() -> None:
    tags = Reader(RICH).tags
    tables, captions = ([one for one, _ in tags].count(name) for name in ("table", "caption"))
    labels = [held["aria-label"] for _, held in tags if held.get("role") == "region"]

    assert tables == captions == len(labels) == len(set(labels)) > 8
    assert all(held.get("scope") in ("col", "row") for tag, held in tags if tag == "th")
    assert all(held.get("tabindex") == "0" for _, held in tags if held.get("role") == "region")


def test_the_page_is_dutch_and_prints_on_a4() -> None:
    content = page(RICH).decode()

    assert '<html lang="nl">' in content
    assert "size: A4" in content


@pytest.mark.parametrize("name", ALL)
def test_made_twice_it_is_the_same_page(name: str) -> None:
    assert page(ALL[name]) == page(ALL[name])


def test_a_concept_says_so() -> None:
    assert "Dit is een concept." in Reader(RICH, concept=True).said
    assert "concept" not in Reader(RICH).said


def test_a_programme_that_has_not_begun_says_so() -> None:
    assert "Er zijn nog geen cijfers om te tonen." in Reader(EMPTY).said


def test_words_of_people_stay_words() -> None:
    bad = "<script>alert(1)</script>"
    assert RICH.meeting is not None
    made = replace(
        RICH,
        meeting=replace(RICH.meeting, message=bad, decision=bad),
        partners=(replace(RICH.partners[0], name=bad),),
        promises=(replace(RICH.promises[0], text=bad),),
    )

    assert b"<script" not in page(made)
    assert Reader(made).said.count(bad) >= 4


def test_the_executive_board_gets_the_part_that_says_it_all() -> None:
    short, whole = Reader(seen_by(RICH, "dagelijks-bestuur")).said, Reader(RICH).said

    assert len(short) < len(whole) / 4
    assert str(RICH.meeting and RICH.meeting.decision) in short
    assert RICH.promises[0].text in short


def test_a_funder_reads_of_no_other_grant() -> None:
    said = Reader(seen_by(RICH, "financier", RICH.grants[1].name)).said

    assert RICH.grants[1].name in said
    assert RICH.grants[0].name not in said and RICH.partners[0].name not in said
