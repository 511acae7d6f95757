"""What a proposal says of the columns and tabs that it leaves unread, and which columns it wants to look into."""

import pytest

from tests.builders import Cells
from tests.intake.test_mapping import PEOPLE, STEPS_PART, WIDE, heads, part_of, proposed, why_not
from tracker.intake.fit import without_header
from tracker.intake.leftover import NotRead
from tracker.intake.mapping import SheetMapping
from tracker.intake.proposal import columns_to_look_into


def test_a_tab_that_lacks_a_column_says_which_and_what_came_near() -> None:
    paths = "Nr | Traject | Begindatm\n1 | stage | 2-2-2026\n2 | stage | 3-2-2026"
    why = why_not(proposed({"Stappen": paths}), None)
    assert why == "dit lijkt op Stappen, maar wij vinden geen kolom voor Start (bedoelt u “Begindatm”?)"


def test_a_tab_that_lacks_a_column_says_what_is_wrong_with_the_one_of_that_name() -> None:
    paths = "Nr | Traject | Begin\n1 | stage | vorige week\n2 | stage | nog niet"
    why = why_not(proposed({"Stappen": paths}), None)
    assert why.startswith("dit lijkt op Stappen, maar wij vinden geen kolom voor Start (“Begin”: ")


def test_a_tab_like_none_of_ours_says_so() -> None:
    proposal = proposed({"Cliënten": PEOPLE, "Boodschappen": "Regel | Hoeveel\nbrood | 2\nmelk | 3"})
    assert NotRead("Boodschappen", "wij herkennen de kolommen niet") in proposal.not_read


def test_a_name_above_two_columns_is_read_from_neither() -> None:
    people = "Nr | Woonplaats | Kleur | Kleur\n1 | Emmen | rood | blauw\n2 | Assen | geel | groen"
    doubled = [one for one in proposed({"Lijst": people}).not_read if one.heading == "Kleur"]
    assert [(one.letter, one.why) for one in doubled] == [
        ("C", "deze naam staat boven meer dan één kolom"),
        ("D", "deze naam staat boven meer dan één kolom"),
    ]


@pytest.mark.parametrize(("title", "tab"), [("Organisaties", "partners"), ("Cliënten", "participants")])
def test_where_columns_fit_two_tabs_the_title_tells_which_it_is(title: str, tab: str) -> None:
    cells = "Nr | Woonplaats | Organisatie\n1 | Emmen | Zorg Voorbeeld\n2 | Assen | Wonen Monden"
    assert [one.part.tab for one in proposed({title: cells}).parts] == [tab]


def test_what_a_column_holds_is_told_with_an_example_only_where_it_is_of_nobody() -> None:
    one = part_of(proposed({"Cliënten": PEOPLE}), "participants")
    assert [(column.field, column.letter, column.content, column.example) for column in one.columns] == [
        ("code", "A", "getallen", None),
        ("municipality", "C", "woorden uit onze lijst", "Emmen"),
        ("registered_on", "D", "datums", "3-2-2025"),
        ("consent_on", "E", "datums", "3-2-2025"),
        ("own_goal", "F", "woorden uit onze lijst", "opleiding"),
    ]


def test_of_each_tab_that_is_filled_the_columns_that_stay_empty_are_told() -> None:
    paths = "Nr | Traject | Begin\n1 | stage | 2-2-2026"
    unfilled = proposed({"Cliënten": PEOPLE, "Trajecten": paths}).unfilled
    assert set(unfilled) == {"Deelnemers", "Stappen"}
    assert {"Intake op", "Zoekt"} <= set(unfilled["Deelnemers"])
    assert not {"Deelnemer", "Gemeente", "Eigen doel", "Naam"} & set(unfilled["Deelnemers"])
    assert "Einde" in unfilled["Stappen"] and "Start" not in unfilled["Stappen"]


