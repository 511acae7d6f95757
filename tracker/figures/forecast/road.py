"""Facts and a reference date become the road to the goals of the sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Self
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from tracker.choices import DOMAINS
from tracker.figures.catalogue import BY_CODE
from tracker.figures.facts import Facts
from tracker.figures.forecast.outcome import Forecast, GoalForecast, PathPoint, WhatIf
from tracker.figures.forecast.partners import Road, embedding_ahead, membership_ahead
from tracker.figures.forecast.people import Ask, reached_ahead
from tracker.figures.forecast.stays import MONTH, QUARTER
from tracker.figures.forecast.words import ASSUMPTIONS, CANNOT_KNOW, honesty
from tracker.figures.goals import Goal, goals_for
from tracker.figures.months import add_months, quarter_end, quarter_ends
from tracker.model import Unit

Numbers = npt.NDArray[np.float64]

SEED = 2035
"""Where chance begins, when nothing else is asked."""

DRAWS = 600
"""How often the future of the people is drawn: chance moves an end of an interval by 7% of a deviation."""

FEWEST_PLACEMENTS = 10
"""With fewer people in paid work ever, a forecast is a check of the plan."""

LONGEST = 20
"""Years after which nobody forecasts; a target later than that is left out."""

PEOPLE = ("kans_gekregen", "eigen_doel_bereikt", "betaald_werk", "opleiding_gestart", "deelnemers")
"""The figures that are forecast from the people."""

STRUCTURAL = "partners_structureel"

DOMAIN = "domein_structureel_"
"""How the codes of the figures begin that count the partners that are structural in one domain."""

HAS_OR_NOT = ("partners_met_ervaringsdeskundige", "partners_met_plaatsing", "actieplannen", "avk_team_compleet")
"""The figures that a partner has or has not."""

PARTNER_DRAWS = 500
"""How often the future of the partners is drawn at most: they are few, so that this is enough."""

MOST_PEOPLE = 2_000_000
"""So many people of today are followed in all draws together."""

_TAIL = 0.1
"""The share of the draws on each side of an interval of 80%."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What comes of one figure: draws x days of the count, and of what it is a share of (None: of nothing)."""

    count: Numbers
    base: Numbers | None

    def in_unit(self, unit: Unit) -> Numbers:
        """Draws x days of the figure, as a count or as a share; a share of nobody is 0."""
        if unit is Unit.COUNT or self.base is None:
            return self.count
        share: Numbers = self.count / np.maximum(self.base, 1)
        return share

    @property
    def of(self) -> int | None:
        """Of how many a share is taken, where that is certain: the partners are those of now, people still come."""
        certain = self.base is not None and self.base.size and np.ptp(self.base) == 0
        return int(self.base.flat[0]) if self.base is not None and certain else None


@dataclass(frozen=True, slots=True)
class _Stand:
    """A figure on a day: how many, and of how many (None: of nothing); those whose records are gone included."""

    yes: int
    base: int | None

    @classmethod
    def on(cls, facts: Facts, code: str, day: date) -> Self:
        """From the catalogue; that walks over everyone, so once for each figure and day is enough."""
        members, archived = BY_CODE[code].members(facts, day), facts.archived(code, day)
        base = None if members.base is None else len(members.base) + archived.base
        return cls(len(members.yes) + archived.yes, base)

    def in_unit(self, unit: Unit) -> float:
        """As a count or as a share."""
        if unit is Unit.COUNT or self.base is None:
            return float(self.yes)
        return self.yes / max(1, self.base)


def forecast(
    facts: Facts, as_of: date, *, seed: int = SEED, draws: int = DRAWS, what_if: WhatIf | None = None
) -> Forecast:
    """Forecast every target of the programme that lies ahead, from what had happened by the reference date.

    The same facts, date, seed and draws give the same forecast; `draws` is how often the future is drawn. Targets of
    grants, and of figures that are not about people or partners in this way, are left out.
    """
    wish = what_if or WhatIf()
    goals = {code: _ahead_of(as_of, goals_for(code, facts.targets)) for code in _codes(facts, as_of)}
    goals = {code: some for code, some in goals.items() if some}
    days = _days(as_of, chain.from_iterable(goals.values()))
    ask = Ask(as_of, facts.phases, _quarters(as_of, days), _affordable(facts, as_of, draws), seed, wish)
    now = {code: _Stand.on(facts, code, as_of) for code in {*goals, *PEOPLE}}
    before = {code: _Stand.on(facts, code, add_months(as_of, -12)) for code in goals}
    ahead = _ahead(facts, ask, days, tuple(goals), now)
    made = [
        _goal_forecast(
            (code, goal, goal is some[-1]), (before[code], now[code]), as_of, ahead[code], days.index(goal.due_on)
        )
        for code, some in goals.items()
        for goal in some
    ]
    placements = now["betaald_werk"].yes
    return Forecast(
        as_of=as_of,
        goals=tuple(one for one in made if one.is_final),
        milestones=tuple(one for one in made if not one.is_final),
        path=tuple(chain.from_iterable(_path(code, ahead[code], some[-1], days) for code, some in goals.items())),
        placements=placements,
        is_plan_check=placements < FEWEST_PLACEMENTS,
        what_if=wish,
        assumptions=ASSUMPTIONS,
        cannot_know=CANNOT_KNOW,
        honesty=honesty(),
    )


# --- What is asked ---------------------------------------------------------------------------------------------------


def _codes(facts: Facts, as_of: date) -> tuple[str, ...]:
    """The figures of the catalogue that can be forecast; those about partners only when there are partners."""
    domains = tuple(code for code in BY_CODE if code.startswith(DOMAIN))
    partners = (STRUCTURAL, *domains, *HAS_OR_NOT) if facts.affiliated(as_of) else ()
    return tuple(code for code in (*PEOPLE, *partners) if code in BY_CODE)


