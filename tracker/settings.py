"""The settings, read once from the environment (and `.env` beside it), strict and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from tracker.errors import SettingError
from tracker.wording import utc


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, what it means (Dutch), and an example.

    What stands in a `secret` one is never shown, logged, or repeated in an error.
    """

    name: str
    about: str
    example: str
    secret: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting("EW_SOURCE", "Het blad: het pad van een Excel-bestand, of het adres bij Google.", "programma.xlsx"),
    Setting("EW_KOPPELING", "De koppeling waarmee wij een blad met andere kolommen lezen.", "lijst.koppeling.toml"),
    Setting("EW_GOOGLE_CREDENTIALS", "Het pad van de sleutel van uw Google-serviceaccount (JSON).", "sleutel.json"),
    Setting("EW_GOOGLE_API", "Een ander adres dan dat van Google, om mee te oefenen.", "http://127.0.0.1:8400"),
    Setting(
        "EW_DATABASE_URL",
        "De database. Zonder deze instelling: een bestand in uw eigen map.",
        "sqlite:///ew.db",
        secret=True,
    ),
    Setting("EW_DATA_KEY", "Het bestand met de sleutel voor e-mailadressen. Wordt bij het begin gemaakt.", "data.key"),
    Setting("EW_GEWIST", "De lijst die gewiste mensen buiten houdt. Staat anders naast de sleutel.", "data.key.gewist"),
    Setting("EW_GRONDSLAG", "Op welke grond u gegevens bewaart: `akkoord` of `anders`.", "akkoord"),
    Setting("EW_GRONDSLAG_UITLEG", "Die grond in uw eigen woorden.", "Taak van algemeen belang"),
    Setting("EW_VERWERKINGSVERANTWOORDELIJKE", "Welke organisatie over de gegevens beslist.", "Gemeente Voorbeeld"),
    Setting("EW_PRIVACYCONTACT", "Waar mensen terechtkunnen met vragen over privacy.", "privacy@voorbeeld.example"),
    Setting(
        "EW_TOEGANKELIJKHEID",
        "Waar uw officiële toegankelijkheidsverklaring staat.",
        "https://www.toegankelijkheidsverklaring.nl/register/0",
    ),
    Setting("EW_BASE_URL", "Het adres van de pagina’s, zoals mensen het typen.", "https://ew.voorbeeld.example"),
    Setting(
        "EW_SECRET_KEY",
        "De sleutel voor inloggen en mails: minstens 32 tekens, die niemand kan raden.",
        "(64 willekeurige tekens)",
        secret=True,
    ),
    Setting(
        "EW_MAIL_URL",
        "De mailserver. Zonder deze instelling tonen wij mails op het scherm.",
        "smtp://gebruiker:wachtwoord@mail.voorbeeld.example:587",
        secret=True,
    ),
    Setting("EW_MAIL_VAN", "Van welk adres onze mails komen.", "ew@voorbeeld.example"),
    Setting("EW_DAGEN_TOT_INTAKE", "Na zoveel dagen zonder intake vragen wij aandacht.", "21"),
    Setting("EW_DAGEN_VOOR_START", "Zoveel dagen voor een start vragen wij u te bellen.", "14"),
    Setting("EW_DAGEN_VOOR_CONTRACT", "Zoveel dagen voor het einde van een contract vragen wij aandacht.", "90"),
    Setting("EW_DAGEN_VOOR_EINDE", "Hetzelfde voor het einde van een opleiding of plek.", "60"),
    Setting("EW_DAGEN_NIETS", "Na zoveel dagen zonder stap vragen wij aandacht.", "60"),
    Setting("EW_DAGEN_PLEK_VRIJ", "Na zoveel dagen noemen wij een plek die vrij is terwijl iemand zoekt.", "60"),
    Setting("EW_DAGEN_VOOR_OVERLEG", "Zoveel dagen voor een overleg vragen wij partners: klopt dit nog?", "21"),
    Setting("EW_DAGEN_NIEUWS", "Zoveel dagen blijft goed nieuws staan.", "14"),
    Setting("EW_DAGEN_VOOR_WISSEN", "Zoveel dagen voor het wissen van gegevens waarschuwen wij.", "60"),
    Setting("EW_BEWAARMAANDEN", "Zoveel maanden na afsluiten bewaren wij gegevens.", "24"),
    Setting("EW_NOW", "Het moment dat voor nu doorgaat, om te oefenen.", "2026-11-01T12:00"),
)
"""Every setting that the program reads; all are optional."""

