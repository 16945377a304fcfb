"""Words that all chapters use."""

from __future__ import annotations

from scripts.templates.blocks import block, p, strong, when

WIDE = 247  # mm of text on a page lying down


def h1(text: str) -> str:
    return p("Heading1", text)


def h2(text: str) -> str:
    return p("Heading2", text)


def h3(text: str) -> str:
    return p("Heading3", text)


def data(expression: str) -> str:
    return block(f"{expression}|data_table") + p("AfterTable")


def table_of(expression: str, wide: str) -> str:
    """A data table for an upright page, or for one lying down where the condition says so."""
    lying = block(f"{expression}|data_table('', {WIDE})")
    return when(wide, lying) + when(f"not {wide}", block(f"{expression}|data_table"))


def fact(label: str, value: str) -> str:
    """„Období: září až říjen 2018“, on the page of what follows."""
    return p("Fact", strong(f"{label}: "), value)
