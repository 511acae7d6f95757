"""`python -m tests.prepare`: installs the browser for the tests where this machine allows it, and else says how.

Nothing is done when it is there already, so a second run works at once and without a network.
"""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Install Chromium by apt for root; the tests that need it are skipped with a reason where that cannot be."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        _say("Installing Chromium for the browser tests (once) …")
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
                break
        else:
            return
    _say(
        "There is no Chromium here, so the browser tests are skipped. "
        "To run them too: install Chromium (Debian, Ubuntu: sudo apt-get install chromium)."
    )


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main()
