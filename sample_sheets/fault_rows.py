"""The rows of fouten.xlsx: each with what is wrong in it, and what the tracker says of that.

`Fault("Stappen", {"Start": "31-2-2026"}, ("datum_bestaat_niet", "fout", "Start"))` is a good row but for its start.
Every kind of finding that leaves a sheet readable stands here. All people, partners and addresses are invented.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tracker.model import CellError, Percentage

Cell: TypeAlias = str | float | date | Percentage | CellError | None
"""What stands in a cell: text as typed, a number, a real date, a percentage, or an error."""

CARE, HOUSING, LEFT = "Zorg Voorbeeld", "Wonen Voorbeeld", "Welzijn Voorheen"
GRANT, COURSE = "Subsidie Voorbeeld", "Cursus Ervaring"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is said of a cell: the code, how grave it is, and under which heading; no heading when there is no cell."""

    code: str
    severity: str
    heading: str


class Fault:
    """One row: its tab, the cells in which it differs from a good row, and what is expected of it."""

    def __init__(self, tab: str, cells: Mapping[str, Cell], *expected: tuple[str, str, str]) -> None:
        self.tab = tab
        self.cells = dict(cells)
        self.expected = tuple(Expected(*one) for one in expected)


def _step(cells: Mapping[str, Cell], *expected: tuple[str, str, str]) -> Fault:
    return Fault("Stappen", cells, *expected)


def _person(code: str, cells: Mapping[str, Cell], *expected: tuple[str, str, str]) -> Fault:
    return Fault("Deelnemers", {"Deelnemer": code, **cells}, *expected)


GOOD: tuple[Fault, ...] = (
    Fault("Keuzelijsten", {"Gemeenten": "Emmen", "Regio": "Drenthe", "Opleidingen": COURSE}),
    Fault("Keuzelijsten", {"Gemeenten": "Assen", "Regio": "Drenthe"}),
    Fault("Partners", {"Partner": CARE, "Andere schrijfwijzen": "ZVB"}),
    Fault("Partners", {"Partner": HOUSING, "Sector": "wonen"}),
    Fault("Partners", {"Partner": LEFT, "Sector": "welzijn", "Uitgetreden op": date(2025, 6, 30)}),
    Fault("Subsidies", {"Subsidie": GRANT, "Van": date(2025, 1, 1), "Tot": date(2025, 12, 31)}),
)
"""Rows in which nothing is wrong, to which the others refer."""

