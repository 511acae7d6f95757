"""The bytes of a sheet become rows, in two lanes.

Nearly every row of every program is written in one plain shape, and one regular expression takes such a row apart. A
row in any other shape goes to expat, together with everything around the rows, so the part as a whole is still held
against the rules of XML.
"""

import html
import re
from collections.abc import Mapping, Sequence

from tracker.intake.layout import column_letter
from tracker.model import Raw
from tracker.sheet.ooxml.archive import CHUNK, MAX_DEPTH, MAX_MERGES, Attributes, Budget, TooLarge, Xml
from tracker.sheet.ooxml.values import NOT_COMPUTED, Meanings

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

# --- Rows: the careful lane -------------------------------------------------------------------------------------------

Line = tuple[int, dict[int, Raw]]
"""A row number, and the cells that hold something by their column, counted from 0."""


class Columns(dict[str, int]):
    """Letters of a column → its index from 0."""

    def __missing__(self, letters: str) -> int:
        index = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise ValueError("no letters of a column")
            index = index * 26 + ord(letter) - 64
        if not 1 <= index <= LAST_COLUMN:
            raise ValueError("a column that no sheet has")
        self[letters] = index - 1
        return index - 1


class Careful:
    """Takes XML of a sheet in pieces and gives its rows, in whatever dialect they are written.

    Only cells in `wanted` columns (all when None) are looked at; of the others not even the text is looked up.
    """

    def __init__(self, meanings: Meanings, budget: Budget, wanted: frozenset[int] | None) -> None:
        self.hidden: list[int] = []
        self.row = 0
        self.in_data = False
        self._meanings = meanings
        self._budget = budget
        self._wanted = wanted
        self._columns = Columns()
        self._above: list[str] = []
        self._lines: list[Line] = []
        self._cells: dict[int, Raw] = {}
        self._numbered = True
        self._column = -1
        self._cell: Attributes | None = None
        self._formula = False
        self._text: str | None = None
        self._runs: list[str] = []
        xml = Xml(budget, self._start, self._end)
        self.feed, self.close, self._pieces = xml.feed, xml.close, xml.texts

    def take(self) -> list[Line]:
        """The rows that were completed since the last time."""
        lines, self._lines = self._lines, []
        self._budget.rows(len(lines))
        return lines

    def _start(self, name: str, attributes: Attributes) -> None:
        self._above.append(name)
        self._pieces.clear()
        if name == "v":
            pass
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = True
        elif name == "sheetData":
            self.in_data = True
        if len(self._above) > MAX_DEPTH:
            raise TooLarge

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._numbered = number is not None
        self.row = self.row + 1 if number is None else int(number)
        self._cells, self._column = {}, -1
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.append(self.row)

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            if self._column >= LAST_COLUMN:
                raise ValueError("a column that no sheet has")
        else:
            letters = reference.rstrip("0123456789")
            self._column = self._columns[letters]
            if not self._numbered:
                self.row, self._numbered = int(reference[len(letters) :]), True
        self._cell = attributes if self._wanted is None or self._column in self._wanted else None
        self._formula, self._text = False, None
        self._runs.clear()

    def _end(self, name: str) -> None:
        self._above.pop()
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._text = "".join(self._pieces)
        elif name == "t" and "rPh" not in self._above:
            self._runs.extend(self._pieces)
        elif name == "is":
            self._text = "".join(self._runs)
        elif name == "row":
            self._end_row()
        self._pieces.clear()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        kind, text = self._cell.get("t"), self._text
        if text or (text is not None and kind in ("str", "inlineStr")):
            self._cells[self._column] = self._meanings.value(kind, self._cell.get("s"), text)
        elif self._formula:
            self._cells[self._column] = NOT_COMPUTED

    def _end_row(self) -> None:
        if not 1 <= self.row <= LAST_ROW:
            raise ValueError("a row that no sheet has")
        self._lines.append((self.row, self._cells))
        self._cells = {}


# --- Rows: the plain lane ---------------------------------------------------------------------------------------------

_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: (?!xmlns)[A-Za-z0-9:]+="[^"<>&]*")*)>')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
# Characters that expat would leave as they are, and the five entities that need no declaration.
_CHARACTERS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_TEXT = rf"{_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);{_CHARACTERS})*+"
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]++"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+'
    r'(?: ?/>|>(?:(<is><t(?: xml:space="preserve")?+>)'
    rf'|(?:<f(?: (?!xmlns)[a-z0-9]++="[^"<>&]*+")*+(?:/>|>{_TEXT}</f>))?+<v>)'
    rf"({_TEXT})(?(4)</t></is>|</v>)</c>)"
)
_CELL_PARTS = 6
_END = b"</row>"


