"""The papers say what the edition says, to eyes and to screen readers, on as few pages as were promised."""

import io
import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editions.builders import ALL, EMPTY, HUGE, LONG_NAME, MEETING, RICH, TODAY, partner
from tests.editions.reading import Read, bare, read
from tracker.choices import SECTORS
from tracker.edition import Audience, Edition, LeftOut, Shift
from tracker.editions.charts import of_edition
from tracker.editions.glyphs import printable, signs_of
from tracker.editions.paper import Chapter, Column, FirstPage, Paper, Picture, Table, Words
from tracker.editions.pdf import FONTS, one_page, pdf, print_paper
from tracker.errors import FileError
from tracker.model import Unit
from tracker.protection.audience import seen_by
from tracker.protection.tables import LEFT_OUT
from tracker.wording import figure_value, number

REGULAR = signs_of((FONTS / "SourceSans3-Regular.ttf").read_bytes())


@pytest.fixture(scope="module")
def rich() -> bytes:
    return pdf(RICH, concept=False)


@pytest.fixture(scope="module")
def rich_read() -> Read:
    return whole("rich")


@cache
def whole(name: str) -> Read:
    """The whole papers of one of the editions."""
    return read(pdf(ALL[name], concept=False))


def with_message(message: str) -> Edition:
    return replace(EMPTY, meeting=replace(MEETING, message=message))


# --- For screen readers, and to keep ---------------------------------------------------------------------------------


def test_a_paper_is_tagged_has_a_title_and_is_in_dutch(rich: bytes) -> None:
    with pikepdf.open(io.BytesIO(rich)) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "nl-NL"
        assert made.Root.ViewerPreferences.DisplayDocTitle
        title = "Ervaringsdeskundigheid en werk: Stukken voor de stuurgroep, peildatum 1 november 2026"
        assert str(made.docinfo.Title) == title
        with made.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


def test_every_letter_travels_with_the_paper(rich_read: Read) -> None:
    assert {name.split("+")[1] for name in rich_read.fonts} == {"SourceSans3-Regular", "SourceSans3-Semibold"}
    assert all(rich_read.fonts.values())


