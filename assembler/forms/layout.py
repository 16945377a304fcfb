"""Rozvržení: which nested parts stand on the page of their part, which in a table, which have their own page."""

from __future__ import annotations

from assembler import documents
from assembler.forms.naming import all_fields
from schemas.base import Part
from schemas.describe import FieldDescription, Option
from schemas.plan import Plan

NESTED = frozenset({"part", "parts"})
LARGE = frozenset({"rich", "rows", "base64"})
MOST_FIELDS = 9  # of a part that stands on the page of another
GRID_WIDTH = 11  # of a table to write into; a text takes two, a long one three
GRID_ROWS = 60  # more items have pages of their own
GRID_OPTIONS = 3_000  # options of all choices of a table: browsers are slow with more
BLANK_ROWS = 2  # at the end of a table, to be written into
CELLS = 800  # of a data table; a bigger one is pasted as one text
ITEMS = 50  # of a list on one page


def is_short(part_class: type[Part]) -> bool:
    """Whether it has only few plain fields."""
    fields = fields_of(part_class)
    return len(fields) <= MOST_FIELDS and not any(field.kind in NESTED | LARGE for field in fields)


def is_narrow(part_class: type[Part]) -> bool:
    """Whether its fields fit beside each other."""
    return is_short(part_class) and sum(width(field) for field in fields_of(part_class)) <= GRID_WIDTH


def width(field: FieldDescription) -> int:
    if field.multiline or field.kind in ("texts", "choices", "references"):
        return 3
    return 2 if field.kind in ("text", "identifier", "numbers") else 1


def fields_of(part_class: type[Part]) -> tuple[FieldDescription, ...]:
    """The fields of a part as a form has them: a picture first, what is for the program alone last."""
    return tuple(sorted(all_fields(part_class), key=rank))


def rank(field: FieldDescription) -> int:
    for_program = field.kind == "identifier" or (field.kind in ("text", "texts") and not field.printed)
    return -1 if field.kind == "base64" else int(for_program)


def on_page(part_class: type[Part]) -> tuple[FieldDescription, ...]:
    """What the page of a part shows; of the plan what has no page of its own."""
    fields = name_first(fields_of(part_class))
    if part_class is not Plan:
        return fields
    return tuple(field for field in fields if field.part is None or (field.kind == "part" and is_short(field.part)))


def name_first(fields: tuple[FieldDescription, ...]) -> tuple[FieldDescription, ...]:
    """The code behind the name: a code is mostly left to the plan, a name never. (In tables and lists it leads.)"""
    names = [field.name for field in fields]
    if "code" not in names or "name" not in names:
        return fields
    rest = [field for field in fields if field.name != "code"]
    behind = [field.name for field in rest].index("name") + 1
    return (*rest[:behind], fields[names.index("code")], *rest[behind:])


def apart(part_class: type[Part]) -> tuple[FieldDescription, ...]:
    """The fields that have pages of their own, in the order of the schema."""
    shown = {field.name for field in on_page(part_class)}
    return tuple(field for field in all_fields(part_class) if field.name not in shown)


def kinds_of_documents() -> tuple[Option, ...]:
    return tuple(Option(kind.code, kind.title) for kind in documents.KINDS)
