"""Reads the bytes of an .xlsx package and gives its cells as people see them: text, numbers, dates, errors, merges.

Nothing is written, computed, fetched or run. From the bottom up: `archive` hands out the parts of a package and the
elements in them, `values` knows what a cell means, `rows` takes sheets apart, `package` is the workbook.
"""

from tracker.sheet.ooxml.archive import Allowance
from tracker.sheet.ooxml.package import NoWorkbook, Package, Sheet, too_large
from tracker.sheet.ooxml.rows import LAST_ROW
from tracker.sheet.ooxml.values import NOT_COMPUTED, OUT_OF_RANGE, built_in_kind, format_kind, moment, unescape

__all__ = [
    "LAST_ROW",
    "NOT_COMPUTED",
    "OUT_OF_RANGE",
    "Allowance",
    "NoWorkbook",
    "Package",
    "Sheet",
    "built_in_kind",
    "format_kind",
    "moment",
    "too_large",
    "unescape",
]
