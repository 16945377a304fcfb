"""Volby: how a sheet is to be read; proposed first, changed by whoever brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assembler.readers.grids import Grid
from assembler.statistics.cells import Answer
from assembler.statistics.shape import Shape, understood


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows and columns are counted from 0 in the sheet; ends are behind the last one."""

    header: tuple[int, int]
    body: tuple[int, int]
    only: tuple[str, ...] = ()  # labels of the rows that are wanted; without any all of them
    rows_out: frozenset[int] | None = None  # None: as proposed
    columns_out: frozenset[int] | None = None
    names: Mapping[int, str] = field(default_factory=dict)  # of columns
    types: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, str]] = field(default_factory=dict)  # by the text in doubt; with a typed number
    wanted: frozenset[str] = field(init=False)  # `only`, however its letters are written

    def __post_init__(self) -> None:
        object.__setattr__(self, "wanted", frozenset(each.casefold() for each in self.only))


def proposed(grid: Grid) -> tuple[Shape, Choices]:
    shape = understood(grid)
    return shape, Choices(shape.header, shape.body)
