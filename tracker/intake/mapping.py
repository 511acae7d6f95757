"""A mapping says how a sheet of another shape fills the known tabs: its nouns, and what it does to the cells of a row.

Everything after that is the same as for a sheet of our own: a mapped row is judged by the same rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tracker.choices import EMPLOYERS, REGISTERED_BY
from tracker.columns import BY_NAME, Column, Kind, Tab
from tracker.intake.names import plain
from tracker.intake.numbers import is_whole
from tracker.intake.words import participant_code
from tracker.model import Raw

HIGHEST_NUMBER = 99_999
"""A code has at most five digits; a longer number is no code, and may well be a BSN."""

Change: TypeAlias = Callable[[tuple[Raw, ...]], tuple[Raw, ...] | None]
"""What a mapping does to the cells of a row; None when the row does not count for this part."""


@dataclass(frozen=True, slots=True)
class Part:
    """One tab of the source (by its title) that fills one known tab (by its name in the table of columns).

    `columns` gives for a field the heading in the source, `fixed` the word that each row gets, `words` what words of
    the source mean (by their plain form; an empty meaning empties the cell). With `code_prefix` a bare number 12
    becomes `D-012`. With `once` each name or code in the only column makes one row, however often it stands there.
    """

    tab: str
    source: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    code_prefix: str | None = None
    once: bool = False

    @property
    def known(self) -> Tab:
        """The tab that it fills."""
        return BY_NAME[self.tab]


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet fills the known tabs; a known tab without a part is sought under its own name."""

    parts: tuple[Part, ...]

    def shares_rows(self, part: Part) -> bool:
        """Whether the rows of a part are divided over several parts: then not every row is one of this part."""
        same = [one for one in self.parts if (one.tab, plain(one.source)) == (part.tab, plain(part.source))]
        return bool(part.fixed) or len(same) > 1


def change(part: Part, fields: Sequence[str], *, shared: bool, seen: set[str]) -> Change:
    """What a part does to a row of cells in the order of `fields`; the fixed words come behind them.

    `shared` says that a row only counts when something besides the code is filled. `seen` are the names that `once`
    parts of this tab met so far, by their plain form; it grows.
    """
    codes = frozenset(one.field for one in part.known.columns if one.kind is Kind.CODE)
    words = [_words_of(part.known.column(name), part.words) for name in fields]
    telling = [place for place, name in enumerate(fields) if name not in codes]
    behind: tuple[Raw, ...] = tuple(part.fixed.values())

    def one(values: tuple[Raw, ...]) -> tuple[Raw, ...] | None:
        cells = tuple(
            _as_code(raw, part.code_prefix) if name in codes else _in_our_words(raw, meant)
            for name, meant, raw in zip(fields, words, values, strict=True)
        )
        if shared and all(_empty(cells[place]) for place in telling):
            return None
        if part.once and not _first_time(cells[0], fields[0] in codes, seen):
            return None
        return (*cells, *behind)

    return one


def _as_code(raw: Raw, prefix: str | None) -> Raw:
    """A bare number as a code; anything else stays what it is."""
    if prefix is None:
        return raw
    digits = raw.strip() if isinstance(raw, str) else ""
    if isinstance(raw, float) and is_whole(raw) and raw >= 0:
        digits = str(int(raw))
    if digits.isascii() and digits.isdigit() and int(digits) <= HIGHEST_NUMBER:
        return f"{prefix}-{int(digits):03}"
    return raw


def _words_of(column: Column, words: Mapping[str, str]) -> Mapping[str, str]:
    """The words that change something in one column: not those that it knows, nor those that mean nothing in it."""
    if column.kind in (Kind.DATE, Kind.PAST_DATE):
        return {word: meaning for word, meaning in words.items() if not meaning}
    choices = column.choices
    if choices is None or column.kind not in (Kind.CHOICE, Kind.CHOICES):
        return words
    known = {plain(name) for option in choices.options for name in (option.word, *option.other)}
    closed = choices.extended_by is None
    return {
        word: meaning
        for word, meaning in words.items()
        if word not in known and (not closed or not meaning or plain(meaning) in known)
    }


def _in_our_words(raw: Raw, words: Mapping[str, str]) -> Raw:
    if not isinstance(raw, str) or not words:
        return raw
    meant = words.get(plain(raw))
    return raw if meant is None else meant or None


def _empty(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not plain(raw))


_NO_PARTNER = frozenset(
    plain(word)
    for choices in (EMPLOYERS, REGISTERED_BY)
    for option in choices.options
    for word in (option.word, *option.other)
)
"""Words in a column of partners that name none."""


def _first_time(raw: Raw, is_code: bool, seen: set[str]) -> bool:
    """Whether a name or code was not met before; words that are no name do not count."""
    name = plain(raw) if isinstance(raw, str) else ""
    if is_code:
        name = participant_code(name) or name
    if not name or name in _NO_PARTNER or name in seen:
        return False
    seen.add(name)
    return True
