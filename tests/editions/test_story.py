"""The sentences of the papers: singular, plural, none, better, worse, unknown; and never more than the figures say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.editions.builders import ROADS, TODAY, count_of, partner, share_of
from tracker.edition import Ahead, Changes, Outlook, PlaceCount, Promise, Quality, Road, Shift
from tracker.editions import story
from tracker.model import Activity, Figure, Unit
from tracker.wording import difference, figure_value, headline, signed

ROAD = ROADS[0]
SINCE = date(2026, 8, 1)


def changes(*shifts: Shift) -> Changes:
    return Changes(since=SINCE, known_at=datetime(2026, 8, 2, tzinfo=UTC), shifts=shifts)


def shift(before: int, after: int, **causes: int) -> Shift:
    return Shift(code="betaald_werk", name="Betaald werk", part="numerator", before=before, after=after, **causes)


def road_with(low: float, high: float, *, target: float = 250, unit: Unit = Unit.COUNT) -> Road:
    outcome = Ahead(ROAD.due_on, low, (low + high) / 2, high)
    return replace(ROAD, target=target, unit=unit, outcome=outcome)


# --- What changed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("change", "said"), [(3, "+3"), (-2, "−2"), (0, "0"), (12345, "+12.345"), (-1200, "−1.200")])
def test_a_change_has_a_sign(change: int, said: str) -> None:
    assert signed(change) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [(9, "9 meer dan toen"), (-1, "1 minder dan toen"), (0, "evenveel als toen"), (-1500, "1.500 minder dan toen")],
)
def test_a_difference_says_more_or_less(change: int, said: str) -> None:
    assert difference(change, "toen") == said


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (changes(shift(48, 51, new_events=3)), "3 meer dan op 1 augustus 2026"),
        (changes(shift(51, 50, removals=-1)), "1 minder dan op 1 augustus 2026"),
        (changes(shift(51, 51, new_events=1, removals=-1)), "evenveel als op 1 augustus 2026"),
        (changes(), "evenveel als op 1 augustus 2026"),
        (changes(replace(shift(1, 9), part="denominator")), "evenveel als op 1 augustus 2026"),
        (None, ""),
    ],
)
def test_a_headline_says_how_it_moved(moved: Changes | None, said: str) -> None:
    assert story.change_since("betaald_werk", moved) == said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (shift(48, 51, new_events=3), "Betaald werk: van 48 naar 51 (+3 nieuw)."),
        (
            shift(48, 50, new_events=3, late=1, corrections=1, removals=-2, membership=-1),
            "Betaald werk: van 48 naar 50 (+3 nieuw, +2 alsnog ingevoerd of verbeterd en −3 overig).",
        ),
        (shift(5, 5, new_events=1, removals=-1), "Betaald werk: van 5 naar 5 (+1 nieuw en −1 overig)."),
        (shift(5, 5, late=1, corrections=-1), "Betaald werk: van 5 naar 5."),
        (
            replace(shift(17, 18, membership=1), part="denominator"),
            "Betaald werk: van hoeveel: van 17 naar 18 (+1 overig).",
        ),
    ],
)
def test_a_change_says_its_causes(one: Shift, said: str) -> None:
    assert story.change_words(one) == said


def test_the_causes_on_paper_add_up_to_the_change() -> None:
    one = shift(10, 17, new_events=1, late=2, corrections=4, removals=-8, membership=16, definition=-8)
    assert sum(story.causes(one)) == one.after - one.before


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Sinds 1 augustus 2026 veranderde geen enkel aantal."),
        (1, "Sinds 1 augustus 2026 veranderde 1 aantal."),
        (2, "Sinds 1 augustus 2026 veranderden 2 aantallen."),
    ],
)
def test_the_changes_are_counted(count: int, said: str) -> None:
    assert story.changes_lead(SINCE, [shift(1, 2, new_events=1)] * count) == said


@pytest.mark.parametrize(
    ("reached", "target", "said"),
    [
        (0, 250, "0 van de 250 mensen kregen een kans."),
        (1, 250, "1 van de 250 mensen kreeg een kans."),
        (102, 250, "102 van de 250 mensen kregen een kans."),
        (250, 250, "250 van de 250 mensen kregen een kans."),
        (7049, 250, "7.049 mensen kregen een kans. Het doel is 250."),
        (1, None, "1 mens kreeg een kans."),
        (2, None, "2 mensen kregen een kans."),
    ],
)
def test_a_headline_holds_people_against_the_target_while_that_says_something(
    reached: int, target: int | None, said: str
) -> None:
    assert headline(replace(count_of("kans_gekregen", "Kans gekregen", reached), target=target)) == said


def test_a_share_that_is_aimed_at_is_no_number_of_people() -> None:
    figure = replace(count_of("kans_gekregen", "Kans gekregen", 12), target=0.8, target_unit=Unit.SHARE)
    assert headline(figure) == "12 mensen kregen een kans."


@pytest.mark.parametrize(
    ("reached", "base", "unknown", "said"),
    [
        (0, 1, 0, "De enige mens met een bekend eigen doel bereikte dat doel niet."),
        (1, 2, 0, "1 van de 2 mensen met een bekend eigen doel bereikte dat doel."),
        (2, 4, 1, "2 van de 4 mensen met een bekend eigen doel bereikten dat doel; van 1 weten wij het nog niet."),
    ],
)
def test_the_own_goal_is_told_in_singular_and_plural(reached: int, base: int, unknown: int, said: str) -> None:
    assert headline(share_of("eigen_doel_bereikt", "Eigen doel bereikt", reached, base, unknown)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("partners_structureel", "nog geen partners"),
        ("domein_structureel_beleid", "nog geen partners"),
        ("actieplannen", "nog geen partners"),
        ("invoervertraging", "nog geen nieuwe stappen"),
        ("werk_na_6m", "nog niemand"),
    ],
)
def test_what_there_is_none_of_yet_is_called_by_its_name(code: str, said: str) -> None:
    figure = replace(count_of(code, "Cijfer", 0), unit=Unit.SHARE, value=None, denominator=0)
    assert figure_value(figure) == said


# --- The road --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("road", "said"),
    [
        (road_with(176, 231), "wordt het tussen 176 en 231. Dat is minder dan het doel."),
        (road_with(176, 249.7), "wordt het tussen 176 en 250. Het doel ligt daarbinnen."),
        (road_with(250, 300), "wordt het tussen 250 en 300. Het doel ligt daarbinnen."),
        (road_with(251, 300), "wordt het tussen 251 en 300. Dat is meer dan het doel."),
        (road_with(250.2, 249.8), "wordt het ongeveer 250. Dat is het doel."),
        (road_with(12.1, 12.3), "wordt het ongeveer 12. Dat is minder dan het doel."),
        (road_with(0.5, 0.94, target=1, unit=Unit.SHARE), "wordt het tussen 50% en 94%. Dat is minder dan het doel."),
        (road_with(0.5, 0.999, target=1, unit=Unit.SHARE), "wordt het tussen 50% en 100%. Het doel ligt daarbinnen."),
    ],
)
def test_a_forecast_is_held_against_the_target_in_the_numbers_that_people_see(road: Road, said: str) -> None:
    assert story.road_ahead(road, Outlook()) == f"Als het zo doorgaat, {said}"


def test_without_a_forecast_nothing_is_foretold() -> None:
    without = replace(ROAD, outcome=None)
    assert story.road_ahead(without, Outlook()) == "Hoe het verdergaat, kunnen wij nog niet zeggen."
    assert story.road_ahead(without, Outlook(is_plan_check=True)) == story.PLAN_CHECK


@pytest.mark.parametrize("road", [*ROADS, road_with(1, 2), replace(ROAD, outcome=None)])
def test_a_road_in_words_says_nothing_of_how_likely_it_is(road: Road) -> None:
    said = f"{story.road_goal(road)} {story.road_ahead(road, Outlook())} {story.road_pace(road)}"
    assert "kans van" not in said.lower()
    assert story.chance_words(road.probability) not in said


@pytest.mark.parametrize(
    ("now", "figure", "said"),
    [
        (102, None, "Nu 102. Het doel is 250, eind 2035."),
        (None, None, "Nu nog onbekend. Het doel is 250, eind 2035."),
        (0, count_of("kans_gekregen", "Kans", 0), "Nu 0. Het doel is 250, eind 2035."),
        (0.1, share_of("x", "X", 3, 18, 1), "Nu 3 tot 4 van de 18. Het doel is 250, eind 2035."),
        (57, share_of("x", "X", 57, 124, 0), "Nu 57 van de 124. Het doel is 250, eind 2035."),
    ],
)
def test_a_road_says_where_it_is_in_the_words_of_its_figure(
    now: float | None, figure: Figure | None, said: str
) -> None:
    assert story.road_goal(replace(ROAD, now=now), figure) == said


@pytest.mark.parametrize(
    ("pace", "needed", "said"),
    [
        (4.5, 6.2, "Het laatste jaar kwamen er 4,5 per kwartaal bij. Nodig zijn er 6,2 per kwartaal."),
        (-0.5, 6.0, "Het laatste jaar gingen er 0,5 per kwartaal af. Nodig zijn er 6 per kwartaal."),
        (0.0, 6.0, "Het laatste jaar kwam er geen bij. Nodig zijn er 6 per kwartaal."),
        (-0.04, 6.0, "Het laatste jaar kwam er geen bij. Nodig zijn er 6 per kwartaal."),
        (1.0, 1.0, "Het laatste jaar kwam er 1 per kwartaal bij. Nodig is er 1 per kwartaal."),
        (-1.0, 2.0, "Het laatste jaar ging er 1 per kwartaal af. Nodig zijn er 2 per kwartaal."),
        (4.5, 0.0, "Meer is er voor het doel niet nodig."),
        (4.5, -2.0, "Meer is er voor het doel niet nodig."),
        (None, 6.2, ""),
        (4.5, None, ""),
    ],
)
def test_the_pace_is_held_against_the_pace_that_is_needed(pace: float | None, needed: float | None, said: str) -> None:
    assert story.road_pace(replace(ROAD, pace_last_4q=pace, needed_per_quarter=needed)) == said


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("op koers", "Kans gekregen: op koers"),
        ("achter: 3 per kwartaal nodig, nu 2", "Kans gekregen: achter (3 per kwartaal nodig, nu 2)"),
    ],
)
def test_a_road_has_a_title_with_how_it_does(standing: str, said: str) -> None:
    assert story.road_title(replace(ROAD, standing=standing)) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [(None, ""), (0.0, "minder dan 1%"), (0.18, "18%"), (0.996, "meer dan 99%"), (1.0, "meer dan 99%")],
)
def test_a_chance_is_never_certain(probability: float | None, said: str) -> None:
    assert story.chance_words(probability) == said


def test_a_milestone_says_its_day_and_how_it_stands() -> None:
    assert story.milestone_words(ROAD) == "110, eind 2026 (nog 8 te gaan)"
    assert story.milestone_words(replace(ROAD, milestone_standing="")) == "110, eind 2026"
    assert story.milestone_words(replace(ROAD, milestone=None)) == ""


# --- Agreements ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "due_on", "said"),
    [
        (True, None, "klaar"),
        (True, date(2026, 10, 1), "klaar"),
        (False, None, "nog niet klaar"),
        (False, date(2026, 10, 31), "nog niet klaar, moest op 31 oktober 2026 klaar zijn"),
        (False, TODAY, "nog niet klaar, gepland op 1 november 2026"),
        (False, date(2026, 12, 31), "nog niet klaar, gepland eind 2026"),
        (None, None, "onbekend"),
        (None, date(2026, 10, 1), "onbekend, moest op 1 oktober 2026 klaar zijn"),
        (None, date(2026, 12, 31), "onbekend, gepland eind 2026"),
    ],
)
def test_an_agreement_says_what_became_of_it(done: bool | None, due_on: date | None, said: str) -> None:
    assert story.promise_status(Promise(text="x", done=done, due_on=due_on), TODAY) == said


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ([], "Er zijn geen afspraken opgeschreven."),
        ([True], "De afspraak is klaar."),
        ([False], "De afspraak is nog niet klaar."),
        ([None], "Van de afspraak weten wij niet of die klaar is."),
        ([True, False], "1 van de 2 afspraken is klaar."),
        ([True, True, None], "2 van de 3 afspraken zijn klaar. Van 1 weten wij het niet."),
        ([False, None, None], "0 van de 3 afspraken zijn klaar. Van 2 weten wij het niet."),
    ],
)
def test_agreements_are_counted_and_unknown_is_not_told_as_not_done(done: list[bool | None], said: str) -> None:
    assert story.promises_lead([Promise(text="x", done=one) for one in done]) == said


# --- People, partners, places, data ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({}, "Er zijn nog geen deelnemers."),
        ({Activity.TRAINING: 1}, "Er is 1 deelnemer. Die heeft nu geen betaald werk."),
        ({Activity.PAID_WORK: 1}, "Er is 1 deelnemer. Die heeft nu betaald werk."),
        ({Activity.PAUSE: 7}, "Er zijn 7 deelnemers. Niemand heeft nu betaald werk."),
        ({Activity.PAUSE: 7, Activity.PAID_WORK: 1}, "Er zijn 8 deelnemers. Daarvan heeft er nu 1 betaald werk."),
        (
            {Activity.CLOSED: 1200, Activity.PAID_WORK: 38},
            "Er zijn 1.238 deelnemers. Daarvan hebben er nu 38 betaald werk.",
        ),
    ],
)
def test_it_says_how_many_people_work_now(where: dict[str, int], said: str) -> None:
    assert story.where_lead(where) == said


@pytest.mark.parametrize(
    ("teams", "plans", "said"),
    [
        ([], [], "Er zijn nog geen partners aangesloten."),
        ([True], [False], "Er is 1 partner. Die heeft wel een compleet AVK-team en geen actieplan dat nog geldt."),
        ([False], [True], "Er is 1 partner. Die heeft nog geen compleet AVK-team en wel een actieplan dat nog geldt."),
        (
            [True, False],
            [False, False],
            "Er zijn 2 partners. 1 heeft een compleet AVK-team. Geen enkele heeft een actieplan dat nog geldt.",
        ),
        (
            [True, True],
            [True, True],
            "Er zijn 2 partners. Beide hebben een compleet AVK-team. Beide hebben een actieplan dat nog geldt.",
        ),
        (
            [True, True, True],
            [True, True, False],
            "Er zijn 3 partners. Alle 3 hebben een compleet AVK-team. 2 hebben een actieplan dat nog geldt.",
        ),
    ],
)
def test_partners_are_counted(teams: list[bool], plans: list[bool], said: str) -> None:
    made = [
        replace(partner(place, f"Partner {place}"), team_complete=team, plan_holds=plan)
        for place, (team, plan) in enumerate(zip(teams, plans, strict=True))
    ]
    assert story.partners_lead(made) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], "Partners bieden nog geen plekken aan."),
        ([(0, 0)], "Partners bieden nog geen plekken aan."),
        ([(1, 1)], "Partners bieden 1 plek aan. 1 is bezet en geen enkele is vrij."),
        ([(4, 1)], "Partners bieden 4 plekken aan. 1 is bezet en 3 zijn vrij."),
        ([(4, 3)], "Partners bieden 4 plekken aan. 3 zijn bezet en 1 is vrij."),
        ([(4, 0)], "Partners bieden 4 plekken aan. Geen enkele is bezet en 4 zijn vrij."),
        ([(1000, 400), (200, 200)], "Partners bieden 1.200 plekken aan. 600 zijn bezet en 600 zijn vrij."),
    ],
)
def test_places_are_counted(counts: list[tuple[int, int]], said: str) -> None:
    assert story.places_lead(PlaceCount(kind="training", offered=one, filled=two) for one, two in counts) == said


@pytest.mark.parametrize(
    ("quality", "said"),
    [
        (Quality(), "In het blad vonden wij niets om te verbeteren."),
        (Quality(findings={"fout": 1}), "In het blad vonden wij 1 fout."),
        (
            Quality(findings={"info": 1, "fout": 3, "waarschuwing": 12}),
            "In het blad vonden wij 3 fouten, 12 waarschuwingen en 1 opmerking.",
        ),
        (
            Quality(findings={"fout": 0}, stale_rows=1),
            (
                "In het blad vonden wij niets om te verbeteren. "
                "Van 1 rij gebruiken wij een oudere waarde, omdat de nieuwe niet te lezen is."
            ),
        ),
    ],
)
def test_findings_are_counted(quality: Quality, said: str) -> None:
    assert story.quality_lead(quality) == said
