"""The contract of the sheet as one table: every tab, every column, how its cells are read, and why we keep it.

This table is read by the walk over the rows, the blank sheet that the tracker makes, the database and the privacy
pages. What is kept without a purpose, a legal ground, who may see it and for how long, stops the program here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from tracker import choices as lists
from tracker import model
from tracker.choices import Choices
from tracker.errors import TrackerError


class Kind(StrEnum):
    """How the cells of a column are read."""

    CODE = "code of a participant"
    DATE = "date"
    PAST_DATE = "date that cannot lie ahead"
    NAME = "name, at most 80 characters"
    TEXT = "read text, at most `longest` characters"
    CHOICE = "one of the choices"
    CHOICES = "several of the choices"
    PARTNER = "an affiliated organisation, or one of the choices"
    SPELLINGS = "several names"
    YES_NO = "yes or no"
    HOURS = "hours a week, 0 to 60"
    COUNT = "whole number, 0 or more"
    SCORE = "1 to 5"
    AMOUNT = "a count, or a share such as 100%"
    FIGURE = "name or code of a figure"
    GRANT = "name of a grant"
    EMAIL = "e-mail address"
    NEVER_READ = "for people only"


class Ground(StrEnum):
    """The legal ground on which something is kept (GDPR, article 6); which one it is, the organisation decides."""

    PERSON = "persoonsgegevens van deelnemers: de grond die de organisatie kiest"
    ACCESS = "persoonsgegevens van wie inlogt: nodig om te weten wie wat mag zien"
    NO_PERSON = "geen persoonsgegevens"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the `field` of the record it fills, its `heading`, how it is read, and `why` we keep it (Dutch).

    `needed` columns must be filled in every row. `other` are other spellings of the heading. Raises TrackerError when
    `why` is empty.
    """

    field: str
    heading: str
    kind: Kind
    why: str
    needed: bool = False
    choices: Choices | None = None
    other: tuple[str, ...] = ()
    longest: int = 80
    width: int = 16

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise _unexplained(f"Bij de kolom {self.heading} ontbreekt waarom wij die lezen.")


def _unexplained(what: str) -> TrackerError:
    """What stops the program when something is kept that nobody explained."""
    return TrackerError(what, "Vul dat in de tabel in tracker/columns.py aan. Zonder uitleg lezen wij niets.")


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its columns in the order in which people see them, and what its rows become.

    `identity` names the fields that say which record a row is about; with `unique` there is one record for each.
    `sees` and `kept` say who may see it and how long it is kept (Dutch, for the privacy pages; `{months}` stands for a
    setting), `ground` on what legal ground. Raises TrackerError when one of these is empty, and when the record keeps a
    field that no column tells of.
    """

    name: str
    title: str
    record: type
    about: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    unique: bool
    sees: str
    kept: str
    ground: Ground
    needed: bool = False
    basic: bool = False
    other: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for said, lacks in ((self.sees, "wie het mag zien"), (self.kept, "hoe lang wij het bewaren")):
            if not said.strip():
                raise _unexplained(f"Bij het tabblad {self.title} ontbreekt {lacks}.")
        if not isinstance(self.ground, Ground):
            raise _unexplained(f"Bij het tabblad {self.title} ontbreekt op welke grond wij het bewaren.")
        untold = {field.name for field in fields(self.record)} - {column.field for column in self.read_columns}
        if untold:
            raise _unexplained(f"Het tabblad {self.title} bewaart {', '.join(sorted(untold))} zonder kolom.")

    @property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that the tracker reads; the others are for people only."""
        return tuple(column for column in self.columns if column.kind is not Kind.NEVER_READ)

    def column(self, field: str) -> Column:
        """The column that fills a field of the record."""
        return next(column for column in self.columns if column.field == field)


_PERSON_SEES = "projectleider en programmateam, met code; anderen alleen aantallen"
_PERSON_KEPT = "tot {months} maanden na afsluiten, en zolang een subsidie dat vraagt"
_STEP_SEES = (
    "projectleider en programmateam, met code; een partner van zijn eigen plaatsingen die lopen de soort, de functie "
    "en de start; anderen alleen aantallen"
)
_PARTNER_SEES = "iedereen die mag inloggen"
_PROGRAMME_KEPT = "zolang het programma loopt"


