"""The pages to log in and out: an address, a mail, a link or a code, and for some a second step.

A GET changes nothing, because mail scanners open every link: each step is a form that someone sends.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from tracker.actions import login as logins
from tracker.actions import session as sessions
from tracker.actions.login import Entered
from tracker.actions.visitor import Visitor
from tracker.web.access import EVERY_ROLE, current, everyone, guard, own_path, who
from tracker.web.cookies import BROWSER, DEVICE, SESSION, Cookies
from tracker.web.door import Door
from tracker.web.loopback import client_of

_TOO_OFTEN: Final = "U vroeg dit al een paar keer. Wacht een half uur en probeer het dan opnieuw."
_NO_ADDRESS: Final = "Dit is geen e-mailadres. Controleer wat u typte."
_TRIED_OUT: Final = "Deze code werkt niet. Vraag een nieuwe mail."
_LINK_IS_OLD: Final = "Deze link werkt niet meer. Een link werkt één keer en maar kort."

_LONGEST_NUMBER: Final = 4
"""Nobody has so many roles that counting them takes more figures."""


def add_login(app: Flask, door: Door) -> None:
    """Let people log in and out, and hold every request against what its view declares."""
    pages = LoginPages(app, door)
    guard(app, pages.find, lambda visitor: visitor.is_fresh(door.now()), pages.note)
    app.context_processor(lambda: {"visitor": g.get("visitor")})
    for rule, endpoint, view, method in (
        ("/inloggen", "login", pages.login, "GET"),
        ("/inloggen", "login_ask", pages.ask, "POST"),
        ("/inloggen/code", "login_code", pages.code, "GET"),
        ("/inloggen/code", "login_by_code", pages.by_code, "POST"),
        ("/inloggen/link/<token>", "login_link", pages.link, "GET"),
        ("/inloggen/link/<token>", "login_by_link", pages.by_link, "POST"),
        ("/inloggen/eenmalig/<token>", "login_once", pages.once, "GET"),
        ("/inloggen/eenmalig/<token>", "login_by_hand", pages.by_hand, "POST"),
        ("/mijn-toegang", "account", pages.account, "GET"),
        ("/mijn-toegang", "account_switch", pages.switch, "POST"),
        ("/uitloggen", "log_out", pages.log_out, "POST"),
        ("/uitloggen/overal", "log_out_everywhere", pages.log_out_everywhere, "POST"),
    ):
        app.add_url_rule(rule, endpoint, view, methods=[method])


class LoginPages:
    """The views; each asks one action and answers with one page."""

    def __init__(self, app: Flask, door: Door) -> None:
        self._app, self._door, self._cookies = app, door, Cookies(door.host is not None)

    # --- Who asks -----------------------------------------------------------------------------------------------------

    def find(self) -> Visitor | None:
        """Who is logged in, by the cookies of this request and by `Toegang` as it is now."""
        name = self._cookies.read(SESSION)
        if not name:
            return None
        with self._door.store() as store:
            return sessions.find_visitor(
                store,
                self._door.keys,
                session=name,
                device=self._cookies.read(DEVICE),
                second_factor=self._door.second_factor,
                now=self._door.now(),
            )

    def note(self, visitor: Visitor, endpoint: str, arguments: Mapping[str, Any]) -> None:
        """Write in the audit log that someone opened a page about persons, or did something there."""
        with self._door.store() as store:
            sessions.note_visit(store, self._door.keys, visitor, endpoint, arguments, self._door.now())

    # --- Asking for a mail --------------------------------------------------------------------------------------------

    @everyone
    def login(self) -> str:
        """The form for an address."""
        after = own_path(self._app, request.args.get("verder"))
        return self._form(after, visitor=self.find())

    @everyone
    def ask(self) -> Response:
        """Keep that a mail was asked for; whether it goes out is found out later, when the answer was given."""
        after = own_path(self._app, request.form.get("verder"))
        address = logins.typed_address(request.form.get("adres", ""))
        if address is None:
            return Response(self._form(after, problem=_NO_ADDRESS), 400, mimetype="text/html")
        door, now, client = self._door, self._door.now(), client_of(request, self._door.host)
        with door.store() as store:
            browser = self._cookies.read(BROWSER)
            asked = logins.ask_to_log_in(
                store, door.keys, address=address, client=client, browser=browser or None, now=now
            )
        if asked is None:
            return Response(self._form(after, problem=_TOO_OFTEN), 429, mimetype="text/html")
        base_url = door.base_url or request.host_url.rstrip("/")
        door.later(lambda: logins.send_login_mail(door.store, door.keys, door.post, asked, base_url=base_url, now=now))
        session["verder"] = after
        response = redirect(url_for("login_code"), 303)
        self._cookies.keep(response, BROWSER, asked.browser, logins.MAIL_WORKS)
        return response

    def _form(self, after: str, problem: str = "", visitor: Visitor | None = None) -> str:
        return render_template("login/login.html", after=after, problem=problem, known=visitor)

    # --- Coming back with a code or a link ----------------------------------------------------------------------------

    @everyone
    def code(self) -> Response:
        """The form for the code, for a browser that asked for a mail."""
        if not self._cookies.read(BROWSER):
            return redirect(url_for("login"), 303)
        return self._ask_code("")

    @everyone
    def by_code(self) -> Response:
        """Log in with a code."""
        door = self._door
        with door.store() as store:
            entered = logins.log_in_by_code(
                store,
                door.keys,
                code=request.form.get("code", "")[:40],
                browser=self._cookies.read(BROWSER),
                client=client_of(request, door.host),
                instead_of=self._cookies.read(SESSION),
                now=door.now(),
            )
        if entered.session is None and entered.tries_left:
            return self._ask_code(f"Deze code klopt niet. U kunt het nog {entered.tries_left} keer proberen.", 400)
        return self._entered(entered, _TRIED_OUT)

    def _ask_code(self, problem: str, status: int = 200) -> Response:
        minutes = logins.MAIL_WORKS // timedelta(minutes=1)
        return Response(
            render_template("login/code.html", problem=problem, minutes=minutes), status, mimetype="text/html"
        )

    @everyone
    def link(self, token: str) -> str:
        """The button to log in with; in a browser that asked for no mail, what to do there instead."""
        here = bool(self._cookies.read(BROWSER))
        return render_template("login/link.html", token=token, here=here, target="login_by_link")

    @everyone
    def by_link(self, token: str) -> Response:
        """Log in with the link of a mail."""
        door = self._door
        with door.store() as store:
            entered = logins.log_in_by_link(
                store,
                door.keys,
                link=token,
                browser=self._cookies.read(BROWSER),
                client=client_of(request, door.host),
                instead_of=self._cookies.read(SESSION),
                now=door.now(),
            )
        return self._entered(entered, _LINK_IS_OLD)

    @everyone
    def once(self, token: str) -> str:
        """The button to log in with, for a link that the operator made."""
        return render_template("login/link.html", token=token, here=True, target="login_by_hand")

    @everyone
    def by_hand(self, token: str) -> Response:
        """Log in with a link that the operator made."""
        door = self._door
        with door.store() as store:
            entered = logins.log_in_by_hand(
                store,
                door.keys,
                link=token,
                client=client_of(request, door.host),
                instead_of=self._cookies.read(SESSION),
                now=door.now(),
            )
        return self._entered(entered, _LINK_IS_OLD)

    def _entered(self, entered: Entered, refusal: str) -> Response:
        """Where someone wanted to go, with a new session; or the form for an address, with what went wrong."""
        after = own_path(self._app, session.get("verder"))
        if entered.session is None:
            return Response(self._form(after, problem=refusal), 400, mimetype="text/html")
        # What a form kept before someone logged in says nothing about who they are now.
        session.clear()
        response = redirect(after, 303)
        self._cookies.keep(response, SESSION, entered.session)
        self._cookies.drop(response, BROWSER)
        return response

    # --- Being logged in, and out -------------------------------------------------------------------------------------

    @who(*EVERY_ROLE)
    def account(self) -> str:
        """As what someone is logged in, and how to go on as something else or to log out."""
        return render_template("login/account.html", logged_in=current())

    @who(*EVERY_ROLE)
    def switch(self) -> Response:
        """Go on in another role that the same address has."""
        number = request.form.get("rol", "")
        if len(number) > _LONGEST_NUMBER or not number.isdecimal():
            abort(400)
        with self._door.store() as store:
            found = sessions.switch_standing(store, current(), int(number), self._door.now())
        if not found:
            abort(400)
        return redirect("/", 303)

    @who(*EVERY_ROLE)
    def log_out(self) -> Response:
        """Log out in this browser."""
        with self._door.store() as store:
            sessions.log_out(store, current(), self._door.now())
        return self._gone()

    @who(*EVERY_ROLE)
    def log_out_everywhere(self) -> Response:
        """Log out in every browser, and forget every device."""
        with self._door.store() as store:
            sessions.log_out_everywhere(store, current(), self._door.now())
        response = self._gone()
        self._cookies.drop(response, DEVICE)
        return response

    def _gone(self) -> Response:
        session.clear()
        response = redirect(url_for("login"), 303)
        self._cookies.drop(response, SESSION)
        return response
