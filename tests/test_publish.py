"""Editions: published once, the same ever after, and for each audience no more than it may see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.conftest import Run
from tests.editions.builders import RICH
from tests.store.small_sheet import write_small_sheet
from tracker import actions, wiring
from tracker.actions.contents import meeting_for, with_opinions_protected
from tracker.edition import Audience, Changes, Edition, Shift
from tracker.errors import SettingError
from tracker.model import Held, Meeting, World
from tracker.settings import Settings, read_settings
from tracker.store import Store

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
DAY = date(2026, 10, 31)


def write_sheet(path: Path) -> Path:
    """The small sheet, with people whom two partners registered, a goal, a grant and a rule in the way."""
    write_small_sheet(path)
    book = load_workbook(path)
    people = book["Deelnemers"]
    people.cell(1, 6).value = "Aangemeld door"
    for row in range(2, people.max_row + 1):
        people.cell(row, 6).value = "Zorg Voorbeeld" if row % 2 else "Wonen Monden"
    people.cell(1, 7).value = "Afgesloten op"
    for row in (3, 5, 7):
        people.cell(row, 7).value = date(2026, 6, 1)
    steps = book["Stappen"]
    steps.cell(1, 7).value = "Subsidie"
    for row in range(2, 30):
        steps.cell(row, 7).value = "Kansen"
    for row in range(3, steps.max_row, 6):
        steps.cell(row, 5).value = date(2026, 3, 1)
    _tab(book, "Doelen", ["Doel", "Streefwaarde", "Op"], ["kans_gekregen", 250, date(2035, 12, 31)])
    _tab(book, "Subsidies", ["Subsidie", "Financier", "Van", "Tot"], ["Kansen", "Fonds", date(2024, 1, 1), None])
    _tab(
        book,
        "Knelpunten",
        ["Regel", "Gemeld op", "Partner", "Aantal deelnemers"],
        ["kostendelersnorm", date(2025, 5, 1), "Zorg Voorbeeld", 7],
    )
    book.save(path)
    return path


def _tab(book: Workbook, title: str, *rows: list[object]) -> None:
    tab = book.create_sheet(title)
    for row in rows:
        tab.append(row)


@pytest.fixture
def settings(tmp_path: Path, ew: Run, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of a database in which the small sheet was read."""
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "data.key"))
    assert ew("sync", write_sheet(tmp_path / "blad.xlsx")).code == 0
    return read_settings()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """That database, open."""
    with wiring.store(settings) as opened:
        yield opened


def publish(settings: Settings, store: Store, as_of: date = DAY) -> Edition:
    """The edition about a day."""
    key = wiring.data_key(settings, store)
    return actions.published(store, actions.Asked(as_of), data_key=key, now=NOW)[0]


def test_an_edition_is_made_once_and_is_the_same_ever_after(settings: Settings, store: Store) -> None:
    first, again = publish(settings, store), publish(settings, store)
    assert first == again
    assert first.number == 1
    assert [one.number for one in actions.editions(store)] == [1]
    assert actions.newest(store) == first


def test_an_edition_of_another_day_or_another_sync_is_another_one(
    settings: Settings, store: Store, ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(settings, store)
    assert publish(settings, store, date(2026, 9, 30)).number == 2
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    book = load_workbook(tmp_path / "blad.xlsx")
    book["Stappen"].cell(4, 6).value = 12
    book.save(tmp_path / "blad.xlsx")
    assert ew("sync", tmp_path / "blad.xlsx").code == 0
    assert publish(settings, store).number == 3
    assert store.shelf.edition(1) == first


def test_nobody_is_to_be_found_in_an_edition_and_its_record_says_what_was_tried(
    settings: Settings, store: Store
) -> None:
    made = publish(settings, store)
    assert made.gate.found == 0
    assert made.gate.tried > 0
    rounded = [cell.shown for table in made.tables if not table.spec.exact for cell in table.cells]
    assert rounded
    assert all(shown is None or shown % 5 == 0 for shown in rounded)


def test_a_kept_edition_holds_no_code_of_anybody(settings: Settings, store: Store, tmp_path: Path) -> None:
    publish(settings, store)
    content = b"".join(
        row[0] for row in store._engine.raw_connection().execute("SELECT content FROM editions").fetchall()
    )
    assert b"kans_gekregen" in content
    assert b"D-0" not in content


# --- Who sees what ---------------------------------------------------------------------------------------------------


def test_a_partner_sees_its_own_people_and_of_others_only_what_they_show(settings: Settings, store: Store) -> None:
    seen = actions.for_audience(publish(settings, store), Audience.PARTNER, "Zorg Voorbeeld")
    own, other = (next(one for one in seen.partners if one.name == name) for name in ("Zorg Voorbeeld", "Wonen Monden"))
    assert own.registered == 20
    assert other.registered is None
    assert other.placements == {}
    assert {one.spec.audience for one in seen.tables} == {"overview", "partner:Zorg Voorbeeld"}
    assert seen.grants == ()


def test_the_steering_group_sees_no_partner_with_its_people(settings: Settings, store: Store) -> None:
    seen = actions.for_audience(publish(settings, store), Audience.STEERING_GROUP)
    assert all(one.registered is None and not one.placements for one in seen.partners)
    assert {one.spec.audience for one in seen.tables} == {"overview"}


def test_a_partner_that_hides_its_numbers_shows_others_only_what_is_not_about_people(
    settings: Settings, store: Store
) -> None:
    whole = publish(settings, store)
    hidden = replace(whole, partners=tuple(replace(one, shows_numbers=False, experts_paid=3) for one in whole.partners))
    assert {one.experts_paid for one in actions.for_audience(hidden, Audience.MANAGERS).partners} == {None}
    own = actions.for_audience(hidden, Audience.PARTNER, "Zorg Voorbeeld").partners
    assert [one.experts_paid for one in own if one.name == "Zorg Voorbeeld"] == [3]


def test_a_funder_sees_its_own_grant_and_nothing_else(settings: Settings, store: Store) -> None:
    seen = actions.for_audience(publish(settings, store), Audience.FUNDER, "Kansen")
    assert [one.name for one in seen.grants] == ["Kansen"]
    assert (seen.state.figures, seen.state.where, seen.tables, seen.partners, seen.quarters) == ((), {}, (), (), ())


def test_everyone_sees_four_figures(settings: Settings, store: Store) -> None:
    seen = actions.for_audience(publish(settings, store), Audience.EVERYONE)
    assert {one.code for one in seen.state.figures} == {
        "kans_gekregen",
        "eigen_doel_bereikt",
        "betaald_werk",
        "partners_structureel",
    }
    assert (seen.tables, seen.partners, seen.outlook.roads, seen.rules) == ((), (), (), ())


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.FUNDER])
def test_an_unknown_partner_or_grant_is_said_with_the_ones_there_are(
    settings: Settings, store: Store, audience: Audience
) -> None:
    with pytest.raises(SettingError, match="Kies uit") as said:
        actions.for_audience(publish(settings, store), audience, "Bestaat Niet")
    assert "Bestaat Niet" in said.value.what


