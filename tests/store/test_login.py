"""Logging in on both kinds of database: what works once works once, however many try it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.store.samples import moment, sync
from tracker.model import Access, Change
from tracker.store import Note, Store, open_store
from tracker.store.login import MOST_TRIES, Limit, LoginRequest, SecondFactor, Session

WHO, OTHER = "a" * 64, "b" * 64
NOW = moment(0)
NOTE = Note(at=NOW, role="partner", who=WHO, what="ingelogd")
LIMIT = Limit(kind="mail", who=WHO, most=3, within=timedelta(minutes=30))


def request(link: str = "link", browser: str = "browser", code: str = "code", who: str = WHO) -> LoginRequest:
    """A mail that was asked for, that works for half an hour."""
    return LoginRequest(link=link, address=who, ends_at=NOW + timedelta(minutes=30), code=code, browser=browser)


def session(name: str = "session", who: str = WHO) -> Session:
    """Someone who is logged in for a partner."""
    return Session(
        id=name, address=who, role="partner", partner="Zorg", grant=None, began_at=NOW, seen_at=NOW, proved_at=NOW
    )


@pytest.fixture
def known(store: Store) -> Store:
    """A database in which one address may log in."""
    sync(store, [Change("access", 0, None, Access(address=WHO, role="partner", partner="Zorg"))])
    return store


def test_a_link_that_many_use_at_once_lets_one_in(address: str, known: Store) -> None:
    known.logins.ask(request(), (), NOW)

    def use(_: int) -> str | None:
        with open_store(address) as mine:
            return mine.logins.by_link("link", "browser", NOW)

    with ThreadPoolExecutor(6) as crowd:
        assert sorted(crowd.map(use, range(6)), key=str) == [None] * 5 + [WHO]


def test_a_limit_holds_for_many_who_ask_at_once(address: str, known: Store) -> None:
    def ask(number: int) -> bool:
        with open_store(address) as mine:
            return mine.logins.ask(request(f"link{number}"), (LIMIT,), NOW)

    with ThreadPoolExecutor(6) as crowd:
        assert sum(crowd.map(ask, range(6))) == 3
    assert not known.logins.allow((LIMIT,), NOW + timedelta(minutes=29))
    assert known.logins.allow((LIMIT,), NOW + timedelta(minutes=30))


def test_a_code_of_the_second_step_that_two_use_at_once_works_for_one(address: str, known: Store) -> None:
    known.logins.begin(session(), NOTE)
    known.logins.begin(session("other"), NOTE)

    def prove(name: str) -> bool:
        with open_store(address) as mine:
            factor = SecondFactor(salt="zout", last_step=7)
            return mine.logins.prove(name, WHO, factor, at=NOW, device="", until=NOW, note=NOTE)

    with ThreadPoolExecutor(2) as crowd:
        assert sorted(crowd.map(prove, ["session", "other"])) == [False, True]
    assert known.logins.factor(WHO) == SecondFactor(salt="zout", last_step=7)


def test_tries_are_counted_over_everything_that_one_browser_asked_for(known: Store) -> None:
    known.logins.ask(request("one", code="1"), (), NOW)
    known.logins.ask(request("two", code="2"), (), NOW)
    known.logins.ask(request("three", browser="elsewhere", code="3"), (), NOW)
    left = [known.logins.by_code("wrong", "browser", NOW)[1] for _ in range(MOST_TRIES)]
    assert left == [4, 3, 2, 1, 0]
    assert known.logins.by_code("2", "browser", NOW) == (None, 0)
    assert known.logins.by_code("3", "elsewhere", NOW) == (WHO, 0)


def test_a_session_is_found_with_what_toegang_says_now(known: Store) -> None:
    known.logins.begin(session(), NOTE)
    found = known.logins.seen("session", "", NOW)
    assert found is not None
    assert found.session == session()
    assert [row.partner for row in found.access] == ["Zorg"]
    assert not found.known_device
    known.logins.touch("session", moment(1))
    again = known.logins.seen("session", "", NOW)
    assert again is not None
    assert again.session.seen_at == moment(1)


def test_a_session_that_begins_ends_the_one_that_the_browser_had(known: Store) -> None:
    known.logins.begin(session("old"), NOTE)
    known.logins.begin(session("new"), NOTE, "old")
    assert known.logins.seen("old", "", NOW) is None
    assert known.logins.seen("new", "", NOW) is not None


def test_forgetting_a_second_step_ends_sessions_and_devices_of_that_address_only(known: Store) -> None:
    sync(known, [Change("access", 0, None, Access(address=OTHER, role="partner", partner="Zorg"))])
    for name, who in (("one", WHO), ("two", OTHER)):
        known.logins.begin(session(name, who), NOTE)
        factor = SecondFactor(salt="zout", last_step=1)
        assert known.logins.prove(name, who, factor, at=NOW, device=f"device-{name}", until=moment(30), note=NOTE)
    assert known.logins.forget_factor(WHO, NOTE)
    assert not known.logins.forget_factor(WHO, NOTE)
    assert known.logins.seen("one", "device-one", NOW) is None
    other = known.logins.seen("two", "device-two", NOW)
    assert other is not None
    assert other.known_device
    assert [with_factor for _, with_factor in known.logins.everyone()] == [False, True]


def test_what_is_left_of_who_may_not_log_in_any_more_is_swept_away(known: Store) -> None:
    for who in (WHO, OTHER):
        known.logins.begin(session(who[:8], who), NOTE)
        factor = SecondFactor(salt="zout", last_step=1)
        known.logins.prove(who[:8], who, factor, at=NOW, device=who[:9], until=moment(30), note=NOTE)
    known.logins.ask(request(), (), NOW)
    assert known.logins.seen(WHO[:8], "", NOW) is not None
    assert known.logins.seen(OTHER[:8], "", NOW) is None
    assert known.logins.factor(OTHER) is None


def test_everything_that_is_done_stands_in_the_audit_log(known: Store) -> None:
    known.logins.begin(session(), NOTE)
    known.logins.switch("session", Access(address=WHO, role="partner", partner="Wonen"), NOTE)
    known.logins.end("session", NOTE)
    known.logins.end_all(WHO, NOTE)
    known.logins.note(NOTE)
    assert len(known.audit_rows()) == 5
    assert known.audit_proof().broken is None
