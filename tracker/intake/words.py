"""The columns of codes, names and words: how a text in them becomes a value, by the lists that it may come from."""

import re
from collections.abc import Callable, Mapping

from tracker.choices import YES_NO, Choices
from tracker.columns import Column, Kind
from tracker.intake import dates, numbers
from tracker.intake.findings import Problem
from tracker.intake.known import LONGEST_SHOWN, Known, Read, Reader, shown
from tracker.intake.municipalities import OTHER_NAMES
from tracker.intake.names import Near, clean, plain
from tracker.model import Raw
from tracker.wording import listing, number, short_date

# --- Codes and names -------------------------------------------------------------------------------------------------

_CODE = re.compile(r"([A-Za-z]{1,3}) ?[-\u2010-\u2015\u2212_.]? ?(\d{1,5})", re.ASCII)
_BARE_NUMBER = re.compile(r"[\d\s.,]+")
_CODES_IN_TEXT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,3} ?[-\u2010-\u2015\u2212]? ?\d{1,5}(?![A-Za-z0-9])", re.ASCII)


def participant_code(text: str) -> str | None:
    """The code that a text stands for: `d-1`, `D001` and `D-001` are all `D-001`; None when it is no code."""
    match = _CODE.fullmatch(clean(text[:LONGEST_SHOWN]))
    if not match:
        return None
    return f"{match.group(1).upper()}-{(match.group(2).lstrip('0') or '0').zfill(3)}"


def code_reader(_column: Column, known: Known) -> Reader:
    """The code of a participant; where that tab was read, of one who stands on it."""

    def read(raw: Raw) -> Read:
        if not isinstance(raw, str):
            return Read(problem=Problem("code_is_getal" if isinstance(raw, float) else "code_onleesbaar"))
        code = participant_code(raw)
        if code is None:
            return Read(problem=Problem("code_is_getal" if _BARE_NUMBER.fullmatch(raw) else "code_onleesbaar"))
        if known.participants is not None and code not in known.participants:
            return Read(problem=Problem("deelnemer_onbekend", {"code": code}))
        return Read(code) if clean(raw) == code else Read(code, Problem("code_herschreven", {"code": code}))

    return read


_CODE_IN_FULL = re.compile(r"[A-Za-z]{1,3}-\d{3,5}", re.ASCII)


def _naming(known: Known) -> Callable[[str], bool]:
    """Whether a text names a participant: by a code of the sheet in any spelling, or by what must be one."""

    def names_someone(text: str) -> bool:
        for match in _CODES_IN_TEXT.finditer(text):
            code = participant_code(match.group()) or ""
            if code in known.codes or (
                _CODE_IN_FULL.fullmatch(match.group()) and code.split("-")[0] in known.code_starts
            ):
                return True
        return False

    return names_someone


def name_reader(column: Column, known: Known) -> Reader:
    """A name or text of people's own, as typed but for its spaces, without the code of a participant."""
    longest, one_line, names_someone = column.longest, column.kind is not Kind.TEXT, _naming(known)

    def read(raw: Raw) -> Read:
        text = _typed_text(raw)
        if text is None:
            return Read(problem=Problem("tekst_werd_datum"))
        line = _spaced(text) if one_line else "\n".join(_spaced(part) for part in text.strip().splitlines())
        if len(line) > longest:
            return Read(problem=Problem("tekst_te_lang", {"length": number(len(line)), "longest": number(longest)}))
        if names_someone(line):
            return Read(problem=Problem("code_in_tekst"))
        return Read(line, _doubt_about_number(raw))

    return read


_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def _spaced(text: str) -> str:
    """The text as typed with single spaces, and nothing that nobody sees around it."""
    return " ".join(text.strip(_UNSEEN).split()).strip(_UNSEEN)


def _doubt_about_number(raw: Raw) -> Problem | None:
    """In a column of text, a number that counts as a day probably was a date, or a code, before its cell changed it."""
    if not isinstance(raw, float):
        return None
    day = dates.day_of_serial(raw)
    return Problem("tekst_werd_getal", {"read": short_date(day)}) if day else None


MOST_SPELLINGS = 25
"""A cell with other names of a partner may be as long as so many names of the greatest length."""


def spellings_reader(column: Column, known: Known) -> Reader:
    """Several names, with `;` or a line break between; each as long as a name may be."""
    names_someone = _naming(known)
    most = MOST_SPELLINGS * column.longest

    def read(raw: Raw) -> Read:
        text = _typed_text(raw)
        if text is None:
            return Read(problem=Problem("tekst_werd_datum"))
        if len(text) > most:
            return Read(problem=Problem("tekst_te_lang", {"length": number(len(text)), "longest": number(most)}))
        names = tuple(dict.fromkeys(_spaced(part) for part in re.split(r"[;\n]", text) if plain(part)))
        known.effort.named(len(names))
        longest = max(map(len, names), default=0)
        if longest > column.longest:
            words = {"length": number(longest), "longest": number(column.longest)}
            return Read(problem=Problem("tekst_te_lang", words))
        if any(map(names_someone, names)):
            return Read(problem=Problem("code_in_tekst"))
        return Read(names or None)

    return read


