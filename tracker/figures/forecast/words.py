"""What a forecast takes for granted and cannot know, in Dutch, for readers."""

ASSUMPTIONS = (
    "Nieuwe mensen blijven komen zoals nu. Wij rekenen niet met een einde aan de aanmelding.",
    "Mensen gaan verder zoals anderen voor hen. Het tempo kan wisselen zoals het eerder wisselde.",
    "Is van iemand het eigen doel niet bekend? Dan telt dat doel later ook niet als bereikt.",
    "De partners van nu blijven. Wij rekenen niet met nieuwe partners of partners die weggaan.",
    "Een extra opleiding of plek neemt niemand iets af. Wie er een krijgt, houdt ook de kansen die er al waren.",
    "Een extra plek komt na ongeveer negen maanden weer vrij voor iemand anders.",
)
"""What the forecast takes for granted."""

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
