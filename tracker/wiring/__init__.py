"""Settings become a sheet, a store, a key and a clock that work together. Each is made where it is used."""

from typing import TYPE_CHECKING

from tracker.settings import Settings
from tracker.wiring.keys import data_key, has_data_key
from tracker.wiring.moments import clock, real_clock
from tracker.wiring.sheets import google_sheet, google_tops, interruptible, is_google, mapping_place, sheet, source_of
from tracker.wiring.stores import graves, keep_out, kept_store, store, upgrade

if TYPE_CHECKING:
    from tracker.mail import Post

__all__ = [
    "clock",
    "data_key",
    "google_sheet",
    "google_tops",
    "graves",
    "has_data_key",
    "interruptible",
    "is_google",
    "keep_out",
    "kept_store",
    "mapping_place",
    "post",
    "real_clock",
    "sheet",
    "source_of",
    "store",
    "upgrade",
]


def post(settings: Settings) -> "Post":
    """The way out for mails: a mail server, or the screen when there is none."""
    from tracker.mail import post_for

    return post_for(settings.mail_url, settings.mail_from)
