"""What is said about work that takes long, on a screen and in a file."""

import sys

import pytest

from cli.output import Progress


def said(capsys: pytest.CaptureFixture[str], stages: int) -> list[str]:
    """What is said of two stages of work that is slow from the start."""
    progress = Progress(stages)
    progress._begin()
    progress("De cijfers maken")
    progress("Het bestand maken")
    return capsys.readouterr().err.replace("\r\033[K", "\n").split("\n")


def test_a_screen_shows_how_far_the_work_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert said(capsys, 4) == ["", "░" * 20 + " De cijfers maken …", "█" * 5 + "░" * 15 + " Het bestand maken …"]


def test_a_screen_shows_no_bar_when_nobody_knows_how_many_stages_there_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert said(capsys, 0) == ["", "De cijfers maken …", "Het bestand maken …"]


def test_a_file_gets_a_line_for_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 4) == ["De cijfers maken …", "Het bestand maken …", ""]
