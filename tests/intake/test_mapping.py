"""A sheet of another shape: what is proposed for it, and what a mapping makes of its rows."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.builders import TODAY, Cells, rows
from tracker.choices import CONTRACTS, OWN_GOALS, REASONS, RESULTS, SECTORS, STEP_KINDS
from tracker.columns import BY_NAME
from tracker.errors import SheetError
from tracker.intake.fit import fit
from tracker.intake.headings import HEADINGS, WORDS, kind_and_field, private_because, simple
from tracker.intake.leftover import NotRead
from tracker.intake.mapping import Part, SheetMapping, change
from tracker.intake.names import plain
from tracker.intake.proposal import Proposal, ProposedPart, propose
from tracker.model import Head, Raw

PEOPLE = """
    Nr | Naam        | Woonplaats | Instroom | Toestemming op | Wens
    1  | Sam Voorbeeld | Emmen    | 2-2-2025 | 2-2-2025       | opleiding
    2  | Ro Verzonnen  | Assen    | 3-2-2025 | 3-2-2025       | betaald
"""
WIDE = """
    Nr | Woonplaats | Instroom | Opleiding start | Stage bij      | Stage vanaf | Werk bij           | Werk per
    1  | Emmen      | 2-2-2025 | 3-3-2025        | Zorg Voorbeeld | 4-4-2025    | Wonen Monden       | 5-5-2025
    2  | Assen      | 3-2-2025 | 4-3-2025        | Zorg Voorbeeld | 4-4-2025    | buiten het netwerk | 5-6-2025
    3  | Assen      | 3-2-2025 | 4-3-2025        |                |             |                    |
