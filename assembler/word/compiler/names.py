"""Names that a part of a template reads: every path from the context, gathered once, when the part is compiled.

Loops, `set` and conditions are followed: in {% for g in goals %}{{ g.title }} the path is goals[].title. Whether a kind
of document offers these paths is then known before any data exists (`assembler.documents.lint`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import nodes
from jinja2.visitor import NodeVisitor

from assembler.word.compiler.environment import COMPILERS_NAME

ITEM = "[]"  # the step from a list to its items
RESULT = "|"  # paths that begin so do not lead from the context: "|join" is what a filter gives
LOOP = "|loop"
TESTED = ""  # the value is looked at, not printed
REPEATED = "for"

Path = tuple[str, ...]
Sure = frozenset[Path]  # paths that the conditions around have proved to be there
Found = tuple[Path, Sure]
Scope = Mapping[str, Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Use:
    """One reading of a value: by a filter (the compiler's own print it), by a loop, or by a test."""

    path: Path
    line: int  # of the compiled source
    by: str  # name of the filter, REPEATED, TESTED
    sure: frozenset[int]  # lengths of the beginnings of the path that are certainly there


def written(path: Path) -> str:
    """("goals", "[]", "title") -> "goals[].title"."""
    return ".".join(path).replace(f".{ITEM}", ITEM).removeprefix(RESULT)


def used_names(tree: nodes.Template) -> tuple[Use, ...]:
    """All readings of a part, in their order."""
    reader = Reader()
    reader.block(tree.body, {}, frozenset())
    return tuple(dict.fromkeys(reader.uses))


class Reader(NodeVisitor):
    """Walks the syntax tree. Visiting an expression gives the paths that its value may come from."""

    def __init__(self) -> None:
        self.uses: list[Use] = []

    def block(self, body: Sequence[nodes.Node], scope: Scope, sure: Sure) -> Scope:
        """Statements one after the other; gives the scope behind them."""
        for node in body:
            if isinstance(node, nodes.Assign | nodes.If):
                scope = self.visit(node, scope, sure)
            else:
                self.visit(node, scope, sure)
        return scope

    def use(self, found: Sequence[Found], node: nodes.Node, by: str) -> None:
        for path, sure in found:
            lengths = (length for length in range(1, len(path) + 1) if path[:length] in sure)
            self.uses.append(Use(path, node.lineno, by, frozenset(lengths)))

    def test(self, node: nodes.Node, scope: Scope, sure: Sure) -> None:
        """An expression that decides something; its value is not printed."""
        self.use(self.visit(node, scope, sure) or (), node, TESTED)

    # ------------------------------------------------------------ statements

    def visit_Output(self, node: nodes.Output, scope: Scope, sure: Sure) -> None:  # noqa: N802 - Jinja's way of visiting
        for each in node.nodes:  # texts, and expressions that a filter of the compiler prints
            self.visit(each, scope, sure)

    def visit_For(self, node: nodes.For, scope: Scope, sure: Sure) -> None:  # noqa: N802
        lists = self.visit(node.iter, scope, sure)
        self.use(lists, node.iter, REPEATED)
        items = [((*path, ITEM), there) for path, there in lists]
        inner = {**scope, "loop": [((LOOP,), sure)]}
        targets = [node.target] if isinstance(node.target, nodes.Name) else list(node.target.find_all(nodes.Name))
        inner.update({target.name: items for target in targets if isinstance(target, nodes.Name)})
        self.block(node.body, inner, sure.union(*(beginnings(path) for path, _ in lists)))
        self.block(node.else_, scope, sure)

    def visit_If(self, node: nodes.If, scope: Scope, sure: Sure) -> Scope:  # noqa: N802
        behind = dict(scope)
        for branch in (node, *node.elif_):
            self.test(branch.test, scope, sure)
            behind.update(self.block(branch.body, scope, sure | proved(branch.test, True, scope)))
            sure |= proved(branch.test, False, scope)
        behind.update(self.block(node.else_, scope, sure))
        return behind

    def visit_Assign(self, node: nodes.Assign, scope: Scope, sure: Sure) -> Scope:  # noqa: N802
        found = self.visit(node.node, scope, sure)
        self.use(found, node.node, TESTED)
        return {**scope, **{name.name: found for name in [node.target] if isinstance(name, nodes.Name)}}

    # ------------------------------------------------------------ expressions

    def visit_Name(self, node: nodes.Name, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        if COMPILERS_NAME.fullmatch(node.name):
            return ()
        return [(path, there | sure) for path, there in scope.get(node.name, [((node.name,), sure)])]

    def visit_Getattr(self, node: nodes.Getattr, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        return [((*path, node.attr), there) for path, there in self.visit(node.node, scope, sure)]

    def visit_Getitem(self, node: nodes.Getitem, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        self.test(node.arg, scope, sure)
        return [((*path, step_of(node)), there) for path, there in self.visit(node.node, scope, sure)]

    def visit_Filter(self, node: nodes.Filter, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        if node.node is not None:
            self.use(self.visit(node.node, scope, sure), node, node.name)
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.test(argument, scope, sure)
        return [] if node.name.startswith("_") else [((RESULT + node.name,), sure)]

    def visit_CondExpr(self, node: nodes.CondExpr, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        self.test(node.test, scope, sure)
        found = self.visit(node.expr1, scope, sure | proved(node.test, True, scope))
        if node.expr2 is None:
            return found  # type: ignore[no-any-return]
        return [*found, *self.visit(node.expr2, scope, sure | proved(node.test, False, scope))]

    def visit_And(self, node: nodes.And, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        return self.either(node, scope, sure, True)

    def visit_Or(self, node: nodes.Or, scope: Scope, sure: Sure) -> Sequence[Found]:  # noqa: N802
        return self.either(node, scope, sure, False)

    def either(self, node: nodes.And | nodes.Or, scope: Scope, sure: Sure, truth: bool) -> Sequence[Found]:
        """`a or b` is a where a says something, `a and b` is b then: the right side is read only after the left."""
        self.test(node.left, scope, sure)
        left = self.visit(node.left, scope, sure | proved(node.left, not truth, scope))
        return [*left, *self.visit(node.right, scope, sure | proved(node.left, truth, scope))]

    def generic_visit(self, node: nodes.Node, scope: Scope, sure: Sure) -> Sequence[Found]:
        """Anything else computes a value of its own (constants, comparisons, tests) from what it looks at."""
        for child in node.iter_child_nodes():
            self.test(child, scope, sure)
        return ()


def step_of(node: nodes.Getitem) -> str:
    """`goal["title"]` reads a name, any other index an item of a list."""
    index = node.arg.value if isinstance(node.arg, nodes.Const) else None
    return index if isinstance(index, str) else ITEM


# ---------------------------------------------------------------- what a condition proves


def proved(test: nodes.Node, outcome: bool, scope: Scope) -> Sure:
    """The paths that are certainly there when a test comes out so."""
    if isinstance(test, nodes.Not):
        return proved(test.node, not outcome, scope)
    if isinstance(test, nodes.And | nodes.Or):
        left, right = (proved(side, outcome, scope) for side in (test.left, test.right))
        return left | right if outcome is isinstance(test, nodes.And) else left & right
    if isinstance(test, nodes.Test) and test.name == "none":
        return named(test.node, scope) if not outcome else frozenset()
    return named(test, scope) if outcome else frozenset()


def named(node: nodes.Node, scope: Scope) -> Sure:
    """The path that an expression names, with its beginnings; nothing when it may name several."""
    if not isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        return frozenset()
    found = Reader().visit(node, scope, frozenset())
    return beginnings(found[0][0]) if len(found) == 1 else frozenset()


def beginnings(path: Path) -> Sure:
    return frozenset(path[:length] for length in range(1, len(path) + 1))