def test_headings_skip_no_level(rich_read: Read) -> None:
    levels = [int(tag[1]) for tag in rich_read.tags if tag in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads(rich_read: Read) -> None:
    tags = rich_read.tags
    tables = [tags[place:] for place, tag in enumerate(tags) if tag == "Table"]
    assert len(tables) > 10
    for table in tables:
        until_next = table[1:].index("Table") + 1 if "Table" in table[1:] else len(table)
        assert {"Caption", "THead", "TH"} <= set(table[:until_next])


def test_every_picture_says_its_conclusion(rich_read: Read) -> None:
    assert rich_read.tags.count("Figure") == len(rich_read.alts)
    where = "De grootste groep: zoekt, 41 van de 214 deelnemers. Betaald werk 38"
    assert any(alt.startswith(where) for alt in rich_read.alts)
    assert any("Als het zo doorgaat, wordt het tussen 176 en 231." in alt for alt in rich_read.alts)


def test_equal_editions_give_equal_bytes(rich: bytes) -> None:
    assert pdf(replace(RICH), concept=False) == rich


def test_the_file_is_dated_by_what_was_known_and_not_by_the_clock(rich: bytes) -> None:
    later = replace(RICH, state=replace(RICH.state, known_at=RICH.state.known_at + timedelta(days=400)))
    with pikepdf.open(io.BytesIO(rich)) as made, pikepdf.open(io.BytesIO(pdf(later, concept=False))) as other:
        assert str(made.docinfo.CreationDate).startswith("D:20261102")
        assert str(other.docinfo.CreationDate).startswith("D:20271207")


# --- The same numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_every_figure_stands_in_the_papers_as_people_read_it(name: str) -> None:
    made = whole(name)
    for figure in (one for shown in ALL[name].state.figures for one in (shown, *shown.beside)):
        assert bare(f"{figure.name}{figure_value(figure)}") in made.text, figure.code


def test_every_quarter_stands_in_the_papers(rich_read: Read) -> None:
    for activity in RICH.state.where:
        counts = "".join(number(where[activity]) for _, where in RICH.quarters)
        assert bare(f"{activity.capitalize()}{counts}") in rich_read.text


def test_every_change_adds_up_in_print(rich_read: Read) -> None:
    assert "Kansgekregen93102+8+2−1" in rich_read.text
    assert "Nubetaaldwerk3938−2+10" in rich_read.text


def test_every_road_says_where_it_is_and_where_it_leads(rich_read: Read) -> None:
    assert bare("Kans gekregen 102 250, eind 2035 110, eind 2026 (nog 8 te gaan) 176 tot 231 18%") in rich_read.text
    assert bare("Betaald werk gekregen 51 200, eind 2035 60, eind 2026 (nog 9 te gaan) 118 tot 168 minder dan 1%") in (
        rich_read.text
    )


def test_the_chance_stands_in_the_chapter_about_goals_and_not_on_the_first_page(rich_read: Read) -> None:
    assert "18%" not in rich_read.pages[0]
    assert "tussen176en231" in rich_read.pages[0]


def test_groups_are_printed_as_they_may_be(rich_read: Read) -> None:
    assert bare("Jobcoach ca. 25 ca. 15") in rich_read.text
    assert bare("Maatje ca. 10 minder dan 5") in rich_read.text
    assert bare(f"Geen ca. 30 {LEFT_OUT}") in rich_read.text
    assert bare("De aantallen zijn afgerond.") in rich_read.text
    assert bare("Opleiding 60") in rich_read.text


def test_a_table_without_any_number_is_said_to_be_left_out() -> None:
    gone = replace(RICH.tables[2], cells=tuple(replace(cell, shown=None) for cell in RICH.tables[2].cells))
    made = read(pdf(replace(RICH, tables=(gone,)), concept=False))
    assert bare("Wat mensen nodig hebben Deze tabel is weggelaten om herkenning te voorkomen.") in made.text


def test_a_partner_that_shares_no_numbers_has_none(rich_read: Read) -> None:
    hidden = next(one for one in RICH.partners if not one.shows_numbers)
    sharing = replace(RICH, partners=(replace(hidden, experts_paid=777, experts_on=RICH.state.as_of),))
    assert "777" not in read(pdf(sharing, concept=False)).text


def test_a_partner_reads_its_own_exact_numbers() -> None:
    mine = replace(partner(1, "Gemeente Veenrade"), placements={"internship": 6}, registered=31)
    edition = seen_by(replace(RICH, partners=(mine,)), Audience.PARTNER, mine.name)
    made = read(pdf(edition, concept=False))
    assert bare("Stukken voor Gemeente Veenrade") in made.pages[0]
    for said in ("Stage, nu bij u 6", "Mensen die u aanmeldde 31"):
        assert bare(said) in made.pages[0], "what it does itself stands on top"
        assert made.text.count(bare(said)) == 2, "and in a chapter of its own"


def test_the_pictures_are_those_of_the_pages(rich_read: Read) -> None:
    drawn = of_edition(RICH)["places"]
    assert bare("20 van de 32 bezet") in bare(drawn)
    assert bare("20 van de 32 bezet") in rich_read.text


# --- What is there, and what is left out -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("concept", [True, False])
def test_the_page_that_says_it_all_is_one_page(name: str, concept: bool) -> None:
    made = read(one_page(ALL[name], concept=concept))
    assert len(made.pages) == 1
    assert bare("1 van 1") in made.pages[0]


@pytest.mark.parametrize("name", ["rich", "crowded", "huge"])
def test_the_message_and_the_decision_stand_whole_on_the_first_page(name: str) -> None:
    meeting = ALL[name].meeting
    assert meeting is not None and meeting.message and meeting.decision
    first = whole(name).pages[0]
    assert bare(meeting.message) in first
    assert bare(meeting.decision) in first


def test_agreements_that_find_no_room_on_the_first_page_are_counted_there_and_stand_further_on() -> None:
    made = whole("crowded")
    assert bare("andere afspraken.") in made.pages[0]
    assert "30.Ditsprakenwijsamenaf" in made.text


def test_parts_without_content_are_left_out() -> None:
    made = whole("one")
    for title in ("Subsidies", "Regels die in de weg staan", "Aantallen per groep", "Hoe goed de gegevens zijn"):
        assert bare(title) not in made.text
    assert bare("Wat er veranderde en waarom") in made.text


def test_a_programme_that_has_not_begun_has_papers_that_say_so() -> None:
    assert bare("Er zijn nog geen cijfers om te tonen.") in whole("empty").pages[0]


def test_a_concept_says_so_on_every_page_and_a_final_paper_on_none(rich_read: Read) -> None:
    assert all("Concept" in page for page in read(pdf(RICH, concept=True)).pages)
    assert "Concept" not in rich_read.text


def test_every_page_says_of_when_it_is_and_which_page_it_is(rich_read: Read) -> None:
    for place, page in enumerate(rich_read.pages, 1):
        assert bare("Peildatum 1 november 2026") in page
        assert bare("Bekend op 2 november 2026, 9.05 uur") in page
        assert f"{place}van{len(rich_read.pages)}" in page


def test_the_contents_name_every_chapter_with_its_page(rich_read: Read) -> None:
    contents = rich_read.pages[1]
    for title in ("De doelen en de weg naar 2035", "Partners en domeinen", "Wat de cijfers betekenen"):
        page = next(at for at, text in enumerate(rich_read.pages[2:], 3) if bare(title) in text)
        assert contents.split(bare(title))[1].lstrip(".").startswith(str(page))


def test_papers_tell_since_when_the_sheet_could_not_be_read() -> None:
    stale = replace(RICH, stale_since=datetime.fromisoformat("2026-10-30T10:00:00+00:00"))
    assert bare("na 30 oktober 2026, 11.00 uur niet meer goed lezen") in read(one_page(stale, concept=False)).text


def test_what_the_gate_left_out_is_named() -> None:
    gate = replace(RICH.gate, left_out=(LeftOut("reden", "Waarom mensen stopten", "twee aantallen"),))
    assert bare("Waarom mensen stopten: twee aantallen.") in read(pdf(replace(RICH, gate=gate), concept=False)).text


def test_forty_partners_with_long_names_are_all_there() -> None:
    made = whole("crowded")
    for place in range(1, 41):
        assert made.text.count(bare(f"{LONG_NAME} {place}")) >= 3


def test_numbers_in_the_hundreds_of_thousands_have_dutch_points() -> None:
    assert "1.007.352vande2.469.000mensenkregeneenkans." in read(one_page(HUGE, concept=False)).text


# --- For each audience -----------------------------------------------------------------------------------------------


def test_the_ministry_gets_one_page_for_each_rule() -> None:
    made = read(pdf(replace(EMPTY, audience=Audience.RULES, rules=RICH.rules), concept=False))
    assert len(made.pages) == len(RICH.rules)
    first, second = made.pages
    assert bare("Bijverdienen naast uitkering") in first
    assert bare("Deze regel is 11 keer gemeld, door 5 partners, sinds 2 mei 2024.") in first
    assert bare("Ongeveer 25 mensen hadden er last van.") in first
    assert bare(RICH.rules[0].stories[0]) in first
    assert bare("7 meldingen zijn nog open, 2 meldingen leidden tot een aanpassing en 2 meldingen gingen over") in first
    assert bare("Ministerie van SZW, op 4 maart 2026.") in first
    assert bare("Deze regel is één keer gemeld, door 1 partner, op 9 september 2025.") in second
    assert bare("1 melding is nog open.") in second
    assert bare("last van") not in second


def test_a_ministry_without_rules_gets_a_page_that_says_so() -> None:
    assert len(read(pdf(replace(EMPTY, audience=Audience.RULES), concept=False)).pages) == 1


def test_a_funder_gets_its_own_figures_by_its_own_definitions() -> None:
    grant = RICH.grants[0]
    made = read(pdf(replace(EMPTY, audience=Audience.FUNDER, subject=grant.name, grants=(grant,)), concept=False))
    assert bare(f"Verantwoording {grant.name}") in made.pages[0]
    assert "64" in made.pages[0]
    assert bare("Deelnemers 64 120, eind 2035") in made.text
    assert bare("Waar mensen nu zijn") not in made.text


def test_a_grant_that_counts_otherwise_does_not_change_what_the_programme_means() -> None:
    other = replace(RICH.grants[0].figures[0], definition="Mensen die deze subsidie betaalt.")
    made = read(pdf(replace(RICH, grants=(replace(RICH.grants[0], figures=(other,)),)), concept=False))
    assert bare(RICH.state.figures[0].definition) in made.text
    assert bare("Mensen die deze subsidie betaalt.") in made.text


def test_how_answers_changed_is_for_the_programme_team_only() -> None:
    answers = Shift(code="tevreden", name="Tevreden", part="numerator", before=311, after=322, new_events=11)
    assert RICH.changes is not None
    edition = replace(RICH, changes=replace(RICH.changes, shifts=(answers,)))
    assert "311322" not in read(pdf(edition, concept=False)).text
    assert "311322" in read(pdf(replace(edition, audience=Audience.PROGRAMME), concept=False)).text


def test_a_partner_with_a_long_name_has_papers_whose_title_does_not_cover_them() -> None:
    edition = replace(ALL["crowded"], audience=Audience.PARTNER, subject=f"{LONG_NAME} 1")
    made = read(one_page(edition, concept=True))
    assert len(made.pages) == 1
    assert bare(f"Stukken voor {LONG_NAME} 1") in made.pages[0]


def test_groups_are_told_in_words_and_never_in_codes(rich_read: Read) -> None:
    assert bare("Steun: jobcoach Werk dat blijft: 6 maanden ca. 20 tot 25 van de 30") in rich_read.text
    assert "job_coach" not in rich_read.text


def test_a_target_in_days_is_told_in_days() -> None:
    road = replace(RICH.outlook.roads[0], unit=Unit.DAYS, code="doorlooptijd_werk", outcome=None, ahead=())
    made = read(pdf(replace(RICH, outlook=replace(RICH.outlook, roads=(road,))), concept=False))
    assert bare("Het doel is 250 dagen, eind 2035.") in made.text


# --- What people typed is text ---------------------------------------------------------------------------------------


def test_what_people_typed_is_never_read_as_markup() -> None:
    typed = '#panic("x") *dik* _schuin_ $x^2$ @label <label> \\ `code` // niets /* */ = Kop [haak] ~ --- ...'
    assert bare(typed) in read(one_page(with_message(typed), concept=False)).text


def test_names_of_partners_are_never_read_as_markup() -> None:
    name = '<b>#include "x" & Zonen</b>'
    assert bare(name) in read(pdf(replace(RICH, partners=(partner(0, name),)), concept=False)).text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Café «De Brug» – één plek", "Café «De Brug» – één plek"),
        ("Goed gedaan 🎉👍🏽", "Goed gedaan "),
        ("Naam 你好", "Naam ??"),
        ("twee\nregels\ten\u200bniets\x07", "twee regels enniets"),
        ("e\u0301e\u0301n", "één"),
        ("Ｅ＆Ｗ", "E&W"),
        ("", ""),
    ],
)
def test_signs_that_the_letters_cannot_draw_are_replaced_or_left_out(typed: str, printed: str) -> None:
    assert printable(typed, REGULAR) == printed


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_whatever_is_typed_only_signs_that_can_be_drawn_are_printed(typed: str) -> None:
    assert all(ord(sign) in REGULAR for sign in printable(typed, REGULAR))