THRESHOLDS = {
    "EW_DAGEN_TOT_INTAKE": "intake_after",
    "EW_DAGEN_VOOR_START": "start_within",
    "EW_DAGEN_VOOR_CONTRACT": "contract_within",
    "EW_DAGEN_VOOR_EINDE": "step_within",
    "EW_DAGEN_NIETS": "nothing_for",
    "EW_DAGEN_PLEK_VRIJ": "place_free_for",
    "EW_DAGEN_VOOR_OVERLEG": "ask_within",
    "EW_DAGEN_NIEUWS": "news_for",
    "EW_DAGEN_VOOR_WISSEN": "retention_within",
    "EW_BEWAARMAANDEN": "retention_months",
}
"""The settings that say from when on something asks for attention, and the threshold that each of them sets."""

GROUNDS = ("akkoord", "anders")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_SECRET_KEY = 32
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for. `database_url` and `data_key` have a place of their own when nothing is set.

    What may hold a password is left out when settings are shown. `base_url` has no slash at its end. `ground_words`,
    `controller` and `privacy_contact` are the organisation's own words for the privacy page. `accessibility_statement`
    is an address.
    """

    database_url: str = field(repr=False)
    data_key: Path
    source: str | None = None
    mapping: Path | None = None
    google_credentials: Path | None = None
    google_api: str | None = None
    consent_is_ground: bool = True
    ground_words: str | None = None
    controller: str | None = None
    privacy_contact: str | None = None
    accessibility_statement: str | None = None
    base_url: str | None = None
    secret_key: str | None = field(default=None, repr=False)
    mail_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    erased_list: Path | None = None
    now: datetime | None = None
    thresholds: Mapping[str, int] = field(default_factory=dict)

    @property
    def tombstones(self) -> Path:
        """The file that knows, by a keyed hash, who was erased; it stands beside the data key that made it."""
        return self.erased_list or self.data_key.with_name(f"{self.data_key.name}.gewist")

    @property
    def is_open_to_others(self) -> bool:
        """Whether the pages have an address by which others reach them."""
        return (self.base_url or "").startswith("https:")


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings from an environment (that of the process by default) and from `.env` in a folder.

    What stands in the environment wins. Raises SettingError for a value that cannot be used.
    """
    given = {**_dotenv(folder or Path.cwd()), **(os.environ if environment is None else environment)}
    values = {name: value.strip() for name, value in given.items() if name.startswith("EW_") and value.strip()}
    home = _data_folder(values)
    return Settings(
        database_url=values.get("EW_DATABASE_URL") or f"sqlite:///{home / 'ew.db'}",
        data_key=Path(values["EW_DATA_KEY"]) if "EW_DATA_KEY" in values else home / "data.key",
        source=values.get("EW_SOURCE"),
        mapping=Path(values["EW_KOPPELING"]) if "EW_KOPPELING" in values else None,
        google_credentials=Path(values["EW_GOOGLE_CREDENTIALS"]) if "EW_GOOGLE_CREDENTIALS" in values else None,
        google_api=values.get("EW_GOOGLE_API"),
        consent_is_ground=_ground(values.get("EW_GRONDSLAG", "akkoord")),
        ground_words=_words("EW_GRONDSLAG_UITLEG", values),
        controller=_words("EW_VERWERKINGSVERANTWOORDELIJKE", values),
        privacy_contact=_words("EW_PRIVACYCONTACT", values),
        accessibility_statement=_statement(values.get("EW_TOEGANKELIJKHEID")),
        base_url=_base_url(values.get("EW_BASE_URL")),
        secret_key=_secret_key(values.get("EW_SECRET_KEY")),
        mail_url=_mail_url(values.get("EW_MAIL_URL")),
        mail_from=_mail_from(values.get("EW_MAIL_VAN")),
        erased_list=Path(values["EW_GEWIST"]) if "EW_GEWIST" in values else None,
        now=_now(values.get("EW_NOW")),
        thresholds={name: _whole(key, values[key]) for key, name in THRESHOLDS.items() if key in values},
    )


def refuse_half_open(settings: Settings) -> None:
    """Pages that others can reach have an owner, a contact, a key of their own and the real time.

    Raises SettingError for the first that is missing.
    """
    if not settings.is_open_to_others:
        return
    missing = (
        (settings.secret_key, "een sleutel voor het inloggen", "EW_SECRET_KEY"),
        (settings.controller, "welke organisatie over de gegevens beslist", "EW_VERWERKINGSVERANTWOORDELIJKE"),
        (settings.privacy_contact, "waar mensen terechtkunnen met vragen over privacy", "EW_PRIVACYCONTACT"),
    )
    for value, what, name in missing:
        if not value:
            raise SettingError(
                f"De pagina's kunnen nog niet open voor anderen: {what} ontbreekt.", f"Zet dit in {name}."
            )
    if settings.now is not None:
        raise SettingError(
            "De pagina's kunnen niet open voor anderen zolang EW_NOW is gezet.", "Haal de instelling EW_NOW weg."
        )


