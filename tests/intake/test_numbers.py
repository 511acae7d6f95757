"""A number as somebody types it becomes that number, or a reason why not."""

from datetime import datetime

import pytest

from tests.builders import TODAY
from tracker.columns import MEASUREMENTS, PLACES, STEPS, TARGETS, Column
from tracker.intake.cells import reader
from tracker.intake.known import Known
from tracker.intake.numbers import LONGEST, number_before_unit
from tracker.model import CellError, Percentage, Raw, Value

HOURS, NUMBER = STEPS.column("hours"), PLACES.column("number")
SCORE, AMOUNT = MEASUREMENTS.column("helped"), TARGETS.column("amount")


def read(column: Column, raw: Raw) -> tuple[Value, str | None]:
    found = reader(column, Known(TODAY))(raw)
    return found.value, found.problem.code if found.problem else None


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (16.0, 16.0, None),
        (12.5, 12.5, None),
        (0.0, 0.0, None),
        (60.0, 60.0, None),
        ("16", 16.0, "getal_als_tekst"),
        ("12,5", 12.5, "getal_als_tekst"),
        ("12.5", 12.5, "getal_als_tekst"),
        ("0,125", 0.125, "getal_als_tekst"),
        ("0.125", 0.125, "getal_als_tekst"),
        (" 16\u00a0", 16.0, "getal_als_tekst"),
        ("１６", 16.0, "getal_als_tekst"),
        ("+16", 16.0, "getal_als_tekst"),
        ("16 uur", 16.0, "getal_met_woorden"),
        ("16u", 16.0, "getal_met_woorden"),
        ("ca. 16 uur per week", 16.0, "getal_met_woorden"),
        ("12,5 u/w", 12.5, "getal_met_woorden"),
        ("1.250", None, "getal_buiten_grens"),
        ("1.234,5", None, "getal_buiten_grens"),
        ("-3", None, "getal_buiten_grens"),
        ("−3", None, "getal_buiten_grens"),
        (-0.5, None, "getal_buiten_grens"),
        (61.0, None, "getal_buiten_grens"),
        (float("nan"), None, "getal_buiten_grens"),
        (float("inf"), None, "getal_buiten_grens"),
        ("1e3", None, "getal_onleesbaar"),
        ("1.2.3", None, "getal_onleesbaar"),
        ("12,", None, "getal_onleesbaar"),
        ("16-24", None, "getal_onleesbaar"),
        ("16 a 24 uur", None, "getal_onleesbaar"),
        ("zestien", None, "getal_onleesbaar"),
        ("½", None, "getal_onleesbaar"),
        ("9" * 5_000, None, "getal_onleesbaar"),
        (True, None, "getal_onleesbaar"),
        (Percentage(0.5), None, "getal_onleesbaar"),
        (datetime(2026, 3, 16), None, "getal_onleesbaar"),
        (CellError("#REF!"), None, "celfout"),
        ("#N/B", None, "celfout"),
        ("#DEEL/0!", None, "celfout"),
        ("Loading...", None, "cel_laadt"),
        ("Laden…", None, "cel_laadt"),
        (CellError("Loading…"), None, "cel_laadt"),
        (None, None, None),
        ("  ", None, None),
        ("\u200b", None, None),
    ],
)
def test_hours_a_week_are_read_from_0_to_60(raw: Raw, value: Value, code: str | None) -> None:
    assert read(HOURS, raw) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (3.0, 3, None),
        ("1.250", 1250, "getal_met_punt"),
        ("3 plekken", 3, "getal_met_woorden"),
        (2.5, None, "getal_niet_heel"),
        ("2,5", None, "getal_niet_heel"),
        (1_000_001.0, None, "getal_buiten_grens"),
        (-1.0, None, "getal_buiten_grens"),
    ],
)
def test_a_count_is_a_whole_number(raw: Raw, value: Value, code: str | None) -> None:
    assert read(NUMBER, raw) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [(1.0, 1, None), (5.0, 5, None), (0.0, None, "getal_buiten_grens"), (6.0, None, "getal_buiten_grens"),
     (3.5, None, "getal_niet_heel"), ("4", 4, "getal_als_tekst")],
)  # fmt: skip
def test_an_answer_is_1_to_5(raw: Raw, value: Value, code: str | None) -> None:
    assert read(SCORE, raw) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        (250.0, "250", None),
        ("250", "250", "getal_als_tekst"),
        ("1.250", "1250", "getal_met_punt"),
        (Percentage(1.0), "100%", None),
        (Percentage(0.125), "12.5%", None),
        ("100%", "100%", None),
        ("80 %", "80%", None),
        ("12,5%", "12.5%", None),
        (Percentage(1.2), None, "streefwaarde_onleesbaar"),
        ("120%", None, "streefwaarde_onleesbaar"),
        ("-5%", None, "streefwaarde_onleesbaar"),
        (0.8, None, "streefwaarde_onleesbaar"),
        (-1.0, None, "streefwaarde_onleesbaar"),
        ("alle", None, "streefwaarde_onleesbaar"),
        (True, None, "streefwaarde_onleesbaar"),
    ],
)
def test_a_target_is_a_count_or_a_share(raw: Raw, value: Value, code: str | None) -> None:
    assert read(AMOUNT, raw) == (value, code)


@pytest.mark.parametrize(("words", "value"), [("uur", 16.0), ("mensen", 16.0), ("dagen", None)])
def test_a_number_with_a_word_behind_it_is_that_number_up_to_the_greatest_length(
    words: str, value: float | None
) -> None:
    spare = LONGEST - len(f"16 {words}")
    assert number_before_unit(f"{'0' * spare}16 {words}") == value
    assert number_before_unit(f"{'0' * (spare + 1)}16 {words}") is None
