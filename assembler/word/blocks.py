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
from assembler.word.rich_tables import column_widths, table_rows
from assembler.word.slots import Compiled, LinkSlot, ListSlot, NoteSlot, Piece, ReferenceSlot, joined
from assembler.word.styles import Style, Styles
from assembler.word.xml import attribute, run

LINK_SCHEMES = ("http", "https", "mailto")
MAX_LIST_LEVEL = 2  # three levels: List Bullet, List Bullet 2, List Bullet 3

# Codes of what could not be printed as it was meant; the pipeline makes findings of them.
UNPRINTED_IMAGE = "rich_image"
UNSAFE_LINK = "rich_link"
UNKNOWN_TARGET = "rich_reference"


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
        WAYS.get(node["t"], Writer.nothing)(self, node, style)

    def nothing(self, _: Node, __: str) -> None:
        """Null: a block without content."""

    def text_block(self, node: Node, style: str) -> None:
        self.paragraph(node["c"], style)

    def list_block(self, node: Node, _: str) -> None:
        self.list(node, 0)

    def quote_block(self, node: Node, style: str) -> None:
        self.blocks(node["c"], self.named("Citát", self.named("Quote", style)))

    def heading_block(self, node: Node, style: str) -> None:
        """A heading inside a text: never one of the document's outline, whose levels would then have gaps."""
        self.paragraph(node["c"][2], self.named("Mezititulek", style), bold=True)

    def code_block(self, node: Node, style: str) -> None:
        self.spans([Span(node["c"][1], frozenset({"code"}), literal=True)], style)

    def line_block(self, node: Node, style: str) -> None:
        lines: list[Node] = []
        for line in node["c"]:
            lines += [*line, {"t": "LineBreak"}]
        self.paragraph(lines[:-1], style)

    def definitions_block(self, node: Node, style: str) -> None:
        for term, definitions in node["c"]:
            self.paragraph(term, style, bold=True)
            for definition in definitions:
                self.blocks(definition, self.named("List Continue", style))

    def rule_block(self, _: Node, style: str) -> None:
        self.spans([Span("* * *")], style)

    def figure_block(self, node: Node, style: str) -> None:
        self.blocks(node["c"][2], style)

    def division_block(self, node: Node, style: str) -> None:
        self.blocks(node["c"][1], style)

    def table_block(self, node: Node, _: str) -> None:
        self.table(node["c"])

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
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in column_widths(rows, columns))
        table_style = self.styles.id_of("Tabulka plánu", "table") or self.styles.id_of("Table Grid", "table")
        self.out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{table_style}"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        for index, row in enumerate(rows):
            head = index < heads
            self.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
            for column in range(columns):
                self.cell(row[column] if column < len(row) else [], head)
            self.out.append("</w:tr>")
        self.out.append("</w:tbl>")
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{self.named("Za tabulkou", self.style)}"/></w:pPr></w:p>')

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


WAYS: dict[str, Callable[[Writer, Node, str], None]] = {
    "Para": Writer.text_block,
    "Plain": Writer.text_block,
    "BulletList": Writer.list_block,
    "OrderedList": Writer.list_block,
    "BlockQuote": Writer.quote_block,
    "Header": Writer.heading_block,
    "CodeBlock": Writer.code_block,
    "RawBlock": Writer.code_block,
    "LineBlock": Writer.line_block,
    "DefinitionList": Writer.definitions_block,
    "HorizontalRule": Writer.rule_block,
    "Figure": Writer.figure_block,
    "Div": Writer.division_block,
    "Table": Writer.table_block,
}
