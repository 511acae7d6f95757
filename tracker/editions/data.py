"""The edition as data for other programs: tidy CSV with a dictionary beside it (CSVW), and all of it as JSON.

A text that people typed and that begins with `=`, `+`, `-`, `@`, a tab or a return gets an apostrophe before it in CSV:
spreadsheet programs would run it as a formula when someone opens the file. JSON holds the text as it was typed.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from tracker.edition import Edition
from tracker.editions import data_rows, story
from tracker.editions.data_columns import (
    EFFECTS,
    EVERY,
    FIGURES,
    GRANTS,
    PARTNERS,
    PLACES,
    TABLES,
    WANTED,
    WHERE,
    DataColumn,
    DataTable,
)
from tracker.editions.data_rows import Row, Value
from tracker.editions.first_page import title
from tracker.editions.shown import left_out, share_range

METADATA = "-csv-metadata.json"
"""The end of the name of the dictionary."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet program may take for a formula."""

_ROWS: Mapping[str, Callable[[Edition], Iterator[Row]]] = {
    FIGURES.name: data_rows.figures,
    WHERE.name: data_rows.where,
    PARTNERS.name: data_rows.partners,
    PLACES.name: data_rows.places,
    WANTED.name: data_rows.wanted,
    GRANTS.name: data_rows.grants,
    EFFECTS.name: data_rows.effects,
    TABLES.name: data_rows.tables,
}


def csv_files(edition: Edition, *, stem: str = "") -> Mapping[str, bytes]:
    """For the end of each name the bytes of the file: a CSV for each table, and the dictionary.

    CSV is UTF-8 with a row of headings, commas, dates as ISO and a decimal point. `stem` is how the names of the files
    begin; the dictionary names the files with it.
    """
    files = {table.end: _csv(table, _ROWS[table.name](edition)) for table in EVERY}
    return files | {METADATA: _as_json(metadata(edition, stem))}


def _csv(table: DataTable, rows: Iterator[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([cell_text(value, column) for value, column in zip(row, table.columns, strict=True)])
    return text.getvalue().encode()


def cell_text(value: Value, column: DataColumn) -> str:
    """A value as it stands in CSV."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if column.typed and value.startswith(RISKY) else value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    plain = _plain(value)
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def _plain(value: Value) -> str | int | float | bool | None:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


# --- The dictionary --------------------------------------------------------------------------------------------------


def metadata(edition: Edition, stem: str = "") -> dict[str, Any]:
    """The dictionary as CSV on the Web asks for it (W3C, Metadata Vocabulary for Tabular Data)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dc:title": title(edition),
        "dc:language": "nl",
        "dc:description": (
            "Cijfers van Ervaringsdeskundigheid en werk. Een tekst van mensen die met =, +, - of @ begint, heeft in de "
            "bestanden een apostrof ervoor, zodat een rekenprogramma die niet als formule uitvoert."
        ),
        "dc:date": {"@value": edition.state.as_of.isoformat(), "@type": "xsd:date"},
        "tables": [_table(table, stem) for table in EVERY],
    }


def _table(table: DataTable, stem: str) -> dict[str, Any]:
    return {
        "url": f"{stem}{table.end}" if stem else table.end.lstrip("-"),
        "dc:title": table.title,
        "dc:description": table.about,
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": [_column(one) for one in table.columns], "primaryKey": list(table.key)},
    }


def _column(column: DataColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": [column.name, column.title],
        "datatype": column.datatype,
        "dc:description": column.about,
        "required": column.needed,
    }


# --- JSON ------------------------------------------------------------------------------------------------------------


def json_file(edition: Edition) -> bytes:
    """The whole edition as one JSON document: the same tables with the same names, and what no table holds."""
    state = edition.state
    whole = {
        "uitgave": {
            "titel": title(edition),
            "voor": edition.audience,
            "over": edition.subject or None,
            "nummer": edition.number,
            "peildatum": state.as_of,
            "bekend_op": state.known_at,
            "verouderd_sinds": edition.stale_since,
        },
        **{_key(table): [_named(table, row) for row in _ROWS[table.name](edition)] for table in EVERY},
        "doelen": [_road(road, edition) for road in edition.outlook.roads],
        "verschil": list(_changes(edition)),
        "knelpunten": [_rule(one) for one in edition.rules],
        "weggelaten": [{"tabel": one.table, "titel": one.title, "wat": one.what} for one in left_out(edition)],
        "woordenboek": {
            _key(table): {"uitleg": table.about, "kolommen": {one.name: one.about for one in table.columns}}
            for table in EVERY
        },
    }
    return _as_json(whole)


def _key(table: DataTable) -> str:
    return table.name.replace("-", "_")


def _named(table: DataTable, row: Row) -> dict[str, Value]:
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def _road(road: Any, edition: Edition) -> dict[str, Any]:
    figure = next((one for one in edition.state.figures if one.code == road.code), None)
    few = figure is not None and road.unit == "share" and share_range(figure) == (None, None)
    return {
        "code": road.code,
        "naam": road.name,
        "eenheid": str(road.unit),
        "doel": road.target,
        "doel_op": road.due_on,
        "nu": None if few else road.now,
        "hoe_het_staat": road.standing,
        "per_kwartaal_laatste_jaar": road.pace_last_4q,
        "per_kwartaal_nodig": road.needed_per_quarter,
        "mijlpaal": road.milestone,
        "mijlpaal_op": road.milestone_on,
        "kans": road.probability,
        "was": [{"datum": day, "waarde": value} for day, value in road.past],
        "wordt": [
            {"datum": one.day, "minstens": one.low80, "midden": one.median, "hoogstens": one.high80}
            for one in road.ahead
        ],
    }


def _changes(edition: Edition) -> Iterator[dict[str, Any]]:
    if edition.changes is None:
        return
    for one in story.moved(edition):
        new, later, other = story.causes(one)
        yield {
            "code": one.code,
            "naam": one.name,
            "deel": "teller" if one.part == "numerator" else "noemer",
            "vanaf": edition.changes.since,
            "van": one.before,
            "naar": one.after,
            "nieuw": new,
            "alsnog_of_verbeterd": later,
            "overig": other,
        }


def _rule(one: Any) -> dict[str, Any]:
    return {
        "regel": one.rule,
        "sinds": one.since,
        "meldingen": one.reports,
        "partners": one.partners,
        "mensen_afgerond": one.people,
        "uitkomsten": dict(one.outcomes),
        "voorgelegd": [{"op": day, "aan": who} for day, who in one.raised],
        "verhalen": list(one.stories),
    }


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()
