"""An errand: something that takes longer than an answer may, asked for on a page and done beside it.

How it stands is kept in the database, so that it survives a browser that was closed and a server that was started
again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.store import Store

_KEY: Final = "errand"
LONGEST: Final = timedelta(minutes=15)
"""After so long an errand that never ended is taken for lost, with the server that did it."""

_BROKE: Final = "Er ging iets mis. Probeer het later nog eens."


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One errand: what was asked (Dutch), when (UTC, by the real clock), whether it still runs, and what came of it."""

    what: str
    began_at: datetime
    runs: bool
    went_well: bool = True
    said: tuple[str, ...] = ()


def last_errand(store: "Store", now: datetime) -> Errand | None:
    """The last errand that was asked for; None when there was none. One that is lost has ended badly."""
    return _read(store.recall(_KEY), now)


def _read(kept: str | None, now: datetime) -> Errand | None:
    try:
        held = json.loads(kept or "null")
        if held is None:
            return None
        began = datetime.fromisoformat(held["began_at"])
        found = Errand(
            what=held["what"],
            began_at=began,
            runs=held["runs"],
            went_well=held["went_well"],
            said=tuple(held["said"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
    if found.runs and now - began > LONGEST:
        return Errand(what=found.what, began_at=began, runs=False, went_well=False, said=(_BROKE,))
    return found


def begin_errand(store: "Store", what: str, now: datetime) -> bool:
    """Note that an errand begins; False when another one still runs, and then nothing may be begun."""
    before = store.recall(_KEY)
    last = _read(before, now)
    if last is not None and last.runs:
        return False
    # Of two who ask at the same moment one begins.
    return store.remember_instead(_KEY, before, _written(Errand(what=what, began_at=now, runs=True)))


def do_errand(store: "Store", now: datetime, work: Callable[[], tuple[str, ...]]) -> None:
    """Do the errand that was begun, and keep what came of it: what the work says, or what went wrong."""
    begun = last_errand(store, now)
    assert begun is not None, "an errand is begun before it is done"
    try:
        said, went_well = work(), True
    except TrackerError as error:
        said, went_well = (f"{error.what} {error.advice}",), False
    except Exception:
        _keep(store, Errand(what=begun.what, began_at=begun.began_at, runs=False, went_well=False, said=(_BROKE,)))
        raise
    _keep(store, Errand(what=begun.what, began_at=begun.began_at, runs=False, went_well=went_well, said=said))


def _keep(store: "Store", errand: Errand) -> None:
    store.remember(_KEY, _written(errand))


def _written(errand: Errand) -> str:
    held = {
        "what": errand.what,
        "began_at": errand.began_at.isoformat(),
        "runs": errand.runs,
        "went_well": errand.went_well,
        "said": list(errand.said),
    }
    return json.dumps(held, ensure_ascii=False)
