"""A made-up edition, with every kind of figure that a page must be able to show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.edition import Edition
from tracker.model import Activity, Figure, State, Unit

WHERE: Mapping[str, int] = {
    Activity.PAID_WORK: 38,
    Activity.TRAINING: 31,
    Activity.STEP_UP: 22,
    Activity.VOLUNTEER_WORK: 17,
    Activity.PAUSE: 6,
    Activity.SEARCHING: 41,
    Activity.BETWEEN_STEPS: 12,
    Activity.REGISTERED: 19,
    Activity.CLOSED: 1028,
}
EARLIER: Mapping[str, int] = {activity: count // 2 for activity, count in WHERE.items()}


def count_of(code: str, name: str, number: int) -> Figure:
    """A count without a target."""
    return Figure(code=code, name=name, definition=f"Zo tellen wij {name}.", version=2, value=number, numerator=number)


def share_of(code: str, name: str, yes: int, base: int, unknown: int = 0) -> Figure:
    """A share of people, with some of whom it is unknown."""
    plain = replace(count_of(code, name, yes), unit=Unit.SHARE, value=yes / base, denominator=base)
    return replace(plain, unknown=unknown, low=yes / base, high=(yes + unknown) / base)


def with_target(figure: Figure, target: float, milestone: float, unit: Unit = Unit.COUNT) -> Figure:
    """The figure with a milestone at the end of 2026 and a target at the end of 2035."""
    return replace(
        figure,
        target=target,
        target_unit=unit,
        target_date=date(2035, 12, 31),
        milestone=milestone,
        milestone_date=date(2026, 12, 31),
    )


FIGURES = (
    count_of("deelnemers", "deelnemers", 1214),
    with_target(count_of("betaald_werk", "betaald werk", 51), 200, 60),
    with_target(count_of("kans_gekregen", "kans gekregen", 102), 250, 110),
    with_target(share_of("eigen_doel_bereikt", "eigen doel bereikt", 48, 180, unknown=7), 0.6, 0.3, Unit.SHARE),
    with_target(share_of("partners_structureel", "partners die het structureel doen", 3, 18), 1, 0.4, Unit.SHARE),
    share_of("opleiding_afgerond", "opleiding afgerond", 41, 60, unknown=5),
    replace(count_of("doorlooptijd_werk", "tijd tot betaald werk", 51), unit=Unit.DAYS, value=312.0),
    replace(count_of("tevreden", "tevreden over <werk & leerplek>", 0), unit=Unit.SHARE, value=None, numerator=None),
)

EDITION = Edition(
    audience="programmateam",
    state=State(
        as_of=date(2026, 11, 1), known_at=datetime(2026, 11, 2, 9, 5, tzinfo=UTC), where=WHERE, figures=FIGURES
    ),
    quarters=((date(2026, 6, 30), EARLIER), (date(2026, 9, 30), WHERE), (date(2026, 11, 1), WHERE)),
)

EMPTY = replace(EDITION, state=replace(EDITION.state, where={}, figures=()), quarters=())
