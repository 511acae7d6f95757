"""Settings become a sheet, a store, a key and a clock that work together. Each is made where it is used."""

import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import SettingError, StoreError
from tracker.protection.seal import fingerprint, tombstone
from tracker.settings import Settings
from tracker.wording import plural

if TYPE_CHECKING:
    from tracker.mail import Post
    from tracker.sheet.client import Client
    from tracker.sheet.google import GoogleSheet
    from tracker.sheet.google_tops import GoogleTops
    from tracker.sheet.owntabs import KeptWorkbook
    from tracker.sheet.patience import Patience
    from tracker.sheet.source import Desk
    from tracker.store import Store
    from tracker.store.erasing import KeepOut, Seal
    from tracker.store.kept import KeptStore
    from tracker.tombstones import Graves

KEY_BYTES = 32


def clock(settings: Settings) -> datetime:
    """Now, in UTC: the real one, or what a rehearsal says it is."""
    return settings.now or datetime.now(UTC)


def real_clock() -> datetime:
    """Now, in UTC, whatever a rehearsal says: for the audit log and for logging in."""
    return datetime.now(UTC)


def sheet(
    settings: Settings, source: str | None = None, patience: "Patience | None" = None, *, read_only: bool = False
) -> "Desk":
    """The sheet of this source, or of the settings: a workbook, or a Google Sheet by its address or id.

    A sheet of another shape is read by its mapping: that of the settings, or the one in `mapping_place`. `patience`
    says how long to go on trying when Google does not answer; with `read_only` Google is asked for no more than that.
    Raises SettingError when there is no source, when it is a Google Sheet without a key that can be used, and when the
    mapping has a mistake in it.
    """
    chosen = source_of(settings, source)
    if is_google(chosen):
        return google_sheet(settings, chosen, patience, read_only=read_only)
    from tracker.sheet.owntabs import KeptWorkbook

    path = Path(chosen).absolute()
    workbook = KeptWorkbook(path)
    _adopt(workbook, mapping_of(settings, chosen), path.name)
    return workbook


def _adopt(desk: "GoogleSheet | KeptWorkbook", mapping: Path | None, name: str) -> None:
    """Let a sheet be read by the mapping in this file, and say so."""
    if mapping:
        from tracker.sheet.mapfile import read_mapping

        desk.adopt(read_mapping(mapping))
        sys.stderr.write(f"Wij lezen {name} met de koppeling {mapping.name}.\n")


def source_of(settings: Settings, source: str | None = None) -> str:
    """The source as given, or that of the settings. Raises SettingError when there is neither."""
    chosen = source or settings.source
    if not chosen:
        raise SettingError(
            "Er is geen blad gekozen.",
            "Geef het pad van uw Excel-bestand, of zet het in EW_SOURCE. Nog geen blad? Typ: ew nieuw blad.xlsx",
        )
    return chosen


def mapping_place(source: str) -> Path:
    """Where the mapping of a source is found by itself: beside a workbook, and for Google where `ew` is started.

    The id of a Google Sheet is in its name, so that it never serves another sheet. Raises SettingError.
    """
    from tracker.sheet.mapfile import beside, for_google

    return for_google(_google_id(source)) if is_google(source) else beside(Path(source).absolute())


def mapping_of(settings: Settings, source: str) -> Path | None:
    """The mapping by which a source is read, if it has one. Raises SettingError."""
    own = settings.mapping or mapping_place(source)
    return own if settings.mapping or own.is_file() else None


def is_google(source: str) -> bool:
    """Whether a source is the address or the id of a Google Sheet; a file that is there is a file."""
    if "://" in source:
        return True
    return bool(re.fullmatch(r"[A-Za-z0-9_-]{25,}", source)) and not Path(source).exists()


def google_sheet(
    settings: Settings, source: str, patience: "Patience | None" = None, *, read_only: bool = False
) -> "GoogleSheet":
    """The Google Sheet of an address or id, read by its mapping if it has one. Raises SettingError."""
    from tracker.sheet.google import GoogleSheet

    sheet_id = _google_id(source)
    desk = GoogleSheet(google_client(settings, patience, read_only=read_only), sheet_id, patience)
    _adopt(desk, mapping_of(settings, source), "het Google-blad")
    return desk


def google_tops(settings: Settings, source: str) -> "GoogleTops":
    """The headings of a Google Sheet of another shape; it is only read. Raises SettingError."""
    from tracker.sheet.google_tops import GoogleTops

    sheet_id = _google_id(source)
    return GoogleTops(google_client(settings, read_only=True), sheet_id)


