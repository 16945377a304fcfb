"""Blocks of a formatted text as WordprocessingML: paragraphs, lists that restart, tables, quotes, notes.

What differs from document to document (numbering instances, relationship ids, note numbers, references) is left as
slots between the pieces of source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from assembler.word.inlines import Node, Span, flatten, merged, repaired
from assembler.word.marks import Deferred
from assembler.word.state import State
from assembler.word.styles import Style, Styles
from assembler.word.xml import attribute, run

LINK_SCHEMES = ("http", "https", "mailto")
MAX_LIST_LEVEL = 2  # three levels: List Bullet, List Bullet 2, List Bullet 3

# Codes of what could not be printed as it was meant; the pipeline makes findings of them.
UNPRINTED_IMAGE = "rich_image"
UNSAFE_LINK = "rich_link"
UNKNOWN_TARGET = "rich_reference"


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
        number = state.next_footnote
        state.next_footnote += 1
        body = "".join(piece if type(piece) is str else str(piece.fill(state, lists)) for piece in self.pieces)  # type: ignore[union-attr]
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


@dataclass(slots=True)
class Writer:
    """Writes the blocks of one text; `style` is the id of the style of its plain paragraphs."""

    styles: Styles
    style: str
    repair: Callable[[str], str]
    out: list[Piece] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    repairs: list[tuple[str, str]] = field(default_factory=list)
    lists: int = 0
    in_note: bool = False

    def finish(self) -> Compiled:
        return Compiled(tuple(joined(self.out)), frozenset(self.notes), tuple(self.repairs))

    def mend(self, text: str) -> str:
        mended = self.repair(text)
        if mended != text:
            self.repairs.append((text, mended))
        return mended

    def blocks(self, nodes: Sequence[Node], style: str | None = None) -> None:
        for node in nodes:
            self.block(node, self.style if style is None else style)

    def block(self, node: Node, style: str) -> None:
        kind, content = node["t"], node.get("c")
        if kind in ("Para", "Plain"):
            self.paragraph(content, style)
        elif kind in ("BulletList", "OrderedList"):
            self.list(node, 0)
        elif kind == "Table":
            self.table(content)
        elif kind == "BlockQuote":
            self.blocks(content, self.named("Quote", style))
        elif kind == "Header":
            self.paragraph(content[2], self.named("Mezititulek", style), bold=True)
        else:
            self.rare_block(kind, content, style)

    def rare_block(self, kind: str, content: Any, style: str) -> None:
        if kind in ("CodeBlock", "RawBlock"):
            self.spans([Span(content[1], frozenset({"code"}), literal=True)], style)
        elif kind == "LineBlock":
            lines: list[Node] = []
            for line in content:
                lines += [*line, {"t": "LineBreak"}]
            self.paragraph(lines[:-1], style)
        elif kind == "DefinitionList":
            for term, definitions in content:
                self.paragraph(term, style, bold=True)
                for definition in definitions:
                    self.blocks(definition, self.named("List Continue", style))
        elif kind == "HorizontalRule":
            self.spans([Span("* * *")], style)
        elif kind == "Figure":
            self.blocks(content[2], style)
        elif kind == "Div":
            self.blocks(content[1], style)

    # ------------------------------------------------------------ paragraphs

    def named(self, name: str, fallback: str) -> str:
        return self.styles.id_of(name) or fallback

    def paragraph(
        self, nodes: Sequence[Node], style: str, *, bold: bool = False, numbering: Sequence[Piece] = ()
    ) -> None:
        spans = merged(flatten(nodes, frozenset({"b"}) if bold and style == self.style else frozenset()))
        if any(span.text.strip() or span.link or span.note is not None for span in spans):
            self.spans(spans, style, numbering)

    def spans(self, spans: list[Span], style: str, numbering: Sequence[Piece] = ()) -> None:
        styled = f'<w:pStyle w:val="{style}"/>' if style else ""
        if styled or numbering:
            self.out += [f"<w:p><w:pPr>{styled}", *numbering, "</w:pPr>"]
        else:
            self.out.append("<w:p>")
        for span in repaired(spans, self.mend):
            self.out.extend(self.inline(span))
        self.out.append("</w:p>")

    def inline(self, span: Span) -> Iterator[Piece]:
        properties = run_properties(span.formats, self.styles)
        if span.note is not None:
            yield self.note(span.note)
        elif span.picture:
            self.notes.add(UNPRINTED_IMAGE)
            yield run(f"[obrázek: {span.text}]", properties)
        elif span.link:
            yield from self.link(span, properties)
        elif span.text:
            yield run(span.text, properties)

    def link(self, span: Span, properties: str) -> Iterator[Piece]:
        if span.link.startswith("#"):
            yield ReferenceSlot(span.link[1:], span.text, properties)
            return
        shown = span.text or span.link
        if not safe_link(span.link) or self.in_note:  # a note has relationships of its own: there it stays text
            self.notes.update({UNSAFE_LINK} if not self.in_note else ())
            yield run(shown if shown == span.link or self.in_note is False else f"{shown} ({span.link})", properties)
            return
        linked = run_properties(span.formats, self.styles, self.styles.id_of("Hyperlink", "character"))
        yield '<w:hyperlink r:id="'
        yield LinkSlot(span.link)
        yield f'" w:tooltip="{attribute(span.link[:250])}" w:history="1">{run(shown, linked)}</w:hyperlink>'

    def note(self, blocks: Sequence[Node]) -> NoteSlot:
        text_style = self.named("footnote text", "")
        mark = run_properties(frozenset(), self.styles, self.styles.id_of("footnote reference", "character"))
        inner = Writer(self.styles, text_style, self.repair, in_note=True)
        inner.blocks(blocks)
        self.take_over(inner)
        pieces = list(inner.out) or [f'<w:p><w:pPr><w:pStyle w:val="{text_style}"/></w:pPr>', "</w:p>"]
        opening = next((i for i, piece in enumerate(pieces) if isinstance(piece, str) and piece.startswith("<w:p>")), 0)
        head = pieces[opening]
        close = (
            opening + 1 if isinstance(head, str) and head.endswith("<w:p>") else pieces.index("</w:pPr>", opening) + 1
        )
        pieces.insert(close, f"<w:r>{mark}<w:footnoteRef/></w:r>{run(' ')}")
        return NoteSlot(tuple(joined(pieces)), mark)

    def take_over(self, inner: Writer) -> None:
        self.notes |= inner.notes
        self.repairs += inner.repairs

    # ------------------------------------------------------------ lists

    def list(self, node: Node, level: int) -> None:
        ordered = node["t"] == "OrderedList"
        items = node["c"][1] if ordered else node["c"]
        style = self.list_style(ordered, level)
        numbering: list[Piece] = []
        known = self.styles.by_id.get(style)
        if ordered and known is not None and known.list is not None:
            start = node["c"][0][0]
            slot = ListSlot(self.lists, self.styles.nums[known.list.num], known.list.level, start)
            self.lists += 1
            numbering = [f'<w:numPr><w:ilvl w:val="{known.list.level}"/><w:numId w:val="', slot, '"/></w:numPr>']
        for item in items:
            self.item(item, style, numbering, level)

    def item(self, blocks: Sequence[Node], style: str, numbering: Sequence[Piece], level: int) -> None:
        """The first paragraph bears the number or bullet; what follows is set in under it."""
        borne = False
        for block in blocks:
            if block["t"] in ("BulletList", "OrderedList"):
                self.list(block, min(level + 1, MAX_LIST_LEVEL))
            elif block["t"] in ("Para", "Plain") and not borne:
                self.paragraph(block["c"], style, numbering=numbering)
                borne = True
            else:
                self.block(block, self.named(numbered_name("List Continue", level), self.style))

    def list_style(self, ordered: bool, level: int) -> str:
        """The list style that goes with the base style („Text tabulky odrážky“), else Word's own."""
        base: Style | None = self.styles.by_id.get(self.style)
        own = f"{base.name} {'číslování' if ordered else 'odrážky'}" if base else ""
        usual = numbered_name("List Number" if ordered else "List Bullet", level)
        return self.styles.id_of(own) or self.styles.id_of(usual) or self.style

    # ------------------------------------------------------------ tables

    def table(self, content: Any) -> None:
        rows, heads = table_rows(content)
        if not rows:
            return
        columns = max(len(row) for row in rows)
        table_style = self.styles.id_of("Tabulka plánu", "table") or self.styles.id_of("Table Grid", "table")
        self.out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{table_style}"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{self.grid(rows, columns)}</w:tblGrid>'
        )
        for index, row in enumerate(rows):
            head = index < heads
            self.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
            for column in range(columns):
                self.cell(row[column] if column < len(row) else [], head)
            self.out.append("</w:tr>")
        self.out.append("</w:tbl>")
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{self.named("Za tabulkou", self.style)}"/></w:pPr></w:p>')

    def grid(self, rows: Sequence[Sequence[Sequence[Node]]], columns: int) -> str:
        lengths = [max((plain_length(row[c]) if c < len(row) else 0) for row in rows) for c in range(columns)]
        shares = [min(60, max(8, length)) for length in lengths]
        return "".join(f'<w:gridCol w:w="{9070 * share // sum(shares)}"/>' for share in shares)

    def cell(self, blocks: Sequence[Node], head: bool) -> None:
        self.out.append("<w:tc><w:tcPr/>")
        style = self.named("Záhlaví tabulky" if head else "Text tabulky", self.style)
        inner = Writer(self.styles, style, self.repair, lists=self.lists, in_note=self.in_note)
        inner.blocks(blocks)
        self.lists = inner.lists
        self.take_over(inner)
        self.out.extend(inner.out)
        if not inner.out or inner.out[-1] != "</w:p>":
            self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')
        self.out.append("</w:tc>")


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


