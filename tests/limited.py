"""`python -m tests.limited FOLDER`: reads every workbook in a folder as a sync would, each in a process of its own.

The operating system ends a process that takes more processor time or memory than a sheet may ask. A line of JSON comes
out for each file: its name, and how it ended.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.builders import rules
from tracker.errors import TrackerError
from tracker.intake.read import read_sheet
from tracker.sheet.workbook import Workbook

SECONDS = 10
"""Of processor time for one file."""
MEMORY = 500 * 2**20
"""Bytes above what the interpreter takes."""
_PAGE = resource.getpagesize()


def limited(work: Callable[[], str], seconds: int = SECONDS, memory: int = MEMORY) -> str:
    """What `work` answers in a process with these limits; else why it did not."""
    answer, question = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(answer)
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - whatever escapes is what this is here to see.
            said = f"traceback: {type(error).__name__}"
        os.write(question, said.encode())
        os._exit(0)
    os.close(question)
    with os.fdopen(answer, "rb") as stream:
        said = stream.read().decode()
    _, status = os.waitpid(child, 0)
    return said or f"ended by the system: {os.waitstatus_to_exitcode(status)}"


def outcome(path: Path) -> str:
    """`reading` or `error`; anything else says what is wrong with how the file was read."""
    try:
        reading = Workbook(path).read()
        found = read_sheet(reading, rules())
    except TrackerError as error:
        whole = all(text.endswith((".", "?")) and "\n" not in text for text in (error.what, error.advice))
        bare = error.__cause__ is None and (error.__context__ is None or error.__suppress_context__)
        return "error" if whole and bare else f"no two sentences: {error}"
    for name, tab in found.tabs.items():
        rows, count = sum(len(one.rows) for one in reading.tabs if one.tab == name), tab.count
        if not rows == count.read == count.stored + count.rejected + count.set_aside:
            return f"{name}: {rows} rows, and {count}"
    silent = [one.code for one in found.findings if not (one.message and one.advice)]
    return f"nothing said by {silent}" if silent else "reading"


def main(folder: Path) -> None:
    """Read every file, and tell how each ended."""
    for path in sorted(folder.iterdir()):
        sys.stdout.write(f"{json.dumps([path.name, limited(partial(outcome, path))])}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
