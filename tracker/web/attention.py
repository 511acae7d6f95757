"""The page of who and what needs attention now: people by who guides them, then the rest by kind, and good news."""

from flask import Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import actions
from tracker.actions.visitor import Role
from tracker.errors import SettingError
from tracker.web.access import current, who
from tracker.web.draw import Stage


def add_attention(app: Flask, stage: Stage) -> None:
    """Put the page on `/aandacht`, and the form that says that an answer of a partner was handled."""

    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, person_level=True)
    def attention() -> str:
        with stage.store() as store:
            found = actions.attention(
                store,
                now=stage.now(),
                thresholds=stage.settings.thresholds,
                consent_is_ground=stage.settings.consent_is_ground,
            )
            stands = actions.standstill(store)
            reactions = actions.reactions(store, stage.now(), stage.settings.thresholds)
        return render_template(
            "attention/attention.html",
            work=actions.work_list(found),
            today=stage.now(),
            standstill=stands,
            reactions=reactions,
            leads=current().role is Role.PROJECT_LEADER,
        )

    @who(Role.PROJECT_LEADER, action=True)
    def answer_handled() -> Response:
        with stage.store() as store:
            try:
                actions.handled(store, request.form.get("antwoord", ""), request.form.get("kenmerk", ""), stage.now())
            except SettingError:
                abort(400)
        return redirect(url_for("attention", _anchor="reacties"), 303)

    app.add_url_rule("/aandacht", "attention", attention)
    app.add_url_rule("/aandacht/afgehandeld", "answer_handled", answer_handled, methods=["POST"])
