"""Buňky, které píšeme: how much text goes into one."""

from __future__ import annotations

MOST_CHARACTERS = 32_000  # that we write into a cell; Excel's own limit is 32,767 UTF-16 units


def pieces(text: str, most: int = MOST_CHARACTERS) -> list[str]:
    """The text in parts that a cell holds; Excel counts UTF-16 units (a sign beyond U+FFFF is two)."""
    if 2 * len(text) <= most or units(text) <= most:
        return [text]
    half = most // 2 if len(text) != units(text) else most
    return [text[start : start + half] for start in range(0, len(text), half)]


def units(text: str) -> int:
    return len(text) + sum(ch > "\uffff" for ch in text)
