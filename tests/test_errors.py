"""Every error that a user can meet says what happened and what to do, wherever in the code it is made."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import click
import pytest
from werkzeug.exceptions import default_exceptions

import cli
import tracker
from cli.commands import COMMANDS
from cli.commands import ew as whole_program
from tests.conftest import ROOT, Run
from tracker.errors import TrackerError
from tracker.intake.findings import CATALOGUE, FindingKind
from tracker.store import trouble
from tracker.web import failures

DOES = frozenset(
    """
    Begin Bekijk Bewaar Controleer Deel Doe Draai Ga Geef Gebruik Haal Herstel Installeer Kies Kijk Laad Laat Lees Maak
    Meld Neem Noem Open Pas Probeer Schrijf Sla Sluit Splits Start Stop Typ Verander Voeg Voer Vraag Vul Wacht Wijs Zeg
    Verhoog Zet Zie Zoek
    """.split()  # noqa: SIM905 - a list of quoted words is harder to read.
)
"""The words with which a Dutch sentence asks someone to do something."""

_PASSED_ON = {("last.what", "last.advice"), ("error.what", "error.advice"), ("*words",)}
"""Sites that pass on the words of another error, or one of a table that is tested below."""


def _modules() -> Iterator[ModuleType]:
    for package in (cli, tracker):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in found.name:
                yield importlib.import_module(found.name)


def _kinds(kind: type[TrackerError]) -> Iterator[str]:
    yield kind.__name__
    for below in kind.__subclasses__():
        yield from _kinds(below)


@dataclass(frozen=True, slots=True)
class Site:
    """A place where an error is made: its words as far as the code says them, … for what is filled in."""

    where: str
    what: tuple[str, ...]
    advice: tuple[str, ...]


class _Reader(ast.NodeVisitor):
    """Finds the sites of one module."""

    def __init__(self, module: ModuleType, kinds: frozenset[str]) -> None:
        self.module, self.kinds = module, kinds
        self.sites: list[Site] = []
        self.lost: list[str] = []
        self._around: list[ast.AST] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._around.append(node)
        self.generic_visit(node)
        self._around.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.kinds:
            return
        given = [one for one in node.args if not ast.unparse(one).startswith("Trouble.")][:2]
        if tuple(map(ast.unparse, given)) in _PASSED_ON or "tries > 1" in ast.unparse(node):
            return
        if len(given) == 1 and isinstance(given[0], ast.Starred):
            pair = getattr(self.module, ast.unparse(given[0].value), None)
            texts: list[tuple[str, ...]] = [(str(one),) for one in pair] if pair else []
        else:
            texts = [tuple(self._texts(one)) for one in given]
        where = f"{self.module.__name__}:{node.lineno}"
        if len(texts) < 2 or not all(texts):
            self.lost.append(where)
        else:
            self.sites.append(Site(where, texts[0], texts[1]))

    def _texts(self, node: ast.expr) -> Iterator[str]:
        """What an expression can say."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(str(one.value) if isinstance(one, ast.Constant) else self._filled(one) for one in parts)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                yield from (a + b for a in self._texts(left) or ["…"] for b in self._texts(right) or ["…"])
            case ast.IfExp(body=body, orelse=other):
                yield from (*self._texts(body), *self._texts(other))
            case ast.Name(id=name):
                constant = getattr(self.module, name, None)
                yield from ([constant] if isinstance(constant, str) else self._assigned(name))

    def _filled(self, node: ast.expr) -> str:
        """What stands between braces: a constant of the module, or something of the moment."""
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        constant = getattr(self.module, inner.id, None) if isinstance(inner, ast.Name) else None
        return constant if isinstance(constant, str) else "…"

    def _assigned(self, name: str) -> Iterator[str]:
        """What a variable of the function around it can be."""
        for around in self._around[-1:]:
            for node in ast.walk(around):
                if isinstance(node, ast.Assign) and any(ast.unparse(one) == name for one in node.targets):
                    yield from self._texts(node.value)


def _read() -> tuple[list[Site], list[str]]:
    modules = [*_modules()]
    kinds = frozenset(_kinds(TrackerError))
    sites, lost = [], []
    for module in modules:
        reader = _Reader(module, kinds)
        reader.visit(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))
        sites.extend(reader.sites)
        lost.extend(reader.lost)
    return sites, lost


