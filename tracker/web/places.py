"""The page of the places: what partners offer, what is filled and free, and who looks for a place."""

from collections.abc import Iterator

from flask import Flask, render_template
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.edition import Places
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
                quarters=tuple(_quarters(drawn.edition.places)),
            )

        return kept.answer(drawn, make)

    app.add_url_rule("/plekken", "places", places)


def _quarters(places: Places) -> Iterator[tuple[str, ...]]:
    """For each quarter's end how many places were offered, filled and free; nothing when there never were any."""
    if not any(counted for _, counted in places.quarters):
        return
    for day, counted in places.quarters:
        counts = (sum(getattr(one, what) for one in counted) for what in ("offered", "filled", "free"))
        yield wording.long_date(day), *(wording.number(count) for count in counts)
