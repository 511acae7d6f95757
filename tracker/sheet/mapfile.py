"""The file of a mapping: a small TOML that people can read and change, to and from the noun."""

import json
import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker.columns import TABS, Column, Kind, Tab
from tracker.errors import FileError, SettingError
from tracker.intake.mapping import Part, SheetMapping
from tracker.intake.names import plain, suggestion
from tracker.wording import listing

LARGEST = 2**20
"""Bytes of the file: a mapping of all tabs takes a hundredth of it."""

_SOURCE, _WORDS, _PREFIX, _ONCE, _FIXED = "tabblad", "woorden", "code_begint_met", "elke_naam_een_keer", "vast"
_LIKE_THIS = "Maak een nieuw voorstel met: ew koppel"


def beside(path: Path) -> Path:
    """Where the mapping of a workbook stands: `lijst.xlsx` has `lijst.koppeling.toml` beside it."""
    return path.parent / f"{path.stem}.koppeling.toml"


def for_google(sheet_id: str) -> Path:
    """Where the mapping of a Google Sheet stands: in the folder of the settings, which is where `ew` is started."""
    return Path(f"{sheet_id}.koppeling.toml")


def read_mapping(path: Path) -> SheetMapping:
    """The mapping in a file. Raises SettingError when it cannot be had or has a mistake in it."""
    content = _content(path)
    parts: list[Part] = []
    for name, value in content.items():
        tab = _tab(path, name)
        rows = value if isinstance(value, list) else [value]
        for one in rows:
            if not isinstance(one, dict):
                raise _mistake(path, f"bij {name} hoort een blok", f"Schrijf [[{name}]] met de kolommen eronder.")
            parts.append(_part(path, tab, one))
        _only_one(path, tab, [part for part in parts if part.tab == tab.name])
    if not parts:
        raise _mistake(path, "er staat geen tabblad in", _LIKE_THIS)
    return SheetMapping(tuple(parts))


