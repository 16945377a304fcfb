"""A compiled template: opened, patched, parsed and compiled once, kept by its content hash.

What does not change from document to document is kept as it lies compressed; what does is code whose texts go straight
into the package (docs/adr/0003).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import gate, package, styles, theme
from assembler.word.chart_style import Palette
from assembler.word.compiler.code import Part, to_code
from assembler.word.compiler.guards import guard
from assembler.word.compiler.ids import Slots, repeated_notes, slot_bookmarks, slot_drawings_and_controls, slot_lists
from assembler.word.compiler.loops import find_loops
from assembler.word.compiler.outline import mark_outline
from assembler.word.compiler.prepare import parse, prepare
from assembler.word.compiler.source import place_expressions, serialize
from assembler.word.compiler.tags import TAG
from assembler.word.filters import FOR_TEMPLATES, OWN
from assembler.word.opc import ContentTypes, Relationship, read_relationships
from assembler.word.package import Member
from assembler.word.richtext import Cache
from assembler.word.styles import Styles
from assembler.word.xml import w

DOCUMENT = "word/document.xml"
DOCUMENT_RELS = "word/_rels/document.xml.rels"
RENDERED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
# Written anew (properties), or nothing that a finished document should carry (comments, data of other programs).
DROPPED = re.compile(
    r"word/comments\w*\.xml|word/people\.xml|docProps/(core|custom)\.xml|docProps/thumbnail\..*|customXml/.*"
)
KEPT_TEMPLATES = 32


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready to render: any number of times, in any thread, nothing shared but constants."""

    hash: str  # SHA-256 of the DOCX: the version of the template
    members: dict[str, Member]  # unchanged parts, packed
    parts: tuple[Part, ...]
    styles: Styles
    palette: Palette  # of charts
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
    delivered = gate.admit(content.data)
    dropped = {name for name in delivered if DROPPED.fullmatch(name)}
    kept = {name: data for name, data in delivered.items() if not (name in dropped or RENDERED.fullmatch(name))}
    known = styles.read(delivered["word/styles.xml"], delivered.get("word/numbering.xml"))
    relationships = read_relationships(delivered[DOCUMENT_RELS])
    refuse_unrendered(kept)
    return Template(
        hash=content.hash,
        members={name: package.pack(data) for name, data in kept.items()},
        parts=tuple(compile_part(name, xml, known) for name, xml in delivered.items() if RENDERED.fullmatch(name)),
        styles=known,
        palette=theme.palette(theme_of(delivered, relationships), delivered["word/styles.xml"]),
        content_types=ContentTypes.read(delivered["[Content_Types].xml"]).without(dropped),
        relationships=tuple(
            r for r in relationships if f"word/{r.target}" not in dropped and "customXml" not in r.target
        ),
        first_list=max(known.nums, default=0) + 1,
        first_footnote=first_footnote(delivered.get("word/footnotes.xml", b"")),
    )


def theme_of(parts: Mapping[str, bytes], relationships: Iterable[Relationship]) -> bytes | None:
    """The part with the theme of the document, whatever its name; None where the template has none."""
    targets = (each.target for each in relationships if each.type.endswith("/theme"))
    return next((parts[name] for each in targets if (name := f"word/{each}") in parts), None)


def refuse_unrendered(parts: Mapping[str, bytes]) -> None:
    """A tag in a part that is not rendered (notes, glossary) would stand unexpanded in an official document."""
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and (b"{{" in data or b"{%" in data):
            texts = "".join(text.text or "" for text in parse(data, name).iter(w("t")))
            for tag in TAG.finditer(texts):
                raise TemplateError(
                    Sentence("Značka %(tag)s tu nebude vyplněna; patří do textu, záhlaví nebo zápatí.", tag=tag[0]),
                    name,
                )


def first_footnote(footnotes: bytes) -> int:
    ids = [int(found) for found in re.findall(rb'<w:footnote [^>]*w:id="(-?\d+)"', footnotes)]
    return max(ids, default=0) + 1


def compile_part(name: str, xml: bytes, known: Styles) -> Part:
    """The steps from a part's XML to its code; each is a pass over the tree."""
    root, places = prepare(xml, name, known)
    loops = find_loops(root)
    slots = Slots()
    slot_drawings_and_controls(root)
    slot_bookmarks(root, loops, slots)
    slot_lists(root, loops, slots, known)
    for _ in repeated_notes(root, loops):
        raise TemplateError("Poznámka pod čarou nesmí stát v cyklu; patří do textu obsahu.", name)
    mark_outline(root, known, loops, in_text=name == DOCUMENT)
    guard(root)
    place_expressions(root)
    source, by_line = serialize(root, slots.statements, places)
    return to_code(name, source, tuple(by_line), FOR_TEMPLATES | OWN)
