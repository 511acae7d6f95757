"""Large pages that are made anew for each request go out packed, as the kept ones do."""

import gzip
from typing import Final

from flask import Flask, Response, request

_WORTH: Final = 16_000
"""Smaller pages are sent in a few packets as they are."""

_QUICK: Final = 5
"""How hard to press: harder takes twice as long, and saves a few hundredths."""


def add_packing(app: Flask) -> None:
    """Pack what is large enough, for browsers that take it packed."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    """The answer, packed when that helps and tells nothing.

    How small a page becomes could tell of a token in it to someone who may put words in that page. So nothing is packed
    that was asked for with words of the asker's own, and the small pages with an address in their forms are left too.
    """
    if request.method != "GET" or request.query_string or not request.accept_encodings["gzip"]:
        return response
    if response.status_code != 200 or response.mimetype != "text/html" or response.is_streamed:
        return response
    plain = response.get_data()
    if len(plain) < _WORTH or "Content-Encoding" in response.headers or "Content-Disposition" in response.headers:
        return response
    response.set_data(gzip.compress(plain, _QUICK, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
