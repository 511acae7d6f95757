"""What an older value is kept of, and findings that are kept as they were, on either kind of database."""

from tests.store.samples import changed, finding, moment, new, step, sync
from tracker.store import Stale, Store


def test_the_store_tells_how_many_records_are_stale_and_since_when(store: Store) -> None:
    sync(store, new(step(), step("D-002"), step("D-003")))
    first, second, _ = store.world().tabs["steps"]
    sync(store, [changed(first, step(hours=8), {"end": moment(1)})])
    sync(store, [changed(second, step("D-002", hours=8), {"*": moment(2)})])
    assert store.stale(1) == Stale(records=0, since=None)
    assert store.stale(2) == Stale(records=1, since=moment(1))
    assert store.stale() == store.stale(3) == Stale(records=2, since=moment(1))


def test_a_record_that_is_good_again_is_not_stale(store: Store) -> None:
    sync(store, new(step()))
    (held,) = store.world().tabs["steps"]
    sync(store, [changed(held, step(), {"end": moment(1)})])
    sync(store, [changed(held, step())])
    assert store.stale().records == 0
    assert store.stale(2).records == 1


def test_findings_of_an_earlier_snapshot_are_kept_as_they_were(store: Store) -> None:
    sync(store, new(step()), [finding(), finding("date-in-future", 15)])
    known = store.findings()
    sync(store, new(step("D-002")), known)  # type: ignore[arg-type]
    assert store.findings() == known
    assert {one.since for one in store.findings()} == {moment(0)}
