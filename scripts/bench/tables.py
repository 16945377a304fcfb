"""What the benchmark says: tables for people, bars with their verdicts, and everything as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that is promised."""

    name: str
    value: float  # or a bool
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool:
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def __str__(self) -> str:
        verdict = "met    " if self.met else "NOT MET"
        if isinstance(self.value, bool):
            return f"  {verdict} {self.name}: {'yes' if self.value else 'no'}"
        wanted = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return f"  {verdict} {self.name}: {self.value:.2f} ({wanted})"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the benchmark."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    bars: Sequence[Bar] = ()
    remarks: Sequence[str] = ()
    figures: dict[str, Any] = field(default_factory=dict)  # for the JSON file

    def __str__(self) -> str:
        remarks = [f"  {remark}" for remark in self.remarks]
        return "\n".join(("", self.title, *aligned([self.heads, *self.rows]), *remarks, *map(str, self.bars)))

    def as_json(self) -> dict[str, Any]:
        bars = [{"name": bar.name, "value": bar.value, "met": bar.met} for bar in self.bars]
        return {"title": self.title, "heads": self.heads, "rows": self.rows, "bars": bars, "figures": self.figures}


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns under each other: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
