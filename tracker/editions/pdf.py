"""The papers as PDF: an edition goes in, the bytes of an A4 paper come out, tagged (PDF/UA-1) and to keep (PDF/A-2a).

Everything that people typed reaches typst as data and never as markup. Equal editions give equal bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.edition import Audience, Edition
from tracker.editions.chapters import chapters, reading
from tracker.editions.charts import of_edition
from tracker.editions.first_page import first_page, meeting_words, title
from tracker.editions.glyphs import breakable, printable, signs_of
from tracker.editions.paper import Paper
from tracker.editions.rule_pages import rule_pages
from tracker.errors import FileError
from tracker.wording import long_date, moment

if TYPE_CHECKING:
    from typst import Fonts

_HERE = Path(__file__).resolve().parent
FONTS = _HERE / "fonts"
"""The folder of the letters, with their licence."""
_TEMPLATE = _HERE / "typst" / "paper.typ"

PROGRAMME = "Ervaringsdeskundigheid en werk"


def pdf(edition: Edition, *, concept: bool) -> bytes:
    """The whole papers of an edition: the page that says it all, and a chapter for each part that it holds.

    For the ministry it is one page for each rule.
    """
    if edition.audience == Audience.RULES and edition.rules:
        return print_paper(replace(_paper(edition, concept=concept), rules=rule_pages(edition)))
    charts = of_edition(edition)
    whole = replace(_paper(edition, concept=concept), first=first_page(edition, charts))
    return print_paper(replace(whole, reading=reading(edition), chapters=chapters(edition, charts)))


def one_page(edition: Edition, *, concept: bool) -> bytes:
    """Only the page that says it all, as for the executive board."""
    return print_paper(replace(_paper(edition, concept=concept), first=first_page(edition, of_edition(edition))))


def _paper(edition: Edition, *, concept: bool) -> Paper:
    """The paper without any page."""
    state = edition.state
    known = state.known_at.astimezone(UTC)
    return Paper(
        title=title(edition),
        short_title=PROGRAMME,
        as_of=long_date(state.as_of),
        known_at=moment(state.known_at),
        meeting=meeting_words(edition),
        concept=concept,
        made_at=int(state.known_at.timestamp()),
        dated=(known.year, known.month, known.day),
        first=None,
    )


def print_paper(paper: Paper) -> bytes:
    """The paper, set by typst. Raises FileError as `typeset` does."""
    return typeset(_TEMPLATE.name, asdict(paper), paper.made_at)


def typeset(template: str, content: Mapping[str, Any], made_at: int) -> bytes:
    """Let typst set a template with this content, which it finds as JSON; `made_at` (UNIX seconds) dates the file.

    Raises FileError when it cannot, or warns: a paper that is not as meant must not go out.
    """
    import typst

    try:
        made, warnings = typst.compile_with_warnings(
            _TEMPLATE.with_name(template),
            root=_TEMPLATE.parent,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(_clean(content), ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=made_at,
        )
    except typst.TypstError:
        # What typst says of an error may quote the text of the paper, and that must not reach a log.
        raise _unprinted() from None
    if warnings:
        raise _unprinted()
    return made


def _unprinted() -> FileError:
    return FileError(
        "De PDF kon niet worden gemaakt.",
        "Kies voor nu een ander formaat, zoals xlsx. Meld dit aan de beheerder, met de peildatum erbij.",
    )


@cache
def _fonts() -> "Fonts":
    """Only the letters that travel with the program, so that a paper looks the same everywhere."""
    from typst import Fonts

    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _signs() -> frozenset[int]:
    """The signs that every letter of the papers can draw: PDF/A takes no text that a reader cannot see."""
    return frozenset.intersection(*(signs_of(font.read_bytes()) for font in sorted(FONTS.glob("*.ttf"))))


def _clean(value: Any) -> Any:
    """The paper with only texts that can be printed."""
    if isinstance(value, str):
        shown = printable(value, _signs())
        return shown if shown.startswith("<svg") else breakable(shown)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value
