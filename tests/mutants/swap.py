"""Two ways to put a mutant in the place of the code: in functions that are there already, or at import."""

import gc
import importlib.abc
import importlib.machinery
import importlib.util
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutants.operators import mutated


def swap(file: str, number: int) -> bool:
    """Give the functions of a module that is imported the code of a mutant.

    False when that cannot be done whole: nothing in a function changes, or one that is there already holds on to other
    variables around it than the mutant does.
    """
    path = Path(file).resolve()
    source = path.read_text("utf-8")
    before, after = (_codes(compile(code, str(path), "exec")) for code in (source, mutated(source, number)))
    pairs: list[tuple[FunctionType, CodeType]] = []
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(path):
            key = _key(thing.__code__)
            olds, news = before[key], after[key]
            if thing.__code__ not in olds or len(olds) != len(news):
                return False
            pairs.append((thing, news[olds.index(thing.__code__)]))
        elif isinstance(thing, _lru_cache_wrapper):
            thing.cache_clear()
    changed = [(function, code) for function, code in pairs if code != function.__code__]
    if any(code.co_freevars != function.__code__.co_freevars for function, code in changed):
        return False
    for function, code in changed:
        function.__code__ = code
    return bool(changed)


def _codes(module: CodeType) -> dict[tuple[str, int], list[CodeType]]:
    """All code of a module by name and line; several where a line holds several lambdas."""
    found: dict[tuple[str, int], list[CodeType]] = defaultdict(list)
    for code in _inside(module):
        found[_key(code)].append(code)
    return found


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


class InItsPlace(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant to whoever imports the module."""

    def __init__(self, file: str, number: int) -> None:
        self.path = Path(file).resolve()
        self.name = ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")
        self.code: CodeType = compile(mutated(self.path.read_text("utf-8"), number), str(self.path), "exec")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The mutant, for its own name only."""
        if fullname != self.name:
            return None
        within = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=self, submodule_search_locations=within
        )

    def exec_module(self, module: ModuleType) -> None:
        """Run the mutant as the module."""
        exec(self.code, module.__dict__)
