"""The tables that we give as data, and the dictionary that explains every column; one entry a column.

A column that is added here is written, explained and checked.
"""

from tracker.editions.data_story import CHANGES, GOALS, PATH, RULES
from tracker.editions.data_table import AS_OF, DataColumn, DataTable, amount, count, day, text, yes
from tracker.wording import AS_ESF

_ROUNDED = yes("afgerond", "Afgerond", "Waar: het aantal is een veelvoud van vijf; 0 is minder dan 5.", needed=True)

FIGURES = DataTable(
    "cijfers",
    "Cijfers",
    "Een rij is één cijfer op de peildatum, van het hele programma of van één subsidie.",
    (
        AS_OF,
        DataColumn("bekend_op", "Bekend op", "datetime", "Wat op dit moment (UTC) in het blad stond, telt mee.", True),
        text(
            "subsidie",
            "Subsidie",
            "Leeg: het hele programma. Anders tellen alleen stappen van deze subsidie.",
            typed=True,
        ),
        text(
            "telling",
            "Telling",
            f"“programma”, “subsidie” of “esf”: volgens wiens uitleg er is geteld. Bij “esf”: {AS_ESF}",
            needed=True,
        ),
        text("code", "Code", "De naam van het cijfer voor computers; die verandert niet.", needed=True),
        text(
            "hoort_bij",
            "Hoort bij",
            "De code van het cijfer waar dit een deel van is; leeg bij een cijfer op zichzelf.",
        ),
        text("naam", "Naam", "De naam van het cijfer voor mensen.", needed=True),
        count("versie", "Versie", "De versie van de uitleg.", needed=True),
        text("eenheid", "Eenheid", "“count”: een aantal; “share”: een deel van de noemer; “days”: dagen.", needed=True),
        amount(
            "waarde",
            "Waarde",
            "Het cijfer zelf; een deel loopt van 0 tot 1. Leeg: onbekend, of een deel van te weinig.",
        ),
        count("teller", "Teller", "Hoeveel het er zijn."),
        count("noemer", "Noemer", "Van hoeveel; leeg bij een aantal."),
        count("onbekend", "Onbekend", "Van hoeveel wij het niet weten; dat telt nooit als nee.", needed=True),
        amount("laag", "Laagste deel", "Het deel als alle onbekenden nee zijn. Leeg bij een noemer onder 25."),
        amount("hoog", "Hoogste deel", "Het deel als alle onbekenden ja zijn. Leeg bij een noemer onder 25."),
        amount("doel", "Doel", "De laatste streefwaarde: een aantal, of een deel van 0 tot 1."),
        text("doel_eenheid", "Eenheid van het doel", "“count” of “share”; leeg zonder doel."),
        day("doel_op", "Doel op", "De dag waarop het doel bereikt moet zijn."),
        amount("mijlpaal", "Mijlpaal", "De eerste streefwaarde die nog komt, in dezelfde eenheid."),
        day("mijlpaal_op", "Mijlpaal op", "De dag van de mijlpaal."),
        _ROUNDED,
        text("uitleg", "Uitleg", "Wat het cijfer betekent.", needed=True),
    ),
    ("subsidie", "telling", "hoort_bij", "code"),
)

WHERE = DataTable(
    "waar-nu",
    "Waar deelnemers zijn",
    "Een rij is één dag en wat mensen op die dag deden. Iedereen telt per dag één keer.",
    (
        day("datum", "Datum", "Het einde van een kwartaal, of de peildatum.", needed=True),
        text("waar_nu", "Waar nu", "Wat mensen op die dag deden.", needed=True),
        count("aantal", "Aantal", "Hoeveel deelnemers dat deden.", needed=True),
    ),
    ("datum", "waar_nu"),
)

_LEVEL_WORDS = "Hoe ver de partner is: nog niet, verkenning, proef, structureel of niet van toepassing. Leeg: onbekend."

_OWN_ONLY = "Alleen in de gegevens van de partner zelf; leeg bij anderen."