def test_a_near_miss_is_asked_of_that_column_only() -> None:
    proposal = proposed({"Lijst": "Nr | Gemmeente | Instroom | Hobby\n1 | Emmen | 2-2-2025 | vissen"})
    assert why_not(proposal, "Gemmeente") == "bedoelt u Gemeente?"
    assert why_not(proposal, "Hobby") == "dit lijkt op geen van onze kolommen"


def test_a_kind_of_step_without_a_start_is_no_step_and_says_so() -> None:
    people = "Nr | Woonplaats | Stage bij\n1 | Emmen | Zorg Voorbeeld\n2 | Assen | Wonen Monden"
    proposal = proposed({"Lijst": people})
    assert {one.part.tab for one in proposal.parts} == {"participants"}
    assert why_not(proposal, "Stage bij") == "zonder kolom met een begindatum erbij is dit geen stap"


def wide(heading: str, *cells: str) -> Cells:
    """People with one column of a step beside them that is called after the kind alone, and its start."""
    return "\n".join(
        [
            f"Nr | Woonplaats | Instroom | Stage start | {heading}",
            *(f"{number} | Emmen | 2-2-2025 | 3-3-2025 | {cell}" for number, cell in enumerate(cells, 1)),
        ]
    )


@pytest.mark.parametrize(
    ("heading", "kind", "field"), [("Stage", "stage", "partner"), ("Opleiding", "opleiding", "start")]
)
def test_a_column_called_after_the_kind_alone_is_what_it_holds(heading: str, kind: str, field: str) -> None:
    cells = ("3-3-2025", "4-3-2025") if field == "start" else ("Zorg Voorbeeld", "Wonen Monden")
    parts = [one.part for one in proposed({"Blad1": wide(heading, *cells)}).parts]
    (found,) = [part for part in parts if part.fixed == {"kind": kind}]
    assert found.columns[field] == heading


def test_names_of_people_beside_a_step_wait_for_a_person_to_say_yes() -> None:
    proposal = proposed({"Blad1": wide("Stage bij", "Sam Bos", "Ro Dal", "Jo Smit")})
    one = part_of(proposal, "steps")
    assert "partner" not in one.part.columns
    assert [column.field for column in one.doubtful] == ["partner"]


def test_ends_of_steps_beside_people_that_lie_ahead_are_planned_ends() -> None:
    one = part_of(proposed({"Blad1": wide("Stage eind", "3-3-2027", "4-3-2027")}), "steps")
    assert one.part.columns["planned_end"] == "Stage eind"
    assert "end" not in one.part.columns


# --- Looking no further than needed -----------------------------------------------------------------------------------


def test_only_columns_that_would_be_proposed_are_looked_into_and_each_once() -> None:
    tops = heads({"Cliënten": PEOPLE, "Boodschappen": "Wat | Hoeveel\nbrood | 2"})
    wanted = columns_to_look_into(tops, {0: frozenset({0})})
    assert wanted == {0: frozenset({2, 3, 4, 5})}
    assert columns_to_look_into(tops, {0: frozenset({0, 2, 3, 4, 5})}) == {}


def test_of_people_with_steps_beside_them_those_columns_are_looked_into_too() -> None:
    tops = heads({"Blad1": WIDE.replace("Woonplaats", "Kleur")})
    assert columns_to_look_into(tops, {}) == {0: frozenset({0, 2, 3, 4, 5, 6, 7})}


@pytest.mark.parametrize(
    ("cells", "lacking"),
    [(WIDE, set()), (WIDE.replace("Werk per", "Werk sinds"), {0}), ("", {0}), ("iets | anders", {0})],
)
def test_a_tab_without_a_heading_that_a_mapping_names_is_told_of(cells: str, lacking: set[int]) -> None:
    tops = heads({"Blad1": cells, "Blad2": "Nr | Naam"})
    assert without_header(tops, SheetMapping((STEPS_PART,))) == lacking
