"""Writes the pages of the documentation that are made from the code: `python -m docs.make`."""

import re
import textwrap
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from cli.commands import COMMANDS
from docs.house import house
from docs.privacy_page import privacy_page
from docs.scale_page import scale_page
from tracker.figures.catalogue import CATALOGUE
from tracker.intake.findings import SECTIONS, FindingKind
from tracker.settings import SETTINGS

FOLDER = Path(__file__).parent
WIDTH = 120

_FINDINGS_HEAD = """\
# Bevindingen

Deze pagina is gemaakt uit de code: `python -m docs.make`. Wijzig haar niet met de hand.

De tracker leest het blad en zegt wat er niet klopt. Elke bevinding noemt het tabblad, de rij en de kolom.

- **fout**: wij kunnen dit niet gebruiken. De rij of het tabblad telt niet mee, of de laatste goede waarde blijft staan.
- **waarschuwing**: wij kunnen verder, maar kijk er even naar.
- **info**: u hoeft niets te doen. Op de pagina's heet dit een *opmerking*.

Staat er *fout of waarschuwing*? Dan is het een fout in een kolom die altijd gevuld moet zijn, en anders een
waarschuwing. Bij “cel blijft weg” gebruiken wij de cel niet: de laatste goede waarde blijft staan. Op de plaats van …
staat wat er in uw blad staat.
"""


def findings_page() -> str:
    """The catalogue of findings as a page for the people who keep the sheet."""
    parts = [_FINDINGS_HEAD]
    for subject, kinds in SECTIONS.items():
        lines = [f"## {subject}", "", "| code | ernst | wat is er | wat kunt u doen |", "| --- | --- | --- | --- |"]
        parts.append("\n".join([*lines, *map(_line, kinds)]) + "\n")
    return "\n".join(parts)


def _line(kind: FindingKind) -> str:
    severity = str(kind.severity) if kind.severity else "fout of waarschuwing"
    if kind.refuses:
        severity += "; cel blijft weg"
    cells = (f"`{kind.code}`", severity, _said(kind.message), _said(kind.advice))
    return f"| {' | '.join(cells)} |"


def _said(words: str) -> str:
    """The words with … for what is filled in; a hint is only there when something is near."""
    return re.sub(r"\{\w+\}", "…", words.replace("{hint}", "")).replace("….", "…").strip()


_FIGURES_HEAD = """\
# Cijfers

Deze pagina is gemaakt uit de code: `python -m docs.make`. Wijzig haar niet met de hand.

Elk cijfer komt uit datums in het blad, nooit uit een status die iemand typte. De code of de naam kunt u op het tabblad
Doelen gebruiken. Een deel met onbekenden heeft twee getallen: minstens en hoogstens. Onbekend telt nooit als nee.
"""


def figures_page() -> str:
    """The catalogue of figures as a page: what is counted, and out of whom."""
    entries = (f"## {one.name}\n\nCode: `{one.code}`, versie {one.version}.\n\n{one.definition}\n" for one in CATALOGUE)
    return "\n".join([_FIGURES_HEAD, *entries])


def readme() -> str:
    """The README with its tables of commands and settings as the code has them."""
    text = README.read_text(encoding="utf-8")
    commands = [f"| `ew {name}` | {about} |" for name, (_, about) in COMMANDS.items()]
    settings = [f"| `{one.name}` | {one.about} | `{one.example}` |" for one in SETTINGS]
    text = _between(text, "house", house(PYPROJECT))
    text = _between(text, "commands", ["| command | does |", "| --- | --- |", *commands])
    return _between(text, "settings", ["| setting | means | example |", "| --- | --- | --- |", *settings])


def architecture() -> str:
    """The page about how it is built, with the picture of the floors as the contract has them."""
    return _between(ARCHITECTURE.read_text(encoding="utf-8"), "house", house(PYPROJECT))


def _between(text: str, name: str, lines: list[str]) -> str:
    """The text with these lines between the two marks of a name."""
    begin, end = f"<!-- {name}: made by `python -m docs.make` -->\n", f"<!-- /{name} -->"
    before, rest = text.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n" + "\n".join(lines) + f"\n\n{end}{after}"


def _wrapped(page: Callable[[], str]) -> str:
    """A page in lines of at most 120 characters; what was filled in may have made its lines shorter or longer."""
    parts: list[list[str]] = []
    for line in page().split("\n"):
        if parts and _goes_on(parts[-1][-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return "\n".join(_fill(part) for part in parts)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line is of the same paragraph, or of the same point of a list, as the one before it."""
    return bool(before and line) and not before.startswith(("|", "#")) and not re.match(r"\||#|- |\d+\. ", line)


def _fill(lines: list[str]) -> str:
    """A paragraph or a point of a list over lines that are full; the row of a table cannot be broken."""
    if lines[0].startswith("|"):
        return lines[0]
    point = re.match(r"(- |\d+\. )?", lines[0])
    behind = " " * len(point[0]) if point else ""
    words = " ".join(line.strip() for line in lines)
    return textwrap.fill(words, WIDTH, subsequent_indent=behind, break_long_words=False, break_on_hyphens=False)


README = FOLDER.parent / "README.md"
PYPROJECT = FOLDER.parent / "pyproject.toml"
ARCHITECTURE = FOLDER / "architecture.md"

PAGES: Mapping[Path, Callable[[], str]] = {
    FOLDER / "bevindingen.md": partial(_wrapped, findings_page),
    FOLDER / "cijfers.md": partial(_wrapped, figures_page),
    FOLDER / "privacy.md": partial(_wrapped, privacy_page),
    FOLDER / "schaal.md": partial(_wrapped, scale_page),
    ARCHITECTURE: architecture,
    README: readme,
}
"""Each page by its path."""


def main() -> None:
    """Write every page."""
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
