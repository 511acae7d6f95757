"""Who asks, under which name, and where the server listens: this computer, or others by way of HTTPS.

Without a public address the pages are for this computer only. A web site elsewhere can let its own name point at
127.0.0.1 and so read pages through the visitor's browser (DNS rebinding). That is why the name in the request must be
this computer's too, and not only the address.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from flask import Flask, Request
from werkzeug.serving import WSGIRequestHandler, make_server

from tracker.errors import SettingError

HIGHEST_PORT = 65535

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")
"""A request with one of these was passed on by another server, so whoever asks may be anywhere."""


def is_from_here(request: Request) -> bool:
    """Whether a request was made on this computer, under a name of this computer, and passed on by nobody."""
    passed_on = any(name in request.headers for name in _FORWARDED)
    return not passed_on and is_loopback(request.remote_addr or "") and is_loopback(_asked_name(request))


def asks_for(request: Request, host: str) -> bool:
    """Whether a request was made under the name of the public address."""
    return _asked_name(request) == host


def client_of(request: Request, host: str | None) -> str:
    """Where a request came from, to count by: an address, or the part of it that one household or office has.

    With a public `host` a server in front of this one passes requests on. What it says counts only when it is near, on
    this computer or its own network, and of what it says only the end: what comes before that, the client says itself.
    """
    near = _address(request.remote_addr or "")
    # Through a socket in a folder a server in front has no address.
    passed_on = host is not None and (near.is_private if near else not request.remote_addr)
    said = _address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()) if passed_on else None
    client = said or near
    return str(IPv6Network((client, 64), strict=False)) if isinstance(client, IPv6Address) else str(client)


def _asked_name(request: Request) -> str:
    """The name in the `Host` header without the port; empty when there is none or when it is malformed."""
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a name or address is this computer's own: `localhost`, `127.0.0.1`, `::1`."""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address that a text is, or None; one of the old kind that is written as one of the new becomes itself."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def serve(app: Flask, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve the pages until stopped. `ready` gets the URL once the server listens; port 0 takes any free port.

    Raises SettingError for an address that others can reach while the pages have no public address by HTTPS, and for a
    port that cannot be used.
    """
    if not is_loopback(host) and not app.config["SESSION_COOKIE_SECURE"]:
        raise SettingError(
            f"Op het adres {host} kunnen anderen erbij, en dan moeten de pagina's een eigen adres met https hebben.",
            "Zet dat adres in EW_BASE_URL. Of kies 127.0.0.1, dan ziet alleen u de pagina's op deze computer.",
        )
    with _listen(host, port) as listener:
        port = listener.getsockname()[1]
        server = make_server(host, port, app, threaded=True, request_handler=_Quiet, fd=listener.fileno())
        if ready is not None:
            ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        server.serve_forever()


def _listen(host: str, port: int) -> socket.socket:
    """An open socket: werkzeug's own way of opening one ends the whole program when the port is taken."""
    if not 0 <= port <= HIGHEST_PORT:
        raise SettingError(f"Poort {port} bestaat niet.", f"Kies een poort van 1 tot en met {HIGHEST_PORT}.")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as trouble:
        raise SettingError(
            f"Poort {port} op {host} is niet vrij.", "Kies een andere poort, bijvoorbeeld met --poort 8765."
        ) from trouble


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request: addresses and paths of people are nobody's business."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug calls it so.
        """Say nothing."""

    def version_string(self) -> str:
        """What the server calls itself: not which software of which version."""
        return "ew"
