"""How papers are called: no two sets share a name, and a name on the shelf tells for which meeting it is."""

from datetime import date

from tracker.actions.paper_names import ESF, PaperName, apart, meeting_in, short_names, without_meeting
from tracker.edition import Audience, MeetingWords

DAY = date(2026, 11, 1)


def test_names_that_look_alike_get_a_few_signs_that_follow_from_the_name_alone() -> None:
    one = short_names(Audience.PARTNER, ("Zorg & Co", "Zorg Co", "Welzijn"))
    other = short_names(Audience.PARTNER, ("Zorg Co", "Zorg & Co"))

    assert one["Welzijn"] == "welzijn"
    assert one["Zorg & Co"] != one["Zorg Co"]
    assert all(one[name] == other[name] for name in other)


def test_a_grant_with_esf_in_its_name_is_not_taken_for_the_esf_figures_of_another() -> None:
    short = short_names(Audience.FUNDER, ("NPG", "NPG ESF"))

    assert short["NPG"] == "npg"
    assert len(set(short.values())) == 4
    assert short_names(Audience.FUNDER, ("NPG",))[f"NPG{ESF}"] == "npg-esf"


def test_a_stem_says_for_whom_about_what_of_which_day_and_whether_it_is_a_concept() -> None:
    name = PaperName(whose="financier:NPG:esf", day=DAY, about="npg-esf", concept=True)
    assert name.stem == "financier-npg-esf-2026-11-01-concept"
    assert PaperName(whose="stuurgroep", day=DAY).stem == "stuurgroep-2026-11-01"


def test_only_papers_with_other_words_than_those_of_their_day_are_set_apart() -> None:
    usual = MeetingWords(held_on=date(2026, 11, 17), body="steering_group")
    other = MeetingWords(held_on=date(2026, 11, 24), body="steering_group")

    assert apart(usual, usual) == apart(None, usual) == ""
    assert apart(other, usual) == apart(other, None) == "-vergadering-2026-11-24"


def test_the_day_of_a_meeting_is_read_back_from_the_name_on_the_shelf() -> None:
    assert meeting_in("-vergadering-2026-11-24-cijfers.csv") == date(2026, 11, 24)
    assert without_meeting("-vergadering-2026-11-24-cijfers.csv") == "-cijfers.csv"
    assert meeting_in("-cijfers.csv") is None
    assert without_meeting("-cijfers.csv") == "-cijfers.csv"
