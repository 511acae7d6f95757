"""What is made wrong, and what is left alone."""

import ast

import pytest

from tests.mutants.operators import mutants_of, mutated
from tests.mutants.reach import Reach

MADE_WRONG = [
    ("x = a < b", ["x = a <= b"]),
    ("x = a <= b < c", ["x = a < b < c", "x = a <= b <= c"]),
    ("x = a == b", ["x = a != b"]),
    ("x = a not in b", ["x = a in b"]),
    ("x = a and b and c", ["x = a or b or c"]),
    ("x = not a", ["x = a"]),
    ("x = a + b", ["x = a - b"]),
    ("x = a | b", ["x = a & b"]),
    ("x += a", ["x -= a"]),
    ("x = 31", ["x = 32"]),
    ("x = True", ["x = False"]),
    ("x = min(a)", ["x = max(a)"]),
    ("x = all(a)", ["x = any(a)"]),
    ("keep(a)", ["None"]),
    ("x = (a if b else c)", ["x = a if not b else c"]),
    ("x = [a for a in b if c]", ["x = [a for a in b if not c]"]),
    ("def f():\n    return a", ["def f():\n    return None"]),
    ("def f():\n    return False", ["def f():\n    return True"]),
    ("while a:\n    continue", ["while not a:\n    continue", "while a:\n    break"]),
]
LEFT_ALONE = [
    '"""A text."""',
    "x = 'a' + b",
    "x = f'{a + 1}'",
    "assert a < b",
    "x: int | None = a",
    "Value = int | str",
    "@kept(maxsize=3)\ndef f(a: int | str) -> int | None:\n    pass",
    "def f():\n    return None",
    "x = isinstance(a, int | str)",
    "x = zip(a, b, strict=True)",
    "x = field(repr=False)",
    "if TYPE_CHECKING:\n    keep(a)",
]


@pytest.mark.parametrize(("source", "wrong"), MADE_WRONG, ids=[source for source, _ in MADE_WRONG])
def test_each_kind_of_spot_is_made_wrong_in_its_own_ways(source: str, wrong: list[str]) -> None:
    found = [ast.unparse(mutated(source, one.number)) for one in mutants_of(source)]
    assert found == wrong


@pytest.mark.parametrize("source", LEFT_ALONE)
def test_what_no_test_of_behaviour_can_see_is_left_alone(source: str) -> None:
    assert mutants_of(source) == []


def test_a_mutant_says_where_it_is() -> None:
    (one,) = mutants_of("x = (\n    a and\n    b\n)")
    assert (one.lines, one.around) == (range(2, 4), range(1, 5))


REACH = Reach(
    {"slow": 2.0, "quick": 0.1, "elsewhere": 0.0},
    {
        "a.py": {
            0: frozenset({"slow", "quick"}),
            1: frozenset(),
            2: frozenset({"slow", "quick"}),
            3: frozenset({"slow"}),
        }
    },
    {},
    {},
)


def test_the_tests_that_reach_a_line_come_soonest_done_first() -> None:
    assert REACH.of("a.py", range(2, 3)) == ["quick", "slow"]


def test_tests_named_after_the_module_come_before_all_others() -> None:
    tests = frozenset({"tests/test_a.py::slow", "tests/test_b.py::quick"})
    reached = Reach({"tests/test_a.py::slow": 2.0, "tests/test_b.py::quick": 0.1}, {"code/a.py": {1: tests}}, {}, {})
    assert reached.of("code/a.py", range(1, 2)) == ["tests/test_a.py::slow", "tests/test_b.py::quick"]


def test_the_first_place_that_is_reached_decides() -> None:
    assert REACH.of("a.py", range(9, 10), range(3, 5)) == ["slow"]


def test_what_runs_at_import_is_for_every_test_that_comes_into_the_file() -> None:
    assert REACH.of("a.py", range(1, 2)) == []
    assert REACH.at_import("a.py", range(1, 2)) == ["quick", "slow"]


def test_a_line_that_is_never_run_has_no_test() -> None:
    assert REACH.of("a.py", range(7, 8)) == []
    assert REACH.at_import("a.py", range(7, 8)) == []
