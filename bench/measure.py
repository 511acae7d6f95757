"""Processor time of whole commands and of functions: medians of several runs, as ratios in a Markdown table."""

import math
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

RUNS = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of processor time over several runs."""

    median: float
    least: float
    most: float


def command(words: Sequence[str], environment: Mapping[str, str], before: Callable[[], None] = lambda: None) -> Taken:
    """What a whole command takes, its children included, after one run that does not count."""
    seconds = []
    for run in range(RUNS + 1):
        before()
        begun = _children()
        subprocess.run(list(words), env={**os.environ, **environment}, capture_output=True, check=True)
        if run:
            seconds.append(_children() - begun)
    return _taken(seconds)


def function(work: Callable[[], object], runs: int = RUNS) -> Taken:
    """What a function takes in this process."""
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return _taken(seconds)


@dataclass(frozen=True, slots=True)
class Used:
    """What one process took: seconds of processor time, seconds by the clock, and megabytes at its most."""

    seconds: float
    clock: float
    megabytes: float


class TooLong(Exception):
    """A process asked for more processor time than it was given."""


_LOOKER_ON = """
import os, resource, sys
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
code = os.waitstatus_to_exitcode(status)
sys.stderr.write(f"\\n{code} {used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
"""
"""A process as small as can be that starts another one: the memory of who starts a process counts as that of both."""


def child(words: Sequence[str], environment: Mapping[str, str], *, limit: int = 0, fine: Sequence[int] = (0,)) -> Used:
    """Run a command once, and tell what it took. It may end with one of the codes in `fine`, else RuntimeError.

    Raises TooLong when it asks for more than `limit` seconds of processor time; 0 is no limit.
    """
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _LOOKER_ON, str(limit), *words],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    clock = time.perf_counter() - begun
    said, _, used = done.stderr.rpartition("\n")
    code, seconds, megabytes = map(float, used.split())
    if limit and (code == -signal.SIGXCPU or (code == -signal.SIGKILL and seconds >= limit - 1)):
        raise TooLong(f"more than {limit:,}")
    if code not in fine:
        raise RuntimeError(f"{words[-2:]} ended with {code:.0f}: {said[-500:]}")
    return Used(seconds, clock, megabytes)


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The power of the size with which an amount grows: the slope of a line through the logarithms of the points.

    1 is in proportion, 2 is with the square. `points` are pairs of size and amount; None when there are fewer than two.
    """
    if len(points) < 2:
        return None
    sizes, amounts = ([math.log(value) for value in values] for values in zip(*points, strict=True))
    return statistics.linear_regression(sizes, amounts).slope


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _taken(seconds: Sequence[float]) -> Taken:
    return Taken(statistics.median(seconds), min(seconds), max(seconds))


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
