"""What one made-up person does in the programme, from beginning to end, whatever was known of it on which day."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from sample_sheets.days import after, monday, random_for, workday
from sample_sheets.partners import Network
from sample_sheets.spells import Spell, job, practice, training
from tracker.model import OwnGoal, Participant, StepKind

_GOALS = (
    (OwnGoal.PAID_WORK, 60),
    (OwnGoal.VOLUNTEER_WORK, 13),
    (OwnGoal.WORK_EXPERIENCE, 9),
    (OwnGoal.TRAINING, 10),
    (OwnGoal.NOT_YET_KNOWN, 8),
)

_BEGIN = {
    OwnGoal.PAID_WORK: (("training", 56), ("practice", 18), ("job", 13), ("stop", 13)),
    OwnGoal.VOLUNTEER_WORK: (("volunteer", 70), ("training", 16), ("stop", 14)),
    OwnGoal.WORK_EXPERIENCE: (("practice", 78), ("training", 10), ("stop", 12)),
    OwnGoal.TRAINING: (("training", 84), ("stop", 16)),
    OwnGoal.NOT_YET_KNOWN: (("training", 22), ("practice", 28), ("stop", 50)),
}
"""How people begin, by what they want themselves."""

_AFTER = {
    "training": (("job", 68), ("practice", 15), ("training", 8), ("stop", 9)),
    "training stopped": (("practice", 34), ("job", 24), ("stop", 42)),
    "practice": (("job", 56), ("training", 22), ("practice", 6), ("stop", 16)),
    "volunteer": (("volunteer", 30), ("job", 12), ("stop", 58)),
    "job": (("job", 66), ("training", 8), ("stop", 26)),
}
"""What comes after a step that ended, for who wants paid work or does not know yet."""

_AFTER_OWN_GOAL = {
    OwnGoal.VOLUNTEER_WORK: (("volunteer", 75), ("job", 5), ("stop", 20)),
    OwnGoal.WORK_EXPERIENCE: (("practice", 35), ("job", 20), ("stop", 45)),
    OwnGoal.TRAINING: (("job", 30), ("volunteer", 10), ("stop", 60)),
}

_EARLY = (
    ("geen contact meer", 28),
    ("omstandigheden", 24),
    ("eigen keuze", 20),
    ("verhuisd", 12),
    ("geen passende plek", 12),
    ("andere begeleiding", 4),
)
_AFTER_WORK = (("werk gevonden", 50), ("verhuisd", 25), ("omstandigheden", 25))

_NEEDS = (
    ("vervoer", 20),
    ("oplossing voor uitkering of toeslagen", 20),
    ("hulp bij geldzaken", 18),
    ("opvang", 14),
    ("rustig tempo", 12),
    ("minder uren", 7),
    ("taal", 5),
    ("een regel", 3),
    ("computer of telefoon", 2),
)

_MUNICIPALITIES = (
    ("Stadskanaal", 15),
    ("Veendam", 13),
    ("Emmen", 13),
    ("Pekela", 7),
    ("Midden-Groningen", 9),
    ("Oldambt", 7),
    ("Westerwolde", 5),
    ("Borger-Odoorn", 6),
    ("Aa en Hunze", 4),
    ("Coevorden", 5),
    ("Hoogeveen", 7),
    ("Groningen", 8),
    ("Assen", 6),
    ("Eemsdelta", 3),
    ("Het Hogeland", 2),
    ("Meppel", 2),
    ("De Wolden", 1),
    ("Midden-Drenthe", 2),
    ("Noordenveld", 1),
    ("Tynaarlo", 1),
    ("Westerkwartier", 2),
    ("Westerveld", 1),
)

_GUIDES = ("project_leader", "programme_team", "expert_by_experience", "lead")

WITHDRAWS = 118
"""This one person takes the consent back, days before the date of the sample."""


@dataclass(frozen=True, slots=True)
class Life:
    """A person and all that they ever do. `person` holds what is known at registration and intake."""

    number: int
    person: Participant
    spells: tuple[Spell, ...] = ()
    pause: tuple[date, date] | None = None
    closed_on: date | None = None
    reason: str | None = None
    wishes: tuple[tuple[date, StepKind], ...] = field(default=())
    """From each day on: which kind of step the person seeks, when nothing runs."""


def chosen(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    """One of the words, the heavier ones more often."""
    words, weights = zip(*weighted, strict=True)
    return str(rng.choices(words, weights)[0])


def life(number: int, registered: date, network: Network) -> Life:
    """The whole life in the programme of the person with this number, who was registered on a day."""
    rng = random_for("person", number)
    person = _person(number, registered, network, rng)
    if number == WITHDRAWS:
        return Life(number, replace(person, consent_withdrawn_on=date(2026, 10, 28)))
    return _Path(Life(number, person), person.intake_on or registered, network, rng).walked()


def code(number: int) -> str:
    """`D-001` and on; after `D-99999` the next letter begins, because a code has at most five digits."""
    letters, digits = divmod(number, 100_000)
    return f"{chr(ord('D') + letters)}-{digits:03d}"


def _person(number: int, registered: date, network: Network, rng: Random) -> Participant:
    consent = after(registered, rng, 0, 9)
    intake = workday(after(consent, rng, 1, 24))
    needs = tuple(dict.fromkeys(chosen(rng, _NEEDS) for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))))
    return Participant(
        code=code(number),
        municipality=chosen(rng, _MUNICIPALITIES) if rng.random() > 0.03 else None,
        registered_on=registered,
        registered_by=_registered_by(registered, network, rng),
        consent_on=workday(consent),
        intake_on=intake,
        own_goal=chosen(rng, _GOALS) if rng.random() > 0.03 else None,
        guided_by=network.referrer(registered, rng) if rng.random() < 0.4 else rng.choice((*_GUIDES, None)),
        needs=needs,
    )


def _registered_by(day: date, network: Network, rng: Random) -> str | None:
    word = chosen(
        rng, (("partner", 60), ("self", 13), ("through_participant", 12), ("other_organisation", 11), ("", 4))
    )
    return network.referrer(day, rng) if word == "partner" else word or None


class _Path:
    """The way of one person, step after step; `day` is when the last thing ended."""

    def __init__(self, life: Life, intake: date, network: Network, rng: Random) -> None:
        self.life = life
        self.network, self.rng = network, rng
        self.goal = OwnGoal(life.person.own_goal or OwnGoal.NOT_YET_KNOWN)
        self.spells: list[Spell] = []
        self.wishes: list[tuple[date, StepKind]] = []
        self.day = intake

    def walked(self) -> Life:
        """The life from intake until nothing comes any more."""
        next_step = chosen(self.rng, _BEGIN[self.goal])
        while next_step != "stop" and len(self.spells) < 9:
            self._search(next_step)
            if not self._began(next_step):
                return self._finished(None, None)
            next_step = chosen(self.rng, self._what_comes())
        return self._finished(*self._close())

    def _search(self, next_step: str) -> None:
        """Time goes by until a place is found, and sometimes a pause."""
        kinds = {"job": StepKind.PAID_WORK, "training": StepKind.TRAINING, "volunteer": StepKind.VOLUNTEER_WORK}
        self.wishes.append((self.day, kinds.get(next_step, StepKind.WORK_EXPERIENCE)))
        if self.life.pause is None and self.rng.random() < 0.1:
            start = after(self.day, self.rng, 7, 40)
            self.life = replace(self.life, pause=(start, after(start, self.rng, 30, 100)))
            self.day = start + timedelta(days=60)
        self.day = monday(after(self.day, self.rng, 10, 100 if self.spells else 270))
        if self.life.pause and self.day <= self.life.pause[1]:
            self.day = monday(self.life.pause[1] + timedelta(days=1))

    def _began(self, next_step: str) -> bool:
        """Add the step, with what is done beside it. False when it has no end: then nothing comes after it."""
        makers = {"training": training, "job": job, "practice": practice}
        if next_step == "volunteer":
            spell = practice(self.day, self.network, self.rng, StepKind.VOLUNTEER_WORK)
        else:
            spell = makers[next_step](self.day, self.network, self.rng)
        self.spells.append(spell)
        self._beside(spell)
        if spell.end is None:
            return False
        self.day = spell.end
        return True

    def _beside(self, spell: Spell) -> None:
        """Some work some hours during a training, do volunteer work, or have a second small job."""
        chance = {StepKind.TRAINING: 0.16, StepKind.PAID_WORK: 0.12}.get(spell.kind, 0.0)
        end = spell.end or spell.start + timedelta(days=700)
        if self.rng.random() > chance or (end - spell.start).days < 120 or (spell.hours or 0) > 24:
            return
        start = monday(after(spell.start, self.rng, 28, 80))
        if spell.kind is StepKind.TRAINING and self.rng.random() < 0.5:
            other = practice(start, self.network, self.rng, StepKind.VOLUNTEER_WORK)
        else:
            other = replace(job(start, self.network, self.rng), hours=self.rng.choice((8.0, 9.5, 12.0)))
        last = after(start, self.rng, 28, max(29, (end - start).days))
        last = min(last, other.end or last, end)
        if last > start:
            self.spells.append(other.ended(last))

    def _what_comes(self) -> tuple[tuple[str, int], ...]:
        last = max(self.spells, key=lambda spell: spell.end or date.max)
        if self.goal in _AFTER_OWN_GOAL and last.kind != StepKind.PAID_WORK and not last.stopped:
            return _AFTER_OWN_GOAL[self.goal]
        if last.kind is StepKind.TRAINING:
            return _AFTER["training stopped" if last.stopped else "training"]
        if last.kind is StepKind.PAID_WORK:
            return _AFTER["job"]
        return _AFTER["volunteer" if last.kind is StepKind.VOLUNTEER_WORK else "practice"]

    def _close(self) -> tuple[date | None, str | None]:
        """Some are closed soon after, others stay and search: the door stays open."""
        reached = any(self._is_own_goal(spell) for spell in self.spells)
        worked = any(spell.kind is StepKind.PAID_WORK for spell in self.spells)
        self.wishes.append(
            (self.day, StepKind.PAID_WORK if self.goal is OwnGoal.PAID_WORK else StepKind.WORK_EXPERIENCE)
        )
        if self.rng.random() > (0.5 if reached or worked else 0.66):
            return None, None
        closed = workday(after(max(self._ends()), self.rng, 20, 200))
        if worked and self.goal is OwnGoal.PAID_WORK:
            return closed, chosen(self.rng, _AFTER_WORK)
        return closed, "doel bereikt" if reached else chosen(self.rng, _EARLY)

    def _ends(self) -> list[date]:
        ends = [spell.end or date.max for spell in self.spells] + [self.day]
        return [*ends, self.life.pause[1]] if self.life.pause else ends

    def _is_own_goal(self, spell: Spell) -> bool:
        if self.goal is OwnGoal.TRAINING:
            return spell.kind is StepKind.TRAINING and not spell.stopped
        steps_up = (StepKind.WORK_EXPERIENCE, StepKind.INTERNSHIP)
        return spell.kind.value == self.goal.value or (self.goal is OwnGoal.WORK_EXPERIENCE and spell.kind in steps_up)

    def _finished(self, closed_on: date | None, reason: str | None) -> Life:
        spells = tuple(sorted(self.spells, key=lambda spell: (spell.start, spell.kind)))
        return replace(self.life, spells=spells, closed_on=closed_on, reason=reason, wishes=tuple(self.wishes))
