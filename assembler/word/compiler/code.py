"""From source to code: Jinja compiles what the language check has let through; every fault gets its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError, nodes

from assembler.errors import TemplateError
from assembler.word.compiler.environment import Environment, LanguageError, check_language
from assembler.word.compiler.names import RESULT, Use, used_names
from assembler.word.compiler.tags import Place
from assembler.word.compiler.words import check_filters, complaint


@dataclass(frozen=True, slots=True)
class Part:
    """A rendered part: its code, and the place of the tag on each line of its source."""

    name: str
    code: JinjaTemplate
    places: tuple[Place, ...]
    uses: tuple[Use, ...]  # every name that it reads, with its line
    names: frozenset[str]  # top-level names that it asks of the context

    def place_of(self, traceback: TracebackType | None) -> str:
        """Where in the template an error of rendering arose."""
        line = 0
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == "<template>":
                line = self.code.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return self.place(line)

    def raised_by(self, traceback: TracebackType | None) -> bool:
        """Did an error arise in what the template asked for (an operand, an argument), not in what we did?"""
        last = ""
        while traceback is not None:
            last = traceback.tb_frame.f_code.co_filename
            traceback = traceback.tb_next
        return last == "<template>" or "jinja2" in last

    def place(self, line: int) -> str:
        return str(self.places[line - 1]) if 0 < line <= len(self.places) else self.name


def count_turns(tree: nodes.Template) -> None:
    """Every loop walks through the filter that refuses what is no list and counts the turns of all loops."""
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, "_items", [], [], None, None, lineno=loop.lineno)


def to_code(name: str, source: str, by_line: tuple[Place, ...], filters: Mapping[str, Callable[..., Any]]) -> Part:
    """Jinja's code for a source whose language was checked."""
    environment = Environment()
    environment.filters.update(filters)
    try:
        tree = environment.parse(source)
        check_language(tree)
        check_filters(tree, environment)
        uses = used_names(tree)
        count_turns(tree)
        code = environment.from_string(tree)
    except TemplateSyntaxError as wrong:
        place = by_line[wrong.lineno - 1] if 0 < wrong.lineno <= len(by_line) else name
        raise TemplateError(complaint(wrong.message), str(place)) from None
    except (RecursionError, SyntaxError, MemoryError, OverflowError) as wrong:  # more than Python can hold
        raise TemplateError("Značky šablony jsou příliš složité: zmenšete jejich vnoření.", name) from wrong
    except LanguageError as wrong:
        place = by_line[wrong.line - 1] if 0 < wrong.line <= len(by_line) else name
        raise TemplateError(wrong.message, str(place)) from None
    return Part(name, code, by_line, uses, frozenset(use.path[0] for use in uses if not use.path[0].startswith(RESULT)))
