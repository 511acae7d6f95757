"""The table of indicators: code, name, definition as people read it, and the formula, in one entry each.

A formula answers with the people (or partners) themselves and not with a number, so that a change can be explained
person by person and rounded per person.
"""

from collections.abc import Mapping

from tracker.figures import beside, followup, obstacles, opinions, partners, people, places, quality, survival
from tracker.figures.members import Indicator, Of
from tracker.model import Domain, Unit

_TOO_SHORT = "Nog te kort geleden begonnen"
_ALL_PARTNERS = "alle partners op die dag"


def _working_after(suffix: str, words: str, window: followup.Window) -> Indicator:
    """The share of people in paid work so long after their first start."""
    return Indicator(
        code=f"werk_na_{suffix}",
        name=f"Aan het werk na {words}",
        unit=Unit.SHARE,
        members=followup.working_after(window),
        counts=f"Mensen met betaald werk op de dag {words} na hun eerste werkdag. Een andere baan telt ook.",
        out_of=_began_work(words),
        unknowns=_NOT_ASKED,
        left_out=_TOO_SHORT,
    )


def _lasting(months: int) -> Indicator:
    """The share of people with so many months of work without a long gap."""
    words = f"{months} maanden"
    return Indicator(
        code=f"werk_{months}m_aaneen",
        name=f"Werk dat blijft: {words}",
        unit=Unit.SHARE,
        members=followup.sustained(months),
        counts=f"Mensen met {words} betaald werk, zonder een gat van meer dan 31 dagen. Een tweede baan telt door.",
        out_of=_began_work(words),
        unknowns=_NOT_ASKED,
        left_out=_TOO_SHORT,
    )


_NOT_ASKED = "Heeft niemand nagevraagd of het werk nog loopt? Dan telt iemand als onbekend."


def _began_work(words: str) -> str:
    return f"alle mensen die minstens {words} geleden met betaald werk begonnen"


def _opinion(code: str, name: str, question: opinions.Question, counts: str) -> Indicator:
    """The share of people whose latest answer to a question is good."""
    return Indicator(
        code=code,
        name=name,
        unit=Unit.SHARE,
        members=opinions.content_with(question),
        counts=counts,
        window="Wij kijken naar het laatste antwoord van de laatste 12 maanden.",
        out_of="alle mensen die in die tijd antwoord gaven",
        fewest=opinions.FEWEST,
    )


