"""`/metrics`: how it goes, in the text form that Prometheus reads, for programs on this computer only.

The form is https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4).
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final

from flask import Flask, Response, abort, request

from tracker import __version__, actions
from tracker.errors import TrackerError
from tracker.web.access import everyone
from tracker.web.door import Door
from tracker.web.loopback import is_from_here

_SEVERITIES: Final = ("fout", "waarschuwing", "info")
_ENDINGS: Final = ("stored", "unchanged", "held", "refused")
_FORM: Final = "text/plain; version=0.0.4; charset=utf-8"

Sample = tuple[Mapping[str, str], float]


def add_metrics(app: Flask, door: Door) -> None:
    """Count answers, and put the numbers on their address."""
    answers: Counter[str] = Counter()
    turn = Lock()

    def count(response: Response) -> Response:
        with turn:
            answers[f"{response.status_code // 100}xx"] += 1
        return response

    @everyone
    def metrics() -> Response:
        if not is_from_here(request):
            abort(404)
        with turn:
            so_far = dict(answers)
        return Response("".join((*_of_database(door), *_of_process(so_far))), content_type=_FORM)

    app.after_request(count)
    app.add_url_rule("/metrics", "metrics", metrics)


def _of_process(answers: Mapping[str, int]) -> Iterator[str]:
    """What this process did. A server may have more than one, and each counts for itself."""
    process = str(os.getpid())
    yield _gauge("ew_info", "The version that runs.", ({"version": __version__}, 1))
    yield _metric(
        "ew_requests_total",
        "counter",
        "Answers since this process started, by kind of status.",
        [({"status": status, "process": process}, float(count)) for status, count in sorted(answers.items())],
    )


def _of_database(door: Door) -> Iterator[str]:
    """What the database knows; that it does not answer is told too."""
    try:
        with door.store() as store:
            found = actions.health(store)
    except TrackerError:
        yield _gauge("ew_database_up", "Whether the database answers.", ({}, 0))
        return
    now = door.now()
    yield _gauge("ew_database_up", "Whether the database answers.", ({}, 1))
    yield _gauge("ew_last_good_sync_age_seconds", "Since the sheet was last read well.", *_age(found.good_sync, now))
    yield _gauge("ew_last_backup_age_seconds", "Since the last back-up.", *_age(found.backup, now))
    endings = [({"ending": one}, float(one == found.ending)) for one in _ENDINGS]
    yield _gauge("ew_last_sync", "How the last sync ended: 1 stands beside it.", *endings)
    counts = [({"severity": one}, float(found.findings.get(one, 0))) for one in _SEVERITIES]
    yield _gauge("ew_findings", "Findings in the sheet, by severity.", *counts)
    yield _gauge("ew_snapshots", "Syncs that stored something.", ({}, found.snapshots))
    yield _gauge("ew_editions", "Editions that were published.", ({}, found.editions))


def _age(moment: datetime | None, now: datetime) -> list[Sample]:
    """How many seconds ago something was; nothing when it never was."""
    return [] if moment is None else [({}, max(0.0, (now - moment).total_seconds()))]


def _gauge(name: str, about: str, *samples: Sample) -> str:
    return _metric(name, "gauge", about, samples)


def _metric(name: str, kind: str, about: str, samples: Sequence[Sample]) -> str:
    lines = [f"{name}{_labels(labels)} {value:.0f}" for labels, value in samples]
    return "\n".join([f"# HELP {name} {about}", f"# TYPE {name} {kind}", *lines]) + "\n"


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}" if labels else ""