CELLS: tuple[Fault, ...] = (
    _step({"Stap": None}, ("verplicht_leeg", "fout", "Stap")),
    _step({"Uren per week": CellError("#REF!")}, ("celfout", "waarschuwing", "Uren per week")),
    _step({"Start": CellError("#N/A")}, ("celfout", "fout", "Start")),
    _step({"Functie": "#N/B"}, ("celfout", "waarschuwing", "Functie")),
    _step({"Partner": "Loading..."}, ("cel_laadt", "waarschuwing", "Partner")),
    _step({"Deelnemer": "deelnemer 12"}, ("code_onleesbaar", "fout", "Deelnemer")),
    _step({"Deelnemer": 17}, ("code_is_getal", "fout", "Deelnemer")),
    _person("D-901", {}),
    _step({"Deelnemer": "d-901"}, ("code_herschreven", "info", "Deelnemer")),
    _step({"Deelnemer": "D901", "Start": date(2025, 4, 7)}, ("code_herschreven", "info", "Deelnemer")),
    _step({"Deelnemer": "D-999"}, ("deelnemer_onbekend", "fout", "Deelnemer")),
    # Dates.
    _step({"Start": "eind maart"}, ("datum_onleesbaar", "fout", "Start")),
    _step({"Nagevraagd op": "onbekend"}, ("datum_onleesbaar", "waarschuwing", "Nagevraagd op")),
    _step({"Start": "31-2-2025"}, ("datum_bestaat_niet", "fout", "Start")),
    _step({"Start": "3/13/2025"}, ("datum_bestaat_niet", "fout", "Start")),
    _step({"Einde gepland": "1-1-2206"}, ("datum_te_ver", "waarschuwing", "Einde gepland")),
    _step({"Start": date(1925, 3, 3)}, ("datum_te_ver", "fout", "Start")),
    _step({"Start": 45719}, ("datum_is_getal", "fout", "Start")),
    _step({"Start": "maart 2025"}, ("datum_alleen_maand", "waarschuwing", "Start")),
    _step({"Start": "03/04/2025"}, ("datum_dubbelzinnig", "waarschuwing", "Start")),
    _step({"Start": "3 mrt 2025"}, ("datum_als_tekst", "info", "Start")),
    _step({"Nagevraagd op": date(2099, 1, 5)}, ("datum_in_de_toekomst", "waarschuwing", "Nagevraagd op")),
    # Numbers.
    _step({"Uren per week": "veel"}, ("getal_onleesbaar", "waarschuwing", "Uren per week")),
    _step({"Uren per week": Percentage(0.5)}, ("getal_onleesbaar", "waarschuwing", "Uren per week")),
    _step({"Uren per week": "12,5"}, ("getal_als_tekst", "info", "Uren per week")),
    _step({"Uren per week": "16 uur"}, ("getal_met_woorden", "info", "Uren per week")),
    _step({"Uren per week": 168}, ("getal_buiten_grens", "waarschuwing", "Uren per week")),
    Fault("Plekken", {"Aantal": 1.5}, ("getal_niet_heel", "fout", "Aantal")),
    Fault("Plekken", {"Aantal": -3}, ("getal_buiten_grens", "fout", "Aantal")),
    Fault("Plekken", {"Aantal": "1.250"}, ("getal_met_punt", "waarschuwing", "Aantal")),
    Fault("Metingen", {"Goed geholpen": 6}, ("getal_buiten_grens", "waarschuwing", "Goed geholpen")),
    Fault("Doelen", {"Streefwaarde": "de helft"}, ("streefwaarde_onleesbaar", "fout", "Streefwaarde")),
    # Choices and names.
    _step({"Stap": "stagge"}, ("keuze_onbekend", "fout", "Stap")),
    _step({"Resultaat": "gelukt"}, ("keuze_onbekend", "waarschuwing", "Resultaat")),
    _step({"Stap": "cursus", "Opleiding": "Cursus Bloemen"}, ("keuze_niet_in_lijst", "waarschuwing", "Opleiding")),
    Fault("Knelpunten", {"Regel": "parkeren"}, ("keuze_niet_in_lijst", "fout", "Regel")),
    _step({"Partner": "Zorg Voorbeeldt"}, ("partner_onbekend", "waarschuwing", "Partner")),
    Fault("Toegang", {"Partner": "Zorg Voorbeeldt"}, ("partner_onbekend", "waarschuwing", "Partner")),
    _step({"Subsidie": "Subsidie Onbekend"}, ("subsidie_onbekend", "waarschuwing", "Subsidie")),
    Fault("Doelen", {"Doel": "iedereen blij"}, ("doel_onbekend", "fout", "Doel")),
    Fault("Keuzelijsten", {"Functies": "f" * 81}, ("tekst_te_lang", "waarschuwing", "Functies")),
    Fault("Keuzelijsten", {"Regels": date(2025, 3, 3)}, ("tekst_werd_datum", "waarschuwing", "Regels")),
    Fault("Keuzelijsten", {"Redenen": 45719}, ("tekst_werd_getal", "waarschuwing", "Redenen")),
    Fault("Toegang", {"E-mail": "naam bij voorbeeld"}, ("e_mail_onleesbaar", "fout", "E-mail")),
    # Secrets: numbers for tests, and an address of nobody.
    Fault("Knelpunten", {"Omschrijving": "BSN 111.222.333"}, ("geheim_bsn", "waarschuwing", "Omschrijving")),
    _step({"Functie": 111222333}, ("geheim_bsn", "waarschuwing", "Functie")),
    Fault(
        "Knelpunten",
        {"Omschrijving": "op NL91 ABNA 0417 1643 00"},
        ("geheim_iban", "waarschuwing", "Omschrijving"),
    ),
    Fault("Afspraken", {"Afspraak": "bel 06-12345678"}, ("geheim_telefoon", "fout", "Afspraak")),
    Fault("Knelpunten", {"Voorgelegd aan": "sam@example.org"}, ("geheim_e_mail", "waarschuwing", "Voorgelegd aan")),
    Fault("Knelpunten", {"Omschrijving": "dit trof ook D-901"}, ("code_in_tekst", "waarschuwing", "Omschrijving")),
)
"""Rows with one wrong cell."""

ROWS: tuple[Fault, ...] = (
    _person("D-902", {}, ("deelnemer_dubbel", "fout", "Deelnemer")),
    _person("D-902", {"Gemeente": "Assen"}, ("deelnemer_dubbel", "fout", "Deelnemer")),
    Fault("Partners", {"Partner": "Dubbel Voorbeeld"}, ("partner_dubbel", "fout", "Partner")),
    Fault("Partners", {"Partner": "dubbel  voorbeeld"}, ("partner_dubbel", "fout", "Partner")),
    Fault("Subsidies", {"Subsidie": "Dubbele Subsidie"}, ("rij_dubbel", "fout", "Subsidie")),
    Fault("Subsidies", {"Subsidie": "Dubbele Subsidie"}, ("rij_dubbel", "fout", "Subsidie")),
    _step({"Start": date(2025, 5, 5), "Einde": date(2025, 4, 4)}, ("einde_voor_start", "waarschuwing", "Einde")),
    Fault(
        "Plekken",
        {"Vanaf": date(2025, 5, 5), "Tot": date(2025, 4, 4)},
        ("datums_omgekeerd", "waarschuwing", "Tot"),
    ),
    _step({"Resultaat": "afgerond"}, ("resultaat_zonder_einde", "waarschuwing", "Resultaat")),
    _step({"Resultaat": "loopt", "Einde": date(2025, 4, 30)}, ("loopt_met_einde", "waarschuwing", "Resultaat")),
    _step({"Einde gepland": date(2025, 6, 30)}, ("gepland_einde_voorbij", "info", "Einde gepland")),
    _step({"Stap": "betaald werk", "Partner": None}, ("betaald_werk_zonder_partner", "waarschuwing", "Partner")),
    Fault("Inbedding", {"Hoe ver": "structureel"}, ("structureel_zonder_bewijs", "waarschuwing", "Waaruit blijkt dat")),
    Fault("Toegang", {"Partner": None}, ("toegang_zonder_partner", "waarschuwing", "Partner")),
    Fault(
        "Toegang",
        {"Rol": "financier", "Partner": None},
        ("toegang_zonder_subsidie", "waarschuwing", "Subsidie"),
    ),
    _person("D-903", {"Aangemeld op": None}, ("aangemeld_op_ontbreekt", "waarschuwing", "Aangemeld op")),
    _person("D-904", {"Akkoord op": None}, ("akkoord_ontbreekt", "waarschuwing", "Deelnemer")),
    _step({"Deelnemer": "D-904"}, ("stap_zonder_akkoord", "waarschuwing", "Deelnemer")),
    _person(
        "D-905",
        {"Akkoord ingetrokken op": date(2025, 8, 1)},
        ("akkoord_ingetrokken", "waarschuwing", "Deelnemer"),
    ),
)
"""Rows that contradict themselves, or another row about the same."""

