"""Secrets of whoever runs the program are nowhere in what it says, and key files are for few or refused."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Run
from tests.store.small_sheet import write_small_sheet
from tracker.errors import SettingError
from tracker.settings import SETTINGS, Settings, read_settings

PLANTED = "Kanarie7vogel"
"""What may be nowhere; it stands where a password, a key or a token would."""

DATABASES = {
    "nobody answers": f"postgresql://ew:{PLANTED}@127.0.0.1:1/ew",
    "no such host": f"postgresql://ew:{PLANTED}@er-is-niets.invalid/ew",
    "a port that is none": f"postgresql://ew:wachtwoord@127.0.0.1:{PLANTED}/ew",
    "a host that is none": f"postgresql://ew:{PLANTED}@[127.0.0.1/ew",
    "an option that is none": f"postgresql://ew@127.0.0.1:1/ew?sslmode={PLANTED}",
    "ports that are none": f"postgresql://ew@/ew?host=127.0.0.1,127.0.0.1&port={PLANTED}",
    "another kind": f"mysql://ew:{PLANTED}@127.0.0.1/ew",
    "another driver": f"postgresql+psycopg2://ew:{PLANTED}@127.0.0.1/ew",
    "no address": PLANTED,
}
COMMANDS = {
    "sync": ("sync", SAMPLE),
    "sync as JSON": ("sync", SAMPLE, "--json"),
    "stand": ("stand", "--json"),
    "doctor": ("dokter",),
    "doctor as JSON": ("dokter", "--json"),
    "upgrade": ("db", "upgrade"),
    "back-up": ("backup", "b.db"),
    "back-up put back": ("backup", "b.db", "--terug", "--ja"),
    "audit": ("audit", "--controleer"),
}


def silent(ew: Run, *words: object) -> str:
    """Run a command that cannot do its work; answers what it said, without the planted secret."""
    answer = ew(*words)
    said = answer.out + answer.err
    assert answer.code == 2, said
    assert PLANTED not in said
    assert "in het programma zelf" not in said
    return said


@pytest.mark.parametrize("address", DATABASES.values(), ids=DATABASES)
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_what_stands_in_the_address_of_a_database_that_does_not_open_is_not_repeated(
    ew: Run, monkeypatch: pytest.MonkeyPatch, address: str, words: tuple[object, ...], tmp_path: Path
) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", address)
    monkeypatch.setenv("EW_SOURCE", str(SAMPLE))
    (tmp_path / "b.db").write_bytes(b"niets")
    silent(ew, *words)


@pytest.mark.parametrize("address", DATABASES.values(), ids=DATABASES)
def test_what_stands_in_the_address_to_move_to_is_not_repeated(ew: Run, address: str, tmp_path: Path) -> None:
    ew("sync", write_small_sheet(tmp_path / "blad.xlsx"))
    silent(ew, "verhuis", address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EW_MAIL_URL", f"http://ew:{PLANTED}@mail.voorbeeld.example"),
        ("EW_MAIL_URL", f"smtp://ew:wachtwoord@mail.voorbeeld.example:{PLANTED}"),
        ("EW_MAIL_URL", f"smtp://ew:{PLANTED}@[mail"),
        ("EW_MAIL_URL", PLANTED),
        ("EW_MAIL_URL", f"smtp://mail.voorbeeld.example/{PLANTED}"),
        ("EW_SECRET_KEY", PLANTED),
        ("EW_BASE_URL", f"https://ew:{PLANTED}@voorbeeld.example"),
        ("EW_BASE_URL", f"http://voorbeeld.example/?sleutel={PLANTED}"),
        ("EW_MAIL_VAN", PLANTED),
        ("EW_PRIVACYCONTACT", PLANTED + "\nmeer"),
        ("EW_TOEGANKELIJKHEID", f"https://ew:{PLANTED}@voorbeeld.example"),
        ("EW_VERWERKINGSVERANTWOORDELIJKE", PLANTED * 50),
    ],
)
@pytest.mark.parametrize("words", [("stand",), ("dokter",), ("dokter", "--json")])
def test_a_setting_that_cannot_be_used_is_named_and_not_repeated(
    ew: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv(name, value)
    assert name in silent(ew, *words)


GOOD = {
    "EW_DATABASE_URL": f"postgresql://ew:{PLANTED}@voorbeeld.example/ew",
    "EW_MAIL_URL": f"smtp://ew:{PLANTED}@mail.voorbeeld.example:587",
    "EW_SECRET_KEY": PLANTED * 4,
}


def test_settings_that_are_shown_show_no_secret() -> None:
    settings = read_settings({**GOOD, "EW_SOURCE": "blad.xlsx"})
    assert settings.mail_url == GOOD["EW_MAIL_URL"]
    assert settings.secret_key == GOOD["EW_SECRET_KEY"]
    for shown in (repr(settings), str(settings), f"{settings}"):
        assert PLANTED not in shown
        assert "blad.xlsx" in shown


def test_the_settings_that_may_hold_a_secret_are_those_that_this_page_plants_one_in() -> None:
    assert {one.name for one in SETTINGS if one.secret} == set(GOOD)


def test_secrets_that_work_are_in_no_answer_and_in_no_file(
    ew: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_home: Path
) -> None:
    for name in ("EW_MAIL_URL", "EW_SECRET_KEY"):
        monkeypatch.setenv(name, GOOD[name])
    sheet = write_small_sheet(tmp_path / "blad.xlsx")
    said = ""
    for words in (("sync", sheet), ("stand", "--json"), ("dokter", "--json"), ("backup", "b.db"), ("audit", "--json")):
        answer = ew(*words)
        said += answer.out + answer.err
    key = next(empty_home.rglob("data.key")).read_text().strip()
    written = [path for folder in (tmp_path, empty_home) for path in folder.rglob("*") if path.is_file()]
    assert {"ew.db", "b.db"} <= {path.name for path in written}
    for secret in (PLANTED, key):
        assert secret not in said
        assert [path for path in written if path.name != "data.key" and secret.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(
    "content",
    [
        PLANTED,
        json.dumps(PLANTED),
        json.dumps({"private_key": PLANTED}),
        json.dumps(
            {"client_email": "a@b.example", "private_key": PLANTED, "token_uri": "https://oauth2.googleapis.com"}
        ),
        json.dumps(
            {"client_email": "a@b.example", "private_key": f"-----BEGIN {PLANTED}", "token_uri": "http://127.0.0.1:1"}
        ),
    ],
    ids=["no JSON", "a word", "half", "no key in it", "a broken key"],
)
@pytest.mark.parametrize("words", [("sync",), ("dokter",), ("dokter", "--json"), ("controle", "--json")])
def test_what_stands_in_a_broken_google_key_is_not_repeated(
    ew: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str, words: tuple[str, ...]
) -> None:
    path = tmp_path / "sleutel.json"
    path.write_text(content)
    path.chmod(0o600)
    _use(monkeypatch, path)
    assert "sleutel.json" in silent(ew, *words)


def _use(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    monkeypatch.setenv("EW_GOOGLE_CREDENTIALS", str(key))
    monkeypatch.setenv("EW_SOURCE", "https://docs.google.com/spreadsheets/d/1234567890123456789012345/edit")


@pytest.mark.parametrize(
    ("mode", "refused"), [(0o644, True), (0o604, True), (0o602, True), (0o600, False), (0o640, False)]
)
def test_a_google_key_that_everyone_may_read_is_refused_with_how_to_mend_it(
    ew: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: int, refused: bool
) -> None:
    path = tmp_path / "sleutel.json"
    path.write_text("{}")
    path.chmod(mode)
    _use(monkeypatch, path)
    said = silent(ew, "sync")
    assert (f"chmod 600 {path}" in said) == refused
    assert ("voor iedereen op deze computer" in said) == refused


@pytest.mark.parametrize(("mode", "refused"), [(0o440, True), (0o404, True), (0o400, False), (0o600, False)])
def test_a_data_key_that_others_may_read_is_refused_with_how_to_mend_it(
    ew: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: int, refused: bool
) -> None:
    path = tmp_path / "data.key"
    path.write_text("ab" * 32)
    path.chmod(mode)
    monkeypatch.setenv("EW_DATA_KEY", str(path))
    answer = ew("sync", write_small_sheet(tmp_path / "blad.xlsx"))
    assert answer.code == (2 if refused else 0)
    assert (f"chmod 400 {path}" in answer.err) == refused


def test_a_data_key_is_made_for_its_owner_only(ew: Run, tmp_path: Path, empty_home: Path) -> None:
    before = os.umask(0)
    try:
        ew("sync", write_small_sheet(tmp_path / "blad.xlsx"))
    finally:
        os.umask(before)
    assert next(empty_home.rglob("data.key")).stat().st_mode & 0o777 == 0o400


# --- The settings themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("EW_BASE_URL", "https://ew.voorbeeld.example/", "https://ew.voorbeeld.example"),
        ("EW_BASE_URL", "http://127.0.0.1:8350", "http://127.0.0.1:8350"),
        ("EW_BASE_URL", "http://[::1]:8350", "http://[::1]:8350"),
        ("EW_MAIL_URL", "smtps://mail.voorbeeld.example", "smtps://mail.voorbeeld.example"),
        ("EW_MAIL_VAN", "Het programma <ew@voorbeeld.example>", "Het programma <ew@voorbeeld.example>"),
        ("EW_SECRET_KEY", "k" * 32, "k" * 32),
        ("EW_PRIVACYCONTACT", "06 is niet nodig, mail ons", "06 is niet nodig, mail ons"),
        ("EW_TOEGANKELIJKHEID", "https://register.voorbeeld.example/12", "https://register.voorbeeld.example/12"),
    ],
)
def test_a_setting_that_can_be_used_is_kept(name: str, value: str, kept: str) -> None:
    fields = {
        "EW_BASE_URL": "base_url",
        "EW_MAIL_URL": "mail_url",
        "EW_MAIL_VAN": "mail_from",
        "EW_SECRET_KEY": "secret_key",
        "EW_PRIVACYCONTACT": "privacy_contact",
        "EW_TOEGANKELIJKHEID": "accessibility_statement",
    }
    settings: Settings = read_settings({name: value})
    assert getattr(settings, fields[name]) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EW_BASE_URL", "http://ew.voorbeeld.example"),
        ("EW_BASE_URL", "ew.voorbeeld.example"),
        ("EW_BASE_URL", "https://"),
        ("EW_BASE_URL", "https://ew.voorbeeld.example:poort"),
        ("EW_BASE_URL", "javascript://ew.voorbeeld.example"),
        ("EW_MAIL_URL", "mail.voorbeeld.example"),
        ("EW_MAIL_URL", "smtp://"),
        ("EW_MAIL_URL", "smtp://mail voorbeeld.example"),
        ("EW_MAIL_VAN", "ew"),
        ("EW_MAIL_VAN", "ew@voorbeeld.example\nBcc: iemand@voorbeeld.example"),
        ("EW_SECRET_KEY", "k" * 31),
        ("EW_GRONDSLAG_UITLEG", "x" * 301),
        ("EW_TOEGANKELIJKHEID", "javascript://register.voorbeeld.example"),
        ("EW_TOEGANKELIJKHEID", "register.voorbeeld.example"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read_settings({name: value})
