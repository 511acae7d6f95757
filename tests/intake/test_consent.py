"""Where consent is the ground, of who did not give it only the code and the first day are stored."""

from datetime import date

from tests.builders import findings, intake
from tracker.model import Intake, Participant

FIRST = date(2025, 2, 2)


def people(cells: str, consents: dict[str, date] | None = None) -> Intake:
    head = "Deelnemer | Gemeente | Aangemeld op | Akkoord op | Akkoord ingetrokken op | Eigen doel\n"
    return intake({"Deelnemers": head + cells + "\nD-002 | Assen | 3-2-2025 | 3-2-2025 | |"}, consents=consents)


def test_without_consent_the_code_and_the_first_day_are_stored_and_the_steps_set_aside() -> None:
    found = people("D-001 | Emmen | 2-2-2025 | | | opleiding")
    assert found.tabs["participants"].sightings[0].record == Participant(code="D-001", registered_on=FIRST)
    assert findings(found) == [("akkoord_ontbreekt", "Deelnemers!A2"), ("stap_zonder_akkoord", "Stappen!A2")]
    count = found.tabs["steps"].count
    assert (count.read, count.stored, count.set_aside) == (2, 1, 1)


def test_an_emptied_cell_keeps_the_last_good_date() -> None:
    found = people("D-001 | Emmen | 2-2-2025 | | | opleiding", {"D-001": FIRST})
    assert findings(found) == []
    record = found.tabs["participants"].sightings[0].record
    assert isinstance(record, Participant)
    assert (record.consent_on, record.own_goal) == (FIRST, "training")


def test_consent_that_was_taken_back_hides_the_person_at_once() -> None:
    found = people("D-001 | Emmen | 2-2-2025 | 2-2-2025 | 1-10-2026 | opleiding", {"D-001": FIRST})
    record = found.tabs["participants"].sightings[0].record
    assert record == Participant(code="D-001", registered_on=FIRST, consent_withdrawn_on=date(2026, 10, 1))
    assert [code for code, _ in findings(found)] == ["akkoord_ingetrokken", "stap_zonder_akkoord"]


def test_consent_that_will_be_taken_back_later_still_counts() -> None:
    found = people("D-001 | Emmen | 2-2-2025 | 2-2-2025 | 1-10-2099 |")
    assert [code for code, _ in findings(found)] == ["datum_in_de_toekomst"]


def test_wrong_cells_of_someone_without_consent_are_named_all_the_same() -> None:
    found = people("D-001 | Nergens | 31-2-2025 | | | ooit")
    assert findings(found)[:4] == [
        ("keuze_niet_in_lijst", "Deelnemers!B2"),
        ("datum_bestaat_niet", "Deelnemers!C2"),
        ("keuze_onbekend", "Deelnemers!F2"),
        ("akkoord_ontbreekt", "Deelnemers!A2"),
    ]
    assert found.tabs["participants"].sightings[0].faulty == {"registered_on"}


def test_of_a_rejected_row_without_consent_nothing_but_the_dates_is_kept() -> None:
    found = people("zeven | Emmen | 2-2-2025 | | | opleiding")
    (rejected,) = found.tabs["participants"].rejections
    assert rejected.values == {"registered_on": FIRST}


def test_without_the_column_all_is_stored_with_a_warning() -> None:
    found = intake({"Deelnemers": "Deelnemer | Gemeente | Aangemeld op\nD-001 | Emmen | 2-2-2025\nD-002 | | 3-2-2025"})
    assert findings(found) == [("akkoord_kolom_ontbreekt", "Deelnemers")]
    assert found.tabs["steps"].count.stored == 2


def test_on_another_ground_nobody_needs_consent() -> None:
    cells = "Deelnemer | Aangemeld op | Akkoord op\nD-001 | 2-2-2025 |\nD-002 | 3-2-2025 |"
    found = intake({"Deelnemers": cells}, consent=False)
    assert findings(found) == []
    assert found.tabs["steps"].count.stored == 2
