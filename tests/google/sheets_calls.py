"""The calls of the Sheets API, a function each: a question in, the answer as the service gives it out."""

from typing import Any

from tests.google import values
from tests.google.answers import describe
from tests.google.batch_update import carry_out
from tests.google.calls import Question, changing, commit, filtered, guarded, owner_of
from tests.google.drive import Drive
from tests.google.errors import Json
from tests.google.formulas import Sums
from tests.google.masks import Mask, branch
from tests.google.ranges import Area
from tests.google.spreadsheet import Spreadsheet


def get(drive: Drive, question: Question) -> Json:
    """`spreadsheets.get`."""
    book = drive.sheet(question.parts[0], question.user, write=False).book
    ranges = question.every("ranges")
    areas = [book.area(text) for text in ranges] if ranges else None
    return _described(book, question, areas, question.flag("includeGridData"))


def get_by_filter(drive: Drive, question: Question) -> Json:
    """`spreadsheets.getByDataFilter`."""
    book = drive.sheet(question.parts[0], question.user, write=False).book
    body = question.body
    areas = filtered(book, body["dataFilters"]) if body.get("dataFilters") else None
    return _described(book, question, areas, bool(body.get("includeGridData")))


def _described(book: Spreadsheet, question: Question, areas: list[Area] | None, flag: bool) -> Json:
    """A field mask that names the cells asks for them, and then the flag says nothing."""
    mask = question.mask("sheets.v4", "Spreadsheet")
    grid = _names_cells(mask) if mask else flag
    if grid:
        for area in areas if areas is not None else [Area(tab.sheet_id) for tab in book.tabs]:
            question.reads(book, area)
    return describe(book, Sums(book), mask, areas, grid=grid)


def _names_cells(mask: Mask) -> bool:
    sheets = branch(mask, "sheets")
    return sheets is not None and branch(sheets, "data") is not None


def create(drive: Drive, question: Question) -> Json:
    """`spreadsheets.create`: with the properties and the tabs that are asked for, cells included."""
    body = question.body
    asked = body.get("properties") or {}
    file = drive.create(
        asked.get("title", "Untitled spreadsheet"),
        question.user,
        asked.get("locale", "en_US"),
        asked.get("timeZone", "Etc/GMT"),
    )
    requests = [part for at, sheet in enumerate(body.get("sheets") or []) for part in _made(at + 1, sheet)]
    if requests:
        requests.append({"deleteSheet": {"sheetId": 0}})
        file.book, _ = carry_out(file.book, requests, question.user, question.user)
    return describe(file.book, Sums(file.book), {}, None, grid=False)


def _made(at: int, sheet: Json) -> list[Json]:
    properties = dict(sheet.get("properties") or {})
    number = properties.setdefault("sheetId", at)
    rows = [part for part in sheet.get("data") or [] if part.get("rowData")]
    return [
        {"addSheet": {"properties": properties}},
        *(
            {
                "updateCells": {
                    "start": {
                        "sheetId": number,
                        "rowIndex": part.get("startRow", 0),
                        "columnIndex": part.get("startColumn", 0),
                    },
                    "rows": part["rowData"],
                    "fields": "*",
                }
            }
            for part in rows
        ),
    ]


