"""The slides about change, partners, places, grants and rules, and what is asked: each from its part of an edition."""

from collections.abc import Iterator

from tracker import wording
from tracker.choices import DOMAINS, OWNERS, SEATS, STEP_KINDS
from tracker.edition import Audience, Edition, Shift
from tracker.editions import story
from tracker.editions.excel_account import OUTCOMES
from tracker.editions.excel_looks import ACCENT, BAR
from tracker.editions.partner_chapters import LEVELS, kind_order, kind_word
from tracker.editions.shown import figure_words, own_partner
from tracker.editions.slides_charts import Stack, put_stack
from tracker.editions.slides_house import (
    LEFT,
    ROOM,
    TALL,
    WIDE,
    Box,
    Deck,
    Line,
    SlideTable,
    height_of,
    put,
    put_table,
    rows_that_fit,
)
from tracker.model import Domain, Level

# --- Why figures changed ---------------------------------------------------------------------------------------------


def changes(deck: Deck, edition: Edition) -> None:
    """Why the counts changed, the headlines first, in three columns that add up."""
    moved = sorted((one for one in story.moved(edition) if one.part == "numerator"), key=_rank)
    if edition.changes is None or not moved:
        return
    heads = (
        ("Cijfer", 4.6, False),
        ("Van", 1.0, True),
        ("Naar", 1.0, True),
        ("Nieuw", 1.2, True),
        ("Alsnog ingevoerd of verbeterd", 2.9, True),
        ("Overig", 1.3, True),
    )
    rows = tuple(
        (
            one.name,
            wording.number(one.before),
            wording.number(one.after),
            *(wording.signed(n) for n in story.causes(one)),
        )
        for one in moved
    )
    lead = story.changes_lead(edition.changes.since, story.moved(edition))
    said = " ".join(story.change_words(one) for one in moved[:3])
    table = SlideTable(heads, rows, f"Tabel: waarom aantallen veranderden. {said}")
    count = rows_that_fit(table, TALL - 0.5)
    slide = deck.slide(lead, said)
    put_table(slide, SlideTable(heads, rows[:count], table.words))
    left = len(story.moved(edition)) - count
    if left:
        more = wording.plural(left, "ander aantal veranderde ook", "andere aantallen veranderden ook")
        put(slide, Box(LEFT, 6.35, WIDE, 0.5), [Line(f"En nog {more}. Die staan in de stukken.")])


def _rank(shift: Shift) -> int:
    return wording.HEADLINES.index(shift.code) if shift.code in wording.HEADLINES else len(wording.HEADLINES)


# --- Partners and places ---------------------------------------------------------------------------------------------

_LEVELS: tuple[tuple[str | None, str], ...] = (
    (Level.STRUCTURAL, "#1d5f5a"),
    (Level.PILOT, "#668a2f"),
    (Level.EXPLORING, "#f2c26b"),
    (Level.NONE, "#d98c70"),
    (None, "#d9cec2"),
)
"""The colour of each level of embedding, from far to not yet."""


def domains(deck: Deck, edition: Edition) -> None:
    """How many partners are how far in each domain."""
    if not edition.partners:
        return
    counts = {
        LEVELS[level].text: ([_count(edition, domain, level) for domain in Domain], colour) for level, colour in _LEVELS
    }
    shown = {wording.capital(name): pair for name, pair in counts.items() if any(pair[0])}
    lead = story.partners_lead(edition.partners)
    far = [(DOMAINS.word(domain), _count(edition, domain, Level.STRUCTURAL)) for domain in Domain]
    said = [f"{wording.capital(name)}: {wording.number(count)} structureel." for name, count in far]
    slide = deck.slide(lead, f"{lead} {' '.join(said)}")
    if not shown:
        put(slide, ROOM, [Line("Nog niemand schreef op hoe ver partners zijn.", 24)])
        return
    names = tuple(wording.capital(DOMAINS.word(domain)) for domain in Domain)
    words = f"Gestapelde balken: hoe ver partners zijn, per domein. {' '.join(said)}"
    put_stack(slide, ROOM, Stack(names, shown, words, lying=True, whole=True, labels=True))


