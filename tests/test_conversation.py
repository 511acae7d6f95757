"""The card for a talk: what a participant reads about themselves, on one page, without a name."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.editions.reading import bare, read
from tests.store.samples import url
from tests.store.small_sheet import write_small_sheet
from tracker.actions.conversation import QUESTIONS, card_of
from tracker.columns import MEASUREMENTS, Kind
from tracker.editions.conversation import ConversationCard, card_page, card_pdf
from tracker.figures.facts import Person
from tracker.model import OUTSIDE_NETWORK, Participant, Step, StepKind
from tracker.store import open_store

NOW = datetime(2026, 11, 1, 11, tzinfo=UTC)
REGISTERED = date(2025, 2, 2)


def someone(*steps: Step, **fields: object) -> Person:
    """A participant with these steps."""
    told = Participant(code="D-017", registered_on=REGISTERED, **fields)  # type: ignore[arg-type]  # What a test names.
    return Person(told, REGISTERED, tuple(sorted(steps, key=lambda one: one.start)))


def step(kind: str, start: date, **fields: object) -> Step:
    return Step(participant="D-017", kind=kind, start=start, **fields)  # type: ignore[arg-type]  # What a test names.


def card(*steps: Step, **fields: object) -> ConversationCard:
    """What the card of that person says today, the first of November 2026."""
    return card_of(someone(*steps, **fields), NOW)


# --- What it says ----------------------------------------------------------------------------------------------------

TRAINING = step("training", date(2025, 3, 3), course="Basiscursus", end=date(2025, 6, 1), result="diploma")
JOB = step("paid_work", date(2026, 1, 5), partner="Zorg Voorbeeld", role="buddy", hours=16.0, as_expert=True)
AT_WORK = "U heeft betaald werk bij Zorg Voorbeeld."


def test_every_step_is_told_in_order_with_what_was_achieved() -> None:
    told = card(JOB, TRAINING).steps
    assert [(one.when, one.what, one.more) for one in told] == [
        ("3 maart 2025 tot en met 1 juni 2025", "Opleiding", "Basiscursus, met diploma"),
        (
            "sinds 5 januari 2026",
            "Betaald werk bij Zorg Voorbeeld",
            "als buddy, als ervaringsdeskundige, 16 uur per week",
        ),
    ]


def test_of_no_step_and_of_nobody_is_said_that_they_stopped_or_why() -> None:
    broken = step("internship", date(2025, 3, 3), end=date(2025, 4, 1), result="stopped", partner=OUTSIDE_NETWORK)
    told = card(broken, closed_on=date(2026, 1, 1), reason="omstandigheden", next_action="call")
    assert (told.steps[0].what, told.steps[0].more) == ("Stage buiten het netwerk", "")
    assert told.now == ("U doet niet meer mee.",)
    page = card_page(told).decode()
    assert "gestopt" not in page
    assert "omstandigheden" not in page
    assert "Wij bellen" not in page


@pytest.mark.parametrize(
    ("steps", "fields", "goal", "now"),
    [
        ((), {}, ("Wij weten nog niet wat u wilt bereiken. Wat is uw doel?",), ("U bent aangemeld.",)),
        ((JOB,), {"own_goal": "paid_work"}, ("U wilt betaald werk.", "Dat is gelukt!"), None),
        ((JOB,), {"own_goal": "training"}, ("U wilt een opleiding doen.",), (AT_WORK,)),
        ((TRAINING,), {"own_goal": "training"}, ("U wilt een opleiding doen.", "Dat is gelukt!"), None),
        ((TRAINING,), {}, None, ("U bent tussen twee stappen in.",)),
        ((), {"paused_from": date(2026, 10, 1)}, None, ("U neemt even pauze.",)),
        ((), {"seeks": "training", "own_goal": "not_yet_known"}, None, ("U bent op zoek.",)),
    ],
)
def test_the_goal_and_where_someone_is_are_said_in_a_sentence(
    steps: tuple[Step, ...],
    fields: Mapping[str, object],
    goal: tuple[str, ...] | None,
    now: tuple[str, ...] | None,
) -> None:
    told = card(*steps, **fields)
    assert goal in (None, told.goal)
    assert now in (None, told.now)


@pytest.mark.parametrize("kind", StepKind)
def test_whoever_does_something_reads_what_it_is(kind: StepKind) -> None:
    (said,) = card(step(kind, date(2026, 10, 1), partner="Zorg Voorbeeld")).now
    assert said.startswith("U ")
    assert said.endswith(" bij Zorg Voorbeeld.")


def test_what_comes_next_is_what_is_planned_and_agreed() -> None:
    planned = step("paid_work", date(2026, 12, 1), partner="Wonen Monden")
    runs = step("training", date(2026, 3, 1), planned_end=date(2027, 2, 1))
    told = card(
        planned,
        runs,
        next_action="talk",
        action_on=date(2026, 11, 9),
        needs=("vervoer", "een regel"),
        guided_by="project_leader",
    )
    assert told.coming == (
        "Opleiding duurt tot en met 1 februari 2027.",
        "Op 1 december 2026 begint u met betaald werk bij Wonen Monden.",
        "Wij praten samen verder op 9 november 2026.",
        "Dit heeft u daarbij nodig: vervoer en een oplossing voor een regel die in de weg staat.",
        "Begeleiding krijgt u van: projectleider.",
    )


def test_a_day_that_has_passed_is_no_promise() -> None:
    assert card(next_action="call", action_on=date(2026, 10, 1)).coming == ("Wij bellen u.",)


def test_without_anything_agreed_the_card_asks() -> None:
    assert card().coming == ("Er is nog niets afgesproken. Wat wilt u nu gaan doen?",)


def test_the_five_questions_are_those_of_the_sheet_in_its_order() -> None:
    assert list(QUESTIONS) == [one.field for one in MEASUREMENTS.columns if one.kind is Kind.SCORE]


# --- How it looks ----------------------------------------------------------------------------------------------------


def test_the_card_is_one_page_that_a_screen_reader_can_read() -> None:
    made = read(card_pdf(card(TRAINING, JOB, own_goal="paid_work")))
    (page,) = made.pages
    for words in ("D-017", "Mijn naam", "U wilt betaald werk.", "Betaald werk bij Zorg Voorbeeld", *QUESTIONS.values()):
        assert bare(words) in page
    assert [tag for tag in made.tags if tag in ("H1", "H2")] == ["H1", *["H2"] * 6]


def test_with_very_much_to_say_it_still_is_one_page_and_says_what_is_left_out() -> None:
    long = "Stichting voor Welzijn en Ondersteuning van alle Mensen in de Veenkoloniën en Westerwolde"
    steps = [
        step("training", date(2020, 1, day), partner=long, course=long, end=date(2020, 2, day)) for day in range(1, 29)
    ]
    needs = tuple(f"{long} {number}" for number in range(6))
    told = card(*steps, needs=needs, guided_by=long, next_action="call", own_goal="training")
    (page,) = read(card_pdf(told)).pages
    assert bare("Eerder deed u nog") in page
    assert bare("Dit klopt niet") in page


def test_the_page_needs_nothing_from_elsewhere_and_shows_every_step() -> None:
    page = card_page(card(TRAINING, JOB)).decode()
    for words in ("Basiscursus", "Betaald werk bij Zorg Voorbeeld", *QUESTIONS.values()):
        assert words in page
    assert not any(word in page for word in ("http", "src=", "@import", "url("))


def test_what_somebody_typed_is_text_and_nothing_else() -> None:
    page = card_page(card(step("paid_work", date(2026, 1, 5), partner="<script>#x</script>"))).decode()
    assert "&lt;script&gt;#x" in page
    assert "<script>" not in page


def test_where_to_ask_is_on_the_card_when_it_is_known() -> None:
    told = card_of(someone(), NOW, "privacy@voorbeeld.example")
    assert "privacy@voorbeeld.example" in card_page(told).decode()


def test_the_same_card_has_the_same_bytes() -> None:
    assert card_pdf(card(JOB)) == card_pdf(card(JOB))


# --- The command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(tmp_path: Path, ew: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small sheet that was read, with a name and a remark for everyone, and someone who withdrew consent."""
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "sleutel"))
    path = write_small_sheet(tmp_path / "blad.xlsx")
    book = load_workbook(path)
    people = book["Deelnemers"]
    for place, heading in enumerate(("Naam", "Opmerkingen", "Akkoord ingetrokken op"), people.max_column + 1):
        people.cell(1, place).value = heading
        for row in range(2, people.max_row + 1):
            people.cell(row, place).value = "Zomergeheim" if heading != "Akkoord ingetrokken op" else None
    people.cell(3, people.max_column).value = date(2026, 10, 30)
    book.save(path)
    assert ew("sync", path).code == 0
    return path


