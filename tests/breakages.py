"""Seeded breakages: a good document broken in one way each, with the code of the one fault that the lint must find.

A new rule of the lint gets a breakage here that nothing but the new rule finds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.breaking import (
    BEGIN,
    CHART,
    COMMENTS,
    CORE,
    DOCUMENT,
    END,
    FOOTER,
    HEADER,
    KIND,
    LAYOUT,
    NOTES,
    NUMBERING,
    SEPARATE,
    SETTINGS,
    STYLES,
    TYPES,
    WML,
    Change,
    add,
    before_end,
    both,
    control,
    damaged,
    declare,
    erase,
    field,
    in_body,
    in_cell,
    in_line,
    in_row,
    instruction,
    link,
    otherwise_packed,
    packed,
    range_of,
    repeated,
    style,
    swap,
    truncated,
    unpacked,
    without,
)
from tests.good_docx import NAMESPACES, paragraph, text_box


@dataclass(frozen=True)
class Breakage:
    """One way to break a good document, and the code of the fault that the lint finds in it, no other."""

    name: str
    code: str
    of: Callable[[bytes], bytes]


def changed(name: str, code: str, *changes: Change) -> Breakage:
    """A breakage by changes of the parts."""

    def of(good: bytes) -> bytes:
        parts = unpacked(good)
        both(*changes)(parts)
        return packed(list(parts.items()))

    return Breakage(name, code, of)


def everywhere(part: str, old: bytes, new: bytes) -> Change:
    return lambda parts: parts.update({part: parts[part].replace(old, new)})


ARCHIVE = (
    Breakage("not a ZIP archive", "not_a_package", lambda good: b"%PDF-1.7"),
    Breakage("a program before the archive", "not_a_package", lambda good: b"#!/bin/sh\n" + good),
    Breakage("cut in the middle", "not_a_package", truncated),
    Breakage("two members of one name", "member_twice", repeated(CORE, CORE)),
    Breakage("two members whose names differ by case", "member_twice", repeated(CORE, "docprops/Core.xml")),
    Breakage("a member outside of the package", "member_name", repeated(CORE, "../core.xml")),
    Breakage("a member with an absolute name", "member_name", repeated(CORE, "/core.xml")),
    Breakage("a member with a backslash", "member_name", repeated(CORE, "docProps\\core.xml")),
    Breakage("packed by another method", "member_method", otherwise_packed),
    Breakage("no content types", "no_content_types", without(TYPES)),
    Breakage("a checksum that is wrong", "member_damaged", damaged),
)

CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
NO_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
UPDATE = '<w:updateFields w:val="true"/><w:defaultTabStop'
SHAPE = '<w:pict><v:shape><v:imagedata r:id="rIdNone"/></v:shape></w:pict>'
CHOICE = '<mc:Choice Requires="wps"/>'
FALLBACK = f"<w:r><mc:AlternateContent>{CHOICE}<mc:Fallback>{SHAPE}</mc:Fallback></mc:AlternateContent></w:r>"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG = f'"rId10"><asvg:svgBlip xmlns:asvg="{SVG_NAMESPACE}" r:embed="rIdNone"/></a:blip>'
CLICK = 'square."><a:hlinkClick r:id="rIdNone"/></wp:docPr>'
PACKAGE = (
    changed("a part cut short", "not_well_formed", swap(DOCUMENT, "</w:document>", "")),
    changed("an empty part", "not_well_formed", add(STYLES, "")),
    changed("a document type", "document_type", swap(CORE, "<cp:core", "<!DOCTYPE x><cp:core")),
    changed("a part in Windows-1250", "not_utf8", swap(DOCUMENT, "UTF-8", "windows-1250")),
    changed("a part in UTF-16", "not_utf8", lambda parts: parts.update({CORE: parts[CORE].decode().encode("utf-16")})),
    changed("a part without a type", "part_without_type", add("word/x.bin"), link("x", "x.bin")),
    changed("a type without its part", "type_without_part", declare("word/none.xml", "application/xml")),
    changed("a type declared twice", "type_twice", declare(SETTINGS, f"{WML}.settings+xml")),
    changed("no document", "no_document", swap("_rels/.rels", f"{KIND}/officeDocument", f"{KIND}/document")),
    changed(
        "a document with another root",
        "no_document_body",
        swap(DOCUMENT, "<w:document ", "<w:glossaryDocument "),
        swap(DOCUMENT, "</w:document>", "</w:glossaryDocument>"),
    ),
    changed("a section that is not last", "no_last_section", swap(DOCUMENT, "</w:body>", "<w:p/></w:body>")),
    changed("relationships of no part", "relationships_of_nothing", add("word/_rels/none.xml.rels", NO_LINKS)),
    changed("a relationship id used twice", "relationship_twice", link("image", "media/image1.png", id="rId1")),
    changed("a dangling relationship", "dangling_relationship", link("image", "media/none.png")),
    changed("a relationship out of the package", "dangling_relationship", link("image", "../../x.png")),
    changed("a part that refers to itself", "relationship_to_itself", link("x", "document.xml")),
    changed("a picture on a server", "external_relationship", link("image", "https://example.org/x.png", "External")),
    changed("a template on a share", "external_relationship", link("x", "file://server/x.dotx", "External")),
    changed("a hyperlink to a script", "external_relationship", link("hyperlink", "javascript:x()", "External")),
    changed("a hyperlink without relationship", "unknown_relationship", in_line('<w:hyperlink r:id="rIdNone"/>')),
    changed("a header without relationship", "unknown_relationship", swap(DOCUMENT, '"rId14"', '"rIdNone"')),
    changed("a footer without relationship", "unknown_relationship", swap(DOCUMENT, '"rId15"', '"rIdNone"')),
    changed("a picture without relationship", "unknown_relationship", swap(DOCUMENT, '"rId10"', '"rIdNone"')),
    changed("a chart without relationship", "unknown_relationship", swap(DOCUMENT, '"rId11"', '"rIdNone"')),
    changed("a VML picture without relationship", "unknown_relationship", in_line(FALLBACK)),
    changed("an SVG picture without relationship", "unknown_relationship", swap(DOCUMENT, '"rId10"/>', SVG)),
    changed("a linked drawing without relationship", "unknown_relationship", swap(DOCUMENT, 'square."/>', CLICK)),
    changed("a hyperlink to a picture", "relationship_of_wrong_kind", in_line('<w:hyperlink r:id="rId10"/>')),
    changed("a picture that is XML", "target_of_wrong_type", link("image", "theme/theme1.xml")),
    changed("a template, not a document", "target_of_wrong_type", swap(TYPES, f"{WML}.document.", f"{WML}.template.")),
    changed("a part that nothing refers to", "unused_part", add("word/left.xml")),
    changed(
        "macros",
        "active_part",
        add("word/vba.bin"),
        declare("word/vba.bin", "application/vnd.ms-office.vbaProject"),
        link("x", "vba.bin"),
    ),
    changed(
        "the text of another file",
        "active_part",
        add("word/a.html"),
        declare("word/a.html", "text/html"),
        link("aFChunk", "a.html"),
    ),
    changed("an embedded file", "embedded_package", link("package", "embeddings/chart1.xlsx")),
    changed(
        "two parts of core properties",
        "core_properties",
        add("docProps/core2.xml"),
        declare("docProps/core2.xml", CORE_TYPE),
        link("x", "../docProps/core2.xml"),
    ),
    changed("no title", "no_title", swap(CORE, "<dc:title>Plan<", "<dc:title> <")),
    changed("no language of the properties", "no_language_property", erase(CORE, "<dc:language>.*</dc:language>")),
    changed("fields updated on opening", "updates_fields", swap(SETTINGS, "<w:defaultTabStop", UPDATE)),
    changed("a chart without its workbook", "chart_without_workbook", erase(CHART, "<c:externalData[^>]*>")),
    changed("a chart with negative axes", "chart_axes", everywhere(CHART, b'axId val="', b'axId val="-')),
    changed("a chart without one of its axes", "chart_axes", swap(CHART, 'axId val="', 'axId val="7')),
)

GRID = '<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'
TABLE = f"<w:tbl>{LAYOUT}{GRID}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
NESTED = text_box(91, paragraph(text_box(92, "<w:p/>")))
ENDNOTES = (
    f'<w:endnotes {NAMESPACES}><w:endnote w:type="separator" w:id="-1"><w:p/></w:endnote>'
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p/></w:endnote><w:endnote w:id="1"/></w:endnotes>'
)
WITH_ENDNOTES = both(
    add("word/endnotes.xml", ENDNOTES),
    declare("word/endnotes.xml", f"{WML}.endnotes+xml"),
    link("endnotes", "endnotes.xml"),
)
INNER = "(<w:{0}[^s][^>]*>).*(</w:{0}>)"
SHAPES = (
    changed("a cell without a paragraph", "cell_without_last_paragraph", in_row("<w:tc><w:tcPr/></w:tc>")),
    changed("a cell that ends with a table", "cell_without_last_paragraph", in_cell(TABLE)),
    changed(
        "a cell that ends with a control that ends with a table",
        "cell_without_last_paragraph",
        in_cell(control(f"<w:sdtContent><w:p/>{TABLE}</w:sdtContent>")),
    ),
    changed("an empty row", "row_without_cells", in_row("<w:trPr/>")),
    changed("more cells than columns", "row_wider_than_grid", in_row("<w:tc><w:p/></w:tc>" * 3, columns=2)),
    changed(
        "spans wider than the grid",
        "row_wider_than_grid",
        in_cell('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/>'),
    ),
    changed(
        "columns skipped beyond the grid",
        "row_wider_than_grid",
        swap(DOCUMENT, '<w:gridAfter w:val="1"/>', '<w:gridAfter w:val="2"/>'),
    ),
    changed("a merge without a start", "merge_without_start", in_cell("<w:tcPr><w:vMerge/></w:tcPr><w:p/>")),
    changed(
        "a merge of another width",
        "merge_without_start",
        erase(DOCUMENT, "<w:vMerge/>(.*?)<w:tc>.*?</w:tc>", r'<w:gridSpan w:val="2"/><w:vMerge/>\1'),
    ),
    changed(
        "a table without a grid",
        "table_without_grid",
        in_body(f"<w:tbl>{LAYOUT}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    ),
    changed("a table without rows", "table_without_rows", in_body(f"<w:tbl>{LAYOUT}{GRID}</w:tbl>")),
    changed("a paragraph in a paragraph", "misplaced_block", in_line("<w:p/>")),
    changed("a paragraph in a run", "misplaced_block", in_line("<w:r><w:p/></w:r>")),
    changed("a paragraph in a text", "misplaced_block", in_line("<w:r><w:t>x<w:p/></w:t></w:r>")),
    changed("a table in a paragraph", "misplaced_block", in_line(TABLE)),
    changed(
        "a block in a control in a line", "misplaced_block", in_line(control("<w:sdtContent><w:p/></w:sdtContent>"))
    ),
    changed("blanks that would be lost", "spaces_not_preserved", in_line("<w:r><w:t>x </w:t></w:r>")),
    changed("a line end that would be lost", "spaces_not_preserved", in_line("<w:r><w:t>\nx</w:t></w:r>")),
    changed("an empty control", "empty_control", in_body(control("<w:sdtContent/>"))),
    changed("a control without content", "empty_control", in_body(control(""))),
    changed("a long tag", "long_control_tag", in_line(control("<w:sdtContent><w:r/></w:sdtContent>", tag="t" * 65))),
    changed(
        "an empty text box", "story_without_last_paragraph", in_body(f"<w:p {NAMESPACES}>{text_box(91, '')}</w:p>")
    ),
    changed("an empty header", "story_without_last_paragraph", erase(HEADER, INNER.format("hdr"), r"\1\2")),
    changed("an empty footer", "story_without_last_paragraph", erase(FOOTER, INNER.format("ftr"), r"\1\2")),
    changed("an empty footnote", "story_without_last_paragraph", erase(NOTES, '(id="1">).*?(</w:footnote>)', r"\1\2")),
    changed("an empty endnote", "story_without_last_paragraph", WITH_ENDNOTES),
    changed("an empty comment", "story_without_last_paragraph", erase(COMMENTS, INNER.format("comment"), r"\1\2")),
    changed("a text box in a text box", "anchor_in_text_box", in_body(f"<w:p {NAMESPACES}>{NESTED}</w:p>")),
    changed("a drawing with the id 0", "drawing_id", swap(DOCUMENT, 'docPr id="3"', 'docPr id="0"')),
    changed("a drawing with an id of 32 bits", "drawing_id", swap(DOCUMENT, 'docPr id="3"', 'docPr id="2147483648"')),
    changed("a picture without alternative text", "no_alternative_text", swap(DOCUMENT, ' descr="A square."', "")),
    changed("a chart with a blank for its text", "no_alternative_text", swap(DOCUMENT, "Three columns.", " ")),
    changed(
        "not decoration after all", "no_alternative_text", swap(DOCUMENT, 'decorative val="1"', 'decorative val="0"')
    ),
    changed("a picture that is linked", "linked_picture", swap(DOCUMENT, "blip r:embed", "blip r:link")),
    changed(
        "a field to be updated on opening",
        "dirty_field",
        swap(DOCUMENT, 'fldCharType="begin"', 'fldCharType="begin" w:dirty="true"'),
    ),
    changed("a simple field to be updated", "dirty_field", swap(HEADER, "<w:fldSimple", '<w:fldSimple w:dirty="1"')),
    changed("an embedded object", "active_content", in_line("<w:r><w:object/></w:r>")),
    changed("a control of ActiveX", "active_content", in_line("<w:r><w:control/></w:r>")),
    changed("an imported chunk", "active_content", in_body('<w:altChunk r:id="rId10"/>')),
    changed("a subdocument", "active_content", in_line('<w:subDoc r:id="rId10"/>')),
)

ENDS, LINE = "word/endnotes.xml", '<w:endnote w:type="separator".*?</w:endnote>'
EMPTY, FULL = '<w:endnote w:id="1"/>', '<w:endnote w:id="1"><w:p/></w:endnote>'
INSTANCE = '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>'
SPLIT = instruction("INCLUDE") + instruction("TEXT x.docx")
OVER_CELLS = f"<w:tc><w:p>{BEGIN}{instruction('PAGE')}{SEPARATE}</w:p></w:tc><w:tc><w:p>{END}</w:p></w:tc>"
BLOCK = "<w:sdtContent><w:p/></w:sdtContent>"
HEADLESS = f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>{GRID}<w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
TEXT = (
    changed("a prefix to ignore that is not declared", "undeclared_prefix", swap(DOCUMENT, 'e="w14', 'e="w99 w14')),
    changed("a prefix required that is not declared", "undeclared_prefix", swap(DOCUMENT, 's="wps"', 's="w99"')),
    changed("two drawings of one id", "drawing_id_twice", swap(DOCUMENT, 'docPr id="3"', 'docPr id="1"')),
    changed("a bookmark that begins with a digit", "bookmark_name", in_line(range_of("bookmark", 900, "1x"))),
    changed("a bookmark with a blank", "bookmark_name", in_line(range_of("bookmark", 900, "a b"))),
    changed("a bookmark with a long name", "bookmark_name", in_line(range_of("bookmark", 900, "x" * 41))),
    changed("two bookmarks of one name", "bookmark_name_twice", in_line(range_of("bookmark", 900, "_TOC1"))),
    changed("a bookmark without an end", "unpaired_range", in_line(range_of("bookmark", 900, "x", end=False))),
    changed("an end of no bookmark", "unpaired_range", in_line('<w:bookmarkEnd w:id="900"/>')),
    changed("two bookmarks of one id", "unpaired_range", in_line(range_of("bookmark", 1, "x"))),
    changed("a comment's range without an end", "unpaired_range", erase(DOCUMENT, "<w:commentRangeEnd[^>]*>")),
    changed(
        "two controls of one id", "control_id_twice", in_body(control("<w:sdtContent><w:p/></w:sdtContent>", "100"))
    ),
    changed(
        "two controls of one id beside a text box",
        "control_id_twice",
        in_body(f"<w:p {NAMESPACES}>{text_box(91, control(BLOCK) + '<w:p/>')}</w:p>" + control(BLOCK)),
    ),
    changed(
        "a control of one id in text and header",
        "control_id_twice",
        before_end(HEADER, "</w:hdr>", control("<w:sdtContent><w:p/></w:sdtContent>", "100")),
    ),
    changed(
        "a footnote that is not there",
        "unknown_note",
        swap(DOCUMENT, 'footnoteReference w:id="1"', 'footnoteReference w:id="7"'),
    ),
    changed("two endnotes of one id", "note_twice", WITH_ENDNOTES, swap(ENDS, EMPTY, FULL * 2)),
    changed("no line above the endnotes", "no_note_separators", WITH_ENDNOTES, erase(ENDS, LINE), erase(ENDS, EMPTY)),
    changed("an endnote that is not there", "unknown_note", in_line('<w:r><w:endnoteReference w:id="1"/></w:r>')),
    changed("a comment that is not there", "unknown_note", in_line('<w:r><w:commentReference w:id="7"/></w:r>')),
    changed(
        "two footnotes of one id",
        "note_twice",
        before_end(NOTES, "</w:footnotes>", '<w:footnote w:id="1"><w:p/></w:footnote>'),
    ),
    changed(
        "no line above the footnotes", "no_note_separators", erase(NOTES, '<w:footnote w:type="sep.*?</w:footnote>')
    ),
    changed("two numbering instances of one id", "list_twice", before_end(NUMBERING, "</w:numbering>", INSTANCE)),
    changed("two lists of one id", "list_twice", erase(NUMBERING, "(<w:abstractNum .*?</w:abstractNum>)", r"\1\1")),
    changed(
        "an instance of no list",
        "list_without_levels",
        swap(NUMBERING, '<w:abstractNumId w:val="8"/>', '<w:abstractNumId w:val="99"/>'),
    ),
    changed("a paragraph in no list", "unknown_list", swap(DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="99"/>')),
    changed(
        "a style in no list", "unknown_list", style("X", '<w:pPr><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr>')
    ),
    changed("a jump to no bookmark", "missing_target", in_line('<w:hyperlink w:anchor="none"/>')),
    changed("a reference to no bookmark", "missing_target", field("REF none \\h")),
    changed("a page of no bookmark", "missing_target", field("PAGEREF none \\h")),
    changed("a reference to nothing", "missing_target", field("REF \\h")),
    changed("a field that jumps to no bookmark", "missing_target", field('HYPERLINK \\l "none"')),
    changed("contents of no bookmark", "missing_target", field("TOC \\b none")),
    changed("a field without an end", "unbalanced_field", in_line(BEGIN + instruction("PAGE") + SEPARATE)),
    changed("an end of no field", "unbalanced_field", in_line(END)),
    changed("a field with two results", "unbalanced_field", in_line(BEGIN + instruction("PAGE") + SEPARATE * 2 + END)),
    changed("a field over two cells", "unbalanced_field", in_row(OVER_CELLS, columns=2)),
    changed("an instruction outside of a field", "loose_instruction", in_line(instruction("PAGE"))),
    changed(
        "an instruction in a result",
        "loose_instruction",
        in_line(BEGIN + instruction("PAGE") + SEPARATE + instruction("PAGE") + END),
    ),
    changed("a field without instruction", "empty_field", in_line(BEGIN + SEPARATE + END)),
    changed("a simple field without instruction", "empty_field", in_line('<w:fldSimple w:instr=" "/>')),
    changed("a field that includes a file", "forbidden_field", in_line(BEGIN + SPLIT + END)),
    changed(
        "a field within a field that runs a macro",
        "forbidden_field",
        in_line(BEGIN + BEGIN + instruction("MACROBUTTON x") + END + instruction("PAGE") + END),
    ),
    changed("a date that changes", "forbidden_field", in_line('<w:fldSimple w:instr="DATE"/>')),
    changed("a field that jumps to a file", "forbidden_field", field('HYPERLINK "file:///etc/passwd"')),
    changed("a running head of no style", "unknown_styleref", swap(HEADER, "STYLEREF 1", "STYLEREF Kapitola")),
    changed("a paragraph style that is not there", "missing_style", in_body(paragraph("", "None"))),
    changed("a character style that is not there", "missing_style", swap(DOCUMENT, '"Strong"', '"None"')),
    changed(
        "a table style that is not there",
        "missing_style",
        in_body(HEADLESS.replace("TableGrid", "None").replace("<w:tc>", "<w:trPr><w:tblHeader/></w:trPr><w:tc>")),
    ),
    changed("a style based on none", "missing_style", style("X", '<w:basedOn w:val="None"/>')),
    changed("a list for a style that is not there", "missing_style", swap(NUMBERING, '"ListNumber"', '"None"')),
    changed("a character style of a paragraph", "style_of_wrong_type", in_body(paragraph("", "Strong"))),
    changed("two styles of one id", "style_twice", style("Normal")),
    changed(
        "styles based on each other",
        "style_circle",
        style("X", '<w:basedOn w:val="Y"/>'),
        style("Y", '<w:basedOn w:val="X"/>'),
    ),
    changed("no language", "no_language", erase(STYLES, "<w:lang [^>]*>")),
    changed("a level left out", "heading_gap", in_body(paragraph("", "Heading3"))),
    changed("a first heading of level 2", "heading_gap", swap(DOCUMENT, '"Heading1"', '"Heading2"')),
    changed(
        "a level left out by a derived style",
        "heading_gap",
        style("X", '<w:basedOn w:val="Heading3"/>'),
        in_body(paragraph("", "X")),
    ),
    changed("a data table without header row", "table_without_header", in_body(HEADLESS)),
    changed(
        "a header row switched off",
        "table_without_header",
        swap(DOCUMENT, "<w:tblHeader/>", '<w:tblHeader w:val="off"/>'),
    ),
)

BREAKAGES = (*ARCHIVE, *PACKAGE, *SHAPES, *TEXT)
