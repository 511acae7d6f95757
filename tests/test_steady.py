"""A process that reads a sheet all day long lets go of all that it opens, and stores no more than what changed."""

from pathlib import Path

from bench.steady import compact_size, run, versions

SYNCS = 60


def test_many_syncs_with_edits_and_faults_leave_only_what_history_needs(tmp_path: Path) -> None:
    done = run(tmp_path, SYNCS, looks=3)
    assert {"stored", "refused", "held"} <= done.ends.keys(), "nothing is shown when every save was a good one"
    assert done.versions > SYNCS
    assert versions(tmp_path / "ew.db") == done.versions
    early, *_, late = done.held
    assert late.files == early.files
    size = (tmp_path / "ew.db").stat().st_size
    assert size <= 1.5 * compact_size(tmp_path / "ew.db")
    assert not list(tmp_path.glob("*.half")), "a file that was begun is finished or taken away"
    assert not list(tmp_path.glob("*-wal")), "the log is taken up when the database is closed"
