"""Which headings and words people use elsewhere for what we call something else. Tables, to propose a mapping from."""

import re
from collections.abc import Mapping

from tracker.columns import Column, Tab
from tracker.intake.names import plain

TITLES: Mapping[str, tuple[str, ...]] = {
    "participants": (
        "deelnemerslijst", "clienten", "clientenlijst", "kandidaten", "kandidatenlijst", "personen", "mensen",
        "aanmeldingen", "instroom", "trajecten",
    ),
    "steps": ("trajecten", "activiteiten", "verloop", "voortgang", "plaatsingen", "loopbaan", "stappenoverzicht"),
    "partners": ("organisaties", "werkgevers", "bedrijven", "instellingen", "relaties", "deelnemende organisaties"),
    "places": ("vacatures", "werkplekken", "leerplekken", "aanbod", "plaatsen", "beschikbare plekken"),
}  # fmt: skip
"""Other titles of tabs, as `simple` writes them."""

_CODES = (
    "nr", "nummer", "code", "id", "volgnr", "volgnummer", "deelnemernr", "deelnemernummer", "deelnemercode",
    "deelnemer nr", "deelnemer nummer", "deelnemer code", "clientnr", "clientnummer", "client nr", "client nummer",
    "client", "clientcode", "kandidaat", "kandidaatnr", "kandidaatnummer", "kandidaat nr", "kandidaat nummer",
    "persoon", "persoonsnummer", "persoon nr", "wie",
)  # fmt: skip

