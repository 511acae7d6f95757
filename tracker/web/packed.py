"""Bytes that are sent as they are or packed, whichever the browser takes, with a tag that saves sending them again."""

import gzip
import hashlib
from dataclasses import dataclass

from flask import Response, request
from werkzeug.wrappers import Response as Answer


@dataclass(frozen=True, slots=True)
class Packed:
    """Some bytes, kept packed, and a tag that is theirs alone.

    Nearly every browser takes them packed. Unpacking them for another one costs a fraction of a millisecond, and
    keeping them both ways would take eight times the memory.
    """

    packed: bytes
    tag: str

    @classmethod
    def of(cls, plain: bytes) -> "Packed":
        """The bytes with all that goes with them."""
        # A moment in the packing would make equal bytes differ.
        return cls(gzip.compress(plain, mtime=0), hashlib.sha256(plain).hexdigest()[:32])

    def answer(self, mimetype: str, vary: str = "Accept-Encoding") -> Answer:
        """The answer to this request: packed when the browser says so, and empty when it has these very bytes."""
        is_packed = bool(request.accept_encodings["gzip"])
        response = Response(self.packed if is_packed else gzip.decompress(self.packed), mimetype=mimetype)
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = vary
        response.set_etag(self.tag + ("-gz" if is_packed else ""))
        return response.make_conditional(request)
