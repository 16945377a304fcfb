"""The walk over what was printed: containers are mended by what stands in them, and nothing of a long list is lost."""

from __future__ import annotations

import pytest

from assembler.word.final import LOOKED_AT, STRETCH, settle
from assembler.word.marks import Bundle, Guard
from tests.word_files import p, rendered, word_file

NOTHING = [""] * LOOKED_AT  # values that print nothing, more of them than letters are looked at


@pytest.mark.parametrize(
    "printed",
    [
        ["<w:tc><w:p></w:p>", *NOTHING],
        ["<w:tc>", "<w:p/>", *NOTHING],
        ["<w:tc>", Bundle(("<w:sdt>", "<w:p>", "</w:p>", "", "</w:sdtContent></w:sdt>")), *NOTHING],
    ],
    ids=["paragraph", "empty paragraph", "formatted text in its control"],
)
def test_a_cell_that_ends_with_a_paragraph_gets_no_other(printed: list[str]) -> None:
    """Values that print nothing hide no paragraph in front of them."""
    assert "".join(settle([*printed, Guard("w:p")])) == "".join(settle(printed))


@pytest.mark.parametrize("printed", [["<w:tc>"], ["<w:p></w:p></w:tc><w:tc>"], ["<w:tc>", "<w:tbl></w:tbl>"]])
def test_a_cell_that_does_not_end_with_a_paragraph_gets_one(printed: list[str]) -> None:
    """The paragraph of the cell before, or of a table in the cell, is not its own."""
    assert "".join(settle([*printed, *NOTHING, Guard("w:p")])) == "".join((*printed, "<w:p/>"))


def test_only_an_empty_control_in_a_line_gets_a_run() -> None:
    """What is printed in a control of the template stays as it is."""
    begin = "<w:sdt><w:sdtContent>"
    assert "".join(settle([begin, *NOTHING, Guard("w:r")])) == f"{begin}<w:r/>"
    assert "".join(settle([begin, "<w:r></w:r>", *NOTHING, Guard("w:r")])) == f"{begin}<w:r></w:r>"


def test_a_document_of_many_pieces_is_whole() -> None:
    """Bytes are made of stretches of pieces: every letter is there, of any alphabet, in its order."""
    items = [f"{number} žluťoučký 😀 kůň" for number in range(2 * STRETCH)]
    template = word_file(p("{%p for item in items %}"), p("{{ item }}"), p("{%p endfor %}"))
    assert rendered(template, {"items": items}).text.split("\n") == items