def codes(sheet: Path) -> list[str]:
    return [str(row[0]) for row in load_workbook(sheet)["Deelnemers"].iter_rows(min_row=2, values_only=True) if row[0]]


def test_the_command_writes_the_card_in_every_format_and_nothing_that_is_for_people_only(ew: Run, sheet: Path) -> None:
    code = codes(sheet)[0]
    made = ew("export", "gesprekskaart", code.lower(), "--formaat", "pdf,html", "--json").json["files"]
    assert made == [f"gesprekskaart-{code}.pdf", f"gesprekskaart-{code}.html"]
    with pikepdf.open(made[0]) as pdf:
        assert len(pdf.pages) == 1
        pdf.save(plain := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert b"omergeheim" not in plain.getvalue()
    assert code.encode() in plain.getvalue()
    assert "omergeheim" not in Path(made[1]).read_text(encoding="utf-8")
    assert bare("Zomergeheim") not in read(Path(made[0]).read_bytes()).text


def test_for_whom_a_card_was_made_is_in_the_audit_log_without_the_code(ew: Run, sheet: Path, tmp_path: Path) -> None:
    assert ew("export", "gesprekskaart", codes(sheet)[0]).code == 0
    with open_store(url(tmp_path / "ew.db")) as store:
        row = store.audit_rows()[-1]
    assert (row.what, len(row.about)) == ("gesprekskaart", 64)


def test_nobody_gets_a_card_who_is_not_known_was_erased_or_withdrew_consent(ew: Run, sheet: Path) -> None:
    first, second = codes(sheet)[:2]
    assert ew("vergeet", first, "--ja").code == 0
    for code, words in (
        ("Z-999", "bewaren wij niets"),
        ("niemand", "geen code"),
        (first, "al gewist"),
        (second, "trok het akkoord in"),
    ):
        answer = ew("export", "gesprekskaart", code)
        assert (answer.code, words in answer.err) == (2, True), answer.err
    assert list(Path().glob("gesprekskaart-*")) == []


def test_someone_who_left_the_sheet_gets_no_card_and_the_command_says_what_can_be_asked(
    ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = codes(sheet)[-1]
    book = load_workbook(sheet)
    book["Deelnemers"].delete_rows(book["Deelnemers"].max_row)
    book.save(sheet)
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    assert ew("sync", sheet, "--bevestig").code in (0, 1)
    answer = ew("export", "gesprekskaart", code)
    assert (answer.code, f"ew export inzage {code}" in answer.err) == (2, True)


def test_a_card_that_is_there_and_a_format_that_is_not_made_are_refused(ew: Run, sheet: Path) -> None:
    code = codes(sheet)[0]
    assert ew("export", "gesprekskaart", code).code == 0
    assert "--overschrijf" in ew("export", "gesprekskaart", code).err
    assert ew("export", "gesprekskaart", code, "--overschrijf").code == 0
    answer = ew("export", "gesprekskaart", code, "--formaat", "xlsx")
    assert (answer.code, "html, pdf" in answer.err) == (2, True)
