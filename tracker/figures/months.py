"""Days in the calendar: the same day some months on, and the last days of quarters."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=65536)
def add_months(day: date, months: int) -> date:
    """The same day some calendar months on (or back); the last day of the month where that day does not exist."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def quarter_end(day: date) -> date:
    """The last day of the quarter in which a day lies."""
    last_month = date(day.year, (day.month - 1) // 3 * 3 + 3, 1)
    return add_months(last_month, 1) - timedelta(days=1)


def quarter_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the quarters from the one that holds `first` up to and including `last`."""
    end = quarter_end(first)
    while end <= last:
        yield end
        end = quarter_end(end + timedelta(days=1))
