"""The face of the emulator for tests: start it, make sheets in it, share them, let things go wrong, look at the log."""

import json
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.google.clock import START, Clock
from tests.google.faults import Edits, Faults
from tests.google.log import Log
from tests.google.quota import Quota
from tests.google.server import Server
from tests.google.service import Service
from tests.google.sheet import Rows, Sheet, filled_tabs
from tests.google.workbook import read_tabs

OWNER = "projectleider@voorbeeld.test"
"""Who owns the sheets that a test makes: a person, and not the tracker."""


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """An account that a program logs in with: its address and the path of its key file."""

    email: str
    path: Path


class Emulator:
    """Google Sheets on loopback.

        with Emulator() as google:
            sheet = google.new_sheet("Lijst", {"Stappen": [["Deelnemer", "Stap"], ["D-001", "stage"]]})
            google.share(sheet)

    Its clock stands still at `start` until a test moves it (None: it runs along with the machine). Leaving the block
    raises AssertionError when the emulator itself answered what the service never would.
    """

    def __init__(self, start: datetime | None = START, log_path: Path | None = None, port: int = 0) -> None:
        self.clock = Clock(start)
        self.log = Log(log_path)
        self.service = Service(self.clock, self.log)
        self._server = Server(self.service, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._folder = tempfile.TemporaryDirectory(prefix="google-")
        self.account = self.new_account("tracker")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        if kind is None and self.service.complaints:
            raise AssertionError("; ".join(self.service.complaints[:5]))

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop to answer, hang up on everyone, and throw the key files away."""
        self._server.close()
        self._thread.join()
        self._folder.cleanup()

    @property
    def api(self) -> str:
        """The base URL that takes the place of Google's hosts, such as `http://127.0.0.1:40123`."""
        return self._server.address

    @property
    def credentials_path(self) -> Path:
        """The key file of the tracker's own service account; its `token_uri` is on loopback."""
        return self.account.path

    @property
    def faults(self) -> Faults:
        """What goes wrong with the next calls: `google.faults.add(Fault.QUOTA, "POST .*batchUpdate")`."""
        return self.service.faults

    @property
    def edits(self) -> Edits:
        """What someone else does between calls: `google.edits.before("GET", lambda: sheet.sort("Stappen", "A"))`."""
        return self.service.edits

    @property
    def quota(self) -> Quota:
        """How many calls fit in a minute."""
        return self.service.quota

    def new_account(self, name: str) -> ServiceAccount:
        """Another service account, with a key file of its own."""
        account = self.service.tokens.account(name)
        path = Path(self._folder.name) / f"{name}.json"
        path.write_text(json.dumps(self.service.tokens.credentials(account, f"{self.api}/token")), "utf-8")
        path.chmod(0o600)
        return ServiceAccount(account.email, path)

    def new_sheet(
        self, title: str, tabs: Mapping[str, Rows] | None = None, *, locale: str = "nl_NL", owner: str = OWNER
    ) -> Sheet:
        """A new sheet with these tabs; without any it has one empty tab."""
        file = self.service.drive.create(title, owner, locale, "Europe/Amsterdam")
        if tabs:
            file.book.tabs = filled_tabs(tabs)
        return Sheet(self.service.drive, file)

    def from_workbook(self, path: Path, title: str | None = None) -> Sheet:
        """A new sheet with all that is in an `.xlsx`."""
        file = self.service.drive.create(title or path.stem, OWNER, "nl_NL", "Europe/Amsterdam")
        file.book.tabs = read_tabs(path)
        return Sheet(self.service.drive, file)

    def sheet(self, sheet_id: str) -> Sheet:
        """A sheet that is there, such as one that the tracker made. Raises KeyError."""
        return Sheet(self.service.drive, self.service.drive.files[sheet_id])

    def share(self, sheet: Sheet, account: ServiceAccount | None = None, role: str = "writer") -> None:
        """Share a sheet with a service account (the tracker's own unless another is named)."""
        sheet.share((account or self.account).email, role)

    def revoke(self, sheet: Sheet, account: ServiceAccount | None = None) -> None:
        """Stop sharing a sheet with a service account."""
        sheet.revoke((account or self.account).email)

    def disable_api(self) -> None:
        """Switch the Sheets API off in the project of the service account."""
        self.service.api_enabled = False

    def enable_api(self) -> None:
        """Switch it on again."""
        self.service.api_enabled = True
