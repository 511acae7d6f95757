"""`batchUpdate`: a list of requests in, all of them carried out or none, and a reply for each."""

from tests.google.batch import Batch, Handler
from tests.google.batch_cells import CELLS
from tests.google.batch_placed import PLACED
from tests.google.batch_tabs import TABS
from tests.google.discovery import descriptions
from tests.google.errors import BadRequestError, GoogleError, Json, bad_request
from tests.google.masks import parse
from tests.google.spreadsheet import Spreadsheet

MOST_CELLS = 10_000_000

REQUESTS: dict[str, Handler] = {**TABS, **CELLS, **PLACED}
"""Every kind of request that the emulator carries out."""

_MASKED = {
    "updateCells": "CellData",
    "repeatCell": "CellData",
    "appendCells": "CellData",
    "updateSheetProperties": "SheetProperties",
    "updateSpreadsheetProperties": "SpreadsheetProperties",
    "updateDimensionProperties": "DimensionProperties",
    "updateNamedRange": "NamedRange",
    "updateProtectedRange": "ProtectedRange",
}
"""The schema that the field mask of a request is about."""


def carry_out(book: Spreadsheet, requests: list[Json], user: str, owner: str) -> tuple[Spreadsheet, list[Json]]:
    """The spreadsheet after all requests, and their replies; the one that came in is left as it was.

    Raises GoogleError (400), naming the request that is wrong.
    """
    if not requests:
        raise bad_request("Must specify at least one request.")
    batch = Batch(book.copied(), user, owner)
    replies = []
    for at, request in enumerate(requests):
        kind = next(iter(request), "")
        _check_mask(at, kind, (request.get(kind) or {}).get("fields"))
        if kind not in REQUESTS:
            raise bad_request(f"Invalid requests[{at}]: No request set." if not kind else _unknown(at, kind))
        try:
            reply = REQUESTS[kind](batch, request[kind] or {})
        except BadRequestError as error:
            raise bad_request(f"Invalid requests[{at}].{kind}: {error}") from error
        replies.append({kind: reply} if reply is not None else {})
    _not_too_many(batch.book)
    return batch.book, replies


def _check_mask(at: int, kind: str, fields: str | None) -> None:
    """A mask that names a field which is not there is refused, as far as the description of the service is there."""
    known = descriptions("sheets.v4")
    if known and fields and kind in _MASKED:
        try:
            known.check_mask(_MASKED[kind], parse(fields))
        except GoogleError as error:
            raise bad_request(f"Invalid requests[{at}].{kind}: Invalid field mask: {fields}") from error


def _unknown(at: int, kind: str) -> str:
    return f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{at}]': Cannot find field."


def _not_too_many(book: Spreadsheet) -> None:
    if sum(tab.row_count * tab.column_count for tab in book.tabs) > MOST_CELLS:
        limit = f"limit of {MOST_CELLS} cells"
        raise bad_request(f"This action would increase the number of cells in the workbook above the {limit}.")
