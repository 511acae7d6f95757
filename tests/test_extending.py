"""The walked examples of docs/extending.md: each is done to a copy of the project, and its commands are run there."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, WHOLE

_PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
_EXAMPLES = {part.splitlines()[0]: part for part in _PAGE.split("\n## ")[1:]}
_PARTS = (
    *("bench", "cli", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("sample_sheets", "templates", "tests", "tracker"),
)


def test_there_is_an_example_of_everything_that_people_add() -> None:
    assert list(_EXAMPLES) == ["A column", "An indicator", "A check", "A page", "A command"]


@pytest.mark.parametrize("title", _EXAMPLES)
def test_an_example_works_in_a_copy(tmp_path: Path, title: str) -> None:
    copy = _copy(tmp_path / "copy")
    for language, text in re.findall(r"^```(diff|console)\n(.*?)^```", _EXAMPLES[title], re.DOTALL | re.MULTILINE):
        if language == "diff":
            _change(copy, text)
        else:
            for typed in _typed(text):
                _run(copy, typed)
    if WHOLE:
        for typed in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
            _run(copy, typed)


def _copy(target: Path) -> Path:
    target.mkdir()
    for name in _PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target / name)
    return target


def _change(copy: Path, block: str) -> None:
    """Do to one file what a block says: its lines without a `+` must stand there, together and once."""
    name, *lines = block.splitlines()
    path = copy / name
    before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    if before:
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{name} no longer has these lines once:\n{before}"
        path.write_text(text.replace(before, after), encoding="utf-8")
    else:
        assert not path.exists(), name
        path.parent.mkdir(exist_ok=True)
        path.write_text(after, encoding="utf-8")


def _typed(block: str) -> Iterator[list[str]]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield shlex.split(line[2:])


def _run(copy: Path, typed: list[str]) -> None:
    """Run a command in the copy, with the copy's own code before ours."""
    program, *words = typed
    words = words if program == "python" else ["-m", {"ew": "cli.main"}.get(program, program), *words]
    extra = ["-q", "-p", "no:cacheprovider"] if program == "pytest" else []
    own = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "EW_DATABASE_URL": f"sqlite:///{copy}/ew.db"}
    done = subprocess.run(
        [sys.executable, *words, *extra],
        cwd=copy,
        env={**os.environ, **own, "EW_DATA_KEY": str(copy / "data.key")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{shlex.join(typed)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
