"""What the cells of an unknown column look like: dates, numbers, codes or words of ours; of other text only that."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.choices import MUNICIPALITIES as MUNICIPALITY_LIST
from tracker.choices import YES_NO, Choices
from tracker.columns import Column, Kind
from tracker.intake.dates import date_from_moment, date_from_text
from tracker.intake.headings import WORDS
from tracker.intake.mapping import HIGHEST_NUMBER
from tracker.intake.municipalities import MUNICIPALITIES, OTHER_NAMES
from tracker.intake.names import plain
from tracker.intake.numbers import is_whole, number_before_unit, number_from_text
from tracker.intake.secrets import secret_in
from tracker.intake.words import participant_code
from tracker.model import Raw
from tracker.wording import number, short_date

MOSTLY = 0.6
"""This share of the filled cells says what a column holds."""

SECRET_FROM = 0.1
"""From this share of cells with an address, phone number or BSN on, a column is never read."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The filled cells of one column, read in every way that may fit. It holds people's text: show none of it.

    Of a column that was not `looked` into only its heading is known.
    """

    filled: int
    days: tuple[date, ...]
    numbers: tuple[float, ...]
    code_starts: Counter[str]
    bare_numbers: int
    secrets: int
    ticks: int
    texts: Counter[str]
    looked: bool = True

    def share(self, count: int) -> float:
        """A count as a share of the filled cells."""
        return count / self.filled if self.filled else 0.0

    @property
    def codes(self) -> int:
        """How many cells are the code of a participant."""
        return sum(self.code_starts.values())

    @property
    def holds_secrets(self) -> bool:
        """Whether there are too many addresses or numbers of people among the cells to read any."""
        return self.share(self.secrets) >= SECRET_FROM

    @property
    def kind(self) -> str:
        """What the cells are, in Dutch: the most that may be told of text."""
        if not self.filled:
            return "leeg" if self.looked else "niet bekeken"
        found = (
            ("datums", len(self.days)),
            ("codes", self.codes),
            ("getallen", len(self.numbers)),
        )
        return next((word for word, count in found if self.share(count) >= MOSTLY), "tekst")


NOT_LOOKED_INTO = Profile(0, (), (), Counter(), 0, 0, 0, Counter(), looked=False)
"""What is known of a column by its heading alone."""


def profile(cells: Iterable[Raw]) -> Profile:
    """What the cells of a column hold."""
    filled = [cell for cell in cells if cell is not None and not (isinstance(cell, str) and not plain(cell))]
    return Profile(
        filled=len(filled),
        days=tuple(day for cell in filled if (day := _day(cell))),
        numbers=tuple(found for cell in filled if (found := _number(cell)) is not None),
        code_starts=Counter(
            code.split("-")[0] for cell in filled if isinstance(cell, str) and (code := participant_code(cell))
        ),
        bare_numbers=sum(_may_be_a_code(cell) for cell in filled),
        secrets=sum(secret_in(cell, in_dates=True) is not None for cell in filled),
        ticks=sum(isinstance(cell, bool) for cell in filled),
        texts=Counter(plain(cell[:300]) for cell in filled if isinstance(cell, str)),
    )


def _day(cell: Raw) -> date | None:
    if isinstance(cell, datetime):
        return date_from_moment(cell).day
    return date_from_text(cell).day if isinstance(cell, str) else None


def _number(cell: Raw) -> float | None:
    if isinstance(cell, float):
        return cell
    if not isinstance(cell, str):
        return None
    found = number_from_text(cell)
    return number_before_unit(cell) if found is None else found


def _may_be_a_code(cell: Raw) -> bool:
    found = _number(cell)
    return found is not None and is_whole(found) and 0 <= found <= HIGHEST_NUMBER


# --- Words of a list --------------------------------------------------------------------------------------------------


def known_words(choices: Choices) -> Mapping[str, str]:
    """Our word for each word and synonym of a list, by its plain form."""
    words = {plain(name): option.word for option in choices.options for name in (option.word, *option.other)}
    if choices is MUNICIPALITY_LIST:
        words |= {plain(name): name for name in MUNICIPALITIES} | {plain(a): b for a, b in OTHER_NAMES.items()}
    return words


def foreign_words(choices: Choices, texts: Iterable[str]) -> dict[str, str]:
    """The words among these plain texts that mean one of ours in other sheets, with ours."""
    ours = known_words(choices)
    theirs = {plain(name): word for word, names in WORDS.get(choices.name, {}).items() for name in names}
    return {text: theirs[text] for text in sorted(set(texts)) if text in theirs and text not in ours}


def recognised(choices: Choices, found: Profile) -> Counter[str]:
    """How often each of our words is meant."""
    words = {**known_words(choices), **foreign_words(choices, found.texts)}
    meant: Counter[str] = Counter()
    for text, count in found.texts.items():
        parts = [text] if text in words else [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
        if parts and all(part in words for part in parts):
            meant.update({words[part]: count for part in parts})
    return meant


def understood(choices: Choices, found: Profile) -> int:
    """How many cells hold words of the list only."""
    words = {**known_words(choices), **foreign_words(choices, found.texts)}
    return sum(
        count
        for text, count in found.texts.items()
        if text in words or all(part.strip() in words for part in re.split(r"[;,]", text))
    )


# --- Whether a column can be that -------------------------------------------------------------------------------------


def misfit(column: Column, found: Profile) -> str | None:
    """Why the cells cannot be those of a column of ours (Dutch, a clause), or None when they can be."""
    if not found.looked:
        return None
    if found.holds_secrets and column.kind is not Kind.EMAIL:
        return "er staan gegevens in die bij één mens horen"
    if not found.filled:
        return None if column.kind is not Kind.CODE else "er staat niets in"
    right, clause = _fitting(column, found)
    return None if found.share(right) >= MOSTLY else clause


def _fitting(column: Column, found: Profile) -> tuple[int, str]:
    """How many cells fit, and what to say when they are too few."""
    kind, choices = column.kind, column.choices
    counted = {
        Kind.DATE: (len(found.days), "er staan geen datums in"),
        Kind.PAST_DATE: (len(found.days), "er staan geen datums in"),
        Kind.HOURS: (len(found.numbers), "er staan geen getallen in"),
        Kind.COUNT: (len(found.numbers), "er staan geen getallen in"),
        Kind.SCORE: (len(found.numbers), "er staan geen getallen in"),
        Kind.CODE: (found.codes + found.bare_numbers, "er staan geen nummers of codes in"),
        Kind.YES_NO: (understood(YES_NO, found) + found.ticks, "er staat geen ja of nee in"),
    }
    if kind in counted:
        return counted[kind]
    if kind in (Kind.CHOICE, Kind.CHOICES) and choices and known_words(choices):
        return understood(choices, found), "er staan andere woorden in dan in onze lijst"
    if kind is Kind.PARTNER and column.field == "guided_by" and choices:
        return understood(choices, found), "er kunnen namen van mensen staan"
    texts = sum(count for text, count in found.texts.items() if not text.isdigit())
    return texts - len(found.days), "er staat geen tekst in"


def example(column: Column, found: Profile) -> str | None:
    """One example, only of dates, numbers and words of our lists, and never from the row of one person."""
    if column.kind in (Kind.DATE, Kind.PAST_DATE):
        return short_date(sorted(found.days)[len(found.days) // 2]) if found.days else None
    if column.kind in (Kind.HOURS, Kind.COUNT, Kind.SCORE):
        return number(sorted(found.numbers)[len(found.numbers) // 2]) if found.numbers else None
    if column.kind in (Kind.CHOICE, Kind.CHOICES) and column.choices:
        common = recognised(column.choices, found).most_common(1)
        return common[0][0] if common else None
    return None


_OF_ORGANISATIONS = re.compile(
    r"\b(?:gemeente|stichting|zorg\w*|groep|bv|b\.v\.|school|college|bibliotheek|welzijn\w*|wijk\w*|werk\w*|\w*huis"
    r"|buurt\w*|provincie|universiteit|corporatie|woon\w*|bedrijf|winkel|vereniging|fonds|centrum|dienst\w*|ggz|roc"
    r"|kringloop\w*|hogeschool|voedselbank)\b"
)


def may_be_people(found: Profile) -> bool:
    """Whether a column of organisations could hold names of people: nearly all differ, and few say what they are."""
    texts = sum(found.texts.values())
    if texts < 3:
        return False
    telling = sum(count for text, count in found.texts.items() if _OF_ORGANISATIONS.search(text))
    return len(found.texts) >= 0.9 * texts and telling < 0.3 * texts
