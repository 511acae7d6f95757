"""Pages of a published edition are made once and then given from memory, because such an edition never changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from flask import Response, abort, request
from werkzeug.wrappers import Response as Answer

from tracker.edition import Audience
from tracker.web.access import current
from tracker.web.draw import Draw, Drawn, Wish, wish_of
from tracker.web.lean import lean_page
from tracker.web.packed import Packed

_MOST: Final = 512
"""How many pages a process keeps; each is some 50 kB, of which packed a tenth is kept."""


_LONGEST_NUMBER: Final = 9


def asked_number() -> int | None:
    """The number of the edition that the address asks for (`?uitgave=12`), or None; 404 for what is no number."""
    text = request.args.get("uitgave", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        abort(404)
    return int(text)


class KeptPages:
    """The editions that people may see, and the pages that were made of them, by everything that they depend on."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._pages: OrderedDict[Hashable, Packed] = OrderedDict()
        self._turn = threading.Lock()

    def drawn(self) -> Drawn:
        """The edition that this request asks for, as its visitor may see it; 404 for one that does not exist."""
        return self._draw(wish_of(current(), asked_number()))

    def drawn_for(self, audience: Audience, subject: str = "") -> Drawn:
        """The edition that this request asks for, as somebody else sees it."""
        return self._draw(Wish(audience, subject, asked_number()))

    def answer(self, drawn: Drawn, make: Callable[[], str], also: Hashable = None) -> Answer:
        """The page of this request: a published edition's from memory, with a tag; a live one as it is now.

        `also` is what else the page depends on.
        """
        if drawn.edition.number is None:
            return Response(lean_page(make()), mimetype="text/html")
        # Someone else of the same role and partner gets the very same page, and nobody else does.
        where = (request.endpoint, *sorted((request.view_args or {}).items()))
        key = (where, current().standing, drawn.edition.number, drawn.past, drawn.standstill, also)
        page = self._kept(key, make)
        return page.answer("text/html", vary="Cookie, Accept-Encoding")

    def _kept(self, key: Hashable, make: Callable[[], str]) -> Packed:
        with self._turn:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        page = Packed.of(lean_page(make()).encode())
        with self._turn:
            self._pages[key] = page
            if len(self._pages) > _MOST:
                self._pages.popitem(last=False)
        return page
