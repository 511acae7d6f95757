"""Many readers at once on a server with four workers: mixed pages of people of every role, over connections that stay.

First nothing else happens; then, four times as long, the sheet changes and is read again and again, and editions are
published, as fast as they can be. Every answer is looked at: it must be whole, and every page of one edition must be
the same page for the same reader, whichever worker gives it, so that no page can mix two editions. Seconds are by the
clock, and the client and the syncs use the same cores. Memory is what the workers have to themselves: it may grow while
they draw what is new to them, and must stay from the third quarter of the busy part to the fourth. The page of now of
the project leader is drawn once after a sync, beside the workers; until then it shows what was known before, and says
so. `EW_BENCH_SECONDS=10 python -m bench load` makes each part that short.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from openpyxl import load_workbook

from bench.asking import Asked, Visit, ask
from bench.measure import table
from bench.serving import WHO, Programme, Server, log_in, ours, programme, serve

SECONDS = float(os.environ.get("EW_BENCH_SECONDS", "60"))
WORKERS, THREADS, CONNECTIONS = 4, 4, 16
PATHS = ("/", "/doelen", "/plekken", "/downloads", "/mijn-toegang")
OPEN = ("/openbaar", "/over-de-cijfers", "/privacy", "/static/theme.css")
OWN = "/partner/zorggroep-zevenlinden"
FIRST = date(2026, 9, 30)
VARIANTS = 6
"""So many versions of the sheet come after each other; each moves one participant to another municipality."""

_PICKER = re.compile(rb'<form class="ew-picker".*?</form>', re.DOTALL)
_SAID = rb"(?:U kijkt naar een eerdere|Wij maken nu nieuwere)"
_NEWER = re.compile(rb'<div class="utrecht-alert" role="note">\s*<p>' + _SAID + rb" .*?</div>\s*", re.DOTALL)
_NUMBER = re.compile(rb'<option value="(\d+)" selected>([^<]*)<')
_DAY, _MOMENT = rb'Dit is de stand op <time datetime="([^"]+)">([^<]*)<', rb'Bekend op <time datetime="([^"]+)">'
_STANDING = re.compile(_DAY + rb".*?" + _MOMENT, re.DOTALL)


@dataclass(slots=True)
class OnePage:
    """Holds that every reader of a page of an edition gets the same one, and that what it says of itself agrees."""

    seen: dict[tuple[str, str, bytes], bytes] = field(default_factory=dict)
    editions: set[bytes] = field(default_factory=set)

    def __call__(self, visit: Visit, body: bytes) -> str | None:
        """What is wrong with an answer, or None."""
        standing = _STANDING.search(body)
        if standing is None:
            return f"no reference date at {visit.path}" if visit.path == "/" else None
        number = _NUMBER.search(body)
        if number and not number[2].startswith(standing[2]):
            return "the number of one edition above the date of another"
        mark = number[1] if number else b" ".join(standing.groups())
        self.editions.add(mark)
        # Which editions there are differs while one is made; what the edition itself says may not.
        content = hashlib.sha256(_NEWER.sub(b"", _PICKER.sub(b"", body))).digest()
        if self.seen.setdefault((visit.who, visit.path, mark), content) != content:
            return f"two pages of one edition at {visit.path}"
        return None


def report() -> str:
    """Both parts, and what the memory did."""
    with tempfile.TemporaryDirectory() as name:
        made = programme(Path(name))
        for ago in (31, 0):
            made.publish((FIRST - timedelta(ago)).isoformat())
        sheets = _variants(made)
        words, port = ours(WORKERS, THREADS)
        with serve(words, made.environment, port) as server:
            return _loaded(made, server, sheets)


def _loaded(made: Programme, server: Server, sheets: list[Path]) -> str:
    visits, check = _visits(made, server), OnePage()
    warm = _warmed(server, visits, check)
    quiet = ask(server.port, visits, connections=CONNECTIONS, seconds=SECONDS, check=check)
    after_quiet, known = server.megabytes(), len(check.editions)
    rows, used = [_row("nothing else", quiet)], [("after the quiet part", after_quiet)]
    with _busy(made, sheets) as done:
        for quarter in ("first", "second", "third", "fourth"):
            busy = ask(server.port, visits, connections=CONNECTIONS, seconds=SECONDS, check=check)
            rows.append(_row(f"syncs and editions, {quarter} quarter", busy))
            used.append((f"after the {quarter} quarter of the busy part", server.megabytes()))
    asked = table(("what happens", "answers", "a second", "p50, ms", "p99, ms", "at most, ms", "wrong"), rows)
    memory = table(
        ("memory of the four workers", "MB", "ratio"),
        [
            ("when every page was asked for", f"{warm:.0f}", "1"),
            *((when, f"{now:.0f}", f"{now / warm:.2f}") for when, now in used),
            ("the fourth quarter beside the third", "", f"{used[-1][1] / used[-2][1]:.2f}"),
        ],
    )
    new = len(check.editions) - known
    told = (
        f"There were {done.syncs} syncs and {done.editions} editions in the busy part, "
        f"and pages of {new} editions that were new (a live one after a sync counts too)."
    )
    return f"{asked}\n\n{told}\n\n{memory}\n\n{_wrk(server, visits)}"


def _warmed(server: Server, visits: list[Visit], check: OnePage) -> float:
    """Ask until every worker has drawn every page; the memory that takes."""
    memory = 0.0
    for _ in range(20):
        ask(server.port, visits, connections=CONNECTIONS, seconds=SECONDS / 6, check=check)
        before, memory = memory, server.megabytes()
        if memory < before * 1.01:
            break
    return memory


def _visits(made: Programme, server: Server) -> list[Visit]:
    """Every page of every role; those of others than the project leader come four times as often, as there are more."""
    cookies = {who: log_in(made, server, address) for who, address in WHO.items()}
    often = [Visit(who, path, cookie) for who, cookie in cookies.items() for path in PATHS if who != "project leader"]
    often += [Visit("", path) for path in OPEN] + [Visit("partner", OWN, cookies["partner"])]
    return often * 4 + [Visit("project leader", path, cookies["project leader"]) for path in PATHS]


def _row(name: str, asked: Asked) -> tuple[str, ...]:
    numbers = (f"{asked.percentile(share):.0f}" for share in (0.5, 0.99, 1))
    return name, f"{len(asked.seconds):,}", f"{asked.rate:.0f}", *numbers, asked.faults


# --- What happens meanwhile -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Done:
    """How many syncs and editions there were."""

    syncs: int = 0
    editions: int = 0


@contextmanager
def _busy(made: Programme, sheets: list[Path]) -> Iterator[Done]:
    """Sync and publish, as fast as it goes, until the block is left. An error of one of them ends all."""
    done, stop, errors = Done(), threading.Event(), []

    def syncing() -> None:
        while not stop.is_set():
            shutil.copy(sheets[done.syncs % len(sheets)], made.sheet)
            made.ew("sync", str(made.sheet), "--bevestig")
            done.syncs += 1

    def publishing() -> None:
        while not stop.is_set():
            made.publish((FIRST + timedelta(done.editions + 1)).isoformat())
            done.editions += 1

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except RuntimeError as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in (syncing, publishing)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]


def _variants(made: Programme) -> list[Path]:
    """The sheet in several versions."""
    book = load_workbook(made.sheet)
    tab = book["Deelnemers"]
    cells = (cell for row in tab.iter_rows(max_row=5) for cell in row)
    column, found = next(cell.column for cell in cells if cell.value == "Gemeente"), []
    for number in range(VARIANTS):
        row = tab.max_row - 40 - number
        tab.cell(row, column).value = tab.cell(row - 7, column).value
        found.append(made.folder / f"variant-{number}.xlsx")
        book.save(found[-1])
    return found


# --- A tool that others know ------------------------------------------------------------------------------------------


def _wrk(server: Server, visits: list[Visit]) -> str:
    """What wrk says of one page of a published edition, where there is a wrk."""
    program = shutil.which("wrk")
    if program is None:
        return "Not measured with wrk, which this machine does not have."
    visit = next(one for one in visits if one.who == "steering group" and one.path == "/")
    rows = []
    for name, more in (("the whole page", ()), ("packed", ("-H", "Accept-Encoding: gzip"))):
        words = [program, "-t1", f"-c{CONNECTIONS}", f"-d{max(5, SECONDS / 6):.0f}s", "--latency", *more]
        words += ["-H", f"Cookie: {visit.cookie}", f"http://127.0.0.1:{server.port}/"]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        rate, late = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"99%\s+(\S+)", said)
        wrong = re.findall(r"(?:Non-2xx.*|Socket errors.*)", said)
        rows.append((name, f"{float(rate[1]):.0f}" if rate else "?", late[1] if late else "?", "; ".join(wrong) or "0"))
    return table(("`/` of the steering group, asked by wrk", "a second", "p99", "wrong"), rows)


if __name__ == "__main__":
    print(report())
