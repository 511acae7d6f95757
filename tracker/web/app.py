"""The pages as a WSGI app: it takes a way to draw the newest edition, and answers requests made on this computer."""

from flask import Flask, Response, abort, jsonify, request
from jinja2 import StrictUndefined

from tracker import places, wording
from tracker.web.failures import show_failures
from tracker.web.headers import add_headers
from tracker.web.kept_files import add_kept_files
from tracker.web.loopback import is_from_here
from tracker.web.programme import Draw, add_programme

_FILTERS = (
    wording.number,
    wording.percent,
    wording.long_date,
    wording.short_date,
    wording.moment,
    wording.plural,
    wording.capital,
    wording.by_date,
    wording.figure_value,
    wording.target_value,
)
"""What templates may call, each under its own name."""


def create_app(draw: Draw | None = None) -> Flask:
    """The app. `draw` gives the newest edition and its charts; without it the settings say which database has them.

    Raises TrackerError when the settings cannot be used.
    """
    if draw is None:
        from tracker.web.draw import newest

        draw = newest()
    app = Flask(__name__, template_folder=str(places.templates()), static_folder=None)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({shown.__name__: shown for shown in _FILTERS})
    app.before_request(_refuse_others)
    app.after_request(add_headers)
    show_failures(app)
    add_kept_files(app)
    add_programme(app, draw)
    app.add_url_rule("/healthz", "healthz", _healthz)
    return app


def _refuse_others() -> None:
    """Without login, whoever is not on this computer sees nothing, the style sheet included."""
    if not is_from_here(request):
        abort(403)


def _healthz() -> Response:
    """Whether the app answers; it opens no database, so that a probe each second costs nothing."""
    return jsonify(status="ok")