"""


def heads(sheet: Mapping[str, Cells]) -> list[Head]:
    return [Head(number, title, tuple(rows(cells))) for number, (title, cells) in enumerate(sheet.items())]


def proposed(sheet: Mapping[str, Cells]) -> Proposal:
    return propose(heads(sheet), TODAY)


def part_of(proposal: Proposal, tab: str) -> ProposedPart:
    (part,) = [one for one in proposal.parts if one.part.tab == tab]
    return part


def why_not(proposal: Proposal, heading: str | None) -> str:
    (left,) = [one for one in proposal.not_read if one.heading == heading]
    return left.why


# --- The proposal -----------------------------------------------------------------------------------------------------


def test_headings_of_others_are_proposed_for_ours() -> None:
    found = part_of(proposed({"Cliënten": PEOPLE}), "participants").part
    assert found.source == "Cliënten"
    assert found.columns == {
        "code": "Nr",
        "municipality": "Woonplaats",
        "registered_on": "Instroom",
        "consent_on": "Toestemming op",
        "own_goal": "Wens",
    }
    assert found.code_prefix == "D"
    assert found.words == {"betaald": "betaald werk"}


def test_one_row_a_person_gives_a_part_for_each_kind_of_step_and_the_partners_by_name() -> None:
    parts = [one.part for one in proposed({"Blad1": WIDE}).parts]
    assert [(one.tab, one.fixed, one.once) for one in parts] == [
        ("participants", {}, False),
        ("steps", {"kind": "opleiding"}, False),
        ("steps", {"kind": "stage"}, False),
        ("steps", {"kind": "betaald werk"}, False),
        ("partners", {}, True),
        ("partners", {}, True),
    ]
    assert parts[2].columns == {"participant": "Nr", "partner": "Stage bij", "start": "Stage vanaf"}


@pytest.mark.parametrize(
    ("heading", "cells", "why"),
    [
        ("Naam", ("Sam Voorbeeld", "Ro Verzonnen"), "namen"),
        ("Telefoonnr", ("06 12345678", "06 87654321"), "bij één mens"),
        ("Kenmerk", ("111222333", "123456782"), "bij één mens"),
        ("Contact", ("sam@voorbeeld.nl", "ro@voorbeeld.nl"), "bij één mens"),
        ("Achternaam", ("Voorbeeld", "Verzonnen"), "namen"),
        ("Bijzonderheden", ("belt in de ochtend", ""), "voor mensen"),
        ("Intake", ("vorige week", "nog niet"), "geen datums"),
        ("Hobby", ("vissen", "lezen"), "geen van onze kolommen"),
    ],
)
def test_what_is_of_a_person_or_does_not_fit_is_not_read_and_says_why(
    heading: str, cells: tuple[str, str], why: str
) -> None:
    lines = [f"Nr | Woonplaats | {heading}", f"1 | Emmen | '{cells[0]}", f"2 | Assen | '{cells[1]}"]
    proposal = proposed({"Lijst": "\n".join(lines)})
    assert why in why_not(proposal, heading)
    assert heading not in part_of(proposal, "participants").part.columns.values()


def test_a_proposal_tells_no_text_of_anyone() -> None:
    proposal = proposed({"Cliënten": PEOPLE, "Blad1": WIDE})
    told = repr(proposal)
    assert not any(word in told for word in ("Sam", "Voorbeeld", "Verzonnen", "Monden", "Nr=1"))
    assert "3-2-2025" in told
    assert "Emmen" in told or "Assen" in told


def test_a_near_miss_is_only_proposed() -> None:
    proposal = proposed({"Lijst": "Nr | Gemmeente | Instroom\n1 | Emmen | 2-2-2025"})
    one = part_of(proposal, "participants")
    assert [column.field for column in one.doubtful] == ["municipality"]
    assert "municipality" not in one.part.columns
    assert why_not(proposal, "Gemmeente") == "bedoelt u Gemeente?"


def test_ends_that_lie_ahead_are_planned_ends() -> None:
    paths = "Nr | Traject | Begin | Eind\n1 | stage | 2-2-2026 | 1-2-2027\n2 | stage | 2-2-2026 | 1-3-2027"
    assert part_of(proposed({"Trajecten": paths}), "steps").part.columns["planned_end"] == "Eind"


def test_names_of_people_where_an_organisation_is_sought_wait_for_a_person_to_say_yes() -> None:
    paths = "Nr | Traject | Bij | Begin\n" + "\n".join(
        f"{number} | stage | {name} | 2-2-2026" for number, name in enumerate(("Sam Bos", "Ro Dal", "Jo Smit"), 1)
    )
    one = part_of(proposed({"Trajecten": paths}), "steps")
    assert "partner" not in one.part.columns
    assert [column.field for column in one.doubtful] == ["partner"]


def test_a_tab_that_can_be_read_as_it_is_needs_no_mapping() -> None:
    proposal = proposed({"Cliënten": PEOPLE, "Partners": "Partner | Sector\nZorg Voorbeeld | zorg"})
    assert proposal.already == ("Partners",)
    assert not [one for one in proposal.parts if one.part.tab == "partners"]
    assert proposal.missing == ("Stappen",)


def test_a_slip_of_the_pen_on_a_tab_of_ours_asks_for_no_mapping() -> None:
    codes = "\n".join(f"D-{number} | stage | 2-2-2026 | | overig" for number in range(1, 9))
    steps = f"Deelnemer | Stap | Start | Einde | Functie\n{codes}\n9 | stage | 2-2-2026 | eind maart | tuinman"
    assert proposed({"Stappen": steps}).already == ("Stappen",)


def test_a_column_with_another_name_on_a_tab_of_ours_is_proposed_beside_all_that_is_read() -> None:
    people = "Deelnemer | Gemeente | Instroom\nD-001 | ergens | 2-2-2025"
    assert part_of(proposed({"Deelnemers": people}), "participants").part.columns == {
        "code": "Deelnemer",
        "municipality": "Gemeente",
        "registered_on": "Instroom",
    }


def test_people_on_two_tabs_are_read_from_one_and_the_other_is_told() -> None:
    proposal = proposed({"Cliënten": PEOPLE, "Instroom 2024": "Nr | Woonplaats\n7 | Emmen"})
    assert part_of(proposal, "participants").part.source == "Cliënten"
    assert NotRead("Instroom 2024", "Deelnemers komen al uit “Cliënten”; zet ze bij elkaar op één tabblad") in (
        proposal.not_read
    )


def test_steps_beside_people_are_read_from_a_second_tab_of_people() -> None:
    parts = [one.part for one in proposed({"Cliënten": PEOPLE, "Verloop": WIDE.replace("Woonplaats", "Kleur")}).parts]
    assert {(one.tab, one.source) for one in parts} == {
        ("participants", "Cliënten"),
        ("steps", "Verloop"),
        ("partners", "Verloop"),
    }


def test_rows_without_a_header_are_never_taken_for_one() -> None:
    proposal = proposed(
        {"Blad1": "1 | Sam Voorbeeld | stage | baan | 2-2-2025\n2 | Ro Verzonnen | stage | baan | 2-3-2025"}
    )
    assert proposal.parts == ()
    assert why_not(proposal, None) == "wij vinden geen rij met kolomnamen"


def test_bare_numbers_get_the_letters_of_the_codes_elsewhere_in_the_sheet() -> None:
    people = "Code | Woonplaats\nEW-1 | Emmen\nEW-2 | Assen"
    paths = "Nr | Traject | Begin\n1 | stage | 2-2-2026"
    proposal = proposed({"Lijst": people, "Trajecten": paths})
    assert part_of(proposal, "steps").part.code_prefix == "EW"


# --- A mapping over a sheet -------------------------------------------------------------------------------------------

STEPS_PART = Part("steps", "Blad1", {"participant": "Nr", "start": "Werk per"}, fixed={"kind": "betaald werk"})


@pytest.mark.parametrize(
    ("cells", "becomes"),
    [
        ((12.0, "5-5-2025"), ("D-012", "5-5-2025", "betaald werk")),
        (("12", "5-5-2025"), ("D-012", "5-5-2025", "betaald werk")),
        (("D-7", "5-5-2025"), ("D-7", "5-5-2025", "betaald werk")),
        ((111222333.0, "5-5-2025"), (111222333.0, "5-5-2025", "betaald werk")),
        ((12.5, "5-5-2025"), (12.5, "5-5-2025", "betaald werk")),
        ((12.0, "n.v.t."), None),
        ((12.0, None), None),
        ((12.0, "  "), None),
    ],
)
def test_a_row_counts_when_more_than_its_code_is_filled(
    cells: tuple[Raw, ...], becomes: tuple[Raw, ...] | None
) -> None:
    part = replace(STEPS_PART, code_prefix="D", words={"n.v.t.": ""})
    assert change(part, ("participant", "start"), shared=True, seen=set())(cells) == becomes


def test_a_word_changes_nothing_in_a_column_that_knows_it_as_its_own() -> None:
    part = Part("participants", "Lijst", {}, words={"stage": "werkervaring", "nee": ""})
    one = change(part, ("own_goal", "seeks"), shared=False, seen=set())
    assert one(("Stage", "stage")) == ("werkervaring", "stage")
    assert one(("nee", None)) == (None, None)


def test_each_name_makes_one_row_over_all_parts_and_words_for_nobody_make_none() -> None:
    mapping = SheetMapping(
        tuple(Part("partners", "Blad1", {"name": heading}, once=True) for heading in ("Stage bij", "Werk bij"))
    )
    found = [tab for tab in fit(heads({"Blad1": WIDE}), mapping).tabs if tab.tab.name == "partners"]
    names = [
        row
        for tab in found
        for cells in rows(WIDE)[1:]
        if tab.change and (row := tab.change((cells[tab.columns[0].index],)))
    ]
    assert names == [("Zorg Voorbeeld",), ("Wonen Monden",)]


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ({"Blad2": WIDE}, "het tabblad “Blad1”, maar dat is er niet"),
        ({"Blad1": WIDE.replace("Werk per", "Werk sinds")}, "de kolom “Werk per” voor Start"),
        ({"Blad1": WIDE.replace("Werk bij", "Werk per")}, "staat de kolom “Werk per” 2 keer: G1 en H1"),
        ({"Blad1": ""}, "Die is er niet"),
    ],
)
def test_a_mapping_that_does_not_fit_stops_the_run_and_says_what_is_gone(sheet: Mapping[str, Cells], says: str) -> None:
    with pytest.raises(SheetError) as stopped:
        fit(heads(sheet), SheetMapping((STEPS_PART,)))
    assert says in stopped.value.what
    assert stopped.value.advice


def test_two_tabs_of_the_name_that_a_mapping_reads_stop_the_run() -> None:
    twice = [Head(number, title, tuple(rows(WIDE))) for number, title in enumerate(("Blad1", "blad 1", "BLAD1"))]
    with pytest.raises(SheetError, match="Er zijn 2 tabbladen met de naam “Blad1”"):
        fit(twice, SheetMapping((STEPS_PART,)))


@pytest.mark.parametrize(
    ("area", "code"), [((0, 0, 0, 1), "kop_samengevoegd"), ((0, 7, 0, 9), "kop_samengevoegd"), ((0, 1, 0, 6), None)]
)
def test_merged_headings_make_a_tab_unreadable_where_a_mapping_reads_one(
    area: tuple[int, int, int, int], code: str | None
) -> None:
    (head,) = heads({"Blad1": WIDE})
    layout = fit([Head(head.sheet_id, head.title, head.rows, (area,))], SheetMapping((STEPS_PART,)))
    assert {name: found.code for name, found in layout.unreadable.items()}.get("steps") == code


def test_merged_cells_in_a_mapped_column_make_the_tab_unreadable() -> None:
    (head,) = heads({"Blad1": WIDE})
    merged = Head(head.sheet_id, head.title, head.rows, ((1, 0, 2, 0),))
    layout = fit([merged], SheetMapping((STEPS_PART,)))
    assert layout.unreadable["steps"].code == "sleutel_samengevoegd"
    assert not layout.tabs


# --- The tables -------------------------------------------------------------------------------------------------------


def test_words_of_others_mean_a_word_of_ours() -> None:
    lists = {one.name: one for one in (STEP_KINDS, RESULTS, OWN_GOALS, SECTORS, CONTRACTS, REASONS)}
    for name, words in WORDS.items():
        assert set(words) <= {option.word for option in lists[name].options}, name


def test_the_tables_are_written_as_headings_are_compared() -> None:
    for tab, fields in HEADINGS.items():
        columns = {column.field for column in BY_NAME[tab].read_columns}
        assert set(fields) <= columns
        assert all(simple(name) == name for names in fields.values() for name in names)
    assert all(plain(word) == word for words in WORDS.values() for names in words.values() for word in names)


@pytest.mark.parametrize(
    ("heading", "kind", "field"),
    [
        ("Opleiding start", "training", "start"),
        ("start opleiding", "training", "start"),
        ("Stage bij", "internship", "partner"),
        ("Werk per", "paid_work", "start"),
        ("WEP t/m", "work_experience", "end"),
        ("Betaald werk uren", "paid_work", "hours"),
    ],
)
def test_a_heading_in_two_parts_names_a_kind_and_a_column(heading: str, kind: str, field: str) -> None:
    assert kind_and_field(heading) == (kind, field)


@pytest.mark.parametrize("heading", ["Opleidingsniveau", "Uren per week", "Hoogste opleiding", "Werkloos sinds"])
def test_a_heading_that_only_resembles_a_step_is_none(heading: str) -> None:
    assert kind_and_field(heading) is None


@pytest.mark.parametrize(
    "heading", ["Naam cliënt", "E-mail", "e-mailadres", "Tel.", "BSN-nummer", "Postcode", "Contactpersoon"]
)
def test_a_heading_of_what_is_of_a_person_alone_is_private(heading: str) -> None:
    assert private_because(heading)


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ("Naam", "lijkt op namen van mensen"),
        ("Doopnaam kind", "lijkt op namen van mensen"),
        ("Thuisadres kind", "lijkt op adressen"),
        ("Opmerking adres", "is tekst voor mensen"),
    ],
)
def test_the_first_word_that_tells_says_why_a_heading_is_private(heading: str, why: str) -> None:
    assert private_because(heading) == why


@pytest.mark.parametrize("heading", ["Naam organisatie", "Organisatienaam", "Naam opleiding", "Woonplaats"])
def test_the_name_of_an_organisation_or_course_is_not_private(heading: str) -> None:
    assert private_because(heading) is None
