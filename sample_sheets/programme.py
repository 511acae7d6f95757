"""The programme of the sample: grants, goals, phases, lists of own words, and who may log in."""

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest
from typing import Any

from sample_sheets.courses import COURSES
from tracker.model import Access, Grant, ListRow, Phase, Step, StepKind, Target

NPG, SOCIAL, REGION = "NPG werk en ervaring", "Sociale agenda 2024", "Regio Deal werk"

GRANTS = (
    Grant(
        name=NPG,
        funder="Nationaal Programma Groningen",
        runs_from=date(2022, 9, 1),
        runs_until=date(2027, 12, 31),
        keep_until=date(2033, 12, 31),
    ),
    Grant(
        name=SOCIAL,
        funder="Provincie Drenthe, sociale agenda",
        runs_from=date(2024, 1, 1),
        runs_until=date(2026, 12, 31),
        keep_until=date(2032, 12, 31),
    ),
    Grant(
        name=REGION,
        funder="Regio Deal Zuid- en Oost-Drenthe",
        runs_from=date(2025, 1, 1),
        runs_until=date(2028, 12, 31),
        keep_until=None,
    ),
)

_REGIONS = {
    "Veenkoloniën": (
        "Aa en Hunze",
        "Borger-Odoorn",
        "Midden-Groningen",
        "Oldambt",
        "Pekela",
        "Stadskanaal",
        "Veendam",
        "Westerwolde",
    ),
    "West-Groningen": ("Groningen", "Westerkwartier"),
    "Noord-Groningen": ("Eemsdelta", "Het Hogeland"),
    "Noord-Drenthe": ("Assen", "Midden-Drenthe", "Noordenveld", "Tynaarlo"),
    "Zuidoost-Drenthe": ("Coevorden", "Emmen"),
    "Zuidwest-Drenthe": ("De Wolden", "Hoogeveen", "Meppel", "Westerveld"),
}

_REGION_DEAL = ("Aa en Hunze", "Borger-Odoorn", "Coevorden", "Emmen", "Hoogeveen", "De Wolden")
_DRENTHE = (*_REGION_DEAL, "Assen", "Midden-Drenthe", "Noordenveld", "Tynaarlo", "Meppel", "Westerveld")


def grant_for(step: Step, municipality: str | None, as_of: date) -> str | None:
    """The grant that pays for a step of someone who lives in a municipality; none when it would not run long enough."""
    if municipality is None or step.kind == StepKind.VOLUNTEER_WORK:
        return None
    names = [SOCIAL] if municipality in _DRENTHE else [NPG]
    if municipality in _REGION_DEAL:
        names.insert(0, REGION)
    last = max(day for day in (step.end, step.planned_end, as_of, step.start) if day and (day != as_of or not step.end))
    return next((grant.name for grant in GRANTS if grant.name in names and _runs(grant, step.start, last)), None)


def _runs(grant: Grant, first: date, last: date) -> bool:
    return (grant.runs_from or first) <= first and last <= (grant.runs_until or last)


# --- Goals -----------------------------------------------------------------------------------------------------------

_MILESTONES = {
    "kans_gekregen": ("110", "135", "160", "185", "205", "220", "232", "241", "247", "250"),
    "opleiding_gestart": ("66", "80", "95", "108", "120", "132", "142", "150", "156", "160"),
    "eigen_doel_bereikt": ("80", "100", "120", "140", "158", "174", "188", "200", "210", "220"),
    "betaald_werk": ("55", "78", "102", "127", "152", "176", "198", "218", "235", "250"),
    "partners_structureel": ("5", "8", "11", "15", "19", "23", "27", "31", "35", "40"),
}
"""From the end of 2026 to the end of 2035."""

_GRANT_TARGETS = (
    ("kans_gekregen", "90", NPG, 2027),
    ("opleiding_gestart", "60", NPG, 2027),
    ("betaald_werk", "45", NPG, 2027),
    ("kans_gekregen", "20", SOCIAL, 2026),
    ("opleiding_gestart", "30", REGION, 2028),
    ("betaald_werk", "25", REGION, 2028),
)


def targets() -> Iterable[Target]:
    """The milestones year by year, the shares for every partner, and what was promised to funders."""
    for figure, amounts in _MILESTONES.items():
        for year, amount in enumerate(amounts, start=2026):
            yield Target(figure=figure, amount=amount, due_on=date(year, 12, 31))
    for figure, year in (("actieplannen", 2028), ("avk_team_compleet", 2028)):
        yield Target(figure=figure, amount="100%", due_on=date(year, 12, 31))
    for figure, amount, grant, year in _GRANT_TARGETS:
        yield Target(figure=figure, amount=amount, due_on=date(year, 12, 31), grant=grant)


# --- Phases, lists, access -------------------------------------------------------------------------------------------


EXPERIMENT = (
    Phase(name="E&W fase 1", starts_on=date(2022, 9, 1), kind="ew"),
    Phase(name="E&W fase 2", starts_on=date(2025, 3, 1), kind="ew"),
)


def phases(as_of: date) -> list[Phase]:
    """In order of time: a phase of the programme each year from August, and the two phases of the experiment."""
    years = range(2022, as_of.year + (as_of.month >= 8))
    programme = [Phase(name=f"Fase {year}-{year + 1}", starts_on=date(year, 8, 1), kind="programme") for year in years]
    return sorted([*programme, *EXPERIMENT], key=lambda phase: phase.starts_on)


_OWN_ROLES = ("gastheer of gastvrouw", "medewerker winkel")
_OWN_REASONS = ("andere begeleiding",)
_OWN_NEEDS = ("computer of telefoon",)
_OWN_RULES = ("reiskosten", "wachttijd voor kinderopvang")


def list_rows() -> Iterable[ListRow]:
    """The lists side by side: municipalities with their region, courses, and words of our own."""
    municipalities = sorted((name, region) for region, names in _REGIONS.items() for name in names)
    courses = (course.name for course in COURSES)
    columns: tuple[Iterable[Any], ...] = (municipalities, courses, _OWN_ROLES, _OWN_REASONS, _OWN_NEEDS, _OWN_RULES)
    for place, course, role, reason, need, rule in zip_longest(*columns):
        name, region = place or (None, None)
        yield ListRow(municipality=name, region=region, course=course, role=role, reason=reason, need=need, rule=rule)


ACCESS = (
    Access(address="projectleider@example.org", role="project_leader"),
    Access(address="secretaris@example.org", role="programme_team"),
    Access(address="controller@example.org", role="programme_team"),
    Access(address="voorzitter@example.org", role="steering_group"),
    Access(address="stuurgroeplid@example.org", role="steering_group"),
    Access(address="bestuur@example.org", role="executive_board"),
    Access(address="veenmarke@example.org", role="partner", partner="Gemeente Veenmarke"),
    Access(address="zevenlinden@example.org", role="partner", partner="Zorggroep Zevenlinden"),
    Access(address="rietveste@example.org", role="partner", partner="Woningstichting Rietveste"),
    Access(address="npg@example.org", role="funder", grant=NPG),
    Access(address="regiodeal@example.org", role="funder", grant=REGION),
)
