"""Every format for every audience: the numbers of the edition stand in the file, and made again it is the same file."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import unescape

import pikepdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.conftest import ROOT
from tests.editions.builders import RICH
from tests.editions.reading import bare, read
from tracker.actions.paper_formats import FORMATS
from tracker.edition import Audience, Edition
from tracker.model import Figure
from tracker.protection.audience import seen_by
from tracker.wording import AS_ESF, HEADLINES, number

# The reader that we compare with does not know the newer kind of data bar, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

SUBJECTS: Mapping[Audience, str] = {Audience.PARTNER: RICH.partners[0].name, Audience.FUNDER: RICH.grants[0].name}
PAPERS = [(audience, word) for audience in Audience for word in FORMATS]


@cache
def edition(audience: Audience) -> Edition:
    """What an audience gets of a rich edition."""
    return seen_by(RICH, audience, SUBJECTS.get(audience, ""))


@cache
def files(audience: Audience, word: str) -> Mapping[str, bytes]:
    """The files of one format for an audience."""
    return FORMATS[word].make(edition(audience), False)


def told(audience: Audience) -> Iterator[tuple[str, str]]:
    """What must stand in every paper for an audience: a name and its number, as people read it."""
    made = edition(audience)
    known: dict[str, Figure] = {one.code: one for one in made.state.figures}
    figures = [known[code] for code in HEADLINES if code in known]
    figures = figures or [one for grant in made.grants for one in grant.figures[:3]]
    yield from ((one.name, number(one.numerator or 0)) for one in figures)
    if not figures:
        yield from ((one.rule, number(one.reports)) for one in made.rules if one.reports > 1)


# --- Reading ---------------------------------------------------------------------------------------------------------


def _pdf(content: bytes) -> str:
    return read(content).text


def _xlsx(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return " ".join(number(one) if isinstance(one, int) else str(one) for one in cells if one is not None)


def _pptx(content: bytes) -> str:
    shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
    words = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    tables = [shape.table for shape in shapes if shape.has_table]
    return " ".join([*words, *(cell.text for table in tables for row in table.rows for cell in row.cells)])


def _html(content: bytes) -> str:
    page = re.sub(r"<style>.*?</style>", "", content.decode(), flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", " ", page))


def _csv(content: bytes) -> str:
    cells = (cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row)
    return " ".join(number(int(one)) if one.isdecimal() else one for one in cells)


def _json(content: bytes) -> str:
    def leaves(value: object) -> Iterator[str]:
        if isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from leaves(one)
        elif value is not None:
            yield number(value) if isinstance(value, int) else str(value)

    return " ".join(leaves(json.loads(content)))


READERS: Mapping[str, Callable[[bytes], str]] = {
    "xlsx": _xlsx,
    "pdf": _pdf,
    "pptx": _pptx,
    "csv": _csv,
    "json": _json,
    "html": _html,
}


# --- Numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("audience", "word"), PAPERS)
def test_the_numbers_of_the_edition_stand_in_every_paper(audience: Audience, word: str) -> None:
    texts = [READERS[word](content) for end, content in files(audience, word).items() if "metadata" not in end]
    said = bare(" ".join(texts)).lower()

    facts = list(told(audience))
    assert facts
    for name, count in facts:
        assert bare(name).lower() in said
        assert bare(count) in said


@pytest.mark.parametrize("word", FORMATS)
def test_whom_a_partner_registered_stands_in_its_own_papers_and_in_no_others(word: str) -> None:
    first, *others = RICH.partners
    telling = replace(RICH, partners=(replace(first, registered=8371), *others))
    readers = [
        (first.name, seen_by(telling, Audience.PARTNER, first.name)),
        ("others", seen_by(telling, Audience.PARTNER, others[0].name)),
        ("others", seen_by(telling, Audience.MANAGERS)),
    ]
    for reader, made in readers:
        texts = [READERS[word](content) for content in FORMATS[word].make(made, False).values()]
        assert ("8.371" in bare(" ".join(texts))) is (reader == first.name)


@pytest.mark.parametrize("word", [word for word in FORMATS if word != "json"])
def test_numbers_as_esf_counts_them_are_said_to_be_no_official_account(word: str) -> None:
    counted = next(grant for grant in RICH.grants if grant.esf)
    parts = FORMATS[word].make(seen_by(RICH, Audience.FUNDER, counted.name), False)
    said = " ".join(content.decode() if "metadata" in end else READERS[word](content) for end, content in parts.items())
    if word == "pptx":
        slides = Presentation(io.BytesIO(next(iter(parts.values())))).slides
        said = " ".join(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)
    assert bare(AS_ESF) in bare(said)


# --- Bytes and tags --------------------------------------------------------------------------------------------------


def digests() -> dict[str, str]:
    """For every file of every paper its digest."""
    return {
        f"{audience}{end}": sha256(content).hexdigest()
        for audience, word in PAPERS
        for end, content in files(audience, word).items()
    }


def test_made_again_by_another_process_every_file_is_the_same() -> None:
    """Another seed orders sets and dictionaries of another process in another way."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    again = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", __name__],
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland"},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert json.loads(again.stdout) == digests()


@pytest.mark.parametrize("audience", Audience)
def test_every_pdf_is_tagged_for_screen_readers_and_to_keep(audience: Audience) -> None:
    with pikepdf.open(io.BytesIO(files(audience, "pdf")[".pdf"])) as made, made.open_metadata() as meta:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "nl-NL"
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")


if __name__ == "__main__":
    print(json.dumps(digests()))  # noqa: T201 - The test that starts this process reads it.
