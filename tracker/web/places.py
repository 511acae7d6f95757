"""The page of the places: what partners offer, what is filled and free, and who looks for a place."""

from collections.abc import Iterator, Sequence

from flask import Flask, render_template
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.choices import STEP_KINDS
from tracker.edition import PlaceCount, Places
from tracker.model import StepKind
from tracker.web.access import EVERY_ROLE, who
from tracker.web.kept_pages import KeptPages
from tracker.web.programme import drawings

PLACES = "Plekken"
"""The chapter of the papers about places."""


def add_places(app: Flask, kept: KeptPages) -> None:
    """Put the places on `/plekken`."""

    @who(*EVERY_ROLE)
    def places() -> Response:
        drawn = kept.drawn()

        def make() -> str:
            return render_template(
                "places/places.html",
                drawn=drawn,
                blocks_of=actions.told_chapter(drawn.edition, PLACES),
                charts=drawings(drawn.charts),
                kinds=tuple(_kinds(drawn.edition.places)),
                quarters=tuple(_quarters(drawn.edition.places)),
            )

        return kept.answer(drawn, make)

    app.add_url_rule("/plekken", "places", places)


def _kinds(places: Places) -> Iterator[tuple[str, ...]]:
    """For each kind, in the order of the chart, how many places are offered, filled and free."""
    counted = {one.kind for one in places.now}
    for kind in (kind for kind in StepKind if kind in counted):
        some = [one for one in places.now if one.kind == kind]
        yield wording.capital(STEP_KINDS.word(kind)), *_counts(some)


def _quarters(places: Places) -> Iterator[tuple[str, ...]]:
    """For each quarter's end how many places were offered, filled and free; nothing when there never were any."""
    if not any(counted for _, counted in places.quarters):
        return
    for day, counted in places.quarters:
        yield wording.long_date(day), *_counts(counted)


def _counts(some: Sequence[PlaceCount]) -> tuple[str, ...]:
    """How many places are offered, filled and free."""
    return tuple(wording.number(sum(getattr(one, what) for one in some)) for what in ("offered", "filled", "free"))
