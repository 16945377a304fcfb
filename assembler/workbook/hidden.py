"""Skryté listy: where the workbook comes from, values that no cell tells to the letter, pictures.

_sesit      key, value: the version of this shape, and the origin
_presne     table, row, path (JSON), mark of what the cells say, and the value as JSON, over as many cells as it needs
_obrazky    start of the hash, and the picture in base64, over as many cells as it needs
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from assembler.errors import Unreadable
from assembler.readers import json_file
from assembler.readers.sheets.cells import Value, told
from assembler.workbook.book import Book, Exact, Origin, as_json
from assembler.workbook.cells import pieces
from assembler.workbook.problems import NEWER

ORIGIN, EXACT, PICTURES = "_sesit", "_presne", "_obrazky"
SHAPE = "1"  # of the workbook; a later shape that cannot be read by this one gets another
NAMES = (ORIGIN, EXACT, PICTURES)
Line = list[Value]  # the cells of a line, from the first column


def add_hidden(made: Any, style: Any, book: Book) -> None:
    for name, lines in ((ORIGIN, origin_lines(book)), (EXACT, exact_lines(book)), (PICTURES, picture_lines(book))):
        here = made.add_worksheet(name)
        for number, line in enumerate(lines):
            for column, text in enumerate(line):
                here.write_string(number, column, text, style)
        here.very_hidden()


def origin_lines(book: Book) -> Iterator[list[str]]:
    yield ["shape", SHAPE]
    for key, value in asdict(book.origin).items():
        yield [key, str(value)]


def exact_lines(book: Book) -> Iterator[list[str]]:
    for (table, number), values in book.exact.items():
        for path, exact in values.items():
            yield [table, str(number), json.dumps(path), exact.was, *pieces(as_json(exact.value))]


def picture_lines(book: Book) -> Iterator[list[str]]:
    for digest, data in book.names.pictures.items():
        yield [digest, *pieces(as_json(data))]


# ---------------------------------------------------------------- read back


def read_origin(lines: Iterator[Line]) -> Origin:
    """Of a workbook that may have been made by anyone: texts, and a number. Raises Unreadable for another shape."""
    said = {told(line[0]): told(line[1]) for line in lines if len(line) > 1}
    if said.get("shape", SHAPE) != SHAPE:
        raise Unreadable(NEWER.at(""))
    known = {each.name: said.get(each.name, "")[:500] for each in fields(Origin)}
    number = known.pop("revision")
    return Origin(**known, revision=int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0)


def read_exact(book: Book, lines: Iterator[Line]) -> None:
    """What is not in order says nothing."""
    for line in lines:
        words = [told(cell) for cell in line]
        if len(words) > 4 and words[1].isascii() and words[1].isdecimal() and len(words[1]) < 10:
            path, value = parsed(words[2]), parsed("".join(words[4:]))
            if isinstance(path, list) and all(isinstance(step, str) for step in path) and value is not NOTHING:
                book.exact[(words[0], int(words[1]))][tuple(path)] = Exact(value, words[3])


def read_pictures(book: Book, lines: Iterator[Line]) -> None:
    for line in lines:
        data = parsed("".join(told(cell) for cell in line[1:]))
        if line and isinstance(data, str):
            book.names.pictures[told(line[0])] = data


NOTHING = object()


def parsed(text: str) -> Any:
    try:
        return json_file.read(text.encode("utf-8", "replace")).raw
    except Unreadable:
        return NOTHING
