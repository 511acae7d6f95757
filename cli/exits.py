"""The exit codes, by name."""

DONE = 0
FAULTS_OR_HELD = 1
"""Only `controle` and `sync`: there are findings of severity fout, or the sync waits."""
CANNOT_RUN = 2
INTERRUPTED = 130