@settings(deadline=None, max_examples=8)
@given(st.text(max_size=300))
def test_whatever_is_typed_there_is_a_paper(typed: str) -> None:
    assert len(read(one_page(with_message(typed), concept=False)).pages) == 1


def test_a_word_without_an_end_stays_on_the_page() -> None:
    made = read(pdf(replace(RICH, partners=(partner(0, "Lang" * 25),)), concept=False))
    assert bare("Lang" * 25) in made.text


def test_a_paper_that_cannot_be_set_is_an_error_that_quotes_nothing_of_it() -> None:
    broken = FirstPage(message="geheim", picture=Picture("<svg geheim", "geheim"), roads=("geheim",))
    paper = Paper("t", "t", "t", "t", "t", concept=False, made_at=0, dated=(2026, 1, 1), first=broken)
    with pytest.raises(FileError) as raised:
        print_paper(paper)
    assert "geheim" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_licence_of_the_letters_travels_with_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.md").read_text(encoding="utf-8")


def test_a_partner_that_hides_its_numbers_finds_them_in_its_own_papers_and_in_nobody_elses() -> None:
    mine = replace(partner(1, "Gemeente Veenrade"), shows_numbers=False, experts_paid=37, experts_on=TODAY)
    whole_edition = replace(RICH, partners=(mine, partner(2, "Zorg Voorbeeld")))
    own, others = (
        read(pdf(seen_by(whole_edition, Audience.PARTNER, name), concept=False))
        for name in (mine.name, "Zorg Voorbeeld")
    )
    row = bare(f"{mine.name} {SECTORS.word(mine.sector or '')}")
    offered = sum(one.offered for one in mine.places)
    assert re.search(f"{re.escape(row)}{offered}[0-9]+37", own.text)
    assert row in others.text
    assert not re.search(f"{re.escape(row)}{offered}", others.text)