def _remarks(heading: str = "Opmerkingen") -> Column:
    return Column("", heading, Kind.NEVER_READ, "Alleen voor mensen. De tracker leest deze kolom nooit.", width=30)


PARTICIPANTS = Tab(
    "participants",
    "Deelnemers",
    model.Participant,
    "een deelnemer",
    (
        Column("code", "Deelnemer", Kind.CODE, "Zo noemen wij iemand zonder naam.", needed=True, width=11),
        Column("", "Naam", Kind.NEVER_READ, "Alleen voor mensen. De tracker leest deze kolom nooit.", width=24),
        Column(
            "municipality",
            "Gemeente",
            Kind.CHOICE,
            "Om te zien of het programma overal mensen bereikt.",
            choices=lists.MUNICIPALITIES,
        ),
        Column(
            "registered_on",
            "Aangemeld op",
            Kind.PAST_DATE,
            "Vanaf deze dag telt iemand mee.",
            other=("Aanmelddatum", "Datum aanmelding"),
            width=13,
        ),
        Column(
            "registered_by",
            "Aangemeld door",
            Kind.PARTNER,
            "Om te zien welke partners mensen vinden.",
            choices=lists.REGISTERED_BY,
            width=24,
        ),
        Column("intake_on", "Intake op", Kind.PAST_DATE, "Om te zien of een eerste gesprek op tijd komt.", width=13),
        Column("consent_on", "Akkoord op", Kind.PAST_DATE, "De dag waarop iemand ja zei tegen registratie.", width=13),
        Column(
            "consent_withdrawn_on",
            "Akkoord ingetrokken op",
            Kind.PAST_DATE,
            "Vanaf deze dag tonen wij iemand niet meer.",
            width=13,
        ),
        Column(
            "own_goal", "Eigen doel", Kind.CHOICE, "Wat iemand zelf wil bereiken.", choices=lists.OWN_GOALS, width=18
        ),
        Column(
            "guided_by",
            "Begeleiding door",
            Kind.PARTNER,
            "Wie belt als er iets te doen is. Nooit een persoon.",
            choices=lists.GUIDES,
            width=24,
        ),
        Column(
            "needs",
            "Wat is nodig",
            Kind.CHOICES,
            "Wat eerst geregeld moet zijn. Geen ziektes.",
            choices=lists.NEEDS,
            width=28,
        ),
        Column("seeks", "Zoekt", Kind.CHOICE, "Welke soort plek wij zoeken.", choices=lists.STEP_KINDS, width=18),
        Column("seeks_since", "Zoekt sinds", Kind.PAST_DATE, "Hoe lang iemand al wacht.", width=13),
        Column(
            "next_action", "Volgende actie", Kind.CHOICE, "Wat er nu te doen is.", choices=lists.NEXT_ACTIONS, width=16
        ),
        Column("action_on", "Actie op", Kind.DATE, "Wanneer dat te doen is.", width=13),
        Column("paused_from", "Pauze van", Kind.DATE, "Iemand is even met iets anders bezig.", width=13),
        Column("paused_until", "Pauze tot", Kind.DATE, "Wanneer wij weer contact hebben.", width=13),
        Column("closed_on", "Afgesloten op", Kind.PAST_DATE, "Vanaf deze dag doet iemand niet meer mee.", width=13),
        Column(
            "reason", "Reden", Kind.CHOICE, "Waarom iemand stopte, om van te leren.", choices=lists.REASONS, width=20
        ),
        _remarks(),
    ),
    identity=("code",),
    unique=True,
    sees=_PERSON_SEES,
    kept=_PERSON_KEPT,
    ground=Ground.PERSON,
    needed=True,
    basic=True,
)

