"""Environments for what a user would pick instead: each its own, beside ours, made when a benchmark asks for it.

What is in one stands in `bench/theirs/NAME.txt`, with versions and hashes; `make requirements` renews those. They lie
in `build/bench-peers/`, and are made anew when their list changes. Nothing of ours depends on them.
"""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
THEIRS = Path(__file__).with_name("theirs")
PLACE = ROOT / "build" / "bench-peers"

NOT_MADE = "Not measured: its environment could not be made here, because its parts cannot be fetched."


def python_of(name: str, theirs: Path = THEIRS, place: Path = PLACE) -> Path | None:
    """The Python of an environment, or None when it cannot be made, as on a machine without a network."""
    pinned = theirs / f"{name}.txt"
    here = place / f"{name}-{hashlib.sha256(pinned.read_bytes()).hexdigest()[:12]}"
    program = here / "bin" / "python"
    if (here / "whole").exists():
        return program
    print(f"making the environment {name} …", file=sys.stderr)
    shutil.rmtree(here, ignore_errors=True)
    venv.create(here, with_pip=True)
    words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    made = subprocess.run([program, *words, pinned], capture_output=True, text=True, check=False)
    if made.returncode:
        print(made.stderr, file=sys.stderr)
        shutil.rmtree(here)
        return None
    (here / "whole").touch()
    return program


def script(name: str) -> str:
    """The path of a program that runs in such an environment."""
    return str(THEIRS / f"{name}.py")


def versions(name: str, *packages: str) -> str:
    """Which versions are pinned, as `frictionless 5.21.0, pandas 3.1.1`."""
    lines = (THEIRS / f"{name}.txt").read_text("utf-8").splitlines()
    pinned = dict(line.split()[0].split("==") for line in lines if "==" in line and not line.startswith((" ", "#")))
    return ", ".join(f"{package} {pinned[package]}" for package in packages)
