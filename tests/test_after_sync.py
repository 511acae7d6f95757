"""What a sync brings along: the edition of a month that ended, the mail on Monday, papers for a meeting that nears."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from openpyxl import load_workbook

from tests.conftest import Run
from tests.editions.reading import read
from tests.test_mail import AnyPort, Mailbox
from tests.test_publish import write_sheet
from tracker import actions, wiring
from tracker.settings import read_settings

LEADER, MEMBER, BOARD, PARTNER = (f"{name}@voorbeeld.example" for name in ("leiding", "team", "bestuur", "partner"))


class Choosy(Mailbox):
    """A mail server that takes no mail for some addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - The server calls it by this name.
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a mail for an address, or not."""
        if address in self.refused:
            return "550 Unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def letterbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Choosy]:
    """A mail server, and settings that send mail to it."""
    kept = Choosy()
    controller = AnyPort(kept, hostname="127.0.0.1", port=0)
    controller.start()
    monkeypatch.setenv("EW_MAIL_URL", f"smtp://127.0.0.1:{controller.port}")
    monkeypatch.setenv("EW_BASE_URL", "https://ew.voorbeeld.example")
    try:
        yield kept
    finally:
        controller.stop()


def _to(letterbox: Mailbox) -> list[str]:
    return [address for addresses, _ in letterbox.mails for address in addresses]


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ew: Run) -> Path:
    """A small sheet with people who may log in and a meeting of the board, read on a Wednesday in October."""
    path = write_sheet(tmp_path / "blad.xlsx")
    book = load_workbook(path)
    tab = book.create_sheet("Toegang")
    for row in (
        ["E-mail", "Rol", "Partner"],
        [LEADER, "projectleider", None],
        [MEMBER, "programmateam", None],
        [BOARD, "dagelijks bestuur", None],
        [PARTNER, "partner", "Zorg Voorbeeld"],
    ):
        tab.append(row)
    meetings = book.create_sheet("Vergaderingen")
    meetings.append(["Datum", "Overleg", "Peildatum", "Boodschap"])
    meetings.append([date(2026, 11, 18), "dagelijks bestuur", date(2026, 10, 31), "Het gaat goed."])
    book.save(path)
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "data.key"))
    _sync_on(ew, monkeypatch, path, "2026-10-28")
    return path


def _sync_on(ew: Run, monkeypatch: pytest.MonkeyPatch, sheet: Path, day: str) -> str:
    monkeypatch.setenv("EW_NOW", f"{day}T12:00")
    answer = ew("sync", sheet)
    assert answer.code == 0, answer.err
    return answer.err


def _editions() -> list[date]:
    settings = read_settings()
    with wiring.store(settings) as store:
        return [one.as_of for one in actions.editions(store)]


def test_the_first_sync_after_a_month_ended_publishes_the_edition_of_its_end_and_the_next_ones_do_not(
    ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _editions() == []
    assert "De uitgave van 31 oktober 2026 staat klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-03")
    assert "uitgave" not in _sync_on(ew, monkeypatch, sheet, "2026-11-04")
    assert _editions() == [date(2026, 10, 31)]


def test_an_edition_that_could_not_be_kept_keeps_no_mail_away_and_is_made_at_the_next_sync(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "ew.db")) as database:
        database.execute("CREATE TRIGGER closed BEFORE INSERT ON editions BEGIN SELECT RAISE(ABORT, 'closed'); END")
        said = _sync_on(ew, monkeypatch, sheet, "2026-11-02")
        assert "De mail van maandag ging naar 2 adressen." in said
        assert "uitgave" not in said
        assert _editions() == []
        database.execute("DROP TRIGGER closed")
    assert "De uitgave van 31 oktober 2026 staat klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-03")
    assert _editions() == [date(2026, 10, 31)]


def test_a_sheet_that_was_first_read_this_month_brings_no_edition_of_the_month_before(
    ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_sheet(tmp_path / "later.xlsx")
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'later.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "later.key"))
    _sync_on(ew, monkeypatch, path, "2026-11-02")
    _sync_on(ew, monkeypatch, path, "2026-11-03")
    assert _editions() == []
    assert "De uitgave van 30 november 2026 staat klaar." in _sync_on(ew, monkeypatch, path, "2026-12-01")


def test_a_mail_goes_out_on_monday_once_with_counts_and_a_link_and_nothing_about_anybody(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _sync_on(ew, monkeypatch, sheet, "2026-11-02")
    again = _sync_on(ew, monkeypatch, sheet, "2026-11-02")
    assert "De mail van maandag ging naar 2 adressen." in said
    assert "maandag" not in again
    assert _to(letterbox) == [LEADER, MEMBER]
    for _, mail in letterbox.mails:
        for part in ("plain", "html"):
            body = mail.get_body((part,))
            assert body is not None
            words = body.get_content()
            assert "https://ew.voorbeeld.example/aandacht" in words
            assert "D-0" not in words
            assert "Zorg Voorbeeld" not in words


def test_without_a_mail_server_the_mail_is_shown_and_is_not_said_to_have_gone_anywhere(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EW_MAIL_URL")
    said = " ".join(_sync_on(ew, monkeypatch, sheet, "2026-11-02").split())
    assert "De mail van maandag staat op het scherm, want er is geen mailserver. Hij is voor 2 adressen." in said
    assert letterbox.mails == []


def test_no_mail_goes_out_on_another_day(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sync_on(ew, monkeypatch, sheet, "2026-11-03")
    assert letterbox.mails == []


def test_a_mail_server_that_does_not_answer_is_said_and_the_mail_goes_the_next_day(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = read_settings().mail_url
    monkeypatch.setenv("EW_MAIL_URL", "smtp://127.0.0.1:9")
    assert "De mailserver laat ons niet binnen" in _sync_on(ew, monkeypatch, sheet, "2026-11-02")
    assert works is not None
    monkeypatch.setenv("EW_MAIL_URL", works)
    assert "ging naar 2 adressen" in _sync_on(ew, monkeypatch, sheet, "2026-11-03")
    assert "maandag" not in _sync_on(ew, monkeypatch, sheet, "2026-11-04")


def test_a_refused_address_keeps_the_mail_of_monday_from_no_one_else_and_nobody_gets_it_twice(
    ew: Run, sheet: Path, letterbox: Choosy, monkeypatch: pytest.MonkeyPatch
) -> None:
    letterbox.refused.add(LEADER)
    assert "De mailserver nam de mail niet aan" in _sync_on(ew, monkeypatch, sheet, "2026-11-02")
    assert "De mailserver nam de mail niet aan" in _sync_on(ew, monkeypatch, sheet, "2026-11-03")
    assert _to(letterbox) == [MEMBER]
    letterbox.refused.clear()
    assert "ging naar 2 adressen" in _sync_on(ew, monkeypatch, sheet, "2026-11-04")
    assert _to(letterbox) == [MEMBER, LEADER]


def test_papers_are_made_ten_days_ahead_as_a_concept_and_on_the_day_the_board_gets_its_page(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "stukken" not in _sync_on(ew, monkeypatch, sheet, "2026-11-07")
    assert "18 november 2026 staan klaar als concept" in _sync_on(ew, monkeypatch, sheet, "2026-11-08")
    assert "stukken" not in _sync_on(ew, monkeypatch, sheet, "2026-11-10")
    assert _to(letterbox) == [LEADER]
    asked = letterbox.mails[0][1]
    assert asked["Subject"] == "Stukken voor het dagelijks bestuur van 18 november 2026 (concept)"
    for body in asked.walk():
        if not body.is_multipart():
            assert "Nog leeg op het tabblad Vergaderingen: Gevraagd besluit." in body.get_content()
    letterbox.mails.clear()

    assert "18 november 2026 staan klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-18")
    assert _to(letterbox) == [LEADER, BOARD]
    (page,) = letterbox.mails[1][1].iter_attachments()
    assert page.get_content_type() == "application/pdf"
    assert (page.get_filename() or "").startswith("ervaringsdeskundigheid-en-werk-2026-")
    assert letterbox.mails[0][1]["Subject"] == "Stukken voor het dagelijks bestuur van 18 november 2026"
    assert page.get_content().startswith(b"%PDF")
    with wiring.store(read_settings()) as store:
        assert [(one.audience, one.name, one.concept) for one in store.shelf.papers()] == [
            ("dagelijks-bestuur", ".pdf", True),
            ("dagelijks-bestuur", ".pdf", False),
        ]


# --- Meetings on a day that nobody looked ----------------------------------------------------------------------------


def _meetings(sheet: Path, *rows: tuple[date, str, date | None, str | None]) -> None:
    book = load_workbook(sheet)
    tab = book["Vergaderingen"]
    tab.delete_rows(2, tab.max_row)
    for row in rows:
        tab.append(row)
    book.save(sheet)


def _papers() -> list[tuple[str, date, str, bool]]:
    """Of every paper that was kept: for whom, of which day, the name of its file, and whether it is a concept."""
    with wiring.store(read_settings()) as store:
        found = actions.shelved_papers(store)
        return [(one.audience, one.as_of, one.file, one.concept) for one in reversed(found)]


def test_papers_that_were_due_on_a_day_without_a_sync_come_at_the_first_one_after_it_and_only_once(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sync_on(ew, monkeypatch, sheet, "2026-11-10")
    letterbox.mails.clear()

    assert "18 november 2026 staan klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-21")
    assert "stukken" not in _sync_on(ew, monkeypatch, sheet, "2026-11-22")
    assert [one for one in _to(letterbox) if one != MEMBER] == [LEADER, BOARD]
    last = _papers()[-1]
    assert last == ("dagelijks-bestuur", date(2026, 10, 31), "dagelijks-bestuur-2026-10-31.pdf", False)


def test_a_meeting_for_which_no_concept_was_made_gets_its_final_papers_with_the_day_itself_as_reference_date(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meetings(sheet, (date(2026, 11, 18), "dagelijks bestuur", None, None))
    _sync_on(ew, monkeypatch, sheet, "2026-10-29")

    assert "18 november 2026 staan klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-24")
    assert BOARD in _to(letterbox)
    assert [(day, concept) for _, day, _, concept in _papers()] == [(date(2026, 11, 18), False)]


def test_a_meeting_that_is_typed_in_when_it_is_long_past_gets_no_papers(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meetings(sheet, (date(2026, 10, 1), "dagelijks bestuur", None, None))

    assert "stukken" not in _sync_on(ew, monkeypatch, sheet, "2026-10-29")
    assert _to(letterbox) == []


def test_two_meetings_with_one_reference_date_each_get_papers_with_their_own_words(
    ew: Run, sheet: Path, letterbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meetings(
        sheet,
        (date(2026, 11, 18), "dagelijks bestuur", date(2026, 10, 31), "Dit is voor de achttiende."),
        (date(2026, 11, 20), "dagelijks bestuur", date(2026, 10, 31), "Dit is voor de twintigste."),
    )
    said = _sync_on(ew, monkeypatch, sheet, "2026-11-12")

    assert "18 november 2026 staan klaar als concept" in said
    assert "20 november 2026 staan klaar als concept" in said
    with wiring.store(read_settings()) as store:
        found = {one.file: actions.paper_content(store, one.id) or b"" for one in actions.shelved_papers(store)}
    first = read(found["dagelijks-bestuur-2026-10-31-concept.pdf"]).text
    second = read(found["dagelijks-bestuur-2026-10-31-concept-vergadering-2026-11-20.pdf"]).text
    assert "achttiende" in first and "twintigste" not in first
    assert "twintigste" in second and "achttiende" not in second


def test_an_address_that_is_refused_keeps_the_page_from_no_one_else_and_nobody_gets_it_twice(
    ew: Run, sheet: Path, letterbox: Choosy, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = load_workbook(sheet)
    book["Toegang"].insert_rows(2)
    for column, value in enumerate(("weg@voorbeeld.example", "dagelijks bestuur"), start=1):
        book["Toegang"].cell(2, column).value = value
    book.save(sheet)
    _sync_on(ew, monkeypatch, sheet, "2026-11-17")
    letterbox.mails.clear()
    letterbox.refused.add("weg@voorbeeld.example")

    assert "De mailserver nam de mail niet aan" in _sync_on(ew, monkeypatch, sheet, "2026-11-18")
    assert "De mailserver nam de mail niet aan" in _sync_on(ew, monkeypatch, sheet, "2026-11-19")
    assert _to(letterbox) == [LEADER, BOARD]
    letterbox.refused.clear()
    assert "18 november 2026 staan klaar." in _sync_on(ew, monkeypatch, sheet, "2026-11-20")
    assert _to(letterbox) == [LEADER, BOARD, "weg@voorbeeld.example"]
