"""Values of a context that are more than text: a template prints them whole, and cannot look into them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assembler.word.charts import ChartData
from schemas.values import Rich


@dataclass(frozen=True, slots=True)
class Joined:
    """Several texts in one place with a separator between them; each stays a text of its own."""

    items: tuple[str | Joined, ...]
    separator: str = ", "
    also: tuple[str, ...] = ()  # texts of the content that these same words stand for, too
    length: int = field(init=False, compare=False)  # letters of the whole text

    def __post_init__(self) -> None:
        between = len(self.separator) * max(0, len(self.items) - 1)
        object.__setattr__(self, "length", sum(map(len, self.items)) + between)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return self.length


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: PNG or JPEG as checked by `images.read`."""

    data: bytes
    extension: str  # "png" or "jpeg"
    width: int  # pixels
    height: int
    alt: str
    owner: str = ""  # pointer of the part


@dataclass(frozen=True, slots=True)
class Figure:
    """A native chart with its alternative text."""

    data: ChartData
    alt: str
    leaves: tuple[str, ...] = ()  # texts of the content that the chart shows
    in_data: tuple[str, ...] = ()  # those that stand only in its data, which open in Word for editing


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a data table."""

    text: str | Joined
    number: bool = False
    strong: bool = False

    def length(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A data table: one header row, body rows, and a row of sums if there is one."""

    columns: tuple[Cell, ...]  # headings; `number` says how the column is aligned
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    title: str = ""  # read by screen readers


Value = str | int | Joined | Picture | Figure | DataTable | Rich