PARTNERS = DataTable(
    "partners",
    "Partners",
    "Een rij is één partner op de peildatum.",
    (
        AS_OF,
        text("partner", "Partner", "De naam van de partner.", needed=True, typed=True),
        text("sector", "Soort organisatie", "Wat voor organisatie het is."),
        text("gemeente", "Gemeente", "De gemeente van de partner.", typed=True),
        text("clientcontact", "Cliëntcontact", _LEVEL_WORDS),
        text("beleid", "Beleid", _LEVEL_WORDS),
        text("herstelondersteuning", "Herstelondersteuning", _LEVEL_WORDS),
        text("arbeidsmarkt", "Arbeidsmarkt", _LEVEL_WORDS),
        text("volgende_domein", "Volgende domein", "Het domein dat als eerste verder kan."),
        day("actieplan_op", "Actieplan op", "De dag van het actieplan; leeg zonder plan."),
        yes("actieplan_geldt", "Actieplan geldt", "Waar: het plan is niet ouder dan twee jaar.", needed=True),
        yes("team_compleet", "Team compleet", "Waar: alle vijf plaatsen in het AVK-team zijn bezet.", needed=True),
        yes(
            "deelt_aantallen",
            "Deelt aantallen",
            "Onwaar: de aantallen hierna zijn alleen voor de partner zelf.",
            needed=True,
        ),
        count("plekken_aangeboden", "Plekken aangeboden", "Hoeveel plekken de partner biedt."),
        count("plekken_bezet", "Plekken bezet", "Hoeveel daarvan bezet zijn."),
        count("ervaringsdeskundigen_betaald", "Ervaringsdeskundigen, betaald", "Volgens de telling van de partner."),
        count(
            "ervaringsdeskundigen_vrijwillig", "Ervaringsdeskundigen, vrijwillig", "Volgens de telling van de partner."
        ),
        day("geteld_op", "Geteld op", "De dag van die telling."),
        count("bestuurders", "Bestuurders", "Hoeveel bestuurders er in het AVK-team zitten.", needed=True),
        count("managers", "Managers", "Hoeveel managers er in het AVK-team zitten.", needed=True),
        count("uitvoering", "Uitvoering", "Hoeveel mensen uit de uitvoering er in het AVK-team zitten.", needed=True),
        count("aangemeld", "Aangemeld", f"Hoeveel mensen de partner aanmeldde. {_OWN_ONLY}"),
        count("nu_opleiding", "Nu in opleiding", f"Hoeveel mensen er nu bij de partner leren. {_OWN_ONLY}"),
        count("nu_stage", "Nu op stage", f"Hoeveel mensen er nu stage lopen. {_OWN_ONLY}"),
        count("nu_werkervaringsplek", "Nu op werkervaringsplek", f"Hoeveel mensen er nu ervaring opdoen. {_OWN_ONLY}"),
        count("nu_vrijwilligerswerk", "Nu vrijwilliger", f"Hoeveel mensen er nu vrijwilliger zijn. {_OWN_ONLY}"),
        count("nu_betaald_werk", "Nu betaald werk", f"Hoeveel mensen er nu betaald werken. {_OWN_ONLY}"),
    ),
    ("partner",),
)

PLACES = DataTable(
    "plekken",
    "Plekken",
    "Een rij is één soort plek in één domein, op één dag: van alle partners samen, of op de peildatum van één partner.",
    (
        day("datum", "Datum", "Het einde van een kwartaal, of de peildatum.", needed=True),
        text("over", "Over", "“alle partners” of “één partner”; tel deze twee nooit bij elkaar op.", needed=True),
        text("partner", "Partner", "De naam van de partner; leeg bij alle partners samen.", typed=True),
        text("soort", "Soort plek", "De soort plek.", needed=True),
        text("domein", "Domein", "Het domein; leeg als dat niet is opgeschreven."),
        count("aangeboden", "Aangeboden", "Hoeveel plekken er zijn.", needed=True),
        count("bezet", "Bezet", "Hoeveel plekken bezet zijn.", needed=True),
        count("vrij", "Vrij", "Hoeveel plekken vrij zijn.", needed=True),
    ),
    ("datum", "over", "partner", "soort", "domein"),
)

