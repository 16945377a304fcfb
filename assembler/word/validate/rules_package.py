"""Rules over the package: types, relationships, properties, settings, charts (ISO/IEC 29500-2; ECMA-376-1, 11.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.word.validate.archive import Told
from assembler.word.validate.names import compiled, name, strings, twice
from assembler.word.validate.package import Docx, Relationship

WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
EXPECTED_TYPES = {  # kind of relationship -> what the type of its target begins with
    "officeDocument": f"{WML}document.main+xml",
    "header": f"{WML}header+xml",
    "footer": f"{WML}footer+xml",
    "styles": f"{WML}styles+xml",
    "numbering": f"{WML}numbering+xml",
    "settings": f"{WML}settings+xml",
    "footnotes": f"{WML}footnotes+xml",
    "endnotes": f"{WML}endnotes+xml",
    "comments": f"{WML}comments+xml",
    "image": "image/",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}
ACTIVE_TYPES = re.compile("macroEnabled|vbaProject|vbaData|activeX|oleObject|attachedToolbars|keyMapCustomizations")
ACTIVE_KINDS = frozenset((
    "vbaProject", "wordVbaData", "control", "activeXControlBinary", "oleObject", "aFChunk", "subDocument",
    "attachedTemplate", "frame", "attachedToolbars", "keyMapCustomizations", "mailMergeSource",
    "mailMergeHeaderSource", "recipientData",
))  # fmt: skip
SAFE_ADDRESS = re.compile(r"(?i)(https?://|mailto:)[^\s]+")
WORKBOOK = compiled("c:externalData/@r:id")
AXES_NAMED = compiled("c:chart/c:plotArea/*[not(c:crossAx)]/c:axId/@val")
AXES_MADE = compiled("c:chart/c:plotArea/*[c:crossAx]/c:axId/@val")


def related(docx: Docx) -> Iterator[tuple[str, Relationship]]:
    for source, all in docx.relationships.items():
        for each in all:
            yield source, each


def part_without_type(docx: Docx) -> Told:
    for part in docx.parts:
        if not docx.types.of(part):
            yield part, "the content types do not say what this part is"


def type_without_part(docx: Docx) -> Told:
    parts = {part.casefold() for part in docx.parts}
    for part in docx.types.overrides:
        if part not in parts and not part.endswith(".rels"):
            yield part, "the content types name a part that is not there"


def type_twice(docx: Docx) -> Told:
    for declared in twice(docx.types.declared):
        yield declared, "the content types say twice what this is"


def no_document_body(docx: Docx) -> Told:
    story = docx.stories[docx.main]
    if not (story.root == name("w:document") and story.has_body):
        yield docx.main, "the root is not w:document with a w:body"


def no_last_section(docx: Docx) -> Told:
    story = docx.stories[docx.main]
    if story.has_body and not story.ends_with_section:
        yield docx.main, "the body does not end with w:sectPr"


def relationships_of_nothing(docx: Docx) -> Told:
    for source in docx.relationships:
        if source and source not in docx.parts:
            yield source, "relationships of a part that is not there"


def relationship_twice(docx: Docx) -> Told:
    for source, all in docx.relationships.items():
        for doubled in twice(each.id for each in all):
            yield source, f"the relationship {doubled} stands twice"


def dangling_relationship(docx: Docx) -> Told:
    for source, each in related(docx):
        if not each.external and each.target not in docx.parts:
            yield source, f"{each.id} ({each.kind}) refers to a part that is not there"


def relationship_to_itself(docx: Docx) -> Told:
    """LibreOffice crashes on one (safety.md 89)."""
    for source, each in related(docx):
        if source and not each.external and each.target == source:
            yield source, f"{each.id} ({each.kind}) refers to its own part"


def external_relationship(docx: Docx) -> Told:
    """Recipients' Word would fetch anything but a hyperlink by itself."""
    for source, each in related(docx):
        if each.external and not (each.kind == "hyperlink" and SAFE_ADDRESS.fullmatch(each.target)):
            yield source, f"{each.id} ({each.kind}) is external and no hyperlink to http, https or mailto"


