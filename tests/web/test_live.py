"""The live edition: drawn once for all processes, in nobody's way, and true in what it says of itself."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.store.samples import ROOT
from tracker import actions
from tracker.actions.visitor import Role
from tracker.errors import StoreError
from tracker.model import Change, Participant, Partner, Record
from tracker.store import Store, open_store
from tracker.store.erasing import Erasure, erase
from tracker.store.live import kept_live, kept_mark
from tracker.web.beside import DrawingFailedError, draw_beside
from tracker.web.live import BEING_MADE, NOT_MADE, LiveEdition
from tracker.wording import today_at

from .people import KEYS, START, House
from .programme import SAMPLE_NOW, Programme, copy_of

TODAY = today_at(START)
ERASURE = Erasure(seals={"D-001": "ab" * 32}, on=TODAY)


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Programme:
    """A copy of the programme of this test's own, of which nothing live was drawn yet."""
    programme = copy_of(sample, tmp_path)
    with programme.house.store() as store:
        store.remember("live_mark", "")
        store.remember("live", "")
    return programme


@dataclass
class Drawing:
    """Draws as it is, in this process; counts, and lasts until it may go on."""

    store: Callable[[], Store]
    goes_on: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    times: int = 0

    def __call__(self, now: datetime) -> None:
        """Draw."""
        self.times += 1
        self.begun.set()
        assert self.goes_on.wait(60)
        with self.store() as store:
            actions.draw_live(store, data_key=KEYS.data, now=now, trim=str)


@dataclass
class Worker:
    """A process with pages of its own: what it shows, and how it draws."""

    live: LiveEdition
    drawing: Drawing
    store: Callable[[], Store]

    def shown(self) -> tuple[int, str]:
        """How many partners there are, and what is said about newer figures."""
        with self.store() as store:
            shown = self.live(store)
        return len(shown.edition.partners), shown.newer


def worker(house: House, *, quick: bool = True) -> Worker:
    """One of the processes that serve a database."""

    def opened() -> Store:
        return open_store(f"sqlite:///{house.path}")

    @contextmanager
    def store() -> Iterator[Store]:
        with opened() as one:
            yield one

    drawing = Drawing(opened)
    if quick:
        drawing.goes_on.set()
    return Worker(LiveEdition(store, lambda: START, drawing), drawing, opened)


def join_drawings() -> None:
    """Wait for every drawing that goes on beside."""
    for thread in threading.enumerate():
        if thread.name == "live":
            thread.join(60)


def sync(house: House, *found: tuple[str, Record]) -> None:
    """A sync that found something new: each with its tab."""
    with house.store() as store:
        newest = store.latest()
        assert newest is not None
        store.save(
            after=newest.number,
            taken_at=newest.taken_at + timedelta(minutes=1),
            source=newest.source,
            content="abcd",
            counts={},
            changes=[Change(tab, 0, None, record) for tab, record in found],
            findings=[],
        )


PARTNER = ("partners", Partner(name="Stichting Nieuw Erbij", joined_on=TODAY))
PERSON = ("participants", Participant(code="D-001", registered_on=TODAY))


# --- Once ------------------------------------------------------------------------------------------------------------


def test_workers_that_want_it_at_once_draw_it_once(house: House) -> None:
    workers = [worker(house) for _ in range(3)]
    threads = [threading.Thread(target=one.live.renew) for one in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.drawing.times for one in workers) == 1
    assert len({one.shown() for one in workers}) == 1


def test_it_counts_what_was_known_at_the_last_sync_and_says_until_when_that_is_so(own: Programme) -> None:
    with own.house.store() as store:
        exact, _ = actions.live_edition(store, actions.Asked(), data_key=KEYS.data, now=SAMPLE_NOW)
        actions.draw_live(store, data_key=KEYS.data, now=SAMPLE_NOW, trim=str)
        live = kept_live(store)
        assert live is not None
        assert actions.as_known(store, live) == exact


def test_another_day_another_sync_and_somebody_erased_ask_for_another_drawing(house: House) -> None:
    with house.store() as store:
        marks = [actions.live_mark(store, TODAY), actions.live_mark(store, TODAY + timedelta(days=1))]
        sync(house, PARTNER)
        marks.append(actions.live_mark(store, TODAY))
        erase(store, ERASURE)
        marks.append(actions.live_mark(store, TODAY))
    assert len(set(marks)) == len(marks)


# --- In nobody's way -------------------------------------------------------------------------------------------------


def test_after_a_sync_the_page_comes_at_once_and_says_so_until_the_new_figures_are_drawn(house: House) -> None:
    one = worker(house)
    partners, newer = one.shown()
    assert newer == ""
    sync(house, PARTNER)
    one.drawing.goes_on.clear()
    assert [one.shown() for _ in range(3)] == [(partners, BEING_MADE)] * 3
    one.drawing.goes_on.set()
    join_drawings()
    assert one.shown() == (partners + 1, "")
    assert one.drawing.times == 2


