"""A sync: read the sheet, compare it with what was known, and store what changed in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.actions.erasing import who_was_erased
from tracker.actions.kinds import about_kinds
from tracker.actions.sheet import by_title, rules
from tracker.actions.taken_out import Ending, no_longer_in, note_ending
from tracker.actions.terms import Tell, Terms, quiet
from tracker.columns import BY_NAME, TABS
from tracker.errors import SheetError, StoreError
from tracker.history.changes import KEPT_WITHOUT_TAB, MassChange, Plan, plan
from tracker.history.undo import brings_back
from tracker.intake.read import read_sheet
from tracker.model import (
    Access,
    Finding,
    Intake,
    Participant,
    Reading,
    Severity,
    Sighting,
    Snapshot,
    TabCount,
    TabIntake,
    Value,
    World,
)
from tracker.protection.seal import sealed
from tracker.wording import listing, today_at

if TYPE_CHECKING:
    from tracker.sheet.source import Source
    from tracker.store import Note, Store, StoredFinding, SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """How a sync ended. `held_because` says (Dutch) why it waits; `rows` counts new, changed, gone and stale ones.

    `found` are the findings themselves, with what was typed; None when nothing changed and the rows were not looked at.
    `shut_out` counts the people who lost access although the sync is held, because they were taken out of `Toegang`.
    `addresses` are those of each role as people typed them: they live as long as this answer, and are kept nowhere.
    `sightings` are the rows by the name of their tab, when they were looked at. `would` is a hash of what a trial would
    change; empty of what was none.
    """

    status: str
    snapshot: int | None
    tabs: Mapping[str, TabCount]
    rows: Mapping[str, int]
    findings: Mapping[str, int]
    held_because: tuple[str, ...] = ()
    trial: bool = False
    found: tuple[Finding, ...] | None = None
    shut_out: int = 0
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    sightings: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict, repr=False)
    would: str = ""


def sync(
    source: "Source",
    store: "Store",
    key: bytes,
    terms: Terms,
    *,
    trial: bool = False,
    confirmed: bool = False,
    tell: Tell = quiet,
) -> Synced:
    """Read the sheet and store what changed, in one transaction.

    Nothing of the database changes when a needed tab cannot be read (SheetError), when too much would change at once
    (held, unless `confirmed`), or in a `trial`. One exception, a trial apart: who was taken out of a readable
    `Toegang` loses access at once.
    """
    now, last = terms.now, store.latest()
    if last and now < last.taken_at:
        raise StoreError(
            "Dit moment ligt voor de laatste keer bijwerken.", "Controleer de klok van deze computer, of EW_NOW."
        )
    mark = _mark(source.fingerprint(), terms)
    if last and mark and mark == store.recall("fingerprint") and not trial:
        return _unchanged(store, last.number, now)
    tell("Het blad lezen")
    with nullcontext() if trial else _noted(store, now, "sheet_unreadable"):
        reading = source.read()
    world = store.world(last.number) if last else None
    tell("Het blad controleren")
    with nullcontext() if trial else _noted(store, now, "sheet_too_much"):
        intake = read_sheet(reading, rules(terms, _consents(world), who_was_erased(store, key)))
    addresses = _addresses(intake)
    intake = _sealed(intake, key)
    broken = _broken(reading, store.counts(last.number) if last else {})
    if broken:
        ending = Ending(at=now, status=_status("refused"), reason=broken.finding.code)
        raise _refusal(broken, 0 if trial else note_ending(store, last, intake, source.name, ending))
    tell("Vergelijken met wat er was")
    todo = plan(world.tabs if world else {}, intake, now)
    intake = replace(intake, findings=(*intake.findings, *about_kinds(reading, todo.other_kinds)))
    held = [] if last is None else _why_held(todo.mass, store.recall("source"), source.name)
    again = brings_back(store.recall(TAKEN_BACK), world.tabs, todo.changes, now) if world else False
    held += [_TAKEN_BACK_BEFORE] if again else []
    result = _result(intake, todo, held if not confirmed else [], last.number if last else None, trial)
    sightings = {name: tab.sightings for name, tab in intake.tabs.items()}
    result = replace(result, addresses=addresses, sightings=sightings)
    if trial:
        told = repr([(one.tab, one.entity, one.before, one.after) for one in todo.changes])
        return replace(result, would=hashlib.sha256(told.encode()).hexdigest())
    if result.status == "held":
        ending = Ending(at=now, status=_status("held"), reason=TAKEN_BACK if again else "mass_change")
        return replace(result, shut_out=note_ending(store, last, intake, source.name, ending))
    tell("Bewaren")
    known = {"source": source.name, "fingerprint": mark or "", "stale": str(result.rows["stale"]), TAKEN_BACK: ""}
    note = terms.by.note("bevestigd") if terms.by and held else None
    return replace(result, snapshot=_store(store, last, reading, intake, todo, known, now, note))


def _mark(fingerprint: str | None, terms: Terms) -> str | None:
    """What must be equal for a sync to have nothing to do: the sheet, the day, the settings and the program."""
    if fingerprint is None:
        return None
    parts = (fingerprint, today_at(terms.now).isoformat(), str(terms.consent_is_ground), __version__)
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
        rows={"new": 0, "changed": 0, "gone": 0, "stale": int(store.recall("stale") or 0)},
        findings=_by_severity(store.findings(number)),
    )


def _by_severity(findings: Sequence[Finding] | Sequence["StoredFinding"]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.value: counts[severity] for severity in Severity}


@contextmanager
def _noted(store: "Store", now: datetime, reason: str) -> Iterator[None]:
    """That the sheet could not be used is noted, so that the pages say since when they are behind."""
    try:
        yield
    except SheetError:
        store.note_sync(at=now, status=_status("refused"), reason=reason)
        raise


@dataclass(frozen=True, slots=True)
class _Broken:
    """A tab that is needed and cannot be read: the finding that says why, and how many rows it had last time."""

    title: str
    finding: Finding
    known: int


def _broken(reading: Reading, counts: Mapping[str, TabCount]) -> _Broken | None:
    """What makes the sheet useless, if anything (rule 3: a broken sheet changes nothing)."""
    for name, finding in reading.unreadable.items():
        known = counts[name].stored if name in counts else 0
        if name in KEPT_WITHOUT_TAB and finding.code == "tabblad_niet_gebruikt":
            continue
        if BY_NAME[name].needed or known or finding.severity is Severity.FAULT:
            return _Broken(BY_NAME[name].title, finding, known)
    return None


def _refusal(broken: _Broken, shut_out: int) -> SheetError:
    """The error that says what is broken, and what was done all the same."""
    seen = f" Bij de vorige keer stonden er {broken.known} rijen op {broken.title}." if broken.known else ""
    done = f"{no_longer_in(shut_out)} Verder is er niets veranderd." if shut_out else "Er is niets veranderd."
    return SheetError(f"{broken.finding.message}{seen}", f"{broken.finding.advice} {done}")


def _consents(world: World | None) -> dict[str, date]:
    """The dates of consent known before, by code."""
    people = [held.record for held in world.tabs.get("participants", ())] if world else []
    return {one.code: one.consent_on for one in people if isinstance(one, Participant) and one.consent_on}


def _addresses(intake: Intake) -> dict[str, tuple[str, ...]]:
    """For each role the addresses of who may log in with it."""
    access = intake.tabs.get("access")
    found: dict[str, tuple[str, ...]] = {}
    for sighting in access.sightings if access else ():
        if isinstance(sighting.record, Access):
            role = sighting.record.role
            found[role] = (*found.get(role, ()), sighting.record.address)
    return found


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


TAKEN_BACK = "taken_back"
"""What the database remembers under this name: marks of the records before each sync that was taken back."""

_TAKEN_BACK_BEFORE = "Deze verandering is eerder teruggedraaid, en het blad is nog hetzelfde."


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
        tabs=by_title(intake),
        rows={kind: kinds[kind] for kind in ("new", "changed", "gone")} | {"stale": sum(todo.stale.values())},
        findings=_by_severity(intake.findings),
        held_because=tuple(held),
        trial=trial,
        found=intake.findings,
    )


def _store(  # noqa: PLR0913 — Each is one thing that the sync has found or was told.
    store: "Store",
    last: Snapshot | None,
    reading: Reading,
    intake: Intake,
    todo: Plan,
    known: Mapping[str, str],
    now: datetime,
    note: "Note | None",
) -> int:
    """Carry out the plan; answers the number of the newest snapshot. A reading without news writes none.

    `last` is the snapshot that the plan started from: when another sync stored one since, this one may not.
    """
    if last and not todo.changes and _places(store.findings(last.number)) == _places(intake.findings):
        store.note_sync(at=now, status=_status("unchanged"), snapshot=last.number)
        for key, value in known.items():
            store.remember(key, value)
        if note:
            store.audit(**asdict(replace(note, snapshot=last.number)))
        return last.number
    return store.save(
        after=last.number if last else None,
        taken_at=now,
        source=reading.source,
        content=reading.content,
        counts={name: tab.count for name, tab in intake.tabs.items()},
        changes=todo.changes,
        findings=intake.findings,
        remember=known,
        note=note,
    ).number


def _places(findings: Sequence[Finding] | Sequence["StoredFinding"]) -> Counter[tuple[object, ...]]:
    return Counter((one.code, one.severity, one.tab, one.row, one.column) for one in findings)
