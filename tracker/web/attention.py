"""The page of who and what needs attention now, grouped by who guides the person, and the good news."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Flask, render_template

from tracker import actions
from tracker.actions.visitor import Role
from tracker.web.access import who
from tracker.web.draw import Stage
from tracker.wording import guide_word, plural

if TYPE_CHECKING:
    from tracker.figures.signals import Signal


def add_attention(app: Flask, stage: Stage) -> None:
    """Put the page on `/aandacht`."""

    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, person_level=True)
    def attention() -> str:
        with stage.store() as store:
            found = actions.attention(
                store,
                now=stage.now(),
                thresholds=stage.settings.thresholds,
                consent_is_ground=stage.settings.consent_is_ground,
            )
            stands = actions.standstill(store)
        return render_template(
            "attention/attention.html", groups=groups(found), lead=lead(found), today=stage.now(), standstill=stands
        )

    app.add_url_rule("/aandacht", "attention", attention)


def lead(found: "Sequence[Signal]") -> str:
    """How much asks for attention."""
    asking = sum(not one.is_good for one in found)
    if not asking:
        return "Er is nu niets dat aandacht vraagt."
    return f"{plural(asking, 'ding vraagt', 'dingen vragen')} nu aandacht."


def groups(found: "Sequence[Signal]") -> "tuple[tuple[str, tuple[Signal, ...]], ...]":
    """The signals about people for each guide, then those about partners and places, then the good news."""
    people = [one for one in found if one.participant and not one.is_good]
    guides = dict.fromkeys(one.guided_by for one in people)
    made = [(_guide(guide), tuple(one for one in people if one.guided_by == guide)) for guide in guides]
    made.append(("Partners en plekken", tuple(one for one in found if not one.participant and not one.is_good)))
    made.append(("Goed nieuws", tuple(one for one in found if one.is_good)))
    return tuple((title, some) for title, some in made if some)


def _guide(guide: str | None) -> str:
    return f"Begeleiding door {guide_word(guide)}" if guide else "Zonder begeleiding"
