"""A compiled template: opened, patched, parsed and compiled once, kept by its content hash.

What does not change from document to document is kept as it lies compressed; what does is code whose texts go straight
into the package (docs/adr/0003).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from types import TracebackType

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError

from assembler.errors import TemplateError
from assembler.word import package, styles
from assembler.word.compiler.environment import Environment, LanguageError, check_language
from assembler.word.compiler.guards import guard
from assembler.word.compiler.ids import Slots, repeated_notes, slot_bookmarks, slot_drawings_and_controls, slot_lists
from assembler.word.compiler.loops import find_loops
from assembler.word.compiler.names import RESULT, Use, used_names
from assembler.word.compiler.outline import mark_fields, mark_headings
from assembler.word.compiler.prepare import parse, prepare
from assembler.word.compiler.source import place_expressions, refuse_own_filters, serialize
from assembler.word.compiler.tags import Place
from assembler.word.compiler.words import check_filters, complaint
from assembler.word.filters import FOR_TEMPLATES, OWN
from assembler.word.opc import ContentTypes, Relationship, read_relationships
from assembler.word.package import Member
from assembler.word.richtext import Cache
from assembler.word.styles import Styles

DOCUMENT = "word/document.xml"
DOCUMENT_RELS = "word/_rels/document.xml.rels"
RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
# Written anew (properties), or nothing that a finished document should carry (comments, data of other programs).
DROPPED = re.compile(
    r"word/comments\w*\.xml|word/people\.xml|docProps/(core|custom)\.xml|docProps/thumbnail\..*|customXml/.*"
)
KEPT_TEMPLATES = 32


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

    def place(self, line: int) -> str:
        return str(self.places[line - 1]) if 0 < line <= len(self.places) else self.name


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to render: any number of times, in any thread, nothing shared but constants."""

    hash: str  # SHA-256 of the DOCX: the version of the template
    members: dict[str, Member]  # unchanged parts, packed
    parts: tuple[Part, ...]
    styles: Styles
    content_types: ContentTypes
    relationships: tuple[Relationship, ...]  # of the document
    first_list: int  # the first free w:numId
    first_footnote: int
    texts: Cache = field(default_factory=Cache)


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes known by their hash."""

    hash: str
    data: bytes = field(compare=False)


def compile_template(data: bytes) -> Template:
    """The template in the bytes of a DOCX, kept by content hash; raises TemplateError with the place."""
    return compiled(Content(hashlib.sha256(data).hexdigest(), data))


@lru_cache(maxsize=KEPT_TEMPLATES)
def compiled(content: Content) -> Template:
    delivered = package.read(content.data)
    if not {DOCUMENT, DOCUMENT_RELS, "word/styles.xml", "[Content_Types].xml"} <= delivered.keys():
        raise TemplateError("Soubor není dokument Wordu (.docx).")
    dropped = {name for name in delivered if DROPPED.fullmatch(name)}
    inner = {name: member.unpacked() for name, member in delivered.items() if RENDERED.fullmatch(name)}
    numbering, footnotes = (delivered.get(f"word/{name}.xml") for name in ("numbering", "footnotes"))
    known = styles.read(delivered["word/styles.xml"].unpacked(), numbering.unpacked() if numbering else None)
    relationships = read_relationships(delivered[DOCUMENT_RELS].unpacked())
    return Template(
        hash=content.hash,
        members={name: member for name, member in delivered.items() if name not in dropped and name not in inner},
        parts=tuple(compile_part(name, xml, known) for name, xml in inner.items()),
        styles=known,
        content_types=ContentTypes.read(delivered["[Content_Types].xml"].unpacked()).without(dropped),
        relationships=tuple(
            r for r in relationships if f"word/{r.target}" not in dropped and "customXml" not in r.target
        ),
        first_list=max(known.nums, default=0) + 1,
        first_footnote=first_footnote(footnotes.unpacked() if footnotes else b""),
    )


def first_footnote(footnotes: bytes) -> int:
    ids = [int(found) for found in re.findall(rb'<w:footnote [^>]*w:id="(-?\d+)"', footnotes)]
    return max(ids, default=0) + 1


def compile_part(name: str, xml: bytes, known: Styles) -> Part:
    """The steps from a part's XML to its code; each is a pass over the tree."""
    refuse_own_filters(parse(xml, name))
    root, places = prepare(xml, name)
    loops = find_loops(root)
    slots = Slots()
    slot_drawings_and_controls(root)
    slot_bookmarks(root, loops, slots)
    slot_lists(root, loops, slots, known)
    for _ in repeated_notes(root, loops):
        raise TemplateError("Poznámka pod čarou nesmí stát v cyklu; patří do textu obsahu.", name)
    mark_fields(root)
    if name == DOCUMENT:
        mark_headings(root, known)
    guard(root)
    place_expressions(root)
    source, by_line = serialize(root, slots.statements, places)
    return to_code(name, source, tuple(by_line))


def to_code(name: str, source: str, by_line: tuple[Place, ...]) -> Part:
    """Jinja's code for a source whose language was checked."""
    environment = Environment()
    environment.filters.update(FOR_TEMPLATES | OWN)
    try:
        tree = environment.parse(source)
        check_language(tree)
        check_filters(tree, environment)
        uses = used_names(tree)
        code = environment.from_string(tree)
    except TemplateSyntaxError as wrong:
        place = by_line[wrong.lineno - 1] if 0 < wrong.lineno <= len(by_line) else name
        raise TemplateError(complaint(wrong.message), str(place)) from None
    except LanguageError as wrong:
        place = by_line[wrong.line - 1] if 0 < wrong.line <= len(by_line) else name
        raise TemplateError(wrong.message, str(place)) from None
    return Part(name, code, by_line, uses, frozenset(use.path[0] for use in uses if not use.path[0].startswith(RESULT)))
