"""What can be told of one target by what is near to it, so that of thousands of places only a few are looked at.

A world in which only some people do something else is a world. And what the rows about some people alone prove of them
holds whatever else is known. Where neither settles a target, the whole system is asked.
"""

from collections.abc import Iterator

import numpy as np

from tracker.protection.crowd import Numbers
from tracker.protection.system import UNBOUNDED, Columns
from tracker.protection.targets import FEWEST, MOST, Target, Targets
from tracker.protection.worlds import Worlds

_AROUND = (12, 64, 512)
"""How many places beside those of a target change along, before all places may."""


def near_world(worlds: Worlds, place: Columns, truth: Numbers, one: Targets) -> Numbers | None:
    """A world near the truth in which a target is empty or large, if it is found: near to it first, then anywhere.

    It is not sought anywhere when it is proven that there is none.
    """
    weights = one.weights()
    for among in _rings(place, one.each[0]):
        if among is None and surely_small(worlds, place, one):
            return None
        for low, high in ((-UNBOUNDED, FEWEST - 1), (MOST + 1, UNBOUNDED)):
            world = worlds.nearest(truth, weights, low, high, among)
            if world is not None and not FEWEST <= weights @ world <= MOST:
                return world
    return None


def surely_small(worlds: Worlds, place: Columns, one: Targets) -> bool:
    """Whether what is said of the places of a target alone proves that it is a group of 1 to 4 people."""
    places = one.each[0].places
    if 2 * len(places) > place.places:
        return False
    return worlds.proves(one.weights(), place.of_places(places), FEWEST, MOST)


def _rings(place: Columns, target: Target) -> Iterator[Numbers | None]:
    """The columns in which people may do something else, in ever wider rings around a target; None for all."""
    for many in _AROUND:
        if len(target.places) + many < place.places:
            spread = np.linspace(min(target.places), min(target.places) + place.places, many, endpoint=False)
            yield place.of_places({*target.places, *(spread.astype(np.int64) % place.places).tolist()})
    yield None
