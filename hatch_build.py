"""Notes in what is built from which commit it was made, so that `ew --version` can tell."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WHERE = {"wheel": "tracker/commit.txt", "sdist": "commit.txt"}
"""Where the note stands in each kind of file that we build."""


class Commit(BuildHookInterface[Any]):
    """A clone asks git; what was unpacked from an sdist has the note already; else there is none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the note among what is built."""
        if version == "editable":
            return  # A clone changes after it was installed, so it asks git each time.
        noted = self._commit()
        if noted:
            note = Path(tempfile.mkdtemp(prefix="ew-commit-")) / "commit.txt"
            note.write_text(noted + "\n", encoding="ascii")
            build_data["force_include"][str(note)] = _WHERE[self.target_name]

    def _commit(self) -> str | None:
        sys.path.insert(0, self.root)
        try:
            from tracker.built import commit

            return commit()
        finally:
            sys.path.remove(self.root)
