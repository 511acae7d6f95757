"""What people write in the columns that are for people only: made-up names, and a harmless remark here and there."""

from sample_sheets.days import random_for

_FIRST = (
    "Anja", "Bram", "Carla", "Dennis", "Esra", "Fenna", "Gerrit", "Hanneke", "Ilse", "Jasper", "Karim", "Lotte",
    "Marieke", "Noor", "Olaf", "Petra", "Quinten", "Roelof", "Saskia", "Tineke", "Umut", "Vera", "Wietse", "Yara",
    "Zoë", "Arend", "Britt", "Coen", "Derya", "Evert", "Femke", "Geert", "Harma", "Ivo", "Jantje", "Klaas",
)  # fmt: skip
_INITIALS = "ABCDEFGHJKLMNOPRSTVWZ"

_REMARKS = {
    "participants": ("Belt liever vroeg.", "Komt op de fiets.", "Werkt graag in een team.", "Spreekt ook Turks."),
    "steps": ("Gaat goed.", "Rooster past bij school.", "Leest zich nu in.", "Wil daarna graag verder leren."),
    "partners": ("Vergadert elke eerste dinsdag.", "Wil graag meedenken over fase 2.", "Verhuist volgend jaar."),
    "places": ("Ook in de avond mogelijk.", "Bereikbaar met de bus.", "Eerst een dag meelopen."),
}  # fmt: skip

_ONE_IN = {"participants": 8, "steps": 15, "partners": 6, "places": 5}


def remark(tab: str, heading: str, number: int) -> str | None:
    """What stands in a column for people, in the row with this number (from 1); mostly nothing."""
    rng = random_for(heading, tab, number)
    if heading == "Naam":
        return f"{rng.choice(_FIRST)} {rng.choice(_INITIALS)}."
    return rng.choice(_REMARKS[tab]) if rng.randrange(_ONE_IN[tab]) == 0 else None
