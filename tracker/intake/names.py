"""How names and words are compared: equal after taking away what people do not see, and near misses as a suggestion."""

import re
import unicodedata
from collections.abc import Iterable

LIKENESS_OF_A_NAME = 90
"""How alike (0–100) a name must be before it is suggested; below this suggestions are wrong more often than right."""

LIKENESS_OF_A_WORD = 80
"""The same for a word from a short list, where one wrong letter in five still points to one word only."""

CLEAR_LEAD = 5
"""How much better the best suggestion must be than the next one."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """The text as people compare it: no case, accents, doubled or odd spaces, line breaks or invisible characters."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
        text = _MARKS.sub("", unicodedata.normalize("NFD", text))
    return " ".join(text.casefold().split())


def suggestion(text: str, candidates: Iterable[str], likeness: int = LIKENESS_OF_A_NAME) -> str | None:
    """The one candidate that the text most likely stands for, or None when none is near or two are.

    Only ever shown to a person; nothing is stored on the strength of it.
    """
    from rapidfuzz import fuzz, process

    wanted = plain(text)
    if not wanted:
        return None
    by_name = {plain(candidate): candidate for candidate in candidates}
    best = process.extract(wanted, list(by_name), scorer=fuzz.ratio, limit=2, score_cutoff=likeness - CLEAR_LEAD)
    if not best or best[0][1] < likeness:
        return None
    if len(best) > 1 and best[0][1] - best[1][1] < CLEAR_LEAD:
        return None
    return by_name[best[0][0]]
