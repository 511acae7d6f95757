"""Everything the program can do, one short function each: gather, decide, carry out. The table of contents."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tracker import __version__
from tracker.errors import SettingError, SheetError, StoreError
from tracker.figures.catalogue import CATALOGUE
from tracker.history.changes import MassChange, Plan, plan
from tracker.columns import BY_NAME, TABS
from tracker.intake.dates import date_from_text
from tracker.intake.names import plain
from tracker.intake.read import Rules, read_sheet
from tracker.model import (
    Access,
    Edition,
    Finding,
    Intake,
    Participant,
    Reading,
    Severity,
    Sighting,
    State,
    TabCount,
    TabIntake,
    Value,
    World,
)
from tracker.protection.seal import sealed
from tracker.wording import listing, today_at, utc

if TYPE_CHECKING:
    from tracker.sheet.source import Source
    from tracker.store import Store, StoredFinding, SyncStatus

Tell: TypeAlias = Callable[[str], None]
"""Told which stage of the work begins, in words for the user."""


def quiet(stage: str) -> None:
    """Tell nobody."""


# --- The sheet -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a sheet came to, before anything is stored: the counts by the titles of the tabs."""

    source: str
    tabs: Mapping[str, TabCount]
    findings: tuple[Finding, ...]
    unreadable: tuple[str, ...]


def check(source: "Source", *, now: datetime, consent_is_ground: bool, tell: Tell = quiet) -> Checked:
    """Check a sheet and store nothing. Raises SheetError when it cannot be opened."""
    tell("Het blad lezen")
    reading = source.read()
    tell("Het blad controleren")
    intake = read_sheet(reading, _rules(now, consent_is_ground, {}))
    titles = tuple(BY_NAME[name].title for name in reading.unreadable)
    return Checked(source=source.name, tabs=_by_title(intake), findings=intake.findings, unreadable=titles)


def _rules(now: datetime, consent_is_ground: bool, consents: Mapping[str, date]) -> Rules:
    names = {plain(name): one.code for one in CATALOGUE for name in (one.code, one.name)}
    return Rules(today=today_at(now), figures=names, consent_is_ground=consent_is_ground, consents=consents)


def _by_title(intake: Intake) -> dict[str, TabCount]:
    return {tab.title: intake.tabs[tab.name].count for tab in TABS if tab.name in intake.tabs}


def new_sheet(path: Path, *, everything: bool, overwrite: bool, now: datetime) -> None:
    """Make a new, empty workbook. Raises FileError."""
    from tracker.sheet.blueprint import blank_sheet
    from tracker.sheet.newbook import write_book

    figures = tuple(one.code for one in CATALOGUE)
    write_book(path, blank_sheet(everything=everything, figures=figures), {}, created=now, overwrite=overwrite)


def sample() -> tuple[Path, datetime]:
    """The sample workbook, and the moment that it is about. Raises SheetError."""
    from tracker.sheet.sample import made_on, sample_path

    path = sample_path()
    return path, made_on(path)


# --- Sync ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """How a sync ended. `held_because` says (Dutch) why it waits; `rows` counts new, changed, gone and stale records."""

    status: str
    snapshot: int | None
    tabs: Mapping[str, TabCount]
    rows: Mapping[str, int]
    findings: Mapping[str, int]
    held_because: tuple[str, ...] = ()
    trial: bool = False


def sync(
    source: "Source",
    store: "Store",
    *,
    key: bytes,
    now: datetime,
    consent_is_ground: bool,
    trial: bool = False,
    confirmed: bool = False,
    tell: Tell = quiet,
) -> Synced:
    """Read the sheet and store what changed, in one transaction.

    Nothing of the database changes when a needed tab cannot be read (SheetError), when too much would change at once
    (held, unless `confirmed`), or in a `trial`.
    """
    last = store.latest()
    if last and now < last.taken_at:
        raise StoreError(
            "Dit moment ligt voor de laatste keer bijwerken.", "Controleer de klok van deze computer, of EW_NOW."
        )
    mark = _mark(source.fingerprint(), now, consent_is_ground)
    if last and mark and mark == store.recall("fingerprint") and not trial:
        return _unchanged(store, last.number, now)
    tell("Het blad lezen")
    reading = _read(source, store, now)
    world = store.world(last.number) if last else None
    tell("Het blad controleren")
    intake = _sealed(read_sheet(reading, _rules(now, consent_is_ground, _consents(world))), key)
    tell("Vergelijken met wat er was")
    todo = plan(world.tabs if world else {}, intake, now)
    held = [] if last is None else _why_held(todo.mass, store.recall("source"), source.name)
    result = _result(intake, todo, held if not confirmed else [], last.number if last else None, trial)
    if trial:
        return result
    if result.status == "held":
        store.note_sync(at=now, status=_status("held"), reason="te veel in één keer")
        return result
    tell("Bewaren")
    return _stored(store, source, reading, intake, todo, result, mark, now)


