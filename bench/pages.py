"""How fast pages come: asked for all at once, and opened for the first time in a browser; ours and two others.

datasette shows the tables of the same database; streamlit runs a small program that makes three figures and two charts
of it. Ours is served by gunicorn with two workers of four threads, and datasette by the server that it brings. One
client asks all of them, over sixteen connections that stay open. Where datasette is faster it does less: it gives the
counts of one query as bare JSON, to anybody, and we a whole page to somebody who is logged in. Seconds and milliseconds
are by the clock, so that only their ratios count. `EW_BENCH_PEOPLE=2500 python -m bench pages` has fewer people than
100,000 in the large one.
"""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from bench.asking import Visit, ask
from bench.environments import NOT_MADE, python_of, script, versions
from bench.measure import table
from bench.serving import WHO, Programme, Server, free_port, log_in, ours, programme_of, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SECONDS = float(os.environ.get("EW_BENCH_SECONDS", "60")) / 6
LARGE = int(os.environ.get("EW_BENCH_PEOPLE", "100000"))
CONNECTIONS = 16
OPENINGS = 3
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
LONGEST = 900.0
"""Seconds after which a page that does not come counts as wrong."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def report() -> str:
    """A table of answers for each size, and one of first openings in a browser."""
    parts = [f"{versions('datasette', 'datasette')}, {versions('streamlit', 'streamlit')}."]
    opened: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        for people in sorted({250, LARGE}):
            made = programme_of(Path(name) / str(people), people)
            size = f"{people:,} people"
            with _servers(made) as servers:
                parts.append(_asked(size, made, servers))
                opened += _opened(size, made, servers)
    titles = ("first opening in a browser", "ratio", "seconds", "requests", "kB over the line")
    parts.append(table(titles, opened) if opened else "Not measured in a browser, because there is none here.")
    return "\n\n".join(parts)


@contextmanager
def _servers(made: Programme) -> Iterator[Mapping[str, Server]]:
    """Ours, and the others where their environments can be made, one after the other."""
    copy = made.folder / "copy.db"
    shutil.copy(made.database, copy)
    more = {**made.environment, "DASHBOARD_DATABASE": str(copy), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
    found: dict[str, Server] = {}
    words, port = ours()
    with serve(words, made.environment, port) as found["ours"]:
        python = python_of("datasette")
        port = free_port()
        if python is None:
            yield found
            return
        words = [python, "-m", "datasette", "serve", copy, "--port", port, "--setting", "sql_time_limit_ms", "60000"]
        with serve(words, more, port, "/-/versions.json") as found["datasette"]:
            python, port = python_of("streamlit"), free_port()
            if python is None:
                yield found
                return
            words = [python, "-m", "streamlit", "run", script("dashboard"), "--server.port", port]
            words += ["--server.headless", "true", "--server.address", "127.0.0.1"]
            with serve(words, more, port, "/_stcore/health") as found["streamlit"]:
                yield found


# --- Many questions ---------------------------------------------------------------------------------------------------

COUNTED = "/copy.json?sql=select+kind,count(*)+from+steps+where+valid_to>1000000+group+by+kind"


def _asked(size: str, made: Programme, servers: Mapping[str, Server]) -> str:
    """How many answers a second, and how soon."""
    cookie = log_in(made, servers["ours"], WHO["steering group"])
    leader = log_in(made, servers["ours"], WHO["project leader"])
    asked = [
        ("ours: a published page, `/`", "ours", Visit("", "/", cookie)),
        ("ours: the open page, `/openbaar`", "ours", Visit("", "/openbaar")),
        ("ours: the page of now, `/` of the project leader", "ours", Visit("", "/", leader)),
        ("datasette: a table, 100 rows", "datasette", Visit("", "/copy/participants")),
        ("datasette: steps counted by kind, as JSON", "datasette", Visit("", COUNTED)),
    ]
    rows: list[tuple[str, ...]] = []
    first = 0.0
    for name, who, visit in asked:
        if who not in servers:
            rows.append((name, NOT_MADE, "", "", "", "", ""))
            continue
        once = _until_there(servers[who], visit)
        ask(servers[who].port, [visit], connections=CONNECTIONS, seconds=SECONDS / 2)
        taken = ask(servers[who].port, [visit], connections=CONNECTIONS, seconds=SECONDS)
        first = first or taken.rate
        late = (f"{taken.percentile(share):.0f}" for share in (0.5, 0.99))
        rows.append(
            (name, f"{taken.rate / first:.2f} × ours", f"{taken.rate:.0f}", *late, f"{once * 1000:.0f}", taken.faults)
        )
    return table((f"page, {size}", "ratio", "a second", "p50, ms", "p99, ms", "first one, ms", "wrong"), rows)


def _until_there(server: Server, visit: Visit) -> float:
    """Seconds until a page came for the first time. While the live edition is drawn there is none."""
    begun = time.perf_counter()
    while server.get(visit.path, visit.cookie)[0] == HTTPStatus.SERVICE_UNAVAILABLE:
        time.sleep(0.2)
        if time.perf_counter() - begun > LONGEST:
            break
    return time.perf_counter() - begun


# --- The first opening ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a page for the first time took: seconds until its content was there, requests, and bytes."""

    seconds: float
    requests: int
    bytes: int


def _opened(size: str, made: Programme, servers: Mapping[str, Server]) -> list[tuple[str, ...]]:
    if BROWSER is None:
        return []
    from playwright.sync_api import sync_playwright

    cookie = log_in(made, servers["ours"], WHO["steering group"])
    pages = {"ours": ("/", "main h1", cookie), "datasette": ("/copy/participants", "table.rows-and-columns", "")}
    pages["streamlit"] = ("/", "text=Klaar", "")
    found: dict[str, list[Opening]] = {name: [] for name in servers}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=list(QUIET))
        for _ in range(OPENINGS + 1):
            for name, server in servers.items():
                found[name].append(_open(browser, server, *pages[name]))
        browser.close()
    return list(_opening_rows(size, found))


def _opening_rows(size: str, found: Mapping[str, Sequence[Opening]]) -> Iterator[tuple[str, ...]]:
    """The first opening of each did not count: then a server makes what it keeps."""
    first = statistics.median(one.seconds for one in found["ours"][1:])
    for name, openings in found.items():
        seconds = [one.seconds for one in openings[1:]]
        median, last = statistics.median(seconds), openings[-1]
        spread = f"{median:.2f} ({min(seconds):.2f}–{max(seconds):.2f})"
        yield f"{name}, {size}", f"{median / first:.1f} × ours", spread, str(last.requests), f"{last.bytes / 1024:.0f}"


def _open(browser: "Browser", server: Server, path: str, sign: str, cookie: str) -> Opening:
    """Open a page in a browser that keeps nothing of before."""
    headers = {"Cookie": cookie} if cookie else {}
    context = browser.new_context(extra_http_headers=headers)
    page: Page = context.new_page()
    sizes: list[int] = []
    frames: list[int] = []
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    # A frame of bytes is told as text of base64, which is a third longer.
    line.on(
        "Network.webSocketFrameReceived", lambda event: frames.append(len(event["response"]["payloadData"]) * 3 // 4)
    )
    begun = time.perf_counter()
    page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="load", timeout=120_000)
    page.wait_for_selector(sign, timeout=120_000)
    seconds = time.perf_counter() - begun
    context.close()
    return Opening(seconds, len(sizes), sum(sizes) + sum(frames))


if __name__ == "__main__":
    print(report())
