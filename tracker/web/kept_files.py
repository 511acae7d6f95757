"""The style sheet, the icon and their like: read once when the app starts, and answered from memory ever after.

An open file is a promise that the server may break when a browser goes away halfway; bytes in memory promise nothing.
"""

from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, request
from werkzeug.wrappers import Response as Answer

from tracker.web.access import everyone

_FOLDER = Path(__file__).parent / "static"


def add_kept_files(app: Flask) -> None:
    """Serve everything in the folder `static` under `/static/`, each with a tag by which a browser keeps it."""
    kept = {path.relative_to(_FOLDER).as_posix(): path.read_bytes() for path in _FOLDER.rglob("*") if path.is_file()}

    @everyone
    def static(filename: str) -> Answer:
        if filename not in kept:
            abort(404)
        response = Response(kept[filename], mimetype=guess_type(filename)[0] or "application/octet-stream")
        response.add_etag()
        return response.make_conditional(request)

    app.add_url_rule("/static/<path:filename>", "static", static)
