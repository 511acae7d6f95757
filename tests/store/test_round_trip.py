"""What goes into the database comes out of it as it was."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import bare, changed, filled, finding, kind, moment, new, rows, step, sync, url
from tests.store.server import shared_server
from tracker.columns import TABS, Tab
from tracker.errors import StoreError
from tracker.model import Access, Change, Record, Severity, TabCount
from tracker.store import Store, open_store

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0@"), max_size=40)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 10**12),
    float: st.floats(0, 60),
    bool: st.booleans(),
    tuple[str, ...]: st.lists(TEXT, max_size=4).map(tuple),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    some = VALUES.get(kind(hint), st.dates())
    return some if hint is kind(hint) else st.none() | some


def records(tab: Tab) -> st.SearchStrategy[Record]:
    hints = get_type_hints(tab.record)
    return st.builds(tab.record, **{field.name: values(hints[field.name]) for field in fields(tab.record)})


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.name)
@pytest.mark.parametrize("build", [filled, bare])
def test_a_record_of_every_tab_comes_back_as_it_was(store: Store, tab: Tab, build: Any) -> None:
    record = build(tab)
    sync(store, [Change(tab.name, 0, None, record)])
    (held,) = store.world().tabs[tab.name]
    assert (held.entity, held.record, held.first_seen, held.stale) == (1, record, moment(0), {})
    assert [type(getattr(held.record, field.name)) for field in fields(tab.record)] == [
        type(getattr(record, field.name)) for field in fields(tab.record)
    ]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_any_record_comes_back_as_it_was(data: st.DataObject, shared: Store) -> None:
    changes = [Change(tab.name, 0, None, data.draw(records(tab))) for tab in TABS]
    sync(shared, changes)
    world = shared.world()
    assert [world.tabs[change.tab][-1].record for change in changes] == [change.after for change in changes]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    on_file = request.param == "sqlite"
    address = url(tmp_path_factory.mktemp("any") / "ew.db") if on_file else shared_server(pytestconfig).fresh()
    with open_store(address) as store:
        store.upgrade()
        yield store


def test_a_world_names_every_tab_also_those_without_records(store: Store) -> None:
    sync(store)
    assert store.world().tabs == {tab.name: () for tab in TABS}


def test_more_records_than_fit_in_one_portion_come_back_in_order_of_entity(store: Store) -> None:
    steps = [step(f"D-{number:05}") for number in range(5_001)]
    sync(store, new(*steps))
    held = store.world().tabs["steps"]
    assert [one.entity for one in held] == list(range(1, 5_002))
    assert [one.record for one in held] == steps


def test_stale_fields_come_back_with_the_moment_since_when(store: Store) -> None:
    stale = {"end": moment(-3), "*": moment(-1)}
    sync(store, [Change("steps", 0, None, step(), stale)])
    assert store.world().tabs["steps"][0].stale == stale


def test_a_snapshot_comes_back_in_utc_whatever_zone_it_was_given_in(store: Store) -> None:
    amsterdam = datetime(2026, 11, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    given_back = store.save(
        after=None, taken_at=amsterdam, source="bron", content="ab", counts={}, changes=[], findings=[]
    )
    assert store.snapshots() == (given_back,)
    assert store.snapshots()[0].taken_at == amsterdam
    assert store.snapshots()[0].taken_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.save(
            after=None,
            taken_at=moment(0).replace(tzinfo=None),
            source="",
            content="",
            counts={},
            changes=[],
            findings=[],
        )
    assert store.latest() is None


def test_the_counts_of_a_snapshot_come_back(store: Store) -> None:
    sync(store)
    assert store.counts() == {"steps": TabCount(read=3, stored=2, rejected=1)}


def test_a_finding_comes_back_as_a_place_and_its_words_are_nowhere_in_the_file(store: Store, address: str) -> None:
    sync(store, findings=[finding()])
    (kept,) = store.findings()
    assert (kept.code, kept.severity, kept.tab, kept.row, kept.column, kept.since) == (
        "date-doubtful",
        Severity.WARNING,
        "Stappen",
        14,
        "Einde",
        moment(0),
    )
    assert "zomergeheim" not in str(rows(address))


def test_an_address_that_was_not_hashed_is_refused_without_repeating_it(store: Store, address: str) -> None:
    open_address = Access(address="jo@voorbeeld.nl", role="partner")
    with pytest.raises(StoreError) as refused:
        sync(store, [Change("access", 0, None, open_address)])
    assert "voorbeeld" not in str(refused.value)
    assert "voorbeeld" not in str(rows(address))
    assert store.latest() is None


def test_a_stale_mark_alone_makes_a_new_version(store: Store) -> None:
    sync(store, new(step()))
    (held,) = store.world().tabs["steps"]
    sync(store, [changed(held, step(), {"hours": moment(1)})])
    assert [store.world(number).tabs["steps"][0].stale for number in (1, 2)] == [{}, {"hours": moment(1)}]


def test_of_the_tabs_that_are_wanted_everything_is_loaded_and_of_the_others_nothing(store: Store) -> None:
    sync(store, new(step()))
    sync(store, new(step("D-002")))
    assert store.world(tabs=("steps",)).tabs == {"steps": store.world().tabs["steps"]}
    assert [held.first_seen for held in store.world(2, ("steps",)).tabs["steps"]] == [moment(0), moment(1)]
