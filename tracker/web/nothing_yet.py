"""Before the first edition: a page of figures becomes one that says what will come, when, and what can be done now."""

from flask import Flask, g, render_template

from tracker import actions
from tracker.actions.visitor import Role, Visitor
from tracker.web.access import slug
from tracker.web.draw import NothingYetError, Stage


def add_nothing_yet(app: Flask, stage: Stage) -> None:
    """Let whoever asks for figures before there are any get a page instead of an error."""

    def nothing_yet(_: NothingYetError) -> str:
        visitor: Visitor | None = g.get("visitor")
        partner = visitor.partner if visitor and visitor.role is Role.PARTNER else None
        with stage.store() as store:
            asks = actions.open_round(store, stage.now(), stage.settings.thresholds) if partner else None
        makes = visitor is not None and visitor.role is Role.PROJECT_LEADER
        return render_template("nothing_yet.html", asks=asks, slug=slug(partner or ""), makes=makes)

    app.register_error_handler(NothingYetError, nothing_yet)
