"""Ctrl-C ends `ew` with 130 and one sentence, at whatever moment it comes; Python's own start is before our first line.

The moment is a number of calls and not a time, so that a slow machine sees the same.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.ctrl_c import SAYS
from tests.conftest import SAMPLE, Run

pytestmark = pytest.mark.usefixtures("ctrl_c")

_WATCHED = """
import os, signal, sys
moment, listens, seen = int(sys.argv.pop(1)), False, 0

def watch(frame, event, what):
    global listens, seen
    if listens:
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGINT)
    elif frame.f_code.co_name == "listen" and event == "return":
        listens = True

from cli.main import main
sys.setprofile(watch)
try:
    main()
finally:
    sys.setprofile(None)
    if not moment:
        print(seen)
"""


def _python(script: str, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], capture_output=True, text=True, check=False, timeout=120
    )


def _is_stopped(done: subprocess.CompletedProcess[str]) -> bool:
    assert "Traceback" not in done.stderr, done.stderr
    assert "Exception" not in done.stderr, done.stderr
    return done.returncode == 130 and done.stderr.strip() == SAYS


@pytest.mark.parametrize("words", [("--help",), ("stand",), ("controle", SAMPLE)], ids=lambda words: words[0])
def test_ctrl_c_at_any_moment_of_a_command_ends_it_in_one_sentence(ew: Run, words: tuple[object, ...]) -> None:
    ew("sync", SAMPLE)
    whole = _python(_WATCHED, 0, *words)
    last = int(whole.stdout.splitlines()[-1])
    assert last > 10_000
    for moment in (1, 100, *(last * part // 5 for part in range(1, 5)), last - 5):
        assert _is_stopped(_python(_WATCHED, moment, *words)), moment


_WITHIN = """
import os, signal, sys
from cli.ctrl_c import CtrlC
ctrl_c = CtrlC()
ctrl_c.listen()

class Cleared:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)

{then}
"""


def test_ctrl_c_is_not_lost_while_python_clears_something_away() -> None:
    assert _is_stopped(_python(_WITHIN.format(then="with ctrl_c:\n    Cleared()\n    print('goes on')")))


def test_a_second_ctrl_c_does_not_wait_for_the_tidying_up() -> None:
    again = "try:\n    with ctrl_c:\n        signal.raise_signal(2)\nfinally:\n    signal.raise_signal(2)"
    assert _is_stopped(_python(_WITHIN.format(then=again)))


def test_ctrl_c_after_the_answer_ends_without_a_traceback() -> None:
    script = """
import atexit, signal
from cli.main import main
atexit.register(signal.raise_signal, signal.SIGINT)
main()
"""
    done = _python(script, "--version")
    assert done.stdout.startswith("ew ")
    assert _is_stopped(done)


def test_a_library_that_makes_a_fault_of_ctrl_c_is_not_believed() -> None:
    script = """
import signal, sys
from cli.main import main

class Fragile:
    def find_spec(self, name, *rest):
        if name == "sqlalchemy":
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                raise SystemError("initialization failed") from None

sys.meta_path.insert(0, Fragile())
main()
"""
    assert _is_stopped(_python(script, "stand"))


def test_a_library_that_runs_text_does_not_change_the_exit_code(tmp_path: Path) -> None:
    script = """
import signal, sys
from cli.main import main

class Made:
    def find_spec(self, name, *rest):
        if name == "sqlalchemy":
            exec("signal.raise_signal(signal.SIGINT)")

sys.meta_path.insert(0, Made())
main()
"""
    (tmp_path / "as_module.py").write_text(script, encoding="utf-8")
    words = [sys.executable, "-m", "as_module", "stand"]
    assert _is_stopped(subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False))


def test_where_ctrl_c_does_not_count_it_stays_so() -> None:
    script = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
import cli.commands
from cli.main import main
signal.raise_signal(signal.SIGINT)
main()
"""
    done = _python(script, "--version")
    assert (done.returncode, done.stderr) == (0, "")
