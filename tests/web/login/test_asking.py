"""Asking to log in: who gets a mail, what it tells a stranger, and how often it can be asked."""

import logging

import pytest

from tracker.errors import MailError
from tracker.mail import Letter

from ..audit import read_page
from ..conftest import AuditingClient
from ..people import STRANGER, House
from .conftest import LEADER, ask, counts, mail


def test_who_is_on_toegang_gets_a_mail_with_a_link_and_a_code(house: House, browser: AuditingClient) -> None:
    assert ask(browser, " Leider@Example.ORG ").headers["Location"] == "/inloggen/code"
    link, code = mail(house)
    address, letter = house.mails[0]
    assert address == LEADER
    assert f"http://localhost{link}" in letter.text
    assert link in letter.html and code in letter.html
    assert "30 minuten" in letter.text


def test_who_is_not_on_toegang_gets_no_mail(house: House, browser: AuditingClient) -> None:
    ask(browser, STRANGER)
    house.post()
    assert house.mails == []
    assert house.deeds() == ["mail_onbekend"]


def test_the_answer_and_the_work_for_it_are_the_same_for_a_stranger(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    seen = []
    for someone, address in ((browser, LEADER), (other, STRANGER)):
        before = counts(house)
        answer = ask(someone, address)
        page = someone.get("/inloggen/code")
        wrong = someone.submit("/inloggen/code", {"code": "FOUTFOUT"})
        done = {name: count - before[name] for name, count in counts(house).items()}
        texts = [answer.text, read_page(page.text).text, read_page(wrong.text).text]
        seen.append((answer.status_code, [*answer.headers.keys()], texts, done, len(house.waiting)))
        house.waiting.clear()
    assert seen[0] == seen[1]
    assert seen[0][4] == 1


@pytest.mark.parametrize("typed", ["", "leider", "leider@example", "a b@example.org", "x@" + "y" * 300 + ".nl"])
def test_what_is_no_address_is_said_at_once(house: House, browser: AuditingClient, typed: str) -> None:
    answer = ask(browser, typed)
    assert answer.status_code == 400
    assert "Dit is geen e-mailadres." in answer.text
    assert house.waiting == []


def test_a_mail_server_that_fails_is_noted_without_the_address(
    house: House, browser: AuditingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(address: str, letter: Letter) -> None:
        raise MailError("De mailserver nam de mail niet aan (OSError).", "Controleer EW_MAIL_URL.")

    monkeypatch.setattr(house, "send", failing)
    assert ask(browser, LEADER).status_code == 303
    with caplog.at_level(logging.ERROR):
        house.post()
    assert house.deeds() == ["mail", "mail_mislukt"]
    assert "nam de mail niet aan" in caplog.text
    assert "leider" not in caplog.text


@pytest.mark.parametrize("address", [LEADER, STRANGER])
def test_one_address_gets_five_mails_in_half_an_hour_from_all_processes_together(
    house: House, browser: AuditingClient, other: AuditingClient, address: str
) -> None:
    answers = [ask(someone, address).status_code for someone in (browser, other, browser, other, browser, other)]
    assert answers == [303] * 5 + [429]
    assert len(house.waiting) == 5
    house.later(minutes=30)
    assert ask(browser, address).status_code == 303


def test_one_client_asks_for_sixty_mails_an_hour(house: House, browser: AuditingClient) -> None:
    token = read_page(browser.get("/inloggen").text).all("input")[0].attributes["value"]
    answers = [
        browser.post("/inloggen", data={"csrf_token": token, "adres": f"iemand{number}@example.org"}).status_code
        for number in range(61)
    ]
    assert answers == [303] * 60 + [429]
    assert ask(browser, LEADER).status_code == 429
    house.later(hours=1)
    assert ask(browser, LEADER).status_code == 303
