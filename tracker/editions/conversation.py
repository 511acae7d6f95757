"""The card for a talk with a participant: what it says comes in, one A4 (PDF) or a page (HTML) for them goes out.

It holds a code and no name: the line for the name is filled in by hand.
"""

from dataclasses import asdict, dataclass
from typing import Final

from tracker import places

SCALE: Final = ("1", "2", "3", "4", "5")
"""What an answer can be: 1 is no, 5 is yes."""


@dataclass(frozen=True, slots=True)
class CardStep:
    """One step in words (Dutch): when, what it is, and what more there is to say of it (or empty)."""

    when: str
    what: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationCard:
    """Everything that the card says, in the words for the person (Dutch); `made_at` (UNIX seconds) dates the file.

    `steps` are in order of time. `hidden[n]` is said in place of the `n` oldest of them when these do not fit.
    """

    code: str
    made_on: str
    made_at: int
    dated: tuple[int, int, int]
    goal: tuple[str, ...]
    now: tuple[str, ...]
    steps: tuple[CardStep, ...]
    hidden: tuple[str, ...]
    coming: tuple[str, ...]
    questions: tuple[str, ...]
    contact: str
    scale: tuple[str, ...] = SCALE


def card_pdf(card: ConversationCard) -> bytes:
    """One A4 to print and write on, tagged (PDF/UA-1). Raises FileError when it cannot be made."""
    from tracker.editions.pdf import typeset

    return typeset("conversation.typ", asdict(card), card.made_at)


def card_page(card: ConversationCard) -> bytes:
    """The same as a page that needs nothing from elsewhere, and can be printed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("gesprekskaart/gesprekskaart.html").render(card=card).encode()
