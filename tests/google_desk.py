"""Google at hand for a test: a clock that costs no time, a client, a small sheet, and settings that point to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from tests.google import Emulator, Sheet
from tracker.sheet.client import Client
from tracker.sheet.google import GoogleSheet
from tracker.sheet.google_login import READ_AND_WRITE, read_key
from tracker.sheet.patience import Patience

PEOPLE: list[list[object]] = [
    ["Deelnemer", "Naam", "Gemeente", "Aangemeld op", "Akkoord op", "Eigen doel", "Opmerkingen"],
    ["D-001", "Roos Vlinder", "Emmen", date(2026, 1, 5), date(2026, 1, 5), "betaald werk", "belt liever niet"],
    ["D-002", "Teun Beek", "Assen", date(2026, 1, 12), date(2026, 1, 12), "opleiding", "komt met de bus"],
    ["D-003", "Saar Linde", "Hoogeveen", date(2026, 2, 2), date(2026, 2, 2), "vrijwilligerswerk", None],
]
STEPS: list[list[object]] = [
    ["Deelnemer", "Stap", "Partner", "Start", "Einde", "Resultaat", "Uren per week", "Opmerkingen"],
    ["D-001", "betaald werk", "Zorggroep De Linde", date(2026, 3, 2), None, "loopt", 24, "via de buurvrouw"],
    ["D-002", "opleiding", None, date(2026, 2, 16), date(2026, 6, 26), "diploma", None, None],
]
PARTNERS: list[list[object]] = [
    ["Partner", "Sector", "Gemeente", "Aangesloten op", "Toelichting"],
    ["Zorggroep De Linde", "zorg", "Emmen", date(2025, 9, 1), "aardige mensen"],
]
SMALL: Mapping[str, Iterable[list[object]]] = {"Deelnemers": PEOPLE, "Stappen": STEPS, "Partners": PARTNERS}
"""Three people, two steps, one partner, and everything that may never be read."""

NEVER_READ = ("Vlinder", "Beek", "Saar", "belt liever", "met de bus", "buurvrouw", "aardige")


@dataclass(slots=True)
class Hours:
    """A clock that only sleeping moves; `naps` are the seconds that were slept."""

    now: float = 1_000.0
    naps: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds

    def patience(self, **options: float) -> Patience:
        """Patience by this clock, that always waits as long as it may."""
        return Patience(clock=self.clock, sleep=self.sleep, chance=lambda: 1.0, **options)  # type: ignore[arg-type]


def client_of(google: Emulator, patience: Patience | None = None, scope: str = READ_AND_WRITE) -> Client:
    """The tracker's own client of the emulator."""
    key = read_key(google.credentials_path, google.api)
    return Client(key, google.api, scope=scope, patience=patience or Hours().patience())


def desk_of(google: Emulator, sheet: Sheet, memory: str | None = None, patience: Patience | None = None) -> GoogleSheet:
    """The sheet as the tracker meets it, with what it remembers of last time."""
    chosen = patience or Hours().patience()
    desk = GoogleSheet(client_of(google, chosen), sheet.id, chosen)
    desk.learn(memory)
    return desk


def small_sheet(google: Emulator) -> Sheet:
    """The small sheet, shared with the tracker."""
    sheet = google.new_sheet("Programma", {title: list(rows) for title, rows in SMALL.items()})  # type: ignore[arg-type]
    google.share(sheet)
    return sheet


def use(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the settings point to this sheet."""
    monkeypatch.setenv("EW_SOURCE", sheet.url)
    monkeypatch.setenv("EW_GOOGLE_CREDENTIALS", str(google.credentials_path))
    monkeypatch.setenv("EW_GOOGLE_API", google.api)


def served(google: Emulator, workbook: Path, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """A workbook as a Google Sheet that is shared with us and stands in the settings."""
    sheet = google.from_workbook(workbook)
    google.share(sheet)
    use(google, sheet, monkeypatch)
    return sheet


def mapping_of(sheet: Sheet) -> Path:
    """Where the mapping of a Google Sheet stands by itself: tests run in the folder of the settings."""
    return Path(f"{sheet.id}.koppeling.toml")


def answers(google: Emulator) -> str:
    """Everything that Google has sent us since the log was cleared."""
    return "".join(call.answer for call in google.log.calls)
