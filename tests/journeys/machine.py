"""A computer on which someone works: a home of its own, `ew` as a program, pages by HTTP, and a mail server."""

import json
import os
import queue
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import requests
from openpyxl import load_workbook

from tests.conftest import ROOT, Answer
from tests.edits import column_of

PATIENCE = 60
"""Seconds after which a program that says nothing is given up."""

TODAY = "2026-11-01T12:00"


@dataclass(frozen=True)
class Machine:
    """A folder that is someone's home, and the settings that they made there."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """Where the program keeps its things when nobody says where."""
        return self.home / ".local" / "share" / "ew"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the programs of this computer find around them."""
        around = {"HOME": str(self.home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "EW_NOW": TODAY}
        return around | self.settings

    def ew(self, *words: object, code: int = 0) -> Answer:
        """Type a command; it must end with this code."""
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", *map(str, words)],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def pages(self) -> Iterator[str]:
        """The pages while they are up: their address."""
        server = subprocess.Popen(
            [sys.executable, "-m", "cli.main", "serve", "--poort", "0"],
            cwd=self.home,
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert server.stderr is not None
        try:
            said = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert found, said + server.stderr.read()
            yield found[0]
        finally:
            server.terminate()
            server.stderr.read()
            server.stderr.close()
            server.wait(PATIENCE)

    def bytes_of_database(self) -> bytes:
        """Every byte of the database, with its logs beside it."""
        return b"".join(path.read_bytes() for path in sorted(self.data.glob("ew.db*")))

    def figures(self, *words: str) -> dict[str, Any]:
        """The figures by code, each with numerator and denominator."""
        answer = json.loads(self.ew("stand", "--json", *words).out)
        return {one["code"]: (one["numerator"], one["denominator"], one["value"]) for one in answer["figures"]}


class Visitor:
    """Somebody with a browser without scripts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._session = requests.Session()
        self._session.trust_env = False

    def open(self, path: str, status: int = 200) -> str:
        """What is on a page; redirects are followed."""
        answer = self._session.get(self._at(path), timeout=PATIENCE)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.text

    def fetch(self, path: str) -> bytes:
        """A file."""
        answer = self._session.get(self._at(path), timeout=PATIENCE)
        assert answer.status_code == 200
        return answer.content

    def submit(self, path: str, to: str | None = None, **fields: str) -> str:
        """Open a page and send a form on it; gives the page that comes after."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.open(path))
        assert token, path
        answer = self._session.post(self._at(to or path), data={"csrf_token": token[1], **fields}, timeout=PATIENCE)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def _at(self, path: str) -> str:
        return path if "://" in path else self.address + path


class Mailbox:
    """Takes in mail at a real mail server; made by `mailbox`."""

    def __init__(self) -> None:
        self._came: queue.Queue[tuple[str, EmailMessage]] = queue.Queue()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so.
        """Keep what comes in; called by the mail server."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        self._came.put((envelope.rcpt_tos[0], message))
        return "250 OK"

    def next(self) -> tuple[str, str]:
        """The next mail: to whom, and its plain text."""
        address, message = self._came.get(timeout=PATIENCE)
        body = message.get_body(("plain",))
        assert body is not None
        return address, body.get_content()

    @property
    def is_empty(self) -> bool:
        """Whether nothing more came."""
        return self._came.empty()


@contextmanager
def mailbox() -> Iterator[tuple[str, Mailbox]]:
    """A mail server while it is up: its address for the settings, and what it takes in."""
    from aiosmtpd.controller import Controller

    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield f"smtp://127.0.0.1:{port}", box
    finally:
        server.stop()


def fill(path: Path, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Type rows in a workbook, by the headings of its tabs, under what is there."""
    book = load_workbook(path)
    for title, wanted in rows.items():
        sheet = book[title]
        columns = {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}
        free = next(row for row in range(2, sheet.max_row + 2) if sheet.cell(row, 1).value in (None, ""))
        for row, typed in enumerate(wanted, free):
            for heading, value in typed.items():
                sheet.cell(row, columns[heading], value)
    book.save(path)


def type_over(path: Path, title: str, heading: str, row: int, value: Any) -> None:
    """Type one value over another."""
    book = load_workbook(path)
    sheet = book[title]
    sheet.cell(row, column_of(sheet, heading)).value = value
    book.save(path)