def _count(edition: Edition, domain: Domain, level: str | None) -> int:
    return sum(partner.levels.get(domain) == level for partner in edition.partners)


def places(deck: Deck, edition: Edition) -> None:
    """How many places of each kind are filled and free, and of which there are too few."""
    if not edition.places.now:
        return
    kinds = list(dict.fromkeys(one.kind for one in sorted(edition.places.now, key=kind_order)))
    series = {
        name: ([sum(getattr(one, what) for one in edition.places.now if one.kind == kind) for kind in kinds], colour)
        for name, what, colour in (("Bezet", "filled", ACCENT), ("Vrij", "free", BAR))
    }
    short = [one for one in edition.places.wanted if one.shortfall > 0]
    lacking = [f"{wording.number(one.shortfall)} {_for_kind(one.kind)}" for one in short]
    too_few = f"Er zijn plekken te weinig: {wording.listing(lacking)}." if lacking else ""
    lead = story.places_lead(edition.places.now)
    slide = deck.slide(lead, f"{lead} {too_few}".strip())
    names = tuple(wording.capital(kind_word(kind)) for kind in kinds)
    said = [f"{name} {wording.number(full)} bezet en {wording.number(free)} vrij" for name, full, free in zip(
        names, series["Bezet"][0], series["Vrij"][0], strict=True)]  # fmt: skip
    words = f"Gestapelde balken: plekken per soort. {wording.listing(said)}."
    tall = TALL - (height_of(Line(too_few), WIDE) + 0.2 if too_few else 0)
    put_stack(slide, Box(LEFT, ROOM.top, WIDE, tall), Stack(names, series, words, lying=True, labels=True))
    if too_few:
        put(slide, Box(LEFT, ROOM.top + tall, WIDE, TALL - tall), [Line(too_few)])


def _for_kind(kind: str | None) -> str:
    return f"voor {kind_word(kind)}" if kind else "van een soort die wij nog niet weten"


def own(deck: Deck, edition: Edition) -> None:
    """What the partner that the slides are for does itself."""
    mine = own_partner(edition)
    if mine is None:
        return
    rows = [
        (f"{wording.capital(STEP_KINDS.word(kind))}, nu bij u", wording.number(n))
        for kind, n in mine.placements.items()
    ]
    if mine.registered is not None:
        rows.append(("Mensen die u aanmeldde", wording.number(mine.registered)))
    offered, filled = (sum(getattr(one, what) for one in mine.places) for what in ("offered", "filled"))
    rows.append(("Plekken die u aanbiedt", f"{wording.number(offered)}, waarvan {wording.number(filled)} bezet"))
    rows += [
        (f"{wording.capital(SEATS.word(seat))} in het AVK-team", wording.number(n)) for seat, n in mine.seats.items()
    ]
    plan = "geen" if mine.plan_on is None else wording.long_date(mine.plan_on)
    rows.append(("Actieplan", f"{plan}{'' if mine.plan_holds or mine.plan_on is None else ', verlopen'}"))
    if mine.following:
        rows.append(("Uw volgende stap", wording.capital(DOMAINS.word(mine.following))))
    said = "; ".join(f"{name.lower()}: {count}" for name, count in rows)
    table = SlideTable((("Wat", 7.5, False), ("Stand", 4.5, True)), tuple(rows), f"Tabel met uw aantallen: {said}.")
    _in_parts(deck, mine.name, table, f"Zo staat {mine.name} ervoor: {said}.")


# --- Grants and rules ------------------------------------------------------------------------------------------------


