"""What one walk over a sheet may cost: a sheet that asks more than any real one is refused in two sentences.

A sheet may be as large as people need. These limits are for what no sheet of people holds: hundreds of thousands of
cells that cannot be read, or megabytes of digits in the columns of names.
"""

from collections import Counter
from collections.abc import Sequence

from tracker.columns import MEASUREMENTS, PARTICIPANTS, PARTNERS, STEPS
from tracker.errors import SheetError
from tracker.model import TabReading
from tracker.wording import number

MOST_REFUSED = 100_000
"""So many cells that cannot be read: nobody can mend them one by one, and a whole column or tab is something else."""

MOST_SEARCHED = 750_000
"""So many characters of different texts with eight digits or more are searched for a BSN or a phone number: some ten
microseconds for each at worst. A year of dates that were all typed wrong is 4,000 of them."""

MOST_NAMES = 50_000
"""So many other names of partners: a programme of 100,000 people has some 5,000."""

MOST_ROWS = 100_000
"""So many rows may stand on a tab that is not about people: 5,000 partners with a history have some 70,000."""


class Effort:
    """What one walk did so far. Every method raises SheetError when it becomes too much."""

    def __init__(self) -> None:
        self._refused: Counter[tuple[str, str]] = Counter()
        self._cells_left = MOST_REFUSED
        self._searches_left = MOST_SEARCHED
        self._names_left = MOST_NAMES

    def refused(self, tab: str, heading: str) -> None:
        """Count a cell that cannot be read, in this column."""
        self._refused[tab, heading] += 1
        self._cells_left -= 1
        if self._cells_left < 0:
            ((most, most_heading), _), *_ = self._refused.most_common(1)
            raise SheetError(
                f"Meer dan {number(MOST_REFUSED)} cellen in dit blad zijn niet te lezen. Daarom stoppen wij.",
                f"Kijk eerst naar het tabblad {most}, kolom {most_heading}. Daar zijn het er de meeste.",
            )

    def named(self, names: int) -> None:
        """Count other names of partners."""
        self._names_left -= names
        if self._names_left < 0:
            raise SheetError(
                f"Op het tabblad {PARTNERS.title} staan meer dan {number(MOST_NAMES)} schrijfwijzen.",
                "Haal de namen weg die niemand gebruikt.",
            )

    def searched(self, characters: int) -> None:
        """Count the characters of a text that is searched for numbers that must stay out."""
        self._searches_left -= characters
        if self._searches_left < 0:
            raise SheetError(
                "In dit blad staat te veel tekst met cijfers in de kolommen die wij lezen.",
                "Kijk of in elke kolom staat wat de naam zegt, en haal de rest weg.",
            )


def refuse_long(tabs: Sequence[TabReading]) -> None:
    """Raise SheetError when a tab that is not about people has more rows than there are organisations or places."""
    for one in tabs:
        if one.tab not in _ABOUT_PEOPLE and len(one.rows) > MOST_ROWS:
            raise SheetError(
                f"Op het tabblad {one.title} staan meer dan {number(MOST_ROWS)} gevulde rijen.",
                "Kijk of dit het goede tabblad is, en haal de rijen weg die er niet horen.",
            )


_ABOUT_PEOPLE = frozenset({PARTICIPANTS.name, STEPS.name, MEASUREMENTS.name})
