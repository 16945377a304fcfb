"""What is known only when everything has been printed: numbers of chapters, contents, references, empty containers.

A rendering is a list of strings with marks among them; this walks the list once, then fills what waited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assembler.word import contents
from assembler.word.marks import Bundle, Guard, Maybe, MaybeEnd, Region, RegionEnd
from assembler.word.numbering import Counter
from assembler.word.state import State
from assembler.word.xml import attribute, hyperlink, run

TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:tab/>|<w:br/>)")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"}
ENTITY = re.compile("|".join(ENTITIES))


def visible(source: str) -> str:
    """The visible text of a piece of a paragraph; tabs and line breaks are spaces."""
    words = (match[1] if match[2] is None else " " for match in TEXT.finditer(source))
    return ENTITY.sub(lambda match: ENTITIES[match[0]], "".join(words))


def settle(chunks: Iterator[str]) -> list[str]:
    """Expand bundles, mend empty containers, drop what vanishes, read the text of headings and captions."""
    settler = Settler()
    for chunk in flat(chunks):
        settler.take.get(type(chunk), settler.out.append)(chunk)
    return settler.out


class Settler:
    """Looks back at what was printed when a mark asks for it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.waiting: list[tuple[int, str]] = []  # open Maybes: where they began, what they need
        self.region: tuple[Region, int] | None = None
        self.take: dict[type, Callable[[Any], None]] = {
            Region: self.begin_region,
            RegionEnd: self.end_region,
            Guard: self.guard,
            Maybe: self.begin_maybe,
            MaybeEnd: self.end_maybe,
        }

    def begin_region(self, region: Region) -> None:
        self.region = (region, len(self.out))
        self.out.append(region)

    def end_region(self, end: RegionEnd) -> None:
        if self.region is not None:
            region, begin = self.region
            region.text = visible("".join(self.out[begin:])).strip()
            self.region = None
        self.out.append(end)

    def guard(self, guard: Guard) -> None:
        """At the end of a container: put in what Word requires there when nothing was printed."""
        behind = "".join(self.out[-4:])[-60:]
        if guard.needed == "w:p" and behind.endswith(("</w:p>", "<w:p/>", "</w:p></w:sdtContent></w:sdt>")):
            return
        if guard.needed == "w:r" and not behind.endswith("<w:sdtContent>"):
            return
        self.out.append(f"<{guard.needed}/>")

    def begin_maybe(self, maybe: Maybe) -> None:
        self.waiting.append((len(self.out), maybe.needed))

    def end_maybe(self, _: MaybeEnd) -> None:
        begin, needed = self.waiting.pop()
        if not any(needed in piece or f"{needed[:-1]} " in piece for piece in self.out[begin:]):
            del self.out[begin:]


def flat(chunks: Iterator[str]) -> Iterator[str]:
    for chunk in chunks:
        if type(chunk) is Bundle:
            yield from chunk.pieces
        elif chunk or type(chunk) is not str:
            yield chunk


@dataclass(slots=True)
class Final:
    """All that deferred marks ask for. `pages` maps bookmarks to page numbers once a layout is known."""

    state: State
    pages: Mapping[str, int] = field(default_factory=dict)
    for_layout: bool = False  # a throw-away copy whose page references a layout program computes
    numbers: dict[str, str] = field(default_factory=dict)  # bookmark of a heading -> its automatic number
    by_owner: dict[str, Region] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counter = Counter(self.state.styles)
        for region in self.state.regions:
            if region.kind == "heading":
                self.numbers[region.bookmark] = counter.next(*region.num)
            if region.owner is not None:
                self.by_owner.setdefault(region.owner, region)

    def contents(self, instruction: str) -> str:
        """The paragraphs of a contents or of a list of captions."""
        wanted = contents.read(instruction)
        entries = [
            contents.Entry(region.level, self.numbers.get(region.bookmark, ""), region.text, region.bookmark)
            for region in self.state.regions
            if wanted.takes(region)
        ]
        return contents.paragraphs(wanted, entries, self.state.styles, self.pages, self.for_layout)

    def jump(self, owner: str, label: str, properties: str) -> str:
        """A code as a link to its part; as plain text where the part is not printed."""
        region = self.by_owner.get(owner)
        if region is None:
            return run(label, properties)
        return f"{hyperlink(region.bookmark, region.text)}{run(label, properties)}</w:hyperlink>"

    def reference(self, target: str, words: str, properties: str) -> str:
        """A live cross reference: „opatření 2.1.3“, „tabulka 4“, „kapitola 3.2“.

        `words` is the text that the author gave; "#" asks for the number alone, nothing for noun and number.
        """
        known = self.state.targets[target]
        region = self.by_owner.get(known.owner)
        if region is None:
            self.state.unknown_references.add(target)
            return run(words if words.strip("#") else f"„{known.name}“", properties)
        if words.strip("#"):
            return f"{hyperlink(region.bookmark, region.text)}{run(words, properties)}</w:hyperlink>"
        noun = "" if words else f"{known.noun}\u00a0"
        if region.label:
            return field_of(f"REF {region.label_bookmark} \\h", noun, region.label, properties)
        number = self.numbers.get(region.bookmark, "").rstrip(".")
        if number:
            return field_of(f"REF {region.bookmark} \\r \\h", noun, number, properties)
        shown = run(f"„{region.text}“", properties)
        return f"{hyperlink(region.bookmark, region.text)}{shown}</w:hyperlink>"


def field_of(instruction: str, before: str, result: str, properties: str) -> str:
    """A complex field with its result, and text before it."""
    return (
        f"{run(before, properties) if before else ''}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {attribute(instruction)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>{run(result, properties)}'
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )
