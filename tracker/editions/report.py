"""A check of a sheet as one page of HTML that can be opened, mailed and printed; links go to the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from tracker import places, wording
from tracker.editions.files import save_whole
from tracker.model import Finding, TabCount


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One finding as the page shows it; `link` opens the workbook at the cell, where a program can do that."""

    severity: str
    word: str
    place: str
    message: str
    advice: str
    link: str | None


@dataclass(frozen=True, slots=True)
class ReportPart:
    """The findings of one tab, the gravest first."""

    title: str
    rows: tuple[ReportRow, ...]


def write_report(
    path: Path, source: str, findings: Sequence[Finding], counts: Mapping[str, TabCount], made_at: datetime
) -> None:
    """Write the report of a check of the sheet at `source`. Raises FileError."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    parts = wording.by_tab(findings)
    page = environment.get_template("report/controle.html").render(
        name=Path(source).name,
        summary=wording.summary([one for _, part in parts for one in part]),
        made_at=wording.moment(made_at),
        parts=[ReportPart(title, tuple(_row(one, source) for one in part)) for title, part in parts],
        counts=list(counts.items()),
    )
    save_whole(path, page.encode())


def _row(finding: Finding, source: str) -> ReportRow:
    return ReportRow(
        severity=str(finding.severity),
        word=wording.severity_word(finding.severity),
        place=wording.capital(wording.place(finding)),
        message=finding.message,
        advice=finding.advice,
        link=_link(finding, source),
    )


def _link(finding: Finding, source: str) -> str | None:
    """Where the cell is: office programs open a workbook at a place named behind the `#`; None for a Google Sheet."""
    if not finding.cell or not finding.tab or not Path(source).is_file():
        return None
    tab = finding.tab.replace("'", "''")
    place = quote(f"'{tab}'!{finding.cell}")
    return f"{Path(source).absolute().as_uri()}#{place}"
