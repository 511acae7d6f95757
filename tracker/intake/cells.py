"""One cell becomes one value, or a reason why not, by the kind of its column."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from tracker.intake import dates, numbers
from tracker.choices import YES_NO, Choices
from tracker.columns import Column, Kind
from tracker.intake.findings import Problem
from tracker.intake.names import LIKENESS_OF_A_NAME, LIKENESS_OF_A_WORD, plain, suggestion
from tracker.intake.secrets import secret_in
from tracker.model import CellError, Percentage, Raw, Value
from tracker.wording import listing, number, short_date

MOST_HOURS = 60
MOST_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class Read:
    """One cell as read: the value (None when empty or refused) and what is to be said about it."""

    value: Value = None
    problem: Problem | None = None

    @property
    def refused(self) -> bool:
        """Whether something stands there that cannot be used."""
        return self.problem is not None and self.problem.refuses


EMPTY = Read()

Reader: TypeAlias = Callable[[Raw], Read]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that cells may refer to, by their plain form: `{"zorggroep de linde": "Zorggroep De Linde"}`.

    `figures` maps the plain names and codes of figures to their code, `additions` the field of a list that people
    extended to their words, `participants` holds the codes on `Deelnemers` (None before that tab is read). `grants`
    is None in a sheet without `Subsidies`: then any name will do.
    """

    today: date
    partners: Mapping[str, str] = field(default_factory=dict)
    grants: Mapping[str, str] | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    additions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    participants: frozenset[str] | None = None


def reader(column: Column, known: Known) -> Reader:
    """How the cells of a column are read. Texts that come back often are read once."""
    read = _READERS[column.kind](column, known)
    guard = _guard(column)
    seen: dict[str, Read] = {}

    def one(raw: Raw) -> Read:
        if raw is None:
            return EMPTY
        if isinstance(raw, str):
            found = seen.get(raw)
            if found is None:
                found = seen[raw] = guard(raw, _text(raw, read))
            return found
        if isinstance(raw, CellError):
            return Read(problem=Problem("celfout", {"found": raw.text}))
        return guard(raw, read(raw))

    return one


def shown(raw: Raw) -> str:
    """A cell as the sheet shows it, for a message."""
    if isinstance(raw, bool):
        return "WAAR" if raw else "ONWAAR"
    if isinstance(raw, datetime):
        return short_date(raw.date())
    if isinstance(raw, float):
        return number(raw) if abs(raw) < 1e15 else f"{raw:g}"
    if isinstance(raw, Percentage):
        return f"{number(raw.share * 100)}%"
    if isinstance(raw, CellError):
        return raw.text
    return raw or ""


def _text(raw: str, read: Reader) -> Read:
    return read(raw) if plain(raw) else EMPTY


_FREE_TEXT = frozenset({Kind.NAME, Kind.TEXT, Kind.SPELLINGS})


def _guard(column: Column) -> Callable[[Raw, Read], Read]:
    """A cell whose text would be kept or shown is refused when it holds a secret (rule 6 of the sheet)."""
    free = column.kind in _FREE_TEXT
    in_dates = column.kind in (Kind.DATE, Kind.PAST_DATE)

    def without_secret(raw: Raw, read: Read) -> Read:
        if not free and not read.refused:
            return read
        kind = secret_in(raw, in_dates)
        return Read(problem=Problem(kind)) if kind else read

    return without_secret


# --- Codes and names -------------------------------------------------------------------------------------------------

_CODE = re.compile(r"([A-Za-z]{1,3})\s?[-‐-–]?\s?0*(\d{1,5})")
_AS_WRITTEN = re.compile(r"[A-Z]{1,3}-\d{3,5}")
_CODE_IN_TEXT = re.compile(r"\b[A-Za-z]{1,3}-\d{3,5}\b")


def participant_code(text: str) -> str | None:
    """The code that a text stands for: `d-1`, `D001` and `D-001` are all `D-001`; None when it is no code."""
    match = _CODE.fullmatch(text.strip())
    if not match or len(re.sub(r"\D", "", text)) > 5:
        return None
    return f"{match.group(1).upper()}-{match.group(2).zfill(3)}"


