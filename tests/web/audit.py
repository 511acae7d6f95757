"""What holds for every page: read as a browser would, and looked over for what a person with less luck needs."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "link", "br", "hr", "img", "input", "source", "wbr"}
REFERENCES = ("aria-labelledby", "aria-describedby", "for")
HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass
class Element:
    """An element of the page: its name, its attributes, what is in it, and all text below it."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, *names: str) -> list["Element"]:
        """Every element with one of these names below this one, in the order of the page."""
        found = [self] if self.name in names else []
        return found + [inner for child in self.children for inner in child.all(*names)]

    def every(self) -> list["Element"]:
        """Itself and every element below it."""
        return [self, *(inner for child in self.children for inner in child.every())]

    @property
    def text(self) -> str:
        """All text below this element, with single spaces."""
        return " ".join("".join(self.texts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len({name for name, _ in attrs}), f"{tag} heeft tweemaal hetzelfde attribuut"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.path[-1].children.append(element)
        if tag not in VOID:
            self.path.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.path[-1].name == tag, f"</{tag}> sluit <{self.path[-1].name}>"
        self.path.pop()

    def handle_data(self, data: str) -> None:
        for element in self.path:
            element.texts.append(data)


def read_page(html: str) -> Element:
    """The page as a tree; fails when an element is closed in the wrong place or not at all."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.path) == 1, f"niet gesloten: {[element.name for element in reader.path[1:]]}"
    return reader.root


def audit(html: str) -> Element:
    """Look a page over, and give it as a tree."""
    assert html.startswith("<!doctype html>")
    page = read_page(html)
    assert page.all("html")[0].attributes["lang"] == "nl"
    assert len(page.all("head")[0].all("title")) == 1
    assert page.all("head")[0].all("title")[0].text
    assert len(page.all("main")) == 1
    _audit_headings(page)
    _audit_references(page)
    _audit_policy(page)
    for table in page.all("table"):
        assert table.children[0].name == "caption", "een tabel zonder bijschrift"
        assert table.children[0].text
        assert all(cell.attributes.get("scope") in {"row", "col"} for cell in table.all("th"))
    for chart in page.all("svg"):
        assert chart.attributes.get("role") == "img" or chart.attributes.get("aria-hidden") == "true"
    return page


def _audit_headings(page: Element) -> None:
    levels = [int(heading.name[1]) for heading in page.all(*HEADINGS)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert all(heading.text for heading in page.all(*HEADINGS))


def _audit_references(page: Element) -> None:
    ids = [element.attributes["id"] for element in page.every() if "id" in element.attributes]
    assert len(ids) == len(set(ids)), sorted(name for name in ids if ids.count(name) > 1)
    pointed = " ".join(element.attributes.get(name, "") for element in page.every() for name in REFERENCES)
    assert set(pointed.split()) <= set(ids)
    # A finding in a Google Sheet has a link to its cell, and that is the only way out of the pages.
    out = "https://docs.google.com/spreadsheets/d/"
    links = [link.attributes["href"] for link in page.all("a", "link")]
    links = [link for link in links if not link.startswith(out)]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "/")) and not link.startswith("//") for link in links), links


def _audit_policy(page: Element) -> None:
    """The content security policy lets none of these through, so a page that has them is broken."""
    assert not page.all("style", "iframe", "object", "embed", "base")
    assert [(one.attributes["src"].partition("?")[0], one.text) for one in page.all("script")] == [
        ("/static/sort.js", "")
    ]
    for element in page.every():
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")], element.name


def table_rows(page: Element, caption: str) -> list[list[str]]:
    """The text of each cell of the table with this caption, row by row, its head included."""
    table = next(table for table in page.all("table") if table.children[0].text == caption)
    return [[cell.text for cell in row.children] for row in table.all("tr")]
