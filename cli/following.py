"""`ew sync --volg`: follows the sheet until a signal comes, and says what happened on stderr (or as lines of JSON)."""

import json
import signal
from typing import TYPE_CHECKING

import click

from cli.exits import DONE

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.actions import News, Shared, Synced
    from tracker.settings import Settings


def follow_sheet(settings: "Settings", source: str | None, *, as_json: bool) -> int:
    """Follow until SIGTERM or Ctrl-C. Raises TrackerError when going on is useless: then whoever started us may again.

    The exit code tells systemd or Docker how it ended: 0 when it was asked to stop, 2 when it cannot run.
    """
    from cli.sync import means as means_of
    from tracker import actions, wiring

    stop = actions.Stop()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop.ask)
    desk = wiring.sheet(settings, source, wiring.interruptible(stop.wait, stop.network))

    def terms() -> actions.Terms:
        return actions.Terms(wiring.clock(settings), settings.consent_is_ground, thresholds=settings.thresholds)

    try:
        with wiring.store(settings) as store:
            click.echo("Wij volgen het blad. Stop met Ctrl-C.", err=True)
            key = wiring.data_key(settings, store)
            means = means_of(settings, key)

            def then(synced: "Synced", before: "datetime | None", now: actions.Terms) -> None:
                for sentence in actions.afterwards(store, synced, before, now, means):
                    click.echo(sentence, err=True)

            actions.follow(desk, store, key, terms, stop, _say_json if as_json else _say, then=then)
    except actions.Stopped:
        pass
    click.echo("Gestopt. Er is niets half bewaard.", err=True)
    return DONE


def _say_json(news: "News") -> None:
    """A line of JSON for each look that found something."""
    from cli.sync import as_answer

    if news.shared and _is_worth_saying(news.shared):
        click.echo(json.dumps(as_answer(news.shared), ensure_ascii=False, allow_nan=False))
    elif news.trouble and not news.again:
        answer = {"status": "refused", "snapshot": None, "what": news.trouble.what, "advice": news.trouble.advice}
        click.echo(json.dumps(answer, ensure_ascii=False))


def _say(news: "News") -> None:
    """A sentence for each look that found something."""
    if news.trouble and not news.again:
        click.echo(f"{news.trouble.what} {news.trouble.advice} Wij blijven kijken.", err=True)
    elif news.shared and _is_worth_saying(news.shared):
        _say_sync(news.shared)


def _is_worth_saying(shared: "Shared") -> bool:
    return shared.synced.status != "unchanged" or shared.wrote or shared.trouble is not None


def _say_sync(shared: "Shared") -> None:
    from cli.sync import OWN_TABS_STALE, rows_in_words
    from tracker.actions import no_longer_in

    rows = shared.synced.rows
    if shared.synced.status == "held":
        reasons = " ".join(shared.synced.held_because)
        out = f" {no_longer_in(shared.synced.shut_out)}" if shared.synced.shut_out else ""
        click.echo(f"Er zou veel veranderen; wij wachten. {reasons}{out} Klopt het? Typ: ew sync --bevestig", err=True)
    elif shared.synced.status == "stored":
        click.echo(f"Bewaard. {rows_in_words(rows)}", err=True)
    elif shared.wrote:
        click.echo("De tabbladen van de tracker zijn bijgewerkt.", err=True)
    if shared.trouble:
        click.echo(f"{OWN_TABS_STALE} {shared.trouble.what} {shared.trouble.advice}", err=True)
