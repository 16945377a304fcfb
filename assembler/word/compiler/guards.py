"""Containers that conditions and loops may leave empty: Word refuses a cell without a paragraph, a table without rows.

Where emptiness is possible, a guard mark is compiled in; it looks at what was really printed.
"""

from __future__ import annotations

from lxml import etree

from assembler.word.compiler.tags import TAG, keyword
from assembler.word.compiler.tree import after, append, before
from assembler.word.xml import w

NEED_PARAGRAPH = tuple(w(name) for name in ("tc", "txbxContent", "hdr", "ftr", "footnote"))


def guard(root: etree._Element) -> None:
    """Put guards where a container's content may vanish."""
    for container in list(root.iter(*NEED_PARAGRAPH)):
        if not ends_with_paragraph(container):
            append(container, "{{ 'w:p'|_guard }}")
    for content in list(root.iter(w("sdtContent"))):
        guard_control(content)
    for element in list(root.iter(w("tbl"), w("tr"))):
        if not surely_filled(element):
            vanishing(element, NEEDED[str(element.tag)])


def ends_with_paragraph(container: etree._Element) -> bool:
    """Is the last thing in the container a paragraph that no condition can take away?"""
    depth = depth_behind(container.text, 0)
    sure = False
    for child in container:
        sure = depth == 0 and child.tag == w("p")
        if TAG.search(child.tail or ""):
            sure = False
        depth = depth_behind(child.tail, depth)
    return sure


def depth_behind(text: str | None, depth: int) -> int:
    """How many statements are open behind a text."""
    for tag in TAG.finditer(text or ""):
        word = keyword(tag[0])
        depth += (word in ("for", "if")) - (word in ("endfor", "endif"))
    return depth


def guard_control(content: etree._Element) -> None:
    """A content control of the template itself: what stands around it says what may be put in, or that it vanishes."""
    if sure_child(content):
        return
    control = content.getparent()
    around = control.getparent() if control is not None else None
    if control is None or around is None:
        return
    if around.tag in ROWS_OR_CELLS:
        vanishing(control, "<w:tr>" if around.tag == w("tbl") else "<w:tc>")
    elif around.tag in (w("p"), w("hyperlink")):
        append(content, "{{ 'w:r'|_guard }}")
    else:
        append(content, "{{ 'w:p'|_guard }}")


ROWS_OR_CELLS = (w("tbl"), w("tr"))
NEEDED = {w("tbl"): "<w:tr>", w("tr"): "<w:tc>"}
CHILDREN = {w("tbl"): w("tr"), w("tr"): w("tc")}


def vanishing(element: etree._Element, needed: str) -> None:
    """A table, row or control that goes as a whole when nothing was printed in it."""
    before(element, "{{ '%s'|_maybe }}" % needed)
    after(element, "{{ 0|_maybe_end }}")


def sure_child(container: etree._Element) -> bool:
    """Is there a child that no condition can take away, and that is not empty itself?"""
    depth = depth_behind(container.text, 0)
    for child in container:
        if depth == 0 and (child.tag not in NEEDED or surely_filled(child)):
            return True
        depth = depth_behind(child.tail, depth)
    return False


def surely_filled(element: etree._Element) -> bool:
    """Does a table surely have a row, a row surely a cell?"""
    wanted = CHILDREN[str(element.tag)]
    depth = depth_behind(element.text, 0)
    for child in element:
        if depth == 0 and child.tag == wanted and (child.tag not in NEEDED or surely_filled(child)):
            return True
        content = child.find(w("sdtContent")) if child.tag == w("sdt") else None
        if depth == 0 and content is not None and sure_child(content):
            return True
        depth = depth_behind(child.tail, depth)
    return False
