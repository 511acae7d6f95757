"""Requests of a batch about the spreadsheet and its tabs: made, deleted, renamed, moved, resized; named ranges."""

from typing import Any

from tests.google.answers import colour, placed, tab_properties
from tests.google.batch import Batch, Handler
from tests.google.errors import BadRequestError, Json
from tests.google.masks import Mask, branch, changed, update_mask
from tests.google.ranges import Area
from tests.google.spreadsheet import Spreadsheet, Tab

_OWN = {"sheetId", "title", "index", "sheetType", "hidden", "gridProperties"}
_ALL = ("title", "index", "hidden", "gridProperties", "tabColor", "tabColorStyle", "rightToLeft")


def _add_sheet(batch: Batch, request: Json) -> Json:
    asked = request.get("properties") or {}
    book = batch.book
    number = asked.get("sheetId")
    if number is not None and any(tab.sheet_id == number for tab in book.tabs):
        raise BadRequestError(f"A sheet with id {number} already exists.")
    tab = Tab(batch.number() if number is None else int(number), _free_title(book, asked.get("title")))
    book.tabs.insert(_position(book, asked), tab)
    plain = {name: value for name, value in asked.items() if name not in {"title", "index", "sheetId", "sheetType"}}
    _change(book, tab, plain, {name: {} for name in plain})
    return {"properties": tab_properties(book, tab)}


def _position(book: Spreadsheet, asked: Json) -> int:
    index = asked.get("index")
    return len(book.tabs) if index is None else min(int(index), len(book.tabs))


def _free_title(book: Spreadsheet, title: str | None) -> str:
    if title is not None:
        if book.titled(title):
            raise BadRequestError(f'A sheet with the name "{title}" already exists. Please enter another name.')
        return title
    stem = "Blad" if book.locale.startswith("nl") else "Sheet"
    number = next(n for n in range(1, 10_000) if not book.titled(f"{stem}{n}"))
    return f"{stem}{number}"


def _delete_sheet(batch: Batch, request: Json) -> None:
    tab = batch.tab(request.get("sheetId"))
    batch.guard(tab, Area(tab.sheet_id))
    left = [other for other in batch.book.tabs if other is not tab]
    if not left:
        raise BadRequestError("You can't remove all the sheets in a document.")
    if all(other.hidden for other in left):
        raise BadRequestError("You can't remove all the visible sheets in a document.")
    batch.book.tabs = left
    batch.book.named = [n for n in batch.book.named if (n["range"].get("sheetId") or 0) != tab.sheet_id]


def _duplicate_sheet(batch: Batch, request: Json) -> Json:
    source = batch.tab(request.get("sourceSheetId"))
    book = batch.book
    twin = source.copied()
    twin.sheet_id = int(request.get("newSheetId") or batch.number())
    twin.title = _free_title(book, request.get("newSheetName") or f"Copy of {source.title}")
    twin.ranges = _rehomed(twin.ranges, source.sheet_id, twin.sheet_id)
    book.tabs.insert(_position(book, {"index": request.get("insertSheetIndex", len(book.tabs))}), twin)
    return {"properties": tab_properties(book, twin)}


def _rehomed(item: Any, old: int, new: int) -> Any:
    if isinstance(item, list):
        return [_rehomed(part, old, new) for part in item]
    if not isinstance(item, dict):
        return item
    return {k: new if k == "sheetId" and part == old else _rehomed(part, old, new) for k, part in item.items()}


def _update_sheet(batch: Batch, request: Json) -> None:
    new = request.get("properties") or {}
    mask = update_mask(request.get("fields"))
    tab = batch.tab(new.get("sheetId"))
    if "*" in mask:
        mask = {name: {} for name in _ALL if name in new or name not in {"title", "index"}}
    _change(batch.book, tab, new, mask)


