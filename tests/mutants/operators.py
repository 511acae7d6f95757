"""From the text of a module to every way in which it is made wrong in one spot: its mutants.

An own set of operators, on the syntax tree. mutmut 3 was tried and turned down: it changes no code outside functions,
and here much stands in tables (columns, checks, indicators) with a rule in each entry. cosmic-ray starts a process for
each mutant, which takes hours on two cores.

Left alone is what no test of behaviour can see: types, decorators, `assert` (which says what cannot be otherwise),
texts, arguments such as `strict=True`, and what is imported for types only.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_OF_A_FORM = {"strict", "init", "repr", "compare"}
"""Arguments of `zip` and `field` that say how something is made and change nothing that is worked out."""

_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One spot made wrong.

    `number` is its place among all mutants of the module; `lines` are those of the spot, `around` those of the whole
    statement.
    """

    number: int
    lines: range
    around: range
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a node hangs in the tree, and what may hang there in its stead."""

    node: ast.AST
    put: Callable[[ast.AST], None]
    others: tuple[ast.AST, ...]
    statement: ast.stmt


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its text."""
    spots = [(spot, other) for spot in _under(ast.parse(source)) for other in spot.others]
    return [
        Mutant(at, _lines(spot.node), _lines(spot.statement), _short(spot.node), _short(other))
        for at, (spot, other) in enumerate(spots)
    ]


def mutated(source: str, number: int) -> ast.Module:
    """The module with one mutant in it."""
    tree = ast.parse(source)
    spots = [(spot, other) for spot in _under(tree) for other in spot.others]
    spot, other = spots[number]
    spot.put(ast.copy_location(other, spot.node))
    return ast.fix_missing_locations(tree)


def _under(node: ast.AST, statement: ast.stmt | None = None) -> Iterator[_Spot]:
    """The spots below a node; those of its own are found where its holder is looked at."""
    for name, value in ast.iter_fields(node):
        if _left_alone(node, name):
            continue
        children = value if isinstance(value, list) else [value]
        for at, child in enumerate(children):
            if not isinstance(child, ast.AST) or isinstance(child, ast.Assert):
                continue
            inside = child if isinstance(child, ast.stmt) else statement
            assert inside, "a module holds statements"
            if others := tuple(_others(child, node, name)):
                yield _Spot(child, _putter(node, name, at if isinstance(value, list) else None), others, inside)
            yield from _under(child, inside)


def _left_alone(node: ast.AST, name: str) -> bool:
    """Types, decorators, texts, and what is there for types only."""
    if name in {"annotation", "returns", "decorator_list", "type_comment", "ctx"}:
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
        return True
    if isinstance(node, ast.keyword):
        return node.arg in _OF_A_FORM
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Name) and _is_type(node.targets[0].id)
    return isinstance(node, ast.JoinedStr | ast.FormattedValue | ast.Import | ast.ImportFrom)


def _is_type(name: str) -> bool:
    """Whether a name is written as that of a type, as in `Value = int | str`."""
    return name.lstrip("_")[:1].isupper() and not name.isupper()


def _putter(holder: ast.AST, name: str, at: int | None) -> Callable[[ast.AST], None]:
    def put(other: ast.AST) -> None:
        if at is None:
            setattr(holder, name, other)
        else:
            getattr(holder, name)[at] = other

    return put


def _others(node: ast.AST, holder: ast.AST, name: str) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if _is_condition(holder, name) and isinstance(node, ast.expr):
        yield from _negated(node)
    if operator := _OPERATORS.get(type(node)):
        yield from operator(node)


def _compared(node: ast.Compare) -> Iterator[ast.AST]:
    """Each of the signs, on its own, with the limit on the other side or turned about."""
    for at, sign in enumerate(node.ops):
        if sign_instead := _COMPARE.get(type(sign)):
            yield ast.Compare(node.left, [*node.ops[:at], sign_instead(), *node.ops[at + 1 :]], node.comparators)


def _joined(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node.op, ast.USub):
        yield ast.UnaryOp(ast.UAdd(), node.operand)


def _reckoned(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _ARITHMETIC and not (_is_text(node.left) or _is_text(node.right)):
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _added(node: ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in _ARITHMETIC and not _is_text(node.value):
        yield ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    """The contrary, or one more. A limit that moves the other way is what the signs of comparison are for."""
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)


def _called(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
        yield ast.Call(ast.Name(_NAMES[node.func.id], ast.Load()), node.args, node.keywords)


def _returned(node: ast.Return) -> Iterator[ast.AST]:
    """Nothing in the stead of an answer, unless the answer says as much."""
    if node.value and not (isinstance(node.value, ast.Constant) and not node.value.value):
        yield ast.Return(ast.Constant(None))


def _done(node: ast.Expr) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield ast.Expr(ast.Constant(None))


_OPERATORS: dict[type[ast.AST], Callable[[Any], Iterator[ast.AST]]] = {
    ast.Compare: _compared,
    ast.BoolOp: _joined,
    ast.UnaryOp: _unary,
    ast.BinOp: _reckoned,
    ast.AugAssign: _added,
    ast.Constant: _constant,
    ast.Call: _called,
    ast.Return: _returned,
    ast.Expr: _done,
    ast.Continue: lambda _: iter([ast.Break()]),
    ast.Break: lambda _: iter([ast.Continue()]),
}


def _is_condition(holder: ast.AST, name: str) -> bool:
    return (isinstance(holder, ast.If | ast.IfExp | ast.While) and name == "test") or (
        isinstance(holder, ast.comprehension) and name == "ifs"
    )


def _negated(node: ast.expr) -> Iterator[ast.AST]:
    """The contrary of a condition, where no other operator gives that already."""
    turned = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], turned):
        return
    if not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
        yield ast.UnaryOp(ast.Not(), node)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _lines(node: ast.AST) -> range:
    line = getattr(node, "lineno", 0)
    return range(line, (getattr(node, "end_lineno", line) or line) + 1)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else f"{text[:67]}…"
