"""The pages for everyone: the open figures, how we count, privacy, and how well the pages can be used."""

from flask import Flask, render_template

from tracker import actions
from tracker.edition import Audience
from tracker.errors import StoreError
from tracker.settings import Settings
from tracker.web.access import everyone
from tracker.web.draw import Draw, Wish
from tracker.wording import figure_value, headline


def add_about(app: Flask, draw: Draw, settings: Settings) -> None:
    """Put the open pages on their addresses."""

    @everyone
    def open_page() -> str:
        try:
            drawn = draw(Wish(Audience.EVERYONE))
        except StoreError:
            return render_template("about/open.html", drawn=None, sentences=())
        sentences = tuple(
            (one, headline(one) if one.code != "partners_structureel" else _partners(figure_value(one)))
            for one in drawn.edition.state.figures
        )
        return render_template("about/open.html", drawn=drawn, sentences=sentences)

    @everyone
    def figures() -> str:
        return render_template("about/figures.html", countings=actions.countings())

    @everyone
    def privacy() -> str:
        return render_template("about/privacy.html", facts=actions.privacy_facts(settings))

    @everyone
    def accessibility() -> str:
        return render_template("about/accessibility.html", facts=actions.privacy_facts(settings))

    for rule, endpoint, view in (
        ("/openbaar", "open_page", open_page),
        ("/over-de-cijfers", "figures", figures),
        ("/privacy", "privacy", privacy),
        ("/toegankelijkheid", "accessibility", accessibility),
    ):
        app.add_url_rule(rule, endpoint, view)


def _partners(counted: str) -> str:
    return f"Bij {counted} partners is werken met ervaringsdeskundigen gewoon geworden."
