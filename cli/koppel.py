"""`ew koppel`: adopts a sheet of another shape by a mapping."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json, overwrite

if TYPE_CHECKING:
    from tracker.intake.leftover import NotRead
    from tracker.intake.mapping import Part
    from tracker.intake.proposal import Proposal, ProposedColumn, ProposedPart
    from tracker.settings import Settings


@click.command(
    cls=DutchCommand,
    help="Bekijk een blad met andere tabbladen en kolommen, en stel voor hoe wij het lezen. Zegt u ja? Dan schrijven "
    "wij het voorstel in een klein bestand: naast uw Excel-bestand, of bij een Google-blad in deze map. `ew controle` "
    "en `ew sync` gebruiken dat daarna. Aan uw blad verandert niets. Van een Google-blad lezen wij eerst alleen de "
    "kolomnamen, en daarna alleen de kolommen waarvan wij de naam herkennen. Zonder BRON nemen wij het blad uit "
    "EW_SOURCE.",
    example="ew koppel sample_sheets/ander_breed.xlsx --naar breed.koppeling.toml --ja",
)
@click.argument("source", metavar="[BRON]", required=False)
@click.option(
    "--naar",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAD",
    help="Schrijf de koppeling hier, en niet op de vaste plaats.",
)
@click.option("--ja", "agreed", is_flag=True, help="Schrijf de koppeling zonder te vragen.")
@overwrite
@as_json
def command(source: str | None, target: Path | None, agreed: bool, overwrite: bool, as_json: bool) -> None:
    """Show what is proposed, ask, and write the mapping."""
    from cli.output import news, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    chosen = wiring.source_of(settings, source)
    looked = _propose(settings, chosen)
    proposal, place = looked.proposal, target or wiring.mapping_place(chosen)
    if not as_json:
        _show(proposal)
        _show_headings_only(looked)
    may_write = bool(proposal.parts) and (agreed or (not as_json and _agrees(place, overwrite)))
    if may_write:
        actions.write_proposal(proposal, looked.title, place, overwrite=overwrite)
    if as_json:
        say_json(_as_json(looked, place if may_write else None))
    elif may_write:
        click.echo(f"\nDe koppeling staat in {place}.")
        for sentence in _what_is_next(looked, place, target is not None, source):
            click.echo(sentence)
    elif proposal.parts:
        news("Er is niets geschreven.")


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was looked at: `name` is the path or the Google id, `title` what people call the sheet."""

    proposal: "Proposal"
    name: str
    title: str
    at_google: bool


def _propose(settings: "Settings", source: str) -> _Looked:
    from cli.output import working
    from tracker import actions, wiring

    terms = actions.Terms(wiring.clock(settings), settings.consent_is_ground)
    with working() as tell:
        if wiring.is_google(source):
            tops = wiring.google_tops(settings, source)
            proposal = actions.propose_google_mapping(tops, terms, tell)
            return _Looked(proposal, tops.sheet_id, f"het Google-blad “{tops.title}”", at_google=True)
        path = Path(source)
        return _Looked(actions.propose_mapping(path, terms, tell), str(path.absolute()), path.name, at_google=False)


def _what_is_next(looked: _Looked, place: Path, elsewhere: bool, source: str | None) -> Iterator[str]:
    """How the mapping is used: by itself in its own place, and by a setting in any other."""
    setting = f"EW_KOPPELING={quote(str(place.absolute() if looked.at_google else place))}"
    if elsewhere:
        yield f"Zet {setting} in uw instellingen."
    elif looked.at_google:
        yield "Wij vinden dit bestand als u ew in deze map start. Start u ew elders? Zet dan in uw instellingen:"
        yield f"  {setting}"
    yield f"Controleer nu het blad met: ew controle{f' {quote(source)}' if source else ''}"


def _agrees(place: Path, overwrite: bool) -> bool:
    """Whether the user says ja; a file that is there already is not asked about, because it stays."""
    from cli.output import news

    if place.exists() and not overwrite:
        news(f"\n{place.name} is er al en blijft zoals het is. Vervangen? Zet --overschrijf erbij.")
        return False
    click.echo(err=True)
    answer = click.prompt(
        f"Zullen wij dit bewaren in {place.name}? [ja/nee]", default="nee", show_default=False, err=True
    )
    return str(answer).strip().casefold() in ("j", "ja")


# --- For people -------------------------------------------------------------------------------------------------------


def _show(proposal: "Proposal") -> None:
    """By known tab where it comes from, then what is not read and what stays empty."""
    from cli.output import heading, paragraph
    from tracker.wording import listing

    for one in proposal.parts:
        _show_part(one)
    if proposal.already:
        heading("Dit lezen wij al")
        paragraph(f"{listing(proposal.already)}: hier is geen koppeling voor nodig.", indent="  ")
    _show_not_read(proposal.not_read)
    _show_missing(proposal)


