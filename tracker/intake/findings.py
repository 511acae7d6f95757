"""The catalogue of findings: every code, how grave it is, and its words.

Words in braces are filled in with what was found. A code without a severity of its own is a `fout` in a column that
must be filled, and else a `waarschuwing`. `refuses` says that the cell is not used: it keeps its last good value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model import Finding, Severity

FAULT, WARNING, INFO = Severity.FAULT, Severity.WARNING, Severity.INFO

LONGEST_QUOTE = 60
"""How much of a cell is quoted in a message."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding: `message` says what is there, `advice` what to do."""

    code: str
    severity: Severity | None
    message: str
    advice: str
    refuses: bool = False
    shows_cell: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell or row, before it is known where that stands."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    """The cell may hold something that must not be shown."""
    instead: str = ""
    """What to do about this one, where that is something else than what the catalogue says."""

    @property
    def refuses(self) -> bool:
        """Whether the cell is not used."""
        return KINDS[self.code].refuses


_CELLS = (
    FindingKind("verplicht_leeg", FAULT, "Hier staat niets, maar deze kolom moet altijd gevuld zijn.",
                "Vul de cel in.", refuses=True),
    FindingKind("celfout", None, "De cel geeft een fout: {found}.", "Herstel de formule, of typ de waarde zelf.",
                refuses=True),
    FindingKind("cel_laadt", None, "Deze cel was nog aan het laden.",
                "Wacht tot de cel een waarde toont, en werk dan opnieuw bij.", refuses=True),
    FindingKind("code_onleesbaar", None, "Dit is geen code van een deelnemer.",
                "Schrijf een code zoals D-001: een tot drie letters en een getal.", refuses=True, shows_cell=False),
    FindingKind("code_is_getal", None, "Hier staat alleen een getal. Een code begint met een letter.",
                "Schrijf een code zoals D-001.", refuses=True, shows_cell=False),
    FindingKind("code_herschreven", INFO, "Er staat “{found}”. Wij lezen dit als {code}.",
                "U kunt {code} schrijven, dan staat het overal gelijk."),
    FindingKind("deelnemer_onbekend", None, "De code {code} staat niet op het tabblad Deelnemers.",
                "Zet {code} op het tabblad Deelnemers, of verbeter de code hier.", refuses=True),
    FindingKind("datum_onleesbaar", None, "Er staat “{found}”. Dat is geen datum.",
                "Schrijf een datum zoals 31-3-2026.", refuses=True),
    FindingKind("datum_bestaat_niet", None, "Er staat “{found}”. Die dag bestaat niet. De dag komt voor de maand.",
                "Schrijf een datum zoals 31-3-2026.", refuses=True),
    FindingKind("datum_te_ver", None, "Er staat “{found}”. Dat jaar ligt te ver weg.",
                "Controleer het jaar. Wij lezen de jaren 2000 tot en met 2100.", refuses=True),
    FindingKind("datum_is_getal", None, "Er staat het getal {found}. Een datum hoort hier.",
                "Schrijf een datum zoals 31-3-2026.{hint}", refuses=True),
    FindingKind("datum_alleen_maand", WARNING, "Er staat “{found}”. Wij rekenen met {read}.",
                "Schrijf ook de dag, zoals 31-3-2026."),
    FindingKind("datum_dubbelzinnig", WARNING, "Er staat “{found}”. Wij lezen {read}: eerst de dag, dan de maand.",
                "Klopt dat niet? Verbeter dan de datum."),
    FindingKind("datum_als_tekst", INFO, "De datum “{found}” is tekst. Wij lezen {read}.",
                "Typ de datum opnieuw, zoals 31-3-2026. Dan is het een echte datum."),
    FindingKind("datum_in_de_toekomst", WARNING, "{read} moet nog komen, maar dit gaat over iets dat al gebeurd is.",
                "Controleer de datum."),
    FindingKind("getal_onleesbaar", None, "Er staat “{found}”. Dat is geen getal.",
                "Schrijf alleen een getal, zoals 16 of 12,5.", refuses=True),
    FindingKind("getal_als_tekst", INFO, "Het getal “{found}” is tekst. Wij lezen {read}.",
                "Typ het getal opnieuw. Dan is het een echt getal."),
    FindingKind("getal_met_punt", WARNING, "In “{found}” staat een punt. Wij lezen {read}, zonder komma.",
                "Klopt dat niet? Schrijf een komma voor de cijfers achter de komma."),
    FindingKind("getal_met_woorden", INFO, "Er staat “{found}”. Wij lezen {read}.", "Schrijf alleen het getal."),
    FindingKind("getal_niet_heel", None, "Er staat {found}. Hier hoort een heel getal.",
                "Schrijf een heel getal, zoals 3.", refuses=True),
    FindingKind("getal_buiten_grens", None, "Er staat {found}. Dat past hier niet.",
                "Schrijf een getal van {least} tot en met {most}.", refuses=True),
    FindingKind("streefwaarde_onleesbaar", None, "Er staat “{found}”. Dat is geen streefwaarde.",
                "Schrijf een aantal zoals 250, of een deel zoals 100%.", refuses=True),
    FindingKind("keuze_onbekend", None, "Er staat “{found}”. Die keuze kennen wij niet.",
                "{hint}Kies uit: {choices}.", refuses=True),
    FindingKind("keuze_niet_in_lijst", None, "“{found}” staat niet in de lijst.",
                "{hint}Kies uit de lijst, of zet het erbij op het tabblad Keuzelijsten.", refuses=True),
    FindingKind("partner_onbekend", None, "“{found}” staat niet op het tabblad Partners.",
                "{hint}Kies een partner van de lijst, of zet de naam erbij op het tabblad Partners.", refuses=True),
    FindingKind("subsidie_onbekend", None, "“{found}” staat niet op het tabblad Subsidies.",
                "{hint}Kies een subsidie van de lijst, of zet de naam erbij op het tabblad Subsidies.", refuses=True),
    FindingKind("doel_onbekend", None, "“{found}” is geen cijfer dat wij kennen.",
                "{hint}Gebruik de naam of de code van een cijfer.", refuses=True),
    FindingKind("tekst_te_lang", None, "Deze tekst heeft {length} tekens. Er passen er {longest}.",
                "Maak de tekst korter.", refuses=True),
    FindingKind("tekst_werd_datum", None, "Hier hoort tekst, maar de cel bevat een datum of een uitkomst.",
                "Zet een ' voor de tekst en typ hem opnieuw.", refuses=True),
    FindingKind("tekst_werd_getal", WARNING, "Hier hoort tekst, maar er staat het getal {found}. Was dat {read}?",
                "Zet een ' voor de tekst en typ hem opnieuw."),
    FindingKind("e_mail_onleesbaar", None, "Dit is geen e-mailadres.", "Schrijf één adres, zoals naam@example.org.",
                refuses=True, shows_cell=False),
    FindingKind("geheim_bsn", None, "Hier lijkt een BSN te staan. Wij lezen deze cel niet.",
                "Haal het nummer uit het blad. Een BSN hoort hier nooit.", refuses=True, shows_cell=False),
    FindingKind("geheim_iban", None, "Hier lijkt een rekeningnummer te staan. Wij lezen deze cel niet.",
                "Haal het nummer uit het blad.", refuses=True, shows_cell=False),
    FindingKind("geheim_telefoon", None, "Hier lijkt een telefoonnummer te staan. Wij lezen deze cel niet.",
                "Haal het nummer uit deze kolom.", refuses=True, shows_cell=False),
    FindingKind("geheim_e_mail", None, "Hier lijkt een e-mailadres te staan. Wij lezen deze cel niet.",
                "Haal het adres uit deze kolom.", refuses=True, shows_cell=False),
    FindingKind("code_in_tekst", None, "In deze tekst staat de code van een deelnemer. Wij lezen deze cel niet.",
                "Schrijf de tekst zonder code: hij komt in stukken voor anderen.", refuses=True, shows_cell=False),
)

_ROWS = (
    FindingKind("deelnemer_dubbel", FAULT, "De code {code} staat op rij {rows}. Elke deelnemer heeft één rij.",
                "Haal de dubbele rij weg, of geef de andere deelnemer een eigen code."),
    FindingKind("partner_dubbel", FAULT, "De naam {code} staat op rij {rows}. Elke partner heeft één rij.",
                "Haal de dubbele rij weg."),
    FindingKind("rij_dubbel", FAULT, "{code} staat op rij {rows}. Eén rij is genoeg.", "Haal de dubbele rij weg."),
    FindingKind("einde_voor_start", None, "Deze dag ({end}) ligt voor de start ({start}).",
                "Controleer beide datums.", refuses=True),
    FindingKind("datums_omgekeerd", WARNING, "Deze dag ({later}) ligt voor “{heading}” ({earlier}).",
                "Controleer beide datums."),
    FindingKind("resultaat_zonder_einde", WARNING, "Het resultaat is “{result}”, maar er staat geen einde.",
                "Vul het einde in, of kies “loopt”."),
    FindingKind("loopt_met_einde", WARNING, "Het resultaat is “loopt”, maar het einde was op {end}.",
                "Kies hoe het is gegaan, of haal het einde weg."),
    FindingKind("gepland_einde_voorbij", INFO, "Het geplande einde ({planned}) is voorbij. Loopt dit nog?",
                "Vul het einde in, of een nieuw gepland einde."),
    FindingKind("soort_gewijzigd", WARNING,
                "Hier stond eerst “{before}”. Die stap houden wij; {after} telt als nieuwe stap.",
                "Maak er een nieuwe rij van, en zet hier “{before}” terug. Was “{before}” fout? Haal de rij dan weg, "
                "werk bij, en typ de rij opnieuw."),
    FindingKind("betaald_werk_zonder_partner", WARNING, "Bij dit betaalde werk staat geen partner.",
                "Kies de partner, of “buiten het netwerk”."),
    FindingKind("structureel_zonder_bewijs", WARNING, "Hier staat “structureel”, maar niet waaruit dat blijkt.",
                "Kies waaruit het blijkt, of kies een andere stand."),
    FindingKind("toegang_zonder_partner", WARNING, "Hier staat niet van welke partner iemand is.",
                "Kies de partner. Anders ziet deze persoon geen eigen cijfers."),
    FindingKind("toegang_zonder_subsidie", WARNING, "Hier staat niet welke subsidie deze financier geeft.",
                "Kies de subsidie. Anders ziet deze persoon geen eigen cijfers."),
    FindingKind("aangemeld_op_ontbreekt", WARNING, "Hier staat niet wanneer iemand zich aanmeldde.",
                "Vul de datum in. Tot die tijd rekenen wij vanaf de eerste stap."),
    FindingKind("akkoord_ontbreekt", WARNING, "Van {code} is er nog geen akkoord. Wij bewaren alleen de code.",
                "Vraag om akkoord en vul de datum in. Tot die tijd tellen de stappen niet mee."),
    FindingKind("akkoord_ingetrokken", WARNING, "{code} trok het akkoord in op {day}. Wij bewaren alleen de code.",
                "Wis ook de gegevens in dit blad. Klopt het niet? Haal dan “Akkoord ingetrokken op” weg."),
    FindingKind("stap_zonder_akkoord", WARNING, "Van {code} is er geen akkoord. Deze rij telt niet mee.",
                "Vul op het tabblad Deelnemers in wanneer {code} akkoord gaf."),
)

_TOGETHER = (
    FindingKind("akkoord_na_start", WARNING, "Het akkoord ({consent}) kwam na de eerste stap ({start}, rij {row}).",
                "Controleer beide datums."),
    FindingKind("start_voor_aanmelding", WARNING, "Deze stap begon voor de aanmelding ({registered}).",
                "Controleer deze datum, en “Aangemeld op” op het tabblad Deelnemers."),
    FindingKind("stap_na_afsluiting", WARNING, "Deze stap begon na de afsluiting ({closed}).",
                "Haal “Afgesloten op” weg als iemand weer meedoet, of controleer deze datum."),
    FindingKind("stap_loopt_na_afsluiting", WARNING,
                "{code} is afgesloten op {closed}, maar deze stap heeft geen einde.",
                "Vul het einde in, of haal “Afgesloten op” weg."),
    FindingKind("stap_dubbel", WARNING, "Deze stap lijkt ook op rij {row} te staan.",
                "Haal één van beide weg als het dezelfde stap is."),
    FindingKind("banen_overlappen", WARNING, "Deze baan en die op rij {row} zijn samen {hours} uur per week.",
                "Controleer de uren. Is de ene baan gestopt? Vul dan daar het einde in."),
    FindingKind("stap_buiten_subsidie", WARNING, "Deze stap begon op {start}. De subsidie loopt {period}.",
                "Controleer de datum, of kies een andere subsidie."),
    FindingKind("partner_uitgetreden", WARNING, "{partner} deed mee tot {left}. Deze stap begon later.",
                "Controleer de partner en de datum."),
    FindingKind("plekken_overvol", WARNING, "Op deze plekken zitten nu {people}. Er is plaats voor {places}.",
                "Verhoog het aantal, of controleer welke stappen nog lopen."),
    FindingKind("persoon_dubbel", WARNING, "{code} lijkt dezelfde persoon als {other} op rij {row}.",
                "Is het één persoon? Haal dan één rij weg, en zet alle stappen bij de andere code."),
    FindingKind("schrijfwijze_dubbel", WARNING, "De naam “{name}” hoort ook bij {other}. Wij gebruiken hem hier niet.",
                "Zet elke schrijfwijze bij één partner."),
    FindingKind("rij_tweemaal", WARNING, "Op rij {row} staat hetzelfde: {key}.",
                "Haal één van beide rijen weg, of verbeter de datum."),
    FindingKind("doel_krimpt", WARNING, "Dit doel is lager dan dat van {earlier} op rij {row} ({amount}).",
                "Controleer de streefwaarde en de datum. Een doel hoort niet te krimpen."),
)

_ASIDE = (
    FindingKind("totaalrij", INFO, "Dit lijkt een rij met totalen. Wij slaan hem over.", "U hoeft niets te doen.",
                shows_cell=False),
    FindingKind("notitie_onder_tabel", INFO, "Dit lijkt een notitie onder de tabel. Wij slaan hem over.",
                "U hoeft niets te doen.", shows_cell=False),
)

_ERASED = FindingKind("rij_gewist", INFO, "De gegevens van deze deelnemer zijn gewist. Wij lezen deze rij niet.",
                      "Haal deze rij ook uit het blad. Is dit iemand anders? Geef die persoon dan een nieuwe code.",
                      shows_cell=False)
"""What is said of a row of someone who was erased: where it is, and nothing of what stands in it."""

_STRUCTURE = (
    FindingKind("tabblad_ontbreekt", FAULT, "Het tabblad {tab} is er niet.",
                "Maak een tabblad met de naam {tab}."),
    FindingKind("tabblad_niet_gebruikt", INFO, "Het tabblad {tab} is er niet. Dat deel blijft leeg.",
                "U hoeft niets te doen als u dit niet gebruikt."),
    FindingKind("tabblad_leeg", INFO, "Het tabblad {tab} is leeg.",
                "U hoeft niets te doen als u dit niet gebruikt."),
    FindingKind("tabblad_hernoemd", INFO, "Het tabblad {tab} heette eerst {was}. Wij lezen het nog zo.",
                "Geef het liever de oude naam terug, dan vindt iedereen het."),
    FindingKind("tabblad_dubbel", FAULT, "Het tabblad {tab} is er twee keer: {titles}.",
                "Geef één van beide een andere naam."),
    FindingKind("kop_ontbreekt", FAULT, "Op het tabblad {tab} vinden wij geen rij met kolomnamen.",
                "Zet de kolomnamen in de eerste rij. Nodig: {columns}."),
    FindingKind("kolom_ontbreekt", FAULT, "Op het tabblad {tab} is geen kolom {column}.",
                "{hint}Zet {column} boven de kolom waar dit in staat."),
    FindingKind("kolom_hernoemd", WARNING, "Op het tabblad {tab} is geen kolom {column}. Dat deel blijft leeg.",
                "{hint}Zet dan {column} boven die kolom."),
    FindingKind("kolom_niet_gebruikt", INFO, "Op het tabblad {tab} staat niet: {columns}. Dat deel blijft leeg.",
                "U hoeft niets te doen als u dit niet gebruikt."),
    FindingKind("kolom_dubbel", FAULT, "Op het tabblad {tab} staat de kolom {column} twee keer: in {cells}.",
                "Geef één van beide een andere naam."),
    FindingKind("kop_samengevoegd", FAULT, "Op het tabblad {tab} zijn cellen samengevoegd: {cells}.",
                "Maak de samenvoeging ongedaan, zodat elke kolom een eigen naam heeft."),
    FindingKind("sleutel_samengevoegd", FAULT, "Op het tabblad {tab} zijn cellen samengevoegd: {cells}.",
                "Maak de samenvoeging ongedaan, zodat elke rij een eigen waarde heeft."),
    FindingKind("kop_lager", INFO, "Op het tabblad {tab} staan de kolomnamen op rij {row}.", "U hoeft niets te doen."),
    FindingKind("verborgen_rijen", INFO, "Op het tabblad {tab} {count} verborgen. Wij lezen die wel.",
                "U hoeft niets te doen."),
    FindingKind("akkoord_kolom_ontbreekt", WARNING, "Er is geen kolom “Akkoord op”. Wij bewaren nu alles.",
                "Kies met elkaar op welke grond u gegevens bewaart. Is dat akkoord? Maak dan deze kolom."),
    FindingKind("aangemeld_op_kolom_ontbreekt", WARNING, "Er is geen kolom “Aangemeld op”.",
                "Maak deze kolom. Tot die tijd rekenen wij vanaf de eerste stap."),
)

SECTIONS: Mapping[str, tuple[FindingKind, ...]] = {
    "Tabbladen en kolommen": _STRUCTURE,
    "Eén cel": _CELLS,
    "Eén rij": _ROWS,
    "Rijen die niet bij elkaar passen": _TOGETHER,
    "Rijen die wij overslaan": (*_ASIDE, _ERASED),
}
"""Every kind of finding by its subject (Dutch), in the order of the documentation."""

CATALOGUE: tuple[FindingKind, ...] = tuple(kind for kinds in SECTIONS.values() for kind in kinds)
"""Every kind of finding."""

KINDS: Mapping[str, FindingKind] = {kind.code: kind for kind in CATALOGUE}


SECRETS = frozenset(code for code in KINDS if code.startswith("geheim_"))
"""The findings of a secret in the wrong place."""


def finding(
    problem: Problem,
    *,
    needed: bool = False,
    tab: str | None = None,
    row: int | None = None,
    column: str | None = None,
    cell: str | None = None,
    found: str | None = None,
) -> Finding:
    """The problem as a finding, with where it is; `found` is the text as typed, left out where it may not show."""
    kind = KINDS[problem.code]
    severity = kind.severity or (FAULT if needed else WARNING)
    words = {"found": found or "", "hint": "", **problem.details}
    words["found"] = quote(words["found"])
    if problem.hidden or not kind.shows_cell:
        found, words["found"] = None, "…"
    return Finding(
        code=kind.code,
        severity=severity,
        message=kind.message.format_map(words),
        advice=problem.instead or kind.advice.format_map(words),
        tab=tab,
        row=row,
        column=column,
        cell=cell,
        found=found,
    )


def quote(text: str) -> str:
    """What was typed, short enough for a sentence and on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