class Walk:
    """Takes the bytes of a sheet in chunks, gives its rows: values of the asked columns, in the order asked."""

    def __init__(self, meanings: Meanings, budget: Budget, columns: Sequence[int]) -> None:
        self._meanings = meanings
        self._budget = budget
        self._columns = columns
        self._slots: Mapping[str | None, int] = {column_letter(column): slot for slot, column in enumerate(columns)}
        self._careful = Careful(meanings, budget, frozenset(columns))
        self._rows: list[tuple[int, tuple[Raw, ...]]] = []
        self._rest = b""
        self._begun = self._plain_lane = False

    @property
    def hidden(self) -> Sequence[int]:
        """The numbers of the hidden rows so far."""
        return self._careful.hidden

    def feed(self, chunk: bytes) -> list[tuple[int, tuple[Raw, ...]]]:
        """The rows that this chunk completes."""
        self._rows = []
        if not self._begun:
            chunk = self._begin(chunk)
        if self._plain_lane:
            self._take(self._rest + chunk)
        else:
            self._read_carefully(chunk)
        return self._rows

    def close(self) -> list[tuple[int, tuple[Raw, ...]]]:
        """The rows that were still to come. Raises ExpatError when the part stops halfway."""
        self._rows = []
        self._read_carefully(self._rest)
        self._careful.close()
        return self._rows

    def _begin(self, chunk: bytes) -> bytes:
        """Read what comes before the rows; the plain lane opens when rows will be named without a prefix."""
        before, found, after = chunk.partition(b"<sheetData>")
        self._begun = True
        self._read_carefully(before + found)
        self._plain_lane = bool(found) and self._careful.in_data
        return after

    def _take(self, data: bytes) -> None:
        # A comment or CDATA section can make anything look like a row, so from there on expat reads everything.
        if b"<!" in data or b"<?" in data:
            self._plain_lane, self._rest = False, b""
            return self._read_carefully(data)
        whole, found, self._rest = data.rpartition(_END)
        if found:
            rows = whole.split(_END)
            self._budget.tags(whole)
            self._budget.rows(len(rows))
            for row in rows:
                if not self._read_plainly(row):
                    self._read_carefully(row + _END)
        elif len(self._rest) > CHUNK:
            # One byte stays, for it may be the first of `<!`. What follows is no whole row, so it goes the same way.
            self._read_carefully(self._rest[:-1])
            self._rest = self._rest[-1:]
        return None

    def _read_carefully(self, data: bytes) -> None:
        self._careful.feed(data)
        columns = self._columns
        self._rows.extend((row, tuple(map(cells.get, columns))) for row, cells in self._careful.take())

    def _read_plainly(self, data: bytes) -> bool:
        """Take a row apart if every byte of it is of the plain shape; False leaves everything as it was."""
        try:
            row = data.decode()
        except UnicodeDecodeError:
            return False
        head = _ROW.match(row)
        if head is None:
            return False
        pieces = _CELL.split(row[head.end() :])
        if any(pieces[::_CELL_PARTS]):
            return False
        number = int(head[1])
        values = self._plain_values(pieces)
        if values is None or number > LAST_ROW:
            return False
        self._careful.row = number
        if _HIDDEN.search(head[2]):
            self._careful.hidden.append(number)
        self._rows.append((number, values))
        return True

    def _plain_values(self, pieces: Sequence[str | None]) -> tuple[Raw, ...] | None:
        meanings, slot_of = self._meanings, self._slots.get
        shared, styles, texts = meanings.shared, meanings.styles, meanings.texts
        values: list[Raw] = [None] * len(self._columns)
        # The kinds are told apart here and not by a call for each cell, which would take a third of the time.
        for letters, style, kind, text in zip(pieces[1::6], pieces[2::6], pieces[3::6], pieces[5::6], strict=True):
            slot = slot_of(letters)
            if slot is None or text is None:
                continue
            if kind in {"inlineStr", "str"}:
                values[slot] = texts[html.unescape(text) if "&" in text else text]
            elif not text:
                return None
            elif kind is None:
                values[slot] = styles[style][text]
            elif kind == "s" and text[0] != "-":
                values[slot] = shared[int(text)]
            else:
                values[slot] = meanings.value(kind, style, html.unescape(text))
        return tuple(values)


# --- Merges ----------------------------------------------------------------------------------------------------------

_MERGE = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\b[^<>]*?\bref\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})["']"""
)


class Merges:
    """Collects the merged ranges of a sheet from its bytes.

    They stand after the rows, so this spares reading all rows twice. A `<` never stands for itself in the text of a
    cell, so what looks like a merge is one.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.ranges: dict[tuple[int, int, int, int], None] = {}
        self._tail = b""
        self._columns = Columns()

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes. Raises TooLarge when there are more merges than in any real workbook."""
        data = self._tail + chunk
        self._tail = data[-256:]
        if b"mergeCell" not in data:
            return
        before = len(self.ranges)
        for left, top, right, bottom in _MERGE.findall(data):
            first, last = self._columns[left.decode()], self._columns[right.decode()]
            self.ranges[int(top) - 1, first, int(bottom) - 1, last] = None
        self._budget.spend(MAX_MERGES, len(self.ranges) - before)
