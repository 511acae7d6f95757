"""Requests of a batch about rows and columns, and about what stands on a range: merges, protection, rules, filters."""

from tests.google import dimensions
from tests.google.answers import placed
from tests.google.batch import Batch, Handler
from tests.google.errors import BadRequestError, Json
from tests.google.masks import changed, update_mask
from tests.google.ranges import Area, from_grid, to_grid
from tests.google.spreadsheet import EMPTY, Line, Tab


def _span(batch: Batch, grid: Json) -> tuple[Tab, bool, int, int]:
    """The tab, whether it is about rows, the first and the last index of a dimension range."""
    tab = batch.tab(grid.get("sheetId"))
    rows = grid.get("dimension") != "COLUMNS"
    size = tab.row_count if rows else tab.column_count
    start, end = int(grid.get("startIndex") or 0), grid.get("endIndex")
    end = size if end is None else int(end)
    if start >= end:
        raise BadRequestError(f"range.startIndex[{start}] must be less than range.endIndex[{end}]")
    return tab, rows, start, end


def _guarded(batch: Batch, tab: Tab, rows: bool, start: int, end: int) -> None:
    area = Area(tab.sheet_id, start, end) if rows else Area(tab.sheet_id, left=start, right=end)
    batch.guard(tab, area)


def _insert(batch: Batch, request: Json) -> None:
    tab, rows, start, end = _span(batch, request.get("range") or {})
    if start > (tab.row_count if rows else tab.column_count):
        raise BadRequestError(f"range.startIndex[{start}] is too large for the sheet.")
    dimensions.insert(batch.book, tab, rows, start, end)


def _delete(batch: Batch, request: Json) -> None:
    tab, rows, start, end = _span(batch, request.get("range") or {})
    size, name = (tab.row_count, "rows") if rows else (tab.column_count, "columns")
    if start >= size:
        one = name[:-1]
        tried = f"Tried to delete {one} index {start} but there are only {size} {name}."
        raise BadRequestError(f"Cannot delete a {one} that doesn't exist. {tried}")
    if start == 0 and end >= size:
        raise BadRequestError(f"You can't delete all the {name} on the sheet.")
    _guarded(batch, tab, rows, start, end)
    dimensions.delete(batch.book, tab, rows, start, min(end, size))


def _append(batch: Batch, request: Json) -> None:
    tab = batch.tab(request.get("sheetId"))
    if request.get("dimension") == "COLUMNS":
        tab.column_count += int(request.get("length") or 0)
    else:
        tab.row_count += int(request.get("length") or 0)


def _move(batch: Batch, request: Json) -> None:
    tab, rows, start, end = _span(batch, request.get("source") or {})
    _guarded(batch, tab, rows, start, end)
    dimensions.move(tab, rows, start, end, int(request.get("destinationIndex") or 0))


def _update_dimension(batch: Batch, request: Json) -> None:
    tab, rows, start, end = _span(batch, request.get("range") or {})
    new, mask = request.get("properties") or {}, update_mask(request.get("fields"))
    for index in range(start, end):
        line = tab.line(index) if rows else tab.columns.setdefault(index, Line())
        if "pixelSize" in mask or "*" in mask:
            line.size = new.get("pixelSize")
        if "hiddenByUser" in mask or "*" in mask:
            line.hidden_by_user = bool(new.get("hiddenByUser"))


def _auto_resize(batch: Batch, request: Json) -> None:
    _span(batch, request.get("dimensions") or {})


def _groups(batch: Batch, request: Json) -> tuple[Tab, list[Json], Json]:
    tab, rows, start, end = _span(batch, request.get("range") or {})
    groups = tab.ranges.setdefault("rowGroups" if rows else "columnGroups", [])
    tab.grid["rowGroupControlAfter" if rows else "columnGroupControlAfter"] = True
    dimension = "ROWS" if rows else "COLUMNS"
    return tab, groups, {"sheetId": tab.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}


def _add_group(batch: Batch, request: Json) -> Json:
    _, groups, span = _groups(batch, request)
    inside = [g for g in groups if g["range"]["startIndex"] <= span["startIndex"] < g["range"]["endIndex"]]
    groups.append({"range": span, "depth": len(inside) + 1})
    return {"dimensionGroups": placed(groups)}


def _delete_group(batch: Batch, request: Json) -> Json:
    _, groups, span = _groups(batch, request)
    found = next((group for group in reversed(groups) if group["range"] == span), None)
    if found is None:
        raise BadRequestError("Cannot delete a group that does not exist.")
    groups.remove(found)
    return {"dimensionGroups": placed(groups)} if groups else {}


def _merge(batch: Batch, request: Json) -> None:
    tab, area = batch.area(request.get("range") or {})
    merges = tab.ranges.setdefault("merges", [])
    _no_half(tab, area, merges)
    merges[:] = [item for item in merges if not from_grid(item).meets(area)]
    top, bottom, left, right = tab.bounds(area)
    kind = request.get("mergeType", "MERGE_ALL")
    parts = [Area(tab.sheet_id, top, bottom, left, right)]
    if kind == "MERGE_ROWS":
        parts = [Area(tab.sheet_id, row, row + 1, left, right) for row in range(top, bottom)]
    if kind == "MERGE_COLUMNS":
        parts = [Area(tab.sheet_id, top, bottom, column, column + 1) for column in range(left, right)]
    for part in parts:
        for row, column, _ in list(tab.filled(part)):
            if (row, column) != (part.top, part.left):
                tab.put(row, column, EMPTY)
        merges.append(to_grid(part))


def _unmerge(batch: Batch, request: Json) -> None:
    tab, area = batch.area(request.get("range") or {})
    merges = tab.ranges.setdefault("merges", [])
    _no_half(tab, area, merges)
    merges[:] = [item for item in merges if not from_grid(item).meets(area)]