def _dotenv(folder: Path) -> Mapping[str, str]:
    path = folder / ".env"
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value is not None}


def _data_folder(values: Mapping[str, str]) -> Path:
    """The user's own folder for data; it is only asked for when a setting needs it."""
    if "EW_DATABASE_URL" in values and "EW_DATA_KEY" in values:
        return Path()
    from platformdirs import user_data_path

    return user_data_path("ew", appauthor=False)


def _ground(word: str) -> bool:
    if word not in GROUNDS:
        raise SettingError(
            f"EW_GRONDSLAG is “{word}”, en dat kennen wij niet.",
            "Schrijf akkoord of anders, of haal de instelling weg.",
        )
    return word == "akkoord"


def _words(name: str, values: Mapping[str, str]) -> str | None:
    """Words of the organisation's own that stand on a page: one line, not too long."""
    words = values.get(name)
    if words and (len(words) > LONGEST_WORDS or not words.isprintable()):
        raise SettingError(
            f"{name} is te lang of heeft meer dan één regel.",
            f"Schrijf één regel van hoogstens {LONGEST_WORDS} tekens.",
        )
    return words


def _base_url(text: str | None) -> str | None:
    """The address of the pages, by HTTPS; only on this computer itself it may do without."""
    if text is None:
        return None
    parts = _address(text)
    safe = parts and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))
    if not parts or not safe or parts.username or parts.query or parts.fragment:
        raise SettingError(
            "EW_BASE_URL is geen adres voor de pagina’s.",
            "Schrijf een adres met https, zoals https://ew.voorbeeld.example.",
        )
    return text.rstrip("/")


def _statement(text: str | None) -> str | None:
    parts = _address(text) if text else None
    if text and not (parts and parts.scheme == "https" and not parts.username):
        raise SettingError(
            "EW_TOEGANKELIJKHEID is geen adres van een verklaring.", "Schrijf een adres met https, uit het register."
        )
    return text


def _secret_key(text: str | None) -> str | None:
    if text is not None and len(text) < SHORTEST_SECRET_KEY:
        raise SettingError(
            "EW_SECRET_KEY is te kort.",
            "Maak een nieuwe sleutel: python -c 'import secrets; print(secrets.token_hex(32))'",
        )
    return text


def _mail_url(text: str | None) -> str | None:
    """The mail server as an address; what stands in it is not repeated, because a password may be among it."""
    if text is None:
        return None
    parts = _address(text)
    if not parts or parts.scheme not in ("smtp", "smtps") or parts.path.strip("/") or parts.query or parts.fragment:
        raise SettingError(
            "EW_MAIL_URL is geen adres van een mailserver.",
            "Schrijf smtp://gebruiker:wachtwoord@server:587, en vreemde tekens in het wachtwoord als %-code.",
        )
    return text


def _mail_from(text: str | None) -> str | None:
    if text is None:
        return None
    from email.utils import parseaddr

    _, address = parseaddr(text)
    name, at, server = address.partition("@")
    if not (name and at and server) or not text.isprintable():
        raise SettingError("EW_MAIL_VAN is geen e-mailadres.", "Schrijf een adres zoals ew@voorbeeld.example.")
    return text


def _address(text: str) -> SplitResult | None:
    """The parts of an address with a host, or None when it is none."""
    try:
        parts = urlsplit(text)
        # Asking for the port is what makes it be looked at.
        return parts if parts.hostname and parts.port != 0 and text.isprintable() and " " not in text else None
    except ValueError:
        return None


def _now(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise SettingError(
            f"EW_NOW is “{text}”, en dat is geen moment.", "Schrijf een moment zoals 2026-11-01T12:00."
        ) from None


def _whole(name: str, text: str) -> int:
    least = 1 if name == "EW_BEWAARMAANDEN" else 0
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise SettingError(f"{name} is “{text}”, en dat is geen aantal.", "Schrijf een heel getal, zoals 21.")
    if int(text) < least:
        raise SettingError(f"{name} is {text}, en dat is te weinig.", "Schrijf minstens 1, zoals 24.")
    return int(text)
