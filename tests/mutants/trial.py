"""One mutant on trial: the tests that reach it are run with it in the place of the code, until one fails.

There are two ways. The quick one: all tests are collected once, and each mutant gets a fork in which the functions
that it changes are swapped. What is made at import (a table, a number with a name) stays as it was there, so a mutant
of that is put in the place of its module, from before anything imports it.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import connection, get_context
from typing import Any, TypeVar

import pytest

from tests.mutants.operators import Mutant
from tests.mutants.reach import QUIET
from tests.mutants.swap import InItsPlace, swap

T = TypeVar("T")

SURVIVED, KILLED, NOT_HERE, ENDLESS = 0, 1, 3, 9
"""How a trial may end: `NOT_HERE` when there is no function to swap. Any other end is that of a mutant noticed."""

MEMORY = 4 * 1024**3
"""Bytes that a trial may take: a mutant can make a list that never ends."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant, the file that it is of, and the tests to run with it, each with the seconds it takes without.

    `at_import` when its spot is run by importing the module, and by no test after that.
    """

    file: str
    mutant: Mutant
    tests: tuple[tuple[str, float], ...]
    at_import: bool = False


def survivors(trials: Iterable[Trial], tests: Sequence[str], jobs: int) -> Iterator[Trial]:
    """The trials in which no test failed; `tests` are the files of all their tests, `jobs` is how many run at once."""
    by_way: dict[bool, list[Trial]] = {True: [], False: []}
    for trial in trials:
        by_way[trial.at_import].append(trial)
    for trial, ended in apart(_quickly, by_way[False], tests, jobs):
        if ended == NOT_HERE:
            by_way[True].append(trial)
        elif ended == SURVIVED:
            yield trial
    for trial, ended in _all_of(by_way[True], _in_its_place, jobs):
        if ended == SURVIVED:
            yield trial


def apart(function: Callable[..., T], *arguments: Any) -> T:
    """A function in a process of its own: nothing of ours may be imported where trials begin."""
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(function, *arguments).result()


def _all_of(trials: list[Trial], run: Callable[[Trial], None], jobs: int) -> Iterator[tuple[Trial, int]]:
    """Each trial in a fork, a few at once, and how it ended."""
    waiting, running = trials[::-1], dict[Any, tuple[Any, Trial]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            process = get_context("fork").Process(target=_alone, args=(run, waiting[-1]))
            process.start()
            running[process.sentinel] = (process, waiting.pop())
        for sentinel in connection.wait(list(running)):
            process, trial = running.pop(sentinel)
            process.join()
            yield trial, process.exitcode


def _alone(run: Callable[[Trial], None], trial: Trial) -> None:
    """Silent, and with an end to what it may take: of the processor, so that a busy computer changes nothing."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    whole = 60 + int(10 * sum(seconds for _, seconds in trial.tests))
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole))
    try:
        run(trial)
    finally:
        os._exit(KILLED)


def _quickly(trials: list[Trial], tests: Sequence[str], jobs: int) -> list[tuple[Trial, int]]:
    """How each trial ends when functions are swapped in a session that has collected everything."""
    court = _Court(trials, jobs)
    pytest.main([*tests, "-s", *QUIET], plugins=[_Profile(), court])
    return court.ended


def _in_its_place(trial: Trial) -> None:
    sys.meta_path.insert(0, InItsPlace(trial.file, trial.mutant.number))
    files = sorted({test.split("::")[0] for test, _ in trial.tests})
    ended = pytest.main([*files, "-s", *QUIET], plugins=[_Profile(), _Single(trial)])
    os._exit(SURVIVED if ended == pytest.ExitCode.OK else KILLED)


class _Profile:
    """A test that fails has said enough: hypothesis need not look for a smaller example."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """After the profile of the house."""
        from hypothesis import Phase, settings

        settings.register_profile("mutants", settings(), database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutants")


class _Court:
    """Instead of running the tests of a session: every trial in a fork of it."""

    def __init__(self, trials: list[Trial], jobs: int) -> None:
        self.trials, self.jobs, self.ended = trials, jobs, list[tuple[Trial, int]]()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All trials, in the session that was collected."""

        def run(trial: Trial) -> None:
            if not swap(trial.file, trial.mutant.number):
                os._exit(NOT_HERE)
            _try(session, trial)

        self.ended = list(_all_of(self.trials, run, self.jobs))
        return True


class _Single:
    """Instead of running the tests of a session: those of one trial."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The one trial."""
        _try(session, self.trial)
        return True


def _try(session: pytest.Session, trial: Trial) -> None:
    """Run the tests of a trial, soonest done first, and end the process with how it went."""
    if session.testsfailed:
        os._exit(KILLED)
    by_name = {item.nodeid: item for item in session.items}
    chosen = [(by_name[test], seconds) for test, seconds in trial.tests if test in by_name]
    signal.signal(signal.SIGPROF, lambda *_: os._exit(ENDLESS))
    for at, (item, seconds) in enumerate(chosen):
        following = chosen[at + 1][0] if at + 1 < len(chosen) else None
        signal.setitimer(signal.ITIMER_PROF, 3 + 6 * seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            os._exit(KILLED)
    os._exit(SURVIVED)
