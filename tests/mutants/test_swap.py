"""A mutant takes the place of functions that are there already, wholly or not at all."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.operators import mutants_of
from tests.mutants.swap import swap

SOURCE = """
from functools import cache

LIMIT = 3


def over(number):
    return number > LIMIT


@cache
def double(number):
    return number * 2


def adder(more):
    def add(number):
        return number + more

    return add


add_one = adder(1)
RULES = [lambda number: number > 1, lambda number: number < 1]
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A small module, imported."""
    (tmp_path / "swapped_module.py").write_text(SOURCE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "swapped_module", raising=False)
    return importlib.import_module("swapped_module")


def swapped(module: ModuleType, was: str, becomes: str) -> bool:
    """Whether this mutant took its place."""
    (number,) = [one.number for one in mutants_of(SOURCE) if (one.was, one.becomes) == (was, becomes)]
    return swap(str(module.__file__), number)


def test_a_function_does_what_the_mutant_does(module: ModuleType) -> None:
    assert not module.over(3)
    assert swapped(module, "number > LIMIT", "number >= LIMIT")
    assert module.over(3)


def test_what_was_remembered_before_is_forgotten(module: ModuleType) -> None:
    assert module.double(4) == 8
    assert swapped(module, "number * 2", "number / 2")
    assert module.double(4) == 2


def test_a_function_within_a_function_that_was_made_already_changes_too(module: ModuleType) -> None:
    assert swapped(module, "number + more", "number - more")
    assert (module.add_one(5), module.adder(2)(5)) == (4, 3)


def test_of_two_rules_on_one_line_the_right_one_changes(module: ModuleType) -> None:
    assert swapped(module, "number < 1", "number <= 1")
    assert [rule(1) for rule in module.RULES] == [False, True]


@pytest.mark.parametrize(("was", "becomes"), [("3", "4"), ("return number + more", "return None")])
def test_a_mutant_of_a_table_or_with_other_variables_around_it_takes_no_place_at_all(
    module: ModuleType, was: str, becomes: str
) -> None:
    assert not swapped(module, was, becomes)
    assert (module.over(4), module.add_one(5), module.adder(2)(5)) == (True, 6, 7)
