"""What a user would pick instead, beside ours: the same work on the same input, in turns, each in a new process.

Each of the others has an environment of its own, with the versions that `bench/theirs/` names; programs that were
written for this stand there too. Where another takes less than ours, the last column says what it does not do for it:
most of ours goes to starting Python once for each command, and to checking, which a bare copy leaves out. Every process
is measured whole, Python and its imports included: that is what someone waits for. `EW_BENCH_PEOPLE=1000 python -m
bench peers` has fewer people in the larger sheet than 5,000.
"""

import csv
import json
import os
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf

from bench.environments import NOT_MADE, python_of, script, versions
from bench.google import Served
from bench.google import serve as serve_google
from bench.measure import Used, child, table
from bench.peers_history import histories
from bench.serving import BIN, SAMPLE, Programme, programme
from sample_sheets.write import records, write_programme
from tracker.columns import TABS, Kind, Tab
from tracker.model import Participant, Step

RUNS = int(os.environ.get("EW_BENCH_RUNS", "3"))
PEOPLE = min(5_000, int(os.environ.get("EW_BENCH_PEOPLE", "5000")))
AS_OF = date(2026, 11, 1)
NOW = {"EW_NOW": "2026-11-01T12:00"}
FAULTY = SAMPLE.with_name("fouten.xlsx")
CHECKED = ("Deelnemers", "Stappen", "Partners")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to do some work: its name, what runs it once and measures that, and what it does and does not do."""

    name: str
    run: Callable[[], Used]
    about: str = ""


def report() -> str:
    """A part for each kind of work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [
            ("Checking a sheet", _checking(folder)),
            ("From a Google Sheet into a database", _google(folder)),
            ("Keeping every version", histories(folder)),
            ("The paper for the steering group as PDF", _pdf(folder)),
            ("A forecast with an interval", _forecast(folder)),
        ]
    return "\n\n".join(f"### {title}\n\n{part}" for title, part in parts)


def _in_turns(ways: Sequence[Way]) -> dict[str, list[Used]]:
    """What each takes: one run that does not count, and then all in turns, so that a busy moment meets them all."""
    taken: dict[str, list[Used]] = {way.name: [] for way in ways}
    for run in range(RUNS + 1):
        for way in ways:
            used = way.run()
            if run:
                taken[way.name].append(used)
    return taken


def _rows(ways: Sequence[Way], taken: Mapping[str, list[Used]]) -> list[tuple[str, ...]]:
    """A row for each: how many times ours it takes, its seconds with their spread, its memory, and what it does."""
    seconds = {name: [one.seconds for one in runs] for name, runs in taken.items()}
    ours = statistics.median(seconds[ways[0].name])
    return [
        (
            way.name,
            f"{statistics.median(seconds[way.name]) / ours:.2f} × ours",
            f"{statistics.median(seconds[way.name]):.2f} ({min(seconds[way.name]):.2f}–{max(seconds[way.name]):.2f})",
            f"{max(one.megabytes for one in taken[way.name]):.0f}",
            way.about,
        )
        for way in ways
    ]


TITLES = ("way", "ratio", "seconds (spread)", "MB", "what it does and does not do")


# --- Checking ---------------------------------------------------------------------------------------------------------

_KINDS = dict.fromkeys((Kind.DATE, Kind.PAST_DATE), "date") | {Kind.HOURS: "number", Kind.CODE: "code"}

CHECKERS = {
    "frictionless": "types, needed cells, lists, codes, keys between tabs; takes rows that wait for someone for faults",
    "pandera": "pandas with a schema: the same rules",
    "pandas": "pandas and openpyxl, and forty lines of one's own: the same rules",
}
"""The others, and what the program in `bench/theirs` has them do."""


def contract() -> dict[str, list[dict[str, object]]]:
    """What others are told of the three tabs: each column with its kind, its list, and what it refers to."""
    return {tab.title: _told(tab) for tab in TABS if tab.title in CHECKED}


def _told(tab: Tab) -> list[dict[str, object]]:
    steps = tab.title == "Stappen"
    return [
        {
            "heading": column.heading,
            "kind": _KINDS.get(column.kind, "text"),
            "needed": column.needed,
            "choices": [one.word for one in column.choices.options]
            if column.kind is Kind.CHOICE and column.choices and not column.choices.extended_by
            else None,
            "unique": tab.unique and tab.identity == (column.field,),
            "refers": ("Deelnemers", "Deelnemer") if steps and column.kind is Kind.CODE else None,
        }
        for column in tab.read_columns
    ]