def _code(column: Column, known: Known) -> Reader:
    def read(raw: Raw) -> Read:
        if isinstance(raw, float):
            return Read(problem=Problem("code_is_getal"))
        if not isinstance(raw, str):
            return Read(problem=Problem("code_onleesbaar"))
        if re.fullmatch(r"[\d\s.,]+", raw):
            return Read(problem=Problem("code_is_getal"))
        code = participant_code(raw)
        if code is None:
            return Read(problem=Problem("code_onleesbaar"))
        if known.participants is not None and code not in known.participants:
            return Read(problem=Problem("deelnemer_onbekend", {"code": code}))
        if not _AS_WRITTEN.fullmatch(raw.strip()):
            return Read(code, Problem("code_herschreven", {"code": code}))
        return Read(code)

    return read


def _name(column: Column, known: Known) -> Reader:
    def read(raw: Raw) -> Read:
        text = _typed_text(raw)
        if text is None:
            return Read(problem=Problem("tekst_werd_datum"))
        line = " ".join(text.split()) if column.kind is Kind.NAME else text.strip()
        if len(line) > column.longest:
            words = {"length": number(len(line)), "longest": number(column.longest)}
            return Read(problem=Problem("tekst_te_lang", words))
        if column.kind is Kind.TEXT and _CODE_IN_TEXT.search(line):
            return Read(problem=Problem("code_in_tekst"))
        return Read(line)

    return read


def _spellings(column: Column, known: Known) -> Reader:
    def read(raw: Raw) -> Read:
        text = _typed_text(raw)
        if text is None:
            return Read(problem=Problem("tekst_werd_datum"))
        return Read(tuple(" ".join(part.split()) for part in re.split(r"[;\n]", text) if plain(part)))

    return read


