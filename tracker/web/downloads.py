"""The papers that someone may have, and for the project leader a form to have new ones made."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from mimetypes import guess_type
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from tracker import actions
from tracker.actions.visitor import Role
from tracker.edition import Audience
from tracker.web.access import EVERY_ROLE, current, who
from tracker.web.draw import AUDIENCES, Stage
from tracker.web.errands import Errands

if TYPE_CHECKING:
    from tracker.store import Store

KINDS: Final = {
    "pdf": "PDF",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "html": "Webpagina",
    "csv": "CSV",
    "json": "JSON",
}
"""What people call each kind of file, in the order in which most people want them."""

FOR: Final = {
    Audience.STEERING_GROUP: "De stuurgroep",
    Audience.BOARD: "Het dagelijks bestuur",
    Audience.MANAGERS: "Het managersoverleg",
    Audience.PARTNER: "Een partner",
    Audience.FUNDER: "Een financier",
    Audience.RULES: "Wie over regels gaat (knelpunten)",
    Audience.TABLES: "Wie zelf met de cijfers rekent (tabellen)",
}
"""For whom papers can be made, as the form calls them."""

FOR_BODY: Final = {
    "steering_group": Audience.STEERING_GROUP,
    "executive_board": Audience.BOARD,
    "managers": Audience.MANAGERS,
}
"""For each kind of meeting with papers of its own, whose they are."""

_MEETING: Final = "vergadering"
_ESF: Final = ":esf"

USUAL: Final = ("pdf", "xlsx")
"""The kinds of file that are made when nobody chooses."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What was made at once for one audience: for whom (Dutch), one of the papers, and all of them by kind of file."""

    whose: str
    first: actions.ShelvedPaper
    by_kind: tuple[tuple[str, tuple[actions.ShelvedPaper, ...]], ...]


def add_downloads(app: Flask, stage: Stage, errands: Errands) -> None:
    """Put the papers on `/downloads`."""
    pages = DownloadPages(stage, errands)
    for rule, endpoint, view, method in (
        ("/downloads", "downloads", pages.show, "GET"),
        ("/downloads/<int:paper>", "download", pages.give, "GET"),
        ("/downloads/maken", "downloads_make", pages.make, "POST"),
    ):
        app.add_url_rule(rule, endpoint, view, methods=[method])


class DownloadPages:
    """The views: everyone sees the papers of their own audience, the programme team all of them."""

    def __init__(self, stage: Stage, errands: Errands) -> None:
        self._stage, self._errands = stage, errands

    @who(*EVERY_ROLE)
    def show(self) -> str:
        """The papers that the visitor may have."""
        with self._stage.store() as store:
            papers, stands = _papers(store), actions.standstill(store)
            leads = current().role is Role.PROJECT_LEADER
            whole = actions.newest(store) if leads else None
            meetings = actions.meetings_to_choose(store, self._stage.now()) if leads else ()
        return render_template(
            "downloads/downloads.html",
            papers=_together(papers),
            standstill=stands,
            formats=[(word, KINDS[word], word in USUAL) for word in sorted(actions.FORMATS, key=[*KINDS].index)],
            audiences=FOR,
            meetings=[
                (f"{one.held_on.isoformat()}:{one.body}", FOR[FOR_BODY[one.body]], one.held_on) for one in meetings
            ],
            leads=leads,
            partners=[one.name for one in whole.partners] if whole else [],
            grants=[one.name for one in whole.grants] if whole else [],
            errand_of=self._errands.last() if current().role in (Role.PROJECT_LEADER, Role.PROGRAMME_TEAM) else None,
        )

    @who(*EVERY_ROLE)
    def give(self, paper: int) -> Answer:
        """One paper, as it was published."""
        with self._stage.store() as store:
            found = next((one for one in _papers(store) if one.id == paper), None)
            content = actions.paper_content(store, paper) if found else None
        if found is None or content is None:
            abort(404)
        response = Response(content, mimetype=guess_type(found.file)[0] or "application/octet-stream")
        response.headers["Content-Disposition"] = f'attachment; filename="{found.file}"'
        return response

    @who(Role.PROJECT_LEADER, action=True)
    def make(self) -> Answer:
        """Have papers made."""
        stage, by = self._stage, self._errands.by()
        formats = tuple(word for word in request.form.getlist("formaat") if word in actions.FORMATS) or USUAL
        wanted = request.form.get("voor", "")[:200]
        meeting = _meeting(wanted)
        audience, subject = (FOR_BODY[meeting[1]], "") if meeting else _chosen(wanted)

        def work(store: "Store") -> tuple[str, ...]:
            key, now = stage.data_key, stage.now()
            if meeting:
                said = actions.shelve_for_meeting(store, *meeting, formats, data_key=key, now=now)
            else:
                said = actions.shelve(store, audience, subject, formats, data_key=key, now=now)
            actions.write_down(store, by, "export", actions.whose(audience, subject))
            return said

        self._errands.begin("Stukken maken", work)
        return redirect(url_for("downloads"), 303)


def _papers(store: "Store") -> tuple[actions.ShelvedPaper, ...]:
    visitor = current()
    audience = AUDIENCES[visitor.role]
    own = None if audience is Audience.PROGRAMME else actions.whose(audience, visitor.partner or visitor.grant or "")
    return actions.shelved_papers(store, own)


def _together(papers: Sequence[actions.ShelvedPaper]) -> tuple[Papers, ...]:
    """The papers by what was made at once for an audience, in the order of the first of each."""
    sets: dict[Hashable, list[actions.ShelvedPaper]] = {}
    for one in papers:
        sets.setdefault((one.audience, one.subject, one.as_of, one.made_at, one.concept), []).append(one)
    return tuple(Papers(_whose(some[0]), some[0], _by_kind(some)) for some in sets.values())


def _by_kind(some: Sequence[actions.ShelvedPaper]) -> tuple[tuple[str, tuple[actions.ShelvedPaper, ...]], ...]:
    kinds = dict.fromkeys(sorted((one.kind for one in some), key=[*KINDS].index))
    return tuple((KINDS[kind], tuple(one for one in some if one.kind == kind)) for kind in kinds)


def _whose(one: actions.ShelvedPaper) -> str:
    if one.subject.endswith(_ESF):
        return f"{one.subject.removesuffix(_ESF)} (zoals ESF+ het telt)"
    return one.subject or one.audience.replace("-", " ")


def _meeting(wanted: str) -> tuple[date, str] | None:
    """The day and the body of the meeting that the form asks papers for (`vergadering:2026-11-17:steering_group`).

    None when it asks for no meeting; 400 for a meeting that cannot be.
    """
    word, _, which = wanted.partition(":")
    if word != _MEETING:
        return None
    day, _, body = which.partition(":")
    try:
        held_on = date.fromisoformat(day)
    except ValueError:
        abort(400)
    if body not in FOR_BODY:
        abort(400)
    return held_on, body


def _chosen(wanted: str) -> tuple[Audience, str]:
    """For whom the form asks papers: `stuurgroep`, or `partner:` and a name; 400 for anything else."""
    word, _, subject = wanted.partition(":")
    if word not in FOR or bool(subject) != (word in (Audience.PARTNER, Audience.FUNDER)):
        abort(400)
    return Audience(word), subject
