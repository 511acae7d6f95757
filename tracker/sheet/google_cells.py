"""One cell as Google describes it becomes one raw value, typed by what the sheet says that it is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tracker.model import CellError, Percentage, Raw

CELL_FIELDS = "effectiveValue,formattedValue,effectiveFormat/numberFormat/type"
"""What must be asked of a cell for `raw_value`."""

_EPOCH = datetime(1899, 12, 30)
_DATED = frozenset({"DATE", "DATE_TIME", "TIME"})
_LOADING = "LOADING"


def raw_value(cell: Mapping[str, Any]) -> Raw:
    """What a cell holds; an empty text is nothing. Numbers are never read from what they look like."""
    value = cell.get("effectiveValue") or {}
    if "numberValue" in value:
        return _number(float(value["numberValue"]), cell)
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "errorValue" in value:
        return CellError(str(cell.get("formattedValue") or value["errorValue"].get("type") or "fout"))
    return value.get("stringValue") or None


def is_loading(cell: Mapping[str, Any]) -> bool:
    """Whether a formula in the cell is still being worked out."""
    error = (cell.get("effectiveValue") or {}).get("errorValue") or {}
    return bool(error.get("type") == _LOADING)


def heading_text(cell: Mapping[str, Any]) -> Raw:
    """The text of a cell in a header row; anything else is no heading and is not kept."""
    return (cell.get("effectiveValue") or {}).get("stringValue") or None


def _number(number: float, cell: Mapping[str, Any]) -> Raw:
    kind = ((cell.get("effectiveFormat") or {}).get("numberFormat") or {}).get("type")
    if kind == "PERCENT":
        return Percentage(number)
    return _moment(number, cell) if kind in _DATED else number


def _moment(serial: float, cell: Mapping[str, Any]) -> Raw:
    """The date of a serial number: days since 30 December 1899, with the time of day as a fraction."""
    try:
        return _EPOCH + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return CellError(str(cell.get("formattedValue") or "########"))
