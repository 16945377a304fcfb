"""The package: which parts there are, of which type, what they refer to (ISO/IEC 29500-2). Each is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import TypeVar
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from assembler.word.validate.archive import CONTENT_TYPES, slices
from assembler.word.validate.faults import Fault, Unfit
from assembler.word.validate.names import name
from assembler.word.validate.parsing import tree
from assembler.word.validate.sheet import Sheet, sheet
from assembler.word.validate.story import Story

RELATIONSHIPS = ".rels"
STORIES = frozenset(("officeDocument", "header", "footer", "footnotes", "endnotes", "comments"))
KEPT = frozenset(("numbering", "settings", "core-properties", "chart"))  # small parts that rules look into
DEFAULT, OVERRIDE, RELATIONSHIP = name("ct:Default"), name("ct:Override"), name("rel:Relationship")

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to."""

    id: str
    kind: str  # the last segment of its type: "image", "hyperlink", "officeDocument"
    target: str  # the name of a part, or an address when external
    external: bool


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """Which type each part is; names are compared without case, as OPC has it."""

    defaults: Mapping[str, str]  # extension -> type
    overrides: Mapping[str, str]  # part -> type
    declared: tuple[str, ...]  # every key, to find those that stand twice

    def of(self, part: str) -> str:
        """The type of a part; empty where none is declared."""
        folded = part.casefold()
        return self.overrides.get(folded) or self.defaults.get(folded.rpartition(".")[2], "")


@dataclass(slots=True)
class Docx:
    """A document as the rules see it."""

    parts: tuple[str, ...]  # without content types and relationships
    types: ContentTypes
    relationships: Mapping[str, tuple[Relationship, ...]]  # by source; that of the package is empty
    main: str = ""  # the part of the document itself
    styles: str = ""  # the part of its styles
    sheet: Sheet = field(default_factory=Sheet)
    stories: dict[str, Story] = field(default_factory=dict)  # the parts with text
    trees: dict[str, list[tuple[str, etree._Element]]] = field(default_factory=dict)  # kind -> part, root

    def target(self, source: str, kind: str) -> str:
        """The part of this kind that a part refers to; empty without."""
        return next((each.target for each in self.relationships.get(source, ()) if each.kind == kind), "")

    def kinds(self) -> dict[str, str]:
        """What each part is to those that refer to it."""
        kinds = {each.target: each.kind for all in self.relationships.values() for each in all if not each.external}
        return kinds | {self.main: "officeDocument"}


@dataclass(slots=True)
class Reader:
    """Reads the members of an archive; what cannot be read is a fault and reads as nothing."""

    archive: ZipFile
    faults: list[Fault] = field(default_factory=list)

    def read(self, member: str, how: Callable[[Iterator[bytes]], Read], nothing: Read) -> Read:
        try:
            return how(slices(self.archive, member))
        except Unfit as wrong:
            self.faults.append(Fault(wrong.code, member, str(wrong)))
        return nothing

    def root(self, member: str) -> etree._Element:
        return self.read(member, tree, etree.Element("nothing"))

    def through(self, member: str) -> None:
        """Read to the end, which proves the checksum."""
        self.read(member, lambda chunks: sum(map(len, chunks)), 0)


def opened(reader: Reader) -> Docx:
    """The whole document, every member read; the reader tells what could not be."""
    members = [member for member in reader.archive.namelist() if member != CONTENT_TYPES]
    docx = Docx(
        parts=tuple(member for member in members if not member.endswith(RELATIONSHIPS)),
        types=content_types(reader.root(CONTENT_TYPES)),
        relationships={
            source_of(member): tuple(relationships(source_of(member), reader.root(member)))
            for member in members
            if member.endswith(RELATIONSHIPS)
        },
    )
    docx.main = docx.target("", "officeDocument")
    if docx.main not in docx.parts:
        reader.faults.append(Fault("no_document", "", "the package refers to no document"))
    docx.styles = docx.target(docx.main, "styles")
    if docx.styles in docx.parts:
        docx.sheet = reader.read(docx.styles, lambda chunks: sheet(b"".join(chunks)), Sheet())
    kinds = docx.kinds()
    for part in docx.parts:
        if part != docx.styles:
            take(docx, reader, part, kinds.get(part, ""))
    return docx


def take(docx: Docx, reader: Reader, part: str, kind: str) -> None:
    """Read a part for what it is: a story, a small part to look into, other XML, or bytes."""
    if kind in STORIES:
        story = Story(part, docx.sheet.outline)
        docx.stories[part] = reader.read(part, story.read, story)
    elif kind in KEPT:
        docx.trees.setdefault(kind, []).append((part, reader.root(part)))
    elif docx.types.of(part).endswith("xml"):
        reader.root(part)
    else:
        reader.through(part)


def content_types(root: etree._Element) -> ContentTypes:
    defaults = [(each.get("Extension", "").casefold(), each.get("ContentType", "")) for each in root.iter(DEFAULT)]
    overrides = [
        (each.get("PartName", "").removeprefix("/").casefold(), each.get("ContentType", ""))
        for each in root.iter(OVERRIDE)
    ]
    declared = tuple(f"*.{extension}" for extension, _ in defaults) + tuple(part for part, _ in overrides)
    return ContentTypes(dict(defaults), dict(overrides), declared)


def source_of(member: str) -> str:
    """The part whose relationships this member holds: "word/_rels/document.xml.rels" -> "word/document.xml"."""
    folder, _, file = member.rpartition("_rels/")
    return folder + file.removesuffix(RELATIONSHIPS)


def relationships(source: str, root: etree._Element) -> Iterator[Relationship]:
    for each in root.iter(RELATIONSHIP):
        external = each.get("TargetMode") == "External"
        address = each.get("Target", "")
        kind = each.get("Type", "").rpartition("/")[2]
        yield Relationship(each.get("Id", ""), kind, address if external else resolved(source, address), external)


def resolved(source: str, target: str) -> str:
    """The part that an internal target names, seen from its source."""
    path = unquote(target)
    return normpath(path.lstrip("/")) if path.startswith("/") else normpath(f"{dirname(source)}/{path}".lstrip("/"))