_PEOPLE: tuple[Indicator, ...] = (
    Indicator(
        code="deelnemers",
        name="Deelnemers",
        unit=Unit.COUNT,
        members=people.participants,
        counts="Iedereen die op of voor de peildatum is aangemeld.",
    ),
    Indicator(
        code="kans_gekregen",
        name="Kans gekregen",
        unit=Unit.COUNT,
        members=people.chance_given,
        counts="Mensen die begonnen met een opleiding, een stage, een werkervaringsplek, vrijwilligerswerk of betaald "
        "werk.",
    ),
    Indicator(
        code="eigen_doel_bereikt",
        name="Eigen doel bereikt",
        unit=Unit.SHARE,
        members=people.own_goal_reached,
        counts="Mensen die begonnen met wat hun eigen doel was. Was het doel een opleiding? Dan is die afgerond.",
        out_of="alle mensen van wie wij het doel kennen",
        unknowns="Weten wij niet hoe de opleiding afliep? Dan telt iemand als onbekend.",
        left_out="Doel nog niet bekend",
    ),
    Indicator(
        code="betaald_werk",
        name="Betaald werk gekregen",
        unit=Unit.COUNT,
        members=people.paid_work,
        counts="Mensen die ooit met betaald werk begonnen. Wie daarna weer stopte, telt hier ook mee.",
    ),
    Indicator(
        code="opleiding_gestart",
        name="Opleiding gestart",
        unit=Unit.COUNT,
        members=people.training_started,
        counts="Mensen die met een opleiding begonnen.",
    ),
    Indicator(
        code="opleiding_afgerond",
        name="Opleiding afgerond",
        unit=Unit.SHARE,
        members=people.training_completed,
        counts="Mensen die een opleiding afrondden of een diploma haalden.",
        out_of="alle mensen van wie een opleiding klaar is, of volgens plan klaar had moeten zijn",
        unknowns="Weten wij de uitkomst niet? Dan telt iemand als onbekend.",
        left_out="Opleiding loopt nog",
    ),
    Indicator(
        code="opstap_gestart",
        name="Opstap gestart",
        unit=Unit.COUNT,
        members=people.step_up_started,
        counts="Mensen die begonnen met een stage, een werkervaringsplek of vrijwilligerswerk, los van een opleiding.",
    ),
    Indicator(
        code="nu_betaald_werk",
        name="Nu betaald werk",
        unit=Unit.COUNT,
        members=people.in_paid_work,
        counts="Mensen die op de peildatum betaald werk hebben en nog meedoen.",
        beside=beside.HOURS,
    ),
    Indicator(
        code="betaald_via_partner",
        name="Betaald werk bij een partner",
        unit=Unit.SHARE,
        members=people.through_partner,
        counts="Mensen bij wie de eerste werkgever een partner was.",
        out_of="alle mensen die ooit met betaald werk begonnen",
        unknowns="Weten wij de eerste werkgever niet? Dan telt iemand als onbekend.",
    ),
    _lasting(6),
    _lasting(12),
    _working_after("13w", "13 weken", followup.THIRTEEN_WEEKS),
    _working_after("6m", "6 maanden", followup.SIX_MONTHS),
    _working_after("12m", "12 maanden", followup.TWELVE_MONTHS),
    Indicator(
        code="eigen_doel_6m",
        name="Eigen doel na 6 maanden",
        unit=Unit.SHARE,
        members=followup.own_goal_lasts,
        counts="Mensen die 6 maanden na de start nog doen wat hun eigen doel was. Vrijwilligerswerk telt net zo zwaar "
        "als betaald werk. Een opleiding telt hier niet mee, want die houdt vanzelf op.",
        out_of="alle mensen die minstens 6 maanden geleden met hun eigen doel begonnen",
        unknowns="Heeft niemand nagevraagd of het nog loopt? Dan telt iemand als onbekend.",
        left_out=_TOO_SHORT,
    ),
    Indicator(
        code="opstap_naar_werk",
        name="Van opstap naar werk",
        unit=Unit.SHARE,
        members=followup.step_up_to_work,
        counts="Mensen die binnen 12 maanden na hun eerste opstap met betaald werk begonnen.",
        out_of="alle mensen die minstens 12 maanden geleden met een opstap begonnen",
        left_out=_TOO_SHORT,
    ),
    Indicator(
        code="doorlooptijd_werk",
        name="Tijd tot betaald werk",
        unit=Unit.DAYS,
        members=survival.days_to_work,
        counts="Zoveel dagen na de aanmelding had de helft van de mensen betaald werk. Wij kijken naar mensen die "
        "betaald werk willen, of van wie wij het doel nog niet kennen. Wie nog geen werk heeft of stopte, telt mee als "
        "iemand die nog wacht. Zo lijkt het niet sneller te gaan dan het gaat.",
        beside=beside.TIME_FOR_MOST,
        fewer_is_better=True,
    ),
    Indicator(
        code="tussentijds_gestopt",
        name="Tussentijds gestopt",
        unit=Unit.SHARE,
        members=people.stopped_early,
        counts="Mensen die stopten zonder hun eigen doel te bereiken en zonder betaald werk. Wie overleed, telt hier "
        "niet mee.",
        out_of="alle aangemelde mensen",
        unknowns="Weten wij niet of het eigen doel is bereikt? Dan telt iemand als onbekend.",
        fewer_is_better=True,
    ),
    _opinion(
        "tevreden",
        "Tevreden over werk of leerplek",
        lambda row: row.satisfied,
        "Mensen die een 4 of een 5 geven voor hun werk of leerplek.",
    ),
    _opinion(
        "goed_geholpen",
        "Goed geholpen",
        lambda row: row.helped,
        "Mensen die een 4 of een 5 geven voor de hulp die zij krijgen.",
    ),
    _opinion(
        "verandering",
        "Er verandert iets",
        lambda row: row.changing,
        "Mensen die met een 4 of een 5 zeggen dat er voor hen iets verandert.",
    ),
    _opinion(
        "rondkomen",
        "Kan beter rondkomen",
        lambda row: row.coping,
        "Mensen die met een 4 of een 5 zeggen dat zij beter kunnen rondkomen.",
    ),
    _opinion(
        "toekomst",
        "Vertrouwen in de toekomst",
        lambda row: row.confident,
        "Mensen die met een 4 of een 5 zeggen dat zij vertrouwen hebben in hun toekomst.",
    ),
)


def _structural_in(domain: Domain, suffix: str, word: str) -> Indicator:
    """The share of partners that are structural in one domain."""
    return Indicator(
        code=f"domein_structureel_{suffix}",
        name=f"Structureel in {word}",
        unit=Unit.SHARE,
        members=partners.structural_in(domain),
        counts=f"Partners die in {word} structureel met ervaringsdeskundigen werken.",
        out_of="alle partners waar dit domein bij past",
        unknowns="Schreef niemand op hoe ver een partner is? Dan is het onbekend.",
        left_out="Domein past niet bij de partner",
        of=Of.PARTNERS,
    )