def _mark(fingerprint: str | None, now: datetime, consent_is_ground: bool) -> str | None:
    """What must be equal for a sync to have nothing to do: the sheet, the day, the settings and the program."""
    if fingerprint is None:
        return None
    parts = (fingerprint, today_at(now).isoformat(), str(consent_is_ground), __version__)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _status(word: str) -> "SyncStatus":
    from tracker.store import SyncStatus

    return SyncStatus(word)


def _unchanged(store: "Store", number: int, now: datetime) -> Synced:
    """The sheet is what it was: only note that it was looked at."""
    store.note_sync(at=now, status=_status("unchanged"), snapshot=number)
    counts = store.counts(number)
    return Synced(
        status="unchanged",
        snapshot=number,
        tabs={tab.title: counts[tab.name] for tab in TABS if tab.name in counts},
        rows={"new": 0, "changed": 0, "gone": 0, "stale": _stale(store.world(number))},
        findings=_by_severity(store.findings(number)),
    )


def _stale(world: World) -> int:
    return sum(bool(held.stale) for tab in world.tabs.values() for held in tab)


def _by_severity(findings: Sequence[Finding] | Sequence["StoredFinding"]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


def _read(source: "Source", store: "Store", now: datetime) -> Reading:
    """The sheet, if every tab that is needed can be read (rule 3: a broken sheet changes nothing)."""
    try:
        reading = source.read()
    except SheetError as error:
        store.note_sync(at=now, status=_status("refused"), reason=error.what[:300])
        raise
    counts = store.counts() if store.latest() else {}
    for name, finding in reading.unreadable.items():
        known = counts[name].stored if name in counts else 0
        if BY_NAME[name].needed or known or finding.severity is Severity.FAULT:
            store.note_sync(at=now, status=_status("refused"), reason=finding.message[:300])
            seen = f" Bij de vorige keer stonden er {known} rijen op {BY_NAME[name].title}." if known else ""
            raise SheetError(f"{finding.message}{seen}", f"{finding.advice} Er is niets veranderd.")
    return reading


def _consents(world: World | None) -> dict[str, date]:
    """The dates of consent known before, by code."""
    people = [held.record for held in world.tabs.get("participants", ())] if world else []
    return {one.code: one.consent_on for one in people if isinstance(one, Participant) and one.consent_on}


def _sealed(intake: Intake, key: bytes) -> Intake:
    """The intake with a keyed hash for each address; rows that were rejected keep nothing of theirs."""
    access = intake.tabs.get("access")
    if access is None:
        return intake

    def hide(sighting: Sighting) -> Sighting:
        record = sighting.record
        assert isinstance(record, Access)
        return replace(sighting, record=replace(record, address=sealed(key, "address", record.address)))

    def hidden(values: Mapping[str, Value]) -> Mapping[str, Value]:
        address = values.get("address")
        return values if address is None else {**values, "address": sealed(key, "address", str(address))}

    rejections = tuple(replace(row, values=hidden(row.values)) for row in access.rejections)
    safe = TabIntake(tuple(hide(one) for one in access.sightings), rejections, access.count)
    return replace(intake, tabs={**intake.tabs, "access": safe})


def _why_held(mass: Sequence[MassChange], known_source: str | None, source: str) -> list[str]:
    """Why a sync waits for someone to say that it is right."""
    reasons = []
    if known_source is not None and known_source != source:
        reasons.append(f"Dit is een ander blad dan eerst. Eerst was het {known_source}, nu {source}.")
    for one in mass:
        parts = ((one.gone, "verdwijnen"), (one.faulty, "worden onleesbaar"), (one.edited, "krijgen een andere waarde"))
        said = listing([f"{count} {what}" for count, what in parts if count])
        reasons.append(f"Op {BY_NAME[one.tab].title} verandert veel: van de {one.known} rijen {said}.")
    return reasons


def _result(intake: Intake, todo: Plan, held: Sequence[str], number: int | None, trial: bool) -> Synced:
    kinds = Counter(
        "new" if change.before is None else "gone" if change.after is None else "changed" for change in todo.changes
    )
    status = "held" if held else "stored" if todo.changes or number is None else "unchanged"
    return Synced(
        status=status,
        snapshot=number,
        tabs=_by_title(intake),
        rows={kind: kinds[kind] for kind in ("new", "changed", "gone")} | {"stale": sum(todo.stale.values())},
        findings=_by_severity(intake.findings),
        held_because=tuple(held),
        trial=trial,
    )


def _stored(
    store: "Store",
    source: "Source",
    reading: Reading,
    intake: Intake,
    todo: Plan,
    result: Synced,
    mark: str | None,
    now: datetime,
) -> Synced:
    """Carry out the plan. A reading that brings no news writes no snapshot."""
    number = result.snapshot
    same_findings = number is not None and _places(store.findings(number)) == _places(intake.findings)
    if todo.changes or not same_findings:
        number = store.save(
            after=number,
            taken_at=now,
            source=source.name,
            content=reading.content,
            counts={name: tab.count for name, tab in intake.tabs.items()},
            changes=todo.changes,
            findings=intake.findings,
        ).number
    else:
        store.note_sync(at=now, status=_status("unchanged"), snapshot=number)
    store.remember("source", source.name)
    if mark:
        store.remember("fingerprint", mark)
    return replace(result, snapshot=number)


def _places(findings: Sequence[Finding] | Sequence["StoredFinding"]) -> Counter[tuple[object, ...]]:
    return Counter((one.code, one.severity, one.tab, one.row, one.column) for one in findings)


# --- What people type on the command line ------------------------------------------------------------------------------


def day_from(text: str) -> date:
    """A date as typed, Dutch or ISO. Raises SettingError."""
    read = date_from_text(text)
    if read.day is None or (read.problem and read.problem.code == "datum_alleen_maand"):
        raise SettingError(f"“{text}” is geen datum.", "Schrijf een datum zoals 31-3-2026 of 2026-03-31.")
    return read.day


def moment_from(text: str) -> datetime:
    """A moment as typed; a date means the end of that day. Raises SettingError."""
    try:
        if len(text) > len("2026-03-31"):
            return utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    return utc(datetime.combine(day_from(text), time.max))


# --- Figures ---------------------------------------------------------------------------------------------------------


def newest_state(store: "Store", *, as_of: date | None, known_at: datetime | None, now: datetime) -> tuple[State, str]:
    """The figures on a reference date as known at a moment, and a remark (Dutch, or empty) about that moment."""
    from tracker.figures.facts import facts
    from tracker.figures.state import state

    world, moment, remark = _known(store, known_at)
    return state(facts(world), as_of or today_at(now), moment), remark


def edition(
    store: "Store", audience: str, *, as_of: date | None, known_at: datetime | None, now: datetime
) -> tuple[Edition, str]:
    """What an audience gets on a reference date, and a remark (Dutch, or empty)."""
    from tracker.figures.facts import facts
    from tracker.figures.state import people_by_quarter, state

    world, moment, remark = _known(store, known_at)
    day = as_of or today_at(now)
    known = facts(world)
    made = Edition(
        audience=audience,
        state=state(known, day, moment),
        quarters=people_by_quarter(known, day),
        stale_since=_stale_since(store) if known_at is None else None,
    )
    return made, remark


def _known(store: "Store", known_at: datetime | None) -> tuple[World, datetime, str]:
    """What was known at a moment (the last good sync by default), that moment, and a remark when it lies too early."""
    first_and_last = store.snapshots()
    if not first_and_last:
        raise StoreError("Er is nog geen blad gelezen.", "Lees eerst uw blad: ew sync blad.xlsx")
    if known_at is None:
        run = store.last_sync(_status("stored"), _status("unchanged"))
        moment = run.last_at if run else first_and_last[-1].taken_at
        return store.world(), moment, ""
    snapshot = store.snapshot_at(known_at)
    if snapshot is None:
        first = first_and_last[0]
        return store.world(first.number), first.taken_at, "Dat moment ligt voor de eerste keer bijwerken; die tonen wij."
    return store.world(snapshot.number), known_at, ""


def _stale_since(store: "Store") -> datetime | None:
    """The last time the sheet could be read, when it could not be the last time somebody tried."""
    last, good = store.last_sync(), store.last_sync(_status("stored"), _status("unchanged"))
    return good.last_at if last and good and last != good else None


# --- Papers and pages ------------------------------------------------------------------------------------------------


def charts(made: Edition) -> Mapping[str, str]:
    """The pictures of an edition as SVG, by name."""
    from tracker.editions.charts import of_edition

    return of_edition(made)


def export_workbook(made: Edition, folder: Path, *, overwrite: bool) -> Path:
    """Write an edition as a workbook into a folder; answers its path. Raises FileError."""
    from tracker.editions.excel import write_workbook
    from tracker.editions.files import free_path

    path = free_path(folder, f"{made.audience}-{made.state.as_of.isoformat()}.xlsx", overwrite=overwrite)
    write_workbook(made, path)
    return path

