"""Nezařazené: what found no place, to be read; the cells of a row that stay for one reason are one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from assembler.web.language import _

LONGEST = 300  # characters of a cell that are shown; the whole table can be downloaded


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tray."""

    place: str  # „B12“, or „A12–J12“
    column: str  # the heading, "" for none
    text: str
    reason: str


def lines(cells: Iterable[Mapping[str, str]]) -> list[Line]:
    """Of cells as they are kept (place, column, text, reason), in their order; neighbours of one row are joined."""
    return [line([*together]) for _row, together in groupby(cells, key=row_and_reason)]


def row_and_reason(cell: Mapping[str, str]) -> tuple[str, str]:
    return cell["place"].lstrip(ascii_uppercase), cell["reason"]


def line(cells: list[Mapping[str, str]]) -> Line:
    first, last = cells[0], cells[-1]
    if len(cells) == 1:
        return Line(first["place"], first["column"], short(first["text"]), first["reason"])
    texts = (f"{each['column']}: {short(each['text'])}" if each["column"] else short(each["text"]) for each in cells)
    return Line(f"{first['place']}–{last['place']}", _("více sloupců"), "; ".join(texts), first["reason"])


def short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
