"""“Klopt dit nog?”: the page on which a partner says before a meeting whether what is known of it is still right."""

from flask import Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import actions
from tracker.actions.visitor import Role
from tracker.errors import SettingError
from tracker.web.access import current, who
from tracker.web.draw import Stage


def add_still_right(app: Flask, stage: Stage) -> None:
    """Put the questions for a partner on `/partner/<slug>/klopt-dit-nog`, and the form for its answers there too."""
    pages = StillRightPages(stage)
    rule = "/partner/<slug>/klopt-dit-nog"
    app.add_url_rule(rule, "still_right", pages.show)
    app.add_url_rule(rule, "still_right_answer", pages.answer, methods=["POST"])


class StillRightPages:
    """The views: a partner answers about its own people and places; the programme only looks."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, Role.PARTNER, own="slug", person_level=True)
    def show(self, slug: str) -> str:
        """What the partner is asked, with what it answered."""
        stage = self._stage
        with stage.store() as store:
            name = current().partner if current().role is Role.PARTNER else actions.partner_at(store, slug)
            try:
                page = actions.asking(store, name or "", stage.now(), stage.settings.thresholds)
            except SettingError:
                abort(404)
        answers = current().role is Role.PARTNER
        changed = request.args.get("veranderd") == "ja"
        return render_template("still_right/still_right.html", page=page, slug=slug, answers=answers, changed=changed)

    @who(Role.PARTNER, own="slug", action=True)
    def answer(self, slug: str) -> Response:
        """Keep what the partner answered."""
        stage, fields = self._stage, request.form
        form = actions.Given(said=fields, mark=fields.get("kenmerk", ""), rest_is_right=fields.get("rest") == "ja")
        with stage.store() as store:
            try:
                kept = actions.answer(store, current().partner or "", form, stage.now(), stage.settings.thresholds)
            except SettingError:
                abort(404)
        return redirect(url_for("still_right", slug=slug, veranderd="ja" if kept is None else None), 303)
