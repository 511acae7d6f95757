"""Moments as people type them on the command line, in Dutch or ISO; none is guessed."""

from datetime import UTC, datetime

import pytest

from tracker.actions import moment_from
from tracker.errors import SettingError

END = 999_999


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12-10-2026", datetime(2026, 10, 12, 21, 59, 59, END, UTC)),
        ("2026-10-12", datetime(2026, 10, 12, 21, 59, 59, END, UTC)),
        ("2026-10-12T12:00", datetime(2026, 10, 12, 10, 0, tzinfo=UTC)),
        ("2026-10-12 12:00:30", datetime(2026, 10, 12, 10, 0, 30, tzinfo=UTC)),
        ("2026-10-12T10:00Z", datetime(2026, 10, 12, 10, 0, tzinfo=UTC)),
        ("2026-12-01T12:00+02:00", datetime(2026, 12, 1, 10, 0, tzinfo=UTC)),
        ("12-10-2026 9:05", datetime(2026, 10, 12, 7, 5, 59, END, UTC)),
        ("12-10-2026 09:05:10", datetime(2026, 10, 12, 7, 5, 10, END, UTC)),
        ("12 okt 2026 11.30", datetime(2026, 10, 12, 9, 30, 59, END, UTC)),
        ("12 oktober 2026, 11.30 uur", datetime(2026, 10, 12, 9, 30, 59, END, UTC)),
        ("1 december 2026, 23.59 uur", datetime(2026, 12, 1, 22, 59, 59, END, UTC)),
    ],
)
def test_a_moment_is_read_in_dutch_time_unless_it_names_a_zone(typed: str, meant: datetime) -> None:
    assert moment_from(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "gisteren",
        "oktober 2026",
        "31-2-2026",
        "12-10-2026 25:00",
        "2026-10-12T25:00",
        "12-10-2026 9.61",
        "12:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59-05:00",
    ],
)
def test_what_is_no_moment_is_refused_and_never_read_as_another(typed: str) -> None:
    with pytest.raises(SettingError, match="geen"):
        moment_from(typed)
