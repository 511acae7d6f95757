"""Serves a workbook as a Google Sheet: `python -m tests.google --blad X.xlsx`, until it is interrupted.

The first line of stdout is JSON: `api` (base URL), `credentials` (path of a key file), `id` (of the sheet), `log` (path
of a file with one line of JSON for each call).
"""

import argparse
import json
import signal
import sys
import tempfile
import threading
from pathlib import Path

from tests.google.emulator import Emulator


def main() -> int:
    """Serve until a signal comes; the answer is the exit code."""
    words = "Zet een werkboek klaar als Google Sheet."
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=words)
    parser.add_argument("--blad", type=Path, required=True, help="het werkboek (.xlsx)")
    parser.add_argument("--poort", type=int, default=0, help="de poort op deze computer; 0 kiest er zelf een")
    parser.add_argument("--log", type=Path, help="bestand met een regel voor elke aanroep")
    chosen = parser.parse_args()
    if not chosen.blad.is_file():
        sys.stderr.write(f"Het werkboek {chosen.blad} is er niet. Geef het pad van een .xlsx-bestand.\n")
        return 2
    log = chosen.log or Path(tempfile.mkdtemp(prefix="google-log-")) / "aanroepen.jsonl"
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    with Emulator(start=None, log_path=log, port=chosen.poort) as google:
        sheet = google.from_workbook(chosen.blad)
        google.share(sheet)
        line = {"api": google.api, "credentials": str(google.credentials_path), "id": sheet.id, "log": str(log)}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        done.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
