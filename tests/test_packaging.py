"""What is built works where it is installed: everything is in it, it knows its commit, and it needs no network."""

import ast
import importlib.metadata
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.sbom import LICENCES, PINS, pins, sbom
from tests.conftest import ROOT, WHOLE, Run
from tracker import __version__
from tracker.actions import FORMATS
from tracker.built import commit, of_clone

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOW = "2026-11-01T12:00"
TRAVELS = ("tracker/editions/fonts/*", "tracker/editions/typst/*", "tracker/web/static/*", "templates/**/*.*")
"""What is no Python and has to come along."""

_IMPORTED_AS = {"google": "google-auth", "dotenv": "python-dotenv", "pptx": "python-pptx", "stdnum": "python-stdnum"}
"""The parts whose name differs from what is imported."""


def _build(tree: Path, kind: str, into: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", into],
        check=False,
        cwd=tree,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return next(into.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_what_is_built_twice_is_the_same_twice(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
    once = _build(ROOT, kind, tmp_path / "once")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    previous = os.umask(0o077)
    try:
        again = _build(ROOT, kind, tmp_path / "again")
    finally:
        os.umask(previous)
    assert (once.name, once.read_bytes()) == (again.name, again.read_bytes())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel puts among the packages."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    return folder


def test_everything_that_the_program_needs_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        inside = set(file.namelist())
    needed = {path for shape in (*TRAVELS, "cli/**/*.py", "tracker/**/*.py") for path in ROOT.glob(shape)}
    wanted = {path.relative_to(ROOT).as_posix() for path in needed if path.is_file()}
    wanted = {f"tracker/{name}" if name.startswith("templates/") else name for name in wanted}
    assert len(wanted) > 100
    assert not wanted - inside
    assert "tracker/sample/programma.xlsx" in inside
    licences = {f"ew-{__version__}.dist-info/licenses/{name}" for name in ("LICENSE", "tracker/editions/fonts/OFL.md")}
    assert licences < inside
    assert not [name for name in inside if name.startswith(("tests/", "bench/", "docs/"))]


def test_an_sdist_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    for name in ("sdist", "unpacked", "again"):
        (tmp_path / name).mkdir()
    with tarfile.open(_build(ROOT, "sdist", tmp_path / "sdist")) as file:
        file.extractall(tmp_path / "unpacked", filter="data")
    again = _build(next((tmp_path / "unpacked").iterdir()), "wheel", tmp_path / "again")
    assert (again.name, again.read_bytes()) == (wheel.name, wheel.read_bytes())


def _without_network() -> list[str]:
    """What keeps a program from any network, where this machine allows that."""
    shut = ["unshare", "-rn"]
    if shutil.which(shut[0]) and subprocess.run([*shut, "true"], check=False, capture_output=True).returncode == 0:
        return shut
    return []


def _run(installed: Path, *words: str, home: Path, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": str(installed), "HOME": str(home), "PATH": os.environ["PATH"], "EW_NOW": NOW}
    return subprocess.run(
        [*_without_network(), python, "-P", "-m", "cli.main", *words],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_installed_runs_the_demo_without_a_network(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, "demo", "--no-serve", "--naar", str(tmp_path / "demo"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "De stand op" in done.stdout
    assert {"programma.xlsx", "demo.db"} < {path.name for path in (tmp_path / "demo").iterdir()}


def test_what_was_installed_says_from_which_commit_it_was_made(installed: Path, tmp_path: Path) -> None:
    made_from = f" ({commit()})" if commit() else ""
    assert _run(installed, "--version", home=tmp_path).stdout == f"ew {__version__}{made_from}\n"


def test_where_nobody_knows_the_commit_only_the_version_is_said(installed: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "copy"
    shutil.copytree(installed, elsewhere)
    (elsewhere / "tracker" / "commit.txt").unlink(missing_ok=True)
    assert _run(elsewhere, "--version", home=tmp_path).stdout == f"ew {__version__}\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")
def test_a_clone_asks_git_for_its_commit(tmp_path: Path) -> None:
    assert of_clone(tmp_path) is None
    me = ["-c", "user.name=Iemand", "-c", "user.email=iemand@voorbeeld.example", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], [*me, "commit", "-q", "--allow-empty", "-m", "Begin"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    asked = ["git", "-C", str(tmp_path), "rev-parse", "HEAD"]
    whole = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    assert whole.startswith(str(of_clone(tmp_path)))


def _imported() -> Iterator[str]:
    for folder in ("cli", "tracker"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (one.name.partition(".")[0] for one in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module:
                    yield node.module.partition(".")[0]


def test_every_part_that_is_imported_is_asked_for_with_a_lower_bound() -> None:
    asked = [re.fullmatch(r"([a-z0-9-]+)>=[\d.]+", one) for one in PROJECT["dependencies"]]
    names = {found[1] for found in asked if found}
    assert len(names) == len(PROJECT["dependencies"])
    ours = {"cli", "tracker", *sys.stdlib_module_names}
    imported = {_IMPORTED_AS.get(name, name.replace("_", "-")) for name in set(_imported()) - ours}
    # SQLAlchemy loads psycopg by its name; tzdata is data.
    assert imported == names - {"tzdata"}


def test_the_bill_of_materials_names_every_pinned_part_with_hashes_and_a_licence() -> None:
    bill = json.loads(sbom())
    text = PINS.read_text(encoding="utf-8")
    parts = [part for part in bill["components"] if part["type"] == "library"]
    assert len(parts) == len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)) > 30
    assert sum(len(part["hashes"]) for part in parts) == text.count("--hash=")
    assert {part["name"] for part in parts} == set(LICENCES)
    assert all(part["licenses"] for part in bill["components"])
    assert bill["metadata"]["component"]["version"] == __version__
    refs = [part["bom-ref"] for part in bill["components"]]
    assert len(refs) == len(set(refs))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert {one for line in bill["dependencies"] for one in line["dependsOn"]} <= set(refs)
    assert {part["type"] for part in bill["components"]} == {"library", "file"}


def test_the_bill_of_materials_is_the_same_each_time_and_names_no_place() -> None:
    assert sbom() == sbom()
    assert "://" not in sbom()
    assert str(ROOT) not in sbom()


def test_a_pin_without_a_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="iets is pinned without a hash"):
        list(pins("iets==1.0\n"))


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_is_what_the_part_says_of_itself(name: str) -> None:
    try:
        told = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed on this kind of machine")
    assert "License-Expression" not in told or told["License-Expression"] == LICENCES[name]


@pytest.mark.proof
@pytest.mark.skipif(not WHOLE, reason="installs from a package index; `make proof` does it")
@pytest.mark.parametrize("tool", ["pip", "uv", "pipx"])
def test_it_installs_in_an_empty_environment(tool: str, wheel: Path, tmp_path: Path) -> None:
    folders = {"UV_TOOL_DIR": "tools", "UV_TOOL_BIN_DIR": "bin", "PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin"}
    environment = {**os.environ, **{name: str(tmp_path / folder) for name, folder in folders.items()}}
    if tool != "pip" and not shutil.which(tool):
        pytest.skip(f"there is no {tool} on this machine")
    steps: dict[str, list[list[str | Path]]] = {
        "pip": [[sys.executable, "-m", "venv", tmp_path], [tmp_path / "bin" / "pip", "install", "-q", wheel]],
        "uv": [["uv", "tool", "install", "-q", "--python", sys.executable, wheel]],
        "pipx": [["pipx", "install", "--python", sys.executable, wheel]],
    }
    for step in steps[tool]:
        done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)
        if done.returncode and re.search(r"connect|resolve host|network", done.stderr, re.IGNORECASE):
            pytest.skip("no package index can be reached from here")
        assert done.returncode == 0, done.stderr
    words: list[str | Path] = [
        *_without_network(),
        tmp_path / "bin" / "ew",
        "demo",
        "--no-serve",
        "--naar",
        tmp_path / "demo",
    ]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "programma.xlsx").is_file()
    said = subprocess.run([tmp_path / "bin" / "ew", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout.startswith(f"ew {__version__}")


@pytest.mark.proof
@pytest.mark.skipif(not WHOLE, reason="installs from a package index; `make proof` does it")
@pytest.mark.skipif(shutil.which("uv") is None, reason="there is no uv on this machine")
def test_the_oldest_parts_that_are_asked_for_make_every_paper(installed: Path, tmp_path: Path) -> None:
    asked, old = tmp_path / "oldest.txt", tmp_path / "venv"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    resolved = ["uv", "pip", "compile", "-q", "--resolution", "lowest-direct", "--python-version", version]
    resolved.append("--all-extras")
    steps: tuple[list[str | Path], ...] = (
        [*resolved, ROOT / "pyproject.toml", "-o", asked],
        ["uv", "venv", "-q", "--python", sys.executable, old],
        ["uv", "pip", "install", "-q", "--python", old / "bin" / "python", "-r", asked],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False, cwd=tmp_path)
        if done.returncode and re.search(r"connect|resolve host|network", done.stderr, re.IGNORECASE):
            pytest.skip("no package index can be reached from here")
        assert done.returncode == 0, done.stderr
    python = str(old / "bin" / "python")
    for words in (
        ["sync", str(installed / "tracker" / "sample" / "programma.xlsx")],
        ["stand", "--peildatum", "1-11-2026"],
        ["export", "stuurgroep", "--formaat", ",".join(FORMATS)],
        ["backup", "b.db"],
        ["completion", "bash"],
    ):
        done = _run(installed, *words, home=tmp_path, python=python)
        assert done.returncode == 0, (words, done.stderr)
    unit = (ROOT / "docs" / "voorbeelden" / "ew-web.service").read_text(encoding="utf-8")
    served = re.search(r"^ExecStart=/opt/ew/bin/(gunicorn .*)$", unit, re.MULTILINE)
    assert served
    checked = subprocess.run(
        [python, "-P", "-m", *shlex.split(served[1]), "--check-config"],
        env={"PYTHONPATH": str(installed), "HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_no_part_is_asked_for_newer_than_it_is_pinned() -> None:
    pinned = {pin.name: pin.version for pin in pins(PINS.read_text(encoding="utf-8"))}
    extras = [one for group in PROJECT["optional-dependencies"].values() for one in group]
    for one in (*PROJECT["dependencies"], *extras):
        name, lowest = re.sub(r"\[.*\]", "", one).split(">=")
        assert _numbers(lowest) <= _numbers(pinned[name]), one


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def test_bash_finishes_commands_and_options(ew: Run, tmp_path: Path) -> None:
    assert _in_a_shell(ew, tmp_path, "bash", _BASH) == ["sync", "stand", "serve"]


def test_fish_finishes_commands_and_options(ew: Run, tmp_path: Path) -> None:
    found = _in_a_shell(ew, tmp_path, "fish", 'source completion.fish; complete --do-complete "ew s"')
    assert [line.split()[0] for line in found] == ["serve", "stand", "sync"]


def test_zsh_reads_what_it_is_given(ew: Run, tmp_path: Path) -> None:
    known = "autoload -Uz compinit && compinit -u; source completion.zsh; print $_comps[ew]"
    assert _in_a_shell(ew, tmp_path, "zsh", known) == ["_ew_completion"]


_BASH = """
source completion.bash
COMP_WORDS=(ew s); COMP_CWORD=1
_ew_completion ew s ew
printf '%s\\n' "${COMPREPLY[@]}"
"""


def _in_a_shell(ew: Run, folder: Path, shell: str, program: str) -> list[str]:
    """What a real shell prints when it reads our lines; `ew` in it is the program of this clone."""
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} on this machine")
    (folder / f"completion.{shell}").write_text(ew("completion", shell).out, encoding="utf-8")
    command = folder / "ew"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cli.main "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [shell, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_tab_behind_a_word_that_is_no_command_says_nothing_of_faults(ew: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, words in {"_EW_COMPLETE": "bash_complete", "COMP_WORDS": "ew zomaar s", "COMP_CWORD": "2"}.items():
        monkeypatch.setenv(name, words)
    answer = ew()
    assert (answer.code, answer.err) == (0, "")
