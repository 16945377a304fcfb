"""Compiled template + context -> a rendering; a rendering + pages -> the bytes of a DOCX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

from assembler.errors import Faulty, TemplateError
from assembler.sentences import Sentence
from assembler.word import addition, package
from assembler.word.compiler.code import Part
from assembler.word.compiler.environment import missing_name
from assembler.word.final import Final, settle
from assembler.word.inlines import Node
from assembler.word.package import Member
from assembler.word.properties import Properties
from assembler.word.richtext import Source, Texts, Typographer
from assembler.word.state import State, Target
from assembler.word.template import DOCUMENT, Template


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered document whose pages are not yet known."""

    template: Template
    state: State
    document: Sequence[str]  # pieces of word/document.xml, Deferred marks among them
    members: Mapping[str, Member]  # every other member, in order, packed
    notes: Mapping[str, set[str]]  # pointers of formatted texts -> what could not be printed as meant
    repairs: Sequence[tuple[str, str, str]]  # of formatted texts: pointer, before, after

    def docx(self, pages: Mapping[str, int] | None = None, *, for_layout: bool = False, proved: bool = True) -> bytes:
        """The package. `pages` maps bookmarks to page numbers; without it the contents has none.

        `for_layout` makes the throw-away copy whose page fields a layout program computes. `proved=False` leaves the
        strict parse of the document to who asks: the lint, which every delivered copy passes, parses it anyway.
        """
        final = Final(self.state, pages or {}, for_layout)
        document = packed(final, self.document, DOCUMENT, proved=proved)
        return package.write((name, document if name == DOCUMENT else member) for name, member in self.members.items())


def render(
    template: Template,
    context: Mapping[str, Any],
    properties: Properties,
    *,
    targets: Mapping[str, Target] | None = None,
    trees: Mapping[Source, Sequence[Node]] | None = None,
    typographer: Callable[[str], Typographer] | None = None,
) -> Rendering:
    """Render a template: each value where it is named, everything counted on the way.

    context: plain values (dict, list, str, int) and those of values.py; raises TemplateError with the place of a
    name that it does not hold. trees: pandoc's blocks of every formatted text. targets: identifiers of the content.
    """
    check_names(template, context)
    texts = Texts(trees or {}, typographer or (lambda _: AS_IS), template.texts)
    state = State(template.styles, targets or {}, texts, template.palette)
    state.next_list, state.next_footnote = template.first_list, template.first_footnote
    state.ids = count(1)
    rendered = {part.name: settled(part, context, state) for part in template.parts}
    document = rendered.pop(DOCUMENT)
    final = Final(state)
    others = {name: packed(final, pieces, name) for name, pieces in rendered.items()}
    members = addition.members(template, state, properties, others)
    return Rendering(template, state, document, members, texts.notes, texts.repairs)


AS_IS = Typographer("as is", lambda text: text)


def check_names(template: Template, context: Mapping[str, Any]) -> None:
    for part in template.parts:
        for name in sorted(part.names - context.keys()):
            raise TemplateError(missing_name(name, context.keys(), listed=False), place_of_name(part, name))


def place_of_name(part: Part, name: str) -> str:
    word = re.compile(rf"\b{re.escape(name)}\b")
    return next((str(place) for place in part.places if word.search(place.text)), part.name)


def settled(part: Part, context: Mapping[str, Any], state: State) -> list[str]:
    """The pieces of a part, containers mended; only references and contents still wait."""
    state.part, state.controls = part.name, part.name == DOCUMENT
    try:
        return settle(part.code.root_render_func(part.code.new_context({**context, "_state": state})))
    except TemplateError as wrong:
        if wrong.place:
            raise
        raise TemplateError(wrong.message, part.place_of(wrong.__traceback__)) from None
    except (TypeError, ValueError, ZeroDivisionError) as wrong:
        if not part.raised_by(wrong.__traceback__):
            raise  # ours, and loud
        message = Sentence("Hodnota je jiného druhu, než značka čeká (například text místo čísla nebo seznamu).")
        raise TemplateError(message, part.place_of(wrong.__traceback__)) from wrong


class NoTree:
    """A parser target that keeps nothing: the parser only proves that the text is well-formed."""

    def close(self) -> None:
        return None


NO_TREE: Any = NoTree()
SPOILT = "Dokument se nepodařilo sestavit; obsah zůstal beze změny."


def packed(final: Final, pieces: Sequence[str], name: str, *, proved: bool = True) -> package.Member:
    """A part as a member of the package; what is no text of XML is a fault of ours."""
    stretches = final.data(pieces)
    try:
        return package.pack_stretches(well_formed(stretches) if proved else stretches)
    except (UnicodeEncodeError, etree.XMLSyntaxError) as wrong:
        raise Faulty(SPOILT, f"{name}: {wrong}") from wrong


def well_formed(stretches: Iterable[bytes]) -> Iterator[bytes]:
    """The same, proved on their way to be well-formed XML; raises XMLSyntaxError."""
    parser = etree.XMLParser(target=NO_TREE, resolve_entities=False, huge_tree=True)
    for stretch in stretches:
        parser.feed(stretch)
        yield stretch
    parser.close()
