"""The rules over a whole document: code -> function; each yields the part and what is wrong there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assembler.word.validate import rules_package as package
from assembler.word.validate import rules_text as text
from assembler.word.validate.archive import Told
from assembler.word.validate.package import Docx

RULES: Mapping[str, Callable[[Docx], Told]] = {
    "part_without_type": package.part_without_type,
    "type_without_part": package.type_without_part,
    "type_twice": package.type_twice,
    "no_document_body": package.no_document_body,
    "no_last_section": package.no_last_section,
    "relationships_of_nothing": package.relationships_of_nothing,
    "relationship_twice": package.relationship_twice,
    "dangling_relationship": package.dangling_relationship,
    "relationship_to_itself": package.relationship_to_itself,
    "external_relationship": package.external_relationship,
    "unknown_relationship": package.unknown_relationship,
    "relationship_of_wrong_kind": package.relationship_of_wrong_kind,
    "target_of_wrong_type": package.target_of_wrong_type,
    "unused_part": package.unused_part,
    "active_part": package.active_part,
    "embedded_package": package.embedded_package,
    "core_properties": package.core_properties,
    "no_title": package.no_title,
    "no_language_property": package.no_language_property,
    "updates_fields": package.updates_fields,
    "chart_without_workbook": package.chart_without_workbook,
    "chart_axes": package.chart_axes,
    "undeclared_prefix": text.undeclared_prefix,
    "drawing_id_twice": text.drawing_id_twice,
    "bookmark_name": text.bookmark_name,
    "bookmark_name_twice": text.bookmark_name_twice,
    "unpaired_range": text.unpaired_range,
    "control_id_twice": text.control_id_twice,
    "unknown_note": text.unknown_note,
    "note_twice": text.note_twice,
    "no_note_separators": text.no_note_separators,
    "list_twice": text.list_twice,
    "list_without_levels": text.list_without_levels,
    "unknown_list": text.unknown_list,
    "missing_target": text.missing_target,
    "unbalanced_field": text.unbalanced_field,
    "loose_instruction": text.loose_instruction,
    "empty_field": text.empty_field,
    "forbidden_field": text.forbidden_field,
    "unknown_styleref": text.unknown_styleref,
    "missing_style": text.missing_style,
    "style_of_wrong_type": text.style_of_wrong_type,
    "style_twice": text.style_twice,
    "style_circle": text.style_circle,
    "no_language": text.no_language,
    "heading_gap": text.heading_gap,
    "table_without_header": text.table_without_header,
}
