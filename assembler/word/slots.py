"""Slots: what a formatted text leaves open until it is printed into a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assembler.errors import TemplateError
from assembler.word.marks import Deferred
from assembler.word.state import State
from assembler.word.xml import run

NOTES = "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class ListSlot:
    """The numbering instance of a list: the same for all its items, a new one in each document."""

    key: int
    abstract: int
    level: int
    start: int

    def fill(self, state: State, lists: dict[int, str]) -> str:
        if self.key not in lists:
            lists[self.key] = str(state.list_instance(self.abstract, self.level, self.start))
        return lists[self.key]


@dataclass(frozen=True, slots=True)
class LinkSlot:
    """The relationship of a hyperlink."""

    address: str

    def fill(self, state: State, _: dict[int, str]) -> str:
        return state.link(self.address)


@dataclass(frozen=True, slots=True)
class ReferenceSlot:
    """A live cross reference to a part of the content."""

    target: str
    words: str
    properties: str

    def fill(self, state: State, _: dict[int, str]) -> str:
        if self.target not in state.targets:
            state.unknown_references.add(self.target)
            return run(self.words.strip("#") or f"#{self.target}", self.properties)
        target, words, properties = self.target, self.words, self.properties
        return Deferred(lambda final: final.reference(target, words, properties))


@dataclass(frozen=True, slots=True)
class NoteSlot:
    """A footnote: its text goes into the notes of the document, its number is counted there."""

    pieces: tuple[Piece, ...]
    reference: str  # run properties of the mark

    def fill(self, state: State, lists: dict[int, str]) -> str:
        if not state.controls:
            raise TemplateError("Text s poznámkou pod čarou nemůže stát v záhlaví ani zápatí. Přesuňte ho do textu.")
        number = state.next_footnote
        state.next_footnote += 1
        printing, state.part = state.part, NOTES  # links of a note are relationships of the notes
        body = tuple(piece if isinstance(piece, str) else piece.fill(state, lists) for piece in self.pieces)
        state.part = printing
        state.footnotes.append((number, body))
        return f'<w:r>{self.reference}<w:footnoteReference w:id="{number}"/></w:r>'


Slot = ListSlot | LinkSlot | ReferenceSlot | NoteSlot
Piece = str | Slot


@dataclass(frozen=True, slots=True)
class Compiled:
    """A text ready to be printed; `notes` are codes of what could not be printed as it was meant."""

    pieces: tuple[Piece, ...]
    notes: frozenset[str]
    repairs: tuple[tuple[str, str], ...]  # stretches that the typographer changed: before, after


def filled(pieces: Sequence[Piece], state: State) -> tuple[str, ...]:
    """The pieces with their slots filled for one document."""
    lists: dict[int, str] = {}
    return tuple(piece if isinstance(piece, str) else piece.fill(state, lists) for piece in pieces)


def joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbouring strings as one."""
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        if texts:
            yield "".join(texts)
            texts = []
        yield piece
    if texts:
        yield "".join(texts)