WANTED = DataTable(
    "zoekers",
    "Wie een plek zoekt",
    "Een rij is één soort plek op de peildatum: hoeveel mensen die zoeken, en hoeveel plekken er zijn.",
    (
        AS_OF,
        text("soort", "Soort plek", "De soort plek; leeg als nog niet bekend is welke soort iemand zoekt."),
        count("zoekt_nu", "Zoekt nu", "Hoeveel mensen nu zo’n plek zoeken.", needed=True),
        count("zoekt_binnenkort", "Zoekt binnenkort", "Hoeveel mensen er binnen een half jaar bij komen.", needed=True),
        count("aangeboden", "Aangeboden", "Hoeveel plekken er zijn.", needed=True),
        count("bezet", "Bezet", "Hoeveel plekken bezet zijn.", needed=True),
        count("vrij", "Vrij", "Hoeveel plekken vrij zijn.", needed=True),
        count("te_weinig", "Te weinig", "Hoeveel plekken er te weinig zijn, nu en binnenkort samen.", needed=True),
    ),
    ("soort",),
)

GRANTS = DataTable(
    "subsidies",
    "Subsidies",
    "Een rij is één subsidie. De aantallen van de subsidie staan in de tabel met cijfers.",
    (
        text("subsidie", "Subsidie", "De naam van de subsidie.", needed=True, typed=True),
        text("financier", "Financier", "Wie de subsidie geeft; leeg als dat niet is opgeschreven.", typed=True),
        day("loopt_van", "Loopt van", "De eerste dag van de subsidie."),
        day("loopt_tot_en_met", "Loopt tot en met", "De laatste dag van de subsidie."),
    ),
    ("subsidie",),
)

EFFECTS = DataTable(
    "samenhang",
    "Wat samengaat met een goede uitkomst",
    "Een rij is één groep mensen en één uitkomst. Het bewijst niet dat het een door het ander kwam.",
    (
        AS_OF,
        text("kenmerk", "Kenmerk", "Waarnaar mensen zijn verdeeld, zoals de steun die zij kregen.", needed=True),
        text("groep", "Groep", "De groep binnen het kenmerk.", needed=True, typed=True),
        text("code", "Code", "De code van het cijfer dat de uitkomst is.", needed=True),
        text("uitkomst", "Uitkomst", "De naam van dat cijfer voor mensen.", needed=True),
        count("teller", "Teller", "Hoeveel mensen de uitkomst bereikten.", needed=True),
        count("noemer", "Noemer", "Van hoeveel mensen.", needed=True),
        count("onbekend", "Onbekend", "Van hoeveel wij het niet weten; dat telt nooit als nee.", needed=True),
        _ROUNDED,
    ),
    ("kenmerk", "groep", "code"),
)

TABLES = DataTable(
    "tabellen",
    "Aantallen per groep",
    "Een rij is één aantal uit een tabel over groepen mensen. Wat herkenbaar zou zijn, is weggelaten.",
    (
        AS_OF,
        text("tabel", "Tabel", "De naam van de tabel voor computers.", needed=True, typed=True),
        text("titel", "Titel", "Wat de tabel telt.", needed=True, typed=True),
        text("kenmerk_1", "Eerste kenmerk", "Waarnaar de rijen zijn verdeeld; leeg bij één aantal voor iedereen."),
        text("groep_1", "Groep in het eerste kenmerk", "De groep; “of” betekent: samengenomen.", typed=True),
        text("kenmerk_2", "Tweede kenmerk", "Waarnaar de kolommen zijn verdeeld."),
        text("groep_2", "Groep in het tweede kenmerk", "De groep; “of” betekent: samengenomen.", typed=True),
        count("aantal", "Aantal", "Hoeveel mensen het zijn. Leeg: weggelaten om herkenning te voorkomen."),
        _ROUNDED,
        yes("weggelaten", "Weggelaten", "Waar: het aantal staat er niet, om herkenning te voorkomen.", needed=True),
    ),
    ("tabel", "groep_1", "groep_2"),
)

EVERY = (FIGURES, WHERE, PARTNERS, PLACES, WANTED, GRANTS, EFFECTS, TABLES, GOALS, PATH, CHANGES, RULES)
"""Every table, in the order in which they are listed."""
