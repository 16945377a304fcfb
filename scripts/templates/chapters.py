"""Words that all chapters use."""

from __future__ import annotations

from scripts.templates.blocks import block, p, strong

WIDE = 247  # mm of text on a page lying down


def h1(text: str) -> str:
    return p("Heading1", text)


def h2(text: str) -> str:
    return p("Heading2", text)


def h3(text: str) -> str:
    return p("Heading3", text)


def data(expression: str) -> str:
    return block(f"{expression}|data_table") + p("AfterTable")


def wide_table(expression: str) -> str:
    """A data table on a page lying down."""
    return block(f"{expression}|data_table('', {WIDE})")


def fact(label: str, value: str) -> str:
    """„Období: září až říjen 2018“, on the page of what follows."""
    return p("Fact", strong(f"{label}: "), value)