def _ahead_of(as_of: date, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    last = add_months(as_of, 12 * LONGEST)
    return tuple(goal for goal in goals if as_of < goal.due_on <= last)


def _days(as_of: date, goals: Iterable[Goal]) -> list[date]:
    """The quarter ends up to the last target, and the days of the targets, in order."""
    due = {goal.due_on for goal in goals}
    if not due:
        return []
    ends = {end for end in quarter_ends(as_of, quarter_end(max(due))) if end > as_of}
    return sorted(due | ends)


def _quarters(as_of: date, days: Sequence[date]) -> int:
    """Quarters of three months from the reference date that hold all days."""
    return int((days[-1] - as_of).days / MONTH / QUARTER) + 1 if days else 0


def _affordable(facts: Facts, as_of: date, draws: int) -> int:
    """Fewer draws when there are very many people: then chance matters less, and memory more."""
    return max(20, min(draws, MOST_PEOPLE // max(1, len(facts.registered(as_of)))))


# --- What is ahead ---------------------------------------------------------------------------------------------------


def _ahead(
    facts: Facts, ask: Ask, days: Sequence[date], codes: Sequence[str], now: Mapping[str, _Stand]
) -> Mapping[str, _Ahead]:
    """For each figure what comes of it; nothing is computed that no target asks for."""
    found: dict[str, _Ahead] = {}
    if any(code in PEOPLE for code in codes):
        more = reached_ahead(facts.people, ask, days)
        for code in PEOPLE:
            found[code] = _on_top(now[code], more[code], more["with_goal"])
    road = Road(ask.as_of, days, ask.ahead, min(ask.draws, PARTNER_DRAWS), ask.seed)
    if any(code == STRUCTURAL or code.startswith(DOMAIN) for code in codes):
        there = embedding_ahead(facts, road)
        for code in codes:
            if code == STRUCTURAL or code.startswith(DOMAIN):
                found[code] = _of(*there["all" if code == STRUCTURAL else _domain(code)])
    for code in set(codes) & set(HAS_OR_NOT):
        found[code] = _of(*membership_ahead(facts, BY_CODE[code].members, road))
    return found


def _on_top(now: _Stand, more: Numbers, with_goal: Numbers) -> _Ahead:
    """What was reached already and what comes, and for the own goal the people of whom it is known."""
    return _Ahead(now.yes + more, None if now.base is None else now.base + with_goal)


def _of(count: Numbers, base: int) -> _Ahead:
    return _Ahead(count, np.full(count.shape, float(base)))


def _domain(code: str) -> str:
    """The domain of a figure: its code ends in the Dutch or the English word, without accents."""
    word = code.removeprefix(DOMAIN)
    plain = {
        normalize("NFKD", option.word).encode("ascii", "ignore").decode(): option.code for option in DOMAINS.options
    }
    return plain.get(word, word)


# --- What is said ----------------------------------------------------------------------------------------------------


def _goal_forecast(
    asked: tuple[str, Goal, bool], stands: tuple[_Stand, _Stand], as_of: date, ahead: _Ahead, day: int
) -> GoalForecast:
    """One target beside the draws of its figure on the day of that number; `stands` are a year ago and now."""
    code, goal, is_final = asked
    values = ahead.in_unit(goal.unit)[:, day]
    before, now = (stand.in_unit(goal.unit) for stand in stands)
    quarters = (goal.due_on - as_of).days / MONTH / QUARTER
    low, median, high = interval(values)
    return GoalForecast(
        code=code,
        target=goal.amount,
        unit=goal.unit,
        target_date=goal.due_on,
        now=now,
        pace_last_4q=(now - before) / 4,
        needed_per_quarter=max(0.0, goal.amount - now) / quarters,
        low80=float(low),
        median=float(median),
        high80=float(high),
        probability=float((values >= goal.amount - 1e-9).mean()),
        is_final=is_final,
        of=ahead.of if goal.unit is Unit.SHARE else None,
    )


def _path(code: str, ahead: _Ahead, goal: Goal, days: Sequence[date]) -> list[PathPoint]:
    """The way to the final target, at each quarter end and at the target itself."""
    shown = [day for day in days if day <= goal.due_on and (day == goal.due_on or quarter_end(day) == day)]
    low, median, high = interval(ahead.in_unit(goal.unit))
    return [
        PathPoint(code=code, date=day, low80=float(low[place]), median=float(median[place]), high80=float(high[place]))
        for place, day in enumerate(days)
        if day in shown
    ]


def interval(values: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The ends and the middle of the interval of 80% of draws (along the first axis).

    The draws are whole numbers, and of the draws on an end one half counts as beyond it. An interval with all of both
    ends in it holds more than it says, the more so the smaller the numbers are.
    """
    low = _end(values, _TAIL)
    high = -_end(-values, _TAIL)
    return low, np.quantile(values, 0.5, axis=0, method="inverted_cdf"), high


def _end(values: Numbers, tail: float) -> Numbers:
    """The first value that has at least so large a share of the draws below it, half of those on it included."""
    found = np.asarray(np.quantile(values, tail, axis=0, method="inverted_cdf"))
    beyond = ((values < found).mean(axis=0) + (values <= found).mean(axis=0)) / 2 < tail
    above = np.where(values > found, values, np.inf).min(axis=0)
    # Between whole numbers that were drawn, those that were not are possible as well.
    above = np.where((values == np.rint(values)).all(), np.minimum(above, found + 1), above)
    ends: Numbers = np.where(beyond & np.isfinite(above), above, found)
    return ends
