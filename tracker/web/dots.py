"""A dot for every person of the promise: who has paid work, who got another chance, and who is still to come."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Figure, Unit

MOST = 500
"""With more people than this, dots are dust."""

ACROSS = 25
SIZE = 20
"""So many dots stand beside each other, each in a square of so many pixels."""


@dataclass(frozen=True, slots=True)
class Dots:
    """How many people are where, and for each of the three the squares in which their dots stand, as an SVG path."""

    work: int
    chance: int
    ahead: int
    paths: tuple[str, str, str]
    height: int

    @property
    def total(self) -> int:
        """How many dots there are."""
        return self.work + self.chance + self.ahead


def dots_of(figures: Iterable[Figure]) -> Dots | None:
    """The dots of the promise by its figures; None when there is no target in people, or too many for dots."""
    by_code = {figure.code: figure for figure in figures}
    chance, work = by_code.get("kans_gekregen"), by_code.get("betaald_werk")
    if chance is None or work is None or chance.numerator is None or work.numerator is None:
        return None
    if not chance.target or chance.target_unit is not Unit.COUNT:
        return None
    total = max(round(chance.target), chance.numerator)
    if total > MOST or work.numerator > chance.numerator:
        return None
    ends = (0, work.numerator, chance.numerator, total)
    paths = (_squares(ends[0], ends[1]), _squares(ends[1], ends[2]), _squares(ends[2], ends[3]))
    rows = -(-total // ACROSS)
    return Dots(work.numerator, chance.numerator - work.numerator, total - chance.numerator, paths, rows * SIZE)


def _squares(first: int, end: int) -> str:
    """The squares from one dot up to another, row by row."""
    parts = []
    while first < end:
        row, column = divmod(first, ACROSS)
        wide = min(ACROSS - column, end - first)
        parts.append(f"M{column * SIZE} {row * SIZE}h{wide * SIZE}v{SIZE}h-{wide * SIZE}z")
        first += wide
    return "".join(parts)
