"""Položka: a row of a sheet on its way into the content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assembler.workbook.book import Key, Row, Sheet
from assembler.workbook.layout import PLAN, Path, Table


@dataclass(eq=False, slots=True)
class Item:
    """What it says, and the place that it finds."""

    table: Table | None
    sheet: Sheet
    row: Row
    number: int  # 0: a new row
    value: dict[str, Any] = field(default_factory=dict)
    parent: Item | None = None
    route: Path = ()
    lost: bool = False  # it has no place in the content
    data: list[Item] = field(default_factory=list)  # the rows of a data table
    pointer: str = ""

    @property
    def key(self) -> Key:
        return (self.table.key if self.table else PLAN, self.number)
