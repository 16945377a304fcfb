"""The template language: an immutable sandbox that knows plain values, a few filters, nothing else.

A template may say: text, names, attributes, items, constants, comparisons, and/or/not, conditional expressions, tests,
the registered filters, `for`, `if`, `set` of a local name. Everything else is refused when the template is compiled.
Escaping is not Jinja's: each expression is compiled for the place it stands in (text, attribute, whole paragraph …),
so `autoescape` stays off on purpose: no value reaches the document unescaped (docs/adr/0003).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from typing import Any, NoReturn

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.listing import Listing

ALLOWED_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Test,
    nodes.Filter,
    nodes.Keyword,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.Tuple,  # `for key, value in …`
)
TESTS = ("defined", "none", "odd", "even", "divisibleby")
SHOWN_NAMES = 12
COMPILERS_NAME = re.compile(r"_slot\d+")
LOOP_NAMES = ("index", "index0", "first", "last", "length", "revindex", "revindex0")


class Missing(StrictUndefined):
    """A name that the context does not offer: loud, with the nearest names that it does."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> NoReturn:
        owner = self._undefined_obj
        offered = [key for key in owner if not key.startswith("_")] if isinstance(owner, dict) else []
        raise TemplateError(missing_name(self._undefined_name or "", offered))

    __iter__ = __str__ = __len__ = __bool__ = __eq__ = __ne__ = __hash__ = _fail_with_undefined_error
    __getattr__ = __getitem__ = __call__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __int__ = _fail_with_undefined_error


def missing_name(name: str, offered: Collection[str], *, listed: bool = True) -> Sentence:
    """What helps: the nearest of the offered names, or (`listed`) some of them."""
    if near := difflib.get_close_matches(name, offered, n=1):
        return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít. Nejbližší je „%(near)s“.", name=name, near=near[0])
    if offered and listed:
        names = ", ".join(sorted(offered)[:SHOWN_NAMES])
        return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít. Nabízí se: %(names)s.", name=name, names=names)
    return Sentence("Jméno „%(name)s“ šablona nemá odkud vzít.", name=name)


class Environment(ImmutableSandboxedEnvironment):
    """Jinja reduced to what a template may say (decisions: "Templates may say")."""

    code_generator_class = Listing

    def __init__(self) -> None:
        super().__init__(autoescape=False, undefined=Missing, keep_trailing_newline=True, optimized=True)
        self.globals.clear()
        self.filters.clear()
        self.tests = {name: self.tests[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` reads the item "b" of a dict. No attribute of a Python object is ever reachable."""
        try:
            return obj[attribute]
        except (KeyError, TypeError, IndexError):
            if type(obj) is LoopContext and attribute in LOOP_NAMES:
                return getattr(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`a["b"]` and `a[0]`: items of plain dicts, lists and tuples."""
        if type(obj) in (dict, list, tuple):
            try:
                return obj[argument]
            except (KeyError, TypeError, IndexError):
                pass
        return self.undefined(obj=obj, name=str(argument))

    def call(self, *_: Any, **__: Any) -> NoReturn:
        """Nothing is callable; the language check has refused calls already."""
        raise TemplateError("Šablona nesmí nic volat.")


class LanguageError(Exception):
    """Something that a template may not say, with the line of its source."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def check_language(tree: nodes.Template) -> None:
    """Refuse what a template may not say; raises LanguageError."""
    for node in tree.find_all(nodes.Node):
        if type(node) not in ALLOWED_NODES:
            raise LanguageError(
                Sentence("Toto šablona říci nesmí: %(describe)s.", describe=describe(node)), node.lineno
            )
        name = node.attr if isinstance(node, nodes.Getattr) else node.name if isinstance(node, nodes.Name) else ""
        if name.startswith("_") and not COMPILERS_NAME.fullmatch(name):
            raise LanguageError(
                Sentence("Jméno „%(name)s“ začíná podtržítkem, a to šablona nesmí.", name=name), node.lineno
            )
        if isinstance(node, nodes.For) and (node.recursive or node.test):
            raise LanguageError("Cyklus {% for %} nesmí být „recursive“ ani mít podmínku „if“.", node.lineno)


def describe(node: nodes.Node) -> str:
    known = {
        nodes.Call: Sentence("volání v závorkách"),
        nodes.Concat: Sentence("spojování vlnovkou"),
        nodes.Macro: Sentence("makro"),
        nodes.Include: "include",
        nodes.Import: "import",
        nodes.FromImport: "import",
        nodes.Extends: "extends",
        nodes.Block: "block",
        nodes.FilterBlock: "filter",
        nodes.CallBlock: "call",
        nodes.List: Sentence("seznam v hranatých závorkách"),
        nodes.Dict: Sentence("slovník"),
        nodes.Slice: Sentence("výřez"),
    }
    if isinstance(node, nodes.BinExpr):
        return Sentence("počítání (součty a součiny připravuje program)")
    return known.get(type(node), type(node).__name__)
