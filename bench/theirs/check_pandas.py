"""Checks a workbook with pandas and openpyxl alone: WORKBOOK CONTRACT OUT. Writes which rows it says something of."""

import json
import sys
from pathlib import Path

import pandas as pd


def _wrong(tab: pd.DataFrame, column: dict, tabs: dict) -> pd.Series:
    values = tab[column["heading"]]
    wrong = values.isna() & column["needed"]
    if column["kind"] == "date":
        wrong |= values.notna() & pd.to_datetime(values, errors="coerce").isna()
    if column["kind"] == "number":
        wrong |= values.notna() & pd.to_numeric(values, errors="coerce").isna()
    if column["kind"] == "code":
        wrong |= values.notna() & ~values.astype(str).str.fullmatch(r"D-[0-9]{3,}")
    if column["choices"]:
        wrong |= values.notna() & ~values.isin(column["choices"])
    if column["refers"]:
        other, heading = column["refers"]
        wrong |= values.notna() & ~values.isin([*tabs[other][heading].dropna(), "buiten het netwerk"])
    if column["unique"]:
        wrong |= values.notna() & values.duplicated(keep=False)
    return wrong


def main(workbook: Path, contract: Path, out: Path) -> None:
    columns = json.loads(contract.read_text("utf-8"))
    tabs = pd.read_excel(workbook, sheet_name=list(columns), dtype=object, engine="openpyxl")
    rows = set()
    for title, wanted in columns.items():
        for column in wanted:
            if column["heading"] in tabs[title]:
                rows |= {(title, int(row) + 2) for row in tabs[title].index[_wrong(tabs[title], column, tabs)]}
    out.write_text(json.dumps(sorted(rows)), "utf-8")


main(*map(Path, sys.argv[1:]))
