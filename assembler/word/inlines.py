"""Inline elements of a formatted text: pandoc's tree becomes a list of spans, typography repairs across them.

Repairing each span alone would miss „v **Dačicích**“ (the no-break space stands at a border), so the text is repaired
whole and cut again at the same letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from urllib.parse import unquote

# Codes of what could not be printed as it was meant; the report makes findings of them.
MARKUP = "rich_markup"
UNPRINTED_IMAGE = "rich_image"

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
RAISED = frozenset({"superscript", "subscript"})  # a word is one of them at most (17.3.2.42)
QUOTES = {"DoubleQuote": ("„", "“"), "SingleQuote": ("‚", "‘")}


@dataclass(frozen=True, slots=True)
class Link:
    """Where words lead: an address of the web or of mail, or #id of a part of the content."""

    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one look; `note` are the blocks of a footnote."""

    text: str
    formats: frozenset[str] = frozenset()
    link: Link | None = None
    literal: bool = False  # typography leaves it alone
    note: tuple[Node, ...] | None = None
    told: str = ""  # code of what could not be printed as it was meant


def flatten(nodes: Iterable[Node], formats: frozenset[str] = frozenset(), link: Link | None = None) -> Iterator[Span]:
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
            yield from flatten(content, with_format(formats, FORMATS[kind]), link)
        else:
            yield from flatten_other(kind, content, formats, link)


def with_format(formats: frozenset[str], added: str) -> frozenset[str]:
    return (formats - RAISED if added in RAISED else formats) | {added}


def flatten_other(kind: str, content: Any, formats: frozenset[str], link: Link | None) -> Iterator[Span]:
    if kind == "Link" and link is None:
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
        yield Span(content[1], formats, link, literal=True, told=MARKUP)
    elif kind == "Image":
        yield Span(described(content), formats, link, told=UNPRINTED_IMAGE)
    else:  # Span, Cite: only their content counts; a link inside a link: its author meant the outer address
        yield from flatten(content[1], formats, link)


def flatten_link(content: Any, formats: frozenset[str]) -> Iterator[Span]:
    """The words of a link; without words its address, or nothing where it refers to a part of the content."""
    _, words, (address, title) = content
    address = address.strip().replace(" ", "%20")
    link = Link(address, title) if address else None
    spans = list(flatten(words, formats, link))
    if link and not any(span.text.strip() for span in spans):
        shown = "" if address.startswith("#") else address
        yield Span(shown, formats, link, literal=True)
        spans = [span for span in spans if span.note is not None]
    yield from spans


def described(content: Any) -> str:
    """What stands in the place of an image: its description and title, else the name of its file.

    Never its whole address, which is a folder of somebody's computer, or the image itself (data:).
    """
    _, words, (address, title) = content
    description = "".join(span.text for span in flatten(words)).strip()
    name = "" if address.startswith("data:") else re.split(r"[/\\]", address)[-1]
    shown = ", ".join(dict.fromkeys(filter(None, (description, title)))) or unquote(name)
    return f"[obrázek: {shown}]" if shown else "[obrázek]"


def merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one look as one span."""
    out: list[Span] = []
    for _, group in groupby(spans, look):
        same = list(group)
        out.append(same[0] if len(same) == 1 else replace(same[0], text="".join(span.text for span in same)))
    return out


def look(span: Span) -> tuple[object, ...]:
    """What neighbours must share; two links to one address stay two, as do two notes."""
    return span.formats, id(span.link), span.literal, span.told, id(span.note)


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