_PARTNERS: tuple[Indicator, ...] = (
    Indicator(
        code="partners_met_plaatsing",
        name="Partners met een plaatsing",
        unit=Unit.SHARE,
        members=partners.with_placement,
        counts="Partners waar op de peildatum een deelnemer werkt, stage loopt, werkervaring opdoet of vrijwilliger "
        "is.",
        out_of=_ALL_PARTNERS,
        of=Of.PARTNERS,
    ),
    Indicator(
        code="partners_met_ervaringsdeskundige",
        name="Partners met een ervaringsdeskundige",
        unit=Unit.SHARE,
        members=partners.with_expert,
        counts="Partners waar een deelnemer als ervaringsdeskundige bezig is, of die er zelf een of meer telden.",
        window="Een telling geldt 12 maanden.",
        out_of=_ALL_PARTNERS,
        unknowns="Heeft een partner het laatste jaar niets geteld? Dan is het onbekend.",
        of=Of.PARTNERS,
        beside=beside.PAID_EXPERT,
    ),
    Indicator(
        code="partners_structureel",
        name="Partners structureel",
        unit=Unit.SHARE,
        members=partners.structural,
        counts="Partners die in elk domein dat bij hen past structureel met ervaringsdeskundigen werken.",
        out_of=_ALL_PARTNERS,
        unknowns="Schreef niemand op hoe ver een partner is in een domein? Dan kan het onbekend zijn.",
        of=Of.PARTNERS,
    ),
    _structural_in(Domain.CLIENT_CONTACT, "clientcontact", "cliëntcontact"),
    _structural_in(Domain.POLICY, "beleid", "beleid"),
    _structural_in(Domain.RECOVERY_SUPPORT, "herstelondersteuning", "herstelondersteuning"),
    _structural_in(Domain.LABOUR_MARKET, "arbeidsmarkt", "arbeidsmarkt"),
    Indicator(
        code="actieplannen",
        name="Actieplannen",
        unit=Unit.SHARE,
        members=partners.action_plans,
        counts="Partners met een actieplan van hoogstens twee jaar oud.",
        out_of=_ALL_PARTNERS,
        of=Of.PARTNERS,
    ),
    Indicator(
        code="avk_team_compleet",
        name="AVK-team compleet",
        unit=Unit.SHARE,
        members=partners.teams_complete,
        counts="Partners met een bestuurder, twee managers en twee mensen uit de uitvoering in het team.",
        out_of=_ALL_PARTNERS,
        of=Of.PARTNERS,
    ),
    Indicator(
        code="plekken_aangeboden",
        name="Plekken aangeboden",
        unit=Unit.COUNT,
        members=places.offered,
        counts="Alle plekken die partners op de peildatum aanbieden.",
        of=Of.PLACES,
    ),
    Indicator(
        code="plekken_bezet",
        name="Plekken bezet",
        unit=Unit.COUNT,
        members=places.filled,
        counts="Plekken waar op de peildatum iemand is. Zijn er meer mensen dan plekken? Dan tellen die apart.",
        of=Of.PLACES,
        beside=beside.OUTSIDE_OFFER,
    ),
    Indicator(
        code="plekken_vrij",
        name="Plekken vrij",
        unit=Unit.COUNT,
        members=places.free,
        counts="Plekken waar op de peildatum nog niemand is. Wij tellen per partner en per soort plek.",
        of=Of.PLACES,
    ),
    Indicator(
        code="knelpunten_open",
        name="Knelpunten open",
        unit=Unit.COUNT,
        members=obstacles.open_ones,
        counts="Meldingen van een regel die in de weg staat en nog niet is opgelost.",
        of=Of.OBSTACLES,
        beside=beside.ALREADY_ALLOWED,
        fewer_is_better=True,
    ),
    Indicator(
        code="knelpunten_opgelost",
        name="Knelpunten opgelost",
        unit=Unit.COUNT,
        members=obstacles.solved,
        counts="Meldingen van een regel met een dag bij “Opgelost op”. Mocht het al? Dan telt de melding apart.",
        of=Of.OBSTACLES,
        beside=beside.REFUSED,
    ),
)

_QUALITY: tuple[Indicator, ...] = (
    Indicator(
        code="uitkomst_bekend",
        name="Uitkomst bekend",
        unit=Unit.SHARE,
        members=followup.outcomes_known,
        counts="Keren dat wij weten hoe het nu gaat: 13 weken en 6 maanden na de eerste werkdag, en 6 maanden na de "
        "start van een ander eigen doel.",
        out_of="alle keren dat die dag voorbij is",
        of=Of.FOLLOW_UPS,
        beside=beside.OVERDUE,
    ),
    Indicator(
        code="baanstarts",
        name="Baanstarts",
        unit=Unit.COUNT,
        members=quality.job_starts,
        counts="Alle banen die ooit begonnen. Iemand met twee banen telt hier twee keer.",
        of=Of.STEPS,
    ),
    Indicator(
        code="invoervertraging",
        name="Tijd tot invoer",
        unit=Unit.DAYS,
        members=quality.entry_delay,
        counts="Zoveel dagen na de start stond de helft van de stappen in het blad. De stappen van de eerste keer "
        "bijwerken tellen niet mee.",
        left_out="Stappen van de eerste keer bijwerken",
        of=Of.STEPS,
        beside=beside.LONGEST_DELAY,
        fewer_is_better=True,
    ),
)

CATALOGUE: tuple[Indicator, ...] = (*_PEOPLE, *_PARTNERS, *_QUALITY)
"""Every indicator, in the order in which people see them."""

BY_CODE: Mapping[str, Indicator] = {indicator.code: indicator for indicator in CATALOGUE}
