"""Findings and figures become the tracker's own tabs, as plain values: whoever draws them, draws the same tabs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tracker.model import Activity, Figure, Finding, Severity, Unit
from tracker.wording import capital, figure_value, short_date, target_value

Plain: TypeAlias = str | int | date | None
"""What one cell of an own tab holds."""

LONGEST_CELL = 50_000
"""A cell of a Google Sheet holds no more characters than this; one of Excel holds 32,767."""


class Look(StrEnum):
    """How a cell looks, so that people see at once what matters."""

    PLAIN = "plain"
    FAULT = "fault"
    WARNING = "warning"
    INFO = "info"
    GOOD = "good"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Jump:
    """A cell of the sheet to jump to: the title of its tab as the sheet calls it, and its name such as `F14`."""

    tab: str
    cell: str


@dataclass(frozen=True, slots=True)
class OwnCell:
    """One cell: text is written as text, whatever it begins with.

    With `name_of` it is empty here, and the sheet itself looks up the name beside that code: the name stays there.
    """

    value: Plain = None
    look: Look = Look.PLAIN
    jump: Jump | None = None
    name_of: str | None = None


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column: its heading, its width in characters, whether its text goes on below itself."""

    heading: str
    width: int
    wrapped: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class OwnTab:
    """One tab of the tracker's own: a header in row 1 and a row of cells for each line below it."""

    title: str
    about: str
    columns: tuple[OwnColumn, ...]
    rows: tuple[tuple[OwnCell, ...], ...]

    def without_names(self) -> "OwnTab":
        """The tab without the columns in which a sheet looks up names, for a file that leaves the sheet."""
        kept = [at for at, column in enumerate(self.columns) if not column.names]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)


# --- Controle --------------------------------------------------------------------------------------------------------

_LOOKS = {Severity.FAULT: Look.FAULT, Severity.WARNING: Look.WARNING, Severity.INFO: Look.INFO}
_GRAVEST_FIRST = tuple(Severity)


def check_tab(findings: Sequence[Finding], waits: Sequence[str] = ()) -> OwnTab:
    """`Controle`: a row for each finding, the gravest first, with a jump to its cell.

    `waits` says (Dutch) why a sync waits for someone; it comes on top, because nothing is stored until then.
    """
    rows = [*(_waiting(reason) for reason in waits), *(_finding_row(one) for one in _in_order(findings))]
    return OwnTab(
        "Controle",
        "Wat er in het blad niet klopt, en wat u kunt doen.",
        (
            OwnColumn("Ernst", 14),
            OwnColumn("Tabblad", 18),
            OwnColumn("Rij", 7),
            OwnColumn("Kolom", 22),
            OwnColumn("Wat is er", 60, wrapped=True),
            OwnColumn("Wat kunt u doen", 60, wrapped=True),
            OwnColumn("Ga naar", 10),
        ),
        tuple(rows) or (_all_well(),),
    )


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    def key(one: Finding) -> tuple[object, ...]:
        return _GRAVEST_FIRST.index(one.severity), one.tab or "", one.row or 0, one.column or "", one.code

    return sorted(findings, key=key)


def _finding_row(one: Finding) -> tuple[OwnCell, ...]:
    jump = _jump(one)
    return (
        OwnCell(one.severity.value, _LOOKS[one.severity]),
        OwnCell(one.tab),
        OwnCell(one.row),
        OwnCell(one.column),
        OwnCell(_fitting(one.message)),
        OwnCell(_fitting(one.advice)),
        OwnCell(jump.cell if jump else None, jump=jump),
    )


def _jump(one: Finding) -> Jump | None:
    """The cell of a finding, else the row or the tab that it is about."""
    if one.tab is None:
        return None
    return Jump(one.tab, one.cell or (f"A{one.row}" if one.row else "A1"))


def _waiting(reason: str) -> tuple[OwnCell, ...]:
    what = "Klopt het? Laat de wijziging dan door met: ew sync --bevestig. Klopt het niet? Herstel het blad."
    return _line("wacht", Look.FAULT, _fitting(reason), what)


def _all_well() -> tuple[OwnCell, ...]:
    return _line("goed", Look.GOOD, "Alles klopt. Wij vonden niets om te verbeteren.", None)


def _line(word: str, look: Look, message: str, advice: str | None) -> tuple[OwnCell, ...]:
    return (OwnCell(word, look), OwnCell(), OwnCell(), OwnCell(), OwnCell(message), OwnCell(advice), OwnCell())


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


