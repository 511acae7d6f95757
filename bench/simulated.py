"""Made-up programmes of people who move on, quarter after quarter, for the benchmarks of protection."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random

from tracker.edition import TableSpec
from tracker.protection.closed_list import (
    FEWEST_REGISTERED,
    NO_TRAINING,
    NOT_STOPPED,
    Lists,
    closed_attributes,
    closed_list,
)
from tracker.protection.people import Attributes, Insider, Moment, PersonRow

SIMULATED = frozenset({"region", "partner", "sector", "year", "activity", "training", "reason", "stopped"})
"""The attributes that these people have."""

SECTORS = ("gemeente", "zorg", "welzijn", "onderwijs", "wonen", "bedrijf")

STEP_UP = "stage of werkervaringsplek"

REGIONS = ("Noord", "Oost", "Zuid", "West", "Midden", "Veen")
YEARS = ("2022", "2023", "2024", "2025", "2026")
REASONS = ("werk gevonden", "verhuisd", "geen contact meer", "omstandigheden", "eigen keuze")
ACTIVITIES = (
    "betaald werk",
    "opleiding",
    STEP_UP,
    "vrijwilligerswerk",
    "pauze",
    "zoekt",
    "tussen twee stappen",
    "aangemeld",
    "afgesloten",
)


def lists(partners: int, rows: Sequence[PersonRow]) -> Lists:
    """The values that attributes can have with so many partners, of which those are large that registered enough."""
    registered = Counter(str(row.attributes["partner"]) for row in rows)
    return Lists(
        regions=REGIONS,
        partners={name: SECTORS[number % len(SECTORS)] for number, name in enumerate(_names(partners), start=1)},
        large=frozenset(name for name, many in registered.items() if many >= FEWEST_REGISTERED),
        years=YEARS,
        activities=ACTIVITIES,
        trainings=("loopt", "afgerond", "gestopt", NO_TRAINING),
        reasons=REASONS,
    )


def _names(partners: int) -> list[str]:
    return [f"Partner {number:02}" for number in range(1, partners + 1)]


_MOVES = {
    "aangemeld": {"zoekt": 4, "opleiding": 4, "aangemeld": 3, STEP_UP: 1, "afgesloten": 1},
    "zoekt": {"zoekt": 6, "opleiding": 3, "betaald werk": 2, STEP_UP: 2, "pauze": 1, "afgesloten": 1},
    "opleiding": {"opleiding": 8, "betaald werk": 3, "zoekt": 1, "tussen twee stappen": 1, STEP_UP: 1},
    STEP_UP: {STEP_UP: 6, "betaald werk": 2, "tussen twee stappen": 1, "opleiding": 1},
    "vrijwilligerswerk": {"vrijwilligerswerk": 12, "betaald werk": 1, "zoekt": 1},
    "betaald werk": {"betaald werk": 24, "zoekt": 1, "afgesloten": 1, "pauze": 1},
    "pauze": {"pauze": 3, "zoekt": 2, "afgesloten": 1},
    "tussen twee stappen": {"tussen twee stappen": 2, "zoekt": 2, "betaald werk": 1, "vrijwilligerswerk": 2},
    "afgesloten": {"afgesloten": 1},
}  # fmt: skip
"""How people move in a quarter: for each place, where they go, by weight."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A programme at the end of one quarter, and the lists of the sheet then."""

    moment: Moment
    rows: tuple[PersonRow, ...]
    lists: Lists

    @property
    def attributes(self) -> Attributes:
        """Every attribute of people."""
        return closed_attributes(self.lists)

    @property
    def specs(self) -> tuple[TableSpec, ...]:
        """The tables of the closed list that are about what is simulated."""
        every = closed_list(self.lists)
        return tuple(spec for spec in every if {*spec.by, *(name for name, _ in spec.within)} <= SIMULATED)

    @property
    def insiders(self) -> list[Insider]:
        """Every partner that registered people, knowing those."""
        known: dict[str, set[str]] = defaultdict(set)
        for row in self.rows:
            known[str(row.attributes["partner"])].add(row.code)
        return [Insider(name, frozenset(codes), (("partner", name),)) for name, codes in sorted(known.items())]


def programme(seed: int, people: int = 250, quarters: int = 9, partners: int = 15) -> list[Quarter]:
    """The last quarters of a programme that reaches its number of people at the end, after 18 quarters."""
    chance = Random(seed)
    names, weights = _names(partners), [1 / (1 + rank) ** 0.7 for rank in range(partners)]
    lives: list[tuple[dict[str, str], int]] = []
    for number in range(people):
        begun = 18 * number // people
        marks = {
            "region": chance.choices(REGIONS, (8, 5, 4, 3, 3, 10))[0],
            "partner": chance.choices(names, weights)[0],
            "year": YEARS[begun // 4],
        }
        lives.append(({**marks, "activity": "aangemeld", "training": NO_TRAINING, "reason": NOT_STOPPED}, begun))
    made = []
    for quarter in range(18):
        for life, begun in lives:
            if begun < quarter:
                _move(life, chance)
        if quarter >= 18 - quarters:
            there = [(number, life) for number, (life, begun) in enumerate(lives) if begun <= quarter]
            rows = tuple(PersonRow(f"D-{number:03}", dict(life)) for number, life in there)
            made.append(Quarter(_moment(quarter), rows, lists(partners, rows)))
    return made


def _move(life: dict[str, str], chance: Random) -> None:
    moves = _MOVES[life["activity"]]
    before, then = life["activity"], chance.choices(list(moves), list(moves.values()))[0]
    life["activity"] = then
    if then == "opleiding" and before != then:
        life["training"] = "loopt"
    elif before == "opleiding" and then != before:
        life["training"] = "afgerond" if then == "betaald werk" or chance.random() < 0.6 else "gestopt"
    if then == "afgesloten" and before != then:
        life["reason"] = chance.choice(REASONS)


def _moment(quarter: int) -> Moment:
    as_of = date(2022 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1)
    return Moment(as_of, datetime.combine(as_of, time(12), UTC))
