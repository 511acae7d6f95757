"""What must hold for any sheet whatever: nothing disappears, nothing is guessed in silence, and nothing breaks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders import FIGURES, Typed, reading_of, rows, rules, tabs
from tests.conftest import WHOLE
from tests.intake.every_tab import EVERY_TAB
from tracker.choices import YES_NO, Option
from tracker.columns import BY_NAME, TABS, Column, Kind, Tab
from tracker.intake.cells import reader
from tracker.intake.checks.spellings import owners
from tracker.intake.known import Known, shown
from tracker.intake.names import clean, plain
from tracker.intake.numbers import number_from_text
from tracker.intake.read import read_sheet
from tracker.model import (
    CellError,
    Intake,
    Partner,
    Percentage,
    Raw,
    Reading,
    Row,
    Severity,
    Sighting,
    TabReading,
    Value,
)


def examples(number: int) -> settings:
    """So many examples in the quick tests, ten times as many in the whole proof."""
    return settings(max_examples=number * (10 if WHOLE else 1), deadline=None)


# --- What people type -------------------------------------------------------------------------------------------------

_LISTS = [column.choices for tab in TABS for column in tab.columns if column.choices]
_WORDS = sorted({option.word for choices in _LISTS for option in choices.options})

ODD_CELLS: tuple[Raw, ...] = (
    None, "", " ", "\u200b", "-", "?", ";", ",", "n.v.t.", "Totaal", "Let op: controleren",
    "D-001", "d-1", "D002", "D-999", "1",
    "Zorg Voorbeeld", "zvb", "Zorg Voorbeeldt", "buiten het netwerk", "31-2-2025", "3 mrt 2025", "maart 2025",
    "3/4/2025", "1 jan 99", "46112", "16 uur", "1.250", "12,5", "1e3", "-3", "100%", "120%", "#REF!", "Laden...",
    "kans_gekregen", "Cursus Ervaring", "kanarie@example.org", "06-12345678", "111222333", "x" * 81, "x" * 400,
    "=1+1", "ja", "NEE", "٣", "\u202eabc", "🙂", "\ud800", "İ", "ß", "ﬀ", "\x00", True, False, 0.0, -1.0, 1.0, 3.0,
    4.5, 60.5, 250.0, 46084.0, 111222333.0, 1e15, 1e300, float("inf"), float("nan"), Percentage(0.5),
    Percentage(float("nan")), Percentage(1e300), CellError("#REF!"), CellError("Loading…"), CellError(""),
    datetime(2025, 3, 3), datetime(2025, 3, 3, 14, 5), datetime(2099, 1, 1), datetime(1, 1, 1), datetime(9999, 12, 31),
)  # fmt: skip

CELLS: st.SearchStrategy[Raw] = st.one_of(
    st.sampled_from(ODD_CELLS),
    st.sampled_from(_WORDS),
    st.text(max_size=40),
    st.floats(),
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2110, 1, 1)),
    st.from_regex(r"\A[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}\Z"),
    st.from_regex(r"\A[+-]?[0-9]{1,4}([.,][0-9]{1,3}){0,2}( uur)?\Z"),
)


@st.composite
def any_tab(draw: st.DrawFn, tab: Tab) -> Typed:
    """A tab with some of its columns in any order, and any cells below."""
    columns = draw(st.permutations(tab.read_columns))
    optional = [column for column in columns if column.needed or draw(st.booleans())]
    kept = optional or [columns[0]]
    cells = st.lists(CELLS, min_size=len(kept), max_size=len(kept))
    below = draw(st.lists(cells, max_size=6))
    return Typed(tab.title, [[column.heading for column in kept], *below])


# --- Nothing disappears -----------------------------------------------------------------------------------------------


def holds(found: Intake, reading: Reading) -> None:
    """Rule 1 of the sheet, for every tab."""
    for one in {tab.tab for tab in reading.tabs}:
        read = [row.number for tab in reading.tabs if tab.tab == one for row in tab.rows]
        intake = found.tabs[one]
        count = intake.count
        assert count.read == len(read) == count.stored + count.rejected + count.set_aside
        assert (count.stored, count.rejected) == (len(intake.sightings), len(intake.rejections))
        named = [row.row for row in intake.sightings] + [row.row for row in intake.rejections]
        assert len(set(named)) == len(named) <= len(read)
        title = next(tab.title for tab in reading.tabs if tab.tab == one)
        faults = {f.row for f in found.findings if f.tab == title and f.severity == Severity.FAULT}
        assert {row.row for row in intake.rejections} <= faults
        said = {f.row for f in found.findings if f.tab == title}
        assert set(read) - set(named) <= said


@examples(60)
@given(st.data())
def test_every_row_of_any_sheet_is_stored_rejected_or_set_aside(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(TABS), min_size=1, max_size=3, unique_by=lambda tab: tab.name))
    changed = [data.draw(any_tab(tab)) for tab in chosen]
    titles = {one.title for one in changed}
    sheet = [*(one for one in tabs(good=EVERY_TAB) if one.title not in titles), *changed]
    reading = reading_of(sheet)
    found = read_sheet(reading, rules(consent=data.draw(st.booleans())))
    holds(found, reading)
    assert all(one.message and one.advice for one in found.findings)


@examples(40)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=25), st.sampled_from(TABS))
def test_no_top_of_a_tab_breaks_the_search_for_its_header(cells: list[list[Raw]], tab: Tab) -> None:
    sheet = [*(one for one in tabs() if one.title != tab.title), Typed(tab.title, cells, ((0, 0, 30, 400),))]
    reading = reading_of(sheet)
    holds(read_sheet(reading, rules()), reading)


KNOWN = Known(
    today=rules().today,
    partners={"zorg voorbeeld": "Zorg Voorbeeld"},
    grants={"subsidie zuid": "Subsidie Zuid"},
    figures=FIGURES,
    codes=frozenset({"D-001"}),
    participants=frozenset({"D-001"}),
)
COLUMNS = [(tab, column) for tab in TABS for column in tab.read_columns]


@pytest.mark.parametrize("kind", sorted({column.kind for _, column in COLUMNS}))
def test_every_cell_gives_a_value_or_a_reason_why_not(kind: Kind) -> None:
    column = next(column for _, column in COLUMNS if column.kind is kind)
    read = reader(column, KNOWN)

    @examples(60)
    @given(CELLS)
    def check(raw: Raw) -> None:
        found = read(raw)
        assert found.value is not None or found.problem or is_blank(raw)
        assert not (found.refused and found.value is not None)

    check()


# --- What makes no difference -----------------------------------------------------------------------------------------


def outcome(found: Intake) -> tuple[object, ...]:
    """What a sheet comes to: records, counts, and which findings there are; not in which rows and words."""
    records = Counter((name, repr(one.record), one.faulty) for name, tab in found.tabs.items() for one in tab.sightings)
    rejected = Counter(
        (name, tuple(sorted(map(repr, one.values.items()))))
        for name, tab in found.tabs.items()
        for one in tab.rejections
    )
    codes = Counter((one.code, one.severity, one.tab) for one in found.findings if one.code not in _OF_SPELLING)
    return records, rejected, {name: tab.count for name, tab in found.tabs.items()}, codes


_OF_SPELLING = {"code_herschreven", "kop_lager"}
"""Said of how something is written, which these changes change."""

FAULTY_STEPS = """
    Deelnemer | Stap         | Partner        | Start      | Einde    | Resultaat | Uren per week | Subsidie
    D-001     | betaald werk | Zorg Voorbeeld | 3-3-2025   |          |           | 36            |
    D-001     | betaald werk | Wonen Monden   | 3-3-2025   |          |           | 20            |
    D-001     | betaald werk | Wonen Monden   | 3-3-2025   |          | diploma   | 20            |
    D-001     | stage        | zvb            | 3-3-2024   | 1-1-2024 |           | '16 uur       | Subsidie Zuid
    D-002     | stagge       | Zorg Vorbeeld  | 31-2-2025  |          |           | veel          | Noord
    D-002     | stage        | ZORG VOORBEELD | 2-10-2026  |          | afgerond  |               |
    D-003     | opleiding    |                | 3-3-2025   |          | loopt     |               | subsidie zuid
    D-999     | opleiding    |                | '3 mrt 2025 |         |           |               |
    Totaal    |              |                |            |          |           | 112           |
