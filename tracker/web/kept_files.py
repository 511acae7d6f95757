"""The style sheet, the icon and their like: read once when the app starts, and answered from memory ever after.

An open file is a promise that the server may break when a browser goes away halfway; bytes in memory promise nothing.
"""

from mimetypes import guess_type
from pathlib import Path

from flask import Flask, abort, request
from werkzeug.wrappers import Response as Answer

from tracker.web.access import everyone
from tracker.web.headers import ASK_FIRST, FOR_GOOD
from tracker.web.packed import Packed

_FOLDER = Path(__file__).parent / "static"


_VERSION = 12
"""How many signs of a tag stand in an address."""


def add_kept_files(app: Flask) -> None:
    """Serve everything in the folder `static` under `/static/`.

    The address that pages give has a version: what is there under that address never changes, so that a browser may
    keep it for good. Without a version, or with an old one, a browser asks each time whether it still has the newest.
    """
    files = (path for path in _FOLDER.rglob("*") if path.is_file())
    kept = {path.relative_to(_FOLDER).as_posix(): Packed.of(path.read_bytes()) for path in files}

    @everyone
    def static(filename: str) -> Answer:
        if filename not in kept:
            abort(404)
        response = kept[filename].answer(guess_type(filename)[0] or "application/octet-stream")
        is_newest = request.args.get("v") == kept[filename].tag[:_VERSION]
        response.headers["Cache-Control"] = FOR_GOOD if is_newest else ASK_FIRST
        return response

    @app.url_defaults
    def with_version(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and values.get("filename") in kept:
            values.setdefault("v", kept[values["filename"]].tag[:_VERSION])

    app.add_url_rule("/static/<path:filename>", "static", static)
