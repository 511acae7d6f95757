"""A small sheet with every tab and every column filled, in which nothing is wrong."""

from collections.abc import Mapping

from tests.builders import Cells


def _turned(text: str) -> str:
    """A tab written with a line for each column, as rows."""
    columns = [line.split("|") for line in text.strip().splitlines()]
    return "\n".join(" | ".join(cell.strip() for cell in row) for row in zip(*columns, strict=True))


_BY_COLUMN: Mapping[str, str] = {
    "Deelnemers": """
        Deelnemer              | D-001         | D-002          | D-003
        Gemeente               | Emmen         | Assen          | Assen
        Aangemeld op           | 2-2-2025      | 3-2-2025       | 4-2-2025
        Aangemeld door         | zelf          | Zorg Voorbeeld | via deelnemer
        Intake op              | 9-2-2025      |                |
        Akkoord op             | 2-2-2025      | 3-2-2025       | 4-2-2025
        Akkoord ingetrokken op |               |                |
        Eigen doel             | opleiding     | betaald werk   |
        Begeleiding door       | projectleider | Zorg Voorbeeld |
        Wat is nodig           | vervoer; taal |                | een regel
        Zoekt                  | stage         |                |
        Zoekt sinds            | 3-3-2025      |                |
        Volgende actie         | bellen        |                |
        Actie op               | 1-12-2026     |                |
        Pauze van              | 1-5-2025      |                |
        Pauze tot              | 1-6-2025      |                |
        Afgesloten op          |               | 1-10-2026      |
        Reden                  |               | werk gevonden  |
    """,
    "Stappen": """
        Deelnemer               | D-001             | D-001           | D-002
        Stap                    | opleiding         | stage           | betaald werk
        Partner                 | Zorg Voorbeeld    | Wonen Monden    | buiten het netwerk
        Domein                  | beleid            | arbeidsmarkt    |
        Als ervaringsdeskundige | nee               | ja              | ja
        Functie                 |                   | buddy           | adviseur
        Opleiding               | Cursus Ervaring   |                 |
        Start                   | 3-3-2025          | 1-10-2025       | 5-5-2025
        Einde gepland           | 1-9-2025          | 1-12-2027       |
        Einde                   | 1-9-2025          |                 | 1-9-2026
        Resultaat               | diploma           | loopt           |
        Uren per week           | 8                 | 16              | 24,5
        Contract                | stageovereenkomst | tijdelijk       | vast
        Vorm                    | regulier          | jobcarving      |
        Steun                   | maatje            | jobcoach        | geen
        Subsidie                | Subsidie Zuid     |                 |
        Hoe weten we dit        | van deelnemer     | contract gezien |
        Nagevraagd op           | 2-9-2025          | 1-10-2026       |
    """,
    "Partners": """
        Partner              | Zorg Voorbeeld | Wonen Monden
        Sector               | zorg           | wonen
        Gemeente             | Emmen          | Assen
        Aangesloten op       | 1-1-2020       | 1-1-2021
        Uitgetreden op       |                | 1-10-2026
        Andere schrijfwijzen | ZVB; Zorg V    |
        Actieplan op         | 1-5-2026       |
        Aantallen zichtbaar  | ja             | nee
    """,
    "Inbedding": """
        Partner            | Zorg Voorbeeld | Wonen Monden
        Domein             | beleid         | beleid
        Hoe ver            | structureel    | proef
        Sinds              | 1-1-2025       | 1-1-2025
        Waaruit blijkt dat | in formatie    |
    """,
    "Ervaringsdeskundigen": """
        Partner    | Zorg Voorbeeld
        Peildatum  | 1-1-2026
        Betaald    | 2
        Vrijwillig | 3
    """,
    "AVK-team": """
        Partner | Zorg Voorbeeld | Zorg Voorbeeld
        Plaats  | bestuurder     | manager
        Van     | 1-1-2025       | 1-1-2025
        Tot     | 1-1-2027       |
    """,
    "Plekken": """
        Partner       | Zorg Voorbeeld
        Soort         | stage
        Domein        | beleid
        Functie       | buddy
        Aantal        | 3
        Uren per week | 16
        Vanaf         | 1-1-2025
        Tot           | 1-1-2027
        Bron          | social return
    """,
    "Metingen": """
        Deelnemer                      | D-001
        Datum                          | 1-6-2025
        Tevreden over werk of leerplek | 4
        Goed geholpen                  | 5
        Er verandert iets              | 3
        Kan beter rondkomen            | 2
        Vertrouwen in mijn toekomst    | 1
    """,
    "Doelen": """
        Doel         | kans_gekregen | partners_structureel | betaald_werk
        Streefwaarde | 250           | 100%                 | 40
        Op           | 31-12-2035    | 31-12-2035           | 31-12-2027
        Voor         |               |                      | Subsidie Zuid
    """,
    "Subsidies": """
        Subsidie    | Subsidie Zuid
        Financier   | Fonds Voorbeeld
        Van         | 1-1-2025
        Tot         | 31-12-2027
        Bewaren tot | 31-12-2032
    """,
    "Knelpunten": """
        Regel             | kostendelersnorm
        Gemeld op         | 1-3-2026
        Partner           | Zorg Voorbeeld
        Aantal deelnemers | 3
        Omschrijving      | Wie samenwoont krijgt minder.
        Voorgelegd aan    | het ministerie
        Voorgelegd op     | 1-4-2026
        Opgelost op       | 1-10-2026
        Uitkomst          | aangepast
    """,
    "Vergaderingen": """
        Datum            | 12-3-2026
        Overleg          | stuurgroep
        Peildatum        | 1-3-2026
        Boodschap        | Het gaat goed met de opleidingen.
        Gevraagd besluit | Stel de doelen vast.
    """,
    "Afspraken": """
        Afspraak | Plekken zoeken in Assen
        Wie      | iedereen
        Klaar op | 1-12-2026
        Klaar    | nee
    """,
    "Fasen": """
        Fase  | Fase 2
        Vanaf | 1-8-2025
        Soort | programma
    """,
    "Toegang": """
        E-mail   | rol@example.org | fonds@example.org
        Rol      | partner         | financier
        Partner  | Zorg Voorbeeld  |
        Subsidie |                 | Subsidie Zuid
    """,
    "Keuzelijsten": """
        Gemeenten    | Emmen           | Assen
        Regio        | Drenthe         | Drenthe
        Opleidingen  | Cursus Ervaring |
        Functies     | gastvrouw       |
        Redenen      | pensioen        |
        Wat is nodig | oppas           |
        Regels       | leerplicht      |
    """,
}

EVERY_TAB: Mapping[str, Cells] = {title: _turned(text) for title, text in _BY_COLUMN.items()}
