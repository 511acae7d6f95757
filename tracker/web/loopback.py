"""Keeps the pages on this computer until people can log in: who asks, under which name, and where the server listens.

A web site elsewhere can let its own name point at 127.0.0.1 and so read pages through the visitor's browser (DNS
rebinding). That is why the name in the request must be this computer's too, and not only the address.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
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


def _asked_name(request: Request) -> str:
    """The name in the `Host` header without the port; empty when there is none or when it is malformed."""
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a name or address is this computer's own: `localhost`, `127.0.0.1`, `::1`."""
    if host == "localhost":
        return True
    try:
        address: IPv4Address | IPv6Address = ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_loopback


def serve(app: Flask, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve the pages until stopped. `ready` gets the URL once the server listens; port 0 takes any free port.

    Raises SettingError for an address that is not this computer's own, and for a port that cannot be used.
    """
    if not is_loopback(host):
        raise SettingError(
            f"De pagina's mogen nog niet op het adres {host} staan, want inloggen bestaat nog niet.",
            "Kies 127.0.0.1, dan ziet alleen u ze op deze computer.",
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