def grants(deck: Deck, edition: Edition) -> None:
    """The figures of a grant, for its funder."""
    if edition.audience != Audience.FUNDER:
        return
    for grant in edition.grants:
        for name, figures in ((grant.name, grant.figures), (f"{grant.name}: zoals ESF+ telt", grant.esf)):
            told = f" {wording.AS_ESF}" if figures and figures is grant.esf else ""
            rows = tuple(
                (one.name, figure_words(one, edition), _agreed(one.target, one.target_date)) for one in figures
            )
            said = "; ".join(f"{row[0].lower()}: {row[1]}" for row in rows)
            heads = (("Cijfer", 5.5, False), ("Stand", 3.3, True), ("Afgesproken", 3.3, True))
            if rows:
                _in_parts(deck, name, SlideTable(heads, rows, f"Tabel: {said}."), f"{name}. {said}.{told}")


def _agreed(target: float | None, day: object) -> str:
    from datetime import date

    if target is None:
        return ""
    return f"{wording.number(target)}{f', {wording.by_date(day)}' if isinstance(day, date) else ''}"


def rules(deck: Deck, edition: Edition) -> None:
    """The rules that stand in the way, for those who can change them."""
    if edition.audience != Audience.RULES or not edition.rules:
        return
    heads = (("Regel", 5.2, False), ("Meldingen", 1.7, True), ("Mensen", 2.0, True), ("Wat ervan kwam", 3.2, False))
    rows = tuple(
        (
            wording.capital(one.rule),
            wording.number(one.reports),
            _people(one.people),
            ", ".join(_outcomes(one.outcomes)),
        )
        for one in edition.rules
    )
    said = "; ".join(f"{one.rule}: {wording.plural(one.reports, 'melding', 'meldingen')}" for one in edition.rules)
    table = SlideTable(heads, rows, f"Tabel met regels: {said}.")
    _in_parts(deck, "Regels die in de weg staan", table, f"Dit zijn de regels waar mensen tegenaan lopen: {said}.")


def _people(count: int | None) -> str:
    if count is None:
        return "onbekend"
    return f"ca. {wording.number(count)}" if count else "minder dan 5"


def _outcomes(outcomes: object) -> Iterator[str]:
    assert isinstance(outcomes, dict)
    yield from (
        f"{wording.number(outcomes[code])} {word.lower()}" for code, word in OUTCOMES.items() if outcomes.get(code)
    )


def _in_parts(deck: Deck, name: str, table: SlideTable, say: str) -> None:
    """A table over as many slides as it needs."""
    rows, place = table.rows, 0
    while rows:
        count = rows_that_fit(SlideTable(table.heads, rows, table.words), TALL)
        slide = deck.slide(f"{name} (vervolg)" if place else name, say)
        put_table(slide, SlideTable(table.heads, rows[:count], table.words))
        rows, place = rows[count:], place + 1


# --- What is asked ---------------------------------------------------------------------------------------------------


def asked(deck: Deck, edition: Edition) -> None:
    """The decision that is asked, and what became of earlier agreements."""
    decision = edition.meeting.decision if edition.meeting else None
    if not decision and not edition.promises:
        return
    lines = [Line(decision, 24, bold=True, colour=ACCENT, after=16)] if decision else []
    # What is not done asks for attention, so it stands first.
    ordered = sorted(edition.promises, key=lambda one: one.done is True)
    if ordered:
        lines.append(Line(story.promises_lead(ordered), 20, bold=True))
    left = len(ordered)
    for promise in ordered:
        who = f" ({OWNERS.word(promise.who)})" if promise.who else ""
        line = Line(f"{promise.text.rstrip('.')}{who}: {story.promise_status(promise, edition.state.as_of)}")
        if sum(height_of(one, WIDE) for one in (*lines, line)) > TALL - 0.4:
            break
        lines, left = [*lines, line], left - 1
    if left:
        lines.append(Line(f"En nog {wording.plural(left, 'afspraak', 'afspraken')}. Die staan in de stukken."))
    name = "Wat wij u vragen" if decision else "Wat wij afspraken"
    say = f"Wij vragen u: {decision}" if decision else story.promises_lead(ordered)
    put(deck.slide(name, say), ROOM, lines)