def numbered_name(name: str, level: int) -> str:
    """ "List Bullet", "List Bullet 2", "List Bullet 3"."""
    return name if level == 0 else f"{name} {level + 1}"


def safe_link(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in LINK_SCHEMES
    except ValueError:
        return False


# Children of w:rPr in schema order (17.3.2.28).
PROPERTIES = (
    ("b", "<w:b/><w:bCs/>"),
    ("i", "<w:i/><w:iCs/>"),
    ("smallCaps", "<w:smallCaps/>"),
    ("strike", "<w:strike/>"),
    ("u", '<w:u w:val="single"/>'),
    ("superscript", '<w:vertAlign w:val="superscript"/>'),
    ("subscript", '<w:vertAlign w:val="subscript"/>'),
)


def run_properties(formats: frozenset[str], styles: Styles, character_style: str = "") -> str:
    """w:rPr for a look; empty when there is nothing to say."""
    style = character_style or (styles.id_of("Kód", "character") if "code" in formats else "")
    inner = (f'<w:rStyle w:val="{style}"/>' if style else "") + "".join(x for name, x in PROPERTIES if name in formats)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def table_rows(content: Any) -> tuple[list[list[Sequence[Node]]], int]:
    """The rows of a pandoc table as lists of cells, and how many of them are headers (at least one).

    A cell that spans several columns or rows keeps its text in the first of them: data tables have no merged cells.
    """
    _, _, _, head, bodies, foot = content
    head_rows = [row for row in head[1] if any(cell[4] for cell in row[1])]
    body_rows = [row for body in bodies for row in (*body[2], *body[3])]
    rows: list[list[Sequence[Node]]] = []
    hanging: dict[int, int] = {}  # column -> rows that a cell above still spans
    for _, cells in [*head_rows, *body_rows, *foot[1]]:
        rows.append(spread(cells, hanging))
    return rows, max(1, len(head_rows))


def spread(cells: Sequence[Any], hanging: dict[int, int]) -> list[Sequence[Node]]:
    row: list[Sequence[Node]] = []

    def fill_hanging() -> None:
        while hanging.get(len(row), 0):
            hanging[len(row)] -= 1
            row.append([])

    for _, _, row_span, column_span, blocks in cells:
        fill_hanging()
        for offset in range(column_span):
            hanging[len(row)] = row_span - 1
            row.append(blocks if offset == 0 else [])
    fill_hanging()
    return row


def plain_length(blocks: Sequence[Node]) -> int:
    """Letters of the longest line of a cell, roughly."""
    return max(
        (sum(len(span.text) for span in flatten(b["c"])) for b in blocks if b["t"] in ("Para", "Plain")), default=0
    )
