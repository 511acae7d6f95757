"""Pages of a published edition are made once and then given from memory, because such an edition never changes."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Final

from flask import Response, abort, request
from werkzeug.wrappers import Response as Answer

from tracker.edition import Audience
from tracker.web.access import current
from tracker.web.draw import Draw, Drawn, Wish, wish_of

_MOST: Final = 512
"""How many pages a process keeps; each is some 50 kB, and a tenth of that packed."""


_LONGEST_NUMBER: Final = 9


def asked_number() -> int | None:
    """The number of the edition that the address asks for (`?uitgave=12`), or None; 404 for what is no number."""
    text = request.args.get("uitgave", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        abort(404)
    return int(text)


@dataclass(frozen=True, slots=True)
class _Page:
    plain: bytes
    packed: bytes
    tag: str


class KeptPages:
    """The editions that people may see, and the pages that were made of them, by everything that they depend on."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._turn = threading.Lock()

    def drawn(self) -> Drawn:
        """The edition that this request asks for, as its visitor may see it; 404 for one that does not exist."""
        return self._draw(wish_of(current(), asked_number()))

    def drawn_for(self, audience: Audience, subject: str = "") -> Drawn:
        """The edition that this request asks for, as somebody else sees it."""
        return self._draw(Wish(audience, subject, asked_number()))

    def answer(self, drawn: Drawn, make: Callable[[], str]) -> Answer:
        """The page of this request: a published edition's from memory, with a tag; a live one as it is now."""
        if drawn.edition.number is None:
            return Response(make(), mimetype="text/html")
        # Someone else of the same role and partner gets the very same page, and nobody else does.
        newest = drawn.past[0].number if drawn.past else None
        where = (request.endpoint, *sorted((request.view_args or {}).items()))
        key = (where, current().standing, drawn.edition.number, newest, drawn.standstill)
        page = self._kept(key, make)
        is_packed = bool(request.accept_encodings["gzip"])
        response = Response(page.packed if is_packed else page.plain, mimetype="text/html")
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Cookie, Accept-Encoding"
        response.set_etag(page.tag + ("-gz" if is_packed else ""))
        return response.make_conditional(request)

    def _kept(self, key: Hashable, make: Callable[[], str]) -> _Page:
        with self._turn:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        plain = make().encode()
        # A moment in the packing would make equal pages differ.
        page = _Page(plain, gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:32])
        with self._turn:
            self._pages[key] = page
            if len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return page
