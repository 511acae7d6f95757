"""Dutch sentences, plurals, numbers and dates as people read them; every page, paper and terminal takes them here."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tracker.choices import GUIDES
from tracker.model import Figure, Finding, Overlap, Severity, Unit

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

FEWEST_FOR_PERCENTAGE = 25
"""A percentage about fewer people than this says more than it knows: then the counts are given."""

AS_ESF = "Wij tellen hier zoals ESF+ dat doet. Dit is geen officiële verantwoording aan ESF+."
"""Stands wherever the figures of a grant are counted by the definitions of ESF+."""


def number(value: float, decimals: int | None = None) -> str:
    """A number with Dutch marks: `1234.5` is `1.234,5`. Without `decimals` it has as many as it needs, at most two."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """A share between 0 and 1 as a whole percentage: `0.414` is `41%`."""
    return f"{round(share * 100)}%"


def plural(count: float, one: str, many: str) -> str:
    """A count with its noun: `1 deelnemer`, `3 deelnemers`."""
    return f"{number(count)} {one if count == 1 else many}"


def overlap_sentence(overlaps: tuple[Overlap, ...]) -> str:
    """Who does several things at once, each group with its number: `Betaald werk en opleiding: 3 mensen.` and so on."""
    told = (f"{capital(listing(one.activities))}: {plural(one.people, 'mens', 'mensen')}." for one in overlaps)
    return " ".join(["Sommige mensen doen meer tegelijk. Wij tellen hen hierboven één keer.", *told])


def signed(change: int) -> str:
    """A change with its sign, in print: `+3`, `−2`, `0`."""
    return f"+{number(change)}" if change > 0 else f"−{number(-change)}" if change else "0"


def difference(change: int, than: str) -> str:
    """A change against something else: `9 meer dan op 1 mei 2026`, `1 minder dan …`, `evenveel als …`."""
    if not change:
        return f"evenveel als {than}"
    return f"{number(abs(change))} {'meer' if change > 0 else 'minder'} dan {than}"


def listing(words: list[str] | tuple[str, ...], last: str = "en") -> str:
    """Words as a list in a sentence: `appels, peren en noten`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def long_date(day: date) -> str:
    """`1 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """`1-11-2026`, the way people type it."""
    return f"{day.day}-{day.month}-{day.year}"


def moment(at: datetime) -> str:
    """A moment in Dutch time: `1 november 2026, 12.00 uur`."""
    local = at.astimezone(AMSTERDAM)
    return f"{long_date(local.date())}, {local.hour}.{local.minute:02} uur"


def short_moment(at: datetime) -> str:
    """A moment in Dutch time, for a table: `1-11-2026 12.00`."""
    local = at.astimezone(AMSTERDAM)
    return f"{short_date(local.date())} {local.hour}.{local.minute:02}"


def today_at(now: datetime) -> date:
    """The date in the Netherlands at a moment."""
    return now.astimezone(AMSTERDAM).date()


def utc(at: datetime) -> datetime:
    """The same moment, in UTC; a moment without a zone is read as Dutch time."""
    return (at if at.tzinfo else at.replace(tzinfo=AMSTERDAM)).astimezone(UTC)


def capital(sentence: str) -> str:
    """The sentence with a capital in front."""
    return sentence[:1].upper() + sentence[1:]


def slug(name: str) -> str:
    """A name as it stands in addresses and names of files: `Gemeente ’t Zandt` becomes `gemeente-t-zandt`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "zonder-naam"


def addresses(names: Iterable[str]) -> dict[str, str]:
    """For each name its own address: its slug, and where names share one that slug with a few signs behind it.

    The signs follow from the name alone, so that an address stays as it is when other names come and go.
    """
    slugs = {name: slug(name) for name in names}
    times = Counter(slugs.values())
    return {name: one if times[one] == 1 else f"{one}-{_sign(name)}" for name, one in slugs.items()}


def _sign(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:6]


