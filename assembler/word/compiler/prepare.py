"""From a part of a DOCX template to a tree whose tags stand where the compiler can read their position.

docxtpl's own patching understands its syntax ({%p, {%tr, {{r …); around it, this module keeps what patching would lose
(the style of a paragraph that {{p … }} replaces), drops what no document needs (traces of editing, comments), proves
that statements close on the level they opened on, and cuts runs so that each expression stands alone.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.fields import RUNNING, check_fields, complete
from assembler.word.compiler.tags import TAG, Balance, Place, Places, keyword, text_of, to_xml
from assembler.word.compiler.tree import paragraph_style, remove, replace
from assembler.word.compiler.written import read_tags
from assembler.word.styles import Styles
from assembler.word.xml import MC, NS, W15, W, w

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=False)
TRACES = tuple(
    w(name)
    for name in (
        "proofErr",
        "lastRenderedPageBreak",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "smartTagPr",
    )
)
RSID = re.compile(rf"\{{{W}\}}rsid\w*|\{{http://schemas.microsoft.com/office/word/2010/wordml\}}(paraId|textId)")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
IGNORABLE = f"{{{MC}}}Ignorable"
WHOLE_RUN = re.compile(r"\s*\{\{r\s+(.*?)\}\}\s*", re.DOTALL)
WHOLE_PARAGRAPH = re.compile(r"\s*\{\{p\s+(.*?)\}\}\s*", re.DOTALL)


def parse(xml: bytes, part: str) -> etree._Element:
    """The part as a tree; strict, without entities and DTD."""
    try:
        root = etree.fromstring(xml, PARSER)
    except etree.XMLSyntaxError as wrong:
        raise TemplateError(
            Sentence("Část %(part)s šablony není správné XML: %(wrong)s.", part=part, wrong=wrong)
        ) from None
    if doctype_of(root):
        raise TemplateError(Sentence("Část %(part)s šablony obsahuje DTD, a to nesmí.", part=part))
    return root


def doctype_of(root: etree._Element) -> str:
    info: Any = root.getroottree().docinfo
    return str(info.doctype or "")


def prepare(xml: bytes, part: str, styles: Styles) -> tuple[etree._Element, Places]:
    """The part's tree, patched, with every tag in its own text node, and the places of its tags."""
    root = with_namespaces(parse(xml, part))
    drop_traces(root)
    read_tags(root, part)
    places = Places(part, root)
    unfold_simple_fields(root)
    join_instructions(root)
    complete(root)
    check_fields(root, part)
    check_headings(root, part, styles)
    keep_styles(root)
    patched = DocxTemplate.patch_xml(None, etree.tostring(root, encoding="unicode"))
    try:
        tree = etree.fromstring(to_xml(patched).encode(), PARSER)
    except etree.XMLSyntaxError as wrong:
        raise TemplateError(
            Sentence("Značky v části %(part)s se kříží s formátováním: %(wrong)s.", part=part, wrong=wrong)
        ) from None
    order_cells(tree)
    for run in list(tree.iter(w("r"))):
        split_run(run)
    prove_balance(tree, places)
    return tree, places


def with_namespaces(root: etree._Element) -> etree._Element:
    """The root with every prefix declared that the engine writes; w15 may be ignored by who does not know it."""
    declared = {prefix: uri for prefix, uri in NS.items() if uri not in root.nsmap.values()}
    own: Any = root.nsmap  # the stubs do not know its type
    attributes = {str(name): str(value) for name, value in root.attrib.items()}
    whole = etree.Element(root.tag, attributes, nsmap={**own, **declared})
    ignorable = set(whole.get(IGNORABLE, "").split())
    prefix = next(prefix for prefix, uri in whole.nsmap.items() if uri == W15)
    whole.set(IGNORABLE, " ".join(sorted(ignorable | {str(prefix)})))
    whole.text = root.text
    whole.extend(list(root))
    return whole


def drop_traces(root: etree._Element) -> None:
    """Comments, spelling marks and editing ids: never part of a document that a template makes."""
    for element in list(root.iter(*TRACES)):
        remove(element)
    for reference in list(root.iter(w("commentReference"))):
        run = reference.getparent()
        if run is not None:
            remove(run)
    for mark in [mark for mark in root.iter(w("bookmarkStart")) if mark.get(w("name")) == "_GoBack"]:
        for end in [end for end in root.iter(w("bookmarkEnd")) if end.get(w("id")) == mark.get(w("id"))]:
            remove(end)
        remove(mark)
    for element in root.iter(etree.Element):
        for name in [str(name) for name in element.attrib if RSID.fullmatch(str(name))]:
            del element.attrib[name]


def check_headings(root: etree._Element, part: str, styles: Styles) -> None:
    """Refuse {{p … }} in the style of a heading: it may print many paragraphs, and a contents lists single ones."""
    if RUNNING.fullmatch(part):
        return
    for number, paragraph in enumerate(root.iter(w("p")), start=1):
        words = text_of(paragraph, "t")
        match = WHOLE_PARAGRAPH.fullmatch(words)
        if match and styles.outline(paragraph_style(paragraph, styles)) is not None:
            wrong = Sentence(
                "Značka %(tag)s nesmí mít styl nadpisu. Nadpis je jediný odstavec: napište {{ %(name)s }}.",
                tag=words.strip(),
                name=match[1].strip(),
            )
            raise TemplateError(wrong, str(Place(part, number, words)))


