"""Nothing leaves that an audience may not see: not in a number, a file, its metadata, its order, or what is left out.

Two sheets that differ only in what an audience may not see must give that audience the same edition and the same bytes.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pikepdf
import pytest

from tests.editions.reading import bare, read
from tests.worlds import (
    DAY,
    GRANTS,
    KEY,
    PARTNERS,
    QUIET,
    WHISPERS,
    Known,
    Tabs,
    every_blind_change,
    publish,
)
from tracker.actions.paper_formats import FORMATS
from tracker.actions.publish import GOOD
from tracker.edition import Audience, Edition, MeetingWords
from tracker.protection.audience import seen_by
from tracker.protection.closed_list import NOT_STOPPED
from tracker.protection.people import PersonRow
from tracker.protection.tables import Counter

Reader = tuple[Audience, str]
"""An audience, and the partner or the grant that its papers are about."""

OTHERS: tuple[Reader, ...] = (
    *((one, "") for one in Audience if one not in (Audience.PROGRAMME, Audience.PARTNER, Audience.FUNDER)),
    *((Audience.PARTNER, name) for name in PARTNERS),
    *((Audience.FUNDER, name) for name in GRANTS),
)
"""Everyone but the project leader and the programme team."""

GETS_FILES = tuple(one for one in OTHERS if one[1] in ("", PARTNERS[0], QUIET, GRANTS[0]))
"""Of each kind of reader enough to see every file that there can be."""

Publish = Callable[[Callable[[Tabs], object]], Known]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """What is published of the programme as it is."""
    return publish(tmp_path_factory.mktemp("werelden") / "eerst")


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The programme in which everything differs that nobody may see."""
    return publish(tmp_path_factory.mktemp("werelden") / "anders", every_blind_change)


@pytest.fixture
def changed(tmp_path: Path) -> Publish:
    """Publishes the programme with a change, in a database of its own."""
    return lambda change: publish(tmp_path / "anders", change)


def seen(known: Known, reader: Reader) -> Edition:
    """What a reader gets of an edition.

    How many groups the gate looked at stands in the record for the project leader, and in no page or file.
    """
    edition = seen_by(known.whole, *reader)
    return replace(edition, gate=replace(edition.gate, tried=0, settled_before=0))


def differing(one: Known, other: Known) -> list[Reader]:
    """Who sees any difference between two worlds."""
    return [reader for reader in OTHERS if seen(one, reader) != seen(other, reader)]


def files(known: Known, reader: Reader, word: str) -> Mapping[str, bytes]:
    """The files of one format for an audience."""
    return FORMATS[word].make(seen_by(known.whole, *reader), False)


# --- The changes -----------------------------------------------------------------------------------------------------


def another_employer(tabs: Tabs) -> None:
    """Someone works at the second partner and not at the first; at both work others too."""
    next(row for row in tabs["Stappen"] if row["Partner"] == PARTNERS[0] and row["Stap"] == "betaald werk")[
        "Partner"
    ] = PARTNERS[1]


def experts_of_the_quiet_partner(tabs: Tabs) -> None:
    next(row for row in tabs["Ervaringsdeskundigen"] if row["Partner"] == QUIET)["Betaald"] = 4


def another_grant(tabs: Tabs) -> None:
    """A step that Kansenfonds paid was paid by Regiopot."""
    next(row for row in tabs["Stappen"] if row["Subsidie"] == GRANTS[0])["Subsidie"] = GRANTS[1]


MAY_SEE: Mapping[Callable[[Tabs], None], tuple[Reader, ...]] = {
    another_employer: ((Audience.PARTNER, PARTNERS[0]), (Audience.PARTNER, PARTNERS[1])),
    experts_of_the_quiet_partner: ((Audience.PARTNER, QUIET),),
    another_grant: (
        (Audience.STEERING_GROUP, ""),
        (Audience.BOARD, ""),
        (Audience.MANAGERS, ""),
        (Audience.FUNDER, GRANTS[0]),
        (Audience.FUNDER, GRANTS[1]),
    ),
}
"""What some may see: who they are."""


