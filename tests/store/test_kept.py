"""A database that stays open between requests is the right one every time."""

import os
from pathlib import Path

from tests.store.samples import new, step, sync, url
from tracker.store import open_store
from tracker.store.erasing import sweep
from tracker.store.kept import KeptStore


def _made(path: Path, syncs: int = 1) -> Path:
    with open_store(url(path)) as store:
        store.upgrade()
        for number in range(syncs):
            sync(store, new(step(f"D-{number:03}")))
    return path


def _newest(kept: KeptStore) -> int | None:
    with kept() as store:
        latest = store.latest()
    return latest.number if latest else None


def test_it_is_opened_once_and_sees_what_others_write(tmp_path: Path) -> None:
    path = _made(tmp_path / "ew.db")
    kept = KeptStore(url(path))
    with kept() as first:
        pass
    with open_store(url(path)) as other:
        sync(other, new(step("D-100")))
    with kept() as again:
        latest = again.latest()
    assert again is first
    assert latest is not None
    assert latest.number == 2


def test_a_file_that_was_replaced_is_opened_anew(tmp_path: Path) -> None:
    kept = KeptStore(url(_made(tmp_path / "ew.db")))
    assert _newest(kept) == 1
    _made(tmp_path / "other.db", syncs=3).replace(tmp_path / "ew.db")
    for end in ("-wal", "-shm"):
        (tmp_path / f"ew.db{end}").unlink(missing_ok=True)
    assert _newest(kept) == 3


def test_a_forked_process_opens_its_own(tmp_path: Path) -> None:
    kept = KeptStore(url(_made(tmp_path / "ew.db")))
    with kept() as store:
        child = os.fork()
        if child == 0:  # pragma: no cover - what happens in the child is told by how it ends.
            with kept() as own:
                os._exit(0 if own is not store and own.latest() is not None else 1)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert _newest(kept) == 1


def test_what_was_erased_can_be_swept_from_the_file_while_pages_have_it_open(tmp_path: Path) -> None:
    path = _made(tmp_path / "ew.db")
    kept = KeptStore(url(path))
    _newest(kept)
    with open_store(url(path)) as other:
        sweep(other)
        assert (tmp_path / "ew.db-wal").stat().st_size < 100_000
    assert _newest(kept) == 1
