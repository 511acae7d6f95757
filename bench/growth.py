"""What growth costs: every daily command for 250, 2,500, 25,000 and 250,000 people, on SQLite and on PostgreSQL.

The programmes are made up (`sample_sheets`), with some history of steps and answers for everyone, and one partner for
every six to fifty people. Each command is a process of its own. So are the pages, started for one page only: first that
of now has to be drawn, because there was a sync, and then it is there. The first columns matter: with what power of the
number of people it grows between the three largest sizes (1 is in proportion, 2 is with the square), and how many times
as much the largest takes as ten times fewer people. Both are of what comes on top of the smallest programme, because a
command that starts takes nearly all of that. Seconds are only to be compared with each other; with PostgreSQL those of
the server count too. Both databases are measured at the same time, each on a core of its own.

EW_BENCH_PEOPLE limits the sizes, EW_BENCH_LIMIT how many seconds one command may take. EW_BENCH_SHEETS names a folder
in which the sheets are kept for the next time, because the largest takes minutes to make.
"""

import math
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from bench.measure import TooLong, Used, child, exponent, table
from bench.sheets import put_sheet
from tests.store.samples import url
from tests.store.server import Server, find_binaries

LARGEST = int(os.environ.get("EW_BENCH_PEOPLE", "250000"))
LIMIT = int(os.environ.get("EW_BENCH_LIMIT", "900"))
SIZES = tuple(size for size in (250, 2_500, 25_000, 250_000) if size <= LARGEST)
RUNS = {250: 3, 2_500: 2}
"""How often each command is run; the larger ones once, because they take minutes."""

COMPARED = 3
"""So many of the largest sizes say how a cost grows."""

NOISE = 0.2
"""What comes on top of the smallest programme says nothing below this share of it, because starting varies as much."""

STEEP = 1.1
"""A steeper growth is marked, and explained in the page about scale."""

EW = str(Path(sys.executable).with_name("ew"))
NOW = "2026-11-01T12:00"
LATER = "2026-11-01T13:00"
"""When a cell was changed; everything before it is what was known then."""

LEADER = "projectleider@example.org"


@dataclass(frozen=True, slots=True)
class Programme:
    """A made-up programme of one size: its sheet, the same with one cell changed, and a database to read it into."""

    people: int
    sheet: Path
    edited: Path
    environment: Mapping[str, str]
    server: Server | None = None

    def run(self, *words: str, now: str = NOW) -> Used:
        """Run a command on it, and tell what it took, the server included."""
        before = _served(self.server)
        used = child(words, {**self.environment, "EW_NOW": now}, limit=LIMIT, fine=(0, 1))
        return Used(used.seconds + _served(self.server) - before, used.clock, used.megabytes)


def _served(server: Server | None) -> float:
    """Seconds of processor time of the server's processes that ended, each of which served one client."""
    if server is None:
        return 0.0
    time.sleep(0.3)  # A process of the server ends just after its client.
    fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


