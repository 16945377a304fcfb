"""Small real Word files for the tests of the engine: written with python-docx, rendered, linted, read back.

    printed = rendered(word_file(p("{{ name }}")), {"name": "Dačice"})
    assert printed.text == "Dačice"

`rendered` holds every document to the lint, so a test that only reads the text proves a valid package as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from assembler.convert import pandoc
from assembler.errors import TemplateError
from assembler.word.properties import Properties
from assembler.word.render import Rendering, render
from assembler.word.richtext import Typographer
from assembler.word.state import Target
from assembler.word.template import compile_template
from assembler.word.validate import lint
from schemas.values import Leaf, Rich, TextFormat
from tests.breaking import packed, unpacked
from tests.good_docx import NAMESPACES, prepare, trim

DOCUMENT = "word/document.xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PROPERTIES = Properties(title="Plán")
Replacement = bytes | str | Callable[[bytes], bytes]


# ---------------------------------------------------------------- pieces of a text


def run(words: str, properties: str = "") -> str:
    """A run with its words to the letter."""
    look = properties and f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def torn(words: str, length: int = 1, properties: str = "") -> str:
    """The words in runs of a few letters with Word's own traces between them, as an edited sentence lies in a file."""
    pieces = [words[at : at + length] for at in range(0, len(words), length)]
    runs = [run(piece, properties).replace("<w:r>", '<w:r w:rsidR="00A1B2C3">', 1) for piece in pieces]
    return '<w:proofErr w:type="spellStart"/>'.join(runs)


def p(*content: str, style: str = "", extra: str = "") -> str:
    """A paragraph; what does not begin with „<“ is a run of words."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    named = style and f'<w:pStyle w:val="{style}"/>'
    properties = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
    return f"<w:p>{properties}{inner}</w:p>"


def item(*content: str, num: int = 3, level: int = 0) -> str:
    """An item of a list: 2 has bullets, 3 numbers (1. a) i.)."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return p(*content, style="ListParagraph", extra=numbered)


def cell(*blocks: str, properties: str = "") -> str:
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    inner = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if header else ''}{inner}</w:tr>"


def statement_row(words: str, columns: int) -> str:
    """A row that holds a statement: {%tr … %}."""
    return row("{%tr " + words + " %}", *[""] * (columns - 1))


def table(columns: int, *rows: str) -> str:
    """A table for layout, which the lint asks for no header row."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    look = '<w:tblStyle w:val="Layout"/><w:tblW w:w="0" w:type="auto"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str = "1") -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}{run(result)}{mark('end')}"


def simple_field(instruction: str, result: str = "1") -> str:
    return f'<w:fldSimple w:instr="{escape(instruction, {chr(34): "&quot;"})}">{run(result)}</w:fldSimple>'


def contents(instruction: str = 'TOC \\o "1-3" \\h \\z \\u') -> str:
    return p(field(instruction, "Obsah se sestaví."), style="TOC1")


def caption(words: str, sequence: str = "Tabulka") -> str:
    return p(f"{sequence} ", field(f"SEQ {sequence} \\* ARABIC"), f": {words}", style="Caption")


def bookmark(number: int, name: str, *content: str) -> str:
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def control(content: str, number: int = 500, tag: str = "volny") -> str:
    """A content control of the template's author."""
    properties = f'<w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def image(format: str = "PNG", size: tuple[int, int] = (8, 8), mode: str = "RGB", **saving: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "navy" if mode.startswith("RGB") else 0).save(out, format, **saving)
    return out.getvalue()


# ---------------------------------------------------------------- files


