"""The sample workbook: where it is, and the moment at which it says that it was made."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tracker.errors import SheetError
from tracker.places import sample_workbook

_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]+)</dcterms:created>")


def sample_path() -> Path:
    """The sample workbook. Raises SheetError when it is not there."""
    path = sample_workbook()
    if not path.is_file():
        raise SheetError("Het voorbeeldblad is er niet.", "Installeer het programma opnieuw.")
    return path


def made_on(path: Path) -> datetime:
    """The moment (UTC) at which a workbook says that it was made. Raises SheetError when it does not say."""
    try:
        with ZipFile(path) as package:
            found = _CREATED.search(package.read("docProps/core.xml"))
            if found:
                return datetime.fromisoformat(found.group(1).decode()).astimezone(UTC)
    except (OSError, KeyError, BadZipFile, ValueError):
        pass
    raise SheetError("Het voorbeeldblad zegt niet van wanneer het is.", "Installeer het programma opnieuw.")