def _checking(folder: Path) -> str:
    python = python_of("sheets")
    if python is None:
        return NOT_MADE
    rules, large = folder / "contract.json", folder / "groot.xlsx"
    rules.write_text(json.dumps(contract()), "utf-8")
    write_programme(large, people=PEOPLE)
    out = folder / "out.json"

    def theirs(name: str, sheet: Path) -> Used:
        return child([str(python), script(f"check_{name}"), str(sheet), str(rules), str(out)], {})

    def ours(sheet: Path) -> Used:
        return child([str(BIN / "ew"), "controle", str(sheet)], {"HOME": str(folder), **NOW}, fine=(0, 1))

    parts = [f"{versions('sheets', 'frictionless', 'pandera', 'pandas', 'openpyxl')}."]
    for size, sheet in (("the sample, 142 people", SAMPLE), (f"a sheet of {PEOPLE:,} people", large)):
        ways = [Way("`ew controle`", lambda sheet=sheet: ours(sheet), "all tabs, 100 kinds of findings, with advice")]  # type: ignore[misc] # mypy takes a lambda with a default for one that wants an argument.
        ways += [Way(name, lambda n=name, s=sheet: theirs(n, s), about) for name, about in CHECKERS.items()]  # type: ignore[misc] # As above.
        parts.append(table((f"way, on {size}", *TITLES[1:]), _rows(ways, _in_turns(ways))))
    found = [("`ew controle`", *_recall(_named(folder, FAULTY), _named(folder, SAMPLE)))]
    for name in CHECKERS:
        named = []
        for sheet in (FAULTY, SAMPLE):
            theirs(name, sheet)
            named.append({(tab, row) for tab, row in json.loads(out.read_text("utf-8"))})
        found.append((name, *_recall(*named)))
    titles = ("who", "rows with a fault that it names, in fouten.xlsx", "rows that it names in the sample")
    parts.append(table(titles, found))
    return "\n\n".join(parts)


Rows = set[tuple[str, int]]


def _expected() -> Rows:
    """The rows of the three tabs with something wrong in them, as the maker of the sheet wrote down."""
    said = json.loads(FAULTY.with_suffix(".json").read_text("utf-8"))["findings"]
    wrong = [one for one in said if one["severity"] != "info" and one["row"]]
    return {(one["tab"], one["row"]) for one in wrong if one["tab"] in CHECKED}


def _named(folder: Path, sheet: Path) -> Rows:
    """The rows of the three tabs of which `ew controle` says that something is wrong."""
    said = Programme(folder, {"HOME": str(folder), **NOW}).ew("controle", str(sheet), "--json")
    wrong = [one for one in json.loads(said)["findings"] if one["severity"] != "info" and one["row"]]
    return {(one["tab"], one["row"]) for one in wrong if one["tab"] in CHECKED}


def _recall(faulty: Rows, sample: Rows) -> tuple[str, str]:
    expected = _expected()
    return f"{len(faulty & expected)} of {len(expected)}", str(len(sample))


# --- A Google Sheet ---------------------------------------------------------------------------------------------------


def _google(folder: Path) -> str:
    python = python_of("sheets")
    if python is None:
        return NOT_MADE
    with serve_google(_copy(SAMPLE, folder / "gedeeld.xlsx")) as google:
        settings = {
            "HOME": str(folder),
            "EW_DATABASE_URL": f"sqlite:///{folder / 'google.db'}",
            "EW_DATA_KEY": str(folder / "google.key"),
            "EW_GOOGLE_API": google.api,
            "EW_GOOGLE_CREDENTIALS": str(google.credentials),
            **NOW,
        }
        words = [str(python), script("google_to_sql"), google.api, str(google.credentials), google.sheet_id]
        ways = [
            Way(
                "`ew sync`, nothing changed",
                lambda: child([str(BIN / "ew"), "sync", google.sheet_id], settings, fine=(0, 1)),
                "allowed columns, checked, with history, and the sheet's own tabs kept right",
            ),
            Way(
                "gspread and pandas",
                lambda: child([*words, str(folder / "theirs.db")], {}),
                "`get_all_records` and `to_sql` of each tab: every column, names and remarks too; the newest only",
            ),
        ]
        measured = [_counted(google, way) for way in ways]
    rows = _rows(ways, {way.name: [used] for way, (used, _) in zip(ways, measured, strict=True)})
    titles = ("way", "calls", *TITLES[1:])
    told = "One run each, because the emulator keeps the quota of the service; the emulator itself is not counted."
    called = [(row[0], str(calls), *row[1:]) for row, (_, calls) in zip(rows, measured, strict=True)]
    return f"{told}\n\n{table(titles, called)}"


