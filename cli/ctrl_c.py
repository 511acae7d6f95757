"""What Ctrl-C does, from the first moment of `ew` to its last: an end in one sentence, and never a traceback.

Python answers Ctrl-C with a traceback until somebody says otherwise, so this loads before anything of weight does.
"""

import os
import signal
import sys

from cli.exits import INTERRUPTED

SAYS = "Gestopt. Wat al bewaard was, is er nog; er is niets half bewaard."


class CtrlC:
    """Answers Ctrl-C. Inside `with`, the first one lets the command tidy up; at any other moment it ends at once.

    Ending at once is safe at every moment: a sync is one transaction, and a file gets its name when it is whole.
    """

    def __init__(self) -> None:
        self.asked = False
        self._tidies = False

    def listen(self) -> None:
        """Answer from here on. Where the program was started so that Ctrl-C does not count, that stays so."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._answer)
            sys.unraisablehook = self._dropped

    def __enter__(self) -> None:
        self._tidies = True

    def __exit__(self, *raised: object) -> None:
        self._tidies = False

    def _answer(self, number: int, frame: object) -> None:
        self.asked = True
        if not self._tidies:
            _end()
        self._tidies = False
        raise KeyboardInterrupt

    def _dropped(self, told: "sys.UnraisableHookArgs") -> None:
        """Python drops what is raised while it clears something away; a Ctrl-C must not get lost there."""
        if issubclass(told.exc_type, KeyboardInterrupt):
            _end()
        sys.__unraisablehook__(told)


def _end() -> None:
    """End at once. The sentence goes past Python's own buffer, which may be in the middle of something."""
    os.write(2, f"\n{SAYS}\n".encode())
    os._exit(INTERRUPTED)