def _change(book: Spreadsheet, tab: Tab, new: Json, mask: Mask) -> None:
    if "title" in mask and new.get("title") != tab.title:
        same = book.titled(str(new.get("title")))
        tab.title = str(new["title"]) if same is tab else _free_title(book, str(new.get("title")))
    if "hidden" in mask:
        tab.hidden = bool(new.get("hidden"))
        if all(other.hidden for other in book.tabs):
            raise BadRequestError("You can't hide all the sheets in a document.")
    if "index" in mask:
        _reorder(book, tab, int(new.get("index") or 0))
    if "gridProperties" in mask:
        _resize(book, tab, new.get("gridProperties") or {}, branch(mask, "gridProperties") or {})
    others = {name: below for name, below in mask.items() if name not in _OWN}
    tab.properties = _coloured(changed(tab.properties, new, others))


def _coloured(properties: Json) -> Json:
    """A tab colour is kept as a colour and as a style, as the service answers it."""
    style = properties.get("tabColorStyle", {}).get("rgbColor", properties.get("tabColor"))
    if style is None:
        return properties
    return {**properties, "tabColor": colour(style), "tabColorStyle": {"rgbColor": colour(style)}}


def _reorder(book: Spreadsheet, tab: Tab, index: int) -> None:
    """The index is where the tab comes before it is taken away from its old place, as the service counts."""
    now = book.tabs.index(tab)
    book.tabs.pop(now)
    book.tabs.insert(index - 1 if index > now else index, tab)


def _resize(book: Spreadsheet, tab: Tab, new: Json, mask: Mask) -> None:
    size = {"rowCount": tab.row_count, "columnCount": tab.column_count}
    asked = mask or {name: {} for name in (*size, *tab.grid, *new)}
    kept = changed({**size, **tab.grid}, {**({} if mask else size), **new}, asked)
    rows, columns = int(kept.pop("rowCount", 0) or 0), int(kept.pop("columnCount", 0) or 0)
    if rows < 1 or columns < 1:
        raise BadRequestError(f"You can't delete all the {'rows' if rows < 1 else 'columns'} on the sheet.")
    tab.grid = {name: value for name, value in kept.items() if value}
    for name, count in (("frozenRowCount", rows), ("frozenColumnCount", columns)):
        if tab.grid.get(name, 0) >= count:
            what = "rows" if name == "frozenRowCount" else "columns"
            raise BadRequestError(f"You can't freeze all visible {what} on the sheet.")
    tab.row_count, tab.column_count = rows, columns
    del tab.rows[rows:]
    for line in tab.rows:
        line.cells = {column: cell for column, cell in line.cells.items() if column < columns}


def _update_spreadsheet(batch: Batch, request: Json) -> None:
    new, mask = request.get("properties") or {}, update_mask(request.get("fields"))
    for name, attribute in (("title", "title"), ("locale", "locale"), ("timeZone", "time_zone")):
        if branch(mask, name) is not None and new.get(name):
            setattr(batch.book, attribute, new[name])


def _add_named(batch: Batch, request: Json) -> Json:
    asked = request.get("namedRange") or {}
    batch.area(asked.get("range") or {}, writing=False)
    if any(item["name"].casefold() == asked.get("name", "").casefold() for item in batch.book.named):
        raise BadRequestError(f"A named range with the name {asked['name']} already exists.")
    named = {"namedRangeId": asked.get("namedRangeId") or str(batch.number()), **asked}
    batch.book.named.append(named)
    return {"namedRange": placed(named)}


def _update_named(batch: Batch, request: Json) -> None:
    asked = request.get("namedRange") or {}
    old = _named(batch, asked.get("namedRangeId"))
    new = changed(old, asked, update_mask(request.get("fields")))
    batch.book.named = [new if item is old else item for item in batch.book.named]


def _delete_named(batch: Batch, request: Json) -> None:
    gone = _named(batch, request.get("namedRangeId"))
    batch.book.named = [item for item in batch.book.named if item is not gone]


def _named(batch: Batch, number: str | None) -> Json:
    for item in batch.book.named:
        if item["namedRangeId"] == number:
            return item
    raise BadRequestError(f"No named range with id: {number}")


TABS: dict[str, Handler] = {
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "duplicateSheet": _duplicate_sheet,
    "updateSheetProperties": _update_sheet,
    "updateSpreadsheetProperties": _update_spreadsheet,
    "addNamedRange": _add_named,
    "updateNamedRange": _update_named,
    "deleteNamedRange": _delete_named,
}
