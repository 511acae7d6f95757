"""The lists that people choose from: what the sheet says, what the code calls it, and which other words mean the same.

An option whose code equals its word belongs to a list that people may extend in `Keuzelijsten`; there the word itself
is what is stored.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: `code` is stored, `word` is what people see, `other` are synonyms."""

    code: str
    word: str
    other: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """A list to choose from. `extended_by` is the field of `ListRow` with people's own additions, if they may add."""

    name: str
    options: tuple[Option, ...]
    extended_by: str | None = None

    def word(self, code: str) -> str:
        """What people see for a stored code; an addition of their own is its own word."""
        return next((option.word for option in self.options if option.code == code), code)


def _own(name: str, extended_by: str, *words: str) -> Choices:
    """A list whose words are stored as they are, because people may add to it."""
    return Choices(name, tuple(Option(word, word) for word in words), extended_by)


STEP_KINDS = Choices(
    "stap",
    (
        Option("training", "opleiding", ("cursus", "training")),
        Option("internship", "stage"),
        Option("work_experience", "werkervaringsplek", ("wep", "werkervaring")),
        Option("volunteer_work", "vrijwilligerswerk", ("vrijwilliger",)),
        Option("paid_work", "betaald werk", ("baan", "betaalde baan", "werk")),
    ),
)
RESULTS = Choices(
    "resultaat",
    (
        Option("running", "loopt"),
        Option("completed", "afgerond"),
        Option("diploma", "diploma"),
        Option("stopped", "gestopt"),
    ),
)
OWN_GOALS = Choices(
    "eigen doel",
    (
        Option("paid_work", "betaald werk", ("baan", "betaalde baan", "werk")),
        Option("volunteer_work", "vrijwilligerswerk", ("vrijwilliger",)),
        Option("work_experience", "werkervaring", ("werkervaringsplek", "wep")),
        Option("training", "opleiding", ("cursus", "training")),
        Option("not_yet_known", "weten we nog niet", ("nog niet bekend", "weten wij nog niet")),
    ),
)
DOMAINS = Choices(
    "domein",
    (
        Option("client_contact", "cliëntcontact", ("contact met cliënten",)),
        Option("policy", "beleid"),
        Option("recovery_support", "herstelondersteuning"),
        Option("labour_market", "arbeidsmarkt"),
    ),
)
LEVELS = Choices(
    "hoe ver",
    (
        Option("not_applicable", "niet van toepassing", ("n.v.t.", "nvt")),
        Option("none", "nog niet"),
        Option("exploring", "verkenning"),
        Option("pilot", "proef", ("pilot",)),
        Option("structural", "structureel"),
    ),
)
PROOFS = Choices(
    "waaruit blijkt dat",
    (
        Option("in_staffing", "in formatie"),
        Option("in_budget", "in begroting"),
        Option("in_policy", "in beleid vastgelegd"),
    ),
)
SECTORS = Choices(
    "sector",
    (
        Option("municipality", "gemeente"),
        Option("care", "zorg"),
        Option("welfare", "welzijn"),
        Option("education", "onderwijs"),
        Option("housing", "wonen"),
        Option("knowledge", "kennis"),
        Option("business", "bedrijf"),
        Option("other", "overig"),
    ),
)
CONTRACTS = Choices(
    "contract",
    (
        Option("temporary", "tijdelijk"),
        Option("permanent", "vast"),
        Option("on_call", "oproep"),
        Option("internship_agreement", "stageovereenkomst"),
        Option("volunteer_agreement", "vrijwilligersovereenkomst"),
    ),
)
FORMS = Choices(
    "vorm",
    (
        Option("regular", "regulier"),
        Option("job_carving", "jobcarving"),
        Option("public_secondment", "publieke detachering"),
        Option("basic_job", "basisbaan"),
        Option("sheltered_work", "beschut werk"),
    ),
)
SUPPORT = Choices(
    "steun",
    (Option("job_coach", "jobcoach"), Option("buddy", "maatje"), Option("none", "geen")),
)
EVIDENCE = Choices(
    "hoe weten we dit",
    (
        Option("not_checked", "nog niet nagevraagd"),
        Option("participant", "van deelnemer"),
        Option("employer", "van werkgever"),
        Option("contract_seen", "contract gezien"),
    ),
)
NEXT_ACTIONS = Choices(
    "volgende actie",
    (
        Option("call", "bellen"),
        Option("talk", "gesprek"),
        Option("find_place", "plek zoeken"),
        Option("await_start", "wacht op start"),
        Option("round_off", "afronden"),
    ),
)
SEATS = Choices(
    "plaats in het AVK-team",
    (Option("board", "bestuurder"), Option("manager", "manager"), Option("practice", "uitvoering")),
)
FUNDING = Choices(
    "bron",
    (
        Option("own_staffing", "eigen formatie"),
        Option("social_return", "social return"),
        Option("grant", "subsidie"),
    ),
)
BODIES = Choices(
    "overleg",
    (
        Option("steering_group", "stuurgroep"),
        Option("executive_board", "dagelijks bestuur"),
        Option("managers", "managersoverleg"),
        Option("other", "overig"),
    ),
)
ROLES = Choices(
    "rol",
    (
        Option("project_leader", "projectleider"),
        Option("programme_team", "programmateam"),
        Option("steering_group", "stuurgroep"),
        Option("executive_board", "dagelijks bestuur"),
        Option("partner", "partner"),
        Option("funder", "financier"),
    ),
)
PROGRAMME_ROLES = (
    Option("project_leader", "projectleider"),
    Option("programme_team", "programmateam"),
    Option("expert_by_experience", "ervaringsdeskundige"),
    Option("secretary", "secretaris"),
    Option("controller", "controller"),
    Option("lead", "kartrekker"),
)
GUIDES = Choices("begeleiding", PROGRAMME_ROLES)
OWNERS = Choices(
    "wie",
    (
        *PROGRAMME_ROLES,
        Option("steering_group", "stuurgroep"),
        Option("executive_board", "dagelijks bestuur"),
        Option("managers", "managersoverleg"),
        Option("everyone", "iedereen", ("allen",)),
    ),
)
REGISTERED_BY = Choices(
    "aangemeld door",
    (
        Option("self", "zelf"),
        Option("through_participant", "via deelnemer"),
        Option("other_organisation", "andere organisatie"),
    ),
)
EMPLOYERS = Choices(
    "partner of buiten het netwerk",
    (Option("outside_network", "buiten het netwerk"),),
)
PHASE_KINDS = Choices("soort fase", (Option("programme", "programma"), Option("ew", "E&W")))
OUTCOMES = Choices(
    "uitkomst",
    (Option("already_allowed", "mocht al"), Option("changed", "aangepast"), Option("refused", "afgewezen")),
)
YES_NO = Choices(
    "ja of nee", (Option("yes", "ja", ("j", "waar", "true")), Option("no", "nee", ("n", "onwaar", "false")))
)