def _show_part(one: "ProposedPart") -> None:
    from cli.output import heading, paragraph, table

    part = one.part
    said = "".join(f" ({word})" for word in part.fixed.values())
    heading(f"{part.known.title}{said}, uit het tabblad “{part.source}”")
    rows = [_row(part, column, "") for column in one.columns]
    rows += [(part.known.column(name).heading, "altijd", "vast woord", word) for name, word in part.fixed.items()]
    rows += [_row(part, column, "bedoelt u dit?") for column in one.doubtful]
    table(rows, titles=("onze kolom", "uw kolom", "wat erin staat", "bijvoorbeeld"))
    for sentence in _remarks(part):
        paragraph(sentence, indent="  ")
    if one.doubtful:
        paragraph("Bij “bedoelt u dit?” lezen wij niets, tot u in de koppeling het hekje weghaalt.", indent="  ")


def _row(part: "Part", column: "ProposedColumn", doubt: str) -> tuple[str, str, str, str]:
    name = part.known.column(column.field).heading
    return name, f"{column.heading} ({column.letter})", column.content, doubt or column.example or ""


def _remarks(part: "Part") -> Iterator[str]:
    if part.code_prefix:
        yield f"Een nummer zoals 12 wordt de code {part.code_prefix}-012."
    if part.once:
        what, who = ("naam", "partner") if part.tab == "partners" else ("code", "deelnemer")
        yield f"Elke {what} in deze kolom wordt één keer een {who}."
    if part.words:
        yield f"Woorden: {', '.join(f'“{word}” betekent {meaning}' for word, meaning in part.words.items())}."


def _show_not_read(left: "tuple[NotRead, ...]") -> None:
    from cli.output import heading, paragraph, table

    if not left:
        return
    heading("Dit lezen wij niet")
    columns = [one for one in left if one.heading]
    table(
        [(one.title, f"{one.heading} ({one.letter})", one.why) for one in columns], titles=("tabblad", "kolom", "omdat")
    )
    for one in left:
        if one.heading is None:
            paragraph(f"Het hele tabblad “{one.title}”: {one.why}.", indent="  ", first="  ")


def _show_missing(proposal: "Proposal") -> None:
    from cli.output import heading, paragraph
    from tracker.wording import listing

    if not proposal.missing and not any(proposal.unfilled.values()):
        return
    heading("Dit vonden wij niet")
    for title in proposal.missing:
        paragraph(f"Het tabblad {title}. Zonder dit tabblad kunnen wij het blad niet lezen.", indent="  ", first="  ")
    for title, headings in proposal.unfilled.items():
        if headings:
            paragraph(f"{title}: {listing(headings)}.", indent="    ", first="  ")


def _show_headings_only(looked: _Looked) -> None:
    """What we did not look at, so that nobody thinks that we did."""
    from cli.output import heading, paragraph

    if not looked.at_google:
        return
    heading("Dit bekeken wij")
    paragraph(
        "De kolomnamen, en verder alleen de kolommen waarvan wij de naam herkennen. Wat in de andere kolommen staat, "
        "bewaren en tonen wij niet. Hoort er toch een kolom bij? Die kunt u zelf invullen in het bestand.",
        indent="  ",
        first="  ",
    )


# --- For other programs -----------------------------------------------------------------------------------------------


def _as_json(looked: _Looked, written: Path | None) -> dict[str, object]:
    proposal = looked.proposal
    return {
        "source": looked.name,
        "parts": [_part_as_json(one) for one in proposal.parts],
        "already": list(proposal.already),
        "not_read": [
            {"tab": one.title, "heading": one.heading, "letter": one.letter, "why": one.why}
            for one in proposal.not_read
        ],
        "unfilled": {title: list(headings) for title, headings in proposal.unfilled.items()},
        "missing": list(proposal.missing),
        "written": str(written.absolute()) if written else None,
    }


def _part_as_json(one: "ProposedPart") -> dict[str, object]:
    part = one.part
    columns = [(column, True) for column in one.columns] + [(column, False) for column in one.doubtful]
    return {
        "tab": part.known.title,
        "from": part.source,
        "columns": [
            {
                "column": part.known.column(column.field).heading,
                "heading": column.heading,
                "letter": column.letter,
                "content": column.content,
                "example": column.example,
                "used": used,
            }
            for column, used in columns
        ],
        "fixed": {part.known.column(name).heading: word for name, word in part.fixed.items()},
        "words": dict(part.words),
        "code_prefix": part.code_prefix,
        "each_name_once": part.once,
    }
