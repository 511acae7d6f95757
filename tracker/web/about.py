"""The pages for everyone: the open figures, how we count, privacy, and how well the pages can be used."""

from typing import Any

from flask import Flask, render_template
from werkzeug.wrappers import Response as Answer

from tracker import __version__, actions
from tracker.edition import Audience
from tracker.errors import StoreError
from tracker.model import Figure
from tracker.settings import Settings
from tracker.web.access import everyone
from tracker.web.dots import dots_of
from tracker.web.draw import Draw, Wish
from tracker.web.headers import FIVE_MINUTES
from tracker.web.lean import lean_page
from tracker.web.packed import Packed
from tracker.wording import count_range, headline, plural


def add_about(app: Flask, draw: Draw, settings: Settings) -> None:
    """Put the open pages on their addresses."""

    @everyone
    def open_page() -> Answer:
        try:
            drawn = draw(Wish(Audience.EVERYONE))
        except StoreError:
            return _for_everyone("about/open.html", drawn=None, sentences=(), dots=None)
        sentences = tuple(
            (one, headline(one) if one.code != "partners_structureel" else _partners(one))
            for one in drawn.edition.state.figures
        )
        dots = dots_of(drawn.edition.state.figures)
        return _for_everyone("about/open.html", drawn=drawn, sentences=sentences, dots=dots)

    @everyone
    def figures() -> Answer:
        return _for_everyone("about/figures.html", countings=actions.countings())

    @everyone
    def privacy() -> Answer:
        return _for_everyone("about/privacy.html", facts=actions.privacy_facts(settings))

    @everyone
    def accessibility() -> Answer:
        return _for_everyone("about/accessibility.html", settings=settings, version=__version__)

    for rule, endpoint, view in (
        ("/openbaar", "open_page", open_page),
        ("/over-de-cijfers", "figures", figures),
        ("/privacy", "privacy", privacy),
        ("/toegankelijkheid", "accessibility", accessibility),
    ):
        app.add_url_rule(rule, endpoint, view)


def _for_everyone(template: str, **shown: Any) -> Answer:
    """A page that is the same for everyone, so that a browser and whoever stands in between may keep it a while."""
    response = Packed.of(lean_page(render_template(template, **shown)).encode()).answer("text/html")
    response.headers["Cache-Control"] = FIVE_MINUTES
    return response


def _partners(figure: Figure) -> str:
    reached, partners = figure.numerator or 0, figure.denominator or 0
    if figure.unknown >= partners:
        return f"Van {plural(partners, 'partner', 'partners')} weten wij het nog niet."
    counted = count_range(reached, partners, figure.unknown)
    return f"Bij {counted} partners is werken met ervaringsdeskundigen gewoon geworden."
