"""The papers as one page of HTML: an edition goes in, a page that needs nothing beside it comes out.

It says the same as the PDF, opens in any browser, works with a keyboard and a screen reader, and prints on A4. The
executive board gets the part that says it all, as on paper.
"""

import re
from collections.abc import Callable, Mapping
from itertools import count

from tracker import places
from tracker.edition import Audience, Edition
from tracker.editions.chapters import chapters, reading
from tracker.editions.charts import of_edition
from tracker.editions.first_page import first_page, meeting_words, title
from tracker.editions.shown import PROGRAMME, nothing_yet
from tracker.wording import long_date, moment


def page(edition: Edition, *, concept: bool = False) -> bytes:
    """The page; equal editions give equal bytes. A concept says so."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["own_ids"] = _own_ids()
    charts = _for_every_width(of_edition(edition))
    made = environment.get_template("papers/edition.html").render(
        title=title(edition),
        programme=PROGRAMME,
        as_of=long_date(edition.state.as_of),
        known_at=moment(edition.state.known_at),
        meeting=meeting_words(edition),
        concept=concept,
        first=first_page(edition, charts),
        chapters=() if edition.audience == Audience.BOARD else chapters(edition, charts),
        reading=reading(edition),
        nothing_yet=nothing_yet(edition),
    )
    return made.encode()


def _for_every_width(charts: Mapping[str, str]) -> dict[str, str]:
    """Each chart with the same for a phone behind it; the page shows one of the two."""
    return {name: svg + charts.get(f"{name}_narrow", "") for name, svg in charts.items()}


_IDS = re.compile(r'( id| aria-labelledby| aria-describedby)="([^"]*)"')


def _own_ids() -> Callable[[str], str]:
    """Gives every picture names of its own, also when a page shows the same picture twice."""
    numbers = count(1)

    def own(svg: str) -> str:
        number = next(numbers)
        return _IDS.sub(lambda found: f'{found[1]}="{found[2]}-{number}"', svg)

    return own
