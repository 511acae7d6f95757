"""Tests of the table of contents of what the program can do: a file is loaded when something in it is asked for."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tracker import actions

LOADED = """
import sys
from tracker import actions
before = [name for name in sys.modules if name.startswith("tracker.actions.")]
actions.day_from
after = [name for name in sys.modules if name.startswith("tracker.actions.")]
print(before, after)
"""


def test_every_name_in_the_contents_is_there_and_none_is_a_file() -> None:
    found = {name: getattr(actions, name) for name in actions.__all__}
    assert not [name for name, what in found.items() if isinstance(what, ModuleType)]
    files = {path.stem for path in Path(actions.__file__).parent.glob("*.py")}
    assert not files & set(actions.__all__), "Python would give the file for the name"
    assert dir(actions) == sorted(actions.__all__)


def test_another_name_is_not_there() -> None:
    with pytest.raises(AttributeError, match=r"There is no 'dance' in tracker\.actions"):
        getattr(actions, "dance")  # noqa: B009 - A name that a type checker would refuse.


def test_only_the_file_that_something_is_asked_of_is_loaded() -> None:
    said = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout
    assert said == "[] ['tracker.actions.typed']\n"
