"""Figures from what participants say themselves, each question apart."""

from collections.abc import Callable
from datetime import date

from tracker.figures.facts import Facts, Person
from tracker.figures.members import Members, share
from tracker.figures.months import add_months
from tracker.model import Measurement

Question = Callable[[Measurement], int | None]
"""What someone answered to one question; None when they left it open."""

OPINIONS = frozenset({"tevreden", "goed_geholpen", "verandering", "rondkomen", "toekomst"})
"""The codes of these figures: they are never exact for anyone but the project leader."""

FEWEST = 10
"""A share of fewer people than this is not shown."""

_GOOD = 4
"""Answers run from 1 to 5; four and five are good."""


def content_with(question: Question) -> Callable[[Facts, date], Members]:
    """People whose latest answer to a question in the last 12 months is 4 or 5, of those who answered it then."""

    def members(facts: Facts, day: date) -> Members:
        asked = (person for person in facts.registered(day) if person.measurements)
        answers = ((person.code, latest_answer(person, question, day)) for person in asked)
        return share((code, answer >= _GOOD) for code, answer in answers if answer is not None)

    return members


def latest_answer(person: Person, question: Question, day: date) -> int | None:
    """The latest answer of at most 12 months old; of two on one day the lowest, so that the order does not matter."""
    given = [
        (row.answered_on, -score)
        for row in person.measurements
        if row.answered_on <= day <= add_months(row.answered_on, 12) and (score := question(row)) is not None
    ]
    return -max(given)[1] if given else None
