"""Sheets of another shape, as a workbook and at Google."""

from pathlib import Path

import pytest

from sample_sheets.others import LONG, NEAR, WIDE
from tests.google import Emulator, Sheet
from tests.google_desk import served


@pytest.fixture(params=[LONG, WIDE, NEAR], ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Path:
    """Each of the made-up sheets of another shape in turn."""
    path: Path = request.param
    return path


@pytest.fixture
def wide(google: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """One row a person, with steps beside each other, under a title."""
    return served(google, WIDE, monkeypatch)


@pytest.fixture
def long(google: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """People, trajectories and organisations on tabs of their own, with bare numbers."""
    return served(google, LONG, monkeypatch)
