"""Formatted texts as trees: the one door to pandoc.

All texts of a document are read by one process, yet each for itself, by a script that pandoc's own Lua runs
(read_all.lua): nothing that one text leaves open (a fence, a comment, a list, the name of a footnote) can reach
another, and a text that pandoc cannot manage is known by its place in the row.

CommonMark is read with few extensions. Each makes a mark vanish from somebody's plain sentence (`~` in „5~10 let“, `:`
at the start of a line, `$` in a price), so only these are on: tables and footnotes, strikeout `~~…~~`, addresses that
become links. Quotes and dashes are left to our typography. Raw HTML stands in the tree as RawInline and RawBlock of the
format "html", its source to the letter; raw OOXML is code. Whoever prints the tree prints both as text. A tree whose
text says more than it ends with an empty RawBlock of the format "left-out".
"""

from __future__ import annotations

import json
import re
import signal
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypandoc

from assembler.convert import commonmark
from assembler.convert.left_out import anything_left_out
from assembler.convert.process import Ended, Limits, limited, memory, private_folder, run
from assembler.errors import AssemblerError, MachineryError, Overrun, Starved, Unavailable, UnknownName
from assembler.settings import DEFAULTS, Settings
from schemas.findings import Finding, error

Source = tuple[str, str]  # text, format: "commonmark", "html" or "plain" (the values of schemas.values.TextFormat)
Block = dict[str, Any]  # pandoc: {"t": constructor, "c": arguments} (pandoc-types 1.23)

READERS = {
    "commonmark": "commonmark+pipe_tables+footnotes+strikeout+autolink_bare_uris",
    "html": "html-auto_identifiers-native_divs-native_spans-line_blocks",
}
LEFT_OUT: Block = {"t": "RawBlock", "c": ["left-out", ""]}
SCRIPT = Path(__file__).with_name("read_all.lua")
MAX_DEPTH = 150  # JSON levels of a tree; a list takes three, a quotation two
MAX_KEPT = 500_000  # characters of texts whose trees are kept; a tree takes about 115 bytes for each
FAILED = "Formátované texty se nepodařilo přečíst. Zkuste to znovu."
TOO_LONG = "Čtení formátovaných textů trvalo příliš dlouho. Zkuste to znovu."
OUT_OF_MEMORY = 251  # exit code of a Haskell program whose heap reached its limit
BYTES_A_SECOND = 50_000  # what a busy machine reads at least; a tenth of what an idle one does
TEXTS_A_SECOND = 200
WORKED = 0.25  # share of its time that pandoc had a processor; with less it rather waited for one

TOO_HARD = error(
    "text_too_hard",
    "Text je příliš složitý a nepodařilo se ho přečíst. Rozdělte ho, zmenšete vnoření seznamů a citací a zkontrolujte, "
    "že poznámka pod čarou neodkazuje sama na sebe a že každá značka HTML má svůj konec.",
    "The text is too complex to be read: split it, nest less, check that no footnote refers to itself and that every "
    "tag of HTML is closed.",
)


class TextTooHard(AssemblerError):
    """One text cannot be read within the limits: `index` says which; wrong content, so it can be told as a finding."""

    def __init__(self, index: int, why: str) -> None:
        super().__init__(TOO_HARD.cs, f"text {index}: {why}")
        self.index = index

    def finding(self, pointer: str) -> Finding:
        return TOO_HARD.at(pointer)


def read_all(texts: Sequence[Source], settings: Settings = DEFAULTS) -> list[list[Block]]:
    """The blocks of each text, in the order of the texts.

    Raises TextTooHard naming the text that cannot be read, Overrun when all together take too long (Starved where that
    was waiting), Unavailable without pandoc, MachineryError when it fails, UnknownName for an unknown format.
    """
    rows = [row(text, text_format) for text, text_format in texts if text_format != "plain"]
    places = [place for place, (_, text_format) in enumerate(texts) if text_format != "plain"]
    trees = dict(zip(places, read(rows, places, settings), strict=True))
    return [told(source, trees[place]) if place in trees else plain(source[0]) for place, source in enumerate(texts)]


def trees(texts: Iterable[Source], settings: Settings = DEFAULTS) -> dict[Source, list[Block]]:
    """The blocks of each different text, not to be changed by anyone: they are kept and not read again.

    Raises as read_all; `index` is the first place of the text.
    """
    given = list(texts)
    found = KEPT.get(given)
    missing = [source for source in dict.fromkeys(given) if source not in found]
    try:
        new = dict(zip(missing, read_all(missing, settings), strict=True))
    except TextTooHard as hard:
        raise TextTooHard(given.index(missing[hard.index]), str(hard)) from None
    KEPT.put(new)
    return found | new


@dataclass(slots=True)
class Kept:
    """Trees read lately, up to a number of characters of their texts; the longest unused is given up first."""

    limit: int
    trees: OrderedDict[Source, list[Block]] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, texts: Iterable[Source]) -> dict[Source, list[Block]]:
        with self.lock:
            found = {source: self.trees[source] for source in texts if source in self.trees}
            for source in found:
                self.trees.move_to_end(source)
        return found

    def put(self, new: Mapping[Source, list[Block]]) -> None:
        with self.lock:
            for source, blocks in new.items():
                self.size += 0 if source in self.trees else len(source[0])
                self.trees[source] = blocks
            while self.size > self.limit:
                (text, _), _ = self.trees.popitem(last=False)
                self.size -= len(text)


