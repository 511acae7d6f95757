"""Keyed hashes: recognised with the key, read back by nobody, and kept apart by what they are for."""

import hashlib
import hmac

from tests.protection.builders import KEY
from tracker.protection.seal import fingerprint, sealed, tombstone

OTHER_KEY = bytes(reversed(KEY)) + b"x"


def test_a_seal_is_the_written_formula() -> None:
    assert sealed(KEY, "address", "sam") == hmac.new(KEY, b"address\0sam", hashlib.sha256).hexdigest()


def test_the_same_text_for_another_purpose_or_under_another_key_is_another_seal() -> None:
    seals = [sealed(KEY, "address", "D-001"), tombstone(KEY, "D-001"), tombstone(OTHER_KEY, "D-001")]
    assert len({*seals}) == 3
    assert all(len(seal) == 64 and "D-001" not in seal for seal in seals)


def test_a_tombstone_is_that_of_one_code() -> None:
    assert tombstone(KEY, "D-001") == tombstone(KEY, "D-001") != tombstone(KEY, "D-002")


def test_a_key_is_recognised_by_the_first_figures_of_a_seal() -> None:
    assert fingerprint(KEY) == sealed(KEY, "fingerprint", "")[:16]
    assert len(fingerprint(KEY)) == 16
    assert fingerprint(KEY) != fingerprint(OTHER_KEY)
