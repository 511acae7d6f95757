"""Made-up editions: a rich one as for a steering group, an empty one, one person, long names, large numbers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.edition import (
    Ahead,
    Cell,
    Changes,
    Edition,
    EffectGroup,
    GateRecord,
    GrantState,
    LeftOut,
    MeetingWords,
    Outlook,
    PartnerState,
    PhaseMark,
    PlaceCount,
    Places,
    Promise,
    ProtectedTable,
    Quality,
    Road,
    RuleState,
    Shift,
    TableSpec,
    Wanted,
)
from tracker.model import Activity, Domain, Figure, Level, State, StepKind, Unit

TODAY = date(2026, 11, 1)
BEFORE = date(2026, 8, 1)
KNOWN_AT = datetime(2026, 11, 2, 8, 5, tzinfo=UTC)
GOAL_DAY, MILESTONE_DAY = date(2035, 12, 31), date(2026, 12, 31)

WHERE: Mapping[str, int] = {
    Activity.PAID_WORK: 38,
    Activity.TRAINING: 31,
    Activity.STEP_UP: 22,
    Activity.VOLUNTEER_WORK: 17,
    Activity.PAUSE: 6,
    Activity.SEARCHING: 41,
    Activity.BETWEEN_STEPS: 12,
    Activity.REGISTERED: 19,
    Activity.CLOSED: 28,
}
QUARTER_ENDS = (
    date(2025, 6, 30),
    date(2025, 9, 30),
    date(2025, 12, 31),
    date(2026, 3, 31),
    date(2026, 6, 30),
    date(2026, 9, 30),
    TODAY,
)

# --- Figures ---------------------------------------------------------------------------------------------------------


def count_of(code: str, name: str, number: int) -> Figure:
    """A count without a target."""
    definition = f"Wij tellen {name.lower()} tot en met de peildatum."
    return Figure(code=code, name=name, definition=definition, version=2, value=number, numerator=number)


def share_of(code: str, name: str, yes: int, base: int, unknown: int = 0) -> Figure:
    """A share, with some of whom it is unknown."""
    plain = replace(count_of(code, name, yes), unit=Unit.SHARE, value=yes / base, denominator=base)
    return replace(plain, unknown=unknown, low=yes / base, high=(yes + unknown) / base)


def with_target(figure: Figure, target: float, milestone: float, unit: Unit = Unit.COUNT) -> Figure:
    """The figure with a milestone at the end of 2026 and a target at the end of 2035."""
    return replace(
        figure,
        target=target,
        target_unit=unit,
        target_date=GOAL_DAY,
        milestone=milestone,
        milestone_date=MILESTONE_DAY,
    )


FIGURES = (
    count_of("deelnemers", "Deelnemers", 214),
    with_target(count_of("kans_gekregen", "Kans gekregen", 102), 250, 110),
    with_target(
        share_of("eigen_doel_bereikt", "Eigen doel bereikt", 48, 180, unknown=7),
        target=0.6,
        milestone=0.3,
        unit=Unit.SHARE,
    ),
    with_target(count_of("betaald_werk", "Betaald werk gekregen", 51), 200, 60),
    share_of("opleiding_afgerond", "Opleiding afgerond", 41, 60, unknown=5),
    replace(
        count_of("nu_betaald_werk", "Nu betaald werk", 38),
        beside=(share_of("vast", "Met een vast contract", 9, 38, 2), count_of("uren", "Meer dan 24 uur per week", 12)),
    ),
    replace(count_of("doorlooptijd_werk", "Tijd tot betaald werk", 51), unit=Unit.DAYS, value=312.0, denominator=130),
    share_of("werk_6m_aaneen", "Werk dat blijft: 6 maanden", 22, 34, unknown=3),
    share_of("tussentijds_gestopt", "Tussentijds gestopt", 19, 214),
    replace(count_of("tevreden", "Tevreden over werk of leerplek", 0), unit=Unit.SHARE, value=None, numerator=None),
    share_of("partners_met_ervaringsdeskundige", "Partners met een ervaringsdeskundige", 9, 18, unknown=2),
    with_target(
        share_of("partners_structureel", "Partners structureel", 3, 18, unknown=1),
        target=1,
        milestone=0.25,
        unit=Unit.SHARE,
    ),
    share_of("uitkomst_bekend", "Uitkomst bekend", 61, 70),
    replace(count_of("invoervertraging", "Tijd tot invoer", 230), unit=Unit.DAYS, value=9.0, denominator=230),
)

# --- The road --------------------------------------------------------------------------------------------------------


def fan(now: float, low: float, median: float, high: float, years: int = 9) -> tuple[Ahead, ...]:
    """A forecast that opens like a fan, a point for each year's end."""
    ends = [(low, median, high)] * years
    return tuple(
        Ahead(
            date(2026 + place, 12, 31),
            *(now + (end - now) * (place + 0.2) / (years + 0.2) for end in each),
        )
        for place, each in enumerate([*ends, (low, median, high)])
    )


