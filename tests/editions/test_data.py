"""The edition as data, read back by the dictionary that goes with it."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.editions.builders import ALL, EMPTY, RICH, TABLES, share_of
from tracker.actions.paper_formats import FORMATS
from tracker.choices import STEP_KINDS
from tracker.edition import Audience, Cell, Edition
from tracker.editions import story
from tracker.editions.data import METADATA, csv_files, json_file
from tracker.editions.data_columns import EVERY
from tracker.model import Figure, StepKind
from tracker.protection.audience import seen_by
from tracker.protection.tables import side_words

_KINDS: Mapping[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
}


def tables(edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """Every CSV as another program reads it: with nothing but the dictionary, each value by its datatype."""
    files = csv_files(edition, stem="stukken")
    dictionary = json.loads(files[METADATA])
    found = {}
    for table in dictionary["tables"]:
        content = files[table["url"].removeprefix("stukken")].decode(table["dialect"]["encoding"])
        lines = csv.DictReader(io.StringIO(content, newline=""), delimiter=table["dialect"]["delimiter"])
        columns = {column["name"]: column for column in table["tableSchema"]["columns"]}
        assert lines.fieldnames == list(columns)
        found[table["url"]] = [
            {name: _KINDS[columns[name]["datatype"]](text) if text else None for name, text in line.items()}
            for line in lines
        ]
    return found


@pytest.fixture(scope="module")
def rich() -> dict[str, list[dict[str, Any]]]:
    """The tables of an edition with something of everything."""
    return tables(RICH)


# --- Every number ----------------------------------------------------------------------------------------------------


def _every(edition: Edition) -> list[tuple[str | None, str | None, Figure]]:
    found: list[tuple[str | None, str | None, Figure]] = []
    for one in edition.state.figures:
        found += [(None, None, one), *((None, one.code, small) for small in one.beside)]
    for grant in edition.grants:
        found += [(grant.name, None, one) for one in (*grant.figures, *grant.esf)]
    return found


def test_every_figure_is_one_row_with_its_own_numbers(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = rich["stukken-cijfers.csv"]

    assert [(row["subsidie"], row["hoort_bij"], row["code"]) for row in rows] == [
        (grant, part_of, one.code) for grant, part_of, one in _every(RICH)
    ]
    for row, (_, _, one) in zip(rows, _every(RICH), strict=True):
        assert (row["noemer"], row["onbekend"]) == (one.denominator, one.unknown)
        assert row["teller"] == (one.numerator if one.value is not None else None)
        assert (row["doel"], row["doel_op"], row["mijlpaal"]) == (one.target, one.target_date, one.milestone)
        assert row["uitleg"] == one.definition


def test_a_share_of_few_has_counts_and_no_value(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = {row["code"]: row for row in rich["stukken-cijfers.csv"]}

    few, enough = rows["partners_structureel"], rows["eigen_doel_bereikt"]
    assert [few[name] for name in ("waarde", "laag", "hoog", "teller", "noemer")] == [None, None, None, 3, 18]
    assert [enough[name] for name in ("waarde", "laag", "hoog")] == pytest.approx([48 / 180, 48 / 180, 55 / 180])


def test_where_people_were_is_a_row_for_each_day_and_activity(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = [(row["datum"], row["waar_nu"], row["aantal"]) for row in rich["stukken-waar-nu.csv"]]

    assert rows == [(day, str(name), count) for day, where in RICH.quarters for name, count in where.items()]


def test_a_partner_that_hides_its_numbers_has_none(rich: dict[str, list[dict[str, Any]]]) -> None:
    for row, one in zip(rich["stukken-partners.csv"], RICH.partners, strict=True):
        numbers = (row["plekken_aangeboden"], row["ervaringsdeskundigen_betaald"])
        assert row["deelt_aantallen"] is one.shows_numbers
        assert numbers == (
            (sum(p.offered for p in one.places), one.experts_paid) if one.shows_numbers else (None, None)
        )
    others = {row["partner"] for row in rich["stukken-plekken.csv"]} - {None}
    assert others == {one.name for one in RICH.partners if one.shows_numbers}


def test_the_places_add_up_to_those_of_the_edition(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = [row for row in rich["stukken-plekken.csv"] if row["over"] == "alle partners"]

    for day, counts in (*RICH.places.quarters[:-1], (RICH.state.as_of, RICH.places.now)):
        mine = [(row["aangeboden"], row["bezet"], row["vrij"]) for row in rows if row["datum"] == day]
        assert mine == [(one.offered, one.filled, one.free) for one in counts]


def test_who_searches_a_place_stands_beside_the_places_of_its_kind(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = rich["stukken-zoekers.csv"]

    assert RICH.places.wanted
    for row, one in zip(rows, RICH.places.wanted, strict=True):
        assert row["soort"] == (STEP_KINDS.word(one.kind) if one.kind else None)
        assert (row["zoekt_nu"], row["zoekt_binnenkort"]) == (one.searching, one.soon)
        assert (row["aangeboden"], row["bezet"], row["vrij"]) == (one.offered, one.filled, one.offered - one.filled)
        assert row["te_weinig"] == one.shortfall


def test_every_grant_says_whose_it_is_and_when_it_runs(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = [tuple(row.values()) for row in rich["stukken-subsidies.csv"]]

    assert rows == [(one.name, one.funder, one.runs_from, one.runs_until) for one in RICH.grants]
    assert {row["subsidie"] for row in rich["stukken-cijfers.csv"]} - {None} <= {row[0] for row in rows}


def test_what_goes_together_is_given_in_rounded_numbers(rich: dict[str, list[dict[str, Any]]]) -> None:
    rows = rich["stukken-samenhang.csv"]

    assert RICH.effects
    for row, one in zip(rows, RICH.effects, strict=True):
        assert (row["kenmerk"], row["code"], row["afgerond"]) == (one.aspect, one.outcome, True)
        assert (row["teller"], row["noemer"], row["onbekend"]) == (one.yes, one.base, one.unknown)


def test_the_groups_hold_the_protected_numbers_and_nothing_where_one_is_left_out(
    rich: dict[str, list[dict[str, Any]]],
) -> None:
    rows = rich["stukken-tabellen.csv"]
    cells = [(table.spec, cell) for table in TABLES for cell in table.cells]

    for row, (spec, cell) in zip(rows, cells, strict=True):
        words = [side_words(side) for side in cell.sides]
        assert (row["tabel"], [row["groep_1"], row["groep_2"]][: len(words)]) == (spec.name, words)
        assert (row["aantal"], row["weggelaten"], row["afgerond"]) == (cell.shown, cell.shown is None, not spec.exact)


def test_what_people_say_of_themselves_is_marked_as_rounded_for_others() -> None:
    figure = share_of("tevreden", "Tevreden over werk of leerplek", 30, 50)
    for audience, rounded in ((Audience.STEERING_GROUP, True), (Audience.PROGRAMME, False)):
        made = replace(EMPTY, audience=audience, state=replace(EMPTY.state, figures=(figure,)))
        (row,) = tables(made)["stukken-cijfers.csv"]
        assert row["afgerond"] is rounded


def test_every_goal_says_where_it_leads_and_its_path_is_a_row_for_each_day(
    rich: dict[str, list[dict[str, Any]]],
) -> None:
    path = rich["stukken-verloop.csv"]

    assert RICH.outlook.roads
    for row, road in zip(rich["stukken-doelen.csv"], RICH.outlook.roads, strict=True):
        assert (row["doel"], row["kans"], row["per_kwartaal_nodig"]) == (
            road.target,
            road.probability,
            road.needed_per_quarter,
        )
        assert row["dan_midden"] == (road.outcome.median if road.outcome else None)
        mine = [point for point in path if (point["code"], point["doel_op"]) == (road.code, road.due_on)]
        assert [(one["datum"], one["waarde"]) for one in mine if one["soort"] == "was"] == list(road.past)
        assert [one["hoogstens"] for one in mine if one["soort"] == "wordt"] == [one.high80 for one in road.ahead]


def test_the_causes_of_every_change_add_up_to_it(rich: dict[str, list[dict[str, Any]]]) -> None:
    for row, one in zip(rich["stukken-verschil.csv"], story.moved(RICH), strict=True):
        assert row["naar"] - row["van"] == row["nieuw"] + row["alsnog_of_verbeterd"] + row["overig"]
        assert (row["van"], row["naar"]) == (one.before, one.after)


def test_the_outcomes_of_a_rule_add_up_to_its_reports(rich: dict[str, list[dict[str, Any]]]) -> None:
    assert RICH.rules
    for row, one in zip(rich["stukken-knelpunten.csv"], RICH.rules, strict=True):
        outcomes = [row[name] for name in ("open", "aangepast", "afgewezen", "mocht_al", "opgelost")]
        assert (row["meldingen"], sum(outcomes), row["mensen_afgerond"]) == (
            one.reports,
            sum(one.outcomes.values()),
            one.people,
        )


def test_every_number_of_the_chapter_of_a_partner_stands_in_its_data_too() -> None:
    first, *others = RICH.partners
    placements: dict[str, int] = {StepKind.INTERNSHIP: 4, StepKind.PAID_WORK: 7}
    telling = replace(RICH, partners=(replace(first, registered=83, placements=placements), *others))
    own, of_another = (
        tables(seen_by(telling, Audience.PARTNER, one.name))["stukken-partners.csv"][0] for one in RICH.partners[:2]
    )

    assert own["partner"] == of_another["partner"] == first.name
    kinds = ("nu_opleiding", "nu_stage", "nu_werkervaringsplek", "nu_vrijwilligerswerk", "nu_betaald_werk")
    assert [own[name] for name in ("aangemeld", *kinds)] == [83, 0, 4, 0, 0, 7]
    assert {of_another[name] for name in ("aangemeld", *kinds)} == {None}
    assert [own[name] for name in ("bestuurders", "managers", "uitvoering")] == list(first.seats.values())


# --- The dictionary --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_dictionary_holds_for_every_row_of_every_file(name: str) -> None:
    files = csv_files(ALL[name])
    dictionary = json.loads(files[METADATA])

    assert dictionary["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "nl"}]
    read_back = list(tables(ALL[name]).values())
    for table, rows in zip(dictionary["tables"], read_back, strict=True):
        needed = [column["name"] for column in table["tableSchema"]["columns"] if column["required"]]
        assert all(row[one] is not None for row in rows for one in needed)
        keys = [tuple(row[one] for one in table["tableSchema"]["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys)), table["url"]


def test_every_column_is_explained_in_a_sentence_and_named_once() -> None:
    for table in json.loads(csv_files(RICH)[METADATA])["tables"]:
        columns = table["tableSchema"]["columns"]
        assert len({column["name"] for column in columns}) == len(columns)
        assert all(column["dc:description"].endswith(".") for column in columns)
        assert all(column["name"] in column["titles"] for column in columns)


def test_the_files_are_those_that_were_promised() -> None:
    for name in ("rich", "empty"):
        assert tuple(csv_files(ALL[name])) == FORMATS["csv"].ends


def test_an_empty_edition_gives_heads_without_rows() -> None:
    assert all(rows == [] for rows in tables(EMPTY).values())


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_words_of_people_cannot_become_a_formula_in_csv_and_stay_as_they_are_in_json(begin: str) -> None:
    word = f"{begin}1+1"
    made = replace(
        RICH,
        partners=(replace(RICH.partners[0], name=word, municipality=word),),
        grants=(replace(RICH.grants[0], name=word),),
        tables=(replace(TABLES[2], cells=(Cell(((word,),), 5),)),),
    )

    cells = [cell for end, content in csv_files(made).items() if end.endswith(".csv")
             for line in csv.reader(io.StringIO(content.decode(), newline="")) for cell in line]  # fmt: skip
    # A change may be a number below zero, which no program takes for a formula.
    assert not [cell for cell in cells if cell.startswith(begin) and not re.fullmatch(r"-\d+", cell)]
    assert cells.count(f"'{word}") >= 4
    assert json.loads(json_file(made))["partners"][0]["partner"] == word


@pytest.mark.parametrize("text", ['een "woord", met komma', "twee\nregels", "é € 😀"])
def test_any_text_comes_back_as_it_was(text: str) -> None:
    made = replace(RICH, partners=(replace(RICH.partners[0], name=text),))

    assert tables(made)["stukken-partners.csv"][0]["partner"] == text


# --- JSON ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_json_holds_the_same_rows_under_the_same_names(name: str) -> None:
    whole, files = json.loads(json_file(ALL[name])), tables(ALL[name])

    for table in EVERY:
        rows = files[f"stukken{table.end}"]
        found = whole[table.name.replace("-", "_")]
        plain = [
            {
                key: value.isoformat() if type(value) is date else value
                for key, value in row.items()
                if key != "bekend_op"
            }
            for row in rows
        ]
        assert [{key: value for key, value in row.items() if key != "bekend_op"} for row in found] == plain
        assert set(whole["woordenboek"][table.name.replace("-", "_")]["kolommen"]) == {c.name for c in table.columns}


def test_json_holds_what_no_table_holds() -> None:
    whole = json.loads(json_file(RICH, concept=True))

    assert whole["uitgave"]["concept"] is True
    assert whole["weggelaten"] == [{"tabel": "reden", "titel": "Waarom mensen stopten", "wat": "de hele tabel"}]
    assert RICH.meeting and whole["vergadering"]["gevraagd_besluit"] == RICH.meeting.decision
    assert [one["klaar"] for one in whole["afspraken"]] == [one.done for one in RICH.promises]
    assert [one["verhalen"] for one in whole["verhalen"]] == [list(one.stories) for one in RICH.rules]
    assert RICH.quality.findings.items() <= whole["bevindingen"].items()
    assert json.loads(json_file(EMPTY))["vergadering"] is None


def test_a_funder_gets_no_rows_but_those_of_its_grant() -> None:
    made = seen_by(RICH, "financier", RICH.grants[1].name)
    files = tables(made)

    assert {row["subsidie"] for row in files["stukken-cijfers.csv"]} == {RICH.grants[1].name}
    assert [row["subsidie"] for row in files["stukken-subsidies.csv"]] == [RICH.grants[1].name]
    held = {name for name, rows in files.items() if rows}
    assert held == {"stukken-cijfers.csv", "stukken-subsidies.csv"}
    assert json.loads(json_file(made))["weggelaten"] == []


@pytest.mark.parametrize("name", ALL)
def test_made_twice_they_are_the_same_files(name: str) -> None:
    assert csv_files(ALL[name]) == csv_files(ALL[name])
    assert json_file(ALL[name]) == json_file(ALL[name])
