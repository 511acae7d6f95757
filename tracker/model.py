"""The nouns of the house: what a sheet holds, what people recorded in it, and what is said about that.

All are frozen values without behaviour that reaches outside; to change one, make a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

# --- A sheet as it was read ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CellError:
    """What a cell shows when it has no value: `#REF!`, `#N/B`, `Loading…`, or a formula that was never computed."""

    text: str


@dataclass(frozen=True, slots=True)
class Percentage:
    """A number that its cell shows as a percentage: `100%` is `Percentage(1.0)`."""

    share: float


Raw: TypeAlias = str | float | bool | datetime | Percentage | CellError | None
"""What a cell holds: nothing, text as typed, a number, yes or no, a date (midnight when without time), an error."""


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a tab: what is needed to find out which tab it is and where its columns stand.

    `rows` are the first 20 rows, from row 1 on, each as wide as what was typed in it.
    `merges` are zero-based and inclusive: (first row, first column, last row, last column).
    """

    sheet_id: int
    title: str
    rows: tuple[tuple[Raw, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a tab: its number as the sheet shows it, and a value for each column of the tab, in that order."""

    number: int
    values: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class TabReading:
    """One known tab as read: the columns that the contract knows, in the order of the sheet, and every row below.

    `tab` is the name in the table of columns; `title` is what the sheet calls it. `fields` are the fields of the
    columns, `letters` where they stand (`"A"`), `headings` what the sheet calls them. Blank rows are left out.
    """

    tab: str
    title: str
    sheet_id: int
    header_row: int
    fields: tuple[str, ...]
    letters: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A sheet as read once: the known tabs, what is wrong with its structure, and a hash of its content.

    `source` says which sheet it was (a path, or a Google id), `content` is a hexadecimal SHA-256 of all that was read.
    `unreadable` gives for each known tab that could not be read (by its name in the table of columns) the reason why.
    """

    source: str
    content: str
    tabs: tuple[TabReading, ...]
    findings: tuple["Finding", ...] = ()
    unreadable: Mapping[str, "Finding"] = field(default_factory=dict)


# --- What people recorded --------------------------------------------------------------------------------------------


class StepKind(StrEnum):
    """The kinds of step."""

    TRAINING = "training"
    INTERNSHIP = "internship"
    WORK_EXPERIENCE = "work_experience"
    VOLUNTEER_WORK = "volunteer_work"
    PAID_WORK = "paid_work"


class Result(StrEnum):
    """How a step ended, as typed."""

    RUNNING = "running"
    COMPLETED = "completed"
    DIPLOMA = "diploma"
    STOPPED = "stopped"


class OwnGoal(StrEnum):
    """What the person wants."""

    PAID_WORK = "paid_work"
    VOLUNTEER_WORK = "volunteer_work"
    WORK_EXPERIENCE = "work_experience"
    TRAINING = "training"
    NOT_YET_KNOWN = "not_yet_known"


class Domain(StrEnum):
    """The four domains of 2035."""

    CLIENT_CONTACT = "client_contact"
    POLICY = "policy"
    RECOVERY_SUPPORT = "recovery_support"
    LABOUR_MARKET = "labour_market"


class Level(StrEnum):
    """How far a partner is in a domain."""

    NOT_APPLICABLE = "not_applicable"
    NONE = "none"
    EXPLORING = "exploring"
    PILOT = "pilot"
    STRUCTURAL = "structural"


class Activity(StrEnum):
    """Where a person is on a date ("waar nu"): the value is the Dutch word that users see."""

    PAID_WORK = "betaald werk"
    TRAINING = "opleiding"
    STEP_UP = "stage of werkervaringsplek"
    VOLUNTEER_WORK = "vrijwilligerswerk"
    PAUSE = "pauze"
    SEARCHING = "zoekt"
    BETWEEN_STEPS = "tussen twee stappen"
    REGISTERED = "aangemeld"
    CLOSED = "afgesloten"


OUTSIDE_NETWORK = "outside_network"
"""The partner of a step at an organisation outside the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person in the programme, known by a code only."""

    code: str
    municipality: str | None = None
    registered_on: date | None = None
    registered_by: str | None = None
    intake_on: date | None = None
    consent_on: date | None = None
    consent_withdrawn_on: date | None = None
    own_goal: str | None = None
    guided_by: str | None = None
    needs: tuple[str, ...] = ()
    seeks: str | None = None
    seeks_since: date | None = None
    next_action: str | None = None
    action_on: date | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    closed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that one participant does: it runs from `start` up to and including `end`."""

    participant: str
    kind: str
    start: date
    partner: str | None = None
    domain: str | None = None
    as_expert: bool | None = None
    role: str | None = None
    course: str | None = None
    planned_end: date | None = None
    end: date | None = None
    result: str | None = None
    hours: float | None = None
    contract: str | None = None
    form: str | None = None
    support: str | None = None
    grant: str | None = None
    evidence: str | None = None
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An affiliated organisation."""

    name: str
    sector: str | None = None
    municipality: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    other_names: tuple[str, ...] = ()
    action_plan_on: date | None = None
    visible: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """How far a partner is in a domain, from a date on."""

    partner: str
    domain: str
    level: str
    since: date
    proof: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertCount:
    """How many experts by experience a partner has in all, on a date."""

    partner: str
    counted_on: date
    paid: int | None = None
    volunteer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSeat:
    """A seat in a partner's alliance team, without a name."""

    partner: str
    seat: str
    held_from: date
    held_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Places of one kind that a partner offers."""

    partner: str
    kind: str
    number: int
    offered_from: date
    offered_until: date | None = None
    domain: str | None = None
    role: str | None = None
    hours: float | None = None
    funding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What a participant says, each from 1 to 5."""

    participant: str
    answered_on: date
    satisfied: int | None = None
    helped: int | None = None
    changing: int | None = None
    coping: int | None = None
    confident: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a figure should be on a date: a count such as `"250"`, or a share of the denominator such as `"100%"`."""

    figure: str
    amount: str
    due_on: date
    grant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A grant to account for."""

    name: str
    funder: str | None = None
    runs_from: date | None = None
    runs_until: date | None = None
    keep_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A rule that stands in the way of people's work or training."""

    rule: str
    reported_on: date
    partner: str | None = None
    participants: int | None = None
    description: str | None = None
    raised_with: str | None = None
    raised_on: date | None = None
    solved_on: date | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, and the project leader's own words for it."""

    held_on: date
    body: str
    as_of: date | None = None
    message: str | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was agreed in a meeting."""

    text: str
    who: str | None = None
    due_on: date | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase of the programme."""

    name: str
    starts_on: date
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may log in. Outside the reading of a sheet, `address` is a keyed hash and never an e-mail address."""

    address: str
    role: str
    partner: str | None = None
    grant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One row of `Keuzelijsten`: an addition to each list that people may extend."""

    municipality: str | None = None
    region: str | None = None
    course: str | None = None
    role: str | None = None
    reason: str | None = None
    need: str | None = None
    rule: str | None = None


Record: TypeAlias = (
    Participant
    | Step
    | Partner
    | Embedding
    | ExpertCount
    | TeamSeat
    | Place
    | Measurement
    | Target
    | Grant
    | Obstacle
    | Meeting
    | Agreement
    | Phase
    | Access
    | ListRow
)
"""Any row of the sheet as a typed value."""

Value: TypeAlias = str | int | float | bool | date | tuple[str, ...] | None
"""What one field of a record holds."""


# --- What is said about a sheet --------------------------------------------------------------------------------------


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    FAULT = "fout"
    WARNING = "waarschuwing"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the sheet that is wrong or doubtful, with its cell.

    `tab` and `column` are what the sheet calls them, `cell` is like `F14`, `found` is the text as typed and is `None`
    for a secret. `message` says what is there, `advice` what to do; both are Dutch.
    """

    code: str
    severity: Severity
    message: str
    advice: str
    tab: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TabCount:
    """What became of the rows of one tab: `read` is always the sum of the other three."""

    read: int = 0
    stored: int = 0
    rejected: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Sighting:
    """One stored row: the record, where it stands, and the fields whose cell could not be read (they are empty).

    `reading` tells several readings of one tab apart: the answers of a form, or the parts of a wide sheet.
    """

    record: Record
    row: int
    faulty: frozenset[str] = frozenset()
    reading: int = 0


@dataclass(frozen=True, slots=True)
class Rejection:
    """One row that could not become a record, with the fields of it that could be read."""

    row: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class TabIntake:
    """What one tab came to."""

    sightings: tuple[Sighting, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    count: TabCount = field(default_factory=TabCount)


@dataclass(frozen=True, slots=True)
class Intake:
    """What a whole sheet came to: for each tab (by its name in the table of columns) its records, and all findings."""

    tabs: Mapping[str, TabIntake]
    findings: tuple[Finding, ...]


# --- History ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A record as the store holds it.

    `entity` is its number within its tab for ever; `first_seen` is the moment of the sync that first saw it.
    `stale` names the fields that keep an older value because the cell is faulty now, with the moment since when;
    the field name `"*"` means that the row itself is faulty or rejected now.
    """

    entity: int
    record: Record
    first_seen: datetime
    stale: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is new (`before` is None), changed, or gone (`after` is None)."""

    tab: str
    entity: int
    before: Record | None
    after: Record | None
    stale: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A sync that stored something. `number` counts from 1; `taken_at` is UTC."""

    number: int
    taken_at: datetime
    source: str
    content: str


Asked: TypeAlias = Step | Place | Partner
"""What a partner is asked about: someone's step there, places that it offers, or (as itself) its list as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a partner answered to “klopt dit nog?” about one row, or about its list as a whole.

    `tab` and `entity` say which row it is about; `about` is that row as it was when the partner was asked. `said` is a
    code of the lists of answers. `handled_at` is when the project leader was done with it. Moments are UTC.
    """

    tab: str
    entity: int
    partner: str
    said: str
    answered_at: datetime
    about: Asked
    handled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Everything that was known at one moment: for each tab the records held, and when that was."""

    known_at: datetime
    tabs: Mapping[str, tuple[Held, ...]]


# --- Figures ---------------------------------------------------------------------------------------------------------


class Unit(StrEnum):
    """What the value of a figure is in."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One indicator on one reference date.

    A count has `value` equal to `numerator` and no `denominator`. A share has `value` between 0 and 1, and the range
    `low` to `high` that it can have once the `unknown` people become known. A duration is in days.
    `target` is the final target of the sheet on `target_date`: a count of the numerator, or a share between 0 and 1;
    `milestone` is the next one on or after the reference date, in the same unit. `beside` are smaller figures that are
    shown with this one, such as the hours of those in paid work; they have no targets.
    """

    code: str
    name: str
    definition: str
    version: int
    unit: Unit = Unit.COUNT
    value: float | None
    numerator: int | None
    denominator: int | None = None
    unknown: int = 0
    low: float | None = None
    high: float | None = None
    target: float | None = None
    target_unit: Unit = Unit.COUNT
    target_date: date | None = None
    milestone: float | None = None
    milestone_date: date | None = None
    beside: tuple["Figure", ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many people do these things on one day at once; the main activity comes first."""

    activities: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The figures on one reference date, as known at one moment, and how many people were where.

    `overlaps` say who does several things at once. They are for the project leader only, so an edition has none.
    """

    as_of: date
    known_at: datetime
    where: Mapping[str, int]
    figures: tuple[Figure, ...]
    overlaps: tuple[Overlap, ...] = ()