def _content(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _mistake(path, "het bestand is te groot", _LIKE_THIS)
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError:
        raise SettingError(
            f"De koppeling {path.name} kan niet worden gelezen.", "Kijk of het bestand er is, en of u het mag lezen."
        ) from None
    except UnicodeDecodeError:
        raise _mistake(path, "de letters zijn niet te lezen", "Sla het bestand op als tekst in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"regel {line.group(1)}" if line else "het einde"
        advice = 'Zet woorden tussen aanhalingstekens, zoals: Gemeente = "Woonplaats"'
        raise _mistake(path, f"{where} is niet goed geschreven", advice) from None
    except RecursionError:
        raise _mistake(path, "de blokken zijn te diep", _LIKE_THIS) from None


def _mistake(path: Path, what: str, advice: str) -> SettingError:
    return SettingError(f"In de koppeling {path.name} klopt iets niet: {what}.", advice)


def _tab(path: Path, name: str) -> Tab:
    for tab in TABS:
        if plain(name) in {plain(one) for one in (tab.title, *tab.other)}:
            return tab
    titles = [tab.title for tab in TABS]
    near = suggestion(name, titles)
    advice = f"Bedoelt u {near}?" if near else f"Kies uit {listing(titles, 'of')}."
    raise _mistake(path, f"het tabblad “{name}” kennen wij niet", advice)


def _only_one(path: Path, tab: Tab, parts: Sequence[Part]) -> None:
    """A tab with one row for each record comes from one place, or else records would be there twice."""
    if tab.unique and len(parts) > 1 and not all(part.once for part in parts):
        advice = f"Laat één blok [[{tab.title}]] staan. Zet de rijen in uw blad bij elkaar op één tabblad."
        raise _mistake(path, f"{tab.title} komt uit meer dan één tabblad", advice)


# --- One part --------------------------------------------------------------------------------------------------------


def _part(path: Path, tab: Tab, block: Mapping[str, Any]) -> Part:
    columns: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for key, value in block.items():
        if key in (_SOURCE, _WORDS, _PREFIX, _ONCE):
            continue
        column = _known_column(path, tab, key)
        if column.field in columns or column.field in fixed:
            raise _mistake(path, f"{column.heading} staat twee keer bij {tab.title}", "Haal er één weg.")
        if isinstance(value, str) and plain(value):
            columns[column.field] = value
        else:
            fixed[column.field] = _fixed_word(path, tab, column, value)
    part = Part(
        tab=tab.name,
        source=_text(path, tab, block, _SOURCE) or tab.title,
        columns=columns,
        fixed=fixed,
        words=_words(path, tab, block.get(_WORDS, {})),
        code_prefix=_prefix(path, tab, block),
        once=_once(path, tab, block),
    )
    _check_whole(path, part)
    return part


def _known_column(path: Path, tab: Tab, key: str) -> Column:
    for column in tab.columns:
        if plain(key) in {plain(one) for one in (column.heading, *column.other)}:
            if column.kind is Kind.NEVER_READ:
                raise _mistake(
                    path, f"{column.heading} is alleen voor mensen en lezen wij nooit", "Haal die regel weg."
                )
            return column
    headings = [column.heading for column in tab.read_columns]
    near = suggestion(key, headings)
    advice = f"Bedoelt u {near}?" if near else f"Kies uit {listing(headings, 'of')}."
    raise _mistake(path, f"{tab.title} heeft geen kolom “{key}”", advice)


def _fixed_word(path: Path, tab: Tab, column: Column, value: object) -> str:
    """The word that every row gets: one that the column takes."""
    word = value.get(_FIXED) if isinstance(value, dict) and set(value) == {_FIXED} else None
    if not isinstance(word, str) or not plain(word):
        name = _key(column.heading)
        advice = f'Schrijf {name} = "de kolom in uw blad", of {name} = {{ vast = "een woord" }}.'
        raise _mistake(path, f"wat bij {tab.title}, {column.heading} staat, lezen wij niet", advice)
    choices = column.choices
    if column.kind is Kind.CHOICE and choices and not choices.extended_by:
        known = {plain(name) for option in choices.options for name in (option.word, *option.other)}
        if plain(word) not in known:
            words = [option.word for option in choices.options]
            raise _mistake(path, f"{column.heading} kan niet “{word}” zijn", f"Kies uit {listing(words, 'of')}.")
    return word


def _text(path: Path, tab: Tab, block: Mapping[str, Any], key: str) -> str | None:
    value = block.get(key)
    if value is not None and (not isinstance(value, str) or not plain(value)):
        raise _mistake(path, f"{key} bij {tab.title} is geen tekst", f'Schrijf bijvoorbeeld: {key} = "Blad1"')
    return value


def _words(path: Path, tab: Tab, value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        advice = f'Schrijf onder [{tab.title}.{_WORDS}] bijvoorbeeld: "geplaatst" = "betaald werk"'
        raise _mistake(path, f"de woorden bij {tab.title} lezen wij niet", advice)
    return {plain(word): meaning for word, meaning in value.items()}


def _prefix(path: Path, tab: Tab, block: Mapping[str, Any]) -> str | None:
    prefix = _text(path, tab, block, _PREFIX)
    if prefix is not None and not re.fullmatch(r"[A-Za-z]{1,3}", prefix):
        raise _mistake(path, f"{_PREFIX} is “{prefix}”", f'Schrijf een tot drie letters: {_PREFIX} = "D"')
    return prefix.upper() if prefix else None


def _once(path: Path, tab: Tab, block: Mapping[str, Any]) -> bool:
    once = block.get(_ONCE, False)
    if not isinstance(once, bool):
        raise _mistake(path, f"{_ONCE} bij {tab.title} is geen true of false", f"Schrijf {_ONCE} = true.")
    if once and tab.name not in ("participants", "partners"):
        raise _mistake(path, f"{_ONCE} kan alleen bij Deelnemers en Partners", "Haal die regel weg.")
    return once


def _check_whole(path: Path, part: Part) -> None:
    """A part needs every column that must be filled, and each column of the sheet once."""
    tab = part.known
    needed = [one.heading for one in tab.read_columns if one.needed and one.field not in {*part.columns, *part.fixed}]
    if needed or not part.columns:
        what = f"bij {tab.title} ontbreekt {listing(needed)}" if needed else f"bij {tab.title} staat geen kolom"
        raise _mistake(path, what, "Zet erbij uit welke kolom van uw blad dat komt.")
    headings = [plain(name) for name in part.columns.values()]
    double = next((name for name in part.columns.values() if headings.count(plain(name)) > 1), None)
    if double:
        raise _mistake(
            path, f"bij {tab.title} wordt de kolom “{double}” twee keer gebruikt", "Gebruik elke kolom een keer."
        )
    if part.once and set(part.columns) != {tab.identity[0]}:
        advice = f"Laat bij dat blok alleen {tab.columns[0].heading} staan."
        raise _mistake(path, f"{_ONCE} gaat over één kolom met namen of codes", advice)


# --- Writing ---------------------------------------------------------------------------------------------------------

_TOP = """\
# Zo leest de tracker {source}.
# Links staat onze kolom, rechts de kolom in uw blad. Wat hier niet staat, lezen wij nooit.
# U mag dit bestand veranderen. Kijk daarna of het klopt met: ew controle
"""


def as_text(mapping: SheetMapping, source: str, doubtful: Mapping[int, Mapping[str, str]]) -> str:
    """The mapping of a sheet (its file name) as TOML.

    `doubtful` has, by the place of a part, columns that may be meant: they are written as remarks, so not used.
    """
    blocks = [_block(part, doubtful.get(place, {})) for place, part in enumerate(mapping.parts)]
    name = "".join(mark for mark in source if mark.isprintable())
    return "\n".join([_TOP.format(source=name), *blocks])


def _block(part: Part, doubtful: Mapping[str, str]) -> str:
    tab = part.known
    lines = [f"[[{_key(tab.title)}]]", f"{_SOURCE} = {_quoted(part.source)}"]
    lines += [f"{_PREFIX} = {_quoted(part.code_prefix)}"] if part.code_prefix else []
    lines += [f"{_ONCE} = true"] if part.once else []
    for column in tab.read_columns:
        name = _key(column.heading)
        if column.field in part.fixed:
            lines.append(f"{name} = {{ {_FIXED} = {_quoted(part.fixed[column.field])} }}")
        elif column.field in part.columns:
            lines.append(f"{name} = {_quoted(part.columns[column.field])}")
        elif column.field in doubtful:
            lines.append(f"# Bedoelt u dit? Haal dan het hekje weg: {name} = {_quoted(doubtful[column.field])}")
    if part.words:
        lines += ["", f"[{_key(tab.title)}.{_WORDS}]"]
        lines += [f"{_quoted(word)} = {_quoted(meaning)}" for word, meaning in part.words.items()]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted(text: str) -> str:
    """A basic string of TOML: the same as in JSON, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_mapping(path: Path, text: str, *, overwrite: bool) -> None:
    """Write the file of a mapping, beside its place first so that half a file is never left. Raises FileError."""
    if path.exists() and not overwrite:
        raise FileError(
            f"Het bestand {path.name} is er al.", "Kies met --naar een andere naam, of zet --overschrijf erbij."
        )
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        half.write_text(text, encoding="utf-8")
        half.replace(path)
    except OSError:
        raise FileError(
            f"Het bestand {path.name} kon niet worden geschreven.", "Kijk of de map er is en of u erin mag schrijven."
        ) from None
    finally:
        half.unlink(missing_ok=True)
