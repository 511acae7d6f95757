"""The papers of the sample: meetings with their words, agreements, and the rules that stand in the way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.model import Agreement, Meeting, Obstacle

_MESSAGES = (
    "Wij zijn begonnen. De eerste mensen zijn bekend en de eerste partners doen mee.",
    "Meer mensen beginnen aan een opleiding. Een passende baan vinden duurt nog lang.",
    "De eerste diploma's zijn gehaald. Nu komt het aan op vaste plekken bij partners.",
    "Fase 1 is klaar. Wij namen de tijd om te leren en maken een nieuw plan.",
    "Fase 2 loopt goed. Er melden zich weer meer mensen aan en er zijn meer plekken.",
    "Steeds meer mensen houden hun werk. Beleid maken met ervaringsdeskundigen blijft achter.",
)
_DECISIONS = (
    "Akkoord met het plan voor het komende half jaar.",
    "Elke partner biedt voor de zomer ten minste twee plekken aan.",
    "Akkoord met extra begeleiding in de eerste zes weken van een baan.",
)


def meetings(as_of: date) -> list[Meeting]:
    """In order of time: steering group and managers four times a year, the board once; the next are there too."""
    return sorted(_meetings(as_of), key=lambda meeting: meeting.held_on)


def _meetings(as_of: date) -> Iterable[Meeting]:
    for number, quarter in enumerate(_quarters(as_of)):
        yield _steering(quarter.replace(day=19 - quarter.replace(day=19).weekday() % 5), min(quarter, as_of), number)
        yield Meeting(held_on=quarter.replace(day=26), body="managers", as_of=min(quarter, as_of))
        if quarter.month == 5:
            board = quarter.replace(month=6, day=2)
            yield Meeting(held_on=board, body="executive_board", as_of=min(board.replace(day=1), as_of))
    yield Meeting(held_on=date(2025, 3, 20), body="other", message="Start van fase 2 met alle partners.")


def _quarters(as_of: date) -> Iterable[date]:
    """The first days of the months with meetings, from November 2022 to the month of the date."""
    months = (date(year, month, 1) for year in range(2022, as_of.year + 1) for month in (2, 5, 8, 11))
    return (month for month in months if date(2022, 11, 1) <= month <= as_of)


def _steering(day: date, state: date, number: int) -> Meeting:
    with_words = number % 3 == 0 or day.year >= 2025
    return Meeting(
        held_on=day,
        body="steering_group",
        as_of=state,
        message=_MESSAGES[min(number // 3, len(_MESSAGES) - 1)] if with_words else None,
        decision=_DECISIONS[number % len(_DECISIONS)] if number % 2 == 0 else None,
    )


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
