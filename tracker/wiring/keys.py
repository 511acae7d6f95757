"""Settings become the data key, which recognises addresses and people who were erased."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import SettingError
from tracker.protection.seal import fingerprint
from tracker.settings import Settings

if TYPE_CHECKING:
    from tracker.store import Store

KEY_BYTES = 32


def data_key(settings: Settings, opened: "Store") -> bytes:
    """The key for addresses and rounding: made at first use, and the same one for ever after. Raises SettingError."""
    known = opened.recall("data_key")
    key = _kept_key(settings, known) or _make_key(settings.data_key)
    if known is None:
        opened.remember("data_key", fingerprint(key))
    return key


def has_data_key(settings: Settings, opened: "Store") -> bool:
    """Whether there is a data key yet; none is made. Raises SettingError when it is not that of this database."""
    return _kept_key(settings, opened.recall("data_key")) is not None


def _kept_key(settings: Settings, known: str | None) -> bytes | None:
    """The key that is there, held against the mark that a database knows it by; None when both are missing."""
    key = read_key(settings.data_key) if settings.data_key.exists() else None
    if key is None and known is not None:
        raise SettingError(
            f"De sleutel {settings.data_key} is er niet, maar deze database is ermee gemaakt.",
            "Zet de sleutel terug uit uw back-up, of wijs hem aan met EW_DATA_KEY.",
        )
    if key is not None and known not in (None, fingerprint(key)):
        raise SettingError(
            f"De sleutel {settings.data_key} hoort niet bij deze database.",
            "Gebruik de sleutel waarmee de database is gemaakt. Wijs hem aan met EW_DATA_KEY.",
        )
    return key


def read_key(path: Path) -> bytes:
    """The data key in this file. Raises SettingError when it is not there, not whole, or open to others."""
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
        return read_key(path)
    except OSError as error:
        raise SettingError(
            f"De sleutel {path} kan niet worden gemaakt: {error.strerror}.",
            "Wijs met EW_DATA_KEY een bestand aan in een map waar dit programma mag schrijven.",
        ) from None
    return key
