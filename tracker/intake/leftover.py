"""What of a sheet a proposed mapping leaves unread, and why: every column with a heading, and every tab."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.columns import STEPS
from tracker.intake.content import misfit
from tracker.intake.headings import kind_and_field, private_because
from tracker.intake.layout import column_letter
from tracker.intake.names import plain
from tracker.intake.unknown import Match, Unknown
from tracker.wording import listing


@dataclass(frozen=True, slots=True)
class NotRead:
    """A column, or without heading a whole tab, that will not be read, and why (Dutch, a clause)."""

    title: str
    why: str
    heading: str | None = None
    letter: str | None = None


def tab_not_read(source: Unknown, found: Match | None) -> NotRead:
    """A whole tab that cannot be read, with what it was most like (None when it was like nothing)."""
    title = source.head.title
    if not source.row:
        return NotRead(title, "wij vinden geen rij met kolomnamen")
    if found is None or len(found.fields) < 2:
        return NotRead(title, "wij herkennen de kolommen niet")
    lacking = listing([column.heading for column in found.missing])
    why = f"dit lijkt op {found.tab.title}, maar wij vinden geen kolom voor {lacking}"
    hints = [f"“{source.headings[index]}”: {clause}" for index, clause in found.refused.items()]
    hints += [f"bedoelt u “{source.headings[index]}”?" for index in found.near.values()]
    return NotRead(title, f"{why} ({'; '.join(hints)})" if hints else why)


_LIKE_NONE = "dit lijkt op geen van onze kolommen"


def columns_not_read(
    sources: Iterable[Unknown],
    matches: Mapping[int, Match],
    read: Mapping[str, frozenset[str]],
    doubtful: Mapping[tuple[str, str], str],
    left_out: Mapping[str, str],
) -> list[NotRead]:
    """Every column with a heading that nothing is read from, on the tabs of which something is, in their order.

    `read` has the headings (plain) that are read by the plain title of their tab, `doubtful` our heading for a title
    and heading that may be meant, `matches` by the id of a tab what it was compared with, `left_out` why people are
    not read from a tab.
    """
    left = []
    for source in sources:
        title = plain(source.head.title)
        count = Counter(plain(name) for name in source.headings)
        for index, name in enumerate(source.headings if title in read else ()):
            if name and plain(name) not in read[title]:
                ours = doubtful.get((title, plain(name)))
                found = matches.get(source.head.sheet_id)
                why = f"bedoelt u {ours}?" if ours else _why_not(source, index, found, doubled=count[plain(name)] > 1)
                if why == _LIKE_NONE:
                    why = left_out.get(source.head.title, why)
                left.append(NotRead(source.head.title, why, name, column_letter(index)))
    return left


def _why_not(source: Unknown, index: int, found: Match | None, *, doubled: bool) -> str:
    name = source.headings[index]
    if private := private_because(name):
        return f"dit {private}"
    if doubled:
        return "deze naam staat boven meer dan één kolom"
    if source.profile(index).holds_secrets:
        return "er staan gegevens in die bij één mens horen"
    return _why_no_match(index, found) or _why_no_step(source, index)


def _why_no_match(index: int, found: Match | None) -> str | None:
    """What the comparison with a known tab said of a column, if anything."""
    if found is None:
        return None
    near = next((field for field, place in found.near.items() if place == index), None)
    return f"bedoelt u {found.tab.column(near).heading}?" if near else found.refused.get(index)


def _why_no_step(source: Unknown, index: int) -> str:
    said = kind_and_field(source.headings[index])
    if said is None:
        return _LIKE_NONE
    clause = misfit(STEPS.column(said[1]), source.profile(index)) if said[1] else None
    return clause or "zonder kolom met een begindatum erbij is dit geen stap"
