"""Which tests reach which line, how long each takes, and which branches all of them together leave out."""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coverage
import pytest

_UNMOVED = "ignore::pytest.PytestAssertRewriteWarning"
QUIET = ("-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", _UNMOVED)
"""How pytest is started: without noise, in this process, and not minding that a library was imported before."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one run of the tests of a package told.

    `seconds` are of the processor, by test; `tests` are by file and line, where line 0 stands for the whole file;
    `branches` are how many are taken and how many there are, by file; `missed` are the others, as lines from and to.
    """

    seconds: dict[str, float]
    tests: dict[str, dict[int, frozenset[str]]]
    branches: dict[str, tuple[int, int]]
    missed: dict[str, list[tuple[int, int]]]

    def of(self, file: str, *places: range) -> list[str]:
        """The tests that reach a spot: the first of the places that any test reaches decides.

        Those in the file named after the module come first, and of each the soonest done.
        """
        for place in places:
            if found := self._on(file, place):
                return self._soonest(found, file)
        return []

    def at_import(self, file: str, *places: range) -> list[str]:
        """The tests for a spot that is run by importing the module: those that come into the file, or else all."""
        by_line = self.tests.get(file, {})
        if not any(line in by_line for place in places for line in place):
            return []
        return self._soonest(by_line[0] or frozenset(self.seconds), file)

    def _on(self, file: str, place: range) -> frozenset[str]:
        by_line = self.tests.get(file, {})
        return frozenset().union(*(by_line.get(line, frozenset()) for line in place))

    def _soonest(self, tests: frozenset[str], file: str) -> list[str]:
        own = f"/test_{Path(file).stem}.py::"
        return sorted(tests, key=lambda test: (own not in test, self.seconds.get(test, 0.0), test))


class _Watch:
    """Tells coverage.py which test is on, and times it by the processor."""

    def __init__(self, cover: coverage.Coverage) -> None:
        self.cover = cover
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """One test, from its fixtures on to their end."""
        self.cover.switch_context(item.nodeid)
        begun = time.process_time()
        answer = yield
        self.seconds[item.nodeid] = time.process_time() - begun
        self.cover.switch_context("")
        return answer


def reach(code: str, tests: Sequence[str]) -> Reach:
    """Run these tests, watching a folder of code: in a process of its own, that has imported nothing of it yet."""
    cover = coverage.Coverage(data_file=None, branch=True, source=[code], config_file=False)
    watch = _Watch(cover)
    cover.start()
    ended = pytest.main([*tests, *QUIET], plugins=[watch])
    cover.stop()
    if ended:
        raise RuntimeError(f"The tests of {code} fail by themselves.")
    files = _report(cover)["files"]
    return Reach(
        watch.seconds,
        {file: _tests_by_line(cover, file) for file in files},
        {file: (one["summary"]["covered_branches"], one["summary"]["num_branches"]) for file, one in files.items()},
        {file: [(start, end) for start, end in one["missing_branches"]] for file, one in files.items()},
    )


def _report(cover: coverage.Coverage) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "coverage.json")
        cover.json_report(outfile=str(written))
        return json.loads(written.read_text("utf-8"))


def _tests_by_line(cover: coverage.Coverage, file: str) -> dict[int, frozenset[str]]:
    found = cover.get_data().contexts_by_lineno(str(Path(file).resolve()))
    by_line = {line: frozenset(names) - {""} for line, names in found.items()}
    return by_line | {0: frozenset().union(*by_line.values())}
