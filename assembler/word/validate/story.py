"""A part with text, read in slices: rules of shape are asked, notes are taken, and what is done with is forgotten.

Of the document's body only the slice at hand stands in memory as a tree. That bounds memory whatever the length of the
document, and expressions run several times faster over a tree that fits the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from lxml import etree

from assembler.word.validate import grid, shapes
from assembler.word.validate.faults import Fault
from assembler.word.validate.names import name
from assembler.word.validate.notes import (
    CONTROLS,
    CONTROLS_BESIDE_FALLBACKS,
    NOTED,
    REFERRING,
    STYLES,
    Notes,
    undeclared,
)
from assembler.word.validate.parsing import HANDLE, STRICT, malformed, sound, utf8
from assembler.word.validate.shapes import Wrong

BODY, FALLBACK, IGNORABLE = name("w:body"), name("mc:Fallback"), name("mc:Ignorable")
WATCHED = tuple(dict.fromkeys((FALLBACK, *NOTED, *grid.SPANNING, *(shapes.GROUPS.keys() - shapes.FREQUENT))))
SECTION = name("w:sectPr")

Found = Mapping[str, list[etree._Element]]  # the watched elements of a slice by name


def body_behind(handle: etree._Element) -> etree._Element | None:
    """The body of the document whose root follows the handle, as soon as the parser has come to it."""
    root = next(handle.itersiblings("*"), None)
    return None if root is None else root.find(BODY)


class Story:
    """What one part with text leaves behind: faults of shape, and notes for the rules over the whole document."""

    def __init__(self, part: str, outline: Mapping[str, int]) -> None:
        self.part = part
        self.notes = Notes()
        self.faults: list[Fault] = []
        self.outline = outline  # ids of heading styles -> their levels, from 1
        self.gone = 0  # blocks of the body that were read and forgotten

    def read(self, chunks: Iterable[bytes]) -> Story:
        """Read the part; raises Unfit."""
        parser = etree.XMLPullParser(events=("pi",), **STRICT)  # events of elements would cost a quarter of the time
        handle: etree._Element | None = None
        body: etree._Element | None = None
        try:
            for chunk in utf8(chunks, HANDLE):
                parser.feed(chunk)
                if handle is None:
                    handle = next((cast(etree._Element, event[1]) for event in parser.read_events()), None)
                if body is None and handle is not None:
                    body = body_behind(handle)
                if body is not None:
                    self.sweep_finished(body)
            root = sound(parser.close())
        except etree.XMLSyntaxError as wrong:
            raise malformed(wrong) from None
        self.sweep(root, None)
        self.notes.fields.close()
        self.frame(root, body)
        return self

    def frame(self, root: etree._Element, body: etree._Element | None) -> None:
        self.root = root.tag
        self.notes.undeclared.update(undeclared(root, IGNORABLE))
        self.has_body = body is not None and body.getparent() is root
        self.ends_with_section = body is not None and next(body.iterchildren("*", reversed=True), body).tag == SECTION

    def sweep_finished(self, body: etree._Element) -> None:
        """Sweep the blocks before the last one, which the parser may still be filling, and forget them."""
        if len(body) > 1 and isinstance(body[-1].tag, str):  # a comment or instruction: wait for what follows it
            self.sweep(body, body[-1])
            self.gone += len(body) - 1
            del body[:-1]

    def sweep(self, top: etree._Element, unfinished: etree._Element | None) -> None:
        """Take notes of the slice below `top` and report what is wrong there, leaving out the unfinished block."""
        watched = list(top.iter(*WATCHED))
        if unfinished is not None:
            del watched[len(watched) - sum(1 for _ in unfinished.iter(*WATCHED)) :]
        found: dict[str, list[etree._Element]] = {}
        for element in watched:
            found.setdefault(element.tag, []).append(element)
        self.note(watched, found.get(FALLBACK, []))
        controls = CONTROLS_BESIDE_FALLBACKS if FALLBACK in found else CONTROLS
        self.notes.controls += controls.hits(top, unfinished is not None)
        self.note_styles(STYLES.hits(top, unfinished is not None))
        self.report(self.wrong_shapes(top, found, unfinished is not None))
        self.report(self.wrong_grids(found))

    def note(self, watched: Iterable[etree._Element], fallbacks: Iterable[etree._Element]) -> None:
        repeated = {element for fallback in fallbacks for element in fallback.iter(*WATCHED)}
        for element in watched:
            take = NOTED.get(element.tag)
            if take is not None and (element not in repeated or element.tag in REFERRING):
                take(self.notes, element)

    def note_styles(self, used: list[str]) -> None:
        self.notes.styles.update(("paragraph", style) for style in set(used))
        self.notes.headings += [self.outline[style] for style in used if style in self.outline]

    def wrong_shapes(self, top: etree._Element, found: Found, unfinished: bool) -> Iterator[Wrong]:
        for tag, group in shapes.GROUPS.items():
            if tag in found or tag in shapes.FREQUENT:
                yield from group.wrong(top, unfinished)

    def wrong_grids(self, found: Found) -> Iterator[Wrong]:
        spanning = (element for tag in grid.SPANNING for element in found.get(tag, ()))
        for table in dict.fromkeys(next(element.iterancestors(grid.TABLE), None) for element in spanning):
            if table is not None:
                yield from grid.wrong_in(table)

    def report(self, wrong: Iterable[Wrong]) -> None:
        self.faults += [Fault(code, self.part, f"{message}: {self.path(element)}") for code, message, element in wrong]

    def path(self, element: etree._Element) -> str:
        """An XPath to the element in the whole part, although the blocks before it are gone."""
        steps = element.getroottree().getpath(element).split("/")
        blocks = [element, *element.iterancestors()][:-2]  # without the body and the document
        body = blocks[-1].getparent() if blocks else None
        if body is not None and body.tag == BODY:
            steps[3] = f"*[{self.gone + body.index(blocks[-1]) + 1}]"
        return "/".join(steps)
