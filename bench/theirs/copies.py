"""Keeps a copy of a whole sheet each time it was read, with pandas: DATABASE WORKBOOK… A copy is called by its file."""

import sys
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine

TABS = ["Deelnemers", "Stappen", "Partners"]


def main(database: str, workbooks: list) -> None:
    engine = create_engine(f"sqlite:///{database}")
    for workbook in map(Path, workbooks):
        tabs = pd.read_excel(workbook, sheet_name=TABS, dtype=object)
        with engine.begin() as connection:
            for title, rows in tabs.items():
                kept = rows.astype(str).assign(copy=workbook.stem)
                kept.to_sql(title, connection, if_exists="append", index=False)


main(sys.argv[1], sys.argv[2:])
