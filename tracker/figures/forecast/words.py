"""What a forecast takes for granted and cannot know, in Dutch, for readers."""

ASSUMPTIONS = (
    "Nieuwe mensen blijven komen zoals nu. Wij rekenen niet met een einde aan de aanmelding.",
    "Mensen gaan verder zoals anderen voor hen. Het tempo kan wisselen zoals het eerder wisselde.",
    "Wie makkelijker een stap zette dan anderen, doet dat later ook. Wie lang wacht, wacht vaak nog langer.",
    "Soms verandert het tempo blijvend, zonder dat iemand het aankondigt. Wij rekenen met eens in de negen jaar.",
    "Werkt het team sneller? Dan beginnen er meer mensen. Een opleiding duurt er niet korter door.",
    "Is van iemand het eigen doel niet bekend? Dan telt dat doel later ook niet als bereikt.",
    "De partners van nu blijven. Wij rekenen niet met nieuwe partners of partners die weggaan.",
    "Een extra opleiding of plek neemt niemand iets af. Wie er een krijgt, houdt ook de kansen die er al waren.",
    "Een extra plek komt na ongeveer negen maanden weer vrij voor iemand anders.",
)
"""What the forecast takes for granted."""

COVERED = 0.84
"""How often the interval of 80% held the truth: the average over all made-up programmes of `bench/forecast.py`."""


def honesty(covered: float = COVERED) -> str:
    """How often the intervals were right when it was tried, as a sentence."""
    return (
        "Wij hebben dit uitgeprobeerd op verzonnen programma’s waarvan wij de afloop kennen. "
        f"In {round(covered * 100)} van de 100 gevallen kwam het uit tussen de getallen die wij noemen. Bedoeld is 80."
    )


CANNOT_KNOW = (
    "Het model weet niet of er geld bij komt of stopt.",
    "Het model weet niet of wetten en regels veranderen.",
    "Het model kent geen plannen die niet in het blad staan.",
    "Het model weet niet of een nieuwe fase het tempo verandert, wel dat dit kan.",
    "Mensen verschillen meer van elkaar dan het blad laat zien.",
    "Van gewiste mensen weten wij alleen aantallen. Het tempo komt van de andere mensen.",
)
"""What the forecast cannot know."""

PLAN_CHECK = "Er kregen nog weinig mensen betaald werk. Dit is daarom een controle van het plan, en nog geen prognose."
"""What a forecast calls itself when there are too few placements."""
