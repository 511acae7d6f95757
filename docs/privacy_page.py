"""The page about privacy for whoever is responsible: what is kept, what they must decide, and what may go wrong."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.columns import TABS, Ground, Tab
from tracker.dictionary import BESIDE, RIGHTS, kept_words

_HEAD = """\
# Privacy

Deze pagina is gemaakt uit de code: `python -m docs.make`. Wijzig haar niet met de hand.

Voor de organisatie die over de gegevens beslist, en voor wie haar adviseert. U vindt hier wat het programma bewaart en
waarom, wat u zelf nog moet beslissen, welke opdracht bij welk recht hoort, en waartegen het programma beschermt. Het is
een begin voor uw eigen verwerkingsregister en DPIA, geen juridisch advies.
"""

_DECIDE: Sequence[tuple[str, str, str]] = (
    (
        "wie over de gegevens beslist",
        "`EW_VERWERKINGSVERANTWOORDELIJKE`",
        "In een netwerk van partners: één organisatie, of samen? Leg dat vast (AVG, artikel 26).",
    ),
    (
        "wie vragen beantwoordt",
        "`EW_PRIVACYCONTACT`",
        "Een adres dat blijft als iemand weggaat. Heeft u een functionaris gegevensbescherming? Noem die.",
    ),
    (
        "de grond",
        "`EW_GRONDSLAG`, `EW_GRONDSLAG_UITLEG`",
        (
            "`akkoord` of `anders`. Akkoord moet vrij zijn: wie nee zegt, krijgt dezelfde hulp. Kan dat niet? Dan past "
            "akkoord niet."
        ),
    ),
    (
        "hoelang",
        "`EW_BEWAARMAANDEN`",
        (
            "Zonder instelling 24 maanden na afsluiten. Vraagt een subsidie langer? Zet dat in `Subsidies`, kolom "
            "`Bewaren tot`."
        ),
    ),
    (
        "hoelang u back-ups houdt",
        "geen",
        "Ons voorstel: een half jaar. Wie gewist is, staat nog in oudere back-ups.",
    ),
    (
        "met wie u een overeenkomst sluit",
        "geen",
        (
            "Met Google als het blad daar staat, met wie de server beheert, en met wie de mails verstuurt (AVG, "
            "artikel 28)."
        ),
    ),
)

_REGISTER: Sequence[tuple[str, str]] = (
    ("verwerkingsverantwoordelijke", "in te vullen: `EW_VERWERKINGSVERANTWOORDELIJKE`"),
    ("contact", "in te vullen: `EW_PRIVACYCONTACT`"),
    ("doel", "mensen aan een opleiding en werk helpen, zien of dat lukt, en daarover verantwoording afleggen"),
    ("wie het betreft", "deelnemers; mensen die mogen inloggen"),
    (
        "soorten gegevens",
        (
            "code, gemeente, datums, stappen naar werk, wat iemand nodig heeft, wat iemand ervan vindt; van wie inlogt "
            "een onleesbaar kenmerk van het e-mailadres"
        ),
    ),
    (
        "bijzondere gegevens",
        (
            "geen kolom vraagt naar ziekte, geloof of afkomst. Wie meedoet leeft in armoede; dat is gevoelig, ook "
            "zonder naam. Let op eigen woorden op Keuzelijsten"
        ),
    ),
    (
        "wie het ontvangt",
        (
            "zie “wie ziet het” hieronder; financiers en partners krijgen alleen aantallen; een partner ziet ook wie "
            "nu bij hem werkt of leert, één voor één, zonder naam of code"
        ),
    ),
    (
        "buiten de EU",
        "het programma zelf stuurt niets weg. Staat uw blad bij Google? Kijk dan in uw overeenkomst met Google",
    ),
    (
        "beveiliging",
        (
            "codes in plaats van namen, afronden, inloggen zonder wachtwoord, een logboek, versleutelde verbindingen; "
            "zie [SECURITY.md](../SECURITY.md)"
        ),
    ),
)

_NEVER = """\
### Wat het programma nooit leest