def _copy(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def _counted(google: Served, way: Way) -> tuple[Used, int]:
    """What one run takes and how many calls it makes, after one that makes acquaintance."""
    way.run()
    before = len(google.calls())
    return way.run(), len(google.calls()) - before


# --- A paper ----------------------------------------------------------------------------------------------------------


def _pdf(folder: Path) -> str:
    python = python_of("papers")
    if python is None:
        return NOT_MADE
    made = programme(folder / "paper", more=NOW)
    export = ["export", "stuurgroep", "--naar", str(made.folder), "--overschrijf", "--formaat"]
    made.ew(*export, "html")
    page = next(made.folder.glob("*.html"))
    theirs = folder / "weasyprint.pdf"

    def ours() -> Used:
        # What was published is given again as it was, so that it has to be forgotten to be drawn.
        forget_papers(made.database)
        return child([str(BIN / "ew"), *export, "pdf"], made.environment)

    def weasyprint() -> Used:
        words = [str(python), "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", str(page), str(theirs)]
        return child(words, {})

    ways = [
        Way("`ew export stuurgroep --formaat pdf`", ours, "reads the edition from the database and draws it"),
        Way("WeasyPrint", weasyprint, "draws our HTML of the same edition, which is there already"),
    ]
    rows = _rows(ways, _in_turns(ways))
    files = (next(made.folder.glob("*.pdf")), theirs)
    titles = (*TITLES[:-1], "pages, size, tags", TITLES[-1])
    about = [(*row[:-1], _about_pdf(file), row[-1]) for row, file in zip(rows, files, strict=True)]
    return f"{versions('papers', 'weasyprint')}.\n\n{table(titles, about)}"


def forget_papers(database: Path) -> None:
    """Take the papers that were kept out of a database."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM papers")


def _about_pdf(path: Path) -> str:
    with pikepdf.open(path) as pdf:
        tags = "tagged" if "/StructTreeRoot" in pdf.Root else "no tags"
        return f"{len(pdf.pages)}, {path.stat().st_size / 1024:.0f} kB, {tags}"


# --- A forecast -------------------------------------------------------------------------------------------------------


def _forecast(folder: Path) -> str:
    python = python_of("forecast")
    if python is None:
        return NOT_MADE
    made, people = programme(folder / "forecast", more=NOW), folder / "durations.csv"
    _write_durations(people)
    horizon = (date(2035, 12, 31) - AS_OF).days
    words = [str(python), script("aalen_johansen"), str(people), str(horizon), "200"]
    ways = [
        Way(
            "`ew prognose`",
            lambda: child([str(BIN / "ew"), "prognose"], made.environment),
            "600 draws of all goals, of people who are still to come, and of partners",
        ),
        Way(
            "lifelines",
            lambda: child(words, {}),
            "Aalen–Johansen, 200 bootstraps: the chance of paid work of who is here; nobody who is still to come",
        ),
    ]
    told = f"{versions('forecast', 'lifelines', 'pandas')}. How good each forecast is, is measured further on."
    return f"{told}\n\n{table(TITLES, _rows(ways, _in_turns(ways)))}"


def _write_durations(path: Path) -> None:
    """For each person of the sample the days until paid work (1) or leaving (2), or until now (0)."""
    tabs = records()
    work: dict[str, date] = {}
    for step in tabs["steps"]:
        if isinstance(step, Step) and step.kind == "paid_work" and step.start:
            work[step.participant] = min(step.start, work.get(step.participant, step.start))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("days", "event"))
        for person in tabs["participants"]:
            if not isinstance(person, Participant) or person.registered_on is None:
                continue
            at_work, left = work.get(person.code, date.max), person.closed_on or date.max
            until = min(at_work, left, AS_OF)
            event = 0 if until == AS_OF else 1 if until == at_work else 2
            writer.writerow((max(1, (until - person.registered_on).days), event))


if __name__ == "__main__":
    print(report())