_START = (
    "startdatum", "start datum", "begin", "begindatum", "begint", "begonnen", "begonnen op", "gestart", "gestart op",
    "vanaf", "van", "per", "sinds", "ingang", "ingangsdatum", "datum", "datum start",
)  # fmt: skip
_END = (
    "eind", "einddatum", "eind datum", "tot", "t m", "tot en met", "tm", "gestopt op", "geeindigd op", "beeindigd op",
    "afgerond op", "klaar op", "datum einde",
)  # fmt: skip
_WHERE = (
    "organisatie", "werkgever", "bedrijf", "instelling", "bij", "waar", "plek", "plaats", "aanbieder", "opleider",
    "naam organisatie", "naam werkgever", "stageplek", "werkplek",
)  # fmt: skip
_HOURS = ("uren", "uur", "uren p w", "uren pw", "aantal uren", "uur per week", "uren week", "omvang")

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "participants": {
        "code": _CODES,
        "municipality": ("woonplaats", "plaats", "woongemeente", "gemeente van wonen"),
        "registered_on": (
            "aangemeld", "aanmelding", "aanmeld datum", "instroom", "instroom datum", "instroomdatum", "ingestroomd",
            "startdatum", "begindatum", "datum in", "inschrijfdatum", "ingeschreven op",
        ),
        "registered_by": ("verwijzer", "verwezen door", "aangemeld via", "doorverwezen door", "aanmelder"),
        "intake_on": ("intake", "intakedatum", "datum intake", "kennismaking", "eerste gesprek", "intakegesprek"),
        "consent_on": (
            "akkoord", "toestemming", "toestemming op", "datum toestemming", "avg akkoord", "datum akkoord", "avg",
        ),
        "own_goal": ("doel", "wens", "doelstelling", "wil naar", "einddoel", "ambitie"),
        "guided_by": ("begeleiding", "begeleid door"),
        "needs": ("nodig", "hulpvraag", "randvoorwaarden"),
        "seeks": ("zoekt naar", "op zoek naar", "gezocht"),
        "seeks_since": ("zoekt vanaf", "op zoek sinds"),
        "next_action": ("actie", "vervolgactie", "volgende stap"),
        "action_on": ("actiedatum", "datum actie", "vervolg op"),
        "closed_on": (
            "afgesloten", "uitstroom", "uitstroomdatum", "uitstroom datum", "uitgestroomd op", "einddatum", "eind",
            "einde", "datum uit", "gestopt op",
        ),
        "reason": ("reden uitstroom", "reden einde", "uitstroomreden", "reden stop", "reden van afsluiten"),
    },
    "steps": {
        "participant": _CODES,
        "kind": ("soort", "traject", "activiteit", "soort traject", "type", "soort stap", "soort activiteit", "fase"),
        "partner": _WHERE,
        "role": ("beroep", "rol", "taak", "baan als"),
        "course": ("naam opleiding", "cursus", "welke opleiding"),
        "start": _START,
        "planned_end": ("verwacht einde", "einde verwacht", "geplande einddatum", "loopt tot", "contract tot"),
        "end": _END,
        "result": ("status", "uitkomst", "afloop", "stand"),
        "hours": _HOURS,
        "contract": ("contractvorm", "soort contract", "dienstverband"),
        "checked_on": ("nagevraagd", "gecheckt op", "laatst gesproken"),
    },
    "partners": {
        "name": (
            "organisatie", "naam organisatie", "werkgever", "bedrijf", "instelling", "organisatienaam", "partnernaam",
            "naam partner", "bedrijfsnaam",
        ),
        "sector": ("branche", "soort organisatie", "type organisatie", "soort"),
        "municipality": ("plaats", "vestigingsplaats", "standplaats"),
        "joined_on": ("aangesloten", "aangesloten sinds", "lid sinds", "partner sinds", "sinds", "doet mee sinds"),
        "left_on": ("uitgetreden", "gestopt op", "lid tot"),
        "other_names": ("ook bekend als", "afkorting", "andere namen"),
        "action_plan_on": ("actieplan", "datum actieplan"),
    },
    "places": {
        "partner": _WHERE,
        "kind": ("soort plek", "type", "soort werk"),
        "number": ("aantal plekken", "plekken", "hoeveel", "aantal plaatsen"),
        "hours": _HOURS,
        "offered_from": ("beschikbaar vanaf", "per", "startdatum", "van", "beschikbaar per"),
        "offered_until": ("t m", "tot en met", "einddatum", "beschikbaar tot"),
        "funding": ("financiering", "betaald uit"),
    },
}  # fmt: skip
"""Other headings of columns by tab and field, as `simple` writes them; ours and their listed spellings come first."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "training": ("opleiding", "cursus", "training", "scholing", "leertraject", "studie"),
    "internship": ("stage", "leerstage", "snuffelstage"),
    "work_experience": (
        "werkervaringsplek", "werkervaringsplaats", "werkervaring", "wep", "leerwerkplek", "proefplaatsing",
    ),
    "volunteer_work": ("vrijwilligerswerk", "vrijwilliger", "vrijwillig"),
    "paid_work": ("betaald werk", "betaalde baan", "werk", "baan", "dienstverband", "in dienst"),
}  # fmt: skip
"""Words for the kinds of step in front of or behind a heading, in sheets with one row a person: `stage bij`."""

OF_A_STEP: Mapping[str, tuple[str, ...]] = {
    "start": ("start", *_START),
    "planned_end": ("einde gepland", "verwacht einde", "gepland tot", "contract tot"),
    "end": ("einde", *_END),
    "partner": ("partner", *_WHERE),
    "hours": ("uren per week", *_HOURS),
    "result": ("resultaat", "uitkomst", "afloop", "status"),
    "role": ("functie", "als", "beroep"),
    "course": ("naam", "welke", "wat"),
    "contract": ("contract", "contractvorm", "soort contract"),
}
"""What stands beside such a word, by the field of a step."""

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stap": {
        "opleiding": ("scholing", "leertraject", "studie", "mbo", "bbl", "bol"),
        "stage": ("leerstage", "snuffelstage", "stageplek", "stageplaats"),
        "werkervaringsplek": ("werkervaringsplaats", "leerwerkplek", "proefplaatsing", "leerwerktraject"),
        "vrijwilligerswerk": ("vrijwillig", "vrijwilligers werk", "vrijw", "vrijwilligersplek"),
        "betaald werk": ("geplaatst", "in dienst", "betaald", "werkt", "aan het werk", "betaalde functie", "arbeid"),
    },
    "resultaat": {
        "loopt": ("lopend", "bezig", "actief", "loopt nog"),
        "afgerond": ("klaar", "voltooid", "afgesloten", "gereed"),
        "diploma": ("geslaagd", "behaald", "certificaat", "diploma behaald"),
        "gestopt": ("gestaakt", "uitval", "uitgevallen", "afgebroken", "stopt"),
    },
    "eigen doel": {
        "betaald werk": ("betaald", "werken", "werk zoeken", "aan het werk"),
        "vrijwilligerswerk": ("vrijwillig",),
        "werkervaring": ("werkervaring opdoen", "stage"),
        "opleiding": ("leren", "scholing", "diploma", "studie"),
        "weten we nog niet": ("onbekend", "weet niet", "nog onbekend", "?"),
    },
    "sector": {
        "gemeente": ("overheid",),
        "zorg": ("zorginstelling", "ggz", "gezondheidszorg"),
        "welzijn": ("welzijnswerk", "sociaal werk"),
        "onderwijs": ("school", "mbo", "hbo"),
        "wonen": ("woningcorporatie", "corporatie", "wooncorporatie"),
        "bedrijf": ("ondernemer", "bedrijfsleven"),
        "overig": ("anders",),
    },
    "contract": {
        "tijdelijk": ("tijdelijk contract", "bepaalde tijd"),
        "vast": ("vast contract", "onbepaalde tijd"),
        "oproep": ("oproepcontract", "nulurencontract", "0 uren"),
    },
    "reden": {
        "werk gevonden": ("werk", "naar werk", "baan gevonden"),
        "verhuisd": ("verhuizing",),
        "geen contact meer": ("uit beeld", "geen contact", "niet bereikbaar"),
        "eigen keuze": ("zelf gestopt", "op eigen verzoek"),
    },
}  # fmt: skip
"""Words of other sheets by the name of the list, and by our word that they mean. They are proposed, never assumed."""

PRIVATE: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "naam", "namen", "voornaam", "achternaam", "tussenvoegsel", "roepnaam", "initialen", "voorletters",
            "contactpersoon", "begeleider", "consulent", "coach", "klantmanager", "trajectbegeleider", "casemanager",
        ),
        "lijkt op namen van mensen",
    ),
    **dict.fromkeys(("adres", "straat", "straatnaam", "huisnummer", "huisnr", "postcode"), "lijkt op adressen"),
    **dict.fromkeys(
        ("telefoon", "telefoonnummer", "tel", "telnr", "mobiel", "gsm", "06"), "lijkt op telefoonnummers"
    ),
    **dict.fromkeys(("email", "e mail", "mail", "mailadres", "emailadres", "e mailadres"), "lijkt op e-mailadressen"),
    **dict.fromkeys(("bsn", "burgerservicenummer", "sofinummer", "sofi"), "lijkt op BSN’s"),
    **dict.fromkeys(("iban", "rekeningnummer", "bankrekening"), "lijkt op bankrekeningen"),
    **dict.fromkeys(
        (
            "geboortedatum", "geboren", "geboortejaar", "geb", "leeftijd", "geslacht", "nationaliteit", "diagnose",
            "medisch", "gezondheid", "ziekte", "uitkering", "schulden",
        ),
        "gaat over de persoon zelf",
    ),
    **dict.fromkeys(
        ("opmerking", "opmerkingen", "notitie", "notities", "toelichting", "bijzonderheden", "memo", "aantekeningen"),
        "is tekst voor mensen",
    ),
}  # fmt: skip
"""Words in a heading that say that a column is never read, and why not (Dutch, behind “dit …”)."""

_ABOUT_AN_ORGANISATION = frozenset({"organisatie", "werkgever", "bedrijf", "partner", "instelling", "opleiding"})
_MARKS = re.compile(r"[^\w?]+")


def simple(text: str) -> str:
    """A heading as the tables write it: small letters without accents and marks, single spaces."""
    return " ".join(_MARKS.sub(" ", plain(text).replace("'", "")).split())


def private_because(heading: str) -> str | None:
    """Why a column of this heading is never read, or None."""
    line = simple(heading)
    words = line.split()
    why = next((PRIVATE[word] for word in (line, *words) if word in PRIVATE), None)
    if why is None and any(word.endswith(("naam", "adres")) for word in words):
        why = "lijkt op namen van mensen" if any(word.endswith("naam") for word in words) else "lijkt op adressen"
    return None if why and _ABOUT_AN_ORGANISATION & {*words, *(word.removesuffix("naam") for word in words)} else why


def spellings(tab: Tab, column: Column) -> tuple[str, ...]:
    """The headings that a column may have elsewhere, ours in front."""
    return tuple(
        dict.fromkeys(
            (*map(simple, (column.heading, *column.other)), *HEADINGS.get(tab.name, {}).get(column.field, ()))
        )
    )


def kind_and_field(heading: str) -> tuple[str, str | None] | None:
    """The kind of step (its code) and the field of a heading such as `stage bij`; no field for the kind alone."""
    line = simple(heading)
    for code, words in KINDS.items():
        for word in sorted(words, key=len, reverse=True):
            if line == word:
                return code, None
            rest = line.removeprefix(f"{word} ") if line.startswith(f"{word} ") else line.removesuffix(f" {word}")
            field = next((name for name, known in OF_A_STEP.items() if rest != line and rest in known), None)
            if field:
                return code, field
    return None
