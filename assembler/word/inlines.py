"""Inline elements of a formatted text: pandoc's tree becomes a list of spans, typography repairs across them.

Repairing each span alone would miss „v **Dačicích**“ (the no-break space stands at a border), so the text is repaired
whole and cut again at the same letters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

Node = dict[str, Any]  # pandoc: {"t": constructor, "c": arguments}

OBJECT = "\ufffc"  # stands in the whole text for what is not to be read: code, notes
FORMATS = {
    "Strong": "b",
    "Emph": "i",
    "Strikeout": "strike",
    "Underline": "u",
    "SmallCaps": "smallCaps",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
QUOTES = {"DoubleQuote": ("„", "“"), "SingleQuote": ("‚", "‘")}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look; `link` is its address, `note` the blocks of a footnote."""

    text: str
    formats: frozenset[str] = frozenset()
    link: str = ""
    literal: bool = False  # typography leaves it alone
    note: tuple[Node, ...] | None = None
    picture: bool = False  # an image that cannot be printed; the text is its description


def flatten(nodes: Iterable[Node], formats: frozenset[str] = frozenset(), link: str = "") -> Iterator[Span]:
    """The spans of inline nodes, in order; neighbours of one look are not yet merged."""
    for node in nodes:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Space", "SoftBreak"):
            yield Span(" ", formats, link)
        elif kind == "LineBreak":
            yield Span("\n", formats, link)
        elif kind == "Str":
            yield Span(content, formats, link)
        elif kind in FORMATS:
            yield from flatten(content, formats | {FORMATS[kind]}, link)
        else:
            yield from flatten_other(kind, content, formats, link)


def flatten_other(kind: str, content: Any, formats: frozenset[str], link: str) -> Iterator[Span]:
    if kind == "Link":
        yield from flatten_link(content, formats)
    elif kind == "Quoted":
        opening, closing = QUOTES[content[0]["t"]]
        yield Span(opening, formats, link)
        yield from flatten(content[1], formats, link)
        yield Span(closing, formats, link)
    elif kind == "Note":
        yield Span("", formats, note=tuple(content))
    elif kind == "Code":
        yield Span(content[1], formats | {"code"}, link, literal=True)
    elif kind in ("RawInline", "Math"):
        yield Span(content[1], formats, link, literal=True)
    elif kind == "Image":
        words = "".join(span.text for span in flatten(content[1]))
        yield Span(words or content[2][0], formats, link, picture=True)
    else:  # Span, Cite: only their content counts
        yield from flatten(content[1], formats, link)


def flatten_link(content: Any, formats: frozenset[str]) -> Iterator[Span]:
    _, words, (address, _) = content
    spans = list(flatten(words, formats, address))
    if spans:
        yield from spans
    else:
        yield Span("", formats, address)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one look as one span."""
    out: list[Span] = []
    for span in spans:
        if out and mergeable(out[-1], span):
            out[-1] = replace(out[-1], text=out[-1].text + span.text)
        else:
            out.append(span)
    return out


def mergeable(left: Span, right: Span) -> bool:
    if left.note is not None or right.note is not None or left.picture or right.picture:
        return False
    if left.link and (not left.text or not right.text):
        return False
    return (left.formats, left.link, left.literal) == (right.formats, right.link, right.literal)


def repaired(spans: list[Span], repair: Callable[[str], str]) -> list[Span]:
    """The spans with their text repaired as one text; literal spans stay as they are."""
    whole = "".join(OBJECT if span.literal or not span.text else span.text for span in spans)
    mended = repair(whole)
    if mended == whole:
        return spans
    borders = moved(whole, mended, spans)
    return [
        span if span.literal or not span.text else replace(span, text=mended[begin:end])
        for span, begin, end in zip(spans, borders, borders[1:], strict=False)
    ]


def moved(whole: str, mended: str, spans: list[Span]) -> list[int]:
    """Where the borders of the spans lie in the mended text."""
    borders = [0]
    for span in spans:
        borders.append(borders[-1] + (1 if span.literal or not span.text else len(span.text)))
    if len(whole) == len(mended):  # spaces became no-break spaces: nothing moved
        return borders
    before = [index for index, character in enumerate(whole) if kept(character)]
    after = [index for index, character in enumerate(mended) if kept(character)]
    if len(before) != len(after):  # leading zeros of a date went; the last border still holds all
        before, after = letters_only(whole), letters_only(mended)
    places = [border_in(border, before, after, len(mended)) for border in borders[1:-1]]
    return [0, *places, len(mended)]


def kept(character: str) -> bool:
    return character.isalnum() or character == OBJECT


def letters_only(text: str) -> list[int]:
    return [index for index, character in enumerate(text) if character.isalpha() or character == OBJECT]


def border_in(border: int, before: list[int], after: list[int], end: int) -> int:
    """A border stays right before the letter that follows it, or right behind the one before it."""
    count = bisect_left(before, border)  # letters to the left of the border
    if count < len(before) and before[count] == border:
        return after[count]
    return after[count - 1] + 1 if count else min(border, end)
