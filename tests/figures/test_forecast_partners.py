"""How partners are expected to move: what they did before counts, whoever joined since."""

from dataclasses import replace
from datetime import date

import numpy as np

from tracker.figures.facts import Facts
from tracker.figures.forecast.partners import Road, membership_ahead
from tracker.figures.partners import with_expert
from tracker.model import ExpertCount, Partner

AS_OF = date(2026, 11, 1)
ROAD = Road(AS_OF, (date(2027, 11, 1), date(2029, 11, 1)), ahead=13, draws=200, seed=1)


def partners(number: int, joined: date) -> tuple[Partner, ...]:
    return tuple(Partner(name=f"Partner {joined.year} {place}", joined_on=joined) for place in range(number))


def counts(some: tuple[Partner, ...], experts: int) -> dict[str, tuple[ExpertCount, ...]]:
    """Every half year each partner counted so many experts by experience."""
    days = [date(year, month, 1) for year in range(2018, 2027) for month in (1, 7)]
    return {
        one.name: tuple(ExpertCount(partner=one.name, counted_on=day, paid=experts, volunteer=0) for day in days)
        for one in some
    }


def expected(facts: Facts) -> tuple[list[float], int]:
    """The mean number of partners with an expert on each day ahead, and of how many."""
    there, of = membership_ahead(facts, with_expert, ROAD)
    assert there.shape == (ROAD.draws, len(ROAD.days))
    return [float(mean) for mean in np.mean(there, axis=0)], of


OLD = partners(10, date(2018, 1, 1))
NEVER = Facts(people=(), partners=OLD, experts=counts(OLD, 0))


def test_partners_that_never_moved_in_eight_years_are_not_expected_to_move_now() -> None:
    soon, later = expected(NEVER)[0]
    assert 0 < soon < later < 3


def test_a_partner_that_joined_last_month_makes_nobody_forget_what_the_others_did() -> None:
    new = Partner(name="Nieuw", joined_on=date(2026, 10, 1))
    (_, later), of = expected(replace(NEVER, partners=(*OLD, new)))
    assert of == 11
    assert later < 4


def test_partners_that_have_it_mostly_keep_it() -> None:
    (soon, later), of = expected(Facts(people=(), partners=OLD, experts=counts(OLD, 2)))
    assert of == 10
    assert 10 > soon > later > 7


def test_without_partners_nobody_is_counted_on() -> None:
    assert expected(Facts(people=())) == ([0.0, 0.0], 0)
