"""What the tracker keeps beside the columns of the sheet, and what people can ask: the other half of `columns.py`.

The pages about privacy are made of both. What a database holds and nobody told of here, stops the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.columns import BY_NAME, Ground
from tracker.errors import TrackerError

RETENTION_MONTHS = 24
"""For how many months after someone was closed their data stay, when no setting says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Something that is kept and is no tab of the sheet, all in Dutch.

    `tables` are its tables in the database, none for what lies outside of it. `holds` says what is in it, `why` what it
    is for, `sees` who may see it, `kept` for how long. Raises TrackerError when one of these is empty.
    """

    name: str
    holds: str
    why: str
    sees: str
    kept: str
    ground: Ground
    tables: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for said in (self.holds, self.why, self.sees, self.kept):
            if not said.strip():
                raise _untold(f"“{self.name}” is niet helemaal uitgelegd.")


def _untold(what: str) -> TrackerError:
    return TrackerError(what, "Vul de tabel in tracker/dictionary.py aan. Zonder uitleg bewaren wij niets.")


BESIDE: tuple[Beside, ...] = (
    Beside(
        name="Bijwerken",
        tables=("snapshots", "syncs"),
        holds="Wanneer het blad gelezen is, welk blad dat was, en hoeveel rijen er goed waren.",
        why="Om te kunnen zeggen hoe het op een eerder moment was, en of het bijwerken nog lukt.",
        sees="projectleider en beheer",
        kept="zolang het programma loopt",
        ground=Ground.NO_PERSON,
    ),
    Beside(
        name="Bevindingen",
        tables=("findings",),
        holds="Wat er niet klopte in het blad: welk tabblad, welke rij en kolom. Nooit wat er stond.",
        why="Om te zien of het blad beter wordt.",
        sees="projectleider en programmateam",
        kept="zolang het programma loopt",
        ground=Ground.NO_PERSON,
    ),
    Beside(
        name="Geheugen van het programma",
        tables=("settings",),
        holds="Welk blad het laatst gelezen is, controlegetallen daarvan, en het kenmerk van de datasleutel. Ook welke "
        "mails en stukken gemaakt zijn; tot een mail bij iedereen is, met een controlegetal van wie hem al heeft.",
        why="Om te zien of het blad veranderd is, of het nog hetzelfde blad is, en zodat niemand een mail twee keer "
        "krijgt.",
        sees="beheer",
        kept="zolang het programma loopt",
        ground=Ground.NO_PERSON,
    ),
    Beside(
        name="Klopt dit nog?",
        tables=("answers",),
        holds="Wat een partner antwoordde over mensen en plekken bij die partner: klopt, of wat er niet klopt. "
        "Zonder naam en zonder code: alleen het volgnummer van de rij.",
        why="Om te weten of het blad nog klopt voordat een overleg het gebruikt.",
        sees="de partner die antwoordde, projectleider en programmateam; in Reacties wie het blad mag zien",
        kept="het laatste antwoord, hoogstens een jaar; weg zodra de persoon gewist is",
        ground=Ground.PERSON,
    ),
    Beside(
        name="Uitgaven en stukken",
        tables=("editions", "papers"),
        holds="Wat er gepubliceerd is, precies zo: aantallen, afgerond waar het over kleine groepen gaat.",
        why="Zodat een stuk later nog hetzelfde zegt, en nieuwe stukken niet meer verraden dan de oude.",
        sees="ieder alleen wat voor die rol bedoeld is",
        kept="zolang het programma loopt",
        ground=Ground.NO_PERSON,
    ),
    Beside(
        name="Cijfers van nu",
        holds="De nieuwste cijfers en grafieken, precies, zonder codes. Zij staan bij het geheugen van het programma.",
        why="Zodat elke webserver ze meteen kan laten zien.",
        sees="projectleider en programmateam",
        kept="tot er nieuwere zijn; weg zodra iemand gewist wordt",
        ground=Ground.PERSON,
    ),
    Beside(
        name="Archief",
        tables=("archive",),
        holds="Per kwartaal het aantal mensen dat meetelde en nu gewist is. Zonder codes of andere kenmerken.",
        why="Zodat de cijfers van toen kloppen als iemand gewist is.",
        sees="niemand apart: het telt mee in de cijfers",
        kept="zolang het programma loopt",
        ground=Ground.NO_PERSON,
    ),
    Beside(
        name="Wie gewist is",
        tables=("tombstones",),
        holds="Van iemand die gewist is: een onleesbaar kenmerk van de code, en de dag.",
        why="Zodat een blad of een oude back-up iemand niet terugbrengt.",
        sees="niemand",
        kept="zolang het programma loopt; ook in een klein bestand naast de sleutel",
        ground=Ground.PERSON,
    ),
    Beside(
        name="Logboek",
        tables=("audit",),
        holds="Wat er gedaan of bekeken is, wanneer, in welke rol, en een onleesbaar kenmerk van het e-mailadres.",
        why="Om na te kunnen gaan wie bij gegevens van mensen is geweest.",
        sees="beheer",
        kept="zolang het programma loopt",
        ground=Ground.ACCESS,
    ),
    Beside(
        name="Inloggen",
        tables=("login_requests", "sessions", "second_factors", "devices", "attempts"),
        holds="Wie nu is ingelogd, op welk apparaat, en hoe vaak dat geprobeerd is. Van adressen alleen een kenmerk.",
        why="Zodat alleen mensen op Toegang binnenkomen, en niemand eindeloos kan raden.",
        sees="niemand",
        kept="een link een half uur, inloggen hoogstens 12 uur, een apparaat 30 dagen, een poging een dag; "
        "de tweede stap tot iemand niet meer op Toegang staat",
        ground=Ground.ACCESS,
    ),
    Beside(
        name="Het blad zelf",
        holds="Alles wat mensen typen, ook namen en opmerkingen. Die leest de tracker niet.",
        why="Het blad is van het programma, en niet van de tracker.",
        sees="met wie het blad gedeeld is",
        kept="zolang de organisatie het bewaart; ook in de versiegeschiedenis van het blad",
        ground=Ground.PERSON,
    ),
    Beside(
        name="Back-ups",
        holds="Alles uit de database op één moment.",
        why="Om niets kwijt te raken als er iets stukgaat.",
        sees="beheer",
        kept="zolang de organisatie afspreekt; ons voorstel is een half jaar",
        ground=Ground.PERSON,
    ),
)
"""Everything that is kept beside the columns of the sheet."""


def check_told(tables: Iterable[str]) -> None:
    """Raises TrackerError when one of these tables of the database is no tab and is not told of above."""
    told = {table for one in BESIDE for table in one.tables} | set(BY_NAME)
    for table in tables:
        if table not in told:
            raise _untold(f"De tabel {table} in de database is nergens uitgelegd.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """Something that a person may ask, all in Dutch: what it means, the command for it, what people must do besides."""

    name: str
    article: str
    means: str
    command: str
    besides: str


RIGHTS: tuple[Right, ...] = (
    Right(
        name="Uw gegevens inzien",
        article="15",
        means="U krijgt alles wat wij van u bewaren, op papier of als bestand.",
        command="ew export inzage CODE",
        besides="Zoek in het blad zelf de naam en de opmerkingen op, en geef die erbij.",
    ),
    Right(
        name="Fouten laten verbeteren",
        article="16",
        means="Klopt er iets niet? Dan verbeteren wij het.",
        command="ew sync",
        besides="Verbeter het in het blad. Wat er eerst stond, blijft in de geschiedenis tot u wordt gewist.",
    ),
    Right(
        name="Uw gegevens laten wissen",
        article="17",
        means="Wij halen alles van u weg. Alleen aantallen zonder kenmerken blijven.",
        command="ew vergeet CODE",
        besides="Haal de rijen uit het blad, de versiegeschiedenis en mails. Gooi oude back-ups op tijd weg.",
    ),
    Right(
        name="Uw akkoord intrekken",
        article="7, lid 3",
        means="U hoeft niet te zeggen waarom. Wij tonen u dan meteen niet meer, en wissen u na 7 dagen.",
        command="ew sync",
        besides="Vul Akkoord ingetrokken op in. Doe het net zo makkelijk als ja zeggen.",
    ),
    Right(
        name="Bezwaar maken of laten stoppen",
        article="18 en 21",
        means="Bent u het er niet mee eens? Zeg het. Wij gebruiken uw gegevens dan niet tot het is uitgezocht.",
        command="ew sync",
        besides="Er is geen stand tussen bewaren en wissen. Haal de rij uit het blad zolang u het uitzoekt.",
    ),
    Right(
        name="Uw gegevens meenemen",
        article="20",
        means="U krijgt ze in een vorm die een ander programma kan lezen.",
        command="ew export inzage CODE",
        besides="Dit geldt alleen waar de grond uw akkoord is.",
    ),
    Right(
        name="Een klacht indienen",
        article="77",
        means="Dat kan bij ons, en altijd ook bij de Autoriteit Persoonsgegevens.",
        command="",
        besides="Wijs mensen de weg: autoriteitpersoonsgegevens.nl.",
    ),
)
"""What people may ask, with the article of the GDPR, and which command serves it."""


def kept_words(kept: str, months: int = RETENTION_MONTHS) -> str:
    """For how long something is kept, with the months that the organisation chose."""
    return kept.replace("{months}", str(months))
