"""Every sheet of the workbook, read back and held against the edition."""

from dataclasses import replace

import pytest
from openpyxl.workbook import Workbook

from tests.editions.builders import RICH, TABLES, share_of
from tests.editions.workbooks import day_of, read, table
from tracker.choices import DOMAINS, OWNERS
from tracker.edition import Audience, Cell
from tracker.editions import story
from tracker.editions.excel_account import OUTCOMES
from tracker.editions.partner_chapters import LEVELS, kind_order, kind_word
from tracker.model import Domain
from tracker.protection.tables import LEFT_OUT, side_words
from tracker.wording import capital

# The reader that we compare with does not know the newer kind of data bar, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def rich() -> Workbook:
    """The workbook of an edition with something of everything."""
    return read(RICH)


# --- Every number ----------------------------------------------------------------------------------------------------


def test_an_edition_with_everything_has_every_sheet_in_the_order_of_reading(rich: Workbook) -> None:
    assert rich.sheetnames == [
        "Voorblad", "Doelen", "Verschil", "Cijfers", "Waar nu", "Partners", "Aanbod per partner", "Plekken",
        "Plekken per kwartaal", "Plekken per partner", "Subsidies", "Knelpunten", "Wat samengaat", "Uitsplitsing",
        "Afspraken", "Uitleg", "Doelen per dag",
    ]  # fmt: skip


def test_every_goal_stands_there_with_its_forecast(rich: Workbook) -> None:
    rows = table(rich["Doelen"])

    assert [row["Doel"] for row in rows] == [road.name for road in RICH.outlook.roads]
    for row, road in zip(rows, RICH.outlook.roads, strict=True):
        assert road.outcome is not None
        ends = [row[f"Als het zo doorgaat: {word}"] for word in ("minstens", "midden", "hoogstens")]
        assert ends == [road.outcome.low80, road.outcome.median, road.outcome.high80]
        assert (row["Streefwaarde"], day_of(row["Op"]), row["Mijlpaal"]) == (road.target, road.due_on, road.milestone)
        assert row["Per kwartaal, laatste jaar"] == road.pace_last_4q
        assert row["Hoe het staat"] == road.standing


def test_a_forecast_is_never_certain_and_few_partners_give_no_percentage_of_now(rich: Workbook) -> None:
    chance, paid, partners = table(rich["Doelen"])

    assert chance["Kans"] == 0.18
    assert paid["Kans"] == "minder dan 1%"
    assert partners["Nu"] is None
    assert partners["In woorden"] == "3 tot 4 van de 18"


def test_the_days_behind_the_charts_are_those_of_the_road(rich: Workbook) -> None:
    rows = table(rich["Doelen per dag"])

    for road in RICH.outlook.roads:
        mine = {day_of(row["Datum"]): row for row in rows if row["Doel"] == road.name}
        for day, value in road.past:
            assert mine[day]["Tot nu toe"] == pytest.approx(road.now if day == RICH.state.as_of else value)
        for point in road.ahead:
            low, room = mine[point.day]["Als het zo doorgaat: minstens"], mine[point.day]["In 8 van de 10 gevallen"]
            assert low == pytest.approx(point.low80)
            assert low + room == pytest.approx(point.high80)
        assert mine[road.due_on]["Mijlpaal en doel"] == pytest.approx(road.target)
        assert mine[road.due_on]["Nodig voor het doel"] == pytest.approx(road.target)


def test_the_three_causes_add_up_to_every_difference(rich: Workbook) -> None:
    rows, moved = table(rich["Verschil"]), story.moved(RICH)

    assert [row["Cijfer"] for row in rows] == [story.shift_name(one) for one in moved]
    for row, one in zip(rows, moved, strict=True):
        assert (row["Van"], row["Naar"]) == (one.before, one.after)
        assert (
            row["Nieuw"] + row["Alsnog ingevoerd of verbeterd"] + row["Overig"]
            == row["Verschil"]
            == one.after - one.before
        )


def test_the_smaller_figures_stand_under_the_one_that_they_go_with(rich: Workbook) -> None:
    names = [row["Cijfer"] for row in table(rich["Cijfers"])]

    place = names.index("Nu betaald werk")
    assert names[place + 1 : place + 3] == ["– Met een vast contract", "– Meer dan 24 uur per week"]


def test_each_partner_has_its_level_in_every_domain_with_a_colour_under_it(rich: Workbook) -> None:
    rows = table(rich["Partners"])

    for row, partner in zip(rows, RICH.partners, strict=True):
        shown = [row[capital(DOMAINS.word(domain))] for domain in Domain]
        assert shown == [LEVELS[partner.levels.get(domain)].text for domain in Domain]
        assert day_of(row["Actieplan op"]) == partner.plan_on
    coloured = [rule.formula for found in rich["Partners"].conditional_formatting for rule in found.rules]
    assert coloured == [['"structureel"'], ['"proef"'], ['"verkenning"'], ['"nog niet"']]


def test_a_partner_that_hides_its_numbers_has_none_on_any_sheet(rich: Workbook) -> None:
    hidden = [one.name for one in RICH.partners if not one.shows_numbers]
    rows = {row["Partner"]: row for row in table(rich["Aanbod per partner"])}

    assert hidden
    for one in RICH.partners:
        shown = [rows[one.name]["Plekken"], rows[one.name]["Ervarings- deskundigen, betaald"]]
        assert shown == ([None, None] if one.name in hidden else [sum(p.offered for p in one.places), one.experts_paid])
    assert not {row["Partner"] for row in table(rich["Plekken per partner"])} & set(hidden)


