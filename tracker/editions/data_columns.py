"""The tables that we give as data, and the dictionary that explains every column; one entry a column.

A column that is added here is written, explained and checked.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column: its name in the file, its heading for people, its datatype (W3C), and what it holds.

    `typed` columns hold words that people typed; `needed` columns are never empty.
    """

    name: str
    title: str
    datatype: str
    about: str
    needed: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: the end of its file's name, what a row is, its columns, and those that tell rows apart."""

    name: str
    title: str
    about: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def end(self) -> str:
        """The end of the name of its file."""
        return f"-{self.name}.csv"


def _text(name: str, title: str, about: str, *, needed: bool = False, typed: bool = False) -> DataColumn:
    return DataColumn(name, title, "string", about, needed, typed)


def _count(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    return DataColumn(name, title, "integer", about, needed)


def _number(name: str, title: str, about: str) -> DataColumn:
    return DataColumn(name, title, "number", about)


def _day(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    return DataColumn(name, title, "date", about, needed)


def _yes(name: str, title: str, about: str, *, needed: bool = False) -> DataColumn:
    return DataColumn(name, title, "boolean", about, needed)


_AS_OF = _day("peildatum", "Peildatum", "De dag waarvan de stand is; de dag zelf telt mee.", needed=True)
_ROUNDED = _yes("afgerond", "Afgerond", "Waar: het aantal is een veelvoud van vijf; 0 is minder dan 5.", needed=True)

FIGURES = DataTable(
    "cijfers",
    "Cijfers",
    "Een rij is één cijfer op de peildatum, van het hele programma of van één subsidie.",
    (
        _AS_OF,
        DataColumn("bekend_op", "Bekend op", "datetime", "Wat op dit moment (UTC) in het blad stond, telt mee.", True),
        _text(
            "subsidie",
            "Subsidie",
            "Leeg: het hele programma. Anders tellen alleen stappen van deze subsidie.",
            typed=True,
        ),
        _text(
            "telling", "Telling", "“programma”, “subsidie” of “esf”: volgens wiens uitleg er is geteld.", needed=True
        ),
        _text("code", "Code", "De naam van het cijfer voor computers; die verandert niet.", needed=True),
        _text(
            "hoort_bij",
            "Hoort bij",
            "De code van het cijfer waar dit een deel van is; leeg bij een cijfer op zichzelf.",
        ),
        _text("naam", "Naam", "De naam van het cijfer voor mensen.", needed=True),
        _count("versie", "Versie", "De versie van de uitleg.", needed=True),
        _text(
            "eenheid", "Eenheid", "“count”: een aantal; “share”: een deel van de noemer; “days”: dagen.", needed=True
        ),
        _number(
            "waarde",
            "Waarde",
            "Het cijfer zelf; een deel loopt van 0 tot 1. Leeg: onbekend, of een deel van te weinig.",
        ),
        _count("teller", "Teller", "Hoeveel het er zijn."),
        _count("noemer", "Noemer", "Van hoeveel; leeg bij een aantal."),
        _count("onbekend", "Onbekend", "Van hoeveel wij het niet weten; dat telt nooit als nee.", needed=True),
        _number("laag", "Laagste deel", "Het deel als alle onbekenden nee zijn. Leeg bij een noemer onder 25."),
        _number("hoog", "Hoogste deel", "Het deel als alle onbekenden ja zijn. Leeg bij een noemer onder 25."),
        _number("doel", "Doel", "De laatste streefwaarde: een aantal, of een deel van 0 tot 1."),
        _text("doel_eenheid", "Eenheid van het doel", "“count” of “share”; leeg zonder doel."),
        _day("doel_op", "Doel op", "De dag waarop het doel bereikt moet zijn."),
        _number("mijlpaal", "Mijlpaal", "De eerste streefwaarde die nog komt, in dezelfde eenheid."),
        _day("mijlpaal_op", "Mijlpaal op", "De dag van de mijlpaal."),
        _ROUNDED,
        _text("uitleg", "Uitleg", "Wat het cijfer betekent.", needed=True),
    ),
    ("subsidie", "telling", "hoort_bij", "code"),
)

WHERE = DataTable(
    "waar-nu",
    "Waar deelnemers zijn",
    "Een rij is één dag en wat mensen op die dag deden. Iedereen telt per dag één keer.",
    (
        _day("datum", "Datum", "Het einde van een kwartaal, of de peildatum.", needed=True),
        _text("waar_nu", "Waar nu", "Wat mensen op die dag deden.", needed=True),
        _count("aantal", "Aantal", "Hoeveel deelnemers dat deden.", needed=True),
    ),
    ("datum", "waar_nu"),
)

_LEVEL_WORDS = "Hoe ver de partner is: nog niet, verkenning, proef, structureel of niet van toepassing. Leeg: onbekend."

PARTNERS = DataTable(
    "partners",
    "Partners",
    "Een rij is één partner op de peildatum.",
    (
        _AS_OF,
        _text("partner", "Partner", "De naam van de partner.", needed=True, typed=True),
        _text("sector", "Soort organisatie", "Wat voor organisatie het is."),
        _text("gemeente", "Gemeente", "De gemeente van de partner.", typed=True),
        _text("clientcontact", "Cliëntcontact", _LEVEL_WORDS),
        _text("beleid", "Beleid", _LEVEL_WORDS),
        _text("herstelondersteuning", "Herstelondersteuning", _LEVEL_WORDS),
        _text("arbeidsmarkt", "Arbeidsmarkt", _LEVEL_WORDS),
        _text("volgende_domein", "Volgende domein", "Het domein dat als eerste verder kan."),
        _day("actieplan_op", "Actieplan op", "De dag van het actieplan; leeg zonder plan."),
        _yes("actieplan_geldt", "Actieplan geldt", "Waar: het plan is niet ouder dan twee jaar.", needed=True),
        _yes("team_compleet", "Team compleet", "Waar: alle vijf plaatsen in het AVK-team zijn bezet.", needed=True),
        _yes(
            "deelt_aantallen",
            "Deelt aantallen",
            "Onwaar: de aantallen hierna zijn alleen voor de partner zelf.",
            needed=True,
        ),
        _count("plekken_aangeboden", "Plekken aangeboden", "Hoeveel plekken de partner biedt."),
        _count("plekken_bezet", "Plekken bezet", "Hoeveel daarvan bezet zijn."),
        _count("ervaringsdeskundigen_betaald", "Ervaringsdeskundigen, betaald", "Volgens de telling van de partner."),
        _count(
            "ervaringsdeskundigen_vrijwillig", "Ervaringsdeskundigen, vrijwillig", "Volgens de telling van de partner."
        ),
        _day("geteld_op", "Geteld op", "De dag van die telling."),
    ),
    ("partner",),
)

PLACES = DataTable(
    "plekken",
    "Plekken",
    "Een rij is één soort plek in één domein, op één dag: van alle partners samen, of op de peildatum van één partner.",
    (
        _day("datum", "Datum", "Het einde van een kwartaal, of de peildatum.", needed=True),
        _text("over", "Over", "“alle partners” of “één partner”; tel deze twee nooit bij elkaar op.", needed=True),
        _text("partner", "Partner", "De naam van de partner; leeg bij alle partners samen.", typed=True),
        _text("soort", "Soort plek", "De soort plek.", needed=True),
        _text("domein", "Domein", "Het domein; leeg als dat niet is opgeschreven."),
        _count("aangeboden", "Aangeboden", "Hoeveel plekken er zijn.", needed=True),
        _count("bezet", "Bezet", "Hoeveel plekken bezet zijn.", needed=True),
        _count("vrij", "Vrij", "Hoeveel plekken vrij zijn.", needed=True),
    ),
    ("datum", "over", "partner", "soort", "domein"),
)

WANTED = DataTable(
    "zoekers",
    "Wie een plek zoekt",
    "Een rij is één soort plek op de peildatum: hoeveel mensen die zoeken, en hoeveel plekken er zijn.",
    (
        _AS_OF,
        _text("soort", "Soort plek", "De soort plek; leeg als nog niet bekend is welke soort iemand zoekt."),
        _count("zoekt_nu", "Zoekt nu", "Hoeveel mensen nu zo’n plek zoeken.", needed=True),
        _count(
            "zoekt_binnenkort", "Zoekt binnenkort", "Hoeveel mensen er binnen een half jaar bij komen.", needed=True
        ),
        _count("aangeboden", "Aangeboden", "Hoeveel plekken er zijn.", needed=True),
        _count("bezet", "Bezet", "Hoeveel plekken bezet zijn.", needed=True),
        _count("vrij", "Vrij", "Hoeveel plekken vrij zijn.", needed=True),
        _count("te_weinig", "Te weinig", "Hoeveel plekken er te weinig zijn, nu en binnenkort samen.", needed=True),
    ),
    ("soort",),
)

GRANTS = DataTable(
    "subsidies",
    "Subsidies",
    "Een rij is één subsidie. De aantallen van de subsidie staan in de tabel met cijfers.",
    (
        _text("subsidie", "Subsidie", "De naam van de subsidie.", needed=True, typed=True),
        _text("financier", "Financier", "Wie de subsidie geeft; leeg als dat niet is opgeschreven.", typed=True),
        _day("loopt_van", "Loopt van", "De eerste dag van de subsidie."),
        _day("loopt_tot_en_met", "Loopt tot en met", "De laatste dag van de subsidie."),
    ),
    ("subsidie",),
)

EFFECTS = DataTable(
    "samenhang",
    "Wat samengaat met een goede uitkomst",
    "Een rij is één groep mensen en één uitkomst. Het bewijst niet dat het een door het ander kwam.",
    (
        _AS_OF,
        _text("kenmerk", "Kenmerk", "Waarnaar mensen zijn verdeeld, zoals de steun die zij kregen.", needed=True),
        _text("groep", "Groep", "De groep binnen het kenmerk.", needed=True, typed=True),
        _text("code", "Code", "De code van het cijfer dat de uitkomst is.", needed=True),
        _text("uitkomst", "Uitkomst", "De naam van dat cijfer voor mensen.", needed=True),
        _count("teller", "Teller", "Hoeveel mensen de uitkomst bereikten.", needed=True),
        _count("noemer", "Noemer", "Van hoeveel mensen.", needed=True),
        _count("onbekend", "Onbekend", "Van hoeveel wij het niet weten; dat telt nooit als nee.", needed=True),
        _ROUNDED,
    ),
    ("kenmerk", "groep", "code"),
)

TABLES = DataTable(
    "tabellen",
    "Aantallen per groep",
    "Een rij is één aantal uit een tabel over groepen mensen. Wat herkenbaar zou zijn, is weggelaten.",
    (
        _AS_OF,
        _text("tabel", "Tabel", "De naam van de tabel voor computers.", needed=True, typed=True),
        _text("titel", "Titel", "Wat de tabel telt.", needed=True, typed=True),
        _text("kenmerk_1", "Eerste kenmerk", "Waarnaar de rijen zijn verdeeld; leeg bij één aantal voor iedereen."),
        _text("groep_1", "Groep in het eerste kenmerk", "De groep; “of” betekent: samengenomen.", typed=True),
        _text("kenmerk_2", "Tweede kenmerk", "Waarnaar de kolommen zijn verdeeld."),
        _text("groep_2", "Groep in het tweede kenmerk", "De groep; “of” betekent: samengenomen.", typed=True),
        _count("aantal", "Aantal", "Hoeveel mensen het zijn. Leeg: weggelaten om herkenning te voorkomen."),
        _ROUNDED,
        _yes("weggelaten", "Weggelaten", "Waar: het aantal staat er niet, om herkenning te voorkomen.", needed=True),
    ),
    ("tabel", "groep_1", "groep_2"),
)

EVERY = (FIGURES, WHERE, PARTNERS, PLACES, WANTED, GRANTS, EFFECTS, TABLES)
"""Every table, in the order in which they are listed."""
