"""Tables of offices: where caption, heads, body, unit, source and notes lie, and what of it becomes a table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pytest

from assembler.readers import grids
from assembler.readers.grids import Grid
from assembler.statistics import Answer, Choices, Made, proposed, table_of, turned
from schemas.analyses import ColumnType


def grid(text: str) -> Grid:
    """A sheet as the reader of files gives it."""
    return grids.read("\n".join(line.strip() for line in text.strip().splitlines()).encode(), "tabulka.csv").grids[0]


def made(text: str, **more: Any) -> Made:
    sheet = grid(text)
    return table_of(sheet, replace(proposed(sheet)[1], **more))


@dataclass(frozen=True)
class Case:
    """A sheet, and what is to be understood of it."""

    text: str
    heads: list[str]
    rows: list[tuple[Any, ...]]
    said: dict[str, Any] = field(default_factory=dict)  # of the shape
    total: str = ""


CASES = {
    "plain heads and numbers": Case("Obec;Počet\nA;1\nB;2", ["Obec", "Počet"], [("A", 1), ("B", 2)]),
    "years in columns": Case("Obec;2021;2022\nA;1;2\nB;3;4", ["Obec", "2021", "2022"], [("A", 1, 2), ("B", 3, 4)]),
    "years in rows": Case(
        "Rok;Muži;Ženy\n2021;10;11\n2022;12;13", ["Rok", "Muži", "Ženy"], [(2021, 10, 11), (2022, 12, 13)]
    ),
    "a corner without a name": Case(
        ";2021;2022\nA;1;2\nB;3;4", ["Položka", "2021", "2022"], [("A", 1, 2), ("B", 3, 4)]
    ),
    "a title above": Case(
        "Tab. 3.1 Počet obyvatel k 31. 12. 2023;\n;\nObec;Počet\nA;1\nB;2",
        ["Obec", "Počet"],
        [("A", 1), ("B", 2)],
        {"caption": "Počet obyvatel k 31. 12. 2023", "year": 2023},
    ),
    "a unit in a row of its own": Case(
        "Výdaje;;\nv tis. Kč;;\nObec;2021;2022\nA;1;2\nB;3;4",
        ["Obec", "2021", "2022"],
        [("A", 1, 2), ("B", 3, 4)],
        {"caption": "Výdaje", "unit": "tis. Kč", "year": None},
    ),
    "a unit named as the office names it": Case(
        "Měřicí jednotka: osoby;\nObec;Počet\nA;1\nB;2", ["Obec", "Počet"], [("A", 1), ("B", 2)], {"unit": "osoby"}
    ),
    "a unit at the end of the title": Case(
        "Podíl seniorů (v %);\nObec;Podíl\nA;10,5\nB;12",
        ["Obec", "Podíl"],
        [("A", Decimal("10.5")), ("B", 12)],
        {"caption": "Podíl seniorů", "unit": "%"},
    ),
    "a source and notes below": Case(
        "Obec;Počet\nA;1\nB;2\nZdroj: ČSÚ, veřejná databáze;\n1) předběžné údaje;\nPoznámka: bez cizinců;",
        ["Obec", "Počet"],
        [("A", 1), ("B", 2)],
        {"source": "ČSÚ, veřejná databáze", "note": "1) předběžné údaje\nPoznámka: bez cizinců"},
    ),
    "a source above, by its other name": Case(
        "Pramen: MPSV;\nObec;Počet\nA;1\nB;2", ["Obec", "Počet"], [("A", 1), ("B", 2)], {"source": "MPSV"}
    ),
    "heads in two rows": Case(
        "Obec;Muži;;Ženy;\n;2021;2022;2021;2022\nA;1;2;3;4\nB;5;6;7;8",
        ["Obec", "Muži, 2021", "Muži, 2022", "Ženy, 2021", "Ženy, 2022"],
        [("A", 1, 2, 3, 4), ("B", 5, 6, 7, 8)],
    ),
    "one head over all years": Case(
        "Obec;Počet obyvatel;\n;2021;2022\nA;1;2\nB;3;4",
        ["Obec", "Počet obyvatel, 2021", "Počet obyvatel, 2022"],
        [("A", 1, 2), ("B", 3, 4)],
    ),
    "heads in three rows": Case(
        "Obec;Obyvatelé;;;\n;Muži;;Ženy;\n;2021;2022;2021;2022\nA;1;2;3;4\nB;1;2;3;4",
        ["Obec", *(f"Obyvatelé, {sex}, {year}" for sex in ("Muži", "Ženy") for year in (2021, 2022))],
        [("A", 1, 2, 3, 4), ("B", 1, 2, 3, 4)],
    ),
    "numbered columns under the heads": Case(
        "Obec;Muži;Ženy\na;1;2\nA;10;20\nB;30;40", ["Obec", "Muži", "Ženy"], [("A", 10, 20), ("B", 30, 40)]
    ),
    "thousands by spaces, hard spaces and points; decimal commas": Case(
        "Obec;X;Y;Z\nA;1 234;1\u00a0234\u00a0567;1.234.567,5\nB;-5;0,5;12",
        ["Obec", "X", "Y", "Z"],
        [("A", 1234, 1234567, Decimal("1234567.5")), ("B", -5, Decimal("0.5"), 12)],
    ),
    "per cents in the cells": Case(
        "Věk;Podíl\n0–14;15,5 %\n15+;84,5 %", ["Věk", "Podíl"], [("0–14", Decimal("15.5")), ("15+", Decimal("84.5"))]
    ),
    "marks for missing values": Case(
        "Obec;A;B;C;D;E\nX;-;.;x;i. d.;…\nY;1;2;3;4;5",
        ["Obec", "A", "B", "C", "D", "E"],
        [("X", None, None, None, None, None), ("Y", 1, 2, 3, 4, 5)],
    ),
    "marks of notes at numbers and heads": Case(
        "Obec;2022;2023 1)\nA;10;11 1)\nB;12;13*", ["Obec", "2022", "2023"], [("A", 10, 11), ("B", 12, 13)]
    ),
    "a sum at the end": Case("Obec;Počet\nA;1\nB;2\nCelkem;3", ["Obec", "Počet"], [("A", 1), ("B", 2)], total="Celkem"),
    "a sum at the beginning": Case(
        "Obec;Počet\nCelkem ORP;3\nA;1\nB;2", ["Obec", "Počet"], [("A", 1), ("B", 2)], total="Celkem ORP"
    ),
    "codes beside the names": Case(
        "Kód obce;Obec;Počet\n546127;A;1\n546135;B;2",
        ["Kód obce", "Obec", "Počet"],
        [(546127, "A", 1), (546135, "B", 2)],
    ),
    "empty rows and columns between": Case(
        "Název;;\n;;\nObec;;Počet\n;;\nA;;1\n;;\nB;;2", ["Obec", "Počet"], [("A", 1), ("B", 2)], {"caption": "Název"}
    ),
    "a heading between the rows": Case(
        "Obec;2021;2022\nOkres Jindřichův Hradec;;\nA;1;2\nOkres Tábor;;\nB;3;4",
        ["Obec", "2021", "2022"],
        [("A", 1, 2), ("B", 3, 4)],
    ),
    "facts about the table above it": Case(
        "Obyvatelé;;\nObdobí:;31. 12. 2023;\nÚzemí:;ORP Dačice;\nObec;Muži;Ženy\nA;1;2\nB;3;4",
        ["Obec", "Muži", "Ženy"],
        [("A", 1, 2), ("B", 3, 4)],
        {"caption": "Obyvatelé", "note": "Období: 31. 12. 2023\nÚzemí: ORP Dačice"},
    ),
    "days as heads": Case(
        "Obec;31. 12. 2021;31. 12. 2022\nA;1;2\nB;3;4",
        ["Obec", "31. 12. 2021", "31. 12. 2022"],
        [("A", 1, 2), ("B", 3, 4)],
    ),
    "ages with sexes": Case(
        ";Muži;Ženy\n0-14;1;2\n15–64;3;4\n65 a více;5;6",
        ["Věk", "Muži", "Ženy"],
        [("0-14", 1, 2), ("15–64", 3, 4), ("65 a více", 5, 6)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_sheet_is_understood_with(case: Case) -> None:
    sheet = grid(case.text)
    shape, choices = proposed(sheet)
    found = table_of(sheet, choices)
    assert [each.name for each in found.columns] == case.heads
    assert [each.cells for each in found.rows] == case.rows
    assert found.total == case.total
    assert {name: getattr(shape, name) for name in case.said} == case.said


def test_a_merged_head_stands_over_all_its_columns() -> None:
    rows = (("Obec", "Obyvatelé", None, None), (None, "Muži", "Ženy", None), ("A", 1, 2, 3), ("B", 4, 5, 6))
    sheet = Grid("List1", rows, ((0, 1, 0, 3), (0, 0, 1, 0)))
    found = table_of(sheet, proposed(sheet)[1])
    assert [each.name for each in found.columns] == ["Obec", "Obyvatelé, Muži", "Obyvatelé, Ženy", "Obyvatelé"]


def test_numbers_of_a_spreadsheet_keep_their_digits() -> None:
    sheet = Grid("List1", (("Obec", 2021, Decimal("2022")), ("A", Decimal("0.30"), 5), ("B", 1, Decimal("1E+3"))))
    found = table_of(sheet, proposed(sheet)[1])
    assert [each.name for each in found.columns] == ["Obec", "2021", "2022"]
    assert found.rows[0].cells == ("A", Decimal("0.30"), 5)


def test_rows_are_named_by_the_names_beside_their_codes() -> None:
    found = made("Kód obce;Obec;2021\n546127;A;1\n546135;B;2\n;Celkem;3")
    assert [each.label for each in found.rows] == ["A", "B"]
    assert found.total == "Celkem"
    assert turned(found).columns[0].name == "Obec"
    assert turned(found).remarks[0] == "Po otočení v tabulce nejsou sloupce: Kód obce."


# ---------------------------------------------------------------- nothing silently


MARKED = "Obec;2021;2022\nA;10;-\nB;cca 300;12 1)\nC;cca 300;-\nD;5;6"


def test_every_text_among_numbers_is_asked_about_once_with_its_cells() -> None:
    doubts = {each.text: each for each in made(MARKED).doubts}
    assert {text: (each.cells, each.proposal) for text, each in doubts.items()} == {
        "-": (("C2", "C4"), Answer.MISSING),
        "cca 300": (("B3", "B4"), None),
        "12 1)": (("C3",), Answer.NUMBER),
    }
    assert "nevyskytl" in doubts["-"].why
    assert [each.text for each in made(MARKED).undecided] == ["cca 300"]


def test_an_undecided_text_stays_in_its_cell() -> None:
    assert [row.cells[1] for row in made(MARKED).rows] == [10, "cca 300", "cca 300", 5]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ((Answer.MISSING, ""), None),
        ((Answer.ZERO, ""), 0),
        ((Answer.TEXT, ""), "cca 300"),
        ((Answer.NUMBER, "1 300,5"), Decimal("1300.5")),
        ((Answer.NUMBER, "nevím"), "cca 300"),
    ],
)
def test_an_answer_holds_for_all_cells_with_the_text(answer: tuple[Answer, str], value: Any) -> None:
    found = made(MARKED, answers={"cca 300": answer})
    assert [row.cells[1] for row in found.rows] == [10, value, value, 5]
    assert found.undecided == ()


def test_what_is_left_out_is_listed_with_the_reason() -> None:
    found = made("Obec;X;Y;\na;1;2;\nOkres;;;\nA;1;2;\n;;;\nB;3;4;\nCelkem;4;6;")
    assert [(each.index, each.out) for each in found.all_rows if each.out] == [
        (2, "mezititulek"),
        (4, "prázdný"),
        (6, "součet: v dokumentu se spočítá"),
    ]


def test_a_sum_that_does_not_agree_stays_and_is_told() -> None:
    found = made("Obec;Počet\nA;1\nB;2\nCelkem;4")
    assert [each.label for each in found.rows] == ["A", "B", "Celkem"]
    assert found.total == ""
    assert "nesouhlasí se součtem" in found.remarks[0]


def test_rows_and_columns_are_left_out_by_whoever_chooses() -> None:
    text = "Obec;X;Y\nA;1;2\nB;3;4\nCelkem;4;6"
    found = made(text, rows_out=frozenset({1}), columns_out=frozenset({1}))
    assert [each.name for each in found.columns] == ["Obec", "Y"]
    assert [each.cells for each in found.rows] == [("B", 4), ("Celkem", 6)]
    everything = made(text, rows_out=frozenset(), columns_out=frozenset())
    assert len(everything.rows) == 3


def test_only_the_wanted_rows_are_taken() -> None:
    found = made("Obec;X\nA;1\nB;2\nC;3", only=("b", "C"))
    assert [each.label for each in found.rows] == ["B", "C"]
    assert [each.out for each in found.all_rows if each.out] == ["není mezi vybranými řádky"]


def test_names_and_types_of_columns_are_those_that_were_chosen() -> None:
    found = made("Obec;X\nA;1\nB;2", names={1: "Lůžka"}, types={1: "year"})
    assert [(each.name, each.type) for each in found.columns] == [("Obec", ColumnType.TEXT), ("Lůžka", ColumnType.YEAR)]


def test_other_rows_can_be_chosen_for_heads_and_body() -> None:
    sheet = grid("x;y\nObec;Počet\nA;1\nB;2")
    found = table_of(sheet, Choices((1, 2), (2, 3)))
    assert [each.name for each in found.columns] == ["Obec", "Počet"]
    assert [each.cells for each in found.rows] == [("A", 1)]


@pytest.mark.parametrize("ends", [((-5, 99), (0, 99)), ((3, 1), (9, 2)), ((0, 0), (0, 0))])
def test_ends_outside_of_the_sheet_break_nothing(ends: tuple[tuple[int, int], tuple[int, int]]) -> None:
    sheet = grid("Obec;Počet\nA;1\nB;2")
    assert len(table_of(sheet, Choices(*ends)).rows) <= 3


def test_a_table_is_turned_with_its_numbers() -> None:
    found = turned(made("Obec;2021;2022\nA;1;2\nB;3;4"))
    assert [each.name for each in found.columns] == ["Obec", "A", "B"]
    assert [each.cells for each in found.rows] == [("2021", 1, 3), ("2022", 2, 4)]


def test_what_a_turned_table_has_no_place_for_is_told() -> None:
    found = turned(made("Obec;Okres;2021\nA;JH;1\nB;JH;2\nCelkem;x;3"))
    assert found.remarks == (
        "Po otočení v tabulce nejsou sloupce: Okres.",
        "Součtový řádek „Celkem“ po otočení tabulka nemá.",
    )


@pytest.mark.parametrize("text", ["a;b\nc;d", "jen text"])
def test_a_sheet_without_a_table_has_no_body(text: str) -> None:
    assert not proposed(grid(text))[0].found


OFFICE = """ČESKÝ STATISTICKÝ ÚŘAD;;;
Tab. 2 Obyvatelstvo ve správním obvodu ORP Vzorov v letech 2017–2018;;;
v osobách, stav k 31. 12.;;;
Věková skupina;Rok;Rok;Index 2018/2017 (%)
;2017;2018;
0–14 let;2801;2795;99,6
15–64 let;12934;12771;95
nezjištěno;-;i. d.;x
Zdroj: ČSÚ, Ročenka;;;"""


def test_a_sheet_of_the_office_gives_its_title_unit_day_and_source() -> None:
    shape, _ = proposed(grid(OFFICE))
    assert shape.caption == "Obyvatelstvo ve správním obvodu ORP Vzorov v letech 2017–2018"
    assert (shape.unit, shape.note, shape.source) == ("osoby", "Stav k 31. 12.", "ČSÚ, Ročenka")
    without = proposed(grid(OFFICE.rpartition("\n")[0]))[0]
    assert without.source == "ČESKÝ STATISTICKÝ ÚŘAD"


def test_columns_of_years_are_named_by_them_and_an_index_is_in_per_cent_with_even_decimals() -> None:
    table = made(OFFICE)
    assert [each.name for each in table.columns] == ["Věková skupina", "2017", "2018", "Index 2018/2017 (%)"]
    assert [each.type.value for each in table.columns] == ["text", "number", "number", "percent"]
    assert [str(row.cells[3]) for row in table.rows] == ["99.6", "95.0", "None"]


def test_only_a_dash_of_the_office_is_proposed_as_a_zero() -> None:
    assert {each.text: each.proposal for each in made(OFFICE).doubts} == {
        "-": Answer.ZERO,
        "i. d.": Answer.MISSING,
        "x": Answer.MISSING,
    }
    others = OFFICE.replace("ČESKÝ STATISTICKÝ ÚŘAD", "Přehled").replace("ČSÚ", "obec")
    assert made(others).doubts[0].proposal is Answer.MISSING
    assert [row.cells[1] for row in made(OFFICE).rows] == [2801, 12934, 0]
