"""One page for each rule that stands in the way, for ministry and ambassadors: rules come in, their pages come out."""

from tracker.edition import Edition, RuleState
from tracker.editions.paper import RulePage
from tracker.wording import capital, listing, long_date, number, plural

OUTCOMES = {
    "open": ("is nog open", "zijn nog open"),
    "changed": ("leidde tot een aanpassing", "leidden tot een aanpassing"),
    "refused": ("is afgewezen", "zijn afgewezen"),
    "already_allowed": ("ging over iets dat al mocht", "gingen over iets dat al mocht"),
    "solved": ("is opgelost", "zijn opgelost"),
}
"""What became of one report, and of several."""


def rule_pages(edition: Edition) -> tuple[RulePage, ...]:
    """A page for each rule of an edition, in its order."""
    return tuple(
        RulePage(
            title=capital(rule.rule),
            lead=reported(rule),
            people=touched(rule),
            stories=rule.stories,
            outcomes=outcomes(rule),
            asked=asked(rule),
        )
        for rule in edition.rules
    )


def reported(rule: RuleState) -> str:
    """How often a rule was reported, since when, and by how many partners."""
    partners = f", door {plural(rule.partners, 'partner', 'partners')}" if rule.partners else ""
    times = "één keer" if rule.reports == 1 else f"{number(rule.reports)} keer"
    since = "op" if rule.reports == 1 else "sinds"
    return f"Deze regel is {times} gemeld{partners}, {since} {long_date(rule.since)}."


def touched(rule: RuleState) -> str:
    """How many people were touched, rounded as in the edition; empty when nobody said how many."""
    if rule.people is None:
        return ""
    if not rule.people:
        return "Minder dan 5 mensen hadden er last van."
    return f"Ongeveer {number(rule.people)} mensen hadden er last van."


def outcomes(rule: RuleState) -> str:
    """What became of the reports, in one sentence."""
    counted = [(rule.outcomes.get(code, 0), words) for code, words in OUTCOMES.items()]
    said = [f"{plural(count, 'melding', 'meldingen')} {words[count != 1]}" for count, words in counted if count]
    return f"{capital(listing(said))}." if said else ""


def asked(rule: RuleState) -> tuple[str, ...]:
    """To whom the rule was put, and when."""
    return tuple(f"{capital(who)}{f', op {long_date(day)}' if day else ''}." for day, who in rule.raised)
