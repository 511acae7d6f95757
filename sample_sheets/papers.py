"""The papers of the sample: meetings with their words, agreements, and the rules that stand in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sample_sheets.days import workday
from tracker.model import Agreement, Meeting, Obstacle

_WORDS: Mapping[int, tuple[str | None, str | None]] = {
    0: ("Wij zijn begonnen. De eerste mensen zijn bekend.", "Akkoord met het plan voor het eerste half jaar."),
    3: ("Meer mensen beginnen aan een opleiding. Een baan vinden duurt nog lang.", None),
    5: (None, "Elke partner biedt voor de zomer ten minste één plek aan."),
    6: ("De eerste diploma's zijn gehaald. Nu komt het aan op vaste plekken bij partners.", None),
    8: (
        "Er komen minder nieuwe mensen. Wij vragen partners om mee te zoeken.",
        "Akkoord met een half jaar om te leren.",
    ),
    9: ("Fase 1 is klaar. Wij kennen veel mensen en weten wat werkt.", "Akkoord met de start van fase 2."),
    11: ("Fase 2 is begonnen, met een nieuwe projectleider. Er melden zich weer meer mensen aan.", None),
    12: ("Er zijn meer plekken dan een jaar geleden. Vervoer blijft voor veel mensen lastig.", None),
    13: ("Enkele partners werken in elk domein met ervaringsdeskundigen.", "Alle partners maken hun actieplan nieuw."),
    14: ("Steeds meer mensen houden hun werk.", "Akkoord met extra begeleiding in de eerste zes weken van een baan."),
    15: ("Bij beleid werken nog weinig ervaringsdeskundigen. Daar zoeken wij plekken.", None),
    16: (
        "Vier jaar na de start kreeg een groot deel van de mensen een kans. Werk dat blijft is nu het belangrijkste.",
        "Elke partner biedt in 2027 ten minste twee betaalde plekken aan.",
    ),
}
"""Message and asked decision by the number of the meeting of the steering group, counted from 0."""


def meetings(as_of: date) -> list[Meeting]:
    """In order of time: steering group and managers four times a year, the board once; the next are there too."""
    return sorted(_meetings(as_of), key=lambda meeting: meeting.held_on)


def _meetings(as_of: date) -> Iterable[Meeting]:
    for number, quarter in enumerate(_quarters(as_of)):
        state = min(quarter, as_of)
        message, decision = _WORDS.get(number, (None, None))
        day = workday(quarter.replace(day=17))
        yield Meeting(held_on=day, body="steering_group", as_of=state, message=message, decision=decision)
        yield Meeting(held_on=workday(quarter.replace(day=25)), body="managers", as_of=state)
        if quarter.month == 5:
            board = quarter.replace(month=6)
            yield Meeting(held_on=workday(board), body="executive_board", as_of=min(board, as_of))
    yield Meeting(held_on=date(2025, 3, 20), body="other", message="Start van fase 2 met alle partners.")


def _quarters(as_of: date) -> Iterable[date]:
    """The first days of the months with meetings, from November 2022 to the month of the date."""
    months = (date(year, month, 1) for year in range(2022, as_of.year + 1) for month in (2, 5, 8, 11))
    return (month for month in months if date(2022, 11, 1) <= month <= as_of)


AGREEMENTS = (
    Agreement(
        text="Een lijst maken van alle plekken die in 2023 vrijkomen.",
        who="managers",
        due_on=date(2023, 1, 31),
        done=True,
    ),
    Agreement(
        text="Uitzoeken welke opleidingen ook in de avond kunnen.",
        who="Mbo College Zonneveen",
        due_on=date(2023, 9, 1),
        done=True,
    ),
    Agreement(text="Alle partners vragen om hun actieplan.", who="secretary", due_on=date(2024, 3, 1), done=True),
    Agreement(
        text="Met de andere financiers praten over een langere looptijd.",
        who="controller",
        due_on=date(2024, 10, 1),
        done=True,
    ),
    Agreement(text="Een plan maken voor fase 2.", who="project_leader", due_on=date(2025, 2, 1), done=True),
    Agreement(text="Werkgevers bezoeken die nog geen plek hebben.", who="lead", due_on=date(2025, 12, 1), done=True),
    Agreement(
        text="Een maatje regelen voor iedereen die met werk begint.",
        who="expert_by_experience",
        due_on=date(2026, 9, 1),
        done=False,
    ),
    Agreement(
        text="Bespreken hoe werken loont bij een uitkering.",
        who="Gemeente Veenmarke",
        due_on=date(2026, 12, 1),
        done=False,
    ),
    Agreement(
        text="Twee ervaringsdeskundigen in elke werkgroep voor beleid.",
        who="steering_group",
        due_on=date(2027, 3, 1),
        done=False,
    ),
    Agreement(text="Elkaar bellen als een plek vrijkomt.", who="everyone", due_on=None, done=None),
    Agreement(text="Het volgende overleg voorbereiden.", who=None, due_on=date(2026, 11, 12), done=None),
)

_MINISTRY = "Ministerie van Sociale Zaken"
OBSTACLES = (
    Obstacle(
        rule="toeslagen en armoedeval",
        reported_on=date(2023, 2, 14),
        partner="Gemeente Veenmarke",
        participants=9,
        description="Wie meer uren gaat werken, houdt soms minder geld over. Toeslagen gaan te snel omlaag.",
        raised_with=_MINISTRY,
        raised_on=date(2023, 6, 20),
    ),
    Obstacle(
        rule="bijverdienen naast uitkering",
        reported_on=date(2023, 5, 9),
        partner="Gemeente Turfhorst",
        participants=6,
        description="Wie een paar uur werkt, moet elke maand veel papieren invullen.",
        raised_with="Gemeenten in het netwerk",
        raised_on=date(2023, 9, 12),
        solved_on=date(2024, 7, 1),
        outcome="changed",
    ),
    Obstacle(
        rule="privacyregels",
        reported_on=date(2023, 11, 21),
        partner="Welzijn Achterhorst",
        participants=3,
        description="Partners denken dat zij niets mogen delen, ook niet als iemand zelf ja zegt.",
        raised_with="Juristen van het netwerk",
        raised_on=date(2024, 1, 16),
        solved_on=date(2024, 4, 2),
        outcome="already_allowed",
    ),
    Obstacle(
        rule="kinderbijslag naar studiefinanciering",
        reported_on=date(2024, 3, 5),
        partner="Mbo College Zonneveen",
        participants=4,
        description="Wordt een kind achttien, dan valt er veel inkomen weg. De ouder stopt dan met de opleiding.",
        raised_with=_MINISTRY,
        raised_on=date(2024, 9, 17),
    ),
    Obstacle(
        rule="kostendelersnorm",
        reported_on=date(2024, 10, 8),
        participants=5,
        description="Woont een volwassen kind thuis, dan gaat de uitkering omlaag.",
        raised_with=_MINISTRY,
        raised_on=date(2025, 2, 4),
        solved_on=date(2025, 11, 18),
        outcome="refused",
    ),
    Obstacle(
        rule="inkoopregels",
        reported_on=date(2025, 5, 13),
        partner="Woningstichting Rietveste",
        description="Een kleine groep ervaringsdeskundigen kan niet meedoen aan een aanbesteding.",
    ),
    Obstacle(rule="reiskosten", reported_on=date(2025, 9, 23), partner="Wijkzorg Twaalfdiep", participants=7),
    Obstacle(
        rule="wachttijd voor kinderopvang",
        reported_on=date(2026, 4, 14),
        partner="Leerhuis Wilgenmeer",
        participants=4,
        description="Er is geen opvang op de dagen van de opleiding.",
        raised_with="Gemeenten in het netwerk",
        raised_on=date(2026, 6, 9),
    ),
    Obstacle(rule="overig", reported_on=date(2026, 9, 8), participants=2),
)


def obstacles(as_of: date) -> Iterable[Obstacle]:
    """The rules that had been reported by a date, with what had come of it by then."""
    return (_known(obstacle, as_of) for obstacle in OBSTACLES if obstacle.reported_on <= as_of)


def _known(obstacle: Obstacle, as_of: date) -> Obstacle:
    if obstacle.raised_on and obstacle.raised_on > as_of:
        obstacle = replace(obstacle, raised_with=None, raised_on=None)
    if obstacle.solved_on and obstacle.solved_on > as_of:
        obstacle = replace(obstacle, solved_on=None, outcome=None)
    return obstacle
