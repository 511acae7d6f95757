"""Who takes part, and who will come, become the crowd of every draw: a part at a time, so that memory stays bounded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self, cast

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Person
from tracker.figures.forecast.priors import EASE, PLAN_HOLDS, SETTLED
from tracker.figures.forecast.reach import GOAL, KINDS, Clock, Crowd
from tracker.figures.forecast.stays import MONTH, QUARTER, STATE_OF, Stay, group_of, planned_step
from tracker.figures.forecast.walk import AT_ONCE, how_many
from tracker.figures.timeline import began, reached_own_goal
from tracker.model import StepKind

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Who takes part on the reference date, the same in every draw; one value for each member.

    `elapsed` and `agreed` are in months of the calendar: how long they are in their state, and when a step begins that
    is agreed already (infinity for none), which leads to the state `agreed_state`. `unsettled` is whose own goal may
    still become known. `shape` and `rate` are those of the gamma distribution of their ease.
    """

    state: Places
    group: Places
    elapsed: Numbers
    done: Flags
    unsettled: Flags
    agreed: Numbers
    agreed_state: Places
    shape: Numbers
    rate: Numbers

    @classmethod
    def of(
        cls, people: Sequence[Person], lives: Sequence[Sequence[Stay]], ease: tuple[Numbers, Numbers], as_of: date
    ) -> Self:
        """Those of the registered people who have not left; `lives` and `ease` (shape, rate) are one for each."""
        staying = np.array([(person.participant.closed_on or date.max) > as_of for person in people], dtype=bool)
        members = [person for person, stays_on in zip(people, staying, strict=True) if stays_on]
        last = [life[-1] for life, stays_on in zip(lives, staying, strict=True) if stays_on]
        steps = [planned_step(person, as_of) for person in members]
        group = np.array([group_of(person) for person in members], dtype=np.intp)
        young = np.array([(as_of - person.registered).days / MONTH < SETTLED for person in members], dtype=bool)
        done = np.array([_reached(person, as_of) for person in members], dtype=bool)
        return cls(
            state=np.array([stay.state for stay in last], dtype=np.intp),
            group=group,
            elapsed=np.array([-stay.begin for stay in last]),
            done=done.reshape(len(members), len(KINDS)),
            unsettled=(group == 0) & young,
            agreed=np.array([(step.start - as_of).days / MONTH if step else np.inf for step in steps]),
            agreed_state=np.array([STATE_OF[StepKind(step.kind)] if step else 0 for step in steps], dtype=np.intp),
            shape=ease[0][staying],
            rate=ease[1][staying],
        )


def _reached(person: Person, day: date) -> tuple[bool, ...]:
    """What someone has reached, in the order of the kinds."""
    return (
        began(person, day, *STATE_OF),
        began(person, day, StepKind.TRAINING),
        began(person, day, StepKind.PAID_WORK),
        reached_own_goal(person, day) is True,
    )


@dataclass(frozen=True, slots=True)
class Everyone:
    """The members in every draw, and after them the newcomers of each draw, not side by side yet.

    `wishes` is draws x groups, the shares of what people want whose own goal becomes known. `newcomers` is draws x
    quarters, how many people come.
    """

    members: Members
    wishes: Numbers
    newcomers: Places
    clock: Clock

    @property
    def number(self) -> int:
        """How many walkers there are."""
        return self.staying + self.coming

    @property
    def staying(self) -> int:
        """How many walkers are members."""
        return len(self.members.state) * len(self.wishes)

    @property
    def coming(self) -> int:
        """How many walkers are newcomers."""
        return int(self.newcomers.sum())

    def parts(self, rng: np.random.Generator, at_once: int = AT_ONCE) -> Iterator[Crowd]:
        """Yield the crowd, so many at once; together they are the same crowd, however large a part is."""
        chance = _Chances.of(rng, self.staying, self.coming)
        comings = np.concatenate([[0], self.newcomers.ravel().cumsum()])
        for first in range(0, self.number, at_once):
            last = first + at_once
            old = np.arange(first, max(first, min(last, self.staying)))
            until = np.clip(comings, max(0, first - self.staying), max(0, last - self.staying))
            yield self._part(old, np.repeat(np.arange(self.newcomers.size), np.diff(until)), chance)

    def _part(self, old: Places, new: Places, chance: "_Chances") -> Crowd:
        """Some walkers: `old` are numbers of draw and member, `new` are numbers of draw and quarter."""
        members, none = self.members, np.zeros(len(new), dtype=np.intp)
        draw_old, who = np.divmod(old, len(members.state))
        draw_new, quarter = np.divmod(new, self.newcomers.shape[1])
        draw = np.concatenate([draw_old, draw_new])
        born = self.clock.at(draw_new, (quarter + chance.born.random(len(new))) * QUARTER)
        drawn = how_many(chance.wish.random(len(draw)) > self.wishes.T[:-1].cumsum(axis=0).take(draw, axis=1))
        opens = np.concatenate([members.unsettled[who], np.ones(len(new), dtype=bool)])
        group = np.where(opens, drawn, np.concatenate([members.group[who], none]))
        done = np.concatenate([members.done[who], np.zeros((len(new), len(KINDS)), dtype=bool)])
        # A goal that nobody knows is never reached, and so needs no waiting for.
        done[:, GOAL] |= group == 0
        agreed = np.concatenate([self._agreed(draw_old, who, chance.plan), np.full(len(new), np.inf)])
        ease_old = chance.ease.standard_gamma(members.shape[who]) / members.rate[who]
        ease_new = chance.ease.standard_gamma(EASE, len(new)) / EASE
        return Crowd(
            draw=draw,
            state=np.concatenate([members.state[who], none]),
            group=group,
            born=np.concatenate([np.zeros(len(old)), born]),
            elapsed=np.concatenate([members.elapsed[who], np.zeros(len(new))]),
            done=done,
            planned=(agreed, np.concatenate([members.agreed_state[who], none])),
            newcomer=np.arange(len(draw)) >= len(old),
            ease=np.concatenate([ease_old, ease_new]).astype(np.float32),
        )

    def _agreed(self, draw: Places, who: Places, rng: np.random.Generator) -> Numbers:
        """When the step of each begins that is agreed already; infinity for who has none, or where it falls through."""
        when = self.members.agreed[who]
        holds = np.isfinite(when) & (rng.random(len(when)) < PLAN_HOLDS)
        when[holds] = self.clock.at(draw[holds], when[holds])
        when[~holds] = np.inf
        return when


@dataclass(frozen=True, slots=True)
class _Chances:
    """One chance for each thing that is drawn of a crowd, so that what a walker draws does not depend on the parts."""

    born: np.random.Generator
    wish: np.random.Generator
    plan: np.random.Generator
    ease: np.random.Generator

    @classmethod
    def of(cls, rng: np.random.Generator, staying: int, coming: int) -> Self:
        """From one chance: the moments of the newcomers, the wishes of everyone, and so on."""
        everyone = staying + coming
        return cls(
            born=_further(rng, 0),
            wish=_further(rng, coming),
            plan=_further(rng, coming + everyone),
            ease=_further(rng, coming + everyone + staying),
        )


def _further(rng: np.random.Generator, numbers: int) -> np.random.Generator:
    """The chance as it will be after so many numbers, while the given one stays where it is.

    PCG64 is what numpy gives a chance by default, and can leap over numbers without making them.
    """
    bits = np.random.PCG64()
    bits.state = cast("Any", rng.bit_generator.state)
    return np.random.Generator(bits.advance(numbers))
