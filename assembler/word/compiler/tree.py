"""Putting texts and elements into a tree whose template tags live in text and tail."""

from __future__ import annotations

from lxml import etree

from assembler.word.styles import Styles
from assembler.word.xml import w

PROPERTIES = tuple(w(name) for name in ("pPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "rPr", "tblPrEx"))


def before(element: etree._Element, text: str) -> None:
    """Put text right before an element."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def after(element: etree._Element, text: str) -> None:
    """Put text right behind an element."""
    element.tail = text + (element.tail or "")


def prepend(element: etree._Element, text: str) -> None:
    """Put text first into an element, behind its properties."""
    children = [child for child in element if child.tag in PROPERTIES]
    if children:
        after(children[-1], text)
    else:
        element.text = text + (element.text or "")


def append(element: etree._Element, text: str) -> None:
    """Put text last into an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def remove(element: etree._Element) -> None:
    """Take an element out of the tree; its tail stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before(element, element.tail)
    parent.remove(element)


def replace(old: etree._Element, pieces: list[etree._Element | str]) -> None:
    """Put elements and texts in the place of an element; its own tail stays behind them."""
    tail = old.tail or ""
    old.tail = None
    anchor = old
    for piece in [*pieces, tail]:
        if isinstance(piece, str):
            anchor.tail = (anchor.tail or "") + piece
        else:
            piece.tail = None
            anchor.addnext(piece)
            anchor = piece
    remove(old)


def own_texts(paragraph: etree._Element) -> list[etree._Element]:
    """The w:t of a paragraph in order, without those of paragraphs inside it (text boxes)."""
    return [text for text in paragraph.iter(w("t")) if next(text.iterancestors(w("p"))) is paragraph]


def texts(element: etree._Element) -> list[str]:
    """The texts between the children of an element, in order; one more than there are children."""
    return [element.text or "", *(child.tail or "" for child in element)]


def enclosing(element: etree._Element | None, name: str) -> etree._Element | None:
    """The nearest element of a name (of WordprocessingML) around another one."""
    return next(element.iterancestors(w(name)), None) if element is not None else None


def paragraph_style(paragraph: etree._Element, styles: Styles) -> str:
    """The id of a paragraph's style."""
    element = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return element.get(w("val"), styles.default) if element is not None else styles.default
