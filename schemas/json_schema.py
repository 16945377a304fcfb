"""JSON Schema (draft 2020-12) of a plan: for other programs that deliver content, and for editors that complete keys.

It says the same as `loading.load` about the shape of the content. What no JSON Schema can say is left to loading:
that a day is in the calendar, that an amount has at most two decimals and a number at most 15 digits, that identifiers
are unique and references lead somewhere, how deep the strategy goes and how many measures it has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from schemas.base import Part
from schemas.describe import FieldDescription, Option, all_parts, describe, plain
from schemas.fields import MAX_TEXT
from schemas.values import TextFormat

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"$ref": "#/$defs/Text"}
RICH = {"$ref": "#/$defs/RichText"}
PRINTABLE = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]*$"  # as fields.FORBIDDEN


def json_schema(parts: frozenset[str] | None = None) -> Schema:
    """The schema of the whole plan.

    parts: those top-level parts that a kind of document prints; the others are marked by "x-printed": false, as are
    fields that no document prints.
    """
    plan, *below = all_parts()
    whole = part_schema(plan)
    for name, field in whole["properties"].items():
        if parts is not None and name not in parts:
            field["x-printed"] = False
    shared = {"Text": text_definition(), "RichText": rich_definition()}
    return {"$schema": DIALECT, **whole, "$defs": {**shared, **{each.__name__: part_schema(each) for each in below}}}


def part_schema(part_class: type[Part]) -> Schema:
    description = describe(part_class)
    schema: Schema = {
        "title": description.noun,
        "type": "object",
        "properties": {field.name: field_schema(field) for field in description.fields},
        "additionalProperties": False,
    }
    required = [field.name for field in description.fields if field.required]
    return {**schema, "required": required} if required else schema


def field_schema(field: FieldDescription) -> Schema:
    """The shape of a field with what people read beside it."""
    schema: Schema = {"title": field.label, "description": field.hint, **SHAPES[field.kind](field)}
    if field.example is not None:
        schema["examples"] = [field.example]
    if field.default is not None:
        schema["default"] = field.default
    if field.refers_to:
        schema["x-refers-to"] = field.refers_to
    if not field.printed:
        schema["x-printed"] = False
    return schema


def text_definition() -> Schema:
    return {"type": "string", "pattern": PRINTABLE}


def rich_definition() -> Schema:
    text = {**TEXT, "maxLength": MAX_TEXT}
    choice = one_of(tuple(Option(member.value, member.label) for member in TextFormat))
    properties = {"text": {"title": "Text", **text}, "format": {"title": "Formát", **choice}}
    whole = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"title": "Formátovaný text", "anyOf": [text, whole]}


# ---------------------------------------------------------------- the shape of each kind of field


def text(field: FieldDescription) -> Schema:
    shape: Schema = {**TEXT, "maxLength": field.most_characters}
    return {**shape, "pattern": r"\S"} if field.required else shape


def base64(field: FieldDescription) -> Schema:
    return {**text(field), "contentEncoding": "base64"}


def identifier(field: FieldDescription) -> Schema:
    return {"type": "string", "pattern": whole_text(field.patterns)}


def day(field: FieldDescription) -> Schema:
    return {"type": "string", "maxLength": 100, "pattern": rf"^\s*(?:{'|'.join(field.patterns)})\s*$"}


def rich(_: FieldDescription) -> Schema:
    return dict(RICH)


def number(field: FieldDescription, kind: str = "number") -> Schema:
    bounds = {"minimum": plain(field.least), "maximum": plain(field.most)}
    return {"type": kind, **{name: bound for name, bound in bounds.items() if bound is not None}}


def whole_number(field: FieldDescription) -> Schema:
    return number(field, "integer")


def flag(_: FieldDescription) -> Schema:
    return {"type": "boolean"}


def choice(field: FieldDescription) -> Schema:
    return one_of(field.options)


def texts(field: FieldDescription) -> Schema:
    return list_of({"title": field.item, **TEXT, "maxLength": MAX_TEXT})


def references(field: FieldDescription) -> Schema:
    return list_of({"title": field.item, **identifier(field)})


def choices(field: FieldDescription) -> Schema:
    return list_of({"title": field.item, **one_of(field.options)})


def numbers(field: FieldDescription) -> Schema:
    return list_of({"title": field.item, "type": ["number", "null"]})


def rows(field: FieldDescription) -> Schema:
    cell = {"anyOf": [{**TEXT, "maxLength": MAX_TEXT}, {"type": ["number", "null"]}]}
    return {**list_of(list_of(cell)), "maxItems": field.most_items}


def part(field: FieldDescription) -> Schema:
    assert field.part is not None  # noqa: S101 - a nested part has its class
    return {"$ref": f"#/$defs/{field.part.__name__}"}


def parts_of(field: FieldDescription) -> Schema:
    return {**list_of(part(field)), "maxItems": field.most_items}


def list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def one_of(options: tuple[Option, ...]) -> Schema:
    return {"type": "string", "oneOf": [{"const": option.code, "title": option.label} for option in options]}


def whole_text(patterns: tuple[str, ...]) -> str:
    return f"^(?:{'|'.join(patterns)})$"


SHAPES: dict[str, Callable[[FieldDescription], Schema]] = {
    "text": text,
    "base64": base64,
    "identifier": identifier,
    "reference": identifier,
    "rich": rich,
    "number": number,
    "money": number,
    "whole": whole_number,
    "year": whole_number,
    "day": day,
    "flag": flag,
    "choice": choice,
    "texts": texts,
    "references": references,
    "choices": choices,
    "numbers": numbers,
    "rows": rows,
    "part": part,
    "parts": parts_of,
}