def keep_styles(root: etree._Element) -> None:
    """What {{p … }} and {{r … }} print takes the look of the paragraph or run that it replaces.

    {{p value }} -> {{p (value)|_block('Style') }}, {{r value }} -> {{r (value)|_run('<w:rPr>…') }}
    """
    for paragraph in root.iter(w("p")):
        match = WHOLE_PARAGRAPH.fullmatch(text_of(paragraph, "t"))
        if match:
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            name = style.get(w("val"), "") if style is not None else ""
            for run in paragraph.findall(w("r")):
                paragraph.remove(run)
            text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
            text.text = "{{p (%s)|_block(%s) }}" % (match[1], constant(name))
    for run in root.iter(w("r")):
        match = WHOLE_RUN.fullmatch(text_of(run, "t"))
        text_element = run.find(w("t"))
        if match and text_element is not None:
            text_element.text = "{{r (%s)|_run(%s) }}" % (match[1], constant(properties_of(run)))


def properties_of(run: etree._Element) -> str:
    """The run's own properties as source."""
    properties = run.find(w("rPr"))
    return source_of(properties) if properties is not None else ""


def source_of(element: etree._Element) -> str:
    """An element as source, without declarations of namespaces."""
    return NAMESPACE.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def unfold_simple_fields(root: etree._Element) -> None:
    """w:fldSimple -> the complex form (17.16.18), so that only one form of fields is left."""
    for field in list(root.iter(w("fldSimple"))):
        instruction = etree.Element(w("instrText"))
        instruction.text = field.get(w("instr"), "")
        instruction.set(SPACE, "preserve")
        marks = [etree.Element(w("fldChar"), {w("fldCharType"): kind}) for kind in ("begin", "separate", "end")]
        begin, separate, end = (new_run(None, mark) for mark in marks)
        replace(field, [begin, new_run(None, instruction), separate, *list(field), end])


# Children of w:tcPr in schema order (17.4.66): docxtpl puts the span and the colour first.
CELL_PROPERTIES = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark"),
)
CELL_ORDER = {w(name): place for place, name in enumerate(CELL_PROPERTIES)}


def order_cells(tree: etree._Element) -> None:
    for properties in tree.iter(w("tcPr")):
        properties[:] = sorted(properties, key=lambda child: CELL_ORDER.get(str(child.tag), len(CELL_ORDER)))


def split_run(run: etree._Element) -> None:
    """A run with text and tags -> runs of plain text, and tags between them as text nodes of the paragraph.

    An expression becomes {{ (value)|_text('<w:rPr>…') }}, which prints its run itself.
    """
    if not any("{" in (text.text or "") for text in run.iter(w("t"))) and run.find(w("fldChar")) is None:
        return
    properties = run.find(w("rPr"))
    rpr = properties_of(run)
    pieces: list[etree._Element | str] = []
    for child in list(run):
        if child is properties:
            continue
        if child.tag == w("t"):
            pieces.extend(text_pieces(child.text or "", properties, rpr))
        else:
            pieces.append(new_run(properties, child))
    replace(run, pieces)


def text_pieces(text: str, properties: etree._Element | None, rpr: str) -> list[etree._Element | str]:
    pieces: list[etree._Element | str] = []
    end = 0
    for tag in TAG.finditer(text):
        if tag.start() > end:
            pieces.append(new_run(properties, new_text(text[end : tag.start()])))
        pieces.append(text_tag(tag[0], rpr))
        end = tag.end()
    if end < len(text):
        pieces.append(new_run(properties, new_text(text[end:])))
    return pieces


def text_tag(tag: str, rpr: str) -> str:
    if not tag.startswith("{{"):
        return tag
    return "{{ (%s)|_text(%s) }}" % (tag[2:-2].strip(), constant(rpr))


def constant(value: str) -> str:
    """The value as a string constant of the template language."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def new_text(value: str) -> etree._Element:
    text = etree.Element(w("t"))
    text.text = value
    text.set(SPACE, "preserve")
    return text


def join_instructions(root: etree._Element) -> None:
    """The instruction of a field in one text, as a tag or the name of a bookmark may stand in pieces of it."""
    first: etree._Element | None = None
    for element in list(root.iter(w("instrText"), w("fldChar"))):
        if element.tag == w("fldChar"):
            first = None
        elif first is None:
            first = element
        else:
            first.text = (first.text or "") + (element.text or "")
            run = element.getparent()
            remove(run if run is not None and len(run) == 1 else element)


def new_run(properties: etree._Element | None, child: etree._Element) -> etree._Element:
    run = etree.Element(w("r"), nsmap={"w": W})
    if properties is not None:
        run.append(copy.deepcopy(properties))
    child.tail = None
    run.append(child)
    return run


def prove_balance(element: etree._Element, places: Places) -> None:
    """The texts between the children of each element open and close their statements themselves."""
    balance = Balance()
    see(balance, element.text, places)
    for child in element:
        prove_balance(child, places)
        see(balance, child.tail, places)
    balance.finish()


def see(balance: Balance, text: str | None, places: Places) -> None:
    for tag in TAG.finditer(text or ""):
        if keyword(tag[0]):
            balance.see(tag[0], places.of(tag[0]))
