"""Every command in the README is run: whole where that takes seconds, and else its parts are started.

A command that is added there without a way to run it here fails a test.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.exits import DONE, INTERRUPTED
from tests.conftest import ROOT, SAMPLE, Answer, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAMS = ("ew", "make", "python", "uv", "pipx")
_BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
_TYPED = [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in _BLOCKS]
_TEXT = re.sub(r"```.*?```|<!-- settings: .*?<!-- /settings -->", "", README, flags=re.DOTALL)
"""The README without what is tried as a block, and without the table of settings with its examples."""

FOLLOWED_BY = {
    "ew demo": "--no-serve --naar demo",
    "ew demo --google": "--no-serve --naar demo",
    "ew nieuw": "mijn-blad.xlsx",
    "ew koppel": "ander_breed.xlsx --naar breed.koppeling.toml --ja",
    "ew verschil": "--van 1-9-2026 --tot 1-10-2026",
    "ew export": "stuurgroep",
    "ew ongedaan": "1 --ja",
    "ew herstel": "--bekend-op 1-11-2026 --naar hersteld.xlsx",
    "ew vergeet": "D-017 --ja",
    "ew bewaartermijn": "--proef",
    "ew backup": "back-up.db",
    "ew verhuis": "sqlite:///elders.db",
    "ew db": "upgrade",
    "ew completion": "bash",
}
"""What has to stand behind a command that the README names in a sentence; the others run as they stand there."""

STAYS = {
    "ew demo": ("--poort 0", "staan op http", INTERRUPTED),
    "ew serve": ("--poort 0", "staan op http", INTERRUPTED),
    "ew sync --volg": ("", "Wij volgen het blad", DONE),
}
"""Commands that stay until Ctrl-C: what stands behind them, what they say when they are up, and how they end."""

STARTED = {
    "ew demo": "ew demo --help",
    "ruff check .": "ruff check --help",
    "ruff format --check .": "ruff format --help",
    "mypy": "mypy --version",
    "lint-imports --no-cache": "lint-imports --help",
    "python -m tests.prepare": "python -c 'from tests.prepare import main'",
    "pytest -q -n 2 --dist worksteal": "pytest -q -n 2 --dist worksteal --collect-only --rootdir . --version",
    "python -m tests.mutants": "python -m tests.mutants --help",
    "python -m bench": "python -c 'from bench.__main__ import main'",
    "python -m docs.make": "python -m docs.make",
    "python -m sample_sheets": "python -m sample_sheets --naar programma.xlsx",
}
"""What the targets of make, and the README itself, do with programs of the environment: how each is started here."""

ELSEWHERE = ("uv tool install", "pipx install", "uv pip compile")
"""These fetch from a package index: they are asked for their help. The first two are done whole by `make proof`."""


def _commands() -> list[str]:
    """Every command in a sentence, a table or an indented block."""
    spans = [span for span in re.findall(r"`([^`\n]+)`", _TEXT) if not span.startswith("--")]
    lines = [line.strip() for line in re.findall(r"^    (.*)$", _TEXT, re.MULTILINE)]
    unknown = [one for one in spans if " " in one and one.split()[0] not in PROGRAMS]
    assert not unknown, f"a command of a program that is not known here: {unknown}"
    return [*dict.fromkeys(one for one in (*spans, *lines) if one.split()[0] in PROGRAMS and " " in one)]


def _of(program: str) -> list[str]:
    return [one for one in _commands() if one.split()[0] == program]


def test_the_commands_of_the_readme_are_found() -> None:
    assert {"make demo", "make test", "uv tool install .", "ew dokter", "ew demo --google"} < {*_commands()}
    assert len(_of("ew")) >= 25
    assert sum(map(len, _TYPED)) > 8
    assert {*FOLLOWED_BY, *STAYS} <= {*_of("ew")}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample sheets, of which one is the sheet of the settings."""
    (tmp_path / "sample_sheets").mkdir()
    for sheet in SAMPLE.parent.glob("*.xlsx"):
        shutil.copy(sheet, tmp_path / "sample_sheets")
        shutil.copy(sheet, tmp_path)
    return tmp_path


@pytest.mark.parametrize("lines", _TYPED, ids=lambda lines: shlex.split(lines[0])[1])
def test_a_block_of_commands_runs_from_top_to_bottom(ew: Run, here: Path, lines: list[str]) -> None:
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "ew"
        answer = ew(*words)
        assert answer.code == 0, (line, answer.err)


@pytest.mark.parametrize("command", [one for one in _of("ew") if one not in ("ew serve", "ew sync --volg")])
def test_a_command_that_a_sentence_names_runs(
    ew: Run, here: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EW_SOURCE", "programma.xlsx")
    if not command.startswith(("ew demo", "ew nieuw", "ew koppel", "ew controle")):
        assert ew("sync").code == 0
    answer: Answer = ew(*shlex.split(f"{command} {FOLLOWED_BY.get(command, '')}")[1:])
    assert answer.code == 0, (command, answer.out, answer.err)


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("command", STAYS)
def test_a_command_that_stays_says_so_and_ends_with_ctrl_c(
    ew: Run, here: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("EW_SOURCE", "programma.xlsx")
    assert ew("sync").code == 0
    more, ready, code = STAYS[command]
    words = [sys.executable, "-m", "cli.main", *shlex.split(f"{command} {more}")[1:]]
    with subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as running:
        assert running.stderr
        said = _until(ready, iter(running.stderr.readline, ""))
        running.send_signal(signal.SIGINT)
        said += running.stderr.read()
    assert running.returncode == code, said
    assert "Traceback" not in said


def _until(ready: str, lines: Iterator[str]) -> str:
    said = ""
    for line in lines:
        said += line
        if ready in line:
            return said
    pytest.fail(f"it ended before it was up: {said}")


# --- What is not ours -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
@pytest.mark.parametrize("command", _of("make"))
def test_every_line_of_a_target_of_make_starts(tmp_path: Path, command: str) -> None:
    words = [*shlex.split(command), "-C", str(ROOT), "--no-print-directory", "-n", "-o", ".venv/installed"]
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines
    for line in lines:
        _starts(re.sub(r"^(\w+=\w+ )|^for .* do (?=uv)", "", line).replace(".venv/bin/", ""), tmp_path)


@pytest.mark.parametrize("command", [*_of("python"), *_of("uv"), *_of("pipx")])
def test_a_command_of_another_program_starts(tmp_path: Path, command: str) -> None:
    _starts(command, tmp_path)


def _starts(line: str, folder: Path) -> None:
    """Start what a line asks for, in a folder with the documentation, so that nothing is written in the project."""
    shutil.copytree(ROOT / "docs", folder / "docs", dirs_exist_ok=True)
    (folder / "bench").mkdir(exist_ok=True)
    for page in ("README.md", "pyproject.toml", "bench/results.md"):
        shutil.copy(ROOT / page, folder / page)
    fetches = next((one for one in ELSEWHERE if line.startswith(one)), None)
    program, *words = shlex.split(f"{fetches} --help" if fetches else STARTED[line])
    if fetches and not shutil.which(program):
        pytest.skip(f"there is no {program} on this machine")
    done = subprocess.run(
        [program if fetches else str(Path(sys.executable).parent / program), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (line, done.stdout, done.stderr)