Deze kolommen zijn voor mensen: {never}.
Het programma bewaart er niets van. Kolommen die wij niet kennen, lezen wij ook niet.

Een BSN, IBAN, telefoonnummer of e-mailadres op een verkeerde plek weigeren wij. De bevinding noemt dan de plek, en niet
wat er stond.
"""

_DPIA = """\
## DPIA in hoofdlijnen (AVG, artikel 35)

Een DPIA is hier waarschijnlijk nodig: het gaat om kwetsbare mensen die u over langere tijd volgt. Vul dit aan met uw
functionaris gegevensbescherming, en met mensen om wie het gaat.

1. **Wat doet u?** Het blad houdt bij wie welke stap zet. Het programma maakt er cijfers van, en lijsten met wat
   aandacht vraagt. Er wordt niets automatisch over iemand beslist.
2. **Is het nodig?** Cijfers kunnen zonder namen, dus die lezen wij niet. Gemeenten gaan naar buiten als regio. Vraag u
   bij elke kolom af: gebruiken wij dit? Een kolom die u niet heeft, hoeft niet; het programma werkt zonder.
3. **Wat kan er misgaan voor mensen?** Iemand wordt herkend in een klein aantal. Een partner leest over een deelnemer
   wat niet voor hem is. Een opmerking gaat mee in een stuk. Wie stopte, merkt dat later. Zie de tabel hieronder.
4. **Wat doet u ertegen?** Wat het programma doet staat hieronder. Wat u doet: weinig mensen op het blad, geen verhalen
   in open velden, afspraken over wie belt, oude stukken weggooien.
5. **Wat blijft over?** Zie “wat dat niet tegenhoudt”. Beslis of u dat aanvaardt, en schrijf op waarom.
6. **Wie dacht mee?** Deelnemers, partners, de functionaris gegevensbescherming. Schrijf op wat zij zeiden.
7. **Wanneer opnieuw?** Bij een nieuwe kolom, een nieuwe rol, een nieuwe ontvanger, en minstens elke drie jaar.
"""

_THREATS: Sequence[tuple[str, str, str, str]] = (
    (
        "een partner die deelnemers kent",
        "weten hoe het iemand vergaat die ergens anders zit",
        (
            "een partner ziet van anderen alleen afgeronde aantallen; vóór elke uitgave zoekt een aanvaller in het "
            "programma of er iemand te vinden is, en dan gaan tabellen weg"
        ),
        "wat mensen elkaar vertellen; wie een stuk naast een eigen lijst legt met meer dan wij verwachten",
    ),
    (
        "een nieuwsgierige collega",
        "even kijken bij een bekende",
        "alleen projectleider en programmateam zien codes, na een tweede stap; elke blik staat in het logboek",
        "wie bij het blad kan, ziet daar ook de namen",
    ),
    (
        "iemand van buiten",
        "inloggen als een ander",
        "een link en een code in uw mail, één keer, alleen in de browser die erom vroeg; grenzen aan raden",
        "iemand die bij uw mailbox kan, komt binnen als de rol geen tweede stap vraagt",
    ),
    (
        "wie een back-up of de schijf vindt",
        "alles lezen",
        "er staan geen namen en e-mailadressen in; bestanden zijn alleen voor de eigenaar",
        "codes en datums staan er leesbaar in. Versleutel de schijf en de back-ups",
    ),
    (
        "wie de server beheert",
        "het logboek mooier maken",
        (
            "de database weigert veranderen en weghalen; elke regel is aan de vorige geketend, en "
            "`ew audit --controleer` ziet de eerste regel die niet past"
        ),
        (
            "wie alles mag, kan de hele keten opnieuw maken of het einde eraf halen. Daarom noteert u het kenmerk "
            "buiten de server: `ew audit --controleer --kenmerk …`"
        ),
    ),
    (
        "een vergissing",
        "een BSN of een verhaal in het blad",
        "vaste keuzes in plaats van open velden; nummers en adressen worden geweigerd",
        "een naam in een vrije tekst herkennen wij niet. De projectleider leest die teksten voor ze in een stuk komen",
    ),
    (
        "een boos bestand",
        "het programma iets laten uitvoeren",
        "een bestand heeft grenzen, formules en links voeren wij niet uit, en wat wij schrijven is tekst",
        "een fout in een onderdeel dat nog niemand kent. Houd het programma bij",
    ),
)

_AUDIT = """\
## Het logboek

