"""What the papers of a partner say of that partner: its own exact numbers, for the first page and for a chapter."""

from collections.abc import Iterator

from tracker.choices import SEATS, STEP_KINDS
from tracker.edition import Edition
from tracker.editions.paper import Block, Column, Table, Words
from tracker.editions.partner_chapters import next_words, offered_and_filled, plan_words
from tracker.editions.shown import own_partner
from tracker.wording import capital, number, short_date


def own(edition: Edition) -> Iterator[Block]:
    """What the partner that the papers are for does itself, with its own exact numbers."""
    mine = own_partner(edition)
    if mine is None:
        return
    yield Table(mine.name, (Column("Wat", 3), Column("Stand", 1.4, number=True)), own_rows(edition))
    if mine.following:
        yield Words(f"Uw volgende stap: {next_words(mine)}")


def own_rows(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Names and numbers of the partner that the papers are for; nothing in the papers of others."""
    mine = own_partner(edition)
    if mine is None:
        return ()
    rows = [(f"{capital(STEP_KINDS.word(kind))}, nu bij u", number(count)) for kind, count in mine.placements.items()]
    rows = rows or [("Mensen nu bij u", number(0))]
    offered, filled = offered_and_filled(mine)
    rows.append(("Plekken die u biedt", number(offered)))
    if offered:
        rows.append(("Daarvan bezet", number(filled)))
    if mine.registered is not None:
        rows.append(("Mensen die u aanmeldde", number(mine.registered)))
    if mine.experts_on is not None:
        day = short_date(mine.experts_on)
        counts = (("betaald", mine.experts_paid), ("vrijwillig", mine.experts_volunteer))
        rows += [(f"Ervaringsdeskundigen {how}, op {day}", number(n)) for how, n in counts if n is not None]
    rows += [(f"{capital(SEATS.word(seat))} in het AVK-team", number(count)) for seat, count in mine.seats.items()]
    rows.append(("Actieplan", plan_words(mine)))
    return tuple(rows)