def batch_update(drive: Drive, question: Question) -> Json:
    """`spreadsheets.batchUpdate`: all of its requests, or none."""
    file = drive.sheet(question.parts[0], question.user, write=True)
    body = question.body
    book, replies = carry_out(file.book, body.get("requests") or [], question.user, owner_of(file))
    commit(drive, file, book)
    answer: Json = {"spreadsheetId": book.sheet_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        ranges = [book.area(text) for text in body.get("responseRanges") or []]
        grid = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = describe(book, Sums(book), {}, ranges or None, grid=grid)
    return answer


def values_get(drive: Drive, question: Question) -> Json:
    """`values.get`."""
    book = drive.sheet(question.parts[0], question.user, write=False).book
    area = book.area(question.parts[1])
    return _read(book, Sums(book), area, question.options(), question)


def _read(book: Spreadsheet, sums: Sums, area: Area, options: Json, question: Question) -> Json:
    question.reads(book, area)
    return values.read(book, sums, area, options)


def values_batch_get(drive: Drive, question: Question) -> Json:
    """`values.batchGet`."""
    book = drive.sheet(question.parts[0], question.user, write=False).book
    areas, sums = [book.area(text) for text in question.every("ranges")], Sums(book)
    found = [_read(book, sums, area, question.options(), question) for area in areas]
    return {"spreadsheetId": book.sheet_id, "valueRanges": found}


def values_batch_get_by_filter(drive: Drive, question: Question) -> Json:
    """`values.batchGetByDataFilter`."""
    book = drive.sheet(question.parts[0], question.user, write=False).book
    body = question.body
    filters, sums = body.get("dataFilters") or [], Sums(book)
    found = [
        {"valueRange": _read(book, sums, area, body, question), "dataFilters": [item]}
        for item, area in zip(filters, filtered(book, filters), strict=True)
    ]
    return {"spreadsheetId": book.sheet_id, "valueRanges": found}


def values_update(drive: Drive, question: Question) -> Json:
    """`values.update`. The body is looked at before the range, as the service does."""
    rows = values.grid_of(question.body)
    with changing(drive, question) as book:
        return _write(drive, question, book, (book.area(question.parts[1]), rows), question.options())


def _write(
    drive: Drive, question: Question, book: Spreadsheet, what: tuple[Area, list[list[Any]]], options: Json
) -> Json:
    area, rows = what
    guarded(drive, question, book.tab(area.sheet_id), area)
    answer = values.write(book, area, rows, options.get("valueInputOption"))
    answer["spreadsheetId"] = book.sheet_id
    if str(options.get("includeValuesInResponse")).lower() == "true":
        how = {"valueRenderOption": options.get("responseValueRenderOption")}
        answer["updatedData"] = values.read(book, Sums(book), book.area(answer["updatedRange"]), how)
    return answer


def values_batch_update(drive: Drive, question: Question) -> Json:
    """`values.batchUpdate`: all of its ranges, or none."""
    body = question.body
    data = body.get("data") or []
    with changing(drive, question) as book:
        answers = [
            _write(drive, question, book, (book.area(item.get("range", "")), values.grid_of(item, f"data[{at}]")), body)
            for at, item in enumerate(data)
        ]
    totals = {f"total{name[0].upper()}{name[1:]}": sum(a.get(name, 0) for a in answers) for name in _COUNTS}
    touched = {answer["updatedRange"].rpartition("!")[0] for answer in answers}
    return {"spreadsheetId": book.sheet_id, **totals, "totalUpdatedSheets": len(touched), "responses": answers}


_COUNTS = ("updatedRows", "updatedColumns", "updatedCells")


def values_append(drive: Drive, question: Question) -> Json:
    """`values.append`."""
    rows = values.grid_of(question.body)
    with changing(drive, question) as book:
        area = book.area(question.parts[1])
        guarded(drive, question, book.tab(area.sheet_id), area)
        answer = values.append(book, area, rows, question.options())
    answer["updates"]["spreadsheetId"] = book.sheet_id
    return {"spreadsheetId": book.sheet_id, **answer}


def values_clear(drive: Drive, question: Question) -> Json:
    """`values.clear`."""
    with changing(drive, question) as book:
        cleared = _clear(drive, question, book, question.parts[1])
    return {"spreadsheetId": book.sheet_id, "clearedRange": cleared}


def _clear(drive: Drive, question: Question, book: Spreadsheet, text: str) -> str:
    area = book.area(text)
    tab = book.tab(area.sheet_id)
    guarded(drive, question, tab, area)
    values.clear(tab, area)
    return tab.name(area)


def values_batch_clear(drive: Drive, question: Question) -> Json:
    """`values.batchClear`."""
    ranges = question.body.get("ranges") or []
    with changing(drive, question) as book:
        cleared = [_clear(drive, question, book, text) for text in ranges]
    return {"spreadsheetId": book.sheet_id, "clearedRanges": cleared}
