"""Describes a new, empty sheet as plain data, from the table of columns: whoever draws it, draws the same sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker import columns as contract
from tracker.choices import YES_NO
from tracker.columns import Column, Kind, Tab


class Grip(StrEnum):
    """How a dropdown treats what is not in its list."""

    STOP = "stop"
    WARN = "warn"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Dropdown:
    """Words to choose from: the fixed `words` first, then what stands in a column of another tab.

    `tab` and `heading` name that column as the sheet calls it. `message` (Dutch) is shown at `grip` STOP and WARN.
    """

    words: tuple[str, ...]
    grip: Grip
    message: str
    tab: str | None = None
    heading: str | None = None


class Measure(StrEnum):
    """What kind of value stands between two limits."""

    DATE = "date"
    WHOLE = "whole number"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the greatest value of a column. For dates both are serial days since 30 December 1899.

    `message` (Dutch) is shown for another value; with `grip` WARN people may keep what they typed.
    """

    measure: Measure
    least: int
    most: int
    grip: Grip
    message: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Shows beside a code what another tab says about it.

    The value of column `by` is looked up in column `key` of `tab`; the value of column `answer` there is shown.
    """

    by: str
    tab: str
    key: str
    answer: str


class Look(StrEnum):
    """How a column looks, so that people see at once what matters."""

    NEEDED = "needed"
    OPTIONAL = "optional"
    FOR_PEOPLE = "for people"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a new tab. `width` is in characters, `number_format` as spreadsheets write it, `note` is Dutch."""

    heading: str
    width: int
    look: Look
    note: str
    number_format: str | None = None
    dropdown: Dropdown | None = None
    limits: Limits | None = None
    lookup: Lookup | None = None
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of a tab as `#RRGGBB`: `strong` carries white text, `soft` carries dark text."""

    strong: str
    soft: str


@dataclass(frozen=True, slots=True)
class SheetTab:
    """One new tab: a header in row 1 that stays in view with the first `frozen` columns, and a filter on it.

    `name` is its name in the table of columns, `title` what people see.
    """

    name: str
    title: str
    shades: Shades
    columns: tuple[SheetColumn, ...]
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A new sheet: its tabs in the order in which people see them."""

    tabs: tuple[SheetTab, ...]

    def tab(self, name: str) -> SheetTab:
        """The tab with this name in the table of columns."""
        return next(tab for tab in self.tabs if tab.name == name)


DATE_FORMAT = "dd-mm-yyyy"

_PEOPLE = Shades("#1F5F5B", "#DCEBE8")
_STEPS = Shades("#3D5F2A", "#E3ECDB")
_PARTNERS = Shades("#2B4C7E", "#DEE6F2")
_PLACES = Shades("#7A5210", "#F4E9D4")
_GOALS = Shades("#6A3D62", "#EEE3EC")
_RULES = Shades("#8A3B23", "#F6E3DC")
_PAPERS = Shades("#44505C", "#E5E9EC")

SHADES: Mapping[str, Shades] = {
    "participants": _PEOPLE,
    "steps": _STEPS,
    "partners": _PARTNERS,
    "embedding": _PARTNERS,
    "experts": _PARTNERS,
    "team": _PARTNERS,
    "places": _PLACES,
    "measurements": _PEOPLE,
    "targets": _GOALS,
    "grants": _GOALS,
    "obstacles": _RULES,
    "meetings": _PAPERS,
    "agreements": _PAPERS,
    "phases": _PAPERS,
    "access": _RULES,
    "lists": _PAPERS,
}
"""A colour for each group of tabs: people, steps, partners, places, goals, rules and papers."""

_WIDEST_CHOICE = 27
"""A column is not made wider than this for the sake of one long word in its list."""

_FIRST_DAY, _LAST_DAY = 36526, 73415
"""1 January 2000 and 31 December 2100: a date outside these years is a slip of the pen."""

_OWN_WORD = "Dit woord staat niet in de lijst. Klopt het? Zet het dan ook in het tabblad Keuzelijsten."
_ONLY_LIST = "Kies een woord uit de lijst. Of laat de cel leeg."
_NOT_A_DATE = "Schrijf een datum, zoals 31-3-2026. Dag eerst, dan maand, dan jaar."

