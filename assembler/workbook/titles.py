"""Popisky sloupců: what stands above the values of a sheet, and what is said about how to fill them in."""

from __future__ import annotations

from functools import singledispatch

from assembler.readers.sheets.cells import told
from assembler.workbook.book import NUMBER, OWNER, ROUTE, suffix_of
from assembler.workbook.layout import Leaf, Table
from assembler.workbook.showing import FORMAT, NO, YES
from schemas.describe import plain
from schemas.fields import (
    Base64,
    Choices,
    Day,
    Flag,
    HouseField,
    Identifier,
    Money,
    Number,
    Reference,
    References,
    Texts,
)

MOST_EXAMPLE = 60  # characters
NUMBER_LABEL, ROUTE_LABEL, BELOW = "Č.", "Pole", "Patří pod"
ON_LINES = "Každý údaj na nový řádek (Alt+Enter)."


def title_of(table: Table, key: str) -> str:
    """The label of a column."""
    if key.startswith("@"):
        return {NUMBER: NUMBER_LABEL, OWNER: owner_title(table), ROUTE: ROUTE_LABEL}[key]
    leaf = leaf_of(table.leaves, key)
    return titled(leaf, key) if leaf else f"Sloupec {key[1:]}"


def owner_title(table: Table) -> str:
    """Of the column that says to whom a row belongs."""
    if table.again:
        return BELOW
    return f"Patří k: {table.parent.part_class.noun.lower()}" if table.parent else ""


def leaf_of(leaves: tuple[Leaf, ...], key: str) -> Leaf | None:
    return next((leaf for leaf in leaves if suffix_of(key, leaf.key) is not None), None)


def titled(leaf: Leaf, key: str) -> str:
    """The label of a value, of what goes on with it, of its format, of one of its numbers."""
    suffix = suffix_of(key, leaf.key) or ""
    if suffix == FORMAT:
        return f"{leaf.label} – formát"
    if suffix.startswith("+"):
        return f"{leaf.label} (pokračování {suffix[1:]})"
    if suffix.startswith("#") and isinstance(leaf.field, Texts):
        return f"{leaf.field.item} {suffix[1:]}"
    return f"{leaf.label} *" if leaf.field.required else leaf.label


def hint_of(table: Table, key: str) -> str:
    """What stands above the label."""
    if key == NUMBER:
        return "Nový řádek: prázdné."
    if key == OWNER:
        return "Vyberte z nabídky." + (" Prázdné: nejvyšší úroveň." if table.again else "")
    if key == ROUTE:
        return "Vyberte z nabídky."
    leaf = leaf_of(table.leaves, key)
    if leaf is None:
        return "Hodnoty zleva doprava, jak jdou sloupce tabulky." if key == "#1" else ""
    suffix = suffix_of(key, leaf.key)
    if suffix == FORMAT:
        return "Nechte prázdné."
    return hint(leaf.field) if suffix in ("", "#1") else ""


def hint(field: HouseField) -> str:
    return " ".join(each for each in (field.hint, how(field), example(field)) if each)


@singledispatch
def how(field: HouseField) -> str:
    """How a kind of value is written."""
    return ""


@how.register
def _(field: Texts) -> str:
    return ON_LINES


@how.register
def _(field: Choices) -> str:
    return f"{ON_LINES} Možnosti: {', '.join(each.label for each in field.choices)}."


@how.register
def _(field: References) -> str:
    return f"{ON_LINES} Stačí název, nebo označení."


@how.register
def _(field: Number) -> str:
    return "Jen číslo."


@how.register
def _(field: Flag) -> str:
    return f"{YES}, nebo {NO}."


@how.register
def _(field: Base64) -> str:
    return "Obrázek se v sešitu nemění."


def example(field: HouseField) -> str:
    """„Např. Kraj Vysočina“; nothing where it would help nobody."""
    if isinstance(field, Base64 | Flag | Reference | References | Choices) or not isinstance(field.example, str | int):
        return ""
    if isinstance(field, Identifier | Money | Number | Day):
        said = plain(field.example)
        return f"Např. {'1. 3. 2020' if isinstance(field, Day) else told(said)}"
    text = " ".join(field.example.split()) if isinstance(field.example, str) else ""
    return f"Např. {text}" if text and len(text) <= MOST_EXAMPLE and not hasattr(field, "choices") else ""
