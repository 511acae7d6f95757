"""Made-up programmes of people who move on, quarter after quarter, for the benchmarks of protection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random

from tracker.protection.closed_list import NO_TRAINING, NOT_STOPPED, Lists
from tracker.protection.people import Insider, Moment, PersonRow

SECTORS = ("gemeente", "zorg", "welzijn", "onderwijs", "wonen", "bedrijf")

STEP_UP = "stage of werkervaringsplek"

LISTS = Lists(
    regions=("Noord", "Oost", "Zuid", "West", "Midden", "Veen"),
    partners={f"Partner {number:02}": SECTORS[number % len(SECTORS)] for number in range(1, 16)},
    large=frozenset(f"Partner {number:02}" for number in range(1, 16)),
    years=("2022", "2023", "2024", "2025", "2026"),
    activities=(
        "betaald werk",
        "opleiding",
        STEP_UP,
        "vrijwilligerswerk",
        "pauze",
        "zoekt",
        "tussen twee stappen",
        "aangemeld",
        "afgesloten",
    ),
    trainings=("loopt", "afgerond", "gestopt", NO_TRAINING),
    reasons=("werk gevonden", "verhuisd", "geen contact meer", "omstandigheden", "eigen keuze"),
)

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
    """A programme at the end of one quarter."""

    moment: Moment
    rows: tuple[PersonRow, ...]


def programme(seed: int, people: int = 250, quarters: int = 9) -> list[Quarter]:
    """The last quarters of a programme that reaches its number of people at the end, after 18 quarters."""
    chance = Random(seed)
    partners, weights = list(LISTS.partners), [1 / (1 + rank) ** 0.7 for rank in range(len(LISTS.partners))]
    lives: list[tuple[dict[str, str], int]] = []
    for number in range(people):
        begun = 18 * number // people
        marks = {
            "region": chance.choices(LISTS.regions, (8, 5, 4, 3, 3, 10))[0],
            "partner": chance.choices(partners, weights)[0],
            "year": LISTS.years[begun // 4],
        }
        lives.append(({**marks, "activity": "aangemeld", "training": NO_TRAINING, "reason": NOT_STOPPED}, begun))
    made = []
    for quarter in range(18):
        for life, begun in lives:
            if begun < quarter:
                _move(life, chance)
        if quarter >= 18 - quarters:
            there = [(number, life) for number, (life, begun) in enumerate(lives) if begun <= quarter]
            made.append(Quarter(_moment(quarter), tuple(PersonRow(f"D-{n:03}", dict(life)) for n, life in there)))
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
        life["reason"] = chance.choice(LISTS.reasons)


def _moment(quarter: int) -> Moment:
    as_of = date(2022 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1)
    return Moment(as_of, datetime.combine(as_of, time(12), UTC))


def insiders(rows: Sequence[PersonRow]) -> list[Insider]:
    """Every partner, knowing the people whom it registered."""
    known: dict[str, set[str]] = {partner: set() for partner in LISTS.partners}
    for row in rows:
        known[str(row.attributes["partner"])].add(row.code)
    return [Insider(partner, frozenset(codes), (("partner", partner),)) for partner, codes in known.items()]
