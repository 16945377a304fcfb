"""Tables of formatted texts: aligned as their author says, every cell printed, never a table that Word cannot open."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from schemas.values import TextFormat
from tests.test_richtext import WITH_TABLES, style_of, tabled
from tests.word_files import Printed, paragraphs_of, rendered, rich, visible


def written(text: str, format: TextFormat = TextFormat.COMMONMARK) -> Printed:
    return rendered(WITH_TABLES, {"text": rich(text, format)})


def html(text: str) -> Printed:
    return written(text, TextFormat.HTML)


def alignments(made: Printed) -> dict[str, str]:
    """Words of each paragraph -> how it is aligned."""
    found = {}
    for paragraph in paragraphs_of(made.body):
        aligned = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        found[visible(paragraph)] = "" if aligned is None else str(aligned.get(qn("w:val")))
    return found


def test_columns_are_aligned_as_the_author_says() -> None:
    """Numbers to the right: headings and cells of the column alike."""
    made = written("|a|b|c|d|\n|-|-:|:-:|:-|\n|1|2|3|4|\n\nza")
    expected = {"a": "", "b": "right", "c": "center", "d": "", "1": "", "2": "right", "3": "center", "4": ""}
    assert alignments(made) == expected | {"": "", "za": ""}


def test_cells_of_html_are_aligned_by_themselves() -> None:
    """A cell may differ from its column."""
    made = html(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr><tr><td align=center>3</td></tr></table>"
    )
    assert {words: align for words, align in alignments(made).items() if align} == {"3": "center"}


def test_captions_of_html_stand_above_their_table() -> None:
    """With the style of captions, without a number: the table is not one of the list of tables."""
    made = html("<table><caption>Popisek <b>tabulky</b></caption><tr><td>a</td></tr></table>")
    first = next(paragraphs_of(made.body))
    assert (visible(first), style_of(first)) == ("Popisek tabulky", "Caption")
    assert made.rendering.state.regions == []


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("<table></table>", None),
        ("<table><tr></tr><tr></tr></table>", None),
        ("<table><tr><td></td></tr></table>", [[""]]),
        ("<table><tr><td>a</td></tr><tr></tr><tr><td>b</td><td>c</td></tr></table>", [["a", ""], ["", ""], ["b", "c"]]),
        ("<table><tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr></table>", [["a", "b"], ["", "c"]]),
        ("<table><tfoot><tr><td>z</td></tr></tfoot><tr><td>a</td></tr></table>", [["a"], ["z"]]),
    ],
    ids=["nothing", "rows without cells", "an empty cell", "a row without cells", "spanned too far", "a foot"],
)
def test_odd_tables(source: str, rows: list[list[str]] | None) -> None:
    """Tables without rows vanish, rows are as long as the longest; the package stays valid (the lint)."""
    if rows is None:
        assert "w:tbl" not in html(source).source
    else:
        assert tabled(source, TextFormat.HTML) == rows


def test_columns_of_lists_are_as_wide_as_columns_of_words() -> None:
    """A list takes as much room as the same words without bullets."""
    rows = "<table><tr><th>a</th><th>b</th></tr><tr><td>krátký</td><td>{}</td></tr></table>"
    found = [html(rows.format(words.format("slovo " * 20))) for words in ("<p>{}</p>", "<ul><li><p>{}</p></li></ul>")]
    plain, listed = ([each.get(qn("w:w")) for each in made.body.iter(qn("w:gridCol"))] for made in found)
    assert plain == listed
    assert int(str(listed[1])) > 2 * int(str(listed[0]))


def test_tables_within_tables() -> None:
    """Nothing of the inner one is lost; a cell ends with a paragraph behind it."""
    made = html("<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>")
    assert made.text == "a\nb\nc"
    assert len(list(made.body.iter(qn("w:tbl")))) == 2


@pytest.mark.parametrize(("columns", "tables"), [(63, 1), (64, 0)])
def test_tables_that_word_cannot_hold_are_told(columns: int, tables: int) -> None:
    """Word knows 63 columns: the cells of a wider table are printed one below the other."""
    cells = [f"b{number}" for number in range(columns)]
    made = written("|" + "|".join(cells) + "|\n" + "|-" * columns + "|\n" + "|" + "|".join(cells) + "|\n")
    assert made.text.split() == cells * 2
    assert len(list(made.body.iter(qn("w:tbl")))) == tables
    assert made.rendering.notes == ({} if tables else {"/foreword/text": {"rich_table"}})


LONG = "slovo " * 220


def kept(made: Printed) -> list[bool]:
    return [row.find(f".//{qn('w:keepNext')}") is not None for row in made.body.iter(qn("w:tr"))]


@pytest.mark.parametrize(
    ("texts", "stays"),
    [
        (["a"] * 3, [True, True, True, False]),
        (["a"] * 20, [True, True, True, *[False] * 15, True, True, False]),
        ([LONG] * 5, [True, False, False, False, False, False]),
        ([*["a"] * 20, LONG, LONG], [True, True, True, *[False] * 20]),
    ],
    ids=["short", "long", "tall", "tall at the end"],
)
def test_the_first_and_the_last_rows_stay_together_unless_they_are_tall(texts: list[str], stays: list[bool]) -> None:
    """Tall rows that stay together would leave half a page empty; the head never stands alone."""
    made = written("| Kdo | Co |\n|-|-|\n" + "".join(f"| {number} | {text} |\n" for number, text in enumerate(texts)))
    assert kept(made) == stays


def test_a_long_table_takes_the_width_of_the_page_and_not_the_room_of_a_card() -> None:
    """Five columns whose words would just have room in a card: their long texts get what a page has."""
    head = "| Číslo | Předkladatel | Dotčená kapitola | Připomínka | Vypořádání |\n|-:|-|-|-|-|\n"
    made = written(head + f"| 1 | neuvedeno | celý plán | {LONG} | neakceptováno – {LONG} |\n" * 6)
    *narrow, said, settled = [int(str(each.get(qn("w:w")))) for each in made.body.iter(qn("w:gridCol"))]
    assert said + settled > 1.5 * sum(narrow)
