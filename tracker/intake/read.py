"""A sheet as read becomes records and findings; every row ends in exactly one place.

Stored, rejected (with a finding of severity `fout`), or set aside (a totals row, a note, a row of someone without
consent). Nothing is decided here about what was known before: that is history's work.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.columns import GRANTS, LISTS, MEASUREMENTS, PARTICIPANTS, PARTNERS, STEPS, TABS, Tab
from tracker.intake.checks import over_all
from tracker.intake.checks.mark import At, Mark
from tracker.intake.checks.seen import Seen
from tracker.intake.checks.spellings import owners
from tracker.intake.consent import KEPT_WITHOUT_CONSENT, Consent, may_be_stored, with_consent, withheld
from tracker.intake.effort import Effort, refuse_long
from tracker.intake.findings import Problem, finding
from tracker.intake.known import Known
from tracker.intake.municipalities import MUNICIPALITIES
from tracker.intake.names import plain
from tracker.intake.walk import Vetting, Walked, walk
from tracker.intake.words import participant_code
from tracker.model import Finding, Grant, Intake, ListRow, Measurement, Participant, Partner, Reading, Step, TabIntake
from tracker.wording import plural


@dataclass(frozen=True, slots=True)
class Rules:
    """What the walk must know besides the sheet.

    `figures` maps the plain names and codes of figures to their code. `consent_is_ground` says whether people's data
    is kept on the ground of consent; `consents` are the dates of consent known before, by code. `is_erased` knows the
    codes of those who were erased; None when nobody was.
    """

    today: date
    figures: Mapping[str, str] = field(default_factory=dict)
    consent_is_ground: bool = True
    consents: Mapping[str, date] = field(default_factory=dict)
    is_erased: Callable[[str], bool] | None = None


_OF_PEOPLE = (PARTICIPANTS, STEPS, MEASUREMENTS)
"""The tabs whose rows are of one person, whose code stands in their first column."""

_FIRST = (LISTS, PARTNERS, GRANTS, PARTICIPANTS)
_NAMES_FIRST = (*_FIRST, *(tab for tab in TABS if tab not in _FIRST))
"""The tabs whose names other tabs use come first."""


def read_sheet(reading: Reading, rules: Rules) -> Intake:
    """Turn a sheet as read into records and findings. What people typed is never an error.

    Raises SheetError for a sheet that asks more than any that people keep (see `Effort`).
    """
    refuse_long(reading.tabs)
    known = _at_first(reading, rules)
    consent = Consent(rules.consent_is_ground and _asks_consent(reading), rules.today, rules.consents)
    walked: dict[str, Walked] = {}
    for tab in _NAMES_FIRST:
        readings = [one for one in reading.tabs if one.tab == tab.name]
        if readings:
            vetting = replace(_vetting(tab, walked, consent), is_erased=rules.is_erased if tab in _OF_PEOPLE else None)
            walked[tab.name] = walk(tab, readings, known, vetting)
            known = _learned(tab, walked[tab.name].intake, known)
    walked = _with_rules_over_rows(walked, rules.today)
    ordered = [tab.name for tab in TABS if tab.name in walked]
    findings = [*reading.findings, *_about_the_sheet(reading, rules)]
    for name in ordered:
        findings.extend(walked[name].findings)
    return Intake({name: walked[name].intake for name in ordered}, tuple(findings))


def _with_rules_over_rows(walked: Mapping[str, Walked], today: date) -> dict[str, Walked]:
    """Each tab with what the rules over people and over the sheet say of its rows."""
    seen = Seen({name: one.intake.sightings for name, one in walked.items()}, today)
    marks: dict[str, list[tuple[At, Mark]]] = defaultdict(list)
    for spot in over_all(seen):
        marks[spot.tab].append((spot.at, spot.mark))
    return {name: one.with_marks(marks[name]) if name in marks else one for name, one in walked.items()}


def _at_first(reading: Reading, rules: Rules) -> Known:
    """What cells may refer to before any tab is read: the built-in municipalities, and the codes as typed."""
    there = {tab.tab for tab in reading.tabs}
    codes = frozenset(_codes(reading))
    return Known(
        today=rules.today,
        figures=rules.figures,
        grants=None if GRANTS.name not in there else {},
        additions={"municipality": MUNICIPALITIES},
        codes=codes,
        code_starts=frozenset(code.split("-")[0] for code in codes),
    )


def _codes(reading: Reading) -> Iterator[str]:
    """Every code typed on `Deelnemers`, good row or not: no text of people may hold one."""
    for tab in reading.tabs:
        if tab.tab == PARTICIPANTS.name and "code" in tab.fields:
            place = tab.fields.index("code")
            cells = (row.values[place] for row in tab.rows)
            yield from (code for cell in cells if isinstance(cell, str) and (code := participant_code(cell)))


# --- What one tab tells the next -------------------------------------------------------------------------------------


def _learned(tab: Tab, intake: TabIntake, known: Known) -> Known:
    """What a tab adds to the names that other tabs may use."""
    records = [sighting.record for sighting in intake.sightings]
    if tab is LISTS:
        rows = [record for record in records if isinstance(record, ListRow)]
        return replace(known, additions={**known.additions, **_additions(rows)})
    if tab is PARTNERS:
        partners = [one for one in records if isinstance(one, Partner)]
        # A cell is read once however often it stands there, so the names of all rows together are counted here.
        Effort().named(sum(len(one.other_names) for one in partners))
        return replace(known, partners=_partner_names(partners))
    if tab is GRANTS:
        return replace(known, grants={plain(one.name): one.name for one in records if isinstance(one, Grant)})
    if tab is PARTICIPANTS:
        return replace(known, participants=frozenset(one.code for one in records if isinstance(one, Participant)))
    return known


def _additions(rows: Sequence[ListRow]) -> dict[str, tuple[str, ...]]:
    """The words that people added to each list; a list of their own municipalities replaces the built-in one."""
    fields = ("municipality", "course", "role", "reason", "need", "rule")
    words = {
        name: tuple(dict.fromkeys(str(getattr(row, name)) for row in rows if getattr(row, name))) for name in fields
    }
    return {name: own for name, own in words.items() if own}


def _partner_names(partners: Sequence[Partner]) -> dict[str, str]:
    """Every name of the partners, and every other spelling that belongs to one of them only."""
    return {name: found[0] for name, found in owners(partners).items() if len(found) == 1}


# --- Consent ---------------------------------------------------------------------------------------------------------


def _asks_consent(reading: Reading) -> bool:
    return any(tab.tab == PARTICIPANTS.name and "consent_on" in tab.fields for tab in reading.tabs)


def _vetting(tab: Tab, walked: Mapping[str, Walked], consent: Consent) -> Vetting:
    """What consent asks of the rows of a tab."""
    if tab is PARTICIPANTS:
        return Vetting(
            change=lambda participant: with_consent(participant, consent),
            kept=KEPT_WITHOUT_CONSENT,
            withhold=lambda values: withheld(values, consent),
        )
    if tab in (STEPS, MEASUREMENTS) and PARTICIPANTS.name in walked:
        people = [sighting.record for sighting in walked[PARTICIPANTS.name].intake.sightings]
        silent = {one.code for one in people if isinstance(one, Participant) and not may_be_stored(one, consent)}
        return Vetting(set_aside=lambda record: _without_consent(record, silent))
    return Vetting()


def _without_consent(record: Step | Measurement, silent: set[str]) -> Problem | None:
    code = record.participant
    return Problem("stap_zonder_akkoord", {"code": code}) if code in silent else None


# --- The sheet as a whole --------------------------------------------------------------------------------------------


def _are(rows: int) -> str:
    return f"{'is' if rows == 1 else 'zijn'} {plural(rows, 'rij', 'rijen')}"


def _about_the_sheet(reading: Reading, rules: Rules) -> Iterator[Finding]:
    """What is worth saying about the sheet apart from its cells."""
    for tab in reading.tabs:
        if tab.hidden_rows:
            words = {"tab": tab.title, "count": _are(tab.hidden_rows)}
            yield finding(Problem("verborgen_rijen", words), tab=tab.title)
    people = [tab for tab in reading.tabs if tab.tab == PARTICIPANTS.name]
    if rules.consent_is_ground and people and not _asks_consent(reading):
        yield finding(Problem("akkoord_kolom_ontbreekt"), tab=people[0].title)
    if people and "registered_on" not in people[0].fields:
        yield finding(Problem("aangemeld_op_kolom_ontbreekt"), tab=people[0].title)