"""
FAULTY_PARTNERS = """
    Partner        | Sector   | Andere schrijfwijzen | Uitgetreden op
    Zorg Voorbeeld | zorg     | ZVB                  |
    Wonen Monden   | wonen    | ZVB                  | 1-1-2025
    Dubbel         | zorg     |                      |
    DUBBEL         | onderwijs |                     |
"""
MESSY = tabs({"Stappen": FAULTY_STEPS, "Partners": FAULTY_PARTNERS}, good=EVERY_TAB)
MESSY_OUTCOME = outcome(read_sheet(reading_of(MESSY), rules()))


@examples(40)
@given(st.data())
def test_the_order_of_rows_and_columns_and_blank_rows_never_change_the_outcome(data: st.DataObject) -> None:
    shuffled = []
    for one in MESSY:
        width = max(map(len, one.rows))
        padded = [[*row, *[None] * (width - len(row))] for row in one.rows]
        order = data.draw(st.permutations(range(width)))
        head, *below = ([row[at] for at in order] for row in padded)
        below = data.draw(st.permutations(below))
        blanks = data.draw(st.lists(st.integers(0, len(below)), max_size=3))
        for place in sorted(blanks, reverse=True):
            below.insert(place, [None] * width)
        above: list[list[Raw]] = [["Lijst"], []] if data.draw(st.booleans()) else []
        shuffled.append(Typed(one.title, [*above, head, *below]))
    assert outcome(read_sheet(reading_of(data.draw(st.permutations(shuffled))), rules())) == MESSY_OUTCOME


_CASED = frozenset(
    {Kind.CODE, Kind.CHOICE, Kind.CHOICES, Kind.PARTNER, Kind.GRANT, Kind.FIGURE, Kind.YES_NO, Kind.EMAIL}
)
_SPACED = _CASED | {Kind.NAME, Kind.DATE, Kind.PAST_DATE, Kind.HOURS, Kind.COUNT, Kind.AMOUNT}
_SPACES = st.sampled_from([" ", "  ", "\u00a0", "\n", "\t", "\u2009"])


@dataclass(frozen=True, slots=True)
class _Hand:
    """How somebody types: in capitals or not, with which spaces within and around, and with which width of letters."""

    case: Callable[[str], str]
    space: str
    around: str
    width: Callable[[str], str]

    def head(self, text: str) -> str:
        """A heading or the title of a tab, typed by this hand."""
        return self.width(self.case(text).replace(" ", self.space)) + self.around

    def cell(self, cell: Raw, kind: Kind) -> Raw:
        """A cell, typed by this hand as far as that makes no difference in a column of this kind."""
        if not isinstance(cell, str) or kind not in _SPACED:
            return cell
        text = (self.case(cell) if kind in _CASED else cell).replace(" ", self.space)
        return self.around + (text if kind is Kind.NAME else self.width(text)) + self.around


def _full_width(text: str) -> str:
    """The text in the broad letters and digits that some keyboards type."""
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in text)


_HANDS = st.builds(
    _Hand,
    case=st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    space=_SPACES,
    around=st.sampled_from(["", " ", "\u00a0", "\u200b"]),
    width=st.sampled_from([str, _full_width]),
)


@examples(40)
@given(_HANDS)
@example(_Hand(str.upper, "  ", "\u200b", str))
@example(_Hand(str.lower, " ", "", _full_width))
def test_case_spacing_and_width_never_change_the_outcome(hand: _Hand) -> None:
    typed = []
    for one in MESSY:
        kinds = [_kind(one.title, str(heading)) for heading in one.rows[0]]
        head = [hand.head(str(heading)) for heading in one.rows[0]]
        below = [[hand.cell(cell, kind) for cell, kind in zip(row, kinds, strict=False)] for row in one.rows[1:]]
        typed.append(Typed(hand.head(one.title), [head, *below]))
    found = read_sheet(reading_of(typed), rules())
    titles = {plain(tab.title): tab.title for tab in TABS}
    named = replace(found, findings=tuple(replace(one, tab=titles[plain(one.tab or "")]) for one in found.findings))
    assert outcome(named) == MESSY_OUTCOME


def _kind(title: str, heading: str) -> Kind:
    tab = next(tab for tab in TABS if tab.title == title)
    return next(column.kind for column in tab.columns if column.heading == heading)


# --- One changed cell -------------------------------------------------------------------------------------------------

GOOD_READING = reading_of(tabs(good=EVERY_TAB))
GOOD_INTAKE = read_sheet(GOOD_READING, rules())


def test_the_sheet_with_every_tab_is_good_and_every_column_is_filled_somewhere() -> None:
    assert [(one.code, one.tab, one.cell) for one in GOOD_INTAKE.findings] == []
    assert {tab.name for tab in TABS} == GOOD_INTAKE.tabs.keys()
    empty = {
        (tab.tab, field)
        for tab in GOOD_READING.tabs
        for place, field in enumerate(tab.fields)
        if all(row.values[place] is None for row in tab.rows)
    }
    assert empty == {("participants", "consent_withdrawn_on")}


@examples(400)
@given(st.data())
def test_a_changed_cell_is_read_as_it_stands_or_a_finding_names_it(data: st.DataObject) -> None:
    tab = data.draw(st.sampled_from(GOOD_READING.tabs))
    row = data.draw(st.sampled_from(tab.rows))
    place = data.draw(st.integers(0, len(tab.fields) - 1))
    others = [one.values[at] for other in GOOD_READING.tabs for one in other.rows for at in range(len(other.fields))]
    raw = data.draw(st.one_of(CELLS, st.sampled_from(others)))
    reading = _changed(tab, row, place, raw)
    found = read_sheet(reading, rules())
    holds(found, reading)
    cell = f"{tab.letters[place]}{row.number}"
    if any(one.tab == tab.title and one.cell == cell for one in found.findings):
        return
    stored = next((one for one in found.tabs[tab.tab].sightings if one.row == row.number), None)
    if stored is None:
        assert any(one.tab == tab.title and one.row == row.number for one in found.findings), (cell, raw)
        return
    column = BY_NAME[tab.tab].column(tab.fields[place])
    value = getattr(stored.record, column.field)
    assert stands_for(column, raw, value, found), (tab.title, column.heading, raw, value)
    assert _others_stay(tab, row, column, stored, found)


def _changed(tab: TabReading, row: Row, place: int, raw: Raw) -> Reading:
    values = (*row.values[:place], raw, *row.values[place + 1 :])
    changed = [one if one is not row else Row(row.number, values) for one in tab.rows]
    filled = tuple(one for one in changed if any(plain(c) if isinstance(c, str) else c is not None for c in one.values))
    return replace(
        GOOD_READING, tabs=tuple(replace(one, rows=filled) if one is tab else one for one in GOOD_READING.tabs)
    )


def _others_stay(tab: TabReading, row: Row, column: Column, stored: Sighting, found: Intake) -> bool:
    """The other cells of the row are what they were, but for those of which a finding says that they are not."""
    before = next(one for one in GOOD_INTAKE.tabs[tab.tab].sightings if one.row == row.number)
    named = {one.column for one in found.findings if one.tab == tab.title and one.row == row.number}
    bare = {one.code for one in found.findings} & {"akkoord_ontbreekt", "akkoord_ingetrokken"}
    headings = dict(zip(tab.fields, tab.headings, strict=True))
    return bool(bare) or all(
        getattr(before.record, one.name) == getattr(stored.record, one.name)
        for one in fields(stored.record)
        if one.name != column.field and headings[one.name] not in named
    )


def stands_for(column: Column, raw: Raw, value: Value, found: Intake) -> bool:
    """Whether a value is what stands in the cell, found out in another way than the program does."""
    if is_blank(raw) and value in (None, ()):
        return True
    seen = as_seen(raw) if isinstance(raw, str) else raw
    return value is not None and _STANDS[column.kind](column, seen, value, found)


def is_blank(raw: Raw) -> bool:
    """Whether nobody sees anything in a cell, or only signs between words that are not there."""
    return raw is None or (isinstance(raw, str) and not plain(as_seen(raw).replace(";", "")))


def as_seen(text: str) -> str:
    """A text without what steers a printer; an end of a line and a tab are seen."""
    return "".join(" " if unicodedata.category(sign) == "Cc" and sign not in "\t\n\r" else sign for sign in text)


def _same_day(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    return isinstance(raw, datetime) and raw.date() == value


def _same_text(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    text = str(int(raw)) if isinstance(raw, float) else str(raw)
    return " ".join(str(value).split()) == " ".join(text.split())


def _same_word(column: Column, raw: Raw, value: Value, found: Intake) -> bool:
    return plain(shown(raw)) in _words(column, str(value), found)


def _same_words(column: Column, raw: Raw, value: Value, found: Intake) -> bool:
    parts = [plain(part) for part in re.split(r"[;,\n]", shown(raw)) if plain(part)]
    return isinstance(value, tuple) and all(any(part in _words(column, one, found) for one in value) for part in parts)


def _words(column: Column, code: str, found: Intake) -> set[str]:
    """Every way to write a stored code."""
    options: Sequence[Option] = column.choices.options if column.choices else ()
    return {plain(code)} | {plain(word) for one in options if one.code == code for word in (one.word, *one.other)}


def _same_name(column: Column, raw: Raw, value: Value, found: Intake) -> bool:
    partners = [one.record for one in found.tabs["partners"].sightings if isinstance(one.record, Partner)]
    names = {key for key, found_names in owners(partners).items() if found_names == (value,)}
    return plain(shown(raw)) in names | _words(column, str(value), found)


def _same_names(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    parts = [plain(part) for part in re.split(r"[;\n]", shown(raw))]
    return isinstance(value, tuple) and [plain(one) for one in value] == list(dict.fromkeys(filter(None, parts)))


def _same_figure(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    return FIGURES.get(plain(shown(raw))) == value


def _same_number(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    return isinstance(raw, float) and raw == value


def _same_amount(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    if isinstance(raw, float):
        return f"{raw:.0f}" == value
    share = raw.share * 100 if isinstance(raw, Percentage) else number_from_text(str(raw).strip(" %"))
    return share is not None and f"{share:.6g}%" == value


def _same_answer(_column: Column, raw: Raw, value: Value, _found: Intake) -> bool:
    words = next(one for one in YES_NO.options if one.code == ("yes" if value else "no"))
    return raw is value or plain(shown(raw)) in (words.word, *words.other)


_STANDS: Mapping[Kind, Callable[[Column, Raw, Value, Intake], bool]] = {
    Kind.CODE: lambda _column, raw, value, _found: isinstance(raw, str) and clean(raw) == value,
    Kind.DATE: _same_day,
    Kind.PAST_DATE: _same_day,
    Kind.NAME: _same_text,
    Kind.TEXT: _same_text,
    Kind.CHOICE: _same_word,
    Kind.CHOICES: _same_words,
    Kind.PARTNER: _same_name,
    Kind.SPELLINGS: _same_names,
    Kind.YES_NO: _same_answer,
    Kind.HOURS: _same_number,
    Kind.COUNT: _same_number,
    Kind.SCORE: _same_number,
    Kind.AMOUNT: _same_amount,
    Kind.FIGURE: _same_figure,
    Kind.GRANT: _same_word,
    Kind.EMAIL: lambda _column, raw, value, _found: isinstance(raw, str) and clean(raw).casefold() == value,
}  # fmt: skip


def test_the_rows_of_the_messy_sheet_are_as_messy_as_they_should_be() -> None:
    _, _, _, codes = MESSY_OUTCOME
    assert isinstance(codes, Counter)
    assert len(codes) >= 15
    assert len(rows(FAULTY_STEPS)) == 10
