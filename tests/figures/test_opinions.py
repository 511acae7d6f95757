"""What participants say, worked by hand."""

import pytest

from tests.figures.builders import Someone, answer, facts_of, shown, someone, who

ON = "2025-06-30"


def _ten() -> list[Someone]:
    """Ten people of whom A to H answer within the year, I answered too long ago and J never.

    A gives 4 and B 5. C gave 5 and later 3: the latest counts. D gave 2 and later 4. E gives 1. F gave 4 and left the
    question open the next time: the 4 stands. G gave 5 and 2 on one day: the lower counts. H gave 4 a year ago to the
    day. I gave 5 a day before that. J's answer comes tomorrow.
    """
    return [
        someone("A", answer("2025-06-30", 4)),
        someone("B", answer("2025-01-01", 5)),
        someone("C", answer("2024-09-01", 5), answer("2025-03-01", 3)),
        someone("D", answer("2025-03-01", 4), answer("2024-09-01", 2)),
        someone("E", answer("2025-03-01", 1), closed_on="2025-05-01"),
        someone("F", answer("2024-09-01", 4), answer("2025-03-01", helped=5)),
        someone("G", answer("2025-03-01", 5), answer("2025-03-01", 2)),
        someone("H", answer("2024-06-30", 4)),
        someone("I", answer("2024-06-29", 5)),
        someone("J", answer("2025-07-01", 5)),
    ]


def test_the_latest_answer_of_the_last_year_counts() -> None:
    assert who("tevreden", facts_of(*_ten()), ON) == ("ABDFH", "ABCDEFGH", "")


def test_a_share_of_fewer_than_ten_people_is_not_shown() -> None:
    figure = shown("tevreden", facts_of(*_ten()), ON)
    assert (figure.value, figure.numerator, figure.denominator, figure.low, figure.high) == (None, None, 8, None, None)


def test_a_share_of_ten_people_is_shown() -> None:
    known = facts_of(*_ten(), someone("K", answer(ON, 2)), someone("L", answer(ON, 5)))
    figure = shown("tevreden", known, ON)
    assert (figure.value, figure.numerator, figure.denominator) == (0.6, 6, 10)


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("tevreden", "satisfied"),
        ("goed_geholpen", "helped"),
        ("verandering", "changing"),
        ("rondkomen", "coping"),
        ("toekomst", "confident"),
    ],
)
def test_every_question_is_a_figure_of_its_own(code: str, question: str) -> None:
    known = facts_of(someone("A", answer(ON, **{question: 4})), someone("B", answer(ON, **{question: 3})))
    assert who(code, known, ON) == ("A", "AB", "")
