"""The picture of the floors, drawn from the contract that `make check` holds the code to."""

import tomllib
from pathlib import Path

FLOORS = {
    "cli": "what someone types",
    "web": "what someone sees in a browser",
    "actions": "all that the program can do, one function each",
    "sheet": "the world outside, one library each",
    "intake": "the rules: no clock, no file, no network",
    "settings": "the settings, and why each field is kept",
    "wording": "the words, and the contract of the sheet",
    "edition": "the nouns of all that may be shown",
    "model": "the nouns of the programme",
}
"""What each floor is for, by the first that lives there."""


def house(pyproject: Path) -> list[str]:
    """The lines of the picture, with the highest floor on top. Raises KeyError for a floor without words."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(one["layers"] for one in contracts if one["type"] == "layers")
    floors = [[name.strip().removeprefix("tracker.") for name in layer.split("|")] for layer in layers]
    rows = [" · ".join(floor) for floor in floors]
    wide = max(map(len, rows)) + 2
    drawn = [f"│ {row:{wide - 1}}│  {FLOORS[floor[0]]}" for row, floor in zip(rows, floors, strict=True)]
    between = f"\n├{'─' * wide}┤\n".join(drawn).split("\n")
    return [f"    {line}" for line in (f"┌{'─' * wide}┐", *between, f"└{'─' * wide}┘")]
