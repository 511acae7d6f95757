"""A rule over tabs whose rows say how something was on a day: two rows about one day contradict each other."""

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.columns import BY_NAME
from tracker.intake.checks.mark import At, Mark, Spot
from tracker.intake.checks.seen import Seen
from tracker.intake.findings import Problem
from tracker.intake.written import written
from tracker.wording import listing, short_date

ONE_ROW_FOR_EACH: Mapping[str, tuple[str, ...]] = {
    "embedding": ("partner", "domain", "since"),
    "experts": ("partner", "counted_on"),
    "targets": ("figure", "grant", "due_on"),
    "meetings": ("body", "held_on"),
}
"""By the name of the tab, the fields that no two rows share."""


def rows_stand_there_once(seen: Seen) -> Iterator[Spot]:
    """The later of two rows about the same thing on the same day is told of."""
    for tab, fields in ONE_ROW_FOR_EACH.items():
        first: dict[tuple[object, ...], At] = {}
        for sighting in seen.tabs.get(tab, ()):
            key = tuple(getattr(sighting.record, field) for field in fields)
            at = At(sighting.row, sighting.reading)
            if (before := first.setdefault(key, at)) != at:
                words = {"row": str(before), "key": _said(tab, fields, key)}
                yield Spot(tab, at, Mark(fields[-1], Problem("rij_tweemaal", words)))


def _said(tab: str, fields: tuple[str, ...], key: tuple[object, ...]) -> str:
    """The key as people would type it."""
    words = []
    for field, value in zip(fields, key, strict=True):
        typed = written(BY_NAME[tab].column(field), value) if value is not None else None  # type: ignore[arg-type]
        words.append(short_date(typed) if isinstance(typed, date) else str(typed or ""))
    return listing([word for word in words if word])
