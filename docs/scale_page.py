"""The page about scale: its words, with every number that was measured filled in from bench/results.md."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sample_sheets.partners import partners_for

WORDS = Path(__file__).with_name("blanks") / "schaal.md"
RESULTS = Path(__file__).resolve().parents[1] / "bench" / "results.md"

GROWTH = "How it grows with the number of people"
STEADY = "After ten thousand syncs"
LIMITS = "How near it is to what is possible"

_NOT_YET = "Dit is nog niet gemeten."

_WORK: Mapping[str, str] = {
    "`ew controle`": "het blad controleren",
    "`ew sync`, the first": "het blad voor het eerst lezen en bewaren",
    "`ew sync`, nothing changed": "opnieuw kijken, er is niets veranderd",
    "`ew sync`, one cell changed": "opnieuw lezen, er is één cel veranderd",
    "`ew stand`": "alle cijfers van vandaag",
    "`ew stand`, a day long ago": "alle cijfers van lang geleden",
    "`ew stand`, as known before": "alle cijfers, zoals toen bekend",
    "`ew verschil`, ten months": "waarom de cijfers in tien maanden veranderden",
    "`ew verschil`, as known before and after": "hetzelfde, met wat toen en nu bekend is",
    "`ew aandacht`": "wie nu aandacht vraagt",
    "the page of now, drawn after a sync": "de eerste pagina, de eerste keer na een sync",
    "the page of now, kept": "de eerste pagina, daarna",
    "an edition with its gate": "een uitgave, met de toets of niemand te herkennen is",
}
_RATIOS: Mapping[str, str] = {
    "time of the last 100 syncs, of the same into a new database": (
        "tijd van de laatste honderd keer, en van dezelfde in een nieuwe database"
    ),
    "memory held at the end, halfway": "geheugen, aan het eind en halverwege",
    "open files at the end, halfway": "open bestanden, aan het eind en halverwege",
    "versions in the database, records that syncs said were new or changed": (
        "bewaarde versies, en rijen die nieuw of veranderd waren"
    ),
    "bytes of the database, of a copy without gaps": "de database, en een kopie zonder gaten",
}
_LEAST: Mapping[str, str] = {
    "unzipping, and walking over the XML": "lezen: uitpakken en langs alle XML lopen",
    "sqlite3, executemany of the same rows": "een eerste sync: dezelfde rijen in SQLite zetten",
    "typst alone": "een PDF: typst alleen",
}


def scale_page() -> str:
    """The page, with the numbers that were measured last."""
    growth, steady, limits = (_section(title) for title in (GROWTH, STEADY, LIMITS))
    times, memory = (tables := _tables(growth))[:1], tables[1:2]
    return WORDS.read_text(encoding="utf-8").format(
        **_sizes(times),
        growth=_grown(times),
        steep=_steep(times),
        memory=_memory(memory),
        steady_about=_about(steady),
        steady=_named(_tables(steady)[:1], _RATIOS, ("deling van", "uitkomst"), 1),
        limits=_named(_tables(limits), _LEAST, ("werk", "deel van onze tijd"), 1),
        **_looking(times),
    )


# --- What was measured ------------------------------------------------------------------------------------------------

Table = Sequence[Sequence[str]]
"""The rows of a table in the results, the titles first."""


def _section(title: str) -> str:
    """What the results say under a heading; empty when it was not measured."""
    return RESULTS.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _tables(section: str) -> Sequence[Table]:
    """The tables of a section, in order."""
    found: list[list[Sequence[str]]] = []
    before = ""
    for line in section.splitlines():
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            if not line.startswith("| ---"):
                found[-1].append([cell.strip() for cell in line.strip("|").split(" | ")])
        before = line
    return found


def _dutch(number: str) -> str:
    """A number as people in the Netherlands write it; what is no number stays."""
    swapped = number.translate(str.maketrans(".,", ",."))
    return swapped if any(sign.isdigit() for sign in number) else "—"


def _drawn(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, the titles first."""
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body))


# --- Growth -----------------------------------------------------------------------------------------------------------

_FIRST_SIZE = 4
"""In the tables of growth: the work, the database, the power, the ratio, and then a column for each size."""


def _sizes(tables: Sequence[Table]) -> dict[str, str]:
    """How many people the programmes had, and how many partners the smallest and the largest."""
    sizes = (
        [int(title.partition(", s")[0].replace(",", "")) for title in tables[0][0][_FIRST_SIZE:]] if tables else [250]
    )
    said = [_dutch(f"{size:,}") for size in sizes]
    fewest, most = (_dutch(f"{partners_for(size):,}") for size in (sizes[0], sizes[-1]))
    listed = f"{', '.join(said[:-1])} en {said[-1]}" if len(said) > 1 else said[0]
    return {"sizes": listed, "partners": f"{fewest} tot {most}"}


def _size(title: str) -> str:
    """A column of one size: how many people, and in what it is counted."""
    people, _, unit = title.rpartition(", ")
    return f"{_dutch(people)} mensen, {unit}"


def _cell(cell: str) -> str:
    """The median of a cell; why there is none is in the results."""
    return _dutch(cell.partition(" (")[0]) if not cell.startswith(("more", "not")) else "—"


def _grown(tables: Sequence[Table]) -> str:
    if not tables:
        return _NOT_YET
    head, *rows = tables[0]
    titles = ["werk", "database", "groei", "× bij tien keer zoveel", *map(_size, head[_FIRST_SIZE:])]
    body = [
        [_WORK[row[0]], row[1], *(_dutch(cell.replace(" **steep**", "")) for cell in row[2:4]), *map(_cell, row[4:])]
        for row in rows
    ]
    return _drawn([titles, *body])


def _steep(tables: Sequence[Table]) -> str:
    steep = [f"{_WORK[row[0]]} ({row[1]})" for table in tables for row in table if "**steep**" in row[2]]
    if not steep:
        return "Van wat een getal onder “groei” heeft, groeit niets sneller dan met de macht 1,1." if tables else ""
    return f"Sneller dan met de macht 1,1 groeit: {'; '.join(steep)}."


def _memory(tables: Sequence[Table]) -> str:
    if not tables:
        return f"  {_NOT_YET}"
    head, *rows = tables[0]
    titles = ["werk", "database", *map(_size, head[_FIRST_SIZE:])]
    return _drawn([titles, *([_WORK[row[0]], row[1], *map(_cell, row[_FIRST_SIZE:])] for row in rows)])


def _looking(tables: Sequence[Table]) -> dict[str, str]:
    """What it takes to look again at an unchanged sheet of 250 people, and a hundred of those every ten minutes."""
    for table in tables:
        for row in table:
            if row[:2] == ["`ew sync`, nothing changed", "SQLite"]:
                seconds = float(row[_FIRST_SIZE].partition(" ")[0])
                return {"looking": _dutch(f"{seconds:.1f}"), "share": f"{seconds * 100 / 600:.0%}"}
    return {"looking": "—", "share": "—"}


# --- The others -------------------------------------------------------------------------------------------------------


def _named(tables: Sequence[Table], names: Mapping[str, str], titles: Sequence[str], column: int) -> str:
    """The rows that have a name here, with one column of theirs."""
    rows = [[names[row[0]], _dutch(row[column])] for table in tables for row in table if row[0] in names]
    return _drawn([titles, *rows]) if rows else _NOT_YET


def _about(section: str) -> str:
    """How many syncs there were."""
    for line in section.splitlines():
        syncs, found, _ = line.partition(" syncs: ")
        if found:
            return f"Wij bewerkten een klein blad {_dutch(syncs)} keer, en lieten één proces het telkens bijwerken."
    return _NOT_YET
