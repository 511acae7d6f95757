"""The socket: HTTP/1.1 with connections that stay open, each in a thread of its own, on loopback only."""

import contextlib
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.google.faults import Fault
from tests.google.service import Received, Reply, Service


class Server(ThreadingHTTPServer):
    """An HTTP server for one service, on a free port of 127.0.0.1."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, service: Service, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service = service
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()

    @property
    def address(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def process_request(self, request: object, client_address: object) -> None:
        """Remember the connection, so that it can be closed with the server."""
        if isinstance(request, socket.socket):
            with self._guard:
                self._open.add(request)
            super().process_request(request, client_address)

    def shutdown_request(self, request: object) -> None:
        """Forget the connection."""
        if isinstance(request, socket.socket):
            with self._guard:
                self._open.discard(request)
            super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller that hangs up: that is what some tests are about."""

    def close(self) -> None:
        """Stop, and hang up on everyone."""
        self.service.faults.clear()
        self.shutdown()
        self.server_close()
        with self._guard:
            left = list(self._open)
        for connection in left:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """Reads calls from one connection and writes the answers, or what a fault makes of them."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        received = Received(
            self.command, parts.path, parts.query, self.headers.get("Authorization"), self.rfile.read(length)
        )
        try:
            reply = self.server.service.answer(received)
        except Exception as error:  # noqa: BLE001  # A fault of the emulator has to fail the test, not only this thread.
            self.server.service.complaints.append(f"the emulator failed: {error!r}")
            reply = Reply(500, "text/plain", repr(error).encode())
        kind = reply.fault.kind if reply.fault else None
        if kind in {Fault.RESET_BEFORE, Fault.RESET_AFTER}:
            self._reset()
            return
        if reply.fault and kind is Fault.SLOW:
            reply.fault.released.wait(reply.fault.seconds)
        self._send(reply, half=kind is Fault.TRUNCATED)

    # The standard library finds the answer to a method by these names.
    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815

    def _send(self, reply: Reply, *, half: bool) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        if reply.retry_after is not None:
            self.send_header("Retry-After", str(reply.retry_after))
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if half else reply.body)
        if half:
            self.close_connection = True

    def _reset(self) -> None:
        """Hang up in the rudest way: the other side sees a reset connection and not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write nothing: the log is kept by the service, and the name of the argument is the standard library's."""