def test_every_place_and_everyone_who_searches_one_is_counted(rich: Workbook) -> None:
    rows = table(rich["Plekken"])
    ordered = sorted(RICH.places.now, key=kind_order)

    assert [(row["Aangeboden"], row["Bezet"], row["Vrij"]) for row in rows] == [
        (one.offered, one.filled, one.free) for one in ordered
    ]
    wanted = table(rich["Plekken"], head=4 + len(rows) + 2)
    assert [(row["Zoekt nu"], row["Te weinig"]) for row in wanted[:-1]] == [
        (one.searching, one.shortfall) for one in RICH.places.wanted
    ]
    quarters = table(rich["Plekken per kwartaal"], head=21)
    assert [row["Aangeboden"] for row in quarters] == [sum(p.offered for p in some) for _, some in RICH.places.quarters]
    for row, (_, some) in zip(quarters, RICH.places.quarters, strict=True):
        for kind in {one.kind for one in some}:
            mine, name = [one for one in some if one.kind == kind], capital(kind_word(kind))
            assert row[f"{name}, bezet"] == sum(one.filled for one in mine)
            assert row[f"{name}, aangeboden"] == sum(one.offered for one in mine)


def test_every_figure_of_every_grant_stands_beside_what_was_agreed(rich: Workbook) -> None:
    rows = table(rich["Subsidies"])
    every = [(grant, one) for grant in RICH.grants for one in (*grant.figures, *grant.esf)]

    assert [(row["Subsidie"], row["Cijfer"], row["Aantal"], row["Van de"], row["Afgesproken"]) for row in rows] == [
        (grant.name, one.name, one.numerator, one.denominator, one.target) for grant, one in every
    ]
    assert [row["Telling"] for row in rows].count("ESF+") == sum(len(grant.esf) for grant in RICH.grants)


def test_every_rule_says_how_often_and_what_came_of_it(rich: Workbook) -> None:
    rows = table(rich["Knelpunten"])

    for row, rule in zip(rows, RICH.rules, strict=True):
        assert (row["Meldingen"], row["Partners"], row["Mensen"]) == (rule.reports, rule.partners, rule.people)
        assert {code: row[word] for code, word in OUTCOMES.items() if row[word]} == rule.outcomes
        assert (row["Wat mensen meemaakten"] or "") == "\n".join(rule.stories)


def test_every_agreement_says_who_and_how_it_stands(rich: Workbook) -> None:
    rows = table(rich["Afspraken"])

    assert [(row["Afspraak"], row["Wie"], row["Hoe het staat"]) for row in rows] == [
        (one.text, OWNERS.word(one.who or ""), story.promise_status(one, RICH.state.as_of)) for one in RICH.promises
    ]


# --- Groups of people ------------------------------------------------------------------------------------------------


def _shown(cell: Cell) -> int | str:
    return LEFT_OUT if cell.shown is None else cell.shown


def test_the_groups_hold_the_numbers_of_the_protected_tables_and_no_others(rich: Workbook) -> None:
    sheet = rich["Uitsplitsing"]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)]
    left_out = sum(cell.value == LEFT_OUT for row in sheet.iter_rows() for cell in row)

    cells = [cell for one in TABLES for cell in one.cells]
    assert sorted(numbers) == sorted(cell.shown for cell in cells if cell.shown is not None)
    assert left_out == sum(cell.shown is None for cell in cells)


def test_each_number_of_a_group_stands_under_its_own_heads(rich: Workbook) -> None:
    lines = [[cell.value for cell in row] for row in rich["Uitsplitsing"].iter_rows()]
    support = TABLES[1]
    start = next(place for place, line in enumerate(lines) if line[0] == support.spec.title)
    heads = [str(head) for head in lines[start + 1][1:] if head]

    for cell in support.cells:
        row, column = (capital(side_words(side)) for side in cell.sides)
        line = next(line for line in lines[start + 2 :] if line[0] == row)
        assert line[1 + heads.index(column)] == _shown(cell)


def test_a_rounded_number_says_that_it_is_no_exact_one(rich: Workbook) -> None:
    sheet = rich["Uitsplitsing"]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)}

    assert formats == {"#,##0", '"ca. "#,##0;;"minder dan 5"'}
    exact = [cell.shown for cell in TABLES[0].cells]
    assert [
        cell.value for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, int) and cell.number_format == "#,##0"
    ] == exact  # fmt: skip


def test_a_table_that_is_left_out_whole_says_so_and_shows_no_groups() -> None:
    gone = replace(TABLES[2], cells=tuple(replace(cell, shown=None) for cell in TABLES[2].cells))
    sheet = read(replace(RICH, tables=(gone,)))["Uitsplitsing"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert f"Deze tabel is {LEFT_OUT}." in said
    assert "Vervoer" not in said


def test_what_people_say_of_themselves_is_shown_as_rounded_to_others_and_exact_to_the_programme() -> None:
    figure = share_of("tevreden", "Tevreden over werk of leerplek", 30, 50)
    for audience, begins, number_format in (
        (Audience.STEERING_GROUP, "ca. 60%", '"ca. "#,##0;;"minder dan 5"'),
        (Audience.PROGRAMME, "60%", "#,##0"),
    ):
        made = replace(RICH, audience=audience, state=replace(RICH.state, figures=(figure,)))
        cell = read(made)["Cijfers"]
        assert str(cell["B4"].value).startswith(begins)
        assert (cell["C4"].value, cell["C4"].number_format) == (30, number_format)