def _typed_text(raw: Raw) -> str | None:
    """Text as typed; a number that was typed as a name is that text; anything else is None."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, float) and numbers.is_whole(raw):
        return str(int(raw))
    return None


def _looked_up(names: Mapping[str, str], unknown: str, extra: Choices | None = None) -> Reader:
    """A cell that must hold one of these names, or one of the extra choices."""
    choices = {} if extra is None else _by_word(extra)

    def read(raw: Raw) -> Read:
        text = shown(raw)
        key = plain(text)
        if key in names:
            return Read(names[key])
        if key in choices:
            return Read(choices[key])
        words = [*names.values(), *(option.word for option in extra.options)] if extra else list(names.values())
        return Read(problem=Problem(unknown, {"hint": _meant(text, words, LIKENESS_OF_A_NAME)}))

    return read


def _partner(column: Column, known: Known) -> Reader:
    return _looked_up(known.partners, "partner_onbekend", column.choices)


def _grant(column: Column, known: Known) -> Reader:
    if known.grants is None:
        return _name(column, known)
    return _looked_up(known.grants, "subsidie_onbekend")


def _figure(column: Column, known: Known) -> Reader:
    return _looked_up(known.figures, "doel_onbekend")


_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def _email(column: Column, known: Known) -> Reader:
    def read(raw: Raw) -> Read:
        text = raw.strip() if isinstance(raw, str) else ""
        if len(text) > 254 or not _EMAIL.fullmatch(text):
            return Read(problem=Problem("e_mail_onleesbaar"))
        return Read(text.casefold())

    return read


# --- Choices ---------------------------------------------------------------------------------------------------------


def _by_word(choices: Choices, additions: tuple[str, ...] = ()) -> dict[str, str]:
    """The stored code for each word and synonym of a list, by its plain form."""
    words = {plain(word): word for word in additions}
    for option in choices.options:
        words |= {plain(word): option.code for word in (option.word, *option.other)}
    return words


def _meant(text: str, words: list[str], likeness: int) -> str:
    near = suggestion(text, words, likeness)
    return f"Bedoelt u “{near}”? " if near else ""


def _chooser(column: Column, known: Known) -> Callable[[str], Read]:
    """How one word is looked up in the list of a column."""
    choices = column.choices
    assert choices is not None, f"{column.heading} has a choice but no list"
    additions = known.additions.get(choices.extended_by or "", ())
    codes = _by_word(choices, additions)
    words = [*(option.word for option in choices.options), *additions]

    def choose(text: str) -> Read:
        code = codes.get(plain(text))
        if code is not None:
            return Read(code)
        details = {"found": text, "hint": _meant(text, words, LIKENESS_OF_A_WORD)}
        if choices.extended_by:
            return Read(problem=Problem("keuze_niet_in_lijst", details))
        return Read(problem=Problem("keuze_onbekend", {**details, "choices": listing(words, "of")}))

    return choose


def _choice(column: Column, known: Known) -> Reader:
    if column.choices and not column.choices.options and not known.additions.get(column.choices.extended_by or ""):
        return _name(column, known)  # A list that nobody wrote down cannot be chosen from.
    choose = _chooser(column, known)
    return lambda raw: choose(shown(raw))


def _several(column: Column, known: Known) -> Reader:
    choose = _chooser(column, known)

    def read(raw: Raw) -> Read:
        parts = [choose(part.strip()) for part in re.split(r"[;,\n]", shown(raw)) if plain(part)]
        wrong = next((part.problem for part in parts if part.refused), None)
        if wrong:
            return Read(problem=wrong)
        return Read(tuple(dict.fromkeys(str(part.value) for part in parts)))

    return read


def _yes_no(column: Column, known: Known) -> Reader:
    words = _by_word(YES_NO)

    def read(raw: Raw) -> Read:
        if isinstance(raw, bool):
            return Read(raw)
        code = words.get(plain(shown(raw)))
        if code is None:
            return Read(problem=Problem("keuze_onbekend", {"choices": "ja of nee"}))
        return Read(code == "yes")

    return read


# --- Dates and numbers -----------------------------------------------------------------------------------------------


def _date(column: Column, known: Known) -> Reader:
    past_only = column.kind is Kind.PAST_DATE

    def read(raw: Raw) -> Read:
        if isinstance(raw, datetime):
            found = dates.date_from_moment(raw)
        elif isinstance(raw, str):
            found = dates.date_from_text(raw)
        elif isinstance(raw, float):
            found = dates.date_from_number(raw)
        else:
            found = dates.ReadDate(None, Problem("datum_onleesbaar"))
        if past_only and found.day and found.day > known.today:
            return Read(found.day, Problem("datum_in_de_toekomst", {"read": short_date(found.day)}))
        return Read(found.day, found.problem)

    return read


def _number(raw: Raw) -> Read:
    """A number, whatever its column asks of it."""
    if isinstance(raw, float):
        return Read(raw)
    if isinstance(raw, str):
        value = numbers.number_from_text(raw)
        if value is not None:
            return Read(value)
        value = numbers.number_before_unit(raw)
        if value is not None:
            return Read(value, Problem("getal_met_woorden", {"read": number(value)}))
    return Read(problem=Problem("getal_onleesbaar"))


def _ranged(least: int, most: int, whole: bool) -> Reader:
    bounds = {"least": number(least), "most": number(most)}

    def read(raw: Raw) -> Read:
        found = _number(raw)
        value = found.value
        if not isinstance(value, float):
            return found
        if not least <= value <= most:
            return Read(problem=Problem("getal_buiten_grens", bounds))
        if not whole:
            return found
        if not numbers.is_whole(value):
            return Read(problem=Problem("getal_niet_heel"))
        return Read(int(value), found.problem)

    return read


def _hours(column: Column, known: Known) -> Reader:
    return _ranged(0, MOST_HOURS, whole=False)


def _count(column: Column, known: Known) -> Reader:
    return _ranged(0, MOST_COUNT, whole=True)


def _score(column: Column, known: Known) -> Reader:
    return _ranged(1, 5, whole=True)


_SHARE = re.compile(r"([\d.,]+)\s?%")


def _amount(column: Column, known: Known) -> Reader:
    count = _ranged(0, MOST_COUNT, whole=True)

    def read(raw: Raw) -> Read:
        share = raw.share if isinstance(raw, Percentage) else None
        if isinstance(raw, str) and (match := _SHARE.fullmatch(raw.strip())):
            typed = numbers.number_from_text(match.group(1))
            share = None if typed is None else typed / 100
        if share is not None:
            if not 0 <= share <= 1:
                return Read(problem=Problem("streefwaarde_onleesbaar"))
            return Read(f"{share * 100:.6g}%")
        found = count(raw)
        if isinstance(found.value, int):
            return Read(str(found.value), found.problem)
        return Read(problem=Problem("streefwaarde_onleesbaar"))

    return read


_READERS: Mapping[Kind, Callable[[Column, Known], Reader]] = {
    Kind.CODE: _code,
    Kind.DATE: _date,
    Kind.PAST_DATE: _date,
    Kind.NAME: _name,
    Kind.TEXT: _name,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.PARTNER: _partner,
    Kind.SPELLINGS: _spellings,
    Kind.YES_NO: _yes_no,
    Kind.HOURS: _hours,
    Kind.COUNT: _count,
    Kind.SCORE: _score,
    Kind.AMOUNT: _amount,
    Kind.FIGURE: _figure,
    Kind.GRANT: _grant,
    Kind.EMAIL: _email,
}
