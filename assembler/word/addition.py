"""What a document adds to its template's package: properties, pictures, charts, notes, lists, the map of pointers."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from assembler.word import charts, controls, numbering, package
from assembler.word.final import Final
from assembler.word.opc import OFFICE, Relationship, read_relationships, write_relationships
from assembler.word.package import Member
from assembler.word.properties import Properties
from assembler.word.slots import NOTES
from assembler.word.state import State
from assembler.word.template import DOCUMENT, DOCUMENT_RELS, Template
from assembler.word.xml import NS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
IMAGE_TYPES = {"png": "image/png", "jpeg": "image/jpeg"}
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAP_ID = "{6F1E9C1A-4C0D-4E57-9B0E-3B2C8D5A7F10}"


@dataclass(slots=True)
class Additions:
    """Parts, types and relationships gathered before the package is written."""

    parts: dict[str, bytes] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    relationships: list[Relationship] = field(default_factory=list)  # of the document
    packaged: list[Relationship] = field(default_factory=list)  # of the package

    def part(self, name: str, data: bytes, content_type: str) -> None:
        self.parts[name] = data
        self.overrides[f"/{name}"] = content_type


def members(
    template: Template, state: State, properties: Properties, rendered: Mapping[str, Member]
) -> dict[str, Member]:
    """All members in their order; the document itself is an empty place that the rendering fills."""
    more = Additions(relationships=list(state.relationships[DOCUMENT]))
    add_properties(more, properties)
    add_media(more, state)
    add_relationships(more, template, state)
    add_charts(more, state)
    add_notes(more, template, state)
    add_lists(more, template, state)
    add_map(more, state)
    types = template.content_types.extended(more.defaults, more.overrides)
    fixed = {
        "[Content_Types].xml": package.pack(types.write()),
        "_rels/.rels": package.pack(package_relationships(template, more)),
        DOCUMENT: NOTHING,
        DOCUMENT_RELS: package.pack(write_relationships((*template.relationships, *more.relationships))),
    }
    return {
        **fixed,
        **{name: member for name, member in template.members.items() if name not in fixed},
        **rendered,
        **{name: package.pack(data) for name, data in more.parts.items()},
    }


NOTHING = Member(0, 0, 0, b"")


def package_relationships(template: Template, more: Additions) -> bytes:
    """Of the template's own, properties and thumbnails give way to the document's."""
    own = read_relationships(template.members["_rels/.rels"].unpacked())
    kept = tuple(r for r in own if r.type.endswith(("/officeDocument", "/extended-properties")))
    return write_relationships((*kept, *more.packaged))


def add_properties(more: Additions, properties: Properties) -> None:
    more.part("docProps/core.xml", properties.core(), "application/vnd.openxmlformats-package.core-properties+xml")
    more.packaged.append(Relationship("rIdCore", CORE, "docProps/core.xml"))
    if properties.custom:
        kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
        more.part("docProps/custom.xml", properties.custom_part(), kind)
        more.packaged.append(Relationship("rIdCustom", f"{OFFICE}/custom-properties", "docProps/custom.xml"))


def add_media(more: Additions, state: State) -> None:
    for name, data in state.media.items():
        extension = name.rpartition(".")[2]
        more.defaults[extension] = IMAGE_TYPES[extension]
        more.parts[name] = data


def add_relationships(more: Additions, template: Template, state: State) -> None:
    """Of headers and footers that show a picture or a chart, behind those that the template gave them."""
    for part, added in state.relationships.items():
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if part != DOCUMENT:
            own = read_relationships(template.members[path].unpacked()) if path in template.members else ()
            more.parts[path] = write_relationships((*own, *added))


def add_charts(more: Additions, state: State) -> None:
    for number, (xml, workbook) in enumerate(state.charts, start=1):
        more.part(f"word/charts/chart{number}.xml", xml, charts.CONTENT_TYPE)
        sheet = f"embeddings/data{number}.xlsx"
        more.part(f"word/{sheet}", workbook, charts.WORKBOOK_CONTENT_TYPE)
        relation = Relationship(charts.WORKBOOK_ID, charts.WORKBOOK_RELATIONSHIP_TYPE, f"../{sheet}")
        more.parts[f"word/charts/_rels/chart{number}.xml.rels"] = write_relationships((relation,))


def add_notes(more: Additions, template: Template, state: State) -> None:
    """Footnotes of formatted texts, behind those of the template (17.11.10)."""
    if not state.footnotes:
        return
    final = Final(state)
    made = "".join(f'<w:footnote w:id="{id}">{final.text(body)}</w:footnote>' for id, body in state.footnotes)
    if NOTES in template.members:
        old = template.members[NOTES].unpacked().decode()
        more.parts[NOTES] = old.replace("</w:footnotes>", f"{made}</w:footnotes>").encode()
        return
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for number, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator")), start=-1
        )
    )
    source = f"{DECLARATION}<w:footnotes {spaces}>{separators}{made}</w:footnotes>"
    more.part(NOTES, source.encode(), f"{WORD}.footnotes+xml")
    more.relationships.append(Relationship("rIdFootnotes", f"{OFFICE}/footnotes", "footnotes.xml"))


def add_lists(more: Additions, template: Template, state: State) -> None:
    if state.lists:
        old = template.members["word/numbering.xml"].unpacked()
        more.parts["word/numbering.xml"] = numbering.extended(old, state)


def add_map(more: Additions, state: State) -> None:
    """The map from the tags of content controls to the places in the content (word.md 12)."""
    if not state.owners:
        return
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    item = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{MAP_ID}" xmlns:ds="{store}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{controls.NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    more.parts["customXml/item1.xml"] = controls.map_part(state)
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    more.part("customXml/itemProps1.xml", item.encode(), kind)
    props = Relationship("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")
    more.parts["customXml/_rels/item1.xml.rels"] = write_relationships((props,))
    more.relationships.append(Relationship("rIdMap", f"{OFFICE}/customXml", "../customXml/item1.xml"))
    more.defaults.setdefault("xml", "application/xml")