def road_to(code: str, name: str, now: float, target: float, ends: tuple[float, float, float], **more: object) -> Road:
    """A road with six quarters of history and a forecast."""
    past = tuple((day, now * (0.45 + 0.55 * place / 6)) for place, day in enumerate(QUARTER_ENDS))
    ahead = fan(now, *ends)
    plain = Road(
        code=code, name=name, unit=Unit.COUNT, target=target, due_on=GOAL_DAY, now=now, standing="achter", past=past,
        ahead=ahead, outcome=ahead[-1], probability=0.18, pace_last_4q=4.5, needed_per_quarter=6.2,
        milestone_on=MILESTONE_DAY,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]  # The fields differ in type; replace checks their names.


ROADS = (
    road_to(
        "kans_gekregen", "Kans gekregen", 102, 250, (176.0, 204.0, 231.0),
        standing="achter: 4,1 per kwartaal nodig, nu 3", milestone=110, milestone_standing="nog 8 te gaan",
    ),
    road_to(
        "betaald_werk", "Betaald werk gekregen", 51, 200, (118.0, 141.0, 168.0),
        standing="achter: 4,1 per kwartaal nodig, nu 2", milestone=60, probability=0.004,
        milestone_standing="nog 9 te gaan",
    ),
    road_to(
        "partners_structureel", "Partners structureel", 3 / 18, 1.0, (0.5, 0.72, 0.94), unit=Unit.SHARE,
        standing="op koers", milestone=0.25, milestone_standing="nog 2 te gaan", pace_last_4q=0.5,
        needed_per_quarter=0.4, probability=0.41,
    ),
)  # fmt: skip

SHIFTS = (
    Shift(code="kans_gekregen", name="Kans gekregen", part="numerator", before=93, after=102, new_events=8, late=2,
          removals=-1),
    Shift(code="eigen_doel_bereikt", name="Eigen doel bereikt", part="numerator", before=45, after=48, new_events=3),
    Shift(code="eigen_doel_bereikt", name="Eigen doel bereikt", part="denominator", before=171, after=180,
          new_events=7, corrections=2),
    Shift(code="betaald_werk", name="Betaald werk gekregen", part="numerator", before=48, after=51, new_events=3),
    Shift(code="nu_betaald_werk", name="Nu betaald werk", part="numerator", before=39, after=38, new_events=-2, late=1),
    Shift(code="partners_structureel", name="Partners structureel", part="denominator", before=17, after=18,
          membership=1),
)  # fmt: skip

# --- Partners and places ---------------------------------------------------------------------------------------------

LEVEL_ROUND = (Level.STRUCTURAL, Level.PILOT, Level.EXPLORING, Level.NONE, None, Level.NOT_APPLICABLE)
SECTORS = ("municipality", "care", "welfare", "education", "housing", "knowledge")