def place(finding: Finding) -> str:
    """Where a finding is, within its tab: `rij 14, Einde (cel F14)`; empty when it is about the whole tab."""
    parts = []
    if finding.row is not None:
        parts.append(f"rij {finding.row}")
    if finding.column is not None:
        parts.append(finding.column)
    cell = f" (cel {finding.cell})" if finding.cell else ""
    return f"{', '.join(parts)}{cell}"


_SEVERITIES = {
    Severity.FAULT: ("fout", "fouten"),
    Severity.WARNING: ("waarschuwing", "waarschuwingen"),
    Severity.INFO: ("opmerking", "opmerkingen"),
}


def severity_word(severity: Severity) -> str:
    """How grave a finding is, as people call it."""
    return _SEVERITIES[severity][0]


def summary(findings: Sequence[Finding]) -> str:
    """What a check came to, in one or two sentences."""
    counts = Counter(finding.severity for finding in findings)
    said = [plural(counts[severity], *words) for severity, words in _SEVERITIES.items() if counts[severity]]
    if not said:
        return "Alles klopt. Wij vonden niets om te verbeteren."
    opening = "" if counts[Severity.FAULT] else "Het blad is goed te lezen. "
    return f"{opening}Wij vonden {listing(said)}."


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the gravest in front, and those of one kind in the order of their rows."""
    order = list(_SEVERITIES)
    return sorted(findings, key=lambda finding: (order.index(finding.severity), finding.row or 0))


def by_tab(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Findings as people go through them: by tab, the tab with the gravest in front, and in it the gravest in front.

    Tabs of which there is only to say that nobody uses them are one finding together, at the end.
    """
    unused = [one for one in findings if one.code == "tabblad_niet_gebruikt" and "?" not in one.advice]
    folded = {one.tab for one in unused} if len(unused) > 1 else set()
    titles = dict.fromkeys(one.tab for one in gravest_first(findings) if one.tab not in folded)
    parts = [(title or "Het hele blad", gravest_first(one for one in findings if one.tab == title)) for title in titles]
    if folded:
        message = f"Deze tabbladen zijn er niet: {listing([one.tab or '' for one in unused])}. Dat deel blijft leeg."
        parts.append(("Wat u niet gebruikt", [replace(unused[0], message=message, tab=None)]))
    return parts


def guide_word(guide: str) -> str:
    """Who guides a person, as people call it: a role of the programme, or the name of a partner."""
    return GUIDES.word(guide)


# --- Figures ---------------------------------------------------------------------------------------------------------


def figure_value(figure: Figure) -> str:
    """The value of a figure as people read it: `51`, `41% (48 van de 117)`, `12 tot 14 van de 20`, `onbekend`."""
    if figure.numerator is None or figure.value is None:
        return figure_without_value(figure)
    if figure.unit is Unit.DAYS:
        return plural(figure.value, "dag", "dagen")
    if figure.unit is Unit.COUNT:
        return number(figure.value)
    return share_of(figure.numerator, figure.denominator or 0, figure.unknown)


_NOBODY = (
    ("partners_", "nog geen partners"),
    ("domein_", "nog geen partners"),
    ("actieplannen", "nog geen partners"),
    ("avk_team", "nog geen partners"),
    ("invoervertraging", "nog geen nieuwe stappen"),
)
"""What there is none of yet, for the figures that are not about people, by how their code begins."""


def figure_without_value(figure: Figure) -> str:
    """Why there is nothing to show."""
    if figure.denominator == 0:
        return next((words for begin, words in _NOBODY if figure.code.startswith(begin)), "nog niemand")
    return "te weinig antwoorden" if figure.denominator and not figure.unknown else "onbekend"


def share_of(yes: int, base: int, unknown: int) -> str:
    """A share in words, as a range when some are unknown; with few people the counts and no percentage."""
    if base == 0:
        return "nog niemand"
    percentages, counts = percentage_range(yes, base, unknown), count_range(yes, base, unknown)
    return f"{percentages} ({counts})" if percentages else counts