STYLES = (
    ("toc 1", WD_STYLE_TYPE.PARAGRAPH),
    ("toc 2", WD_STYLE_TYPE.PARAGRAPH),
    ("toc 3", WD_STYLE_TYPE.PARAGRAPH),
    ("table of figures", WD_STYLE_TYPE.PARAGRAPH),
    ("footnote text", WD_STYLE_TYPE.PARAGRAPH),
    ("Mezititulek", WD_STYLE_TYPE.PARAGRAPH),
    ("footnote reference", WD_STYLE_TYPE.CHARACTER),
    ("Hyperlink", WD_STYLE_TYPE.CHARACTER),
    ("Kód", WD_STYLE_TYPE.CHARACTER),
)
LISTS: dict[str, tuple[int, int]] = {  # style -> list and level
    **{f"Heading{level + 1}": (1, level) for level in range(3)},
    **{f"ListBullet{level + 1 if level else ''}": (2, level) for level in range(3)},
    **{f"ListNumber{level + 1 if level else ''}": (3, level) for level in range(3)},
}
LEVELS = (
    (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
    (("bullet", "•"), ("bullet", "–"), ("bullet", "•")),
    (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")),
)


def numbering() -> str:
    """Lists: 1 chapters, 2 bullets, 3 numbers."""
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'
            for level, (form, shown) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for number, levels in enumerate(LEVELS, start=1)
    )
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(LEVELS) + 1))
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{lists}{nums}</w:numbering>"


