"""What is known of the partners of the sample: how far they are, their experts, their teams, the places they offer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_sheets.days import after, random_for, workday
from sample_sheets.partners import WORK
from tracker.model import (
    OUTSIDE_NETWORK,
    Domain,
    Embedding,
    ExpertCount,
    Level,
    Partner,
    Place,
    Step,
    StepKind,
    TeamSeat,
)

_STARS = ("Zorggroep Zevenlinden", "Welzijn Achterhorst", "Lectoraat Kansrijk Veen", "Buurthuis De Turfketel")
"""These work with experts by experience in every domain that applies to them, as all should in 2035."""

_PROOFS = ("in_staffing", "in_budget", "in_policy")
_SEATS = ("board", "manager", "manager", "practice", "practice")

# --- How far --------------------------------------------------------------------------------------------------------


def embeddings(members: Sequence[Partner], as_of: date) -> Iterator[Embedding]:
    """Row by row how far each partner was in each domain, up over the years and never down."""
    for member in members:
        rng = random_for("embedding", member.name)
        halted = rng.choice(list(Domain))
        for domain in Domain:
            rows = _rows(member, domain, halted, rng)
            yield from (row for row in rows if row.since <= min(as_of, member.left_on or as_of))


def _rows(member: Partner, domain: Domain, halted: Domain, rng: Random) -> Iterator[Embedding]:
    """A star gets there in time; another takes longer, and in one domain it does not come beyond a trial."""
    joined = member.joined_on or date(2022, 1, 1)
    star = member.name in _STARS
    if rng.random() < 0.12 and domain is not halted:
        yield Embedding(partner=member.name, domain=domain, level=Level.NOT_APPLICABLE, since=joined)
        return
    if rng.random() < 0.06 and not star:
        return
    yield Embedding(partner=member.name, domain=domain, level=Level.NONE, since=joined)
    day, pace = max(joined, date(2022, 3, 1)), 0.6 if star else rng.uniform(0.8, 2.6)
    for level, least, most in ((Level.EXPLORING, 90, 420), (Level.PILOT, 200, 620), (Level.STRUCTURAL, 330, 800)):
        day = workday(day + timedelta(days=int(rng.randint(least, most) * pace)))
        if level is Level.STRUCTURAL and domain is halted and not star:
            return
        proof = rng.choice(_PROOFS) if level is Level.STRUCTURAL else None
        yield Embedding(partner=member.name, domain=domain, level=level, since=day, proof=proof)


# --- Teams -----------------------------------------------------------------------------------------------------------


def team_seats(members: Sequence[Partner], as_of: date) -> Iterator[TeamSeat]:
    """The seats of each team; about half are complete, and now and then one person follows another."""
    for member in members:
        rng = random_for("team", member.name)
        missing = rng.choice((0, 0, 0, 1, 1, 2, 5))
        for seat in _SEATS[: len(_SEATS) - missing]:
            start = workday(after(member.joined_on or as_of, rng, 10, 240))
            change = workday(after(start, rng, 400, 1800))
            yield from _held(member, seat, start, change if rng.random() < 0.4 else None, as_of)


def _held(member: Partner, seat: str, start: date, change: date | None, as_of: date) -> Iterator[TeamSeat]:
    known = min(as_of, member.left_on or as_of)
    if start > known:
        return
    until = change if change and change <= known else member.left_on
    yield TeamSeat(partner=member.name, seat=seat, held_from=start, held_until=until)
    if change and change < known:
        yield TeamSeat(partner=member.name, seat=seat, held_from=change + timedelta(days=1), held_until=member.left_on)


# --- Experts and places ----------------------------------------------------------------------------------------------


class Tally:
    """Counts, while the steps go by, who was where: the most at once by partner and kind, and the experts by date."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.dates = [date(year, 12, 31) for year in range(2022, as_of.year) if date(year, 12, 31) <= as_of]
        self.moves: dict[tuple[str, str], Counter[date]] = {}
        self.examples: dict[tuple[str, str], Step] = {}
        self.experts: Counter[tuple[str, date, bool]] = Counter()

    def add(self, step: Step) -> None:
        """Count one step."""
        if step.partner is None or step.partner == OUTSIDE_NETWORK:
            return
        key = (step.partner, step.kind)
        moves = self.moves.setdefault(key, Counter())
        moves[step.start] += 1
        moves[step.end + timedelta(days=1) if step.end else date.max] -= 1
        self.examples.setdefault(key, step)
        for day in self.dates if step.as_expert else ():
            if step.start <= day and (step.end is None or day <= step.end):
                self.experts[step.partner, day, step.kind == StepKind.PAID_WORK] += 1

    def most_at_once(self, key: tuple[str, str]) -> int:
        """The greatest number of people at a partner in one kind of step on any day."""
        running = most = 0
        for day in sorted(self.moves[key]):
            running += self.moves[key][day]
            most = max(most, running)
        return most


