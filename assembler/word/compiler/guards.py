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
    for table in list(root.iter(w("tbl"))):
        guard_children(table, "tr")
    for row in list(root.iter(w("tr"))):
        guard_children(row, "tc")


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
    """A content control of the template itself: what stands in it says whether a paragraph or a run may be put in."""
    if sure_child(content):
        return
    control = content.getparent()
    around = control.getparent() if control is not None else None
    if around is not None and around.tag in (w("body"), w("tc"), w("sdtContent"), w("hdr"), w("ftr"), w("txbxContent")):
        append(content, "{{ 'w:p'|_guard }}")
    elif around is not None and around.tag in (w("p"), w("hyperlink")):
        append(content, "{{ 'w:r'|_guard }}")


def sure_child(container: etree._Element) -> bool:
    depth = depth_behind(container.text, 0)
    for child in container:
        if depth == 0:
            return True
        depth = depth_behind(child.tail, depth)
    return False


def guard_children(element: etree._Element, needed: str) -> None:
    """A table (row) whose rows (cells) all depend on something vanishes as a whole when none was printed."""
    depth = depth_behind(element.text, 0)
    for child in element:
        if child.tag in (w(needed), w("sdt")) and depth == 0:
            return
        depth = depth_behind(child.tail, depth)
    before(element, "{{ '<w:%s>'|_maybe }}" % needed)
    after(element, "{{ 0|_maybe_end }}")