# --- Two worlds, one edition -----------------------------------------------------------------------------------------


def test_what_nobody_may_see_is_in_no_edition(base: Known, blind: Known) -> None:
    assert blind.records != base.records
    assert differing(base, blind) == []


@pytest.mark.parametrize("word", FORMATS)
def test_what_nobody_may_see_changes_no_byte_of_a_file(base: Known, blind: Known, word: str) -> None:
    assert [one for one in GETS_FILES if files(base, one, word) != files(blind, one, word)] == []


@pytest.mark.parametrize("change", MAY_SEE)
def test_what_is_for_some_is_seen_by_them_and_by_nobody_else(
    base: Known, changed: Publish, change: Callable[[Tabs], None]
) -> None:
    assert set(differing(base, changed(change))) == set(MAY_SEE[change])


@pytest.mark.parametrize("attribute", ["reason", "need", "satisfied"])
def test_what_rounds_to_the_same_numbers_is_seen_by_nobody(base: Known, changed: Publish, attribute: str) -> None:
    other = changed(unseen_change(base, attribute, lambda was, will_be: (was in GOOD) == (will_be in GOOD)))
    assert other.people != base.people
    assert other.whole.tables == base.whole.tables
    assert differing(base, other) == []
    reader = (Audience.STEERING_GROUP, "")
    assert [word for word in FORMATS if files(base, reader, word) != files(other, reader, word)] == []


def test_a_target_for_what_people_say_tells_no_more_than_the_rounded_answers(base: Known, changed: Publish) -> None:
    other = changed(unseen_change(base, "satisfied", lambda was, will_be: was not in GOOD and will_be in GOOD))
    assert other.whole.tables == base.whole.tables
    assert differing(base, other) == []


TYPED = {
    "reason": ("reden", "Deelnemers", "Reden"),
    "need": ("wat_is_nodig", "Deelnemers", "Wat is nodig"),
    "satisfied": ("meting_satisfied", "Metingen", "Tevreden over werk of leerplek"),
}
"""For an attribute the table that counts it, and where it is typed."""


def unseen_change(known: Known, attribute: str, wanted: Callable[[str, str], bool]) -> Callable[[Tabs], None]:
    """A change of one person's value after which the table of it still shows the same numbers."""
    table, tab, heading = TYPED[attribute]
    code, value = _unseen(known, attribute, table, wanted)

    def change(tabs: Tabs) -> None:
        row = next(row for row in tabs[tab] if row["Deelnemer"] == code)
        row[heading] = int(value) if value.isdecimal() else value

    return change


def _unseen(known: Known, attribute: str, table: str, wanted: Callable[[str, str], bool]) -> tuple[str, str]:
    """Whose value can become which other one."""
    spec = next(one.spec for one in known.whole.tables if one.spec.name == table)
    before = Counter(known.people, known.attributes, KEY).table(spec)
    used = sorted({value for row in known.people for value in _values(row, attribute)} - set(_PLAIN))
    for row, value in product(known.people, used):
        has = _values(row, attribute)
        if value in has or set(has) & set(_PLAIN) or not wanted(has[0], value):
            continue
        told = value if isinstance(row.attributes[attribute], str) else (value,)
        other = replace(row, attributes={**row.attributes, attribute: told})
        rows = tuple(other if one.code == row.code else one for one in known.people)
        if Counter(rows, known.attributes, KEY).table(spec) == before:
            return row.code, value
    raise AssertionError("nobody's value can change without being seen")


_PLAIN = (NOT_STOPPED, "geen antwoord")
"""Values of someone about whom there is nothing to change."""


def _values(row: PersonRow, attribute: str) -> tuple[str, ...]:
    found = row.attributes.get(attribute, ())
    return (found,) if isinstance(found, str) else found


