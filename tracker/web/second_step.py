"""The second step of logging in: a code of six figures from the app on someone's phone, and setting that up."""

from typing import Final

from flask import Flask, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker.actions import second_factor as factors
from tracker.actions.visitor import REMEMBERED, WITH_SECOND_FACTOR
from tracker.web.access import current, own_path, who
from tracker.web.cookies import DEVICE, Cookies
from tracker.web.door import Door

_WRONG: Final = "Deze code klopt niet. Wacht op de volgende code en typ die over."
_TOO_OFTEN: Final = "U probeerde te veel codes. Wacht een half uur en probeer het dan opnieuw."


def add_second_step(app: Flask, door: Door) -> None:
    """Ask the second factor of whoever has one."""
    pages = SecondStep(app, door)
    app.add_url_rule("/tweede-stap", "second_factor", pages.show, methods=["GET"])
    app.add_url_rule("/tweede-stap", "second_factor_prove", pages.prove, methods=["POST"])


class SecondStep:
    """The form for a code, and the first time also the picture to set it up."""

    def __init__(self, app: Flask, door: Door) -> None:
        self._app, self._door, self._cookies = app, door, Cookies(door.host is not None)

    @who(*WITH_SECOND_FACTOR)
    def show(self) -> Response:
        """The form. Setting up asks for a login of the last half hour."""
        session["verder"] = own_path(self._app, request.args.get("verder") or session.get("verder"))
        return self._page("", 200)

    @who(*WITH_SECOND_FACTOR)
    def prove(self) -> Response:
        """Try a code; a right one leads to where someone wanted to go."""
        door = self._door
        with door.store() as store:
            proof = factors.prove_second_factor(
                store,
                door.keys,
                current(),
                code=request.form.get("code", "")[:20],
                salt=session.get("zout", ""),
                remember=request.form.get("onthoud") == "ja",
                now=door.now(),
            )
        if not proof.right:
            return self._page(_TOO_OFTEN if proof.too_often else _WRONG, 429 if proof.too_often else 400)
        session.pop("zout", None)
        response = redirect(own_path(self._app, session.pop("verder", "/")), 303)
        if proof.device:
            self._cookies.keep(response, DEVICE, proof.device, REMEMBERED)
        return response

    def _page(self, problem: str, status: int) -> Response:
        visitor, door = current(), self._door
        with door.store() as store:
            is_there = factors.has_second_factor(store, visitor)
        if is_there:
            page = render_template("login/second.html", problem=problem, days=REMEMBERED.days)
            return Response(page, status, mimetype="text/html")
        if not visitor.is_fresh(door.now()):
            return redirect(url_for("login", verder=own_path(self._app, session.get("verder"))), 303)
        session.setdefault("zout", factors.new_salt())
        new = factors.new_factor(door.keys, visitor, session["zout"])
        # The picture is drawn by us from a secret of ours; nothing that anybody typed is in it.
        picture = Markup(new.picture)  # noqa: S704 - see above.
        page = render_template(
            "login/second_new.html", problem=problem, days=REMEMBERED.days, secret=new.secret, picture=picture
        )
        return Response(page, status, mimetype="text/html")