def expert_counts(members: Sequence[Partner], tally: Tally) -> Iterator[ExpertCount]:
    """At the end of each year most partners count their experts by experience; there are more every year."""
    for member in members:
        rng = random_for("experts", member.name)
        others, growth = rng.choice((0, 0, 1, 2)), rng.choice((0, 0, 1, 1, 2))
        for years, day in enumerate(tally.dates):
            counted = rng.random() < 0.85
            if not counted or (member.joined_on or day) > day or (member.left_on or day) < day:
                continue
            paid = tally.experts[member.name, day, True] + others + growth * years // 2
            volunteer = tally.experts[member.name, day, False] + others + growth * years
            yield ExpertCount(
                partner=member.name, counted_on=day, paid=paid, volunteer=volunteer if rng.random() > 0.08 else None
            )


def places(members: Sequence[Partner], tally: Tally) -> Iterator[Place]:
    """Places for at least as many people as were there at once, and places that nobody has taken yet."""
    for member in members:
        rng = random_for("places", member.name)
        kinds = [kind for kind in StepKind if (member.name, kind.value) in tally.moves]
        for kind in kinds:
            if rng.random() < 0.8:
                yield from _offer(member, kind, tally, rng)
        free = rng.choice([kind for kind in StepKind if kind is not StepKind.TRAINING])
        if free not in kinds and rng.random() < 0.3 and member.left_on is None:
            yield _new_place(member, free, tally.as_of, rng)


def _offer(member: Partner, kind: StepKind, tally: Tally, rng: Random) -> Iterable[Place]:
    key = (member.name, kind.value)
    first = min(tally.moves[key])
    example = tally.examples[key]
    whole = Place(
        partner=member.name,
        kind=kind,
        number=tally.most_at_once(key) + rng.choice((0, 0, 0, 1, 1)),
        offered_from=min(first, max(member.joined_on or first, workday(first - timedelta(days=rng.randint(20, 90))))),
        domain=example.domain,
        role=example.role,
        hours=example.hours,
        funding=rng.choice(("own_staffing", "own_staffing", "social_return", "grant", None)),
    )
    if whole.number < 3:
        return (whole,)
    work = WORK[member.sector or "other"]
    other = replace(whole, number=whole.number // 2, domain=work.domains[-1], role=work.roles[-1], hours=None)
    return (replace(whole, number=whole.number - other.number), other)


def _new_place(member: Partner, kind: StepKind, as_of: date, rng: Random) -> Place:
    start = max(member.joined_on or as_of, workday(as_of - timedelta(days=rng.randint(5, 200))))
    work = WORK[member.sector or "other"]
    return Place(
        partner=member.name,
        kind=kind,
        number=rng.choice((1, 1, 2)),
        offered_from=start,
        offered_until=start + timedelta(days=365) if rng.random() < 0.5 else None,
        domain=rng.choice(work.domains),
        role=rng.choice(work.roles),
        hours=rng.choice((12.0, 16.0, 24.0)),
        funding=rng.choice(("own_staffing", "social_return", "grant")),
    )