RIGHT = "right"
"""The answer to “klopt dit nog?” that all is as it stands there; every other one says what is not."""

PLACEMENT_ANSWERS = Choices(
    "antwoord over iemand",
    (
        Option(RIGHT, "klopt"),
        Option("stopped", "is gestopt"),
        Option("role", "andere functie"),
        Option("kind", "ander soort werk of plek"),
        Option("hours", "andere uren"),
        Option("start", "begon op een andere dag"),
        Option("unknown", "kennen wij niet"),
    ),
)
PLACE_ANSWERS = Choices(
    "antwoord over een plek",
    (
        Option(RIGHT, "klopt"),
        Option("withdrawn", "bieden wij niet meer aan"),
        Option("number", "ander aantal"),
        Option("role", "andere functie"),
        Option("kind", "ander soort plek"),
        Option("start", "begint op een andere dag"),
        Option("unknown", "kennen wij niet"),
    ),
)
LIST_ANSWERS = Choices(
    "antwoord over de lijst",
    (
        Option(RIGHT, "alles staat erop"),
        Option("person_missing", "er ontbreekt iemand"),
        Option("place_missing", "er ontbreekt een plek"),
        Option("both_missing", "er ontbreken mensen en plekken"),
    ),
)

JOB_ROLES = _own(
    "functie",
    "role",
    "buddy",
    "persoonlijk assistent",
    "adviseur",
    "trainer",
    "ondersteuner",
    "onderzoeker",
    "overig",
)
NEEDS = _own(
    "wat is nodig",
    "need",
    "vervoer",
    "opvang",
    "minder uren",
    "rustig tempo",
    "oplossing voor uitkering of toeslagen",
    "hulp bij geldzaken",
    "taal",
    "een regel",
)
REASONS = _own(
    "reden",
    "reason",
    "doel bereikt",
    "werk gevonden",
    "verhuisd",
    "geen contact meer",
    "geen passende plek",
    "omstandigheden",
    "eigen keuze",
    "overleden",
)
RULES = _own(
    "regel",
    "rule",
    "toeslagen en armoedeval",
    "kostendelersnorm",
    "kinderbijslag naar studiefinanciering",
    "bijverdienen naast uitkering",
    "privacyregels",
    "inkoopregels",
    "overig",
)
COURSES = _own("opleiding", "course")
MUNICIPALITIES = _own("gemeente", "municipality")
