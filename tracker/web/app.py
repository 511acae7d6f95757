"""The pages as a WSGI app: it takes a way to draw the newest edition and a way to let people in, and answers requests.

Without a public address (EW_BASE_URL with https) it answers this computer only.
"""

from typing import Final

from flask import Flask, Response, abort, jsonify, request
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from tracker import places, wording
from tracker.settings import Settings, read_settings
from tracker.web.about import add_about
from tracker.web.access import everyone
from tracker.web.attention import add_attention
from tracker.web.cookies import Cookies
from tracker.web.door import Door, open_door
from tracker.web.downloads import add_downloads
from tracker.web.draw import Draw, Editions, Stage
from tracker.web.errands import Errands
from tracker.web.failures import show_failures
from tracker.web.filters import add_filters
from tracker.web.goals import add_goals
from tracker.web.headers import add_headers
from tracker.web.kept_files import add_kept_files
from tracker.web.kept_pages import KeptPages
from tracker.web.login import add_login
from tracker.web.loopback import asks_for, is_from_here
from tracker.web.menu import add_menu
from tracker.web.metrics import add_metrics
from tracker.web.nothing_yet import add_nothing_yet
from tracker.web.packing import add_packing
from tracker.web.partner import add_partner
from tracker.web.partners import add_partners
from tracker.web.person import add_person
from tracker.web.places import add_places
from tracker.web.programme import add_programme
from tracker.web.quality import add_quality
from tracker.web.second_step import add_second_step
from tracker.web.still_right import add_still_right

_LARGEST_FORM: Final = 64 * 1024
_WATCHED: Final = frozenset({"healthz", "metrics"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

_FILTERS = (
    wording.number,
    wording.percent,
    wording.long_date,
    wording.short_date,
    wording.moment,
    wording.short_moment,
    wording.plural,
    wording.capital,
    wording.by_date,
    wording.figure_value,
    wording.target_value,
)
"""What templates may call, each under its own name."""


def create_app(draw: Draw | None = None, door: Door | None = None, settings: Settings | None = None) -> Flask:
    """The app. `draw` gives editions and their charts, `door` lets people in; the settings say how otherwise.

    Raises TrackerError when the settings cannot be used, and when they open the pages to others before all is set that
    this asks for.
    """
    settings = settings or read_settings()
    door = door or open_door(settings)
    stage = Stage(settings=settings, store=door.store, data_key=door.keys.data)
    draw = draw or Editions(stage)
    app = Flask(__name__, template_folder=str(places.templates()), static_folder=None)
    app.secret_key = door.keys.forms
    app.config.update(
        MAX_CONTENT_LENGTH=_LARGEST_FORM,
        WTF_CSRF_TIME_LIMIT=None,  # A form that stood open during lunch still works.
        WTF_CSRF_SSL_STRICT=False,  # It asks for a Referer, and our own policy says that browsers send none.
    )
    Cookies(door.host is not None).of_forms(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({shown.__name__: shown for shown in _FILTERS})
    _refuse_others(app, door.host)
    add_headers(app)
    add_packing(app)
    show_failures(app)
    add_nothing_yet(app, stage)
    # Who may see a page is asked before what was sent is looked at, so that a page that is not theirs stays unknown.
    add_login(app, door)
    CSRFProtect(app)
    add_second_step(app, door)
    add_kept_files(app)
    add_filters(app)
    add_menu(app)
    kept = KeptPages(draw)
    add_programme(app, kept)
    add_goals(app, kept)
    add_places(app, kept)
    add_partner(app, kept, stage)
    add_still_right(app, stage)
    add_partners(app, kept)
    add_about(app, draw, settings)
    errands = Errands(stage, door, draw.renew if isinstance(draw, Editions) else lambda: None)
    add_attention(app, stage)
    add_person(app, stage, errands)
    add_quality(app, stage, door, errands)
    add_downloads(app, stage, errands)
    app.add_url_rule("/healthz", "healthz", _healthz)
    add_metrics(app, door)
    return app


def _refuse_others(app: Flask, host: str | None) -> None:
    """Refuse whoever comes under another name, or from elsewhere when the pages are for this computer only."""

    def before() -> None:
        # Whoever watches whether the app lives asks by whatever name the machine has.
        if host and request.endpoint not in _WATCHED and not asks_for(request, host):
            abort(404)
        if host is None and not is_from_here(request):
            abort(403)
        if request.method not in _SAFE and not _is_our_own_form():
            abort(400)

    app.before_request(before)


def _is_our_own_form() -> bool:
    """Whether a browser says that a form comes from a page of ours; one that says nothing still needs the token."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


@everyone
def _healthz() -> Response:
    """Whether the app answers; it opens no database, so that a probe each second costs nothing."""
    return jsonify(status="ok")