KEPT = Kept(MAX_KEPT)


def row(text: str, text_format: str) -> bytes:
    """One line for the script: the reader and the text; a last line without an end would not count as a table's row."""
    if text_format not in READERS:
        raise UnknownName(f"Formát textu „{text_format}“ neznáme.", f"unknown text format {text_format!r}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n") + "\n"
    source = commonmark.kept(lines) if text_format == "commonmark" else lines
    return json.dumps([READERS[text_format], source], ensure_ascii=False).encode() + b"\n"


def told(source: Source, blocks: list[Block]) -> list[Block]:
    """The blocks, with a mark behind them where the text says more."""
    return [*blocks, LEFT_OUT] if anything_left_out(*source, blocks) else blocks


def plain(text: str) -> list[Block]:
    """Plain text: empty lines part paragraphs, other line ends stay."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return [{"t": "Para", "c": lines(part.split("\n"))} for part in parts if part]


def lines(texts: Sequence[str]) -> list[Block]:
    broken = [node for text in texts for node in ({"t": "Str", "c": text}, {"t": "LineBreak"})]
    return broken[:-1]


def read(rows: Sequence[bytes], places: Sequence[int], settings: Settings) -> list[list[Block]]:
    """The trees of the rows; `places` says where each stood, for errors."""
    if not rows:
        return []
    ended = run_pandoc(rows, settings)
    whole_lines = ended.output.split(b"\n")[:-1]
    trees = [tree(line, place) for line, place in zip(whole_lines, places, strict=False)]
    if len(trees) < len(rows):
        raise stopped(ended, places[len(trees)], settings)
    return trees


def run_pandoc(rows: Sequence[bytes], settings: Settings) -> Ended:
    size = sum(map(len, rows))
    seconds = max(settings.pandoc_seconds, size / BYTES_A_SECOND + len(rows) / TEXTS_A_SECOND)
    limits = Limits(seconds, output=10_000_000 + 50 * size)
    heap = ["+RTS", f"-M{settings.pandoc_memory_mb}M", "-RTS"]
    with private_folder(memory()) as folder:
        return run(limited([program(), *heap, "lua", str(SCRIPT)], limits), folder, seconds, b"".join(rows))


def tree(line: bytes, place: int) -> list[Block]:
    if line.startswith(b"!"):
        raise TextTooHard(place, line[1:200].decode("utf-8", "replace"))
    try:
        blocks: list[Block] = json.loads(line)["blocks"]
    except RecursionError:
        raise TextTooHard(place, "nested too deep for JSON") from None
    except (ValueError, KeyError, TypeError):
        raise MachineryError(FAILED, f"pandoc wrote something else than a tree: {line[:80]!r}") from None
    if deeper(blocks, MAX_DEPTH):
        raise TextTooHard(place, f"nested over {MAX_DEPTH} levels")
    return blocks


def deeper(blocks: Sequence[Any], limit: int) -> bool:
    """Is something nested deeper than the limit? Whoever prints the tree walks it by recursion."""
    level: list[Any] = [blocks]
    for _ in range(limit):
        level = [child for node in level for child in (node.values() if isinstance(node, dict) else node)]
        level = [child for child in level if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def stopped(ended: Ended, place: int, settings: Settings) -> AssemblerError:
    """Why pandoc ended before the last text; `place` is that of the text it was reading.

    A text is only blamed for work that was done on it: on a busy machine pandoc may just have waited. Then it may go
    better another time; what was work would take as long again.
    """
    why = f"pandoc ended with {ended.returncode}: {ended.errors}"
    if ended.returncode in (OUT_OF_MEMORY, -signal.SIGXFSZ):
        return TextTooHard(place, why)
    if not ended.late and ended.returncode != -signal.SIGXCPU:
        return MachineryError(FAILED, why)
    worked = ended.busy > settings.pandoc_seconds * WORKED
    if worked and ended.silent > settings.pandoc_seconds / 2:
        return TextTooHard(place, f"{ended.silent:.1f} s without an end, {ended.busy:.1f} s of them busy at most")
    late = Overrun if worked else Starved
    return late(TOO_LONG, f"late at text {place}, {ended.busy:.1f} s busy; {why}")


def page(text: str, settings: Settings = DEFAULTS) -> str:
    """A text of our own (GitHub's Markdown) as HTML, its headings with ids; never one that somebody sent.

    Raises Unavailable without pandoc, MachineryError when it fails.
    """
    with private_folder() as folder:
        asked = [program(), "--from=gfm", "--to=html5", "--wrap=preserve"]
        ended = run(asked, folder, settings.pandoc_seconds, text.encode())
    if ended.returncode != 0:
        raise MachineryError(FAILED, f"pandoc ended with {ended.returncode}: {ended.errors}")
    return ended.output.decode()


@lru_cache(maxsize=1)
def program() -> str:
    """The path of pandoc; raises Unavailable."""
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as missing:
        raise Unavailable("Na serveru chybí program pandoc.", str(missing)) from None


@lru_cache(maxsize=1)
def version() -> str:
    """The version of pandoc ("3.9"); raises Unavailable."""
    with private_folder() as folder:
        ended = run([program(), "--version"], folder, DEFAULTS.pandoc_seconds)
    words = ended.output.decode().split()
    if ended.returncode != 0 or len(words) < 2:
        raise Unavailable("Program pandoc na serveru nefunguje.", f"pandoc ended with {ended.returncode}")
    return words[1]
