"""Popis polí: the schemas walked into plain descriptions, read by the form, the workbook, the JSON Schema and the docs.

    describe(Measure).fields[2].label == "Název"

A description says everything that someone who draws a field or writes a page about it needs to know, and nothing of
how the field is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import (
    MAX_ROWS,
    Choices,
    Day,
    Flag,
    HouseField,
    Identifier,
    Number,
    OneOf,
    Reference,
    References,
    RichText,
    Rows,
    Text,
    Texts,
)
from schemas.plan import Plan
from schemas.values import Choice, TextFormat

Plain = Any  # what JSON can hold: str, int, float, bool, None, lists of them


@dataclass(frozen=True, slots=True)
class Option:
    """Možnost: one value of a choice."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldDescription:
    """Popis pole: one field of a part. What a kind of field does not have is empty."""

    name: str  # the key in the content
    kind: str  # HouseField.kind: "text", "rich", "parts" …
    label: str
    hint: str
    example: Plain  # as the content holds it; None for nested parts
    required: bool
    literal: bool  # the typographer leaves it alone
    printed: bool  # False: it serves the program, no document prints it
    default: Plain = None  # what holds when the content says nothing
    options: tuple[Option, ...] = ()  # of a choice; the formats of a formatted text
    part: type[Part] | None = None  # what is nested in it
    item: str = ""  # what one item of a list is called
    refers_to: str = ""  # the class of the part whose identifier it holds
    patterns: tuple[str, ...] = ()  # regular expressions, of which the whole text fits one
    least: Decimal | int | None = None  # of numbers
    most: Decimal | int | None = None
    most_characters: int | None = None
    most_items: int | None = None
    multiline: bool = False
    offers: str = ""  # the name of a list of usual values; others are as good


@dataclass(frozen=True, slots=True)
class PartDescription:
    """Popis části: a part of the content and its fields, in their order."""

    name: str  # of its class: "Measure"
    noun: str
    noun_plural: str
    about: str  # the first line of its docstring
    fields: tuple[FieldDescription, ...]


def describe(part_class: type[Part]) -> PartDescription:
    """The description of a part."""
    return PartDescription(
        name=part_class.__name__,
        noun=part_class.noun,
        noun_plural=part_class.noun_plural,
        about=first_line(part_class),
        fields=tuple(described(name, field) for name, field in part_class.fields.items()),
    )


def all_parts(part_class: type[Part] = Plan) -> tuple[type[Part], ...]:
    """The part and every part below it, each once, in the order in which a reader of the content meets them."""
    found: dict[type[Part], None] = {}

    def visit(each: type[Part]) -> None:
        if each in found:
            return
        found[each] = None
        for field in each.fields.values():
            if isinstance(field, PartOf):
                visit(field.part_class)

    visit(part_class)
    return tuple(found)


def first_line(described_class: type) -> str:
    return (described_class.__doc__ or "").strip().partition("\n")[0]


def described(name: str, field: HouseField) -> FieldDescription:
    """What every field says of itself, and what only its kind does."""
    common = FieldDescription(
        name=name,
        kind=field.kind,
        label=field.label,
        hint=field.hint,
        example=plain(field.example),
        required=bool(field.required),
        literal=field.literal,
        printed=field.printed,
    )
    return more(field, common)


@singledispatch
def more(_: HouseField, common: FieldDescription) -> FieldDescription:
    """The description with what only this kind of field knows."""
    return common


@more.register
def of_text(field: Text, common: FieldDescription) -> FieldDescription:
    return replace(common, most_characters=field.limit, multiline=field.multiline, offers=field.offers)


@more.register
def of_identifier(field: Identifier, common: FieldDescription) -> FieldDescription:
    to = field.to if isinstance(field, Reference) else ""
    return replace(common, patterns=(field.pattern.pattern,), refers_to=to)


@more.register
def of_rich_text(_: RichText, common: FieldDescription) -> FieldDescription:
    return replace(common, options=options(TextFormat), multiline=True)


@more.register
def of_number(field: Number, common: FieldDescription) -> FieldDescription:
    return replace(common, least=field.least, most=field.most)


@more.register
def of_day(field: Day, common: FieldDescription) -> FieldDescription:
    return replace(common, patterns=(field.iso.pattern, field.czech.pattern))


@more.register
def of_flag(field: Flag, common: FieldDescription) -> FieldDescription:
    return replace(common, default=field.empty)


@more.register
def of_choice(field: OneOf, common: FieldDescription) -> FieldDescription:
    return replace(common, options=options(field.choices), default=plain(field.empty))


@more.register
def of_texts(field: Texts, common: FieldDescription) -> FieldDescription:
    return replace(common, item=field.item)


@more.register
def of_references(field: References, common: FieldDescription) -> FieldDescription:
    return replace(common, item=field.item, refers_to=field.to, patterns=(Identifier.pattern.pattern,))


@more.register
def of_choices(field: Choices, common: FieldDescription) -> FieldDescription:
    return replace(common, item=field.item, options=options(field.choices))


@more.register
def of_rows(_: Rows, common: FieldDescription) -> FieldDescription:
    return replace(common, most_items=MAX_ROWS)


@more.register
def of_part(field: PartOf, common: FieldDescription) -> FieldDescription:
    return replace(common, part=field.part_class)


@more.register
def of_parts(field: PartsOf, common: FieldDescription) -> FieldDescription:
    return replace(common, part=field.part_class, item=field.part_class.noun, most_items=field.most)


def options(choices: type[Choice]) -> tuple[Option, ...]:
    return tuple(Option(member.value, member.label) for member in choices)


def plain(value: object) -> Plain:
    """A value of the schemas as JSON holds it."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