def test_papers_of_a_few_pages_have_no_list_of_what_is_in_them(rich_read: Read) -> None:
    made = read(pdf(seen_by(RICH, Audience.FUNDER, RICH.grants[0].name), concept=False))
    assert "Inhoud" not in made.text
    assert bare("Aantallen van deze subsidie") in made.pages[0]
    assert "Inhoud" in rich_read.text


def test_before_anyone_takes_part_there_are_no_tables_about_groups_of_people() -> None:
    nobody = replace(RICH, state=replace(RICH.state, where={}))
    assert bare("Aantallen per groep") not in read(pdf(nobody, concept=False)).text


# --- Tables over pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", range(46, 100, 3))
def test_no_row_and_no_note_of_a_long_table_stands_alone_on_a_page(rows: int) -> None:
    words = tuple((f"rij{place:03}", f"{place}") for place in range(rows))
    table = Table("Titel", (Column("Kop"), Column("Getal", number=True)), words, "Slotwoord onder de tabel.")
    lead = tuple(Words(f"Zin {place}.") for place in range(rows % 12))
    chapters = (Chapter("Hoofdstuk", (*lead, table)),)
    paper = Paper("t", "t", "t", "t", "t", concept=False, made_at=0, dated=(2026, 1, 1), first=None, chapters=chapters)

    pages = [page for page in read(print_paper(paper)).pages if "rij" in page or "Slotwoord" in page]
    assert sum(len(re.findall(r"rij\d", page)) for page in pages) == rows
    assert len(pages) > 1
    for page in pages:
        assert len(re.findall(r"rij\d", page)) >= 2
        assert "KopGetal" in page
