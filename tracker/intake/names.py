"""How names and words are compared: equal after taking away what people do not see, and near misses as a suggestion."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

LIKENESS = 90
"""How alike (0–100) a name must be before it is suggested; below this suggestions are wrong more often than right."""

CLEAR_LEAD = 5
"""How much better the best suggestion must be than the next one."""

LONGEST_COMPARED = 120
"""A longer text is no slip of the pen in a name."""

MOST_SUGGESTIONS = 1_000
"""After so many texts without a match a column holds something else than names, and suggestions cost time only."""

MOST_COMPARED = 2_000_000
"""So many times two names are held against each other for one column, which takes about a second."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")


def clean(text: str) -> str:
    """The text on one line as people see it: no invisible characters, no odd, doubled or outer spaces; case stays."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(text.split())


def plain(text: str) -> str:
    """The text as people compare it: clean, and without case and accents."""
    if text.isascii():
        return " ".join(text.casefold().split())
    bare = _MARKS.sub("", unicodedata.normalize("NFD", clean(text).casefold()))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


class Near:
    """Names in which a near miss of a text is sought, made ready once for many texts."""

    def __init__(self, names: Iterable[str] | Mapping[str, str]) -> None:
        """Take names, or a mapping from each spelling to the name that is suggested for it."""
        pairs = names.items() if isinstance(names, Mapping) else ((name, name) for name in names)
        self._names = {plain(spelling): name for spelling, name in pairs}
        self._spellings = list(self._names)
        self._left = min(MOST_SUGGESTIONS, MOST_COMPARED // max(1, len(self._spellings)))

    def suggestion(self, text: str) -> str | None:
        """The one name that the text most likely stands for, or None when none is near or two are.

        Only ever shown to a person; nothing is stored on the strength of it.
        """
        if len(text) > LONGEST_COMPARED or not self._left or not (wanted := plain(text)):
            return None
        from rapidfuzz import fuzz, process

        self._left -= 1
        least = LIKENESS - CLEAR_LEAD
        found = process.extract(wanted, self._spellings, scorer=fuzz.ratio, limit=5, score_cutoff=least)
        if not found or found[0][1] < LIKENESS:
            return None
        best = self._names[found[0][0]]
        rivals = (score for spelling, score, _ in found[1:] if self._names[spelling] != best)
        return None if any(found[0][1] - score < CLEAR_LEAD for score in rivals) else best


def suggestion(text: str, names: Iterable[str] | Mapping[str, str]) -> str | None:
    """The one name that a single text most likely stands for; see `Near`."""
    return Near(names).suggestion(text)
