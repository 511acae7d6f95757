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

    @property
    def refuses(self) -> bool:
        """Whether the cell is not used."""
        return KINDS[self.code].refuses


_CELLS = (
    FindingKind("verplicht_leeg", FAULT, "Hier staat niets, maar deze kolom moet altijd gevuld zijn.",
                "Vul de cel in.", refuses=True),
    FindingKind("celfout", None, "De cel geeft een fout: {found}.", "Herstel de formule, of typ de waarde zelf.",
                refuses=True),
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
    FindingKind("getal_met_woorden", INFO, "Er staat “{found}”. Wij lezen {read}.", "Schrijf alleen het getal."),
    FindingKind("getal_niet_heel", None, "Er staat {found}. Hier hoort een heel getal.",
                "Schrijf een heel getal, zoals 3.", refuses=True),
    FindingKind("getal_buiten_grens", None, "Er staat {found}. Dat past hier niet.",
                "Schrijf een getal van {least} tot en met {most}.", refuses=True),
    FindingKind("streefwaarde_onleesbaar", None, "Er staat “{found}”. Dat is geen streefwaarde.",
                "Schrijf een aantal zoals 250, of een deel zoals 100%.", refuses=True),
    FindingKind("keuze_onbekend", None, "Er staat “{found}”. Die keuze kennen wij niet.",
                "{hint}Kies uit: {choices}.", refuses=True),
    FindingKind("keuze_niet_in_lijst", WARNING, "“{found}” staat niet in de lijst.",
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
    FindingKind("e_mail_onleesbaar", None, "Dit is geen e-mailadres.", "Schrijf een adres zoals naam@voorbeeld.nl.",
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
    FindingKind("einde_voor_start", FAULT, "Het einde ({end}) ligt voor de start ({start}).",
                "Controleer beide datums.", refuses=True),
    FindingKind("betaald_werk_zonder_partner", WARNING, "Bij dit betaalde werk staat geen partner.",
                "Kies de partner, of “buiten het netwerk”."),
    FindingKind("aangemeld_op_ontbreekt", WARNING, "Hier staat niet wanneer iemand zich aanmeldde.",
                "Vul de datum in. Tot die tijd rekenen wij vanaf de eerste stap."),
    FindingKind("akkoord_ontbreekt", WARNING, "Van {code} is er nog geen akkoord. Wij bewaren alleen de code.",
                "Vraag om akkoord en vul de datum in. Tot die tijd tellen de stappen niet mee."),
    FindingKind("stap_zonder_akkoord", WARNING, "Van {code} is er geen akkoord. Deze rij telt niet mee.",
                "Vul op het tabblad Deelnemers in wanneer {code} akkoord gaf."),
    FindingKind("totaalrij", INFO, "Dit lijkt een rij met totalen. Wij slaan hem over.", "U hoeft niets te doen."),
    FindingKind("notitie_onder_tabel", INFO, "Dit lijkt een notitie onder de tabel. Wij slaan hem over.",
                "U hoeft niets te doen.", shows_cell=False),
)

_STRUCTURE = (
    FindingKind("tabblad_ontbreekt", FAULT, "Het tabblad {tab} is er niet.",
                "{hint}Maak een tabblad met de naam {tab}."),
    FindingKind("tabblad_niet_gebruikt", INFO, "Het tabblad {tab} is er niet. Dat deel blijft leeg.",
                "{hint}U hoeft niets te doen als u dit niet gebruikt."),
    FindingKind("tabblad_dubbel", FAULT, "Het tabblad {tab} is er twee keer: {titles}.",
                "Geef één van beide een andere naam."),
    FindingKind("kop_ontbreekt", FAULT, "Op het tabblad {tab} vinden wij geen rij met kolomnamen.",
                "Zet de kolomnamen in de eerste rij. Nodig zijn: {columns}."),
    FindingKind("kolom_ontbreekt", FAULT, "Op het tabblad {tab} is geen kolom {column}.",
                "{hint}Zet {column} boven de kolom waar dit in staat."),
    FindingKind("kolom_niet_gebruikt", INFO, "Op het tabblad {tab} is geen kolom {column}. Dat deel blijft leeg.",
                "{hint}U hoeft niets te doen als u dit niet gebruikt."),
    FindingKind("kolom_dubbel", FAULT, "Op het tabblad {tab} staat de kolom {column} twee keer: in {cells}.",
                "Geef één van beide een andere naam."),
    FindingKind("kop_samengevoegd", FAULT, "Op het tabblad {tab} zijn cellen samengevoegd: {cells}.",
                "Maak de samenvoeging ongedaan, zodat elke kolom een eigen naam heeft."),
    FindingKind("sleutel_samengevoegd", FAULT, "Op het tabblad {tab} zijn cellen samengevoegd: {cells}.",
                "Maak de samenvoeging ongedaan, zodat elke rij een eigen waarde heeft."),
    FindingKind("kop_lager", INFO, "Op het tabblad {tab} staan de kolomnamen op rij {row}.", "U hoeft niets te doen."),
    FindingKind("verborgen_rijen", INFO, "Op het tabblad {tab} zijn {count} verborgen. Wij lezen ze wel.",
                "U hoeft niets te doen."),
    FindingKind("akkoord_kolom_ontbreekt", WARNING, "Er is geen kolom “Akkoord op”. Wij bewaren nu alles.",
                "Kies met elkaar op welke grond u gegevens bewaart. Is dat akkoord? Maak dan deze kolom."),
)

CATALOGUE: tuple[FindingKind, ...] = (*_STRUCTURE, *_CELLS, *_ROWS)
"""Every kind of finding, in the order of the documentation."""

KINDS: Mapping[str, FindingKind] = {kind.code: kind for kind in CATALOGUE}


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
    """The problem as a finding, with where it is; `found` is the text as typed and is left out where it may not show."""
    kind = KINDS[problem.code]
    severity = kind.severity or (FAULT if needed else WARNING)
    shown = found if kind.shows_cell else None
    words = {"found": quote(shown or ""), "hint": "", **problem.details}
    return Finding(
        code=kind.code,
        severity=severity,
        message=kind.message.format_map(words),
        advice=kind.advice.format_map(words),
        tab=tab,
        row=row,
        column=column,
        cell=cell,
        found=shown,
    )


def quote(text: str) -> str:
    """What was typed, short enough for a sentence and on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
