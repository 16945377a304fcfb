"""The state of one rendering: counters, what was printed, parts to add. Made afresh for each document, never shared."""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Protocol

from assembler.word.chart_style import Palette
from assembler.word.marks import Bundle, Region
from assembler.word.opc import OFFICE, Relationship
from assembler.word.sequences import Sequences
from assembler.word.styles import Styles
from schemas.values import Rich


class RichPrinter(Protocol):
    """What prints formatted texts: richtext.Texts, which stands on the state, so that here it is known by its shape."""

    def print(self, state: State, rich: Rich, style: str) -> Bundle: ...


@dataclass(frozen=True, slots=True)
class Target:
    """What an identifier of the content refers to: the part, and how it is called in a sentence („opatření“)."""

    owner: str  # pointer of the part
    noun: str
    name: str  # printed where the part itself is not


@lru_cache(maxsize=20_000)
def short_hash(owner: str) -> str:
    return hashlib.blake2b(owner.encode(), digest_size=8).hexdigest()


@dataclass(slots=True)
class State:
    """Everything that one rendering counts and gathers."""

    styles: Styles
    targets: Mapping[str, Target]
    texts: RichPrinter
    palette: Palette = field(default_factory=Palette)  # of charts
    part: str = ""  # the part that is being rendered: every part has relationships of its own
    controls: bool = True  # content controls are written in the document itself, not in headers and footers
    ids: count[int] = field(default_factory=lambda: count(1))
    sequences: dict[str, Sequences] = field(default_factory=lambda: defaultdict(Sequences))  # by part
    printed: set[tuple[str, str]] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)  # pointer of a part -> its short hash in tags
    regions: list[Region] = field(default_factory=list)
    region: Region | None = None  # the heading or caption that is being printed
    relationships: dict[str, list[Relationship]] = field(default_factory=lambda: defaultdict(list))  # by part
    links: dict[tuple[str, str], str] = field(default_factory=dict)  # part, address or other part -> relationship id
    media: dict[str, bytes] = field(default_factory=dict)  # part name -> bytes
    charts: list[tuple[bytes, bytes]] = field(default_factory=list)  # chart XML, workbook
    footnotes: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # id, pieces of its paragraphs
    lists: list[tuple[int, int, int, int]] = field(default_factory=list)  # numId, abstractNumId, level, first number
    turns: int = 0  # of all loops together
    next_list: int = 1
    next_footnote: int = 1
    next_relationship: int = 1
    unknown_references: set[str] = field(default_factory=set)
    shortened: set[str] = field(default_factory=set)  # pointers of texts that a chart's drawing cuts or lacks

    def bookmark(self, prefix: str) -> tuple[int, str]:
        """A fresh bookmark: its id and its name."""
        number = next(self.ids)
        return number, f"{prefix}{number:08d}"

    def short(self, owner: str) -> str:
        """What stands for a part in the tags of its texts; the document's own part maps it to the pointer."""
        short = self.owners[owner] = short_hash(owner)
        return short

    def relate(self, type: str, target: str, external: bool = False) -> str:
        """Add a relationship of the part that is being rendered to an address or another part; returns its id."""
        place = target if external else posixpath.relpath(target, posixpath.dirname(self.part) or ".")
        made = Relationship(f"rIdA{self.next_relationship}", type, place, external)
        self.next_relationship += 1
        self.relationships[self.part].append(made)
        return made.id

    def link(self, address: str) -> str:
        """The relationship of a hyperlink; one for each address in a part."""
        key = (self.part, address)
        if key not in self.links:
            self.links[key] = self.relate(HYPERLINK, address, external=True)
        return self.links[key]

    def show(self, name: str, data: bytes) -> str:
        """The relationship of a picture, whose bytes are kept once; one for each part that shows it."""
        key = (self.part, name)
        if key not in self.links:
            self.media[name] = data
            self.links[key] = self.relate(IMAGE, name)
        return self.links[key]

    def list_instance(self, abstract: int, level: int = 0, start: int = 1) -> int:
        """A numbering instance of its own, so that a list starts where it should."""
        number = self.next_list
        self.next_list += 1
        self.lists.append((number, abstract, level, start))
        return number


HYPERLINK = f"{OFFICE}/hyperlink"
IMAGE = f"{OFFICE}/image"
CHART = f"{OFFICE}/chart"
