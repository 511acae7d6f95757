"""What a page about privacy says: who decides, on what ground, what is kept and why, and what people may ask."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.columns import TABS, Column, Ground, Tab
from tracker.dictionary import BESIDE, RETENTION_MONTHS, RIGHTS, Right, kept_words
from tracker.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptThing:
    """Something that is kept (Dutch): its name, what it holds, why, who may see it, for how long, on what ground.

    A tab of the sheet has `fields`: each column that is read, and why.
    """

    name: str
    holds: str
    why: str
    sees: str
    kept: str
    ground: str
    about_people: bool
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFacts:
    """Everything for a page about privacy (Dutch).

    `controller` and `contact` are None until the organisation filled them in; `undecided` says what it must still
    decide, a sentence each, empty when all is. `ground` is a sentence. `read` are the tabs of the sheet, `never_read`
    the columns for people only with the name of their tab in front, and `beside` is the rest.
    """

    controller: str | None
    contact: str | None
    ground: str
    retention_months: int
    read: tuple[KeptThing, ...]
    never_read: tuple[tuple[str, str], ...]
    beside: tuple[KeptThing, ...]
    rights: tuple[Right, ...]
    undecided: tuple[str, ...]


def privacy_facts(settings: Settings) -> PrivacyFacts:
    """The facts of this installation; nothing is asked of the database or the sheet."""
    months = settings.thresholds.get("retention_months", RETENTION_MONTHS)
    ground = _ground(settings)
    return PrivacyFacts(
        controller=settings.controller,
        contact=settings.privacy_contact,
        ground=ground,
        retention_months=months,
        read=tuple(_of_tab(tab, months, ground) for tab in TABS),
        never_read=tuple((tab.title, column.heading) for tab in TABS for column in _never_read(tab)),
        beside=tuple(
            KeptThing(
                name=one.name,
                holds=one.holds,
                why=one.why,
                sees=one.sees,
                kept=kept_words(one.kept, months),
                ground=_ground_words(one.ground, ground),
                about_people=one.ground is not Ground.NO_PERSON,
            )
            for one in BESIDE
        ),
        rights=RIGHTS,
        undecided=tuple(_undecided(settings)),
    )


def _ground(settings: Settings) -> str:
    """On what ground data of participants are kept, in a sentence."""
    if settings.ground_words:
        return settings.ground_words
    if settings.consent_is_ground:
        return "Iemand heeft akkoord gegeven. Zonder akkoord bewaren wij alleen de code en de dag van aanmelden."
    return "De organisatie heeft een andere grond dan akkoord. Welke dat is, staat hier nog niet."


def _ground_words(ground: Ground, chosen: str) -> str:
    return chosen if ground is Ground.PERSON else ground.value


def _of_tab(tab: Tab, months: int, ground: str) -> KeptThing:
    return KeptThing(
        name=tab.title,
        holds=f"Elke rij is {tab.about}.",
        why="Bij elke kolom staat waarom wij die lezen.",
        sees=tab.sees,
        kept=kept_words(tab.kept, months),
        ground=_ground_words(tab.ground, ground),
        about_people=tab.ground is not Ground.NO_PERSON,
        fields=tuple((column.heading, column.why) for column in tab.read_columns),
    )


def _never_read(tab: Tab) -> Iterator[Column]:
    return (column for column in tab.columns if column not in tab.read_columns)


def _undecided(settings: Settings) -> Iterator[str]:
    if not settings.controller:
        yield "Nog niet ingevuld: welke organisatie over de gegevens beslist (EW_VERWERKINGSVERANTWOORDELIJKE)."
    if not settings.privacy_contact:
        yield "Nog niet ingevuld: waar mensen terechtkunnen met vragen (EW_PRIVACYCONTACT)."
    if not settings.consent_is_ground and not settings.ground_words:
        yield "Nog niet ingevuld: op welke grond de organisatie gegevens bewaart (EW_GRONDSLAG_UITLEG)."