# --- Papers ----------------------------------------------------------------------------------------------------------


def test_a_paper_that_was_published_is_given_again_byte_for_byte(ew: Run, settings: Settings, tmp_path: Path) -> None:
    order = ("export", "stuurgroep", "--formaat", "xlsx", "--peildatum", "2026-10-31", "--json")
    first = Path(ew(*order).json["files"][0]).read_bytes()
    with wiring.store(settings) as store:
        (kept,) = store.shelf.papers()
        assert store.shelf.content(kept.id) == first
    assert Path(ew(*order, "--overschrijf").json["files"][0]).read_bytes() == first


def test_a_file_that_is_there_is_not_replaced_and_that_is_said_before_the_work(ew: Run, settings: Settings) -> None:
    Path("stuurgroep-2026-10-31.xlsx").write_text("van iemand")
    answer = ew("export", "stuurgroep", "--formaat", "xlsx", "--peildatum", "2026-10-31")
    assert (answer.code, "is er al" in answer.err) == (2, True)
    assert Path("stuurgroep-2026-10-31.xlsx").read_text() == "van iemand"
    with wiring.store(settings) as store:
        assert actions.editions(store) == ()


@pytest.mark.parametrize("wish", ["pdf,odt", "", " , "])
def test_a_format_that_we_do_not_make_is_refused_with_those_we_do(ew: Run, settings: Settings, wish: str) -> None:
    answer = ew("export", "stuurgroep", "--formaat", wish)
    assert answer.code == 2
    assert "xlsx, pdf, pptx" in answer.err


# --- Meetings --------------------------------------------------------------------------------------------------------


def world(*meetings: Meeting) -> World:
    """What was known when these meetings stood in the sheet."""
    held = tuple(Held(number, one, NOW) for number, one in enumerate(meetings, start=1))
    return World(NOW, {"meetings": held})


def test_papers_are_for_the_meeting_with_their_reference_date_and_else_for_the_first_one_soon() -> None:
    named = Meeting(held_on=date(2026, 11, 20), body="steering_group", as_of=DAY, message="Over oktober.")
    other = Meeting(held_on=date(2026, 11, 5), body="steering_group", message="Zonder peildatum.")
    both, one = meeting_for(world(named, other), DAY), meeting_for(world(other), DAY)
    assert both is not None
    assert one is not None
    assert (both.message, one.message) == ("Over oktober.", "Zonder peildatum.")
    assert meeting_for(world(other), date(2026, 11, 6)) is None
    assert meeting_for(world(other), date(2026, 6, 1)) is None


def test_how_answers_of_people_changed_is_told_to_nobody_but_the_project_leader() -> None:
    shifts = tuple(
        Shift(code=code, name=code, part="numerator", before=36, after=49) for code in ("tevreden", "betaald_werk")
    )
    moved = replace(RICH, changes=Changes(since=DAY, known_at=NOW, shifts=shifts))
    seen = with_opinions_protected(moved, {"tevreden": (50, 90)})
    assert seen.changes is not None
    assert [one.code for one in seen.changes.shifts] == ["betaald_werk"]
