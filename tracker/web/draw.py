"""Where the pages get what they show: the newest edition of the database that the settings name."""

from collections.abc import Mapping

from tracker import actions, wiring
from tracker.edition import Edition
from tracker.settings import Settings, read_settings
from tracker.web.programme import Draw


def newest(settings: Settings | None = None) -> Draw:
    """A way to draw the newest edition for the programme page; settings come from the environment by default."""
    chosen = settings or read_settings()

    def draw() -> tuple[Edition, Mapping[str, str]]:
        with wiring.store(chosen) as store:
            edition, _ = actions.edition(store, "programma", as_of=None, known_at=None, now=wiring.clock(chosen))
        return edition, actions.charts(edition)

    return draw