_SOURCES: Mapping[Kind, tuple[Tab, str, str]] = {
    Kind.CODE: (contract.PARTICIPANTS, "code", "Deze code staat niet in het tabblad Deelnemers. Klopt de code?"),
    Kind.PARTNER: (contract.PARTNERS, "name", "Deze naam staat niet in het tabblad Partners. Klopt de naam?"),
    Kind.GRANT: (contract.GRANTS, "name", "Deze subsidie staat niet in het tabblad Subsidies. Klopt de naam?"),
}

_LIMITS: Mapping[Kind, Limits] = {
    Kind.DATE: Limits(Measure.DATE, _FIRST_DAY, _LAST_DAY, Grip.WARN, _NOT_A_DATE),
    Kind.PAST_DATE: Limits(Measure.DATE, _FIRST_DAY, _LAST_DAY, Grip.WARN, _NOT_A_DATE),
    Kind.HOURS: Limits(Measure.NUMBER, 0, 60, Grip.STOP, "Schrijf een getal van 0 tot en met 60, zoals 24 of 19,5."),
    Kind.COUNT: Limits(Measure.WHOLE, 0, 1_000_000, Grip.STOP, "Schrijf een heel getal, zoals 3."),
    Kind.SCORE: Limits(Measure.WHOLE, 1, 5, Grip.STOP, "Schrijf een cijfer van 1 tot en met 5."),
}

_LOOKED_UP = "De naam komt vanzelf uit het tabblad Deelnemers. U hoeft hier niets te typen. De tracker leest dit nooit."

_HOW: Mapping[Kind, tuple[str, str]] = {
    Kind.CODE: ("Schrijf de code, nooit de naam.", "D-001"),
    Kind.DATE: ("Schrijf een datum: dag, maand, jaar.", "31-3-2026"),
    Kind.PAST_DATE: ("Schrijf een datum die al geweest is: dag, maand, jaar.", "31-3-2026"),
    Kind.NAME: ("Hooguit 80 tekens.", ""),
    Kind.CHOICE: ("Kies uit de lijst.", ""),
    Kind.CHOICES: ("Kies uit de lijst. Meer dan één mag: zet er een ; tussen.", ""),
    Kind.PARTNER: ("Kies een naam uit het tabblad Partners.", ""),
    Kind.SPELLINGS: ("Zet een ; tussen twee namen.", "ZZL; Zevenlinden"),
    Kind.YES_NO: ("Kies ja of nee.", ""),
    Kind.HOURS: ("Schrijf een getal van 0 tot en met 60.", "24 of 19,5"),
    Kind.COUNT: ("Schrijf een heel getal.", "3"),
    Kind.SCORE: ("Schrijf een cijfer van 1 tot en met 5.", "4"),
    Kind.AMOUNT: ("Schrijf een aantal of een percentage.", "250 of 100%"),
    Kind.FIGURE: ("Schrijf de naam of de code van een cijfer.", "kans_gekregen"),
    Kind.GRANT: ("Schrijf de naam zoals in het tabblad Subsidies.", ""),
    Kind.EMAIL: ("Schrijf één e-mailadres.", "naam@example.org"),
}
"""For each kind of column how to type it, and an example where the list itself gives none."""


def blank_sheet(*, everything: bool = False, figures: Sequence[str] = ()) -> Blueprint:
    """The blueprint of a new sheet: the basic tabs, or with `everything` all tabs of the contract.

    `figures` are the names or codes that the column `Doelen.Doel` offers; without them it has no dropdown.
    """
    tabs = tuple(tab for tab in contract.TABS if everything or tab.basic)
    return Blueprint(tuple(_sheet_tab(tab, tabs, tuple(figures)) for tab in tabs))


def _sheet_tab(tab: Tab, tabs: Sequence[Tab], figures: tuple[str, ...]) -> SheetTab:
    drawn = [_sheet_column(column, tab, tabs, figures) for column in tab.columns]
    if tab is contract.STEPS:
        drawn.insert(1, _name_beside_code())
    frozen = 2 if drawn[1].heading == "Naam" else 1
    return SheetTab(tab.name, tab.title, SHADES[tab.name], tuple(drawn), frozen)


