"""The sheets with groups of people: protected tables come in, the same numbers and no others go out."""

from collections.abc import Sequence

from tracker import wording
from tracker.edition import Cell, Edition, ProtectedTable
from tracker.editions.excel_house import Column, Entry, ListPage, Page, Paper
from tracker.editions.shown import group_word, left_out, outcome_name
from tracker.protection.tables import LEFT_OUT, PARTS_MAY_DIFFER, side_words

# --- Uitsplitsing ----------------------------------------------------------------------------------------------------

GROUPS = "Uitsplitsing"
_FIRST, _REST = 34.0, 16.0
"""The widths of the column with groups and of those with numbers, in characters."""


_FEWEST = 5
"""The fewest columns that a page of paper has: the sentences above the tables need their room."""


def groups(paper: Paper, edition: Edition) -> None:
    """Every protected table under the other; what is left out says so in its place. Without people there is none."""
    tables = sorted(edition.tables, key=_own_first)
    if not tables or not sum(edition.state.where.values()):
        return
    widest = max(_FEWEST, *(len(columns_of(table)) for table in tables))
    page = paper.page(GROUPS, (_FIRST, *(_REST,) * widest))
    page.put_row(0, (("Aantallen per groep", "title"),), lowest=30)
    page.put(1, 0, "Van kleine groepen staan hier geen precieze aantallen. Zo is niemand te herkennen.", "note")
    page.put(2, 0, PARTS_MAY_DIFFER, "note")
    row, breaks = 4, []
    for place, table in enumerate(tables, 1):
        first, row = row, _table(page, row, table)
        paper.name_area(GROUPS, first + 1, row - 2, len(columns_of(table)), suffix=f"_{place}")
        breaks.append(first)
    row = _left_out(page, row, edition)
    page.sheet.print_area(0, 0, row - 1, widest)
    page.sheet.freeze_panes(0, 1)
    page.sheet.set_h_pagebreaks(_few_breaks(breaks))


def _own_first(table: ProtectedTable) -> bool:
    """A partner finds its own tables on top."""
    return not table.spec.within


def columns_of(table: ProtectedTable) -> list[str]:
    """The headings of the columns with numbers; a table by one attribute has one such column."""
    heads = dict.fromkeys(side_words(cell.sides[1]) for cell in table.cells if len(cell.sides) > 1)
    return list(heads) or ["aantal"]


def _table(page: Page, row: int, table: ProtectedTable) -> int:
    """Write one table from `row` on. Gives the row where the next may begin."""
    page.section(row, table.spec.title, ())
    if not table.published:
        page.put_row(row + 1, ((f"Deze tabel is {LEFT_OUT}.", "note"),))
        return row + 3
    heads = columns_of(table)
    columns = (Column("Groep", _FIRST, "name"), *(Column(wording.capital(head), _REST, "count") for head in heads))
    last = page.put_table(row + 1, columns, _rows(table))
    return last + 2


def _rows(table: ProtectedTable) -> list[Sequence[Entry]]:
    rows: dict[str, list[Entry]] = {}
    for cell in table.cells:
        name = side_words(cell.sides[0]) if cell.sides else "iedereen"
        rows.setdefault(name, [wording.capital(name)]).append(_number(cell, exact=table.spec.exact))
    return list(rows.values())


def _number(cell: Cell, *, exact: bool) -> Entry:
    if cell.shown is None:
        return LEFT_OUT, "left out"
    return cell.shown, "count" if exact else "about"


def _left_out(page: Page, row: int, edition: Edition) -> int:
    """What the edition does not show, in words. Gives the row after it."""
    gone = left_out(edition)
    if not gone:
        return row
    page.section(row, "Wat wij weglieten om herkenning te voorkomen", ())
    for place, one in enumerate(gone, row + 1):
        page.put(place, 0, f"{one.title}: {one.what}.", "note")
    return row + 1 + len(gone)


_ROWS_A_PAGE = 36


def _few_breaks(starts: Sequence[int]) -> list[int]:
    """Where a new page of paper begins: before a table that would otherwise be cut in two."""
    breaks: list[int] = []
    begin = 0
    for start, after in zip(starts, [*starts[1:], starts[-1] + 1], strict=True):
        if after - begin > _ROWS_A_PAGE and start > begin:
            breaks.append(start)
            begin = start
    return breaks


# --- Wat samengaat ---------------------------------------------------------------------------------------------------

EFFECT_COLUMNS = (
    Column("Wat", 14, "name"),
    Column("Groep", 34),
    Column("Uitkomst", 34),
    Column("Lukte", 13, "about"),
    Column("Van de", 13, "about"),
    Column("Onbekend", 13, "about"),
)


def effects(paper: Paper, edition: Edition) -> None:
    """Which groups went together with which outcome; never as its cause."""
    if not edition.effects:
        return
    note = "Dit hoorde bij elkaar. Het bewijst niet dat het een door het ander kwam. Afgerond op vijf."
    rows = [
        (wording.capital(one.aspect), group_word(one), outcome_name(one.outcome), one.yes, one.base, one.unknown)
        for one in edition.effects
    ]
    spec = ListPage("Wat samengaat", "Wat samengaat met een goede uitkomst", note, EFFECT_COLUMNS)
    paper.list_page(spec, rows)