def partner(place: int, name: str) -> PartnerState:
    """A partner whose levels, plan and team differ with its place in the list."""
    levels = {str(domain): LEVEL_ROUND[(place + step) % 6] for step, domain in enumerate(Domain)}
    return PartnerState(
        name=name,
        sector=SECTORS[place % 6],
        shows_numbers=place % 7 != 3,
        plan_on=date(2025, 3, 1 + place % 27) if place % 3 else None,
        plan_holds=place % 3 == 1,
        seats={"board": 1, "manager": 1 + place % 2, "practice": 2},
        team_complete=bool(place % 2),
        levels=levels,
        following=str(Domain.POLICY),
        examples=("Stichting De Brug", "Gemeente Veenrade"),
        places=()
        if place % 7 == 3
        else (PlaceCount(kind=str(StepKind.INTERNSHIP), domain=str(Domain.POLICY), offered=4 + place % 5, filled=3),),
        experts_paid=None if place % 7 == 3 else place % 4,
        experts_volunteer=None if place % 7 == 3 else place % 3,
        experts_on=date(2026, 6, 1),
    )


NAMES = (
    "Gemeente Veenrade", "Gemeente Turfmeer", "Zorggroep De Landerij", "Stichting De Brug", "Woonborg Oost",
    "Hogeschool Aan het Diep", "Welzijn Hunzestreek", "Praktijkschool De Sprong", "Kringloop Het Goede Begin",
    "GGZ Veenkanaal", "Buurtwerk Monden", "Bibliotheek Kanaalstreek",
)  # fmt: skip
PARTNERS = tuple(partner(place, name) for place, name in enumerate(NAMES))


def places_of(factor: int = 1) -> tuple[PlaceCount, ...]:
    """Places of four kinds, in some domains."""
    counted = (
        (StepKind.INTERNSHIP, Domain.CLIENT_CONTACT, 12, 9),
        (StepKind.INTERNSHIP, None, 4, 1),
        (StepKind.WORK_EXPERIENCE, Domain.RECOVERY_SUPPORT, 18, 13),
        (StepKind.VOLUNTEER_WORK, Domain.POLICY, 9, 9),
        (StepKind.PAID_WORK, Domain.LABOUR_MARKET, 14, 8),
    )
    return tuple(
        PlaceCount(kind=str(kind), domain=domain and str(domain), offered=offered * factor, filled=filled * factor)
        for kind, domain, offered, filled in counted
    )


PLACES = Places(
    now=places_of(2),
    quarters=tuple((day, places_of(1 + (place > 3))) for place, day in enumerate(QUARTER_ENDS)),
    wanted=(
        Wanted(kind=str(StepKind.INTERNSHIP), searching=9, soon=4, offered=32, filled=20, shortfall=1),
        Wanted(kind=str(StepKind.PAID_WORK), searching=24, soon=11, offered=28, filled=16, shortfall=23),
        Wanted(kind=None, searching=8, soon=6, offered=0, filled=0, shortfall=14),
    ),
)

GRANTS = (
    GrantState(
        name="NPG Samen aan het werk", funder="Nationaal Programma Groningen", runs_from=date(2025, 1, 1),
        runs_until=date(2028, 12, 31),
        figures=(with_target(count_of("deelnemers", "Deelnemers", 64), 120, 70), count_of("opl", "Opleidingen", 39)),
    ),
    GrantState(
        name="Sociale agenda 2026", funder="Provincie Drenthe", runs_from=date(2026, 1, 1),
        figures=(count_of("deelnemers", "Deelnemers", 21),),
        esf=(share_of("esf_werk", "Werk bij vertrek (ESF+)", 6, 9, 1),),
    ),
)  # fmt: skip
RULES = (
    RuleState(
        rule="bijverdienen naast uitkering", since=date(2024, 5, 2), reports=11, partners=5, people=25,
        outcomes={"open": 7, "changed": 2, "already_allowed": 2},
        raised=((date(2026, 3, 4), "ministerie van SZW"), (None, "gemeente Veenrade")),
        stories=("Wie acht uur gaat werken, ziet de toeslag pas na drie maanden weer kloppen.",),
    ),
    RuleState(rule="kostendelersnorm", since=date(2025, 9, 9), reports=1, partners=1, people=None,
              outcomes={"open": 1}),
)  # fmt: skip
EFFECTS = (
    EffectGroup(aspect="steun", value="job_coach", outcome="werk_6m_aaneen", yes=20, base=30, unknown=5),
    EffectGroup(aspect="vorm", value="job_carving", outcome="eigen_doel_bereikt", yes=15, base=30, unknown=0),
)
PHASES = (
    PhaseMark("Fase 1", date(2024, 8, 1), "ew"),
    PhaseMark("Fase 2", date(2025, 8, 1), "ew"),
    PhaseMark("Programmajaar 9", date(2025, 8, 1), "programme"),
)
MEETING = MeetingWords(
    held_on=date(2026, 11, 12),
    body="steering_group",
    message=(
        "Dit kwartaal begonnen acht mensen aan een nieuwe stap. Daar ben ik trots op. Toch zoeken er nog 24 mensen "
        "betaald werk, en daar zijn te weinig plekken voor. Ik vraag de partners daarom om elk één plek open te "
        "stellen, in beleid of bij contact met cliënten. Klein beginnen mag: een plek voor acht uur helpt ook."
    ),
    decision="Stemt u ermee in dat elke partner voor 1 maart 2027 minstens één betaalde plek aanbiedt?",
)
PROMISES = (
    Promise(text="Elke partner levert een actieplan in.", who="everyone", due_on=date(2026, 10, 1), done=False),
    Promise(text="De projectleider maakt een folder voor werkgevers.", who="project_leader", done=True),
    Promise(text="De controller zoekt uit wat social return oplevert.", who="controller", due_on=date(2027, 1, 15)),
    Promise(text="Gemeente Veenrade stelt twee stageplekken open.", who="Gemeente Veenrade",
            due_on=date(2026, 12, 1), done=False),
)  # fmt: skip

