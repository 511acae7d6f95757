"""What our mails say: the facts of one mail in, a letter out, written by the templates in `mail/`."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from tracker import places, wording
from tracker.mail.post import Letter

if TYPE_CHECKING:
    from jinja2 import Environment


def login_letter(*, link: str, code: str, minutes: int) -> Letter:
    """The mail to log in with: a link and a code of 8 characters, which both work for so many minutes."""
    shown = f"{code[:4]} {code[4:]}"
    return _letter("login", "Inloggen bij Ervaringsdeskundigheid en werk", link=link, code=shown, minutes=minutes)


def weekly_letter(*, people: int, others: int, good: int, faults: int, warnings: int, link: str) -> Letter:
    """The mail on Monday: how many people, and places or partners, ask for attention; and a link (empty: none)."""
    facts = {"people": people, "others": others, "good": good, "faults": faults, "warnings": warnings, "link": link}
    return _letter("weekly", "Deze week bij Ervaringsdeskundigheid en werk", **facts)


def papers_letter(*, meeting: str, concept: bool, link: str, missing: tuple[str, ...] = ()) -> Letter:
    """The mail that the papers for a meeting (`de stuurgroep van 17 november 2026`) are there, as a concept or final.

    `missing` are the columns of Vergaderingen that hold no words for this meeting yet.
    """
    subject = f"Stukken voor {meeting}{' (concept)' if concept else ''}"
    return _letter("papers", subject, meeting=meeting, concept=concept, link=link, missing=wording.listing(missing))


def board_letter(*, meeting: str, as_of: date, page: bytes) -> Letter:
    """The mail with the one page for the board about a day, as a PDF that goes along."""
    letter = _letter("board", f"De stand voor {meeting}", meeting=meeting)
    return replace(letter, attached={f"ervaringsdeskundigheid-en-werk-{as_of.isoformat()}.pdf": page})


def _letter(name: str, subject: str, **facts: Any) -> Letter:
    facts["subject"] = subject
    text = _environment(False).get_template(f"mail/{name}.txt").render(facts)
    html = _environment(True).get_template(f"mail/{name}.html").render(facts)
    return Letter(subject=subject, text=text, html=html)


@cache
def _environment(escaping: bool) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=escaping,  # noqa: S701 — The text of a mail is no HTML; the HTML of it is escaped.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plural"] = wording.plural
    return made
