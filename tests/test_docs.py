"""The documentation says what the code does: made pages are new, commands in the README run, links lead somewhere."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from docs import make
from tests.conftest import ROOT, SAMPLE, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
_COMMANDS = [[shlex.split(line[2:]) for line in block.splitlines() if line.startswith("$ ")] for block in _BLOCKS]


@pytest.mark.parametrize("path", make.PAGES, ids=lambda path: path.name)
def test_a_page_that_is_made_from_the_code_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == make.PAGES[path](), "make it again: python -m docs.make"


@pytest.mark.parametrize("commands", _COMMANDS)
def test_every_command_in_the_readme_runs(ew: Run, tmp_path: Path, commands: list[list[str]]) -> None:
    (tmp_path / "sample_sheets").mkdir()
    shutil.copy(SAMPLE, tmp_path / "sample_sheets")
    assert commands
    for program, *words in commands:
        assert program == "ew"
        answer = ew(*words)
        assert answer.code == 0, (words, answer.err)


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("docs/*.md")), ROOT / "README.md"], ids=lambda path: path.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
