"""What papers are called: their audience on the shelf, and the names of their files, so that no two share one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.edition import Audience, Edition, MeetingWords
from tracker.wording import addresses

ESF: Final = ":esf"
"""Stands behind the name of a grant in papers with the figures as ESF+ counts them."""

_MEETING: Final = "-vergadering-"


def whose(audience: str, subject: str = "") -> str:
    """How the shelf names for whom a paper is: `stuurgroep`, `partner:` and its name."""
    return f"{audience}:{subject}" if subject else audience


def subjects_of(whole: Edition, audience: str) -> tuple[str, ...]:
    """The partners or grants of a whole edition that papers for an audience can be about."""
    if audience == Audience.PARTNER:
        return tuple(one.name for one in whole.partners)
    return tuple(one.name for one in whole.grants) if audience == Audience.FUNDER else ()


def short_names(audience: str, subjects: Iterable[str]) -> Mapping[str, str]:
    """For each partner or grant how it is called in names of files, one and the same for no two of them."""
    every = tuple(subjects)
    return addresses((*every, *(f"{one}{ESF}" for one in every)) if audience == Audience.FUNDER else every)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperName:
    """What a set of papers is called.

    `whose` is how the shelf names for whom they are, `about` one of `short_names`, and `apart` what sets them apart
    from others of the same day.
    """

    whose: str
    day: date
    about: str = ""
    concept: bool = False
    apart: str = ""

    @property
    def stem(self) -> str:
        """How the names of the files begin: `financier-npg-esf-2026-11-01-concept`."""
        about = f"-{self.about}" if self.about else ""
        audience = self.whose.partition(":")[0]
        return f"{audience}{about}-{self.day.isoformat()}{'-concept' if self.concept else ''}{self.apart}"


def apart(meeting: MeetingWords | None, usual: MeetingWords | None) -> str:
    """What sets papers for a meeting apart from those with the words that belong to their reference date; or nothing.

    Several meetings may have one reference date, and each gets its own papers.
    """
    return "" if meeting is None or meeting == usual else f"{_MEETING}{meeting.held_on.isoformat()}"


def meeting_in(name: str) -> date | None:
    """The day of the meeting in the name of a file on the shelf, when it has one."""
    if not name.startswith(_MEETING):
        return None
    begin = len(_MEETING)
    return date.fromisoformat(name[begin : begin + len("2026-11-01")])


def without_meeting(name: str) -> str:
    """The end of the name of a file on the shelf: `.pdf`, `-cijfers.csv`."""
    found = meeting_in(name)
    return name if found is None else name.removeprefix(f"{_MEETING}{found.isoformat()}")
