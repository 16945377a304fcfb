"""The styles of a document, read anew: the lint does not believe what the engine made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from assembler.word.validate.names import compiled, name, number, strings, value
from assembler.word.validate.parsing import tree

STYLE, NAME, BASED_ON, NEXT, LINK = (name(f"w:{each}") for each in ("style", "name", "basedOn", "next", "link"))
OUTLINE = f"{name('w:pPr')}/{name('w:outlineLvl')}"
LANGUAGE = "/".join(name(f"w:{each}") for each in ("docDefaults", "rPrDefault", "rPr", "lang"))
LISTS = compiled("w:style/w:pPr/w:numPr/w:numId/@w:val")
KEPT = 16  # sheets of templates in use, some 100 kB each
BODY_TEXT = 9  # an outline level that means none (17.3.1.20)


@dataclass(frozen=True, slots=True)
class Style:
    """A style as word/styles.xml writes it."""

    id: str
    type: str  # paragraph, character, table, numbering
    name: str  # as Word shows it
    based_on: str
    related: tuple[tuple[str, str], ...]  # type and id of each style that it names
    outline: int | None  # level from 1; None where it says nothing


@dataclass(frozen=True, slots=True)
class Sheet:
    """All styles of a document."""

    styles: tuple[Style, ...] = ()
    by_id: Mapping[str, Style] = field(default_factory=dict)
    language: str = ""  # of the document's defaults
    lists: frozenset[str] = frozenset()  # w:numId that styles name
    outline: Mapping[str, int] = field(default_factory=dict)  # ids of heading styles -> level from 1

    def chain(self, style: str) -> Iterator[Style]:
        """The style and those that it is based on; a circle is walked once."""
        return chain(style, self.by_id)


@lru_cache(maxsize=KEPT)
def sheet(data: bytes) -> Sheet:
    """The styles of word/styles.xml; documents of one template share them, so they are read once. Raises Unfit."""
    root = tree(iter((data,)))
    styles = tuple(read_style(each) for each in root.iter(STYLE))
    by_id = {style.id: style for style in styles}
    levels = ((style.id, heading_level(style, by_id)) for style in styles if style.type == "paragraph")
    outline = {id: level for id, level in levels if 1 <= level <= BODY_TEXT}
    return Sheet(styles, by_id, value(root.find(LANGUAGE)), frozenset(strings(LISTS, root)), outline)


def chain(style: str, by_id: Mapping[str, Style]) -> Iterator[Style]:
    seen: set[str] = set()
    while style in by_id and style not in seen:
        seen.add(style)
        yield by_id[style]
        style = by_id[style].based_on


def read_style(element: etree._Element) -> Style:
    kind = element.get(name("w:type"), "paragraph")
    based_on = value(element.find(BASED_ON))
    linked = {"paragraph": "character", "character": "paragraph"}.get(kind, kind)
    related = ((kind, based_on), (kind, value(element.find(NEXT))), (linked, value(element.find(LINK))))
    outline = element.find(OUTLINE)
    return Style(
        id=element.get(name("w:styleId"), ""),
        type=kind,
        name=value(element.find(NAME)),
        based_on=based_on,
        related=tuple(each for each in related if each[1]),
        outline=None if outline is None else number(value(outline), BODY_TEXT) + 1,
    )


def heading_level(style: Style, by_id: Mapping[str, Style]) -> int:
    """The level from 1 that the style has or inherits; 0 without."""
    return next((each.outline for each in chain(style.id, by_id) if each.outline is not None), 0)