def _typed_text(raw: Raw) -> str | None:
    """Text as typed; a number that was typed as a name is that text; anything else is None."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float) and numbers.is_whole(raw) and abs(raw) < 1e15:
        return str(int(raw))
    return None


def _looked_up(names: Mapping[str, str], unknown: str, extra: Choices | None = None) -> Reader:
    """A cell that must hold one of these names, or one of the extra choices."""
    codes = dict(names) if extra is None else _by_word(extra) | dict(names)
    near = Near(dict(names) if extra is None else {one.word: one.word for one in extra.options} | dict(names))

    def read(raw: Raw) -> Read:
        text = shown(raw)
        code = codes.get(plain(text))
        return Read(code) if code else Read(problem=Problem(unknown, {"hint": _meant(text, near)}))

    return read


def partner_reader(column: Column, known: Known) -> Reader:
    """A partner by its name or another spelling, or one of the choices of the column."""
    if known.partners is not None:
        return _looked_up(known.partners, "partner_onbekend", column.choices)
    choices, name = _by_word(column.choices) if column.choices else {}, name_reader(column, known)
    return lambda raw: Read(choices[plain(shown(raw))]) if plain(shown(raw)) in choices else name(raw)


def grant_reader(column: Column, known: Known) -> Reader:
    """A grant of the tab `Subsidies`; without that tab any name."""
    if known.grants is None:
        return name_reader(column, known)
    return _looked_up(known.grants, "subsidie_onbekend")


def figure_reader(_column: Column, known: Known) -> Reader:
    """A figure by its name or code."""
    return _looked_up(known.figures, "doel_onbekend")


_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def email_reader(_column: Column, _known: Known) -> Reader:
    """An e-mail address, in lower case."""

    def read(raw: Raw) -> Read:
        text = clean(raw) if isinstance(raw, str) and len(raw) < LONGEST_SHOWN else ""
        if len(text) > 254 or not _EMAIL.fullmatch(text):
            return Read(problem=Problem("e_mail_onleesbaar"))
        return Read(text.casefold())

    return read


# --- Choices ---------------------------------------------------------------------------------------------------------


def _by_word(choices: Choices, additions: tuple[str, ...] = ()) -> dict[str, str]:
    """The stored code for each word and synonym of a list, by its plain form."""
    words = {plain(word): word for word in sorted(additions, reverse=True)}
    for option in choices.options:
        words |= {plain(word): option.code for word in (option.word, *option.other)}
    return words


def _meant(text: str, near: Near) -> str:
    name = near.suggestion(text)
    return f"Bedoelt u “{name}”? " if name else ""


def _chooser(column: Column, known: Known) -> Callable[[str], Read]:
    """How one word is looked up in the list of a column."""
    choices = column.choices
    assert choices is not None, f"{column.heading} has a choice but no list"
    additions = known.additions.get(choices.extended_by or "", ())
    codes = _by_word(choices, additions)
    if choices.extended_by == "municipality":
        codes = {plain(other): name for other, name in OTHER_NAMES.items() if name in additions} | codes
    words = [*(option.word for option in choices.options), *additions]
    near = Near(words)
    unknown = "keuze_niet_in_lijst" if choices.extended_by else "keuze_onbekend"

    def choose(text: str) -> Read:
        code = codes.get(plain(text))
        if code is not None:
            return Read(code)
        details = {"found": text, "hint": _meant(text, near), "choices": listing(words, "of")}
        return Read(problem=Problem(unknown, details))

    return choose


def choice_reader(column: Column, known: Known) -> Reader:
    """One word of the list of the column."""
    if takes_any_name(column, known):
        return name_reader(column, known)  # A list that nobody wrote down cannot be chosen from.
    choose = _chooser(column, known)
    return lambda raw: choose(shown(raw))


def several_reader(column: Column, known: Known) -> Reader:
    """Several words of the list of the column, with `;`, `,` or a line break between; all good, or none is used."""
    choose = _chooser(column, known)

    def read(raw: Raw) -> Read:
        parts = [one for piece in shown(raw).split(";") if plain(piece) for one in _one_or_more(piece, choose)]
        wrong = next((part.problem for part in parts if part.refused), None)
        if wrong or not parts:
            return Read(problem=wrong or choose(shown(raw)).problem)
        return Read(tuple(dict.fromkeys(str(part.value) for part in parts)))

    return read


def _one_or_more(piece: str, choose: Callable[[str], Read]) -> list[Read]:
    """The words of a piece; a comma or line break stands between words, unless a word has one in it."""
    whole = choose(piece.strip())
    parts = [part.strip() for part in re.split(r"[,\n]", piece) if plain(part)]
    return [choose(part) for part in parts] if whole.refused and len(parts) > 1 else [whole]


_YES_OR_NO = tuple(option.word for option in YES_NO.options)


def yes_no_reader(_column: Column, _known: Known) -> Reader:
    """Ja or nee, or a box that was ticked."""
    words = _by_word(YES_NO)

    def read(raw: Raw) -> Read:
        if isinstance(raw, bool):
            return Read(raw)
        code = words.get(plain(shown(raw)))
        if code is None:
            return Read(problem=Problem("keuze_onbekend", {"choices": listing(_YES_OR_NO, "of")}))
        return Read(code == "yes")

    return read


def takes_any_name(column: Column, known: Known) -> bool:
    """Whether a column of names has no list: the tab or the words to choose from are not there."""
    if column.kind in (Kind.GRANT, Kind.PARTNER):
        return (known.grants if column.kind is Kind.GRANT else known.partners) is None
    choices = column.choices
    listed = choices is None or choices.options or known.additions.get(choices.extended_by or "")
    return column.kind is Kind.CHOICE and not listed