def test_when_there_is_nothing_to_show_two_wait_and_the_third_hears_so_at_once(house: House) -> None:
    one = worker(house, quick=False)
    found: list[tuple[int, str] | StoreError] = []

    def ask() -> None:
        try:
            found.append(one.shown())
        except StoreError as error:
            found.append(error)
            one.drawing.goes_on.set()

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    refused, *shown = found
    assert str(refused).startswith("Wij maken de cijfers nu.")
    assert shown == [one.shown()] * 2
    assert one.drawing.times == 1


def test_a_drawing_that_fails_leaves_the_figures_of_before_and_says_that_it_does_not_work(house: House) -> None:
    one = worker(house)
    partners, _ = one.shown()

    def fails(_: datetime) -> None:
        raise DrawingFailedError("ValueError in forecast:12")

    sync(house, PARTNER)
    broken = LiveEdition(one.store, lambda: START, fails)
    with one.store() as store:
        assert broken(store).newer == BEING_MADE
        join_drawings()
        assert (len(broken(store).edition.partners), broken(store).newer) == (partners, NOT_MADE)
        join_drawings()


def test_without_any_figures_a_drawing_that_fails_ends_in_words(house: House) -> None:
    def fails(_: datetime) -> None:
        raise DrawingFailedError("status -9")

    broken = LiveEdition(house.store, lambda: START, fails)
    with house.store() as store, pytest.raises(StoreError, match="lukt nu niet"):
        broken(store)


# --- Who was erased --------------------------------------------------------------------------------------------------


def test_who_is_erased_is_in_no_live_edition_that_anybody_gets_after_that(house: House) -> None:
    sync(house, PERSON)
    one = worker(house)
    one.shown()
    with house.store() as store:
        assert erase(store, ERASURE) == 1
    one.drawing.goes_on.clear()
    one.drawing.begun.clear()
    waits = threading.Thread(target=one.shown)
    waits.start()
    assert one.drawing.begun.wait(60), "nothing that was drawn before may be shown"
    one.drawing.goes_on.set()
    waits.join()


def test_a_drawing_during_which_somebody_is_erased_is_done_again(house: House) -> None:
    sync(house, PERSON)
    erased: list[int] = []
    with house.store() as store:

        def trim(chart: str) -> str:
            if not erased:
                erased.append(erase(store, ERASURE))
            return chart

        actions.draw_live(store, data_key=KEYS.data, now=START, trim=trim)
        assert erased == [1]
        assert kept_mark(store) == actions.live_mark(store, TODAY)


# --- In a process of its own -----------------------------------------------------------------------------------------


def test_a_process_of_its_own_draws_it_without_what_the_style_sheet_says_already(own: Programme) -> None:
    draw_beside(own.settings.database_url, KEYS.data, SAMPLE_NOW)
    with own.house.store() as store:
        live = kept_live(store)
        assert live is not None
        assert live.mark == actions.live_mark(store, today_at(SAMPLE_NOW))
        full = actions.charts(live.edition)
    assert live.charts.keys() == full.keys()
    assert sum(map(len, live.charts.values())) < sum(map(len, full.values()))


def test_a_process_that_cannot_draw_says_what_kind_of_error_it_was_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(DrawingFailedError, match=r"^\w+Error in [\w<>]+:\d+$"):
        draw_beside(f"sqlite:///{tmp_path / 'leeg.db'}", KEYS.data, SAMPLE_NOW)


def test_a_drawing_ends_with_the_process_that_asked_for_it(own: Programme) -> None:
    order = {"database_url": own.settings.database_url, "data_key": KEYS.data.hex(), "now": SAMPLE_NOW.isoformat()}
    done = subprocess.run(
        [sys.executable, "-m", "tracker.web.beside"], input=json.dumps(order) + "\n", text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 1
    with own.house.store() as store:
        assert kept_live(store) is None


# --- On the pages ----------------------------------------------------------------------------------------------------


def test_when_update_now_says_that_it_is_done_the_live_edition_is_the_new_one(own: Programme) -> None:
    client = own.browser(Role.PROJECT_LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.post()
    assert "Er was niets veranderd." in client.get("/kwaliteit").text
    with own.house.store() as store:
        assert kept_mark(store) == actions.live_mark(store, today_at(SAMPLE_NOW))
    page = client.get("/").text
    assert "Dit is de stand op" in page
    assert BEING_MADE not in page


def test_a_page_with_figures_of_before_says_that_newer_ones_are_being_made(own: Programme) -> None:
    client = own.browser(Role.PROJECT_LEADER)
    before = client.get("/").text
    sync(own.house, PARTNER)
    page = client.get("/").text
    join_drawings()
    after = client.get("/").text
    assert BEING_MADE not in before
    assert BEING_MADE in page
    assert BEING_MADE not in after
