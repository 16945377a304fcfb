"""Fields of a story (ECMA-376 17.16): begin, instruction, separate, result, end, nested in one another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from assembler.word.validate.names import names

CONTAINERS = frozenset(names("w:tc w:txbxContent w:footnote w:endnote w:comment"))
TOKEN = re.compile(r'"[^"]*"|\S+')


@dataclass(slots=True)
class Instruction:
    """The words of a field: name, arguments and switches, without the quotes around them."""

    words: list[str]

    @property
    def name(self) -> str:
        return self.words[0].upper() if self.words else ""

    @property
    def argument(self) -> str:
        """The first argument; empty when a switch comes first or nothing does."""
        return self.words[1] if len(self.words) > 1 and not self.words[1].startswith("\\") else ""

    def switch(self, name: str) -> str:
        """The value of a switch ("\\\\l"), empty without it."""
        lowered = [word.lower() for word in self.words]
        place = lowered.index(name) + 1 if name in lowered else len(lowered)
        return self.words[place] if place < len(self.words) else ""


def instruction(source: str) -> Instruction:
    return Instruction([token.strip('"') for token in TOKEN.findall(source)])


@dataclass(slots=True)
class Open:
    """A field whose end has not come yet."""

    line: etree._Element | None  # what holds the run of its begin
    words: str = ""
    separated: bool = False


def together(one: etree._Element | None, other: etree._Element | None) -> bool:
    """Do both lines stand in the same cell, text box or note? A field begins and ends in the same one."""
    return one is other or container(one) is container(other)  # nearly always it is one line


def container(line: etree._Element | None) -> etree._Element | None:
    """The line itself, or the nearest around it; None in the story itself."""
    around = () if line is None else (line, *line.iterancestors())
    return next((each for each in around if each.tag in CONTAINERS), None)


@dataclass(slots=True)
class Fields:
    """Reads the marks of the fields of one story in their order."""

    instructions: list[Instruction] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)  # what is wrong, one sentence each
    loose: int = 0  # instructions outside of a field
    open: list[Open] = field(default_factory=list)

    def mark(self, kind: str, line: etree._Element | None) -> None:
        """A w:fldChar of this kind; the line is what holds its run."""
        if kind == "begin":
            self.open.append(Open(line))
        elif not self.open:
            self.unbalanced.append(f"field {len(self.instructions) + 1}: {kind} without a begin")
        elif not together(self.open[-1].line, line):
            self.unbalanced.append(f"field {len(self.instructions) + 1}: its {kind} stands in another container")
            self.open.pop()
        elif kind == "separate":
            self.separate(self.open[-1])
        else:
            self.instructions.append(instruction(self.open.pop().words))

    def separate(self, current: Open) -> None:
        if current.separated:
            self.unbalanced.append(f"field {len(self.instructions) + 1}: a second separate")
        current.separated = True

    def text(self, words: str) -> None:
        """A w:instrText; the instruction of one field may be split over many."""
        if self.open and not self.open[-1].separated:
            self.open[-1].words += words
        else:
            self.loose += 1

    def simple(self, words: str) -> None:
        """A w:fldSimple."""
        self.instructions.append(instruction(words))

    def close(self) -> None:
        """The end of the story."""
        self.unbalanced += [f"a field without an end ({len(each.words)} characters)" for each in self.open]
        self.open.clear()