# --- Whispers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", FORMATS)
def test_no_code_name_remark_address_or_town_of_anyone_is_in_a_file(base: Known, word: str) -> None:
    found = {
        (reader, end, whisper)
        for reader in GETS_FILES
        for end, content in files(base, reader, word).items()
        for part in parts(content)
        for whisper in WHISPERS
        if whispered(whisper, part)
    }
    assert found == set()


def parts(content: bytes) -> Iterator[bytes]:
    """Everything that can be read in a file: its bytes, what is packed in it, and the text and words of a PDF."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for one in package.infolist():
                yield one.filename.encode() + one.comment
                yield from parts(package.read(one))
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(plain := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
        yield plain.getvalue()
        said = read(content)
        yield said.text.encode()
        yield bare(" ".join(said.alts)).encode()


def whispered(whisper: str, part: bytes) -> bool:
    """Whether a word is in bytes, in any of the ways in which files write text."""
    low = part.lower()
    forms = (whisper.lower().encode(), whisper.lower().encode("utf-16-be"), whisper.lower().encode("utf-16-le"))
    return any(form in low for form in forms)


def test_a_word_would_be_found_in_every_kind_of_file(base: Known) -> None:
    message = MeetingWords(held_on=DAY, body="steering_group", message="De kanarievogel zingt.")
    known = replace(base, whole=replace(base.whole, meeting=message))
    for word in ("xlsx", "pdf", "pptx", "html"):
        made = files(known, (Audience.STEERING_GROUP, ""), word).values()
        assert any(whispered("kanarievogel", part) for content in made for part in parts(content)), word


# --- Numbers about persons -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A number of people in a table of a paper for machines."""

    table: str
    rounded: bool
    number: int | None


@pytest.mark.parametrize("reader", OTHERS, ids=lambda reader: "-".join(filter(None, reader)))
def test_every_number_of_people_that_is_broken_down_is_a_multiple_of_five_or_left_out(
    base: Known, reader: Reader
) -> None:
    made = json.loads(files(base, reader, "json")[".json"])
    told = [Told(row["tabel"], row["afgerond"], row["aantal"]) for row in made.get("tabellen", ())]
    whole = {"bereikt", "deelnemers", "waar_nu", "opleiding", "gestopt"}
    own = {f"partner:{reader[1]}:deelnemers"}
    broken_down = [one for one in told if one.table not in whole | own]
    assert all(one.rounded and (one.number is None or one.number % 5 == 0) for one in broken_down)
    assert bool(broken_down) == (reader[0] not in (Audience.FUNDER, Audience.EVERYONE, Audience.RULES))
    people = [rule["mensen_afgerond"] for rule in made.get("knelpunten", ())]
    assert all(number is None or number % 5 == 0 for number in people)
    assert bool(people) == (reader[0] not in (Audience.FUNDER, Audience.EVERYONE))


def test_what_people_say_of_themselves_is_made_of_multiples_of_five(base: Known) -> None:
    made = json.loads(files(base, (Audience.STEERING_GROUP, ""), "json")[".json"])
    said = [row for row in made["cijfers"] if row["code"] in ("tevreden", "goed_geholpen", "verandering")]
    assert said
    assert all(row["teller"] % 5 == 0 and row["noemer"] % 5 == 0 for row in said)


def test_no_row_of_a_table_is_there_or_not_because_of_who_is_in_it(base: Known) -> None:
    tables = {one.spec.name: one for one in base.whole.tables}
    for name in ("reden", "wat_is_nodig", "aangemeld_door"):
        (attribute,) = tables[name].spec.by
        values = [value for cell in tables[name].cells for side in cell.sides for value in side]
        assert values == list(base.attributes[attribute].all_values)


def test_the_whole_edition_that_is_kept_names_nobody(base: Known) -> None:
    kept = repr(base.whole).lower()
    assert [whisper for whisper in WHISPERS if whisper.lower() in kept] == []
