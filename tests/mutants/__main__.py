"""`python -m tests.mutants`: makes the rules wrong in one spot at a time, and says how often a test notices.

A seeded sample of each package; `--all` tries every mutant (hours), and a package named tries only that one.
"""

import argparse
import importlib
import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.operators import Mutant, mutants_of
from tests.mutants.reach import Reach, reach
from tests.mutants.trial import Trial, apart, survivors

SAMPLE, SEED = 150, 2035
BRANCHES_AT_LEAST = 0.95
BUDGET = 60.0
"""Seconds of the processor (watched) for the tests of one mutant; of a busy line the slowest tests are left out."""

OUTCOMES = ("killed", "survived", "no test")


@dataclass(frozen=True, slots=True)
class Package:
    """Code that is tried with its own tests: a folder, and the files of its tests without those of a part of it.

    `part` is the folder within that has a row of its own; `killed_at_least` is the share that a test has to notice.
    """

    code: str
    tests: str
    part: str | None = None
    killed_at_least: float = 0.90

    @property
    def files(self) -> list[str]:
        """The code, without that of the part."""
        return [str(file) for file in sorted(Path(self.code).rglob("*.py")) if self.part not in file.parts]

    @property
    def test_files(self) -> list[str]:
        """The tests, without those that are named for the part."""
        found = sorted(Path().glob(self.tests))
        return [str(file) for file in found if not (self.part and file.name.startswith(f"test_{self.part}"))]


PACKAGES = {
    "intake": Package("tracker/intake", "tests/intake/test_*.py"),
    "figures": Package("tracker/figures", "tests/figures/test_*.py", part="forecast"),
    "forecast": Package("tracker/figures/forecast", "tests/figures/test_forecast*.py", killed_at_least=0.50),
    "protection": Package("tracker/protection", "tests/protection/test_*.py"),
}
"""What is tried. In the forecast much is a number of a model that is drawn from: one more or less is within what it
does not know, and no test should see it. Whether it is honest is what `bench/forecast.py` measures."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the mutants of a package fared, how many there are in all, and its branches: taken, and in all."""

    package: str
    mutants: int
    outcomes: dict[str, int]
    taken: int
    branches: int

    @property
    def killed(self) -> float:
        """The share of the mutants tried that a test noticed."""
        return self.outcomes["killed"] / max(1, sum(self.outcomes.values()))

    @property
    def covered(self) -> float:
        """The share of the branches that the tests of the package take."""
        return self.taken / max(1, self.branches)

    @property
    def is_good(self) -> bool:
        """Whether enough is noticed, and enough is reached."""
        return self.killed >= PACKAGES[self.package].killed_at_least and self.covered >= BRANCHES_AT_LEAST


def main() -> int:
    """Try the mutants of each package. 0 where enough of them is noticed, else 1."""
    asked = _asked()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _preload()
    scores = [_score(name, asked) for name in asked.packages or PACKAGES]
    sys.stdout.write(f"{_table(scores, asked)}\n")
    return 0 if all(score.is_good for score in scores) else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("packages", nargs="*", choices=[*PACKAGES, []], metavar="package", help=", ".join(PACKAGES))
    parser.add_argument("--sample", type=int, default=SAMPLE, help=f"how many mutants a package ({SAMPLE})")
    parser.add_argument("--all", action="store_true", help="every mutant, which takes hours")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the sample ({SEED})")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once (2)")
    parser.add_argument("--branches", action="store_true", help="name the branches that no test takes, too")
    return parser.parse_args()


def _score(name: str, asked: argparse.Namespace) -> Score:
    """Sample, try, and count."""
    package = PACKAGES[name]
    files, tests = package.files, package.test_files
    reached = apart(reach, package.code, tests)
    mutants = [(file, mutant) for file in files for mutant in mutants_of(Path(file).read_text("utf-8"))]
    trials = [_trial(reached, file, one) for file, one in _sample(mutants, asked)]
    for file in files if asked.branches else ():
        for start, end in reached.missed[file]:
            _say(f"no test goes from {file}:{start} to line {abs(end)}")
    unreached = [trial for trial in trials if not trial.tests]
    for trial in unreached:
        _name("no test", trial)
    survived = 0
    for trial in survivors([trial for trial in trials if trial.tests], tests, asked.jobs):
        _name("survived", trial)
        survived += 1
    killed = len(trials) - len(unreached) - survived
    outcomes = dict(zip(OUTCOMES, (killed, survived, len(unreached)), strict=True))
    taken, branches = (sum(numbers) for numbers in zip(*(reached.branches[file] for file in files), strict=True))
    return Score(name, len(mutants), outcomes, taken, branches)


def _name(outcome: str, trial: Trial) -> None:
    one = trial.mutant
    _say(f"{outcome}: {trial.file}:{one.lines.start}: {one.was}  →  {one.becomes}")


def _sample(mutants: list[tuple[str, Mutant]], asked: argparse.Namespace) -> list[tuple[str, Mutant]]:
    if asked.all or asked.sample >= len(mutants):
        return mutants
    return random.Random(asked.seed).sample(mutants, asked.sample)


def _trial(reached: Reach, file: str, mutant: Mutant) -> Trial:
    """The tests for a mutant, as many of the soonest as fit in the budget."""
    places = mutant.lines, mutant.around
    sure = reached.of(file, *places)
    spent, chosen = 0.0, list[tuple[str, float]]()
    for test in sure or reached.at_import(file, *places):
        spent += reached.seconds[test]
        if chosen and spent > BUDGET:
            break
        chosen.append((test, reached.seconds[test]))
    return Trial(file, mutant, tuple(chosen), at_import=not sure)


def _table(scores: list[Score], asked: argparse.Namespace) -> str:
    head = "".join(f"{name:>10}" for name in OUTCOMES)
    rows = [f"{'package':12}{'mutants':>8}{'tried':>7}{head}{'killed':>9}{'branches':>10}"]
    for score in scores:
        counts = "".join(f"{score.outcomes[name]:>10}" for name in OUTCOMES)
        tried, least = sum(score.outcomes.values()), PACKAGES[score.package].killed_at_least
        verdict = "" if score.is_good else f"   too few: {least:.0%} and {BRANCHES_AT_LEAST:.0%} are wanted"
        rows.append(
            f"{score.package:12}{score.mutants:>8}{tried:>7}{counts}{score.killed:>9.1%}{score.covered:>10.1%}{verdict}"
        )
    return "\n".join([*rows, f"Seed {asked.seed}."])


def _preload() -> None:
    """Import what every trial needs, once: the libraries, and nothing of ours."""
    for name in ("hypothesis", "numpy", "scipy.optimize", "scipy.special", "rapidfuzz", "phonenumbers", "stdnum"):
        importlib.import_module(name)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
