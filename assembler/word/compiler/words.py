"""Words that the template engine knows by name (filters, tests, statements), and its complaints in Czech."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from jinja2 import nodes

from assembler.sentences import Sentence
from assembler.word.compiler.environment import Environment, LanguageError

STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set")
UNKNOWN_STATEMENT = re.compile(r"unknown tag '(.*?)'")
UNEXPECTED = re.compile(r"(?:got|unexpected|unexpected char) '(.+?)'(?: at \d+|, expected .*)?$")
END = re.compile(r"\)|end of .*")  # the closing bracket is the compiler's own


def check_filters(tree: nodes.Template, environment: Environment) -> None:
    """Refuse unknown filters and tests, wherever they stand (Jinja overlooks those inside conditions)."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if node.name not in known:
            offered = [name for name in known if not name.startswith("_")]
            raise LanguageError(
                Sentence(
                    "%(noun)s „%(name)s“ šablona nezná. %(nearest)s",
                    noun=Sentence("Filtr") if isinstance(node, nodes.Filter) else Sentence("Test"),
                    name=node.name,
                    nearest=nearest(node.name, offered),
                ),
                node.lineno,
            )


def nearest(name: str, offered: Iterable[str]) -> str:
    """A sentence that helps: the nearest of the known words, or all of them."""
    known = sorted(offered)
    near = difflib.get_close_matches(name, known, n=1)
    return (
        Sentence("Nejbližší je „%(near)s“.", near=near[0])
        if near
        else Sentence("Zná: %(names)s.", names=", ".join(known))
    )


def complaint(english: str | None) -> str:
    """What Jinja's parser says, in Czech; without its words where there are none of ours."""
    if statement := UNKNOWN_STATEMENT.search(english or ""):
        return Sentence(
            "Příkaz „%(word)s“ šablona nezná. %(nearest)s",
            word=statement[1],
            nearest=nearest(statement[1], STATEMENTS),
        )
    if token := UNEXPECTED.search(english or ""):
        if END.fullmatch(token[1]):
            return Sentence("Značce nelze rozumět: výraz není dokončený.")
        return Sentence("Značce nelze rozumět: „%(token)s“ v ní nemá co dělat.", token=token[1])
    return Sentence("Značce nelze rozumět.")