SITES, LOST = _read()


def test_the_words_of_every_error_can_be_read_from_the_code() -> None:
    assert len(SITES) > 120
    # Two tell who changes a table in the code what is missing there, and one lists what is on a tab.
    assert {place.rpartition(":")[0] for place in LOST} <= {
        "tracker.columns",
        "tracker.dictionary",
        "tracker.actions.publish",
        "tracker.sheet.mapfile",
    }


@pytest.mark.parametrize("site", SITES, ids=lambda site: f"{site.where.partition(':')[0]}-{site.what[0][:30]}")
def test_an_error_says_what_happened_and_what_to_do(site: Site) -> None:
    for what in site.what:
        assert re.match(r"[A-Z0-9“…-]", what), what
        assert what.endswith((".", "…")), what
    for advice in site.advice:
        _is_advice(advice)


def _is_advice(advice: str) -> None:
    """A sentence that asks to do something; it ends as a sentence, or with what is to be typed."""
    if re.fullmatch(r"[… ]+", advice):
        return  # The words of another error, that has a site of its own.
    advice = advice.removeprefix("…")
    begins = {re.split(r"\W", sentence, maxsplit=1)[0] for sentence in re.split(r"(?<=[.?:]) ", advice)}
    asks = begins & DOES or re.search(r"\b(dan|eerst|nog eens|ziet u met)\b|^U hoeft niets te doen", advice)
    assert asks, advice
    command = re.search(r": (ew|make|python|chmod|--)[^.]*.*$", advice)
    assert advice.endswith((".", "?", "…")) or command, advice


def test_every_trouble_of_the_database_has_its_two_sentences() -> None:
    pairs = [one for one in vars(trouble).values() if isinstance(one, tuple) and len(one) == 2]
    told = [pair for pair in pairs if all(isinstance(one, str) for one in pair)]
    assert len(told) > 15
    for what, advice in told:
        assert what.endswith(".")
        _is_advice(advice)


def test_a_command_that_an_error_tells_to_type_exists() -> None:
    named = {
        name
        for site in SITES
        for advice in site.advice
        for name in re.findall(r"(?:[:,]|[Tt]yp|met|dan) ew ([a-z]+)", advice)
    }
    assert named
    assert named <= set(COMMANDS)
    assert ROOT.is_dir()


# --- What is wrong in the sheet, on a page, and as typed --------------------------------------------------------------


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.code)
def test_a_finding_ends_with_what_to_do(kind: FindingKind) -> None:
    _is_advice(re.sub(r"\{\w+\}", "…", kind.advice.replace("{hint}", "")))


def test_a_page_for_an_error_ends_with_what_to_do() -> None:
    told = {status: failures.failure_of(status) for status in (*default_exceptions, 599)}
    assert len(told) > 20
    for failure in (*told.values(), failures.OTHER_FORM):
        assert failure.what.endswith(".")
        _is_advice(failure.advice)


def _mistakes() -> Iterator[tuple[str, ...]]:
    """What can be typed wrong, for every command and every option that it has."""
    for path, command in _tree((), whole_program):
        yield (*path, "--bestaat-niet")
        if isinstance(command, click.Group):
            yield (*path, "bestaat-niet")
            if path and not command.invoke_without_command:
                yield path
            continue
        yield (*path, *["D-001"] * 9)
        for param in command.params:
            if isinstance(param, click.Option) and not param.is_flag and param.name != "help":
                yield (*path, param.opts[0])
                if not isinstance(param.type, click.Path | type(click.STRING)):
                    yield (*path, param.opts[0], "§")


def _tree(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from _tree((*path, name), below)


@pytest.mark.parametrize("words", [*_mistakes()], ids=" ".join)
def test_a_command_that_was_typed_wrong_ends_with_what_to_do(ew: Run, words: tuple[str, ...]) -> None:
    answer = ew(*words)
    assert (answer.code, answer.out) == (2, "")
    what, advice = answer.err.splitlines()
    assert what.endswith((".", "?")), what
    _is_advice(advice)