SUPPORT = TableSpec("steun_bereikt", "stuurgroep", ("support", "reached"), "Wat mensen bereikten, per soort steun")
NEEDS = TableSpec("wat_is_nodig", "stuurgroep", ("need",), "Wat mensen nodig hebben")
REACHED = TableSpec("bereikt", "openbaar", ("reached",), "Wat mensen bereikten", exact=True)


def table_of(spec: TableSpec, rows: Mapping[tuple[str, ...], int | None]) -> ProtectedTable:
    """A protected table of these headings and numbers."""
    return ProtectedTable(spec, tuple(Cell(tuple((one,) for one in sides), shown) for sides, shown in rows.items()))


TABLES = (
    table_of(REACHED, {("opleiding",): 60, ("betaald werk",): 51}),
    table_of(
        SUPPORT,
        {
            (support, reached): shown
            for support, counts in (("jobcoach", (25, 15)), ("maatje", (10, 0)), ("geen", (30, None)))
            for reached, shown in zip(("opleiding", "betaald werk"), counts, strict=True)
        },
    ),
    table_of(NEEDS, {("vervoer",): 25, ("opvang",): 0, ("een regel",): None}),
)

# --- Editions --------------------------------------------------------------------------------------------------------

QUARTERS = tuple(
    (day, {activity: count * (place + 3) // 9 for activity, count in WHERE.items()})
    for place, day in enumerate(QUARTER_ENDS)
)

RICH = Edition(
    audience="stuurgroep",
    state=State(as_of=TODAY, known_at=KNOWN_AT, where=WHERE, figures=FIGURES),
    quarters=QUARTERS,
    number=7,
    outlook=Outlook(
        roads=ROADS,
        assumptions=("Er blijven evenveel mensen binnenkomen als het laatste jaar.",),
        cannot_know=("Of er nieuw geld komt.", "Of de regels veranderen."),
    ),
    changes=Changes(since=BEFORE, known_at=datetime(2026, 8, 20, 10, tzinfo=UTC), shifts=SHIFTS),
    partners=PARTNERS,
    places=PLACES,
    grants=GRANTS,
    rules=RULES,
    effects=EFFECTS,
    phases=PHASES,
    promises=PROMISES,
    meeting=MEETING,
    quality=Quality(findings={"fout": 3, "waarschuwing": 12, "info": 4}, stale_rows=2),
    tables=TABLES,
    gate=GateRecord(tried=240, left_out=(LeftOut("reden", "Waarom mensen stopten", "de hele tabel"),)),
)
"""An edition with something of everything."""

EMPTY = Edition(audience="stuurgroep", state=State(as_of=TODAY, known_at=KNOWN_AT, where={}, figures=()), quarters=())
"""A programme that has not begun."""

ONE_PERSON = replace(
    EMPTY,
    state=replace(
        EMPTY.state,
        where={Activity.TRAINING: 1},
        figures=(
            count_of("deelnemers", "Deelnemers", 1),
            with_target(count_of("kans_gekregen", "Kans gekregen", 1), 250, 1),
            share_of("eigen_doel_bereikt", "Eigen doel bereikt", 0, 1),
            with_target(count_of("betaald_werk", "Betaald werk gekregen", 0), 200, 5),
        ),
    ),
    quarters=((TODAY, {Activity.TRAINING: 1}),),
    outlook=Outlook(is_plan_check=True),
    partners=(partner(1, "Gemeente Veenrade"),),
    places=Places(
        now=(PlaceCount(kind=str(StepKind.TRAINING), offered=1, filled=1),),
        wanted=(Wanted(kind=str(StepKind.PAID_WORK), searching=0, soon=1, offered=0, filled=0, shortfall=1),),
    ),
    changes=Changes(
        since=BEFORE,
        known_at=KNOWN_AT,
        shifts=(Shift(code="kans_gekregen", name="Kans gekregen", part="numerator", before=0, after=1, new_events=1),),
    ),
    promises=(Promise(text="Wij beginnen.", done=True),),
)
"""A programme with one person and one partner."""

LONG_NAME = "Samenwerkingsstichting voor Armoedebestrijding, Bestaanszekerheid en Ervaringsdeskundigheid Oost"

CROWDED = replace(
    RICH,
    partners=tuple(partner(place, f"{LONG_NAME} {place + 1}") for place in range(40)),
    meeting=replace(
        MEETING,
        message=("Wij vragen aandacht voor wat er nog niet lukt. " * 11)[:500],
        decision=("Stemt u in met dit voorstel, en met wat daarvoor nodig is? " * 6)[:300],
    ),
    promises=tuple(
        Promise(text=f"{place}. " + ("Dit spraken wij samen af in het overleg. " * 5)[:196], who=f"{LONG_NAME} {place}")
        for place in range(1, 31)
    ),
    grants=tuple(replace(GRANTS[0], name=f"{LONG_NAME} {place}") for place in range(3)),
    rules=tuple(
        replace(RULES[0], rule=f"regel over toeslagen en armoedeval {place}", stories=("Dit gaat mis. " * 21,))
        for place in range(8)
    ),
    outlook=replace(RICH.outlook, roads=tuple(replace(road, name=f"{road.name} in heel het gebied") for road in ROADS)),
)
"""Forty partners with long names, and texts as long as the sheet takes them."""

HUGE = replace(
    RICH,
    state=replace(
        RICH.state,
        where={activity: count * 12_345 for activity, count in WHERE.items()},
        figures=tuple(
            replace(
                one,
                value=one.value * 9_876 if one.unit is Unit.COUNT and one.value else one.value,
                numerator=one.numerator and one.numerator * 9_876,
                denominator=one.denominator and one.denominator * 9_876,
                unknown=one.unknown * 9_876,
                target=one.target and (one.target * 9_876 if one.target_unit is Unit.COUNT else one.target),
                milestone=one.milestone and (one.milestone * 9_876 if one.target_unit is Unit.COUNT else one.milestone),
            )
            for one in FIGURES
        ),
    ),
    quarters=tuple((day, {name: count * 12_345 for name, count in where.items()}) for day, where in QUARTERS),
    outlook=replace(
        RICH.outlook,
        roads=(
            road_to(
                "kans_gekregen", "Kans gekregen", 402_345, 987_654, (612_000.0, 745_000.0, 880_000.0),
                milestone=500_000, pace_last_4q=12_345.0, needed_per_quarter=16_200.0,
            ),
        ),
    ),
    places=replace(PLACES, now=places_of(23_456)),
)  # fmt: skip
"""Figures in the hundreds of thousands."""

ALL = {"rich": RICH, "empty": EMPTY, "one": ONE_PERSON, "crowded": CROWDED, "huge": HUGE}
