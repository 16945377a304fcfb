"""Blocks of a formatted text as WordprocessingML: paragraphs, lists that restart, tables, quotes, notes.

What differs from document to document (numbering instances, relationship ids, note numbers, references) is left as
slots between the pieces of source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from assembler.word import rich_tables, widths
from assembler.word.addresses import safe_address
from assembler.word.inlines import MARKUP, Link, Node, Span, flatten, merged, repaired
from assembler.word.rich_lists import ListLook, Surroundings, label
from assembler.word.rich_tables import MOST_COLUMNS, Cell, Table, column_widths
from assembler.word.slots import Compiled, LinkSlot, ListSlot, NoteSlot, Piece, ReferenceSlot, joined
from assembler.word.styles import Styles
from assembler.word.xml import MAX_TOOLTIP, attribute, run

# Codes of what could not be printed as it was meant, besides those of the inlines.
UNSAFE_LINK = "rich_link"
WIDE_TABLE = "rich_table"
LEFT_OUT = "rich_left_out"

LEFT_OUT_FORMAT = "left-out"  # pandoc's tree ends with a raw block of this format when its source says more
BEARERS = ("Para", "Plain", "Header")  # blocks that bear the number of their item
LISTS = ("BulletList", "OrderedList")
ONE_LINE = 80  # letters of an item that hardly takes a second line
TEXTS, LED = ("Para", "Plain"), (*LISTS, "Table")


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
    align: str = ""  # of paragraphs of the own style: a value of w:jc
    opening: str = ""  # runs with which the next paragraph begins
    leading: bool = False  # the paragraph leads to a list or a table, and stays on its page
    kept: bool = False  # so does every paragraph: those of a row that stays with the next one

    def finish(self) -> Compiled:
        return Compiled(tuple(joined(self.out)), frozenset(self.notes), tuple(self.repairs))

    def mend(self, text: str) -> str:
        mended = self.repair(text)
        if mended != text:
            self.repairs.append((text, mended))
        return mended

    def within(self, inner: Writer, blocks: Sequence[Node]) -> list[Piece]:
        """What a writer of something inside this text writes; the numbers of lists go on."""
        inner.lists = self.lists
        inner.blocks(blocks)
        self.lists = inner.lists
        self.notes |= inner.notes
        self.repairs += inner.repairs
        if not inner.out:
            inner.spans([], inner.style)
        return inner.out

    def blocks(self, nodes: Sequence[Node], style: str | None = None, *, together: bool = False) -> None:
        """The blocks in a style; those that stay together stand on one page."""
        for node, following in zip_longest(nodes, nodes[1:]):
            leads = together or (node["t"] in TEXTS and following is not None and following["t"] in LED)
            self.leading = leads and following is not None
            self.block(node, self.style if style is None else style)

    def block(self, node: Node, style: str) -> None:
        WAYS.get(node["t"], Writer.nothing)(self, node, style)

    def nothing(self, _: Node, __: str) -> None:
        """Null: a block without content."""

    def text_block(self, node: Node, style: str) -> None:
        self.paragraph(flatten(node["c"]), style)

    def list_block(self, node: Node, _: str) -> None:
        self.list_of(node, 0)

    def quote_block(self, node: Node, style: str) -> None:
        """In the style that goes with the base style („Text karty citát“), else in the one for all; on one page."""
        own = self.surroundings.companion("citát")
        look = own.id if own else self.named("Citát", self.named("Quote", style))
        self.blocks(node["c"], look, together=True)

    def heading_block(self, node: Node, style: str) -> None:
        """A heading inside a text: never one of the document's outline, whose levels would then have gaps."""
        own = self.named("Mezititulek", style)
        self.paragraph(flatten(node["c"][2], BOLD if own == self.style else PLAIN), own)

    def code_block(self, node: Node, style: str) -> None:
        self.spans([Span(node["c"][1], frozenset({"code"}), literal=True)], style)

    def raw_block(self, node: Node, style: str) -> None:
        if node["c"][0] == LEFT_OUT_FORMAT:
            self.notes.add(LEFT_OUT)
        else:
            self.spans([Span(node["c"][1], frozenset({"code"}), literal=True, told=MARKUP)], style)

    def line_block(self, node: Node, style: str) -> None:
        lines: list[Node] = []
        for line in node["c"]:
            lines += [*line, {"t": "LineBreak"}]
        self.paragraph(flatten(lines[:-1]), style)

    def definitions_block(self, node: Node, style: str) -> None:
        for term, definitions in node["c"]:
            self.paragraph(flatten(term, BOLD), style)
            for definition in definitions:
                self.blocks(definition, Surroundings(self.styles, style, self.in_note).continued(0))

    def rule_block(self, _: Node, style: str) -> None:
        self.spans([Span("* * *")], style)

    def figure_block(self, node: Node, style: str) -> None:
        _, (_, caption), blocks = node["c"]
        self.blocks(blocks, style)
        self.blocks(caption, self.named("Titulek pod", self.named("Caption", style)))

    def division_block(self, node: Node, style: str) -> None:
        self.blocks(node["c"][1], style)

    def table_block(self, node: Node, _: str) -> None:
        self.table(rich_tables.read(node["c"]))

    # ------------------------------------------------------------ paragraphs

    def named(self, name: str, fallback: str) -> str:
        return self.styles.id_of(name) or fallback

    def paragraph(self, spans: Iterable[Span], style: str) -> None:
        """A paragraph, unless there is nothing in it."""
        whole = merged(spans)
        if any(span.text.strip() or span.link or span.note is not None for span in whole):
            self.spans(whole, style)

    def spans(self, spans: list[Span], style: str, numbering: Sequence[Piece] = ()) -> None:
        styled = f'<w:pStyle w:val="{style}"/>' if style else ""
        kept = "<w:keepNext/>" if self.leading or self.kept else ""
        aligned = f'<w:jc w:val="{self.align}"/>' if self.align and style == self.style else ""
        if styled or kept or numbering or aligned:
            self.out += ["<w:p><w:pPr>", styled, kept, *numbering, aligned, "</w:pPr>"]
        else:
            self.out.append("<w:p>")
        self.out.append(self.opening)
        self.opening = ""
        self.notes.update(span.told for span in spans if span.told)
        for _, group in groupby(repaired(spans, self.mend), lambda span: id(span.link)):
            self.out.extend(self.inlines(list(group)))
        self.out.append("</w:p>")

    def inlines(self, spans: Sequence[Span]) -> Iterator[Piece]:
        """Neighbours that lead to the same place, or nowhere."""
        link = spans[0].link
        if link is None:
            yield from (self.plain(span) for span in spans)
        elif link.address.startswith("#"):
            for span in spans:
                yield ReferenceSlot(link.address[1:], span.text, run_properties(span.formats, self.styles))
        elif safe_address(link.address):
            yield from self.hyperlink(link, spans)
        else:
            self.notes.add(UNSAFE_LINK)
            yield from (self.plain(span) for span in spans)

    def plain(self, span: Span) -> Piece:
        if span.note is not None:
            return self.note(span.note)
        return run(span.text, run_properties(span.formats, self.styles)) if span.text else ""

    def hyperlink(self, link: Link, spans: Sequence[Span]) -> Iterator[Piece]:
        """A link; in a footnote its address stands behind it: readers of a printed plan look for it there."""
        look = self.styles.id_of("Hyperlink", "character")
        yield '<w:hyperlink r:id="'
        yield LinkSlot(link.address)
        yield f'" w:tooltip="{attribute((link.title or link.address)[:MAX_TOOLTIP])}" w:history="1">'
        yield from (run(span.text, run_properties(span.formats, self.styles, look)) for span in spans)
        yield "</w:hyperlink>"
        if self.in_note and link.address not in "".join(span.text for span in spans):
            yield run(f" ({link.address})")

    def note(self, blocks: Sequence[Node]) -> NoteSlot:
        mark = run_properties(PLAIN, self.styles, self.styles.id_of("footnote reference", "character"))
        opening = f"<w:r>{mark}<w:footnoteRef/></w:r>{run(' ')}"
        inner = Writer(self.styles, self.named("footnote text", ""), self.repair, in_note=True, opening=opening)
        return NoteSlot(tuple(joined(self.within(inner, blocks))), mark)

    # ------------------------------------------------------------ lists

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(self.styles, self.style, self.in_note)

    def list_of(self, node: Node, level: int) -> None:
        """A list; a short last item has the one before it beside it, as no single line stands on a page."""
        look = self.surroundings.look(node, level)
        numbering = self.numbering(node, look)
        items = node["c"][1] if node["t"] == "OrderedList" else node["c"]
        for index, blocks in enumerate(items):
            shown = [] if look.numbers else [Span(f"{label(node, index, look.level)}\u00a0", literal=True)]
            self.leading = index == len(items) - 2 and one_line(items[-1])
            self.item(blocks, look, numbering, shown)
        self.leading = False

    def numbering(self, node: Node, look: ListLook) -> Sequence[Piece]:
        """What makes the numbers of a list its own; bullets are as good in any list."""
        ref = look.numbers
        if ref is None or (node["t"] != "OrderedList" and not look.direct):
            return ()
        slot: Piece = str(ref.num)
        if node["t"] == "OrderedList":
            slot = ListSlot(self.lists, self.styles.nums[ref.num], ref.level, node["c"][0][0])
            self.lists += 1
        return (f'<w:numPr><w:ilvl w:val="{ref.level}"/><w:numId w:val="', slot, '"/></w:numPr>')

    def item(self, blocks: Sequence[Node], look: ListLook, numbering: Sequence[Piece], shown: list[Span]) -> None:
        """The first paragraph bears the number or bullet, an empty one if need be; what follows is set in under it."""
        first = blocks[0] if blocks and blocks[0]["t"] in BEARERS else None
        words = flatten_bearer(first) if first else ()
        self.spans([*shown, *merged(words)], look.style, numbering)
        for block in blocks[1:] if first else blocks:
            if block["t"] in LISTS:
                self.list_of(block, look.level + 1)
            else:
                self.block(block, self.surroundings.continued(look.level))

    # ------------------------------------------------------------ tables

    def table(self, table: Table) -> None:
        self.blocks(table.caption, self.named("Caption", self.style))
        if table.columns > MOST_COLUMNS:
            self.notes.add(WIDE_TABLE)
            for cell in (cell for row in table.rows for cell in row):
                self.blocks(cell.blocks)
        elif table.rows:
            if self.opening:
                self.spans([], self.style)
            self.grid(table)
            self.spans([], self.named("Za tabulkou", self.style))

    def grid(self, table: Table) -> None:
        style = self.styles.id_of("Tabulka plánu", "table") or self.styles.id_of("Table Grid", "table")
        styled = f'<w:tblStyle w:val="{style}"/>' if style else ""
        columns = column_widths(table)
        self.out.append(
            f'<w:tbl><w:tblPr>{styled}<w:tblW w:w="{columns.part(widths.PERCENT)}" w:type="pct"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" '
            'w:noVBand="1"/></w:tblPr><w:tblGrid>'
        )
        self.out += [f'<w:gridCol w:w="{width}"/>' for width in columns.shares(columns.part(widths.TWIPS))]
        self.out.append("</w:tblGrid>")
        shares = columns.shares(widths.PERCENT)
        staying = kept_with_next([*map(columns.lines, rich_tables.extents(table))], table.heads)
        for index, (row, stays) in enumerate(zip(table.rows, staying, strict=True)):
            head = index < table.heads
            self.out.append(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>")
            for cell, share in zip(row, shares, strict=True):
                self.cell(cell, share, head, kept=stays)
            self.out.append("</w:tr>")
        self.out.append("</w:tbl>")

    def cell(self, cell: Cell, share: int, head: bool, *, kept: bool) -> None:
        style = self.named("Záhlaví tabulky" if head else "Text tabulky", self.style)
        inner = Writer(self.styles, style, self.repair, in_note=self.in_note, align=cell.align, kept=kept)
        opening = f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr>'
        self.out += [opening, *self.within(inner, cell.blocks), "</w:tc>"]


BOLD, PLAIN = frozenset({"b"}), frozenset[str]()


def kept_with_next(lines: Sequence[int], heads: int) -> list[bool]:
    """Which rows, so many lines each, stay on the page of the next one: the heads, all of a short table, the first and
    the last ones of a longer table as far as they are not tall.
    """
    whole, behind = widths.short(lines), len(lines) - widths.ENDS

    def stays(index: int) -> bool:
        first = index < widths.ENDS and sum(lines[: index + 2]) <= widths.SHORT_LINES
        last = index >= behind and sum(lines[index:]) <= widths.SHORT_LINES
        return index < heads or whole or first or last

    return [*map(stays, range(len(lines) - 1)), False]


def one_line(item: Sequence[Node]) -> bool:
    """Is the item of a list a single paragraph that hardly takes a second line?"""
    if len(item) != 1 or item[0]["t"] not in BEARERS:
        return False
    return sum(len(each.text) for each in flatten_bearer(item[0])) <= ONE_LINE


def flatten_bearer(node: Node) -> Iterator[Span]:
    return flatten(node["c"][2], BOLD) if node["t"] == "Header" else flatten(node["c"])


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
    "RawBlock": Writer.raw_block,
    "LineBlock": Writer.line_block,
    "DefinitionList": Writer.definitions_block,
    "HorizontalRule": Writer.rule_block,
    "Figure": Writer.figure_block,
    "Div": Writer.division_block,
    "Table": Writer.table_block,
}
