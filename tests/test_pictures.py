"""The pictures in the documentation: each that a page shows is there, is small, and says in words what is on it."""

import re
from pathlib import Path

import pytest

from docs.pictures import FOLDER, PICTURES, Picture
from tests.conftest import ROOT

LARGEST = 80_000
"""Bytes: a page with five of them still opens at once on a slow line."""

PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def test_every_picture_that_is_made_is_shown_somewhere() -> None:
    shown = {name for page in PAGES for name in re.findall(r"pictures/(\w+)\.png", page.read_text(encoding="utf-8"))}
    assert shown == {one.name for one in PICTURES} == {path.stem for path in FOLDER.iterdir()}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_a_picture_is_small(picture: Picture) -> None:
    assert (FOLDER / f"{picture.name}.png").stat().st_size < LARGEST


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_picture_says_in_words_what_is_on_it(page: Path) -> None:
    for words in re.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8")):
        assert len(words.split()) > 5
