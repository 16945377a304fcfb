"""Charts from tables of offices: which type is suggested and why, what is drawn, and what is told to be missing."""

from __future__ import annotations

import pytest

from assembler.statistics import Made, Suggestion, Wanted, chart_of, suggested
from schemas.analyses import ChartType
from tests.test_statistics import made


def suggestion(table: Made) -> Suggestion:
    found = suggested(table)
    assert found is not None
    return found


MANY = "Obec;2021;2022\n" + "\n".join(f"Obec {n};{n};{n + 1}" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("Rok;Muži;Ženy\n2021;1;2\n2022;3;4", ChartType.LINE, "vývoj"),
        ("Obec;2021;2022\nA;1;2\nB;3;4", ChartType.LINE, "vývoj"),
        (MANY, ChartType.BAR, "čáry by nešlo rozeznat"),
        ("Věk;Muži;Ženy\n0–14;1;2\n15–64;3;4\n65+;5;6", ChartType.PYRAMID, "věkové skupiny"),
        ("Zdroj;Kč\nMPSV;5\nKraj;3\nCelkem;8", ChartType.PIE, "celek"),
        ("Zdroj;Podíl\nMPSV;60 %\nKraj;40 %", ChartType.PIE, "celek"),
        ("Obec;Ambulantní;Terénní;Celkem\nA;1;2;3\nB;3;4;7", ChartType.STACKED, "součtem"),
        ("Zdroj;Kč\n" + "\n".join(f"Z{n};{n}" for n in range(1, 10)) + "\nCelkem;45", ChartType.BAR, "porovnání"),
        ("Obec;Lůžka\nA;5\nB;7", ChartType.BAR, "porovnání"),
        ("Obec;Saldo\nA;-5\nB;7\nCelkem;2", ChartType.BAR, "porovnání"),
    ],
)
def test_a_type_is_suggested_with_its_reason(text: str, kind: ChartType, word: str) -> None:
    found = suggestion(made(text))
    assert found.wanted.type is kind
    assert word in found.reason


def test_a_table_without_numbers_has_no_chart() -> None:
    assert suggested(made("Obec;Okres;Počet\nA;JH;1", columns_out=frozenset({2}))) is None


def test_years_in_columns_become_categories_and_rows_lines() -> None:
    table = made("Obec;2021;2022\nA;1;-\nB;3;4")
    raw, left = chart_of(table, suggestion(table).wanted)
    assert raw == {
        "type": "line",
        "categories": ["2021", "2022"],
        "series": [{"name": "A", "values": [1, None]}, {"name": "B", "values": [3, 4]}],
    }
    assert left == ()


def test_sums_are_not_drawn_beside_their_parts_and_that_is_told() -> None:
    table = made("Věk;Celkem;Muži;Ženy\n0–14;3;1;2\n15–64;7;3;4\n65+;11;5;6\nCelkem;21;9;13")
    raw, left = chart_of(table, suggestion(table).wanted)
    assert [each["name"] for each in raw["series"]] == ["Muži", "Ženy"]
    assert raw["categories"] == ["0–14", "15–64", "65+"]
    assert left == ("V grafu nejsou sloupce: Celkem.", "V grafu nejsou řádky: Celkem.")


def test_more_than_eight_series_are_never_dropped_silently() -> None:
    table = made(MANY)
    rows = frozenset(each.index for each in table.rows)
    raw, left = chart_of(table, Wanted(ChartType.LINE, True, frozenset({1, 2}), rows))
    assert len(raw["series"]) == 8
    assert left == ("Graf má nejvýše 8 řad, nevešly se: Obec 9, Obec 10, Obec 11.",)


def test_a_text_that_stays_a_text_is_a_missing_value_of_the_chart() -> None:
    table = made("Obec;Lůžka\nB;7\nA;málo\nC;8")
    raw, _ = chart_of(table, suggestion(table).wanted)
    assert raw["series"] == [{"name": "Lůžka", "values": [7, None, 8]}]


def test_per_cents_are_not_proposed_beside_thousands() -> None:
    found = suggestion(made("Obec;2017;2018;Index (%)\nA;2801;2795;99,6\nB;12934;12771;95,0"))
    assert (found.wanted.columns, found.wanted.type.value) == (frozenset({1, 2}), "line")
