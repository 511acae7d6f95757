"""“Klopt dit nog?”: what each partner is asked before a meeting, and what its last answers mean for what is known now.

An answer is about a row as the partner was shown it. When that row says something else by now, or is over, the answer
says nothing any more: somebody looked into it, or the partner has to be asked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.choices import LIST_ANSWERS, PLACE_ANSWERS, PLACEMENT_ANSWERS, RIGHT, STEP_KINDS, Choices
from tracker.figures.facts import Facts, Person
from tracker.figures.partners import PLACEMENTS
from tracker.figures.places import is_offered
from tracker.figures.signals import Kind, Signal
from tracker.figures.timeline import is_closed, runs_on
from tracker.model import Answer, Asked, Partner, Place, Step, World
from tracker.wording import capital, long_date, plural, today_at

ANSWERS_ABOUT: Final[Mapping[str, Choices]] = {
    "steps": PLACEMENT_ANSWERS,
    "places": PLACE_ANSWERS,
    "partners": LIST_ANSWERS,
}
"""What may be answered about a row of each tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a partner is asked: the row of the sheet as known now, and the answer that holds for it.

    `tab` and `entity` say which row it is. `participant` is the code of whose step it is, and `guided_by` who guides
    that person: for the programme only, never for a partner.
    """

    tab: str
    entity: int
    partner: str
    about: Asked
    participant: str | None = None
    guided_by: str | None = None
    answer: Answer | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether the partner said that it is not right, and nobody was done with that yet."""
        return self.answer is not None and self.answer.said != RIGHT and self.answer.handled_at is None

    @property
    def is_right(self) -> bool:
        """Whether the partner said that it is right."""
        return self.answer is not None and self.answer.said == RIGHT


# --- When ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """The time in which partners are asked: from `opens` up to and including the day of the meeting."""

    opens: date
    held_on: date

    def has(self, line: Line) -> bool:
        """Whether a partner answered this in the round."""
        return line.answer is not None and today_at(line.answer.answered_at) >= self.opens


def round_of(meeting: date | None, today: date, within: int) -> Round | None:
    """The round that is open on a day for the next meeting, of which partners are asked so many days before."""
    if meeting is None or meeting - timedelta(days=within) > today:
        return None
    return Round(meeting - timedelta(days=within), meeting)


# --- What ------------------------------------------------------------------------------------------------------------


def lines(facts: Facts, world: World, answers: Iterable[Answer], today: date) -> Mapping[str, tuple[Line, ...]]:
    """For each partner of today what it is asked: people by kind and start, then places, and its list last."""
    found: dict[str, list[Line]] = defaultdict(list)
    for one in (*_placements(facts, today), *_places(facts, today), *_lists(world)):
        found[one.partner].append(one)
    given = {(one.tab, one.entity): one for one in answers}
    return {
        partner.name: tuple(_answered(one, given.get((one.tab, one.entity))) for one in found[partner.name])
        for partner in facts.affiliated(today)
    }


def _placements(facts: Facts, today: date) -> Iterator[Line]:
    """The steps that run at a partner, of people who take part and did not withdraw their consent."""
    running = [
        Line(
            tab="steps",
            entity=entry.entity,
            partner=step.partner,
            about=step,
            participant=person.code,
            guided_by=person.participant.guided_by,
        )
        for person in facts.registered(today)
        if not is_closed(person, today) and not _is_hidden(person, today)
        for step, entry in zip(person.steps, person.entries, strict=True)
        if step.partner and step.kind in PLACEMENTS and runs_on(step, today)
    ]
    order = {kind.value: place for place, kind in enumerate(PLACEMENTS)}

    def key(line: Line) -> tuple[int, date, str, int]:
        # Neither codes nor the order of rows may show, so the number of a row only parts what looks the same.
        assert isinstance(line.about, Step)
        return order[line.about.kind], line.about.start, line.about.role or "", line.entity

    return iter(sorted(running, key=key))


def _is_hidden(person: Person, today: date) -> bool:
    withdrawn = person.participant.consent_withdrawn_on
    return withdrawn is not None and withdrawn <= today


def _places(facts: Facts, today: date) -> Iterator[Line]:
    """The places that are offered, in no order of their rows either."""
    offered = [
        (place.kind, place.offered_from, place.role or "", place.number, entity)
        for entity, place in facts.places.items()
        if place.number and is_offered(place, today)
    ]
    for *_, entity in sorted(offered):
        place = facts.places[entity]
        yield Line(tab="places", entity=entity, partner=place.partner, about=place)


def _lists(world: World) -> Iterator[Line]:
    for held in world.tabs.get("partners", ()):
        if isinstance(held.record, Partner):
            yield Line(tab="partners", entity=held.entity, partner=held.record.name, about=held.record)


