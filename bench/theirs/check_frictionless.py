"""Checks a workbook with frictionless: WORKBOOK CONTRACT OUT. Writes which rows it says something of."""

import json
import os
import sys
from pathlib import Path

from frictionless import Detector, Package, Resource, Schema
from frictionless.formats import ExcelControl

KINDS = {"date": "date", "number": "number"}


def _field(column: dict) -> dict:
    constraints = {"required": column["needed"]}
    if column["choices"]:
        constraints["enum"] = column["choices"]
    if column["kind"] == "code":
        constraints["pattern"] = "D-[0-9]{3,}"
    if column["unique"]:
        constraints["unique"] = True
    return {"name": column["heading"], "type": KINDS.get(column["kind"], "string"), "constraints": constraints}


def _schema(columns: list) -> Schema:
    keys = [
        {"fields": [column["heading"]], "reference": {"resource": other.lower(), "fields": [heading]}}
        for column in columns
        for other, heading in [column["refers"] or (None, None)]
        if other
    ]
    return Schema.from_descriptor({"fields": [_field(column) for column in columns], "foreignKeys": keys})


def main(workbook: Path, contract: Path, out: Path) -> None:
    # It refuses paths outside the folder that it stands in.
    os.chdir(workbook.parent)
    tabs = json.loads(contract.read_text("utf-8"))
    resources = [
        Resource(
            name=title.lower(),
            path=workbook.name,
            control=ExcelControl(sheet=title),
            schema=_schema(columns),
            detector=Detector(schema_sync=True),
        )
        for title, columns in tabs.items()
    ]
    said = Package(resources=resources).validate(limit_errors=1_000_000)
    titles = {title.lower(): title for title in tabs}
    rows = {
        (titles[task.name], error.row_number)
        for task in said.tasks
        for error in task.errors
        if getattr(error, "row_number", None)
    }
    out.write_text(json.dumps(sorted(rows)), "utf-8")


main(*map(Path, sys.argv[1:]))
