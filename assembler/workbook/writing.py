"""Sešit z obsahu."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assembler.workbook.book import Origin
from assembler.workbook.drawing import draw
from assembler.workbook.filling import fill

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(content: dict[str, Any], origin: Origin | None = None, parts: Collection[str] | None = None) -> bytes:
    """The XLSX of a content, whatever is wrong with it.

    `parts` are the top-level parts of the plan whose sheets come also where there is nothing on them (those that a kind
    of document prints); None: all.
    """
    return draw(fill(content, origin), parts)