TOGETHER: tuple[Fault, ...] = (
    _person("D-906", {"Akkoord op": date(2025, 6, 1)}, ("akkoord_na_start", "waarschuwing", "Akkoord op")),
    _step({"Deelnemer": "D-906"}),
    _person("D-907", {"Aangemeld op": date(2025, 3, 10)}),
    _step({"Deelnemer": "D-907"}, ("start_voor_aanmelding", "waarschuwing", "Start")),
    _person("D-908", {"Afgesloten op": date(2025, 7, 1)}),
    _step({"Deelnemer": "D-908"}, ("stap_loopt_na_afsluiting", "waarschuwing", "Einde")),
    _step({"Deelnemer": "D-908", "Start": date(2025, 9, 1)}, ("stap_na_afsluiting", "waarschuwing", "Start")),
    _person("D-909", {}),
    _step({"Deelnemer": "D-909"}),
    _step({"Deelnemer": "D-909"}, ("stap_dubbel", "waarschuwing", "Stap")),
    _person("D-910", {}),
    _step({"Deelnemer": "D-910", "Stap": "betaald werk", "Uren per week": 36}),
    _step(
        {"Deelnemer": "D-910", "Stap": "betaald werk", "Uren per week": 32, "Start": date(2025, 6, 2)},
        ("banen_overlappen", "waarschuwing", "Uren per week"),
    ),
    _step({"Subsidie": GRANT, "Start": date(2026, 2, 2)}, ("stap_buiten_subsidie", "waarschuwing", "Subsidie")),
    _step({"Partner": LEFT, "Start": date(2025, 9, 1)}, ("partner_uitgetreden", "waarschuwing", "Partner")),
    Fault(
        "Plekken",
        {"Partner": HOUSING, "Soort": "werkervaringsplek", "Aantal": 1},
        ("plekken_overvol", "waarschuwing", "Aantal"),
    ),
    _step({"Stap": "werkervaringsplek", "Partner": HOUSING}),
    _step({"Stap": "wep", "Partner": HOUSING}),
    _person("D-911", {"Aangemeld op": date(2025, 2, 20)}),
    _step({"Deelnemer": "D-911", "Start": date(2025, 10, 6)}),
    _person("D-912", {"Aangemeld op": date(2025, 2, 20)}, ("persoon_dubbel", "waarschuwing", "Deelnemer")),
    _step({"Deelnemer": "D-912", "Start": date(2025, 10, 6)}),
    Fault(
        "Partners",
        {"Partner": "Zuid Voorbeeld", "Andere schrijfwijzen": "Wonen Voorbeeld"},
        ("schrijfwijze_dubbel", "waarschuwing", "Andere schrijfwijzen"),
    ),
    Fault("Ervaringsdeskundigen", {}),
    Fault("Ervaringsdeskundigen", {"Betaald": 4}, ("rij_tweemaal", "waarschuwing", "Peildatum")),
    Fault("Doelen", {"Op": date(2030, 12, 31), "Streefwaarde": 200}),
    Fault("Doelen", {"Op": date(2035, 12, 31), "Streefwaarde": 150}, ("doel_krimpt", "waarschuwing", "Streefwaarde")),
)
"""Rows that are good by themselves, and contradict others."""

LAST: tuple[Fault, ...] = (
    Fault("Stappen", {"*": "", "Deelnemer": "Totaal", "Uren per week": 240}, ("totaalrij", "info", "Deelnemer")),
    Fault(
        "Deelnemers",
        {"*": "", "Deelnemer": "Let op: vul altijd de datum van het akkoord in."},
        ("notitie_onder_tabel", "info", "Deelnemer"),
    ),
)
"""Rows below a table; `*` says that their other cells are empty."""
