"""Settings become a sheet: which one it is, by which mapping it is read, and with which key Google lets us in."""

import os
import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import SettingError
from tracker.settings import Settings

if TYPE_CHECKING:
    from tracker.sheet.client import Client
    from tracker.sheet.google import GoogleSheet
    from tracker.sheet.google_tops import GoogleTops
    from tracker.sheet.owntabs import KeptWorkbook
    from tracker.sheet.patience import Patience
    from tracker.sheet.source import Desk


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
