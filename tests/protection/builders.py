"""Small programmes for the tests of protection: a few people in two regions, registered by two partners."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

from hypothesis import strategies as st

from tracker.edition import Cell, ProtectedTable, TableSpec
from tracker.protection.people import Attribute, Insider, Kind, Moment, PersonRow, held
from tracker.protection.tables import Counter, Published

WHOLE = os.environ.get("EW_PROOF") == "whole"
"""Whether all examples of a proof are tried, or a tenth of them."""

KEY = b"a key for tests only, 32 bytes.."

ATTRIBUTES = {
    attribute.name: attribute
    for attribute in (
        Attribute("region", "Regio", Kind.IDENTIFYING, ("noord", "zuid"), complete=True),
        Attribute("partner", "Aangemeld door", Kind.IDENTIFYING, ("A", "B"), complete=True),
        Attribute(
            "sector",
            "Soort organisatie",
            Kind.IDENTIFYING,
            ("zorg", "wonen"),
            complete=True,
            of="partner",
            parts={"A": "zorg", "B": "wonen"},
        ),
        Attribute("activity", "Waar nu", Kind.SENSITIVE, ("werk", "zoekt"), complete=True),
        Attribute("need", "Wat is nodig", Kind.SENSITIVE, ("opvang", "vervoer"), many=True, never_exact=True),
        Attribute("reached", "Eerder bereikt", Kind.SENSITIVE, ("kans", "baan"), many=True, grows=True),
        Attribute("grant", "Subsidie", Kind.OTHER, ("G",), many=True),
    )
}

TOTAL = TableSpec("totaal", "overview", (), "Deelnemers", exact=True)
WHERE = TableSpec("waar_nu", "overview", ("activity",), "Waar nu", exact=True)
BY_REGION = TableSpec("regio_waar_nu", "overview", ("region", "activity"), "Waar nu, per regio")
BY_SECTOR = TableSpec("sector_waar_nu", "overview", ("sector", "activity"), "Waar nu, per soort")
NEEDS = TableSpec("nodig", "overview", ("need",), "Wat is nodig")
PAGE_A = TableSpec("pagina_a", "partner:A", ("activity",), "Waar zij nu zijn", (("partner", "A"),))
COUNT_A = TableSpec("aantal_a", "partner:A", (), "Door u aangemeld", (("partner", "A"),), exact=True)


def moment(quarter: int) -> Moment:
    """The end of a quarter, counted from 0, as known that day."""
    day = date(2024 + quarter // 4, 3 * (quarter % 4) + 1, 1)
    return Moment(day, datetime(day.year, day.month, day.day, tzinfo=UTC))


def person(number: int, region: str = "noord", activity: str = "werk", **more: str | tuple[str, ...]) -> PersonRow:
    """Someone registered by partner A, unless said otherwise."""
    return PersonRow(f"D-{number:03}", {"region": region, "partner": "A", "activity": activity, **more})


def people(groups: Mapping[tuple[str, str, str], int]) -> tuple[PersonRow, ...]:
    """So many people for each region, partner and activity."""
    marks = [mark for mark, many in groups.items() for _ in range(many)]
    return tuple(
        person(number, region, activity, partner=partner) for number, (region, partner, activity) in enumerate(marks)
    )


def published(quarter: int, rows: Sequence[PersonRow], specs: Iterable[TableSpec], key: bytes = KEY) -> Published:
    """Everything of these tables, published as it is, without a gate."""
    counter = Counter(rows, ATTRIBUTES, key)
    return Published(moment(quarter), tuple(counter.table(spec) for spec in specs), tuple(rows))


def knows(rows: Iterable[PersonRow], partner: str) -> Insider:
    """A partner that knows the people whom it registered."""
    own = frozenset(row.code for row in rows if row.attributes["partner"] == partner)
    return Insider(f"partner {partner}", own, (("partner", partner),))


def numbers(tables: Iterable[ProtectedTable]) -> dict[tuple[str, ...], int | None]:
    """What tables show, by the name of the table and the headings."""
    return {
        (table.spec.name, *(" of ".join(side) for side in cell.sides)): cell.shown
        for table in tables
        for cell in table.cells
    }


@st.composite
def programmes(
    draw: st.DrawFn, most: int = 5, moments: int = 1, regions: str = "noord zuid"
) -> list[tuple[PersonRow, ...]]:
    """A programme of at least one person at one or more moments; nobody leaves it, and their marks stay the same."""
    some: list[list[PersonRow]] = [[] for _ in range(moments)]
    for number in range(draw(st.integers(1, most))):
        region, partner = draw(st.sampled_from(regions.split())), draw(st.sampled_from("AB"))
        for quarter in range(draw(st.integers(0, moments - 1)), moments):
            activity = draw(st.sampled_from(("werk", "zoekt")))
            some[quarter].append(person(number, region, activity, partner=partner))
    return [tuple(rows) for rows in some]


def counted(quarter: int, rows: Sequence[PersonRow], *specs: TableSpec) -> Published:
    """Tables with the numbers as they are, read as exact ones: what no audience gets, and a test reckons with."""
    return Published(moment(quarter), tuple(_counted(rows, spec) for spec in specs), tuple(rows))


def _counted(rows: Sequence[PersonRow], spec: TableSpec) -> ProtectedTable:
    cells = [
        Cell(
            tuple((value,) for value in corner),
            sum(
                all(
                    value in held(row, ATTRIBUTES, name)
                    for name, value in (*zip(spec.by, corner, strict=True), *spec.within)
                )
                for row in rows
            ),
        )
        for corner in product(*(ATTRIBUTES[name].all_values for name in spec.by))
    ]
    return ProtectedTable(replace(spec, exact=True), tuple(cells))