def unknown_relationship(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        known = {each.id for each in docx.relationships.get(part, ())}
        for kind, id in story.notes.relationships:
            if id not in known:
                yield part, f"the text uses the relationship {id} ({kind}), which is not there"


def relationship_of_wrong_kind(docx: Docx) -> Told:
    for part, story in docx.stories.items():
        kinds = {each.id: each.kind for each in docx.relationships.get(part, ())}
        for kind, id in story.notes.relationships:
            if kinds.get(id, kind) != kind:
                yield part, f"the text uses {id} as {kind}, but it is {kinds[id]}"


def target_of_wrong_type(docx: Docx) -> Told:
    for source, each in related(docx):
        expected = EXPECTED_TYPES.get(each.kind)
        if expected and each.target in docx.parts and not docx.types.of(each.target).startswith(expected):
            yield source, f"{each.id} ({each.kind}) refers to a part of another content type"


def unused_part(docx: Docx) -> Told:
    """What nothing refers to may still hold what its sender did not mean to send."""
    targets = {each.target for _, each in related(docx)}
    for part in docx.parts:
        if part not in targets:
            yield part, "nothing refers to this part"


def active_part(docx: Docx) -> Told:
    for part in docx.parts:
        if ACTIVE_TYPES.search(docx.types.of(part)):
            yield part, "macros, controls, embedded objects or another file's text"
    for source, each in related(docx):
        if each.kind in ACTIVE_KINDS:
            yield source, f"{each.id} is of the kind {each.kind}"


def embedded_package(docx: Docx) -> Told:
    """A package within the package is the workbook of a chart and nothing else."""
    charts = {part for part, _ in docx.trees.get("chart", ())}
    for source, each in related(docx):
        if each.kind == "package" and source not in charts:
            yield source, f"{each.id} embeds a file that is not the workbook of a chart"


def core_properties(docx: Docx) -> Told:
    """Templates saved by LibreOffice end up with two (lessons.md 7)."""
    of_type = [part for part in docx.parts if docx.types.of(part).endswith("core-properties+xml")]
    named = [each for each in docx.relationships.get("", ()) if each.kind == "core-properties"]
    if len(of_type) != 1 or len(named) != 1:
        yield "", f"{len(of_type)} parts of core properties, {len(named)} relationships to them; one of each is needed"


def without_property(docx: Docx, wanted: str) -> Told:
    for part, root in docx.trees.get("core-properties", ()):
        if not (root.findtext(name(wanted)) or "").strip():
            yield part, f"{wanted} is missing or empty"


def no_title(docx: Docx) -> Told:
    """A document has a title (PDF/UA-1, 7.1)."""
    return without_property(docx, "dc:title")


def no_language_property(docx: Docx) -> Told:
    return without_property(docx, "dc:language")


def updates_fields(docx: Docx) -> Told:
    """With w:updateFields Word asks whether to update fields when it opens the document (word.md 2)."""
    for part, root in docx.trees.get("settings", ()):
        if root.find(name("w:updateFields")) is not None:
            yield part, "w:updateFields makes Word ask whether to update fields"


def chart_without_workbook(docx: Docx) -> Told:
    """Without its workbook a chart cannot be edited (ECMA-376 Part 1, 21.2.2.63)."""
    for part, root in docx.trees.get("chart", ()):
        packages = {each.id for each in docx.relationships.get(part, ()) if each.kind == "package"}
        if not packages.intersection(strings(WORKBOOK, root)):
            yield part, "the chart has no embedded workbook"


def chart_axes(docx: Docx) -> Told:
    """Each axis that a plot names is made, under a number that is not negative (21.2.2.9)."""
    for part, root in docx.trees.get("chart", ()):
        named, made = set(strings(AXES_NAMED, root)), strings(AXES_MADE, root)
        if named != set(made) or not all(each.isdecimal() for each in named):
            yield part, "the axes that the plots name are not those that the chart has"
