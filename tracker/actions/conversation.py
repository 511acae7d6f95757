"""A card for a talk with a participant: their goal, their steps, what comes next, and five questions, by code only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By, sealed_code, write_down
from tracker.actions.erasing import known_code
from tracker.actions.known import facts_of, known_world
from tracker.errors import SettingError
from tracker.model import OUTSIDE_NETWORK, Activity, OwnGoal, Participant, Result, Step, StepKind
from tracker.wording import capital, guide_word, listing, long_date, number, plural, today_at

if TYPE_CHECKING:
    from tracker.editions.conversation import CardStep, ConversationCard
    from tracker.figures.facts import Person
    from tracker.settings import Settings
    from tracker.store import Store

QUESTIONS: Final[Mapping[str, str]] = {
    "satisfied": "Ik ben tevreden over mijn werk of leerplek.",
    "helped": "Ik word goed geholpen.",
    "changing": "Er verandert iets voor mij.",
    "coping": "Ik kan beter rondkomen.",
    "confident": "Ik heb vertrouwen in mijn toekomst.",
}
"""What is asked for each of the answers that may be typed on the tab Metingen, in the order of that tab."""

_GOALS: Final[Mapping[str, str]] = {
    OwnGoal.PAID_WORK: "U wilt betaald werk.",
    OwnGoal.VOLUNTEER_WORK: "U wilt vrijwilligerswerk doen.",
    OwnGoal.WORK_EXPERIENCE: "U wilt werkervaring opdoen.",
    OwnGoal.TRAINING: "U wilt een opleiding doen.",
    OwnGoal.NOT_YET_KNOWN: "U weet nog niet wat u wilt. Dat mag.",
}
_NO_GOAL: Final = "Wij weten nog niet wat u wilt bereiken. Wat is uw doel?"
_REACHED: Final = "Dat is gelukt!"

_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    StepKind.TRAINING: ("doet", "een opleiding"),
    StepKind.INTERNSHIP: ("doet", "een stage"),
    StepKind.WORK_EXPERIENCE: ("heeft", "een werkervaringsplek"),
    StepKind.VOLUNTEER_WORK: ("doet", "vrijwilligerswerk"),
    StepKind.PAID_WORK: ("heeft", "betaald werk"),
}
"""For each kind of step what someone does, as a verb and what goes with it."""

_WITHOUT_STEP: Final[Mapping[Activity, str]] = {
    Activity.PAUSE: "U neemt even pauze.",
    Activity.SEARCHING: "U bent op zoek.",
    Activity.BETWEEN_STEPS: "U bent tussen twee stappen in.",
    Activity.REGISTERED: "U bent aangemeld.",
}

_ACTIONS: Final[Mapping[str, str]] = {
    "call": "Wij bellen u",
    "talk": "Wij praten samen verder",
    "find_place": "Wij zoeken samen een plek",
    "await_start": "U wacht op de start",
    "round_off": "Wij ronden samen af",
}
_NOTHING_COMES: Final = "Er is nog niets afgesproken. Wat wilt u nu gaan doen?"

_NEEDS: Final[Mapping[str, str]] = {"een regel": "een oplossing voor een regel die in de weg staat"}
"""A need of which the word in the sheet is too short to be understood by itself."""

_WELL_DONE: Final[Mapping[str, str]] = {Result.COMPLETED: "afgerond", Result.DIPLOMA: "met diploma"}
"""How a step ended, when that is good to read; the card says of no step that it was broken off."""


@dataclass(frozen=True, slots=True)
class WantedCard:
    """For whom a card is wanted, by the code as typed, in which formats, and where it goes."""

    code: str
    folder: Path
    formats: tuple[str, ...] = ("pdf",)
    overwrite: bool = False


# --- The files -------------------------------------------------------------------------------------------------------


def card_formats(words: str) -> tuple[str, ...]:
    """The formats in a list such as `pdf,html`, each once. Raises SettingError for one that a card cannot have."""
    chosen = tuple(dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip()))
    if not chosen or not set(chosen) <= set(_makers()):
        raise SettingError(
            "Dat formaat maken wij niet van een gesprekskaart.", f"Kies uit: {', '.join(sorted(_makers()))}."
        )
    return chosen


def _makers() -> Mapping[str, "Callable[[ConversationCard], bytes]"]:
    from tracker.editions.conversation import card_page, card_pdf

    return {"pdf": card_pdf, "html": card_page}


def conversation_card(
    store: "Store", settings: "Settings", key: bytes, wanted: WantedCard, *, now: datetime, by: By | None = None
) -> tuple[Path, ...]:
    """Write the card of one participant, a file for each format; answers their paths.

    Raises SettingError for a code that is not known or was erased, and for someone who is not in the sheet any more or
    withdrew consent; FileError when a file cannot be written; and StoreError.
    """
    from tracker.editions.files import free_paths, save_together

    code = known_code(store, key, wanted.code)
    names = [f"gesprekskaart-{code}.{word}" for word in wanted.formats]
    paths = free_paths(wanted.folder, names, overwrite=wanted.overwrite)
    card = card_of(_person(store, settings, code), now, settings.privacy_contact)
    made = {path: _makers()[word](card) for word, path in zip(wanted.formats, paths, strict=True)}
    save_together(made)
    write_down(store, by, "gesprekskaart", sealed_code(key, code))
    return tuple(made)


def _person(store: "Store", settings: "Settings", code: str) -> "Person":
    """The person as known now, when a card may be made."""
    together = facts_of(store, known_world(store, None).world)
    person = next((one for one in together.people if one.code == code), None)
    advice = f"Wat wij nog bewaren, ziet u met: ew export inzage {code}"
    if person is None:
        raise SettingError("Deze deelnemer staat niet meer in het blad.", advice)
    if settings.consent_is_ground and person.participant.consent_withdrawn_on:
        raise SettingError("Deze deelnemer trok het akkoord in. Wij maken dan geen gesprekskaart.", advice)
    return person


# --- What it says ----------------------------------------------------------------------------------------------------


def card_of(person: "Person", now: datetime, contact: str | None = None) -> "ConversationCard":
    """What the card of a person says today. `contact` is where people can ask about their data, when that is known."""
    from tracker.editions.conversation import ConversationCard

    today, made = today_at(now), now.astimezone(UTC)
    steps = tuple(_step(one, today) for one in person.steps)
    return ConversationCard(
        code=person.code,
        made_on=long_date(today),
        made_at=int(now.timestamp()),
        dated=(made.year, made.month, made.day),
        goal=tuple(_goal(person, today)),
        now=tuple(_now(person, today)),
        steps=steps,
        hidden=("", *(_hidden(count) for count in range(1, len(steps) + 1))),
        coming=tuple(_coming(person, today)) or (_NOTHING_COMES,),
        questions=tuple(QUESTIONS.values()),
        contact=f"Of vraag het via {contact}." if contact else "",
    )


def _goal(person: "Person", day: date) -> Iterator[str]:
    from tracker.figures.timeline import reached_own_goal

    yield _GOALS.get(person.participant.own_goal or "", _NO_GOAL)
    if reached_own_goal(person, day):
        yield _REACHED


def _now(person: "Person", day: date) -> Iterator[str]:
    """What someone does today: a sentence for each step that runs, or else where they are."""
    from tracker.figures.timeline import is_closed, runs_on, where

    if is_closed(person, day):
        yield "U doet niet meer mee."
        return
    running = [one for one in person.steps if runs_on(one, day)]
    yield from dict.fromkeys(f"U {_KINDS[one.kind][0]} {_what(one)}." for one in running)
    if not running and (said := _WITHOUT_STEP.get(where(person, day) or Activity.REGISTERED)):
        yield said


def _what(step: Step) -> str:
    """A step within a sentence: `een opleiding bij Zorg Voorbeeld`."""
    return f"{_KINDS[step.kind][1]}{_at(step)}"


def _at(step: Step) -> str:
    if step.partner is None:
        return ""
    return " buiten het netwerk" if step.partner == OUTSIDE_NETWORK else f" bij {step.partner}"


def _step(step: Step, day: date) -> "CardStep":
    from tracker.editions.conversation import CardStep

    return CardStep(_when(step, day), capital(_what(step).removeprefix("een ")), ", ".join(_more(step)))


def _when(step: Step, day: date) -> str:
    if step.end is not None:
        return f"{long_date(step.start)} tot en met {long_date(step.end)}"
    return f"{'vanaf' if step.start > day else 'sinds'} {long_date(step.start)}"


def _more(step: Step) -> Iterator[str]:
    """The rest of a step, in the words of the sheet."""
    if step.course:
        yield step.course
    if step.role and step.role != "overig":
        yield f"als {step.role}"
    if step.as_expert:
        yield "als ervaringsdeskundige"
    if step.hours:
        yield f"{number(step.hours)} uur per week"
    if well_done := _WELL_DONE.get(step.result or ""):
        yield well_done


def _hidden(count: int) -> str:
    return f"Eerder deed u nog {plural(count, 'andere stap', 'andere stappen')}."


def _coming(person: "Person", day: date) -> Iterator[str]:
    """What comes next, the steps that were planned first."""
    one = person.participant
    if one.closed_on is not None and one.closed_on <= day:
        return
    yield from _planned(person.steps, day)
    if one.paused_until and one.paused_from and one.paused_from <= day <= one.paused_until:
        yield f"Uw pauze duurt tot en met {long_date(one.paused_until)}."
    yield from _agreed(person, day)
    if one.needs:
        yield f"Dit heeft u daarbij nodig: {listing([_NEEDS.get(need, need) for need in one.needs])}."
    if one.guided_by:
        yield f"Begeleiding krijgt u van: {guide_word(one.guided_by)}."


def _planned(steps: Sequence[Step], day: date) -> Iterator[str]:
    for step in steps:
        if step.start > day:
            yield f"Op {long_date(step.start)} begint u met {_what(step)}."
        elif step.end is None and step.planned_end is not None and step.planned_end >= day:
            yield f"{capital(_what(step).removeprefix('een '))} duurt tot en met {long_date(step.planned_end)}."


def _agreed(person: "Person", day: date) -> Iterator[str]:
    """What someone searches, and the next action; a day that has passed is left out."""
    from tracker.figures.timeline import searches

    one: Participant = person.participant
    if one.seeks and searches(person, day):
        yield f"Wij zoeken samen {_KINDS[one.seeks][1]}."
        if one.next_action == "find_place":
            return
    if action := _ACTIONS.get(one.next_action or ""):
        on = f" op {long_date(one.action_on)}" if one.action_on and one.action_on >= day else ""
        yield f"{action}{on}."
