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

from tracker.edition import Edition, Promise, RuleState
from tracker.editions import data_rows, data_story
from tracker.editions.data_columns import EFFECTS, EVERY, FIGURES, GRANTS, PARTNERS, PLACES, TABLES, WANTED, WHERE
from tracker.editions.data_story import CHANGES, GOALS, PATH, RULES
from tracker.editions.data_table import DataColumn, DataTable, Row, Value
from tracker.editions.first_page import title
from tracker.editions.shown import left_out

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
    GOALS.name: data_story.goals,
    PATH.name: data_story.path,
    CHANGES.name: data_story.changes,
    RULES.name: data_story.rules,
}


def csv_files(edition: Edition, *, stem: str = "", concept: bool = False) -> Mapping[str, bytes]:
    """For the end of each name the bytes of the file: a CSV for each table, and the dictionary.

    CSV is UTF-8 with a row of headings, commas, dates as ISO and a decimal point. `stem` is how the names of the files
    begin; the dictionary names the files with it.
    """
    files = {table.end: _csv(table, _ROWS[table.name](edition)) for table in EVERY}
    return files | {METADATA: _as_json(metadata(edition, stem, concept=concept))}


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


def metadata(edition: Edition, stem: str = "", *, concept: bool = False) -> dict[str, Any]:
    """The dictionary as CSV on the Web asks for it (W3C, Metadata Vocabulary for Tabular Data)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dc:title": f"{title(edition)} (concept)" if concept else title(edition),
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


def json_file(edition: Edition, *, concept: bool = False) -> bytes:
    """The whole edition as one JSON document: the same tables with the same names, and what no table holds."""
    state = edition.state
    whole = {
        "uitgave": {
            "titel": title(edition),
            "voor": edition.audience,
            "over": edition.subject or None,
            "nummer": edition.number,
            "concept": concept,
            "peildatum": state.as_of,
            "bekend_op": state.known_at,
            "verouderd_sinds": edition.stale_since,
        },
        **{_key(table): [_named(table, row) for row in _ROWS[table.name](edition)] for table in EVERY},
        "vergadering": _meeting(edition),
        "afspraken": [_promise(one) for one in edition.promises],
        "verhalen": [_stories(one) for one in edition.rules],
        "bevindingen": {**edition.quality.findings, "rijen_met_oude_waarde": edition.quality.stale_rows},
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


def _meeting(edition: Edition) -> dict[str, Value] | None:
    """The meeting that the papers are for, in the project leader's own words."""
    one = edition.meeting
    if one is None:
        return None
    return {"datum": one.held_on, "boodschap": one.message, "gevraagd_besluit": one.decision}


def _promise(one: Promise) -> dict[str, Value]:
    return {"afspraak": one.text, "wie": one.who, "klaar_op": one.due_on, "klaar": one.done}


def _stories(one: RuleState) -> dict[str, Any]:
    """What people wrote of a rule, and to whom it was put."""
    asked = [{"op": at, "aan": who} for at, who in one.raised]
    return {"regel": one.rule, "verhalen": list(one.stories), "voorgelegd": asked}


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n").encode()