def number_styles(document: Document) -> None:
    """The styles of headings and lists count by our lists; the others of the default template by none."""
    for style in document.styles.element.iter(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        if properties is None:
            continue
        for old in properties.findall(qn("w:numPr")):
            properties.remove(old)
        num, level = LISTS.get(style.get(qn("w:styleId")), (0, 0))
        if num:
            numbered = style.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = level, num


@cache
def base() -> Mapping[str, bytes]:
    """The parts of an empty document with the styles and lists of a plan."""
    document = docx.Document()
    prepare(document)
    trim(document)
    for name, kind in STYLES:
        document.styles.add_style(name, kind, builtin=not name.startswith(("M", "K")))
    number_styles(document)
    out = BytesIO()
    document.save(out)
    parts = unpacked(out.getvalue())
    parts["word/numbering.xml"] = numbering().encode()
    return parts


def story(tag: str, content: str) -> bytes:
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{content}</w:{tag}>".encode()


def word_file(
    *blocks: str,
    header: str = "",
    footer: str = "",
    links: Sequence[tuple[str, str, str]] = (),
    parts: Mapping[str, Replacement | None] | None = None,
    types: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file of the blocks.

    links: (id, kind, target) of the document; a target with a scheme is external. parts: members put in, changed by a
    function, or (None) taken out. types: content types of new members.
    """
    files = dict(base())
    section = re.search(rb"<w:sectPr.*</w:sectPr>", files[DOCUMENT], re.DOTALL)
    assert section, "the empty document has a section"
    references, more = "", list(links)
    overrides = dict(types or {})
    for kind, tag, content in (("header", "hdr", header), ("footer", "ftr", footer)):
        if content:
            files[f"word/{kind}1.xml"] = story(tag, content)
            overrides[f"word/{kind}1.xml"] = f"{WML}.{kind}+xml"
            more.append((f"rId{kind}", kind, f"{kind}1.xml"))
            references += f'<w:{kind}Reference w:type="default" r:id="rId{kind}"/>'
    ended = re.sub(r"(<w:sectPr[^>]*>)", rf"\1{references}", section[0].decode(), count=1)
    files[DOCUMENT] = story("document", f"<w:body>{''.join(blocks)}{ended}</w:body>")
    insert(files, "word/_rels/document.xml.rels", "".join(relationship(*each) for each in more))
    insert(files, "[Content_Types].xml", "".join(override(*each) for each in overrides.items()))
    for name, change in (parts or {}).items():
        replace(files, name, change)
    return packed(list(files.items()))


def relationship(id: str, kind: str, target: str) -> str:
    external = ' TargetMode="External"' if re.match(r"[a-z.]+:|\\\\", target) else ""
    type = kind if ":" in kind else f"{OFFICE}/{kind}"
    return f'<Relationship Id="{id}" Type="{type}" Target="{escape(target)}"{external}/>'


def override(name: str, type: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{type}"/>'


def insert(files: dict[str, bytes], name: str, source: str) -> None:
    head, end, tail = files[name].rpartition(b"</")
    files[name] = head + source.encode() + end + tail


def replace(files: dict[str, bytes], name: str, change: Replacement | None) -> None:
    if change is None:
        del files[name]
    elif callable(change):
        files[name] = change(files[name])
    else:
        files[name] = change.encode() if isinstance(change, str) else change


# ---------------------------------------------------------------- values


def leaf(text: str, field: str = "name", owner: str = "/strategy") -> Leaf:
    return Leaf(text, owner, field)


def rich(text: str, format: TextFormat = TextFormat.COMMONMARK, pointer: str = "/foreword/text") -> Rich:
    return Rich(text, format, pointer)


def rich_texts(value: object) -> Iterator[Rich]:
    """Every formatted text in a context."""
    if isinstance(value, Rich):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from rich_texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from rich_texts(inner)


# ---------------------------------------------------------------- documents


@dataclass(frozen=True)
class Printed:
    """A document that a template made; the lint had nothing against it."""

    docx: bytes
    rendering: Rendering

    @cached_property
    def document(self) -> Document:
        return docx.Document(BytesIO(self.docx))

    @property
    def body(self) -> etree._Element:
        return cast(etree._Element, self.document.element.body)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        return unpacked(self.docx)

    @property
    def source(self) -> str:
        """word/document.xml as text."""
        return self.parts[DOCUMENT].decode()

    @property
    def text(self) -> str:
        return visible_text(self.docx)

    @property
    def paragraphs(self) -> list[str]:
        """The visible text of each paragraph, empty ones too."""
        return [visible(each) for each in paragraphs_of(self.body)]

    def part(self, name: str) -> str:
        return self.parts[name].decode()


def rendered(
    template: bytes,
    context: Mapping[str, Any],
    *,
    properties: Properties = PROPERTIES,
    targets: Mapping[str, Target] | None = None,
    repair: Callable[[str], str] | None = None,
    pages: Mapping[str, int] | None = None,
) -> Printed:
    """The document of a template and a context, its formatted texts read by pandoc; the lint finds nothing in it."""
    rendering = render(
        compile_template(template),
        context,
        properties,
        targets=targets,
        trees=pandoc.trees((each.text, each.format.value) for each in rich_texts(context)),
        typographer=(lambda _: Typographer("test", repair)) if repair else None,
    )
    made = rendering.docx(pages)
    assert lint(made) == ()
    return Printed(made, rendering)


def paragraphs_of(root: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs in their order, those of text boxes once (not their repetition for programs without shapes)."""
    for each in root.iter(qn("w:p")):
        if not any(ancestor.tag == FALLBACK for ancestor in each.iterancestors()):
            yield each


def visible(paragraph: etree._Element) -> str:
    """What a reader sees of a paragraph, without what stands in its text boxes."""
    words = []
    for element in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:noBreakHyphen")):
        parent = element.getparent()
        if parent is None or parent.tag != qn("w:r"):  # the tab stops of the paragraph's properties
            continue
        if next(element.iterancestors(qn("w:p"))) is paragraph:
            words.append(SIGNS.get(str(element.tag)) or element.text or "")
    return "".join(words)


FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:noBreakHyphen"): "\u2011"}


def visible_text(package: bytes) -> str:
    """The visible text of a document as python-docx opens it, a line for each paragraph that is not empty."""
    body = cast(etree._Element, docx.Document(BytesIO(package)).element.body)
    return "\n".join(filter(None, (visible(each) for each in paragraphs_of(body))))


def attempt(template: bytes, context: Mapping[str, Any] | None = None) -> bytes:
    """Compile a template and (with a context) render it, without asking whether the document is any good."""
    ready = compile_template(template)
    return b"" if context is None else render(ready, context, PROPERTIES).docx()


def refused(template: bytes, context: Mapping[str, Any] | None = None) -> TemplateError:
    """How a template is refused: when it is compiled, or (with a context) when it is rendered."""
    with pytest.raises(TemplateError) as caught:
        attempt(template, context)
    return caught.value
