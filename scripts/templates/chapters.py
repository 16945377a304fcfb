"""Words that all chapters use."""

from __future__ import annotations

from scripts.templates.blocks import block, body, p, strong


def h1(text: str) -> str:
    return p("Heading1", text)


def h2(text: str) -> str:
    return p("Heading2", text)


def h3(text: str) -> str:
    return p("Heading3", text)


def data(expression: str) -> str:
    return block(f"{expression}|data_table") + p("AfterTable")


def labelled(label: str, value: str) -> str:
    return body(strong(f"{label}: "), value)
