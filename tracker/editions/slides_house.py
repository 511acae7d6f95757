"""The house style of our slides: words, tables and numbers come in, slides with native parts that can be edited go out.

Nothing on a slide is smaller than 18 points, and every part that is no text says in words what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tracker.editions.excel_looks import ACCENT, FONT, INK

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

SMALLEST = 18
"""The smallest letters on a slide, in points."""

LEFT, TOP, WIDE, TALL = 0.6, 1.75, 12.13, 4.9
"""The room under the title, in inches; a slide is 13.33 by 7.5."""

_SLIDE = (13.333, 7.5)

DEEP, PALE, SUN = "#17403d", "#e6ddcf", "#f0b94d"
"""The colours of the first slide: its ground, its small words, and what stands out."""

_LAND = (("#e0a02c", 34), ("#8a4b2a", 18), ("#5f9ea8", 6), ("#7d9a4f", 24), ("#c9823a", 18))
"""The land from the air, as on the pages and the papers: the colours of the strip, and how broad each part is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    wide: float
    tall: float


ROOM = Box(LEFT, TOP, WIDE, TALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its words, the size of its letters in points, and whether it stands out."""

    text: str
    size: int = SMALLEST
    bold: bool = False
    colour: str = INK
    after: int = 8


@dataclass(frozen=True, slots=True)
class Deck:
    """The slides that are being made; `foot` stands under each of them."""

    book: "Presentation"
    foot: str

    def slide(self, title: str, say: str, *, dark: bool = False) -> "Slide":
        """A new slide with its title, and in its notes the sentence to say. On a dark one the words are light."""
        from pptx.util import Inches, Pt

        slide: Slide = self.book.slides.add_slide(self.book.slide_layouts[0])
        holder = slide.shapes.title
        assert holder is not None, "the layout has a title"
        holder.left, holder.top, holder.width, holder.height = (Inches(one) for one in (LEFT, 0.45, WIDE, 1.15))
        size = next((one for one in (30, 26, 22) if lines_of(title, one, WIDE) <= 2), 20)
        _write(holder.text_frame, [Line(title, size, bold=True, colour="#ffffff" if dark else ACCENT)])
        holder.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
        put(slide, Box(LEFT, 6.8, WIDE, 0.45), [Line(self.foot, colour=PALE if dark else "#5c504a")])
        if dark:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = paint(DEEP)
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None, "a page of notes has room for text"
        notes.text = say
        for run in (run for paragraph in notes.paragraphs for run in paragraph.runs):
            run._r.get_or_add_rPr().set("lang", "nl-NL")
        return slide


def new_deck(title: str, foot: str, known_at: datetime) -> Deck:
    """An empty deck of 16:9, in Dutch, dated by what was known."""
    from pptx import Presentation
    from pptx.util import Inches

    book = Presentation()
    book.slide_width, book.slide_height = Inches(_SLIDE[0]), Inches(_SLIDE[1])
    _furnish(book)
    about = book.core_properties
    about.title, about.subject, about.language = title, foot, "nl-NL"
    about.author, about.last_modified_by, about.keywords, about.revision = "", "", "", 1
    about.created = about.modified = known_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return Deck(book, foot)


def _furnish(book: "Presentation") -> None:
    """Keep one layout, as broad as the slide and with nothing on it but a title and a line in our colour."""
    for layout in [one for one in book.slide_layouts if one.name != "Title Only"]:
        book.slide_layouts.remove(layout)
    layout = book.slide_layouts[0]
    layout._element.cSld.set("name", "Titel")
    for owner in (layout, book.slide_master):
        for shape in list(owner.placeholders):
            if "TITLE" not in str(shape.placeholder_format.type):
                shape._element.getparent().remove(shape._element)
            else:
                shape.left, shape.width = int(shape.left * 4 / 3), int(shape.width * 4 / 3)
    _draw_land(layout)
    package = book.part.package
    for key, link in list(package._rels.items()):
        if link.reltype.endswith("/thumbnail"):
            package._rels.pop(key)


def _draw_land(layout: Any) -> None:
    """Draw the strip at the foot of the layout: there it is under every slide, and no part of what a slide says."""
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.shapes.shapetree import SlideShapes
    from pptx.util import Inches

    # A layout offers no way to add shapes; the tree under it is the same as that of a slide.
    shapes: Any = SlideShapes(layout._element.cSld.spTree, layout)
    left, whole = 0.0, sum(part for _, part in _LAND)
    for colour, part in _LAND:
        wide = _SLIDE[0] * part / whole
        shape = shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(left), Inches(_SLIDE[1] - 0.14), Inches(wide), Inches(0.14)
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = paint(colour)
        shape.line.fill.background()
        left += wide


def saved(deck: Deck) -> bytes:
    """The bytes of the deck; the same deck gives the same bytes."""
    from tracker.editions.slides_package import steady

    content = BytesIO()
    deck.book.save(content)
    return steady(content.getvalue())


def paint(colour: str) -> Any:
    """A colour such as `#1d5f5a` as the library wants it."""
    from pptx.dml.color import RGBColor

    make: Any = RGBColor  # The library has no types for how a colour is made.
    return make.from_string(colour.lstrip("#"))


# --- Words -----------------------------------------------------------------------------------------------------------


def lines_of(text: str, size: int, wide: float) -> int:
    """How many lines a text takes in Arial of a size (points) within a width (inches): on the safe side."""
    each = max(1, int((wide - 0.2) * 72 / (size * 0.52)))
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > each:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
        lines, used = lines + used // (each + 1), used % (each + 1)
    return lines


def height_of(line: Line, wide: float) -> float:
    """How high a paragraph stands, in inches."""
    return lines_of(line.text, line.size, wide) * line.size * 1.2 / 72 + line.after / 72


def put(slide: "Slide", box: Box, lines: Sequence[Line]) -> None:
    """Write paragraphs in a box."""
    from pptx.util import Inches

    shape = slide.shapes.add_textbox(*(Inches(one) for one in (box.left, box.top, box.wide, box.tall)))
    shape.text_frame.word_wrap = True
    _write(shape.text_frame, lines)


def _write(frame: Any, lines: Sequence[Line]) -> None:
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        _paragraph(paragraph, line)


def _paragraph(paragraph: Any, line: Line) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    run = paragraph.add_run()
    # What people typed on lines of its own goes on as one line; signs that a presentation cannot hold fall away.
    run.text = "".join(sign for sign in " ".join(line.text.split()) if sign.isprintable())
    run.font.size, run.font.bold, run.font.name = Pt(line.size), line.bold, FONT
    run.font.color.rgb = paint(line.colour)
    run._r.get_or_add_rPr().set("lang", "nl-NL")
    paragraph.space_after = Pt(line.after)
    paragraph.alignment = PP_ALIGN.LEFT


# --- Tables ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table: headings with their widths (inches) and whether they hold numbers, its rows, and what it shows."""

    heads: tuple[tuple[str, float, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    words: str


def row_height(table: SlideTable, row: Sequence[str]) -> float:
    """How high a row stands, in inches."""
    lines = max(lines_of(cell, SMALLEST, wide) for cell, (_, wide, _) in zip(row, table.heads, strict=True))
    return lines * SMALLEST * 1.2 / 72 + 0.14


def rows_that_fit(table: SlideTable, tall: float) -> int:
    """How many rows fit in a height (inches), at least one."""
    left, count = tall - row_height(table, [head for head, _, _ in table.heads]), 0
    for row in table.rows:
        left -= row_height(table, row)
        if left < 0:
            break
        count += 1
    return max(1, count)


def put_table(slide: "Slide", table: SlideTable, top: float = TOP) -> None:
    """Write a native table over the width that its columns ask for."""
    from pptx.util import Inches

    rows = [tuple(head for head, _, _ in table.heads), *table.rows]
    wide = sum(wide for _, wide, _ in table.heads)
    tall = sum(row_height(table, row) for row in rows)
    shapes: Any = slide.shapes
    frame = shapes.add_table(len(rows), len(table.heads), Inches(LEFT), Inches(top), Inches(wide), Inches(tall))
    describe(frame, table.words)
    for column, (_, width, _) in zip(list(frame.table.columns), table.heads, strict=True):
        column.width = Inches(width)
    for place, row in enumerate(rows):
        frame.table.rows[place].height = Inches(row_height(table, row))
        for at, text in enumerate(row):
            _cell(frame.table.cell(place, at), text, head=place == 0, number=table.heads[at][2], dark=place % 2 == 0)


def _cell(cell: Any, text: str, *, head: bool, number: bool, dark: bool) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Inches

    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.fill.solid()
    back = ACCENT if head else "#f4efe9" if dark else "#ffffff"
    cell.fill.fore_color.rgb = paint(back)
    _write(cell.text_frame, [Line(text, bold=head, colour="#ffffff" if head else INK, after=0)])
    if number:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def describe(shape: Any, words: str) -> None:
    """Say what a part of a slide shows, for who cannot see it."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", words)
