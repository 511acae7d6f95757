"""The settings, read once from the environment (and `.env` beside it), strict and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
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
    Setting("EW_SOURCE", "Het blad: het pad van een Excel-bestand.", "programma.xlsx"),
    Setting("EW_DATABASE_URL", "De database. Zonder deze instelling: een bestand in uw eigen map.", "sqlite:///ew.db"),
    Setting("EW_DATA_KEY", "Het bestand met de sleutel voor e-mailadressen. Wordt bij het begin gemaakt.", "data.key"),
    Setting("EW_GRONDSLAG", "Op welke grond u gegevens bewaart: `akkoord` of `anders`.", "akkoord"),
    Setting("EW_NOW", "Het moment dat voor nu doorgaat, om te oefenen.", "2026-11-01T12:00"),
)
"""Every setting that the program reads; all are optional."""

GROUNDS = ("akkoord", "anders")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for. `database_url` and `data_key` have a place of their own when nothing is set."""

    database_url: str
    data_key: Path
    source: str | None = None
    consent_is_ground: bool = True
    now: datetime | None = None


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
        consent_is_ground=_ground(values.get("EW_GRONDSLAG", "akkoord")),
        now=_now(values.get("EW_NOW")),
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
