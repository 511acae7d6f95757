"""The figures that are shown beside another one; they have no target and are no entry of the catalogue themselves."""

from tracker.figures import followup, obstacles, partners, people, places, quality, survival
from tracker.figures.members import Indicator, Of
from tracker.model import Unit

HOURS = (
    Indicator(
        code="nu_betaald_werk_minder_dan_12_uur",
        name="Minder dan 12 uur per week",
        unit=Unit.COUNT,
        members=people.works_hours(lambda hours: hours < 12),
        counts="Mensen met nu betaald werk voor minder dan 12 uur per week, alle banen samen.",
    ),
    Indicator(
        code="nu_betaald_werk_12_tot_24_uur",
        name="12 tot en met 24 uur per week",
        unit=Unit.COUNT,
        members=people.works_hours(lambda hours: 12 <= hours <= 24),
        counts="Mensen met nu betaald werk voor 12 tot en met 24 uur per week, alle banen samen.",
    ),
    Indicator(
        code="nu_betaald_werk_meer_dan_24_uur",
        name="Meer dan 24 uur per week",
        unit=Unit.COUNT,
        members=people.works_hours(lambda hours: hours > 24),
        counts="Mensen met nu betaald werk voor meer dan 24 uur per week, alle banen samen.",
    ),
    Indicator(
        code="nu_betaald_werk_uren_onbekend",
        name="Uren onbekend",
        unit=Unit.COUNT,
        members=people.hours_unknown,
        counts="Mensen met nu betaald werk van wie wij niet alle uren weten.",
    ),
    Indicator(
        code="nu_betaald_werk_vast",
        name="Met een vast contract",
        unit=Unit.SHARE,
        members=people.permanent_contract,
        counts="Mensen met een vast contract.",
        out_of="alle mensen die nu betaald werk hebben",
        unknowns="Is het contract niet ingevuld? Dan telt iemand als onbekend.",
    ),
)

TIME_FOR_MOST = (
    Indicator(
        code="doorlooptijd_werk_80",
        name="Tijd tot werk voor 8 van de 10 mensen",
        unit=Unit.DAYS,
        members=survival.days_to_work_for_most,
        counts="Zoveel dagen na de aanmelding hadden 8 van de 10 mensen betaald werk.",
        fewer_is_better=True,
    ),
)

PAID_EXPERT = (
    Indicator(
        code="partners_met_betaalde_ervaringsdeskundige",
        name="Partners met een betaalde ervaringsdeskundige",
        unit=Unit.SHARE,
        members=partners.with_paid_expert,
        counts="Partners waar nu iemand betaald werkt als ervaringsdeskundige: erkend en gewaardeerd.",
        out_of="alle partners op die dag",
        unknowns="Heeft een partner het laatste jaar niets geteld? Dan is het onbekend.",
        of=Of.PARTNERS,
    ),
)

OUTSIDE_OFFER = (
    Indicator(
        code="plekken_buiten_aanbod",
        name="Mensen buiten het aanbod",
        unit=Unit.COUNT,
        members=places.outside,
        counts="Mensen die iets doen bij een partner waar die partner geen plek voor opgaf.",
        of=Of.PLACES,
    ),
)

ALREADY_ALLOWED = (
    Indicator(
        code="knelpunten_mocht_al",
        name="Mocht al",
        unit=Unit.COUNT,
        members=obstacles.already_allowed,
        counts="Regels die achteraf niet in de weg stonden: het mocht al.",
        of=Of.OBSTACLES,
    ),
)

REFUSED = (
    Indicator(
        code="knelpunten_afgewezen",
        name="Waarvan afgewezen",
        unit=Unit.COUNT,
        members=obstacles.refused,
        counts="Regels met een antwoord, waarbij dat antwoord nee was.",
        of=Of.OBSTACLES,
        fewer_is_better=True,
    ),
)

OVERDUE = (
    Indicator(
        code="uitkomst_te_laat",
        name="Al langer dan 30 dagen niet nagevraagd",
        unit=Unit.COUNT,
        members=followup.overdue,
        counts="Keren dat wij meer dan 30 dagen geleden hadden moeten navragen, en het nog niet weten.",
        of=Of.FOLLOW_UPS,
        fewer_is_better=True,
    ),
)

LONGEST_DELAY = (
    Indicator(
        code="invoervertraging_90",
        name="Invoer van 9 van de 10 stappen",
        unit=Unit.DAYS,
        members=quality.longest_entry_delay,
        counts="Binnen zoveel dagen na de start stonden 9 van de 10 stappen in het blad.",
        of=Of.STEPS,
        fewer_is_better=True,
    ),
)
