"""The nouns of a printed paper: chapters of words, lists, pictures, tables and terms; every text is ready to print."""

from dataclasses import dataclass

# --- Blocks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `look` is `plain`, `lead` (what to remember), `note` (small print) or `heading`."""

    text: str
    look: str = "plain"
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short sentences."""

    items: tuple[str, ...]
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: an SVG, and the same in words for who cannot see it."""

    svg: str
    alt: str
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and whether it holds numbers."""

    head: str
    wide: float = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A cell with a small picture before its words: `level` of four blocks is filled; None is an empty outline."""

    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its name. `note` is small print under it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Marked, ...], ...]
    note: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean: name, meaning, and small print behind it."""

    terms: tuple[tuple[str, str, str], ...]
    kind: str = "terms"


Block = Words | Items | Picture | Table | Terms


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its title and its blocks, in order."""

    title: str
    blocks: tuple[Block, ...]


# --- The first page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """One of the figures on top: its number in large print, its sentence, what changed and comes next, and its bar."""

    large: str
    sentence: str
    beside: tuple[str, ...] = ()
    bar: Picture | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A list that may be cut short to stay on the page: `more[n]` is what stands under the first `n` of its items."""

    lead: str
    items: tuple[tuple[str, str], ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What stands on the one page that says it all; what is empty is left out.

    Without roads it shows where people are. `nothing` stands in place of figures that are not there. `own` are names
    and numbers of the partner that the papers are for.
    """

    message: str = ""
    nothing: str = ""
    own: tuple[tuple[str, str], ...] = ()
    cards: tuple[Card, ...] = ()
    picture: Picture | None = None
    roads: tuple[str, ...] = ()
    road_note: str = ""
    where: str = ""
    where_picture: Picture | None = None
    changes: Brief | None = None
    decision: str = ""
    promises: Brief | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class RulePage:
    """What stands on the page of one rule; what is empty is left out."""

    title: str
    lead: str
    people: str = ""
    stories: tuple[str, ...] = ()
    outcomes: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper, ready to print. `made_at` (UNIX seconds) and `dated` date the file.

    `reading` explains how to read it: names, their meaning, and small print.
    """

    title: str
    short_title: str
    as_of: str
    known_at: str
    meeting: str
    concept: bool
    made_at: int
    dated: tuple[int, int, int]
    first: FirstPage | None
    reading: tuple[tuple[str, str, str], ...] = ()
    chapters: tuple[Chapter, ...] = ()
    rules: tuple[RulePage, ...] = ()
