"""Who sees what of an edition: for each audience what it gets, and above all what it does not get."""

from dataclasses import replace

import pytest

from tests.editions.builders import NAMES, RICH
from tracker.edition import Audience, Cell, Edition, GateRecord, LeftOut, ProtectedTable, TableSpec
from tracker.protection.audience import OPEN_FIGURES, seen_by
from tracker.protection.closed_list import OVERVIEW, PARTNER

OWN, OTHER = NAMES[0], NAMES[1]
GRANT = RICH.grants[0].name


def table(name: str, audience: str) -> ProtectedTable:
    """A table with one number."""
    return ProtectedTable(TableSpec(name, audience, (), name.capitalize()), (Cell((), 15),))


WHOLE = replace(
    RICH,
    audience="programma",
    partners=tuple(
        replace(one, placements={"paid_work": 2}, registered=12, shows_numbers=one.name != OTHER)
        for one in RICH.partners
    ),
    tables=(table("allen", OVERVIEW), table("eigen", f"{PARTNER}:{OWN}"), table("anders", f"{PARTNER}:{OTHER}")),
    gate=GateRecord(
        tried=240, left_out=tuple(LeftOut(name, name, "de hele tabel") for name in ("allen", "eigen", "anders"))
    ),
)
"""Everything about one moment, with tables for all and for two partners."""


def tables_of(edition: Edition) -> list[str]:
    """The tables that an edition has; what was left out is told of the same ones."""
    found = [one.spec.name for one in edition.tables]
    assert [one.table for one in edition.gate.left_out] == found
    return found


def test_the_programme_sees_all_of_it() -> None:
    assert seen_by(WHOLE, "programma") is WHOLE


@pytest.mark.parametrize("audience", ["stuurgroep", "dagelijks-bestuur", "managers", "tabellen"])
def test_who_logs_in_sees_of_no_partner_whom_it_registered_or_who_works_there(audience: str) -> None:
    found = seen_by(WHOLE, audience)
    assert (found.audience, found.subject) == (audience, "")
    assert {(one.registered, tuple(one.placements)) for one in found.partners} == {(None, ())}
    assert tables_of(found) == ["allen"]


def test_a_partner_that_hides_its_numbers_hides_them_for_all_others() -> None:
    whole = {one.name: one for one in WHOLE.partners}
    for audience, subject in (("managers", ""), ("partner", OWN)):
        seen = {one.name: one for one in seen_by(WHOLE, audience, subject).partners}
        hidden, open_ones = seen[OTHER], [one for one in seen.values() if one.name not in (OWN, OTHER)]
        assert (hidden.places, hidden.experts_paid, hidden.experts_volunteer, hidden.experts_on) == (
            (),
            None,
            None,
            None,
        )
        assert hidden.levels == whole[OTHER].levels
        assert all(one == replace(whole[one.name], placements={}, registered=None) for one in open_ones)


@pytest.mark.parametrize(("name", "table_of_it"), [(OWN, "eigen"), (OTHER, "anders")])
def test_a_partner_sees_itself_exactly_also_when_it_hides_its_numbers(name: str, table_of_it: str) -> None:
    found = seen_by(WHOLE, "partner", name)
    own = [one for one in found.partners if one.registered is not None]
    assert own == [one for one in WHOLE.partners if one.name == name]
    assert tables_of(found) == ["allen", table_of_it]
    assert (found.grants, found.promises, found.meeting, found.quality.findings) == ((), (), None, {})


def test_dashboards_get_no_words_and_no_grants() -> None:
    found = seen_by(WHOLE, "tabellen")
    assert (found.grants, found.promises, found.meeting, found.quality.findings) == ((), (), None, {})
    assert found.state == WHOLE.state


def nothing_else(found: Edition) -> bool:
    """Whether an edition has nothing but its moment, beside what the audience is for."""
    bare = (found.quarters, found.partners, found.effects, found.promises, found.tables, found.gate.left_out)
    return not any(bare) and not (found.changes or found.meeting or found.state.where or found.outlook.roads)


def test_everyone_sees_the_open_figures_and_nothing_else() -> None:
    found = seen_by(WHOLE, "openbaar")
    assert {one.code for one in found.state.figures} == set(OPEN_FIGURES) & {one.code for one in WHOLE.state.figures}
    assert found.state.figures
    assert nothing_else(found)
    assert not (found.grants or found.rules)


def test_a_funder_sees_its_own_grant_and_nothing_else() -> None:
    found = seen_by(WHOLE, "financier", GRANT)
    assert found.grants == (WHOLE.grants[0],)
    assert (found.subject, found.gate.tried) == (GRANT, 240)
    assert nothing_else(found)
    assert not (found.state.figures or found.rules)


def test_the_ministry_sees_the_rules_and_nothing_else() -> None:
    found = seen_by(WHOLE, "knelpunten")
    assert found.rules == WHOLE.rules
    assert nothing_else(found)
    assert not (found.state.figures or found.grants)


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.FUNDER])
@pytest.mark.parametrize("subject", ["", "Niemand"])
def test_a_partner_or_grant_that_is_not_there_sees_nothing_at_all(audience: Audience, subject: str) -> None:
    with pytest.raises(ValueError, match="no such"):
        seen_by(WHOLE, audience, subject)


def test_an_audience_that_does_not_exist_sees_nothing_at_all() -> None:
    with pytest.raises(ValueError, match="pers"):
        seen_by(WHOLE, "pers")
