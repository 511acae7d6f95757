"""Checks a workbook with pandas and pandera: WORKBOOK CONTRACT OUT. Writes which rows it says something of."""

import json
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pandera.pandas as pa


def _is_date(value: object) -> bool:
    return isinstance(value, date)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))


def _column(column: dict, tabs: dict) -> pa.Column:
    checks = {"date": [pa.Check(_is_date, element_wise=True)], "number": [pa.Check(_is_number, element_wise=True)]}
    found = list(checks.get(column["kind"], []))
    if column["choices"]:
        found.append(pa.Check.isin(column["choices"]))
    if column["kind"] == "code":
        found.append(pa.Check.str_matches(r"^D-[0-9]{3,}$"))
    if column["refers"]:
        other, heading = column["refers"]
        known = set(tabs[other][heading].dropna())
        found.append(pa.Check.isin(known | {"buiten het netwerk"}))
    return pa.Column(None, found, nullable=not column["needed"], unique=column["unique"], required=False)


def main(workbook: Path, contract: Path, out: Path) -> None:
    columns = json.loads(contract.read_text("utf-8"))
    tabs = pd.read_excel(workbook, sheet_name=list(columns), dtype=object)
    rows = set()
    for title, wanted in columns.items():
        schema = pa.DataFrameSchema({column["heading"]: _column(column, tabs) for column in wanted})
        try:
            schema.validate(tabs[title], lazy=True)
        except pa.errors.SchemaErrors as error:
            rows |= {(title, int(row) + 2) for row in error.failure_cases["index"].dropna()}
    out.write_text(json.dumps(sorted(rows)), "utf-8")


main(*map(Path, sys.argv[1:]))