STEPS = Tab(
    "steps",
    "Stappen",
    model.Step,
    "een stap van een deelnemer",
    (
        Column("participant", "Deelnemer", Kind.CODE, "Van wie deze stap is.", needed=True, width=11),
        Column("kind", "Stap", Kind.CHOICE, "Wat iemand doet.", needed=True, choices=lists.STEP_KINDS, width=18),
        Column("partner", "Partner", Kind.PARTNER, "Bij wie iemand dit doet.", choices=lists.EMPLOYERS, width=26),
        Column("domain", "Domein", Kind.CHOICE, "In welk van de vier domeinen.", choices=lists.DOMAINS, width=20),
        Column(
            "as_expert",
            "Als ervaringsdeskundige",
            Kind.YES_NO,
            "Of iemand hier als ervaringsdeskundige werkt.",
            width=14,
        ),
        Column("role", "Functie", Kind.CHOICE, "Welk werk iemand doet.", choices=lists.JOB_ROLES, width=20),
        Column("course", "Opleiding", Kind.CHOICE, "Welke opleiding iemand volgt.", choices=lists.COURSES, width=26),
        Column("start", "Start", Kind.DATE, "De eerste dag.", needed=True, width=13),
        Column("planned_end", "Einde gepland", Kind.DATE, "De laatste dag volgens de afspraak.", width=13),
        Column("end", "Einde", Kind.PAST_DATE, "De echte laatste dag. Leeg zolang het loopt.", width=13),
        Column("result", "Resultaat", Kind.CHOICE, "Hoe het is gegaan.", choices=lists.RESULTS, width=13),
        Column("hours", "Uren per week", Kind.HOURS, "Hoe groot het werk is.", width=10),
        Column("contract", "Contract", Kind.CHOICE, "Hoe zeker het werk is.", choices=lists.CONTRACTS, width=18),
        Column("form", "Vorm", Kind.CHOICE, "Om te leren welke vorm werkt.", choices=lists.FORMS, width=18),
        Column("support", "Steun", Kind.CHOICE, "Om te leren welke steun helpt.", choices=lists.SUPPORT, width=12),
        Column("grant", "Subsidie", Kind.GRANT, "Welke subsidie dit betaalt.", width=20),
        Column(
            "evidence", "Hoe weten we dit", Kind.CHOICE, "Hoe zeker wij dit weten.", choices=lists.EVIDENCE, width=20
        ),
        Column("checked_on", "Nagevraagd op", Kind.PAST_DATE, "Wanneer wij hoorden dat dit nog klopt.", width=13),
        _remarks(),
    ),
    identity=("participant",),
    unique=False,
    sees=_STEP_SEES,
    kept=_PERSON_KEPT,
    ground=Ground.PERSON,
    needed=True,
    basic=True,
)

PARTNERS = Tab(
    "partners",
    "Partners",
    model.Partner,
    "een partner",
    (
        Column("name", "Partner", Kind.NAME, "De naam van de organisatie.", needed=True, width=30),
        Column("sector", "Sector", Kind.CHOICE, "Om partners met elkaar te vergelijken.", choices=lists.SECTORS),
        Column("municipality", "Gemeente", Kind.CHOICE, "Waar de partner werkt.", choices=lists.MUNICIPALITIES),
        Column("joined_on", "Aangesloten op", Kind.PAST_DATE, "Vanaf deze dag telt de partner mee.", width=14),
        Column("left_on", "Uitgetreden op", Kind.PAST_DATE, "Vanaf deze dag telt de partner niet meer mee.", width=14),
        Column("other_names", "Andere schrijfwijzen", Kind.SPELLINGS, "Andere namen die mensen gebruiken.", width=28),
        Column("action_plan_on", "Actieplan op", Kind.PAST_DATE, "De dag van het nieuwste actieplan.", width=14),
        Column("visible", "Aantallen zichtbaar", Kind.YES_NO, "Of andere partners de aantallen mogen zien.", width=12),
        _remarks("Toelichting"),
    ),
    identity=("name",),
    unique=True,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
    needed=True,
    basic=True,
)

