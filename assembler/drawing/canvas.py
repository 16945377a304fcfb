"""Plátno: elements of SVG 1.1 as text, lengths in millimetres of the document; presentation attributes, no styles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from assembler.word.chart_layout import LEADING, MOST_LINES, POINT, width
from assembler.word.chart_style import Palette
from assembler.word.xml import attribute

RAISED = 0.35  # of the size of letters: from the middle of a line of text to its foot
CUT = "…"
BLANKS = " \t\n\r"  # no-break spaces hold together
SPACES = re.compile(f"[{BLANKS}]+")


def element(name: str, inside: str = "", /, **attributes: str | float) -> str:
    """An element; `stroke_width=0.5` is stroke-width="0.5"."""
    given = "".join(f' {key.strip("_").replace("_", "-")}="{shown(each)}"' for key, each in attributes.items())
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def shown(value: str | float) -> str:
    return attribute(value) if isinstance(value, str) else length(value)


def length(value: float) -> str:
    """A hundredth of a millimetre is as fine as anybody sees."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def colour(name: str) -> str:
    return f"#{name}"


@dataclass(frozen=True, slots=True)
class Box:
    """Where something is drawn."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Letters:
    """Písmo: how wide and how high texts are, and the elements that show them."""

    palette: Palette

    @property
    def size(self) -> float:
        return self.palette.points * POINT

    @property
    def line(self) -> float:
        return self.size * LEADING

    def width(self, text: str) -> float:
        return width(text, self.palette.points)

    def text(self, words: str, x: float, y: float, anchor: str = "start") -> str:
        """A text whose line has its middle at y."""
        return element("text", attribute(words), x=x, y=y + self.size * RAISED, text_anchor=anchor)

    def turned(self, words: str, x: float, y: float) -> str:
        """A text that is read from below, its middle at this place."""
        place = f"translate({length(x)} {length(y)}) rotate(-90)"
        return element("text", attribute(words), y=self.size * RAISED, text_anchor="middle", transform=place)

    def broken(self, name: str, room: float, most: int = MOST_LINES) -> list[str]:
        """A name in lines of so many mm, broken between words; what does not fit in so many lines is cut."""
        lines = [""]
        for word in SPACES.split(name.strip(BLANKS)):
            joined = f"{lines[-1]} {word}".strip()
            if not lines[-1] or self.width(joined) <= room:
                lines[-1] = joined
            else:
                lines.append(word)
        kept = [self.cut(line, room) for line in lines[:most]]
        return [*kept[:-1], self.cut(f"{kept[-1]} {CUT}", room)] if len(lines) > most else kept

    def cut(self, text: str, room: float) -> str:
        if self.width(text) <= room:
            return text
        letters = max(1, ceil(len(text) * room / self.width(text)) - 2)
        return f"{text[:letters].rstrip(f' {CUT}')}{CUT}"