def _google_id(source: str) -> str:
    from tracker.sheet.google import sheet_id_from

    sheet_id = sheet_id_from(source)
    if sheet_id is None:
        raise SettingError(
            f"“{source}” is geen adres van een Google Sheet.",
            "Open het blad in uw browser en neem het hele adres over. Het begint met https://docs.google.com/.",
        )
    return sheet_id


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
    _refuse_open_to_all(settings.google_credentials)
    base = safe_base(settings.google_api)
    key = read_key(settings.google_credentials, base)
    return Client(key, base, scope=READ_ONLY if read_only else READ_AND_WRITE, patience=patience)


def _refuse_open_to_all(path: Path) -> None:
    """A key that everyone on this computer may read is refused; a group may, so that a service can share it."""
    try:
        open_to_all = os.name == "posix" and path.stat().st_mode & 0o007
    except OSError:
        return
    if open_to_all:
        raise SettingError(
            f"De Google-sleutel {path} is te lezen voor iedereen op deze computer.",
            f"Maak hem alleen van u: chmod 600 {path}",
        )


@contextmanager
def store(settings: Settings) -> Iterator["Store"]:
    """The database, in its newest form where the tracker may see to that itself. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        if opened.is_sqlite:
            opened.upgrade()
        elif not opened.is_current:
            raise StoreError("De database heeft nog niet de nieuwste vorm.", "Voer eerst uit: ew db upgrade")
        _keep_erased_out(settings, opened)
        yield opened


def kept_store(settings: Settings) -> "KeptStore":
    """The database of which `store` saw at the start of this process that it is in order; it stays open."""
    from tracker.store.kept import KeptStore

    return KeptStore(settings.database_url)


def graves(settings: Settings, opened: "Store") -> "Graves":
    """Where the seals of erased people go. Raises SettingError."""
    from tracker.tombstones import Graves

    return Graves(data_key(settings, opened), settings.tombstones)


def keep_out(settings: Settings) -> "KeepOut":
    """Who may not come back with a back-up, because they were erased. Raises SettingError."""
    from tracker.store.erasing import KeepOut
    from tracker.tombstones import read_tombstones

    def seal_for(mark: str | None) -> "Seal":
        """How codes are sealed with the data key; a wrong key would recognise nobody, so it is refused."""
        key = _read_key(settings.data_key)
        if mark not in (None, fingerprint(key)):
            raise SettingError(
                f"De sleutel {settings.data_key} hoort niet bij deze back-up.",
                "Gebruik de sleutel waarmee de back-up is gemaakt. Wijs hem aan met EW_DATA_KEY.",
            )
        return partial(tombstone, key)

    return KeepOut(known=read_tombstones(settings.tombstones), seal_for=seal_for)


def _keep_erased_out(settings: Settings, opened: "Store") -> None:
    """At every start: the tombstones of the database and those of the file become the same.

    A database that knows less than the file is an old one that somebody copied back: then whoever was erased since is
    erased from it again.
    """
    from tracker.store import erasing
    from tracker.tombstones import add_tombstones, read_tombstones

    outside, inside = read_tombstones(settings.tombstones), erasing.tombstones(opened)
    if inside.keys() - outside.keys():
        add_tombstones(settings.tombstones, inside)
    if outside.keys() - inside.keys():
        with opened.turn():
            back = erasing.keep_out_of(opened, outside, partial(tombstone, data_key(settings, opened)))
        if back:
            opened.audit(at=real_clock(), role="beheer", who="", what="gewist", about=f"opnieuw: {back}")
            who = plural(back, "persoon die al gewist was, stond", "personen die al gewist waren, stonden")
            sys.stderr.write(f"{who} weer in de database. Wij wisten dat opnieuw.\n")
    if not erasing.is_swept(opened):
        # While somebody else reads it cannot be done; a later start does it.
        with suppress(StoreError):
            erasing.sweep(opened)


def upgrade(settings: Settings) -> bool:
    """Bring the database to the newest form; True when something was done, and noted. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        done = opened.upgrade()
        if done:
            opened.audit(at=real_clock(), role="beheer", who="", what="upgrade")
        return done


def post(settings: Settings) -> "Post":
    """The way out for mails: a mail server, or the screen when there is none."""
    from tracker.mail import post_for

    return post_for(settings.mail_url, settings.mail_from)


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
    key = _read_key(settings.data_key) if settings.data_key.exists() else None
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
