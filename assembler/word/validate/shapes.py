"""What no element of a text may look like: one line each, an XPath predicate that is true of a wrong element.

Expressions run in C over slices of the document: a rule over every paragraph costs about a millisecond for each
megabyte, one over rare elements nothing where a slice holds none. All rules for one element are asked in one pass;
only where that finds something, each is asked by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from assembler.word.validate.faults import MOST
from assembler.word.validate.names import name
from assembler.word.validate.passes import Pass

Wrong = tuple[str, str, etree._Element]  # code, message, where


@dataclass(frozen=True, slots=True)
class Shape:
    """Elements of this name are wrong where the predicate is true; the message says what is wrong, for the log."""

    code: str
    tag: str
    wrong: str
    message: str


class Group:
    """The shapes of one element."""

    def __init__(self, tag: str, shapes: Iterable[Shape]) -> None:
        self.shapes = [(shape, Pass[etree._Element](f"{tag}[{shape.wrong}]")) for shape in shapes]
        any_of_them = " or ".join(f"({shape.wrong})" for shape, _ in self.shapes)
        self.any = Pass[etree._Element](f"{tag}[{any_of_them}]")

    def wrong(self, top: etree._Element, unfinished: bool) -> Iterator[Wrong]:
        """The first wrong elements below `top` for each of the shapes."""
        if self.any.hits(top, unfinished):
            for shape, each in self.shapes:
                for element in islice(each.hits(top, unfinished), MOST):
                    yield shape.code, shape.message, element


def grouped(shapes: Iterable[Shape]) -> dict[str, Group]:
    """The shapes by the qualified name of their element."""
    by_tag: dict[str, list[Shape]] = {}
    for shape in shapes:
        by_tag.setdefault(shape.tag, []).append(shape)
    return {name(tag): Group(tag, each) for tag, each in by_tag.items()}


def ends_with_paragraph(depth: int = 3) -> str:
    """True of a block that is a paragraph, or a content control whose content ends with one."""
    if not depth:
        return "self::w:p"
    return f"self::w:p or self::w:sdt[w:sdtContent/*[last()][{ends_with_paragraph(depth - 1)}]]"


def is_one_of(axis: str, tags: str) -> str:
    return " or ".join(f"{axis}::{tag}" for tag in tags.split())


MARKERS = is_one_of(
    "self", "w:bookmarkStart w:bookmarkEnd w:commentRangeStart w:commentRangeEnd w:proofErr w:permStart w:permEnd"
)
# from the quick to the slow: nearly every cell ends with a paragraph, some with a control, few with a marker behind it
NO_LAST_PARAGRAPH = " and ".join(
    (
        "not(*[last()]/self::w:p)",
        f"not(*[last()][{ends_with_paragraph()}])",
        f"not(*[not({MARKERS})][last()][{ends_with_paragraph()}])",
    )
)
HOLDS_NO_BLOCK = "not({})".format(
    is_one_of(
        "parent",
        "w:tc w:body w:sdtContent w:txbxContent w:footnote w:endnote w:comment w:hdr w:ftr w:customXml",
    )
)
BLOCK_IN_LINE = f"(w:p or w:tbl) and ../parent::*[{is_one_of('self', 'w:p w:hyperlink w:r w:fldSimple')}]"
BLANKS = "translate(., '\t\n\r', '   ')"
OUTER_BLANK = f"starts-with({BLANKS}, ' ') or substring({BLANKS}, string-length(.)) = ' '"
COLUMNS = "ancestor::w:tbl[1]/w:tblGrid/w:gridCol"
MORE_CELLS = f"count(w:tc) + count(w:sdt/w:sdtContent/w:tc) > count({COLUMNS}) and {COLUMNS}"
DECORATIVE = "a:extLst/a:ext/adec:decorative[@val = '1' or @val = 'true']"
DIRTY = "@w:dirty[not(. = '0' or . = 'false' or . = 'off')]"
FIRST_ID, LAST_ID = 1, 2**31 - 1

SHAPES = (
    Shape("cell_without_last_paragraph", "w:tc", NO_LAST_PARAGRAPH, "a table cell does not end with a paragraph"),
    Shape("row_without_cells", "w:tr", "not(w:tc or w:sdt or w:customXml)", "a table row has no cell"),
    Shape("row_wider_than_grid", "w:tr", MORE_CELLS, "a table row has more cells than the table's grid has columns"),
    Shape("table_without_grid", "w:tbl", "not(w:tblGrid/w:gridCol)", "a table has no grid"),
    Shape("table_without_rows", "w:tbl", "not(w:tr or w:sdt or w:customXml)", "a table has no row"),
    Shape("misplaced_block", "w:p", HOLDS_NO_BLOCK, "a paragraph stands where none may"),
    Shape("misplaced_block", "w:tbl", HOLDS_NO_BLOCK, "a table stands where none may"),
    Shape("misplaced_block", "w:sdtContent", BLOCK_IN_LINE, "a content control within a line holds a block"),
    Shape(
        "spaces_not_preserved",
        "w:t",
        f"not(@xml:space = 'preserve') and ({OUTER_BLANK})",
        "outer blanks of a text would be lost",
    ),
    Shape("empty_control", "w:sdtContent", "not(*)", "a content control is empty"),
    Shape("empty_control", "w:sdt", "not(w:sdtContent)", "a content control has no content"),
    Shape("long_control_tag", "w:tag", "string-length(@w:val) > 64", "the tag of a content control is too long"),
    *(
        Shape("story_without_last_paragraph", tag, NO_LAST_PARAGRAPH, f"a {tag} does not end with a paragraph")
        for tag in ("w:txbxContent", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment")
    ),
    Shape("anchor_in_text_box", "wp:anchor", "ancestor::w:txbxContent", "a text box holds a floating drawing"),
    Shape(
        "drawing_id",
        "wp:docPr",
        f"not(@id >= {FIRST_ID} and @id <= {LAST_ID})",
        "the id of a drawing is not a positive 31-bit number",
    ),
    Shape(
        "no_alternative_text",
        "wp:docPr",
        f"not(normalize-space(@descr)) and not({DECORATIVE})",
        "a drawing has no alternative text and is not marked as decoration",
    ),
    Shape("linked_picture", "a:blip", "@r:link or not(@r:embed)", "a picture is linked, not embedded"),
    Shape("dirty_field", "w:fldChar", DIRTY, "Word would ask whether to update fields"),
    Shape("dirty_field", "w:fldSimple", DIRTY, "Word would ask whether to update fields"),
    *(
        Shape("active_content", tag, "true()", f"{tag}: active content or the text of another file")
        for tag in ("w:object", "w:control", "w:altChunk", "w:subDoc")
    ),
)
GROUPS = grouped(SHAPES)
# in every slice: looking out for them would cost more than their passes
FREQUENT = frozenset(map(name, ("w:tc", "w:tr", "w:p", "w:t", "w:sdt", "w:sdtContent", "w:tag")))
