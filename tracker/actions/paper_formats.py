"""The formats in which papers are made: the word that people type, the files that come of it, and how they are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tracker.edition import Audience, Edition
from tracker.errors import SettingError

Files: TypeAlias = Mapping[str, bytes]
"""For the end of each name (`.pdf`, `-cijfers.csv`) the bytes of the file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the ends of the names that it makes, known before the work, and how it is made."""

    ends: tuple[str, ...]
    maker: Callable[[Edition, bool, str], Files]

    def make(self, edition: Edition, concept: bool, name: str = "") -> Files:
        """The files. `name` is how their names begin, for those that speak of each other."""
        return self.maker(edition, concept, name)


def _xlsx(edition: Edition, concept: bool, _: str) -> Files:
    from tracker.editions.excel import workbook

    return {".xlsx": workbook(edition, concept=concept)}


def _pdf(edition: Edition, concept: bool, _: str) -> Files:
    from tracker.editions.pdf import one_page, pdf

    made = one_page if edition.audience == Audience.BOARD else pdf
    return {".pdf": made(edition, concept=concept)}


def _pptx(edition: Edition, concept: bool, _: str) -> Files:
    from tracker.editions.slides import slides

    return {".pptx": slides(edition, concept=concept)}


def _csv(edition: Edition, concept: bool, name: str) -> Files:
    from tracker.editions.data import csv_files

    return csv_files(edition, stem=name, concept=concept)


def _json(edition: Edition, concept: bool, _: str) -> Files:
    from tracker.editions.data import json_file

    return {".json": json_file(edition, concept=concept)}


def _html(edition: Edition, concept: bool, _: str) -> Files:
    from tracker.editions.html import page

    return {".html": page(edition, concept=concept)}


FORMATS: Mapping[str, Format] = {
    "xlsx": Format((".xlsx",), _xlsx),
    "pdf": Format((".pdf",), _pdf),
    "pptx": Format((".pptx",), _pptx),
    "csv": Format(
        (
            "-cijfers.csv",
            "-waar-nu.csv",
            "-partners.csv",
            "-plekken.csv",
            "-zoekers.csv",
            "-subsidies.csv",
            "-samenhang.csv",
            "-tabellen.csv",
            "-doelen.csv",
            "-verloop.csv",
            "-verschil.csv",
            "-knelpunten.csv",
            "-csv-metadata.json",
        ),
        _csv,
    ),
    "json": Format((".json",), _json),
    "html": Format((".html",), _html),
}
"""Every format, by the word that people type."""


PAPERS_FOR: Mapping[str, tuple[Audience, tuple[str, ...]]] = {
    "steering_group": (Audience.STEERING_GROUP, ("pdf", "xlsx", "pptx")),
    "executive_board": (Audience.BOARD, ("pdf",)),
    "managers": (Audience.MANAGERS, ("pdf", "xlsx")),
}
"""For each kind of meeting who gets papers, and in which formats."""


def chosen_formats(words: str) -> tuple[str, ...]:
    """The formats in a list such as `xlsx,pdf`, each once. Raises SettingError for one that we do not make."""
    chosen = dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip())
    for word in chosen:
        if word not in FORMATS:
            raise SettingError(f"Het formaat “{word}” kennen wij niet.", f"Kies uit: {', '.join(FORMATS)}.")
    if not chosen:
        raise SettingError("Er is geen formaat gekozen.", f"Kies uit: {', '.join(FORMATS)}.")
    return tuple(chosen)
