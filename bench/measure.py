"""Processor time of whole commands and of functions: medians of several runs, as ratios in a Markdown table."""

import os
import resource
import statistics
import subprocess
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


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _taken(seconds: Sequence[float]) -> Taken:
    return Taken(statistics.median(seconds), min(seconds), max(seconds))


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
