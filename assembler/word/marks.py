"""What a rendering yields between its texts: marks that are counted, looked back at, or filled at the end.

All are strings, so that a rendering stays one list of strings; a mark's own text is what it prints at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self


class Mark(str):
    """A string that stays itself when the template engine asks for its text."""

    __slots__ = ()

    def __str__(self) -> str:
        return self


class Bundle(Mark):
    """Several pieces printed by one expression; expanded in place."""

    __slots__ = ("pieces",)
    pieces: tuple[str, ...]

    def __new__(cls, pieces: tuple[str, ...]) -> Self:
        bundle = super().__new__(cls, "")
        bundle.pieces = pieces
        return bundle


class Region(Mark):
    """The beginning of a heading or caption: a bookmark, and what becomes known of it while it is printed."""

    __slots__ = (
        *("bookmark", "label", "label_bookmark", "label_number", "level", "line", "num", "number", "outer", "owner"),
        *("sequences", "text"),
    )
    level: int  # of a heading, from 1; 0 of a caption that is no heading
    num: tuple[int, int]  # list and level of its automatic number; (0, 0) without
    number: int  # id of the bookmark
    bookmark: str
    outer: Region | None  # the one around it, when it stands in a text box
    sequences: list[str]  # that its numbers count in: "Tabulka", "Graf", "Obrázek"
    owner: str | None  # the part whose name it prints
    label: str  # „2.1.3“, „4“
    label_number: int  # id of the bookmark around the numbers of a caption; 0 without
    label_bookmark: str
    text: str  # its visible text, known at the end
    line: str  # the same as the inside of w:t

    def __new__(cls, level: int, num: tuple[int, int], number: int, bookmark: str, outer: Region | None) -> Self:
        region = super().__new__(cls, f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>')
        region.level, region.num, region.number, region.bookmark, region.outer = level, num, number, bookmark, outer
        region.sequences, region.owner, region.text, region.line = [], None, "", ""
        region.label, region.label_number, region.label_bookmark = "", 0, ""
        return region


class RegionEnd(Mark):
    """The end of a heading or caption."""

    __slots__ = ()


class LabelStart(Mark):
    """Before the first number of a caption: the bookmark that references show."""

    __slots__ = ()


class LabelEnd(Mark):
    """Behind each number of a caption; only the last one is printed."""

    __slots__ = ()


class Guard(Mark):
    """The end of a container that may have stayed empty; says what it needs to hold."""

    __slots__ = ("needed",)
    needed: str

    def __new__(cls, needed: str) -> Self:
        guard = super().__new__(cls, "")
        guard.needed = needed
        return guard


class Maybe(Mark):
    """The beginning of a table or row that vanishes when nothing in it was printed."""

    __slots__ = ("needed",)
    needed: str

    def __new__(cls, needed: str) -> Self:
        maybe = super().__new__(cls, "")
        maybe.needed = needed
        return maybe


class MaybeEnd(Mark):
    """The end of what may vanish."""

    __slots__ = ()


class Deferred(Mark):
    """Printed at the very end, when headings, captions and pages are known."""

    __slots__ = ("resolve",)
    resolve: Callable[..., str]

    def __new__(cls, resolve: Callable[..., str]) -> Self:
        deferred = super().__new__(cls, "")
        deferred.resolve = resolve
        return deferred
