"""Asks a server for pages by many connections at once for a while: how many came, how soon, and what was wrong.

A client of our own, because each answer is looked at while the load goes on. It shares the machine with the server, so
a server alone would do more; every server in one table is asked by this same client.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_LINE_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that somebody asks for."""

    who: str
    path: str
    cookie: str = ""


Check = Callable[[Visit, bytes], str | None]
"""Looks at an answer: what is wrong with it, or None."""


@dataclass(slots=True)
class Asked:
    """What came of asking: seconds of each answer that was right, bytes, and what was wrong how often."""

    clock: float = 0.0
    seconds: list[float] = field(default_factory=list)
    bytes: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.seconds) / self.clock

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else float("nan")

    @property
    def faults(self) -> str:
        """What was wrong, in words; `0` when nothing was."""
        return "; ".join(f"{count} × {what}" for what, count in self.wrong.most_common(3)) or "0"


def ask(
    port: int, visits: Sequence[Visit], *, connections: int, seconds: float, check: Check = lambda *_: None
) -> Asked:
    """Ask for pages, chosen at random with a seed, over connections that stay open."""
    return asyncio.run(_ask(port, visits, connections, seconds, check))


async def _ask(port: int, visits: Sequence[Visit], connections: int, seconds: float, check: Check) -> Asked:
    asked, begun = Asked(), time.perf_counter()
    until = begun + seconds
    await asyncio.gather(*(_go_on(port, visits, until, check, asked, number) for number in range(connections)))
    asked.clock = time.perf_counter() - begun
    return asked


async def _go_on(port: int, visits: Sequence[Visit], until: float, check: Check, asked: Asked, seed: int) -> None:
    chance, reader, writer = random.Random(seed), None, None
    while time.perf_counter() < until:
        visit = chance.choice(visits)
        begun = time.perf_counter()
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(_request(visit, port))
            status, body, stays = await asyncio.wait_for(_answer(reader), 60)
        except (TimeoutError, OSError, EOFError, ValueError) as error:
            asked.wrong[type(error).__name__] += 1
            reader = writer = None
            continue
        wrong = f"status {status} at {visit.path}" if status != 200 else check(visit, body)
        if wrong:
            asked.wrong[wrong] += 1
        else:
            asked.seconds.append(time.perf_counter() - begun)
        asked.bytes += len(body)
        if not stays:
            writer.close()
            reader = writer = None
    if writer:
        writer.close()


def _request(visit: Visit, port: int) -> bytes:
    cookie = f"Cookie: {visit.cookie}\r\n" if visit.cookie else ""
    return f"GET {visit.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    """The status and body of an answer, and whether the connection stays open."""
    head = (await reader.readuntil(_LINE_END * 2)).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif headers.get("transfer-encoding") == "chunked":
        body = await _chunks(reader)
    else:
        body = await reader.read()
    return int(head[0].split()[1]), body, headers.get("connection", "").lower() != "close"


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readuntil(_LINE_END), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