def percentage_range(yes: int, base: int, unknown: int) -> str:
    """A share as a percentage, or as two when some are unknown; empty with too few people for a percentage."""
    if base < FEWEST_FOR_PERCENTAGE:
        return ""
    low, high = percent(yes / base), percent((yes + unknown) / base)
    return low if low == high else f"{low} tot {high}"


def count_range(yes: int, base: int, unknown: int) -> str:
    """A share in whole people: `48 van de 117`, or `48 tot 53 van de 117` when some are unknown."""
    counts = f"{number(yes)} tot {number(yes + unknown)}" if unknown else number(yes)
    return f"{counts} van de {number(base)}"


HEADLINES = ("kans_gekregen", "eigen_doel_bereikt", "betaald_werk")
"""The figures that come first everywhere."""

_HEADLINES = {
    "kans_gekregen": "een kans",
    "betaald_werk": "betaald werk",
}

_DID = {
    "deelnemers": ("deed mee", "deden mee"),
    "opleiding_gestart": ("begon met een opleiding", "begonnen met een opleiding"),
}
"""What people did, for the figures that come first in the papers of a grant."""


def headline(figure: Figure) -> str:
    """The figure as one sentence, such as `102 van de 250 mensen kregen een kans`."""
    if figure.code == "eigen_doel_bereikt":
        return _own_goal_sentence(figure)
    if figure.numerator is not None and figure.code in _DID:
        one, many = _DID[figure.code]
        return f"{plural(figure.numerator, 'mens', 'mensen')} {one if figure.numerator == 1 else many}."
    if figure.numerator is None or figure.code not in _HEADLINES:
        return f"{figure.name}: {figure_value(figure)}."
    got, reached = _HEADLINES[figure.code], figure.numerator
    verb = "kreeg" if reached == 1 else "kregen"
    target = figure.target if figure.target_unit is Unit.COUNT else None
    if target and reached <= target:
        return f"{number(reached)} van de {number(target)} mensen {verb} {got}."
    beyond = f" Het doel is {number(target)}." if target else ""
    return f"{plural(reached, 'mens', 'mensen')} {verb} {got}.{beyond}"


def _own_goal_sentence(figure: Figure) -> str:
    """The own goal is counted among those whose goal is known."""
    reached, base = figure.numerator or 0, figure.denominator or 0
    if base == 0:
        return "Nog van niemand is het eigen doel bekend."
    if base == 1:
        goal = f"De enige mens met een bekend eigen doel bereikte dat doel{'' if reached else ' niet'}"
    else:
        verb = "bereikte" if reached == 1 else "bereikten"
        goal = f"{number(reached)} van de {number(base)} mensen met een bekend eigen doel {verb} dat doel"
    return f"{goal}; van {number(figure.unknown)} weten wij het nog niet." if figure.unknown else f"{goal}."


def milestone_sentence(figure: Figure) -> str:
    """What comes next for a figure with a target: `Eind 2026 willen wij 110 bereiken.` Empty without one."""
    if figure.milestone is None or figure.milestone_date is None:
        return ""
    goal = target_value(figure.milestone, figure)
    if figure.target_unit is Unit.COUNT and figure.numerator is not None and figure.numerator >= figure.milestone:
        return f"De mijlpaal van {goal} {by_date(figure.milestone_date)} is al bereikt."
    return f"{capital(by_date(figure.milestone_date))} willen wij {goal} bereiken."


def by_date(day: date) -> str:
    """A date in a sentence: `op 1 maart 2027`, and for the last day of a year `eind 2026`."""
    return f"eind {day.year}" if (day.month, day.day) == (12, 31) else f"op {long_date(day)}"


def target_value(target: float, figure: Figure) -> str:
    """A target as people read it."""
    return percent(target) if figure.target_unit is Unit.SHARE else number(target)