def _answered(line: Line, answer: Answer | None) -> Line:
    """The line with its answer, when that is of this partner and about what the row says now."""
    if answer is None or answer.partner != line.partner:
        return line
    holds = _said_of(answer, answer.about) == _said_of(answer, line.about)
    return replace(line, answer=answer) if holds else line


def _said_of(answer: Answer, record: Asked) -> tuple[object, ...]:
    """What must be equal for an answer to hold: all that was shown, and for what is not right all that may mend it."""
    right = answer.said == RIGHT
    if isinstance(record, Step):
        shown: tuple[object, ...] = (record.partner, record.kind, record.role, record.start)
        return shown if right else (*shown, record.end, record.hours)
    if isinstance(record, Place):
        shown = (record.partner, record.kind, record.role, record.number, record.offered_from)
        return shown if right else (*shown, record.offered_until, record.hours)
    return ()


# --- In words --------------------------------------------------------------------------------------------------------


def what(about: Asked) -> str:
    """What a line is about (Dutch): `betaald werk, buddy, sinds 1 maart 2026`; empty for a list as a whole."""
    if isinstance(about, Step):
        return _joined(STEP_KINDS.word(about.kind), about.role, f"sinds {long_date(about.start)}")
    if isinstance(about, Place):
        return _joined(kind_and_number(about), about.role, f"vanaf {long_date(about.offered_from)}")
    return ""


def kind(about: Asked) -> str:
    """What kind of step or place a line is about (Dutch)."""
    return STEP_KINDS.word(about.kind) if isinstance(about, Step | Place) else "de hele lijst"


def kind_and_number(about: Asked) -> str:
    """The same, with how many places it is about (Dutch): `2 plekken voor stage`."""
    if isinstance(about, Place):
        return f"{plural(about.number, 'plek', 'plekken')} voor {kind(about)}"
    return kind(about)


def since(about: Asked) -> date | None:
    """From which day on a line is so."""
    if isinstance(about, Step):
        return about.start
    return about.offered_from if isinstance(about, Place) else None


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


_ADVICE: Mapping[str, str] = {
    "stopped": "Bel, en vul op Stappen het Einde en het Resultaat in.",
    "unknown": "Bel, en kijk of de Partner en de Functie in het blad kloppen.",
    "role": "Vraag welke functie het is, en verbeter die in het blad.",
    "kind": "Vraag wat het nu is. Sluit de rij af met Einde, en maak een nieuwe rij.",
    "hours": "Vraag hoeveel uur het nu is, en vul Uren per week in.",
    "start": "Vraag naar de goede dag, en verbeter die in het blad.",
    "withdrawn": "Vraag tot wanneer, en vul op Plekken Tot in.",
    "number": "Vraag hoeveel het er zijn, en verbeter Aantal op Plekken.",
    "person_missing": "Bel, en zet een rij op Stappen.",
    "place_missing": "Bel, en zet een rij op Plekken.",
    "both_missing": "Bel, en zet de rijen op Stappen en op Plekken.",
}
"""What the project leader can do with each answer that is not “klopt”."""

_KINDS: Mapping[str, Kind] = {"unknown": Kind.UNKNOWN_THERE, "stopped": Kind.SAID_STOPPED}

_WORST_FIRST: Final = ("unknown", "stopped", "person_missing", "both_missing", "kind", "withdrawn", "start", "role")


def said_word(answer: Answer) -> str:
    """An answer as people read it."""
    return ANSWERS_ABOUT[answer.tab].word(answer.said)


def advice(answer: Answer) -> str:
    """What the project leader can do with an answer that is not “klopt” (Dutch)."""
    return _ADVICE.get(answer.said, "Bel de partner.")


def worst_first(wrong: Iterable[Line]) -> tuple[Line, ...]:
    """Lines that are not right, the gravest on top, and of one kind the one that waits longest."""

    def key(line: Line) -> tuple[object, ...]:
        assert line.answer is not None
        said = line.answer.said
        grave = _WORST_FIRST.index(said) if said in _WORST_FIRST else len(_WORST_FIRST)
        return grave, line.answer.answered_at, line.partner, line.participant or "", line.entity

    return tuple(sorted(wrong, key=key))


def answer_signals(asked: Mapping[str, Sequence[Line]]) -> Iterator[Signal]:
    """A signal for each answer that is not “klopt” and that nobody was done with yet."""
    for line in worst_first(one for some in asked.values() for one in some if one.is_wrong):
        assert line.answer is not None
        about = f" Het gaat om {what(line.about)}." if what(line.about) else ""
        # About someone the code stands in front, and else the partner does.
        whose = capital(line.partner) if line.participant else "De partner"
        yield Signal(
            kind=_KINDS.get(line.answer.said, Kind.SAID_OTHERWISE),
            since=today_at(line.answer.answered_at),
            message=f"{whose} zegt: {said_word(line.answer)}.{about}",
            advice=advice(line.answer),
            participant=line.participant,
            partner=line.partner,
            guided_by=line.guided_by,
        )