def _no_half(tab: Tab, area: Area, merges: list[Json]) -> None:
    top, bottom, left, right = tab.bounds(area)
    for item in map(from_grid, merges):
        inside = top <= item.top and (item.bottom or 0) <= bottom and left <= item.left and (item.right or 0) <= right
        if item.meets(area) and not inside:
            raise BadRequestError("You must select all cells in a merged range to merge or unmerge them.")


def _add_protected(batch: Batch, request: Json) -> Json:
    asked = {name: value for name, value in (request.get("protectedRange") or {}).items() if value}
    tab, _ = batch.area(asked.get("range") or {}, writing=False)
    users = (asked.pop("editors", None) or {}).get("users") or []
    asked.pop("requestingUserCanEdit", None)
    number = asked.pop("protectedRangeId", None) or batch.number()
    if any(item["protectedRangeId"] == number for one in batch.book.tabs for item in _protections(one)):
        raise BadRequestError(f"A protected range with id {number} already exists.")
    kept = {"protectedRangeId": number, **asked, "requestingUserCanEdit": True}
    everyone = list(dict.fromkeys([batch.owner, batch.user, *users]))
    tab.ranges.setdefault("protectedRanges", []).append({**kept, "editors": {"users": everyone}})
    return {"protectedRange": placed({**kept, "editors": {"users": users} if users else {}})}


def _protections(tab: Tab) -> list[Json]:
    return tab.ranges.get("protectedRanges", [])


def _protected(batch: Batch, number: int | None) -> tuple[list[Json], int]:
    for tab in batch.book.tabs:
        items = tab.ranges.get("protectedRanges", [])
        for at, item in enumerate(items):
            if item["protectedRangeId"] == number:
                return items, at
    raise BadRequestError(f"No protected range with id: {number}")


def _update_protected(batch: Batch, request: Json) -> None:
    asked = request.get("protectedRange") or {}
    items, at = _protected(batch, asked.get("protectedRangeId"))
    items[at] = changed(items[at], asked, update_mask(request.get("fields")))


def _delete_protected(batch: Batch, request: Json) -> None:
    items, at = _protected(batch, request.get("protectedRangeId"))
    if batch.user not in items[at].get("editors", {}).get("users", [batch.user]):
        raise BadRequestError("You are trying to edit a protected cell or object.")
    del items[at]


def _add_rule(batch: Batch, request: Json) -> None:
    rule = request.get("rule") or {}
    ranges = rule.get("ranges") or []
    if not ranges:
        raise BadRequestError("At least one range is required.")
    tab, _ = batch.area(ranges[0], writing=False)
    rules = tab.ranges.setdefault("conditionalFormats", [])
    rules.insert(int(request.get("index") or 0), rule)


def _rule(batch: Batch, request: Json) -> tuple[list[Json], int]:
    rules = batch.tab(request.get("sheetId")).ranges.get("conditionalFormats", [])
    index = int(request.get("index") or 0)
    if index >= len(rules):
        raise BadRequestError(f"No conditional format on sheet: {request.get('sheetId') or 0} at index: {index}")
    return rules, index


def _delete_rule(batch: Batch, request: Json) -> Json:
    rules, index = _rule(batch, request)
    return {"rule": placed(rules.pop(index))}


def _update_rule(batch: Batch, request: Json) -> Json:
    rules, index = _rule(batch, request)
    old = rules.pop(index)
    rules.insert(int(request.get("newIndex", index)), request.get("rule") or old)
    return {"oldRule": placed(old), "oldIndex": index}


def _set_filter(batch: Batch, request: Json) -> None:
    asked = request.get("filter") or {}
    tab, _ = batch.area(asked.get("range") or {}, writing=False)
    tab.ranges["basicFilter"] = [asked]


def _clear_filter(batch: Batch, request: Json) -> None:
    tab = batch.tab(request.get("sheetId"))
    tab.ranges.pop("basicFilter", None)
    for line in tab.rows:
        line.hidden_by_filter = False


def _add_banding(batch: Batch, request: Json) -> Json:
    asked = request.get("bandedRange") or {}
    tab, _ = batch.area(asked.get("range") or {}, writing=False)
    kept = {"bandedRangeId": batch.number(), **asked}
    tab.ranges.setdefault("bandedRanges", []).append(kept)
    return {"bandedRange": placed(kept)}


def _delete_banding(batch: Batch, request: Json) -> None:
    for tab in batch.book.tabs:
        items = tab.ranges.get("bandedRanges", [])
        left = [item for item in items if item["bandedRangeId"] != request.get("bandedRangeId")]
        if len(left) < len(items):
            tab.ranges["bandedRanges"] = left
            return
    raise BadRequestError(f"No banding with id: {request.get('bandedRangeId')}")


PLACED: dict[str, Handler] = {
    "insertDimension": _insert,
    "deleteDimension": _delete,
    "appendDimension": _append,
    "moveDimension": _move,
    "updateDimensionProperties": _update_dimension,
    "autoResizeDimensions": _auto_resize,
    "addDimensionGroup": _add_group,
    "deleteDimensionGroup": _delete_group,
    "mergeCells": _merge,
    "unmergeCells": _unmerge,
    "addProtectedRange": _add_protected,
    "updateProtectedRange": _update_protected,
    "deleteProtectedRange": _delete_protected,
    "addConditionalFormatRule": _add_rule,
    "updateConditionalFormatRule": _update_rule,
    "deleteConditionalFormatRule": _delete_rule,
    "setBasicFilter": _set_filter,
    "clearBasicFilter": _clear_filter,
    "addBanding": _add_banding,
    "deleteBanding": _delete_banding,
}