def _name_beside_code() -> SheetColumn:
    """The name of the participant, which the sheet looks up by itself and the tracker never reads."""
    lookup = Lookup(by="Deelnemer", tab=contract.PARTICIPANTS.title, key="Deelnemer", answer="Naam")
    return SheetColumn("Naam", 20, Look.FOR_PEOPLE, _LOOKED_UP, lookup=lookup)


def _sheet_column(column: Column, tab: Tab, tabs: Sequence[Tab], figures: tuple[str, ...]) -> SheetColumn:
    own_key = tab.unique and column.field in tab.identity
    return SheetColumn(
        column.heading,
        _width(column),
        _look(column),
        _note(column),
        number_format=DATE_FORMAT if column.kind in (Kind.DATE, Kind.PAST_DATE) else None,
        dropdown=None if own_key else _dropdown(column, tabs, figures),
        limits=_LIMITS.get(column.kind),
        wrapped=column.kind is Kind.TEXT,
    )


def _width(column: Column) -> int:
    """Wide enough for each word of the heading with the filter's button, and for the words of a list."""
    longest_word = max(len(part) for part in column.heading.split()) + 3
    longest_choice = max((len(word) + 1 for word in _words(column)), default=0)
    return max(column.width, longest_word, min(longest_choice, _WIDEST_CHOICE))


def _look(column: Column) -> Look:
    if column.kind is Kind.NEVER_READ:
        return Look.FOR_PEOPLE
    return Look.NEEDED if column.needed else Look.OPTIONAL


def _dropdown(column: Column, tabs: Sequence[Tab], figures: tuple[str, ...]) -> Dropdown | None:
    if column.kind in _SOURCES:
        return _names_dropdown(column, tabs)
    if column.kind is Kind.YES_NO:
        return Dropdown(tuple(option.word for option in YES_NO.options), Grip.STOP, _ONLY_LIST)
    if column.kind is Kind.FIGURE and figures:
        return Dropdown(figures, Grip.WARN, "Dit cijfer kennen wij niet. Klopt de naam?")
    return _words_dropdown(column)


def _names_dropdown(column: Column, tabs: Sequence[Tab]) -> Dropdown | None:
    """Names that stand in another tab, as long as the sheet has that tab."""
    tab, field, message = _SOURCES[column.kind]
    words = _words(column)
    if tab not in tabs:
        return Dropdown(words, Grip.WARN, message) if words else None
    return Dropdown(words, Grip.WARN, message, tab.title, tab.column(field).heading)


def _words_dropdown(column: Column) -> Dropdown | None:
    """Words of a list; several in one cell are offered only, because no sheet can check those."""
    if column.choices is None:
        return None
    grip = Grip.OFFER if column.kind is Kind.CHOICES else Grip.WARN if column.choices.extended_by else Grip.STOP
    if column.choices.extended_by is None:
        return Dropdown(_words(column), grip, _ONLY_LIST)
    heading = contract.LISTS.column(column.choices.extended_by).heading
    return Dropdown(_words(column), grip, _OWN_WORD, contract.LISTS.title, heading)


def _words(column: Column) -> tuple[str, ...]:
    return tuple(option.word for option in column.choices.options) if column.choices else ()


def _note(column: Column) -> str:
    """The note at the head of a column: a few short lines of Dutch, at most some 300 characters."""
    lines = [column.why, _how(column), _own_words(column), _example(column)]
    if column.needed:
        lines.append("Vul dit in elke rij in.")
    return "\n".join(line for line in lines if line)


def _how(column: Column) -> str:
    if column.kind is Kind.TEXT:
        return f"Hooguit {column.longest} tekens. Geen namen, telefoonnummers of codes van deelnemers."
    if column.kind is Kind.PARTNER and column.choices:
        words = " of ".join(option.word for option in column.choices.options[:2])
        return f"Kies een naam uit het tabblad Partners, of bijvoorbeeld: {words}."
    return _HOW[column.kind][0] if column.kind in _HOW else ""


def _own_words(column: Column) -> str:
    if column.choices is None or column.choices.extended_by is None:
        return ""
    return "Mist u een woord? Zet het in het tabblad Keuzelijsten."


def _example(column: Column) -> str:
    example = _HOW[column.kind][1] if column.kind in _HOW else ""
    if column.kind is Kind.CHOICES and column.choices:
        example = "; ".join(option.word for option in column.choices.options[:2])
    return f"Bijvoorbeeld: {example}" if example else ""
