"""Tables whose cells span columns or rows: only they need to be walked cell by cell (ECMA-376 17.4.17, 17.4.84)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from assembler.word.validate.names import compiled, elements, name, names, number, value
from assembler.word.validate.shapes import Wrong

TABLE, ROW, CELL = name("w:tbl"), name("w:tr"), name("w:tc")
WRAPPERS = {name("w:sdt"): name("w:sdtContent"), name("w:customXml"): ""}
SPANNING = names("w:gridSpan w:gridBefore w:gridAfter w:vMerge")
COLUMNS = compiled("w:tblGrid/w:gridCol")
SPAN, MERGE = f"{name('w:tcPr')}/{name('w:gridSpan')}", f"{name('w:tcPr')}/{name('w:vMerge')}"
BEFORE, AFTER = f"{name('w:trPr')}/{name('w:gridBefore')}", f"{name('w:trPr')}/{name('w:gridAfter')}"

Columns = tuple[int, int]  # first column of a cell, number of columns


def wrong_in(table: etree._Element) -> Iterator[Wrong]:
    """The rows wider than the grid and the merged cells with nothing to continue, each with its code."""
    width = len(elements(COLUMNS, table))
    above: set[Columns] = set()
    for row in within(table, ROW):
        merged: set[Columns] = set()
        column = number(value(row.find(BEFORE)), 0)
        for cell in within(row, CELL):
            place = (column, number(value(cell.find(SPAN)), 1))
            merge = cell.find(MERGE)
            if merge is not None:
                merged.add(place)
                if value(merge, "continue") == "continue" and place not in above:
                    yield "merge_without_start", "a vertically merged cell continues nothing above it", cell
            column += place[1]
        if 0 < width < column + number(value(row.find(AFTER)), 0):
            yield "row_wider_than_grid", "the cells of a row span more columns than the table's grid has", row
        above = merged


def within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those that content controls wrap."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            content = WRAPPERS[child.tag]
            for inner in child.iterchildren(content) if content else (child,):
                yield from within(inner, tag)
