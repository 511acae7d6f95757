"""Cell-key rounding: a set of people comes in, a multiple of five goes out, the same one whenever the set is."""

import hashlib
import hmac
from collections.abc import Iterable
from fractions import Fraction

BASE = 5
"""Counts of people are shown as multiples of this."""

FEWEST_FOR_SHARE = 25
"""A percentage about persons needs a denominator of at least so many."""

FEWEST_ANSWERS = 10
"""A figure made of answers needs at least so many people who answered."""

_KEYS = 2**64


def person_key(data_key: bytes, code: str) -> int:
    """The part of one person in a cell key, below 2^64: the first eight bytes of HMAC-SHA256(data key, code)."""
    return int.from_bytes(hmac.new(data_key, code.encode(), hashlib.sha256).digest()[:8], "big")


def cell_key(person_keys: Iterable[int]) -> int:
    """The key of a set of people: the sum of their parts modulo 2^64, so that no order or path matters."""
    return sum(person_keys) % _KEYS


def rounded(count: int, key: int) -> int:
    """What is shown of a count: `5⌊n/5⌋ + 5·[u < (n mod 5)/5]` with `u = SHA256(key) / 2^256`, in whole numbers.

    The expected value over keys is the count itself. The key is hashed as eight bytes, the highest first.
    """
    draw = int.from_bytes(hashlib.sha256(key.to_bytes(8, "big")).digest(), "big")
    up = draw * BASE < (count % BASE) << 256
    return BASE * (count // BASE + up)


def protected_count(data_key: bytes, codes: Iterable[str]) -> int:
    """What is shown of a set of people, each counted once."""
    distinct = frozenset(codes)
    return rounded(len(distinct), cell_key(person_key(data_key, code) for code in distinct))


def possible_counts(shown: int) -> tuple[int, int]:
    """The lowest and highest count that can be shown as `shown`: all that a reader can know of the true one."""
    return max(0, shown - BASE + 1), shown + BASE - 1


def protected_share(part: int, whole: int, fewest: int = FEWEST_FOR_SHARE) -> Fraction | None:
    """A share made of two protected counts, at most 1; None when fewer than `fewest` people may be behind it.

    It is decided and computed from what is shown alone: a percentage that is there or not may not tell more than that.
    """
    if whole == 0 or possible_counts(whole)[0] < fewest:
        return None
    return min(Fraction(part, whole), Fraction(1))
