"""The documentation says what the code does: made pages are new, commands exist, links lead somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from cli.commands import ew as whole_program
from docs import make
from tests.conftest import ROOT


@pytest.mark.parametrize("path", make.PAGES, ids=lambda path: path.name)
def test_a_page_that_is_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == make.PAGES[path](), "make it again: python -m docs.make"


_PAGES = [*sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("*.md"))]


@pytest.mark.parametrize("page", [one for one in _PAGES if one.name != "extending.md"], ids=lambda path: path.name)
def test_every_command_that_a_page_names_exists_with_its_options(page: Path) -> None:
    """How to add to it (extending.md) names a command that does not exist yet, and has a test of its own."""
    for typed in _typed(page.read_text(encoding="utf-8")):
        command: click.Command = whole_program
        words = shlex.split(typed)[1:]
        while words and isinstance(command, click.Group) and not words[0].startswith("-"):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, typed
            command = found
        if isinstance(command, click.Group) and not words:
            continue
        try:
            command.make_context(typed, words)
        except click.MissingParameter:
            continue
        except click.UsageError as error:
            pytest.fail(f"{typed}: {error.format_message()}")


def _typed(text: str) -> list[str]:
    """Every command of ours on a page: in a sentence, or as typed in a terminal."""
    return [*re.findall(r"`(ew [^`]+)`", text), *re.findall(r"^\$ (ew .*)$", text, re.MULTILINE)]


@pytest.mark.parametrize("page", _PAGES, ids=lambda path: path.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [one for one in _PAGES if one.name != "CHANGELOG.md"], ids=lambda path: path.name)
def test_a_page_is_written_in_lines_of_at_most_120_characters_tables_apart(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if len(line) > 120 and not line.startswith(("|", "!["))]
