"""What goes wrong with Google, in words for its user: an answer or an exception in, two Dutch sentences out."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from tracker.errors import SheetError
from tracker.wording import plural


class Trouble(StrEnum):
    """What kind of thing went wrong, for whoever must decide what comes next."""

    KEY = "key"
    CLOCK = "clock"
    OFFLINE = "offline"
    SERVICE = "service"
    QUOTA = "quota"
    API_OFF = "api off"
    NOT_SHARED = "not shared"
    NOT_FOUND = "not found"
    IN_BIN = "in the bin"
    READ_ONLY = "read only"
    REFUSED = "refused"


PASSING = frozenset({Trouble.OFFLINE, Trouble.SERVICE, Trouble.QUOTA})
"""Trouble that goes away by itself."""


class GoogleError(SheetError):
    """Google did not do what was asked. `detail` is Google's own sentence, which names no cell value."""

    def __init__(self, trouble: Trouble, what: str, advice: str, detail: str = "") -> None:
        super().__init__(what, advice)
        self.trouble = trouble
        self.detail = detail

    @property
    def passes(self) -> bool:
        """Whether it may go away by itself."""
        return self.trouble in PASSING

    @property
    def final(self) -> bool:
        """Whether it stays until somebody gives us another key."""
        return self.trouble is Trouble.KEY


def refused(status: int, body: object, address: str, *, writing: bool) -> GoogleError:
    """The error for an answer with a status of 300 or more; `address` is the one to share the sheet with."""
    error = _error(body)
    message, reason = str(error.get("message", "")), _reason(error)
    if status == 401:
        return key_refused(message)
    if status == 403:
        return _forbidden(message, reason, error, address, writing=writing)
    if status == 404:
        return GoogleError(
            Trouble.NOT_FOUND,
            "Google vindt dit blad niet.",
            "Controleer het adres in EW_SOURCE. Ligt het blad in de prullenbak? Zet het terug. "
            f"Deel het daarna met {address}.",
            message,
        )
    if status == 429:
        return GoogleError(
            Trouble.QUOTA,
            "Google vindt dat wij te vaak vragen.",
            "Wacht een paar minuten en probeer het nog eens.",
            message,
        )
    if status >= 500:
        return GoogleError(
            Trouble.SERVICE,
            f"Google heeft een storing (fout {status}).",
            "Probeer het over een kwartier nog eens. Uw blad en uw cijfers zijn veilig.",
            message,
        )
    return GoogleError(
        Trouble.REFUSED,
        f"Google voert de opdracht niet uit (fout {status}).",
        "Probeer het nog eens. Blijft dit zo? Typ dan: ew dokter",
        message,
    )


def _forbidden(message: str, reason: str, error: Mapping[str, Any], address: str, *, writing: bool) -> GoogleError:
    if reason == "SERVICE_DISABLED" or "it is disabled" in message:
        link = _activation(error)
        return GoogleError(
            Trouble.API_OFF,
            "De Google Sheets API staat uit in uw Google-project.",
            f"Zet hem aan{f' op {link}' if link else ' in de Google Cloud Console'}. Wacht daarna vijf minuten.",
            message,
        )
    if "insufficient authentication scopes" in message:
        return GoogleError(
            Trouble.READ_ONLY,
            "Met deze sleutel mogen wij hier alleen lezen.",
            "Typ ew dokter om te zien welk recht er ontbreekt.",
            message,
        )
    if writing:
        return GoogleError(
            Trouble.READ_ONLY,
            "Wij mogen niet schrijven in dit blad.",
            f"Open het blad, kies Delen, en maak {address} bewerker.",
            message,
        )
    return GoogleError(
        Trouble.NOT_SHARED,
        "Het blad is niet met ons gedeeld.",
        f"Open het blad, kies Delen, en deel het als bewerker met {address}.",
        message,
    )


def _error(body: object) -> Mapping[str, Any]:
    error = body.get("error") if isinstance(body, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def _details(error: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    details = error.get("details")
    return [one for one in details if isinstance(one, Mapping)] if isinstance(details, list) else []


def _reason(error: Mapping[str, Any]) -> str:
    return next((str(one["reason"]) for one in _details(error) if "reason" in one), "")


def _activation(error: Mapping[str, Any]) -> str:
    """Where the API is switched on: Google gives the address of the project itself."""
    links = [link for one in _details(error) for link in one.get("links", ()) if isinstance(link, Mapping)]
    return next((str(link["url"]) for link in links if "url" in link), "")


def key_refused(detail: str = "") -> GoogleError:
    """The key was revoked, or its service account is gone."""
    return GoogleError(
        Trouble.KEY,
        "Google herkent de sleutel niet meer.",
        "Maak in de Google Cloud Console een nieuwe sleutel en zet het pad ervan in EW_GOOGLE_CREDENTIALS.",
        detail,
    )


def login_refused(answer: object) -> GoogleError:
    """What the token endpoint said: a clock that is wrong, or a key that is not known."""
    body = answer if isinstance(answer, Mapping) else {}
    detail = f"{body.get('error', '')}: {body.get('error_description', '')}"
    if "timeframe" in detail or "iat and exp" in detail:
        return GoogleError(
            Trouble.CLOCK,
            "De klok van deze computer loopt te veel voor of achter.",
            "Zet de klok goed en laat hem zichzelf bijstellen. Google weigert ons anders.",
            detail,
        )
    return key_refused(detail)


def unreachable(slow: bool) -> GoogleError:
    """No answer at all: no network, or an answer that does not come in time."""
    if slow:
        return GoogleError(
            Trouble.OFFLINE,
            "Google geeft geen antwoord.",
            "Controleer de internetverbinding en probeer het over een paar minuten nog eens.",
        )
    return GoogleError(
        Trouble.OFFLINE,
        "Wij kunnen Google niet bereiken.",
        "Controleer de internetverbinding, en of deze computer Google mag bereiken.",
    )


def gave_up(last: GoogleError, tries: int) -> GoogleError:
    """The last error after several tries, with their number."""
    what = f"{last.what} Wij probeerden het {plural(tries, 'keer', 'keer')}."
    return GoogleError(last.trouble, what if tries > 1 else last.what, last.advice, last.detail)


def in_bin(address: str) -> GoogleError:
    """The sheet lies in the bin of its owner, and will be gone in some weeks."""
    return GoogleError(
        Trouble.IN_BIN,
        "Het blad ligt in de prullenbak van Google Drive.",
        f"Vraag de eigenaar om het terug te zetten. Deel het zo nodig opnieuw met {address}.",
    )


def keeps_changing() -> GoogleError:
    """The tabs and columns were never twice the same while they were read."""
    return GoogleError(
        Trouble.REFUSED,
        "Tabbladen of kolommen veranderen terwijl wij lezen.",
        "Wacht tot iedereen klaar is met verschuiven, en probeer het nog eens.",
    )
