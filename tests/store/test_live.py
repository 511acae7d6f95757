"""The live edition that is kept: one at a time, for every process, and never with somebody in it who was erased."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.editions.builders import RICH
from tests.store.samples import new, step, sync, url
from tests.store.test_erasing import CANARY, ON, SEALS
from tracker.store import Store, TurnTaken, open_store
from tracker.store.erasing import Erasure, erase, sweep
from tracker.store.live import Live, keep_live, kept_live, kept_mark

LIVE = Live("2026-11-01 1", RICH, {"road": "<svg>1 & 2</svg>"})
NEXT = replace(LIVE, mark="2026-11-01 2")


def test_there_is_one_at_a_time_and_it_comes_back_as_it_was_kept(store: Store) -> None:
    assert (kept_mark(store), kept_live(store)) == (None, None)
    for live in (LIVE, NEXT):
        assert keep_live(store, live, erased=0)
        assert (kept_mark(store), kept_live(store)) == (live.mark, live)


def test_erasing_somebody_takes_it_out_at_once(store: Store) -> None:
    sync(store, new(step(CANARY)))
    keep_live(store, LIVE, erased=0)
    erase(store, Erasure(seals=SEALS, on=ON))
    assert (kept_mark(store), kept_live(store)) == (None, None)


def test_one_that_was_begun_before_somebody_was_erased_is_not_kept(store: Store) -> None:
    sync(store, new(step(CANARY)))
    erase(store, Erasure(seals=SEALS, on=ON))
    assert not keep_live(store, LIVE, erased=0)
    assert kept_live(store) is None
    assert keep_live(store, LIVE, erased=1)


def test_nothing_of_it_is_left_in_the_file_after_erasing(path: Path) -> None:
    with open_store(url(path)) as store:
        sync(store, new(step(CANARY)))
        keep_live(store, replace(LIVE, charts={"road": "only-of-the-live-one"}), erased=0)
        assert b"only-of-the-live-one" in bytes_beside(path)
        erase(store, Erasure(seals=SEALS, on=ON))
        sweep(store)
    assert b"only-of-the-live-one" not in bytes_beside(path)


def bytes_beside(path: Path) -> bytes:
    """Everything in the file of a database and those beside it."""
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def test_one_that_another_version_of_the_program_kept_is_none(store: Store) -> None:
    keep_live(store, LIVE, erased=0)
    store.remember("live", '{"mark": "2026-11-01 1", "edition": {}}')
    assert kept_live(store) is None


def test_drawing_has_a_turn_of_its_own_and_holds_up_no_sync(address: str) -> None:
    with open_store(address) as one, open_store(address, patience=0.05) as other, one.turn(what="live"):
        with pytest.raises(TurnTaken), other.turn(what="live"):
            pass
        with other.turn():
            assert sync(other).number == 1
