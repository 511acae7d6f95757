"""What a run needs of the computer it is on: a data key, room on the disk, a clock, and pages that others may see."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError
from tracker.settings import Settings, refuse_half_open
from tracker.wording import moment, number

if TYPE_CHECKING:
    from tracker.store import Store

LEAST_ROOM: Final = 50_000_000
"""Bytes that must be free: a sync and a back-up of a large programme fit in it."""

_CLOCK_MAY_LAG: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what it is, whether it is right, what was seen, and how to mend it (Dutch)."""

    check: str
    ok: bool
    message: str
    advice: str = ""


def of_key(look: Callable[["Store"], bool], store: "Store") -> Check:
    """Whether the data key is there, whole, for its owner only, and the one that this database was made with."""
    try:
        there = look(store)
    except TrackerError as error:
        return Check("gegevenssleutel", False, error.what, error.advice)
    if there:
        return Check("gegevenssleutel", True, "De sleutel voor e-mailadressen hoort bij deze database.")
    return Check("gegevenssleutel", True, "Er is nog geen sleutel voor e-mailadressen. De eerste sync maakt hem.")


def of_disk(settings: Settings, database: Path | None) -> Check:
    """Whether we may write where the database (None when it is on a server) and the key are, and have room there."""
    for folder in _folders(settings, database):
        if not os.access(folder, os.W_OK):
            return Check("schijf", False, f"In de map {folder} mogen wij niet schrijven.", _RIGHTS)
        free = shutil.disk_usage(folder).free
        if free < LEAST_ROOM:
            return Check("schijf", False, f"De schijf van {folder} is bijna vol: {_megabytes(free)} vrij.", _ROOM)
    return Check("schijf", True, "Wij mogen schrijven in onze mappen, en er is ruimte op de schijf.")


_RIGHTS: Final = "Geef dit programma schrijfrechten op die map. Is de schijf alleen te lezen? Laat dat dan herstellen."
_ROOM: Final = f"Maak ruimte vrij, minstens {LEAST_ROOM // 1_000_000} MB, of kies een andere map in EW_DATABASE_URL."


def _folders(settings: Settings, database: Path | None) -> Iterator[Path]:
    """Each folder that we write in; where it is not made yet, the nearest that is."""
    for path in (database, settings.data_key):
        if path is not None:
            yield next(folder for folder in path.absolute().parents if folder.is_dir())


def _megabytes(count: int) -> str:
    return f"{number(count // 1_000_000)} MB"


def of_time(settings: Settings, last: datetime | None, now: datetime) -> Check:
    """Whether the clock can be right: it never runs before the last sync (both UTC)."""
    if settings.now is not None:
        said = f"EW_NOW is gezet: wij doen alsof het {moment(settings.now)} is."
        return Check("tijd", True, said, "Oefent u niet? Haal de instelling EW_NOW dan weg.")
    if last is not None and now < last - _CLOCK_MAY_LAG:
        said = f"Op deze computer is het {moment(now)}, maar de laatste sync was op {moment(last)}."
        return Check("tijd", False, said, "Zet de klok en de tijdzone van deze computer goed.")
    return Check("tijd", True, f"Het is nu {moment(now)}.")


def of_pages(settings: Settings) -> Check:
    """Whether the pages can be opened for those for whom they are meant."""
    try:
        refuse_half_open(settings)
    except TrackerError as error:
        return Check("pagina's", False, error.what, error.advice)
    if settings.is_open_to_others:
        return Check("pagina's", True, f"De pagina's kunnen open op {settings.base_url}.")
    return Check("pagina's", True, "De pagina's zijn alleen op deze computer te zien.", _FOR_OTHERS)


_FOR_OTHERS: Final = "Wilt u dat anderen ze zien? Zet dan een adres met https in EW_BASE_URL."
