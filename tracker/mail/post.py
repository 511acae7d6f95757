"""The way out: a letter in, a mail at a server; without a server the letter is shown, so that a trial needs none."""

import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, TextIO
from urllib.parse import SplitResult, unquote, urlsplit

from tracker.errors import MailError

if TYPE_CHECKING:
    from smtplib import SMTP

_PATIENCE: Final = 20.0
# What is asked of a server that is reached without a port in the address: https://www.rfc-editor.org/rfc/rfc8314
_PORTS: Final = {"smtp": 587, "smtps": 465}
_SENDER: Final = "ew@localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail without whom it is for: the subject in one line, and the same words as text and as HTML.

    `attached` are files that go along, by name; each is a PDF.
    """

    subject: str
    text: str
    html: str
    attached: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class Post(Protocol):
    """Brings letters to people. Whether they leave this computer is `leaves`."""

    leaves: ClassVar[bool]

    def send(self, address: str, letter: Letter) -> None:
        """Send a letter to an e-mail address. Raises MailError, without the address."""

    def knock(self) -> None:
        """Try whether letters can leave; none is sent. Raises MailError when they should and cannot."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Shows letters on a screen. The address is left out, because what is shown may end in a log."""

    leaves: ClassVar[bool] = False
    screen: Callable[[], TextIO] = lambda: sys.stderr

    def knock(self) -> None:
        """The screen is always there."""

    def send(self, address: str, letter: Letter) -> None:
        """Show the subject and the text."""
        screen = self.screen()
        lines = [f"Er is geen mailserver, dus deze mail staat hier: {letter.subject}", "", *letter.text.splitlines()]
        lines += [f"Bijlage: {name}" for name in letter.attached]
        screen.write("\n".join(f"  | {line}".rstrip() for line in lines) + "\n")
        screen.flush()


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server at `smtp://user:password@host:port` (STARTTLS) or `smtps://…` (TLS from the start)."""

    leaves: ClassVar[bool] = True
    url: str
    sender: str

    def knock(self) -> None:
        """Go to the server and log in, and leave nothing there."""
        import smtplib

        try:
            with _reach(urlsplit(self.url)):
                pass
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            raise MailError(
                f"De mailserver laat ons niet binnen ({type(error).__name__}).",
                "Controleer EW_MAIL_URL, en of de mailserver aan staat.",
            ) from None

    def send(self, address: str, letter: Letter) -> None:
        """Hand a letter over to the server."""
        import smtplib

        try:
            message = _message(self.sender, address, letter)
            with ExitStack() as stack:
                server = stack.enter_context(_reach(urlsplit(self.url)))
                server.send_message(message)
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
            # What the library says may repeat the address, so only the kind of trouble is told.
            raise MailError(
                f"De mailserver nam de mail niet aan ({type(error).__name__}).",
                "Controleer EW_MAIL_URL en EW_MAIL_VAN, en of de mailserver aan staat.",
            ) from None


def post_for(mail_url: str | None, mail_from: str | None) -> Post:
    """The way out that the settings ask for: a server, or without one the screen."""
    return Server(mail_url, mail_from or _SENDER) if mail_url else Shown()


def _message(sender: str, address: str, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = sender
    message["To"] = address
    message["Date"] = formatdate(localtime=True)
    message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or "localhost")
    # Programs that answer by themselves, such as those of people on holiday, keep quiet at this.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    for name, content in letter.attached.items():
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def _reach(parts: SplitResult) -> "SMTP":
    """A server that we are connected to and logged in at; a password never goes over an open line."""
    import smtplib
    import ssl

    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if parts.scheme == "smtps":
        server: SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=_PATIENCE)
    try:
        server.ehlo()
        if parts.scheme == "smtp" and (server.has_extn("starttls") or parts.username):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server