# --- What is measured -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is measured: what it is called, how it is done, and whether a database takes part.

    What is `once` changes what it measures, so that it cannot be run again.
    """

    name: str
    words: Callable[[Programme], Sequence[str]]
    now: str = NOW
    once: bool = False
    stored: bool = True


def _ew(*words: str) -> Callable[[Programme], Sequence[str]]:
    return lambda _: (EW, *words)


def _page(_: Programme) -> Sequence[str]:
    return (sys.executable, "-c", "import bench.growth; bench.growth.page()")


_EDITION = ("export", "tabellen", "--formaat", "json", "--overschrijf", "--naar")

WORK = (
    Work("`ew controle`", lambda one: (EW, "controle", str(one.sheet), "--json"), stored=False),
    Work("`ew sync`, the first", lambda one: (EW, "sync", str(one.sheet)), once=True),
    Work("`ew sync`, nothing changed", lambda one: (EW, "sync", str(one.sheet))),
    Work("`ew stand`", _ew("stand")),
    Work("`ew stand`, a day long ago", _ew("stand", "--peildatum", "2025-01-01")),
    Work("`ew verschil`, ten months", _ew("verschil", "--van", "2026-01-01")),
    Work("`ew aandacht`", _ew("aandacht", "--json")),
    Work("`ew sync`, one cell changed", lambda one: (EW, "sync", str(one.sheet)), now=LATER, once=True),
    Work("`ew stand`, as known before", _ew("stand", "--bekend-op", NOW), now=LATER),
    Work(
        "`ew verschil`, as known before and after",
        _ew("verschil", "--van", f"2026-01-01@{NOW}", "--tot", "2026-11-01"),
        now=LATER,
    ),
    Work("the page of now, drawn after a sync", _page, now=LATER, once=True),
    Work("the page of now, kept", _page, now=LATER),
    Work("an edition with its gate", lambda one: (EW, *_EDITION, str(one.sheet.parent)), now=LATER, once=True),
)

CHANGED = "`ew sync`, one cell changed"


def page() -> None:
    """Log in as the project leader, and ask for the page of the programme until it is there."""
    from tracker.actions.login import make_link
    from tracker.settings import read_settings
    from tracker.web.app import create_app
    from tracker.web.door import open_door

    settings = read_settings()
    door = open_door(settings, second_factor=False)
    client = create_app(door=door, settings=settings).test_client()
    with door.store() as store:
        link = make_link(store, door.keys, LEADER, base_url="", now=door.now())
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(link).text)
    assert token is not None
    client.post(link, data={"csrf_token": token[1]}, headers={"Sec-Fetch-Site": "same-origin"})
    while (given := client.get("/")).status_code == HTTPStatus.SERVICE_UNAVAILABLE:  # It is drawn beside the pages.
        time.sleep(0.2)
    assert given.status_code == HTTPStatus.OK


# --- The programmes ---------------------------------------------------------------------------------------------------


@contextmanager
def _server() -> Iterator[Server | None]:
    """PostgreSQL, where there is one for this machine."""
    binaries = find_binaries()
    server = Server(binaries) if binaries else None
    try:
        yield server
    finally:
        if server:
            server.stop()


@contextmanager
def _programmes(folder: Path, people: int, server: Server | None) -> Iterator[Mapping[str, Programme]]:
    """A programme of one size for each kind of database."""
    made = folder / f"{people}.xlsx"
    put_sheet(made, people)
    yield {
        kind: _programme(folder / f"{people}-{kind}", made, people, on)
        for kind, on in (("SQLite", None), ("PostgreSQL", server))
        if kind == "SQLite" or on is not None
    }
    for left in folder.glob(f"{people}-*"):
        shutil.rmtree(left)


def _programme(home: Path, made: Path, people: int, server: Server | None) -> Programme:
    """A programme with a folder of its own, and a database of its own with nothing in it."""
    home.mkdir()
    sheet, edited = home / "blad.xlsx", home / "anders.xlsx"
    shutil.copy(made, sheet)
    change_one_cell(made, edited)
    address = server.fresh() if server else url(home / "ew.db")
    settings = {"HOME": str(home), "EW_DATABASE_URL": address, "EW_DATA_KEY": str(home / "key")}
    return Programme(people, sheet, edited, settings, server)


def change_one_cell(source: Path, target: Path) -> None:
    """Copy a workbook that we made, with the first day of registration a day later."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.infolist():
            with old.open(part) as reading, new.open(part.filename, "w") as writing:
                first = reading.read(1 << 16)
                if part.filename == "xl/worksheets/sheet1.xml":
                    first, times = re.subn(rb'(<c r="D2" s="\d+"><v>)(\d+)', _a_day_later, first, count=1)
                    assert times == 1
                writing.write(first)
                shutil.copyfileobj(reading, writing, 1 << 20)


def _a_day_later(found: re.Match[bytes]) -> bytes:
    return found[1] + str(int(found[2]) + 1).encode()


