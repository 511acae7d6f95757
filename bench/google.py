"""One reading of a Google Sheet with eight tabs and 250 participants: calls and seconds, by us and by two other ways.

Google is the emulator of the tests, in a process of its own on this machine: the calls are those of real life, the
seconds are only to be compared with each other. Calls for a token are not counted.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
from openpyxl import load_workbook

from bench.measure import table
from sample_sheets.write import write_programme
from tracker.sheet.client import Client
from tracker.sheet.google import GoogleSheet
from tracker.sheet.google_login import Key, credentials, read_key, session

PEOPLE = 250
TABS = ("Deelnemers", "Stappen", "Partners", "Inbedding", "Plekken", "Metingen", "Doelen", "Keuzelijsten")
RUNS = 1
"""The emulator keeps the quota of the service, sixty reads in a minute, so there is one run and one to warm up."""

WHOLE_DRIVE = "https://www.googleapis.com/auth/spreadsheets https://www.googleapis.com/auth/drive"


@dataclass(frozen=True, slots=True)
class Served:
    """An emulator that runs, and where it writes down what is asked of it."""

    api: str
    credentials: Path
    key: Key
    sheet_id: str
    log: Path

    def calls(self) -> list[dict[str, Any]]:
        """All calls so far, those for a token left out."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        return [call for call in map(json.loads, lines) if call["kind"] != "token"]


def report() -> str:
    """Read in each way several times, and count."""
    with tempfile.TemporaryDirectory() as folder, serve(_workbook(Path(folder) / "blad.xlsx")) as google:
        ways: list[tuple[str, Callable[[], object]]] = [
            ("ours, nothing known yet", lambda: _ours(google).read()),
            ("ours, every later time", _later(google)),
            ("gspread, `get_all_records` of each tab", _records(google)),
            ("gspread, one `values_batch_get`", _batch(google)),
        ]
        rows = [_measured(google, name, way) for name, way in ways]
    return table(("way", "calls", "seconds", "kB of answers", "what comes with it"), rows)


def _measured(google: Served, name: str, way: Callable[[], object]) -> tuple[str, str, str, str, str]:
    way()
    before, seconds = len(google.calls()), []
    for _ in range(RUNS):
        begun = time.perf_counter()
        way()
        seconds.append(time.perf_counter() - begun)
    calls = google.calls()[before:]
    size = sum(call["answer_size"] for call in calls) / RUNS / 1024
    what = "allowed columns, typed" if name.startswith("ours") else "every column, names and remarks too; as text"
    return name, f"{len(calls) / RUNS:g}", f"{statistics.median(seconds):.2f}", f"{size:.0f}", what


def _workbook(path: Path) -> Path:
    """The made-up programme with so many people, and only these tabs."""
    write_programme(path, people=PEOPLE)
    book = load_workbook(path)
    for title in book.sheetnames:
        if title not in TABS:
            del book[title]
    book.save(path)
    return path


@contextmanager
def serve(path: Path) -> Iterator[Served]:
    """Serve a workbook as a Google Sheet until the block is left."""
    log = path.with_suffix(".log")
    words = [sys.executable, "-m", "tests.google", "--blad", str(path), "--log", str(log)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = json.loads(process.stdout.readline())
            credentials = Path(found["credentials"])
            yield Served(found["api"], credentials, read_key(credentials, found["api"]), found["id"], log)
        finally:
            # Without this an error in the block would wait for ever for a process that nobody ends.
            process.terminate()


def _ours(google: Served, memory: str | None = None) -> GoogleSheet:
    sheet = GoogleSheet(Client(google.key, google.api), google.sheet_id)
    sheet.learn(memory)
    return sheet


def _later(google: Served) -> Callable[[], object]:
    first = _ours(google)
    first.read()
    sheet = _ours(google, first.memory)

    def again() -> object:
        sheet.look()
        return sheet.read()

    return again


def _gspread(google: Served) -> gspread.Client:
    class Loopback(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
            path = endpoint.partition("googleapis.com")[2]
            return super().request(method, f"{google.api}{path}", *args, **options)

    opened = session(credentials(google.key), WHOLE_DRIVE)
    client = gspread.Client(auth=None, session=opened, http_client=Loopback)  # type: ignore[arg-type]
    client.set_timeout(60)
    return client


def _records(google: Served) -> Callable[[], object]:
    client = _gspread(google)
    options: dict[str, Any] = {"numericise_ignore": ["all"]}

    def read() -> object:
        book = client.open_by_key(google.sheet_id)
        return [book.worksheet(title).get_all_records(**options) for title in TABS]

    return read


def _batch(google: Served) -> Callable[[], object]:
    client = _gspread(google)
    return lambda: client.http_client.values_batch_get(google.sheet_id, list(TABS))


if __name__ == "__main__":
    print(report())
