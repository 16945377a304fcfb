"""Formatted text onto the styles of the template: pandoc's tree in, WordprocessingML with slots out.

A compiled text is kept by its source, its typography and the style it is printed in; printing it into a document only
fills its slots (lists, notes, links, references), so a text is walked once however often it is printed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from assembler.errors import Faulty
from assembler.word import controls
from assembler.word.blocks import Writer
from assembler.word.inlines import Node
from assembler.word.marks import Bundle
from assembler.word.slots import Compiled, filled
from assembler.word.state import State
from assembler.word.styles import Styles
from schemas.values import Rich

Source = tuple[str, str]  # text, format
MAX_KEPT = 16_000_000  # letters of compiled texts, some 100 MB: a plan of 10,000 measures stays whole
EACH = 100  # letters that a text counts for besides its own


@dataclass(slots=True)
class Cache:
    """Compiled texts of one template, the oldest given up first. Threads share it: to look is free, to put in locks."""

    kept: dict[tuple[Source, str, str], Compiled] = field(default_factory=dict)
    letters: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: tuple[Source, str, str], make: Callable[[], Compiled]) -> Compiled:
        found = self.kept.get(key)
        return self.put(key, make()) if found is None else found

    def put(self, key: tuple[Source, str, str], made: Compiled) -> Compiled:
        with self.lock:
            if key not in self.kept:  # another thread may have been as quick
                self.letters += weight(key)
            self.kept[key] = made
            while self.letters > MAX_KEPT:
                oldest = next(iter(self.kept))
                self.letters -= weight(oldest)
                del self.kept[oldest]
        return made


def weight(key: tuple[Source, str, str]) -> int:
    (text, _), _, _ = key
    return len(text) + EACH


@dataclass(frozen=True, slots=True)
class Typographer:
    """How texts are repaired: a name for the way (part of the key of what is kept), and the way itself."""

    name: str
    repair: Callable[[str], str]


@dataclass(slots=True)
class Texts:
    """The formatted texts of one document."""

    trees: Mapping[Source, Sequence[Node]]
    typographer: Callable[[str], Typographer]  # pointer -> how the text there is repaired
    cache: Cache
    notes: dict[str, set[str]] = field(default_factory=dict)  # pointer -> codes of what could not be printed as meant
    repairs: list[tuple[str, str, str]] = field(default_factory=list)  # pointer, before, after

    def print(self, state: State, rich: Rich, style: str) -> Bundle:
        """The paragraphs of a text, in a content control."""
        source = (rich.text, rich.format.value)
        way = self.typographer(rich.pointer)
        make = partial(compile_text, self.tree(source), way, state.styles, style)
        compiled = self.cache.get((source, way.name, style), make)
        owner, _, name = rich.pointer.rpartition("/")
        state.printed.add((owner, name))
        self.repairs.extend((rich.pointer, before, after) for before, after in compiled.repairs)
        if compiled.notes:
            self.notes.setdefault(rich.pointer, set()).update(compiled.notes)
        pieces = filled(compiled.pieces, state)
        if not pieces or not state.controls:
            return Bundle(pieces)
        return Bundle((controls.begin(state, owner, name, controls.CONTAINER), *pieces, controls.END))

    def tree(self, source: Source) -> Sequence[Node]:
        """The blocks of a text; one that nobody read would be an empty place in the document: a fault of ours."""
        found = self.trees.get(source)
        if found is None and source[0].strip():
            log = f"no tree of a text of {len(source[0])} characters in {source[1]}"
            raise Faulty("Dokument se nepodařilo sestavit: je to chyba programu, ne obsahu. Nic se neztratilo.", log)
        return found or ()


def compile_text(tree: Sequence[Node], way: Typographer, styles: Styles, style: str) -> Compiled:
    writer = Writer(styles, style, way.repair)
    writer.blocks(tree)
    return writer.finish()