EMBEDDING = Tab(
    "embedding",
    "Inbedding",
    model.Embedding,
    "hoe ver een partner is in een domein",
    (
        Column("partner", "Partner", Kind.PARTNER, "Over welke partner dit gaat.", needed=True, width=30),
        Column(
            "domain", "Domein", Kind.CHOICE, "Over welk domein dit gaat.", needed=True, choices=lists.DOMAINS, width=20
        ),
        Column(
            "level",
            "Hoe ver",
            Kind.CHOICE,
            "Hoe ver de partner is op weg naar 2035.",
            needed=True,
            choices=lists.LEVELS,
            width=18,
        ),
        Column("since", "Sinds", Kind.PAST_DATE, "Vanaf welke dag dit zo is.", needed=True, width=13),
        Column(
            "proof",
            "Waaruit blijkt dat",
            Kind.CHOICE,
            "Waaraan men ziet dat het blijft.",
            choices=lists.PROOFS,
            width=22,
        ),
    ),
    identity=("partner", "domain"),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

EXPERTS = Tab(
    "experts",
    "Ervaringsdeskundigen",
    model.ExpertCount,
    "een telling van ervaringsdeskundigen bij een partner",
    (
        Column("partner", "Partner", Kind.PARTNER, "Over welke partner dit gaat.", needed=True, width=30),
        Column("counted_on", "Peildatum", Kind.PAST_DATE, "De dag van de telling.", needed=True, width=13),
        Column("paid", "Betaald", Kind.COUNT, "Hoeveel ervaringsdeskundigen betaald werken.", width=10),
        Column("volunteer", "Vrijwillig", Kind.COUNT, "Hoeveel ervaringsdeskundigen vrijwillig werken.", width=10),
    ),
    identity=("partner",),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

TEAM = Tab(
    "team",
    "AVK-team",
    model.TeamSeat,
    "een plaats in het AVK-team van een partner",
    (
        Column("partner", "Partner", Kind.PARTNER, "Over welke partner dit gaat.", needed=True, width=30),
        Column("seat", "Plaats", Kind.CHOICE, "Welke plaats in het team.", needed=True, choices=lists.SEATS),
        Column("held_from", "Van", Kind.DATE, "Vanaf wanneer de plaats gevuld is.", needed=True, width=13),
        Column("held_until", "Tot", Kind.DATE, "Tot en met wanneer de plaats gevuld is.", width=13),
    ),
    identity=("partner", "seat"),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
    other=("AVK team", "AVK-teams"),
)

PLACES = Tab(
    "places",
    "Plekken",
    model.Place,
    "plekken die een partner aanbiedt",
    (
        Column("partner", "Partner", Kind.PARTNER, "Wie de plekken aanbiedt.", needed=True, width=30),
        Column("kind", "Soort", Kind.CHOICE, "Welke soort plek.", needed=True, choices=lists.STEP_KINDS, width=18),
        Column("domain", "Domein", Kind.CHOICE, "In welk domein.", choices=lists.DOMAINS, width=20),
        Column("role", "Functie", Kind.CHOICE, "Welk werk er te doen is.", choices=lists.JOB_ROLES, width=20),
        Column("number", "Aantal", Kind.COUNT, "Hoeveel plekken.", needed=True, width=9),
        Column("hours", "Uren per week", Kind.HOURS, "Hoe groot het werk is.", width=10),
        Column("offered_from", "Vanaf", Kind.DATE, "Vanaf welke dag.", needed=True, width=13),
        Column("offered_until", "Tot", Kind.DATE, "Tot en met welke dag. Leeg zolang het aanbod geldt.", width=13),
        Column("funding", "Bron", Kind.CHOICE, "Waar de plek van betaald wordt.", choices=lists.FUNDING, width=16),
        _remarks(),
    ),
    identity=("partner",),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
    basic=True,
)

MEASUREMENTS = Tab(
    "measurements",
    "Metingen",
    model.Measurement,
    "wat een deelnemer ervan vindt",
    (
        Column("participant", "Deelnemer", Kind.CODE, "Wie dit zegt.", needed=True, width=11),
        Column(
            "answered_on",
            "Datum",
            Kind.PAST_DATE,
            "Wanneer dit gezegd is.",
            needed=True,
            other=("Tijdstempel",),
            width=13,
        ),
        Column(
            "satisfied",
            "Tevreden over werk of leerplek",
            Kind.SCORE,
            "Of iemand tevreden is. 1 is nee, 5 is ja.",
            width=14,
        ),
        Column("helped", "Goed geholpen", Kind.SCORE, "Of wij goed helpen. 1 is nee, 5 is ja.", width=14),
        Column("changing", "Er verandert iets", Kind.SCORE, "Of er iets verandert. 1 is nee, 5 is ja.", width=14),
        Column("coping", "Kan beter rondkomen", Kind.SCORE, "Of het geld beter reikt. 1 is nee, 5 is ja.", width=14),
        Column(
            "confident", "Vertrouwen in mijn toekomst", Kind.SCORE, "Of er vertrouwen is. 1 is nee, 5 is ja.", width=14
        ),
    ),
    identity=("participant",),
    unique=False,
    sees=_PERSON_SEES,
    kept=_PERSON_KEPT,
    ground=Ground.PERSON,
    other=("Metingen (formulier)",),
)

TARGETS = Tab(
    "targets",
    "Doelen",
    model.Target,
    "een streefwaarde op een datum",
    (
        Column("figure", "Doel", Kind.FIGURE, "Over welk cijfer dit gaat.", needed=True, width=34),
        Column("amount", "Streefwaarde", Kind.AMOUNT, "Een aantal, of een deel zoals 100%.", needed=True, width=13),
        Column("due_on", "Op", Kind.DATE, "Wanneer wij dit willen bereiken.", needed=True, width=13),
        Column("grant", "Voor", Kind.GRANT, "Leeg, of de subsidie waarvoor dit is afgesproken.", width=20),
    ),
    identity=("figure", "grant"),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
    basic=True,
)

GRANTS = Tab(
    "grants",
    "Subsidies",
    model.Grant,
    "een subsidie",
    (
        Column("name", "Subsidie", Kind.NAME, "Hoe wij de subsidie noemen.", needed=True, width=24),
        Column("funder", "Financier", Kind.NAME, "Wie de subsidie geeft.", width=28),
        Column("runs_from", "Van", Kind.DATE, "De eerste dag.", width=13),
        Column("runs_until", "Tot", Kind.DATE, "De laatste dag.", width=13),
        Column("keep_until", "Bewaren tot", Kind.DATE, "Tot wanneer wij gegevens moeten bewaren.", width=13),
    ),
    identity=("name",),
    unique=True,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

OBSTACLES = Tab(
    "obstacles",
    "Knelpunten",
    model.Obstacle,
    "een regel die in de weg staat",
    (
        Column(
            "rule", "Regel", Kind.CHOICE, "Welke regel in de weg staat.", needed=True, choices=lists.RULES, width=34
        ),
        Column("reported_on", "Gemeld op", Kind.PAST_DATE, "Wanneer dit gemeld is.", needed=True, width=13),
        Column("partner", "Partner", Kind.PARTNER, "Wie dit meldt.", width=26),
        Column("participants", "Aantal deelnemers", Kind.COUNT, "Hoeveel mensen hier last van hebben.", width=11),
        Column(
            "description",
            "Omschrijving",
            Kind.TEXT,
            "Wat er misgaat. Schrijf niets over één persoon.",
            longest=300,
            width=48,
        ),
        Column("raised_with", "Voorgelegd aan", Kind.NAME, "Aan wie wij dit vroegen.", width=24),
        Column("raised_on", "Voorgelegd op", Kind.PAST_DATE, "Wanneer wij dit vroegen.", width=13),
        Column("solved_on", "Opgelost op", Kind.PAST_DATE, "Wanneer het is opgelost.", width=13),
        Column("outcome", "Uitkomst", Kind.CHOICE, "Hoe het afliep.", choices=lists.OUTCOMES, width=13),
    ),
    identity=("rule",),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

MEETINGS = Tab(
    "meetings",
    "Vergaderingen",
    model.Meeting,
    "een vergadering",
    (
        Column("held_on", "Datum", Kind.DATE, "De dag van de vergadering.", needed=True, width=13),
        Column("body", "Overleg", Kind.CHOICE, "Wie er vergadert.", needed=True, choices=lists.BODIES, width=18),
        Column("as_of", "Peildatum", Kind.DATE, "Van welke dag de cijfers zijn.", width=13),
        Column("message", "Boodschap", Kind.TEXT, "Uw eigen woorden boven de stukken.", longest=500, width=60),
        Column("decision", "Gevraagd besluit", Kind.TEXT, "Wat u de vergadering vraagt.", longest=300, width=48),
    ),
    identity=("body",),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

AGREEMENTS = Tab(
    "agreements",
    "Afspraken",
    model.Agreement,
    "een afspraak",
    (
        Column("text", "Afspraak", Kind.TEXT, "Wat is afgesproken.", needed=True, longest=200, width=60),
        Column("who", "Wie", Kind.PARTNER, "Wie dit doet: een partner of een rol.", choices=lists.OWNERS, width=26),
        Column("due_on", "Klaar op", Kind.DATE, "Wanneer het klaar moet zijn.", width=13),
        Column("done", "Klaar", Kind.YES_NO, "Of het klaar is.", width=9),
    ),
    identity=(),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

PHASES = Tab(
    "phases",
    "Fasen",
    model.Phase,
    "een fase van het programma",
    (
        Column("name", "Fase", Kind.NAME, "Hoe de fase heet.", needed=True, width=24),
        Column("starts_on", "Vanaf", Kind.DATE, "De eerste dag van de fase.", needed=True, width=13),
        Column("kind", "Soort", Kind.CHOICE, "Van het programma of van E&W.", choices=lists.PHASE_KINDS, width=14),
    ),
    identity=("name",),
    unique=True,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
)

ACCESS = Tab(
    "access",
    "Toegang",
    model.Access,
    "iemand die mag inloggen",
    (
        Column(
            "address",
            "E-mail",
            Kind.EMAIL,
            "Om te weten wie mag inloggen. Wij bewaren er alleen een code van.",
            needed=True,
            other=("E-mailadres", "Email", "Mail"),
            width=30,
        ),
        Column("role", "Rol", Kind.CHOICE, "Wat iemand mag zien.", needed=True, choices=lists.ROLES, width=18),
        Column("partner", "Partner", Kind.PARTNER, "Van welke partner iemand is.", width=30),
        Column("grant", "Subsidie", Kind.GRANT, "Welke subsidie een financier geeft.", width=20),
    ),
    identity=("address",),
    unique=False,
    sees="projectleider",
    kept="tot de rij weg is",
    ground=Ground.ACCESS,
    basic=True,
)

LISTS = Tab(
    "lists",
    "Keuzelijsten",
    model.ListRow,
    "eigen woorden bij de keuzelijsten",
    (
        Column("municipality", "Gemeenten", Kind.NAME, "De gemeenten van het programma.", other=("Gemeente",)),
        Column("region", "Regio", Kind.NAME, "De regio van de gemeente ernaast."),
        Column("course", "Opleidingen", Kind.NAME, "De opleidingen die mensen volgen.", other=("Opleiding",), width=30),
        Column("role", "Functies", Kind.NAME, "Eigen functies erbij.", other=("Functie",), width=20),
        Column("reason", "Redenen", Kind.NAME, "Eigen redenen erbij.", other=("Reden",), width=20),
        Column("need", "Wat is nodig", Kind.NAME, "Eigen woorden erbij. Geen ziektes.", width=28),
        Column("rule", "Regels", Kind.NAME, "Eigen regels erbij.", other=("Regel",), width=30),
    ),
    identity=(),
    unique=False,
    sees=_PARTNER_SEES,
    kept=_PROGRAMME_KEPT,
    ground=Ground.NO_PERSON,
    basic=True,
)

TABS: tuple[Tab, ...] = (
    PARTICIPANTS,
    STEPS,
    PARTNERS,
    EMBEDDING,
    EXPERTS,
    TEAM,
    PLACES,
    MEASUREMENTS,
    TARGETS,
    GRANTS,
    OBSTACLES,
    MEETINGS,
    AGREEMENTS,
    PHASES,
    ACCESS,
    LISTS,
)
"""All tabs, in the order in which people see them."""

BY_NAME: Mapping[str, Tab] = {tab.name: tab for tab in TABS}

OWN_TITLES = ("Overzicht", "Controle", "Voortgang", "Reacties")
"""The tabs that the tracker writes itself and never reads."""
