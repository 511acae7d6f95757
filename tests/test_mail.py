"""Mails arrive at a real mail server, say what they should, and keep what is not for others."""

import asyncio
import datetime
import io
import ssl
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tracker.errors import MailError
from tracker.mail import Letter, login_letter, post_for
from tracker.mail.post import Shown

ADDRESS = "leider@example.org"
SENDER = "Tracker <ew@example.org>"
LETTER = login_letter(link="https://ew.example/inloggen/link/abc", code="BCDF2345", minutes=30)


class Mailbox:
    """What a mail server got: mails, and the names and passwords with which someone logged in."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.logins: list[tuple[bytes, bytes]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name.
        """Keep a mail."""
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append((envelope.rcpt_tos, message))
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        """Let everyone in, and keep who they were."""
        self.logins.append((data.login, data.password))
        return AuthResult(success=True)


class AnyPort(Controller):
    """A mail server on whatever port is free; it learns which one when it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call] # aiosmtpd names no types here.


@pytest.fixture
def mailbox() -> Mailbox:
    """An empty mailbox."""
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[str]:
    """The address of a mail server without TLS."""
    controller = AnyPort(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    yield f"127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate with its key for this computer, made by nobody that anyone trusts."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2090, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


@pytest.fixture
def safe_server(mailbox: Mailbox, certificate: Path) -> Iterator[str]:
    """The address of a mail server that offers TLS and asks for a name and a password."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = AnyPort(
        mailbox,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        authenticator=mailbox.authenticate,
        auth_required=True,
    )
    controller.start()
    yield f"localhost:{controller.port}"
    controller.stop()


def parts(message: EmailMessage) -> dict[str, str]:
    """The text of each part of a mail, by its kind."""
    return {part.get_content_type(): str(part.get_content()) for part in message.walk() if not part.is_multipart()}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag in {"img", "script", "link", "iframe", "form"} or given.get("src") or given.get("background"):
            self.loads.append(tag)


def test_a_mail_arrives_as_text_and_as_html(server: str, mailbox: Mailbox) -> None:
    post_for(f"smtp://{server}", SENDER).send(ADDRESS, LETTER)
    ((to, message),) = mailbox.mails
    assert to == [ADDRESS]
    assert message["From"] == SENDER
    assert message["Subject"] == "Inloggen bij Ervaringsdeskundigheid en werk"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Date"]
    said = parts(message)
    assert list(said) == ["text/plain", "text/html"]
    for text in said.values():
        assert "https://ew.example/inloggen/link/abc" in text
        assert "BCDF 2345" in text
        assert "30 minuten" in text


def test_the_html_of_a_mail_loads_nothing_and_has_one_link(server: str) -> None:
    page = _Links()
    page.feed(LETTER.html)
    assert page.links == ["https://ew.example/inloggen/link/abc"]
    assert page.loads == []
    assert "url(" not in LETTER.html


def test_what_goes_into_the_html_of_a_mail_is_escaped() -> None:
    letter = login_letter(link='https://ew.example/"><b>', code="BCDF2345", minutes=30)
    assert "<b>" not in letter.html
    assert "<b>" in letter.text


def test_lines_of_the_text_fit_a_narrow_screen() -> None:
    assert [line for line in LETTER.text.splitlines() if len(line) > 72] == []


def test_a_password_goes_over_tls_only(server: str, mailbox: Mailbox) -> None:
    with pytest.raises(MailError) as refusal:
        post_for(f"smtp://ew:zomergeheim@{server}", SENDER).send(ADDRESS, LETTER)
    assert (mailbox.mails, mailbox.logins) == ([], [])
    assert "zomergeheim" not in str(refusal.value)


def test_over_tls_the_name_and_password_of_the_address_are_used(
    safe_server: str, mailbox: Mailbox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    post_for(f"smtp://ew%40example.org:zomer%2Fgeheim@{safe_server}", SENDER).send(ADDRESS, LETTER)
    assert mailbox.logins == [(b"ew@example.org", b"zomer/geheim")]
    assert len(mailbox.mails) == 1


def test_a_server_with_a_certificate_of_nobody_gets_nothing(safe_server: str, mailbox: Mailbox) -> None:
    with pytest.raises(MailError):
        post_for(f"smtp://ew:zomergeheim@{safe_server}", SENDER).send(ADDRESS, LETTER)
    assert (mailbox.mails, mailbox.logins) == ([], [])


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:1", "smtps://127.0.0.1:1", "smtp://bestaat.niet.invalid"])
def test_a_server_that_is_not_there_is_told_without_the_address(url: str) -> None:
    with pytest.raises(MailError) as refusal:
        post_for(url, SENDER).send(ADDRESS, LETTER)
    assert "EW_MAIL_URL" in refusal.value.advice
    assert "leider" not in str(refusal.value)


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "a@example.org\r\n\r\nTekst"])
def test_an_address_with_lines_in_it_sends_nothing(server: str, mailbox: Mailbox, address: str) -> None:
    with pytest.raises(MailError):
        post_for(f"smtp://{server}", SENDER).send(address, LETTER)
    assert mailbox.mails == []


def test_without_a_server_a_mail_is_shown_without_the_address(capsys: pytest.CaptureFixture[str]) -> None:
    post_for(None, None).send(ADDRESS, LETTER)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "BCDF 2345" in shown.err
    assert "leider" not in shown.err


def test_a_mail_can_be_shown_elsewhere() -> None:
    screen = io.StringIO()
    Shown(lambda: screen).send(ADDRESS, Letter(subject="Onderwerp", text="Een\n\nTwee\n", html=""))
    assert screen.getvalue().splitlines()[1:] == ["  |", "  | Een", "  |", "  | Twee"]
