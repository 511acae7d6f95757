"""The partners of the sample: invented organisations, and which work each has for people from the programme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_sheets.days import FIRST_DAY, after, random_for, workday
from tracker.model import Domain, Partner, StepKind

STANDARD = 40

MOST = 5_000
"""As many partners as there are names for, and some to spare."""

_MIDDLING = 500
"""Up to so many partners there is one for every six people, and after that one for every fifty."""

_FOUNDERS = 16
"""So many partners belonged to the network before the first participant came."""

_NAMES = (
    ("Gemeente Veenmarke", "municipality", "Veendam", ("Veenmarke",)),
    ("Zorggroep Zevenlinden", "care", "Stadskanaal", ("ZZL", "Zevenlinden")),
    ("Welzijn Achterhorst", "welfare", "Emmen", ("Achterhorst",)),
    ("Mbo College Zonneveen", "education", "Emmen", ("Zonneveen",)),
    ("Woningstichting Rietveste", "housing", "Veendam", ("Rietveste",)),
    ("Lectoraat Kansrijk Veen", "knowledge", "Groningen", ()),
    ("Gemeente Turfhorst", "municipality", "Stadskanaal", ("Turfhorst",)),
    ("Buurthuis De Turfketel", "welfare", "Pekela", ("Turfketel",)),
    ("Kringloopbedrijf Rondveen", "business", "Hoogeveen", ("Rondveen",)),
    ("Herstelhuis Veenlicht", "care", "Assen", ("Veenlicht",)),
    ("Buurtkracht Negenhuizen", "welfare", "Oldambt", ("Negenhuizen",)),
    ("Gemeente Lindermeer", "municipality", "Emmen", ()),
    ("Wooncorporatie Hemelveen", "housing", "Midden-Groningen", ("Hemelveen",)),
    ("Leerhuis Wilgenmeer", "education", "Coevorden", ()),
    ("Kredietbank Drieturven", "other", "Groningen", ("Drieturven",)),
    ("Welzijnsgroep Hunzerand", "welfare", "Borger-Odoorn", ("Hunzerand",)),
    ("Wijkzorg Twaalfdiep", "care", "Westerwolde", ()),
    ("Bakkerij Roggemeer", "business", "Veendam", ("Roggemeer",)),
    ("Kenniskring Zuiderveste", "knowledge", "Assen", ()),
    ("Gemeente Zandhoeve", "municipality", "Hoogeveen", ()),
    ("Maatjesproject Lichtboei", "welfare", "Groningen", ("Lichtboei",)),
    ("Werkplein Zonnehorst", "other", "Emmen", ("Zonnehorst",)),
    ("Praktijkschool Elzenwal", "education", "Stadskanaal", ()),
    ("Woonstede Zeskant", "housing", "Emmen", ("Zeskant",)),
    ("Zorgkring Vossenveld", "care", "Aa en Hunze", ()),
    ("Schoonmaakbedrijf Glansveen", "business", "Midden-Groningen", ("Glansveen",)),
    ("Sociaal Team Oosterlo", "welfare", "Coevorden", ("Oosterlo",)),
    ("Bibliotheek Letterveen", "other", "Veendam", ()),
    ("Tuinbedrijf Zomerveste", "business", "De Wolden", ()),
    ("Gemeente Dubbelveen", "municipality", "Westerkwartier", ()),
    ("Onderzoeksbureau Helderzand", "knowledge", "Groningen", ()),
    ("Zorgpunt Morgenlucht", "care", "Meppel", ("Morgenlucht",)),
    ("Jongerenwerk Kantelveen", "welfare", "Het Hogeland", ()),
    ("Woonstichting Noorderlinde", "housing", "Eemsdelta", ("Noorderlinde",)),
    ("Logistiek Veenpoort", "business", "Stadskanaal", ("Veenpoort",)),
    ("Opleidingshuis Veenrijk", "education", "Veendam", ()),
    ("Sportbedrijf Hoogzand", "other", "Noordenveld", ()),
    ("Ervaringshuis Binnenwind", "other", "Assen", ("Binnenwind",)),
    ("Cateraar De Volle Schaal", "business", "Tynaarlo", ()),
    ("Voedselhulp Tweeveen", "welfare", "Westerveld", ()),
)

_TAKEN = {name for name, *_ in _NAMES}

_PREFIXES = ("Stichting", "Welzijn", "Zorggroep", "Woonstichting", "Werkbedrijf", "Leerhuis", "Buurthuis")
_SECTORS = ("other", "welfare", "care", "housing", "business", "education", "welfare")
_PLACES = ("Veen", "Turf", "Zand", "Linde", "Hunze", "Riet", "Wilgen", "Eiken", "Zonne", "Maan")
_ENDINGS = ("horst", "veste", "lo", "meer", "hoek", "wal", "rand", "wold", "made", "stede")
_SIDES = ("", " Noord", " Oost", " Zuid", " West", " Midden", " Binnen", " Buiten", " Boven", " Beneden")
"""Whoever comes after all these names has the name of an earlier partner, and on which side of the place it is."""

_LEAVER = "Sportbedrijf Hoogzand"


@dataclass(frozen=True, slots=True)
class Work:
    """Which work a sector has: roles, domains, how often it is done as expert by experience, forms of contract."""

    roles: tuple[str, ...]
    domains: tuple[Domain | None, ...]
    as_expert: float
    forms: tuple[str, ...]


_CLIENT, _POLICY, _RECOVERY, _LABOUR = (
    Domain.CLIENT_CONTACT,
    Domain.POLICY,
    Domain.RECOVERY_SUPPORT,
    Domain.LABOUR_MARKET,
)

WORK = {
    "municipality": Work(
        ("adviseur", "buddy", "persoonlijk assistent"), (_POLICY, _CLIENT, _LABOUR), 0.7, ("regular", "basic_job")
    ),
    "care": Work(("ondersteuner", "buddy", "gastheer of gastvrouw"), (_RECOVERY, _CLIENT), 0.6, ("regular",)),
    "welfare": Work(("buddy", "ondersteuner", "trainer"), (_CLIENT, _RECOVERY), 0.7, ("regular", "job_carving")),
    "education": Work(("trainer", "ondersteuner"), (_LABOUR, _CLIENT), 0.5, ("regular", "public_secondment")),
    "housing": Work(("buddy", "ondersteuner", "overig"), (_CLIENT, _LABOUR), 0.4, ("regular", "job_carving")),
    "knowledge": Work(("onderzoeker", "adviseur"), (_POLICY,), 0.8, ("regular", "public_secondment")),
    "business": Work(("overig", "medewerker winkel"), (_LABOUR, None), 0.1, ("regular", "sheltered_work")),
    "other": Work(("ondersteuner", "adviseur", "overig"), (_LABOUR, _CLIENT), 0.4, ("regular", "basic_job")),
}

OUTSIDE_WORK = Work(("overig", "medewerker winkel", "ondersteuner"), (None, _LABOUR), 0.15, ("regular",))


def partners_for(people: int) -> int:
    """How many partners a programme of so many people has, those that join later included."""
    return max(STANDARD, min(_MIDDLING, people // 6), min(MOST, people // 50))


def all_partners(number: int) -> tuple[Partner, ...]:
    """So many partners, `MOST` at most, with all that will ever be known of them; the first forty have own names."""
    return tuple(_partner(at, *_name(at)) for at in range(number))


def partners_known(members: Sequence[Partner], as_of: date) -> list[Partner]:
    """The partners that had joined by a date, with what was known of them then."""
    return [_known(member, as_of) for member in members if member.joined_on and member.joined_on <= as_of]


def _name(at: int) -> tuple[str, str, str, tuple[str, ...]]:
    if at < len(_NAMES):
        return _NAMES[at]
    left, kind = divmod(at - len(_NAMES), len(_PREFIXES))
    place, ending = divmod(left, len(_ENDINGS))
    side, place = divmod(place, len(_PLACES))
    name = f"{_PREFIXES[kind]} {_PLACES[place]}{_ENDINGS[ending]}{_SIDES[side]}"
    if name in _TAKEN:
        # One of the first forty is called so already.
        name = f"{_PREFIXES[kind]} Nieuw-{_PLACES[place]}{_ENDINGS[ending]}"
    return name, _SECTORS[kind], _NAMES[at % len(_NAMES)][2], ()


def _partner(at: int, name: str, sector: str, municipality: str, others: tuple[str, ...]) -> Partner:
    rng = random_for("partner", at)
    joined = _joined(at, rng)
    return Partner(
        name=name,
        sector=sector if at % 19 != 18 else None,
        municipality=municipality,
        joined_on=joined,
        left_on=date(2025, 6, 30) if name == _LEAVER else None,
        other_names=others,
        action_plan_on=workday(after(joined, rng, 60, 700)) if rng.random() < 0.8 else None,
        visible=(None, None, None, True, None, False, None)[at % 7],
    )


def _joined(at: int, rng: Random) -> date:
    """The founders were there before the first participant; the others came one by one, until some weeks ago."""
    if at < _FOUNDERS or at >= STANDARD:
        return workday(after(date(2017, 9, 1), rng, 0, 1700))
    days = (at - _FOUNDERS) * 1460 // (STANDARD - _FOUNDERS)
    if _NAMES[at][0] == _LEAVER:
        days = 200
    return workday(after(FIRST_DAY + timedelta(days=days), rng, 0, 40))


def _known(partner: Partner, as_of: date) -> Partner:
    """A plan is renewed every two years by those who keep it up; what lies after the date is not known yet."""
    rng = random_for("plan", partner.name)
    plan = partner.action_plan_on
    while plan is not None and rng.random() < 0.75 and plan + timedelta(days=700) <= as_of:
        plan = workday(plan + timedelta(days=rng.randint(600, 740)))
    plan = plan if plan and plan <= as_of and not (partner.left_on and plan > partner.left_on) else None
    left = partner.left_on if partner.left_on and partner.left_on <= as_of else None
    return replace(partner, action_plan_on=plan, left_on=left)


class Network:
    """The partners as people from the programme meet them: who has work on a day."""

    def __init__(self, members: Sequence[Partner]) -> None:
        self.members = tuple(member for member in members if member.name != _LEAVER)
        self.joined = [(member.joined_on or FIRST_DAY) for member in self.members]

    def referrer(self, day: date, rng: Random) -> str | None:
        """A partner that was there on the day, or no one after a few tries."""
        for _ in range(8):
            at = self._pick(rng)
            if self.joined[at] <= day:
                return self.members[at].name
        return None

    def place(self, kind: StepKind, day: date, rng: Random) -> Partner | None:
        """Where someone does this kind of step from a day on; nowhere in the network after a few tries."""
        for _ in range(8):
            at = self._pick(rng)
            member = self.members[at]
            if self.joined[at] <= day and (kind is not StepKind.TRAINING or member.sector == "education"):
                return member
        return None

    def _pick(self, rng: Random) -> int:
        """Early and large members meet more people than late and small ones."""
        return int(len(self.members) * rng.random() ** 1.5)
