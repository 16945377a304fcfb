"""What is known only when everything has been printed: numbers of chapters, contents, references, empty containers.

A rendering is a list of strings with marks among them; this walks the list once, then fills what waited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assembler.word import contents
from assembler.word.marks import Bundle, Deferred, Guard, LabelEnd, LabelStart, Maybe, MaybeEnd, Region, RegionEnd
from assembler.word.numbering import Counter
from assembler.word.state import State
from assembler.word.xml import attribute, hyperlink, run

SEEN = re.compile(
    r"<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t>|<w:br(?: [^>]*)?/>|<w:(?P<sign>tab|cr|noBreakHyphen|softHyphen)/>"
    r"|(?P<box><w:txbxContent>.*?</w:txbxContent>)",
    re.DOTALL,
)
HYPHENS = {name: f'</w:t><w:{name}/><w:t xml:space="preserve">' for name in ("noBreakHyphen", "softHyphen")}
PLAIN = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&"} | {
    HYPHENS["noBreakHyphen"]: "\u2011",
    HYPHENS["softHyphen"]: "\u00ad",
}
NOT_PLAIN = re.compile("|".join(PLAIN))


LOOKED_AT = 60  # letters behind which a container ends: more than the longest end that counts
STRETCH = 512  # pieces made bytes at once: their text stays in the cache of the processor


def line_of(source: str) -> str:
    """What a reader sees of a piece of a paragraph, as the inside of w:t; tabs and line breaks are blanks.

    A text box in it is a text of its own.
    """
    return "".join(map(seen, SEEN.finditer(source))).strip()


def seen(match: re.Match[str]) -> str:
    if match["text"] is not None:
        return match["text"]
    return "" if match["box"] else HYPHENS.get(match["sign"], " ")


def plain(line: str) -> str:
    """The inside of w:t as text."""
    return NOT_PLAIN.sub(lambda match: PLAIN[match[0]], line)


def settle(printed: Iterable[str]) -> list[str]:
    """Expand bundles, mend empty containers, drop what vanishes, read the text of headings and captions."""
    settler = Settler()
    out, take = settler.out, settler.take
    put, put_all = out.append, out.extend
    for piece in printed:
        if type(piece) is str:
            put(piece)
        elif type(piece) is Bundle:
            put_all(piece.pieces)
        else:
            take.get(type(piece), put)(piece)
    return out


@dataclass(slots=True)
class Begun:
    """A region whose end is not yet printed: where it, and the label in it, stand among the pieces."""

    region: Region
    begin: int
    label: int = 0
    label_end: int = 0


class Settler:
    """Looks back at what was printed when a mark asks for it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.waiting: list[tuple[int, str]] = []  # open Maybes: where they began, what they need
        self.begun: list[Begun] = []
        self.take: dict[type, Callable[[Any], None]] = {
            Region: self.begin_region,
            RegionEnd: self.end_region,
            LabelStart: self.begin_label,
            LabelEnd: self.end_label,
            Guard: self.guard,
            Maybe: self.begin_maybe,
            MaybeEnd: self.end_maybe,
        }

    def begin_region(self, region: Region) -> None:
        self.begun.append(Begun(region, len(self.out)))
        self.out.append(region)

    def end_region(self, end: RegionEnd) -> None:
        done = self.begun.pop()
        done.region.line = line_of("".join(self.out[done.begin :]))
        done.region.text = plain(done.region.line)
        if done.label:
            done.region.label = plain(line_of("".join(self.out[done.label : done.label_end])))
        self.out.append(end)

    def begin_label(self, start: LabelStart) -> None:
        self.begun[-1].label = len(self.out)
        self.out.append(start)

    def end_label(self, end: LabelEnd) -> None:
        """The label reaches to the last number of the caption: an end behind an earlier one goes."""
        current = self.begun[-1]
        if current.label_end:
            self.out[current.label_end] = ""
        current.label_end = len(self.out)
        self.out.append(end)

    def guard(self, guard: Guard) -> None:
        """At the end of a container: put in what Word requires there when nothing was printed."""
        if guard.needed == "w:p" and self.out[-1].endswith("</w:p>"):  # as it is nearly always
            return
        behind = self.behind()
        if guard.needed == "w:p" and behind.endswith(("</w:p>", "<w:p/>", "</w:p></w:sdtContent></w:sdt>")):
            return
        if guard.needed == "w:r" and not behind.endswith("<w:sdtContent>"):
            return
        self.out.append(f"<{guard.needed}/>")

    def behind(self) -> str:
        """The end of what was printed; many pieces are empty."""
        end = ""
        for piece in reversed(self.out):
            end = piece[-LOOKED_AT:] + end
            if len(end) >= LOOKED_AT:
                break
        return end

    def begin_maybe(self, maybe: Maybe) -> None:
        self.waiting.append((len(self.out), maybe.needed))

    def end_maybe(self, _: MaybeEnd) -> None:
        begin, needed = self.waiting.pop()
        if not any(needed in piece or f"{needed[:-1]} " in piece for piece in self.out[begin:]):
            del self.out[begin:]


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
            if region.level:
                self.numbers[region.bookmark] = counter.next(*region.num)
            if region.owner is not None:
                self.by_owner.setdefault(region.owner, region)

    def text(self, pieces: Iterable[str]) -> str:
        """The source of what was printed, its deferred marks resolved."""
        return "".join(self.resolved(pieces))

    def data(self, pieces: Iterable[str]) -> Iterator[bytes]:
        """The same in UTF-8, stretch by stretch: a large document is never one text, whose memory alone takes time."""
        whole = self.resolved(pieces)
        for at in range(0, len(whole), STRETCH):
            yield "".join(whole[at : at + STRETCH]).encode()

    def resolved(self, pieces: Iterable[str]) -> list[str]:
        return [piece.resolve(self) if type(piece) is Deferred else piece for piece in pieces]

    def contents(self, instruction: str) -> str:
        """The paragraphs of a contents or of a list of captions."""
        wanted = contents.read(instruction)
        entries = [
            contents.Entry(0 if wanted.sequence else region.level, self.numbers.get(region.bookmark, ""), region)
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
