"""Settings become a sheet, a store, a key and a clock that work together. Each is made where it is used."""

import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import SettingError, StoreError
from tracker.protection.seal import fingerprint
from tracker.settings import Settings

if TYPE_CHECKING:
    from tracker.sheet.client import Client
    from tracker.sheet.google import GoogleSheet
    from tracker.sheet.patience import Patience
    from tracker.sheet.source import Desk
    from tracker.store import Store

KEY_BYTES = 32


def clock(settings: Settings) -> datetime:
    """Now, in UTC: the real one, or what a rehearsal says it is."""
    return settings.now or datetime.now(UTC)


def sheet(
    settings: Settings, source: str | None = None, patience: "Patience | None" = None, *, read_only: bool = False
) -> "Desk":
    """The sheet of this source, or of the settings: a workbook, or a Google Sheet by its address or id.

    A workbook of another shape is read by its mapping: that of the settings, or the one beside it. `patience` says how
    long to go on trying when Google does not answer; with `read_only` Google is asked for no more than that. Raises
    SettingError when there is no source, when it is a Google Sheet without a key that can be used, and when the mapping
    has a mistake in it.
    """
    chosen = source or settings.source
    if not chosen:
        raise SettingError(
            "Er is geen blad gekozen.",
            "Geef het pad van uw Excel-bestand, of zet het in EW_SOURCE. Nog geen blad? Typ: ew nieuw blad.xlsx",
        )
    if is_google(chosen):
        _refuse_mapping(settings)
        return google_sheet(settings, chosen, patience, read_only=read_only)
    from tracker.sheet.owntabs import KeptWorkbook

    path = Path(chosen).absolute()
    workbook = KeptWorkbook(path)
    mapping = _mapping_path(settings, path)
    if mapping:
        from tracker.sheet.mapfile import read_mapping

        workbook.adopt(read_mapping(mapping))
        sys.stderr.write(f"Wij lezen {path.name} met de koppeling {mapping.name}.\n")
    return workbook


def _mapping_path(settings: Settings, source: Path) -> Path | None:
    """The mapping by which a workbook is read, if it has one."""
    from tracker.sheet.mapfile import beside

    own = beside(source)
    return settings.mapping or (own if own.is_file() else None)


def _refuse_mapping(settings: Settings) -> None:
    """A mapping that would be passed over in silence is refused."""
    if settings.mapping:
        raise SettingError(
            "Een koppeling werkt nu alleen met een Excel-bestand, niet met een Google-blad.",
            "Haal EW_KOPPELING weg, of geef de kolommen in uw Google-blad onze namen.",
        )


def is_google(source: str) -> bool:
    """Whether a source is the address or the id of a Google Sheet; a file that is there is a file."""
    if "://" in source:
        return True
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{25,}", source)) and not Path(source).exists()


def google_sheet(
    settings: Settings, source: str, patience: "Patience | None" = None, *, read_only: bool = False
) -> "GoogleSheet":
    """The Google Sheet of an address or id. Raises SettingError."""
    from tracker.sheet.google import GoogleSheet, sheet_id_from

    sheet_id = sheet_id_from(source)
    if sheet_id is None:
        raise SettingError(
            f"“{source}” is geen adres van een Google Sheet.",
            "Open het blad in uw browser en neem het hele adres over. Het begint met https://docs.google.com/.",
        )
    return GoogleSheet(google_client(settings, patience, read_only=read_only), sheet_id, patience)


def interruptible(
    sleep: Callable[[float], object], network: Callable[[], AbstractContextManager[object]]
) -> "Patience":
    """The usual patience with Google, for someone who may be asked to stop: `sleep` and `network` end early then."""
    from tracker.sheet.patience import Patience

    return Patience(sleep=sleep, network=network)


def google_client(settings: Settings, patience: "Patience | None" = None, *, read_only: bool = False) -> "Client":
    """The one door to Google. Raises SettingError when there is no key that can be used."""
    from tracker.sheet.client import Client
    from tracker.sheet.google_login import READ_AND_WRITE, READ_ONLY, read_key, safe_base

    if settings.google_credentials is None:
        raise SettingError(
            "Er is geen sleutel om bij Google in te loggen.",
            "Maak een serviceaccount met een sleutel (JSON), en zet het pad ervan in EW_GOOGLE_CREDENTIALS.",
        )
    base = safe_base(settings.google_api)
    key = read_key(settings.google_credentials, base)
    return Client(key, base, scope=READ_ONLY if read_only else READ_AND_WRITE, patience=patience)


@contextmanager
def store(settings: Settings) -> Iterator["Store"]:
    """The database, in its newest form where the tracker may see to that itself. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        if opened.is_sqlite:
            opened.upgrade()
        elif not opened.is_current:
            raise StoreError("De database heeft nog niet de nieuwste vorm.", "Voer eerst uit: ew db upgrade")
        yield opened


def upgrade(settings: Settings) -> bool:
    """Bring the database to the newest form; True when something was done. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        return opened.upgrade()


def data_key(settings: Settings, opened: "Store") -> bytes:
    """The key for addresses and rounding: made at first use, and the same one for ever after. Raises SettingError."""
    known = opened.recall("data_key")
    key = _read_key(settings.data_key) if settings.data_key.exists() else None
    if key is None:
        if known is not None:
            raise SettingError(
                f"De sleutel {settings.data_key} is er niet, maar deze database is ermee gemaakt.",
                "Zet de sleutel terug uit uw back-up, of wijs hem aan met EW_DATA_KEY.",
            )
        key = _make_key(settings.data_key)
    if known is None:
        opened.remember("data_key", fingerprint(key))
    elif known != fingerprint(key):
        raise SettingError(
            f"De sleutel {settings.data_key} hoort niet bij deze database.",
            "Gebruik de sleutel waarmee de database is gemaakt. Wijs hem aan met EW_DATA_KEY.",
        )
    return key


def _read_key(path: Path) -> bytes:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise SettingError(
                f"De sleutel {path} is ook voor anderen te lezen.", f"Maak hem alleen van u: chmod 400 {path}"
            )
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise SettingError(
            f"De sleutel {path} is niet te lezen.",
            "Zet de sleutel terug uit uw back-up, of wijs een andere aan met EW_DATA_KEY.",
        ) from None
    if len(key) != KEY_BYTES:
        raise SettingError(f"De sleutel {path} is niet heel.", "Zet de sleutel terug uit uw back-up.")
    return key


def _make_key(path: Path) -> bytes:
    """A new key in a file that only its owner can read, and nobody can write.

    It is written beside and gets its own name when it is whole, so that a kill halfway leaves no half key. When
    another process was quicker, the key that it made is the one.
    """
    key = secrets.token_bytes(KEY_BYTES)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.half")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(key.hex() + "\n")
                file.flush()
                os.fsync(file.fileno())
            # A link, and not a rename, because a rename would replace a key that is there by now.
            os.link(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError:
        return _read_key(path)
    except OSError as error:
        raise SettingError(
            f"De sleutel {path} kan niet worden gemaakt: {error.strerror}.",
            "Wijs met EW_DATA_KEY een bestand aan in een map waar dit programma mag schrijven.",
        ) from None
    return key
