"""Writes the pages of the documentation that are made from the code: `python -m docs.make`."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from tracker.intake.findings import SECTIONS, FindingKind

FOLDER = Path(__file__).parent

_FINDINGS_HEAD = """\
# Bevindingen

Deze pagina is gemaakt uit de code: `python -m docs.make`. Wijzig haar niet met de hand.

De tracker leest het blad en zegt wat er niet klopt. Elke bevinding noemt het tabblad, de rij en de kolom.

- **fout**: wij kunnen dit niet gebruiken. De rij of het tabblad telt niet mee, of de laatste goede waarde blijft staan.
- **waarschuwing**: wij kunnen verder, maar kijk er even naar.
- **info**: u hoeft niets te doen.

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


PAGES: Mapping[str, Callable[[], str]] = {"bevindingen.md": findings_page}
"""Each page by the name of its file."""


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
