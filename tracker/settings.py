"""The settings, read once from the environment (and `.env` beside it), strict and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tracker.errors import SettingError
from tracker.wording import utc


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in the environment, what it means (Dutch), and an example."""

    name: str
    about: str
    example: str


SETTINGS: tuple[Setting, ...] = (
    Setting("EW_SOURCE", "Het blad: het pad van een Excel-bestand, of het adres bij Google.", "programma.xlsx"),
    Setting("EW_KOPPELING", "De koppeling waarmee wij een blad met andere kolommen lezen.", "lijst.koppeling.toml"),
    Setting("EW_GOOGLE_CREDENTIALS", "Het pad van de sleutel van uw Google-serviceaccount (JSON).", "sleutel.json"),
    Setting("EW_GOOGLE_API", "Een ander adres dan dat van Google, om mee te oefenen.", "http://127.0.0.1:8400"),
    Setting("EW_DATABASE_URL", "De database. Zonder deze instelling: een bestand in uw eigen map.", "sqlite:///ew.db"),
    Setting("EW_DATA_KEY", "Het bestand met de sleutel voor e-mailadressen. Wordt bij het begin gemaakt.", "data.key"),
    Setting("EW_GRONDSLAG", "Op welke grond u gegevens bewaart: `akkoord` of `anders`.", "akkoord"),
    Setting("EW_DAGEN_TOT_INTAKE", "Na zoveel dagen zonder intake vragen wij aandacht.", "21"),
    Setting("EW_DAGEN_VOOR_START", "Zoveel dagen voor een start vragen wij u te bellen.", "14"),
    Setting("EW_DAGEN_VOOR_CONTRACT", "Zoveel dagen voor het einde van een contract vragen wij aandacht.", "90"),
    Setting("EW_DAGEN_VOOR_EINDE", "Hetzelfde voor het einde van een opleiding of plek.", "60"),
    Setting("EW_DAGEN_NIETS", "Na zoveel dagen zonder stap vragen wij aandacht.", "60"),
    Setting("EW_DAGEN_PLEK_VRIJ", "Na zoveel dagen noemen wij een plek die vrij is terwijl iemand zoekt.", "60"),
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
    "EW_DAGEN_NIEUWS": "news_for",
    "EW_DAGEN_VOOR_WISSEN": "retention_within",
    "EW_BEWAARMAANDEN": "retention_months",
}
"""The settings that say from when on something asks for attention, and the threshold that each of them sets."""

GROUNDS = ("akkoord", "anders")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for. `database_url` and `data_key` have a place of their own when nothing is set."""

    database_url: str
    data_key: Path
    source: str | None = None
    mapping: Path | None = None
    google_credentials: Path | None = None
    google_api: str | None = None
    consent_is_ground: bool = True
    now: datetime | None = None
    thresholds: Mapping[str, int] = field(default_factory=dict)


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
        now=_now(values.get("EW_NOW")),
        thresholds={name: _whole(key, values[key]) for key, name in THRESHOLDS.items() if key in values},
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


def _now(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        raise SettingError(
            f"EW_NOW is “{text}”, en dat is geen moment.", "Schrijf een moment zoals 2026-11-01T12:00."
        ) from None


def _whole(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise SettingError(f"{name} is “{text}”, en dat is geen aantal.", "Schrijf een heel getal, zoals 21.")
    return int(text)