In het logboek staat wat er gedaan of bekeken is, wanneer, in welke rol, en een kenmerk van wie het was. Nooit een naam,
adres, code of waarde van een deelnemer. Lezen doet u met `ew audit`. Aan de opdrachtregel weet het logboek alleen dat
het `beheer` was: wie dat was, weet uw computer.

Wordt een back-up teruggezet? Dan komt ook het logboek van toen terug. Onderaan staat dan hoe lang het logboek was dat
erdoor vervangen is, met het kenmerk ervan. Dat oude logboek staat in het bestand dat bij het terugzetten is bewaard.
"""


def privacy_page() -> str:
    """The whole page."""
    parts = (_HEAD, *_decide(), *_register(), *_beside(), *_rights(), _DPIA, *_threats(), _AUDIT)
    return "\n".join(parts)


def _decide() -> Iterator[str]:
    yield "## Wat u zelf nog beslist\n"
    yield "Het programma draait op internet niet zonder de eerste twee.\n"
    yield from _table(("wat", "instelling", "waar u aan denkt"), _DECIDE)


def _register() -> Iterator[str]:
    yield "## Verwerkingsregister (AVG, artikel 30)\n"
    yield from _table(("onderdeel", "wat er staat"), _REGISTER)
    yield "In de tabellen hieronder is de grond een van deze drie:\n"
    for ground, letter in _GROUNDS.items():
        yield f"- {letter}: {ground.value}"
    yield ""
    for tab in TABS:
        yield from _tab(tab)
    yield _NEVER.format(never=_never_read())


def _beside() -> Iterator[str]:
    yield "### Wat wij verder bewaren\n"
    yield from _table(
        ("wat", "wat erin staat", "waarom", "wie ziet het", "hoelang", "grond"),
        ((one.name, one.holds, one.why, one.sees, kept_words(one.kept), _GROUNDS[one.ground]) for one in BESIDE),
    )


def _rights() -> Iterator[str]:
    yield "## Rechten van mensen\n"
    yield from _table(
        ("recht", "AVG", "wat het betekent", "opdracht", "wat mensen zelf nog doen"),
        (
            (one.name, one.article, one.means, f"`{one.command}`" if one.command else "geen", one.besides)
            for one in RIGHTS
        ),
    )
    yield "Antwoord binnen een maand. Vraag nooit om een BSN of een kopie van een paspoort om iemand te herkennen.\n"


def _threats() -> Iterator[str]:
    yield "## Wie wat zou willen, en wat dat tegenhoudt\n"
    yield from _table(("wie", "wil", "wat dat tegenhoudt", "wat dat niet tegenhoudt"), _THREATS)


_GROUNDS = {Ground.PERSON: "**A**", Ground.ACCESS: "**B**", Ground.NO_PERSON: "**C**"}


def _tab(tab: Tab) -> Iterator[str]:
    """One tab: who may see it and for how long, and for each column why."""
    yield f"### {tab.title}\n"
    yield f"Elke rij is {tab.about}.\n"
    yield f"- wie ziet het: {tab.sees}"
    yield f"- hoelang: {kept_words(tab.kept)}"
    yield f"- grond: {_GROUNDS[tab.ground]}\n"
    yield from _table(("kolom", "waarom"), ((column.heading, column.why) for column in tab.read_columns))


def _never_read() -> str:
    columns = [(tab, column) for tab in TABS for column in tab.columns if column not in tab.read_columns]
    return ", ".join(f"`{column.heading}` op {tab.title}" for tab, column in columns)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
