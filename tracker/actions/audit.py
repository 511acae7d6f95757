"""The audit log: who does something, what is written about it, and reading it back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from tracker.choices import ROLES
from tracker.protection.seal import sealed
from tracker.wording import AMSTERDAM

if TYPE_CHECKING:
    from tracker.store import AuditProof, AuditRow, Note, Store

TERMINAL: Final = "beheer"
"""The role of whoever types commands: the log cannot know who that is."""

DEEDS: Final[Mapping[str, str]] = {
    "bevestigd": "grote verandering doorgelaten",
    "ongedaan": "sync teruggedraaid",
    "export": "stukken gemaakt",
    "gesprekskaart": "gesprekskaart gemaakt",
    "herstel": "blad van toen gemaakt",
    "backup": "back-up gemaakt",
    "terug": "back-up teruggezet",
    "verhuis": "naar andere database gezet",
    "upgrade": "database vernieuwd",
    "inzage": "overzicht voor iemand gemaakt",
    "gewist": "iemand gewist",
    "bewaartermijn": "gewist na de bewaartermijn",
    "link": "link om in te loggen gemaakt",
    "ingelogd": "ingelogd",
    "uitgelogd": "uitgelogd",
    "overal_uitgelogd": "overal uitgelogd",
    "inloggen_geweigerd": "inloggen geweigerd",
    "toegang_weg": "uitgelogd, want niet meer op Toegang",
    "mail": "mail om in te loggen verstuurd",
    "mail_onbekend": "mail gevraagd voor een adres dat niet op Toegang staat",
    "mail_mislukt": "mail om in te loggen niet verstuurd",
    "andere_rol": "verder in een andere rol",
    "tweede_stap": "tweede stap goed",
    "tweede_stap_nieuw": "tweede stap ingesteld",
    "tweede_stap_fout": "tweede stap fout",
    "tweede_stap_weg": "tweede stap weggehaald",
    "attention": "pagina Nu aandacht bekeken",
    "answer_handled": "antwoord van een partner afgehandeld",
    "still_right": "lijst Klopt dit nog? bekeken",
    "still_right_answer": "Klopt dit nog? beantwoord",
    "participant": "pagina van een deelnemer bekeken",
    "participant_copy": "overzicht voor iemand gevraagd",
    "participant_erasing": "gekeken wat wissen betekent",
    "participant_erase": "wissen gevraagd",
    "quality": "pagina Kwaliteit bekeken",
    "quality_update": "bijwerken gevraagd",
    "quality_waiting": "wijziging bekeken die wacht",
    "quality_confirm": "wijziging die wacht doorgelaten",
    "quality_back": "gekeken wat terugdraaien betekent",
    "quality_take_back": "terugdraaien gevraagd",
    "downloads_make": "stukken gevraagd",
}
"""What people read for each word in the log; a word that is not here, such as a route, is shown as it is."""

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who does something, and when (UTC, by the real clock): a role, and the keyed hash of their address.

    At the terminal `who` is empty: there the log knows no more than that it was someone with access to the computer.
    """

    at: datetime
    role: str = TERMINAL
    who: str = ""

    def note(self, what: str, about: str = "", snapshot: int | None = None) -> "Note":
        """What is to be written about a deed; see `tracker.store.Note` for what may stand where."""
        from tracker.store import Note

        # The name of a partner may hold signs that nobody sees, and those do not stand in the log.
        plain = " ".join("".join(sign if sign.isprintable() else " " for sign in about).split())[:_LONGEST]
        return Note(at=self.at, role=self.role, who=self.who, what=what, about=plain, snapshot=snapshot)


def write_down(store: "Store", by: By | None, what: str, about: str = "", snapshot: int | None = None) -> None:
    """Write a deed in the log, in a transaction of its own; without `by` nothing. Raises StoreError."""
    if by:
        store.audit(**asdict(by.note(what, about, snapshot)))


def sealed_code(key: bytes, code: str) -> str:
    """What stands in the log in place of the code of a participant."""
    return sealed(key, "audit", code)


def audit_rows(
    store: "Store", since: date | None = None, until: date | None = None, what: str | None = None
) -> "Sequence[AuditRow]":
    """The rows of the log from one day up to and including another (in the Netherlands), oldest first."""
    first = datetime.combine(since, time.min, AMSTERDAM) if since else None
    last = datetime.combine(until, time.max, AMSTERDAM) if until else None
    return store.audit_rows(first, last, what)


def audit_proof(store: "Store", wanted: str | None = None) -> "AuditProof":
    """Whether each row of the log fits what was before it, and whether a hash that was noted earlier is still there."""
    return store.audit_proof(wanted)


def who_word(row: "AuditRow") -> str:
    """The role of a row as people read it, with the beginning of the keyed hash that tells two people apart."""
    role = ROLES.word(row.role)
    return f"{role} {row.who[:6]}" if row.who else role


def deed_word(row: "AuditRow") -> str:
    """What was done, as people read it."""
    return DEEDS.get(row.what, row.what)


def about_word(row: "AuditRow") -> str:
    """Of what, as people read it; a hash is cut to its beginning."""
    return " ".join(word[:8] if len(word) == 64 else word for word in row.about.split())
