"""The nouns of an edition: everything that may be printed, drawn or shown about one moment, and to whom.

Nothing here tells of one person: what counts people is either a total of the whole programme or protected. The store
keeps an edition as it is, so that its pages and papers can be drawn again when the people behind it are long erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.model import Figure, State, Unit

# --- Protected tables ------------------------------------------------------------------------------------------------

Side = tuple[str, ...]
"""The values of one attribute that a row or column stands for: one, or several that were put together."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of counts: of everyone, or by one or two attributes, of the people for whom all of `within` holds.

    `within` are pairs of an attribute and a value, such as the partner of a partner's page.
    """

    name: str
    audience: str
    by: tuple[str, ...]
    title: str
    within: tuple[tuple[str, str], ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table: for each attribute of the table the values that it counts, and what is shown of it.

    `shown` is None when the number is left out; a cell never holds the number itself then.
    """

    sides: tuple[Side, ...]
    shown: int | None


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table as it may be printed, exported and drawn."""

    spec: TableSpec
    cells: tuple[Cell, ...]

    @property
    def published(self) -> int:
        """How many of its cells show a number."""
        return sum(cell.shown is not None for cell in self.cells)


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """One thing that an edition does not show: in which table, and what of it, in words."""

    table: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class GateRecord:
    """What the gate did, for the edition's record.

    `tried` counts targets, each as often as there are attackers for it. `found` is how many can be found in what is
    published now. `settled_before` is how many follow from exact totals and older editions alone, whatever this
    edition shows; they are no part of `found`, and no table that is left out could change them.
    """

    tried: int = 0
    found: int = 0
    settled_before: int = 0
    left_out: tuple[LeftOut, ...] = ()


# --- The road to the goals -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where a figure will be on one day, in the unit of its goal."""

    day: date
    low80: float
    median: float
    high80: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """The way to one target of the programme: where it was, is, and will be if it goes on like this.

    `unit` is that of `target`, `past` and `ahead`: a count, or a share from 0 to 1. `standing` says in words how it
    does (`op koers`, `achter: 3 per kwartaal nodig, nu 2`). `milestone` is the next target before the final one, with
    `milestone_standing` in words. `outcome` is the forecast for the day of the target; None without a forecast.
    `pace_last_4q` and `needed_per_quarter` are in whole people or partners a quarter. `of` is of how many the shares
    of the forecast are taken, where that is certain.
    """

    code: str
    name: str
    unit: Unit
    target: float
    due_on: date
    now: float | None
    standing: str
    pace_last_4q: float | None = None
    needed_per_quarter: float | None = None
    milestone: float | None = None
    milestone_on: date | None = None
    milestone_standing: str = ""
    past: tuple[tuple[date, float], ...] = ()
    ahead: tuple[Ahead, ...] = ()
    outcome: Ahead | None = None
    probability: float | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All roads, what the forecast takes for granted, and what it cannot know (Dutch sentences)."""

    roads: tuple[Road, ...] = ()
    is_plan_check: bool = False
    assumptions: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = ()


# --- Why the figures changed -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Why one count changed: `part` is `numerator` or `denominator`; the causes add up to the change."""

    code: str
    name: str
    part: str
    before: int
    after: int
    new_events: int = 0
    late: int = 0
    corrections: int = 0
    removals: int = 0
    membership: int = 0
    definition: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Every count that changed since an earlier reference date, as that was known at `known_at` (UTC)."""

    since: date
    known_at: datetime
    shifts: tuple[Shift, ...] = ()


# --- Partners, places, grants, rules ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """Places of one kind (and domain, None: not said) on a day; `free` counts those with nobody."""

    kind: str
    domain: str | None = None
    offered: int = 0
    filled: int = 0

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.offered - self.filled


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerState:
    """One partner on the reference date, as far as it is not about persons; and for itself, its own exact numbers.

    `levels` gives for each domain how far it is (None: not known), `following` the domain that comes next, `examples`
    partners that are there. `places` and the experts are empty when it does not want them to be seen by others.
    `placements` (running steps at this partner by kind) and `registered` (people whom it registered) are for itself.
    """

    name: str
    sector: str | None = None
    municipality: str | None = None
    shows_numbers: bool = True
    plan_on: date | None = None
    plan_holds: bool = False
    seats: Mapping[str, int] = field(default_factory=dict)
    team_complete: bool = False
    levels: Mapping[str, str | None] = field(default_factory=dict)
    following: str | None = None
    examples: tuple[str, ...] = ()
    places: tuple[PlaceCount, ...] = ()
    experts_paid: int | None = None
    experts_volunteer: int | None = None
    experts_on: date | None = None
    placements: Mapping[str, int] = field(default_factory=dict)
    registered: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many people search a place of a kind on the day, and how many more will need one within two quarters."""

    kind: str | None
    searching: int
    soon: int
    offered: int
    filled: int
    shortfall: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of all partners: by kind and domain on the day, at quarter ends, and against who needs one."""

    now: tuple[PlaceCount, ...] = ()
    quarters: tuple[tuple[date, tuple[PlaceCount, ...]], ...] = ()
    wanted: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantState:
    """One grant with its exact totals, by the definitions of its funder, against its own targets."""

    name: str
    funder: str | None = None
    runs_from: date | None = None
    runs_until: date | None = None
    figures: tuple[Figure, ...] = ()
    esf: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleState:
    """One rule that stands in the way: how often it was reported and since when, and what came of it.

    `people` is how many people it touched, rounded to fives; None when nobody said how many. `outcomes` counts reports
    by `open`, `changed`, `refused`, `already_allowed`, or `solved`. `stories` are the read texts of the reports.
    """

    rule: str
    since: date
    reports: int
    partners: int
    people: int | None
    outcomes: Mapping[str, int]
    raised: tuple[tuple[date | None, str], ...] = ()
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectGroup:
    """What went together with what, never as its cause: counts rounded to fives, of groups that are large enough."""

    aspect: str
    value: str
    outcome: str
    yes: int
    base: int
    unknown: int


# --- Words and quality -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What was agreed in a meeting, and what became of it: `done`, or not by `due_on`."""

    text: str
    who: str | None = None
    due_on: date | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWords:
    """The meeting that the papers are for, in the project leader's own words. `body` is the code of the meeting."""

    held_on: date
    body: str
    message: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good the data is: findings by severity (`fout`, `waarschuwing`, `info`), and rows with an older value."""

    findings: Mapping[str, int] = field(default_factory=dict)
    stale_rows: int = 0


@dataclass(frozen=True, slots=True)
class PhaseMark:
    """A phase of the programme, for charts. `kind` is `programme`, `ew` or None for both."""

    name: str
    starts_on: date
    kind: str | None = None


# --- The edition -----------------------------------------------------------------------------------------------------


class Audience(StrEnum):
    """Who an edition is for: the value is what people call it, in commands and names of files."""

    PROGRAMME = "programma"
    STEERING_GROUP = "stuurgroep"
    BOARD = "dagelijks-bestuur"
    MANAGERS = "managers"
    PARTNER = "partner"
    FUNDER = "financier"
    EVERYONE = "openbaar"
    RULES = "knelpunten"
    TABLES = "tabellen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one audience gets: the state on a reference date, and all that goes with it.

    `audience` is one of `Audience`; `subject` is the partner or the grant that it is about, empty for the others.
    `number` is that of the stored edition, None for a live one. `quarters` are the states' counts in order of time,
    the reference date last. `stale_since` is the moment of the last sync that could be read, when a later one could
    not. `tables` are protected, also for those who see everything else exactly.
    """

    audience: str
    state: State
    quarters: tuple[tuple[date, Mapping[str, int]], ...]
    stale_since: datetime | None = None
    subject: str = ""
    number: int | None = None
    outlook: Outlook = field(default_factory=Outlook)
    changes: Changes | None = None
    partners: tuple[PartnerState, ...] = ()
    places: Places = field(default_factory=Places)
    grants: tuple[GrantState, ...] = ()
    rules: tuple[RuleState, ...] = ()
    effects: tuple[EffectGroup, ...] = ()
    phases: tuple[PhaseMark, ...] = ()
    promises: tuple[Promise, ...] = ()
    meeting: MeetingWords | None = None
    quality: Quality = field(default_factory=Quality)
    tables: tuple[ProtectedTable, ...] = ()
    gate: GateRecord = field(default_factory=GateRecord)
