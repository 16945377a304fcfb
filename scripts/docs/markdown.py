"""Pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def code(text: str) -> str:
    """A span of code; backticks inside take more of them around."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def block(text: str, language: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"