# --- The report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cost:
    """What one work took for each number of people: seconds and megabytes, every run; or why it did not end."""

    seconds: dict[int, list[float]] = field(default_factory=dict)
    memory: dict[int, list[float]] = field(default_factory=dict)
    gave_up: dict[int, str] = field(default_factory=dict)

    def add(self, people: int, used: Used) -> None:
        """Count one run."""
        self.seconds.setdefault(people, []).append(used.seconds)
        self.memory.setdefault(people, []).append(used.megabytes)


Costs = dict[tuple[str, str], Cost]


def report() -> str:
    """Time, then memory; the growth before the seconds."""
    costs: dict[str, Costs] = {"SQLite": {}, "PostgreSQL": {}}
    with tempfile.TemporaryDirectory() as name, _server() as server, ThreadPoolExecutor() as pool:
        for people in SIZES:
            with _programmes(Path(name), people, server) as programmes:
                measured = [pool.submit(_measure, kind, one, costs[kind]) for kind, one in programmes.items()]
                for one in measured:
                    one.result()
    return f"{_table(costs, 'seconds')}\n\n{_table(costs, 'memory')}"


def _measure(kind: str, programme: Programme, costs: Costs) -> None:
    for work in WORK:
        if not work.stored and programme.server:
            continue
        if work.name == CHANGED:
            programme.edited.replace(programme.sheet)
        cost = costs.setdefault((work.name, kind if work.stored else "–"), Cost())
        if cost.gave_up:
            cost.gave_up[programme.people] = "not tried"
            continue
        try:
            for _ in range(1 if work.once else RUNS.get(programme.people, 1)):
                cost.add(programme.people, programme.run(*work.words(programme), now=work.now))
        except TooLong as error:
            cost.gave_up[programme.people] = str(error)
        print(f"{programme.people:>7} {kind:10} {work.name}: {_said(cost, programme.people)}", file=sys.stderr)


def _said(cost: Cost, people: int) -> str:
    if people in cost.gave_up:
        return cost.gave_up[people]
    return f"{statistics.median(cost.seconds[people]):.1f} s, {max(cost.memory[people]):.0f} MB"


def _table(costs: Mapping[str, Costs], what: str) -> str:
    unit = "s" if what == "seconds" else "MB"
    titles = ("work", "database", "grows with the power", "× for the last ×10", *(f"{n:,}, {unit}" for n in SIZES))
    lines = [_line(*of, cost, what) for some in costs.values() for of, cost in some.items()]
    return table(titles, lines)


def _line(name: str, kind: str, cost: Cost, what: str) -> tuple[str, ...]:
    taken: Mapping[int, Sequence[float]] = getattr(cost, what)
    power, last = growth({people: statistics.median(some) for people, some in taken.items()})
    steep = " **steep**" if power and last and max(power, math.log10(last)) > STEEP else ""
    grown = f"{power:.2f}{steep}" if power else "–", f"{last:.1f}" if last else "–"
    return (name, kind, *grown, *(_cell(people, taken, cost.gave_up, what) for people in SIZES))


def growth(medians: Mapping[int, float]) -> tuple[float | None, float | None]:
    """The power with which an amount grows, and the ratio of the last two, both above the smallest size."""
    if not medians:
        return None, None
    (least, base), *larger = medians.items()
    told = [(float(people - least), amount - base) for people, amount in larger if amount - base > NOISE * base]
    above = told[-COMPARED:]
    if len(above) < 2:
        return None, None
    return exponent(above), above[-1][1] / above[-2][1]


def _cell(people: int, taken: Mapping[int, Sequence[float]], gave_up: Mapping[int, str], what: str) -> str:
    """The median, with the spread behind it where there were several runs."""
    if people not in taken:
        return gave_up.get(people, "–")
    some = taken[people]
    form = ".2f" if what == "seconds" else ".0f"
    spread = f" ({min(some):{form}}–{max(some):{form}})" if len(some) > 1 and what == "seconds" else ""
    return f"{statistics.median(some):{form}}{spread}"
