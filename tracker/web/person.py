"""The page of one participant, known by a code only: steps, what needs attention, a copy for them, and erasing."""

from flask import Flask, Response, abort, render_template, request
from werkzeug.wrappers import Response as Answer

from tracker import actions, wiring
from tracker.actions.visitor import Role
from tracker.errors import SettingError
from tracker.web.access import current, who
from tracker.web.draw import Stage
from tracker.web.errands import Errands


def add_person(app: Flask, stage: Stage, errands: Errands) -> None:
    """Put each participant on `/persoon/<code>`, and the forms below it."""
    pages = PersonPages(stage, errands)
    for rule, endpoint, view, method in (
        ("/persoon/<code>", "participant", pages.show, "GET"),
        ("/persoon/<code>/overzicht", "participant_copy", pages.copy, "POST"),
        ("/persoon/<code>/wissen", "participant_erasing", pages.erasing, "GET"),
        ("/persoon/<code>/wissen", "participant_erase", pages.erase, "POST"),
    ):
        app.add_url_rule(rule, endpoint, view, methods=[method])


class PersonPages:
    """The views. Whoever is not known, or no more, has no page."""

    def __init__(self, stage: Stage, errands: Errands) -> None:
        self._stage, self._errands = stage, errands

    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, person_level=True)
    def show(self, code: str) -> str:
        """What is known of someone."""
        stage = self._stage
        with stage.store() as store:
            try:
                told = actions.person_told(store, stage.data_key, code, stage.terms())
            except SettingError:
                abort(404)
            stands = actions.standstill(store)
        leads = current().role is Role.PROJECT_LEADER
        return render_template("person/person.html", told=told, leads=leads, today=stage.now(), standstill=stands)

    @who(Role.PROJECT_LEADER, action=True)
    def copy(self, code: str) -> Answer:
        """A copy of everything that is kept, as a file to give to the person."""
        stage = self._stage
        with stage.store() as store:
            try:
                page = actions.own_page(
                    store, stage.settings, stage.data_key, code, now=stage.now(), by=self._errands.by()
                )
            except SettingError:
                abort(404)
        response = Response(page, mimetype="text/html")
        # A fixed name, because the code of someone has no place in a header.
        response.headers["Content-Disposition"] = 'attachment; filename="overzicht-deelnemer.html"'
        return response

    @who(Role.PROJECT_LEADER, person_level=True)
    def erasing(self, code: str) -> str:
        """What erasing someone means."""
        return self._ask(code, "")

    def _ask(self, code: str, problem: str) -> str:
        stage = self._stage
        with stage.store() as store:
            try:
                plan = actions.to_erase(store, wiring.graves(stage.settings, store), code)
            except SettingError:
                abort(404)
        return render_template("person/erasing.html", plan=plan, problem=problem, by_hand=actions.BY_HAND)

    @who(Role.PROJECT_LEADER, action=True)
    def erase(self, code: str) -> Answer:
        """Erase someone, when the box is ticked."""
        stage = self._stage
        if request.form.get("zeker") != "ja":
            return Response(self._ask(code, "Vink eerst aan dat u het zeker weet."), 400, mimetype="text/html")
        with stage.store() as store:
            graves = wiring.graves(stage.settings, store)
            try:
                known = actions.to_erase(store, graves, code).code
            except SettingError:
                abort(404)
            done = actions.erase(store, graves, [known], now=stage.now(), by=self._errands.by())
        page = render_template("person/erased.html", trouble=done.trouble, by_hand=actions.BY_HAND)
        return Response(page, mimetype="text/html")
