"""What to do next, for someone who typed `ew` and nothing else: from no sheet at all to pages that are up."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.settings import Settings


def next_step() -> str:
    """One or two Dutch sentences; looking makes no database."""
    from tracker.errors import TrackerError
    from tracker.settings import read_settings

    try:
        settings = read_settings()
        return _after_sync(settings) if _has_database(settings) else _before_sync(settings)
    except TrackerError as error:
        return f"{error.what} Kijk wat er mis is met: ew dokter"


def _has_database(settings: "Settings") -> bool:
    """Whether there is a database to look in; one on a server is asked."""
    from pathlib import Path
    from urllib.parse import unquote

    kind, _, path = settings.database_url.partition(":///")
    return kind != "sqlite" or Path(unquote(path)).is_file()


def _before_sync(settings: "Settings") -> str:
    if settings.source is None:
        return (
            "Nieuw hier? Kijk eerst rond met een verzonnen blad: ew demo. "
            "Begin daarna met een eigen blad: ew nieuw mijn-blad.xlsx"
        )
    return "Uw blad is gekozen en nog niet gelezen. Controleer het met: ew controle. Lees het daarna met: ew sync"


def _after_sync(settings: "Settings") -> str:
    from tracker import actions, wiring
    from tracker.wording import moment

    with wiring.store(settings) as store:
        last = actions.last_good_sync(store)
    if last is None:
        return _before_sync(settings)
    return f"Laatst bijgewerkt op {moment(last.last_at)}. Bekijk de cijfers met: ew stand. Of de pagina's met: ew serve"
