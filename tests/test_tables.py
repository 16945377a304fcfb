"""Data tables: room for every word, few lines, no lone rows; the same widths in Word and in LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import etree

from assembler.errors import TemplateError
from assembler.word import tables, widths
from assembler.word.values import Cell, DataTable
from assembler.word.xml import NS, w
from tests.word_files import Printed, p, rendered, word_file

Rows = Sequence[tuple[str, ...]]

MEETINGS: Rows = [
    ("Č.", "Kdy", "Kde", "Program a závěry", "Účast"),
    (
        "4.",
        "25.\u00a09.\u00a02018, 9:00–11:15",
        "zasedací místnost",
        "Zprávy z prvních jednání; otázky do dotazníků " * 3,
        "7",
    ),
    ("5.", "27.\u00a011.\u00a02018, 9:00–12:00", "radnice", "Projednání akčního plánu; výsledky hodnocení " * 3, "8"),
]
COUNTS: Rows = [
    ("Obec", "Obyvatelé", "Rozloha (km²)"),
    ("Horní Meziříčko", "115", "7,95"),
    ("Dačice", "7\u00a0392", "67,02"),
]


def letters(rows: Rows) -> widths.Widths:
    return widths.of_columns([list(map(widths.extent, row)) for row in rows])


def made(table: DataTable, width: int = tables.PAGE) -> etree._Element:
    """The w:tbl of a table in a document."""
    found = printed(table, width).body.find(".//w:tbl", NS)
    assert found is not None
    return found


def printed(table: DataTable, width: int) -> Printed:
    return rendered(word_file(p(f"{{{{p table|data_table('', {width}) }}}}")), {"table": table})


def of(rows: Rows, total: tuple[str, ...] = (), strong: frozenset[int] = frozenset()) -> DataTable:
    heads, *body = rows
    cells = tuple(tuple(Cell(text, strong=index in strong) for text in row) for index, row in enumerate(body))
    return DataTable(tuple(map(Cell, heads)), cells, tuple(map(Cell, total)))


def kept(table: etree._Element) -> list[bool]:
    """For each row under the heads: does it stay on the page of what follows?"""
    return [row.find(".//w:keepNext", NS) is not None for row in table.iterfind("w:tr", NS)][1:]


@pytest.mark.parametrize("rows", [MEETINGS, COUNTS])
def test_every_column_has_room_for_its_longest_word(rows: Rows) -> None:
    """No word is broken while another column has room to spare."""
    found = letters(rows)
    longest = [max(len(word) for row in rows for word in row[column].split(" ")) for column in range(len(rows[0]))]
    assert not found.narrow
    assert all(width >= word + widths.MARGINS for width, word in zip(found.letters, longest, strict=True))


def test_spare_room_goes_where_it_saves_lines() -> None:
    """The long programme gets it, not the number or the date that stands well in two lines."""
    number, when, _, programme, present = letters(MEETINGS).letters
    assert programme > 2 * when > 4 * number
    assert number < 10 > present


def test_texts_that_fit_stand_on_one_line() -> None:
    """A table that needs no second line anywhere has none."""
    found = letters(COUNTS)
    assert [found.lines(list(map(widths.extent, row))) for row in COUNTS] == [1, 1, 1]


@pytest.mark.parametrize(
    ("heads", "level"),
    [((4, 9, 6), 12), ((4, 9, 40), 12), ((8, 9, 13, 7, 21), 16)],
)
def test_columns_of_numbers_are_alike(heads: tuple[int, ...], level: int) -> None:
    """Years stand at even distances, whatever their sums; a long heading leaves the others as even as it can."""
    cells = [widths.Extent(4, 7), *(widths.Extent(min(9, each), each) for each in heads)]
    name, *numbers = widths.of_columns([cells], numbers=[False, *[True] * len(heads)]).letters
    assert len({round(width, 6) for width in numbers if width < max(numbers)}) <= 1
    assert min(numbers) >= level
    assert name > 4


def test_numbers_stand_beside_their_names_on_a_wide_page() -> None:
    """Two short columns are not drawn apart over a page lying down; a page standing upright is always filled."""
    pair: Rows = [("Zdroj (tis. Kč)", "2020"), ("Zdravotní pojišťovny", "7\u00a0800")]
    wide, upright = (made(of(pair), width).find("w:tblPr/w:tblW", NS) for width in (247, 160))
    assert wide is not None
    assert upright is not None
    assert int(wide.get(w("w"), "")) < 0.7 * widths.PERCENT
    assert int(upright.get(w("w"), "")) == widths.PERCENT


def test_widths_add_up_to_the_last_unit() -> None:
    """Word gets per cents of the whole width in every cell, the grid gets twips."""
    table = made(of(MEETINGS), 247)
    for row in table.iterfind("w:tr", NS):
        assert sum(int(width.get(w("w"), "")) for width in row.iterfind("w:tc/w:tcPr/w:tcW", NS)) == widths.PERCENT
    grid = [int(column.get(w("w"), "")) for column in table.iterfind("w:tblGrid/w:gridCol", NS)]
    assert sum(grid) == widths.TWIPS * 247 // tables.PAGE


def test_only_words_wider_than_their_columns_are_hyphenated() -> None:
    """Nine columns of long words leave no other way; elsewhere a table has no hyphens."""
    crowded = [("nízkoprahového zařízení",) * 9] * 2
    assert made(of(crowded)).find(".//w:suppressAutoHyphens[@w:val='0']", NS) is not None
    assert made(of(MEETINGS)).find(".//w:suppressAutoHyphens", NS) is None


def test_short_table_stays_on_one_page_with_its_source() -> None:
    """Every row of it keeps with the next, the last one with what stands under the table."""
    assert kept(made(of(COUNTS, total=("Celkem", "7\u00a0507", "74,97")))) == [True, True, True]


def test_long_table_breaks_but_leaves_no_lone_rows() -> None:
    """Two rows at least stay with the heads, three with the end; many lines make a table long as well as many rows."""
    many = of([("Obec",), *[("Dačice",)] * 20])
    tall = of([("Poučení",), *[("slovo " * 60,)] * 8])
    assert kept(made(many)) == [True] * 2 + [False] * 15 + [True] * 3
    assert kept(made(tall)) == [True] * 2 + [False] * 3 + [True] * 3


def test_heading_inside_a_table_stays_with_its_first_row() -> None:
    """„Cíl 3.2“ is never the last row of a page."""
    rows: Rows = [("Název",), *[(f"Opatření {number}",) for number in range(20)]]
    assert kept(made(of(rows, strong=frozenset({9}))))[8:11] == [False, True, False]


def test_width_of_a_table_is_one_of_a_page() -> None:
    """A slip of the template's author is refused in words, not laid out."""
    assert made(of(MEETINGS), 247) is not None
    with pytest.raises(TemplateError, match="40 až 400"):
        printed(of(MEETINGS), 4000)
