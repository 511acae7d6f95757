"""Small packages made by hand, and what our reader finds in them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tracker.model import Head, Raw
from tracker.sheet.ooxml import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Rows = dict[int, tuple[Raw, ...]]


def relations(*targets: tuple[str, str]) -> str:
    """A part of relations, rId1 and on: each the last word of its type, and its target."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def worksheet(rows: str, after: str = "") -> str:
    """A sheet part around rows."""
    return f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{TYPES}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(sheets: str = '<sheet name="Blad1" sheetId="1" r:id="rId1"/>', properties: str = "") -> str:
    """A workbook part around its list of tabs."""
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">{properties}<sheets>{sheets}</sheets></workbook>'


def parts(sheet: str | bytes, **others: str) -> dict[str, str | bytes]:
    """The members of a small workbook; `strings` and `styles` are the insides of those parts."""
    targets = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("workbook", workbook()),
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if "strings" in others:
        members["xl/sharedStrings.xml"] = f'{DECLARATION}<sst xmlns="{MAIN}">{others["strings"]}</sst>'
    if "styles" in others:
        members["xl/styles.xml"] = f'{DECLARATION}<styleSheet xmlns="{MAIN}">{others["styles"]}</styleSheet>'
    return members


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The bytes of a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return stream.getvalue()


def everything(data: bytes, columns: Sequence[int] = range(4), index: int = 0) -> Rows:
    """All rows of a tab."""
    with Package(data, "proef.xlsx") as package:
        return dict(package.rows(index, columns))


def head(data: bytes) -> Head:
    """The head of the only tab."""
    with Package(data, "proef.xlsx") as package:
        (only,) = package.heads()
    return only


def cells(row: str, **others: str) -> tuple[Raw, ...]:
    """What one row of XML holds, which must be the same whether its bytes are plain or have to be read with care."""
    plain = zipped(parts(worksheet(f'<row r="1">{row}</row>'), **others))
    careful = zipped(parts(worksheet(f'<!-- x --><row r="1">{row}</row>'), **others))
    assert everything(plain) == everything(careful)
    values = everything(plain)[1]
    (line,) = head(plain).rows or ((),)
    assert (*line, *[None] * 4)[:4] == values
    return values


def formats(*codes: str) -> str:
    """The inside of a styles part in which cell style 1 has the first format code, and so on."""
    custom = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<numFmts>{custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs>'
    )


def first_tab(book: openpyxl.Workbook) -> Worksheet:
    """The only tab of a new workbook of openpyxl."""
    tab = book.worksheets[0]
    assert isinstance(tab, Worksheet)
    return tab


def saved(book: openpyxl.Workbook) -> bytes:
    """Its bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
