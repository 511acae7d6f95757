"""What the programme sees of “klopt dit nog?”: which partners answered, what is not right, and what was handled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tracker.actions.still_right import asked_lines, open_round
from tracker.errors import SettingError
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.figures.still_right import Line, Round
    from tracker.store import Store

_LARGEST: Final = 2**31 - 1
"""The largest number of a row that every database takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAnswered:
    """How far a partner is in the round: how much it was asked and answered, what of that was wrong, and when last."""

    name: str
    asked: int
    answered: int
    wrong: int
    last_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongAnswer:
    """An answer that is not “klopt” and that nobody was done with: who says what about what, and what one can do.

    `name` and `mark` tell this very answer from a later one about the same row.
    """

    name: str
    mark: str
    partner: str
    participant: str | None
    said: str
    about: str
    since: date
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reactions:
    """What partners answered: how far each is in the round that is open (nothing when none is), and what is wrong.

    `right` counts the answers that said “klopt” and hold now; `held_on` is the day of the meeting.
    """

    held_on: date | None
    partners: tuple[PartnerAnswered, ...]
    wrong: tuple[WrongAnswer, ...]
    right: int

    @property
    def all_done(self) -> int:
        """How many partners answered everything."""
        return sum(one.answered == one.asked for one in self.partners)

    @property
    def begun(self) -> int:
        """How many partners answered something, and not everything."""
        return sum(0 < one.answered < one.asked for one in self.partners)


def reactions(store: "Store", now: datetime, thresholds: Mapping[str, int]) -> Reactions:
    """What partners answered, the gravest first; who did not answer yet comes first among the partners."""
    from tracker.figures.still_right import worst_first

    found = open_round(store, now, thresholds)
    if found is None and not store.answers.all():
        return Reactions(held_on=None, partners=(), wrong=(), right=0)
    asked, _ = asked_lines(store, now)
    every = [line for some in asked.values() for line in some]
    partners = [_answered(name, some, found) for name, some in asked.items()] if found else []
    return Reactions(
        held_on=found.held_on if found else None,
        partners=tuple(sorted(partners, key=lambda one: (one.answered == one.asked, one.answered > 0, one.name))),
        wrong=tuple(_wrong(line) for line in worst_first(one for one in every if one.is_wrong)),
        right=sum(line.is_right and (found is None or found.has(line)) for line in every),
    )


def _answered(name: str, some: Sequence["Line"], found: "Round") -> PartnerAnswered:
    given = [line for line in some if found.has(line)]
    days = [today_at(line.answer.answered_at) for line in some if line.answer]
    return PartnerAnswered(
        name=name,
        asked=len(some),
        answered=len(given),
        wrong=sum(not line.is_right for line in given),
        last_on=max(days, default=None),
    )


def _wrong(line: "Line") -> WrongAnswer:
    from tracker.figures.still_right import advice, said_word, what

    assert line.answer is not None
    return WrongAnswer(
        name=_name(line),
        mark=f"{line.answer.answered_at.isoformat()} {line.answer.said}",
        partner=line.partner,
        participant=line.participant,
        said=said_word(line.answer),
        about=what(line.about),
        since=today_at(line.answer.answered_at),
        advice=advice(line.answer),
    )


def handled(store: "Store", name: str, mark: str, now: datetime) -> bool:
    """Note that the project leader is done with an answer; False when it was given anew since, or is gone.

    Raises SettingError for what names no answer.
    """
    try:
        moment, _, said = mark.partition(" ")
        row, answered_at = _row(name), datetime.fromisoformat(moment)
        if answered_at.tzinfo is None or not 0 < row[1] <= _LARGEST:
            raise ValueError
    except ValueError:
        raise SettingError("Dit is geen antwoord.", "Ga terug naar de pagina, en probeer het nog eens.") from None
    return store.answers.handle(row, said, answered_at=answered_at, at=now)


def _name(line: "Line") -> str:
    return f"{line.tab}-{line.entity}"


def _row(name: str) -> tuple[str, int]:
    tab, _, entity = name.partition("-")
    return tab, int(entity)
