"""What the page of a rule says: of one report and of several, of nobody and of people that nobody counted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.editions.builders import EMPTY
from tests.editions.reading import bare, read
from tracker.edition import RuleState
from tracker.editions.pdf import pdf
from tracker.editions.rule_pages import asked, outcomes, reported, touched

RULE = RuleState(rule="reiskosten", since=date(2026, 3, 1), reports=1, partners=1, people=5, outcomes={"open": 1})


@pytest.mark.parametrize(
    ("reports", "partners", "said"),
    [
        (1, 1, "Deze regel is één keer gemeld, door 1 partner, op 1 maart 2026."),
        (1, 0, "Deze regel is één keer gemeld, op 1 maart 2026."),
        (3, 2, "Deze regel is 3 keer gemeld, door 2 partners, sinds 1 maart 2026."),
        (1200, 0, "Deze regel is 1.200 keer gemeld, sinds 1 maart 2026."),
    ],
)
def test_it_says_how_often_a_rule_was_reported(reports: int, partners: int, said: str) -> None:
    assert reported(replace(RULE, reports=reports, partners=partners)) == said


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (None, ""),
        (0, "Minder dan 5 mensen hadden er last van."),
        (10, "Ongeveer 10 mensen hadden er last van."),
    ],
)
def test_people_that_nobody_counted_are_not_told_as_none(people: int | None, said: str) -> None:
    assert touched(replace(RULE, people=people)) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, ""),
        ({"open": 0}, ""),
        ({"open": 1}, "1 melding is nog open."),
        ({"open": 2}, "2 meldingen zijn nog open."),
        ({"changed": 1, "refused": 2}, "1 melding leidde tot een aanpassing en 2 meldingen zijn afgewezen."),
        (
            {"changed": 2, "refused": 1, "already_allowed": 3, "solved": 1},
            (
                "2 meldingen leidden tot een aanpassing, 1 melding is afgewezen, 3 meldingen gingen over iets dat al "
                "mocht en 1 melding is opgelost."
            ),
        ),
        ({"already_allowed": 1, "solved": 2}, "1 melding ging over iets dat al mocht en 2 meldingen zijn opgelost."),
    ],
)
def test_what_became_of_the_reports_is_one_sentence(counts: Mapping[str, int], said: str) -> None:
    assert outcomes(replace(RULE, outcomes=counts)) == said


def test_it_says_to_whom_the_rule_was_put_and_when_that_is_known() -> None:
    raised = ((date(2026, 6, 9), "gemeenten in het netwerk"), (None, "Ministerie"))
    assert asked(replace(RULE, raised=raised)) == ("Gemeenten in het netwerk, op 9 juni 2026.", "Ministerie.")
    assert asked(RULE) == ()


def test_a_page_without_stories_and_one_with_many_both_say_everything_on_one_page() -> None:
    many = replace(
        RULE,
        rule="inkoopregels",
        reports=9,
        stories=tuple(f"Verhaal {place}. " + "Dit gaat al lang mis. " * 12 for place in range(9)),
        raised=tuple((None, f"Ministerie {place}") for place in range(9)),
    )
    made = read(pdf(replace(EMPTY, audience="knelpunten", rules=(RULE, many)), concept=False))

    assert len(made.pages) == 2
    assert bare("Dat schreef nog niemand op.") in made.pages[0]
    assert bare("Wij legden dit nog aan niemand voor.") in made.pages[0]
    assert all(f"Verhaal{place}" in made.pages[1] and f"Ministerie{place}" in made.pages[1] for place in range(9))


def test_without_any_rule_the_paper_for_the_ministry_says_so() -> None:
    made = read(pdf(replace(EMPTY, audience="knelpunten"), concept=False))
    assert bare("Er is nog geen regel gemeld die in de weg staat.") in made.text
