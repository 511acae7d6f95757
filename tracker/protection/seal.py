"""Keyed hashes: an address or a code can be recognised with the key, and read back by nobody."""

import hashlib
import hmac


def sealed(key: bytes, purpose: str, text: str) -> str:
    """The HMAC-SHA256 of a text under the data key, as 64 hexadecimal figures.

    `purpose` keeps hashes of different kinds apart, so that one cannot be compared with another.
    """
    return hmac.new(key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def tombstone(key: bytes, code: str) -> str:
    """What stays of the code of someone who was erased."""
    return sealed(key, "tombstone", code)


def fingerprint(key: bytes) -> str:
    """What may be written down about a key, to recognise it by."""
    return sealed(key, "fingerprint", "")[:16]