# --- Overzicht -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One participant on the work list, in words for people: `since` is when what they do now began.

    `signals` say what needs attention now, the most urgent first; `rank` is the place of the first of them among the
    signals about everyone.
    """

    code: str
    guided_by: str | None
    own_goal: str | None
    where: Activity
    since: date | None
    planned_end: date | None
    next_action: str | None
    action_on: date | None
    signals: tuple[str, ...] = ()
    good_news: tuple[str, ...] = ()
    rank: int = 0


def overview_tab(items: Sequence[WorkItem], today: date) -> OwnTab:
    """`Overzicht`: a row for each participant, whoever needs attention most on top."""
    ordered = sorted(items, key=lambda one: _urgency(one, today))
    return OwnTab(
        "Overzicht",
        "De werklijst: iedereen, met bovenaan wie nu aandacht vraagt.",
        (
            OwnColumn("Deelnemer", 11),
            OwnColumn("Naam", 24, names=True),
            OwnColumn("Begeleiding door", 26),
            OwnColumn("Eigen doel", 18),
            OwnColumn("Waar nu", 24),
            OwnColumn("Sinds", 12),
            OwnColumn("Einde gepland", 14),
            OwnColumn("Volgende actie", 26),
            OwnColumn("Nu aandacht", 60, wrapped=True),
        ),
        tuple(_work_row(one, today) for one in ordered),
    )


def _urgency(one: WorkItem, today: date) -> tuple[object, ...]:
    """Signals first, then an action whose day has come, then the next action; who is closed comes last."""
    due = one.action_on is not None and one.action_on <= today
    closed = one.where is Activity.CLOSED
    return closed, not one.signals, one.rank, not due, one.action_on or date.max, one.code


def _work_row(one: WorkItem, today: date) -> tuple[OwnCell, ...]:
    late = one.planned_end is not None and one.planned_end < today and one.where is not Activity.CLOSED
    return (
        OwnCell(one.code, Look.STRONG),
        OwnCell(name_of=one.code),
        OwnCell(one.guided_by),
        OwnCell(one.own_goal),
        OwnCell(one.where.value),
        OwnCell(one.since),
        OwnCell(one.planned_end, Look.WARNING if late else Look.PLAIN),
        OwnCell(_action(one), Look.WARNING if one.action_on and one.action_on <= today else Look.PLAIN),
        _attention(one),
    )


def _action(one: WorkItem) -> str | None:
    if one.action_on is None:
        return one.next_action
    day = short_date(one.action_on)
    return f"{one.next_action}, {day}" if one.next_action else day


def _attention(one: WorkItem) -> OwnCell:
    if one.signals:
        return OwnCell(_fitting(" ".join(one.signals)), Look.WARNING)
    return OwnCell(_fitting(" ".join(one.good_news)), Look.GOOD) if one.good_news else OwnCell()


# --- Voortgang -------------------------------------------------------------------------------------------------------


def progress_tab(figures: Sequence[Figure], limits: frozenset[str] = frozenset()) -> OwnTab:
    """`Voortgang`: every figure beside its targets; of the figures in `limits` a target is what they stay under."""
    return OwnTab(
        "Voortgang",
        "De cijfers naast de doelen.",
        (
            OwnColumn("Cijfer", 44, wrapped=True),
            OwnColumn("Nu", 28),
            OwnColumn("Doel", 10),
            OwnColumn("Op", 12),
            OwnColumn("Volgende mijlpaal", 12),
            OwnColumn("Mijlpaal op", 12),
            OwnColumn("Nog onbekend", 14),
            OwnColumn("Wat wij tellen", 80, wrapped=True),
        ),
        tuple(_figure_row(figure, figure.code in limits) for figure in figures),
    )


def _figure_row(figure: Figure, limited: bool) -> tuple[OwnCell, ...]:
    reached = not limited and _reached(figure)
    return (
        OwnCell(capital(figure.name), Look.STRONG),
        OwnCell(figure_value(figure), Look.GOOD if reached else Look.PLAIN),
        OwnCell(None if figure.target is None else target_value(figure.target, figure)),
        OwnCell(figure.target_date),
        OwnCell(None if figure.milestone is None else target_value(figure.milestone, figure)),
        OwnCell(figure.milestone_date),
        OwnCell(figure.unknown or None),
        OwnCell(_fitting(figure.definition)),
    )


def _reached(figure: Figure) -> bool:
    """Whether a count is at its final target; of a share that is left to the reader."""
    counted = figure.target_unit is Unit.COUNT and figure.numerator is not None
    return counted and figure.target is not None and (figure.numerator or 0) >= figure.target


# --- Reacties --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What a partner answered to “klopt dit nog?” about one row, in words: `code` is of whom, when it is a person.

    `advice` says what to do in the sheet, and `jump` where; `look` is how it is with the answer.
    """

    code: str | None
    partner: str
    kind: str
    role: str | None
    since: date | None
    said: str
    answered_on: date
    advice: str
    look: Look
    jump: Jump | None = None


def reactions_tab(reactions: Sequence[Reaction]) -> OwnTab:
    """`Reacties`: a row for each answer in the order given, with what to fill in where."""
    return OwnTab(
        "Reacties",
        "Wat partners antwoordden op ‘Klopt dit nog?’. Neem over wat u wilt. Zelf veranderen wij uw rijen niet.",
        (
            OwnColumn("Deelnemer", 11),
            OwnColumn("Naam", 24, names=True),
            OwnColumn("Partner", 28),
            OwnColumn("Wat", 26),
            OwnColumn("Functie", 20),
            OwnColumn("Vanaf", 12),
            OwnColumn("Antwoord", 26),
            OwnColumn("Beantwoord op", 14),
            OwnColumn("Wat kunt u doen", 60, wrapped=True),
            OwnColumn("Ga naar", 10),
        ),
        tuple(_reaction_row(one) for one in reactions) or (_no_reactions(),),
    )


def _reaction_row(one: Reaction) -> tuple[OwnCell, ...]:
    return (
        OwnCell(one.code, Look.STRONG),
        OwnCell(name_of=one.code),
        OwnCell(one.partner),
        OwnCell(one.kind),
        OwnCell(one.role),
        OwnCell(one.since),
        OwnCell(one.said, one.look),
        OwnCell(one.answered_on),
        OwnCell(_fitting(one.advice)),
        OwnCell(one.jump.cell if one.jump else None, jump=one.jump),
    )


def _no_reactions() -> tuple[OwnCell, ...]:
    """A row that says why there is nothing else."""
    why = OwnCell("Er zijn nog geen antwoorden. Wij vragen partners voor elk overleg of het nog klopt.")
    return (*(OwnCell() for _ in range(8)), why, OwnCell())
